package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/store"
)

// exporter is the command's flags.
type exporter struct {
	data, format, output, unit string
	all                        bool
	filters                    filters
	// noun is what rows are made of: "report" or "event"
	noun string
}

func newExportCommand() *cobra.Command {
	var x exporter
	formats := words(store.ExportFormats())
	cmd := &cobra.Command{
		Use:   "export --format FORMAT [REPORTS.jsonl | -]...",
		Short: "Write events or reports in the formats of other tools",
		Long: `export writes what the tools of the field read: ` + formats + `.
Columns, codes and empty values are those of each format; docs/exchange.md says how each is filled.

The formats of GDELT, Phoenix, PETRARCH2, ICEWS and POLECAT cannot say that an act was denied, planned or merely possible. Such reports
stay out of them, and are counted at the end; --all writes them too. (A plan to cooperate has a CAMEO code of its own, 03, and stays in.)
plover, csv and parquet hold every report with its factuality.

gdelt2 writes one row a dyad of an event, with the number of its reports; the other formats write reports. --unit changes that.
With names of files, export reads reports from them, as casus code writes them, and needs no data folder.`,
		Example: "  casus export --format gdelt2 -o casus.export.CSV\n  casus export --format polecat --from 2021-04-01 --dyad RUS,UKR -o polecat.txt\n" +
			"  casus export --format parquet -o flat/\n  casus code examples/ | casus export --format icews -",
		RunE: func(cmd *cobra.Command, names []string) error { return x.run(cmd, names) },
	}
	dataFlag(cmd, &x.data)
	x.filters.add(cmd, 0)
	flags := cmd.Flags()
	flags.StringVar(&x.format, "format", "", "the `FORMAT`: "+formats)
	flags.StringVarP(&x.output, "output", "o", "", "write to this `FILE`, for parquet a new folder (default standard output)")
	flags.StringVar(&x.unit, "unit", "", "write a row for each `UNIT`: event or report (default event for gdelt2, else report)")
	flags.BoolVar(&x.all, "all", false, "write denied, planned and hypothetical acts too, as if they were facts")
	return cmd
}

func words(formats []store.Format) string {
	out := make([]string, len(formats))
	for i, f := range formats {
		out[i] = string(f)
	}
	return strings.Join(out, ", ")
}

func (x *exporter) run(cmd *cobra.Command, names []string) error {
	format := store.Format(x.format)
	switch {
	case !slices.Contains(store.ExportFormats(), format):
		return usageError{fmt.Errorf("--format %q: want one of %s", x.format, words(store.ExportFormats()))}
	case format == store.FlatParquet && x.output == "":
		return usageError{errors.New("parquet is a folder of files: name a new one with --output")}
	case x.unit != "" && x.unit != "event" && x.unit != "report":
		return usageError{fmt.Errorf("--unit %q: want event or report", x.unit)}
	case x.unit == "event" && format == store.GDELT2Mentions:
		return usageError{errors.New("mentions are reports: leave --unit away")}
	}
	reports, done, err := x.reports(cmd, names, format)
	if err != nil {
		return err
	}
	defer done()
	tally, err := x.write(cmd, format, reports)
	if err != nil {
		return err
	}
	fmt.Fprintln(cmd.ErrOrStderr(), tellExported(tally, x.noun))
	return nil
}

// reports opens what is to be written: files of reports, or the data.
func (x *exporter) reports(cmd *cobra.Command, names []string, format store.Format) (iter.Seq2[store.Outgoing, error], func() error, error) {
	x.noun = "report"
	if len(names) > 0 {
		for _, flag := range []string{"data", "actor", "recipient", "party", "dyad", "type", "mode", "context", "country", "from", "to", "factuality",
			"speaker", "text", "origin", "limit", "unit"} {
			if cmd.Flags().Changed(flag) {
				return nil, nil, usageError{fmt.Errorf("--%s needs stored data, and cannot choose from files; casus add and casus import store", flag)}
			}
		}
		return store.Alone(reportsIn(names, cmd.InOrStdin())), func() error { return nil }, nil
	}
	f, err := x.filters.filter()
	if err != nil {
		return nil, nil, err
	}
	if !cmd.Flags().Changed("factuality") {
		// The format decides, and counts what it leaves out.
		f.Factuality = nil
	}
	s, err := openData(cmd, x.data, false)
	if err != nil {
		return nil, nil, err
	}
	unit := store.ByReport
	switch {
	case format == store.GDELT2Mentions:
		unit = store.ByMention
	case x.unit == "event", x.unit == "" && format == store.GDELT2:
		unit, x.noun = store.ByEvent, "event"
	}
	return s.Outgoing(cmd.Context(), f, unit), s.Close, nil
}

func (x *exporter) write(cmd *cobra.Command, format store.Format, reports iter.Seq2[store.Outgoing, error]) (store.Exported, error) {
	if format == store.FlatParquet {
		return store.ExportParquet(x.output, reports)
	}
	opt := store.ExportOptions{All: x.all}
	if x.output == "" {
		return store.Export(cmd.OutOrStdout(), format, reports, opt)
	}
	f, err := os.Create(x.output)
	if err != nil {
		return store.Exported{}, err
	}
	tally, err := store.Export(f, format, reports, opt)
	if err = errors.Join(err, f.Close()); err != nil {
		os.Remove(x.output)
	}
	return tally, err
}

// tellExported is "12 rows from 10 reports; left out: 2 denied, 1 planned (--all writes them)"; noun is "report" or "event".
func tellExported(t store.Exported, noun string) string {
	out := fmt.Sprintf("%s from %s", plural(t.Rows, "row"), plural(t.Reports, noun))
	for i, c := range t.LeftOut {
		sep := ", "
		if i == 0 {
			sep = "; left out: "
		}
		out += fmt.Sprintf("%s%d %s", sep, c.N, c.What)
	}
	return out
}

// reportsIn reads files of reports, one JSON object a line; "-" is standard input.
func reportsIn(names []string, stdin io.Reader) iter.Seq2[event.Report, error] {
	return func(yield func(event.Report, error) bool) {
		for _, name := range names {
			if !readReportFile(name, stdin, yield) {
				return
			}
		}
	}
}

func readReportFile(name string, stdin io.Reader, yield func(event.Report, error) bool) bool {
	in := stdin
	if name == "-" {
		name = "standard input"
	} else {
		f, err := os.Open(name)
		if err != nil {
			return yield(event.Report{}, err)
		}
		defer f.Close()
		in = f
	}
	lines := bufio.NewReaderSize(in, 1<<16)
	for n := 1; ; n++ {
		line, err := lines.ReadBytes('\n')
		if len(strings.TrimSpace(string(line))) > 0 {
			r, derr := event.Decode(line)
			if derr != nil {
				return yield(event.Report{}, fmt.Errorf("%s: line %d: %w", name, n, derr))
			}
			if !yield(r, nil) {
				return false
			}
		}
		if errors.Is(err, io.EOF) {
			return true
		}
		if err != nil {
			return yield(event.Report{}, fmt.Errorf("%s: line %d: %w", name, n, err))
		}
	}
}
