package resolve

import (
	"os"
	"strings"
	"testing"

	"github.com/casus-news/casus/article"
)

// markedText is one text of testdata/times with its marks taken out.
type markedText struct {
	name  string
	on    article.Day
	text  string
	marks []timeMark
}

type timeMark struct {
	span      article.Span
	typ       string
	value     string
	uncounted bool
}

// readMarked reads the texts of a file in testdata/times; README.md there describes the form.
func readMarked(t testing.TB, path string) []markedText {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []markedText
	for _, part := range strings.Split("\n"+string(raw), "\n-- ")[1:] {
		head, body, _ := strings.Cut(part, "\n")
		name, date, _ := strings.Cut(head, " ")
		on, err := article.ParseDay(date)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		m := markedText{name: name, on: on}
		var text strings.Builder
		for {
			before, rest, ok := strings.Cut(body, "[")
			text.WriteString(before)
			if !ok {
				break
			}
			mark, after, _ := strings.Cut(rest, "]")
			words, value, ok := strings.Cut(mark, "|")
			if !ok {
				t.Fatalf("%s: mark %q has no value", name, mark)
			}
			at := text.Len()
			text.WriteString(words)
			m.marks = append(m.marks, newMark(article.Span{Start: at, End: text.Len()}, value))
			body = after
		}
		m.text = text.String()
		out = append(out, m)
	}
	if len(out) == 0 {
		t.Fatalf("%s holds no text", path)
	}
	return out
}

func newMark(span article.Span, value string) timeMark {
	m := timeMark{span: span, typ: "DATE", value: value, uncounted: value == ""}
	switch {
	case strings.HasPrefix(value, "SET "):
		m.typ, m.value = "SET", value[4:]
	case strings.HasSuffix(value, "_REF"):
	case strings.HasPrefix(value, "P"):
		m.typ = "DURATION"
	case strings.Contains(value, "T"):
		m.typ = "TIME"
	}
	return m
}

// timeScore counts as TempEval-3 does: spans strictly and by overlap, then type and value among the overlapping ones.
type timeScore struct{ gold, found, strict, relaxed, typ, value int }

func f1(hits, gold, found int) float64 { return 200 * float64(hits) / float64(gold+found) }

func scoreTimes(texts []markedText, report func(string, ...any)) timeScore {
	var s timeScore
	for _, m := range texts {
		found := Times(m.text, m.on, nil)
		used := make([]bool, len(found))
		for _, g := range m.marks {
			hit := -1
			for i, f := range found {
				if !used[i] && f.Span.Overlaps(g.span) && (hit < 0 || f.Span == g.span) {
					hit = i
				}
			}
			if hit >= 0 {
				used[hit] = true
			}
			if g.uncounted {
				continue
			}
			s.gold++
			if hit < 0 {
				report("%s: missed %q %s", m.name, g.span.Of(m.text), g.value)
				continue
			}
			f := found[hit]
			s.found++
			s.relaxed++
			if f.Span == g.span {
				s.strict++
			} else {
				report("%s: span %q, want %q", m.name, f.Span.Of(m.text), g.span.Of(m.text))
			}
			if f.Type == g.typ {
				s.typ++
			}
			if f.Value == g.value {
				s.value++
			}
			if f.Type != g.typ || f.Value != g.value {
				report("%s (%s): %q is %s %s, want %s %s", m.name, m.on, g.span.Of(m.text), f.Type, f.Value, g.typ, g.value)
			}
		}
		for i, f := range found {
			if !used[i] {
				s.found++
				report("%s: false alarm %q %s %s", m.name, f.Span.Of(m.text), f.Type, f.Value)
			}
		}
	}
	return s
}

// TestTimesMeasure holds the tagger to the figures that it has reached on the development texts.
func TestTimesMeasure(t *testing.T) {
	s := scoreTimes(readMarked(t, "testdata/times/dev.txt"), t.Logf)
	value := f1(s.value, s.gold, s.found)
	t.Logf("dev: %d expressions, strict %.1f relaxed %.1f type %.1f value %.1f", s.gold, f1(s.strict, s.gold, s.found),
		f1(s.relaxed, s.gold, s.found), f1(s.typ, s.gold, s.found), value)
	if value < 78 {
		t.Errorf("value F1 %.1f on the development texts, want 78 at least", value)
	}
}

// TestTimesFinal prints the figures on the texts that nobody tunes on, and no errors.
func TestTimesFinal(t *testing.T) {
	s := scoreTimes(readMarked(t, "testdata/times/final.txt"), func(string, ...any) {})
	t.Logf("final: %d expressions, strict %.1f relaxed %.1f type %.1f value %.1f", s.gold, f1(s.strict, s.gold, s.found),
		f1(s.relaxed, s.gold, s.found), f1(s.typ, s.gold, s.found), f1(s.value, s.gold, s.found))
	if value := f1(s.value, s.gold, s.found); value < 78 {
		t.Errorf("value F1 %.1f on the final texts, want 78 at least", value)
	}
}
