package resolve

import (
	"math"
	"strconv"
	"time"

	"github.com/casus-news/casus/article"
)

// yearDays is the interval of years a to b.
func yearDays(a, b int) (article.Day, article.Day) {
	return article.NewDay(a, 1, 1), article.NewDay(b+1, 1, 1) - 1
}

// monthDays is the interval of a month; months outside 1 to 12 are carried over.
func monthDays(y, m int) (article.Day, article.Day) {
	return article.NewDay(y, time.Month(m), 1), article.NewDay(y, time.Month(m+1), 1) - 1
}

// monday is the first day of d's week.
func monday(d article.Day) article.Day { return d - article.Day((int(d.Weekday())+6)%7) }

// weekdayOf is d's weekday with Monday 0.
func weekdayOf(d article.Day) int { return (int(d.Weekday()) + 6) % 7 }

func pad(n, width int) string {
	s := strconv.Itoa(n)
	for len(s) < width {
		s = "0" + s
	}
	return s
}

func weekValue(d article.Day) string {
	y, w := d.Time().ISOWeek()
	return pad(y, 4) + "-W" + pad(w, 2)
}

func monthValue(y, m int) string { return pad(y, 4) + "-" + pad(m, 2) }

// setDay makes t the day d.
func (t *Time) setDay(d article.Day) {
	t.From, t.To, t.Value, t.Grain = d, d, d.String(), "day"
}

// setPart adds part of the day and clock to a day.
func (t *Time) setPart(p phrase) {
	switch {
	case p.clock != "":
		t.Type, t.Grain = "TIME", "hour"
		t.Value += p.clock
	case p.part != noPart:
		t.Type, t.Grain = "TIME", "hour"
		t.Value += p.part.suffix()
	}
}

// setUnit makes t the whole unit that d lies in.
func (t *Time) setUnit(u unit, d article.Day) {
	y, m, _ := d.Date()
	switch u {
	case day:
		t.setDay(d)
	case week, fortnight:
		t.From = monday(d)
		t.To = t.From + 6
		t.Value, t.Grain = weekValue(d), "week"
	case weekend:
		t.From = monday(d) + 5
		t.To = t.From + 1
		t.Value, t.Grain = weekValue(d)+"-WE", "weekend"
	case month:
		t.From, t.To = monthDays(y, int(m))
		t.Value, t.Grain = monthValue(y, int(m)), "month"
	case quarter:
		q := (int(m) - 1) / 3
		t.From, _ = monthDays(y, q*3+1)
		_, t.To = monthDays(y, q*3+3)
		t.Value, t.Grain = pad(y, 4)+"-Q"+strconv.Itoa(q+1), "quarter"
	case year:
		t.From, t.To = yearDays(y, y)
		t.Value, t.Grain = pad(y, 4), "year"
	case decade:
		t.From, t.To = yearDays(y/10*10, y/10*10+9)
		t.Value, t.Grain = strconv.Itoa(y/10), "decade"
	case century:
		t.From, t.To = yearDays(y/100*100, y/100*100+99)
		t.Value, t.Grain = strconv.Itoa(y/100), "century"
	}
}

// shift moves d by n units; half units count down to days or months.
func shift(d article.Day, u unit, n float64) article.Day {
	y, m, dd := d.Date()
	whole := int(math.Trunc(n))
	switch u {
	case day, second, minute, hour:
		if u < day {
			hours := n
			switch u {
			case minute:
				hours = n / 60
			case second:
				hours = n / 3600
			}
			return d + article.Day(math.Trunc(hours/24))
		}
		return d + article.Day(whole)
	case week, weekend:
		return d + article.Day(n*7)
	case fortnight:
		return d + article.Day(n*14)
	case month, quarter, year, decade, century:
		per := map12(u)
		return addMonths(y, int(m), dd, int(math.Round(n*per)))
	}
	return d
}

// map12 is the number of months in a unit.
func map12(u unit) float64 {
	switch u {
	case quarter:
		return 3
	case year:
		return 12
	case decade:
		return 120
	case century:
		return 1200
	}
	return 1
}

// addMonths moves a date by n months and keeps it inside the month.
func addMonths(y, m, d, n int) article.Day {
	k := y*12 + m - 1 + n
	y, m = k/12, k%12+1
	if y < 1 {
		return 1
	}
	return article.NewDay(y, time.Month(m), min(d, daysIn(y, m)))
}

