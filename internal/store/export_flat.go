package store

import (
	"strconv"
	"strings"

	"github.com/casus-news/casus/event"
)

// flatKind is the type of a flat column.
type flatKind uint8

const (
	flatText flatKind = iota
	flatList
	flatDay
	flatWhole
	flatReal
)

// flatColumn is a column of the flat table, which is written as CSV (lists joined by "; ") and as Parquet (lists as lists).
// of gives a string, []string, article.Day as its text, int or float64 by kind; nil stands for not known.
type flatColumn struct {
	name string
	kind flatKind
	of   func(o *Outgoing) any
}

// flatColumns are the record's fields in its order, each under a name of one word.
var flatColumns = [...]flatColumn{
	{"id", flatText, func(o *Outgoing) any { return o.ID }},
	{"event", flatText, func(o *Outgoing) any { return o.Event }},
	{"origin", flatText, func(o *Outgoing) any { return originOf(&o.CiteInfo) }},
	{"article", flatText, func(o *Outgoing) any { return o.CiteInfo.ID }},
	{"published", flatDay, func(o *Outgoing) any { return o.CiteInfo.Published.String() }},
	{"date", flatDay, func(o *Outgoing) any { return o.Date.String() }},
	{"enddate", flatDay, func(o *Outgoing) any { return o.EndDate.String() }},
	{"date_resolution", flatText, func(o *Outgoing) any { return o.DateResolution }},
	{"type", flatText, func(o *Outgoing) any { return string(o.Report.Event[0]) }},
	{"mode", flatList, func(o *Outgoing) any { return texts(o.Mode) }},
	{"context", flatList, func(o *Outgoing) any { return texts(o.Context) }},
	{"auxiliary", flatList, func(o *Outgoing) any { return texts(o.Auxiliary) }},
	{"factuality", flatText, func(o *Outgoing) any { return factualityOf(&o.Report) }},
	{"cameo", flatText, func(o *Outgoing) any { return o.CAMEO }},
	{"goldstein", flatReal, func(o *Outgoing) any { return goldsteinOf(o.CAMEO) }},
	{"quad_code", flatWhole, func(o *Outgoing) any { return o.QuadCode }},
	{"event_scale", flatReal, func(o *Outgoing) any { return o.EventScale }},
	{"actor_code", flatList, func(o *Outgoing) any { return eachParty(o.Actor, codeOf) }},
	{"actor_sector", flatList, func(o *Outgoing) any { return eachParty(o.Actor, sectorsOf) }},
	{"actor_cameo", flatList, func(o *Outgoing) any { return eachParty(o.Actor, cameoText) }},
	{"actor", flatList, func(o *Outgoing) any { return eachParty(o.Actor, nameOf) }},
	{"recipient_code", flatList, func(o *Outgoing) any { return eachParty(o.Recipient, codeOf) }},
	{"recipient_sector", flatList, func(o *Outgoing) any { return eachParty(o.Recipient, sectorsOf) }},
	{"recipient_cameo", flatList, func(o *Outgoing) any { return eachParty(o.Recipient, cameoText) }},
	{"recipient", flatList, func(o *Outgoing) any { return eachParty(o.Recipient, nameOf) }},
	{"attribution_code", flatText, func(o *Outgoing) any { return said(o, func(a *event.Attribution) string { return a.Code }) }},
	{"attribution", flatText, func(o *Outgoing) any { return said(o, func(a *event.Attribution) string { return nameOf(&a.Entity) }) }},
	{"attribution_cue", flatText, func(o *Outgoing) any { return said(o, func(a *event.Attribution) string { return a.Cue }) }},
	{"place", flatText, func(o *Outgoing) any { return placeOf(o).ResolvedPlace }},
	{"province", flatText, func(o *Outgoing) any { return placeOf(o).Province }},
	{"country", flatText, func(o *Outgoing) any { return placeOf(o).CountryCode }},
	{"latitude", flatReal, func(o *Outgoing) any { l := placeOf(o); return ifKnown(l.Lat, l.Lat != 0 || l.Lon != 0) }},
	{"longitude", flatReal, func(o *Outgoing) any { l := placeOf(o); return ifKnown(l.Lon, l.Lat != 0 || l.Lon != 0) }},
	{"geonameid", flatWhole, func(o *Outgoing) any { return ifNot0(placeOf(o).GeonameID) }},
	{"place_resolution", flatText, func(o *Outgoing) any { return placeOf(o).Resolution }},
	{"dead", flatWhole, func(o *Outgoing) any { return ifNot0(sizeOf(o).Dead) }},
	{"injured", flatWhole, func(o *Outgoing) any { return ifNot0(sizeOf(o).Injured) }},
	{"arrested", flatWhole, func(o *Outgoing) any { return ifNot0(sizeOf(o).Arrested) }},
	{"crowd", flatWhole, func(o *Outgoing) any { return ifNot0(sizeOf(o).Size) }},
	{"confidence", flatReal, func(o *Outgoing) any { return o.Confidence }},
	{"event_text", flatList, func(o *Outgoing) any { return texts(o.EventText) }},
	{"text", flatText, func(o *Outgoing) any { return o.Text }},
	{"sentence", flatWhole, func(o *Outgoing) any { return o.TextInfo.Sequence }},
	{"sentence_start", flatWhole, func(o *Outgoing) any { return o.TextInfo.Start }},
	{"sentence_end", flatWhole, func(o *Outgoing) any { return o.TextInfo.End }},
	{"trigger_start", flatWhole, func(o *Outgoing) any { return o.TextInfo.TriggerStart }},
	{"trigger_end", flatWhole, func(o *Outgoing) any { return o.TextInfo.TriggerEnd }},
	{"url", flatText, func(o *Outgoing) any { return o.CiteInfo.URL }},
	{"title", flatText, func(o *Outgoing) any { return o.CiteInfo.Title }},
	{"publication", flatText, func(o *Outgoing) any { return o.CiteInfo.Publication }},
	{"language", flatText, func(o *Outgoing) any { return o.CiteInfo.Language }},
	{"sha256", flatText, func(o *Outgoing) any { return o.CiteInfo.SHA256 }},
	{"version", flatText, func(o *Outgoing) any { return VersionOf(o.CiteInfo.Coder, o.CiteInfo.Version) }},
}

