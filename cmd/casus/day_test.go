package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/casus-news/casus"
	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/store"
)

// TestDay adds a day of the world's news, CASUS_DAY articles (make bench-day: 400,000), and asks about it. What is timed is
// what casus add does beside coding: looking for copies, keeping and fusing. It prints what it measures.
func TestDay(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("CASUS_DAY"))
	if n == 0 {
		t.Skip("set CASUS_DAY to the number of articles, or run make bench-day")
	}
	p := press{day: article.NewDay(2022, 7, 24), templates: codedExamples(t), happenings: max(10, n*3/20)}
	thrifty()
	a := p.adder(t, 2000)
	s := a.store
	start := time.Now()
	for i := range n {
		if err := a.take(articleOrError{article: p.article(i)}); err != nil {
			t.Fatal(err)
		}
		if i%(max(n/10, 1)) == 0 {
			t.Logf("%7d articles after %v, %v of it making them; %s", i, time.Since(start).Round(time.Second), p.making.Round(time.Second), highestResident())
		}
	}
	if err := a.finish(); err != nil {
		t.Fatal(err)
	}
	took := time.Since(start)
	i, err := s.Info(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d articles, %d of them copies, of which %d were found; %d reports, %d events", n, p.copies, a.copied, i.Reports, i.Events)
	t.Logf("stored and fused in %v, beside %v for making the articles and reports; segments %d MB, index %d MB", (took - p.making).Round(time.Second),
		p.making.Round(time.Second), i.SegmentBytes>>20, i.IndexBytes>>20)
	if i.Articles != n || i.Pending != 0 || a.copied < p.copies*95/100 || a.copied > p.copies*102/100 {
		t.Errorf("got %d articles, %d reports in no event, %d copies found", i.Articles, i.Pending, a.copied)
	}
	askAboutTheDay(t, s)
	t.Log(highestResident())
}

func askAboutTheDay(t *testing.T, s *store.Store) {
	held := store.Filter{Factuality: store.Held(), Origins: []string{store.Casus}, Limit: 50}
	for _, q := range []struct {
		name string
		ask  func() (int, error)
	}{
		{"timeline RUS UKR by day", func() (int, error) {
			l, err := s.Timeline(t.Context(), store.TimelineQuery{A: "RUS", B: "UKR", By: store.ByDay, Filter: held})
			return len(l.Periods), err
		}},
		{"ledger of sanctions", func() (int, error) {
			l, err := s.Ledger(t.Context(), store.LedgerQuery{Name: "sanctions", Filter: held})
			return len(l), err
		}},
		{"events with words", func() (n int, err error) {
			f := held
			f.Text = "happening 12"
			for _, err = range s.Events(t.Context(), f) {
				n++
			}
			return n, err
		}},
		{"top parties", func() (int, error) {
			l, err := s.Top(t.Context(), store.TopQuery{Filter: held})
			return len(l), err
		}},
		{"claims", func() (n int, err error) {
			for _, err = range s.Claims(t.Context(), held) {
				n++
			}
			return n, err
		}},
	} {
		start := time.Now()
		n, err := q.ask()
		if err != nil || n == 0 {
			t.Errorf("%s: %d answers, %v", q.name, n, err)
		}
		t.Logf("%-24s %3d answers in %v", q.name, n, time.Since(start).Round(time.Millisecond))
	}
}

func highestResident() string {
	b, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(b)) {
		if strings.HasPrefix(line, "VmHWM:") {
			return "highest resident " + strings.TrimSpace(line[6:])
		}
	}
	return "memory not known"
}

// codedExamples are the reports of the articles in examples/: what the real coder writes.
func codedExamples(t *testing.T) []event.Report {
	t.Helper()
	coder, err := casus.Open(casus.Bundle())
	if err != nil {
		t.Fatal(err)
	}
	var out []event.Report
	for x := range (&inputs{}).read([]string{filepath.Join("..", "..", "examples")}, nil, article.Options{}) {
		if x.err != nil {
			t.Fatal(x.err)
		}
		out = append(out, coder.Code(&x.article)...)
	}
	if len(out) < 50 {
		t.Fatalf("%d reports in the examples", len(out))
	}
	return out
}

// press makes articles of one day and what the coder would make of them, each a function of its number. Three in ten carry
// the text of one of the 20,000 articles before them, with another dateline in the place of its first sentence. The others tell of one to
// five happenings each, of which there are three for every twenty articles; some are told of by hundreds, most by few.
type press struct {
	day        article.Day
	templates  []event.Report
	happenings int
	// copies is the number of copies so far, making the time that all this took
	copies int
	making time.Duration
}

// adder keeps and fuses what p makes, in a new folder, without the coder.
func (p *press) adder(t *testing.T, batch int) *adder {
	t.Helper()
	s, err := store.Open(t.Context(), t.TempDir(), store.Options{Write: true, Warn: func(text string) { t.Log(text) }})
	if err != nil {
		t.Fatal(err)
	}
	a := &adder{batch: batch, ctx: t.Context(), out: io.Discard, errs: os.Stderr, store: s, version: "day", code: p.code,
		fusion: newFusion(t.Context(), s), meter: startMeter(io.Discard)}
	t.Cleanup(func() {
		a.meter.stop()
		s.Close()
	})
	return a
}

