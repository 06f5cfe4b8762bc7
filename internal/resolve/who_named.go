package resolve

import (
	"slices"
	"strings"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

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
	if c != nil && c.Crowd && f != people {
		x.sectors, x.name = []event.Sector{"CVL"}, st.name()
		x.why = x.why[:0]
		x.say("%s is %s; in a protest its people", shown, st.Code)
	}
	return x
}

// formOfState tells that "the Dutch", "the British" stands for the state: a definite people that is the whole phrase.
func (c *Context) formOfState(p nounPhrase) bool {
	return len(p.toks) <= 2
}
