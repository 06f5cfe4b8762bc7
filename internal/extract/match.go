package extract

import "strings"

// match is a frame that fits a word, with the words of its trigger.
type match struct {
	*frame
	words []int
}

// candidate is a word that may express an act.
type candidate struct {
	at      int
	pos     byte
	matches []match // at most one a type, heaviest first
	// before is how many earlier candidates of the document have the same type by the lexicon, again whether one of them is the
	// same word, order the place among the framed candidates of the sentence.
	before int
	again  bool
	order  int
}

// top is the type of the heaviest frame, "none" where none fits.
func (c *candidate) top() string {
	if len(c.matches) == 0 {
		return "none"
	}
	return string(c.matches[0].Type)
}

// prepare finds the candidates of all sentences.
func (r *reader) prepare() {
	r.cands = make([][]candidate, len(r.trees))
	before := map[string]int{}
	words := map[string]bool{}
	framed, all := 0, 0
	for k, t := range r.trees {
		if len(t.s.Words) > maxWords {
			continue
		}
		r.cands[k] = r.candidates(t)
		order := 0
		for i := range r.cands[k] {
			c := &r.cands[k][i]
			all++
			if len(c.matches) > 0 {
				framed++
				order++
				c.order = order
				c.before = before[c.top()]
				c.again = words[t.lower[c.at]]
			}
		}
		for i := range r.cands[k] {
			if c := &r.cands[k][i]; len(c.matches) > 0 {
				before[c.top()]++
				words[t.lower[c.at]] = true
			}
		}
	}
	r.density = min(10*float64(framed)/float64(max(all, 1))/2, 1)
}

// framedAbove is the nearest framed candidate among the ancestors of c, nil where none is.
func (r *reader) framedAbove(t *tree, c *candidate) *candidate {
	for h, n := t.head(c.at), 0; h >= 0 && n < 12; h, n = t.head(h), n+1 {
		for i := range r.cands[t.at] {
			if k := &r.cands[t.at][i]; k.at == h && len(k.matches) > 0 {
				return k
			}
		}
	}
	return nil
}

// candidates are the words of the sentence that may express an act, in order: every verb but auxiliaries, and the nouns and
// adjectives that a frame knows or that derive from a verb.
func (r *reader) candidates(t *tree) []candidate {
	var out []candidate
	g := r.slots(t)
	for i := range t.s.Words {
		pos := t.partOfSpeech(i)
		if pos == 0 {
			continue
		}
		c := candidate{at: i, pos: pos, matches: r.match(g, i, pos)}
		if pos == 'v' && t.s.Words[i].UPOS == "AUX" && len(c.matches) == 0 {
			continue
		}
		out = append(out, c)
	}
	return out
}

// partOfSpeech is 'v', 'n' or 'a' for words that can express an act, 0 for others.
func (t *tree) partOfSpeech(i int) byte {
	w := t.word(i)
	switch {
	case len(w.Form) < 2:
		return 0
	case w.UPOS == "VERB" || strings.HasPrefix(w.XPOS, "VB") && w.UPOS != "AUX":
		return 'v'
	case w.UPOS == "NOUN" || w.UPOS == "PROPN":
		return 'n'
	case w.UPOS == "ADJ" || w.UPOS == "ADV":
		return 'a'
	}
	return 0
}

// match is the frames that fit word i, the best of each type, heaviest first.
func (r *reader) match(g slots, i int, pos byte) []match {
	var out []match
	try := func(lemma string, pos byte) {
		for _, f := range r.x.lex.index[lemma+"."+string(pos)] {
			if len(out) >= 4 {
				return
			}
			if hasType(out, f) {
				continue
			}
			if words, ok := g.trigger(f, i); ok && r.fits(g, f, i) {
				out = append(out, match{f, words})
			}
		}
	}
	lemma := g.lower[i]
	if g.s.Words[i].XPOS == "NNP" && (lemma == "march" || lemma == "may") {
		return nil
	}
	try(lemma, pos)
	switch {
	case len(out) > 0:
	case pos == 'a':
		// participles read as adjectives: "the wounded soldiers"
		if form := strings.ToLower(g.s.Words[i].Form); form != lemma {
			try(form, 'a')
		}
	case pos == 'n' && g.s.Words[i].XPOS != "NNP":
		if form := strings.ToLower(g.s.Words[i].Form); form != lemma {
			try(form, 'n')
		}
	case pos == 'v':
		// gerunds and participles that the lexicon lists as nouns or adjectives
		form := strings.ToLower(g.s.Words[i].Form)
		try(form, 'n')
		if len(out) == 0 {
			try(form, 'a')
		}
	}
	return out
}

func hasType(ms []match, f *frame) bool {
	for _, m := range ms {
		if m.Type == f.Type {
			return true
		}
	}
	return false
}

// trigger finds the words of f's trigger when word i is the one that heads it.
func (g slots) trigger(f *frame, i int) ([]int, bool) {
	if f.Split != nil {
		if words, ok := g.run(f.Split, i); ok {
			return words, true
		}
	}
	if g.lower[i] != f.Parts[0] && (f.POS == 'v' || len(f.Parts) == 1) {
		return nil, false
	}
	if len(f.Parts) == 1 {
		return []int{i}, true
	}
	if f.POS == 'v' {
		return g.verbParts(f.Parts, i)
	}
	return g.run(f.Parts, i)
}

// verbParts finds the particle, preposition, object or complement that goes with verb i.
func (g slots) verbParts(parts []string, i int) ([]int, bool) {
	words := []int{i}
	at := i
	for _, p := range parts[1:] {
		k := g.part(i, at, p)
		if k < 0 {
			return nil, false
		}
		words = append(words, k)
		at = k
	}
	return words, true
}

