package main

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/store"
)

func newExplainCommand() *cobra.Command {
	var data, file string
	cmd := &cobra.Command{
		Use:   "explain ID",
		Short: "Show how a report follows from its words",
		Long: `explain shows the sentence of a report with actor, recipient, speaker and trigger marked, the steps that led to its code, and what the
codes mean. ID is that of a report, or of an event, whose reports are then all explained. Reports are taken from the data, or with --from
from a file that casus code has written.`,
		Example: "  casus explain q6ebtwmxpq4v7ncdzeyg\n  casus explain --from reports.jsonl q6ebtwmxpq4v7ncdzeyg",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			reports, err := reportsToExplain(cmd, data, file, args[0])
			if err != nil {
				return err
			}
			t := newTable(cmd.OutOrStdout(), true)
			for i := range reports {
				if _, err := io.WriteString(cmd.OutOrStdout(), explain(t, &reports[i], i > 0)); err != nil {
					return err
				}
			}
			return nil
		},
	}
	dataFlag(cmd, &data)
	cmd.Flags().StringVar(&file, "from", "", "look in this `FILE` of reports (JSONL, - for standard input) instead of the data")
	return cmd
}

func reportsToExplain(cmd *cobra.Command, data, file, id string) ([]event.Report, error) {
	if file != "" {
		return reportInFile(file, cmd.InOrStdin(), id)
	}
	s, err := openData(cmd, data, false)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	reports, err := s.Explained(cmd.Context(), id)
	if err == nil && len(reports) == 0 {
		err = fmt.Errorf("no report or event %s in %s", id, data)
	}
	return reports, err
}

func reportInFile(name string, stdin io.Reader, id string) ([]event.Report, error) {
	in := stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 1<<16), maxReportBytes)
	for n := 1; lines.Scan(); n++ {
		if !strings.Contains(lines.Text(), id) {
			continue
		}
		r, err := event.Decode(lines.Bytes())
		if err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", name, n, err)
		}
		if r.ID == id {
			return []event.Report{r}, nil
		}
	}
	return nil, cmp.Or(lines.Err(), fmt.Errorf("no report %s in %s", id, name))
}

// explain writes a report for people.
func explain(t *table, r *event.Report, gap bool) string {
	var b strings.Builder
	p := func(format string, args ...any) { fmt.Fprintf(&b, format, args...) }
	bold, dim := "\x1b[1m", "\x1b[2m"
	if gap {
		p("\n")
	}
	p("%s  %s\n", t.paint(bold, kindOf(r.Event, r.Mode)+"  "+sides(r.Actor, r.Recipient)), r.ID)
	p("%s\n\n", t.paint(dim, joined(r.CiteInfo.Title, r.CiteInfo.Publication, r.CiteInfo.Published.String(), r.CiteInfo.URL)))
	p("  %s\n\n", marked(t, r))
	for _, line := range facts(r) {
		p("  %-11s %s\n", line[0], line[1])
	}
	p("\nwhat the codes mean\n")
	for _, g := range glosses(r) {
		p("  %-16s %s\n", g.Code, g.Gloss)
	}
	p("\nwhy\n")
	for _, w := range r.Why {
		p("  · %s\n", w)
	}
	return b.String()
}

// joined joins what is not empty by commas.
func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// mark is a piece of a sentence with its name, in code points of the sentence.
type mark struct {
	name, colour string
	start, end   int
}

// marked is the sentence with its parties and its trigger in brackets: "[actor Moscow]", "[actor+says
// Moscow]". Parties that stand in other sentences are not in it; where two marks overlap the longer one stays.
func marked(t *table, r *event.Report) string {
	text := []rune(r.Text)
	var marks []mark
	add := func(name, colour string, start, end int) {
		start, end = start-r.TextInfo.Start, end-r.TextInfo.Start
		for i := range marks {
			if marks[i].start == start && marks[i].end == end {
				marks[i].name += "+" + name
				return
			}
		}
		if start >= 0 && start < end && end <= len(text) {
			marks = append(marks, mark{name, colour, start, end})
		}
	}
	for i := range r.Actor {
		add("actor", "\x1b[34m", r.Actor[i].Start, r.Actor[i].End)
	}
	for i := range r.Recipient {
		add("recipient", "\x1b[35m", r.Recipient[i].Start, r.Recipient[i].End)
	}
	if r.Attribution != nil {
		add("says", "\x1b[36m", r.Attribution.Start, r.Attribution.End)
	}
	add("act", quadColours[r.QuadCode], r.TextInfo.TriggerStart, r.TextInfo.TriggerEnd)
	slices.SortStableFunc(marks, func(a, b mark) int {
		return cmp.Or(cmp.Compare(b.end-b.start, a.end-a.start), cmp.Compare(a.start, b.start))
	})
	var chosen []mark
	for _, m := range marks {
		if !slices.ContainsFunc(chosen, func(c mark) bool { return m.start < c.end && c.start < m.end }) {
			chosen = append(chosen, m)
		}
	}
	slices.SortFunc(chosen, func(a, b mark) int { return cmp.Compare(a.start, b.start) })
	var b strings.Builder
	at := 0
	for _, m := range chosen {
		b.WriteString(string(text[at:m.start]))
		b.WriteString(t.paint(m.colour, "["+m.name+" "+string(text[m.start:m.end])+"]"))
		at = m.end
	}
	b.WriteString(string(text[at:]))
	return strings.Join(strings.Fields(b.String()), " ")
}

