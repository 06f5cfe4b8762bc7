package resolve

import (
	"strconv"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/internal/extract"
)

// Time is one time expression of a text, normalised.
type Time struct {
	// Span are the words, without preposition.
	Span article.Span
	// Type and Value are those of TIMEX3: DATE, TIME, DURATION or SET, and 2021-05-06, 2021-W17, 2021-SU, P2Y, PAST_REF.
	Type, Value string
	// Mod is TIMEX3's modifier, "" where the words have none: START, MID, END, BEFORE, AFTER, APPROX, MORE_THAN, ...
	Mod string
	// From and To are the first and the last day that the words may mean, with a preposition counted in: "since 2015" ends
	// at publication. Both are zero where the words name no place in the calendar ("for two years", "soon").
	From, To article.Day
	// Grain is the size of what is named: "hour", "day", "week", "weekend", "month", "season", "quarter", "half", "year",
	// "decade", "century"; "" where nothing is.
	Grain string
	// Relative tells that the value counts from the day of publication or from a date mentioned before.
	Relative bool
	// Opens tells that the next Time is the end of a range that this one opens: "from 3 March to 5 May".
	Opens bool
	// Since and Until tell of the preposition before it.
	Since, Until bool
	// Anaphoric tells that it counts from the date mentioned before ("the next day").
	Anaphoric bool
}

// TenseAt tells the tense of the clause around a byte offset, and whether it is known.
type TenseAt func(at int) (extract.Tense, bool)

// Times finds the time expressions of text, published on the day on, in order. Relative expressions are left out where on
// is unknown. tense directs bare dates ("on Friday"); where it is nil or does not know, verbs near by are looked at.
// Cost is linear in the text.
func Times(text string, on article.Day, tense TenseAt) []Time {
	r := reader{scan: scan{text: text, toks: tokens(text)}, on: on, hint: tense}
	r.read()
	return r.out
}

// read finds all times.
func (r *reader) read() {
	for i := 0; i < len(r.toks); {
		c := r.toks[i].class
		if c == otherWord && r.toks[i].kind == wordToken || c >= dotMark && c != apostropheMark {
			i++
			continue
		}
		p, ok := r.match(i)
		if !ok {
			i++
			continue
		}
		r.at = int(r.toks[i].start)
		if t, ok := r.resolve(p); ok {
			r.add(p, t)
		}
		i = max(p.end, i+1)
	}
}

// reader turns phrases into times, one after the other.
type reader struct {
	scan
	on   article.Day
	hint TenseAt
	out  []Time
	// lastEnd is the token after the expression before, at the byte of the present one.
	lastEnd, at int
	// mention is the last date that later expressions may count from, dayMention the last that named a day.
	mention, dayMention Time
}

// add appends t and links it with the one before where both make a range.
func (r *reader) add(p phrase, t Time) {
	if n := len(r.out); n > 0 && p.first-r.lastEnd == 1 && r.opensRange(n-1, r.lastEnd) {
		b := &r.out[n-1]
		if t.Type == b.Type && !t.From.IsZero() && !b.From.IsZero() && b.From <= t.To {
			b.Opens = true
			b.Since = false
		}
	}
	r.out = append(r.out, t)
	r.lastEnd = p.end
	if (t.Type == "DATE" || t.Type == "TIME") && !t.From.IsZero() && p.shape != vagueShape && p.shape != spanShape {
		r.mention = t
		if t.Grain == "day" || t.Grain == "hour" {
			r.dayMention = t
		}
	}
}

// opensRange tells whether the link at token i and the word before time n make a range with what follows.
func (r *reader) opensRange(n, i int) bool {
	first := r.firstToken(r.out[n].Span.Start)
	switch r.class(i) {
	case dashMark, throughWord, untilWord:
		return true
	case toWord:
		return r.is(first-1, fromWord) || r.class(first-1) != toWord
	case andWord:
		return r.is(first-1, betweenWord)
	}
	return false
}

