package article

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGolden reads testdata/*.txtar: why the case exists, the input, and what Read gives for it. All texts are invented.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no golden files in testdata", err)
	}
	for _, path := range files {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(path)
			if err != nil || len(ar.Files) == 0 {
				t.Fatal("want an input and a file named want: ", err)
			}
			in := ar.Files[0]
			got := show(string(in.Data), Options{Name: in.Name, Today: NewDay(2026, 11, 1)})
			if *update {
				ar.Files = []txtar.File{in, {Name: "want", Data: []byte(got)}}
				if err := os.WriteFile(path, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if len(ar.Files) != 2 || string(ar.Files[1].Data) != got {
				t.Errorf("got\n%s", got)
			}
		})
	}
}

// show writes what Read gives as a person reads it. A line of text begins with "| ".
func show(body string, opt Options) string {
	var b bytes.Buffer
	for a, err := range Read(strings.NewReader(body), opt) {
		if err != nil {
			fmt.Fprintf(&b, "ERROR %v\n\n", err)
			continue
		}
		fmt.Fprintf(&b, "ARTICLE %s\n", a.ID)
		for _, f := range [][2]string{{"title", a.Title}, {"byline", a.Byline}, {"publisher", a.Publisher}, {"url", a.URL}, {"language", a.Language}} {
			if f[1] != "" {
				fmt.Fprintf(&b, "%s: %s\n", f[0], f[1])
			}
		}
		if !a.Published.IsZero() {
			fmt.Fprintf(&b, "published: %s (%s)\n", a.Published, a.PublishedFrom)
		}
		for _, p := range a.Problems {
			fmt.Fprintf(&b, "problem at %d: %s\n", p.At.Start, p.Text)
		}
		for line := range strings.Lines(a.Text) {
			fmt.Fprintf(&b, "| %s\n", strings.TrimSuffix(line, "\n"))
		}
		fmt.Fprintln(&b)
	}
	return b.String()
}
