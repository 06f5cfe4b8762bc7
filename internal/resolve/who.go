package resolve

import (
	"slices"
	"strings"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/extract"
)

// Answer is who a party is.
type Answer struct {
	// Entity is without Start and End, which the caller knows.
	Entity event.Entity
	// Known is true where a table, the document, or a role with a country tells who it is.
	Known bool
	// Political is true for a party whose acts are political by themselves: states, officials, armies, rebels, parties, courts, police,
	// protesters, international bodies. Companies and private people are not.
	Political bool
	// Why are the steps, in words a political scientist reads.
	Why []string
}

// answer is an Answer in the making.
type answer struct {
	code    string
	sectors []event.Sector
	// name is the canonical name, id the Wikidata identifier.
	name, id string
	// office is the slug, title the words for it.
	office, title string
	entry         *Entry
	kind          Kind
	// strength ranks answers: 5 a full name, 4 a state, a short form or a name that the document explains, 3 a role with a country of its
	// own, 2 a role whose country was guessed, 1 a name that nobody knows, 0 nothing.
	strength int
	person   bool
	plural   bool
	// early is the office that a person of the tables takes only later, nil for none.
	early *Term
	why   []string
}

// say adds a step. Each %s of format stands for the next argument, each %q for it in quotation marks; fmt is too slow here.
func (x *answer) say(format string, args ...string) { x.why = append(x.why, fill(format, args)) }

// fill is format with its %s and %q replaced.
func fill(format string, args []string) string {
	n := len(format)
	for _, a := range args {
		n += len(a)
	}
	out := make([]byte, 0, n)
	for i := 0; i < len(format); i++ {
		if format[i] != '%' || len(args) == 0 {
			out = append(out, format[i])
			continue
		}
		i++
		quote := format[i] == 'q'
		if quote {
			out = append(out, '"')
		}
		out = append(out, args[0]...)
		if quote {
			out = append(out, '"')
		}
		args = args[1:]
	}
	return string(out)
}

// Resolve tells who the party p is in the context c, which may be nil. It never fails: what nobody knows has an empty code.
func (a *Actors) Resolve(p extract.Party, c *Context) Answer {
	x := a.party(p, c, 0)
	out := Answer{Known: x.strength >= 2, Why: x.why}
	out.Entity = event.Entity{Code: x.code, Sector: sectorsOf(x.sectors), EntityText: p.Text, IdentifierID: x.id, IdentifierText: x.name, Office: x.title}
	out.Political = isPolitical(x.code, x.sectors)
	return out
}

func isPolitical(code string, sectors []event.Sector) bool {
	for _, s := range sectors {
		switch s {
		case "CVL", "BUS", "UNK", "EDU", "MED", "AGR", "CRM", "JRN", "ELI", "REF":
		default:
			return true
		}
	}
	return slices.Contains(supraCodes, code) && code != "MNC"
}

// party resolves the phrase, then the names that the document has for the same thing, and takes the better answer.
func (a *Actors) party(p extract.Party, c *Context, depth int) *answer {
	text := strings.TrimSpace(p.Text)
	if text == "" && len(p.Names) == 0 {
		if c != nil && c.Force {
			return &answer{sectors: []event.Sector{"UAF"}, why: []string{"nobody is named: unknown armed men"}}
		}
		return &answer{sectors: []event.Sector{"UNK"}, why: []string{"nobody is named"}}
	}
	if i := firstPerson(text); i != "" && len(p.Names) == 0 {
		return a.ourselves(i, text, c)
	}
	at := p.Span.Start
	if p.Span.Len() == 0 {
		at = -1
	}
	best := &answer{}
	if !p.Pronoun && !isPronoun(text) {
		best = a.resolveOwned(p, text, at, c, depth)
	}
	if best.strength >= 4 {
		return best
	}
	for _, name := range p.Names {
		if depth > 2 || isPronoun(name) {
			continue
		}
		x := a.resolve(name, at, c, depth+1)
		if x.strength > best.strength && compatible(best, x) {
			x.say("%q is %q elsewhere in the text", text, name)
			if best.strength >= 2 && best.kind == Role && len(best.sectors) > 0 && x.strength < 4 {
				x.sectors = best.sectors
			}
			best = x
		}
	}
	if best.strength == 0 {
		a.unknown(best, p, text, at, c)
	}
	if best.name == "" && len(p.Names) > 0 {
		best.name = p.Names[0]
	}
	return best
}

