package resolve

// matchClock reads a time of the day with the day that may follow: "8 p.m. Thursday", "noon on Monday", "14:30 GMT".
func (s *scan) matchClock(i int) (phrase, bool) {
	clock, j := s.clock(i)
	if j == 0 {
		return phrase{}, false
	}
	p := phrase{shape: clockShape, clock: clock, end: j}
	k := j
	if s.is(k, commaMark) {
		k++
	}
	if s.is(k, onWord) {
		k++
	}
	if k >= len(s.toks) {
		return p, true
	}
	switch s.class(k) {
	case weekdayWord, shortWeekday, monthWord, shortMonth, todayWord:
	case lastWord, nextWord, thisWord, thatWord:
		if !s.is(k+1, weekdayWord) && !s.is(k+1, partWord) && !s.is(k+1, unitWord) {
			return p, true
		}
	default:
		if s.toks[k].kind != numberToken || k == j {
			return p, true
		}
	}
	if s.toks[k].first {
		return p, true
	}
	q, ok := s.match2(k)
	if !ok || q.clock != "" || q.shape == dayRange {
		return p, true
	}
	switch {
	case q.shape == dateShape && q.day > 0, q.shape == weekdayShape, q.shape == unitShape && q.unit == day:
		q.clock = clock
		return q, true
	}
	return p, true
}

// clock reads "8:30 p.m.", "8pm", "14:30", "1400 GMT", "noon", "eight o'clock"; it gives "T20:30" and the token after, or 0.
func (s *scan) clock(i int) (string, int) {
	switch s.class(i) {
	case noonWord:
		return "T12:00", i + 1
	case midnightWord:
		return "T24:00", i + 1
	}
	if i >= len(s.toks) {
		return "", 0
	}
	h, m, j := -1, 0, i+1
	if s.is(i, numeralWord) && s.toks[i].value <= 12 {
		h = int(s.toks[i].value)
		if s.word(j, "o") && s.is(j+1, apostropheMark) && s.is(j+2, clockWord) {
			j += 3
			if _, end := s.halfOfDay(j); end == 0 {
				return clockText(h, 0), j
			}
		} else if _, end := s.halfOfDay(j); end == 0 {
			return "", 0
		}
	} else {
		h = s.number(i, 2)
		if h < 0 {
			// "1400 GMT"
			if v := s.number(i, 4); v >= 0 && s.toks[i].digits == 4 && s.is(j, zoneWord) && v/100 < 25 && v%100 < 60 {
				return clockText(v/100, v%100), j + 1
			}
			return "", 0
		}
		if (s.is(j, colonMark) || s.is(j, dotMark)) && s.glued(j) && s.glued(j+1) && j+1 < len(s.toks) && s.toks[j+1].digits == 2 {
			mm := s.number(j+1, 2)
			_, end := s.halfOfDay(j + 2)
			if mm >= 60 || s.is(j, dotMark) && end == 0 {
				return "", 0
			}
			m, j = mm, j+2
			if s.is(j, colonMark) && s.glued(j) && s.number(j+1, 2) >= 0 {
				j += 2
			}
		} else if s.word(j, "o") && s.is(j+1, apostropheMark) && s.is(j+2, clockWord) {
			j += 3
			if _, end := s.halfOfDay(j); end == 0 {
				return clockText(h, 0), j
			}
		} else if _, end := s.halfOfDay(j); end == 0 {
			return "", 0
		}
	}
	pm, end := s.halfOfDay(j)
	if end > 0 {
		if h > 12 {
			return "", 0
		}
		if pm && h < 12 {
			h += 12
		} else if !pm && h == 12 {
			h = 0
		}
		j = end
	}
	if h > 24 || h < 0 {
		return "", 0
	}
	if s.is(j, zoneWord) {
		j++
	}
	return clockText(h, m), j
}

// halfOfDay reads "a.m.", "pm"; it gives the token after it, or 0.
func (s *scan) halfOfDay(i int) (pm bool, end int) {
	switch s.class(i) {
	case amWord:
		return false, i + 1
	case pmWord:
		return true, i + 1
	}
	if !s.word(i, "a") && !s.word(i, "p") {
		return false, 0
	}
	if !s.is(i+1, dotMark) || !s.glued(i+1) || !s.word(i+2, "m") || !s.glued(i+2) {
		return false, 0
	}
	end = i + 3
	if s.is(end, dotMark) && s.glued(end) {
		end++
	}
	return s.word(i, "p"), end
}

