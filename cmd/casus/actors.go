package main

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/internal/resolve"
)

func newActorsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "actors",
		Short: "List the actors that casus knows; check and add tables of your own",
		Long: `actors works on tables of people, bodies and groups with their terms of office. A table of your own is a text file in the form of
internal/resolve/data/README.md, or a dictionary of the PETRARCH family (.actors.txt, .agents.txt). Added tables lie in the folder
casus/actors of your configuration folder and win over the built-in ones.`,
		Example: "  casus actors check mine.actors\n  casus actors add mine.actors\n  casus actors list --code KEN --on 2022-09-13",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newActorsCheckCommand(), newActorsListCommand(), newActorsAddCommand(), newTopCommand())
	return cmd
}

func newActorsCheckCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "check FILE...",
		Short:   "List every fault of tables of actors with file and line",
		Example: "  casus actors check mine.actors Phoenix.Countries.actors.txt",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, names []string) error {
			failed := false
			for _, name := range names {
				ok, err := checkTable(cmd, name)
				if err != nil {
					complain(cmd.ErrOrStderr(), err)
				}
				failed = failed || !ok || err != nil
			}
			if failed {
				return errSome
			}
			return nil
		},
	}
}

// checkTable prints the faults of a table, or that there are none.
func checkTable(cmd *cobra.Command, name string) (ok bool, err error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return false, err
	}
	faults := resolve.CheckTable(resolve.Table{File: name, Text: string(text)})
	for _, f := range faults {
		fmt.Fprintln(cmd.OutOrStdout(), f)
	}
	if len(faults) == 0 {
		fmt.Fprintf(cmd.OutOrStdout(), "%s: no faults\n", name)
	}
	return len(faults) == 0, nil
}

func newActorsAddCommand() *cobra.Command {
	var folder string
	cmd := &cobra.Command{
		Use:     "add FILE...",
		Short:   "Add tables of your own after checking them",
		Example: "  casus actors add mine.actors",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, names []string) error {
			dir, err := actorsFolder(folder)
			if err != nil {
				return err
			}
			for _, name := range names {
				if err := addTable(cmd, dir, name); err != nil {
					return err
				}
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&folder, "folder", "", "the `FOLDER` to add to (default casus/actors in your configuration folder)")
	return cmd
}

func addTable(cmd *cobra.Command, dir, name string) error {
	ok, err := checkTable(cmd, name)
	if err != nil {
		return err
	}
	if !ok {
		return fmt.Errorf("%s has faults and was not added", name)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	to := filepath.Join(dir, filepath.Base(name))
	if err := os.WriteFile(to, text, 0o644); err != nil {
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%s: added as %s\n", name, to)
	return nil
}

func newActorsListCommand() *cobra.Command {
	var code, on string
	var tables []string
	cmd := &cobra.Command{
		Use:     "list [NAME]...",
		Short:   "List the actors that casus knows, with their terms",
		Example: "  casus actors list Blinken\n  casus actors list --code KEN --on 2022-09-13",
		RunE: func(cmd *cobra.Command, names []string) error {
			var day article.Day
			if on != "" {
				var err error
				if day, err = article.ParseDay(on); err != nil {
					return usageError{fmt.Errorf("--on: %w", err)}
				}
			}
			actors, err := openActors(tables)
			if err != nil {
				return err
			}
			return listActors(cmd, actors.Entries(), names, code, day)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&code, "code", "", "only actors of this country or body, an alpha-3 `CODE`")
	flags.StringVar(&on, "on", "", "only terms that cover this `DAY` (YYYY-MM-DD)")
	flags.StringArrayVar(&tables, "actors", nil, "a `FILE` of actors of your own, may be repeated")
	return cmd
}

func listActors(cmd *cobra.Command, entries []resolve.Entry, names []string, code string, day article.Day) error {
	out := bufio.NewWriter(cmd.OutOrStdout())
	tw := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "NAME\tKIND\tCODE\tSECTOR\tFROM\tTO\tOFFICE")
	for i := range entries {
		e := &entries[i]
		if !named(e, names) {
			continue
		}
		for j := range e.Terms {
			t := &e.Terms[j]
			if code != "" && t.Code != code || !t.Covers(day) {
				continue
			}
			sectors := make([]string, len(t.Sectors))
			for k, s := range t.Sectors {
				sectors[k] = string(s)
			}
			office := t.Title
			if office == "" {
				office = t.Office
			}
			fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", e.Name, e.Kind, dash(t.Code), dash(strings.Join(sectors, " ")),
				dash(t.From.String()), dash(t.To.String()), dash(office))
		}
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	return out.Flush()
}

// named tells whether one of names is part of a name of e, letter case aside; no names mean any.
func named(e *resolve.Entry, names []string) bool {
	if len(names) == 0 {
		return true
	}
	all := strings.ToLower(strings.Join(slices.Concat([]string{e.Name}, e.Aliases, e.Short), "\n"))
	for _, n := range names {
		if strings.Contains(all, strings.ToLower(n)) {
			return true
		}
	}
	return false
}

// actorsFolder is where added tables lie.
func actorsFolder(given string) (string, error) {
	if given != "" {
		return given, nil
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("no configuration folder: %w; name one with --folder", err)
	}
	return filepath.Join(dir, "casus", "actors"), nil
}

// openActors opens the resolver of actors with the given files and the tables that the user has added.
func openActors(files []string) (*resolve.Actors, error) {
	tables, err := ownTables(files)
	if err != nil {
		return nil, err
	}
	return resolve.OpenActors(tables)
}

// ownTables reads the given files, then the tables in the user's folder, by name.
func ownTables(files []string) ([]resolve.Table, error) {
	if dir, err := actorsFolder(""); err == nil {
		added, err := os.ReadDir(dir)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		for _, f := range added {
			if f.Type().IsRegular() && !strings.HasPrefix(f.Name(), ".") {
				files = append(files, filepath.Join(dir, f.Name()))
			}
		}
	}
	var out []resolve.Table
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		out = append(out, resolve.Table{File: name, Text: string(text)})
	}
	return out, nil
}

// today is the day of the computer's clock.
func today() article.Day { return article.DayOf(time.Now()) }
