package store

import (
	"strconv"
	"strings"

	"github.com/casus-news/casus/event"
)

// phoenixRows writes the 26 columns of the Phoenix pipeline, no header. What is not known is empty.
func phoenixRows(o *Outgoing, emit func(...string)) {
	day := actDay(&o.Report)
	year, month, dom := day.Date()
	c := &o.CiteInfo
	lat, lon, place, state, land := "", "", "", "", ""
	if l := o.EventLoc; l != nil {
		lat, lon, place, state, land = coordinate(l, l.Lat), coordinate(l, l.Lon), l.ResolvedPlace, l.Province, countries().of(l.CountryCode).name
	}
	for _, d := range dyadsOf(&o.Report, false) {
		id := o.ID
		if d.n > 0 {
			id += "/" + strconv.Itoa(d.n)
		}
		entry, _ := event.LookupCAMEO(d.cameo)
		row := []string{number(id, "") + "_" + versionWord(c), compactDay(day), strconv.Itoa(year), strconv.Itoa(int(month)), strconv.Itoa(dom)}
		row = append(row, phoenixActor(d.source)...)
		row = append(row, phoenixActor(d.target)...)
		emit(append(row, d.cameo, d.cameo[:min(2, len(d.cameo))], strconv.Itoa(phoenixQuad(d.cameo)), decimal(entry.Goldstein), issuesOf(o.Context),
			lat, lon, place, state, land, sentenceID(&o.Report), c.URL, c.Publication)...)
	}
}

// phoenixActor is the code as a whole, its country or kind of body, its first role and the rest.
func phoenixActor(e *event.Entity) []string {
	out := make([]string, 4)
	if e == nil {
		return out
	}
	p := cameoOf(e)
	roles := p.roles
	if len(roles) > 0 && roles[0] == p.root {
		roles = roles[1:]
	}
	out[0], out[1] = p.code, p.root
	if len(roles) > 0 {
		out[2] = roles[0]
		roles = roles[1:]
	}
	if p.group != "" && !strings.HasPrefix(p.root, p.group) {
		roles = append(roles[:len(roles):len(roles)], p.group)
	}
	out[3] = strings.Join(roles, ";")
	return out
}

// phoenixQuad is 0 statement, 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict, as the
// pipeline's postprocessing counts them: 16 is verbal conflict there and material conflict in GDELT.
func phoenixQuad(code string) int {
	switch root := rootOf(code); {
	case root <= 2:
		return 0
	case root <= 5:
		return 1
	case root <= 8:
		return 2
	case root <= 13 || root == 16:
		return 3
	}
	return 4
}

// issuesOf writes contexts as issues: each with how often it was met.
func issuesOf(contexts []event.Context) string {
	out := make([]string, len(contexts))
	for i, c := range contexts {
		out[i] = string(c) + ",1"
	}
	return strings.Join(out, ";")
}

// sentenceID is the article's id and the number of the sentence, from 1.
func sentenceID(r *event.Report) string {
	return strings.ReplaceAll(r.CiteInfo.ID, ";", ",") + "_" + strconv.Itoa(r.TextInfo.Sequence+1)
}

// versionWord is coder and version without blanks and underscores.
func versionWord(c *event.CiteInfo) string {
	return strings.NewReplacer(" ", "-", "_", "-").Replace(strings.TrimSpace(c.Coder + " " + c.Version))
}

// petrarchRows writes what PETRARCH2 writes with the words of actors and event: date, source, target, code, issues, ids,
// the address where there is one, publisher, words of source and target, words of the event. Rows differ in length.
func petrarchRows(o *Outgoing, emit func(...string)) {
	for _, d := range dyadsOf(&o.Report, false) {
		target, words := "---", ""
		if d.target != nil {
			target, words = petrarchCode(d.target), d.target.EntityText
		}
		row := []string{compactDay(actDay(&o.Report)), petrarchCode(d.source), target, d.cameo, issuesOf(o.Context), sentenceID(&o.Report)}
		if o.CiteInfo.URL != "" {
			row = append(row, o.CiteInfo.URL)
		}
		emit(append(row, o.CiteInfo.Publication, d.source.EntityText, words, strings.Join(o.EventText, " "))...)
	}
}

// petrarchCode is "---" for a party that has no code, as in the CAMEO family's files.
func petrarchCode(e *event.Entity) string {
	if code := cameoOf(e).code; code != "" {
		return code
	}
	return "---"
}
