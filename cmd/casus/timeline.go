package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/internal/store"
)

func newTimelineCommand() *cobra.Command {
	var data, by, png, svg string
	var directed bool
	var f filters
	var out answer
	cmd := &cobra.Command{
		Use:   "timeline A [B]",
		Short: "Show how two parties dealt with each other over time",
		Long: `timeline counts the events between two parties, in both directions, by quad category (verbal and material cooperation, verbal and
material conflict), sums their PLOVER scale values, and gives an index of tension for every day, week, month or year. With one party it
counts all that it did and that was done to it.

Tension is 100 × (H + 5) / (F + H + 10), where F and H are the sums of the friendly and of the hostile scale values: 50 is even, 100 all
hostile, 0 all friendly. It tells of the tone, the counts of the amount. Only what is held to have happened counts, unless --factuality
says otherwise; an event whose days are not known to lie in one period is left out, and the number of those is told.`,
		Example: "  casus timeline RUS UKR --by week --from 2021-03-01\n  casus timeline USA CHN --by month --svg usa-chn.svg\n  casus timeline ETH --by day --format csv",
		Args:    cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			filter, err := f.filter()
			if err != nil {
				return err
			}
			for _, p := range args {
				if err := checkParty(p); err != nil {
					return err
				}
			}
			filter.Limit = 0
			q := store.TimelineQuery{A: args[0], Directed: directed, By: by, Filter: filter}
			if len(args) > 1 {
				q.B = args[1]
			}
			switch by {
			case store.ByDay, store.ByWeek, store.ByMonth, store.ByYear:
			default:
				return usageError{fmt.Errorf("--by %s: want day, week, month or year", by)}
			}
			w, done, err := out.open(cmd)
			if err != nil {
				return err
			}
			return done(runTimeline(cmd, data, q, w, out.format, map[string]string{"png": png, "svg": svg}))
		},
	}
	dataFlag(cmd, &data)
	f.add(cmd, 0)
	for _, name := range []string{"actor", "recipient", "party", "dyad", "limit"} {
		cmd.Flags().Lookup(name).Hidden = true
	}
	flags := cmd.Flags()
	flags.StringVar(&by, "by", store.ByWeek, "`PERIOD`: day, week (from Monday), month or year")
	flags.BoolVar(&directed, "directed", false, "only what A did towards B")
	flags.StringVar(&png, "png", "", "draw a picture into this PNG `FILE`")
	flags.StringVar(&svg, "svg", "", "draw a picture into this SVG `FILE`")
	out.add(cmd, "table", "csv", "jsonl")
	return cmd
}

func runTimeline(cmd *cobra.Command, data string, q store.TimelineQuery, w io.Writer, format string, pictures map[string]string) error {
	s, err := openData(cmd, data, false)
	if err != nil {
		return err
	}
	defer s.Close()
	line, err := s.Timeline(cmd.Context(), q)
	if err != nil {
		return err
	}
	if line.LeftOut > 0 {
		fmt.Fprintf(cmd.ErrOrStderr(), "casus: %s left out, whose days are not known to lie in one %s\n", plural(line.LeftOut, "event"), q.By)
	}
	if len(line.Periods) == 0 {
		fmt.Fprintf(cmd.ErrOrStderr(), "casus: no events between %s\n", title(q))
		return nil
	}
	for _, kind := range []string{"png", "svg"} {
		if name := pictures[kind]; name != "" {
			if err := drawTimeline(name, kind, title(q), q.By, line.Periods); err != nil {
				return fmt.Errorf("draw %s: %w", name, err)
			}
		}
	}
	switch format {
	case "csv":
		return csvTimeline(w, line.Periods)
	case "jsonl":
		e := json.NewEncoder(w)
		for _, p := range line.Periods {
			if err := e.Encode(p); err != nil {
				return err
			}
		}
		return nil
	}
	return tableTimeline(w, q, line.Periods)
}

