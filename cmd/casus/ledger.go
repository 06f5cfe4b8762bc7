package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/casus-news/casus/internal/store"
)

func newLedgerCommand() *cobra.Command {
	var data string
	var open, closed bool
	var f filters
	var out answer
	var names, about []string
	for _, l := range store.Ledgers() {
		names = append(names, l[0])
		about = append(about, fmt.Sprintf("  %-11s %s", l[0], l[1]))
	}
	cmd := &cobra.Command{
		Use:   "ledger " + strings.Join(names, "|"),
		Short: "Follow matters from opening to close: sanctions, aid, posture, meetings, ceasefires, detentions",
		Long: "ledger sets what was begun against what has become of it:\n\n" + strings.Join(about, "\n") + `

An entry is closed by the first act of closing on its day or later between the same parties (for detentions, of the same name; for
postures, in the same country); docs/commands/ledger.md has the rules. "open" means that these data tell of no close. The newest entries come
first. --actor, --recipient, --from and the other filters choose the acts that open an entry.`,
		Example:   "  casus ledger sanctions --recipient BLR\n  casus ledger detentions --open --country RUS\n  casus ledger meetings --party USA --format csv",
		ValidArgs: names,
		Args:      cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !slices.Contains(names, args[0]) {
				return usageError{fmt.Errorf("ledger %s: want one of %s", args[0], strings.Join(names, ", "))}
			}
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
			return done(runLedger(cmd, data, store.LedgerQuery{Name: args[0], Open: open, Done: closed, Filter: filter}, w, out.format))
		},
	}
	dataFlag(cmd, &data)
	f.add(cmd, defaultAnswers)
	cmd.Flags().Lookup("factuality").Hidden = true
	cmd.Flags().BoolVar(&open, "open", false, "only entries that are open")
	cmd.Flags().BoolVar(&closed, "closed", false, "only entries that are closed")
	out.add(cmd, "table", "csv", "jsonl")
	return cmd
}

func runLedger(cmd *cobra.Command, data string, q store.LedgerQuery, w io.Writer, format string) error {
	s, err := openData(cmd, data, false)
	if err != nil {
		return err
	}
	defer s.Close()
	entries, err := s.Ledger(cmd.Context(), q)
	if err != nil {
		return err
	}
	switch format {
	case "csv":
		return csvLedger(w, entries)
	case "jsonl":
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		for i := range entries {
			if err := e.Encode(&entries[i]); err != nil {
				return err
			}
		}
		return nil
	}
	if len(entries) == 0 {
		fmt.Fprintf(cmd.ErrOrStderr(), "casus: no entries in the ledger of %s\n", q.Name)
		return nil
	}
	if err := tableLedger(w, entries); err != nil {
		return err
	}
	if q.Filter.Limit > 0 && len(entries) == q.Filter.Limit {
		fmt.Fprintf(cmd.ErrOrStderr(), "casus: the newest %d; --limit 0 shows all\n", q.Filter.Limit)
	}
	return nil
}

func tableLedger(w io.Writer, entries []store.Entry) error {
	g := newGrid(w, "since", "opened", "parties*", "until", "state", ">days", ">origins", "first words of the sentence*", "event")
	g.painted = 4
	for _, e := range entries {
		state, colour, until := e.Closed, "\x1b[2m", e.Until
		if state == "" {
			state, colour, until = "open", "\x1b[1;33m", 0
		}
		parties := e.Actor
		if e.Recipient != "" {
			parties += " → " + e.Recipient
		}
		g.add(colour, e.Since.String(), e.Opened, parties, until.String(), state, daysBetween(e.Since, until), strconv.Itoa(e.Origins), e.Text, e.Event)
	}
	return g.flush()
}

func csvLedger(w io.Writer, entries []store.Entry) error {
	c := csv.NewWriter(w)
	c.Write([]string{"opened", "closed", "actor", "recipient", "since", "until", "event", "closing", "origins", "text"})
	for _, e := range entries {
		c.Write([]string{e.Opened, e.Closed, e.Actor, e.Recipient, e.Since.String(), e.Until.String(), e.Event, e.Closing, strconv.Itoa(e.Origins), e.Text})
	}
	c.Flush()
	return c.Error()
}
