package resolve

import (
	"fmt"
	"slices"
	"strings"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

// Document is what of an article helps to tell who is meant.
type Document struct {
	Title, Text, Publisher string
	Published              article.Day
	// Places are the places that the gazetteer found in Text, nil where it was not asked. They tell of which country an article
	// speaks, and to which one "the mayor of Kharkiv" belongs.
	Places []Place
}

// Voice is who speaks where a text says "we": the publisher of a statement. The zero Voice is a paper, which has no "we" of interest.
type Voice struct {
	Code    string
	Sectors []event.Sector
	Name    string
	// Speaker is the person who says "I", "" where unknown.
	Speaker string
}

// Context is what is known beside the words of a party. The zero Context knows nothing; a nil one is the same.
type Context struct {
	// Reading is what the document tells; nil for words that stand alone.
	Reading *Reading
	// Day is the day of the act; the zero day means the day of publication.
	Day article.Day
	// Place is the ISO alpha-3 code of the country where the act happens, "" for unknown.
	Place string
	// Force is true for an act of armed force, in which a bare country is its military.
	Force bool
	// Crowd is true for the doers of a protest, in which a bare country is its people.
	Crowd bool
	// Speaker is who says "I" and "we" where the text quotes, as the document names them; "" means the document's own voice.
	Speaker string
}

func (c *Context) day() article.Day {
	if c == nil {
		return 0
	}
	if c.Day.IsZero() && c.Reading != nil {
		return c.Reading.published
	}
	return c.Day
}

func (c *Context) reading() *Reading {
	if c == nil {
		return nil
	}
	return c.Reading
}

// prefers tells whether the document speaks for state x rather than for y of the same name. y is the usual one.
func (c *Context) prefers(x, y *state) bool {
	r := c.reading()
	if r == nil {
		return c != nil && c.Place != "" && c.Place == x.Code
	}
	if x.Part && x.Code == "USA" && y.Code == "GEO" {
		// The United States are in every second report: only other parts of them speak for the state of Georgia.
		return r.share["GEO"] == 0 && (r.parts["USA"] > 0 || r.voice.Code == "USA" && r.lead() == "USA" && r.parts["USA"] > 0)
	}
	return r.share[x.Code] > r.share[y.Code]+0.02
}

// mention is one place where a document names a country or an actor of it.
type mention struct {
	at     int
	code   string
	weight float64
	// name is true for the name of the country or its people themselves.
	name bool
}

// known is what a document itself tells of a name: "Interior Minister Joachim Brudziński".
type known struct {
	name    string
	code    string
	sectors []event.Sector
	office  string
	title   string
	at      int
	why     string
	entry   *Entry
}

// Reading is what a document tells about who is who. It never changes once made and may be shared by goroutines.
type Reading struct {
	actors    *Actors
	published article.Day
	text      string
	voice     Voice
	mentions  []mention
	// share is the weight of each country in the document, together 1.
	share map[string]float64
	order []string
	// placed are the countries of the places found, by folded name.
	placed map[string]string
	// parts counts constituent states that are named, by country.
	parts map[string]int
	// people are the persons and bodies of the tables whose full name stands in the document.
	people map[*Entry]int
	// learned are names that the document explains, by folded full name and by folded last word.
	learned map[string]*known
	// full are names of two to four words that nothing explains, by their folded last word.
	full map[string]string
	// given are the first words of the names of persons that the document names in full; nil where two share one.
	given map[string]*known
	// offices are the holders of offices that the document names, in order of place.
	offices []*known
}

// Read looks through a document. O(len(text)).
func (a *Actors) Read(d Document) *Reading {
	r := &Reading{actors: a, published: d.Published, text: d.Text, share: map[string]float64{}, parts: map[string]int{},
		people: map[*Entry]int{}, learned: map[string]*known{}, full: map[string]string{},
		placed: map[string]string{}, given: map[string]*known{}}
	r.voice = a.VoiceOf(d.Publisher, d.Published)
	title, body := a.read(d.Title), a.read(d.Text)
	r.count(title, -1, true)
	r.count(body, 0, true)
	r.place(body, d.Places)
	r.sum()
	// The first count passed over ambiguous names; the second knows the document.
	r.mentions, r.people, r.parts = nil, map[*Entry]int{}, map[string]int{}
	r.count(title, -1, false)
	r.count(body, 0, false)
	r.place(body, d.Places)
	r.sum()
	r.learn(title, -1)
	r.learn(body, 0)
	slices.SortStableFunc(r.offices, func(x, y *known) int { return x.at - y.at })
	return r
}

// VoiceOf is who says "we" in a statement of publisher on a day; the zero Voice for papers and unknown publishers.
func (a *Actors) VoiceOf(publisher string, day article.Day) Voice {
	if strings.TrimSpace(publisher) == "" {
		return Voice{}
	}
	ans := a.resolve(publisher, -1, &Context{Day: day}, 0)
	if ans.code == "" || len(ans.sectors) == 0 || ans.strength < 3 {
		return Voice{}
	}
	switch ans.sectors[0] {
	case "GOV", "MIL", "LEG", "PTY", "OPP", "COP", "JUD", "SPY", "REB":
	default:
		return Voice{}
	}
	v := Voice{Code: ans.code, Sectors: sectorsOf(ans.sectors), Name: ans.name}
	if ans.kind == Person || ans.office != "" {
		v.Speaker, v.Name = ans.name, "Government of "+a.CountryName(ans.code)
	} else if ans.entry != nil && ans.entry.Kind == Body {
		if h := a.chief(ans.entry, ans.code, day); h != nil {
			v.Speaker = h.entry.Name
		}
	}
	return v
}

// chief is who leads a ministry on a day.
func (a *Actors) chief(body *Entry, code string, day article.Day) *holder {
	name := fold(body.Name)
	switch {
	case strings.Contains(name, "department of state"), strings.Contains(name, "foreign"), strings.Contains(name, "external affairs"):
		return a.holder(code, "foreign-minister", day)
	case strings.Contains(name, "defen"):
		return a.holder(code, "defence-minister", day)
	case strings.Contains(name, "interior"), strings.Contains(name, "home"):
		return a.holder(code, "interior-minister", day)
	case strings.Contains(name, "white house"):
		return a.holder(code, "president", day)
	}
	return nil
}

// Voice is the document's own voice.
func (r *Reading) Voice() Voice { return r.voice }

// Countries are the codes of the countries that the document speaks of, most first, with their shares (together 1).
func (r *Reading) Countries() ([]string, map[string]float64) {
	share := make(map[string]float64, len(r.share))
	for k, v := range r.share {
		share[k] = v
	}
	return slices.Clone(r.order), share
}

// isTopic tells whether the document speaks of hardly another country than code.
func (r *Reading) isTopic(code string) bool { return r != nil && r.share[code] >= 0.6 }

// lead is the country that the document speaks of most, "" for none.
func (r *Reading) lead() string {
	if r == nil || len(r.order) == 0 {
		return ""
	}
	return r.order[0]
}

// count collects the mentions of countries, and of persons and bodies by full name. base -1 marks the title; sure passes over names
// that several countries bear.
func (r *Reading) count(w *words, base int, sure bool) {
	c := &Context{Reading: r}
	for i := range w.spots {
		s := &w.spots[i]
		at := w.toks[s.first].start
		weight := 1.0
		switch {
		case base < 0:
			at, weight = -1, 3
		case at < 300:
			weight = 1.5
		}
		if e := r.actors.entry(w, s, fullName); e != nil {
			r.people[e]++
			if code, _, _, _, _ := e.on(r.published); code != "" && !slices.Contains(supraCodes, code) && !e.isMedia() {
				r.mentions = append(r.mentions, mention{at, code, weight * 0.6, false})
			}
			continue
		}
		st, f, several := r.actors.stateOf(w, s, c)
		if st == nil || sure && several != "" {
			continue
		}
		if s.doubt && f != adjective && f != people {
			weight *= 0.3
		}
		if st.Part {
			r.parts[st.Code]++
			weight *= 0.8
		}
		r.mentions = append(r.mentions, mention{at, st.Code, weight, true})
	}
	r.countPlaces(w, base)
}

func (e *Entry) isMedia() bool {
	return len(e.Terms) > 0 && slices.Contains(e.Terms[0].Sectors, "JRN")
}

// place counts the places that the gazetteer found and the tables of actors do not know.
func (r *Reading) place(w *words, places []Place) {
	i := 0
	for _, p := range places {
		code := p.Location.CountryCode
		if code == "" || p.Class == "adjective" || p.Class == "country" {
			continue
		}
		r.placed[nameKey(p.Span.Of(r.text))] = code
		for i < len(w.toks) && w.toks[i].end <= p.Span.Start {
			i++
		}
		if i < len(w.toks) && w.at[i] < 0 {
			r.mentions = append(r.mentions, mention{p.Span.Start, code, 0.8, false})
		}
	}
}

// countPlaces asks the gazetteer for capitalised words after "in", "at", "near" and "from" that the tables do not know.
func (r *Reading) countPlaces(w *words, base int) {
	if r.actors.places == nil {
		return
	}
	for i := 1; i < len(w.toks); i++ {
		if w.at[i] >= 0 || !w.toks[i].upper || w.toks[i].brk || !isPlacePreposition(w.toks[i-1].word) {
			continue
		}
		end := i + 1
		for end < len(w.toks) && w.at[end] < 0 && w.isNameWord(end) && !w.toks[end].brk && end-i < 4 {
			end++
		}
		name := w.text[w.toks[i].start:w.toks[end-1].end]
		if code, ok := r.actors.places(name); ok {
			at, weight := w.toks[i].start, 0.8
			if base < 0 {
				at, weight = -1, 2
			}
			r.mentions = append(r.mentions, mention{at, code, weight, false})
		}
	}
}

func isPlacePreposition(w string) bool {
	switch w {
	case "in", "at", "near", "from", "outside", "around", "across", "of", "to":
		return true
	}
	return false
}

// sum turns mentions into shares.
func (r *Reading) sum() {
	share := map[string]float64{}
	total := 0.0
	for _, m := range r.mentions {
		share[m.code] += m.weight
		total += m.weight
	}
	if r.voice.Code != "" && !slices.Contains(supraCodes, r.voice.Code) {
		share[r.voice.Code] += 1 + total*0.1
		total += 1 + total*0.1
	}
	r.share, r.order = share, sortedKeys(share)
	for k := range share {
		share[k] /= total
	}
	slices.SortStableFunc(r.order, func(x, y string) int {
		switch {
		case share[x] > share[y]:
			return -1
		case share[x] < share[y]:
			return 1
		}
		return strings.Compare(x, y)
	})
}

// near is the country that is meant at byte at of the text where nothing is said: named shortly before, or the one that the document
// speaks of. place is the country where the act happens, "" for unknown; byPlace tells that it decides.
func (r *Reading) near(at int, place string, byPlace bool) (code, why string) {
	if byPlace && place != "" {
		return place, "where it happens: " + place
	}
	if r == nil {
		if place != "" {
			return place, "where it happens: " + place
		}
		return "", ""
	}
	score := map[string]float64{}
	topic := r.share[r.lead()]
	for k, v := range r.share {
		// An article of one country means it throughout; in a list of items of many countries each item speaks for itself.
		score[k] = 5 * topic * v
	}
	if place != "" {
		score[place] += 0.6
	}
	if at >= 0 {
		r.nearby(at, score)
	}
	best := ""
	for _, k := range sortedKeys(score) {
		if best == "" || score[k] > score[best] {
			best = k
		}
	}
	if best == "" {
		return "", ""
	}
	why = "named near by: " + best
	if best == r.lead() {
		why = "the country of the article: " + best
	}
	return best, why
}

// nearby adds to score for mentions in the lines around at: the same line counts in full, the one before little.
func (r *Reading) nearby(at int, score map[string]float64) {
	at = min(at, len(r.text))
	topic := r.share[r.lead()]
	line := strings.LastIndexByte(r.text[:at], '\n') + 1
	end := len(r.text)
	if i := strings.IndexByte(r.text[at:], '\n'); i >= 0 {
		end = at + i
	}
	for _, m := range r.mentions {
		if m.at < 0 || m.at >= end {
			continue
		}
		w := m.weight
		if w > 1 {
			w = 1
		}
		switch {
		case m.at >= line && m.at <= at:
			w *= 1.0 / (1 + float64(at-m.at)/200)
		case m.at > at:
			w *= 0.5 / (1 + float64(m.at-at)/100)
		case line-m.at < 400:
			w *= 0.25 * topic
		default:
			continue
		}
		score[m.code] += w
	}
}

// officeNear is the holder of an office whom the document names, the last one before byte at; nil for none. code "" is any country.
// Holders whose title has the word that stands here come first: "the foreign minister" is no secretary of state.
func (r *Reading) officeNear(office, code, word string, at int) *known {
	if r == nil || office == "" {
		return nil
	}
	var best *known
	titled := false
	for _, k := range r.offices {
		if k.office != office || code != "" && k.code != code {
			continue
		}
		fits := strings.Contains(fold(k.title), word)
		if best == nil || fits && !titled || fits == titled && k.at <= at {
			best, titled = k, fits
		}
	}
	return best
}

// learn collects the names that the document explains by a role beside them, and the offices of persons it names.
func (r *Reading) learn(w *words, base int) {
	for i := range w.spots {
		s := &w.spots[i]
		at := w.toks[s.first].start
		if base < 0 {
			at = -1
		}
		e := r.actors.entry(w, s, fullName)
		if e == nil && !s.doubt {
			if k := r.shortOffice(w, s); k != nil {
				e = k
			}
		}
		if e == nil || e.Kind != Person {
			continue
		}
		r.nameFirst(w.toks[s.first].word, &known{name: e.Name, entry: e}, s.end-s.first > 1)
		code, sectors, term, former, early := e.on(r.published)
		if former || early || term.Office == "" {
			continue
		}
		r.offices = append(r.offices, &known{name: e.Name, code: code, sectors: sectors, office: term.Office, title: term.Title, at: at, entry: e})
	}
	for i := 0; i < len(w.toks); i++ {
		end := r.actors.run(w, i)
		if end <= i {
			continue
		}
		r.learnName(w, i, end, base)
		i = end
	}
}

// shortOffice is the person of a short form that a title stands before ("President Biden"), nil where none fits.
func (r *Reading) shortOffice(w *words, s *spot) *Entry {
	e, _ := r.actors.short(w, s, &Context{Reading: r})
	return e
}

// run is the end of the run of unknown name words that begins at word i: "Joachim Brudziński". i where none begins there.
func (a *Actors) run(w *words, i int) int {
	if w.at[i] >= 0 && !a.isGivenName(w, i) || !w.isNameWord(i) || isStopped(w, i) {
		return i
	}
	end := i + 1
	for end < len(w.toks) && !w.toks[end].brk && (w.at[end] < 0 || w.spots[w.at[end]].doubt) && (w.isNameWord(end) || w.isParticle(end)) {
		end++
	}
	for end > i+1 && w.isParticle(end-1) && !w.toks[end-1].upper {
		end--
	}
	return end
}

// isGivenName tells whether the known word at i is a person's short name with an unknown name behind it: "William" in "William Roe".
func (a *Actors) isGivenName(w *words, i int) bool {
	s := &w.spots[w.at[i]]
	if !s.doubt || s.end-s.first != 1 || s.end >= len(w.toks) || w.toks[s.end].brk || w.at[s.end] >= 0 {
		return false
	}
	e := a.entry(w, s, shortName)
	return e != nil && e.Kind == Person
}

func isStopped(w *words, i int) bool { return w.toks[i].caps && len(w.toks[i].word) <= 2 }

func (w *words) isParticle(i int) bool {
	return slices.Contains(particles, w.toks[i].word) && i+1 < len(w.toks) && !w.toks[i+1].brk && w.toks[i+1].upper
}

// learnName explains the unknown name of words [first, end) by the role that stands before it or in apposition.
func (r *Reading) learnName(w *words, first, end, base int) {
	name := w.text[w.toks[first].start:w.toks[end-1].end]
	at := w.toks[first].start
	if base < 0 {
		at = -1
	}
	k := r.roleBefore(w, first, at)
	if k == nil && end-first > 1 {
		k = r.roleAfter(w, end, at)
	}
	if k == nil {
		if last := w.toks[end-1].word; end-first > 1 && end-first < 5 && r.full[last] == "" {
			r.full[last] = name
		}
		return
	}
	k.name, k.at = name, at
	r.nameFirst(w.toks[first].word, k, end-first > 1)
	key := nameKey(name)
	if old := r.learned[key]; old == nil {
		r.learned[key] = k
		if last := w.toks[end-1].word; end-first > 1 && r.learned[last] == nil {
			r.learned[last] = k
		}
		for j := first + 1; j < end-1; j++ {
			if w.isParticle(j) {
				r.learned[nameKey(w.text[w.toks[j].start:w.toks[end-1].end])] = k
				break
			}
		}
	}
	if k.office != "" {
		r.offices = append(r.offices, k)
	}
}

// nameFirst notes the first word of a full name; a second person of that name makes it useless.
func (r *Reading) nameFirst(word string, k *known, full bool) {
	if !full || len(word) < 3 {
		return
	}
	old, seen := r.given[word]
	if seen && (old == nil || old.entry != k.entry || old.entry == nil && nameKey(old.name) != nameKey(k.name)) {
		k = nil
	}
	r.given[word] = k
}

// roleBefore reads "[Polish] Interior Minister" or "Mayor of Koszalin" left of word first.
func (r *Reading) roleBefore(w *words, first, at int) *known {
	if first == 0 || w.toks[first].brk {
		return nil
	}
	from := first
	for from > 0 && first-from < 9 && !w.toks[from].brk {
		j := from - 1
		if w.at[j] >= 0 || isTitle(w.toks[j].word) || w.toks[j].poss || w.toks[j].word == "of" || w.toks[j].word == "for" ||
			w.toks[j].word == "the" || w.toks[j].upper && !isFunctionWord(w.toks[j].word) {
			from = j
			continue
		}
		break
	}
	if from == first {
		return nil
	}
	return r.describe(w.text[w.toks[from].start:w.toks[first-1].end], at)
}

// roleAfter reads ", the Paris prosecutor," right of a name.
func (r *Reading) roleAfter(w *words, end, at int) *known {
	if end >= len(w.toks) || !w.toks[end].brk {
		return nil
	}
	gap := w.text[w.toks[end-1].end:w.toks[end].start]
	if strings.TrimSpace(gap) != "," && strings.TrimSpace(gap) != "(" {
		return nil
	}
	to := end + 1
	for to < len(w.toks) && to-end < 9 && !w.toks[to].brk && !isRelative(w.toks[to].word) {
		to++
	}
	if !r.opensDescription(w, end) {
		return nil
	}
	return r.describe(w.text[w.toks[end].start:w.toks[to-1].end], at)
}

// opensDescription tells whether a description may begin at word i: an article, a role, a nationality, "former".
func (r *Reading) opensDescription(w *words, i int) bool {
	switch w.toks[i].word {
	case "the", "a", "an", "his", "her", "its", "their", "former":
		return true
	}
	if w.at[i] < 0 || w.toks[i].upper && w.toks[i].caps {
		return false
	}
	s := &w.spots[w.at[i]]
	if o, many := r.actors.role(w, s); o != nil {
		return !many
	}
	st, f, _ := r.actors.stateOf(w, s, nil)
	return st != nil && f == adjective
}

func isRelative(w string) bool {
	switch w {
	case "who", "which", "that", "whose", "whom", "said", "was", "is", "were", "had", "has":
		return true
	}
	return false
}

// describe turns a description into what it says of the one described; nil where it names no role.
func (r *Reading) describe(text string, at int) *known {
	ans := r.actors.resolveRole(text, at, &Context{Reading: r})
	if ans == nil {
		return nil
	}
	k := &known{code: ans.code, sectors: ans.sectors, office: ans.office, title: ans.title}
	k.why = fmt.Sprintf("the text says %q", strings.TrimSpace(text))
	return k
}
