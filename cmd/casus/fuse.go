package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/casus-news/casus/internal/fuse"
	"github.com/casus-news/casus/internal/store"
)

func newFuseCommand() *cobra.Command {
	var data string
	var rebuild, oneADay bool
	cmd := &cobra.Command{
		Use:   "fuse",
		Short: "Join reports that tell of the same happening",
		Long: `fuse joins the reports that are in no event yet. add does so by itself; after an import, or when the rules have changed, fuse does it.
With --rebuild all events are made again from all reports. The outcome depends on the reports alone, not on the order in which they came.

--one-a-day changes nothing. For comparison it prints the groups that the filter of the field would make: all reports of one day of
publication with the same actor, recipient and CAMEO code, a line of report ids each.`,
		Example: "  casus fuse\n  casus fuse --rebuild\n  casus fuse --one-a-day | wc -l",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if oneADay {
				return printOneADay(cmd, data)
			}
			s, err := openStore(cmd, data, true)
			if err != nil {
				return err
			}
			defer s.Close()
			if rebuild {
				if err := s.ClearEvents(cmd.Context()); err != nil {
					return err
				}
			}
			n, err := fusePending(cmd.Context(), s, newFusion(cmd.Context(), s))
			if err != nil {
				return err
			}
			i, err := s.Info(cmd.Context())
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s fused; %s make %s\n", plural(n, "report"), plural(i.Reports, "report"), plural(i.Events, "event"))
			return nil
		},
	}
	dataFlag(cmd, &data)
	cmd.Flags().BoolVar(&rebuild, "rebuild", false, "make all events again")
	cmd.Flags().BoolVar(&oneADay, "one-a-day", false, "print the groups of the one-a-day filter instead")
	return cmd
}

// printOneADay prints the groups of the one-a-day filter, and on standard error how many there are beside the events.
func printOneADay(cmd *cobra.Command, data string) error {
	s, err := openData(cmd, data, false)
	if err != nil {
		return err
	}
	defer s.Close()
	own := store.Filter{Origins: []string{store.Casus}}
	var reports []fuse.Report
	for r, err := range s.Reports(cmd.Context(), own) {
		if err != nil {
			return err
		}
		reports = append(reports, fuse.Report{Report: r})
	}
	groups := fuse.OneADay(reports)
	for _, g := range groups {
		if _, err := fmt.Fprintln(cmd.OutOrStdout(), strings.Join(g, " ")); err != nil {
			return err
		}
	}
	events, err := s.Count(cmd.Context(), store.EventRows, own)
	if err != nil {
		return err
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "casus: %s: %s by one-a-day, %s by fusion\n", plural(len(reports), "report"), plural(len(groups), "group"), plural(events, "event"))
	return nil
}
