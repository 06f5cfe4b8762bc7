package extract

import (
	"strings"

	"github.com/casus-news/casus/internal/ling"
)

// tree is a sentence with the children of each word at hand.
type tree struct {
	at    int // index of the sentence
	s     *ling.Sentence
	first []int // first[i]:first[i+1] are the children of word i in flat, in text order
	flat  []int
	lower []string // lower-case lemmas
	heads []int
}

// newTree indexes s. A head that lies outside the sentence or closes a circle counts as none, so that every walk upwards ends.
func newTree(at int, s *ling.Sentence) *tree {
	n := len(s.Words)
	t := &tree{at: at, s: s, first: make([]int, n+1), flat: make([]int, n), lower: make([]string, n), heads: soundHeads(s.Words)}
	for i := range s.Words {
		t.lower[i] = strings.ToLower(s.Words[i].Lemma)
		if h := t.heads[i]; h >= 0 {
			t.first[h+1]++
		}
	}
	for i := range n {
		t.first[i+1] += t.first[i]
	}
	next := make([]int, n)
	for i, h := range t.heads {
		if h >= 0 {
			t.flat[t.first[h]+next[h]] = i
			next[h]++
		}
	}
	return t
}

// soundHeads are the heads of words without circles; O(n).
func soundHeads(words []ling.Word) []int {
	heads := make([]int, len(words))
	for i := range words {
		heads[i] = words[i].Head
		if heads[i] >= len(words) || heads[i] < 0 {
			heads[i] = -1
		}
	}
	const onPath, done = 1, 2
	state := make([]byte, len(words))
	for i := range words {
		var path []int
		for j := i; j >= 0 && state[j] != done; j = heads[j] {
			if state[j] == onPath {
				heads[j] = -1
				break
			}
			state[j] = onPath
			path = append(path, j)
		}
		for _, j := range path {
			state[j] = done
		}
	}
	return heads
}

func (t *tree) word(i int) *ling.Word { return &t.s.Words[i] }
func (t *tree) kids(i int) []int      { return t.flat[t.first[i]:t.first[i+1]] }

// head is the governor of i, -1 for the root.
func (t *tree) head(i int) int { return t.heads[i] }

// rel is the relation of i without its subtype.
func (t *tree) rel(i int) string {
	r := t.s.Words[i].Rel
	if c := strings.IndexByte(r, ':'); c >= 0 {
		return r[:c]
	}
	return r
}

// full is the relation of i with its subtype.
func (t *tree) full(i int) string { return t.s.Words[i].Rel }

// child is the first child of i with one of the relations (full or without subtype), or -1.
func (t *tree) child(i int, rels ...string) int {
	for _, k := range t.kids(i) {
		if relIs(t.s.Words[k].Rel, rels) {
			return k
		}
	}
	return -1
}

// children are all children of i with one of the relations.
func (t *tree) children(i int, rels ...string) []int {
	var out []int
	for _, k := range t.kids(i) {
		if relIs(t.s.Words[k].Rel, rels) {
			out = append(out, k)
		}
	}
	return out
}

// relIs tells whether rel is one of rels; "obl" in rels also stands for "obl:tmod", "nsubj:pass" only for itself.
func relIs(rel string, rels []string) bool {
	for _, r := range rels {
		if rel == r || len(rel) > len(r) && rel[len(r)] == ':' && rel[:len(r)] == r {
			return true
		}
	}
	return false
}

// marker is the preposition or subordinator of i ("against", "according_to"), "" where it has none.
func (t *tree) marker(i int) string {
	for _, k := range t.kids(i) {
		switch t.rel(k) {
		case "case", "mark":
			w := t.lower[k]
			if w == "'s" || w == "’s" || w == "'" || w == "’" {
				continue
			}
			for _, f := range t.kids(k) {
				if t.rel(f) == "fixed" {
					w += "_" + t.lower[f]
				}
			}
			return w
		}
	}
	return ""
}

// markers are all prepositions of i; "out of" gives both.
func (t *tree) hasMarker(i int, prep string) bool {
	for _, k := range t.kids(i) {
		if r := t.rel(k); r != "case" && r != "mark" {
			continue
		}
		w := t.lower[k]
		if w == prep {
			return true
		}
		for _, f := range t.kids(k) {
			if t.rel(f) == "fixed" {
				w += "_" + t.lower[f]
			}
		}
		if w == prep {
			return true
		}
	}
	return false
}

