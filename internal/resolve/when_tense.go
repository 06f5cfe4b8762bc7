package resolve

// direction is where a bare date lies: before publication, after it, or nothing tells.
type direction int8

const (
	backward direction = -1
	either   direction = 0
	forward  direction = 1
)

// reach is how many tokens a verb's tense is looked for to either side, and crossing what a step over a boundary costs.
const (
	reach    = 24
	crossing = 7
)

// closeBy is the cost up to which a verb's tense is trusted over the distance of a date.
const closeBy = 8

// beside is the cost up to which it is trusted over the tense of the clause.
const beside = 5

// tense looks at the verbs near tokens [first, end) and tells which way they point, and how far off the verb that decided is.
func (s *scan) tense(first, end int) (direction, int) {
	best, dir := 1<<30, either
	cost := 0
	for i := first - 1; i >= 0 && first-i <= 2 && !s.toks[i+1].first; i-- {
		// "said on Friday" dates the saying.
		if s.reports(i) {
			return backward, 1
		}
	}
	for i := first - 1; i >= 0 && first-i <= reach; i-- {
		if s.toks[i+1].first {
			break
		}
		cost++
		if s.boundary(i) {
			cost += crossing
		}
		if d := s.verb(i); d != either {
			c := cost
			if s.reports(i) {
				c += 3
			}
			if c < best {
				best, dir = c, d
			}
			break
		}
	}
	cost = 0
	for i := end; i < len(s.toks) && i-end <= reach && !s.toks[i].first; i++ {
		cost++
		if cost >= best {
			break
		}
		if s.boundary(i) {
			cost += crossing
		}
		if d := s.verb(i); d != either {
			if cost < best {
				best, dir = cost, d
			}
			break
		}
	}
	return dir, best
}

// boundary tells whether token i parts clauses.
func (s *scan) boundary(i int) bool {
	switch s.class(i) {
	case commaMark, semicolonMark, colonMark, quoteMark, thatWord:
		return true
	}
	return s.word(i, "which") || s.word(i, "who") || s.word(i, "but") || s.word(i, "when") || s.word(i, "while")
}

// reports tells whether token i is a verb of saying, whose tense is that of the report and not of what is told.
func (s *scan) reports(i int) bool {
	return s.word(i, "said") || s.word(i, "says") || s.word(i, "told") || s.word(i, "announced") || s.word(i, "added")
}

// verb tells which way the word at i points as a verb.
func (s *scan) verb(i int) direction {
	t := s.toks[i]
	if t.kind != wordToken {
		if t.kind == markToken && t.class == apostropheMark && s.word(i+1, "ll") {
			return forward
		}
		return either
	}
	if t.class == toWord {
		return s.infinitive(i)
	}
	if t.class == untilWord || t.class == comingWord {
		return either
	}
	if t.class != otherWord && t.class != countNoun {
		return either
	}
	w := s.text[t.start:t.end]
	if len(w) > 16 {
		return either
	}
	if w == "due" && s.is(i+1, toWord) && (s.is(i+2, theWord) || s.is(i+2, articleWord) || s.class(i+2) == otherWord && i+2 < len(s.toks) && s.toks[i+2].capital) {
		// "due to the attack" gives a reason.
		return either
	}
	if s.word(i-1, "be") {
		// "must be held", "to be signed": the word before decides.
		return either
	}
	if (w == "plan" || w == "plans") && (s.is(i-1, theWord) || s.is(i-1, articleWord) || s.is(i-1, thisWord) || s.word(i-1, "its") || s.word(i-1, "his") || s.word(i-1, "their")) {
		return either
	}
	var low [16]byte
	for k := range len(w) {
		c := w[k]
		if 'A' <= c && c <= 'Z' {
			if !t.first {
				return either
			}
			c |= 0x20
		}
		low[k] = c
	}
	return verbDirection(string(low[:len(w)]))
}

// infinitive tells whether "to" at i opens something still to come: "is to meet", "expected to sign", "plans to leave".
func (s *scan) infinitive(i int) direction {
	if i+1 >= len(s.toks) || i == 0 || s.toks[i+1].class != otherWord || s.toks[i+1].capital {
		return either
	}
	t := s.toks[i-1]
	if t.kind != wordToken {
		return either
	}
	switch s.text[t.start:t.end] {
	case "is", "are", "was", "were", "due", "expected", "scheduled", "set", "planned", "plan", "plans", "planning", "wants", "want", "hopes", "hope",
		"intends", "intend", "vowed", "agreed", "promised", "ready", "likely", "going", "ought", "need", "needs", "pledged", "aims", "slated",
		"supposed", "about", "certain", "poised", "prepared", "bound", "meant", "forecast", "offered", "threatened", "has", "have", "invited", "called",
		"intention", "decision", "deadline", "proposal", "proposes", "preparing", "deal":
		return forward
	}
	return either
}

// verbDirection is the direction of a finite verb or auxiliary.
func verbDirection(w string) direction {
	switch w {
	case "will", "shall", "would", "may", "might", "could", "should", "expected", "scheduled", "due", "planned", "plans", "expects", "must", "slated",
		"upcoming", "can", "cannot", "plan", "expires", "expire", "ends", "begins", "starts", "opens", "takes", "meet", "hopes", "wants", "runs",
		"aims", "intends", "awaits", "becomes":
		return forward
	case "was", "were", "had", "did", "been", "went", "came", "took", "began", "fell", "broke", "met", "left", "gave", "held", "shot", "struck",
		"made", "became", "saw", "sent", "found", "lost", "kept", "told", "spoke", "rose", "drew", "fought", "flew", "led", "ran", "died", "hit",
		"put", "cut", "sought", "brought", "thought", "caught", "bought", "wrote", "chose", "got", "grew", "knew", "paid", "sat", "stood",
		"swore", "threw", "won", "wore", "withdrew", "set", "laid", "dealt", "built", "burst", "tore", "drove", "rode", "stole", "sank", "shook",
		"said", "has", "have", "quit", "woke", "blew", "froze", "overthrew", "underwent", "arose", "stuck", "swept", "beat", "let", "spent":
		return backward
	case "need", "indeed", "speed", "feed", "seed", "embed", "exceed", "proceed", "succeed", "breed", "hundred", "sacred", "naked", "red", "bed", "shed",
		"armed", "united", "alleged", "unprecedented", "based", "wicked", "rugged", "aged", "so-called":
		return either
	}
	if len(w) > 4 && w[len(w)-2:] == "ed" {
		return backward
	}
	return either
}
