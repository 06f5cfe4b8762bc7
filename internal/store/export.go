package store

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

// Outgoing is a report on its way into a foreign file, with what is known of the event that it belongs to. With only the
// report set, it stands for itself.
type Outgoing struct {
	event.Report
	// Event is the id of the event that the report is in.
	Event string
	// Elected is the report that speaks for the event; nil means Report.
	Elected *event.Report
	// elected is its id
	elected string
	// Mentions, Sources and Articles count reports, independent sources and articles of the event; 0 means 1.
	Mentions, Sources, Articles int
	// Added is the first day of publication; the zero day means the report's.
	Added article.Day
}

// Alone makes what export wants of plain reports.
func Alone(reports iter.Seq2[event.Report, error]) iter.Seq2[Outgoing, error] {
	return func(yield func(Outgoing, error) bool) {
		for r, err := range reports {
			if !yield(Outgoing{Report: r}, err) {
				return
			}
		}
	}
}

// ExportOptions are how reports are written into foreign files.
type ExportOptions struct {
	// All writes denied, planned and hypothetical acts too, into formats that cannot say that they are.
	All bool
}

// Exported counts what an export wrote and what it left out.
type Exported struct {
	// Reports is the number of reports that were given, Rows the number of rows that were written.
	Reports, Rows int
	// LeftOut are the reports that have no row, by reason, sorted.
	LeftOut []Count
}

// Count is how often something was met.
type Count struct {
	What string
	N    int
}

func (t *Exported) leave(why string) {
	i, found := slices.BinarySearchFunc(t.LeftOut, why, func(c Count, s string) int { return strings.Compare(c.What, s) })
	if !found {
		t.LeftOut = slices.Insert(t.LeftOut, i, Count{What: why})
	}
	t.LeftOut[i].N++
}

// layout is how one format writes: its header, where it has one, and the rows of a report.
type layout struct {
	header []string
	// coded says that the format knows acts by CAMEO code
	coded bool
	// held says that the format cannot tell factuality, so that only what is held to have happened belongs into it
	held bool
	// dated says that a row cannot be without a day
	dated bool
	rows  func(o *Outgoing, emit func(cells ...string))
}

func layoutOf(f Format) (layout, bool) {
	switch f {
	case GDELT2:
		return layout{coded: true, held: true, dated: true, rows: gdeltRows}, true
	case GDELT2Mentions:
		return layout{coded: true, held: true, dated: true, rows: mentionRows}, true
	case Phoenix:
		return layout{coded: true, held: true, dated: true, rows: phoenixRows}, true
	case Petrarch2:
		return layout{coded: true, held: true, dated: true, rows: petrarchRows}, true
	case ICEWSFile:
		return layout{header: icewsHeader[:], coded: true, held: true, dated: true, rows: icewsRows}, true
	case PolecatFile:
		return layout{header: polecatHeader[:], held: true, dated: true, rows: polecatRows}, true
	case FlatCSV:
		return layout{header: flatNames(), rows: flatRows}, true
	}
	return layout{}, false
}

// Export writes reports in one of the formats but [FlatParquet], for which see [ExportParquet]. Formats that cannot tell
// factuality (all but plover and csv) get what is held to have happened; CAMEO's also plans to cooperate, which have codes
// of their own there (03). Memory does not grow with the number of reports. The tally is right as far as it went when
// Export fails.
func Export(w io.Writer, f Format, reports iter.Seq2[Outgoing, error], opt ExportOptions) (Exported, error) {
	if f == Plover {
		return exportPlover(w, reports)
	}
	l, ok := layoutOf(f)
	if !ok {
		return Exported{}, errFormat(f, slices.DeleteFunc(ExportFormats(), func(f Format) bool { return f == FlatParquet }))
	}
	out := newTable(w, f == FlatCSV)
	if l.header != nil {
		out.write(l.header)
	}
	var t Exported
	for o, err := range reports {
		if err != nil {
			return t, err
		}
		t.Reports++
		o.complete()
		if why := l.refuses(&o, opt); why != "" {
			t.leave(why)
			continue
		}
		l.rows(&o, func(cells ...string) {
			t.Rows++
			out.write(cells)
		})
		if out.err != nil {
			break
		}
	}
	if err := out.flush(); err != nil {
		return t, fmt.Errorf("write %s: %w", f, err)
	}
	return t, nil
}

