package resolve

import (
	"sort"
	"strings"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/extract"
)

// When dates the acts of one article.
type When struct {
	text  string
	on    article.Day
	times []Time
	scan  scan
}

// NewWhen reads the times of an article published on the day on, which may be unknown. tense is as for [Times].
func NewWhen(text string, on article.Day, tense TenseAt) *When {
	r := reader{scan: scan{text: text, toks: tokens(text)}, on: on, hint: tense}
	r.read()
	return &When{text: text, on: on, times: r.out, scan: r.scan}
}

// Times are the article's time expressions in order.
func (w *When) Times() []Time { return w.times }

// Dated says when an act took place and which words say so.
type Dated struct {
	// From and To are the first and the last day; both zero where the text does not tell.
	From, To article.Day
	// Text is the expression used, "" where the day of publication stands in.
	Text string
	// Resolution is day, week, month, season, year or decade.
	Resolution string
	// Historical tells that all of it lies more than three months before publication.
	Historical bool
	// Why says in a few words where the date comes from.
	Why string
}

// historicalDays is "about three months" (gold guide, rule 7).
const historicalDays = 92

// Costs of taking an expression for the date of an act, in words of distance.
const (
	outsideClause = 9.0
	clauseStep    = 5.0
	otherNoun     = 25.0
	otherSpeech   = 8.0
	wrongWay      = 14.0
	vagueNow      = 6.0
	looseLength   = 7.0
	frameCost     = 12.0
	besideTrigger = 4.0
	wrongTense    = 55.0
	bounds        = 9.0
	tooFar        = 60.0
)

// ForDraft dates an act: by the expression of its clause, else of its sentence, else by the day that the sentences before are
// about, else, for an act told as current, by the day of publication.
func (w *When) ForDraft(d extract.Draft) Dated {
	best, cost := -1, tooFar
	for i := w.firstAfter(d.Range.Start); i < len(w.times) && w.times[i].Span.Start < d.Range.End; i++ {
		if c, ok := w.cost(i, d); ok && c < cost {
			best, cost = i, c
		}
	}
	if best >= 0 {
		why := "date from the clause of the act"
		if !d.Clause.Contains(w.times[best].Span) {
			why = "date from the sentence of the act"
		}
		out := w.dated(best, why)
		if w.sinceClause(w.times[best], d.Trigger) && w.on >= out.From {
			out.To, out.Historical = w.on, false
			out.Resolution = resolution(Time{}, out)
			out.Why = "date from the sentence of the act, since: " + out.Text
		}
		return out
	}
	return w.inherited(d)
}

// firstAfter is the index of the first time that starts at or after byte at.
func (w *When) firstAfter(at int) int {
	return sort.Search(len(w.times), func(i int) bool { return w.times[i].Span.Start >= at })
}

// cost says how far time i is from dating d; not ok where it cannot.
func (w *When) cost(i int, d extract.Draft) (float64, bool) {
	t := w.times[i]
	if t.From.IsZero() || t.Type == "SET" || i > 0 && w.times[i-1].Opens || t.Until && t.Value == "PRESENT_REF" {
		return 0, false
	}
	if d.Trigger.Contains(t.Span) && t.Type == "DURATION" {
		// "25 years in prison" is the sentence, not its date.
		return 0, false
	}
	c := w.distance(t.Span, d.Trigger)
	if d.Clause.Len() > 0 && !d.Clause.Contains(t.Span) {
		c += outsideClause
	}
	frame := w.frames(t, d.Range)
	if frame {
		c = min(c, frameCost)
	}
	noun, ok := w.nounOf(t)
	modifies := ok && !noun.Overlaps(d.Trigger) && !t.Since
	if modifies {
		c += otherNoun
	}
	if cue, ok := w.speechOf(t); ok && !cue.Overlaps(d.Trigger) {
		c += otherSpeech
	}
	if w.ofPlan(t) && !w.frames(t, d.Range) {
		c += otherSpeech
	}
	future := has(d.Auxiliary, event.Future) || d.Tense == extract.FutureTense
	if !w.on.IsZero() && !frame && (c > besideTrigger || w.form(d.Trigger) == pastForm) && !w.sinceClause(t, d.Trigger) && (d.Tense == extract.Present && t.To < w.on || d.Tense != extract.FutureTense && t.From > w.on) {
		c += wrongTense
		if modifies {
			c = tooFar
		}
	}
	if future && t.To < w.on && !w.on.IsZero() {
		c += wrongWay
	}
	if has(d.Auxiliary, event.Historical) && !w.on.IsZero() && t.From > w.on-30 {
		c += wrongWay
	}
	if !future && (t.Until || w.scan.is(w.tokenAt(t.Span.Start)-1, byWord)) || t.Since && !w.perfectAt(d.Trigger) {
		c += bounds
	}
	if w.sinceClause(t, d.Trigger) {
		c -= clauseStep
	}
	if t.Value == "PRESENT_REF" {
		c += vagueNow
	}
	if t.Type == "DURATION" {
		c += looseLength
		if t.From < w.on && verbal(d.Type) && !w.perfectAt(d.Trigger) {
			// "commends his work over the past year"
			c += wrongTense
		}
	}
	return c, true
}