// limit bounds what a text may count: beyond it a number is no time.
const limit = 5000

// resolveDate resolves year, month and day as far as they are said.
func (r *reader) resolveDate(p phrase, t *Time) bool {
	if p.month == 0 && p.day == 0 && p.year == 0 && p.part != noPart {
		// "early evening"
		if r.on.IsZero() {
			return false
		}
		t.Relative = true
		t.setDay(r.on)
		t.setPart(p)
		return true
	}
	y := p.year
	if y == 0 {
		t.Relative = true
		base, _, _ := r.on.Date()
		switch {
		case p.thatYear && !r.mention.From.IsZero():
			base, _, _ = r.mention.From.Date()
			y = base + p.yearShift
			t.Anaphoric = true
		case r.on.IsZero():
			return false
		case p.yearShifted:
			y = base + p.yearShift
		case p.thatYear:
			y = base + p.yearShift
		default:
			y = r.yearOf(p)
			if said := r.yearInSentence(p.first); said > 0 && said < base && p.rel == 0 && !p.hasWeekday {
				y, t.Anaphoric = said, true
			}
		}
	}
	switch {
	case p.month == 0:
		t.From, t.To = yearDays(y, y)
		t.Value, t.Grain = pad(y, 4), "year"
	case p.day == 0:
		t.From, t.To = monthDays(y, p.month)
		t.Value, t.Grain = monthValue(y, p.month), "month"
	default:
		if p.day > daysIn(y, p.month) {
			return false
		}
		t.setDay(article.NewDay(y, time.Month(p.month), p.day))
		if p.shape == weekOfShape {
			t.setUnit(week, t.From)
			return true
		}
		t.setPart(p)
	}
	return true
}

// yearInSentence is the year of a date with its year that opens the sentence of token i, or 0: "In 2016 he fought on until July".
func (r *reader) yearInSentence(i int) int {
	if r.mention.From.IsZero() || r.mention.Relative {
		return 0
	}
	switch r.mention.Grain {
	case "day", "hour", "month", "year", "season":
	default:
		return 0
	}
	at := r.firstToken(r.mention.Span.Start)
	if i-at > 40 {
		return 0
	}
	for k := i; k > at; k-- {
		if r.toks[k].first {
			return 0
		}
	}
	for k := at; k >= 0 && at-k <= 3; k-- {
		if r.toks[k].first {
			y, _, _ := r.mention.From.Date()
			return y
		}
	}
	return 0
}

// yearOf chooses the year of a date without one: by tense, else the nearest. A date said in the past that would lie almost a
// year back is taken as the coming one when that is near, since writers give the year of distant dates.
func (r *reader) yearOf(p phrase) int {
	y, m, _ := r.on.Date()
	if p.rel != 0 {
		// "last June", "next March"
		switch {
		case p.rel < 0 && p.month >= int(m):
			return y - 1
		case p.rel > 0 && p.month <= int(m):
			return y + 1
		}
		return y
	}
	if p.hasWeekday && p.day > 0 {
		for _, c := range []int{y, y - 1, y + 1, y - 2, y + 2, y - 3, y + 3} {
			if p.day <= daysIn(c, p.month) && weekdayOf(article.NewDay(c, time.Month(p.month), p.day)) == p.weekday {
				return c
			}
		}
		return y
	}
	dir, sure := r.directionSure(p)
	wrong := 120.0
	switch {
	case sure && dir == forward:
		wrong = 400
	case sure:
		wrong = 250
	}
	best, cost := y, math.MaxFloat64
	for c := y - 1; c <= y+1; c++ {
		d := article.NewDay(c, time.Month(p.month), max(p.day, 1))
		gap := float64(d - r.on)
		if p.day == 0 {
			from, to := monthDays(c, p.month)
			switch {
			case to < r.on:
				gap = float64(to - r.on)
			case from > r.on:
				gap = float64(from - r.on)
			default:
				gap = 0
			}
		}
		w := math.Abs(gap)
		switch {
		case dir == backward && gap > 0, dir == forward && gap < 0:
			w += wrong
		case dir == either && gap > 0:
			w += 20
		}
		if w < cost {
			best, cost = c, w
		}
	}
	return best
}

