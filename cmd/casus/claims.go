package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/store"
)

func newClaimsCommand() *cobra.Command {
	var data string
	var f filters
	var out answer
	cmd := &cobra.Command{
		Use:   "claims",
		Short: "Show who contradicts whom about the same act",
		Long: `claims lists the events of which one side says what the other denies, or which each lays at the other's door. Under each event
stand its claims: who says so, in which sentence, in how many reports. casus does not decide who is right.`,
		Example: "  casus claims --party RUS\n  casus claims --type ASSAULT --from 2021-05-01 --format jsonl",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			filter, err := f.filter()
			if err != nil {
				return err
			}
			w, done, err := out.open(cmd)
			if err != nil {
				return err
			}
			if out.format != "table" && !cmd.Flags().Changed("limit") {
				filter.Limit = 0
			}
			return done(runClaims(cmd, data, filter, w, out.format))
		},
	}
	dataFlag(cmd, &data)
	f.add(cmd, defaultAnswers)
	cmd.Flags().Lookup("factuality").Hidden = true
	out.add(cmd, "table", "jsonl")
	return cmd
}

func runClaims(cmd *cobra.Command, data string, f store.Filter, w io.Writer, format string) error {
	s, err := openData(cmd, data, false)
	if err != nil {
		return err
	}
	defer s.Close()
	n := 0
	t := newTable(w, false)
	for e, err := range s.Claims(cmd.Context(), f) {
		if err != nil {
			return err
		}
		if format == "jsonl" {
			if err := writeLine(w, e, nil, event.EncodeEvent); err != nil {
				return err
			}
			continue
		}
		if _, err := io.WriteString(w, showClaims(t, &e, n > 0)); err != nil {
			return err
		}
		n++
	}
	if n == 0 && format == "table" {
		fmt.Fprintln(cmd.ErrOrStderr(), "casus: no contested events match")
	}
	return nil
}

func showClaims(t *table, e *event.Event, gap bool) string {
	var b strings.Builder
	if gap {
		b.WriteByte('\n')
	}
	place := ""
	if e.EventLoc != nil {
		place = e.EventLoc.ResolvedPlace
	}
	head := strings.Join(strings.Fields(span(e.Date, e.EndDate)+" "+kindOf(e.Event, e.Mode)+" "+sides(e.Actor, e.Recipient)+" "+place), " ")
	fmt.Fprintf(&b, "%s  %s\n", t.paint("\x1b[1m", head), e.ID)
	colours := map[event.Stance]string{event.Asserts: "\x1b[32m", event.Denies: "\x1b[31m", event.Blames: "\x1b[35m", event.Expects: "\x1b[33m"}
	for _, c := range e.Claims {
		who := "the articles"
		if c.Speaker != nil {
			who = entity(&c.Speaker.Entity)
		}
		line := fmt.Sprintf("  %-8s %s (%s): %s", c.Stance, who, plural(len(c.Reports), "report"), strings.Join(strings.Fields(c.Text), " "))
		line = strings.TrimRight(pad(line, max(t.width, 20)), " ")
		b.WriteString(strings.Replace(line, string(c.Stance), t.paint(colours[c.Stance], string(c.Stance)), 1))
		b.WriteByte('\n')
	}
	return b.String()
}
