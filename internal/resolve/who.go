package resolve

import (
	"slices"
	"strings"

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

// Thing tells whether the phrase is no party at all but a thing that nobody knows: "a dangerous escalation".
func (a *Answer) Thing() bool {
	return len(a.Entity.Sector) == 1 && a.Entity.Sector[0] == "UNK" && a.Entity.Code != "" && !a.Known
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
	// nearest says that a bare office was given to the holder whom the document names nearest.
	nearest bool
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
	if best.strength >= 4 && (!best.nearest || len(p.Names) == 0) {
		return best
	}
	for _, name := range p.Names {
		if depth > 2 || isPronoun(name) {
			continue
		}
		x := a.resolve(name, at, c, depth+1)
		if best.nearest && x.kind == Person && x.strength >= 4 && !x.nearest || x.strength > best.strength && compatible(best, x) {
			x.say("%q is %q elsewhere in the text", text, name)
			if best.strength >= 2 && best.kind == Role && len(best.sectors) > 0 && x.strength < 4 {
				x.sectors = best.sectors
			}
			best = x
			if x.strength >= 4 && !x.nearest {
				break
			}
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