// complete sets what the report alone tells.
func (o *Outgoing) complete() {
	if len(o.Report.Event) > 0 {
		event.Fill(&o.Report)
	}
	if o.Elected != nil && len(o.Elected.Event) > 0 {
		elected := *o.Elected
		event.Fill(&elected)
		o.Elected = &elected
	}
	o.Mentions, o.Sources, o.Articles = max(1, o.Mentions), max(1, o.Sources), max(1, o.Articles)
	if o.Added.IsZero() {
		o.Added = o.CiteInfo.Published
	}
}

// refuses tells why a report has no place in the format; "" if it has.
func (l *layout) refuses(o *Outgoing, opt ExportOptions) string {
	switch {
	case len(o.Report.Event) == 0:
		return "no type"
	case len(o.Actor) == 0:
		return "no actor"
	case l.coded && o.CAMEO == "":
		return "no CAMEO code"
	case l.coded && nobody(o.Actor) && nobody(o.Recipient):
		return "no party known"
	}
	if l.held && !opt.All {
		if why := notHeld(&o.Report, l.coded); why != "" {
			return why
		}
	}
	if l.dated && actDay(&o.Report).IsZero() {
		return "no date"
	}
	return ""
}

// nobody says that a side has neither code nor name.
func nobody(side []event.Entity) bool {
	for i := range side {
		if cameoOf(&side[i]).code != "" || nameOf(&side[i]) != "" {
			return false
		}
	}
	return true
}

// notHeld tells why an act is not held to have happened; "" if it is. In CAMEO a plan to cooperate is an act: its code
// begins with 03.
func notHeld(r *event.Report, coded bool) string {
	switch {
	case slices.Contains(r.Auxiliary, event.Negation):
		return "denied"
	case slices.Contains(r.Auxiliary, event.Hypothetical):
		return "hypothetical"
	case slices.Contains(r.Auxiliary, event.Future) && (!coded || rootOf(r.CAMEO) != 3):
		return "planned"
	}
	return ""
}

// table writes rows, as CSV or with tabs, and remembers the first error.
type table struct {
	tabs *bufio.Writer
	csv  *csv.Writer
	err  error
}

func newTable(w io.Writer, commas bool) *table {
	if commas {
		return &table{csv: csv.NewWriter(w)}
	}
	return &table{tabs: bufio.NewWriterSize(w, 1<<16)}
}

func (t *table) write(cells []string) {
	if t.err != nil {
		return
	}
	if t.csv != nil {
		t.err = t.csv.Write(cells)
		return
	}
	for i, c := range cells {
		if i > 0 {
			t.tabs.WriteByte('\t')
		}
		t.tabs.WriteString(cell(c))
	}
	t.err = t.tabs.WriteByte('\n')
}

func (t *table) flush() error {
	if t.csv != nil {
		t.csv.Flush()
		if t.err == nil {
			t.err = t.csv.Error()
		}
		return t.err
	}
	if err := t.tabs.Flush(); t.err == nil {
		t.err = err
	}
	return t.err
}

// exportPlover writes the record itself, one a line.
func exportPlover(w io.Writer, reports iter.Seq2[Outgoing, error]) (t Exported, err error) {
	out := bufio.NewWriterSize(w, 1<<16)
	for o, err := range reports {
		if err != nil {
			return t, err
		}
		t.Reports++
		line, err := event.Encode(o.Report)
		if err != nil {
			return t, err
		}
		t.Rows++
		if _, err := out.Write(line); err != nil {
			return t, fmt.Errorf("write plover: %w", err)
		}
	}
	if err := out.Flush(); err != nil {
		return t, fmt.Errorf("write plover: %w", err)
	}
	return t, nil
}
