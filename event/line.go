package event

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/casus-news/casus/article"
)

// line writes records as canonical JSON: what encoding/json makes of their canonical form with SetEscapeHTML(false), in
// one pass and without reflection. The tests hold it to that, byte for byte. The order of keys is that of the struct's
// fields. bad says that a number or a day cannot be written.
type line struct {
	b   []byte
	bad bool
}

func (w *line) report(r *Report) {
	w.b = append(w.b, `{"id":`...)
	w.text(r.ID)
	w.days(r.Date, r.EndDate)
	w.optional(`,"date_text":`, r.DateText)
	w.optional(`,"date_resolution":`, r.DateResolution)
	w.kind(r.Event, r.Mode, r.Context, r.Auxiliary, r.CAMEO, r.QuadCode, r.EventScale)
	w.entities(`,"actor":`, r.Actor)
	w.entities(`,"recipient":`, r.Recipient)
	w.speaker(`,"attribution":`, r.Attribution)
	w.location(r.EventLoc)
	w.size(r.Size)
	list(w, `,"event_text":`, r.EventText)
	w.b = append(w.b, `,"text":`...)
	w.text(r.Text)
	w.textInfo(&r.TextInfo)
	w.b = append(w.b, `,"confidence":`...)
	w.number(round(r.Confidence))
	list(w, `,"why":`, r.Why)
	w.cite(&r.CiteInfo)
	w.b = append(w.b, '}')
}

func (w *line) event(e *Event) {
	w.b = append(w.b, `{"id":`...)
	w.text(e.ID)
	w.days(e.Date, e.EndDate)
	w.kind(e.Event, e.Mode, e.Context, e.Auxiliary, e.CAMEO, e.QuadCode, e.EventScale)
	w.entities(`,"actor":`, e.Actor)
	w.entities(`,"recipient":`, e.Recipient)
	w.location(e.EventLoc)
	w.size(e.Size)
	w.b = append(w.b, `,"elected":`...)
	w.text(e.Elected)
	w.b = append(w.b, `,"contested":`...)
	w.b = strconv.AppendBool(w.b, e.Contested)
	w.b = append(w.b, `,"claims":[`...)
	for i := range e.Claims {
		c := &e.Claims[i]
		w.comma(i)
		w.b = append(w.b, `{"stance":`...)
		w.text(string(c.Stance))
		w.speaker(`,"speaker":`, c.Speaker)
		w.b = append(w.b, `,"text":`...)
		w.text(c.Text)
		list(w, `,"reports":`, c.Reports)
		w.b = append(w.b, '}')
	}
	w.b = append(w.b, ']')
	list(w, `,"reports":`, e.Reports)
	list(w, `,"articles":`, e.Articles)
	list(w, `,"origins":`, e.Origins)
	w.b = append(w.b, '}')
}

func (w *line) comma(i int) {
	if i > 0 {
		w.b = append(w.b, ',')
	}
}

func (w *line) days(from, to article.Day) {
	w.day(`,"date":`, from)
	w.day(`,"enddate":`, to)
}

// day writes a key with a day, nothing for the unknown one.
func (w *line) day(key string, d article.Day) {
	if d == 0 {
		return
	}
	if d < 0 || d > maxDay() {
		w.bad = true
		return
	}
	w.b = append(w.b, key...)
	w.b = append(w.b, '"')
	y, m, n := d.Date()
	w.b = append(w.b, byte('0'+y/1000), byte('0'+y/100%10), byte('0'+y/10%10), byte('0'+y%10), '-', byte('0'+m/10), byte('0'+m%10), '-', byte('0'+n/10), byte('0'+n%10), '"')
}

func (w *line) kind(types []Type, modes []Mode, contexts []Context, aux []Auxiliary, cameo string, quad int, scale float64) {
	list(w, `,"event":`, types)
	list(w, `,"mode":`, modes)
	list(w, `,"context":`, contexts)
	list(w, `,"auxiliary":`, aux)
	w.optional(`,"cameo":`, cameo)
	w.int(`,"quad_code":`, quad)
	w.b = append(w.b, `,"event_scale":`...)
	w.number(round(scale))
}

