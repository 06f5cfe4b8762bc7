package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func newFuseCommand() *cobra.Command {
	var data string
	var rebuild bool
	cmd := &cobra.Command{
		Use:   "fuse",
		Short: "Join reports that tell of the same happening",
		Long: `fuse joins the reports that are in no event yet. add does so by itself; after an import, or when the rules have changed, fuse does it.
With --rebuild all events are made again from all reports. The outcome depends on the reports alone, not on the order in which they came.`,
		Example: "  casus fuse\n  casus fuse --rebuild",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
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
	return cmd
}