func clockText(h, m int) string {
	return string([]byte{'T', byte('0' + h/10), byte('0' + h%10), ':', byte('0' + m/10), byte('0' + m%10)})
}

// matchRelative reads "this week", "last Friday", "the previous day", "that September", "the last six months".
func (s *scan) matchRelative(i int) (phrase, bool) {
	rel, anch, j := 0, fromPublication, i+1
	switch s.class(i) {
	case thisWord, currentWord:
		rel = 0
		if s.is(i, thisWord) && (s.is(j, pastWord) || s.is(j, comingWord)) {
			// "this past December", "this coming week"
			rel = -1
			if s.is(j, comingWord) {
				rel = 1
			}
			j++
		}
		if s.is(j, timeWord) && s.is(i, thisWord) && !s.is(j+1, timeWord) {
			if s.is(j+1, lastWord) && s.isYear(j+2) {
				return phrase{shape: unitShape, unit: year, n: -1, end: j + 3}, true
			}
			return phrase{shape: vagueShape, end: j + 1}, true
		}
	case lastWord:
		rel = -1
	case pastWord:
		rel = -1
		if s.is(j, unitsWord) && s.toks[j].value == int32(year) && s.is(i-1, inWord) {
			return phrase{shape: vagueShape, n: -1, end: j + 1}, true
		}
	case nextWord, comingWord:
		rel = 1
	case previousWord:
		rel, anch = -1, fromMention
	case followingWord:
		if !s.is(i-1, theWord) {
			// "following two weeks of talks" is a preposition.
			return phrase{}, false
		}
		rel, anch = 1, fromMention
	case sameWord, thatWord:
		rel, anch = 0, fromMention
	case recentWord:
		// "recent weeks"
		if s.is(j, unitsWord) && s.toks[j].value >= int32(day) {
			return phrase{shape: vagueShape, n: -1, unit: unit(s.toks[j].value), end: j + 1}, true
		}
		return phrase{}, false
	case theseWord:
		if s.is(j, unitsWord) && unit(s.toks[j].value) == day && s.word(i, "these") {
			return phrase{shape: vagueShape, end: j + 1}, true
		}
		return phrase{}, false
	default:
		return phrase{}, false
	}
	if s.is(i, nextWord) && s.is(i-1, theWord) {
		// "the next day", "the next week" follow on what was just told.
		anch = fromMention
	}
	return s.relativeTo(i, j, rel, anch)
}

// relativeTo reads what follows a determiner at i: a unit, weekday, month, season, part of the day, or an amount.
func (s *scan) relativeTo(i, j, rel int, anch anchor) (phrase, bool) {
	switch s.class(j) {
	case earlyWord, lateWord:
		j++
		if j >= len(s.toks) {
			return phrase{}, false
		}
	case fiscalWord:
		j++
	}
	switch s.class(j) {
	case unitWord:
		return s.relativeUnit(i, j, rel, anch)
	case partWord:
		pt := part(s.toks[j].value)
		p := phrase{shape: unitShape, unit: day, n: float64(rel), anchor: anch, part: pt, end: j + 1}
		if rel == -1 && pt != night && s.is(i, lastWord) {
			return p, s.is(i, lastWord)
		}
		if clockless := s.tail(phrase{end: j + 1}); clockless.clock != "" {
			p.clock, p.end = clockless.clock, clockless.end
		}
		return p, true
	case weekdayWord:
		if anch == fromMention && s.is(i, thatWord) {
			p := phrase{shape: weekdayShape, weekday: int(s.toks[j].value), hasWeekday: true, anchor: fromMention, end: j + 1}
			return s.tail(p), true
		}
		r := rel
		if rel == 0 {
			r = 2
		}
		p, ok := s.matchWeekday(j, r)
		p.anchor = anch
		return p, ok
	case monthWord:
		return s.relativeMonth(i, j, rel, anch)
	case seasonWord:
		p := phrase{shape: seasonShape, season: season(s.toks[j].value), rel: rel, anchor: anch, yearShifted: rel == 0, end: j + 1}
		if anch == fromMention {
			p.thatYear, p.yearShifted = true, false
		}
		return p, true
	case weekendWord:
		return phrase{shape: weekendShape, rel: rel, yearShifted: true, anchor: anch, end: j + 1}, true
	case holidayWord:
		p, ok := s.matchHoliday(j)
		p.rel = rel
		return p, ok
	case unitsWord:
		// "the coming weeks", "the past days", "previous years"
		u := unit(s.toks[j].value)
		if s.is(i, lastWord) && !s.is(i-1, theWord) || s.is(i, thatWord) || s.is(i, thisWord) || s.is(i, sameWord) || s.is(i, currentWord) {
			return phrase{}, false
		}
		return phrase{shape: spanShape, unit: u, vague: true, side: rel, end: j + 1}, true
	}
	if rel == 0 {
		return phrase{}, false
	}
	// "the last six months", "the next few days", "the first half"
	if p, ok := s.matchAmount(j); ok && p.shape == spanShape && !p.bare {
		p.side = rel
		if s.is(i, previousWord) || s.is(i, followingWord) {
			p.anchor = fromMention
		}
		return p, true
	}
	if s.is(j, ordinalWord) || s.is(j, halfWord) {
		return phrase{}, false
	}
	return phrase{}, false
}

