package resolve

// shape is the form of a time expression before it is set against the calendar.
type shape uint8

const (
	noShape      shape = iota
	dateShape          // year, month, day: as many as are said (0 where not)
	weekdayShape       // weekday, with rel: 0 by tense, -1 last, 1 next, 2 this week's
	unitShape          // the unit that is n away from the anchor's: last week, this year, next month
	offsetShape        // n units away from the anchor: two weeks ago, three days later
	spanShape          // a length of time: two years, the last six months
	setShape           // daily, every Saturday
	vagueShape         // now, recently, soon: n 0, -1, 1
	seasonShape        // season, year, rel
	weekendShape       // rel
	quarterShape       // quarter or half with n, year
	decadeShape        // n is the decade: 199 for the 1990s
	centuryShape       // n is the century less one: 19
	clockShape         // a time of the day alone
	dayRange           // from date to date2
	holidayShape
	weekOfShape // the week of a date
)

// anchor is what a relative expression counts from.
type anchor uint8

const (
	fromPublication anchor = iota
	fromMention
)

// phrase is a time expression as the grammar reads it: tokens [first, end).
type phrase struct {
	shape      shape
	first, end int
	// year, month and day as they are said, 0 where not.
	year, month, day int
	to               [3]int // the end of a range: year, month, day
	weekday          int
	hasWeekday       bool
	rel              int
	unit             unit
	n                float64
	vague            bool // "several", "weeks"
	anchor           anchor
	season           season
	half             bool
	part             part
	clock            string
	mod              string
	side             int // for spans: -1 "the last two years", 1 "the next two years"
	every            bool
	holiday          string
	thatYear         bool // the year of the date last mentioned
	yearShift        int  // with yearSaid: this year 0, last year -1
	yearShifted      bool
	bare             bool // a plural unit without a number
}

// scan walks over tokens.
type scan struct {
	text string
	toks []token
	// depth is how many expressions the present one lies in, steps how many were tried.
	depth, steps int
}

// deepest is how deep expressions may lie in each other: "late in the week of May 3".
const deepest = 4

func (s *scan) class(i int) wordClass {
	if i < 0 || i >= len(s.toks) {
		return otherWord
	}
	return s.toks[i].class
}

func (s *scan) is(i int, c wordClass) bool { return i >= 0 && i < len(s.toks) && s.toks[i].class == c }

// word tells whether token i is the word w (lower case), without regard to case.
func (s *scan) word(i int, w string) bool {
	if i < 0 || i >= len(s.toks) || int(s.toks[i].end-s.toks[i].start) != len(w) {
		return false
	}
	return equalFold(s.text[s.toks[i].start:s.toks[i].end], w)
}

// equalFold compares ASCII text without regard to case; low is lower case.
func equalFold(a, low string) bool {
	if len(a) != len(low) {
		return false
	}
	for i := range len(a) {
		c := a[i]
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		if c != low[i] {
			return false
		}
	}
	return true
}

// number is token i's value as a plain number of at most max digits, or -1.
func (s *scan) number(i, digits int) int {
	if i < 0 || i >= len(s.toks) {
		return -1
	}
	t := s.toks[i]
	if t.kind != numberToken || t.digits == 0 || int(t.digits) > digits {
		return -1
	}
	return int(t.value)
}

// glued tells whether token i stands directly after token i-1.
func (s *scan) glued(i int) bool { return i > 0 && i < len(s.toks) && s.toks[i].glued }