// frames tells whether t opens the sentence, as "On Friday, ..." does: it then holds for all of it.
func (w *When) frames(t Time, sentence article.Span) bool {
	first, k := w.tokenAt(sentence.Start), w.tokenAt(t.Span.Start)
	if k-first > 2 {
		return false
	}
	_, noun := w.nounOf(t)
	return !noun
}

// ofPlan tells whether t says when something else starts or ends: "a timeline starting in March".
func (w *When) ofPlan(t Time) bool {
	s := &w.scan
	for k, n := w.tokenAt(t.Span.Start)-1, 0; k >= 0 && n < 2; k, n = k-1, n+1 {
		switch {
		case s.word(k, "starting"), s.word(k, "beginning"), s.word(k, "effective"), s.word(k, "ending"), s.word(k, "expiring"), s.word(k, "dated"):
			return true
		}
	}
	return false
}

// perfectAt tells whether a verb in the perfect stands at or shortly before the trigger.
func (w *When) perfectAt(trigger article.Span) bool {
	s := &w.scan
	end := w.tokenAt(trigger.End)
	for k := end - 1; k >= 0 && end-k < 9 && !s.toks[min(k+1, len(s.toks)-1)].first; k-- {
		if s.word(k, "has") || s.word(k, "have") || s.word(k, "been") || s.word(k, "had") {
			return true
		}
	}
	return false
}

func has(list []event.Auxiliary, a event.Auxiliary) bool {
	for _, x := range list {
		if x == a {
			return true
		}
	}
	return false
}

// distance counts the words between two spans; boundaries of clauses count extra.
func (w *When) distance(a, b article.Span) float64 {
	if a.Overlaps(b) {
		return 0
	}
	lo, hi := a.End, b.Start
	if b.End <= a.Start {
		lo, hi = b.End, a.Start
	}
	c := 0.0
	for k := w.tokenAt(lo); k < len(w.scan.toks) && int(w.scan.toks[k].end) <= hi; k++ {
		t := w.scan.toks[k]
		switch {
		case t.kind == wordToken || t.kind == numberToken:
			c++
		}
		if w.scan.boundary(k) || w.opensClause(k) {
			c += clauseStep
		}
	}
	return c
}

// sinceClause tells whether t stands in a clause or phrase opened by "since" after the trigger: "has sanctioned X since it
// annexed Crimea in 2014".
func (w *When) sinceClause(t Time, trigger article.Span) bool {
	s := &w.scan
	if t.Since {
		return true
	}
	if !w.perfectAt(trigger) {
		return false
	}
	lo := w.tokenAt(trigger.End)
	for k := w.tokenAt(t.Span.Start) - 1; k >= lo; k-- {
		if s.boundary(k) || w.inTime(int(s.toks[k].start)) {
			return false
		}
		if s.is(k, sinceWord) {
			return true
		}
	}
	return false
}

// inTime tells whether a time expression covers byte at.
func (w *When) inTime(at int) bool {
	i := sort.Search(len(w.times), func(i int) bool { return w.times[i].Span.End > at })
	return i < len(w.times) && w.times[i].Span.Start <= at
}

// opensClause tells whether a conjunction at token k is likely to open another clause.
func (w *When) opensClause(k int) bool {
	s := &w.scan
	switch s.class(k) {
	case afterWord, beforeWord, sinceWord:
		return k+1 < len(s.toks) && s.toks[k+1].kind == wordToken && s.nounAfter(k+1)
	}
	return s.word(k, "where") || s.word(k, "whose") || s.word(k, "because") || s.word(k, "although") || s.word(k, "following")
}

func (w *When) tokenAt(at int) int {
	return sort.Search(len(w.scan.toks), func(i int) bool { return int(w.scan.toks[i].start) >= at })
}

