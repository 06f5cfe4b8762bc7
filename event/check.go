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
	c.act(r)
	c.parties(r)
	c.dates(r)
	c.text(r)
	c.place(r)
	c.cite(r)
	return errors.Join(c.faults...)
}

type checker struct{ faults []error }

func (c *checker) want(ok bool, format string, args ...any) {
	if !ok {
		c.faults = append(c.faults, fmt.Errorf(format, args...))
	}
}

func (c *checker) act(r Report) {
	c.want(r.ID != "", "id: is empty")
	if len(r.Event) == 0 {
		c.want(false, "event: no type")
		return
	}
	t := r.Event[0]
	for _, t := range r.Event {
		c.want(index(t) >= 0, "event: no such type: %q", t)
	}
	for i, m := range r.Mode {
		c.want(slices.ContainsFunc(r.Event, func(t Type) bool { return HasMode(t, m) }), "mode: %q is no mode of %s", m, t)
		c.want(!slices.Contains(r.Mode[:i], m), "mode: %q twice", m)
	}
	for i, x := range r.Context {
		c.want(ValidContext(x), "context: no such context: %q", x)
		c.want(!slices.Contains(r.Context[:i], x), "context: %q twice", x)
	}
	at := -1
	for _, a := range r.Auxiliary {
		i := slices.Index(Auxiliaries(), a)
		c.want(i >= 0, "auxiliary: no such mode: %q", a)
		c.want(i < 0 || i > at, "auxiliary: %q out of order or twice", a)
		at = max(at, i)
	}
	c.want(r.QuadCode == Quad(t), "quad_code: got %d, %s has %d", r.QuadCode, t, Quad(t))
	c.want(r.EventScale == Scale(t, r.Mode...), "event_scale: got %v, %s %v has %v", r.EventScale, t, r.Mode, Scale(t, r.Mode...))
	if r.CAMEO != "" {
		_, ok := LookupCAMEO(r.CAMEO)
		c.want(ok, "cameo: no such code: %q", r.CAMEO)
		c.want(!ok || agrees(r.CAMEO, t, r.Auxiliary), "cameo: %s does not mean %s", r.CAMEO, t)
	}
	c.want(r.Confidence >= 0 && r.Confidence <= 1, "confidence: got %v, want 0 to 1", r.Confidence)
}

// agrees tells whether a CAMEO code may stand for t: its own translation says so, or the act lies in the future and the
// code is one of intent.
func agrees(code string, t Type, aux []Auxiliary) bool {
	of, _, ok := PLOVEROf(code)
	return ok && (of == t || of == Agree && slices.Contains(aux, Future))
}

func (c *checker) parties(r Report) {
	c.want(len(r.Actor) > 0, "actor: none; a doer that nobody names is one entity of sector UNK")
	for i, e := range r.Actor {
		c.entity(fmt.Sprintf("actor %d", i), e)
	}
	for i, e := range r.Recipient {
		c.entity(fmt.Sprintf("recipient %d", i), e)
	}
	if r.Attribution != nil {
		c.entity("attribution", r.Attribution.Entity)
		c.valid("attribution: cue", r.Attribution.Cue)
	}
}

func (c *checker) entity(where string, e Entity) {
	c.want(e.Code == "" || ValidCode(e.Code), "%s: no such code: %q", where, e.Code)
	for _, s := range e.Sector {
		c.want(ValidSector(s), "%s: no such sector: %q", where, s)
	}
	c.want(e.Start >= 0 && e.Start <= e.End, "%s: span %d to %d", where, e.Start, e.End)
	c.valid(where, e.EntityText, e.IdentifierID, e.IdentifierText, e.Office)
}

// maxDay is 9999-12-31, the last day that four digits of a year can write.
func maxDay() article.Day { return article.NewDay(9999, 12, 31) }

func (c *checker) day(where string, d article.Day) {
	c.want(d >= 0 && d <= maxDay(), "%s: day %d lies outside the years 1 to 9999", where, int(d))
}

func (c *checker) dates(r Report) {
	c.day("date", r.Date)
	c.day("enddate", r.EndDate)
	c.want(r.EndDate.IsZero() || !r.Date.IsZero(), "enddate: %s without a date", r.EndDate)
	c.want(r.EndDate.IsZero() || r.EndDate >= r.Date, "enddate: %s before date %s", r.EndDate, r.Date)
	c.want(slices.Contains(Resolutions(), r.DateResolution) || r.DateResolution == "", "date_resolution: got %q", r.DateResolution)
	c.valid("date_text", r.DateText)
}

// Resolutions are the grains that a date can have, finest first.
func Resolutions() []string { return []string{"day", "week", "month", "season", "year", "decade"} }

// PlaceResolutions are the grains that a place can have, coarsest first.
func PlaceResolutions() []string { return []string{"country", "province", "district", "city", "place"} }

func (c *checker) text(r Report) {
	c.want(len(r.EventText) > 0, "event_text: none")
	c.want(r.Text != "", "text: is empty")
	c.valid("event_text", r.EventText...)
	c.valid("text", r.Text)
	c.valid("why", r.Why...)
	i := r.TextInfo
	c.want(i.Sequence >= 0, "text_info: sequence %d", i.Sequence)
	c.want(i.Start >= 0 && i.Start <= i.End, "text_info: span %d to %d", i.Start, i.End)
	c.want(i.Start <= i.TriggerStart && i.TriggerStart <= i.TriggerEnd && i.TriggerEnd <= i.End,
		"text_info: trigger %d to %d outside sentence %d to %d", i.TriggerStart, i.TriggerEnd, i.Start, i.End)
	for n, a := range i.Also {
		c.want(a[0] >= 0 && a[0] <= a[1], "text_info: also %d runs %d to %d", n, a[0], a[1])
	}
	if s := r.Size; s != nil {
		c.want(min(s.Dead, s.Injured, s.Arrested, s.Size) >= 0, "size: a count below 0")
	}
}

func (c *checker) place(r Report) {
	l := r.EventLoc
	if l == nil {
		return
	}
	c.want(l.CountryCode == "" || IsCountry(l.CountryCode), "event_loc: no such country: %q", l.CountryCode)
	c.want(l.Lat >= -90 && l.Lat <= 90 && l.Lon >= -180 && l.Lon <= 180, "event_loc: %v, %v lies off the globe", l.Lat, l.Lon)
	c.want(l.Resolution == "" || slices.Contains(PlaceResolutions(), l.Resolution), "event_loc: resolution %q", l.Resolution)
	c.want(l.GeonameID >= 0, "event_loc: geonameid %d", l.GeonameID)
	c.valid("event_loc", l.ExtractedPlace, l.ResolvedPlace, l.Province)
}

func (c *checker) cite(r Report) {
	i := r.CiteInfo
	c.want(hexDigits(i.SHA256), "cite_info: sha256 %q, want 64 lower-case hexadecimal digits", i.SHA256)
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
		c.want(utf8.ValidString(s), "%s: not valid UTF-8: %q", where, s)
	}
}
