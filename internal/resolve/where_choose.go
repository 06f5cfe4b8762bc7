package resolve

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/extract"
)

// Where places the acts of one article.
type Where struct {
	g      *Gazetteer
	text   string
	places []Place
	main   string
}

// NewWhere reads the places of an article.
func NewWhere(g *Gazetteer, text string) *Where {
	w := &Where{g: g, text: text, places: g.Find(text)}
	w.main = w.mainCountry()
	return w
}

// Places are the places and national adjectives of the article in order.
func (w *Where) Places() []Place { return w.places }

// Sides are the country codes of an act's parties, as the actors were resolved.
type Sides struct{ Actor, Recipient []string }

// Located says where an act took place and which words or rule say so.
type Located struct {
	Location event.Location
	Why      string
}

// Known tells whether a place was found.
func (l Located) Known() bool { return l.Location != (event.Location{}) }

// Costs of taking a place for the place of an act, in words of distance.
const (
	placeOutsideClause = 7.0
	placeInName        = 10.0
	placeOfParty       = 8.0
	placeBare          = 11.0
	placeFrom          = 5.0
	placeTowards       = 2.5
	placeWide          = 10.0
	placeTooFar        = 26.0
)

// ForDraft places an act: by a place with a preposition in its clause, else in its sentence; else, for what is done rather
// than said, by the country of those it was done to or who did it.
func (w *Where) ForDraft(d extract.Draft, s Sides) Located {
	best, cost := -1, placeTooFar
	for i := w.firstAfter(d.Range.Start); i < len(w.places) && w.places[i].Span.Start < d.Range.End; i++ {
		if c, ok := w.cost(i, d); ok && c < cost {
			best, cost = i, c
		}
	}
	if best >= 0 {
		p := w.places[best]
		in := "sentence"
		if d.Clause.Contains(p.Span) {
			in = "clause"
		}
		return Located{p.Location, fmt.Sprintf("place from the %s of the act: %s (%s)", in, p.Location.ExtractedPlace, p.Why)}
	}
	return w.byParties(d, s)
}

func (w *Where) firstAfter(at int) int {
	return sort.Search(len(w.places), func(i int) bool { return w.places[i].Span.Start >= at })
}

// cost says how far place i is from being the place of d; not ok where it cannot be.
func (w *Where) cost(i int, d extract.Draft) (float64, bool) {
	p := w.places[i]
	if p.Class == "adjective" || (p.Class == "country" || p.Class == "site") && p.Preposition == "" && !p.Dateline {
		// "Russia" that acts, "U.S. troops" and "the Kremlin" are parties, no places.
		return 0, false
	}
	c := w.words(p.Span, d.Trigger)
	if d.Clause.Len() > 0 && !d.Clause.Overlaps(p.Span) {
		c += placeOutsideClause
	}
	if p.Part {
		c += placeInName
	}
	if p.Location.CountryCode == "" {
		c += placeWide
	}
	switch p.Preposition {
	case "":
		c += placeBare
	case "from", "leave", "leaving", "left":
		c += placeFrom
	case "on", "over":
		c += placeTowards
		if p.Class == "country" || p.Class == "province" {
			// "talks on Libya"
			c += placeBare
		}
	case "to", "into", "toward", "towards", "via":
		if !slices.Contains([]event.Type{"CONSULT", "MOBILIZE", "AID", "AGREE", "COOPERATE"}, d.Type) {
			c += placeTowards
		}
	}
	for _, parties := range [][]extract.Party{d.Actors, d.Recipients} {
		for _, x := range parties {
			if x.Span.Contains(p.Span) && (p.Preposition == "" || x.Head.Overlaps(p.Span)) {
				c += placeOfParty
			}
		}
	}
	return c, true
}

// words counts the words between two spans, a comma or full stop as two more.
func (w *Where) words(a, b article.Span) float64 {
	if a.Overlaps(b) {
		return 0
	}
	lo, hi := a.End, b.Start
	if b.End <= a.Start {
		lo, hi = b.End, a.Start
	}
	n := 0.0
	for i := lo; i < hi; i++ {
		switch w.text[i] {
		case ' ':
			n++
		case ',', ';', ':':
			n += 2
		}
	}
	return n
}

// before looks for a place with a preposition in the sentences before the act: in its paragraph, else in the lead. It must
// lie in a country of the parties, where these are known.
func (w *Where) before(d extract.Draft, s Sides) int {
	codes := append(append([]string(nil), s.Actor...), s.Recipient...)
	fits := func(p Place) bool {
		if p.Preposition == "" && !p.Dateline || p.Part || p.Class == "adjective" || p.Class == "region" || p.Class == "water" || p.Preposition == "from" {
			return false
		}
		return single(codes) == "" && len(w.countriesOf(codes)) == 0 || slices.Contains(codes, p.Location.CountryCode)
	}
	for i := w.firstAfter(d.Range.Start) - 1; i >= 0; i-- {
		p := w.places[i]
		if d.Range.Start-p.Span.End > placeReach || strings.Contains(w.text[p.Span.End:d.Range.Start], "\n\n") {
			break
		}
		if fits(p) && (p.Class == "city" || p.Class == "site" || p.Class == "province") {
			return i
		}
	}
	for i, p := range w.places {
		if p.Span.End > min(leadBytes, d.Range.Start) {
			break
		}
		if fits(p) && p.Class == "city" {
			return i
		}
	}
	return -1
}

// countriesOf are the codes that are countries.
func (w *Where) countriesOf(codes []string) []string {
	var out []string
	for _, c := range codes {
		if _, ok := w.g.byCode[c]; ok {
			out = append(out, c)
		}
	}
	return out
}