// match reads the longest time expression that starts at token i.
func (s *scan) match(i int) (phrase, bool) {
	var p phrase
	ok := false
	s.steps++
	t := s.toks[i]
	switch t.class {
	case theWord:
		p, ok = s.matchThe(i)
	case aboutWord, nearlyWord, moreWord, lessWord, atWord, leastWord, onlyWord, upWord, asWord, overWord, someWord, onWord:
		p, ok = s.matchHedged(i)
	case earlyWord, midWord, lateWord:
		p, ok = s.matchEarly(i)
	case earlierWord, laterWord:
		p, ok = s.matchEarlier(i)
	case beginningWord, middleWord, endWord, restWord:
		p, ok = s.matchEnd(i, false)
	case everyWord:
		p, ok = s.matchEvery(i)
	case onceWord:
		p, ok = s.matchTimes(i)
	case todayWord, tonightWord, overnightWord, nowWord, recentlyWord, soonWord:
		p, ok = s.matchToday(i)
	case frequencyWord:
		p, ok = phrase{shape: setShape, unit: unit(t.value), n: 1, end: i + 1}, true
	case weekdaysWord:
		p, ok = phrase{shape: setShape, unit: day, weekday: int(t.value), hasWeekday: true, end: i + 1}, true
	case weekendsWord:
		p, ok = phrase{shape: setShape, unit: weekend, n: 1, end: i + 1}, true
	case holidayWord:
		p, ok = s.matchHoliday(i)
	case dawnWord:
		return p, false
	default:
		p, ok = s.matchDate(i)
		if !ok {
			p, ok = s.matchClock(i)
		}
		if !ok {
			p, ok = s.matchRelative(i)
		}
		if !ok {
			p, ok = s.matchAmount(i)
		}
	}
	if ok {
		p.first = i
	}
	return p, ok
}

// matchThe reads what starts with "the".
func (s *scan) matchThe(i int) (phrase, bool) {
	j := i + 1
	switch s.class(j) {
	case beginningWord, middleWord, endWord, restWord:
		return s.matchEnd(j, true)
	case earlyWord, midWord, lateWord:
		return s.matchEarly(j)
	case momentWord:
		return phrase{shape: vagueShape, end: j + 1}, s.word(i-1, "at") || s.word(i-1, "for")
	case presentWord:
		return phrase{shape: vagueShape, end: j + 1}, !s.isNounAhead(j + 1)
	case futureWord:
		return phrase{shape: vagueShape, n: 1, end: j + 1}, !s.isNounAhead(j + 1)
	case pastWord:
		if p, ok := s.matchRelative(j); ok {
			return p, true
		}
		return phrase{shape: vagueShape, n: -1, end: j + 1}, s.is(i-1, inWord) && !s.isNounAhead(j+1)
	case weekendWord:
		return s.tail(phrase{shape: weekendShape, end: j + 1}), true
	case seasonWord:
		return s.matchSeason(j, true)
	case partWord:
		return s.matchPartOf(j)
	case unitWord:
		return s.matchUnitBefore(j)
	case todayWord, tonightWord, holidayWord, everyWord:
		return phrase{}, false
	case ordinalWord:
		return s.matchOrdinal(j, true)
	case fiscalWord:
		return s.matchFiscal(j)
	case numeralWord, tensWord:
		// "the two weeks before", "the 48 hours": a plain length
		if p, ok := s.matchAmount(j); ok && !s.is(p.end-2, dashMark) {
			return p, true
		}
		return phrase{}, false
	}
	if s.word(j, "near") || s.word(j, "immediate") || s.word(j, "foreseeable") || s.word(j, "distant") {
		if s.is(j+1, futureWord) {
			return phrase{shape: vagueShape, n: 1, end: j + 2}, true
		}
		if s.is(j+1, pastWord) {
			return phrase{shape: vagueShape, n: -1, end: j + 2}, true
		}
	}
	if s.is(j, apostropheMark) || s.number(j, 4) >= 0 {
		if p, ok := s.matchDecade(j); ok {
			return p, true
		}
		if p, ok := s.matchDate(j); ok {
			return p, p.shape != dateShape || p.month > 0 || p.end > j+1
		}
		if p, ok := s.matchNumberOrdinal(j, true); ok {
			return p, true
		}
		if p, ok := s.matchAmount(j); ok && !s.is(p.end-2, dashMark) {
			return p, true
		}
		return phrase{}, false
	}
	if s.is(j, weekdayWord) || s.is(j, monthWord) {
		return phrase{}, false
	}
	return s.matchRelative(j)
}

// isNounAhead guesses that token i goes on with a noun phrase: "the present government".
func (s *scan) isNounAhead(i int) bool {
	if i >= len(s.toks) || s.toks[i].kind != wordToken {
		return false
	}
	switch s.toks[i].class {
	case otherWord, countNoun, moneyWord, unitWord, unitsWord, presentWord, futureWord, timeWord:
		if s.toks[i].class == otherWord {
			return !functionWord(s.text[s.toks[i].start:s.toks[i].end])
		}
		return true
	}
	return false
}

