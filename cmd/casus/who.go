package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/internal/extract"
	"github.com/casus-news/casus/internal/resolve"
)

// whoObject is one expression with who it means: a line of `casus who --format jsonl`. Offsets count code points.
type whoObject struct {
	Start          int      `json:"start"`
	End            int      `json:"end"`
	Text           string   `json:"text"`
	Code           string   `json:"code"`
	Sector         []string `json:"sector"`
	IdentifierID   string   `json:"identifier_id,omitempty"`
	IdentifierText string   `json:"identifier_text,omitempty"`
	Office         string   `json:"office,omitempty"`
	Known          bool     `json:"known"`
	Why            []string `json:"why"`
}

func newWhoCommand() *cobra.Command {
	var on, format string
	var tables []string
	cmd := &cobra.Command{
		Use:   "who [TEXT]...",
		Short: "Tell who is meant by names and roles on a day",
		Long: `who tells which country, sector and office the names, nationalities and roles of a text stand for on a day, and why.
Without TEXT it reads standard input as one text. A text of more than one expression gives one answer for each.`,
		Example: "  casus who Blinken --on 2021-05-06\n  casus who \"Georgia's prime minister\" --on 2008-08-08\n" +
			"  casus who 'the Kremlin'\n  casus who --format jsonl < report.txt",
		RunE: func(cmd *cobra.Command, texts []string) error {
			day := today()
			if on != "" {
				var err error
				if day, err = article.ParseDay(on); err != nil {
					return usageError{fmt.Errorf("--on: %w", err)}
				}
			}
			if format != "table" && format != "jsonl" {
				return usageError{fmt.Errorf("--format %q: want table or jsonl", format)}
			}
			actors, err := openActors(tables)
			if err != nil {
				return err
			}
			if len(texts) == 0 {
				text, err := io.ReadAll(cmd.InOrStdin())
				if err != nil {
					return err
				}
				texts = []string{strings.ToValidUTF8(string(text), "\ufffd")}
			}
			find := func(text string) []whoObject { return who(actors, text, day) }
			return printFound(cmd.OutOrStdout(), texts, format, find, writeWhoTable)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&on, "on", "", "the `DAY` (YYYY-MM-DD) on which the text speaks (default today)")
	flags.StringVar(&format, "format", "table", "output `FORMAT`: table or jsonl")
	flags.StringArrayVar(&tables, "actors", nil, "a `FILE` of actors of your own, may be repeated")
	return cmd
}

// who resolves each expression of text with the rest of it as context.
func who(actors *resolve.Actors, text string, day article.Day) []whoObject {
	reading := actors.Read(resolve.Document{Text: text, Published: day})
	runes := article.NewRunes(text)
	var out []whoObject
	spans := actors.Expressions(text)
	for _, s := range spans {
		c := &resolve.Context{Day: day}
		if len(spans) > 1 {
			c.Reading = reading
		}
		x := actors.Resolve(extract.Party{Text: s.Of(text), Span: s}, c)
		o := whoObject{Start: runes.At(s.Start), End: runes.At(s.End), Text: s.Of(text), Code: x.Entity.Code, Sector: []string{},
			IdentifierID: x.Entity.IdentifierID, IdentifierText: x.Entity.IdentifierText, Office: x.Entity.Office, Known: x.Known, Why: x.Why}
		for _, sector := range x.Entity.Sector {
			o.Sector = append(o.Sector, string(sector))
		}
		if o.Why == nil {
			o.Why = []string{}
		}
		out = append(out, o)
	}
	return out
}

func writeWhoTable(w io.Writer, objects []whoObject) error {
	if len(objects) == 0 {
		fmt.Fprintln(w, "no name and no role found")
		return nil
	}
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "TEXT\tCODE\tSECTOR\tWHO\tOFFICE")
	for i := range objects {
		o := &objects[i]
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s\n", o.Text, dash(o.Code), dash(strings.Join(o.Sector, " ")), dash(o.IdentifierText), dash(o.Office))
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	for i := range objects {
		for _, why := range objects[i].Why {
			fmt.Fprintf(w, "  %s: %s\n", objects[i].Text, why)
		}
	}
	return nil
}

// dash shows an empty cell as "-".
func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
