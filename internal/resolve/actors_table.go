package resolve

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

// Kind is what an entry of a table of actors is.
type Kind uint8

// The kinds of entries. Role is a noun without a name ("troops"); it comes from the table of roles, never from a table of actors.
const (
	Person Kind = iota
	Body
	Group
	State
	Role
)

var kindNames = [...]string{Person: "person", Body: "body", Group: "group", State: "state", Role: "role"}

// String is the word that tables use.
func (k Kind) String() string { return kindNames[k] }

func kindOf(s string) (Kind, bool) {
	i := slices.Index(kindNames[:Role], s)
	return Kind(max(i, 0)), i >= 0
}

// Term is what an actor is for a time: the code and sectors it has, and the office it holds.
type Term struct {
	Code    string
	Sectors []event.Sector
	// From and To are the first and last day, inclusive; zero is open.
	From, To article.Day
	// loose is true where a bound is given as a month or year, so that neighbours may touch.
	loose bool
	// Office is the slug of the role, Title its English name; "" where none is given.
	Office, Title string
	line          int
}

// Covers tells whether day lies in the term. The unknown day lies in every term.
func (t *Term) Covers(day article.Day) bool {
	return day.IsZero() || (t.From.IsZero() || t.From <= day) && (t.To.IsZero() || day <= t.To)
}

// Entry is one actor of a table.
type Entry struct {
	Kind Kind
	// Name is the canonical name; Aliases are further full names; Short are forms that need support.
	Name           string
	Aliases, Short []string
	// NoShort is true where no short form is to be made: "Jill Biden" is not meant by "Biden".
	NoShort bool
	// ID is the Wikidata identifier, "" where none is certain.
	ID    string
	Terms []Term
	// File and Line say where the entry stands.
	File string
	Line int
}

// Fault is something wrong with a table, at a line that counts from 1.
type Fault struct {
	File string
	Line int
	Text string
}

// String is "file:line: text".
func (f Fault) String() string { return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Text) }

// Table is a table as text, with the name that its faults are reported under.
type Table struct {
	File string
	Text string
}

// sectorCodes are PLOVER 2.0's sectors.
var sectorCodes = strings.Fields("GOV MIL REB OPP PTY COP JUD LEG SPY PRM UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF PRE REL SOC")

// supraCodes are the codes of actors that belong to no country.
var supraCodes = strings.Fields("UNO EUR IGO NGO ISM IMG MNC")

// soleRoles are the offices that one person of a country holds at a time.
var soleRoles = strings.Fields("president prime-minister foreign-minister defence-minister interior-minister monarch supreme-leader head")

// otherRoles are the offices that several may hold.
var otherRoles = strings.Fields(`vice-president deputy-prime-minister finance-minister justice-minister minister party-leader opposition-leader speaker
	crown-prince governor-general governor mayor chief-justice prosecutor judge army-chief police-chief spy-chief central-banker security-adviser
	envoy ambassador spokesperson legislator leader deputy-head religious-leader activist first-lady co-president chief-of-staff candidate
	deputy-minister lawyer journalist businessperson commander`)

// tableReader reads one table; it goes on after a fault so that all of them are listed.
type tableReader struct {
	file    string
	codes   map[string]bool
	line    int
	kind    Kind
	head    map[string]int
	entries []Entry
	open    *Entry
	faults  []Fault
	names   map[string]int
	started bool
	trusted bool
	// sets are the sector lists read so far by their text: few, and shared.
	sets map[string][]event.Sector
}

// ReadTable reads a table of actors in the form of data/README.md. With faults, the entries are not to be used. codes are the
// codes of countries that count as known; nil means those of the embedded table of states. O(len(text)).
func ReadTable(t Table, codes map[string]bool) ([]Entry, []Fault) {
	if codes == nil {
		codes = stateCodes()
	}
	return readTable(t, codes, false)
}

// readTable reads a table; a trusted one without looking for names that stand twice.
func readTable(t Table, codes map[string]bool, trusted bool) ([]Entry, []Fault) {
	r := &tableReader{file: t.File, codes: codes, head: map[string]int{}, names: map[string]int{}, trusted: trusted,
		sets: map[string][]event.Sector{}, entries: make([]Entry, 0, len(t.Text)/120)}
	if !utf8.ValidString(t.Text) {
		r.line = 1
		r.fault("not valid UTF-8")
		return nil, r.faults
	}
	text := strings.TrimPrefix(t.Text, "\ufeff")
	for line := range strings.SplitSeq(text, "\n") {
		r.line++
		r.read(strings.TrimSuffix(line, "\r"))
	}
	r.closeEntry()
	for _, k := range []string{"kind", "source", "licence", "date"} {
		if r.head[k] == 0 {
			r.faults = append(r.faults, Fault{t.File, 1, "no line \"# " + k + ":\" before the first entry"})
		}
	}
	return r.entries, r.faults
}