func (r *reader) resolveRange(p phrase, t *Time) bool {
	if p.month == 0 {
		// "2014-16"
		t.From, _ = yearDays(p.year, p.year)
		_, t.To = yearDays(p.to[0], p.to[0])
		t.Value, t.Grain = pad(p.year, 4)+"/"+pad(p.to[0], 4), "year"
		return true
	}
	y := p.year
	if y == 0 {
		if r.on.IsZero() {
			t.Relative = true
			return false
		}
		t.Relative = true
		base, _, _ := r.on.Date()
		switch {
		case p.thatYear && !r.mention.From.IsZero():
			base, _, _ = r.mention.From.Date()
			y = base + p.yearShift
		case p.yearShifted:
			y = base + p.yearShift
		default:
			y = r.yearOf(p)
		}
	}
	y2 := y
	if p.to[1] < p.month {
		y2++
	}
	if p.day > daysIn(y, p.month) || p.to[2] > daysIn(y2, p.to[1]) {
		return false
	}
	t.From = article.NewDay(y, time.Month(p.month), p.day)
	t.To = article.NewDay(y2, time.Month(p.to[1]), p.to[2])
	t.Value, t.Grain = t.From.String()+"/"+t.To.String(), "day"
	return t.From <= t.To
}

// resolveWeekday places a weekday: by tense, or by last, this and next.
func (r *reader) resolveWeekday(p phrase, t *Time) bool {
	t.Relative = true
	if p.anchor == fromMention && !r.mention.From.IsZero() && p.rel == 0 {
		d := r.mention.From
		t.Anaphoric = true
		t.setDay(monday(d) + article.Day(p.weekday))
		t.setPart(p)
		return true
	}
	if r.on.IsZero() {
		return false
	}
	back := article.Day((weekdayOf(r.on) - p.weekday + 7) % 7)
	on := r.on - back
	ahead := on
	if back > 0 {
		ahead = on + 7
	}
	d := on
	base := r.on
	if p.anchor == fromMention && !r.mention.From.IsZero() {
		base = r.mention.From
		t.Anaphoric = true
	}
	switch p.rel {
	case -1:
		d = base - article.Day((weekdayOf(base)-p.weekday+6)%7+1)
	case 1:
		d = base + article.Day((p.weekday-weekdayOf(base)+6)%7+1)
	case 2:
		d = monday(r.on) + article.Day(p.weekday)
	case 3:
		d = monday(r.on) + article.Day(p.weekday) + article.Day(7*p.n)
	default:
		if r.direction(p) == forward {
			d = ahead
		}
	}
	t.setDay(d)
	t.setPart(p)
	return true
}

// resolveUnit resolves this, last and next unit.
func (r *reader) resolveUnit(p phrase, t *Time) bool {
	t.Relative = true
	base := r.on
	if m := r.mentioned(p.unit); p.anchor == fromMention && !m.From.IsZero() {
		base = m.From
		if p.n > 0 && !m.Since {
			base = m.To
		}
		t.Anaphoric = true
	}
	if base.IsZero() {
		return false
	}
	t.setUnit(p.unit, shift(firstOfMonth(base, p.unit), p.unit, p.n))
	if p.unit == day {
		t.setPart(p)
		if p.part == night && p.n == 0 && p.anchor == fromPublication && p.clock == "" && t.From == r.on {
			return true
		}
	}
	if p.unit == week && p.n == 0 && p.anchor == fromPublication && t.Mod == "" && r.on < t.To && r.direction(p) == forward {
		t.From = max(t.From, r.on)
	}
	return t.Value != ""
}

// mentioned is the date that an expression in units of u counts from: days and weeks count from a day where one was named.
func (r *reader) mentioned(u unit) Time {
	if u > week {
		return r.mention
	}
	if r.at-r.dayMention.Span.End > mentionReach {
		return Time{}
	}
	return r.dayMention
}

// mentionReach is how many bytes back "the next day" may look for its day.
const mentionReach = 1500

// firstOfMonth keeps a shift by months from running over a short month.
func firstOfMonth(d article.Day, u unit) article.Day {
	if u < month {
		return d
	}
	y, m, _ := d.Date()
	return article.NewDay(y, m, 1)
}

