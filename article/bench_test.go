package article

import (
	"fmt"
	"strings"
	"testing"
)

// newsPage is a page of some 60 kB, of the make of news sites: much around a text of 20 paragraphs.
func newsPage() string {
	var b strings.Builder
	b.WriteString(`<html><head><title>Envoys leave | Daily Example</title><meta property="article:published_time" content="2020-03-04T10:00:00Z"></head><body>`)
	for i := range 300 {
		fmt.Fprintf(&b, `<li class="menu-item"><a href="/section/%d" class="link link--menu" data-track="nav">Section %d of the news</a></li>`, i, i)
	}
	b.WriteString("<main><article><h1>Envoys leave</h1>")
	for i := range 20 {
		fmt.Fprintf(&b, `<p class="body">%s<a href="/topic/%d">The ministry</a> said so on Monday. %s</p>`, oneSentence, i, oneSentence)
	}
	b.WriteString("</article></main><aside>")
	for i := range 100 {
		fmt.Fprintf(&b, `<div class="teaser"><h3><a href="/a/%d">Other news of the day, number %d</a></h3><p>A few words on it.</p></div>`, i, i)
	}
	b.WriteString("</aside><footer>Copyright</footer></body></html>")
	return b.String()
}

func BenchmarkReadPage(b *testing.B) {
	page := newsPage()
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		for a, err := range Read(strings.NewReader(page), Options{}) {
			if err != nil || !strings.HasPrefix(a.Text, oneSentence) {
				b.Fatalf("%v: %.100q", err, a.Text)
			}
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}

func BenchmarkReadText(b *testing.B) {
	text := "Envoys leave\n\n" + strings.Repeat(strings.Repeat(oneSentence, 4)+"\n\n", 10)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		for a, err := range Read(strings.NewReader(text), Options{}) {
			if err != nil || a.Title != "Envoys leave" {
				b.Fatal(err, a.Title)
			}
		}
	}
}

func BenchmarkBoxes(b *testing.B) {
	const box = "Foreign Minister Ada MarloweAda Jane MarloweMinistry denies rift Talks resume in spring MORE said on Monday.\n\n"
	text := strings.Repeat(strings.Repeat(oneSentence, 30)+"\n\n"+box, 100)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if got := boxes(text); len(got) != 100 {
			b.Fatal(len(got))
		}
	}
}

func BenchmarkSuspects(b *testing.B) {
	text := strings.Repeat(strings.Repeat(oneSentence, 30)+"\n\n", 100)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if got := suspects(text); len(got) != 0 {
			b.Fatal(got)
		}
	}
}