func (r *tableReader) fault(format string, args ...any) {
	r.faults = append(r.faults, Fault{r.file, r.line, fmt.Sprintf(format, args...)})
}

func (r *tableReader) read(line string) {
	switch {
	case strings.TrimSpace(line) == "":
	case line[0] == '#':
		r.comment(strings.TrimSpace(line[1:]))
	case line[0] == '\t':
		r.term(line[1:])
	case line[0] == ' ':
		r.fault("line begins with a space; a name begins at column 0, a term with a TAB")
	default:
		r.name(line)
	}
}

// comment reads "kind: person" and the other keys of the head; any other comment is ignored.
func (r *tableReader) comment(text string) {
	key, value, ok := strings.Cut(text, ":")
	if !ok {
		return
	}
	value = strings.TrimSpace(value)
	switch key {
	case "kind":
		r.closeEntry()
		k, ok := kindOf(value)
		if !ok {
			r.fault("kind %q: want person, body, group or state", value)
			return
		}
		r.kind = k
	case "date":
		if _, err := article.ParseDay(value); err != nil && !r.started {
			r.fault("date %q: want YYYY-MM-DD", value)
		}
	case "source", "licence":
		if value == "" && !r.started {
			r.fault("%s is empty", key)
		}
	default:
		return
	}
	if !r.started || key == "kind" {
		r.head[key] = r.line
	}
}

// name reads "Canonical | alias | ~short @Q1".
func (r *tableReader) name(line string) {
	r.closeEntry()
	r.started = true
	e := Entry{Kind: r.kind, File: r.file, Line: r.line}
	if at := strings.LastIndex(line, " @"); at >= 0 {
		e.ID = strings.TrimSpace(line[at+2:])
		line = line[:at]
		if !isQID(e.ID) {
			r.fault("identifier %q: want @Q and digits", e.ID)
		}
	}
	var seen map[string]bool
	if !r.trusted {
		seen = map[string]bool{}
	}
	i := -1
	for part := range strings.SplitSeq(line, "|") {
		i++
		part = strings.TrimSpace(part)
		if part == "~-" && i > 0 {
			e.NoShort = true
			continue
		}
		short := strings.HasPrefix(part, "~")
		part = strings.TrimPrefix(part, "~")
		key := part
		if !r.trusted {
			key = nameKey(part)
		}
		if strings.Contains(part, "\t") || strings.Contains(part, "  ") || strings.Contains(part, "~") {
			r.fault("name %q: TAB, double space or ~ inside a name", part)
		}
		switch {
		case key == "":
			r.fault("empty name")
		case seen[key]:
			r.fault("%q stands twice among the names of this entry", part)
		case i == 0 && short:
			r.fault("the canonical name %q may not be a short form", part)
		}
		if !r.trusted {
			seen[key] = true
		}
		switch {
		case i == 0:
			e.Name = part
		case short:
			e.Short = append(e.Short, part)
		default:
			e.Aliases = append(e.Aliases, part)
		}
	}
	if r.trusted {
		r.open = &e
		return
	}
	if prev := r.names[e.Kind.String()+e.Name]; prev > 0 {
		r.fault("%s %q has an entry already, line %d", e.Kind, e.Name, prev)
	} else {
		r.names[e.Kind.String()+e.Name] = r.line
	}
	r.open = &e
}

func (r *tableReader) closeEntry() {
	if r.open == nil {
		return
	}
	if len(r.open.Terms) == 0 {
		r.faults = append(r.faults, Fault{r.file, r.open.Line, fmt.Sprintf("%q has no term line", r.open.Name)})
	}
	r.entries = append(r.entries, *r.open)
	r.open = nil
}

// term reads "USA<TAB>GOV<TAB>2021-01-26<TAB>-<TAB>president<TAB>President".
func (r *tableReader) term(line string) {
	if r.open == nil {
		r.fault("a term line without a name line above it")
		return
	}
	if n := strings.Count(line, "\t") + 1; n < 2 || n > 6 {
		r.fault("%d fields: want code, sectors, from, to, role, title with one TAB between", n)
		return
	}
	f := [6]string{"-", "-", "-", "-", "-", "-"}
	n := 0
	for part := range strings.SplitSeq(line, "\t") {
		f[n] = part
		n++
	}
	for i := range f {
		if f[i] = strings.TrimSpace(f[i]); f[i] == "" {
			r.fault("field %d is empty; write - for none", i+1)
			f[i] = "-"
		}
	}
	t := Term{Code: f[0], line: r.line}
	if !r.codes[t.Code] && !slices.Contains(supraCodes, t.Code) {
		r.fault("code %q: want ISO 3166-1 alpha-3, or KOS UNO EUR IGO NGO ISM IMG MNC", t.Code)
	}
	t.Sectors = r.sectors(f[1])
	var dayFrom, dayTo bool
	t.From, dayFrom = r.bound(f[2], false)
	t.To, dayTo = r.bound(f[3], true)
	t.loose = !dayFrom || !dayTo
	if !t.From.IsZero() && !t.To.IsZero() && t.From > t.To {
		r.fault("the term ends (%s) before it begins (%s)", f[3], f[2])
	}
	if f[4] != "-" {
		t.Office = f[4]
		if !slices.Contains(soleRoles, f[4]) && !slices.Contains(otherRoles, f[4]) {
			r.fault("role %q is not in the list of data/README.md; write - for none", f[4])
		}
	}
	if f[5] != "-" {
		t.Title = f[5]
	}
	for i := range r.open.Terms {
		if o := &r.open.Terms[i]; t.Office != "" && o.Office == t.Office && o.Code == t.Code && o.Title == t.Title && overlap(o, &t) {
			r.fault("the term overlaps that of line %d", o.line)
		}
	}
	r.open.Terms = append(r.open.Terms, t)
}

