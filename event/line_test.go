package event

import (
	"bytes"
	"encoding/json"
	"math"
	"testing"

	"github.com/casus-news/casus/article"
)

// reflected is what encoding/json makes of a record's canonical form: the law that line is held to.
func reflected(t *testing.T, v any) string {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// odd are texts with everything that JSON escapes, or that no encoding should touch.
var odd = []string{"", "plain", `"quoted" \ back`, "<a>&amp;</a>", "tab\tline\nreturn\rbell\a\b\f\v\x00\x1f\x7f", "Łódź 東京 🙂", "sep\u2028and\u2029end", "\xff", "a\xff\xfeb\xc3", "\xed\xa0\x80\u2028\xff\"", "\uFFFD"}

func TestLineWritesWhatReflectionWrites(t *testing.T) {
	numbers := []float64{0, math.Copysign(0, -1), 1, -9.5, 0.1, 0.12345, -0.00004, 1e-9, 123456.78901, 1e15, -1e15, 1e16 + 2, 9.9e20, 1e21, -2.5e22, 1e300, math.MaxFloat64}
	days := []article.Day{0, 1, article.NewDay(2021, 5, 6), maxDay()}
	for i, s := range odd {
		for k, x := range numbers {
			d := days[(i+k)%len(days)]
			e := Entity{Code: "RUS", Sector: []Sector{"GOV", Sector(s)}, EntityText: s, Start: k, End: i, IdentifierID: s, IdentifierText: s, Office: s}
			r := Report{ID: s, Date: d, EndDate: days[k%4], DateText: s, DateResolution: s, Event: []Type{Type(s)}, CAMEO: s, QuadCode: k - 3, EventScale: x,
				Actor: []Entity{e, {}}, Text: s, Confidence: x, Why: odd, CiteInfo: CiteInfo{ID: s, URL: s, Title: s, Publication: s, Published: d, Language: s, SHA256: s, Coder: s, Version: s}}
			if k%2 == 0 {
				r.Mode, r.Context, r.Auxiliary, r.Recipient, r.EventText = []Mode{"a", "b"}, []Context{"x"}, []Auxiliary{Negation}, []Entity{e}, []string{s, s}
				r.Attribution = &Attribution{Entity: e, Cue: s}
				r.EventLoc = &Location{ExtractedPlace: s, ResolvedPlace: s, GeonameID: i, Lat: x, Lon: -x, Province: s, CountryCode: s, Resolution: s}
				r.Size, r.TextInfo = &Size{Dead: i, Size: k}, TextInfo{Start: -1, Also: [][2]int{{1, 2}, {3, k}}}
			} else if k%3 == 0 {
				r.Attribution, r.EventLoc, r.Size, r.TextInfo.Also = &Attribution{}, &Location{}, &Size{}, [][2]int{}
			}
			got, err := Encode(r)
			if want := reflected(t, Canonical(r)); err != nil || string(got) != want {
				t.Fatalf("got  %swant %s%v", got, want, err)
			}
			v := Event{ID: s, Date: d, EndDate: d, Event: r.Event, Mode: r.Mode, Context: r.Context, Auxiliary: r.Auxiliary, CAMEO: s, QuadCode: k, EventScale: x, Actor: r.Actor,
				Recipient: r.Recipient, EventLoc: r.EventLoc, Size: r.Size, Elected: s, Contested: k%2 == 0, Reports: odd, Articles: []string{s}}
			if k%2 == 0 {
				v.Claims, v.Origins = []Claim{{Asserts, nil, s, nil}, {Denies, r.Attribution, s, odd}}, odd
			}
			got, err = EncodeEvent(v)
			if want := reflected(t, canonicalEvent(v)); err != nil || string(got) != want {
				t.Fatalf("got  %swant %s%v", got, want, err)
			}
		}
	}
}

func FuzzLine(f *testing.F) {
	for _, s := range odd {
		f.Add(s, 0.5, 3)
	}
	f.Add("x", 1e-7, -1)
	f.Fuzz(func(t *testing.T, s string, x float64, n int) {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return
		}
		r := Report{ID: s, Text: s, EventScale: x, QuadCode: n, EventLoc: &Location{Lat: x, GeonameID: n}, Why: []string{s}}
		got, err := Encode(r)
		if want := reflected(t, Canonical(r)); err != nil || string(got) != want {
			t.Fatalf("got  %swant %s%v", got, want, err)
		}
	})
}

func TestEncodeEventRefuses(t *testing.T) {
	for _, e := range []Event{{EventScale: math.NaN()}, {Date: -1}, {EndDate: maxDay() + 1}} {
		if b, err := EncodeEvent(e); err == nil {
			t.Errorf("got %s, want an error", b)
		}
	}
}
