package ling

import "strings"

// tree is a sentence seen from its heads. Heads must be indices into the sentence or -1; cycles are borne.
type tree struct {
	s *Sentence
	// first, next: the children of word i are first[i], next[first[i]] and so on to -1, in order.
	first, next []int
}

func newTree(s *Sentence) tree {
	n := len(s.Words)
	links := make([]int, 2*n)
	t := tree{s: s, first: links[:n], next: links[n:]}
	for i := range links {
		links[i] = -1
	}
	for i := n - 1; i >= 0; i-- {
		if h := s.Words[i].Head; h >= 0 && h < n && h != i {
			t.next[i] = t.first[h]
			t.first[h] = i
		}
	}
	return t
}

// child is the first child of v whose relation is rel, with or without subtype; -1 if there is none.
func (t tree) child(v int, rel string) int {
	for c := t.first[v]; c >= 0; c = t.next[c] {
		if isRel(t.s.Words[c].Rel, rel) {
			return c
		}
	}
	return -1
}

// isRel tells whether rel is want or a subtype of it.
func isRel(rel, want string) bool {
	return strings.HasPrefix(rel, want) && (len(rel) == len(want) || rel[len(want)] == ':')
}

// lemma is the lemma of word i in lower case, its form where it has no lemma.
func (t tree) lemma(i int) string { return lemmaOf(&t.s.Words[i]) }

// reports tells whether word i is a verb that reports speech, by its lemma or, should that be wrong, by its form.
func (t tree) reports(i int) bool {
	form := strings.ToLower(t.s.Words[i].Form)
	if isReporting(t.lemma(i)) || isSpeechPast(form) {
		return true
	}
	for _, ending := range [...]string{"ing", "ed", "es", "s"} {
		stem, ok := strings.CutSuffix(form, ending)
		if ok && len(stem) > 2 {
			return isReporting(stem) || isReporting(stem+"e")
		}
	}
	return false
}

func lemmaOf(w *Word) string {
	if w.Lemma != "" {
		return strings.ToLower(w.Lemma)
	}
	return strings.ToLower(w.Form)
}

// extent is the range of words [first, end) that the phrase of word h covers, without relative and other clauses that
// hang on it, appositions, parentheses, coordinated parts and marks at its edges: "the minister" of "the minister, who
// resigned". With clauses true all of them stay.
func (t tree) extent(h int, clauses bool) (first, end int) {
	first, end = h, h+1
	t.widen(h, h, clauses, &first, &end, 0)
	for first < h && (isMark(&t.s.Words[first]) || t.s.Words[first].UPOS == "CCONJ") {
		first++
	}
	for end-1 > h && (isMark(&t.s.Words[end-1]) || t.s.Words[end-1].Form == ")" && !opened(t.s.Words[first:end-1])) {
		end--
	}
	return first, end
}

func isMark(w *Word) bool { return w.UPOS == "PUNCT" && w.Form != ")" }

// opened tells whether a round bracket is open at the end of words.
func opened(words []Word) bool {
	for i := len(words) - 1; i >= 0; i-- {
		switch words[i].Form {
		case "(":
			return true
		case ")":
			return false
		}
	}
	return false
}

// maxDepth bounds descents, so that broken or very deep trees cost little.
const maxDepth = 60

func (t tree) widen(top, v int, clauses bool, first, end *int, depth int) {
	if depth > maxDepth {
		return
	}
	for c := t.first[v]; c >= 0; c = t.next[c] {
		rel := t.s.Words[c].Rel
		if v == top && (rel == "case" || rel == "mark" || rel == "cc" || isRel(rel, "cop") || isRel(rel, "nsubj") || isRel(rel, "aux") || isRel(rel, "advcl")) {
			continue
		}
		if v == top && !clauses {
			switch {
			case isRel(rel, "acl"), isRel(rel, "appos"), isRel(rel, "parataxis"), isRel(rel, "conj"), isRel(rel, "list"), isRel(rel, "dep"),
				isRel(rel, "ccomp"), isRel(rel, "orphan"), isRel(rel, "vocative"), isRel(rel, "discourse"), isRel(rel, "punct") && (c < v || c > v) && !joinsWords(t.s, c):
				continue
			}
		}
		*first = min(*first, c)
		*end = max(*end, c+1)
		t.widen(top, c, clauses, first, end, depth+1)
	}
}

// joinsWords tells whether the mark at c joins two words without space, as a hyphen does.
func joinsWords(s *Sentence, c int) bool {
	switch s.Words[c].Form {
	case "-", "–", "‑", "/", "'", "’", "&", "+":
	default:
		return false
	}
	return c > 0 && c+1 < len(s.Words) && s.Words[c-1].End == s.Words[c].Start && s.Words[c].End == s.Words[c+1].Start
}

// subject is the word that names who does v: its subject, the agent of a passive, else what a participle hangs on or the
// subject of the verb that v is coordinated with or depends on; -1 if nobody is named.
func (t tree) subject(v int) int {
	for range maxDepth {
		w := &t.s.Words[v]
		if agent := t.child(v, "obl:agent"); agent >= 0 {
			return agent
		}
		if n := t.nearestSubject(v); n >= 0 {
			return t.antecedent(n, v)
		}
		up := w.Head
		if up < 0 || up == v {
			return -1
		}
		switch {
		case isRel(w.Rel, "conj"), isRel(w.Rel, "xcomp"), isRel(w.Rel, "advcl"), isRel(w.Rel, "parataxis"), w.Rel == "ccomp" && !isFinite(t, v):
			v = up
		case isRel(w.Rel, "acl"):
			if w.XPOS == "VBN" {
				return -1 // "a process called": nobody is said to call
			}
			if g := t.governor(up); g >= 0 && w.XPOS == "VBG" && v > 0 && t.s.Words[v-1].Form == "," {
				v = g // "announced his plan, saying": it is not the plan that says
				continue
			}
			return up
		default:
			return -1
		}
	}
	return -1
}

// nearestSubject is the subject of v, of several (the tree took two clauses for one) the one next to it; -1 if there is none.
func (t tree) nearestSubject(v int) int {
	best := -1
	for c := t.first[v]; c >= 0; c = t.next[c] {
		if isRel(t.s.Words[c].Rel, "nsubj") && (best < 0 || abs(v-c) < abs(v-best)) {
			best = c
		}
	}
	return best
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// governor is the verb that the noun phrase of n hangs on, where it is no subject of it; -1 if there is none.
func (t tree) governor(n int) int {
	for range maxDepth {
		w := &t.s.Words[n]
		if w.Head < 0 || isRel(w.Rel, "nsubj") {
			return -1
		}
		n = w.Head
		if t.s.Words[n].UPOS == "VERB" {
			return n
		}
	}
	return -1
}

func isFinite(t tree, v int) bool {
	switch t.s.Words[v].XPOS {
	case "VBG", "VBN", "VB":
		return t.child(v, "aux") >= 0
	}
	return true
}

// antecedent is n, or for a relative pronoun the noun that its clause hangs on. v is the verb n is subject of.
func (t tree) antecedent(n, v int) int {
	switch strings.ToLower(t.s.Words[n].Form) {
	case "who", "which", "that", "whom":
	default:
		return n
	}
	for range maxDepth {
		w := &t.s.Words[v]
		if w.Head < 0 {
			return n
		}
		if isRel(w.Rel, "acl") {
			return w.Head
		}
		if !isRel(w.Rel, "conj") && !isRel(w.Rel, "ccomp") && !isRel(w.Rel, "xcomp") {
			return n
		}
		v = w.Head
	}
	return n
}
