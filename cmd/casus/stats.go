package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/casus-news/casus/internal/store"
)

func newStatsCommand() *cobra.Command {
	var data string
	var out answer
	cmd := &cobra.Command{
		Use:     "stats",
		Short:   "Give figures about what is kept",
		Example: "  casus stats\n  casus stats --format json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if out.format == "" {
				out.format = "table"
			}
			w, done, err := out.open(cmd)
			if err != nil {
				return err
			}
			return done(runStats(cmd, data, w, out.format))
		},
	}
	dataFlag(cmd, &data)
	out.add(cmd, "table", "json")
	cmd.Flags().Lookup("format").Usage = "output `FORMAT`: table, json (default table)"
	return cmd
}

func runStats(cmd *cobra.Command, data string, w io.Writer, format string) error {
	s, err := openData(cmd, data, false)
	if err != nil {
		return err
	}
	defer s.Close()
	st, err := s.Stats(cmd.Context())
	if err != nil {
		return err
	}
	if format == "json" {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		return e.Encode(st)
	}
	g := newGrid(w, "", ">")
	for _, row := range []struct {
		name string
		n    int
	}{
		{"articles", st.Articles}, {"  copies of others", st.Copies}, {"  without reports", st.Silent}, {"reports", st.Reports}, {"events", st.Events},
		{"  told by several origins", st.Witnessed}, {"  contested", st.Contested},
	} {
		g.line2(row.name, row.n)
	}
	for _, list := range []struct {
		title string
		rows  []store.Figure
	}{
		{"reports by origin", st.Origins}, {"reports by version", st.Versions}, {"events by type", st.Types}, {"events by factuality", st.Factuality},
		{"events by year", st.Years}, {"articles by publisher", st.Publishers},
	} {
		g.add("", list.title, "")
		for _, r := range list.rows {
			g.line2("  "+r.Name, r.N)
		}
	}
	return g.flush()
}

// line2 adds a name, with the blanks before it, and a number.
func (g *grid) line2(name string, n int) {
	g.add("", name, strconv.Itoa(n))
	g.rows[len(g.rows)-1][0] = name
}

func newTopCommand() *cobra.Command {
	var data, by string
	var names bool
	var f filters
	var out answer
	cmd := &cobra.Command{
		Use:   "top",
		Short: "List the parties with the most events in the data",
		Long: `top counts, for every country and international group, the events in which it acted or was acted upon, by quad category, and sums the
scale values of what it did. With --names it counts persons and bodies by name.`,
		Example: "  casus actors top --from 2021-01-01\n  casus actors top --by conflict --country ETH --names",
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
			s, err := openData(cmd, data, false)
			if err != nil {
				return done(err)
			}
			defer s.Close()
			list, err := s.Top(cmd.Context(), store.TopQuery{By: by, Names: names, Filter: filter})
			if err != nil {
				return done(err)
			}
			return done(printTop(w, out.format, list))
		},
	}
	dataFlag(cmd, &data)
	f.add(cmd, 20)
	cmd.Flags().StringVar(&by, "by", "events", "order by `FIGURE`: events, acts, suffered, conflict, cooperation")
	cmd.Flags().BoolVar(&names, "names", false, "count persons and bodies by name")
	out.add(cmd, "table", "jsonl")
	return cmd
}

func printTop(w io.Writer, format string, list []store.Standing) error {
	if format == "jsonl" {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		for _, p := range list {
			if err := e.Encode(p); err != nil {
				return err
			}
		}
		return nil
	}
	g := newGrid(w, "party*", ">events", ">as actor", ">as recipient", ">verbal coop", ">material coop", ">verbal confl", ">material confl", ">scale of acts")
	for _, p := range list {
		g.add("", p.Party, strconv.Itoa(p.Events), count(p.Acts), count(p.Suffered), count(p.Quads[0]), count(p.Quads[1]), count(p.Quads[2]),
			count(p.Quads[3]), fmt.Sprintf("%.1f", p.Scale))
	}
	return g.flush()
}