// nounOf is the noun phrase that an expression stands in as a modifier: "last week's protests", "the May 24 statement".
func (w *When) nounOf(t Time) (article.Span, bool) {
	s := &w.scan
	k := w.tokenAt(t.Span.End)
	j := k
	if s.is(k, apostropheMark) && s.glued(k) {
		j++
		if s.word(j, "s") && s.glued(j) {
			j++
		}
	} else {
		f := w.tokenAt(t.Span.Start) - 1
		// "the May 24 statement", "a 2014 deal", "its 2019 law"
		if t.Grain == "" || f < 0 || !(s.is(f, theWord) || s.is(f, articleWord) || s.word(f, "its") || s.word(f, "his") || s.word(f, "their") || s.word(f, "her")) {
			return article.Span{}, false
		}
	}
	if j >= len(s.toks) || s.toks[j].kind != wordToken || s.toks[j].first {
		return article.Span{}, false
	}
	switch s.class(j) {
	case otherWord, countNoun, ordinalWord, unitWord:
	default:
		return article.Span{}, false
	}
	end := j
	for end < len(s.toks) && end-j < 4 && s.toks[end].kind == wordToken && !s.toks[end].first &&
		(s.class(end) == otherWord || s.class(end) == countNoun || s.class(end) == dashMark) && !functionWord(s.text[s.toks[end].start:s.toks[end].end]) {
		end++
	}
	return article.Span{Start: int(s.toks[j].start), End: int(s.toks[max(end-1, j)].end)}, true
}

// speechOf is the verb of saying that an expression stands beside: "said on Thursday", "on Thursday said".
func (w *When) speechOf(t Time) (article.Span, bool) {
	s := &w.scan
	f := w.tokenAt(t.Span.Start) - 1
	for k := f; k >= 0 && f-k < 4 && !s.toks[k+1].first; k-- {
		if s.reports(k) {
			return article.Span{Start: int(s.toks[k].start), End: int(s.toks[k].end)}, true
		}
	}
	e := w.tokenAt(t.Span.End)
	for k := e; k < len(s.toks) && k-e < 2 && !s.toks[k].first; k++ {
		if s.reports(k) {
			return article.Span{Start: int(s.toks[k].start), End: int(s.toks[k].end)}, true
		}
	}
	return article.Span{}, false
}

// dated is time i, joined with the next where it opens a range.
func (w *When) dated(i int, why string) Dated {
	t := w.times[i]
	out := Dated{From: t.From, To: t.To, Text: t.Span.Of(w.text)}
	if t.Opens && i+1 < len(w.times) {
		n := w.times[i+1]
		out.To = max(out.To, n.To)
		out.Text = w.text[t.Span.Start:n.Span.End]
	}
	out.Resolution = resolution(t, out)
	out.Historical = !w.on.IsZero() && out.To < w.on-historicalDays
	out.Why = why + ": " + out.Text
	return out
}

// resolution names the size of an interval in the record's words.
func resolution(t Time, d Dated) string {
	switch t.Grain {
	case "week", "month", "year", "season", "decade":
		if d.From == t.From && d.To == t.To {
			return t.Grain
		}
	}
	switch n := d.To - d.From + 1; {
	case n <= 3:
		return "day"
	case n <= 13:
		return "week"
	case n <= 45:
		return "month"
	case n <= 200:
		return "season"
	case n <= 732:
		return "year"
	}
	return "decade"
}

// inheritDays is how old a day may be, at publication, for later sentences to go on with it.
const inheritDays = 9

// inherited dates an act whose sentence names no time. A story that opens with a day some days old goes on from that day:
// what is told in the past took place on the day named last in the paragraph, else on that of the lead. What is told in the
// present, and every announcement, counts as of publication.
func (w *When) inherited(d extract.Draft) Dated {
	if has(d.Auxiliary, event.Historical) {
		return Dated{Why: "background without a date"}
	}
	if w.on.IsZero() {
		return Dated{Why: "no date in the sentence and no day of publication"}
	}
	if d.Tense == extract.FutureTense || has(d.Auxiliary, event.Future) {
		if i := w.comingDay(d); i >= 0 {
			return w.dated(i, "date of the visit from an earlier sentence")
		}
	}
	const asPublished = "no date in the sentence: day of publication"
	form := w.form(d.Trigger)
	switch {
	case d.Tense != extract.Past || has(d.Auxiliary, event.Future) || has(d.Auxiliary, event.Hypothetical) || form == presentForm:
		return w.published(asPublished)
	case w.firstPerson(d):
		return w.published("a statement in its own voice: day of publication")
	}
	if i := w.paragraphDay(d.Range.Start); i >= 0 {
		return w.dated(i, "date from an earlier sentence of the paragraph")
	}
	lead := w.leadDay()
	if lead < 0 || w.times[lead].Span.End >= d.Range.Start || w.times[lead].To >= w.on {
		return w.published(asPublished)
	}
	if form == nounForm {
		return w.published(asPublished)
	}
	// Annotators put reactions to the lead's act on its day, on that of publication, or between them, about equally often;
	// its day is right most often.
	return w.dated(lead, "no date in the sentence: the day of the lead")
}