// compatible tells whether a name that the document has may be the one of a role: a Ukrainian minister is no Russian.
func compatible(own, named *answer) bool {
	return own.strength < 3 || own.code == "" || own.code == named.code
}

// resolveOwned resolves a phrase with the owner that the grammar found ("their army").
func (a *Actors) resolveOwned(p extract.Party, text string, at int, c *Context, depth int) *answer {
	x := a.resolve(text, at, c, depth)
	if x.strength >= 3 || p.Owner == nil || depth > 2 {
		return x
	}
	o := a.party(*p.Owner, c, depth+1)
	if o.code == "" || x.strength == 0 {
		return x
	}
	if x.strength == 2 || x.code == "" {
		x.code, x.strength = o.code, 3
		x.say("it belongs to %s (%s)", p.Owner.Text, o.code)
		a.fillOffice(x, c)
	}
	return x
}

// firstPerson is "I" or "we" for the pronouns of the first person, "" for other words.
func firstPerson(text string) string {
	if len(text) > 9 {
		return ""
	}
	switch strings.ToLower(text) {
	case "i", "me", "my", "myself", "mine":
		return "I"
	case "we", "our", "ours", "ourselves":
		return "we"
	case "us":
		if text != "US" {
			return "we"
		}
	}
	return ""
}

func isPronoun(text string) bool {
	if len(text) > 10 {
		return false
	}
	if firstPerson(text) != "" {
		return true
	}
	switch strings.ToLower(text) {
	case "he", "she", "it", "they", "him", "her", "them", "his", "its", "their", "who", "which", "that", "this", "these", "those", "himself", "herself",
		"itself", "themselves", "whom", "whose", "one", "both", "all", "some", "others", "hers", "theirs", "you", "your", "each", "another", "none":
		return true
	}
	return false
}

// ourselves answers for "we" and "I": the speaker of a quotation, else the publisher of a statement.
func (a *Actors) ourselves(who, text string, c *Context) *answer {
	x := &answer{kind: State}
	if c != nil && c.Speaker != "" {
		s := a.resolve(c.Speaker, -1, c, 1)
		if s.strength >= 2 {
			s.say("%q is spoken by %s", text, c.Speaker)
			if who == "we" && s.kind == Person {
				s.name, s.id, s.title, s.office = "", "", "", ""
			}
			return s
		}
	}
	r := c.reading()
	if r == nil || r.voice.Code == "" {
		x.why = []string{"nobody knows who speaks"}
		return x
	}
	x.code, x.sectors, x.strength, x.name = r.voice.Code, r.voice.Sectors, 4, r.voice.Name
	if who == "I" && r.voice.Speaker != "" {
		x.name = r.voice.Speaker
	}
	x.say("%q is the voice of the publisher, %s", text, r.voice.Name)
	return x
}

// unknown answers for a phrase that says nothing to the tables: someone of the country that the article is about.
func (a *Actors) unknown(x *answer, p extract.Party, text string, at int, c *Context) {
	if isPronoun(text) {
		x.say("%q refers to nothing that is known", text)
		return
	}
	code, why := c.reading().near(at, c.place(), c.place() != "")
	x.code, x.name, x.person = code, text, p.Person
	x.strength = 1
	x.sectors = []event.Sector{"UNK"}
	full := ""
	if r := c.reading(); r != nil && !strings.Contains(text, " ") {
		full = r.full[fold(text)]
	}
	if p.Person || full != "" || looksLikePerson(text) || endsInName(text) || isNumber(text) {
		if full != "" {
			x.name = full
		}
		x.sectors = []event.Sector{"CVL"}
		x.say("a private person, as far as is known")
	} else {
		x.say("%q is not known", text)
	}
	if code != "" {
		x.say("%s", why)
	}
}

func (c *Context) place() string {
	if c == nil {
		return ""
	}
	return c.Place
}

// endsInName tells whether lower-case words and then two capitalised ones stand there: "film star Jane Roe".
func endsInName(text string) bool {
	f := strings.Fields(text)
	n := len(f)
	return n >= 3 && !isCapital(f[0]) && isCapital(f[n-1]) && isCapital(f[n-2])
}

func isCapital(w string) bool { return w != "" && w[0] >= 'A' && w[0] <= 'Z' }

