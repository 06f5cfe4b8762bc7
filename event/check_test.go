package event_test

import (
	"strings"
	"testing"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

func TestCheck(t *testing.T) {
	if err := event.Check(sample()); err != nil {
		t.Fatalf("a sound report: %v", err)
	}
	for _, c := range []struct {
		name, want string
		spoil      func(*event.Report)
	}{
		{"no type", "event: no type", func(r *event.Report) { r.Event = nil }},
		{"unknown type", "no such type", func(r *event.Report) { r.Event = []event.Type{"INVADE"} }},
		{"mode of another type", "no mode of RETREAT", func(r *event.Report) { r.Mode = []event.Mode{"visit"} }},
		{"mode twice", "twice", func(r *event.Report) { r.Mode = []event.Mode{"withdraw", "withdraw"} }},
		{"unknown context", "no such context", func(r *event.Report) { r.Context = []event.Context{"sport"} }},
		{"unknown auxiliary", "no such mode", func(r *event.Report) { r.Auxiliary = []event.Auxiliary{"maybe"} }},
		{"auxiliary out of order", "out of order", func(r *event.Report) { r.Auxiliary = []event.Auxiliary{event.Negation, event.Future} }},
		{"wrong quad", "quad_code", func(r *event.Report) { r.QuadCode = 4 }},
		{"wrong scale", "event_scale", func(r *event.Report) { r.EventScale = 1 }},
		{"CAMEO of another type", "cameo", func(r *event.Report) { r.CAMEO = "190" }},
		{"no such CAMEO", "no such code", func(r *event.Report) { r.CAMEO = "999" }},
		{"no actor", "actor: none", func(r *event.Report) { r.Actor = nil }},
		{"unknown country", "no such code", func(r *event.Report) { r.Actor[0].Code = "XXX" }},
		{"unknown sector", "no such sector", func(r *event.Report) { r.Actor[0].Sector = []event.Sector{"ARM"} }},
		{"party runs backwards", "span", func(r *event.Report) { r.Actor[0].End = 1 }},
		{"speaker's code", "attribution", func(r *event.Report) { r.Attribution.Code = "XXX" }},
		{"dates run backwards", "before date", func(r *event.Report) { r.EndDate = r.Date - 1 }},
		{"end without start", "without a date", func(r *event.Report) { r.Date = 0 }},
		{"year 10000", "outside the years", func(r *event.Report) { r.EndDate = article.NewDay(10000, 1, 1) }},
		{"grain of a date", "date_resolution", func(r *event.Report) { r.DateResolution = "hour" }},
		{"trigger outside", "outside sentence", func(r *event.Report) { r.TextInfo.TriggerEnd = 900 }},
		{"sentence backwards", "text_info: span", func(r *event.Report) { r.TextInfo.End = 3 }},
		{"confidence", "confidence", func(r *event.Report) { r.Confidence = 1.2 }},
		{"off the globe", "off the globe", func(r *event.Report) { r.EventLoc.Lat = 91 }},
		{"group as a place", "no such country", func(r *event.Report) { r.EventLoc.CountryCode = "EUR" }},
		{"negative count", "below 0", func(r *event.Report) { r.Size.Dead = -1 }},
		{"no words", "event_text", func(r *event.Report) { r.EventText = nil }},
		{"no hash", "sha256", func(r *event.Report) { r.CiteInfo.SHA256 = "abc" }},
		{"no version", "no version", func(r *event.Report) { r.CiteInfo.Version = "" }},
		{"broken text", "not valid UTF-8", func(r *event.Report) { r.Text = "\xff" }},
		{"no id", "id: is empty", func(r *event.Report) { r.ID = "" }},
	} {
		r := sample()
		c.spoil(&r)
		if err := event.Check(r); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want an error with %q", c.name, err, c.want)
		}
	}
}

func TestCheckSaysAllAtOnce(t *testing.T) {
	r := sample()
	r.Confidence, r.QuadCode, r.Text = -1, 9, ""
	err := event.Check(r)
	if err == nil || strings.Count(err.Error(), "\n") != 2 {
		t.Errorf("got %v, want three faults", err)
	}
}

func TestFill(t *testing.T) {
	for _, c := range []struct {
		name  string
		in    event.Report
		cameo string
		quad  int
		scale float64
	}{
		{"from type and mode", event.Report{Event: []event.Type{event.Consult}, Mode: []event.Mode{"visit"}}, "042", 1, 4},
		{"context refines", event.Report{Event: []event.Type{event.Aid}, Context: []event.Context{"military"}}, "072", 2, 10},
		{"a better code stays", event.Report{Event: []event.Type{event.Request}, CAMEO: "0233"}, "0233", 3, 0},
		{"a wrong code goes", event.Report{Event: []event.Type{event.Request}, CAMEO: "190"}, "100", 3, 0},
		{"a planned pull-out", event.Report{Event: []event.Type{event.Retreat}, Mode: []event.Mode{"withdraw"},
			Auxiliary: []event.Auxiliary{event.Future}}, "035", 2, 8},
		{"no type, no change", event.Report{}, "", 0, 0},
	} {
		event.Fill(&c.in)
		if c.in.CAMEO != c.cameo || c.in.QuadCode != c.quad || c.in.EventScale != c.scale {
			t.Errorf("%s: got %s %d %v, want %s %d %v", c.name, c.in.CAMEO, c.in.QuadCode, c.in.EventScale, c.cameo, c.quad, c.scale)
		}
	}
}
