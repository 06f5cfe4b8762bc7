package event

import (
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/casus-news/casus/article"
)

// Check tells what is wrong with r, all of it in one error (errors.Join), or nil. It wants: one type at least, modes of
// the first type, contexts, sectors and codes of the code book, auxiliary modes once each in the order historical, future,
// hypothetical, negation; quad, scale and CAMEO code that agree with type and mode; dates from year 1 to 9999 in order;
// spans that do not run backwards and a trigger inside its sentence; a confidence in [0, 1]; coordinates on the globe;
// id, actor, event text, sentence, article hash, coder and version; valid UTF-8 throughout.
func Check(r Report) error {
	c := checker{}
	c.act(&r)
	c.parties(&r)
	c.dates(&r)
	c.text(&r)
	c.place(&r)
	c.cite(&r)
	return errors.Join(c.faults...)
}

type checker struct{ faults []error }

// want notes a fault that needs no value to tell. Where one is needed, an if stands before fault: values that are passed
// are moved to the heap, and nearly all records are right.
func (c *checker) want(ok bool, text string) {
	if !ok {
		c.faults = append(c.faults, errors.New(text))
	}
}

func (c *checker) fault(format string, args ...any) {
	c.faults = append(c.faults, fmt.Errorf(format, args...))
}

func (c *checker) act(r *Report) {
	c.want(r.ID != "", "id: is empty")
	if len(r.Event) == 0 {
		c.fault("event: no type")
		return
	}
	t := r.Event[0]
	for _, t := range r.Event {
		if index(t) < 0 {
			c.fault("event: no such type: %q", t)
		}
	}
	for i, m := range r.Mode {
		if !slices.ContainsFunc(r.Event, func(t Type) bool { return HasMode(t, m) }) {
			c.fault("mode: %q is no mode of %s", m, t)
		}
		if slices.Contains(r.Mode[:i], m) {
			c.fault("mode: %q twice", m)
		}
	}
	for i, x := range r.Context {
		if !ValidContext(x) {
			c.fault("context: no such context: %q", x)
		}
		if slices.Contains(r.Context[:i], x) {
			c.fault("context: %q twice", x)
		}
	}
	at := -1
	for _, a := range r.Auxiliary {
		i := slices.Index(Auxiliaries(), a)
		if i < 0 {
			c.fault("auxiliary: no such mode: %q", a)
		}
		if i >= 0 && i <= at {
			c.fault("auxiliary: %q out of order or twice", a)
		}
		at = max(at, i)
	}
	if r.QuadCode != Quad(t) {
		c.fault("quad_code: got %d, %s has %d", r.QuadCode, t, Quad(t))
	}
	if r.EventScale != Scale(t, r.Mode...) {
		c.fault("event_scale: got %v, %s %v has %v", r.EventScale, t, r.Mode, Scale(t, r.Mode...))
	}
	if r.CAMEO != "" {
		_, ok := LookupCAMEO(r.CAMEO)
		if !ok {
			c.fault("cameo: no such code: %q", r.CAMEO)
		}
		if ok && !agrees(r.CAMEO, t, r.Auxiliary) {
			c.fault("cameo: %s does not mean %s", r.CAMEO, t)
		}
	}
	if !(r.Confidence >= 0 && r.Confidence <= 1) { // NaN is neither
		c.fault("confidence: got %v, want 0 to 1", r.Confidence)
	}
}

// agrees tells whether a CAMEO code may stand for t: its own translation says so, or the act lies in the future and the
// code is one of intent.
func agrees(code string, t Type, aux []Auxiliary) bool {
	of, _, ok := PLOVEROf(code)
	return ok && (of == t || of == Agree && slices.Contains(aux, Future))
}

func (c *checker) parties(r *Report) {
	c.want(len(r.Actor) > 0, "actor: none; a doer that nobody names is one entity of sector UNK")
	for i := range r.Actor {
		c.entity("actor", i, &r.Actor[i])
	}
	for i := range r.Recipient {
		c.entity("recipient", i, &r.Recipient[i])
	}
	if r.Attribution != nil {
		c.entity("attribution", -1, &r.Attribution.Entity)
		c.valid("attribution: cue", r.Attribution.Cue)
	}
}

// entity checks the nth party of a side; below 0, the only one.
func (c *checker) entity(side string, n int, e *Entity) {
	if e.Code != "" && !ValidCode(e.Code) {
		c.fault("%s: no such code: %q", nth(side, n), e.Code)
	}
	for _, s := range e.Sector {
		if !ValidSector(s) {
			c.fault("%s: no such sector: %q", nth(side, n), s)
		}
	}
	if e.Start < 0 || e.Start > e.End {
		c.fault("%s: span %d to %d", nth(side, n), e.Start, e.End)
	}
	for _, s := range [...]string{e.EntityText, e.IdentifierID, e.IdentifierText, e.Office} {
		if !utf8.ValidString(s) {
			c.valid(nth(side, n), s)
		}
	}
}