func title(q store.TimelineQuery) string {
	switch {
	case q.B == "":
		return q.A
	case q.Directed:
		return q.A + " → " + q.B
	}
	return q.A + " and " + q.B
}

func tableTimeline(w io.Writer, q store.TimelineQuery, periods []store.Period) error {
	forth, back := q.A+" → "+q.B, q.B+" → "+q.A
	if q.B == "" {
		forth, back = "done by "+q.A, "done to "+q.A
	}
	g := newGrid(w, q.By, ">verbal coop", ">material coop", ">verbal confl", ">material confl", ">events", ">"+forth, ">"+back, ">scale sum", ">tension")
	g.painted = 9
	for _, p := range periods {
		if p.Events == 0 {
			g.add("", p.Start.String(), "", "", "", "", "", "", "", "", "")
			continue
		}
		g.add(tensionColour(p.Tension), p.Start.String(), count(p.Quads[0]), count(p.Quads[1]), count(p.Quads[2]), count(p.Quads[3]), count(p.Events),
			scale(p.Forth), scale(p.Back), scale(p.Scale), scale(p.Tension))
	}
	if err := g.flush(); err != nil {
		return err
	}
	events, tension := make([]float64, len(periods)), make([]float64, len(periods))
	for i, p := range periods {
		events[i], tension[i] = float64(p.Events), p.Tension
		if p.Events == 0 {
			tension[i] = -1
		}
	}
	_, err := fmt.Fprintf(w, "\nevents   %s\ntension  %s\n", sparkline(events, g.t.width-9), sparkline(tension, g.t.width-9))
	return err
}

func tensionColour(t float64) string {
	switch {
	case t >= 75:
		return "\x1b[1;31m"
	case t >= 55:
		return "\x1b[31m"
	case t <= 45:
		return "\x1b[32m"
	}
	return ""
}

// count is n, and nothing for 0.
func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func scale(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) }

// sparkline draws values as bars of eight heights, the highest value full; below 0 there is none. Where there are more
// values than width, neighbours share a bar of their mean.
func sparkline(values []float64, width int) string {
	const bars = "▁▂▃▄▅▆▇█"
	width = max(width, 1)
	step := (len(values) + width - 1) / width
	var means []float64
	top := 0.0
	for i := 0; i < len(values); i += step {
		sum, n := 0.0, 0
		for _, v := range values[i:min(i+step, len(values))] {
			if v >= 0 {
				sum, n = sum+v, n+1
			}
		}
		mean := -1.0
		if n > 0 {
			mean = sum / float64(n)
		}
		means = append(means, mean)
		top = max(top, mean)
	}
	var b strings.Builder
	for _, m := range means {
		if m < 0 || top == 0 || m == 0 {
			b.WriteByte(' ')
			continue
		}
		b.WriteRune([]rune(bars)[min(int(m/top*8), 7)])
	}
	return strings.TrimRight(b.String(), " ")
}

func csvTimeline(w io.Writer, periods []store.Period) error {
	c := csv.NewWriter(w)
	c.Write([]string{"start", "verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict", "events", "scale_forth", "scale_back",
		"scale_sum", "friendly", "hostile", "tension"})
	for _, p := range periods {
		tension := ""
		if p.Events > 0 {
			tension = scale(p.Tension)
		}
		c.Write([]string{p.Start.String(), strconv.Itoa(p.Quads[0]), strconv.Itoa(p.Quads[1]), strconv.Itoa(p.Quads[2]), strconv.Itoa(p.Quads[3]),
			strconv.Itoa(p.Events), scale(p.Forth), scale(p.Back), scale(p.Scale), scale(p.Friendly), scale(p.Hostile), tension})
	}
	c.Flush()
	return c.Error()
}

// days between two days, "" where one is unknown.
func daysBetween(from, to article.Day) string {
	if from.IsZero() || to.IsZero() {
		return ""
	}
	return strconv.Itoa(int(to - from))
}
