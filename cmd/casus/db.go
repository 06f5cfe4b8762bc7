package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/casus-news/casus/internal/store"
)

func newDBCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "db",
		Short: "Look after the stored data: rebuild, check, info",
		Long: `A data folder holds the truth in reports/ and articles/, Parquet files that are written once, and an index in index/ that is made of
them and can be made again at any time.`,
		Example: "  casus db info\n  casus db check\n  casus db rebuild",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newDBRebuildCommand(), newDBCheckCommand(), newDBInfoCommand())
	return cmd
}

func newDBRebuildCommand() *cobra.Command {
	var data string
	cmd := &cobra.Command{
		Use:     "rebuild",
		Short:   "Make the index again from the segments, and the events from the reports",
		Example: "  casus db rebuild --data news",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withStore(cmd, data, true, func(s *store.Store) error {
				if err := s.Rebuild(cmd.Context()); err != nil {
					return err
				}
				if _, err := fusePending(cmd.Context(), s, newFusion(cmd.Context(), s)); err != nil {
					return err
				}
				return printInfo(cmd, s, data)
			})
		},
	}
	dataFlag(cmd, &data)
	return cmd
}

func newDBCheckCommand() *cobra.Command {
	var data string
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Read every segment and hold the index to them",
		Long: `check reads every record of every segment, holds it to the law of the record and its file to its name, and compares the index with
what it has read. It changes nothing. The exit code is 1 where something is wrong.`,
		Example: "  casus db check --data news",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withStore(cmd, data, false, func(s *store.Store) error {
				c, err := s.Check(cmd.Context())
				if err != nil {
					return err
				}
				for _, fault := range c.Faults {
					fmt.Fprintln(cmd.ErrOrStderr(), "casus:", fault)
				}
				fmt.Fprintf(cmd.OutOrStdout(), "%s, %s, %s: %s\n", plural(c.Segments, "segment"), plural(c.Reports, "report"), plural(c.Articles, "article"),
					orNone(len(c.Faults), "fault"))
				if len(c.Faults) > 0 {
					return errSome
				}
				return nil
			})
		},
	}
	dataFlag(cmd, &data)
	return cmd
}

// orNone is "no faults", "1 fault", "2 faults".
func orNone(n int, noun string) string {
	if n == 0 {
		return "no " + noun + "s"
	}
	return plural(n, noun)
}

func newDBInfoCommand() *cobra.Command {
	var data string
	cmd := &cobra.Command{
		Use:     "info",
		Short:   "Say what is stored where",
		Example: "  casus db info --data news",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return withStore(cmd, data, false, func(s *store.Store) error {
				return printInfo(cmd, s, data)
			})
		},
	}
	dataFlag(cmd, &data)
	return cmd
}

func printInfo(cmd *cobra.Command, s *store.Store, data string) error {
	i, err := s.Info(cmd.Context())
	if err != nil {
		return err
	}
	out := cmd.OutOrStdout()
	fmt.Fprintf(out, "data      %s, format %d\n", data, i.Format)
	fmt.Fprintf(out, "segments  %d of reports, %d of articles, %s\n", i.ReportSegments, i.ArticleSegments, megabytes(i.SegmentBytes))
	fmt.Fprintf(out, "index     %s, version %d, %s\n", i.Index, i.IndexVersion, megabytes(i.IndexBytes))
	fmt.Fprintf(out, "contents  %s, %s, %s, %d not fused yet\n", plural(i.Articles, "article"), plural(i.Reports, "report"), plural(i.Events, "event"), i.Pending)
	return nil
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }
