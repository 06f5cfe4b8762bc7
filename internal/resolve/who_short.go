package resolve

import (
	"cmp"
	"slices"
	"strings"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

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
	var all []cand
	office, nation := a.beside(w, s.first, c)
	r := c.reading()
	a.each(w, s, func(h *hit, t *thing) bool {
		if t.entry != nil && t.entry.Kind == Person && h.form == shortName {
			x := weigh(t.entry, c)
			x.beside(office, nation, c)
			all = append(all, x)
		}
		return true
	})
	if len(all) == 0 {
		return nil, ""
	}
	slices.SortStableFunc(all, func(x, y cand) int { return cmp.Compare(y.score, x.score) })
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

// cand is one bearer of a short name, with what speaks for it.
type cand struct {
	e             *Entry
	code          string
	term          *Term
	former, early bool
	score         float64
	how           string
}

// weigh looks at a bearer alone: named in full elsewhere, in office on the day, in office before, only later.
func weigh(e *Entry, c *Context) cand {
	x := cand{e: e, how: "the only one of this name in office"}
	x.code, _, x.term, x.former, x.early = e.on(c.day())
	switch r := c.reading(); {
	case r != nil && r.people[e] > 0:
		x.score, x.how = 6, "named in full elsewhere in the text"
	case x.former:
		if years := float64(c.day()-x.term.To) / 365; years < 30 {
			x.score = 1.4 - years/30
		}
		x.how = "the best known of this name"
	case x.early:
		x.score, x.how = 0.3, "the best known of this name"
	default:
		x.score = 2 + rank(x.term.Office)
	}
	return x
}

// beside weighs the office and the nation that stand before the name, else how much the document speaks of the bearer's country.
func (x *cand) beside(office *role, nation string, c *Context) {
	switch {
	case office == nil:
	case office.Office == "":
		if !office.Weak && !shares(office.Sectors, x.term.Sectors) {
			x.score -= 3
		}
	case x.e.held(office.Office, c.day()):
		x.score += 3
		x.how = "the office fits: " + office.Office
	case !x.former && !x.early:
		x.score -= 1.5
	}
	r := c.reading()
	switch {
	case nation != "" && nation == x.code:
		x.score += 2
	case nation != "":
		x.score -= 3
	case r != nil && r.share[x.code] == 0:
		x.score -= 1.2
	case r != nil:
		x.score += min(2*r.share[x.code], 1)
	}
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
