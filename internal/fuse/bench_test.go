package fuse

import (
	"fmt"
	"testing"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

// news makes n reports as the world's press makes them, from a fixed seed: 2.5 reports a happening, a third of them wire
// copies with the same sentence, busy dyads far more often than quiet ones, 400 towns, 5,000 happenings a day.
func news(n int) []Report {
	codes := event.Countries()
	types := event.Types()
	out := make([]Report, n)
	for i := range out {
		h := func(k, n int) int { return int(mix(uint64(i)<<8^uint64(k)) % uint64(n)) }
		what := int(mix(uint64(h(0, n*2/5+1))))
		g := func(k, n int) int { return int(mix(uint64(what)<<8^uint64(k)) % uint64(n)) }
		// The product of two draws crowds the low ranks.
		a, b := codes[g(1, 250)*g(2, 250)/250], codes[g(3, 250)*g(4, 250)/250]
		var r Report
		r.Event = []event.Type{types[g(5, 16)].Type}
		r.Actor = []event.Entity{{Code: a, Sector: []event.Sector{"GOV"}}}
		if g(6, 4) > 0 {
			r.Recipient = []event.Entity{{Code: b, Sector: []event.Sector{"CVL"}}}
		}
		r.Date = article.NewDay(2026, 3, 1) + article.Day(g(7, max(1, n/12500)))
		r.EndDate = r.Date
		r.CiteInfo.Published = r.Date + article.Day(h(1, 2))
		if h(2, 3) > 0 {
			r.DateText = "on the day"
		}
		if h(3, 2) == 0 {
			town := fmt.Sprint("Town", g(8, 400))
			r.EventLoc = &event.Location{CountryCode: b, Province: town, ResolvedPlace: town, Resolution: "city"}
		}
		style := h(4, 3)
		for w := range 14 {
			if style == 0 || h(10+w, 3) > 0 {
				r.Text += fmt.Sprintf("w%d ", g(20+w, 3000))
			} else {
				r.Text += fmt.Sprintf("v%d ", h(40+w, 3000))
			}
		}
		r.EventText = []string{"did"}
		r.Confidence = 0.7
		r.Origin = fmt.Sprint("outlet", h(5, 60))
		r.CiteInfo.ID = fmt.Sprint("a", i)
		r.ID = fmt.Sprintf("%020x", mix(uint64(i)))
		out[i] = r
	}
	return out
}

// Reports/s must stay the same as their number grows: fusion is linear.
func BenchmarkRebuild(b *testing.B) {
	for _, n := range []int{10_000, 20_000, 40_000, 80_000} {
		reports := news(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			events := 0
			for b.Loop() {
				events = len(Rebuild(reports))
			}
			if events < n/5 || events > n*3/4 {
				b.Fatalf("%d events of %d reports", events, n)
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "reports/s")
			b.ReportMetric(float64(events), "events")
		})
	}
}

// As casus add does it: batches of a thousand, in order of arrival.
func BenchmarkJoin(b *testing.B) {
	reports := news(40_000)
	for b.Loop() {
		s := New(nil)
		for i := 0; i < len(reports); i += 1000 {
			if _, err := s.Join(reports[i : i+1000]); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(len(reports))*float64(b.N)/b.Elapsed().Seconds(), "reports/s")
}

func BenchmarkKeys(b *testing.B) {
	reports := news(1000)
	for b.Loop() {
		for _, r := range reports {
			Keys(r)
		}
	}
	b.ReportMetric(1000*float64(b.N)/b.Elapsed().Seconds(), "reports/s")
}

// The worst that a day brings: one dyad, one class, no places. Cost grows with reports times happenings here.
func BenchmarkRebuildOneDyad(b *testing.B) {
	reports := news(20_000)
	for i := range reports {
		r := &reports[i]
		r.Actor, r.Recipient, r.EventLoc = []event.Entity{{Code: "USA"}}, []event.Entity{{Code: "USA"}}, nil
		r.Event = []event.Type{event.Accuse}
		r.Date, r.EndDate = article.NewDay(2026, 3, 1), article.NewDay(2026, 3, 1)
	}
	for b.Loop() {
		Rebuild(reports)
	}
	b.ReportMetric(float64(len(reports))*float64(b.N)/b.Elapsed().Seconds(), "reports/s")
}
