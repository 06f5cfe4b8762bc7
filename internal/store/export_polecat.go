package store

import (
	"strconv"
	"strings"

	"github.com/casus-news/casus/event"
)

var polecatHeader = [...]string{"Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
	"Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID",
	"Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title",
	"Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude",
	"GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations",
	"Story Locations", "Language", "Version"}

// polecatQuads are the names of the quad codes 1 to 4.
var polecatQuads = [...]string{"", "VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"}

// polecatRows writes POLECAT: 40 columns, a report a row, lists joined by "; ", "None" for what is not known. The event id
// begins with its article's and "_", by which readers count articles.
func polecatRows(o *Outgoing, emit func(...string)) {
	c := &o.CiteInfo
	id := o.ID
	if rest, ok := strings.CutPrefix(id, Polecat+":"); ok {
		id = rest
	} else {
		id = storyOf(c) + "_" + id
	}
	row := []string{id, actDay(&o.Report).String(), string(o.Report.Event[0]), joined(o.Mode), decimal(o.EventScale), polecatQuads[o.QuadCode],
		joined(o.Context)}
	row = append(row, polecatActor(o.Actor)...)
	row = append(row, polecatActor(o.Recipient)...)
	row = append(row, polecatPlace(o.EventLoc)...)
	row = append(row, c.Publication, c.Published.String(), "", "", "", c.Language, VersionOf(c.Coder, c.Version))
	for i := range row {
		if row[i] == "" {
			row[i] = "None"
		}
	}
	emit(row...)
}

// storyOf names an article by the first 12 digits of its text's hash.
func storyOf(c *event.CiteInfo) string {
	if len(c.SHA256) >= 12 {
		return c.SHA256[:12]
	}
	return number(c.ID, "")
}

// polecatActor is the eight columns of a side. Each column lists what is known of the parties, in their order.
func polecatActor(side []event.Entity) []string {
	var name, land, cow, primary, sectors, title, raw, wiki []string
	for i := range side {
		e := &side[i]
		name, raw, title, wiki = append(name, nameOf(e)), append(raw, e.EntityText), append(title, e.Office), append(wiki, e.IdentifierID)
		code := countries().of(e.Code)
		land, cow = append(land, e.Code), append(cow, code.cow)
		if len(e.Sector) > 0 {
			primary = append(primary, string(e.Sector[0]))
		}
		for _, s := range e.Sector {
			sectors = append(sectors, string(s))
		}
	}
	return []string{known(name, false), known(land, true), known(cow, true), known(primary, true), known(sectors, true), known(title, false),
		known(raw, false), known(wiki, false)}
}

// known joins what is not empty, each once if once is set.
func known(list []string, once bool) string {
	var out []string
	seen := map[string]bool{}
	for _, s := range list {
		if s == "" || once && seen[s] {
			continue
		}
		seen[s] = true
		out = append(out, strings.ReplaceAll(s, ";", ","))
	}
	return strings.Join(out, "; ")
}

func joined[S ~string](list []S) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = string(s)
	}
	return strings.Join(out, "; ")
}

// polecatPlace is columns 24 to 33. The feature type is the class that GeoNames gives places of that grain.
func polecatPlace(l *event.Location) []string {
	out := make([]string, 10)
	if l == nil {
		return out
	}
	out[0] = l.ResolvedPlace
	switch l.Resolution {
	case "city", "place":
		out[1], out[9] = l.ResolvedPlace, "PPL"
	case "district":
		out[2], out[9] = l.ResolvedPlace, "ADM2"
	case "province":
		out[9] = "ADM1"
	case "country":
		out[9] = "PCLI"
	}
	out[3], out[4], out[5], out[6] = l.Province, l.CountryCode, coordinate(l, l.Lat), coordinate(l, l.Lon)
	if l.GeonameID > 0 {
		out[7] = strconv.Itoa(l.GeonameID)
	}
	out[8] = l.ExtractedPlace
	return out
}