func nth(side string, n int) string {
	if n < 0 {
		return side
	}
	return fmt.Sprintf("%s %d", side, n)
}

// maxDay is 9999-12-31, the last day that four digits of a year can write.
func maxDay() article.Day { return article.NewDay(9999, 12, 31) }

func (c *checker) day(where string, d article.Day) {
	if d < 0 || d > maxDay() {
		c.fault("%s: day %d lies outside the years 1 to 9999", where, int(d))
	}
}

func (c *checker) dates(r *Report) {
	c.day("date", r.Date)
	c.day("enddate", r.EndDate)
	if !r.EndDate.IsZero() && r.Date.IsZero() {
		c.fault("enddate: %s without a date", r.EndDate)
	}
	if !r.EndDate.IsZero() && r.EndDate < r.Date {
		c.fault("enddate: %s before date %s", r.EndDate, r.Date)
	}
	if !slices.Contains(Resolutions(), r.DateResolution) && r.DateResolution != "" {
		c.fault("date_resolution: got %q", r.DateResolution)
	}
	c.valid("date_text", r.DateText)
}

// Resolutions are the grains that a date can have, finest first.
func Resolutions() []string { return []string{"day", "week", "month", "season", "year", "decade"} }

// PlaceResolutions are the grains that a place can have, coarsest first.
func PlaceResolutions() []string { return []string{"country", "province", "district", "city", "place"} }

func (c *checker) text(r *Report) {
	c.want(len(r.EventText) > 0, "event_text: none")
	c.want(r.Text != "", "text: is empty")
	c.valid("event_text", r.EventText...)
	c.valid("text", r.Text)
	c.valid("why", r.Why...)
	i := r.TextInfo
	if i.Sequence < 0 {
		c.fault("text_info: sequence %d", i.Sequence)
	}
	if i.Start < 0 || i.Start > i.End {
		c.fault("text_info: span %d to %d", i.Start, i.End)
	}
	if i.Start > i.TriggerStart || i.TriggerStart > i.TriggerEnd || i.TriggerEnd > i.End {
		c.fault("text_info: trigger %d to %d outside sentence %d to %d", i.TriggerStart, i.TriggerEnd, i.Start, i.End)
	}
	for n, a := range i.Also {
		if a[0] < 0 || a[0] > a[1] {
			c.fault("text_info: also %d runs %d to %d", n, a[0], a[1])
		}
	}
	if s := r.Size; s != nil {
		c.want(min(s.Dead, s.Injured, s.Arrested, s.Size) >= 0, "size: a count below 0")
	}
}

func (c *checker) place(r *Report) {
	l := r.EventLoc
	if l == nil {
		return
	}
	if l.CountryCode != "" && !IsCountry(l.CountryCode) {
		c.fault("event_loc: no such country: %q", l.CountryCode)
	}
	if !(l.Lat >= -90 && l.Lat <= 90 && l.Lon >= -180 && l.Lon <= 180) { // NaN is nowhere
		c.fault("event_loc: %v, %v lies off the globe", l.Lat, l.Lon)
	}
	if l.Resolution != "" && !slices.Contains(PlaceResolutions(), l.Resolution) {
		c.fault("event_loc: resolution %q", l.Resolution)
	}
	if l.GeonameID < 0 {
		c.fault("event_loc: geonameid %d", l.GeonameID)
	}
	c.valid("event_loc", l.ExtractedPlace, l.ResolvedPlace, l.Province)
}

func (c *checker) cite(r *Report) {
	i := r.CiteInfo
	if !hexDigits(i.SHA256) {
		c.fault("cite_info: sha256 %q, want 64 lower-case hexadecimal digits", i.SHA256)
	}
	c.want(i.Coder != "", "cite_info: no coder")
	c.want(i.Version != "", "cite_info: no version")
	c.day("cite_info: published", i.Published)
	c.valid("id", r.ID)
	c.valid("cite_info", i.ID, i.URL, i.Title, i.Publication, i.Language, i.Coder, i.Version)
}

func hexDigits(s string) bool {
	for _, b := range []byte(s) {
		if (b < '0' || b > '9') && (b < 'a' || b > 'f') {
			return false
		}
	}
	return len(s) == 64
}

func (c *checker) valid(where string, list ...string) {
	for _, s := range list {
		if !utf8.ValidString(s) {
			c.fault("%s: not valid UTF-8: %q", where, s)
		}
	}
}