// isNumber tells whether text counts people without a noun: "35", "fifteen", "1.4 million".
func isNumber(text string) bool {
	for w := range strings.FieldsSeq(strings.ToLower(text)) {
		if w[0] >= '0' && w[0] <= '9' || w == "at" || w == "least" {
			continue
		}
		switch strings.TrimSuffix(w, "s") {
		case "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
			"seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "dozen", "hundred", "thousand", "million":
		default:
			return false
		}
	}
	return text != ""
}

// looksLikePerson tells whether text is two to four capitalised words.
func looksLikePerson(text string) bool {
	f := strings.Fields(text)
	if len(f) < 2 || len(f) > 4 {
		return false
	}
	for i, w := range f {
		if i > 0 && i < len(f)-1 && slices.Contains(particles, w) {
			continue
		}
		if w[0] < 'A' || w[0] > 'Z' && w[0] < 0x80 {
			return false
		}
	}
	return true
}

// phraseOf is a noun phrase cut into its parts.
type nounPhrase struct {
	*words
	// owner is [0, ownerEnd) before a possessive; the core is [core, coreEnd); the rest follows a preposition, comma or relative pronoun.
	ownerEnd, core, coreEnd int
}

// noParens blanks out what stands in brackets, keeping offsets.
func noParens(s string) string {
	if !strings.ContainsRune(s, '(') {
		return s
	}
	b := []byte(s)
	depth := 0
	for i, ch := range b {
		switch ch {
		case '(':
			depth++
		case ')':
			depth = max(0, depth-1)
			b[i] = ' '
		}
		if depth > 0 {
			b[i] = ' '
		}
	}
	return string(b)
}

func (a *Actors) phrase(text string) nounPhrase {
	p := nounPhrase{words: a.read(noParens(text))}
	n := len(p.toks)
	for p.core < n && isDeterminer(p.toks[p.core].word) && p.at[p.core] < 0 {
		p.core++
	}
	start := p.core
	p.coreEnd = n
	for i := p.core + 1; i < n; i++ {
		s := p.at[i]
		inside := s >= 0 && p.spots[s].first < i
		if inside {
			continue
		}
		if p.toks[i].brk || isBoundary(p.toks[i].word) && !p.toks[i].upper && !p.toks[i].glued && !a.joins(p.words, i) {
			p.coreEnd = i
			break
		}
		if p.toks[i].poss && i+1 < n {
			p.ownerEnd, p.core = i, i+1
		}
	}
	if p.ownerEnd > 0 && p.core >= p.coreEnd {
		p.core, p.ownerEnd = start, 0
	}
	for p.coreEnd > p.core+1 && p.toks[p.coreEnd-1].poss {
		p.coreEnd--
	}
	return p
}

// joins tells whether "and" at word i joins two adjectives, so that no noun has stood yet: "Belarusian and Russian nationals".
func (a *Actors) joins(w *words, i int) bool {
	if w.toks[i].word != "and" && w.toks[i].word != "or" || w.at[i-1] < 0 {
		return false
	}
	s := &w.spots[w.at[i-1]]
	if a.modifier(w, s) != nil {
		return true
	}
	st, f, _ := a.stateOf(w, s, nil)
	return st != nil && f == adjective
}

func isDeterminer(w string) bool {
	switch w {
	case "the", "a", "an", "this", "that", "these", "those", "some", "any", "all", "every", "both", "each", "his", "her", "its", "their", "our", "my", "your",
		"several", "many", "most", "more", "few", "no", "another", "other", "certain", "various", "two", "three", "four", "five", "six", "seven", "eight",
		"nine", "ten", "dozens", "hundreds", "thousands", "millions", "tens", "about", "nearly", "almost", "around", "over", "least", "at", "than", "up", "to", "approximately":
		return true
	}
	return w != "" && w[0] >= '0' && w[0] <= '9'
}

func isBoundary(w string) bool {
	switch w {
	case "of", "in", "from", "at", "for", "on", "to", "with", "by", "against", "over", "near", "within", "across", "between", "who", "whom", "whose", "which",
		"that", "under", "since", "until", "during", "including", "as", "into", "along", "among", "after", "before", "behind", "outside", "inside", "about", "like",
		"accused", "linked", "based", "led", "backed", "representing", "fighting", "loyal", "responsible", "seeking", "living", "working", "calling", "held", "is", "was",
		"were", "are", "has", "have", "had", "will", "would", "and", "or", "but", "killed", "wounded", "injured", "when", "where", "designated", "elected", "than", "throughout":
		return true
	}
	return false
}

