package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/resolve"
)

// whereObject is one place that a text names: a line of `casus where --format jsonl`, the PLOVER location object with the
// place in the text. Offsets count code points.
type whereObject struct {
	ID    string `json:"id,omitempty"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
	event.Location
	Class string `json:"class"`
	Why   string `json:"why,omitempty"`
}

func newWhereCommand() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "where [TEXT]...",
		Short: "Find the places that a text names and say where they lie",
		Long: `where finds places and gives each its country, province and coordinates (GeoNames), read in the light of the whole text:
"Tripoli" is in Lebanon where the text speaks of Lebanon. Without TEXT it reads standard input as one text; when every line
of it is a JSON object {"id","text"}, each object is a text of its own, and answers carry its id.`,
		Example: "  casus where 'A fire in Baytown, Texas'\n  casus where 'Troops left Kharkov for Donbas'\n" +
			"  casus where --format jsonl < report.txt",
		RunE: func(cmd *cobra.Command, args []string) error {
			if format != "table" && format != "jsonl" {
				return usageError{fmt.Errorf("--format %q: want table or jsonl", format)}
			}
			g, err := resolve.OpenPlaces()
			if err != nil {
				return err
			}
			texts, err := readTexts(args, cmd.InOrStdin(), 0)
			if err != nil {
				return err
			}
			find := func(t plainText) []whereObject { return where(g, t) }
			return printFound(cmd.OutOrStdout(), texts, format, find, writeWhereTable)
		},
	}
	cmd.Flags().StringVar(&format, "format", "table", "output `FORMAT`: table or jsonl")
	return cmd
}

// where finds the places of a text; adjectives ("Ukrainian") are no places.
func where(g *resolve.Gazetteer, t plainText) []whereObject {
	runes := article.NewRunes(t.text)
	var out []whereObject
	for _, p := range g.Find(t.text) {
		if p.Class == "adjective" {
			continue
		}
		out = append(out, whereObject{ID: t.id, Start: runes.At(p.Span.Start), End: runes.At(p.Span.End), Text: p.Span.Of(t.text), Location: p.Location,
			Class: p.Class, Why: p.Why})
	}
	return out
}

func writeWhereTable(w io.Writer, objects []whereObject) error {
	if len(objects) == 0 {
		_, err := fmt.Fprintln(w, "no place found")
		return err
	}
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "TEXT\tPLACE\tPROVINCE\tCOUNTRY\tLAT\tLON\tRESOLUTION\tWHY")
	for _, o := range objects {
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%.2f\t%.2f\t%s\t%s\n", strings.Join(strings.Fields(o.Text), " "), o.ResolvedPlace, dash(o.Province), dash(o.CountryCode), o.Lat, o.Lon, o.Resolution, o.Why)
	}
	return tw.Flush()
}
