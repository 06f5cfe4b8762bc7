package resolve

// matchDate reads calendar dates: "6 May 2021", "May 6", "Thursday, May 6", "2021-05-06", "in 2014", "the 1990s".
func (s *scan) matchDate(i int) (phrase, bool) {
	switch s.class(i) {
	case weekdayWord, shortWeekday:
		return s.matchWeekday(i, 0)
	case monthWord, shortMonth:
		return s.matchMonth(i)
	case seasonWord:
		return s.matchSeason(i, false)
	case apostropheMark:
		return s.matchDecade(i)
	case ordinalWord, tensWord, numeralWord:
		if p, ok := s.matchSpelledYear(i); ok {
			return p, true
		}
		return s.matchOrdinal(i, false)
	case fiscalWord:
		return s.matchFiscal(i)
	case unitWord:
		// "year-ago", "year-earlier"
		if s.is(i+1, dashMark) && s.glued(i+1) && (s.is(i+2, agoWord) || s.is(i+2, earlierWord)) {
			p := phrase{shape: offsetShape, unit: unit(s.toks[i].value), n: -1, side: -1, end: i + 3}
			if s.is(i+2, earlierWord) {
				p.anchor = fromMention
			}
			return p, true
		}
		// "year-end"
		if s.is(i, unitWord) && unit(s.toks[i].value) == year && s.is(i+1, dashMark) && s.is(i+2, endWord) {
			return phrase{shape: unitShape, unit: year, mod: "END", end: i + 3}, true
		}
		return phrase{}, false
	}
	if i >= len(s.toks) || s.toks[i].kind != numberToken {
		if s.word(i, "fy") && s.number(i+1, 4) > 1900 {
			return phrase{shape: dateShape, year: s.number(i+1, 4), end: i + 2}, true
		}
		return phrase{}, false
	}
	if p, ok := s.matchDigits(i); ok {
		return p, true
	}
	if p, ok := s.matchDecade(i); ok {
		return p, true
	}
	if p, ok := s.matchDayMonth(i); ok {
		return p, true
	}
	if p, ok := s.matchNumberOrdinal(i, false); ok {
		return p, true
	}
	return s.matchYear(i, false)
}

// matchDigits reads dates in digits: 2021-05-06, 2021/5/6, 06/05/2021, 6.5.2021.
func (s *scan) matchDigits(i int) (phrase, bool) {
	if s.number(i, 2) == 9 && s.is(i+1, slashMark) && s.number(i+2, 2) == 11 && s.glued(i+1) && s.glued(i+2) && !s.glued(i+3) {
		// The attacks of 2001 go by their date.
		return phrase{shape: dateShape, year: 2001, month: 9, day: 11, end: i + 3}, true
	}
	if !s.glued(i+1) || !s.glued(i+2) || !s.glued(i+3) || !s.glued(i+4) || s.toks[i+1].class != s.toks[i+3].class {
		return phrase{}, false
	}
	sep := s.toks[i+1].class
	a, b, c := s.number(i, 4), s.number(i+2, 2), s.number(i+4, 4)
	if a < 0 || b < 0 || c < 0 {
		return phrase{}, false
	}
	p := phrase{shape: dateShape, end: i + 5}
	switch {
	case s.toks[i].digits == 4 && s.toks[i+4].digits <= 2 && (sep == dashMark || sep == slashMark || sep == dotMark):
		p.year, p.month, p.day = a, b, c
	case s.toks[i+4].digits == 4 && sep == dotMark:
		p.year, p.month, p.day = c, b, a
	case s.toks[i+4].digits == 4 && (sep == slashMark || sep == dashMark):
		// American order, unless only the other makes a date.
		p.year, p.month, p.day = c, a, b
		if p.month > 12 {
			p.month, p.day = b, a
		}
	case s.toks[i+4].digits == 2 && sep == slashMark && s.toks[i].digits <= 2:
		p.year, p.month, p.day = 1900+c, a, b
		if c < 60 {
			p.year += 100
		}
		if p.month > 12 {
			p.month, p.day = b, a
		}
	default:
		return phrase{}, false
	}
	if !validDate(p.year, p.month, p.day) {
		return phrase{}, false
	}
	// "2021-05-06T12:30"
	if s.word(i+5, "t") && s.glued(i+5) {
		if clock, end := s.clock(i + 6); end > 0 {
			p.clock, p.end = clock, end
		}
	}
	return p, true
}

func validDate(y, m, d int) bool {
	return y >= 1000 && y <= 2199 && m >= 1 && m <= 12 && d >= 1 && d <= daysIn(y, m)
}

