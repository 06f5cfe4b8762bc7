package casus_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/casus-news/casus"
	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

var update = flag.Bool("update", false, "write the golden file anew")

var coder = sync.OnceValue(func() *casus.Coder {
	c, err := casus.Open(casus.Bundle())
	if err != nil {
		panic(err)
	}
	return c
})

// examples are the articles in examples/, in order of file and place.
var examples = sync.OnceValue(func() []article.Article {
	files, err := filepath.Glob("examples/20*")
	if err != nil {
		panic(err)
	}
	var out []article.Article
	for _, name := range append(files, "examples/state-department.jsonl") {
		f, err := os.Open(name)
		if err != nil {
			panic(err)
		}
		for a, err := range article.Read(f, article.Options{Name: name, Today: article.NewDay(2026, 1, 1)}) {
			if err != nil {
				panic(err)
			}
			out = append(out, a)
		}
		f.Close()
	}
	return out
})

func encode(t testing.TB, reports []event.Report) []byte {
	t.Helper()
	var out []byte
	for _, r := range reports {
		line, err := event.Encode(r)
		if err != nil {
			t.Fatal(err)
		}
		out = append(append(out, line...), '\n')
	}
	return out
}

// TestGolden holds what the examples give, a line for each report: a change of the coder or of its bundle shows here.
func TestGolden(t *testing.T) {
	var out strings.Builder
	for i := range examples() {
		a := &examples()[i]
		out.WriteString(a.Title + "\n")
		for _, r := range coder().Code(a) {
			line, err := json.Marshal([]any{r.Date, r.Event, r.Mode, codes(r.Actor), codes(r.Recipient), r.Auxiliary, r.EventText})
			if err != nil {
				t.Fatal(err)
			}
			out.WriteString("  " + string(line) + "\n")
		}
	}
	const golden = "testdata/examples.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got := out.String(); got != string(want) {
		t.Errorf("the examples are coded otherwise than %s has it; look at the difference and run `go test . -run Golden -update`:\n%s", golden, got)
	}
}

func codes(entities []event.Entity) []string {
	out := []string{}
	for _, e := range entities {
		out = append(out, e.Code)
	}
	return out
}

// TestSameBytes: another coder, many at once and in another order, gives the same bytes.
func TestSameBytes(t *testing.T) {
	other, err := casus.Open(casus.Bundle())
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for i := len(examples()) - 1; i >= 0; i-- {
		wg.Go(func() {
			a := &examples()[i]
			if first, second := encode(t, coder().Code(a)), encode(t, other.Code(a)); !bytes.Equal(first, second) {
				t.Errorf("%s: coded twice, the bytes differ", a.Title)
			}
		})
	}
	wg.Wait()
}

// TestOddText: what is hardly a text gives few reports, and sound ones.
func TestOddText(t *testing.T) {
	for name, text := range map[string]string{
		"empty":             "",
		"one word":          "Sanctions",
		"no verbs":          strings.Repeat("Kyiv, Moscow, Minsk, Berlin. ", 100),
		"list of names":     strings.Repeat("Vladimir Putin, ", 300) + "met.",
		"open quotation":    "“" + strings.Repeat("Russia attacked Ukraine. ", 50),
		"capitals":          strings.Repeat("RUSSIA ATTACKS KYIV AS NATO WARNS. ", 50),
		"box score":         strings.Repeat("Arsenal 2 0 1 3 14 88%\tChelsea 1 0 0 2 11\n", 100),
		"no spaces":         strings.Repeat("russiaattackedukraine", 500),
		"long sentence":     "Russia " + strings.Repeat("attacked Ukraine and ", 2000) + "left.",
		"other script":      strings.Repeat("Россия напала на Украину. ", 50),
		"control and emoji": "Russia\x00 attacked\x1b[31m Ukraine 🇺🇦🇷🇺\r\nyesterday.\r",
	} {
		t.Run(name, func(t *testing.T) {
			a := article.Article{ID: "a", Text: text, Published: article.NewDay(2022, 3, 1), PublishedFrom: "given"}
			reports := coder().Code(&a)
			checkReports(t, &a, reports)
			if most := 20 + len(text)/40; len(reports) > most {
				t.Errorf("%d reports from %d bytes", len(reports), len(text))
			}
		})
	}
}

// checkReports holds the laws that every report keeps: it is sound, and its words are where it says.
func checkReports(t *testing.T, a *article.Article, reports []event.Report) {
	t.Helper()
	ids := map[string]bool{}
	for _, r := range reports {
		if err := event.Check(r); err != nil {
			t.Errorf("%v\nin %q", err, r.Text)
		}
		if ids[r.ID] {
			t.Errorf("two reports have the id %s", r.ID)
		}
		ids[r.ID] = true
		if len(r.Why) == 0 {
			t.Errorf("no reasons for %v", r.EventText)
		}
	}
}

func FuzzCode(f *testing.F) {
	for i := range examples() {
		f.Add(examples()[i].Text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<16 {
			t.Skip("long")
		}
		for a, err := range article.Read(strings.NewReader(text), article.Options{Name: "fuzz", Language: "en", Published: article.NewDay(2022, 3, 1)}) {
			if err == nil {
				checkReports(t, &a, coder().Code(&a))
			}
		}
	})
}

// BenchmarkCode codes the examples, from cleaned text to reports, on as many goroutines as -cpu says.
func BenchmarkCode(b *testing.B) {
	coder()
	articles := examples()
	words := 0
	for i := range articles {
		words += len(strings.Fields(articles[i].Text))
	}
	b.ReportAllocs()
	next := make(chan int)
	var wg sync.WaitGroup
	b.ResetTimer()
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				coder().Code(&articles[i])
			}
		})
	}
	n := 0
	for b.Loop() {
		next <- n % len(articles)
		n++
	}
	close(next)
	wg.Wait()
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "articles/s")
	b.ReportMetric(float64(n)*float64(words)/float64(len(articles))/b.Elapsed().Seconds(), "words/s")
}

// BenchmarkCodeLong codes one article of 1, 10 and 100 times the length: time per byte must not grow.
func BenchmarkCodeLong(b *testing.B) {
	var text strings.Builder
	for i := range examples() {
		text.WriteString(examples()[i].Text + "\n\n")
	}
	for _, times := range []int{1, 10, 100} {
		a := article.Article{ID: "a", Text: strings.Repeat(text.String(), times), Published: article.NewDay(2022, 3, 1), PublishedFrom: "given"}
		b.Run(fmt.Sprintf("times=%d", times), func(b *testing.B) {
			b.SetBytes(int64(len(a.Text)))
			for b.Loop() {
				coder().Code(&a)
			}
		})
	}
}

// BenchmarkOpen opens bundle and tables.
func BenchmarkOpen(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := casus.Open(casus.Bundle()); err != nil {
			b.Fatal(err)
		}
	}
}
