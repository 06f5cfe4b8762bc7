package main

import (
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/spf13/cobra"

	"github.com/casus-news/casus"
	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

// coded is one article with its reports, or what went wrong in its place.
type coded struct {
	article article.Article
	reports []event.Report
	err     error
}

// writer writes coded articles in one format; flush ends the output.
type writer interface {
	write(c *coded) error
	flush() error
}

var formats = []string{"table", "jsonl", "csv"}

func newCodeCommand() *cobra.Command {
	var in inputs
	var format string
	var why bool
	cmd := &cobra.Command{
		Use:   "code [PATH | URL | -]...",
		Short: "Code articles into reports",
		Long: `code reads HTML, plain text, JSONL of articles, RSS/Atom and WARC (by content, not by name; gzip too), from files, folders, addresses
or standard input, and codes each article into reports. At a terminal it prints tables, to a pipe one JSON object a line.

An article whose day of publication is unknown is coded with its relative dates ("on Thursday") left out: give it by --published.
One bad input does not stop the others; its error is printed and the exit code is 1.`,
		Example: "  casus code report.html\n  casus code --published 2021-05-06 report.txt\n  casus code --why examples/\n" +
			"  casus code articles.jsonl > reports.jsonl",
		RunE: func(cmd *cobra.Command, names []string) error {
			if len(names) == 0 {
				names = []string{"-"}
			}
			return runCode(cmd, &in, names, format, why)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&in.published, "published", "", "the `DAY` of publication (YYYY-MM-DD) of articles that do not say it")
	flags.StringVar(&in.language, "language", "", "take every article to be in this `LANGUAGE` (en) without looking")
	flags.StringSliceVar(&in.actors, "actors", nil, "add the tables of actors in this `FILE` to the built-in and the added ones")
	flags.IntVar(&in.maxBytes, "max-bytes", article.DefaultMaxBytes, "refuse a single article above this many `BYTES`")
	flags.StringVar(&format, "format", "", "output `FORMAT`: "+strings.Join(formats, ", ")+" (default: table at a terminal, jsonl to a pipe)")
	flags.BoolVar(&why, "why", false, "add the reasons to the table")
	return cmd
}

func runCode(cmd *cobra.Command, in *inputs, names []string, format string, why bool) error {
	opt, err := in.options()
	if err != nil {
		return err
	}
	out, err := newWriter(cmd.OutOrStdout(), format, why)
	if err != nil {
		return err
	}
	coder, err := openCoder(in.actors)
	if err != nil {
		return err
	}
	meter := startMeter(cmd.ErrOrStderr())
	defer meter.stop()
	failed, err := codeAll(coder, in.read(names, cmd.InOrStdin(), opt), out, cmd.ErrOrStderr(), meter)
	if err != nil {
		return err
	}
	if err := out.flush(); err != nil {
		return err
	}
	if failed > 0 {
		return errSome
	}
	return nil
}

// openCoder opens the built-in bundle with the tables of actors in files and those that the user has added.
func openCoder(files []string) (*casus.Coder, error) {
	own, err := ownTables(files)
	if err != nil {
		return nil, err
	}
	tables := make([]casus.Table, len(own))
	for i, t := range own {
		tables[i] = casus.Table(t)
	}
	return casus.Open(casus.Bundle(), tables...)
}

// codeAll codes articles on all cores and writes them in input order; it tells how many inputs failed.
func codeAll(coder *casus.Coder, articles iter.Seq[articleOrError], out writer, stderr io.Writer, m *meter) (failed int, err error) {
	err = inOrder(articles, func(in articleOrError) coded {
		if in.err != nil {
			return coded{err: in.err}
		}
		return coded{article: in.article, reports: coder.Code(&in.article)}
	}, func(c coded) error {
		if c.err != nil {
			failed++
			m.clear()
			complain(stderr, c.err)
			return nil
		}
		for _, p := range c.article.Problems {
			m.clear()
			fmt.Fprintf(stderr, "casus: %s: warning: %s\n", c.article.ID, p.Text)
		}
		m.count(len(c.reports))
		return out.write(&c)
	})
	return failed, err
}

func newWriter(w io.Writer, format string, why bool) (writer, error) {
	if format == "" {
		format = "jsonl"
		if isTerminal(w) {
			format = "table"
		}
	}
	switch format {
	case "table":
		return newTable(w, why), nil
	case "jsonl":
		return &jsonLines{w}, nil
	case "csv":
		return newCSV(w), nil
	}
	return nil, usageError{fmt.Errorf("--format %q: want one of %s", format, strings.Join(formats, ", "))}
}

// jsonLines writes one canonical JSON object a line.
type jsonLines struct{ w io.Writer }

func (j *jsonLines) write(c *coded) error {
	for i := range c.reports {
		line, err := event.Encode(c.reports[i])
		if err != nil {
			return fmt.Errorf("article %s: %w", c.article.ID, err)
		}
		if _, err := j.w.Write(line); err != nil {
			return err
		}
	}
	return nil
}

func (j *jsonLines) flush() error { return nil }
