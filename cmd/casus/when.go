package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/internal/resolve"
)

// whenObject is one time expression: a line of `casus when --format jsonl`. Offsets count code points; from and to are the
// first and the last day that are meant, left out where the words name none.
type whenObject struct {
	ID       string      `json:"id,omitempty"`
	Start    int         `json:"start"`
	End      int         `json:"end"`
	Text     string      `json:"text"`
	Type     string      `json:"type"`
	Value    string      `json:"value"`
	Mod      string      `json:"mod,omitempty"`
	From     article.Day `json:"from,omitzero"`
	To       article.Day `json:"to,omitzero"`
	Grain    string      `json:"grain,omitempty"`
	Relative bool        `json:"relative,omitempty"`
}

func newWhenCommand() *cobra.Command {
	var on, format string
	cmd := &cobra.Command{
		Use:   "when [TEXT]...",
		Short: "Find the times that a text names and say which days they mean",
		Long: `when finds time expressions and gives each its TIMEX3 type and value and the days that it means, counted from the day
of publication. Without TEXT it reads standard input as one text; when every line of it is a JSON object
{"id","text","published"}, each object is a text of its own, published on its own day, and answers carry its id.
With --on unknown, expressions that count from the day of publication are left out.`,
		Example: "  casus when 'He resigned last Friday.' --on 2021-05-06\n  casus when 'in early March 2019'\n" +
			"  casus when --on 2021-05-06 --format jsonl < report.txt",
		RunE: func(cmd *cobra.Command, args []string) error {
			day := today()
			switch on {
			case "":
			case "unknown":
				day = 0
			default:
				var err error
				if day, err = article.ParseDay(on); err != nil {
					return usageError{fmt.Errorf("--on: %w", err)}
				}
			}
			if format != "table" && format != "jsonl" {
				return usageError{fmt.Errorf("--format %q: want table or jsonl", format)}
			}
			texts, err := readTexts(args, cmd.InOrStdin(), day)
			if err != nil {
				return err
			}
			return printFound(cmd.OutOrStdout(), texts, format, when, writeWhenTable)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&on, "on", "", "the `DAY` (YYYY-MM-DD) of publication, or unknown (default today)")
	flags.StringVar(&format, "format", "table", "output `FORMAT`: table or jsonl")
	return cmd
}

// plainText is a text to look at, with the day on which it was published.
type plainText struct {
	id, text  string
	published article.Day
}

// readTexts gives the texts of the command line, else those of standard input: JSON objects, or one plain text. A JSON
// object without a day is taken to be published on the day given.
func readTexts(args []string, stdin io.Reader, day article.Day) ([]plainText, error) {
	var out []plainText
	for _, a := range args {
		out = append(out, plainText{text: a, published: day})
	}
	if len(args) > 0 {
		return out, nil
	}
	raw, err := io.ReadAll(stdin)
	if err != nil {
		return nil, err
	}
	if out, ok := textObjects(raw, day); ok {
		return out, nil
	}
	return []plainText{{text: strings.ToValidUTF8(string(raw), "\ufffd"), published: day}}, nil
}

// textObjects reads raw as JSON objects with a text, one a line; false where any line is something else.
func textObjects(raw []byte, day article.Day) ([]plainText, bool) {
	var out []plainText
	for line := range bytes.Lines(raw) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			continue
		}
		var o struct {
			ID        string  `json:"id"`
			Text      *string `json:"text"`
			Published string  `json:"published"`
		}
		if line[0] != '{' || json.Unmarshal(line, &o) != nil || o.Text == nil {
			return nil, false
		}
		t := plainText{id: o.ID, text: strings.ToValidUTF8(*o.Text, "\ufffd"), published: day}
		if len(o.Published) >= len("2006-01-02") {
			if d, err := article.ParseDay(o.Published[:len("2006-01-02")]); err == nil {
				t.published = d
			}
		}
		out = append(out, t)
	}
	return out, len(out) > 0
}

// printFound writes what find finds in each text: as JSON lines, or by table.
func printFound[Text, Object any](w io.Writer, texts []Text, format string, find func(Text) []Object, table func(io.Writer, []Object) error) error {
	out := bufio.NewWriter(w)
	write := table
	if format == "jsonl" {
		write = writeLines[Object]
	}
	for _, t := range texts {
		if err := write(out, find(t)); err != nil {
			return err
		}
	}
	return out.Flush()
}

// when finds the times of a text.
func when(t plainText) []whenObject {
	runes := article.NewRunes(t.text)
	var out []whenObject
	for _, x := range resolve.Times(t.text, t.published, nil) {
		out = append(out, whenObject{ID: t.id, Start: runes.At(x.Span.Start), End: runes.At(x.Span.End), Text: x.Span.Of(t.text),
			Type: x.Type, Value: x.Value, Mod: x.Mod, From: x.From, To: x.To, Grain: x.Grain, Relative: x.Relative})
	}
	return out
}

// writeLines writes one JSON object a line.
func writeLines[T any](w io.Writer, objects []T) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for i := range objects {
		if err := enc.Encode(&objects[i]); err != nil {
			return err
		}
	}
	return nil
}

func writeWhenTable(w io.Writer, objects []whenObject) error {
	if len(objects) == 0 {
		_, err := fmt.Fprintln(w, "no time expression found")
		return err
	}
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "TEXT\tTYPE\tVALUE\tFROM\tTO\tGRAIN")
	for _, o := range objects {
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s\t%s\n", strings.Join(strings.Fields(o.Text), " "), o.Type, o.Value, dash(o.From.String()), dash(o.To.String()), dash(o.Grain))
	}
	return tw.Flush()
}