func flatNames() []string {
	out := make([]string, len(flatColumns))
	for i, c := range flatColumns {
		out[i] = c.name
	}
	return out
}

// flatRows writes one row a report, every report.
func flatRows(o *Outgoing, emit func(...string)) {
	row := make([]string, len(flatColumns))
	for i, c := range flatColumns {
		switch v := c.of(o).(type) {
		case string:
			row[i] = v
		case []string:
			row[i] = strings.Join(v, "; ")
		case int:
			row[i] = strconv.Itoa(v)
		case float64:
			row[i] = decimal(v)
		}
	}
	emit(row...)
}

// originOf is the series that a report comes from.
func originOf(c *event.CiteInfo) string {
	switch c.Coder {
	case GDELT, ICEWS, Polecat:
		return c.Coder
	}
	return Casus
}

// factualityOf is what the index calls it.
func factualityOf(r *event.Report) string {
	out := "fact"
	for _, a := range r.Auxiliary {
		switch a {
		case event.Negation:
			return "denied"
		case event.Hypothetical:
			out = "hypothetical"
		case event.Future:
			if out != "hypothetical" {
				out = "planned"
			}
		case event.Historical:
			if out == "fact" {
				out = "historical"
			}
		}
	}
	return out
}

func goldsteinOf(code string) any {
	c, ok := event.LookupCAMEO(code)
	return ifKnown(c.Goldstein, ok)
}

func ifKnown(x float64, ok bool) any {
	if !ok {
		return nil
	}
	return x
}

func ifNot0(n int) any {
	if n == 0 {
		return nil
	}
	return n
}

func texts[S ~string](list []S) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = string(s)
	}
	return out
}

func eachParty(side []event.Entity, f func(*event.Entity) string) []string {
	out := make([]string, len(side))
	for i := range side {
		out[i] = f(&side[i])
	}
	return out
}

func codeOf(e *event.Entity) string    { return e.Code }
func sectorsOf(e *event.Entity) string { return strings.Join(texts(e.Sector), "/") }
func cameoText(e *event.Entity) string { return cameoOf(e).code }

func said(o *Outgoing, f func(*event.Attribution) string) string {
	if o.Attribution == nil {
		return ""
	}
	return f(o.Attribution)
}

func placeOf(o *Outgoing) event.Location {
	if o.EventLoc == nil {
		return event.Location{}
	}
	return *o.EventLoc
}

func sizeOf(o *Outgoing) event.Size {
	if o.Size == nil {
		return event.Size{}
	}
	return *o.Size
}
