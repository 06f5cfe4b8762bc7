package store_test

import (
	"io"
	"strings"
	"testing"

	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/store"
)

// BenchmarkImportRow is what a row of GDELT costs to read, check and turn into a report.
func BenchmarkImportRow(b *testing.B) {
	text := strings.Repeat(gdeltRow(nil)+"\n", 1000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		n := 0
		for _, fault := range store.Import(strings.NewReader(text), store.GDELT2) {
			if fault != nil {
				b.Fatal(fault)
			}
			n++
		}
		if n != 1000 {
			b.Fatalf("%d rows", n)
		}
	}
	b.ReportMetric(1000*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

// BenchmarkExport is what a report costs to write, by format.
func BenchmarkExport(b *testing.B) {
	reports := sample(b)
	for _, f := range textFormats {
		b.Run(string(f), func(b *testing.B) {
			list := func(yield func(event.Report, error) bool) {
				for range 100 {
					for _, r := range reports {
						if !yield(r, nil) {
							return
						}
					}
				}
			}
			for b.Loop() {
				if _, err := store.Export(io.Discard, f, store.Alone(list), store.ExportOptions{}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(100*len(reports)*b.N)/b.Elapsed().Seconds(), "reports/s")
		})
	}
}