// relativeUnit reads a unit at j after the determiner at i: "last week", "the past year".
func (s *scan) relativeUnit(i, j, rel int, anch anchor) (phrase, bool) {
	u := unit(s.toks[j].value)
	if u == minute || u == hour {
		if rel != 0 && s.is(i-1, theWord) && !s.is(i, lastWord) {
			return phrase{shape: spanShape, unit: u, n: 1, side: rel, end: j + 1}, true
		}
		return phrase{}, false
	}
	if u == day && (s.is(i, thisWord) || s.is(i, lastWord) || s.is(i, currentWord)) && !s.is(i-1, theWord) {
		if s.is(i, thisWord) {
			return phrase{shape: unitShape, unit: day, end: j + 1}, true
		}
		return phrase{}, false
	}
	if s.is(j+1, dashMark) && s.glued(j+1) {
		return phrase{}, false
	}
	if s.is(i, lastWord) && u <= week && s.is(j+1, ofWord) {
		if p, ok := s.lastOf(u, j+2); ok {
			return p, true
		}
	}
	// "the past year", "the last decade": a length that ends now.
	if s.is(i, pastWord) || s.is(i, comingWord) && s.is(i-1, theWord) || (u >= decade || u == day) && s.is(i, lastWord) && s.is(i-1, theWord) {
		return phrase{shape: spanShape, unit: u, n: 1, side: rel, end: j + 1}, true
	}
	p := phrase{shape: unitShape, unit: u, n: float64(rel), anchor: anch, end: j + 1}
	if u == day {
		p = s.tail(p)
	}
	return p, true
}

// relativeMonth reads a month at j after the determiner at i: "last June", "that September", "this May 6".
func (s *scan) relativeMonth(i, j, rel int, anch anchor) (phrase, bool) {
	if !s.toks[j].capital {
		return phrase{}, false
	}
	p := phrase{shape: dateShape, month: int(s.toks[j].value), rel: rel, end: j + 1}
	switch {
	case anch == fromMention && s.is(i, thatWord):
		p.thatYear = true
	case rel == 0:
		p.yearShifted = true
	}
	if d, end := s.dayNumber(j + 1); d > 0 && d <= daysIn(0, p.month) && !s.counts(end) {
		p.day, p.end = d, end
		p = s.tail(p)
	} else if rel == -1 || rel == 1 {
		p.hasWeekday = false
	}
	return p, true
}

// lastOf reads the month or year after "last day of", "last week of".
func (s *scan) lastOf(u unit, j int) (phrase, bool) {
	p, ok := s.matchMonth(j)
	if !ok {
		if p, ok = s.matchYear(j, true); ok {
			p.month = 12
		}
	}
	if !ok || p.shape != dateShape || p.day > 0 || p.month == 0 {
		return phrase{}, false
	}
	if u == day {
		p.day = daysIn(max(p.year, 1), p.month)
		return p, true
	}
	p.mod = "END"
	return p, true
}

// amount is a count of units.
type amount struct {
	n     float64
	vague bool
	end   int
	// words tells that no number was read but a quantifier.
	one bool
}

