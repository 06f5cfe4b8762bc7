package lab

import (
	"fmt"
	"io"
	"slices"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

// nothing stands in the confusion table for a gold event that no report answers, and for a report that answers none.
const nothing = "-"

// Confusion counts, for each type of gold event, as what the reports had it: the same type where they are paired, another where
// an unpaired report has its trigger in a sentence of the event, "-" where none has. Under "-" stand the reports of no event.
// Events marked arguable count only where they are paired.
func Confusion(gold []Gold, reports [][]event.Report) map[string]map[string]int {
	out := map[string]map[string]int{}
	count := func(want, got string) {
		if out[want] == nil {
			out[want] = map[string]int{}
		}
		out[want][got]++
	}
	for i := range gold {
		score := scoreArticle(&gold[i], reports[i])
		usedGold, usedReport := map[int]bool{}, map[int]bool{}
		for _, p := range score.Pairs {
			usedGold[p.Gold], usedReport[p.Report] = true, true
			count(gold[i].Events[p.Gold].Type, string(reports[i][p.Report].Event[0]))
		}
		runes := article.NewRunes(gold[i].Text)
		for g := range gold[i].Events {
			e := &gold[i].Events[g]
			if usedGold[g] || e.Sure != 1 {
				continue
			}
			spans := goldSpans(gold[i].Text, runes, e)
			r := slices.IndexFunc(reports[i], func(r event.Report) bool {
				at := r.TextInfo.TriggerStart
				return !usedReport[indexOf(reports[i], r.ID)] && slices.ContainsFunc(spans, func(s [2]int) bool { return s[0] <= at && at < s[1] })
			})
			if r < 0 {
				count(e.Type, nothing)
				continue
			}
			usedReport[r] = true
			count(e.Type, string(reports[i][r].Event[0]))
		}
		for r := range reports[i] {
			if !usedReport[r] {
				count(nothing, string(reports[i][r].Event[0]))
			}
		}
	}
	return out
}

func indexOf(reports []event.Report, id string) int {
	return slices.IndexFunc(reports, func(r event.Report) bool { return r.ID == id })
}

// PrintConfusion writes the table: a row for each gold type, a column for each type of report.
func PrintConfusion(w io.Writer, table map[string]map[string]int) {
	names := []string{}
	for _, t := range event.Types() {
		names = append(names, string(t.Type))
	}
	names = append(names, nothing)
	fmt.Fprintf(w, "%-10s", "gold")
	for _, n := range names {
		fmt.Fprintf(w, " %4.4s", n)
	}
	fmt.Fprintln(w)
	for _, want := range names {
		fmt.Fprintf(w, "%-10s", want)
		for _, got := range names {
			if n := table[want][got]; n > 0 {
				fmt.Fprintf(w, " %4d", n)
			} else {
				fmt.Fprintf(w, " %4s", ".")
			}
		}
		fmt.Fprintln(w)
	}
}