// functionWord tells whether w is a verb or link that may follow a closed phrase.
func functionWord(w string) bool {
	switch w {
	case "is", "was", "are", "were", "will", "would", "has", "have", "had", "may", "might", "can", "could", "should", "but", "when", "which",
		"who", "where", "while", "he", "she", "it", "they", "we", "with", "there", "said", "if", "not", "because":
		return true
	}
	return false
}

// matchHedged reads "about two years", "at least 20 minutes", "more than a week".
func (s *scan) matchHedged(i int) (phrase, bool) {
	j, mod := i, ""
	switch {
	case s.is(j, atWord) && s.is(j+1, leastWord):
		j, mod = j+2, "EQUAL_OR_MORE"
	case s.is(j, atWord) && s.is(j+1, mostWord):
		j, mod = j+2, "EQUAL_OR_LESS"
	case s.is(j, moreWord) && s.is(j+1, thanWord), s.is(j, nearlyWord) && s.is(j+1, overWord):
		j, mod = j+2, "MORE_THAN"
	case s.is(j, lessWord) && s.is(j+1, thanWord), s.is(j, nearlyWord) && s.word(j+1, "under"):
		j, mod = j+2, "LESS_THAN"
	case s.is(j, upWord) && s.is(j+1, toWord):
		j, mod = j+2, "EQUAL_OR_LESS"
	case s.is(j, asWord):
		// "as early as Monday", "as recently as May"
		if !(s.is(j+1, earlyWord) || s.is(j+1, lateWord) || s.is(j+1, recentlyWord) || s.is(j+1, soonWord)) || !s.is(j+2, asWord) {
			return phrase{}, false
		}
		p, ok := s.match2(j + 3)
		return p, ok
	case s.is(j, aboutWord), s.is(j, someWord):
		j, mod = j+1, "APPROX"
	case s.is(j, nearlyWord):
		j, mod = j+1, "LESS_THAN"
		if s.word(i, "just") || s.word(i, "exactly") || s.word(i, "precisely") {
			mod = ""
		}
	case s.is(j, onlyWord):
		j = j + 1
	case s.is(j, overWord):
		j, mod = j+1, "MORE_THAN"
		if !s.quantity(j) {
			return phrase{}, false
		}
	default:
		return phrase{}, false
	}
	if j >= len(s.toks) {
		return phrase{}, false
	}
	if s.is(j, everyWord) || s.is(j, frequencyWord) {
		p, ok := s.match2(j)
		return p, ok
	}
	if p, ok := s.matchClock(j); ok {
		p.mod = mod
		return p, true
	}
	if p, ok := s.matchAmount(j); ok && !p.bare {
		if p.mod == "" {
			p.mod = mod
		}
		return p, true
	}
	return phrase{}, false
}

// quantity tells whether a number stands at i.
func (s *scan) quantity(i int) bool {
	switch s.class(i) {
	case numeralWord, tensWord, articleWord, halfWord, dozenWord, hundredWord:
		return true
	}
	return i < len(s.toks) && s.toks[i].kind == numberToken
}

// match2 is match for the inside of a longer expression.
func (s *scan) match2(i int) (phrase, bool) {
	if i >= len(s.toks) || s.depth >= deepest {
		return phrase{}, false
	}
	s.depth++
	p, ok := s.match(i)
	s.depth--
	return p, ok
}

