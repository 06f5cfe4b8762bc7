package resolve

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

//go:embed data/states.txt data/roles.txt data/*.actors
var actorTables embed.FS

// Actors knows who is who. Make one with [OpenActors]; it never changes afterwards and may be shared by goroutines.
type Actors struct {
	entries []Entry
	states  []state
	roles   []role
	// things are what forms lead to: entries, states and roles, in this order of preference among equals.
	things []thing
	index  trie
	// holders are the terms of sole and other offices by "code/office", in order of tables.
	holders map[string][]holder
	// heads are the terms of heads of bodies by the body as their titles name it: "nato" for "Secretary General of NATO".
	heads map[string][]holder
	// countries are the short English names by code.
	countries map[string]string
	places    func(name string) (code string, ok bool)
}

// holder is one term of one person in an office.
type holder struct {
	entry *Entry
	term  *Term
}

// thing is what a form stands for. Exactly one of entry, state and role is set.
type thing struct {
	entry *Entry
	state *state
	role  *role
}

// Option changes how [OpenActors] works.
type Option func(*Actors)

// WithPlaces gives the resolver a gazetteer: the country of a place name, false where the name is unknown or hopelessly
// ambiguous. It decides "police in Multan" and "the mayor of Kharkiv". Without it, capitals and parts of states are known.
func WithPlaces(countryOf func(name string) (code string, ok bool)) Option {
	return func(a *Actors) { a.places = countryOf }
}

// OpenActors builds the resolver from the embedded tables and the user's own, whose names win over the embedded ones. An
// error lists every fault, one a line; nothing is loaded half. About 50 ms.
func OpenActors(own []Table, opts ...Option) (*Actors, error) {
	a := &Actors{}
	for _, o := range opts {
		o(a)
	}
	var faults []Fault
	a.states, faults = readStates("states.txt", embedded("states.txt"))
	roles, f := readRoles("roles.txt", embedded("roles.txt"))
	a.roles, faults = roles, append(faults, f...)
	codes := codesOf(a.states)
	for _, t := range own {
		faults = append(faults, a.load(t, codes)...)
	}
	for _, t := range embeddedTables() {
		// A test checks the embedded tables; here they are only read.
		entries, f := readTable(t, codes, true)
		a.entries, faults = append(a.entries, entries...), append(faults, f...)
	}
	if len(own) > 0 {
		faults = append(faults, sameNames(a.entries[:len(a.entries)], own)...)
	}
	if len(faults) > 0 {
		return nil, faultError(faults)
	}
	a.build()
	return a, nil
}

// load adds the entries of one table, of whatever form its name tells.
func (a *Actors) load(t Table, codes map[string]bool) []Fault {
	entries, roles, faults := readAny(t, codes)
	a.entries = append(a.entries, entries...)
	a.roles = append(a.roles, roles...)
	return faults
}

// readAny reads a table by the form of its name: "*.agents.txt" and "*.actors.txt" of the PETRARCH family, else ours.
func readAny(t Table, codes map[string]bool) ([]Entry, []role, []Fault) {
	switch {
	case strings.HasSuffix(t.File, ".agents.txt"):
		roles, faults := readPetrarchAgents(t)
		return nil, roles, faults
	case strings.HasSuffix(t.File, ".actors.txt") || isPetrarch(t.Text):
		entries, faults := readPetrarchActors(t, codes)
		return entries, nil, faults
	}
	entries, faults := ReadTable(t, codes)
	return entries, nil, faults
}

// CheckTable lists every fault of a table: those of its form, two people in a sole office, and, for tables in our own form,
// people whom an embedded table has already.
func CheckTable(t Table) []Fault {
	codes := stateCodes()
	entries, _, faults := readAny(t, codes)
	faults = append(faults, CheckEntries(entries)...)
	return faults
}

// sameNames lists own entries whose canonical name stands twice among the user's own tables.
func sameNames(entries []Entry, own []Table) []Fault {
	var faults []Fault
	files := map[string]bool{}
	for _, t := range own {
		files[t.File] = true
	}
	seen := map[string]*Entry{}
	for i := range entries {
		e := &entries[i]
		if !files[e.File] {
			continue
		}
		key := e.Kind.String() + "\x00" + nameKey(e.Name)
		if f := seen[key]; f != nil && f.File != e.File {
			faults = append(faults, Fault{e.File, e.Line, fmt.Sprintf("%s %q has an entry already, %s:%d", e.Kind, e.Name, f.File, f.Line)})
		}
		seen[key] = e
	}
	return faults
}