// triggerForm is the form of a trigger as its ending and the words before it show.
type triggerForm uint8

const (
	nounForm triggerForm = iota
	pastForm
	presentForm
	participleForm
)

// form guesses the form of a trigger.
func (w *When) form(trigger article.Span) triggerForm {
	s := &w.scan
	first, end := w.tokenAt(trigger.Start), w.tokenAt(trigger.End)
	for k := end - 1; k >= max(0, first-3); k-- {
		if k < first && s.boundary(k) {
			break
		}
		switch {
		case s.word(k, "is"), s.word(k, "are"), s.word(k, "has"), s.word(k, "have"), s.word(k, "am"):
			return presentForm
		case s.word(k, "was"), s.word(k, "were"), s.word(k, "had"), s.word(k, "did"):
			return pastForm
		}
		if k >= first && s.verb(k) == backward {
			return pastForm
		}
	}
	for k := first; k < end; k++ {
		if t := s.toks[k]; t.kind == wordToken && t.end-t.start > 5 && s.text[t.end-3:t.end] == "ing" && !s.is(k-1, theWord) && !s.is(k-1, articleWord) {
			return participleForm
		}
	}
	return nounForm
}

// comingReach is how many bytes back the day of a visit or meeting to come is looked for.
const comingReach = 1500

// comingDay is the last day after publication that was named before a meeting or visit to come, or -1.
func (w *When) comingDay(d extract.Draft) int {
	s := &w.scan
	meets := d.Type == "CONSULT"
	for k := w.tokenAt(d.Trigger.Start); k < len(s.toks) && int(s.toks[k].start) < d.Trigger.End; k++ {
		switch s.text[s.toks[k].start:s.toks[k].end] {
		case "meet", "visit", "travel", "attend", "host", "hold", "talks", "meeting", "summit", "join", "engage":
			meets = true
		}
	}
	if !meets {
		return -1
	}
	for i := w.firstAfter(d.Range.Start) - 1; i >= 0 && d.Range.Start-w.times[i].Span.End < comingReach; i-- {
		if t := w.times[i]; t.From > w.on && t.Grain == "day" {
			return i
		}
	}
	return -1
}

// firstPerson tells whether the sentence speaks as we or I up to the trigger, outside quotation marks.
func (w *When) firstPerson(d extract.Draft) bool {
	s := &w.scan
	end := w.tokenAt(d.Trigger.End)
	found := false
	for k := w.tokenAt(d.Range.Start); k < end && k < len(s.toks); k++ {
		if s.toks[k].class == quoteMark {
			return false
		}
		if s.word(k, "we") || s.word(k, "i") || s.word(k, "our") || s.word(k, "us") && !s.toks[k].capital {
			found = true
		}
	}
	return found
}

// recentDay tells whether t is one day shortly before publication.
func (w *When) recentDay(t Time) bool {
	return t.From == t.To && !t.From.IsZero() && (t.Grain == "day" || t.Grain == "hour") && t.From <= w.on && w.on-t.From <= inheritDays && t.Value != "PRESENT_REF"
}

// paragraphDay is the last recent day named before byte at in its paragraph, or -1.
func (w *When) paragraphDay(at int) int {
	for i := w.firstAfter(at) - 1; i >= 0; i-- {
		t := w.times[i]
		if strings.Contains(w.text[t.Span.End:at], "\n\n") {
			return -1
		}
		if w.recentDay(t) {
			return i
		}
	}
	return -1
}

// leadBytes is how far into a text its lead reaches.
const leadBytes = 450

// leadDay is the first recent day that the opening of the article names, or -1.
func (w *When) leadDay() int {
	for i, t := range w.times {
		if t.Span.Start > leadBytes {
			return -1
		}
		if w.recentDay(t) {
			return i
		}
	}
	return -1
}

func (w *When) published(why string) Dated {
	return Dated{From: w.on, To: w.on, Resolution: "day", Why: why}
}