// carried is the number of the article whose text article i carries, its own for an original.
func carried(i int) int {
	for i > 0 {
		rnd := rand.New(rand.NewPCG(uint64(i), 1))
		if rnd.IntN(10) >= 3 {
			break
		}
		i -= 1 + rnd.IntN(min(i, 20_000))
	}
	return i
}

func (p *press) article(i int) article.Article {
	start := time.Now()
	defer func() { p.making += time.Since(start) }()
	of := carried(i)
	sentences, _ := p.story(of)
	agency := "(Reuters)"
	if of != i {
		p.copies++
		sentences = append([]string{fmt.Sprintf("Own dateline %d.", i)}, sentences[1:]...)
	}
	if of%2 == 0 {
		agency = ""
	}
	return article.Article{ID: article.ID(fmt.Sprintf("day-%06d", i)), URL: fmt.Sprintf("https://news%d.example.org/%d", i%900, i), Title: sentences[1], Publisher: fmt.Sprintf("Newspaper %d", i%900),
		Language: "en", Published: p.day, Text: agency + " " + strings.Join(sentences, " ")}
}

// code is what the coder makes of the article.
func (p *press) code(a *article.Article) []event.Report {
	start := time.Now()
	defer func() { p.making += time.Since(start) }() // code runs on both cores, so this is less than it seems
	i, _ := strconv.Atoi(string(a.ID[4:]))
	_, reports := p.story(carried(i))
	for k := range reports {
		r := &reports[k]
		r.CiteInfo = event.CiteInfo{ID: string(a.ID), URL: a.URL, Title: a.Title, Publication: a.Publisher, Published: a.Published, Language: "en", SHA256: a.SHA256(), Coder: coderName, Version: "day"}
		r.ID = event.Identity(*r)
	}
	return reports
}

// story is the text of original i, some 300 words, and the acts that it tells of.
func (p *press) story(i int) (sentences []string, reports []event.Report) {
	rnd := rand.New(rand.NewPCG(uint64(i), 2))
	pad := func(n int) string {
		var b strings.Builder
		for range n {
			x := rnd.Float64()
			fmt.Fprintf(&b, "word%d ", int(20_000*x*x*x))
		}
		return b.String() + "."
	}
	at := 0
	add := func(s string) (start int) {
		start = at
		sentences, at = append(sentences, s), at+len(s)+1
		return start
	}
	add(pad(12))
	add(pad(10))
	for n := 1 + rnd.IntN(5); n > 0; n-- {
		x := rnd.Float64()
		h := int(float64(p.happenings) * x * x * x)
		r, sentence := p.happening(h, rnd)
		start := add(sentence)
		r.Text = sentence
		r.TextInfo = event.TextInfo{Sequence: len(sentences) - 1, Start: start, End: start + len(sentence), TriggerStart: start, TriggerEnd: start + 4}
		reports = append(reports, r)
		add(pad(20 + rnd.IntN(40)))
	}
	for at < 1700 {
		add(pad(20))
	}
	return sentences, reports
}

// happening is what one article says of happening h: parties, type, town and day are the happening's; words, speaker and now
// and then a denial the article's own.
func (p *press) happening(h int, own *rand.Rand) (event.Report, string) {
	its := rand.New(rand.NewPCG(uint64(h), 3))
	r := p.templates[its.IntN(len(p.templates))]
	codes := event.Countries()
	party := func() event.Entity {
		x := its.Float64()
		code := codes[int(249*x*x*x)]
		if its.IntN(6) == 0 {
			code = []string{"RUS", "UKR"}[its.IntN(2)]
		}
		return event.Entity{Code: code, Sector: []event.Sector{[]event.Sector{"GOV", "MIL", "CVL"}[its.IntN(3)]}, EntityText: "the official", End: 12}
	}
	r.Actor, r.Recipient = []event.Entity{party()}, nil
	if its.IntN(5) > 0 {
		r.Recipient = []event.Entity{party()}
	}
	r.Date = p.day - article.Day(its.IntN(3))
	r.EndDate, r.DateText, r.DateResolution = r.Date, "on Sunday", "day"
	r.EventLoc = nil
	if its.IntN(2) == 0 {
		town := fmt.Sprintf("Town %d", its.IntN(800))
		r.EventLoc = &event.Location{ExtractedPlace: town, ResolvedPlace: town, Province: fmt.Sprintf("Province %d", its.IntN(200)), CountryCode: r.Actor[0].Code, Resolution: "city", Lat: 10, Lon: 20}
	}
	if own.IntN(3) == 0 {
		r.Attribution = nil
	}
	if own.IntN(12) == 0 {
		r.Auxiliary = []event.Auxiliary{event.Negation}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Here happening %d ", h)
	for range 16 {
		if own.IntN(3) > 0 {
			fmt.Fprintf(&b, "fact%d ", its.IntN(5000))
		} else {
			fmt.Fprintf(&b, "word%d ", own.IntN(20_000))
		}
	}
	event.Fill(&r)
	return r, b.String() + "."
}
