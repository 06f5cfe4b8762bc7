package resolve

import "strings"

// nounPhrase is a phrase cut into its parts.
type nounPhrase struct {
	*words
	// owner is [0, ownerEnd) before a possessive; the core is [core, coreEnd); the rest follows a preposition, comma or relative pronoun.
	ownerEnd, core, coreEnd int
	// beside is set where the country is sought that stands beside a body's short name: another short name cannot tell it.
	beside bool
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

// tail is the last spot of the core if it reaches the core's end, nil otherwise.
func (p *nounPhrase) tail() *spot {
	if p.coreEnd == 0 || p.coreEnd > len(p.at) || p.at[p.coreEnd-1] < 0 {
		return nil
	}
	return &p.spots[p.at[p.coreEnd-1]]
}