// isVerb tells whether i is a verb form, participles that act as adjectives included.
func (t *tree) isVerb(i int) bool {
	w := &t.s.Words[i]
	return w.UPOS == "VERB" || strings.HasPrefix(w.XPOS, "VB")
}

// isNoun tells whether i is a common or proper noun.
func (t *tree) isNoun(i int) bool {
	u := t.s.Words[i].UPOS
	return u == "NOUN" || u == "PROPN"
}

// isNominal tells whether i can stand for a party: a noun, name, pronoun, number or nominal adjective.
func (t *tree) isNominal(i int) bool {
	switch t.s.Words[i].UPOS {
	case "NOUN", "PROPN", "PRON", "NUM":
		return true
	case "ADJ":
		return t.isDemonym(i) || t.child(i, "det") >= 0
	case "DET":
		return t.rel(i) != "det"
	}
	return false
}

// isDemonym tells whether i is an adjective written with a capital ("Russian") or a name.
func (t *tree) isDemonym(i int) bool {
	w := &t.s.Words[i]
	if w.UPOS == "PROPN" {
		return true
	}
	return w.UPOS == "ADJ" && w.Form != "" && w.Form[0] >= 'A' && w.Form[0] <= 'Z' && len(w.Form) > 2
}

// passive tells whether i is a verb in the passive: "was attacked", "attacked by rebels".
func (t *tree) passive(i int) bool {
	if t.child(i, "nsubj:pass", "aux:pass", "csubj:pass", "obl:agent") >= 0 {
		return true
	}
	if t.s.Words[i].XPOS != "VBN" {
		return false
	}
	switch t.rel(i) {
	case "acl", "amod":
		return t.full(i) != "acl:relcl" && t.child(i, "nsubj", "aux") < 0
	case "advcl":
		return t.child(i, "nsubj", "aux", "obj") < 0
	case "conj":
		h := t.conjHead(i)
		return t.child(i, "nsubj", "aux", "obj") < 0 && t.isVerb(h) && t.s.Words[h].XPOS == "VBN" && t.passive(h)
	}
	return false
}

// conjHead is the first member of the coordination that i belongs to.
func (t *tree) conjHead(i int) int {
	for n := 0; t.rel(i) == "conj" && t.head(i) >= 0 && n < len(t.s.Words); n++ {
		i = t.head(i)
	}
	return i
}

// coordinated is i with the members that are coordinated with it, i first. At most 12.
func (t *tree) coordinated(i int) []int {
	out := []int{i}
	for j := 0; j < len(out) && len(out) < maxCompound; j++ {
		for _, k := range t.kids(out[j]) {
			if t.rel(k) == "conj" && len(out) < maxCompound {
				out = append(out, k)
			}
		}
	}
	return out
}

const maxCompound = 12

// above tells whether a is a proper ancestor of i.
func (t *tree) above(a, i int) bool {
	for n := 0; n < len(t.s.Words); n++ {
		i = t.head(i)
		if i < 0 {
			return false
		}
		if i == a {
			return true
		}
	}
	return false
}

// extent is the first and last word (exclusive) of the part of i's subtree that lies without a gap round i, not going
// below words that skip refuses; skip is told the word and its governor.
func (t *tree) extent(i int, skip func(h, k int) bool) (int, int) {
	in := map[int]bool{i: true}
	stack := []int{i}
	for len(stack) > 0 && len(in) < 80 {
		j := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, k := range t.kids(j) {
			if !in[k] && !skip(j, k) {
				in[k] = true
				stack = append(stack, k)
			}
		}
	}
	a, b := i, i+1
	for a > 0 && in[a-1] {
		a--
	}
	for b < len(t.s.Words) && in[b] {
		b++
	}
	for a < i && t.s.Words[a].UPOS == "PUNCT" {
		a++
	}
	for b > i+1 && t.s.Words[b-1].UPOS == "PUNCT" {
		b--
	}
	return a, b
}