// firstToken is the index of the token that starts at byte at.
func (r *reader) firstToken(at int) int {
	lo, hi := 0, len(r.toks)
	for lo < hi {
		m := (lo + hi) / 2
		if int(r.toks[m].start) < at {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

// direction is where a bare date at p lies.
func (r *reader) direction(p phrase) direction {
	d, _ := r.directionSure(p)
	return d
}

// directionSure is direction, and whether a hint or a verb close by says so.
func (r *reader) directionSure(p phrase) (direction, bool) {
	d, cost := r.tense(p.first, p.end)
	if r.is(p.first-1, theWord) && r.is(p.end, otherWord) && !r.toks[p.end].first && p.shape == dateShape && p.day > 0 {
		// "the May 4 attack": the verb speaks of something else.
		return either, false
	}
	if cost > beside && r.hint != nil {
		// A verb right beside the words knows better than the clause.
		if t, ok := r.hint(int(r.toks[p.first].start)); ok {
			switch t {
			case extract.Past:
				return backward, true
			case extract.FutureTense:
				return forward, true
			}
		}
	}
	sure := cost <= closeBy
	if prep := r.class(p.first - 1); prep == untilWord || prep == throughWord || prep == byWord {
		if d != backward || prep == untilWord && r.word(p.first-2, "had") {
			return forward, sure
		}
	}
	if r.class(p.first-1) == sinceWord || r.class(p.first-2) == sinceWord {
		return backward, true
	}
	return d, sure
}

// resolve sets a phrase against the calendar.
func (r *reader) resolve(p phrase) (Time, bool) {
	t := Time{
		Span: article.Span{Start: int(r.toks[p.first].start), End: int(r.toks[p.end-1].end)},
		Type: "DATE", Mod: p.mod,
	}
	ok := false
	switch p.shape {
	case dateShape, weekOfShape:
		ok = r.resolveDate(p, &t)
	case dayRange:
		ok = r.resolveRange(p, &t)
	case weekdayShape:
		ok = r.resolveWeekday(p, &t)
	case unitShape:
		ok = r.resolveUnit(p, &t)
	case offsetShape:
		ok = r.resolveOffset(p, &t)
	case spanShape:
		ok = r.resolveSpan(p, &t)
	case setShape:
		t.Type, t.Value, ok = "SET", setValue(p), true
	case vagueShape:
		t.Value, ok = [...]string{"PAST_REF", "PRESENT_REF", "FUTURE_REF"}[int(p.n)+1], true
		switch {
		case p.n == 0:
			t.Relative = true
			t.From, t.To = r.on, r.on
		case p.unit != noUnit && !r.on.IsZero():
			// "recent weeks": three of them, up to the day before
			t.Relative = true
			n := 3.0
			if p.unit == day {
				n = 7
			}
			t.From, t.To, t.Grain = shift(r.on, p.unit, -n), r.on-1, grainName(p.unit)
		}
	case seasonShape:
		ok = r.resolveSeason(p, &t)
	case weekendShape:
		ok = r.resolveWeekend(p, &t)
	case quarterShape:
		ok = r.resolveQuarter(p, &t)
	case decadeShape:
		y := int(p.n) * 10
		t.Value, t.Grain = strconv.Itoa(int(p.n)), "decade"
		t.From, t.To = yearDays(y, y+9)
		ok = true
	case centuryShape:
		y := int(p.n) * 100
		t.Value, t.Grain = strconv.Itoa(int(p.n)), "century"
		t.From, t.To = yearDays(max(y, 1), y+99)
		ok = true
	case clockShape:
		ok = r.resolveClock(p, &t)
	case holidayShape:
		ok = r.resolveHoliday(p, &t)
	}
	if !ok {
		return t, false
	}
	if t.Relative && r.on.IsZero() && !(t.Anaphoric && !t.From.IsZero()) {
		if t.Type == "DURATION" || p.shape == vagueShape {
			t.From, t.To = 0, 0
			return t, true
		}
		return t, false
	}
	r.modify(&t)
	r.bound(p, &t)
	return t, true
}

// bound counts the preposition in: since, until, by.
func (r *reader) bound(p phrase, t *Time) {
	i := p.first - 1
	for k := 0; k < 3 && i > 0 && (r.is(i, theWord) || r.is(i, articleWord) || r.is(i, otherWord) && !r.toks[i].capital && r.toks[i].kind == wordToken); k++ {
		// "since the disputed August 9 election"
		if functionWord(r.text[r.toks[i].start:r.toks[i].end]) || r.verb(i) != either && !r.is(i+1, monthWord) {
			break
		}
		i--
	}
	if i != p.first-1 && !r.is(i, sinceWord) {
		i = p.first - 1
	}
	switch r.class(i) {
	case sinceWord:
		t.Since = true
		if !t.From.IsZero() && r.on >= t.From && t.Type != "SET" {
			t.To = r.on
		}
	case untilWord:
		t.Until = true
	}
}

// modify narrows the interval by the modifier: thirds of a month or year, the part of a week that is over or to come.
func (r *reader) modify(t *Time) {
	if t.From.IsZero() || t.From == t.To {
		return
	}
	length := int(t.To-t.From) + 1
	switch t.Mod {
	case "START", "MID", "END":
		if t.Type != "DATE" {
			return
		}
		from, to := third(t.From, t.To, t.Grain, t.Mod)
		t.From, t.To = from, to
	case "BEFORE":
		if t.From < r.on && r.on <= t.To && length > 1 {
			t.To = r.on
		}
	case "AFTER", "REST":
		if t.From <= r.on && r.on < t.To && length > 1 {
			t.From = r.on
		}
	}
}

// third is the early, middle or late part of an interval: days 1-10, 11-20 and the rest of a month; the first
// quarter, May to August and the last quarter of a year.
func third(from, to article.Day, grain, mod string) (article.Day, article.Day) {
	y, m, d := from.Date()
	whole := d == 1
	switch {
	case grain == "month" && whole:
		switch mod {
		case "START":
			return from, from + 9
		case "MID":
			return from + 10, from + 19
		}
		return from + 20, to
	case grain == "year" && whole && m == 1:
		switch mod {
		case "START":
			return from, article.NewDay(y, 4, 1) - 1
		case "MID":
			return article.NewDay(y, 5, 1), article.NewDay(y, 9, 1) - 1
		}
		return article.NewDay(y, 10, 1), to
	case grain == "decade" || grain == "century":
		n := 10
		if grain == "century" {
			n = 100
		}
		switch mod {
		case "START":
			return from, article.NewDay(y+n*4/10, 1, 1) - 1
		case "MID":
			return article.NewDay(y+n*4/10, 1, 1), article.NewDay(y+n*7/10, 1, 1) - 1
		}
		return article.NewDay(y+n*7/10, 1, 1), to
	}
	length := int(to-from) + 1
	switch mod {
	case "START":
		return from, from + article.Day(max(length/3, 1)-1)
	case "MID":
		return from + article.Day(length/3), to - article.Day(length/3)
	}
	return to - article.Day(max(length/3, 1)-1), to
}