// amountAt reads "two", "2.5", "a", "half a", "several", "a few", "a couple of", "two and a half", "twenty-five".
func (s *scan) amountAt(i int) (amount, bool) {
	if i >= len(s.toks) {
		return amount{}, false
	}
	t := s.toks[i]
	switch t.class {
	case articleWord:
		switch s.class(i + 1) {
		case fewWord:
			return amount{vague: true, end: i + 2}, true
		case coupleWord:
			j := i + 2
			if s.is(j, ofWord) {
				j++
			}
			return amount{n: 2, end: j}, true
		case dozenWord:
			return amount{n: 12, end: i + 2}, true
		case hundredWord:
			return amount{n: 100, end: i + 2}, true
		case halfWord:
			j := i + 2
			if s.is(j, dashMark) {
				j++
			}
			return amount{n: 0.5, end: j}, true
		}
		if s.word(i+1, "number") && s.is(i+2, ofWord) {
			return amount{vague: true, end: i + 3}, true
		}
		return amount{n: 1, end: i + 1, one: true}, true
	case halfWord:
		j := i + 1
		if s.is(j, articleWord) {
			return amount{n: 0.5, end: j + 1}, true
		}
		if s.is(j, dashMark) {
			return amount{n: 0.5, end: j + 1}, true
		}
		return amount{}, false
	case fewWord, severalWord:
		return amount{vague: true, end: i + 1}, true
	case coupleWord:
		j := i + 1
		if s.is(j, ofWord) {
			j++
		}
		return amount{n: 2, end: j}, true
	case dozenWord:
		return amount{n: 12, end: i + 1}, true
	case numeralWord, tensWord:
		v, j := s.underHundred(i)
		n := float64(v)
		if s.is(j, hundredWord) {
			n, j = n*100, j+1
			k := j
			if s.is(k, andWord) {
				k++
			}
			if w, end := s.underHundred(k); end > 0 {
				n, j = n+float64(w), end
			}
		} else if s.is(j, thousandWord) {
			n, j = n*1000, j+1
		}
		return s.andHalf(amount{n: n, end: j}), true
	}
	if t.kind == numberToken && t.value >= 0 {
		a := amount{n: float64(t.value), end: i + 1}
		if s.is(i+1, dotMark) && s.glued(i+1) && s.glued(i+2) && s.number(i+2, 2) >= 0 {
			f := float64(s.toks[i+2].value) / 10
			if s.toks[i+2].digits == 2 {
				f /= 10
			}
			a.n, a.end = a.n+f, i+3
		}
		return s.andHalf(a), true
	}
	return amount{}, false
}

// andHalf reads "and a half" after a number.
func (s *scan) andHalf(a amount) amount {
	j := a.end
	if s.is(j, dashMark) && s.is(j+1, andWord) {
		j++
	}
	if !s.is(j, andWord) {
		return a
	}
	k := j + 1
	if s.is(k, dashMark) {
		k++
	}
	if !s.is(k, articleWord) {
		return a
	}
	k++
	if s.is(k, dashMark) {
		k++
	}
	if s.is(k, halfWord) {
		a.n, a.end = a.n+0.5, k+1
	}
	return a
}

// matchAmount reads lengths of time and what counts by them: "two years", "two-day", "a week ago", "three days later", "weeks".
func (s *scan) matchAmount(i int) (phrase, bool) {
	if s.is(i, anotherWord) || s.is(i, theseWord) {
		if s.is(i+1, anotherWord) || s.is(i+1, theseWord) {
			return phrase{}, false
		}
		if p, ok := s.matchAmount(i + 1); ok && p.shape == spanShape {
			return p, true
		}
		if s.is(i, anotherWord) && s.is(i+1, unitWord) && s.word(i, "another") {
			return phrase{shape: spanShape, unit: unit(s.toks[i+1].value), n: 1, end: i + 2}, true
		}
		return phrase{}, false
	}
	if s.is(i, unitsWord) {
		u := unit(s.toks[i].value)
		if u < minute || s.is(i+1, ofWord) && u == minute {
			return phrase{}, false
		}
		p := phrase{shape: spanShape, unit: u, vague: true, bare: true, end: i + 1}
		if s.is(i-1, thisWord) || s.is(i+1, oldWord) {
			return phrase{}, false
		}
		return s.counted(p), true
	}
	a, ok := s.amountAt(i)
	if !ok {
		return phrase{}, false
	}
	j := a.end
	hyphen := false
	if s.is(j, dashMark) && s.glued(j) {
		hyphen = true
		j++
	}
	// "two more years", "three full days", "five consecutive nights"
	if j < len(s.toks) && !hyphen {
		switch {
		case s.is(j, anotherWord), s.is(j, moreWord), s.is(j, comingWord), s.is(j, pastWord), s.word(j, "full"), s.word(j, "whole"), s.word(j, "straight"),
			s.word(j, "consecutive"), s.word(j, "long"), s.word(j, "odd"), s.word(j, "calendar"), s.word(j, "working"), s.word(j, "business"):
			j++
		case s.is(j, orWord), s.is(j, toWord), s.is(j, dashMark):
			// "two or three days", "seven to ten days"
			if b, ok := s.amountAt(j + 1); ok && !a.one && (s.is(b.end, unitsWord)) {
				a, j = b, b.end
			}
		}
	}
	if hyphen && a.n != 0 {
		if b, ok := s.amountAt(j); ok && s.is(b.end, unitsWord) {
			a, j = b, b.end
		}
	}
	if j >= len(s.toks) {
		return phrase{}, false
	}
	u := noUnit
	switch s.toks[j].class {
	case unitWord, unitsWord:
		u = unit(s.toks[j].value)
	case weekendWord, weekendsWord:
		u = weekend
	case ordinalWord:
		if s.toks[j].value == 2 && a.one && !hyphen {
			return phrase{}, false
		}
		return phrase{}, false
	case partWord:
		if part(s.toks[j].value) == night && a.one {
			return phrase{}, false
		}
		return phrase{}, false
	default:
		if s.word(j, "nights") {
			u = day
		} else {
			return phrase{}, false
		}
	}
	return s.amountOf(i, j, u, a, hyphen)
}