// resolve tells who a phrase is by its own words and the context. at is its byte offset in the document, -1 where it stands alone.
func (a *Actors) resolve(text string, at int, c *Context, depth int) *answer {
	if rest := afterQuantity(text); rest != "" && depth < 3 {
		x := a.resolve(rest, at, c, depth+1)
		x.plural = true
		return x
	}
	p := a.phrase(text)
	if len(p.toks) == 0 {
		return &answer{}
	}
	for _, try := range []func(nounPhrase, int, *Context) *answer{a.namedPerson, a.namedBody, a.bareState, a.shortPerson, a.learnedName} {
		if x := try(p, at, c); x != nil {
			return x
		}
	}
	if x := a.roleOf(p, at, c, depth); x != nil {
		return x
	}
	if x := a.describedName(p, at, c, depth); x != nil {
		return x
	}
	return a.unknownName(p, at, c)
}

// afterQuantity is what follows "a lot of", "two of", "members and supporters of": "" where the phrase begins otherwise.
func afterQuantity(text string) string {
	head, rest, ok := strings.Cut(text, " of ")
	if !ok || len(head) > 24 {
		return ""
	}
	f := strings.Fields(strings.ToLower(head))
	if len(f) > 1 && (f[0] == "a" || f[0] == "the" || f[0] == "at" && f[1] == "least" || f[0] == "an") {
		f = f[1:]
	}
	if len(f) > 0 && f[0] == "least" || len(f) > 1 && (f[0] == "large" || f[0] == "small" || f[0] == "growing" || f[0] == "vast") {
		f = f[1:]
	}
	if len(f) != 1 {
		return ""
	}
	switch f[0] {
	case "lot", "lots", "number", "majority", "handful", "couple", "series", "dozens", "hundreds", "thousands", "millions", "tens", "one", "two", "three", "four",
		"five", "six", "seven", "eight", "nine", "ten", "some", "many", "most", "several", "all", "both", "each", "none", "half", "rest", "remainder", "group",
		"any", "few", "part", "scores":
		return rest
	}
	return ""
}

// describedName answers for an unknown name with a description behind it: "William Roe, a district judge".
func (a *Actors) describedName(p nounPhrase, at int, c *Context, depth int) *answer {
	if depth > 2 || p.coreEnd >= len(p.toks) || !p.toks[p.coreEnd].brk || !p.isNameWord(p.core) {
		return nil
	}
	rest := p.text[p.toks[p.coreEnd].start:]
	former := strings.HasPrefix(rest, "formerly ")
	x := a.resolve(strings.TrimPrefix(rest, "formerly "), at, c, depth+1)
	if x.kind != Role || x.strength < 2 || x.plural {
		return nil
	}
	x.name, x.person, x.entry, x.id = p.text[p.toks[p.core].start:p.toks[p.coreEnd-1].end], true, nil, ""
	if former && !slices.Contains(x.sectors, "ELI") {
		x.sectors = append([]event.Sector{"ELI"}, x.sectors...)
	}
	return x
}

// tail is the last spot of the core if it reaches the core's end, nil otherwise.
func (p *nounPhrase) tail() *spot {
	if p.coreEnd == 0 || p.coreEnd > len(p.at) || p.at[p.coreEnd-1] < 0 {
		return nil
	}
	return &p.spots[p.at[p.coreEnd-1]]
}

// namedPerson finds a person of the tables by full name: at the end of the core, after "President of Argentina", or in apposition.
func (a *Actors) namedPerson(p nounPhrase, _ int, c *Context) *answer {
	for i := range p.spots {
		s := &p.spots[i]
		e := a.entry(p.words, s, fullName)
		if e == nil || e.Kind != Person || s.first < p.core {
			continue
		}
		inCore := s.end == p.coreEnd || s.first < p.coreEnd && !a.roleFollows(p, s.end)
		if !inCore && !a.afterOffice(p, s) && !a.apposed(p, s) {
			continue
		}
		x := a.ofEntry(e, c.day(), "named in full")
		x.strength = 5
		a.checkFormer(p, x)
		a.asTitled(p, s, x, c)
		return x
	}
	return nil
}

