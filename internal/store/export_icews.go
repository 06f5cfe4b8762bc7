package store

import (
	"slices"
	"strconv"
	"strings"

	"github.com/casus-news/casus/event"
)

var icewsHeader = [...]string{"Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
	"Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District",
	"Province", "Country", "Latitude", "Longitude"}

// icewsRows writes ICEWS coded events: 20 columns. What two sides do to each other stands in both directions, a visit as
// "makes a visit" and "hosts a visit".
func icewsRows(o *Outgoing, emit func(...string)) {
	place := icewsPlace(o.EventLoc)
	// What comes from ICEWS has both directions already.
	for _, d := range dyadsOf(&o.Report, o.CiteInfo.Coder != ICEWS) {
		entry, _ := event.LookupCAMEO(d.cameo)
		id := o.ID
		if d.n > 0 {
			id += "/" + strconv.Itoa(d.n)
		}
		row := append([]string{number(id, ICEWS), actDay(&o.Report).String()}, icewsActor(d.source)...)
		row = append(row, capital(entry.Name), d.cameo, strconv.FormatFloat(entry.Goldstein, 'f', 1, 64))
		row = append(row, icewsActor(d.target)...)
		row = append(row, number(o.CiteInfo.ID, ICEWS), strconv.Itoa(o.TextInfo.Sequence+1), o.CiteInfo.Publication)
		emit(append(row, place...)...)
	}
}

// icewsActor is name, sectors and country. A party that has no name of its own is called as ICEWS calls such: a state by
// its country's name, others "Military (Russia)".
func icewsActor(e *event.Entity) []string {
	if e == nil {
		return make([]string, 3)
	}
	land := countries().of(e.Code)
	var sectors []string
	for _, s := range e.Sector {
		sectors = append(sectors, wordOf(s).icews)
	}
	sectors = withParents(e.Sector, sectors)
	switch e.Code {
	case "UNO", "EUR", "IGO":
		sectors = append([]string{"International Government Organization"}, sectors...)
	case "NGO", "ISM":
		sectors = append([]string{"Nongovernmental Organization / Activist"}, sectors...)
	case "MNC":
		sectors = append([]string{"Multinational Corporation"}, sectors...)
	case "IMG":
		sectors = append([]string{"International Dissident"}, sectors...)
	}
	name := e.IdentifierText
	switch {
	case name != "":
	case land.name != "" && countries().named(e.EntityText) == e.Code:
		name = land.name
	case len(sectors) > 0 && land.name != "":
		name = agentOf(sectors[0]) + " (" + land.name + ")"
	case e.EntityText != "":
		name = e.EntityText
	case len(sectors) > 0:
		name = sectors[0]
	default:
		name = land.name
	}
	return []string{name, strings.Join(sectors, ","), land.icews}
}

// withParents adds the labels that ICEWS puts beside finer ones.
func withParents(list []event.Sector, labels []string) []string {
	for _, s := range list {
		parent := ""
		switch s {
		case "COP", "MIL", "JUD", "LEG":
			parent = "Government"
		case "CVL", "BUS", "EDU", "JRN", "MED", "LAB", "REL":
			parent = "Social"
		case "REB":
			parent = "Dissident"
		}
		if parent != "" && !slices.Contains(labels, parent) {
			labels = append(labels, parent)
		}
	}
	return labels
}

// agentOf is what ICEWS calls somebody of a sector.
func agentOf(sector string) string {
	if sector == wordOf("CVL").icews {
		return "Citizen"
	}
	return sector
}

// icewsPlace is city, district, province, country, latitude, longitude.
func icewsPlace(l *event.Location) []string {
	out := make([]string, 6)
	if l == nil {
		return out
	}
	switch l.Resolution {
	case "city", "place":
		out[0] = l.ResolvedPlace
	case "district":
		out[1] = l.ResolvedPlace
	}
	out[2], out[3], out[4], out[5] = l.Province, countries().of(l.CountryCode).icews, coordinate(l, l.Lat), coordinate(l, l.Lon)
	if l.Resolution == "province" && out[2] == "" {
		out[2] = l.ResolvedPlace
	}
	return out
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