func (w *line) entities(key string, all []Entity) {
	w.b = append(w.b, key...)
	w.b = append(w.b, '[')
	for i := range all {
		w.comma(i)
		w.entity(&all[i])
		w.b = append(w.b, '}')
	}
	w.b = append(w.b, ']')
}

// entity leaves the object open.
func (w *line) entity(e *Entity) {
	w.b = append(w.b, `{"code":`...)
	w.text(e.Code)
	list(w, `,"sector":`, e.Sector)
	w.b = append(w.b, `,"entity_text":`...)
	w.text(e.EntityText)
	w.int(`,"start":`, e.Start)
	w.int(`,"end":`, e.End)
	w.optional(`,"identifier_id":`, e.IdentifierID)
	w.optional(`,"identifier_text":`, e.IdentifierText)
	w.optional(`,"office":`, e.Office)
}

func (w *line) speaker(key string, a *Attribution) {
	w.b = append(w.b, key...)
	if a == nil {
		w.b = append(w.b, "null"...)
		return
	}
	w.entity(&a.Entity)
	w.optional(`,"cue":`, a.Cue)
	w.b = append(w.b, '}')
}

func (w *line) location(l *Location) {
	if l == nil {
		return
	}
	w.open(`,"event_loc":{`, func() {
		w.optional(`,"extracted_place":`, l.ExtractedPlace)
		w.optional(`,"resolved_place":`, l.ResolvedPlace)
		w.count(`,"geonameid":`, l.GeonameID)
		w.degrees(`,"lat":`, l.Lat)
		w.degrees(`,"lon":`, l.Lon)
		w.optional(`,"province":`, l.Province)
		w.optional(`,"country_code":`, l.CountryCode)
		w.optional(`,"resolution":`, l.Resolution)
	})
}

func (w *line) size(s *Size) {
	if s == nil {
		return
	}
	w.open(`,"size":{`, func() {
		w.count(`,"dead":`, s.Dead)
		w.count(`,"injured":`, s.Injured)
		w.count(`,"arrested":`, s.Arrested)
		w.count(`,"size":`, s.Size)
	})
}

// open writes an object whose members may all be absent; each of them begins with a comma, of which the first goes.
func (w *line) open(key string, members func()) {
	w.b = append(w.b, key...)
	at := len(w.b)
	members()
	if len(w.b) > at {
		w.b = append(w.b[:at], w.b[at+1:]...)
	}
	w.b = append(w.b, '}')
}

func (w *line) textInfo(i *TextInfo) {
	w.int(`,"text_info":{"sequence":`, i.Sequence)
	w.int(`,"start":`, i.Start)
	w.int(`,"end":`, i.End)
	w.int(`,"trigger_start":`, i.TriggerStart)
	w.int(`,"trigger_end":`, i.TriggerEnd)
	for n, a := range i.Also {
		if n == 0 {
			w.b = append(w.b, `,"also":[`...)
		}
		w.comma(n)
		w.int("[", a[0])
		w.int(",", a[1])
		w.b = append(w.b, ']')
	}
	if len(i.Also) > 0 {
		w.b = append(w.b, ']')
	}
	w.b = append(w.b, '}')
}

func (w *line) cite(c *CiteInfo) {
	w.b = append(w.b, `,"cite_info":{"id":`...)
	w.text(c.ID)
	w.optional(`,"url":`, c.URL)
	w.optional(`,"title":`, c.Title)
	w.optional(`,"publication":`, c.Publication)
	w.day(`,"published":`, c.Published)
	w.optional(`,"language":`, c.Language)
	w.b = append(w.b, `,"sha256":`...)
	w.text(c.SHA256)
	w.b = append(w.b, `,"coder":`...)
	w.text(c.Coder)
	w.b = append(w.b, `,"version":`...)
	w.text(c.Version)
	w.b = append(w.b, '}')
}

func (w *line) int(key string, n int) {
	w.b = append(w.b, key...)
	w.b = strconv.AppendInt(w.b, int64(n), 10)
}