// roleFollows tells whether a role noun stands in the core after word i: "Biden administration".
func (a *Actors) roleFollows(p nounPhrase, i int) bool {
	for ; i < p.coreEnd; i++ {
		if p.at[i] >= 0 {
			if r, _ := a.role(p.words, &p.spots[p.at[i]]); r != nil {
				return true
			}
		}
	}
	return false
}

// afterOffice tells whether s stands right after "President of Argentina".
func (a *Actors) afterOffice(p nounPhrase, s *spot) bool {
	i := s.first - 1
	if i < 2 || p.toks[s.first].brk || p.at[i] < 0 {
		return false
	}
	before := &p.spots[p.at[i]]
	if before.first < 2 || p.toks[before.first-1].word != "of" && p.toks[before.first-1].word != "for" && p.toks[before.first-1].word != "from" &&
		!(p.toks[before.first-1].word == "the" && p.toks[before.first-2].word == "of") {
		return false
	}
	st, _, _ := a.stateOf(p.words, before, nil)
	return st != nil
}

// apposed tells whether s stands in apposition to a role: "the Labour Party's leader, Jeremy Corbyn".
func (a *Actors) apposed(p nounPhrase, s *spot) bool {
	if s.first < p.coreEnd || !p.toks[s.first].brk {
		return false
	}
	t := p.tail()
	if t == nil {
		return false
	}
	r, many := a.role(p.words, t)
	return r != nil && !many
}

// ofEntry is the answer for an entry of the tables on a day.
func (a *Actors) ofEntry(e *Entry, day article.Day, how string) *answer {
	code, sectors, term, former, early := e.on(day)
	x := &answer{code: code, sectors: sectors, name: bare(e.Name), id: e.ID, entry: e, kind: e.Kind, person: e.Kind == Person, strength: 4}
	x.say("%s: %s, %s of %s", how, bare(e.Name), e.Kind.String(), orNone(code))
	switch {
	case former && e.Kind == Person:
		x.title = "former " + orOffice(term)
		x.say("%s until %s, so a former official on %s", orOffice(term), term.To.String(), day.String())
	case early:
		x.say("%s only from %s on", orOffice(term), term.From.String())
		x.early = term
	case term != nil && (term.Office != "" || term.Title != "") && e.Kind == Person:
		x.office, x.title = term.Office, orOffice(term)
		x.say("%s%s", orOffice(term), span(term))
	case term != nil && e.Kind != Person && (!term.From.IsZero() || !term.To.IsZero()):
		x.say("%s%s", strings.Join(strs(sectors), " "), span(term))
	}
	return x
}

func strs(sectors []event.Sector) []string {
	out := make([]string, len(sectors))
	for i, s := range sectors {
		out[i] = string(s)
	}
	return out
}

func span(t *Term) string {
	switch {
	case t.From.IsZero() && t.To.IsZero():
		return ""
	case t.To.IsZero():
		return " since " + t.From.String()
	case t.From.IsZero():
		return " until " + t.To.String()
	}
	return " from " + t.From.String() + " to " + t.To.String()
}

func orNone(code string) string {
	if code == "" {
		return "no country"
	}
	return code
}

func orOffice(t *Term) string {
	switch {
	case t.Title != "":
		return t.Title
	case t.Office != "":
		return strings.ReplaceAll(t.Office, "-", " ")
	}
	return "in office"
}

// checkFormer makes an official a former one where the text says so. The tables are dated, so they win: a former president may be a
// minister today.
func (a *Actors) checkFormer(p nounPhrase, x *answer) {
	if x.early != nil && hasWord(p.words, "elect", "designate", "incoming", "nominee") {
		x.sectors = sectorsOf(x.early.Sectors)
		x.say("about to be %s", orOffice(x.early))
	}
	if !x.person || x.entry != nil || len(x.sectors) == 0 || x.sectors[0] == "ELI" {
		return
	}
	for i := p.core; i < p.coreEnd; i++ {
		if w := p.toks[i].word; w == "former" || w == "ex" || w == "ousted" || w == "deposed" {
			x.sectors = append([]event.Sector{"ELI"}, x.sectors...)
			x.say("the text says %q", w)
			return
		}
	}
}

func hasWord(w *words, any ...string) bool {
	for i := range w.toks {
		if slices.Contains(any, w.toks[i].word) {
			return true
		}
	}
	return false
}

