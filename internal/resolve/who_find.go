package resolve

import (
	"slices"
	"strings"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

// spot is a place in a list of words where the index knows something: words [first, end).
type spot struct {
	found
	// doubt is true where a name stands inside a longer unknown one: "Jordan" in "Jordan Peterson".
	doubt bool
}

// words is a text cut up, with the spots the index knows.
type words struct {
	text  string
	toks  []nameWord
	spots []spot
	// at is the index of the spot that covers a word, -1 where none does.
	at []int16
}

// read cuts a text and looks every name up. O(len(text)).
func (a *Actors) read(text string) *words {
	w := &words{text: text, toks: nameWords(text)}
	w.at = make([]int16, len(w.toks))
	for i := range w.at {
		w.at[i] = -1
	}
	for i := 0; i < len(w.toks); {
		f, ok := a.index.longest(w.toks, i)
		if ok && w.toks[i].word == "the" {
			// "the world" must not take the first word of "the World Health Organization".
			if g, longer := a.index.longest(w.toks, i+1); longer && g.end > f.end {
				f = g
				i++
			}
		}
		if !ok || len(w.spots) > 32000 {
			i++
			continue
		}
		for j := f.first; j < f.end; j++ {
			w.at[j] = int16(len(w.spots))
		}
		w.spots = append(w.spots, spot{found: f})
		i = f.end
	}
	for i := range w.spots {
		w.spots[i].doubt = a.doubtful(w, &w.spots[i])
	}
	return w
}

// doubtful tells whether a spot of one word touches a capitalised word that nobody knows.
func (a *Actors) doubtful(w *words, s *spot) bool {
	if s.end-s.first != 1 || !w.toks[s.first].upper {
		return false
	}
	if i := s.first - 1; i >= 0 && !w.toks[s.first].brk && w.isNameWord(i) && a.isMereName(w, i) {
		return true
	}
	i := s.end
	if i >= len(w.toks) || w.toks[i].brk {
		return false
	}
	return w.isNameWord(i) && a.isMereName(w, i) || w.toks[i].glued && !w.toks[i].poss && w.at[i] < 0 && !isBacking(w.toks[i].word)
}

// isMereName tells whether the tables know the word at i not at all, or only as the short name of a person.
func (a *Actors) isMereName(w *words, i int) bool {
	if w.at[i] < 0 {
		return true
	}
	s := &w.spots[w.at[i]]
	if s.end-s.first > 1 {
		return false
	}
	mere := true
	a.each(w, s, func(h *hit, t *thing) bool {
		mere = h.form == shortName && t.entry != nil && t.entry.Kind == Person
		return mere
	})
	return mere
}

// isNameWord tells whether word i is a capitalised word that is no title and no function word.
func (w *words) isNameWord(i int) bool {
	t := &w.toks[i]
	return t.upper && !t.poss && !isFunctionWord(t.word) && !isTitle(t.word)
}

// functionWords begin sentences with a capital and belong to no name.
var functionWords = wordSet(`the a an this that these those it its he she they we i you his her their our my your him them us me who whom whose which what
	and or but nor so yet if then than as at by for from in into of off on onto out over to up with without within after before since until while
	when where why how because although though however meanwhile also both either neither each every some any no not all many most more much several few
	one two three four five six seven eight nine ten first second third last next another other others such same own only just even still now here there
	today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
	october november december earlier later later according including despite during against between among under about around near across through
	new old former ex is are was were be been being has have had do does did will would shall should can could may might must says said say told
	twenty thirty forty fifty sixty hundreds thousands millions dozens multiple eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
	additionally reportedly clashes attacks well thank thanks yes please together finally let given whether very specifically based currently early
	asked speaking following amid per via like unlike upon toward towards once again never ever always often nearly almost`)

// titles stand before names of persons and say nothing of office by themselves.
var titleWords = wordSet(`mr mrs ms miss dr sir lord lady dame madam mme prof professor sen rep gov gen adm col lt capt cpt maj brig sgt hon rt right honorable
	honourable excellency rev reverend fr father sister brother saint st justice judge comrade sheikh shaikh mullah maulana mufti hajji haji ayatollah
	prince princess king queen emir sultan pope cardinal archbishop bishop imam rabbi dato datuk tun tan sri pak bu herr frau monsieur senor don dona
	first second third former ex acting then late vice deputy senior junior chief interim caretaker incoming outgoing incumbent longtime veteran
	supt insp const detective sergeant corporal major captain colonel general admiral commander lieutenant marshal brigadier amb ambassador president
	secretary minister premier chancellor senator governor mayor congressman congresswoman representative speaker chairman director`)

func wordSet(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

func isFunctionWord(w string) bool { return functionWords[w] }
func isTitle(w string) bool        { return titleWords[w] }

// each calls f with the hits of s that the letter case allows, until f returns false.
func (a *Actors) each(w *words, s *spot, f func(h *hit, t *thing) bool) {
	for i := a.index.nodes[s.node].first; i >= 0; i = a.index.hits[i].next {
		h := &a.index.hits[i]
		if h.fits(w.toks[s.first:s.end]) && !f(h, &a.things[h.thing]) {
			return
		}
	}
}

// entry is the first named actor of a spot with the form, nil where there is none.
func (a *Actors) entry(w *words, s *spot, want form) *Entry {
	var e *Entry
	a.each(w, s, func(h *hit, t *thing) bool {
		if t.entry != nil && h.form == want {
			e = t.entry
		}
		return e == nil
	})
	return e
}

// role is the role of a spot and whether the plural stands there; nil for none.
func (a *Actors) role(w *words, s *spot) (r *role, isPlural bool) {
	a.each(w, s, func(h *hit, t *thing) bool {
		if t.role != nil && !t.role.Modifier {
			r, isPlural = t.role, h.form == nouns
		}
		return r == nil
	})
	return r, isPlural
}

// modifier is the modifier of a spot, nil for none.
func (a *Actors) modifier(w *words, s *spot) *role {
	var r *role
	a.each(w, s, func(h *hit, t *thing) bool {
		if t.role != nil && t.role.Modifier {
			r = t.role
		}
		return r == nil
	})
	return r
}

// stateOf is the country of a spot, chosen by context where several bear the name; nil for none.
func (a *Actors) stateOf(w *words, s *spot, c *Context) (*state, form, string) {
	type choice struct {
		s *state
		f form
	}
	var all []choice
	a.each(w, s, func(h *hit, t *thing) bool {
		if t.state != nil {
			all = append(all, choice{t.state, h.form})
		}
		return true
	})
	if len(all) == 0 {
		return nil, 0, ""
	}
	best, why := 0, ""
	for i := 1; i < len(all); i++ {
		if all[i].s.Code != all[best].s.Code && c.prefers(all[i].s, all[best].s) {
			best = i
		}
	}
	if len(all) > 1 && slices.ContainsFunc(all, func(x choice) bool { return x.s.Code != all[best].s.Code }) {
		why = "of several places of the name, " + all[best].s.Code
		if best > 0 {
			why += " fits the document"
		} else {
			why += " is the usual one"
		}
	}
	return all[best].s, all[best].f, why
}

// Match is a name, role or nationality found in a text: byte range [Start, End).
type Match struct {
	Start, End int
	Text       string
	Kind       Kind
	// Names are the canonical names of what it may stand for, best first.
	Names []string
	// Short is true where only a short form matches, which needs support to be believed.
	Short bool
}

// Find lists what the tables know in text, in order and without overlaps. It looks at the words alone; use [Actors.Resolve] to
// decide between the candidates. Some millions of words a second.
func (a *Actors) Find(text string) []Match {
	w := a.read(text)
	var out []Match
	for i := range w.spots {
		s := &w.spots[i]
		m := Match{Start: w.toks[s.first].start, End: w.toks[s.end-1].end, Short: true}
		m.Text = text[m.Start:m.End]
		first := true
		a.each(w, s, func(h *hit, t *thing) bool {
			name, kind := "", Role
			switch {
			case t.entry != nil:
				name, kind = t.entry.Name, t.entry.Kind
			case t.state != nil:
				name, kind = t.state.name(), State
			default:
				name = m.Text
			}
			if h.form != shortName {
				m.Short = false
			}
			if first {
				m.Kind = kind
			}
			first = false
			m.Names = append(m.Names, name)
			return true
		})
		out = append(out, m)
	}
	return out
}

func (s *state) name() string {
	if len(s.Names) > 0 {
		return s.Names[0]
	}
	return s.People[0]
}

// sectorsOf is a copy, so that no table is changed by a caller.
func sectorsOf(s []event.Sector) []event.Sector { return append([]event.Sector{}, s...) }

// Expressions are the ranges of text that may name a party: names, nationalities and roles that stand together ("Georgia's prime
// minister", "President of Argentina Alberto Fernández"), in order and without overlaps.
func (a *Actors) Expressions(text string) []article.Span {
	w := a.read(text)
	var out []article.Span
	for i := 0; i < len(w.toks); {
		end := a.expression(w, i)
		if end > i {
			out = append(out, article.Span{Start: w.toks[i].start, End: w.toks[end-1].end})
			i = end
			continue
		}
		i++
	}
	return out
}

// expression is the end of the expression that begins at word i, i where none does.
func (a *Actors) expression(w *words, i int) int {
	end, solid := i, false
	for end < len(w.toks) && (end == i || !w.toks[end].brk) {
		next, firm := a.expressionPart(w, end, i)
		if next == end {
			break
		}
		end, solid = next, solid || firm
	}
	if !solid {
		return i
	}
	return end
}

// expressionPart is the end of the part of an expression at word j: a spot, a word of an unknown name, "'s", or "of" before a name. firm
// tells that the part is an expression by itself.
func (a *Actors) expressionPart(w *words, j, first int) (end int, firm bool) {
	switch {
	case w.at[j] >= 0:
		s := &w.spots[w.at[j]]
		return s.end, a.isFirm(w, s)
	case w.isNameWord(j):
		known := j+1 < len(w.toks) && !w.toks[j+1].brk && w.isNameWord(j+1) || j > 0 && !w.toks[j].brk && w.toks[j-1].upper
		return j + 1, known
	case j == first || j+1 >= len(w.toks) || w.toks[j+1].brk:
		return j, false
	case w.toks[j].poss && (w.at[j+1] >= 0 || w.toks[j+1].upper):
		return j + 1, false
	case (w.toks[j].word == "of" || w.toks[j].word == "for") && (w.at[j+1] >= 0 || w.toks[j+1].upper):
		return j + 1, false
	case isPlacePreposition(w.toks[j].word) && w.at[j-1] >= 0 && w.at[j+1] >= 0 && w.toks[j+1].upper:
		if r, _ := a.role(w, &w.spots[w.at[j-1]]); r != nil && r.Where != ofMany {
			return j + 1, false
		}
	case w.toks[j].word == "of" && w.toks[j+1].word == "the" && j+2 < len(w.toks) && (w.at[j+2] >= 0 || w.toks[j+2].upper):
		return j + 2, false
	}
	return j, false
}

// isFirm tells whether a spot holds more than a modifier.
func (a *Actors) isFirm(w *words, s *spot) bool {
	firm := false
	a.each(w, s, func(h *hit, _ *thing) bool {
		firm = h.form != modifier
		return !firm
	})
	return firm
}