// part finds the word of lemma p that belongs to verb i: a child of i, or of the part found last (at).
func (g slots) part(i, at int, p string) int {
	for _, from := range [2]int{i, at} {
		for _, k := range g.kids(from) {
			if g.lower[k] == p && k != i {
				switch g.rel(k) {
				case "compound", "advmod", "obj", "xcomp", "obl", "nmod", "amod", "case", "mark", "advcl", "nsubj", "iobj", "det", "conj", "ccomp":
					if g.rel(k) != "nsubj" || g.full(k) == "nsubj:pass" {
						return k
					}
				}
			}
			switch g.rel(k) {
			case "obl", "nmod", "advcl", "xcomp", "ccomp", "obj", "acl", "advmod", "iobj":
				for _, c := range g.kids(k) {
					if r := g.rel(c); (r == "case" || r == "mark") && g.lower[c] == p && k > i {
						return c
					}
				}
			}
		}
		if from == at {
			break
		}
	}
	// "the attack he claimed": the object stands above
	if h := g.head(i); h >= 0 && g.lower[h] == p && (g.full(i) == "acl:relcl" || g.rel(i) == "acl") {
		return h
	}
	// a particle right after the verb, whatever the tree says
	for j := i + 1; j < len(g.s.Words) && j <= i+2; j++ {
		if g.lower[j] == p && (g.s.Words[j].UPOS == "ADP" || g.s.Words[j].UPOS == "ADV" || g.s.Words[j].UPOS == "PART") {
			return j
		}
	}
	return -1
}

// run finds a compound as neighbouring words, hyphens between them allowed; word i must be the one that the others
// depend on, which is the word whose governor lies outside.
func (g slots) run(parts []string, i int) ([]int, bool) {
	for p := range parts {
		if parts[p] != g.lower[i] {
			continue
		}
		words, ok := g.runFrom(parts, i, p)
		if !ok {
			continue
		}
		if h := g.head(i); h >= words[0] && h <= words[len(words)-1] {
			continue
		}
		return words, true
	}
	return nil, false
}

// runFrom lays parts over the sentence with part p on word i.
func (g slots) runFrom(parts []string, i, p int) ([]int, bool) {
	words := make([]int, len(parts))
	words[p] = i
	j := i
	for q := p - 1; q >= 0; q-- {
		j--
		if j >= 0 && g.s.Words[j].Form == "-" {
			j--
		}
		if j < 0 || g.lower[j] != parts[q] {
			return nil, false
		}
		words[q] = j
	}
	j = i
	for q := p + 1; q < len(parts); q++ {
		j++
		if j < len(g.s.Words) && g.s.Words[j].Form == "-" {
			j++
		}
		if j >= len(g.s.Words) || g.lower[j] != parts[q] {
			return nil, false
		}
		words[q] = j
	}
	return words, true
}

// fits tells whether every constraint of f holds at word i.
func (r *reader) fits(g slots, f *frame, i int) bool {
	for _, c := range f.Constraints {
		if r.holds(g, c, i) == c.Not {
			return false
		}
	}
	return true
}

func (r *reader) holds(g slots, c constraint, i int) bool {
	for _, h := range g.find(i, c.Slot) {
		if c.Any {
			return true
		}
		for _, m := range g.coordinated(h) {
			if r.isOne(g, c, m) {
				return true
			}
			// "a series of talks", "hundreds of troops"
			if g.class.has("transparent", g.lower[m]) {
				for _, k := range g.withMarker(m, "of") {
					if r.isOne(g, c, k) {
						return true
					}
				}
			}
		}
	}
	return false
}

// isOne tells whether word m is one of the words or classes of c, alone or with the word before or after it.
func (r *reader) isOne(g slots, c constraint, m int) bool {
	if g.oneOf(c, g.lower[m]) {
		return true
	}
	if m > 0 {
		prev := m - 1
		if g.s.Words[prev].Form == "-" && prev > 0 {
			prev--
		}
		if g.oneOf(c, g.lower[prev]+"_"+g.lower[m]) || g.oneOf(c, g.lower[prev]+"-"+g.lower[m]) {
			return true
		}
	}
	return m+1 < len(g.s.Words) && g.oneOf(c, g.lower[m]+"_"+g.lower[m+1])
}

func (g slots) oneOf(c constraint, lemma string) bool {
	for _, w := range c.Words {
		if w == lemma {
			return true
		}
	}
	for _, name := range c.Classes {
		if g.class.has(name, lemma) {
			return true
		}
	}
	return false
}

// fill is the heads of the first list of slots that holds a possible party. For nouns the subject of the governing verb is
// asked last: what hangs on the noun itself is surer.
func (r *reader) fill(g slots, i int, turns [][][]string, unlike []int) []int {
	late := !g.isVerb(i)
	for pass := range 2 {
		for _, together := range turns {
			if bySubject := len(together) == 1 && together[0][0] == "subj"; late && len(turns) > 1 && bySubject != (pass == 1) || !(late && len(turns) > 1) && pass == 1 {
				continue
			}
			if heads := r.take(g, i, together, unlike); len(heads) > 0 {
				return heads
			}
		}
	}
	return nil
}

// take is the possible parties in the slots of one turn.
func (r *reader) take(g slots, i int, together [][]string, unlike []int) []int {
	var heads []int
	for _, path := range together {
		for _, h := range g.find(i, path) {
			if g.isNominal(h) && h != i && !contains(unlike, h) && !expletive(g.tree, h) && !g.class.has("time", g.lower[h]) {
				heads = appendNew(heads, h)
			}
		}
	}
	return heads
}

func contains(list []int, x int) bool {
	for _, y := range list {
		if x == y {
			return true
		}
	}
	return false
}
