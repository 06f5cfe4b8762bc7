package resolve

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/extract"
)

// goldArticle is an article of the gold standard, which lies outside the repository.
type goldArticle struct {
	ID, Published, Title, Text string
	Events                     []goldEvent
}

type goldEvent struct {
	Type              event.Type
	Mode              []event.Mode
	Trigger, Evidence string
	Also              []string
	Auxiliary         []event.Auxiliary
	Actor, Recipient  []goldEntity
	Attribution       *goldEntity
	Date              *struct{ Start, End, Text string }
	Place             *struct{ Text, Country string }
	Sure              int
}

type goldEntity struct {
	Text, Code string
	Sector     []string
}

// readGold reads the folder named in CASUS_GOLD with "train" or "dev"; the test is skipped where it is not set.
func readGold(t testing.TB, part string) []goldArticle {
	t.Helper()
	root := os.Getenv("CASUS_GOLD")
	if root == "" {
		t.Skip("CASUS_GOLD does not name the gold standard")
	}
	paths, err := filepath.Glob(filepath.Join(root, part, "*.json"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no gold articles in %s/%s", root, part)
	}
	var out []goldArticle
	for _, p := range paths {
		raw, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		var a goldArticle
		if err := json.Unmarshal(raw, &a); err != nil {
			t.Fatalf("%s: %v", p, err)
		}
		out = append(out, a)
	}
	return out
}

// draftOf makes the draft that a perfect extractor without a parse would hand over: trigger, sentence, a clause by punctuation.
func draftOf(a goldArticle, g goldEvent) (extract.Draft, bool) {
	at := strings.Index(a.Text, g.Evidence)
	in := strings.Index(g.Evidence, g.Trigger)
	if at < 0 || in < 0 {
		return extract.Draft{}, false
	}
	d := extract.Draft{Type: g.Type, Modes: g.Mode, Auxiliary: g.Auxiliary, Tense: extract.Past}
	d.Range = article.Span{Start: at, End: at + len(g.Evidence)}
	d.Trigger = article.Span{Start: at + in, End: at + in + len(g.Trigger)}
	d.Clause = d.Trigger
	for d.Clause.Start > d.Range.Start && !strings.ContainsRune(",;:\"“”", rune(a.Text[d.Clause.Start-1])) {
		d.Clause.Start--
	}
	for d.Clause.End < d.Range.End && !strings.ContainsRune(",;:\"", rune(a.Text[d.Clause.End])) {
		d.Clause.End++
	}
	d.Tense = tenseAt(a.Text, d)
	return d, true
}

// tenseAt guesses the tense of the act: that of the last finite verb up to the end of the trigger, else of the first after it.
func tenseAt(text string, d extract.Draft) extract.Tense {
	s := scan{text: text, toks: tokens(text)}
	r := reader{scan: s}
	first, end := r.firstToken(d.Trigger.Start), r.firstToken(d.Trigger.End)
	for i := end - 1; i >= 0 && end-i < 9 && int(s.toks[i].start) >= d.Range.Start; i-- {
		if i < first && s.boundary(i) {
			break
		}
		switch {
		case s.word(i, "has"), s.word(i, "have"), s.word(i, "is"), s.word(i, "are"):
			return extract.Present
		}
		switch s.verb(i) {
		case backward:
			if s.word(i-1, "has") || s.word(i-1, "have") || s.word(i-1, "be") || s.word(i-2, "has") || s.word(i-2, "have") {
				return extract.Present
			}
			return extract.Past
		case forward:
			return extract.FutureTense
		}
	}
	return extract.Present
}

// TestWhenGold measures the choice of dates on gold sentences: how often start and end are both right.
func TestWhenGold(t *testing.T) {
	for _, part := range []string{"train", "dev"} {
		right, all, kinds := 0, 0, map[string][2]int{}
		for _, a := range readGold(t, part) {
			on, _ := article.ParseDay(a.Published)
			w := NewWhen(a.Text, on, nil)
			for _, g := range a.Events {
				if g.Date == nil {
					continue
				}
				d, ok := draftOf(a, g)
				if !ok {
					continue
				}
				got := w.ForDraft(d)
				kind := "in the sentence"
				switch {
				case g.Date.Text == "" && g.Date.Start == a.Published:
					kind = "publication"
				case g.Date.Text == "":
					kind = "unsaid"
				case !strings.Contains(g.Evidence, g.Date.Text):
					kind = "elsewhere"
				}
				n := kinds[kind]
				n[1]++
				all++
				if kind == "in the sentence" {
					why := "not found"
					for i := w.firstAfter(d.Range.Start); i < len(w.times) && w.times[i].Span.Start < d.Range.End; i++ {
						x := w.dated(i, "")
						if strings.Contains(g.Date.Text, x.Text) || strings.Contains(x.Text, g.Date.Text) {
							why = "other interval"
						}
						if x.From.String() == g.Date.Start && x.To.String() == g.Date.End {
							why = "can be chosen"
							break
						}
					}
					if why == "other interval" {
						t.Logf("interval: on %s %q (%s) want %s..%s got %s..%s", a.Published, g.Date.Text, w.text[max(0, d.Range.Start):d.Range.Start+min(60, d.Range.Len())], g.Date.Start, g.Date.End, got.From, got.To)
					}
					x := kinds["sentence: "+why]
					x[1]++
					if got.From.String() == g.Date.Start && got.To.String() == g.Date.End {
						x[0]++
					}
					kinds["sentence: "+why] = x
				}
				if got.From.String() == g.Date.Start && got.To.String() == g.Date.End {
					right++
					n[0]++
				} else if part == "train" {
					t.Logf("%s [%s] %s..%s %q, want %s..%s %q aux %v | %s | %s", a.ID, kind, got.From, got.To, got.Text, g.Date.Start, g.Date.End, g.Date.Text, g.Auxiliary, g.Trigger, g.Evidence)
				}
				kinds[kind] = n
			}
		}
		t.Logf("%s: dates right %d/%d = %.1f %% %v", part, right, all, 100*float64(right)/float64(all), kinds)
	}
}
