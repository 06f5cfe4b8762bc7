package store

import (
	"slices"
	"strconv"
	"strings"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

// polecatReader reads POLECAT by the names in its header. Columns beyond the forty are let be. Files are known whose
// header has more names than their rows have cells, and files whose rows end in empty cells: both are read.
type polecatReader struct{ columnsBy }

func (x *polecatReader) header(line string) (bool, *Fault) {
	x.columnsBy = newColumnsBy(line)
	return true, x.missing("Event ID", "Event Date", "Event Type", "Actor Name", "Recipient Name")
}

func (x *polecatReader) row(c *cells) (event.Report, *Fault) {
	x, fault := x.fitting(c)
	if fault != nil {
		return event.Report{}, fault
	}
	r := c.report(Polecat, "", x.of("Event Type"))
	id := x.get(c, "Event ID")
	if id == "" {
		return r, malformed("no Event ID", "")
	}
	day := x.get(c, "Event Date")
	d, err := article.ParseDay(day[:min(10, len(day))])
	if err != nil {
		return r, malformed("Event Date is no day", day)
	}
	r.ID, r.Date, r.EndDate, r.DateText, r.DateResolution = Polecat+":"+id, d, d, day, "day"
	r.Why = []string{"imported from POLECAT"}
	if fault := x.act(c, &r); fault != nil {
		return r, fault
	}
	if fault := parties(&r, x.party(c, "Actor"), x.party(c, "Recipient")); fault != nil {
		return r, fault
	}
	if r.EventLoc, fault = x.place(c); fault != nil {
		return r, fault
	}
	x.cite(c, &r, id)
	return r, nil
}

// fitting is the reader for the columns that the row has.
func (x *polecatReader) fitting(c *cells) (*polecatReader, *Fault) {
	n := len(x.names)
	switch {
	case len(c.cells) == n:
		return x, nil
	case len(c.cells) > n && strings.Join(c.cells[n:], "") == "":
		return x, nil
	case len(c.cells) == len(polecatHeader) && n > len(polecatHeader):
		return &polecatReader{newColumnsBy(strings.Join(polecatHeader[:], "\t"))}, nil
	}
	return nil, malformed("wrong number of columns", strconv.Itoa(len(c.cells))+", want "+strconv.Itoa(n))
}

// get is a cell, "" where it says that there is nothing.
func (x *polecatReader) get(c *cells, name string) string {
	if s := c.at(x.of(name)); s != "None" && s != "NA" {
		return s
	}
	return ""
}

// parts are what a cell lists.
func (x *polecatReader) parts(c *cells, name string) []string {
	var out []string
	for _, s := range strings.FieldsFunc(x.get(c, name), func(r rune) bool { return r == ';' || r == '|' }) {
		if s = strings.TrimSpace(s); s != "" && s != "None" {
			out = append(out, s)
		}
	}
	return out
}

// act reads type, modes and contexts. The types of PLOVER 2021 that 2.0 renamed are read as what they became; modes and
// contexts that 2.0 does not have are named among the reasons and left out.
func (x *polecatReader) act(c *cells, r *event.Report) *Fault {
	t := event.Type(strings.ToUpper(x.get(c, "Event Type")))
	switch t {
	case "YIELD":
		t = event.Concede
	case "DEMAND":
		t = event.Request
	case "DISAPPROVE", "INVESTIGATE":
		r.Mode = []event.Mode{event.Mode(strings.ToLower(string(t)))}
		t = event.Accuse
	case "FIGHT":
		t = event.Assault
	}
	if _, ok := event.Lookup(t); !ok {
		return malformed("no such Event Type", string(t))
	}
	r.Event = []event.Type{t}
	for _, s := range x.parts(c, "Event Mode") {
		m := event.Mode(strings.ToLower(s))
		switch {
		case !event.HasMode(t, m) && m == "sideab":
			m = "sideAB"
		case !event.HasMode(t, m):
			r.Why = append(r.Why, "mode "+s+" is none of "+string(t)+": left out")
			continue
		}
		if event.HasMode(t, m) && !slices.Contains(r.Mode, m) {
			r.Mode = append(r.Mode, m)
		}
	}
	for _, s := range x.parts(c, "Contexts") {
		k := event.Context(strings.ToLower(s))
		switch {
		case !event.ValidContext(k):
			r.Why = append(r.Why, "context "+s+" is none of PLOVER 2.0: left out")
		case !slices.Contains(r.Context, k):
			r.Context = append(r.Context, k)
		}
	}
	return nil
}

// party reads the columns of "Actor" or "Recipient". With as many names as countries each has its own; one country holds
// for all names; else only the first name has the first country, and the reasons cannot say which has the others.
func (x *polecatReader) party(c *cells, side string) []event.Entity {
	names, raw := x.parts(c, side+" Name"), x.parts(c, side+" Name Raw")
	lands, titles := x.parts(c, side+" Country"), x.parts(c, side+" Title")
	if len(lands) == 0 {
		for _, cow := range x.parts(c, side+" COW") {
			if land := countries().cow[strings.TrimSuffix(cow, ".0")]; land != nil {
				lands = append(lands, land.iso)
			}
		}
	}
	wiki := x.parts(c, "Wikipedia "+side+" ID")
	n := max(len(names), min(1, len(raw)), min(1, len(lands)))
	out := make([]event.Entity, n)
	for i := range out {
		e := &out[i]
		e.IdentifierText, e.EntityText = nth(names, i), nth(raw, i)
		e.Start, e.End = c.span(x.of(side + " Name Raw"))
		if e.EntityText == "" {
			e.EntityText = e.IdentifierText
			e.Start, e.End = c.span(x.of(side + " Name"))
		}
		if len(titles) == n {
			e.Office = titles[i]
		}
		if len(wiki) == n {
			e.IdentifierID = wiki[i]
		}
		switch {
		case len(lands) == n:
			e.Code = codeNamed(lands[i])
		case len(lands) == 1 || i == 0 && len(lands) > 0:
			e.Code = codeNamed(lands[0])
		}
	}
	x.sectors(c, side, out)
	return out
}

// sectors gives the sectors of a side to its parties. The columns do not tell whose they are: with one each in order, else
// all to all.
func (x *polecatReader) sectors(c *cells, side string, out []event.Entity) {
	all := append(x.parts(c, "Primary "+side+" Sector"), x.parts(c, side+" Sectors")...)
	own := x.parts(c, side+" Sectors")
	for i := range out {
		list := all
		if len(own) == len(out) && len(out) > 1 {
			list = own[i : i+1]
		}
		for _, s := range list {
			s = strings.ToUpper(s)
			switch {
			case event.ValidSector(event.Sector(s)):
				addSector(&out[i], event.Sector(s))
			case event.ValidCode(s) && out[i].Code == "":
				out[i].Code = s
			}
		}
	}
}

func nth(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return ""
}

// codeNamed is the code of a country or body by code or name; "" for others.
func codeNamed(s string) string {
	if event.ValidCode(s) {
		return s
	}
	return countries().named(s)
}

func (x *polecatReader) place(c *cells) (*event.Location, *Fault) {
	l := &event.Location{ExtractedPlace: x.get(c, "Raw Placename"), ResolvedPlace: x.get(c, "Placename"), Province: x.get(c, "Province"),
		CountryCode: countries().named(x.get(c, "Country"))}
	city, district := x.get(c, "City"), x.get(c, "District")
	if l.ExtractedPlace+l.ResolvedPlace+l.Province+l.CountryCode+city+district == "" {
		return nil, nil
	}
	switch feature := x.get(c, "Feature Type"); {
	case strings.HasPrefix(feature, "PCL"):
		l.Resolution = "country"
	case feature == "ADM1":
		l.Resolution = "province"
	case strings.HasPrefix(feature, "ADM"):
		l.Resolution = "district"
	case strings.HasPrefix(feature, "PPL") || city != "":
		l.Resolution = "city"
	case feature != "":
		l.Resolution = "place"
	case district != "":
		l.Resolution = "district"
	case l.Province != "":
		l.Resolution = "province"
	case l.CountryCode != "":
		l.Resolution = "country"
	}
	if l.ResolvedPlace == "" {
		l.ResolvedPlace = city
	}
	if n, err := strconv.Atoi(strings.TrimSuffix(x.get(c, "GeoNames ID"), ".0")); err == nil && n > 0 {
		l.GeonameID = n
	}
	return l, coordinates(c, l, x.of("Latitude"), x.of("Longitude"))
}

func (x *polecatReader) cite(c *cells, r *event.Report, id string) {
	story, _, ok := strings.Cut(id, "_")
	r.CiteInfo.ID = Polecat + ":" + id
	if ok && story != "" {
		r.CiteInfo.ID = Polecat + ":story:" + story
	}
	r.CiteInfo.Publication, r.CiteInfo.Language = x.get(c, "Source"), x.get(c, "Language")
	published := x.get(c, "Publication Date")
	r.CiteInfo.Published, _ = article.ParseDay(published[:min(10, len(published))])
	r.CiteInfo.Title = x.get(c, "Headline")
	r.CiteInfo.Version = x.get(c, "Version")
	if r.CiteInfo.Version == "" {
		r.CiteInfo.Version = "unknown"
	}
}