// TableError is a table that cannot be loaded.
type TableError struct{ Faults []Fault }

// Error lists the faults, one a line.
func (e *TableError) Error() string {
	var b strings.Builder
	for i, f := range e.Faults {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(f.String())
	}
	return b.String()
}

func faultError(faults []Fault) error { return &TableError{Faults: faults} }

func embedded(name string) string {
	b, err := actorTables.ReadFile("data/" + name)
	if err != nil {
		panic("resolve: embedded table " + name + " is missing")
	}
	return string(b)
}

// embeddedTables are the embedded tables of actors in order of their names.
func embeddedTables() []Table {
	files, err := actorTables.ReadDir("data")
	if err != nil {
		panic("resolve: no embedded tables")
	}
	var out []Table
	for _, f := range files {
		if strings.HasSuffix(f.Name(), ".actors") {
			out = append(out, Table{File: f.Name(), Text: embedded(f.Name())})
		}
	}
	return out
}

func codesOf(states []state) map[string]bool {
	codes := map[string]bool{}
	for i := range states {
		codes[states[i].Code] = true
	}
	return codes
}

func stateCodes() map[string]bool {
	states, _ := readStates("states.txt", embedded("states.txt"))
	return codesOf(states)
}

// Entries are all named actors of the tables, in order; not to be changed.
func (a *Actors) Entries() []Entry { return a.entries }

// CountryName is the short English name of a country by its alpha-3 code, "" for an unknown code.
func (a *Actors) CountryName(code string) string {
	return a.countries[code]
}

// form tells how a name stands for a thing.
type form uint8

const (
	fullName form = iota
	shortName
	adjective // "Ukrainian"
	people    // "Ukrainians"
	capital   // "Kyiv"
	seat      // "the Kremlin"
	noun      // "minister"
	nouns     // "ministers"
	modifier  // "former"
)

// build fills the index and the table of office holders.
func (a *Actors) build() {
	names := 4500
	for i := range a.entries {
		names += 3 + len(a.entries[i].Aliases)
	}
	a.index.open(names)
	a.holders = make(map[string][]holder, len(a.entries))
	a.heads = map[string][]holder{}
	a.countries = make(map[string]string, len(a.states))
	for i := range a.entries {
		e := &a.entries[i]
		t := a.add(thing{entry: e})
		name, f := bare(e.Name), fullName
		if name != e.Name && e.Kind != Person {
			f = shortName
		}
		a.index.put(name, t, f)
		for _, s := range e.Aliases {
			a.index.put(s, t, fullName)
		}
		short := e.Short
		if e.Kind == Person && len(short) == 0 && !e.NoShort {
			short = shortForms(e)
		}
		for _, s := range short {
			a.index.put(s, t, shortName)
		}
		if e.Kind != Person {
			continue
		}
		for j := range e.Terms {
			if t := &e.Terms[j]; t.Office != "" {
				key := t.Code + "/" + t.Office
				a.holders[key] = append(a.holders[key], holder{e, t})
				if _, body, ok := strings.Cut(t.Title, " of "); ok && (t.Office == "head" || t.Office == "prosecutor") {
					key := nameKey(strings.TrimPrefix(body, "the "))
					a.heads[key] = append(a.heads[key], holder{e, t})
				}
			}
		}
	}
	a.buildStates()
	a.buildRoles()
}

func (a *Actors) add(t thing) int32 {
	a.things = append(a.things, t)
	return int32(len(a.things) - 1)
}

func (a *Actors) buildStates() {
	for i := range a.states {
		s := &a.states[i]
		t := a.add(thing{state: s})
		if !s.Part {
			a.countries[s.Code] = s.Names[0]
		}
		for _, f := range []struct {
			names []string
			form  form
		}{{s.Names, fullName}, {s.Adjectives, adjective}, {s.People, people}, {s.Capitals, capital}, {s.Seats, seat}} {
			for _, name := range f.names {
				a.index.put(strings.TrimPrefix(name, "the "), t, f.form)
			}
		}
	}
}

