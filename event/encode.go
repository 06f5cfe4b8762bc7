package event

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
)

// Encode writes r as one line of canonical JSON with a line feed at its end: the record's key order, absent values left
// out, lists that RECORD names never null, no escapes for <, > and &, numbers with 4 digits after the point at most. Two
// equal reports give equal bytes. It fails for NaN and infinities, which JSON cannot hold, and for days outside the years
// 1 to 9999; it does not run [Check]. It gives what encoding/json gives for Canonical(r), written out by hand because a
// store encodes a hundred thousand reports a second.
func Encode(r Report) ([]byte, error) {
	if r.Date < 0 || r.EndDate < 0 || r.CiteInfo.Published < 0 || max(r.Date, r.EndDate, r.CiteInfo.Published) > maxDay() {
		return nil, fmt.Errorf("encode report %s: a day outside the years 1 to 9999", r.ID)
	}
	w := line{b: make([]byte, 0, 2048)}
	w.report(&r)
	if w.bad {
		return nil, fmt.Errorf("encode report %s: a number that JSON cannot hold", r.ID)
	}
	return append(w.b, '\n'), nil
}

// Decode reads what [Encode] writes. Keys that it does not know it skips, so that a later version's reports can be read;
// anything after the object is an error. Decode(Encode(r)) is Canonical(r).
func Decode(b []byte) (Report, error) {
	d := json.NewDecoder(bytes.NewReader(b))
	var r Report
	if err := d.Decode(&r); err != nil {
		return Report{}, fmt.Errorf("decode report: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return Report{}, errors.New("decode report: something follows the object")
	}
	return Canonical(r), nil
}

// Canonical is r as its encoding shows it: lists empty rather than nil, empty optional parts nil, numbers rounded to 4
// digits after the point, bytes that are no UTF-8 replaced. It shares nothing with r that it changes.
func Canonical(r Report) Report {
	r.ID, r.DateText, r.DateResolution = clean(r.ID), clean(r.DateText), clean(r.DateResolution)
	r.Event, r.Mode, r.Context, r.Auxiliary = cleanAll(r.Event), cleanAll(r.Mode), cleanAll(r.Context), cleanAll(r.Auxiliary)
	r.CAMEO = clean(r.CAMEO)
	r.EventScale, r.Confidence = round(r.EventScale), round(r.Confidence)
	r.Actor, r.Recipient = entities(r.Actor), entities(r.Recipient)
	if r.Attribution != nil {
		r.Attribution = &Attribution{Entity: entity(r.Attribution.Entity), Cue: clean(r.Attribution.Cue)}
	}
	r.EventLoc = location(r.EventLoc)
	r.EventText, r.Why, r.Text = cleanAll(r.EventText), cleanAll(r.Why), clean(r.Text)
	if len(r.TextInfo.Also) == 0 {
		r.TextInfo.Also = nil
	}
	c := &r.CiteInfo
	c.ID, c.URL, c.Title, c.Publication, c.Language = clean(c.ID), clean(c.URL), clean(c.Title), clean(c.Publication), clean(c.Language)
	c.SHA256, c.Coder, c.Version = clean(c.SHA256), clean(c.Coder), clean(c.Version)
	return r
}

func location(l *Location) *Location {
	if l == nil {
		return nil
	}
	out := *l
	out.ExtractedPlace, out.ResolvedPlace, out.Province = clean(l.ExtractedPlace), clean(l.ResolvedPlace), clean(l.Province)
	out.CountryCode, out.Resolution = clean(l.CountryCode), clean(l.Resolution)
	out.Lat, out.Lon = round(l.Lat), round(l.Lon)
	return &out
}

func entities(list []Entity) []Entity {
	out := make([]Entity, len(list))
	for i, e := range list {
		out[i] = entity(e)
	}
	return out
}

func entity(e Entity) Entity {
	e.Code, e.EntityText, e.IdentifierID = clean(e.Code), clean(e.EntityText), clean(e.IdentifierID)
	e.IdentifierText, e.Office = clean(e.IdentifierText), clean(e.Office)
	e.Sector = cleanAll(e.Sector)
	return e
}

func clean[S ~string](s S) S { return S(strings.ToValidUTF8(string(s), "\uFFFD")) }

func cleanAll[S ~string](list []S) []S {
	out := make([]S, len(list))
	for i, s := range list {
		out[i] = clean(s)
	}
	return out
}

// round keeps 4 digits after the point, and 0 without a sign. NaN and infinities stay as they are.
func round(x float64) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) || abs(x) > 1e11 {
		return x
	}
	return math.Round(x*1e4)/1e4 + 0
}
