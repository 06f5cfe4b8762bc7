package article

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestExamples: the examples of the project are read whole, with title and date, without a word of what stands around them.
func TestExamples(t *testing.T) {
	files, err := filepath.Glob("../examples/[^R]*")
	if err != nil || len(files) == 0 {
		t.Fatal("no examples", err)
	}
	readme, err := os.ReadFile("../examples/README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		if !strings.Contains(string(readme), "`"+filepath.Base(path)+"`") {
			t.Errorf("%s: no source and licence in README.md", path)
		}
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		got, errs := readAll(t, string(body), Options{Name: path})
		if len(errs) > 0 || len(got) == 0 {
			t.Errorf("%s: %d articles, errors %v", path, len(got), errs)
		}
		for _, a := range got {
			day := a.Published.String()
			if a.Title == "" || !strings.Contains(string(readme), a.Title) || day == "" || !strings.HasPrefix(filepath.Base(path), day) && a.PublishedFrom != "record" {
				t.Errorf("%s: %q of %q", path, a.Title, day)
			}
			for _, noise := range []string{"Press releases", "More statements", "newsletter", "Secretary of State\n", "Spokesperson\n", a.Title + "\n"} {
				if strings.Contains(a.Text, noise) {
					t.Errorf("%s: %q is in the text", path, noise)
				}
			}
			if len(a.Problems) > 0 {
				t.Errorf("%s: %v", path, a.Problems)
			}
		}
	}
}

func TestOriginSpan(t *testing.T) {
	// The second "b" is cut away inside, the blanks before.
	d := newDraft("  ab-b-c")
	d.cut([]Span{{0, 2}, {4, 6}})
	a := Article{Text: d.text, Seams: d.seams()}
	for _, tt := range []struct{ at, want Span }{
		{Span{0, 1}, Span{2, 3}},
		{Span{0, 2}, Span{2, 4}},
		{Span{1, 3}, Span{3, 7}},
		{Span{2, 4}, Span{6, 8}},
		{Span{2, 2}, Span{6, 6}},
	} {
		if got := a.OriginSpan(tt.at); got != tt.want {
			t.Errorf("%v of %q: got %v, want %v", tt.at, a.Text, got, tt.want)
		}
	}
}
