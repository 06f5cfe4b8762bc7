// Command casus codes news reports into political event data, stores them and answers questions about them.
//
// This room owns flags, output for people, exit codes and wiring. Start with [newRootCommand]; every subcommand stands in
// a file of its own name. Absent on purpose: any decision about what a text means.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/casus-news/casus"
)

// errSome tells that some inputs failed and have been reported already: exit code 1 without a further message.
var errSome = errors.New("some inputs failed")

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the whole program: exit code 0 where all went well, 1 where an input or the work failed, 2 for wrong usage.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := newRootCommand()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.Execute()
	var usage usageError
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errSome):
		return 1
	case errors.As(err, &usage):
		fmt.Fprintf(stderr, "casus: %v\n", err)
		return 2
	default:
		fmt.Fprintf(stderr, "casus: %v\n", err)
		return 1
	}
}

// usageError is an error in how the program was called.
type usageError struct{ error }

func newRootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "casus",
		Short: "Code news reports into auditable political event data",
		Long: `casus reads news reports and says who did (or promised, or threatened) what to whom, when, where, and on whose word.
Every code traces to its words; --why gives the reasons.`,
		Example:       "  casus code report.html\n  casus code articles.jsonl > reports.jsonl",
		SilenceUsage:  true,
		SilenceErrors: true,
		Version:       casus.Version,
		Args:          cobra.NoArgs,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usageError{fmt.Errorf("%w\nsee: %s --help", err, cmd.CommandPath())}
	})
	root.AddCommand(newCodeCommand(), newParseCommand(), newRelateCommand(), newWhoCommand(), newWhenCommand(), newWhereCommand(), newActorsCommand(),
		newScoreCommand(), newTrainCommand(), newVersionCommand())
	root.AddCommand(newAddCommand(), newEventsCommand(), newTimelineCommand(), newLedgerCommand(), newClaimsCommand(), newStatsCommand(),
		newSQLCommand(), newExplainCommand(), newRecodeCommand(), newFuseCommand(), newDBCommand())
	root.AddCommand(newExportCommand(), newImportCommand())
	return root
}

func newVersionCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the versions of the coder and of its language bundle",
		Example: "  casus version",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			coder, err := casus.Open(casus.Bundle())
			if err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), "casus", coder.Version())
			return nil
		},
	}
}
