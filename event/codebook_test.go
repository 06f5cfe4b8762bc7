package event_test

import (
	"slices"
	"testing"

	"github.com/casus-news/casus/event"
)

func TestCodeBook(t *testing.T) {
	types := event.Types()
	if len(types) != 16 {
		t.Errorf("got %d types, want 16", len(types))
	}
	modes := 0
	quad := 0
	for _, e := range types {
		if (e.Scale < 0) != (e.Quad > 2) && e.Type != event.Request {
			t.Errorf("%s: scale %v in quad %d", e.Type, e.Scale, e.Quad)
		}
		if e.Quad < quad {
			t.Errorf("%s: quad %d after %d", e.Type, e.Quad, quad)
		}
		quad = e.Quad
		for _, m := range e.Modes {
			modes++
			if m.Gloss == "" || m.Scale < -10 || m.Scale > 10 {
				t.Errorf("%s %s: gloss %q, scale %v", e.Type, m.Mode, m.Gloss, m.Scale)
			}
		}
	}
	for _, c := range []struct {
		what      string
		got, want int
	}{
		{"modes", modes, 68}, {"contexts", len(event.Contexts()), 37}, {"sectors", len(event.Sectors()), 25},
		{"groups", len(event.Groups()), 7}, {"countries", len(event.Countries()), 250},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %d, want %d", c.what, c.got, c.want)
		}
	}
	if !slices.IsSorted(event.Countries()) {
		t.Error("countries are not sorted")
	}
}

// The caller may write into what it gets.
func TestTablesAreCopies(t *testing.T) {
	event.Types()[1].Modes[0].Mode = "spoiled"
	event.Modes(event.Consult)[0].Mode = "spoiled"
	event.Contexts()[0].Code = "spoiled"
	if !event.HasMode(event.Consult, "visit") || !event.ValidContext("military") {
		t.Error("the code book was changed through a returned slice")
	}
}

func TestCodes(t *testing.T) {
	for _, c := range event.Countries() {
		if !event.IsCountry(c) || !event.ValidCode(c) {
			t.Errorf("%s is not valid", c)
		}
	}
	for code, want := range map[string]bool{"KOS": true, "SSD": true, "UNO": true, "MNC": true, "NATO": false, "": false, "XYZ": false, "usa": false,
		"AA": false, "A B": false, "ABW AFG": false, "W A": false} {
		if event.ValidCode(code) != want {
			t.Errorf("%q: got %v, want %v", code, !want, want)
		}
	}
	if event.IsCountry("UNO") {
		t.Error("UNO is no country")
	}
}

func TestScale(t *testing.T) {
	for _, c := range []struct {
		name  string
		t     event.Type
		modes []event.Mode
		want  float64
	}{
		{"the type's own value", event.Assault, nil, -9},
		{"the mode's value", event.Consult, []event.Mode{"phone"}, 1.5},
		{"the gravest of several", event.Assault, []event.Mode{"destroy", "drone", "firearms"}, -9.5},
		{"another type's mode counts nothing", event.Aid, []event.Mode{"visit"}, 10},
		{"no such type", "FLY", nil, 0},
		{"a request is neutral", event.Request, nil, 0},
	} {
		if got := event.Scale(c.t, c.modes...); got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}
