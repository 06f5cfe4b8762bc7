package main

import (
	"image/color"
	"os"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"

	"github.com/casus-news/casus/internal/store"
)

// The picture's colours, told apart by those who see no red or green too (Okabe and Ito 2008): cooperation in blues,
// conflict in oranges, the material darker than the verbal.
func pictureColours() [4]color.RGBA {
	return [4]color.RGBA{{0x56, 0xb4, 0xe9, 0xff}, {0x00, 0x72, 0xb2, 0xff}, {0xe6, 0x9f, 0x00, 0xff}, {0xd5, 0x5e, 0x00, 0xff}}
}

const (
	pictureWidth  = 24 * vg.Centimeter
	pictureHeight = 14 * vg.Centimeter
)

// drawTimeline draws counts as bars, cooperation upwards and conflict downwards, and below them the index of tension.
func drawTimeline(name, kind, title, by string, periods []store.Period) error {
	bars, err := barPlot(title, by, periods)
	if err != nil {
		return err
	}
	line, err := tensionPlot(periods)
	if err != nil {
		return err
	}
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	if kind == "svg" {
		c := vgsvg.New(pictureWidth, pictureHeight)
		stack(draw.New(c), bars, line)
		if _, err := c.WriteTo(f); err != nil {
			return err
		}
		return f.Close()
	}
	c := vgimg.NewWith(vgimg.UseWH(pictureWidth, pictureHeight), vgimg.UseDPI(150))
	stack(draw.New(c), bars, line)
	if _, err := (vgimg.PngCanvas{Canvas: c}).WriteTo(f); err != nil {
		return err
	}
	return f.Close()
}

// stack draws two plots above each other with one time axis.
func stack(dc draw.Canvas, upper, lower *plot.Plot) {
	plots := [][]*plot.Plot{{upper}, {lower}}
	tiles := draw.Tiles{Rows: 2, Cols: 1, PadTop: vg.Millimeter * 2, PadBottom: vg.Millimeter * 2, PadLeft: vg.Millimeter * 3, PadRight: vg.Millimeter * 5, PadY: vg.Millimeter * 3}
	canvases := plot.Align(plots, tiles, dc)
	for i := range plots {
		plots[i][0].Draw(canvases[i][0])
	}
}

func barPlot(title, by string, periods []store.Period) (*plot.Plot, error) {
	p := plot.New()
	p.Title.Text = title
	p.Y.Label.Text = "events by " + by
	p.Legend.Top = true
	p.Legend.Left = true
	timeAxis(p, periods)
	names := [4]string{"verbal cooperation", "material cooperation", "verbal conflict", "material conflict"}
	for q, c := range pictureColours() {
		bars := make([]plotter.XYs, 0, len(periods))
		for i, d := range periods {
			if d.Quads[q] == 0 {
				continue
			}
			from, to := edges(periods, i)
			// material stands on top of verbal; conflict grows downwards
			base := 0.0
			if q == 1 || q == 3 {
				base = float64(d.Quads[q-1])
			}
			lo, hi := base, base+float64(d.Quads[q])
			if q >= 2 {
				lo, hi = -lo, -hi
			}
			bars = append(bars, plotter.XYs{{X: from, Y: lo}, {X: to, Y: lo}, {X: to, Y: hi}, {X: from, Y: hi}})
		}
		var swatch *plotter.Polygon
		for _, xys := range bars {
			poly, err := plotter.NewPolygon(xys)
			if err != nil {
				return nil, err
			}
			poly.Color, poly.LineStyle.Width = c, 0
			p.Add(poly)
			swatch = poly
		}
		if swatch != nil {
			p.Legend.Add(names[q], swatch)
		}
	}
	p.Y.Max = max(p.Y.Max, 1) * 1.5 // room for the legend
	zero, err := plotter.NewLine(plotter.XYs{{X: p.X.Min, Y: 0}, {X: p.X.Max, Y: 0}})
	if err != nil {
		return nil, err
	}
	p.Add(zero)
	return p, nil
}

func tensionPlot(periods []store.Period) (*plot.Plot, error) {
	p := plot.New()
	p.Y.Label.Text = "tension (50 is even)"
	p.Y.Min, p.Y.Max = 0, 100
	timeAxis(p, periods)
	even, err := plotter.NewLine(plotter.XYs{{X: p.X.Min, Y: 50}, {X: p.X.Max, Y: 50}})
	if err != nil {
		return nil, err
	}
	even.Color, even.Dashes = color.Gray{0x99}, []vg.Length{vg.Points(3), vg.Points(3)}
	p.Add(even)
	var run plotter.XYs
	flush := func() error {
		if len(run) == 0 {
			return nil
		}
		line, points, err := plotter.NewLinePoints(run)
		if err != nil {
			return err
		}
		line.Color, line.Width = pictureColours()[3], vg.Points(1.5)
		points.Color, points.Radius, points.Shape = pictureColours()[3], vg.Points(1.8), draw.CircleGlyph{}
		p.Add(line, points)
		run = nil
		return nil
	}
	for i, d := range periods {
		if d.Events == 0 {
			if err := flush(); err != nil { // silence breaks the line
				return nil, err
			}
			continue
		}
		from, to := edges(periods, i)
		run = append(run, plotter.XY{X: (from + to) / 2, Y: d.Tension})
	}
	return p, flush()
}

// timeAxis sets the days as the horizontal axis.
func timeAxis(p *plot.Plot, periods []store.Period) {
	first, _ := edges(periods, 0)
	_, last := edges(periods, len(periods)-1)
	p.X.Min, p.X.Max = first, last
	step := (len(periods) + mostLabels - 1) / mostLabels
	var ticks []plot.Tick
	for i := 0; i < len(periods); i += step {
		from, _ := edges(periods, i)
		ticks = append(ticks, plot.Tick{Value: from, Label: periods[i].Start.String()})
	}
	p.X.Tick.Marker = plot.ConstantTicks(ticks)
}

// mostLabels is the number of days that find room under the axis.
const mostLabels = 9

// edges are where period i begins and ends, in seconds.
func edges(periods []store.Period, i int) (from, to float64) {
	const day = 86400
	from = float64(periods[i].Start.Time().Unix())
	switch {
	case i+1 < len(periods):
		return from, float64(periods[i+1].Start.Time().Unix())
	case i > 0:
		return from, from + from - float64(periods[i-1].Start.Time().Unix())
	}
	return from, from + day
}