// facts are what the record says besides type and parties.
func facts(r *event.Report) [][2]string {
	var out [][2]string
	add := func(name, value string) {
		if value != "" {
			out = append(out, [2]string{name, value})
		}
	}
	when := span(r.Date, r.EndDate)
	if r.Date.IsZero() {
		when = "unknown"
	}
	if r.DateText != "" {
		when += " (" + r.DateText + ")"
	}
	add("when", when)
	if l := r.EventLoc; l != nil {
		where := joined(l.ResolvedPlace, l.Province, l.CountryCode)
		if l.ExtractedPlace != "" {
			where += " (" + l.ExtractedPlace + ")"
		}
		add("where", where)
	}
	add("factuality", cmp.Or(status(r.Auxiliary, false), "reported as fact"))
	word := "the article's own"
	if r.Attribution != nil {
		word = entity(&r.Attribution.Entity)
		if r.Attribution.Cue != "" {
			word += " (" + r.Attribution.Cue + ")"
		}
	}
	add("word", word)
	if s := r.Size; s != nil {
		var counts []string
		for _, c := range []struct {
			n    int
			what string
		}{{s.Dead, "dead"}, {s.Injured, "injured"}, {s.Arrested, "arrested"}, {s.Size, "in the crowd"}} {
			if c.n > 0 {
				counts = append(counts, fmt.Sprintf("%d %s", c.n, c.what))
			}
		}
		add("size", strings.Join(counts, ", "))
	}
	add("confidence", fmt.Sprintf("%.2f", r.Confidence))
	add("scale", fmt.Sprintf("%g of -10 to 10, quad %d", r.EventScale, r.QuadCode))
	add("coded by", r.CiteInfo.Coder+" "+r.CiteInfo.Version)
	return out
}

// glosses are what the code book says of the codes of r.
func glosses(r *event.Report) []event.Gloss {
	var out []event.Gloss
	add := func(code, gloss string) {
		if code != "" && gloss != "" && !slices.ContainsFunc(out, func(g event.Gloss) bool { return g.Code == code }) {
			out = append(out, event.Gloss{Code: code, Gloss: gloss})
		}
	}
	for _, t := range r.Event {
		e, _ := event.Lookup(t)
		add(string(t), e.Gloss)
		for _, m := range r.Mode {
			for _, known := range e.Modes {
				if known.Mode == m {
					add(string(m), known.Gloss)
				}
			}
		}
	}
	find := func(list []event.Gloss, code string) {
		for _, g := range list {
			if g.Code == code {
				add(code, g.Gloss)
			}
		}
	}
	for _, c := range r.Context {
		find(event.Contexts(), string(c))
	}
	if c, ok := event.LookupCAMEO(r.CAMEO); ok {
		add("CAMEO "+r.CAMEO, c.Name)
	}
	parties := slices.Concat(r.Actor, r.Recipient)
	if r.Attribution != nil {
		parties = append(parties, r.Attribution.Entity)
	}
	for _, p := range parties {
		find(event.Groups(), p.Code)
		for _, s := range p.Sector {
			find(event.Sectors(), string(s))
		}
	}
	return out
}

// errDiffers says that a coding is not what it was; it has been printed already.
var errDiffers = errors.New("the coding differs")

// versionOfReport names what coded r.
func versionOfReport(r *event.Report) string {
	return store.VersionOf(r.CiteInfo.Coder, r.CiteInfo.Version)
}
