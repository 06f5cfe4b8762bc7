package store

import (
	"fmt"
	"strings"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

// Held are the factualities of what is held to have happened.
func Held() []string { return []string{"fact", "historical"} }

// Factualities are all that a report can have, as the column factuality names them.
func Factualities() []string {
	return []string{"fact", "historical", "planned", "hypothetical", "denied"}
}

// Filter says which reports or events are meant. Conditions hold together; of the values of one condition any will do.
// The zero Filter means all.
type Filter struct {
	// Actor, Recipient and Party name parties as "RUS", "RUS:MIL", or by a part of their name ("Lavrov"). Party stands on
	// either side.
	Actor, Recipient, Party []string
	// Dyad means acts of either of the two towards the other, or of both together.
	Dyad     [2]string
	Types    []event.Type
	Modes    []event.Mode
	Contexts []event.Context
	// Countries are where acts took place.
	Countries []string
	// From and To bound the days of the act, both included. With either, acts without a day are left out.
	From, To article.Day
	// Factuality lists some of Factualities; empty means all.
	Factuality []string
	// Speaker is on whose word: a code or a part of a name.
	Speaker string
	// Text is a part of the sentence, letter case aside.
	Text string
	// Origins are where reports come from; empty means all.
	Origins []string
	// Contested asks for events whose claims cannot all be true.
	Contested bool
	// IDs are ids of reports or events.
	IDs []string
	// Articles are ids of articles; for reports only.
	Articles []string
	// Limit bounds the number of answers; 0 means all. The newest are given first then, else the oldest.
	Limit int
	// unfused asks for reports that are in no event
	unfused bool
}

// where makes the condition for the table "report" or "event".
func (f *Filter) where(table string) string {
	var all []string
	add := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }
	if len(f.Actor) > 0 {
		all = append(all, partyIn("actor", f.Actor))
	}
	if len(f.Recipient) > 0 {
		all = append(all, partyIn("recipient", f.Recipient))
	}
	if len(f.Party) > 0 {
		all = append(all, "("+partyIn("actor", f.Party)+" OR "+partyIn("recipient", f.Party)+")")
	}
	if a, b := f.Dyad[0], f.Dyad[1]; a != "" {
		add("(%s AND %s OR %s AND %s OR len(recipient) = 0 AND %s AND %s)", party("actor", a), party("recipient", b),
			party("actor", b), party("recipient", a), party("actor", a), party("actor", b))
	}
	if len(f.Types) > 0 {
		add("type IN (%s)", values(f.Types))
	}
	if len(f.Modes) > 0 {
		add("list_has_any(mode, %s)", sqlList(f.Modes))
	}
	if len(f.Contexts) > 0 {
		add("list_has_any(context, %s)", sqlList(f.Contexts))
	}
	if len(f.Countries) > 0 {
		add("country IN (%s)", values(f.Countries))
	}
	if f.From != 0 {
		add("enddate >= DATE '%s'", f.From)
	}
	if f.To != 0 {
		add("date <= DATE '%s'", f.To)
	}
	if len(f.Factuality) > 0 {
		add("factuality IN (%s)", values(f.Factuality))
	}
	if f.Text != "" {
		add("contains(lower(text), %s)", quote(strings.ToLower(f.Text)))
	}
	if len(f.Origins) > 0 {
		add("origin IN (%s)", values(f.Origins))
	}
	if len(f.IDs) > 0 {
		add("id IN (%s)", values(f.IDs))
	}
	if f.Speaker != "" {
		said := speaker(f.Speaker)
		if table == "event" {
			said = "id IN (SELECT event FROM claim WHERE " + said + ")"
		}
		all = append(all, said)
	}
	if f.Contested && table == "event" {
		all = append(all, "contested")
	}
	if len(f.Articles) > 0 && table == "report" {
		add("article IN (%s)", values(f.Articles))
	}
	if f.unfused {
		all = append(all, "id NOT IN (SELECT report FROM member)")
	}
	if len(all) == 0 {
		return "TRUE"
	}
	return strings.Join(all, " AND ")
}

// partyIn is the condition that any of names stands on a side.
func partyIn(side string, names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = party(side, n)
	}
	return "(" + strings.Join(out, " OR ") + ")"
}

// party is the condition that one party stands on a side.
func party(side, name string) string {
	code, sector, both := strings.Cut(name, ":")
	switch {
	case both && event.ValidCode(code) && event.ValidSector(event.Sector(sector)):
		return "list_contains(" + side + "_role, " + quote(name) + ")"
	case event.ValidCode(name):
		return "list_contains(" + side + ", " + quote(name) + ")"
	}
	return "contains(lower(array_to_string(" + side + "_name, chr(10))), " + quote(strings.ToLower(name)) + ")"
}

func speaker(name string) string {
	if event.ValidCode(name) {
		return "speaker = " + quote(name)
	}
	return "contains(lower(speaker_name), " + quote(strings.ToLower(name)) + ")"
}

// values writes strings as the values of IN.
func values[S ~string](ss []S) string {
	out := make([]string, len(ss))
	for i, s := range ss {
		out[i] = quote(string(s))
	}
	return strings.Join(out, ", ")
}
