package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/store"
)

// defaultAnswers is how many answers a table shows unless told otherwise.
const defaultAnswers = 50

// answer is how an answer is written: a format, and a file or standard output.
type answer struct {
	format, output string
	formats        []string
}

func (a *answer) add(cmd *cobra.Command, formats ...string) {
	a.formats = formats
	cmd.Flags().StringVar(&a.format, "format", "", "output `FORMAT`: "+strings.Join(formats, ", ")+" (default: table at a terminal, jsonl to a pipe)")
	cmd.Flags().StringVarP(&a.output, "output", "o", "", "write to this `FILE`")
}

// open gives the writer and the format; close it with done, which removes a file that was not finished.
func (a *answer) open(cmd *cobra.Command) (w io.Writer, done func(error) error, err error) {
	w, done = cmd.OutOrStdout(), func(err error) error { return err }
	if a.format == "" {
		a.format = "jsonl"
		if a.output == "" && isTerminal(w) {
			a.format = "table"
		}
	}
	known := false
	for _, f := range a.formats {
		known = known || f == a.format
	}
	if !known {
		return nil, nil, usageError{fmt.Errorf("--format %q: want one of %s", a.format, strings.Join(a.formats, ", "))}
	}
	if a.format == "parquet" && a.output == "" && isTerminal(w) {
		return nil, nil, usageError{errors.New("parquet is no text: name a file with --output")}
	}
	if a.output == "" {
		return w, done, nil
	}
	f, err := os.Create(a.output)
	if err != nil {
		return nil, nil, err
	}
	return f, func(err error) error {
		if err = errors.Join(err, f.Close()); err != nil {
			os.Remove(a.output)
		}
		return err
	}, nil
}

func newEventsCommand() *cobra.Command {
	var data string
	var f filters
	var out answer
	var reports bool
	cmd := &cobra.Command{
		Use:   "events",
		Short: "List events, or the reports that they are made of",
		Long: `events lists happenings: what several reports tell of one act stands in one line, with the number of independent sources (origins).
Only what is held to have happened is listed unless --factuality asks for plans, possibilities and denials. Events whose claims cannot
all be true are marked "contested"; casus claims shows both sides. The newest come first.

With --reports every report is listed by itself. CSV and Parquet hold one row an event; JSONL the whole record (schema/event.schema.json).`,
		Example: "  casus events --dyad RUS,UKR --from 2021-04-01\n  casus events --actor BLR --type COERCE --mode arrest --format csv\n" +
			"  casus events --country ETH --text Tigray --limit 0 --format parquet -o tigray.parquet",
		Args: cobra.NoArgs,
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
			return done(runEvents(cmd, data, filter, reports, w, out.format))
		},
	}
	dataFlag(cmd, &data)
	f.add(cmd, defaultAnswers)
	cmd.Flags().BoolVar(&f.contested, "contested", false, "only events whose claims cannot all be true")
	cmd.Flags().BoolVar(&reports, "reports", false, "list reports instead of events")
	out.add(cmd, "table", "csv", "jsonl", "parquet")
	return cmd
}

func runEvents(cmd *cobra.Command, data string, f store.Filter, reports bool, w io.Writer, format string) error {
	s, err := openData(cmd, data, false)
	if err != nil {
		return err
	}
	defer s.Close()
	kind := store.EventRows
	if reports {
		kind = store.ReportRows
	}
	switch {
	case format == "csv" || format == "parquet":
		return s.Write(cmd.Context(), w, kind, f, format)
	case format == "jsonl" && reports:
		for r, err := range s.Reports(cmd.Context(), f) {
			if err := writeLine(w, r, err, event.Encode); err != nil {
				return err
			}
		}
		return nil
	case format == "jsonl":
		for e, err := range s.Events(cmd.Context(), f) {
			if err := writeLine(w, e, err, event.EncodeEvent); err != nil {
				return err
			}
		}
		return nil
	case reports:
		return tableReports(cmd, s, f, w)
	}
	return tableEvents(cmd, s, f, w)
}

func writeLine[T any](w io.Writer, v T, err error, encode func(T) ([]byte, error)) error {
	if err != nil {
		return err
	}
	line, err := encode(v)
	if err != nil {
		return err
	}
	_, err = w.Write(line)
	return err
}

