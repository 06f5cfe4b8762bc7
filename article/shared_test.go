package article

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sharedFile reads a file of the workshop's own data, which is not part of the project; the test is skipped without it.
func sharedFile(t *testing.T, path string) string {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("..", "..", "shared", path))
	if err != nil {
		t.Skip("no shared data here: ", err)
	}
	return string(body)
}

func readAll(t *testing.T, body string, opt Options) ([]Article, []error) {
	t.Helper()
	var (
		out  []Article
		errs []error
	)
	if opt.Today == 0 {
		opt.Today = NewDay(2026, 11, 1)
	}
	for a, err := range Read(strings.NewReader(body), opt) {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		out = append(out, a)
	}
	return out, errs
}

// readOne reads an input that must hold one good article.
func readOne(t *testing.T, body string, opt Options) Article {
	t.Helper()
	all, errs := readAll(t, body, opt)
	if len(errs) > 0 || len(all) != 1 {
		t.Fatalf("got %d articles and the errors %v, want one article", len(all), errs)
	}
	return all[0]
}

// TestHillArticle holds the cleaning to the article that casus was asked to read first: a title twice, three boxes.
func TestHillArticle(t *testing.T) {
	raw := sharedFile(t, "example/thehill-2021-05-06.txt")
	var gold struct{ Title, Text string }
	if err := json.Unmarshal([]byte(sharedFile(t, "gold/dev/thehill-2021-05-06-blinken-ukraine.json")), &gold); err != nil {
		t.Fatal(err)
	}
	a := readOne(t, raw, Options{Published: NewDay(2021, 5, 6)})
	if a.Title != gold.Title {
		t.Errorf("title: got %q, want %q", a.Title, gold.Title)
	}
	// The gold text keeps two doubled empty lines and one doubled no-break space, as the page had them.
	want := strings.ReplaceAll(strings.ReplaceAll(gold.Text, "\n\n\n", "\n\n"), "\u00A0\u00A0", "\u00A0")
	if a.Text != want {
		t.Errorf("got  %q\nwant %q", a.Text, want)
	}
	holdOrigin(t, &a, raw)
}

// TestGoldTextUntouched: a scorer works with offsets of the gold text, so a record's clean text comes through as it is.
func TestGoldTextUntouched(t *testing.T) {
	files, _ := filepath.Glob("../../shared/gold/*/*.json")
	if len(files) == 0 {
		t.Skip("no shared data here")
	}
	for _, path := range files {
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var gold struct{ ID, Text, Published string }
		if err := json.Unmarshal(body, &gold); err != nil {
			t.Fatal(err)
		}
		a := readOne(t, string(body), Options{})
		if a.Text != gold.Text || string(a.ID) != gold.ID || a.Published.String() != gold.Published || len(a.Seams) > 0 {
			t.Errorf("%s: changed", path)
		}
		for _, p := range a.Problems {
			t.Logf("%s: %s", path, p.Text)
		}
	}
}

// holdOrigin holds that Origin is monotone and that every byte of the text is the byte of raw that Origin names.
func holdOrigin(t *testing.T, a *Article, raw string) {
	t.Helper()
	last := -1
	for i := range len(a.Text) {
		o := a.Origin(i)
		if o <= last || o >= len(raw) {
			t.Fatalf("Origin(%d) = %d after %d, text as read has %d bytes", i, o, last, len(raw))
		}
		if raw[o] != a.Text[i] {
			t.Fatalf("Origin(%d) = %d: %q is not %q", i, o, raw[o], a.Text[i])
		}
		last = o
	}
}