func (r *tableReader) sectors(s string) []event.Sector {
	if s == "-" {
		return nil
	}
	if set, ok := r.sets[s]; ok {
		return set
	}
	faults := len(r.faults)
	var out []event.Sector
	for code := range strings.SplitSeq(s, ",") {
		code = strings.TrimSpace(code)
		switch {
		case !slices.Contains(sectorCodes, code):
			r.fault("sector %q is not one of PLOVER's", code)
		case slices.Contains(out, event.Sector(code)):
			r.fault("sector %s stands twice", code)
		default:
			out = append(out, event.Sector(code))
		}
	}
	if len(r.faults) == faults {
		r.sets[s] = out
	}
	return out
}

// bound reads a year, month or day; the last day of it where last is set. exact is true for a day and for "-".
func (r *tableReader) bound(s string, last bool) (d article.Day, exact bool) {
	if s == "-" {
		return 0, true
	}
	d, exact, ok := parseBound(s, last)
	if !ok {
		r.fault("date %q: want YYYY, YYYY-MM, YYYY-MM-DD or -", s)
	}
	return d, exact
}

func parseBound(s string, last bool) (d article.Day, exact, ok bool) {
	full := s
	switch len(s) {
	case 4:
		full = s + "-01-01"
		if last {
			full = s + "-12-31"
		}
	case 7:
		full = s + "-01"
	}
	d, err := article.ParseDay(full)
	if err != nil {
		return 0, true, false
	}
	if len(s) == 7 && last {
		y, m, _ := d.Date()
		d = article.NewDay(y, m+1, 0)
	}
	return d, len(s) == 10, true
}

// overlap tells whether two terms share more than the day of hand-over. Bounds given as months or years may touch for as long as
// the coarser of them allows.
func overlap(a, b *Term) bool {
	if a.From > b.From || a.From == b.From && b.To != 0 && (a.To == 0 || a.To > b.To) {
		a, b = b, a
	}
	slack := article.Day(0)
	if a.loose || b.loose {
		slack = 366
	}
	if b.To != 0 && b.From != 0 && b.To-b.From < slack {
		slack = (b.To - b.From) / 2
	}
	return a.To.IsZero() || a.To > b.From+slack
}

func isQID(s string) bool {
	if len(s) < 2 || s[0] != 'Q' || s[1] == '0' {
		return false
	}
	return strings.Trim(s[1:], "0123456789") == ""
}

// CheckEntries lists what is wrong between entries: one canonical name twice in a kind, and two people in a sole office on one day.
func CheckEntries(entries []Entry) []Fault {
	var faults []Fault
	first := map[string]*Entry{}
	type tenure struct {
		e *Entry
		t *Term
	}
	offices := map[string][]tenure{}
	for i := range entries {
		e := &entries[i]
		key := e.Kind.String() + "\x00" + nameKey(e.Name)
		if f := first[key]; f != nil {
			faults = append(faults, Fault{e.File, e.Line, fmt.Sprintf("%s %q has an entry already, %s:%d", e.Kind, e.Name, f.File, f.Line)})
		} else {
			first[key] = e
		}
		if e.Kind != Person {
			continue
		}
		for j := range e.Terms {
			t := &e.Terms[j]
			if slices.Contains(soleRoles, t.Office) {
				key := t.Office + " of " + t.Code
				if t.Office == "head" {
					key = t.Title
				}
				offices[key] = append(offices[key], tenure{e, t})
			}
		}
	}
	for _, key := range sortedKeys(offices) {
		held := offices[key]
		for i, a := range held {
			for _, b := range held[:i] {
				if a.e != b.e && overlap(a.t, b.t) {
					faults = append(faults, Fault{a.e.File, a.t.line, fmt.Sprintf("%s is %s while %s is, %s:%d", a.e.Name, key, b.e.Name, b.e.File, b.t.line)})
				}
			}
		}
	}
	return faults
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