// daysIn is the number of days of a month; year 0 stands for a leap year.
func daysIn(y, m int) int {
	switch m {
	case 2:
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// dayNumber reads a day of the month at i: "6", "6th", "sixth". It gives the day and the token after it, or 0.
func (s *scan) dayNumber(i int) (int, int) {
	if d := s.number(i, 2); d >= 1 && d <= 31 {
		if s.glued(i+1) && s.ordinalSuffix(i+1) {
			return d, i + 2
		}
		if s.glued(i+1) && s.toks[i+1].kind == wordToken {
			return 0, 0
		}
		return d, i + 1
	}
	if v, end := s.ordinal(i); end > 0 && v <= 31 {
		return v, end
	}
	return 0, 0
}

func (s *scan) ordinalSuffix(i int) bool {
	return s.word(i, "st") || s.word(i, "nd") || s.word(i, "rd") || s.word(i, "th")
}

// ordinal reads "third", "twenty-first", "20th".
func (s *scan) ordinal(i int) (int, int) {
	switch s.class(i) {
	case ordinalWord:
		return int(s.toks[i].value), i + 1
	case tensWord:
		if s.is(i+1, dashMark) && s.is(i+2, ordinalWord) && s.toks[i+2].value < 10 {
			return int(s.toks[i].value + s.toks[i+2].value), i + 3
		}
	}
	if n := s.number(i, 3); n > 0 && s.glued(i+1) && s.ordinalSuffix(i+1) {
		return n, i + 2
	}
	return 0, 0
}

// monthAt is the month named at i, 0 where none is, and the token after it.
func (s *scan) monthAt(i int) (int, int) {
	switch s.class(i) {
	case monthWord:
		if !s.toks[i].capital {
			return 0, 0
		}
		return int(s.toks[i].value), i + 1
	case shortMonth:
		if !s.toks[i].capital {
			return 0, 0
		}
		if s.is(i+1, dotMark) && s.glued(i+1) {
			return int(s.toks[i].value), i + 2
		}
		return int(s.toks[i].value), i + 1
	}
	return 0, 0
}

// fullYear is the year in digits at i, or 0.
func (s *scan) fullYear(i int) int {
	if i < len(s.toks) && s.toks[i].digits == 4 {
		if y := s.number(i, 4); y >= 1000 && y < 2200 && !(s.glued(i+1) && s.toks[i+1].kind == wordToken) {
			return y
		}
	}
	return 0
}

// withYear adds a year that follows a date: "May 6, 2021", "May of this year", "March '84".
func (s *scan) withYear(p phrase) phrase {
	j := p.end
	if s.is(j, commaMark) {
		j++
	}
	if y := s.fullYear(j); y > 0 && !s.is(j+1, countNoun) {
		p.year, p.end = y, j+1
		return p
	}
	j = p.end
	if s.is(j, ofWord) {
		j++
		if y := s.fullYear(j); y > 0 {
			p.year, p.end = y, j+1
			return p
		}
		if s.is(j, theWord) && (s.is(j+1, sameWord) || s.is(j+1, previousWord) || s.is(j+1, followingWord)) {
			j++
		}
	} else if !s.is(j, lastWord) && !s.is(j, nextWord) && !s.is(j, thisWord) && !s.is(j, thatWord) {
		if s.is(j, theWord) && s.is(j+1, sameWord) && s.isYear(j+2) {
			p.thatYear, p.end = true, j+3
		}
		return p
	}
	if !s.isYear(j + 1) {
		return p
	}
	switch s.class(j) {
	case thisWord, currentWord:
		p.yearShifted, p.yearShift, p.end = true, 0, j+2
	case lastWord:
		p.yearShifted, p.yearShift, p.end = true, -1, j+2
	case nextWord:
		p.yearShifted, p.yearShift, p.end = true, 1, j+2
	case thatWord, sameWord:
		p.thatYear, p.end = true, j+2
	case previousWord:
		p.thatYear, p.yearShift, p.end = true, -1, j+2
	case followingWord:
		p.thatYear, p.yearShift, p.end = true, 1, j+2
	}
	return p
}

func (s *scan) isYear(i int) bool { return s.is(i, unitWord) && unit(s.toks[i].value) == year }

// matchMonth reads "May 6[, 2021]", "May 3-5", "May 2021", "May".
func (s *scan) matchMonth(i int) (phrase, bool) {
	m, j := s.monthAt(i)
	if m == 0 {
		return phrase{}, false
	}
	if m == 5 && s.word(j, "day") && s.toks[j].capital {
		return s.holiday("05-01", j+1), true
	}
	p := phrase{shape: dateShape, month: m, end: j}
	k := j
	if s.is(k, theWord) {
		k++
	}
	if d, end := s.dayNumber(k); d > 0 && d <= daysIn(0, m) && (k == j || s.toks[k].kind == numberToken) && !s.counts(end) {
		p.day, p.end = d, end
		if m == 9 && d == 11 && (s.word(end, "attacks") || s.word(end, "terrorist") || s.word(end, "attack") || s.word(end, "terror")) {
			p.year = 2001
			return p, true
		}
		if s.namedAfterDay(end) {
			return phrase{}, false
		}
		return s.finishDay(s.dayRangeAfter(p)), true
	}
	p = s.withYear(p)
	if p.year > 0 || p.thatYear || p.yearShifted {
		return p, true
	}
	return p, s.monthStands(i, j)
}

// namedAfterDay tells whether a name goes on after a day: "March 23 Movement", "April 6 Youth Movement", "July 26 Street".
func (s *scan) namedAfterDay(i int) bool {
	for k := i; k < i+3 && k < len(s.toks) && s.toks[k].capital && !s.toks[k].first; k++ {
		switch s.text[s.toks[k].start:s.toks[k].end] {
		case "Movement", "Brigade", "Brigades", "Alliance", "Square", "Street", "Stadium", "Bridge", "University", "Coalition", "Front", "Division", "Avenue", "Party":
			return true
		}
	}
	return false
}

// counts tells whether what stands at i makes the number before it a count: "May 6 percent".
func (s *scan) counts(i int) bool {
	switch s.class(i) {
	case countNoun, moneyWord, unitsWord:
		return true
	case colonMark:
		return s.glued(i) && s.glued(i+1)
	case commaMark:
		return s.glued(i) && s.glued(i+1) && s.number(i+1, 3) >= 0 && s.toks[i+1].digits == 3
	}
	return i < len(s.toks) && s.glued(i) && s.text[s.toks[i].start] == '%'
}

// monthStands decides whether a month's name without day or year is the month: names that are also words or surnames need
// a preposition or another sign.
func (s *scan) monthStands(i, end int) bool {
	t := s.toks[i]
	ambiguous := t.value == 5 || t.value == 3 || t.value == 8 || t.value == 4 || t.value == 6 || t.class == shortMonth
	switch s.class(i - 1) {
	case inWord, sinceWord, untilWord, byWord, ofWord, earlyWord, midWord, lateWord, duringWord, fromWord, throughWord, lastWord, nextWord, thisWord,
		everyWord, beforeWord, afterWord, forWord, earlierWord, laterWord, betweenWord, thatWord, comingWord, pastWord, onWord:
		// "of May" may be a person or a tank; "by May" as well, but rarely without a first name.
		return !(t.value == 5 && s.is(i-1, forWord))
	case toWord, andWord, orWord, dashMark, commaMark:
		if s.is(i-2, midWord) || s.is(i-2, earlyWord) || s.is(i-2, lateWord) {
			return true
		}
		if m, _ := s.monthAt(i - 2); m > 0 {
			return true
		}
		if s.number(i-2, 4) >= 0 {
			return true
		}
	}
	if t.class == shortMonth {
		return false
	}
	if !ambiguous {
		return !s.namePart(i, end)
	}
	// "June's vote", "an April summit"
	if t.value == 4 || t.value == 6 || t.value == 8 {
		return (s.is(i-1, articleWord) || s.is(i-1, theWord)) && i+1 < len(s.toks) && !s.toks[end].capital
	}
	return s.is(i-1, articleWord) && end < len(s.toks) && s.toks[end].kind == wordToken && !s.toks[end].capital
}

// namePart tells whether tokens [i, end) stand inside a name: a capitalised word follows or precedes.
func (s *scan) namePart(i, end int) bool {
	if i > 0 && s.toks[i-1].capital && !s.toks[i-1].first && s.toks[i-1].class == otherWord && s.toks[i-1].kind == wordToken {
		return true
	}
	return end < len(s.toks) && s.toks[end].capital && s.toks[end].class == otherWord && s.toks[end].kind == wordToken && !s.toks[end].first
}

// dayRangeAfter extends "May 3" by "-5", " to 5", " and 5".
func (s *scan) dayRangeAfter(p phrase) phrase {
	j := p.end
	link := s.class(j)
	switch link {
	case dashMark, toWord, throughWord, andWord, untilWord:
	default:
		return p
	}
	if m, k := s.monthAt(j + 1); m > 0 && link == dashMark {
		if d, end := s.dayNumber(k); d > 0 {
			p.to, p.end, p.shape = [3]int{0, m, d}, end, dayRange
		}
		return p
	}
	d, end := s.dayNumber(j + 1)
	if d <= p.day || d > daysIn(0, p.month) || s.counts(end) || s.toks[j+1].kind != numberToken {
		return p
	}
	if link == andWord && (d != p.day+1 || s.is(end, monthWord)) {
		return p
	}
	if m, _ := s.monthAt(end); m > 0 {
		return p
	}
	p.to, p.end, p.shape = [3]int{0, p.month, d}, end, dayRange
	return p
}

// finishDay adds year, weekday in brackets, part of the day and clock to a day of a month.
func (s *scan) finishDay(p phrase) phrase {
	p = s.withYear(p)
	if p.shape == dayRange {
		return p
	}
	return s.tail(p)
}

// matchDayMonth reads "6 May [2021]", "3-5 May", "6th of May", "3 to 5 May".
func (s *scan) matchDayMonth(i int) (phrase, bool) {
	d, j := s.dayNumber(i)
	if d == 0 {
		return phrase{}, false
	}
	k := j
	if s.is(k, ofWord) {
		k++
	}
	if m, end := s.monthAt(k); m > 0 && d <= daysIn(0, m) {
		// "6 May 3" is no date, "6 May to 8 June" two.
		p := s.finishDay(phrase{shape: dateShape, month: m, day: d, end: end})
		return p, true
	}
	switch s.class(j) {
	case dashMark, toWord, andWord, throughWord, untilWord:
		d2, end := s.dayNumber(j + 1)
		if d2 > d {
			if m, e := s.monthAt(end); m > 0 && d2 <= daysIn(0, m) {
				if s.is(j, andWord) && d2 != d+1 {
					return phrase{}, false
				}
				p := phrase{shape: dayRange, month: m, day: d, to: [3]int{0, m, d2}, end: e}
				return s.withYear(p), true
			}
		}
	}
	return phrase{}, false
}

// matchWeekday reads "Thursday [morning]", "Thursday, May 6, 2021", "Thursday at 8 p.m.", "Thursday last week".
func (s *scan) matchWeekday(i, rel int) (phrase, bool) {
	t := s.toks[i]
	p := phrase{shape: weekdayShape, weekday: int(t.value), hasWeekday: true, rel: rel, end: i + 1}
	if t.class == shortWeekday {
		if !t.capital {
			return phrase{}, false
		}
		dotted := s.is(i+1, dotMark) && s.glued(i+1)
		if dotted {
			p.end++
		}
		j := p.end
		if s.is(j, commaMark) {
			j++
		}
		if m, _ := s.monthAt(j); m == 0 && !dotted {
			if d, k := s.dayNumber(j); d == 0 || !s.is(k, monthWord) && !s.is(k, shortMonth) {
				return phrase{}, false
			}
		}
	}
	if !t.capital && s.is(i+1, otherWord) && t.class != weekdayWord {
		return phrase{}, false
	}
	if s.namedWeekday(i) {
		return phrase{}, false
	}
	j := p.end
	before := s.tail(p)
	if s.is(j, commaMark) {
		j++
	} else if before.part != noPart && before.clock == "" {
		j = before.end
		if s.is(j, commaMark) {
			j++
		}
	}
	if s.is(j, theWord) {
		if d, end := s.dayNumber(j + 1); d > 0 && s.is(end, ofWord) {
			j++
		}
	}
	q := phrase{}
	ok := false
	if m, _ := s.monthAt(j); m > 0 {
		if q, ok = s.matchMonth(j); ok && q.day == 0 {
			ok = false
		}
	} else if j < len(s.toks) && s.toks[j].kind == numberToken {
		q, ok = s.matchDayMonth(j)
	}
	if ok && q.shape == dateShape {
		q.weekday, q.hasWeekday = p.weekday, true
		if q.part == noPart {
			q.part = before.part
		}
		return q, true
	}
	p = before
	// "Thursday last week", "Friday of next week"
	j = p.end
	if s.is(j, ofWord) {
		j++
	}
	if s.is(j+1, unitWord) && unit(s.toks[j+1].value) == week {
		switch s.class(j) {
		case lastWord:
			p.rel, p.unit, p.n, p.end = 3, week, -1, j+2
		case thisWord:
			p.rel, p.unit, p.n, p.end = 3, week, 0, j+2
		case nextWord:
			p.rel, p.unit, p.n, p.end = 3, week, 1, j+2
		}
	}
	return p, true
}

// namedWeekday tells whether the weekday is part of a name: "Bloody Sunday", "Black Friday" and "Good Friday" are holidays.
func (s *scan) namedWeekday(i int) bool {
	if s.word(i-1, "bloody") || s.word(i-1, "super") || s.word(i-1, "holy") {
		return s.toks[i-1].capital
	}
	return false
}

// matchYear reads a year in digits, or a pair "2014-16". Prepositional or loose contexts differ in what they trust.
func (s *scan) matchYear(i int, trusted bool) (phrase, bool) {
	y := s.fullYear(i)
	if y == 0 {
		return phrase{}, false
	}
	j := i + 1
	p := phrase{shape: dateShape, year: y, end: j}
	prep := trusted
	switch s.class(i - 1) {
	case inWord, sinceWord, untilWord, fromWord, duringWord, throughWord, earlyWord, midWord, lateWord, betweenWord, openMark:
		prep = true
	case ofWord, byWord, beforeWord, afterWord, aboutWord, toWord, andWord, forWord, overWord, moreWord, thanWord, orWord:
		prep = prep || y >= 1900
	}
	switch s.class(i - 1) {
	case moneyMark, notYear, thanWord, nearlyWord, someWord, leastWord, mostWord, slashMark:
		return phrase{}, false
	case dotMark:
		if s.glued(i) || s.word(i-2, "no") {
			return phrase{}, false
		}
	case dashMark:
		if s.glued(i) && s.glued(i-1) && !trusted {
			// "COVID-2019", "1998-2001" are read from their start.
			return phrase{}, false
		}
	}
	if s.glued(i+1) && s.is(i+1, dotMark) && s.glued(i+2) && i+2 < len(s.toks) && s.toks[i+2].kind == numberToken {
		return phrase{}, false
	}
	if s.counts(i+1) || s.is(i+1, zoneWord) || s.glued(i+1) && s.is(i+1, slashMark) && s.number(i+2, 4) < 0 || s.is(i+1, colonMark) && s.glued(i+1) && s.glued(i+2) {
		return phrase{}, false
	}
	if s.is(i+1, dashMark) && s.glued(i+1) && s.word(i+2, "strong") {
		return phrase{}, false
	}
	// "2014-16", "2014/15", "2014-2016"
	if (s.is(j, dashMark) || s.is(j, slashMark)) && (s.glued(j) || s.is(j, dashMark)) {
		y2 := s.number(j+1, 4)
		if s.glued(j) && s.glued(j+1) && j+1 < len(s.toks) && s.toks[j+1].digits == 2 && y2 > y%100 {
			y2 += y / 100 * 100
		}
		if y2 > y && y2 < y+150 && !(s.glued(j+2) && s.is(j+2, dashMark)) {
			p.shape, p.to, p.end = dayRange, [3]int{y2, 0, 0}, j+2
			return p, true
		}
		if s.glued(j) && s.glued(j+1) && y2 >= 0 {
			return phrase{}, false
		}
	}
	if y < 1900 || y > 2050 {
		return p, prep && !s.pluralAhead(j)
	}
	if !prep && s.pluralAhead(j) && (y >= 2030 || y < 1950) {
		return phrase{}, false
	}
	if !prep && i > 0 && !s.toks[i].first && s.toks[i-1].capital && s.toks[i-1].kind == wordToken && s.toks[i-1].class == otherWord {
		// "Expo 2020", "Agenda 2030" name a thing; a list of events after a comma does not.
		return phrase{}, false
	}
	return p, true
}

// pluralAhead guesses that a counted noun follows: a lower-case word that ends in s.
func (s *scan) pluralAhead(i int) bool {
	if i >= len(s.toks) || s.toks[i].kind != wordToken || s.toks[i].capital || s.toks[i].first {
		return false
	}
	if s.toks[i].class == countNoun {
		return true
	}
	w := s.text[s.toks[i].start:s.toks[i].end]
	return len(w) > 3 && w[len(w)-1] == 's' && w[len(w)-2] != 's'
}

// matchSpelledYear reads "nineteen ninety-eight", "two thousand and one", "twenty twenty-one".
func (s *scan) matchSpelledYear(i int) (phrase, bool) {
	if s.is(i, numeralWord) && s.toks[i].value == 2 && s.is(i+1, thousandWord) {
		j := i + 2
		if s.is(j, andWord) {
			j++
		}
		if v, end := s.underHundred(j); end > 0 && !s.is(end, unitsWord) && (s.is(i-1, inWord) || s.is(i-1, sinceWord)) {
			return phrase{shape: dateShape, year: 2000 + v, end: end}, true
		}
		return phrase{}, false
	}
	high := int(s.toks[i].value)
	if !(s.is(i, numeralWord) && high >= 16 && high <= 19 || s.is(i, tensWord) && high == 20) {
		return phrase{}, false
	}
	j := i + 1
	if s.is(j, hundredWord) {
		return phrase{}, false
	}
	if s.is(j, dashMark) {
		j++
	}
	if s.is(j, numeralWord) && s.toks[j].value < 10 {
		return phrase{}, false
	}
	v, end := s.underHundred(j)
	if end == 0 || s.is(end, unitsWord) || s.is(end, unitWord) {
		return phrase{}, false
	}
	return phrase{shape: dateShape, year: high*100 + v, end: end}, true
}

// underHundred reads a spelled number below 100.
func (s *scan) underHundred(i int) (int, int) {
	switch s.class(i) {
	case numeralWord:
		return int(s.toks[i].value), i + 1
	case tensWord:
		v, j := int(s.toks[i].value), i+1
		k := j
		if s.is(k, dashMark) {
			k++
		}
		if s.is(k, numeralWord) && s.toks[k].value < 10 {
			return v + int(s.toks[k].value), k + 1
		}
		return v, j
	}
	return 0, 0
}

// matchDecade reads "1990s", "'90s", "90s", "nineties" after "the".
func (s *scan) matchDecade(i int) (phrase, bool) {
	short := false
	if s.is(i, apostropheMark) {
		short = true
		i++
		if !s.glued(i) {
			return phrase{}, false
		}
	}
	n := s.number(i, 4)
	if n < 0 || s.toks[i].digits != 2 && s.toks[i].digits != 4 || n%10 != 0 {
		return phrase{}, false
	}
	j := i + 1
	if s.is(j, apostropheMark) && s.glued(j) {
		j++
	}
	if !s.word(j, "s") || !s.glued(j) {
		return phrase{}, false
	}
	if n < 100 {
		if !short && !s.is(i-1, theWord) && !s.is(i-1, earlyWord) && !s.is(i-1, lateWord) && !s.is(i-1, dashMark) {
			return phrase{}, false
		}
		n += 1900
		if n < 1920 {
			n += 100
		}
	}
	p := phrase{shape: decadeShape, n: float64(n / 10), end: j + 1}
	return p, n >= 1000 && n < 2200
}

// matchOrdinal reads "third quarter [of 2019]", "second half of the year", "twentieth century", "first week of May".
func (s *scan) matchOrdinal(i int, the bool) (phrase, bool) {
	n, j := s.ordinal(i)
	if j == 0 {
		return phrase{}, false
	}
	if s.is(j, dashMark) && s.glued(j) {
		j++
	}
	if s.is(j, fiscalWord) {
		j++
	}
	switch {
	case s.is(j, unitWord) && unit(s.toks[j].value) == quarter && n <= 4:
		return s.ofYear(phrase{shape: quarterShape, n: float64(n), end: j + 1}), true
	case s.is(j, halfWord) && n <= 2 && s.halfStands(j+1):
		return s.ofYear(phrase{shape: quarterShape, half: true, n: float64(n), end: j + 1}), true
	case s.is(j, unitWord) && unit(s.toks[j].value) == century && n <= 22:
		p := phrase{shape: centuryShape, n: float64(n - 1), end: j + 1}
		return p, true
	case s.is(j, ofWord):
		if m, _ := s.monthAt(j + 1); m > 0 {
			return s.matchDayMonth(i)
		}
		return phrase{}, false
	case s.is(j, unitWord) && (unit(s.toks[j].value) == week || unit(s.toks[j].value) == day || unit(s.toks[j].value) == month) && s.is(j+1, ofWord):
		return s.firstOf(n, unit(s.toks[j].value), j+2)
	case s.is(j, weekendWord) && s.is(j+1, ofWord):
		return s.firstOf(n, weekend, j+2)
	}
	if m, _ := s.monthAt(j); m > 0 {
		return s.matchDayMonth(i)
	}
	if the && n == 1 {
		// "the first nine months of 2022", "the first two weeks"
		if p, ok := s.matchAmount(j); ok && !p.bare && s.toks[j].class != unitWord {
			p.mod = "START"
			return p, true
		}
	}
	return phrase{}, false
}

// halfStands tells whether "first half" speaks of a year, not of a match: "of 2019", "of the year", "of May" or "results".
func (s *scan) halfStands(i int) bool {
	if !s.is(i, ofWord) {
		return s.fullYear(i) > 0
	}
	return s.fullYear(i+1) > 0 || s.is(i+1, thisWord) || s.is(i+1, nextWord) || s.is(i+1, lastWord) || s.is(i+1, theWord) && (s.isYear(i+2) || s.is(i+2, fiscalWord)) ||
		s.is(i+1, theWord) && s.number(i+2, 4) > 0 || s.is(i+1, fiscalWord) || s.is(i+1, monthWord) || s.is(i+1, theWord) && s.is(i+2, unitWord)
}

// firstOf reads the month after "first week of".
func (s *scan) firstOf(n int, u unit, j int) (phrase, bool) {
	p, ok := s.matchMonth(j)
	if !ok && s.is(j, monthWord) && s.toks[j].capital {
		p, ok = s.withYear(phrase{shape: dateShape, month: int(s.toks[j].value), end: j + 1}), true
	}
	if !ok || p.day > 0 || p.shape != dateShape || n > 5 && u != day {
		return phrase{}, false
	}
	switch u {
	case day:
		if n > daysIn(0, p.month) {
			return phrase{}, false
		}
		p.day = n
	default:
		p.mod = [...]string{"START", "START", "MID", "MID", "END", "END"}[n]
	}
	return p, true
}

// ofYear adds the year to a quarter or half.
func (s *scan) ofYear(p phrase) phrase {
	j := p.end
	if s.is(j, ofWord) {
		j++
	}
	if s.is(j, fiscalWord) {
		j++
		if s.isYear(j) {
			j++
		}
	}
	if y := s.fullYear(j); y > 0 {
		p.year, p.end = y, j+1
		return p
	}
	j = p.end
	if s.is(j, ofWord) {
		j++
	}
	if s.is(j, theWord) && s.isYear(j+1) && j > p.end {
		p.yearShifted, p.end = true, j+2
		return p
	}
	return s.withYear(p)
}

// matchNumberOrdinal reads "20th century", "5th of May", "2nd quarter".
func (s *scan) matchNumberOrdinal(i int, the bool) (phrase, bool) {
	if s.number(i, 3) < 0 || !s.glued(i+1) || !s.ordinalSuffix(i+1) {
		return phrase{}, false
	}
	return s.matchOrdinal(i, the)
}

// matchFiscal reads "fiscal [year] 2021", "2021 fiscal year" is a year.
func (s *scan) matchFiscal(i int) (phrase, bool) {
	j := i + 1
	if s.isYear(j) {
		j++
		if s.fullYear(j) == 0 {
			return phrase{shape: unitShape, unit: year, end: j}, true
		}
	}
	if y := s.fullYear(j); y > 0 {
		return phrase{shape: dateShape, year: y, end: j + 1}, true
	}
	return phrase{}, false
}

// matchSeason reads "spring [of] 1940", "summer"; a bare season needs "the" or a preposition.
func (s *scan) matchSeason(i int, the bool) (phrase, bool) {
	if !s.is(i, seasonWord) {
		return phrase{}, false
	}
	p := phrase{shape: seasonShape, season: season(s.toks[i].value), end: i + 1}
	if y := s.fullYear(i + 1); y > 0 {
		p.year, p.end = y, i+2
		return p, true
	}
	q := s.withYear(p)
	if q.end > p.end {
		return q, true
	}
	if s.toks[i].capital && !s.toks[i].first && s.is(i-1, otherWord) && s.toks[i-1].capital {
		return phrase{}, false
	}
	if equalFold(s.text[s.toks[i].start:s.toks[i].end], "fall") || equalFold(s.text[s.toks[i].start:s.toks[i].end], "spring") {
		// "the fall of Kabul" is none.
		if s.is(i+1, ofWord) {
			return phrase{}, false
		}
		return p, the && (s.is(i-2, inWord) || s.is(i-2, untilWord) || s.is(i-2, byWord) || s.is(i-2, duringWord) || s.is(i-2, sinceWord)) || s.is(i-1, inWord)
	}
	return p, the || s.is(i-1, inWord) || s.is(i-1, sinceWord) || s.is(i-1, untilWord) || s.is(i-1, byWord) || s.is(i-1, duringWord) || s.is(i-1, earlyWord) || s.is(i-1, lateWord)
}

// matchPartOf reads "the night of 17 March", "the morning of Friday", "the evening before".
func (s *scan) matchPartOf(j int) (phrase, bool) {
	pt := part(s.toks[j].value)
	switch s.class(j + 1) {
	case ofWord:
		k := j + 2
		if s.is(k, theWord) {
			k++
		}
		if p, ok := s.matchDate(k); ok && (p.day > 0 || p.hasWeekday) && p.shape != dayRange {
			if p.part == noPart {
				p.part = pt
			}
			return p, true
		}
	case beforeWord:
		return phrase{shape: offsetShape, unit: day, n: -1, anchor: fromMention, part: pt, end: j + 2}, !s.nounAfter(j + 2)
	case afterWord:
		return phrase{shape: offsetShape, unit: day, n: 1, anchor: fromMention, part: pt, end: j + 2}, !s.nounAfter(j + 2)
	}
	switch s.class(j - 2) {
	case inWord, duringWord, throughWord:
		// "in the evening": of the day that was named last
		return phrase{shape: clockShape, part: pt, end: j + 1}, true
	}
	return phrase{}, false
}

// matchUnitBefore reads what follows "the" and a unit: "the day before [yesterday]", "the year after", "the week of June 25".
func (s *scan) matchUnitBefore(j int) (phrase, bool) {
	u := unit(s.toks[j].value)
	if u < day {
		return phrase{}, false
	}
	switch s.class(j + 1) {
	case beforeWord, earlierWord:
		if s.is(j+2, todayWord) && u == day {
			return phrase{shape: unitShape, unit: day, n: float64(s.toks[j+2].value) - 1, end: j + 3}, true
		}
		if s.is(j+2, lastWord) && s.is(j+3, unitWord) && unit(s.toks[j+3].value) == u {
			return phrase{shape: unitShape, unit: u, n: -2, end: j + 4}, true
		}
		return phrase{shape: offsetShape, unit: u, n: -1, anchor: fromMention, end: j + 2}, true
	case afterWord, laterWord:
		if s.is(j+2, todayWord) && u == day {
			return phrase{shape: unitShape, unit: day, n: float64(s.toks[j+2].value) + 1, end: j + 3}, true
		}
		if s.is(j+2, nextWord) && s.is(j+3, unitWord) && unit(s.toks[j+3].value) == u {
			return phrase{shape: unitShape, unit: u, n: 2, end: j + 4}, true
		}
		return phrase{shape: offsetShape, unit: u, n: 1, anchor: fromMention, end: j + 2}, true
	case ofWord:
		if u == week {
			if p, ok := s.matchDate(j + 2); ok && p.shape == dateShape && p.day > 0 {
				p.shape = weekOfShape
				return p, true
			}
		}
	}
	return phrase{}, false
}

// nounAfter tells whether a noun phrase or clause follows at i, so that "before" or "after" governs it.
func (s *scan) nounAfter(i int) bool {
	if i >= len(s.toks) || s.toks[i].first {
		return false
	}
	if s.toks[i].kind == numberToken || s.toks[i].capital {
		return true
	}
	switch s.toks[i].class {
	case otherWord:
		w := s.text[s.toks[i].start:s.toks[i].end]
		return pronoun(w) || !functionWord(w)
	case theWord, articleWord, thisWord, thatWord, numeralWord, tensWord, countNoun, lastWord, everyWord, presentWord:
		return true
	}
	return false
}

// pronoun tells whether w opens a clause as its subject.
func pronoun(w string) bool {
	switch w {
	case "he", "she", "it", "they", "we", "there", "you", "i":
		return true
	}
	return false
}

// matchHoliday reads fixed and moving feasts.
func (s *scan) matchHoliday(i int) (phrase, bool) {
	if !s.toks[i].capital {
		return phrase{}, false
	}
	name, end := "", i+1
	switch w := s.text[s.toks[i].start:s.toks[i].end]; {
	case equalFold(w, "christmas"):
		name = "12-25"
		if s.word(i+1, "eve") {
			name, end = "12-24", i+2
		} else if s.is(i+1, unitWord) && unit(s.toks[i+1].value) == day {
			end = i + 2
		}
	case equalFold(w, "new"):
		if !s.word(i+1, "year") || !s.is(i+2, apostropheMark) || !s.word(i+3, "s") {
			if s.word(i+1, "years") && s.word(i+2, "eve") {
				return s.holiday("12-31", i+3), true
			}
			return phrase{}, false
		}
		switch {
		case s.word(i+4, "eve"):
			name, end = "12-31", i+5
		case s.word(i+4, "day"):
			name, end = "01-01", i+5
		default:
			return phrase{}, false
		}
	case equalFold(w, "easter"):
		name = "easter"
		switch {
		case s.word(i+1, "sunday"):
			end = i + 2
		case s.word(i+1, "monday"):
			name, end = "easter+1", i+2
		}
	case equalFold(w, "good"):
		if !s.word(i+1, "friday") {
			return phrase{}, false
		}
		name, end = "easter-2", i+2
	case equalFold(w, "palm"):
		if !s.word(i+1, "sunday") {
			return phrase{}, false
		}
		name, end = "easter-7", i+2
	case equalFold(w, "ash"):
		if !s.word(i+1, "wednesday") {
			return phrase{}, false
		}
		name, end = "easter-46", i+2
	case equalFold(w, "pentecost"):
		name = "easter+49"
	case equalFold(w, "thanksgiving"):
		name = "thanksgiving"
		if s.word(i+1, "day") {
			end = i + 2
		}
	case equalFold(w, "halloween"):
		name = "10-31"
	case equalFold(w, "epiphany"):
		name = "01-06"
	default:
		return s.matchNamedDay(i)
	}
	return s.holiday(name, end), !s.inName(end)
}

// matchNamedDay reads holidays that end in "Day".
func (s *scan) matchNamedDay(i int) (phrase, bool) {
	w := s.text[s.toks[i].start:s.toks[i].end]
	j := i + 1
	if s.is(j, apostropheMark) {
		j++
		if s.word(j, "s") {
			j++
		}
	}
	if equalFold(w, "international") {
		if s.word(i+1, "women") && s.is(i+2, apostropheMark) && s.word(i+3, "s") && s.word(i+4, "day") {
			return s.holiday("03-08", i+5), true
		}
		if s.word(i+1, "workers") && s.is(i+2, apostropheMark) && s.word(i+3, "day") {
			return s.holiday("05-01", i+4), true
		}
		return phrase{}, false
	}
	if !s.word(j, "day") || !s.toks[j].capital {
		return phrase{}, false
	}
	name := ""
	switch {
	case equalFold(w, "labor"), equalFold(w, "labour"):
		name = "labor"
	case equalFold(w, "memorial"):
		name = "memorial"
	case equalFold(w, "columbus"):
		name = "columbus"
	case equalFold(w, "valentine"):
		name = "02-14"
	case equalFold(w, "veterans"), equalFold(w, "armistice"), equalFold(w, "remembrance"):
		name = "11-11"
	case equalFold(w, "boxing"):
		name = "12-26"
	case equalFold(w, "bastille"):
		name = "07-14"
	case equalFold(w, "anzac"):
		name = "04-25"
	case equalFold(w, "victory"):
		name = "05-09"
	default:
		// Independence Day differs from country to country.
		return phrase{}, false
	}
	return s.holiday(name, j+1), true
}

// inName tells whether a capitalised word goes on after token end, so that the holiday is part of a name.
func (s *scan) inName(end int) bool {
	return end < len(s.toks) && s.toks[end].capital && !s.toks[end].first && s.toks[end].class == otherWord && s.toks[end].kind == wordToken
}

// holiday makes the phrase of a holiday that ends at token end, with the year that follows.
func (s *scan) holiday(name string, end int) phrase {
	p := s.withYear(phrase{shape: holidayShape, holiday: name, end: end})
	if p.year == 0 {
		if y := s.fullYear(p.end); y > 0 {
			p.year, p.end = y, p.end+1
		}
	}
	return p
}