// resolveOffset resolves "two weeks ago", "three days later".
func (r *reader) resolveOffset(p phrase, t *Time) bool {
	t.Relative = true
	base := r.on
	if m := r.mentioned(p.unit); p.anchor == fromMention && !m.From.IsZero() {
		base = m.From
		t.Anaphoric = true
	}
	if base.IsZero() {
		return false
	}
	if math.Abs(p.n) > limit {
		return false
	}
	if p.vague {
		t.Value = "PAST_REF"
		if p.side > 0 {
			t.Value = "FUTURE_REF"
		}
		// "a few days later": within the next unit above.
		lo, hi := shift(base, p.unit, float64(p.side)), base
		switch p.unit {
		case day:
			hi = base + article.Day(7*p.side)
		case hour, minute, second:
			lo, hi = base, base
		default:
			hi = shift(base, p.unit, float64(6*p.side))
		}
		if lo > hi {
			lo, hi = hi, lo
		}
		t.From, t.To, t.Grain = lo, hi, grainName(p.unit)
		return true
	}
	d := shift(base, p.unit, p.n)
	switch p.unit {
	case second, minute, hour:
		t.setDay(d)
		t.Type, t.Grain = "TIME", "hour"
	case day:
		t.setDay(d)
		t.setPart(p)
	case week, fortnight, weekend:
		t.setUnit(week, d)
		if math.Abs(p.n) == 1 && (p.anchor == fromPublication || r.mentioned(week).Grain == "day" || r.mentioned(week).Grain == "hour") {
			t.From, t.To = d, d
		}
	default:
		u := p.unit
		if u == decade || u == century {
			u = year
		}
		if p.n != math.Trunc(p.n) {
			u = month
		}
		t.setUnit(u, d)
	}
	return true
}

func grainName(u unit) string {
	switch u {
	case second, minute, hour:
		return "hour"
	case day:
		return "day"
	case week, fortnight:
		return "week"
	case weekend:
		return "weekend"
	case month:
		return "month"
	case quarter:
		return "quarter"
	case year:
		return "year"
	case decade:
		return "decade"
	case century:
		return "century"
	}
	return ""
}

// spanValue is the TIMEX3 value of a length.
func spanValue(u unit, n float64, vague bool) string {
	num := "X"
	if !vague {
		num = strconv.FormatFloat(n, 'f', -1, 64)
	}
	switch u {
	case second:
		return "PT" + num + "S"
	case minute:
		return "PT" + num + "M"
	case hour:
		if n == 0.5 && !vague {
			return "PT30M"
		}
		return "PT" + num + "H"
	case day:
		return "P" + num + "D"
	case week:
		return "P" + num + "W"
	case fortnight:
		return "P" + strconv.FormatFloat(2*n, 'f', -1, 64) + "W"
	case weekend:
		return "P" + num + "WE"
	case month:
		return "P" + num + "M"
	case quarter:
		return "P" + num + "Q"
	case year:
		if n == 0.5 && !vague {
			return "P6M"
		}
		return "P" + num + "Y"
	case decade:
		if n == 0.5 && !vague {
			return "P5Y"
		}
		return "P" + num + "DE"
	case century:
		if n == 0.5 && !vague {
			return "P50Y"
		}
		return "P" + num + "CE"
	}
	return ""
}

// resolveSpan resolves a length; where words or the preposition anchor it at publication, it gets an interval.
func (r *reader) resolveSpan(p phrase, t *Time) bool {
	if p.n > limit && p.unit >= year {
		return false
	}
	t.Type, t.Grain = "DURATION", ""
	t.Value = spanValue(p.unit, p.n, p.vague)
	if r.on.IsZero() || math.Abs(p.n) > limit {
		return true
	}
	n, side := p.n, p.side
	if p.vague {
		n = 3
		if p.unit == day {
			n = 7
		}
	}
	before := r.class(p.first - 1)
	if after := r.class(p.end); side == 0 && (after == beforeWord || after == afterWord) {
		// "within a day before the vote" counts from the vote.
		return true
	}
	if side == 0 {
		switch before {
		case withinWord:
			side = 1
		case inWord:
			if d := r.direction(p); d == forward {
				side = 1
			}
		case forWord, overWord, sinceWord:
			if r.perfect(p.first) {
				side = -1
			} else if before == forWord && !p.vague && r.direction(p) == forward {
				side = 1
			}
		}
	}
	if side == 0 || p.unit < day {
		return true
	}
	if p.vague && before != forWord && p.side == 0 {
		return true
	}
	t.Relative = true
	base := r.on
	if p.anchor == fromMention && !r.mention.From.IsZero() {
		base = r.mention.From
	}
	end := shift(base, p.unit, n*float64(side))
	t.From, t.To, t.Grain = min(base, end), max(base, end), grainName(p.unit)
	return true
}

