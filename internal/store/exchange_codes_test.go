package store

import (
	"testing"

	"github.com/casus-news/casus/event"
)

// TestAtlas: every country of the code book has a line with a name, and no code stands for two countries.
func TestAtlas(t *testing.T) {
	a := countries()
	fips, cow, cameo := map[string]string{}, map[string]string{}, map[string]string{}
	for _, iso := range event.Countries() {
		c := a.of(iso)
		if c.name == "" {
			t.Errorf("%s has no line", iso)
			continue
		}
		for _, x := range []struct {
			what string
			by   map[string]string
			code string
		}{{"FIPS", fips, c.fips}, {"COW", cow, c.cow}, {"CAMEO", cameo, c.cameo}} {
			if other := x.by[x.code]; x.code != "" && other != "" {
				t.Errorf("%s %s stands for %s and %s", x.what, x.code, other, iso)
			}
			x.by[x.code] = iso
		}
		if a.named(c.name) != iso || a.named(c.icews) != iso || a.fips[c.fips] != nil && a.fips[c.fips].iso != iso {
			t.Errorf("%s is not found by its names and codes", iso)
		}
	}
	if len(a.iso) != len(event.Countries()) {
		t.Errorf("%d lines, want %d", len(a.iso), len(event.Countries()))
	}
	for in, want := range map[string]string{"Russian Federation": "RUS", "Congo, Democratic Republic of the": "COD", "congo": "COG", "Burma": "MMR", "Atlantis": "", "": ""} {
		if got := a.named(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// TestSectorWords: every sector of the code book has a line, and what CAMEO says of it is read back as a sector.
func TestSectorWords(t *testing.T) {
	for _, s := range event.Sectors() {
		w := wordOf(event.Sector(s.Code))
		if w.icews == "" {
			t.Errorf("%s has no line", s.Code)
		}
		if w.cameo != "" && cameoSector(w.cameo) == "" {
			t.Errorf("%s: %s is not read back", s.Code, w.cameo)
		}
		if got := icewsSector(w.icews); string(got) != s.Code {
			t.Errorf("%s: %q is read back as %q", s.Code, w.icews, got)
		}
	}
}

// TestQuads holds the two maps against each other where they differ: statements and appeals, and 16.
func TestQuads(t *testing.T) {
	for code, want := range map[string][2]int{"010": {1, 0}, "023": {1, 0}, "030": {1, 1}, "057": {1, 1}, "061": {2, 2}, "0874": {2, 2}, "090": {3, 3}, "138": {3, 3},
		"141": {4, 4}, "154": {4, 4}, "163": {4, 3}, "173": {4, 4}, "2042": {4, 4}} {
		if got := [2]int{gdeltQuad(code), phoenixQuad(code)}; got != want {
			t.Errorf("%s: got %v, want %v", code, got, want)
		}
	}
}

func TestNumber(t *testing.T) {
	for _, c := range []struct{ id, series, want string }{
		{"gdelt:410412347", GDELT, "410412347"}, {"icews:926685-abc234", ICEWS, "926685"},
	} {
		if got := number(c.id, c.series); got != c.want {
			t.Errorf("%s: got %s, want %s", c.id, got, c.want)
		}
	}
	if number("gdelt:1", ICEWS) == "1" || number("gdelt:1/1", GDELT) == "1" || number("a", GDELT) == number("b", GDELT) {
		t.Error("numbers of other series are taken over")
	}
}
