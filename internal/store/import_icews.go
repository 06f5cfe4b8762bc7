package store

import (
	"slices"
	"strconv"
	"strings"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

// columnsBy finds cells by the names in a header.
type columnsBy struct {
	names []string
	index map[string]int
}

func newColumnsBy(line string) columnsBy {
	c := columnsBy{index: map[string]int{}}
	for i, n := range newCells(line).names() {
		c.names = append(c.names, n)
		if _, twice := c.index[n]; !twice {
			c.index[n] = i
		}
	}
	return c
}

// names are the cells without quotes.
func (c *cells) names() []string {
	out := make([]string, len(c.cells))
	for i := range out {
		out[i] = c.at(i)
	}
	return out
}

// of is the number of a column; -1 for one that is not there.
func (c *columnsBy) of(name string) int {
	if i, ok := c.index[name]; ok {
		return i
	}
	return -1
}

// missing names the columns that a header lacks.
func (c *columnsBy) missing(want ...string) *Fault {
	var out []string
	for _, n := range want {
		if c.of(n) < 0 {
			out = append(out, n)
		}
	}
	if out == nil {
		return nil
	}
	return &Fault{Kind: Unreadable, Reason: "the header lacks columns", Detail: strings.Join(out, ", ")}
}

// icewsReader reads ICEWS coded events by the names in their header. The order of columns is free; more of them are let be.
type icewsReader struct{ columnsBy }

func (x *icewsReader) header(line string) (bool, *Fault) {
	x.columnsBy = newColumnsBy(line)
	return true, x.missing("Event ID", "Event Date", "Source Name", "CAMEO Code", "Target Name")
}

func (x *icewsReader) row(c *cells) (event.Report, *Fault) {
	if len(c.cells) != len(x.names) {
		return event.Report{}, malformed("wrong number of columns", strconv.Itoa(len(c.cells))+", want "+strconv.Itoa(len(x.names)))
	}
	act := x.of("Event Text")
	if c.at(act) == "" {
		act = x.of("CAMEO Code")
	}
	r := c.report(ICEWS, "coded events", act)
	id := x.get(c, "Event ID")
	if id == "" {
		return r, malformed("no Event ID", "")
	}
	var ok bool
	day := c.at(x.of("Event Date"))
	if r.Date, ok = icewsDay(day); !ok {
		return r, malformed("Event Date is no day", day)
	}
	r.ID, r.EndDate, r.DateText, r.DateResolution = x.identity(id, r.Date), r.Date, day, "day"
	r.Why = []string{"imported from ICEWS"}
	if fault := cameoAct(&r, x.get(c, "CAMEO Code")); fault != nil {
		return r, fault
	}
	if fault := parties(&r, x.party(c, "Source"), x.party(c, "Target")); fault != nil {
		return r, fault
	}
	if n, err := strconv.Atoi(c.at(x.of("Sentence Number"))); err == nil && n > 0 {
		r.TextInfo.Sequence = n - 1
	}
	var fault *Fault
	if r.EventLoc, fault = x.place(c); fault != nil {
		return r, fault
	}
	// An event's day is that of its story.
	r.CiteInfo.Published, r.CiteInfo.Publication = r.Date, x.get(c, "Publisher")
	r.CiteInfo.ID = r.ID
	if story := x.get(c, "Story ID"); story != "" {
		r.CiteInfo.ID = ICEWS + ":story:" + story
	}
	return r, nil
}

// identity is the foreign id with the day: event ids of ICEWS are unique within a day only.
func (x *icewsReader) identity(id string, day article.Day) string {
	return ICEWS + ":" + id + "-" + compactDay(day)
}

// get is a cell, "" where it says that there is nothing, as tables that went through R do.
func (x *icewsReader) get(c *cells, name string) string {
	if s := c.at(x.of(name)); s != "NA" {
		return s
	}
	return ""
}

// icewsDay reads both forms that the files have: 2014-01-31 and 1/31/2017, with or without a time.
func icewsDay(s string) (article.Day, bool) {
	s, _, _ = strings.Cut(s, " ")
	if d, err := article.ParseDay(s); err == nil {
		return d, true
	}
	p := strings.Split(s, "/")
	if len(p) != 3 || len(p[2]) != 4 {
		return 0, false
	}
	for i := range 2 {
		if len(p[i]) == 1 {
			p[i] = "0" + p[i]
		}
	}
	d, err := article.ParseDay(p[2] + "-" + p[0] + "-" + p[1])
	return d, err == nil
}

// party reads name, sectors and country of "Source" or "Target".
func (x *icewsReader) party(c *cells, side string) []event.Entity {
	at := x.of(side + " Name")
	name := x.get(c, side+" Name")
	e := event.Entity{EntityText: name, IdentifierText: name, Code: countries().named(x.get(c, side+" Country"))}
	e.Start, e.End = c.span(at)
	labels := strings.Split(x.get(c, side+" Sectors"), ",")
	e.Sector = icewsSectors(labels)
	kind := ""
	for _, label := range labels {
		if k := icewsKind(strings.TrimSpace(label)); k != "" && kind == "" {
			kind = k
		}
	}
	if b, ok := bodyOf(strings.ToLower(e.EntityText)); ok && e.Code == "" {
		kind = bodyCode(b)
	}
	if e.Code == "" {
		e.Code = kind
	}
	if e.EntityText == "" && e.Code == "" && len(e.Sector) == 0 {
		return nil
	}
	return []event.Entity{e}
}

// bodyCode is the code of an organisation that CAMEO knows.
func bodyCode(b body) string {
	switch {
	case strings.HasPrefix(b.code, "IGOUNO"):
		return "UNO"
	case b.group == "EEC":
		return "EUR"
	}
	return b.code[:3]
}

// icewsKind is the code of a party that belongs to no country, by its sector.
func icewsKind(label string) string {
	switch {
	case label == "International Government Organization":
		return "IGO"
	case strings.HasPrefix(label, "Nongovernmental Organization"), label == "NGOs":
		return "NGO"
	case label == "Multinational Corporation":
		return "MNC"
	case label == "International Dissident":
		return "IMG"
	}
	return ""
}

// icewsSectors are the sectors of a list of labels. ICEWS names a label's parents beside it: police are "Government" too, citizens
// "Social", rebels "Dissident", ministers "Elite". A parent counts only where none of its children is there.
func icewsSectors(labels []string) []event.Sector {
	var e event.Entity
	var parents []event.Sector
	for _, label := range labels {
		label = strings.TrimSpace(label)
		switch s := icewsSector(label); label {
		case "Government", "Social", "Dissident", "Elite":
			parents = append(parents, s)
		default:
			addSector(&e, s)
		}
	}
	for _, s := range parents {
		if !slices.ContainsFunc(e.Sector, func(child event.Sector) bool { return icewsChild(s, child) }) {
			addSector(&e, s)
		}
	}
	return e.Sector
}

func icewsChild(parent, child event.Sector) bool {
	switch parent {
	case "GOV":
		return child == "COP" || child == "MIL" || child == "JUD" || child == "LEG"
	case "OPP":
		return child == "REB" || child == "CVL"
	case "ELI":
		return child == "GOV" || child == "LEG" || child == "MIL"
	}
	return true // social
}

// icewsSector is the sector of a label. ICEWS has more than a hundred, many of them finer than PLOVER's; those that say
// no sector (region, faith, ideology) give none.
func icewsSector(label string) event.Sector {
	for _, w := range sectorWords {
		if w.icews == label {
			return w.sector
		}
	}
	switch label {
	case "Executive", "Executive Office", "Cabinet", "Local", "State-Owned Enterprises", "Foreign Ministry", "Defense / Security Ministry":
		return "GOV"
	case "Upper House", "Lower House", "Unicameral":
		return "LEG"
	case "Army", "Navy", "Air Force", "Marines", "Military Special Forces", "Research and Design Wings":
		return "MIL"
	case "Dissident", "Exiles":
		return "OPP"
	case "Protestors / Popular Opposition / Mobs", "Civilian", "Students":
		return "CVL"
	case "Insurgents", "Separatists", "Organized Violent":
		return "REB"
	case "Refugees / Displaced Persons", "Refugees":
		return "REF"
	}
	switch {
	case strings.HasSuffix(label, "Ministry"):
		return "GOV"
	case strings.HasPrefix(label, "Opposition"):
		return "OPP"
	case strings.HasSuffix(label, "Party"), strings.HasSuffix(label, "Parties"):
		return "PTY"
	}
	return ""
}

func (x *icewsReader) place(c *cells) (*event.Location, *Fault) {
	city, district, province, land := x.get(c, "City"), x.get(c, "District"), x.get(c, "Province"), x.get(c, "Country")
	if city+district+province+land == "" {
		return nil, nil
	}
	l := &event.Location{Province: province, CountryCode: countries().named(land)}
	switch {
	case city != "":
		l.ResolvedPlace, l.Resolution = city, "city"
	case district != "":
		l.ResolvedPlace, l.Resolution = district, "district"
	case province != "":
		l.ResolvedPlace, l.Resolution = province, "province"
	default:
		l.ResolvedPlace, l.Resolution = land, "country"
	}
	return l, coordinates(c, l, x.of("Latitude"), x.of("Longitude"))
}

func coordinates(c *cells, l *event.Location, lat, lon int) (fault *Fault) {
	if l.Lat, fault = c.real(lat, "Latitude"); fault != nil {
		return fault
	}
	l.Lon, fault = c.real(lon, "Longitude")
	return fault
}