// perfect tells whether "has", "have" or "had been" stands before token i in its sentence.
func (r *reader) perfect(i int) bool {
	for k := i - 1; k >= 0 && i-k < 14; k-- {
		if r.toks[k+1].first {
			return false
		}
		if r.word(k, "has") || r.word(k, "have") || r.word(k, "been") {
			return true
		}
	}
	return false
}

// setValue is the TIMEX3 value of a recurring time.
func setValue(p phrase) string {
	switch {
	case p.hasWeekday:
		return "XXXX-WXX-" + strconv.Itoa(p.weekday+1) + p.part.suffix()
	case p.month > 0:
		return "XXXX-" + pad(p.month, 2)
	case p.season != noSeason:
		return "XXXX-" + p.season.suffix()
	case p.part != noPart:
		return "XXXX-XX-XX" + p.part.suffix()
	case p.unit == weekend:
		return "XXXX-WXX-WE"
	case p.unit == quarter && !p.vague:
		return "P" + strconv.FormatFloat(3*max(p.n, 1), 'f', -1, 64) + "M"
	}
	return spanValue(p.unit, p.n, p.vague)
}

// seasonDays is the interval of a season that starts in year y, by the northern calendar: June to August is summer.
func seasonDays(y int, s season) (article.Day, article.Day) {
	m := int(s)*3 + 0
	from, _ := monthDays(y, m)
	_, to := monthDays(y, m+2)
	return from, to
}

func (r *reader) resolveSeason(p phrase, t *Time) bool {
	y := p.year
	if y == 0 {
		t.Relative = true
		base, m, _ := r.on.Date()
		switch {
		case p.thatYear && !r.mention.From.IsZero():
			y, _, _ = r.mention.From.Date()
			y += p.yearShift + p.rel
			t.Anaphoric = true
		case r.on.IsZero():
			return false
		case p.rel != 0:
			y = base
			from, to := seasonDays(y, p.season)
			if p.rel < 0 {
				for to >= r.on {
					y--
					_, to = seasonDays(y, p.season)
				}
			} else {
				for from <= r.on {
					y++
					from, _ = seasonDays(y, p.season)
				}
			}
		case p.yearShifted:
			y = base + p.yearShift
			if p.season == winter && p.yearShift == 0 && m <= 5 {
				y--
			}
		default:
			y = r.seasonYear(p)
		}
	}
	t.From, t.To = seasonDays(y, p.season)
	t.Value, t.Grain = pad(y, 4)+"-"+p.season.suffix(), "season"
	return true
}

// seasonYear chooses the year of a bare season by tense, else the nearest.
func (r *reader) seasonYear(p phrase) int {
	base, _, _ := r.on.Date()
	dir := r.direction(p)
	best, cost := base, math.MaxFloat64
	for y := base - 1; y <= base+1; y++ {
		from, to := seasonDays(y, p.season)
		gap := 0.0
		if to < r.on {
			gap = float64(to - r.on)
		} else if from > r.on {
			gap = float64(from - r.on)
		}
		w := math.Abs(gap)
		if dir == backward && gap > 0 || dir == forward && gap < 0 {
			w += 400
		}
		if w < cost {
			best, cost = y, w
		}
	}
	return best
}

func (r *reader) resolveWeekend(p phrase, t *Time) bool {
	t.Relative = true
	base := r.on
	if p.anchor == fromMention && !r.mention.From.IsZero() {
		base, t.Anaphoric = r.mention.From, true
	}
	if base.IsZero() {
		return false
	}
	n := p.rel
	switch {
	case !p.yearShifted && weekdayOf(base) < 5 && r.direction(p) != forward:
		n = -1
	case p.yearShifted && n == 0 && weekdayOf(base) < 2 && r.direction(p) == backward:
		// "this weekend" told on a Monday
		n = -1
	}
	t.setUnit(weekend, base+article.Day(7*n))
	t.Type = "DATE"
	return true
}

