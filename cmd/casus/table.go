package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/term"

	"github.com/casus-news/casus/event"
)

// isTerminal tells whether w is a terminal.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// table prints, for each article, its title and a row for each report.
type table struct {
	w      io.Writer
	why    bool
	colour bool
	width  int
	any    bool
}

const (
	plainWidth = 160
	leastWidth = 100
)

func newTable(w io.Writer, why bool) *table {
	t := &table{w: w, why: why, width: plainWidth}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		t.colour = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
		if width, _, err := term.GetSize(int(f.Fd())); err == nil {
			t.width = max(width, leastWidth)
		}
	}
	return t
}

// The colours of the four quad categories: green for cooperation, red for conflict, bold where it is material.
var quadColours = map[int]string{1: "\x1b[32m", 2: "\x1b[1;32m", 3: "\x1b[31m", 4: "\x1b[1;31m"}

func (t *table) paint(code, s string) string {
	if !t.colour || code == "" {
		return s
	}
	return code + s + "\x1b[0m"
}

var headings = []string{"date", "type and mode", "actor → recipient", "factuality", "on whose word", "words"}

// columns shares the width out among the columns of headings; two blanks stand between columns.
func (t *table) columns() []int {
	free := t.width - 21 - 22 - 12 - 2*(len(headings)-1)
	return []int{21, 22, free * 40 / 100, 12, free * 25 / 100, free * 35 / 100}
}

func (t *table) write(c *coded) error {
	var b strings.Builder
	if t.any {
		b.WriteByte('\n')
	}
	t.any = true
	title := c.article.Title
	if title == "" {
		title = string(c.article.ID)
	}
	where := strings.Trim(c.article.Publisher+", "+c.article.Published.String(), ", ")
	fmt.Fprintf(&b, "%s\n", t.paint("\x1b[1m", title))
	if where != "" {
		fmt.Fprintf(&b, "%s\n", t.paint("\x1b[2m", where))
	}
	if len(c.reports) == 0 {
		b.WriteString("  no political acts found\n")
	} else {
		t.row(&b, headings, "\x1b[2m", 1)
	}
	for i := range c.reports {
		r := &c.reports[i]
		t.row(&b, cells(r), quadColours[r.QuadCode], 1)
		if t.why {
			for _, step := range r.Why {
				fmt.Fprintf(&b, "    %s\n", t.paint("\x1b[2m", "· "+step))
			}
		}
	}
	_, err := io.WriteString(t.w, b.String())
	return err
}

func (t *table) flush() error { return nil }

// row writes one row; the cell with index coloured is painted.
func (t *table) row(b *strings.Builder, cells []string, colour string, coloured int) {
	for i, width := range t.columns() {
		cell := pad(cells[i], width)
		if i == len(cells)-1 {
			cell = strings.TrimRight(cell, " ")
		}
		if i == coloured {
			cell = t.paint(colour, cell)
		}
		if i > 0 {
			b.WriteString("  ")
		}
		b.WriteString(cell)
	}
	b.WriteByte('\n')
}

// pad cuts or fills s to width characters.
func pad(s string, width int) string {
	n := utf8.RuneCountInString(s)
	if n <= width {
		return s + strings.Repeat(" ", width-n)
	}
	return string([]rune(s)[:width-1]) + "…"
}

func cells(r *event.Report) []string {
	kind := string(r.Event[0])
	for _, m := range r.Mode {
		kind += " " + string(m)
	}
	parties := entities(r.Actor)
	if len(r.Recipient) > 0 {
		parties += " → " + entities(r.Recipient)
	}
	fact := make([]string, len(r.Auxiliary))
	for i, a := range r.Auxiliary {
		fact[i] = string(a)
	}
	return []string{dates(r), kind, parties, strings.Join(fact, " "), source(r), strings.Join(r.EventText, " … ")}
}

func dates(r *event.Report) string {
	if r.Date.IsZero() {
		return ""
	}
	if r.EndDate.IsZero() || r.EndDate == r.Date {
		return r.Date.String()
	}
	return r.Date.String() + "/" + r.EndDate.String()
}

func source(r *event.Report) string {
	if r.Attribution == nil {
		return ""
	}
	return entity(&r.Attribution.Entity)
}

func entities(es []event.Entity) string {
	out := make([]string, len(es))
	for i := range es {
		out[i] = entity(&es[i])
	}
	return strings.Join(out, ", ")
}

// entity is "USA GOV Antony Blinken": code, sectors and the name as resolved, or else as written.
func entity(e *event.Entity) string {
	parts := []string{}
	if e.Code != "" {
		parts = append(parts, e.Code)
	}
	for _, s := range e.Sector {
		parts = append(parts, string(s))
	}
	name := e.IdentifierText
	if name == "" {
		name = e.EntityText
	}
	if name != "" {
		parts = append(parts, name)
	}
	return strings.Join(parts, " ")
}

// csvRows writes one row a report, with a header; lists are joined by "; ".
type csvRows struct {
	w      *csv.Writer
	header bool
}

func newCSV(w io.Writer) *csvRows { return &csvRows{w: csv.NewWriter(w)} }

var csvHeader = []string{"id", "article", "published", "date", "enddate", "type", "mode", "context", "auxiliary", "cameo", "quad_code",
	"event_scale", "actor_code", "actor_sector", "actor", "recipient_code", "recipient_sector", "recipient", "attribution_code",
	"attribution", "country", "place", "confidence", "event_text", "text"}

func (c *csvRows) write(in *coded) error {
	if !c.header {
		c.header = true
		if err := c.w.Write(csvHeader); err != nil {
			return err
		}
	}
	for i := range in.reports {
		if err := c.w.Write(csvRow(&in.reports[i])); err != nil {
			return err
		}
	}
	return nil
}

func (c *csvRows) flush() error {
	c.w.Flush()
	return c.w.Error()
}

func csvRow(r *event.Report) []string {
	var country, place, by, bycode string
	if r.EventLoc != nil {
		country, place = r.EventLoc.CountryCode, r.EventLoc.ResolvedPlace
	}
	if r.Attribution != nil {
		by, bycode = name(&r.Attribution.Entity), r.Attribution.Code
	}
	return []string{r.ID, r.CiteInfo.ID, r.CiteInfo.Published.String(), r.Date.String(), r.EndDate.String(), string(r.Event[0]),
		list(r.Mode), list(r.Context), list(r.Auxiliary), r.CAMEO, strconv.Itoa(r.QuadCode), strconv.FormatFloat(r.EventScale, 'f', -1, 64),
		each(r.Actor, code), each(r.Actor, sectors), each(r.Actor, name), each(r.Recipient, code), each(r.Recipient, sectors),
		each(r.Recipient, name), bycode, by, country, place, strconv.FormatFloat(r.Confidence, 'f', 4, 64),
		strings.Join(r.EventText, "; "), r.Text}
}

func list[S ~string](ss []S) string {
	out := make([]string, len(ss))
	for i, s := range ss {
		out[i] = string(s)
	}
	return strings.Join(out, "; ")
}

func each(es []event.Entity, f func(*event.Entity) string) string {
	out := make([]string, len(es))
	for i := range es {
		out[i] = f(&es[i])
	}
	return strings.Join(out, "; ")
}

func code(e *event.Entity) string    { return e.Code }
func sectors(e *event.Entity) string { return strings.ReplaceAll(list(e.Sector), "; ", "/") }

func name(e *event.Entity) string {
	if e.IdentifierText != "" {
		return e.IdentifierText
	}
	return e.EntityText
}