// count is int, left out where it is 0.
func (w *line) count(key string, n int) {
	if n != 0 {
		w.int(key, n)
	}
}

// degrees is a rounded number, left out where it is 0.
func (w *line) degrees(key string, x float64) {
	if x = round(x); x != 0 {
		w.b = append(w.b, key...)
		w.number(x)
	}
}

// number writes x as encoding/json does: as ES6 does, with the exponent's leading zero taken off.
func (w *line) number(x float64) {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		w.bad = true
		return
	}
	if n := int64(x); float64(n) == x && n > -1e15 && n < 1e15 && (n != 0 || !math.Signbit(x)) {
		w.b = strconv.AppendInt(w.b, n, 10)
		return
	}
	format := byte('f')
	if a := math.Abs(x); a != 0 && (a < 1e-6 || a >= 1e21) {
		format = 'e'
	}
	w.b = strconv.AppendFloat(w.b, x, format, -1, 64)
	if n := len(w.b); format == 'e' && n >= 4 && w.b[n-4] == 'e' && (w.b[n-3] == '-' || w.b[n-3] == '+') && w.b[n-2] == '0' {
		w.b[n-2] = w.b[n-1]
		w.b = w.b[:n-1]
	}
}

// optional writes a key with text, nothing where the text is empty.
func (w *line) optional(key, s string) {
	if s != "" {
		w.b = append(w.b, key...)
		w.text(s)
	}
}

// list is a function because methods have no type parameters.
func list[S ~string](w *line, key string, all []S) {
	w.b = append(w.b, key...)
	w.b = append(w.b, '[')
	for i, s := range all {
		w.comma(i)
		w.text(string(s))
	}
	w.b = append(w.b, ']')
}

// text writes a string with what JSON wants escaped; U+2028 and U+2029 too, as encoding/json does.
func (w *line) text(s string) {
	w.b = append(w.b, '"')
	done := 0
	for i := plainPrefix(s); i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && n == 1 {
				// a run of bad bytes becomes one replacement character, as in Canonical
				w.b = append(w.b, s[done:i]...)
				s, i, done = strings.ToValidUTF8(s[i:], "\uFFFD"), 0, 0
				continue
			}
			if r == '\u2028' || r == '\u2029' {
				w.b = append(w.b, s[done:i]...)
				w.b = append(w.b, `\u202`...)
				w.b = append(w.b, byte('8'+r-'\u2028'))
				done = i + n
			}
			i += n
			i += plainPrefix(s[i:])
			continue
		}
		if c >= ' ' && c != '"' && c != '\\' {
			i++
			continue
		}
		w.b = append(w.b, s[done:i]...)
		w.escape(c)
		i++
		done = i
	}
	w.b = append(w.b, s[done:]...)
	w.b = append(w.b, '"')
}

// plainPrefix is a number of bytes at the start of s that stand for themselves in JSON: whole groups of eight.
func plainPrefix(s string) int {
	const ones, high = 0x0101010101010101, 0x8080808080808080
	i := 0
	for ; i+8 <= len(s); i += 8 {
		x := uint64(s[i]) | uint64(s[i+1])<<8 | uint64(s[i+2])<<16 | uint64(s[i+3])<<24 |
			uint64(s[i+4])<<32 | uint64(s[i+5])<<40 | uint64(s[i+6])<<48 | uint64(s[i+7])<<56
		quote, back := x^'"'*ones, x^'\\'*ones
		// a byte below ' ', or equal to either, borrows into its highest bit
		if (x|(x-' '*ones)|(quote-ones)|(back-ones))&high != 0 {
			break
		}
	}
	return i
}

func (w *line) escape(c byte) {
	const hex = "0123456789abcdef"
	if i := strings.IndexByte("\"\\\b\f\n\r\t", c); i >= 0 {
		w.b = append(w.b, '\\', `"\bfnrt`[i])
		return
	}
	w.b = append(w.b, `\u00`...)
	w.b = append(w.b, hex[c>>4], hex[c&15])
}