// placeReach is how many bytes back a paragraph's place holds.
const placeReach = 700

// byParties places an act where its paragraph or lead says, else in the country of its parties.
func (w *Where) byParties(d extract.Draft, s Sides) Located {
	actor, recipient := single(s.Actor), single(s.Recipient)
	country, why := w.partyCountry(d, s, actor, recipient)
	if i := w.before(d, s); i >= 0 && (country == "" || w.places[i].Location.CountryCode == country || verbal(d.Type) && actor != recipient) {
		p := w.places[i]
		return Located{p.Location, "place from an earlier sentence: " + p.Location.ExtractedPlace}
	}
	if country == "" {
		return Located{}
	}
	l := w.g.Country(country)
	if l == (event.Location{}) {
		return Located{}
	}
	return Located{l, why}
}

// partyCountry is the country in which an act without a named place is held to have taken place.
func (w *Where) partyCountry(d extract.Draft, s Sides, actor, recipient string) (country, why string) {
	known := len(w.countriesOf(s.Actor)) + len(w.countriesOf(s.Recipient))
	switch {
	case known == 0:
		if c := w.nearestCountry(d, ""); c != "" {
			return c, "no place in the sentence: the country named nearest"
		}
		if verbal(d.Type) {
			return "", ""
		}
		return w.main, "no place in the sentence and no country of the parties: the country of the article"
	case d.Type == "ASSAULT" && actor != "" && len(w.countriesOf(s.Recipient)) == 0 && abroad(d.Trigger.Of(w.text)):
		if c := w.nearestCountry(d, actor); c != "" {
			return c, "war is waged in the other country that the sentence names"
		}
		return actor, "no place in the sentence: the country of those who did it"
	case actor != "" && (actor == recipient || len(w.countriesOf(s.Recipient)) == 0):
		return actor, "no place in the sentence: an act within one country"
	case recipient != "" && len(w.countriesOf(s.Actor)) == 0:
		return recipient, "no place in the sentence: the country of those it was done to"
	}
	switch d.Type {
	case "PROTEST", "COERCE", "RETREAT", "CONCEDE":
		if actor != "" {
			return actor, "no place in the sentence: the country of those who did it"
		}
	case "CONSULT":
		if recipient != "" && recipient != actor {
			return recipient, "no place in the sentence: the country of the host"
		}
		return "", ""
	case "SANCTION", "REJECT":
		if actor != "" && (slices.Contains(d.Modes, "expel") || slices.Contains(d.Modes, "convict")) {
			return actor, "expelled or convicted by the country's own authorities"
		}
		return "", ""
	}
	if verbal(d.Type) {
		return "", ""
	}
	if recipient != "" {
		return recipient, "no place in the sentence: the country of those it was done to"
	}
	return actor, "no place in the sentence: the country of those who did it"
}

// abroad tells whether the words of an act are of war on another country.
func abroad(trigger string) bool {
	for _, w := range strings.Fields(strings.ToLower(trigger)) {
		switch w {
		case "war", "invasion", "invaded", "aggression", "invade", "invading":
			return true
		}
	}
	return false
}

// nearestCountry is the country of the place or adjective nearest to the act in its sentence, else of the last one before it
// in its paragraph; except is left out. It is "" where there is none.
func (w *Where) nearestCountry(d extract.Draft, except string) string {
	best, cost := "", 1e9
	for i := w.firstAfter(d.Range.Start); i < len(w.places) && w.places[i].Span.Start < d.Range.End; i++ {
		p := w.places[i]
		if p.Location.CountryCode == "" || p.Location.CountryCode == except {
			continue
		}
		if c := w.words(p.Span, d.Trigger); c < cost {
			best, cost = p.Location.CountryCode, c
		}
	}
	if best != "" || except != "" {
		return best
	}
	for i := w.firstAfter(d.Range.Start) - 1; i >= 0; i-- {
		p := w.places[i]
		if d.Range.Start-p.Span.End > placeReach || strings.Contains(w.text[p.Span.End:d.Range.Start], "\n\n") {
			break
		}
		if p.Location.CountryCode != "" {
			return p.Location.CountryCode
		}
	}
	return ""
}

// single is the one country among codes, "" where there is none or several. Codes of bodies without a country do not count.
func single(codes []string) string {
	out := ""
	for _, c := range codes {
		switch c {
		case "", "UNO", "IGO", "NGO", "ISM", "IMG", "MNC", "EUR":
			continue
		}
		if out != "" && out != c {
			return ""
		}
		out = c
	}
	return out
}

// verbal tells whether acts of a type are words rather than deeds.
func verbal(t event.Type) bool {
	switch t {
	case "ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONCEDE", "CONSULT", "SANCTION":
		return true
	}
	return false
}

// mainCountry is the country that the article speaks of most, "" where none stands out.
func (w *Where) mainCountry() string {
	n := map[string]float64{}
	for _, p := range w.places {
		v := 1.0
		switch {
		case p.Dateline:
			v = 3
		case p.Class == "adjective":
			v = 0.7
		case p.Preposition != "":
			v = 1.5
		}
		n[p.Location.CountryCode] += v
	}
	delete(n, "")
	codes := make([]string, 0, len(n))
	for c := range n {
		codes = append(codes, c)
	}
	slices.SortFunc(codes, func(a, b string) int {
		if n[a] != n[b] {
			if n[a] > n[b] {
				return -1
			}
			return 1
		}
		return strings.Compare(a, b)
	})
	if len(codes) == 0 {
		return ""
	}
	return codes[0]
}

// Main is the code of the country that the article speaks of most, "" where it names none.
func (w *Where) Main() string { return w.main }
