package event_test

import (
	"strings"
	"testing"

	"github.com/casus-news/casus/event"
)

func TestCAMEOTable(t *testing.T) {
	all := event.CAMEOs()
	roots, last := 0, ""
	for _, c := range all {
		if c.Code <= last {
			t.Errorf("%s stands after %s", c.Code, last)
		}
		last = c.Code
		if len(c.Code) == 2 {
			roots++
		} else if _, ok := event.LookupCAMEO(c.Code[:len(c.Code)-1]); !ok {
			t.Errorf("%s has no parent", c.Code)
		}
		if c.Name == "" || c.Goldstein < -10 || c.Goldstein > 10 {
			t.Errorf("%s: %+v", c.Code, c)
		}
		if c.Mode != "" && !event.HasMode(c.Type, c.Mode) {
			t.Errorf("%s: %s has no mode %s", c.Code, c.Type, c.Mode)
		}
		if root := c.Code[:2]; (c.Type == "") != (root == "01" && c.Code != "016") {
			t.Errorf("%s: type %q", c.Code, c.Type)
		}
	}
	if roots != 20 || len(all)-roots != 298 {
		t.Errorf("got %d roots and %d codes, want 20 and 298", roots, len(all)-roots)
	}
}

// unknownToCAMEO are the modes that CAMEO has no code for, so that the way back leads to another mode or to none.
const unknownToCAMEO = " multilateral arrest boycott vandalize withdraw discontinue militia censor withhold misinformation primitive crowd-control sideAB "

func TestCAMEORoundTrip(t *testing.T) {
	for _, e := range event.Types() {
		for _, m := range append([]event.ModeEntry{{}}, e.Modes...) {
			code := event.CAMEOOf(e.Type, m.Mode)
			typ, mode, ok := event.PLOVEROf(code)
			if !ok || typ != e.Type {
				t.Errorf("%s %s -> %q -> %s %s", e.Type, m.Mode, code, typ, mode)
			}
			if mode != m.Mode && !strings.Contains(unknownToCAMEO, " "+string(m.Mode)+" ") {
				t.Errorf("%s %s -> %q -> mode %s", e.Type, m.Mode, code, mode)
			}
		}
	}
}

func TestCAMEOOf(t *testing.T) {
	for _, c := range []struct {
		name string
		t    event.Type
		m    event.Mode
		aux  []event.Auxiliary
		want string
	}{
		{"a visit", event.Consult, "visit", nil, "042"},
		{"planned aid is an intent", event.Aid, "", []event.Auxiliary{event.Future}, "033"},
		{"a planned attack stays an attack", event.Assault, "aerial", []event.Auxiliary{event.Future}, "195"},
		{"a denied act keeps its code", event.Assault, "drone", []event.Auxiliary{event.Negation}, "1952"},
		{"a mode of another type counts as none", event.Agree, "visit", nil, "030"},
		{"no such type", "FLY", "", nil, ""},
	} {
		if got := event.CAMEOOf(c.t, c.m, c.aux...); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestRefineCAMEO(t *testing.T) {
	for _, c := range []struct {
		code     string
		contexts []event.Context
		want     string
	}{
		{"070", []event.Context{"diplomatic", "military"}, "072"},
		{"070", []event.Context{"gender"}, "070"},
		{"160", []event.Context{"economic"}, "163"},
		{"042", []event.Context{"military"}, "042"},
	} {
		if got := event.RefineCAMEO(c.code, c.contexts); got != c.want {
			t.Errorf("%s with %v: got %s, want %s", c.code, c.contexts, got, c.want)
		}
	}
	if got := event.Appeal("1042"); got != "0242" {
		t.Errorf("appeal of 1042: got %s, want 0242", got)
	}
	for _, c := range event.CAMEOs() {
		if _, ok := event.LookupCAMEO(event.Appeal(c.Code)); !ok {
			t.Errorf("appeal of %s is no code", c.Code)
		}
	}
}
