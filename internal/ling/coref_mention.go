package ling

import (
	"sort"
	"strings"
)

// detect lists the mentions of the document in text order.
func (c *coref) detect() {
	c.byLast, c.byHead, c.byTitle = map[string][]int{}, map[string][]int{}, map[string][]int{}
	c.quoteVoice, c.labels = map[int]int{}, map[string]int{}
	c.author, c.crew = -1, -1
	speakers := map[WordAt]bool{}
	for _, q := range c.doc.Quotes {
		speakers[q.Speaker] = true
	}
	c.at = make([][]int32, len(c.doc.Sentences))
	for s := range c.doc.Sentences {
		c.trees[s] = newTree(&c.doc.Sentences[s])
		words := c.doc.Sentences[s].Words
		c.at[s] = make([]int32, len(words))
		first := len(c.facts)
		for i := range words {
			c.at[s][i] = -1
			if isMention(words, i) || speakers[WordAt{s, i}] {
				c.facts = append(c.facts, c.describe(s, i))
				if g, ok := c.coordination(s, i); ok {
					c.facts = append(c.facts, g)
				}
			}
		}
		part := c.facts[first:]
		sort.SliceStable(part, func(i, j int) bool {
			if part[i].First != part[j].First {
				return part[i].First < part[j].First
			}
			// A coordination stands before its first part, which has the same head: who looks a head up finds the part.
			if g := part[i].form == group; g != (part[j].form == group) {
				return g
			}
			return part[i].End < part[j].End
		})
		for m := first; m < len(c.facts); m++ {
			if c.facts[m].form != group {
				c.at[s][c.facts[m].Head] = int32(m)
			}
		}
	}
}

// isMention tells whether word i is the head of a noun phrase that may refer.
func isMention(words []Word, i int) bool {
	w := &words[i]
	switch w.UPOS {
	case "PRON":
		if w.XPOS == "DT" {
			return false
		}
		return pronounOf(w.Form) != noPronoun && !isRel(w.Rel, "expl") && !isRel(w.Rel, "fixed")
	case "NOUN", "PROPN":
	default:
		return false
	}
	switch {
	case isRel(w.Rel, "flat"), isRel(w.Rel, "fixed"), isRel(w.Rel, "goeswith"), isRel(w.Rel, "nmod:desc"), isRel(w.Rel, "case"), isRel(w.Rel, "advmod"), isRel(w.Rel, "cc"):
		return false
	case isRel(w.Rel, "compound"), isRel(w.Rel, "amod"):
		// A name inside a name is none of its own: "Security" in "Security Council".
		return w.UPOS == "PROPN" && w.Head >= 0 && w.Head < len(words) && words[w.Head].UPOS == "NOUN" && !isTimeNoun(lemmaOf(w))
	}
	return true
}

// describe gathers what is known about the mention with head i in sentence s.
func (c *coref) describe(s, i int) fact {
	t := c.trees[s]
	words := t.s.Words
	w := &words[i]
	f := fact{Mention: Mention{Sentence: s, Head: i, First: i, End: i + 1, Entity: -1}, quote: -1, owned: -1, officeAt: -1, lemma: lemmaOf(w)}
	f.subject = isRel(w.Rel, "nsubj")
	f.core = f.subject || isRel(w.Rel, "obj") || isRel(w.Rel, "iobj")
	if w.UPOS == "PRON" {
		c.describePronoun(&f, w)
		return f
	}
	f.First, f.End = t.extent(i, false)
	f.plural = w.XPOS == "NNS" || w.XPOS == "NNPS"
	name := nameAt(t.s, i)
	if name != nil && w.Head >= name.First && w.Head < name.End && w.Head != i {
		name = nil // a word inside the name: "Minnesota" in "Klobuchar of Minnesota"
	}
	f.words = c.contentWords(t, i)
	for k := t.first[i]; k >= 0; k = t.next[k] {
		switch child := &words[k]; {
		case child.Rel == "det":
			f.definite = f.definite || isDefinite(child.Form)
		case child.Rel == "nmod:poss":
			f.definite, f.owned = true, k
		}
	}
	if i > 0 && isOffice(f.lemma) {
		switch normal(words[i-1].Form) {
		case "mr", "madam", "madame":
			f.definite = true
		}
	}
	titled := isOffice(f.lemma) && (name == nil || name.Kind != Person || name.End-name.First == 1)
	label := isLabel(t.s) && labelHead(t.s) == i
	if (w.UPOS == "PROPN" || name != nil || label) && !titled && !(label && isAnyone(f.lemma)) {
		f.form = named
		if name != nil {
			f.Kind = name.Kind
		}
		f.name = c.nameWords(t, i, name)
		f.name, f.officeAt = c.misread(t, name, f.name)
		f.class = classOfName(f.Kind, f.name)
		if label {
			f.class = person
		}
		f.gender = c.nameGender(t, i, f.name)
		if f.gender != unknownGender && f.class == unknownClass {
			f.class = person
		}
		// "The Russians" are many, "the United States" and "the Giants" are one.
		f.plural = f.plural && (f.class == person || f.Kind == Misc || f.Kind == None && !isCountry(strings.Join(f.name, " ")))
		return f
	}
	f.class = classOfNoun(f.lemma)
	f.gender = genderOfNoun(f.lemma)
	return f
}

func (c *coref) describePronoun(f *fact, w *Word) {
	f.form = pronoun
	switch pronounOf(w.Form) {
	case proRelative:
		f.form = relative
	case proHe:
		f.class, f.gender = person, male
	case proShe:
		f.class, f.gender = person, female
	case proThey, proWe:
		f.plural = true
	}
}

