package lab

import (
	"io"
	"math"
	"math/rand/v2"
	"testing"
	"testing/fstest"

	"github.com/casus-news/casus/internal/extract"
)

func TestEventNetGradient(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	n := newEventNet(5, 4, EventsConfig{Hidden: 3}, rng)
	for _, p := range n.params() {
		for i := range p.w {
			p.w[i] = float32(rng.NormFloat64() * 0.3)
		}
	}
	row := &eventRow{dense: []float32{0.5, 0, -1, 2}, known: []int{0, 3}, label: 2, weight: 0.7}
	n.learn(row, 0, rng)
	loss := func() float64 {
		m := &extract.Model{Hidden: 3, Dim: 4, Names: make([]string, 5)}
		n.write(m)
		return -0.7 * math.Log(m.Probabilities(row.dense, row.known)[row.label])
	}
	const h = 1e-2
	for _, p := range n.params() {
		for i := range p.w {
			old := p.w[i]
			p.w[i] = old + h
			up := loss()
			p.w[i] = old - h
			down := loss()
			p.w[i] = old
			if got, want := float64(p.g[i]), (up-down)/(2*h); math.Abs(got-want) > 1e-3 {
				t.Errorf("%s %d: gradient %.5f, finite difference %.5f", p.name, i, got, want)
			}
		}
	}
}

// toyRows are two articles in which the clue "deed" makes an event of label 3.
func toyRows() []eventRow {
	var rows []eventRow
	for g := range 6 {
		for k := range 40 {
			r := eventRow{dense: []float32{float32(k % 3), 1}, names: []string{"always"}, weight: 1, group: g}
			if k%4 == 0 {
				r.names, r.label = []string{"always", "deed"}, 3
			}
			rows = append(rows, r)
		}
	}
	return rows
}

func TestTrainingFindsThePlainClueAndIsRepeatable(t *testing.T) {
	cfg := EventsConfig{Hidden: 4, Folds: 3, Epochs: 20, Drop: 0.1, Rate: 0.03}.withDefaults()
	a, rep, err := trainEventRows(toyRows(), 6, 2, cfg, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if rep.F1 < 0.95 {
		t.Errorf("F1 %.3f out of fold, want at least 0.95", rep.F1)
	}
	b, _, err := trainEventRows(toyRows(), 6, 2, cfg, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if string(a.Encode()) != string(b.Encode()) {
		t.Error("two trainings on the same rows differ")
	}
	for i := 2; i < len(a.Curve); i += 2 {
		if a.Curve[i] < a.Curve[i-2] || a.Curve[i+1] < a.Curve[i-1] {
			t.Errorf("calibration falls at point %d: %v", i/2, a.Curve)
		}
	}
}

func TestReadSentences(t *testing.T) {
	files := fstest.MapFS{"a.sentences": {Data: []byte("# a comment\n[AID - 07]\n[1 France] [v sent] aid to [2 Mali].\n[NONE]\nThe match ended in a draw.\n")}}
	got, err := ReadSentences(files)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0].Type != "AID" || got[1].Type != "NONE" || got[1].Text != "The match ended in a draw." {
		t.Errorf("got %+v", got)
	}
	files["b.sentences"] = &fstest.MapFile{Data: []byte("[1 X] [v met] [1 Y].\n")}
	if _, err := ReadSentences(files); err == nil {
		t.Error("a sentence before the first section is read without error")
	}
}