func (a *Actors) buildRoles() {
	for i := range a.roles {
		r := &a.roles[i]
		t := a.add(thing{role: r})
		one := noun
		if r.Modifier {
			one = modifier
		}
		for _, name := range r.Nouns {
			a.index.put(name, t, one)
		}
		for _, name := range r.Plurals {
			a.index.put(name, t, nouns)
		}
	}
}

// particles stand before a family name and may belong to it.
var particles = strings.Fields("de da do dos das del della di du la le van von der den ter ten al el bin ben ibn abu abd af st saint san mac")

// shortForms are the short forms of a person for whom the table gives none: the last word with and without its particles, or the
// first word for China, Taiwan and the Koreas.
func shortForms(e *Entry) []string {
	words := strings.Fields(strings.ReplaceAll(bare(e.Name), "-", " -"))
	for len(words) > 1 && isSuffix(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	if len(words) < 2 {
		return nil
	}
	if len(e.Terms) > 0 && slices.Contains([]string{"CHN", "TWN", "KOR", "PRK"}, e.Terms[0].Code) {
		return words[:1]
	}
	words = strings.Fields(bare(e.Name))
	for len(words) > 1 && isSuffix(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	last := len(words) - 1
	out := []string{words[last]}
	if head, tail, ok := strings.Cut(words[last], "-"); ok && slices.Contains(particles, fold(head)) {
		out = append(out, tail)
	}
	from := last
	for from > 1 && slices.Contains(particles, fold(words[from-1])) {
		from--
	}
	if from < last {
		out = append(out, strings.Join(words[from:], " "))
	}
	return out
}

func isSuffix(w string) bool {
	switch fold(strings.Trim(w, ",")) {
	case "jr", "sr", "ii", "iii", "iv", "v", "vi", "jnr", "snr":
		return true
	}
	return false
}

// holder is who holds office in a country on a day, nil where the tables do not tell.
func (a *Actors) holder(code, office string, day article.Day) *holder {
	held := a.holders[code+"/"+office]
	var found *holder
	for i := range held {
		if !day.IsZero() && held[i].term.Covers(day) && (found == nil || held[i].term.From > found.term.From) {
			found = &held[i]
		}
	}
	return found
}

// on is what e is on a day: code, sectors joined over the terms that cover the day, and the term whose office is shown. former tells
// that the day is after the last term, early that it is before the first.
func (e *Entry) on(day article.Day) (code string, sectors []event.Sector, term *Term, former, early bool) {
	for i := range e.Terms {
		t := &e.Terms[i]
		if !t.Covers(day) || day.IsZero() && i > 0 {
			continue
		}
		if term == nil {
			code, term = t.Code, t
		}
		for _, s := range t.Sectors {
			if !slices.Contains(sectors, s) {
				sectors = append(sectors, s)
			}
		}
	}
	if term != nil {
		return code, sectors, term, false, false
	}
	return e.outside(day)
}

// graceDays is how long after the end of a term reports mostly still speak of the acts in office: a death, a fall, a hand-over.
const graceDays = 14

// outside answers for a day that no term covers: the last term before it, else the first one after.
func (e *Entry) outside(day article.Day) (code string, sectors []event.Sector, term *Term, former, early bool) {
	var past, next *Term
	for i := range e.Terms {
		t := &e.Terms[i]
		if !t.To.IsZero() && t.To < day && (past == nil || t.To > past.To) {
			past = t
		}
		if t.From > day && (next == nil || t.From < next.From) {
			next = t
		}
	}
	if past != nil {
		if e.Kind == Person && isOffice(past.Sectors) && day-past.To > graceDays {
			return past.Code, []event.Sector{"ELI"}, past, true, false
		}
		return past.Code, past.Sectors, past, true, false
	}
	if next == nil {
		next = &e.Terms[0]
	}
	if e.Kind == Person && isOffice(next.Sectors) {
		return next.Code, []event.Sector{"ELI"}, next, false, true
	}
	return next.Code, next.Sectors, next, false, true
}

// isOffice tells whether sectors are those of public office, which one leaves as a former official.
func isOffice(sectors []event.Sector) bool {
	for _, s := range sectors {
		switch s {
		case "GOV", "LEG", "JUD", "MIL", "SPY", "COP", "PTY":
			return true
		}
	}
	return false
}
