package store

import (
	"strconv"
	"strings"

	"github.com/casus-news/casus/event"
)

// gdeltReader reads events of GDELT 2.0 (61 columns) and of 1.0 (58 columns, or 57 without the address). All rows of a
// file have as many columns as its first. at maps GDELT 2.0's columns, from 0, to the file's.
type gdeltReader struct {
	columns int
	version string
}

// Columns of GDELT 2.0, from 0.
const (
	gdeltIDColumn   = 0
	gdeltDay        = 1
	gdeltActor1     = 5
	gdeltActor2     = 15
	gdeltCode       = 26
	gdeltActionGeo  = 51
	gdeltAdded      = 59
	gdeltURL        = 60
	gdeltColumns    = 61
	gdeltOldColumns = 58
)

func (g *gdeltReader) header(line string) (bool, *Fault) {
	g.columns = strings.Count(line, "\t") + 1
	g.version = "2.0"
	switch g.columns {
	case gdeltColumns:
	case gdeltOldColumns, gdeltOldColumns - 1:
		g.version = "1.0"
	default:
		g.columns = gdeltColumns
	}
	first, _, _ := strings.Cut(line, "\t")
	return strings.EqualFold(strings.Trim(first, `"`), "GlobalEventID"), nil
}

// column is where a column of GDELT 2.0 stands in this file; -1 for one that it does not have. 1.0 lacks the second
// division in each of its three places.
func (g *gdeltReader) column(i int) int {
	if g.columns == gdeltColumns {
		return i
	}
	for _, second := range []int{55, 47, 39} {
		if i == second {
			return -1
		}
		if i > second {
			i--
		}
	}
	return i
}

func (g *gdeltReader) row(c *cells) (event.Report, *Fault) {
	if len(c.cells) != g.columns {
		return event.Report{}, malformed("wrong number of columns", strconv.Itoa(len(c.cells))+", want "+strconv.Itoa(g.columns))
	}
	r := c.report(GDELT, g.version, gdeltCode)
	id := c.at(gdeltIDColumn)
	if _, err := strconv.ParseUint(id, 10, 64); err != nil {
		return r, malformed("GLOBALEVENTID is no number", id)
	}
	var ok bool
	if r.Date, ok = day8(c.at(gdeltDay)); !ok {
		return r, malformed("SQLDATE is no day", c.at(gdeltDay))
	}
	r.ID, r.EndDate, r.DateText, r.DateResolution = GDELT+":"+id, r.Date, c.at(gdeltDay), "day"
	r.Why = []string{"imported from GDELT " + g.version}
	if fault := cameoAct(&r, c.at(gdeltCode)); fault != nil {
		return r, fault
	}
	if fault := parties(&r, gdeltParty(c, gdeltActor1), gdeltParty(c, gdeltActor2)); fault != nil {
		return r, fault
	}
	var fault *Fault
	if r.EventLoc, fault = g.place(c); fault != nil {
		return r, fault
	}
	g.cite(c, &r)
	return r, nil
}

func (g *gdeltReader) cite(c *cells, r *event.Report) {
	r.CiteInfo.URL = c.at(g.column(gdeltURL))
	r.CiteInfo.ID, r.CiteInfo.Publication = r.CiteInfo.URL, hostOf(r.CiteInfo.URL)
	if r.CiteInfo.ID == "" {
		r.CiteInfo.ID = r.ID
	}
	r.CiteInfo.Published, _ = day8(c.at(g.column(gdeltAdded)))
}

// gdeltParty reads the ten columns of an actor; none if they are all empty.
func gdeltParty(c *cells, from int) []event.Entity {
	code, name, land, group := c.at(from), c.at(from+1), c.at(from+2), c.at(from+3)
	e := event.Entity{EntityText: name}
	e.Start, e.End = c.span(from + 1)
	if name == "" {
		e.EntityText = code
		e.Start, e.End = c.span(from)
	}
	e.Code = cameoCountry(land)
	kind := ""
	for _, role := range []string{c.at(from + 7), c.at(from + 8), c.at(from + 9)} {
		if k := cameoKind(role); k != "" && kind == "" {
			kind = k
		}
		addSector(&e, cameoSector(role))
	}
	switch {
	case group == "UNO" || strings.HasPrefix(code, "IGOUNO"):
		e.Code = "UNO"
	case group == "EEC":
		e.Code = "EUR"
	case e.Code == "":
		e.Code = kind
	}
	if code == "" && name == "" && e.Code == "" && len(e.Sector) == 0 {
		return nil
	}
	return []event.Entity{e}
}

func cameoCountry(code string) string {
	if c := countries().cameo[code]; c != nil {
		return c.iso
	}
	return ""
}

// cameoKind is the code of a party that belongs to no country, by its role.
func cameoKind(role string) string {
	switch role {
	case "IGO", "NGO", "IMG", "MNC":
		return role
	case "NGM":
		return "ISM"
	case "UNO":
		return "UNO"
	case "AMN", "IRC", "GRP":
		return "NGO"
	}
	return ""
}

// cameoSector is the sector of a role; "" for kinds of bodies and for roles that say no sector (moderate, radical).
func cameoSector(role string) event.Sector {
	if role == "" {
		return ""
	}
	for _, w := range sectorWords {
		if w.cameo == role {
			return w.sector
		}
	}
	switch role {
	case "INS", "SEP":
		return "REB"
	case "PKO":
		return "MIL"
	case "SET":
		return "CVL"
	case "DEV", "ENV", "HRI":
		return "SOC"
	case "UIS":
		return "UNK"
	}
	return ""
}

// place reads the place of the act. GDELT numbers features by other gazetteers than GeoNames: they are not kept.
func (g *gdeltReader) place(c *cells) (*event.Location, *Fault) {
	col := func(i int) int { return g.column(gdeltActionGeo + i) }
	grain := map[string]string{"1": "country", "2": "province", "3": "city", "4": "city", "5": "province"}[c.at(col(0))]
	if grain == "" {
		return nil, nil
	}
	l := &event.Location{ExtractedPlace: c.at(col(1)), Resolution: grain}
	l.ResolvedPlace, _, _ = strings.Cut(l.ExtractedPlace, ",")
	if parts := strings.Split(l.ExtractedPlace, ", "); grain == "city" && len(parts) > 2 {
		l.Province = strings.Join(parts[1:len(parts)-1], ", ")
	} else if grain == "province" {
		l.Province = l.ResolvedPlace
	}
	if land := countries().fips[c.at(col(2))]; land != nil {
		l.CountryCode = land.iso
	}
	var fault *Fault
	if l.Lat, fault = c.real(col(5), "ActionGeo_Lat"); fault != nil {
		return nil, fault
	}
	l.Lon, fault = c.real(col(6), "ActionGeo_Long")
	return l, fault
}
