package main

import (
	"io"
	"strings"
	"unicode/utf8"
)

// grid prints rows under headings. Columns are as wide as what they hold; where that is too much for the terminal, the
// stretching columns are cut.
type grid struct {
	t        *table
	headings []string
	// stretch marks the columns that are cut when room is short
	stretch []bool
	// right marks columns of numbers
	right []bool
	rows  [][]string
	// colours paint one cell of a row, by row
	colours []string
	painted int
}

// newGrid makes a grid of columns such as "date", ">count" (numbers, to the right) and "text*" (may be cut).
func newGrid(w io.Writer, columns ...string) *grid {
	g := &grid{t: newTable(w, false)}
	for _, c := range columns {
		g.right = append(g.right, strings.HasPrefix(c, ">"))
		g.stretch = append(g.stretch, strings.HasSuffix(c, "*"))
		g.headings = append(g.headings, strings.Trim(c, ">*"))
	}
	return g
}

// add adds a row; colour paints its cell number painted.
func (g *grid) add(colour string, cells ...string) {
	for i := range cells {
		cells[i] = strings.Join(strings.Fields(cells[i]), " ")
	}
	g.rows = append(g.rows, cells)
	g.colours = append(g.colours, colour)
}

// widths are the columns' widths; two blanks stand between columns.
func (g *grid) widths() []int {
	out := make([]int, len(g.headings))
	stretching := 0
	for i := range out {
		out[i] = utf8.RuneCountInString(g.headings[i])
		for _, r := range g.rows {
			out[i] = max(out[i], utf8.RuneCountInString(r[i]))
		}
		if g.stretch[i] {
			stretching++
		}
	}
	room := g.t.width - 2*(len(out)-1)
	for i := range out {
		if !g.stretch[i] {
			room -= out[i]
		}
	}
	// A column that needs less than its share leaves the rest to the others.
	for pass := stretching; pass > 0; pass-- {
		share, narrow := room/pass, -1
		for i := range out {
			if g.stretch[i] && out[i] > 0 && (narrow < 0 || out[i] < out[narrow]) {
				narrow = i
			}
		}
		if narrow < 0 {
			break
		}
		room -= min(out[narrow], max(share, 8))
		out[narrow] = -min(out[narrow], max(share, 8))
	}
	for i := range out {
		out[i] = max(out[i], -out[i])
	}
	return out
}

func (g *grid) flush() error {
	var b strings.Builder
	widths := g.widths()
	g.line(&b, widths, g.headings, "\x1b[2m", -1)
	for i, r := range g.rows {
		g.line(&b, widths, r, g.colours[i], g.painted)
	}
	_, err := io.WriteString(g.t.w, b.String())
	return err
}

// line writes one row; the cell painted is painted, or all with -1.
func (g *grid) line(b *strings.Builder, widths []int, cells []string, colour string, painted int) {
	var out strings.Builder
	for i, c := range cells {
		if i > 0 {
			out.WriteString("  ")
		}
		c = pad(c, widths[i])
		if g.right[i] {
			text := strings.TrimRight(c, " ")
			c = strings.Repeat(" ", utf8.RuneCountInString(c)-utf8.RuneCountInString(text)) + text
		}
		if i == painted || painted < 0 {
			c = g.t.paint(colour, c)
		}
		out.WriteString(c)
	}
	b.WriteString(strings.TrimRight(out.String(), " "))
	b.WriteByte('\n')
}