// coordination is the mention of the whole of "A, B and C", whose first part has head i.
func (c *coref) coordination(s, i int) (fact, bool) {
	t := c.trees[s]
	w := &t.s.Words[i]
	if w.Rel == "conj" || w.UPOS == "PRON" && pronounOf(w.Form) == noPronoun {
		return fact{}, false
	}
	g := fact{form: group, plural: true, quote: -1, owned: -1, officeAt: -1, Mention: Mention{Entity: -1}}
	g.Sentence, g.Head = s, i
	g.First, g.End = t.extent(i, false)
	found := false
	g.class = classOfWord(t, i)
	for k := t.first[i]; k >= 0; k = t.next[k] {
		if t.s.Words[k].Rel == "conj" && isNominal(&t.s.Words[k]) {
			_, end := t.extent(k, false)
			g.End = max(g.End, end)
			found = true
		}
	}
	g.subject = isRel(w.Rel, "nsubj")
	g.core = g.subject || isRel(w.Rel, "obj")
	return g, found
}

func classOfWord(t tree, i int) class {
	if n := nameAt(t.s, i); n != nil {
		return classOfName(n.Kind, nil)
	}
	return classOfNoun(t.lemma(i))
}

// nameAt is the name of s that covers word i, nil if none does.
func nameAt(s *Sentence, i int) *Name {
	n := sort.Search(len(s.Names), func(k int) bool { return s.Names[k].End > i })
	if n < len(s.Names) && s.Names[n].First <= i {
		return &s.Names[n]
	}
	return nil
}

// nameWords are the words of the name with head i, in lower case without dots, titles and articles.
func (c *coref) nameWords(t tree, i int, name *Name) []string {
	first, end := i, i+1
	if name != nil {
		first, end = name.First, name.End
	} else {
		for k := t.first[i]; k >= 0; k = t.next[k] {
			w := &t.s.Words[k]
			if isRel(w.Rel, "flat") || (w.Rel == "compound" || w.Rel == "amod") && isUpper(w.Form) {
				first, end = min(first, k), max(end, k+1)
			}
		}
	}
	for k := end - 2; k >= first; k-- {
		if plain := normal(t.s.Words[k].Form); isAddress(plain) || isOffice(plain) {
			first = k + 1
			break
		}
	}
	var words []string
	for k := first; k < end; k++ {
		w := &t.s.Words[k]
		plain := normal(w.Form)
		if plain == "" || w.UPOS == "PUNCT" && len(plain) < 2 {
			continue
		}
		if len(words) == 0 && k < end-1 && (plain == "the" || plain == "of" || plain == "a") {
			continue
		}
		if k == end-1 && (plain == "'s" || plain == "’s") {
			continue
		}
		words = append(words, plain)
	}
	if n := len(words); n > 2 && (words[n-1] == "jr" || words[n-1] == "sr") {
		words = words[:n-1]
	}
	if len(words) == 0 {
		words = []string{normal(t.s.Words[i].Form)}
	}
	return words
}

// normal is form in lower case without dots.
func normal(form string) string { return strings.ToLower(strings.ReplaceAll(form, ".", "")) }

// misread is the office before a person's name that the tree or the name took as part of it: "Secretary of [State Antony Blinken]".
// It gives the words without the strayed ones and the office's word, -1 where all is well.
func (c *coref) misread(t tree, name *Name, words []string) ([]string, int) {
	if name == nil || name.Kind != Person || name.First < 2 || len(words) < 3 || t.lemma(name.First-1) != "of" || !isOffice(t.lemma(name.First-2)) {
		return words, -1
	}
	for n := 1; n <= 2 && n+1 < len(words); n++ {
		if genderOfFirstName(words[n]) != unknownGender && genderOfFirstName(words[0]) == unknownGender {
			return words[n:], name.First - 2
		}
	}
	switch words[0] {
	case "state", "defense", "defence", "foreign", "justice", "finance", "health", "treasury", "interior", "homeland", "energy", "commerce", "labor":
		return words[1:], name.First - 2
	}
	return words, -1
}

// contentWords are the words of the phrase of head i but the head, names of functions and marks, in lower case.
func (c *coref) contentWords(t tree, i int) []string {
	first, end := t.extent(i, false)
	var words []string
	for k := first; k < end && len(words) < 12; k++ {
		if k == i {
			continue
		}
		switch t.s.Words[k].UPOS {
		case "NOUN", "PROPN", "ADJ", "NUM", "VERB", "X":
			words = append(words, t.lemma(k))
		}
	}
	return words
}

func isDefinite(form string) bool {
	switch strings.ToLower(form) {
	case "the", "this", "that", "these", "those", "both":
		return true
	}
	return false
}

// nameGender reads the gender of a person from a form of address, an office or a first name.
func (c *coref) nameGender(t tree, i int, name []string) gender {
	for k := t.first[i]; k >= 0; k = t.next[k] {
		if g := genderOfNoun(normal(t.s.Words[k].Form)); g != unknownGender && !isRel(t.s.Words[k].Rel, "conj") && (k < i || t.s.Words[k].Rel == "appos") && !isRel(t.s.Words[k].Rel, "nmod:poss") {
			return g
		}
	}
	if i > 0 {
		if g := genderOfNoun(normal(t.s.Words[i-1].Form)); g != unknownGender && isUpper(t.s.Words[i-1].Form) {
			return g
		}
	}
	if len(name) > 1 {
		return genderOfFirstName(name[0])
	}
	return unknownGender
}

func classOfName(k Kind, name []string) class {
	switch k {
	case Person:
		return person
	case Organization:
		return body
	case Location:
		return place
	}
	if len(name) > 1 && genderOfFirstName(name[0]) != unknownGender {
		return person
	}
	if isCountry(strings.Join(name, " ")) {
		return place
	}
	return unknownClass
}