// namedBody finds a body, group, court, company, paper of the tables at the end of the core.
func (a *Actors) namedBody(p nounPhrase, at int, c *Context) *answer {
	s := p.tail()
	if s == nil || s.first < p.core {
		return nil
	}
	e, how := a.entry(p.words, s, fullName), "named"
	if e != nil && e.Kind == Person {
		return nil
	}
	if e != nil && a.foreign(p, s, e, c) {
		return nil
	}
	if e == nil {
		if e, how = a.shortBody(p, s, at, c); e == nil {
			return nil
		}
	}
	x := a.ofEntry(e, c.day(), how)
	x.strength = 5
	return x
}

// foreign tells that another country stands before a body whose name is a common noun as well: "the Belarusian State Department".
func (a *Actors) foreign(p nounPhrase, s *spot, e *Entry, c *Context) bool {
	if r, _ := a.role(p.words, s); r == nil {
		return false
	}
	code, _, _, _, _ := e.on(c.day())
	nation := a.countryIn(p, c, s)
	return nation != "" && nation != code
}

// shortBody chooses among bodies of one short name ("Labour Party") by the country beside it, else by the document.
func (a *Actors) shortBody(p nounPhrase, s *spot, at int, c *Context) (*Entry, string) {
	var all []*Entry
	a.each(p.words, s, func(h *hit, t *thing) bool {
		if t.entry != nil && t.entry.Kind != Person && h.form == shortName {
			all = append(all, t.entry)
		}
		return true
	})
	if len(all) == 0 {
		return nil, ""
	}
	code, how := a.countryIn(p, c, s), "the phrase names the country"
	if code == "" {
		r := c.reading()
		for _, e := range all {
			if r != nil && r.people[e] > 0 {
				return e, "named in full elsewhere in the text"
			}
		}
		best := -1.0
		var pick *Entry
		for _, e := range all {
			ec, _, _, _, early := e.on(c.day())
			if r == nil || early {
				continue
			}
			if v := r.share[ec] + boolTo(ec == c.place(), 0.2); v > best && v > 0.08 {
				best, pick = v, e
			}
		}
		if pick == nil && len(all) == 1 && r == nil {
			return all[0], "the only one of this short name"
		}
		return pick, "the one of the article's country"
	}
	for _, e := range all {
		if ec, _, _, _, _ := e.on(c.day()); ec == code {
			return e, how
		}
	}
	return nil, ""
}

func boolTo(b bool, v float64) float64 {
	if b {
		return v
	}
	return 0
}

// bareState answers for a country, capital, seat or people at the end of the core.
func (a *Actors) bareState(p nounPhrase, _ int, c *Context) *answer {
	s := p.tail()
	if s == nil || s.first < p.core {
		return nil
	}
	st, f, why := a.stateOf(p.words, s, c)
	if st == nil || s.doubt && s.first > p.core {
		return nil
	}
	x := &answer{code: st.Code, sectors: []event.Sector{st.Sector}, kind: State, strength: 4, name: st.name()}
	shown := p.text[p.toks[s.first].start:p.toks[s.end-1].end]
	switch f {
	case people:
		x.sectors = []event.Sector{"CVL"}
		x.name = shown
		x.say("%s are people of %s", shown, st.Code)
		if p.core == 0 && s.first == 0 && p.coreEnd == len(p.toks) && c.formOfState(p) {
			x.sectors = []event.Sector{"CVL", "GOV"}
		}
	case capital, seat:
		x.name = "Government of " + a.CountryName(st.Code)
		x.say("%s stands for the government of %s", shown, st.Code)
	default:
		x.say("%s is %s; as a doer its government is meant", shown, st.Code)
		if st.Sector == "PRE" {
			x.why = []string{shown + " is a breakaway republic that " + st.Code + " claims"}
		}
	}
	if why != "" {
		x.say("%s", why)
	}
	if c != nil && c.Force && f != people {
		x.sectors = append([]event.Sector{"MIL"}, x.sectors...)
		x.say("an act of force: its military")
	}
	return x
}

// formOfState tells that "the Dutch", "the British" stands for the state: a definite people that is the whole phrase.
func (c *Context) formOfState(p nounPhrase) bool {
	return len(p.toks) <= 2
}