// matchEarly reads "early 2019", "mid-August", "late on Friday", "early next month".
func (s *scan) matchEarly(i int) (phrase, bool) {
	mod := "START"
	switch s.class(i) {
	case midWord:
		mod = "MID"
	case lateWord:
		mod = "END"
	}
	j := i + 1
	if s.is(j, dashMark) || s.is(j, onWord) || s.is(j, inWord) {
		j++
	}
	if s.is(i, earlyWord) && s.is(j, toWord) && s.is(j+1, dashMark) {
		return phrase{}, false
	}
	if j >= len(s.toks) {
		return phrase{}, false
	}
	if s.is(j, theWord) {
		j++
		// "late in the week", "early in the morning"
		if s.is(j, unitWord) {
			u := unit(s.toks[j].value)
			if u >= day {
				return phrase{shape: unitShape, unit: u, mod: mod, end: j + 1}, true
			}
			return phrase{}, false
		}
	}
	var p phrase
	ok := false
	switch s.class(j) {
	case weekdayWord, shortWeekday, monthWord, shortMonth, seasonWord, lastWord, nextWord, thisWord, thatWord, todayWord, tonightWord, previousWord, followingWord:
		p, ok = s.match2(j)
		if !ok && s.is(j, seasonWord) {
			p, ok = s.matchSeason(j, true)
		}
	case partWord:
		if s.is(j-1, theWord) || s.is(j-1, midWord) || s.is(j-2, midWord) || s.is(j-1, dashMark) {
			return phrase{}, false
		}
		return phrase{shape: dateShape, part: part(s.toks[j].value), mod: mod, end: j + 1}, s.toks[j].class == partWord
	case apostropheMark:
		p, ok = s.matchDecade(j)
	default:
		if s.number(j, 4) >= 0 {
			if p, ok = s.matchDecade(j); !ok {
				if p, ok = s.matchYear(j, true); !ok {
					p, ok = s.matchNumberOrdinal(j, false)
				}
			}
		} else if s.is(j, ordinalWord) || s.is(j, tensWord) {
			p, ok = s.matchOrdinal(j, false)
		}
	}
	if !ok || p.shape == spanShape || p.shape == setShape {
		return phrase{}, false
	}
	if p.mod == "" {
		p.mod = mod
	}
	return p, true
}

// matchEarlier reads "earlier this week", "later on Thursday", "later in the day".
func (s *scan) matchEarlier(i int) (phrase, bool) {
	mod := "BEFORE"
	if s.is(i, laterWord) {
		mod = "AFTER"
	}
	j := i + 1
	if s.is(j, onWord) || s.is(j, inWord) {
		j++
		if s.is(j, theWord) && s.is(j+1, unitWord) {
			u := unit(s.toks[j+1].value)
			return phrase{shape: unitShape, unit: u, mod: mod, end: j + 2}, u >= day
		}
	}
	switch s.class(j) {
	case weekdayWord, thisWord, lastWord, nextWord, thatWord, todayWord, tonightWord, monthWord, previousWord:
	case theWord:
		if !s.is(j+1, sameWord) {
			return phrase{}, false
		}
	default:
		if y := s.number(j, 4); y < 1900 || s.is(j-1, laterWord) {
			return phrase{}, false
		}
	}
	p, ok := s.match2(j)
	if !ok || p.shape == spanShape || p.shape == setShape {
		return phrase{}, false
	}
	p.mod = mod
	return p, true
}

// matchEnd reads "[the] end of June", "[the] beginning of the year", "mid of".
func (s *scan) matchEnd(i int, the bool) (phrase, bool) {
	mod := "START"
	switch s.class(i) {
	case middleWord:
		mod = "MID"
	case endWord:
		mod = "END"
	case restWord:
		mod = "REST"
	}
	if !s.is(i+1, ofWord) {
		return phrase{}, false
	}
	j := i + 2
	if s.is(j, theWord) && (s.is(j+1, unitWord) || s.is(j+1, weekendWord)) && !the && !s.is(i-1, byWord) && !s.is(i-1, atWord) {
		return phrase{}, false
	}
	if s.is(j, theWord) && s.is(j+1, unitWord) {
		u := unit(s.toks[j+1].value)
		return phrase{shape: unitShape, unit: u, mod: mod, end: j + 2}, u >= day
	}
	switch s.class(j) {
	case monthWord, shortMonth, thisWord, nextWord, lastWord, thatWord, theWord, seasonWord:
		p, ok := s.match2(j)
		if !ok || p.shape == spanShape || p.shape == setShape {
			return phrase{}, false
		}
		p.mod = mod
		return p, true
	}
	if p, ok := s.matchYear(j, true); ok {
		p.mod = mod
		return p, true
	}
	return phrase{}, false
}

