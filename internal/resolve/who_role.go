package resolve

import (
	"slices"
	"strings"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

// roleOf answers for a phrase with a role noun: "the Ukrainian foreign minister", "Russian troops", "police in Minsk".
func (a *Actors) roleOf(p nounPhrase, at int, c *Context, depth int) *answer {
	s, r, many := a.headRole(p)
	if r == nil {
		return nil
	}
	x := &answer{kind: Role, strength: 2, plural: many, office: r.Office}
	x.sectors = a.roleSectors(p, s, r)
	noun := p.text[p.toks[s.first].start:p.toks[s.end-1].end]
	x.say("%q is %s", noun, orNoSector(x.sectors))
	name := p.nameAfter(s.end)
	x.name, x.person = name, name != ""
	switch {
	case r.Where == ofMany && a.countryIn(p, c, s) == "":
		x.strength = 3
		x.say("an unnamed group of states")
		return x
	case r.Code != "":
		x.code, x.strength = r.Code, 3
		return x
	}
	a.roleCountry(x, p, s, r, at, c, depth)
	if x.code == "" {
		return x
	}
	if many && x.strength < 3 && slices.Contains(soleRoles, r.Office) && !c.reading().isTopic(x.code) {
		x.code, x.sectors, x.strength, x.office = "", []event.Sector{"GOV", "UNK"}, 3, ""
		x.say("several of an office that a country has once: an unnamed group of states")
		return x
	}
	a.fillHead(x, p, s, c)
	a.fillOffice(x, c)
	a.officeOfDocument(x, p, s, at, c)
	return x
}

// fillHead names who heads a body on the day: "NATO's secretary general", "the UN chief", "the president of the European Commission".
func (a *Actors) fillHead(x *answer, p nounPhrase, s *spot, c *Context) {
	if x.plural || x.name != "" || slices.Contains(x.sectors, "ELI") || c.day().IsZero() || hasWord(p.words, "deputy", "vice", "former", "acting", "next", "new") {
		return
	}
	noun := nameKey(p.text[p.toks[s.first].start:p.toks[s.end-1].end])
	for i := range p.spots {
		b := &p.spots[i]
		beside := b.end == s.first || b.end+1 == s.first && p.toks[b.end].poss || b.first > s.end && p.toks[s.end].word == "of" && b.first <= s.end+2
		e := a.entry(p.words, b, fullName)
		if e == nil || e.Kind != Body || !beside {
			continue
		}
		if h := a.head(e, noun, c.day()); h != nil {
			x.name, x.id, x.entry, x.title, x.office, x.person = h.entry.Name, h.entry.ID, h.entry, orOffice(h.term), h.term.Office, true
			x.say("%s on %s is %s%s", x.title, c.day().String(), h.entry.Name, span(h.term))
			return
		}
	}
}

// head is who heads a body on a day by a title that begins with noun; "chief" and "head" mean any title.
func (a *Actors) head(e *Entry, noun string, day article.Day) *holder {
	for _, name := range append([]string{bare(e.Name)}, e.Aliases...) {
		for i := range a.heads[nameKey(strings.TrimPrefix(name, "the "))] {
			h := &a.heads[nameKey(strings.TrimPrefix(name, "the "))][i]
			title := nameKey(h.term.Title)
			if h.term.Covers(day) && (noun == "chief" || noun == "head" || noun == "boss" || strings.HasPrefix(title, noun+" ")) {
				return h
			}
		}
	}
	return nil
}

func orNoSector(s []event.Sector) string {
	if len(s) == 0 {
		return "of no sector"
	}
	return strings.Join(strs(s), " ")
}

// headRole is the role noun that heads the phrase: the last one of the core, unless a name follows that is no role.
func (a *Actors) headRole(p nounPhrase) (*spot, *role, bool) {
	for i := p.coreEnd - 1; i >= p.core; i-- {
		if p.at[i] < 0 {
			continue
		}
		s := &p.spots[p.at[i]]
		if r, many := a.role(p.words, s); r != nil {
			return s, r, many
		}
		i = s.first
	}
	// "dozens of people", "members of parliament": the noun stands after "of".
	for i := p.coreEnd; i < len(p.toks) && i < p.coreEnd+6; i++ {
		if p.toks[i].brk || i > p.coreEnd && isBoundary(p.toks[i].word) && p.toks[i].word != "of" {
			break
		}
		if p.at[i] < 0 {
			continue
		}
		s := &p.spots[p.at[i]]
		if r, many := a.role(p.words, s); r != nil {
			return s, r, many
		}
		if st, f, _ := a.stateOf(p.words, s, nil); st != nil && f == people {
			return s, &role{Sectors: []event.Sector{"CVL"}}, true
		}
	}
	return nil, nil, false
}

// roleSectors joins the sectors of the head noun with those of the words before it. A weak head ("spokesman") gives way.
func (a *Actors) roleSectors(p nounPhrase, head *spot, r *role) []event.Sector {
	var before, former []event.Sector
	add := func(to *[]event.Sector, from []event.Sector) {
		for _, s := range from {
			if !slices.Contains(*to, s) {
				*to = append(*to, s)
			}
		}
	}
	from := p.core
	if p.ownerEnd > 0 && r.Weak {
		from = 0
	}
	for i := from; i < head.first && i < len(p.toks); i++ {
		if p.at[i] < 0 {
			if w := p.toks[i].word; w == "former" || w == "ex" {
				former = []event.Sector{"ELI"}
			}
			continue
		}
		s := &p.spots[p.at[i]]
		switch {
		case a.isFormer(p, s):
			former = []event.Sector{"ELI"}
		case a.modifier(p.words, s) != nil:
			add(&before, a.modifier(p.words, s).Sectors)
		default:
			if o, _ := a.role(p.words, s); o != nil && (r.Weak || adds(o.Sectors)) {
				add(&before, o.Sectors)
			} else if e := a.entry(p.words, s, fullName); e != nil && e.Kind != Person {
				if _, sec, _, _, _ := e.on(0); r.Weak || adds(sec) {
					add(&before, sec)
				}
			}
		}
		i = s.end - 1
	}
	if r.Weak && len(before) == 0 {
		add(&before, a.sectorsAfter(p, head))
	}
	out := former
	switch {
	case !r.Weak:
		add(&out, r.Sectors)
		for _, s := range before {
			if adds([]event.Sector{s}) {
				add(&out, []event.Sector{s})
			}
		}
	case len(before) == 0 || slices.Equal(before, []event.Sector{"GOV"}):
		add(&out, r.Sectors)
	default:
		add(&out, before)
		if r.Sectors[0] == "MIL" && !adds(before) {
			add(&out, r.Sectors)
		}
	}
	return out
}

// adds tells whether a sector before a noun is worth adding to the noun's own: rebels' doctors are rebels, army doctors soldiers.
func adds(sectors []event.Sector) bool {
	for _, s := range sectors {
		switch s {
		case "REB", "OPP", "PRM", "SPY", "MIL", "PTY", "REF", "PRE":
			return true
		}
	}
	return false
}

func (a *Actors) isFormer(p nounPhrase, s *spot) bool {
	m := a.modifier(p.words, s)
	return m != nil && len(m.Sectors) == 1 && m.Sectors[0] == "ELI"
}

// sectorsAfter are the sectors of what stands after "of": "members of parliament", "leader of the rebels".
func (a *Actors) sectorsAfter(p nounPhrase, head *spot) []event.Sector {
	i := head.end
	if i >= len(p.toks) || p.toks[i].word != "of" && p.toks[i].word != "from" && p.toks[i].word != "for" && p.toks[i].word != "in" {
		return nil
	}
	for i++; i < len(p.toks) && i < head.end+7 && !p.toks[i].brk; i++ {
		if p.at[i] < 0 {
			continue
		}
		s := &p.spots[p.at[i]]
		if o, _ := a.role(p.words, s); o != nil {
			return o.Sectors
		}
		if e := a.entry(p.words, s, fullName); e != nil && e.Kind != Person {
			_, sec, _, _, _ := e.on(0)
			return sec
		}
		i = s.end - 1
	}
	return nil
}

// nameAfter is the name right after word i of the core: "Foreign Minister [Kasoulides]".
func (p *nounPhrase) nameAfter(i int) string {
	if i >= p.coreEnd || !p.toks[i].upper || p.toks[i].brk {
		return ""
	}
	return p.text[p.toks[i].start:p.toks[p.coreEnd-1].end]
}

// countryIn is the country that the words of the phrase name: before the head, as owner, or after "of", "from", "in". skip is a spot
// that does not count.
func (a *Actors) countryIn(p nounPhrase, c *Context, skip *spot) string {
	code, _ := a.countryWords(p, c, skip, true)
	return code
}

func (a *Actors) countryWords(p nounPhrase, c *Context, skip *spot, in bool) (code, why string) {
	limit := p.coreEnd
	if skip != nil {
		limit = max(skip.first, 0)
	}
	for i := limit - 1; i >= 0; i-- {
		if p.at[i] < 0 {
			continue
		}
		s := &p.spots[p.at[i]]
		if code, why := a.spotCountry(p, s, c); code != "" {
			return code, why
		}
		i = s.first
	}
	from := p.coreEnd
	if skip != nil {
		from = skip.end
	}
	for i := from; i < len(p.toks); i++ {
		if p.at[i] < 0 {
			continue
		}
		s := &p.spots[p.at[i]]
		if prep := p.prepositionBefore(s.first); in || prep == "of" || prep == "from" {
			if prep == "against" || prep == "to" || prep == "with" || prep == "on" || prep == "for" && !in || prep == "by" {
				continue
			}
			if code, why := a.spotCountry(p, s, c); code != "" {
				return code, why
			}
		}
		i = s.end - 1
	}
	return a.placeIn(p, c.reading())
}

// placeOf is the country of a place: as the gazetteer understood it in the document, else by its name alone.
func (a *Actors) placeOf(name string, r *Reading) (code string, ok bool) {
	if r != nil {
		if code, ok = r.placed[nameKey(name)]; ok {
			return code, true
		}
	}
	if a.places == nil {
		return "", false
	}
	return a.places(name)
}

// placeIn asks the gazetteer for the capitalised words of the phrase that the tables do not know.
func (a *Actors) placeIn(p nounPhrase, r *Reading) (code, why string) {
	for i := 0; i < len(p.toks); i++ {
		if p.at[i] >= 0 || !p.isNameWord(i) {
			continue
		}
		after := i > 0 && isPlacePreposition(p.toks[i-1].word)
		end := i + 1
		for end < len(p.toks) && p.at[end] < 0 && p.isNameWord(end) && !p.toks[end].brk {
			end++
		}
		before := end < len(p.toks) && (p.toks[end].poss || p.at[end] >= 0 && end < p.coreEnd)
		if after || before {
			name := p.text[p.toks[i].start:p.toks[end-1].end]
			if code, ok := a.placeOf(name, r); ok {
				return code, name + " lies in " + code
			}
		}
		i = end
	}
	return "", ""
}

// prepositionBefore is the last boundary word before word i, "" where none stands within five words.
func (p *nounPhrase) prepositionBefore(i int) string {
	for j := i - 1; j >= 0 && i-j < 6; j-- {
		if isBoundary(p.toks[j].word) && p.at[j] < 0 {
			return p.toks[j].word
		}
	}
	return ""
}

// spotCountry is the country that a name before a role lends it: an adjective, a country, a capital, a body or group, a person.
func (a *Actors) spotCountry(p nounPhrase, s *spot, c *Context) (code, why string) {
	shown := p.text[p.toks[s.first].start:p.toks[s.end-1].end]
	if s.end < len(p.toks) && p.toks[s.end].glued && isBacking(p.toks[s.end].word) {
		return "", ""
	}
	if e := a.entry(p.words, s, fullName); e != nil {
		code, _, _, _, _ := e.on(c.day())
		return code, shown + " is of " + orNone(code)
	}
	if st, _, note := a.stateOf(p.words, s, c); st != nil {
		if note != "" {
			return st.Code, shown + " is " + st.Code + ", " + note
		}
		return st.Code, shown + " is " + st.Code
	}
	if s.doubt {
		return "", ""
	}
	if e, _ := a.short(p.words, s, c); e != nil {
		code, _, _, _, _ := e.on(c.day())
		return code, e.Name + " is of " + orNone(code)
	}
	if !p.beside {
		if e, _ := a.shortBody(nounPhrase{words: p.words, beside: true}, s, -1, c); e != nil {
			code, _, _, _, _ := e.on(c.day())
			return code, bare(e.Name) + " is of " + orNone(code)
		}
	}
	if m := a.modifier(p.words, s); m != nil && m.Code != "" {
		return m.Code, shown
	}
	return "", ""
}

// isBacking tells that what is backed by a country is not of it: "Rwanda-backed rebels".
func isBacking(w string) bool {
	switch w {
	case "backed", "led", "supported", "aligned", "sponsored", "funded", "brokered", "made", "trained", "mediated", "allied", "linked", "supplied", "imposed":
		return true
	}
	return false
}

// roleCountry finds the country of a role: in the phrase, else by the document.
func (a *Actors) roleCountry(x *answer, p nounPhrase, s *spot, r *role, at int, c *Context, depth int) {
	if p.core > 0 && (p.toks[p.core-1].word == "our" || p.toks[p.core-1].word == "my") {
		if o := a.ourselves("we", p.toks[p.core-1].word, c); o.code != "" {
			x.code, x.strength = o.code, 3
			x.why = append(x.why, o.why...)
			return
		}
	}
	in := r.Where == atPlace || r.Weak || !slices.Contains(r.Sectors, event.Sector("MIL"))
	if code, why := a.countryWords(p, c, s, in); code != "" {
		x.code, x.strength = code, 3
		x.say("%s", why)
		return
	}
	if owner := p.learnedOwner(c, s.first); owner != nil {
		x.code, x.strength = owner.code, 3
		x.say("%s is of %s", owner.name, owner.code)
		return
	}
	if r.Where == ofWorld {
		return
	}
	rd := c.reading()
	byPlace := r.Where == atPlace && c.place() != ""
	if v := rd.voiceOf(); v.Code != "" && !byPlace && r.Where == ofState && s.first == p.core && s.end == len(p.toks) && !x.plural && p.definite() &&
		(isGovernment(p.toks[s.end-1].word, s) || r.Office != "") {
		x.code = v.Code
		x.say("the statement is that of %s", v.Name)
		return
	}
	code, why := rd.near(at, c.place(), byPlace)
	if x.code = code; code != "" {
		x.say("%s", why)
	}
}

func (r *Reading) voiceOf() Voice {
	if r == nil {
		return Voice{}
	}
	return r.voice
}

// isGovernment tells whether a bare "the government" of a statement is the speaker's own.
func isGovernment(word string, s *spot) bool {
	return s.end-s.first == 1 && (word == "government" || word == "administration" || word == "cabinet" || word == "treasury")
}

// definite tells whether nothing or "the" stands before the core.
func (p *nounPhrase) definite() bool {
	return p.core == 0 || p.core == 1 && p.toks[0].word == "the"
}

// learnedOwner is a name of the phrase that the document explains: "Matovič's government".
func (p *nounPhrase) learnedOwner(c *Context, before int) *known {
	r := c.reading()
	if r == nil {
		return nil
	}
	for i := range p.toks[:before] {
		if p.at[i] < 0 && p.toks[i].upper {
			if k := r.learned[p.toks[i].word]; k != nil && k.code != "" {
				return k
			}
		}
	}
	return nil
}

// fillOffice names the holder of a sole office on the day.
func (a *Actors) fillOffice(x *answer, c *Context) {
	if x.kind != Role || x.office == "" || x.plural || x.name != "" || slices.Contains(x.sectors, "ELI") || !slices.Contains(soleRoles, x.office) {
		return
	}
	h := a.holder(x.code, x.office, c.day())
	if h == nil {
		return
	}
	x.name, x.id, x.entry, x.title, x.person = h.entry.Name, h.entry.ID, h.entry, orOffice(h.term), true
	x.say("the %s of %s on %s is %s%s", strings.ReplaceAll(x.office, "-", " "), x.code, c.day().String(), h.entry.Name, span(h.term))
}

// officeOfDocument lets "the Secretary", "the foreign minister" without a country be the one whom the document names.
func (a *Actors) officeOfDocument(x *answer, p nounPhrase, s *spot, at int, c *Context) {
	if x.strength >= 3 || x.plural || p.nameAfter(s.end) != "" || p.core > 0 && p.toks[p.core-1].word != "the" && p.core == 1 {
		return
	}
	r := c.reading()
	office := x.office
	if office == "" {
		office = officeWord(p.toks[s.end-1].word)
	}
	code := ""
	if p.toks[s.end-1].word == "secretary" && r.voiceOf().Code != "" {
		code = r.voice.Code
	}
	k := r.officeNear(office, code, p.toks[s.end-1].word, at)
	if k == nil {
		return
	}
	x.code, x.sectors, x.name, x.office, x.title, x.entry, x.person, x.strength = k.code, k.sectors, k.name, k.office, k.title, k.entry, true, 4
	x.nearest = true
	if k.entry != nil {
		x.id = k.entry.ID
	}
	x.say("%s is the one of this office whom the article names", k.name)
}

// officeWord is the office that a bare word means in a report that has named its holder.
func officeWord(w string) string {
	switch w {
	case "secretary":
		return "foreign-minister"
	case "minister":
		return "minister"
	}
	return ""
}

// resolveRole reads a description ("the Paris prosecutor"); nil where it holds no role or no country.
func (a *Actors) resolveRole(text string, at int, c *Context) *answer {
	p := a.phrase(text)
	if len(p.toks) == 0 {
		return nil
	}
	s, r, many := a.headRole(p)
	if r == nil || many || r.Where == ofMany {
		return nil
	}
	x := &answer{kind: Role, office: r.Office, sectors: a.roleSectors(p, s, r), strength: 2}
	x.title = strings.TrimSpace(p.text[p.toks[s.first].start:p.toks[s.end-1].end])
	if x.code = r.Code; x.code == "" {
		a.roleCountry(x, p, s, r, at, c, 1)
	}
	return x
}
