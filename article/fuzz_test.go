package article

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// holdArticle holds what is true of every article: valid UTF-8, places inside the text and on rune borders.
func holdArticle(t *testing.T, a *Article) {
	t.Helper()
	if !utf8.ValidString(a.Text) || strings.TrimSpace(a.Text) == "" || a.ID == "" {
		t.Fatalf("no good article: %q", a.Text)
	}
	for _, p := range a.Problems {
		if p.At.Start < 0 || p.At.End < p.At.Start || p.At.End > len(a.Text) || !onRune(a.Text, p.At.Start) || !onRune(a.Text, p.At.End) {
			t.Fatalf("problem %q at %v of %d bytes", p.Text, p.At, len(a.Text))
		}
	}
	last := -1
	for i := range len(a.Text) {
		o := a.Origin(i)
		if o <= last {
			t.Fatalf("Origin(%d) = %d after %d", i, o, last)
		}
		last = o
		if i > 2000 {
			break
		}
	}
}

func onRune(text string, i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }

// holdRead holds that two readings of one input agree, that every article is good, and that errors name the input.
func holdRead(t *testing.T, body string) {
	t.Helper()
	opt := Options{Name: "fuzz", MaxBytes: 1 << 20, Today: NewDay(2026, 11, 1)}
	first := show(body, opt)
	if second := show(body, opt); first != second {
		t.Fatalf("two readings differ:\n%s\n%s", first, second)
	}
	n := 0
	for a, err := range Read(strings.NewReader(body), opt) {
		n++
		if err != nil {
			if !strings.HasPrefix(err.Error(), "fuzz: ") {
				t.Fatalf("the error does not name its input: %v", err)
			}
			continue
		}
		holdArticle(t, &a)
	}
	// What is not recognised as an archive gives an article or an error.
	if n == 0 && !strings.Contains(body, "WARC/") {
		t.Fatal("neither an article nor an error")
	}
}

func FuzzHTML(f *testing.F) {
	f.Add(onePage)
	f.Add("<html><body><table><p>a</table><b><i></b></i><svg><p>x</svg><math><mi><p></math>")
	f.Add(`<html><script type="application/ld+json">{"@type":"NewsArticle","datePublished":["2020"],"author":{"name":[{}]}}</script><p>x`)
	f.Add("<html><template><p>x</template><frameset><noscript><p>x")
	f.Add(strings.Repeat("<div><b>", 300) + oneSentence)
	f.Fuzz(func(t *testing.T, page string) { holdRead(t, "<html>"+page) })
}

func FuzzJSONL(f *testing.F) {
	f.Add("{\"id\":\"a\",\"text\":\"The envoys left.\"}\n{\"id\":\"b\"}\n")
	f.Add("{\n\"text\":\"a\"}{\"text\":\"b\"}")
	f.Add("{\"text\":\"\\ud800\",\"id\":1e3}\n\xff\xfe\n{}")
	f.Add("{\"html\":\"<p>The envoys left.\"}")
	f.Fuzz(func(t *testing.T, body string) {
		holdRead(t, "{"+body)
		// A good last line comes through whatever stands before it.
		if k, err := sniff([]byte("{\"\n" + body)); err != nil || k != kindJSONL {
			return
		}
		got := show("{\"\n"+body+"\n{\"id\":\"last\",\"text\":\"The envoys left.\"}", Options{Name: "fuzz"})
		if !strings.Contains(got, "ARTICLE last") {
			t.Fatalf("the last line is lost:\n%s", got)
		}
	})
}

func FuzzWARC(f *testing.F) {
	f.Add(warcRecord("One envoy leaves"))
	f.Add(zipped(warcRecord("One envoy leaves")) + "\x1f\x8b\x08")
	f.Add(warcBlock("conversion", "text/plain", oneSentence, "x"))
	f.Add("WARC/1.0\r\nContent-Length: 5\r\n\r\nab")
	f.Fuzz(func(t *testing.T, body string) {
		holdRead(t, "WARC/"+body)
		holdRead(t, zipped("WARC/"+body)+body)
	})
}

func FuzzText(f *testing.F) {
	f.Add("Envoys leave\n\nEnvoys leave\n\nBy Ada Writer\n\n" + oneSentence)
	f.Add("a \u00A0 b\u00AD\u200Bc\r\n\r\n\r\n d\t\u2028e\uFEFF")
	f.Fuzz(func(t *testing.T, raw string) {
		if !utf8.ValidString(raw) {
			return
		}
		d := newDraft(raw)
		d.cut(tidy(d.text))
		if again := tidy(d.text); len(again) > 0 {
			t.Fatalf("tidy text %q is tidied again at %v", d.text, again)
		}
		d.cut(readHead(d.text).cuts)
		var a Article
		d.into(&a)
		if strings.TrimSpace(a.Text) != "" {
			a.ID = "fuzz"
			holdArticle(t, &a)
		}
		holdOrigin(t, &a, raw)
	})
}

// FuzzBoxes: text without the end mark is untouched, what is cut ends in the mark and begins at a seam, nothing else is
// changed, offsets lead back, and the cut text has no box.
func FuzzBoxes(f *testing.F) {
	f.Add("Minister Ada MarloweAda Jane MarloweMinistry denies rift Talks resume in spring MORE said.")
	f.Add("aB MORE aBaBaB aB\n.AA AAMORE MOREMORE")
	f.Add("Ada MarloweAda MarloweTarrantJoe TarrantPoll: lead MORE grows MORE MORE")
	f.Fuzz(func(t *testing.T, text string) {
		cuts := boxes(text)
		last := 0
		for _, c := range cuts {
			if c.Start < last || c.Start == 0 || !strings.HasSuffix(c.Of(text), boxMark) || strings.Contains(c.Of(text), "\n") {
				t.Fatalf("cut %v of %q", c, text)
			}
			if nextGlue(text, c.Start) != c.Start {
				t.Fatalf("no seam at %d of %q", c.Start, text)
			}
			last = c.End
		}
		d := newDraft(text)
		d.cut(cuts)
		if again := boxes(d.text); len(again) > 0 {
			t.Fatalf("%q: boxes in the cut text %q at %v", text, d.text, again)
		}
		a := Article{Text: d.text, Seams: d.seams()}
		holdOrigin(t, &a, text)
	})
}