// shortPerson resolves a short form at the end of the core: "Biden", "President Biden", "SECRETARY BLINKEN".
func (a *Actors) shortPerson(p nounPhrase, _ int, c *Context) *answer {
	s := p.tail()
	if s == nil || s.first < p.core || s.doubt && !a.titleBefore(p.words, s.first) {
		return nil
	}
	e, how := a.short(p.words, s, c)
	if e == nil {
		return nil
	}
	x := a.ofEntry(e, c.day(), how)
	a.checkFormer(p, x)
	a.asTitled(p, s, x, c)
	return x
}

// asTitled takes a former official by the title that the text gives without a "former": "Attorney General Eric Holder" did in office
// what the text tells of.
func (a *Actors) asTitled(p nounPhrase, s *spot, x *answer, c *Context) {
	if len(x.sectors) != 1 || x.sectors[0] != "ELI" || x.early != nil || hasWord(p.words, "former", "ex", "then", "retired", "ousted", "deposed", "late") {
		return
	}
	office, _ := a.beside(p.words, s.first, c)
	if office == nil {
		return
	}
	for i := range x.entry.Terms {
		t := &x.entry.Terms[i]
		if t.From < c.day() && (office.Office != "" && t.Office == office.Office || office.Office == "" && shares(t.Sectors, office.Sectors)) {
			x.sectors = append(sectorsOf(t.Sectors), "ELI")
			x.say("the text gives the title of %s", orOffice(t))
			return
		}
	}
}

func (a *Actors) titleBefore(w *words, i int) bool {
	return i > 0 && !w.toks[i].brk && (isTitle(w.toks[i-1].word) || w.at[i-1] >= 0)
}

// short chooses among the persons of a short form. Support comes from the full name elsewhere in the document, an office or
// nationality beside the name, and an office held on the day.
func (a *Actors) short(w *words, s *spot, c *Context) (*Entry, string) {
	type cand struct {
		e     *Entry
		score float64
		how   string
	}
	var all []cand
	office, nation := a.beside(w, s.first, c)
	r := c.reading()
	a.each(w, s, func(h *hit, t *thing) bool {
		if t.entry == nil || t.entry.Kind != Person || h.form != shortName {
			return true
		}
		e := t.entry
		code, _, term, former, early := e.on(c.day())
		x := cand{e: e, how: "the only one of this name in office"}
		switch {
		case r != nil && r.people[e] > 0:
			x.score, x.how = 6, "named in full elsewhere in the text"
		case former:
			if years := float64(c.day()-term.To) / 365; years < 30 {
				x.score = 1.4 - years/30
			}
			x.how = "the best known of this name"
		case early:
			x.score, x.how = 0.3, "the best known of this name"
		default:
			x.score = 2 + rank(term.Office)
		}
		if office != nil && office.Office == "" && !office.Weak && !shares(office.Sectors, term.Sectors) {
			x.score -= 3
		}
		if office != nil && office.Office != "" {
			if e.held(office.Office, c.day()) {
				x.score += 3
				x.how = "the office fits: " + office.Office
			} else if !former && !early {
				x.score -= 1.5
			}
		}
		if nation != "" {
			if nation == code {
				x.score += 2
			} else {
				x.score -= 3
			}
		} else if r != nil {
			x.score += min(2*r.share[code], 1)
			if r.share[code] == 0 {
				x.score -= 1.2
			}
		}
		all = append(all, x)
		return true
	})
	if len(all) == 0 {
		return nil, ""
	}
	slices.SortStableFunc(all, func(x, y cand) int {
		switch {
		case x.score > y.score:
			return -1
		case x.score < y.score:
			return 1
		}
		return 0
	})
	best := all[0]
	if r != nil && r.people[best.e] == 0 && r.learned[w.toks[s.end-1].word] != nil && !strings.HasPrefix(best.how, "the office fits") {
		return nil, ""
	}
	need := 2.0
	if len(all) > 1 && best.score-all[1].score < 0.4 {
		return nil, ""
	}
	if r == nil {
		need = 0.6
	}
	if isFunctionWord(w.toks[s.first].word) {
		need = 4.5
	}
	if best.score < need {
		return nil, ""
	}
	return best.e, best.how
}

// shares tells whether two lists of sectors have one in common.
func shares(a, b []event.Sector) bool {
	for _, s := range a {
		if slices.Contains(b, s) {
			return true
		}
	}
	return false
}