func tableEvents(cmd *cobra.Command, s *store.Store, f store.Filter, w io.Writer) error {
	g := newGrid(w, "date", "type and mode", "actor → recipient*", "place*", "status", ">origins", ">reports", "first words of the sentence*", "id")
	g.painted = 1
	for e, err := range s.Events(cmd.Context(), f) {
		if err != nil {
			return err
		}
		place, text := "", ""
		if e.EventLoc != nil {
			place = strings.Trim(e.EventLoc.ResolvedPlace+" "+e.EventLoc.CountryCode, " ")
		}
		if len(e.Claims) > 0 {
			text = e.Claims[0].Text
		}
		g.add(quadColours[e.QuadCode], span(e.Date, e.EndDate), kindOf(e.Event, e.Mode), sides(e.Actor, e.Recipient), place,
			status(e.Auxiliary, e.Contested), strconv.Itoa(len(e.Origins)), strconv.Itoa(len(e.Reports)), text, e.ID)
	}
	return finishTable(cmd, s, g, f, "events")
}

func tableReports(cmd *cobra.Command, s *store.Store, f store.Filter, w io.Writer) error {
	g := newGrid(w, "date", "type and mode", "actor → recipient*", "status", "on whose word*", "published", "publication*", "first words of the sentence*", "id")
	g.painted = 1
	for r, err := range s.Reports(cmd.Context(), f) {
		if err != nil {
			return err
		}
		g.add(quadColours[r.QuadCode], span(r.Date, r.EndDate), kindOf(r.Event, r.Mode), sides(r.Actor, r.Recipient), status(r.Auxiliary, false), source(&r),
			r.CiteInfo.Published.String(), r.CiteInfo.Publication, r.Text, r.ID)
	}
	return finishTable(cmd, s, g, f, "reports")
}

// finishTable prints the grid, and on standard error what a reader might miss.
func finishTable(cmd *cobra.Command, s *store.Store, g *grid, f store.Filter, noun string) error {
	if len(g.rows) == 0 {
		hint, err := emptyHint(cmd, s, f, noun)
		if err != nil {
			return err
		}
		fmt.Fprintf(cmd.ErrOrStderr(), "casus: no %s match%s\n", noun, hint)
		return nil
	}
	if err := g.flush(); err != nil {
		return err
	}
	if f.Limit > 0 && len(g.rows) == f.Limit {
		fmt.Fprintf(cmd.ErrOrStderr(), "casus: the newest %d; --limit 0 shows all\n", f.Limit)
	}
	return nil
}

// emptyHint says where the answers may be that were asked for and not found.
func emptyHint(cmd *cobra.Command, s *store.Store, f store.Filter, noun string) (string, error) {
	count := func(f store.Filter) (int, error) {
		if noun == "reports" {
			return s.Count(cmd.Context(), store.ReportRows, f)
		}
		return s.Count(cmd.Context(), store.EventRows, f)
	}
	if all := f; len(f.Factuality) > 0 {
		all.Factuality = nil
		if n, err := count(all); err != nil || n > 0 {
			return fmt.Sprintf("; %d that are planned, possible or denied do: --factuality all", n), err
		}
	}
	if all := f; len(f.Origins) > 0 {
		all.Factuality, all.Origins = nil, nil
		if n, err := count(all); err != nil || n > 0 {
			return fmt.Sprintf("; %d of imported series do: --origin all", n), err
		}
	}
	return "", nil
}

func kindOf(types []event.Type, modes []event.Mode) string {
	out := string(firstType(types))
	for _, m := range modes {
		out += " " + string(m)
	}
	return out
}

func sides(actor, recipient []event.Entity) string {
	out := entities(actor)
	if len(recipient) > 0 {
		out += " → " + entities(recipient)
	}
	return out
}

func status(aux []event.Auxiliary, contested bool) string {
	var out []string
	for _, a := range aux {
		out = append(out, string(a))
	}
	if contested {
		out = append(out, "contested")
	}
	return strings.Join(out, " ")
}

// span is "2021-05-06", "2021-05-01/31" or "2021-04-26/2021-05-02".
func span(from, to article.Day) string {
	switch a, b := from.String(), to.String(); {
	case to.IsZero() || from == to:
		return a
	case a[:8] == b[:8]:
		return a + "/" + b[8:]
	default:
		return a + "/" + b
	}
}