// amountOf makes the phrase of amount a of unit u, whose word is token j: a length, a rate, a distance in time, or an age, which is none.
func (s *scan) amountOf(i, j int, u unit, a amount, hyphen bool) (phrase, bool) {
	p := phrase{shape: spanShape, unit: u, n: a.n, vague: a.vague, end: j + 1}
	if s.is(j, unitsWord) && a.one && !hyphen {
		return phrase{}, false
	}
	// "a year and a half"
	if s.is(j+1, andWord) && s.is(j+2, articleWord) && s.is(j+3, halfWord) && a.n == 1 {
		p.n, p.end = 1.5, j+4
	}
	// "2 years 3 months" is left as two lengths; ages are no times.
	k := p.end
	if s.is(k, dashMark) && s.is(k+1, oldWord) || s.is(k, oldWord) || s.is(k, ofWord) && s.word(k+1, "age") || s.word(i-1, "aged") {
		return phrase{}, false
	}
	if hyphen && s.is(j, unitWord) {
		return p, true
	}
	if u == quarter && a.one && !s.is(k, agoWord) && !s.is(k, earlierWord) && !s.is(k, laterWord) {
		// "a quarter of the votes"
		return phrase{}, false
	}
	// "40 million a week", "20 hours a day", "three times a year"
	if a.one && s.is(i, articleWord) && i > 0 && !s.toks[i].first && s.rateBefore(i) {
		return phrase{shape: setShape, unit: u, n: 1, end: p.end}, true
	}
	if s.is(i-1, onceWord) || s.is(i-1, timesWord) {
		return phrase{shape: setShape, unit: u, n: 1, end: p.end}, a.one
	}
	return s.counted(p), true
}

// rateBefore tells whether what stands before an article makes "a week" a rate.
func (s *scan) rateBefore(i int) bool {
	switch s.class(i - 1) {
	case moneyWord, unitsWord, timesWord, onceWord, countNoun:
		return true
	}
	return s.toks[i-1].kind == numberToken
}

// counted adds what follows a length: "ago", "later", "earlier", "from now", "before".
func (s *scan) counted(p phrase) phrase {
	k := p.end
	switch s.class(k) {
	case agoWord:
		p.shape, p.n, p.end = offsetShape, -p.n, k+1
		p.side = -1
	case earlierWord:
		p.shape, p.anchor, p.n, p.end = offsetShape, fromMention, -p.n, k+1
		p.side = -1
	case laterWord:
		p.shape, p.anchor, p.end = offsetShape, fromMention, k+1
		p.side = 1
	case fromWord:
		if s.is(k+1, nowWord) || s.is(k+1, todayWord) && s.toks[k+1].value == 0 {
			p.shape, p.end, p.side = offsetShape, k+2, 1
		}
	case beforeWord:
		if !s.nounAfter(k+1) && !p.bare {
			p.shape, p.anchor, p.n, p.end, p.side = offsetShape, fromMention, -p.n, k+1, -1
		}
	case afterWord:
		if !s.nounAfter(k+1) && !p.bare {
			p.shape, p.anchor, p.end, p.side = offsetShape, fromMention, k+1, 1
		}
	case aheadWord:
		p.end++
		p.side = 1
		if s.is(p.end, ofWord) {
			p.end--
			p.side = 0
		}
	}
	if s.word(k, "back") && s.class(k+1) != inWord && p.n > 0 {
		p.shape, p.n, p.end, p.side = offsetShape, -p.n, k+1, -1
	}
	return p
}
