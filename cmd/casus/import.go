package main

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/store"
)

// importBatch is the number of reports that are kept together.
const importBatch = 20_000

// importer is the command's flags and what it has done.
type importer struct {
	data, format, faultFile string
	show                    int

	store   *store.Store
	batch   store.Batch
	kept    int
	faults  map[string]int
	broken  int
	listed  int
	errs    io.Writer
	listing *bufio.Writer
}

func newImportCommand() *cobra.Command {
	x := importer{faults: map[string]int{}}
	formats := words(store.ImportFormats())
	cmd := &cobra.Command{
		Use:   "import --format FORMAT FILE...",
		Short: "Keep the events of GDELT, ICEWS or POLECAT beside your own",
		Long: `import reads files of ` + formats + `, plain, gzip or zip, makes a report of each row and keeps it, marked by its origin. CAMEO codes
become PLOVER types and modes, FIPS country codes and country names alpha-3 codes. What the format does not tell stays empty: reports have
no confidence, and their text is the row, so that each code can be traced to its cell. Importing a file twice adds nothing.

Every row is a report or is accounted for: malformed rows and rows that PLOVER has no type for (CAMEO's statements) are counted by reason
at the end. The first malformed ones are listed with their lines; --faults lists all. If a row was malformed, the exit code is 1.

Other commands answer from your own reports only, unless --origin says otherwise.`,
		Example: "  casus import --format gdelt2 20210506120000.export.CSV.zip\n  casus import --format icews --faults faults.tsv events.2014.tab\n" +
			"  casus events --origin all --dyad RUS,UKR",
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, names []string) error { return x.run(cmd, names) },
	}
	dataFlag(cmd, &x.data)
	flags := cmd.Flags()
	flags.StringVar(&x.format, "format", "", "the `FORMAT`: "+formats)
	flags.StringVar(&x.faultFile, "faults", "", "write every row that made no report to this `FILE`, with tabs: file, line, kind, reason, value, row")
	flags.IntVar(&x.show, "show", 20, "list at most this many malformed `ROWS`")
	return cmd
}

func (x *importer) run(cmd *cobra.Command, names []string) (err error) {
	format := store.Format(x.format)
	if !slices.Contains(store.ImportFormats(), format) {
		return usageError{fmt.Errorf("--format %q: want one of %s", x.format, words(store.ImportFormats()))}
	}
	x.errs = cmd.ErrOrStderr()
	x.batch = store.Batch{Origin: originOf(format), Witnesses: map[string]string{}}
	if x.faultFile != "" {
		f, ferr := os.Create(x.faultFile)
		if ferr != nil {
			return ferr
		}
		x.listing = bufio.NewWriter(f)
		defer func() { err = errors.Join(err, x.listing.Flush(), f.Close()) }()
	}
	if x.store, err = openStore(cmd, x.data, true); err != nil {
		return err
	}
	defer x.store.Close()
	mine := store.Filter{Origins: []string{x.batch.Origin}}
	before, err := x.store.Count(cmd.Context(), store.ReportRows, mine)
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := x.read(cmd, name, format); err != nil {
			return err
		}
	}
	if err := x.keep(cmd); err != nil {
		return err
	}
	if _, err := fusePending(cmd.Context(), x.store, newFusion(cmd.Context(), x.store)); err != nil {
		return err
	}
	after, err := x.store.Count(cmd.Context(), store.ReportRows, mine)
	if err != nil {
		return err
	}
	x.tell(cmd.OutOrStdout(), after-before)
	if x.broken > 0 {
		return errSome
	}
	return nil
}

func originOf(f store.Format) string {
	switch f {
	case store.ICEWSFile:
		return store.ICEWS
	case store.PolecatFile:
		return store.Polecat
	}
	return store.GDELT
}

// read keeps the reports of one file and accounts for its other rows.
func (x *importer) read(cmd *cobra.Command, name string, format store.Format) error {
	for r, fault := range foreignRows(name, cmd.InOrStdin(), format) {
		if err := cmd.Context().Err(); err != nil {
			return err
		}
		if fault != nil {
			x.account(fault)
			continue
		}
		x.batch.Reports = append(x.batch.Reports, r)
		x.batch.Witnesses[r.CiteInfo.ID] = cmp.Or(r.CiteInfo.Publication, r.CiteInfo.ID)
		if len(x.batch.Reports) >= importBatch {
			if err := x.keep(cmd); err != nil {
				return err
			}
		}
	}
	return nil
}

func foreignRows(name string, stdin io.Reader, format store.Format) iter.Seq2[event.Report, *store.Fault] {
	if name == "-" {
		return store.Import(stdin, format)
	}
	return store.ImportFile(name, format)
}

func (x *importer) keep(cmd *cobra.Command) error {
	if len(x.batch.Reports) == 0 {
		return nil
	}
	if err := x.store.Append(cmd.Context(), x.batch); err != nil {
		return err
	}
	x.kept += len(x.batch.Reports)
	x.batch.Reports = x.batch.Reports[:0]
	clear(x.batch.Witnesses)
	return nil
}

// account counts a row that made no report, and lists it.
func (x *importer) account(f *store.Fault) {
	x.faults[string(f.Kind)+": "+f.Reason]++
	if x.listing != nil {
		fmt.Fprintf(x.listing, "%s\t%d\t%s\t%s\t%s\t%s\n", f.File, f.Line, f.Kind, f.Reason, f.Detail, f.Text)
	}
	if f.Kind == store.LeftOut {
		return
	}
	x.broken++
	if x.listed++; x.listed <= x.show {
		fmt.Fprintf(x.errs, "casus: %v\n", f)
	} else if x.listed == x.show+1 {
		fmt.Fprintln(x.errs, "casus: more malformed rows are not listed; --faults FILE lists all")
	}
}

// tell prints what was kept and, by reason, what was not.
func (x *importer) tell(w io.Writer, added int) {
	rows := x.kept
	reasons := make([]string, 0, len(x.faults))
	for r, n := range x.faults {
		reasons = append(reasons, r)
		rows += n
	}
	slices.Sort(reasons)
	fmt.Fprintf(w, "%s read, %s kept in %s as %s, %d of them new\n", plural(rows, "row"), plural(x.kept, "report"), x.data, x.batch.Origin, added)
	for _, r := range reasons {
		fmt.Fprintf(w, "%8d  %s\n", x.faults[r], r)
	}
}