// rank makes heads of state and government likelier bearers of a short name than ministers.
func rank(office string) float64 {
	switch office {
	case "president", "prime-minister", "monarch", "supreme-leader":
		return 1
	case "foreign-minister", "head":
		return 0.6
	case "":
		return 0
	}
	return 0.3
}

// held tells whether e holds office on day, or has held it before.
func (e *Entry) held(office string, day article.Day) bool {
	for i := range e.Terms {
		t := &e.Terms[i]
		if t.Office == office && (day.IsZero() || t.From <= day) {
			return true
		}
	}
	return false
}

// beside is the role and the country that stand right before word i: "US President".
func (a *Actors) beside(w *words, i int, c *Context) (*role, string) {
	var office *role
	nation := ""
	for i > 0 && !w.toks[i].brk {
		j := i - 1
		if w.at[j] < 0 {
			if isTitle(w.toks[j].word) || w.toks[j].poss {
				i = j
				continue
			}
			break
		}
		s := &w.spots[w.at[j]]
		if r, many := a.role(w, s); r != nil {
			if office != nil || many {
				break
			}
			office = r
		} else if st, _, _ := a.stateOf(w, s, nil); st != nil {
			nation = st.Code
			break
		} else if a.modifier(w, s) == nil {
			break
		}
		i = s.first
	}
	return office, nation
}

// learnedName answers for a name that the document itself explains.
func (a *Actors) learnedName(p nounPhrase, at int, c *Context) *answer {
	r := c.reading()
	if r == nil {
		return nil
	}
	for first := p.core; first < p.coreEnd; first++ {
		if !p.toks[first].upper {
			continue
		}
		k := r.learned[nameKey(p.text[p.toks[first].start:p.toks[p.coreEnd-1].end])]
		if k == nil {
			continue
		}
		if first > p.core && a.ownRole(p, first) {
			// "Foreign Minister Kasoulides": the phrase says as much as the document.
			if x := a.roleOf(p, at, c, 1); x != nil && x.strength >= 3 {
				return x
			}
		}
		x := &answer{code: k.code, sectors: k.sectors, name: k.name, office: k.office, title: k.title, kind: Person, person: true, strength: 4}
		x.say("%s", k.why)
		return x
	}
	return a.firstName(p, c)
}

// firstName answers for one word that is the first name of somebody whom the document names in full: "Bashar", "John".
func (a *Actors) firstName(p nounPhrase, c *Context) *answer {
	last := p.coreEnd - 1
	if last < p.core || !p.toks[last].upper || p.toks[last].caps || last > p.core && !isTitle(p.toks[last-1].word) {
		return nil
	}
	k := c.reading().given[p.toks[last].word]
	if k == nil {
		return nil
	}
	if k.entry != nil {
		x := a.ofEntry(k.entry, c.day(), "the first name of somebody whom the text names in full")
		return x
	}
	x := &answer{code: k.code, sectors: k.sectors, name: k.name, office: k.office, title: k.title, kind: Person, person: true, strength: 4}
	x.say("the first name of %s; %s", k.name, k.why)
	return x
}

func (a *Actors) ownRole(p nounPhrase, end int) bool {
	for i := p.core; i < end; i++ {
		if p.at[i] >= 0 {
			if r, _ := a.role(p.words, &p.spots[p.at[i]]); r != nil {
				return true
			}
		}
	}
	return false
}

// unknownName answers for a phrase without any role: weak, so that other names of the same thing win.
func (a *Actors) unknownName(p nounPhrase, at int, c *Context) *answer {
	x := &answer{}
	nation := a.countryIn(p, c, nil)
	if nation == "" {
		return x
	}
	if slices.Contains(supraCodes, nation) {
		for i := range p.spots {
			if e := a.entry(p.words, &p.spots[i], fullName); e != nil && e.Kind != Person {
				x = a.ofEntry(e, c.day(), "the phrase names")
				x.strength = 2
				return x
			}
		}
	}
	x.code, x.strength, x.sectors = nation, 2, []event.Sector{"UNK"}
	x.name = strings.TrimSpace(p.text)
	x.say("not known; the phrase names %s", nation)
	if head := p.text[p.toks[p.core].start:p.toks[p.coreEnd-1].end]; looksLikePerson(head) || isNumber(p.text[:p.toks[p.coreEnd-1].end]) {
		x.sectors = []event.Sector{"CVL"}
	}
	return x
}