func (r *reader) resolveQuarter(p phrase, t *Time) bool {
	y, k := p.year, int(p.n)
	months := 3
	if p.half {
		months = 6
	}
	span := func(y int) (article.Day, article.Day) {
		from, _ := monthDays(y, (k-1)*months+1)
		_, to := monthDays(y, k*months)
		return from, to
	}
	if y == 0 {
		t.Relative = true
		base, _, _ := r.on.Date()
		switch {
		case p.thatYear && !r.mention.From.IsZero():
			y, _, _ = r.mention.From.Date()
			y += p.yearShift
		case r.on.IsZero():
			return false
		case p.yearShifted:
			y = base + p.yearShift
		default:
			y = base
			from, to := span(y)
			switch r.direction(p) {
			case forward:
				if to < r.on {
					y++
				}
			default:
				if from > r.on {
					y--
				}
			}
		}
	}
	t.From, t.To = span(y)
	t.Value, t.Grain = pad(y, 4)+"-Q"+strconv.Itoa(k), "quarter"
	if p.half {
		t.Value, t.Grain = pad(y, 4)+"-H"+strconv.Itoa(k), "half"
	}
	return true
}

// resolveClock places a time of the day on the day mentioned in the same sentence, else on the day of publication.
func (r *reader) resolveClock(p phrase, t *Time) bool {
	t.Relative = true
	d := r.on
	if r.mentionInSentence(p.first) {
		d, t.Anaphoric = r.mention.From, true
	}
	if d.IsZero() {
		return false
	}
	t.setDay(d)
	t.setPart(p)
	return true
}

// mentionInSentence tells whether a day was mentioned earlier in the sentence of token i.
func (r *reader) mentionInSentence(i int) bool {
	if r.mention.From.IsZero() || r.mention.Grain != "day" && r.mention.Grain != "hour" {
		return false
	}
	for k := i; k >= 0; k-- {
		if int(r.toks[k].start) < r.mention.Span.End {
			return true
		}
		if r.toks[k].first || i-k > 60 {
			return false
		}
	}
	return false
}

func (r *reader) resolveHoliday(p phrase, t *Time) bool {
	y := p.year
	if y == 0 {
		t.Relative = true
		if r.on.IsZero() {
			return false
		}
		base, _, _ := r.on.Date()
		if p.yearShifted {
			y = base + p.yearShift
		} else if p.thatYear && !r.mention.From.IsZero() {
			y, _, _ = r.mention.From.Date()
		} else {
			y = r.holidayYear(p, base)
		}
	}
	t.setDay(holidayDay(p.holiday, y))
	t.setPart(p)
	return true
}

func (r *reader) holidayYear(p phrase, base int) int {
	dir := r.direction(p)
	if p.rel < 0 {
		dir = backward
	} else if p.rel > 0 {
		dir = forward
	}
	best, cost := base, math.MaxFloat64
	for y := base - 1; y <= base+1; y++ {
		gap := float64(holidayDay(p.holiday, y) - r.on)
		w := math.Abs(gap)
		if dir == backward && gap > 0 || dir == forward && gap < 0 {
			w += 250
			if p.rel != 0 {
				w += 1000
			}
		}
		if w < cost {
			best, cost = y, w
		}
	}
	return best
}

// holidayDay is the day of a holiday in year y. Names are "MM-DD", "easter" with a distance in days, or those of Monday holidays.
func holidayDay(name string, y int) article.Day {
	switch name {
	case "thanksgiving":
		return nthWeekday(y, 11, 3, 4)
	case "labor":
		return nthWeekday(y, 9, 0, 1)
	case "columbus":
		return nthWeekday(y, 10, 0, 2)
	case "memorial":
		last := article.NewDay(y, 6, 1) - 1
		return monday(last)
	}
	if len(name) >= 6 && name[:6] == "easter" {
		n, _ := strconv.Atoi(name[6:])
		return easter(y) + article.Day(n)
	}
	m, _ := strconv.Atoi(name[:2])
	d, _ := strconv.Atoi(name[3:])
	return article.NewDay(y, time.Month(m), d)
}

// nthWeekday is the n-th weekday wd (Monday 0) of a month.
func nthWeekday(y, m, wd, n int) article.Day {
	first := article.NewDay(y, time.Month(m), 1)
	return first + article.Day((wd-weekdayOf(first)+7)%7+7*(n-1))
}

// easter is Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876, as printed by Meeus, Astronomical
// Algorithms, chapter 8).
func easter(y int) article.Day {
	a, b, c := y%19, y/100, y%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return article.NewDay(y, time.Month(n/31), n%31+1)
}