// matchEvery reads "every Saturday", "each year", "every two weeks".
func (s *scan) matchEvery(i int) (phrase, bool) {
	j := i + 1
	p := phrase{shape: setShape, every: true, n: 1}
	if s.word(j, "other") {
		p.n, j = 2, j+1
	} else if s.word(j, "single") {
		j++
	} else if s.is(j, ordinalWord) && s.toks[j].value == 2 {
		p.n, j = 2, j+1
	}
	switch s.class(j) {
	case weekdayWord:
		p.unit, p.weekday, p.hasWeekday, p.end = day, int(s.toks[j].value), true, j+1
		if s.is(j+1, partWord) {
			p.part, p.end = part(s.toks[j+1].value), j+2
		}
		return p, true
	case monthWord:
		p.month, p.unit, p.end = int(s.toks[j].value), year, j+1
		return p, true
	case unitWord:
		p.unit, p.end = unit(s.toks[j].value), j+1
		return p, true
	case weekendWord:
		p.unit, p.end = weekend, j+1
		return p, true
	case seasonWord:
		p.season, p.unit, p.end = season(s.toks[j].value), year, j+1
		return p, true
	case partWord:
		p.part, p.unit, p.end = part(s.toks[j].value), day, j+1
		return p, true
	}
	if a, ok := s.matchAmount(j); ok {
		a.shape, a.every = setShape, true
		return a, true
	}
	return phrase{}, false
}

// matchTimes reads "twice a week", "once per year".
func (s *scan) matchTimes(i int) (phrase, bool) {
	if (s.is(i+1, articleWord) || s.is(i+1, perWord)) && s.is(i+2, unitWord) {
		return phrase{shape: setShape, unit: unit(s.toks[i+2].value), n: 1, end: i + 3}, true
	}
	if s.is(i+1, everyWord) {
		return s.matchEvery(i + 1)
	}
	return phrase{}, false
}

// matchToday reads one-word references and "tomorrow morning", "today at noon".
func (s *scan) matchToday(i int) (phrase, bool) {
	t := s.toks[i]
	switch t.class {
	case nowWord:
		if s.is(i+1, dashMark) && s.glued(i+1) {
			return phrase{}, false
		}
		return phrase{shape: vagueShape, end: i + 1}, true
	case recentlyWord:
		return phrase{shape: vagueShape, n: -1, end: i + 1}, true
	case soonWord:
		// "shortly before noon" is a hedge, "as soon as" a link, "soon after" a relation.
		if s.is(i+1, beforeWord) || s.is(i+1, afterWord) {
			if s.word(i, "shortly") {
				if p, ok := s.matchClock(i + 2); ok {
					p.mod = "APPROX"
					return p, true
				}
			}
			return phrase{}, false
		}
		if s.is(i-1, asWord) || s.is(i+1, asWord) || s.word(i-1, "too") {
			return phrase{}, false
		}
		return phrase{shape: vagueShape, n: 1, end: i + 1}, true
	case tonightWord:
		return s.tail(phrase{shape: unitShape, unit: day, part: night, end: i + 1}), true
	case overnightWord:
		if s.is(i+1, weekdayWord) {
			p := phrase{shape: weekdayShape, weekday: int(s.toks[i+1].value), hasWeekday: true, part: night, end: i + 2}
			return p, true
		}
		if i+1 < len(s.toks) && s.isNounAhead(i+1) && s.toks[i+1].class == otherWord {
			return phrase{}, false
		}
		return phrase{shape: unitShape, unit: day, n: -1, part: night, end: i + 1}, true
	}
	return s.tail(phrase{shape: unitShape, unit: day, n: float64(t.value), end: i + 1}), true
}

// tail adds a part of the day or a clock time that follows a day: "Friday night", "tomorrow at 8 p.m.".
func (s *scan) tail(p phrase) phrase {
	if s.is(p.end, partWord) && p.part == noPart {
		p.part = part(s.toks[p.end].value)
		p.end++
	} else if (s.is(p.end, earlyWord) || s.is(p.end, lateWord)) && s.is(p.end+1, partWord) {
		p.part = part(s.toks[p.end+1].value)
		p.end += 2
	}
	j := p.end
	if s.is(j, commaMark) {
		j++
	}
	if s.is(j, atWord) && p.part == noPart {
		j++
	} else if j > p.end {
		return p
	}
	if s.is(j, aboutWord) {
		j++
	}
	if j > p.end || s.is(j, noonWord) || s.is(j, midnightWord) {
		if clock, end := s.clock(j); end > 0 {
			p.clock, p.end = clock, end
		}
	}
	return p
}
