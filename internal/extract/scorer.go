package extract

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/neural"
)

// ModelFile is the name of the learned scorer in a bundle.
const ModelFile = "events.bin"

// PairsFile is the name of the scorer of pairs in a bundle.
const PairsFile = "pairs.bin"

// Labels is the number of classes that the scorer tells apart: no event, then the 16 types in the code book's order.
const Labels = 17

// Label is the scorer's class of a type, 0 for none.
func Label(t event.Type) int { return slices.Index(types(), t) + 1 }

// Clues are what the scorer sees of a candidate word: word vectors of the word and of those round it, end to end, and named features that
// are there or not ("frame=ACCUSE", "lemma=condemn").
type Clues struct {
	Dense []float32
	Names []string
}

// The words whose vectors are laid end to end in [Clues.Dense].
const (
	blockWord = iota
	blockObj
	blockSubj
	blockGovernor
	blockOblique
	blockScene
	blockStory
	blocks
)

// Model is the learned scorer: a linear layer over all clues beside a small hidden layer.
// Logits are Bias + Σ Wide[clue] + Out · tanh(In · dense + Σ Deep[clue] + HiddenBias).
type Model struct {
	Hidden int
	// Dim is the length of the dense clues.
	Dim int
	// Names are the known clues; a clue that is not among them counts nothing.
	Names []string
	// Wide is len(Names) × Labels, Deep len(Names) × Hidden, In Dim × Hidden, Out Hidden × Labels, Flat Dim × Labels.
	Wide, Deep, In, Out, Flat []float32
	Bias, HiddenBias          []float32
	// Curve turns the raw probability of an event into a calibrated one: pairs of raw and calibrated, raw rising.
	Curve []float32
	// Threshold is the least probability of an event that is reported.
	Threshold float32

	index map[string]int
	// joint is In and Flat side by side, Dim × (Hidden + Labels), so that one pass over the dense clues feeds both.
	joint []float32
}

// Encode is the content of a model file; weights are stored as int8 with one scale a row.
func (m *Model) Encode() []byte {
	t := neural.NewTensors()
	t.Strings["names"] = m.Names
	t.Ints["wide"] = neural.Quantise(m.Wide, len(m.Names), Labels)
	t.Ints["deep"] = neural.Quantise(m.Deep, len(m.Names), m.Hidden)
	t.Ints["in"] = neural.Quantise(m.In, m.Dim, m.Hidden)
	t.Ints["out"] = neural.Quantise(m.Out, m.Hidden, Labels)
	t.Ints["flat"] = neural.Quantise(m.Flat, m.Dim, Labels)
	t.Floats["bias"] = m.Bias
	t.Floats["hidden"] = m.HiddenBias
	t.Floats["curve"] = m.Curve
	t.Floats["threshold"] = []float32{m.Threshold}
	return t.Append(nil)
}

// ReadModel reads what [Model.Encode] wrote and checks that the parts fit together.
func ReadModel(data []byte) (*Model, error) {
	t, err := neural.ReadTensors(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", ModelFile, err)
	}
	m := &Model{
		Names: t.Strings["names"], Bias: t.Floats["bias"], HiddenBias: t.Floats["hidden"], Curve: t.Floats["curve"],
		Wide: widen(t.Ints["wide"]), Deep: widen(t.Ints["deep"]), In: widen(t.Ints["in"]), Out: widen(t.Ints["out"]), Flat: widen(t.Ints["flat"]),
		Hidden: len(t.Floats["hidden"]), Dim: t.Ints["in"].Rows,
	}
	if th := t.Floats["threshold"]; len(th) == 1 {
		m.Threshold = th[0]
	}
	if err := m.check(); err != nil {
		return nil, fmt.Errorf("%s: %w; train the bundle again", ModelFile, err)
	}
	m.Index()
	return m, nil
}

func (m *Model) check() error {
	n := len(m.Names)
	if len(m.Bias) != Labels || len(m.Wide) != n*Labels || len(m.Deep) != n*m.Hidden || len(m.In) != m.Dim*m.Hidden ||
		len(m.Out) != m.Hidden*Labels || len(m.Flat) != m.Dim*Labels || len(m.Curve)%2 != 0 {
		return fmt.Errorf("the parts of the scorer do not fit together (%d clues, %d dense, %d hidden)", n, m.Dim, m.Hidden)
	}
	return nil
}

// Index makes the model ready for use after its Names and weights are set.
func (m *Model) Index() {
	if len(m.In) == m.Dim*m.Hidden && len(m.Flat) == m.Dim*Labels {
		m.joint = make([]float32, 0, len(m.In)+len(m.Flat))
		for d := range m.Dim {
			m.joint = append(append(m.joint, m.In[d*m.Hidden:(d+1)*m.Hidden]...), m.Flat[d*Labels:(d+1)*Labels]...)
		}
	}
	m.index = make(map[string]int, len(m.Names))
	for i, n := range m.Names {
		m.index[n] = i
	}
}

func widen(q neural.Rows8) []float32 {
	out := make([]float32, len(q.Data))
	for i := range q.Rows {
		for j := range q.Cols {
			out[i*q.Cols+j] = q.Scale[i] * float32(q.Data[i*q.Cols+j])
		}
	}
	return out
}

// Known are the indices of the clues that the model knows.
func (m *Model) Known(names []string) []int {
	out := make([]int, 0, len(names))
	for _, n := range names {
		if i, ok := m.index[n]; ok {
			out = append(out, i)
		}
	}
	return out
}

// Probabilities are the model's probabilities of the labels for a candidate; they sum to 1.
func (m *Model) Probabilities(dense []float32, known []int) [Labels]float64 {
	return softmax(m.Scores(dense, known))
}

// Scores are the model's scores of the labels for a candidate, of any size: [Model.Probabilities] is their softmax.
func (m *Model) Scores(dense []float32, known []int) [Labels]float32 {
	width := m.Hidden + Labels
	sum := make([]float32, width)
	copy(sum, m.HiddenBias)
	copy(sum[m.Hidden:], m.Bias)
	for _, k := range known {
		for j, v := range m.Deep[k*m.Hidden : (k+1)*m.Hidden] {
			sum[j] += v
		}
		for j, v := range m.Wide[k*Labels : (k+1)*Labels] {
			sum[m.Hidden+j] += v
		}
	}
	for d, x := range dense[:min(len(dense), m.Dim)] {
		if x != 0 {
			addScaled(sum, x, m.joint[d*width:(d+1)*width])
		}
	}
	hidden := sum[:m.Hidden]
	var z [Labels]float32
	copy(z[:], sum[m.Hidden:])
	for h, x := range hidden {
		a := float32(math.Tanh(float64(x)))
		for j, v := range m.Out[h*Labels : (h+1)*Labels] {
			z[j] += a * v
		}
	}
	return z
}

// addScaled adds a × x to y.
func addScaled(y []float32, a float32, x []float32) {
	x = x[:len(y)]
	for len(y) >= 4 {
		y[0] += a * x[0]
		y[1] += a * x[1]
		y[2] += a * x[2]
		y[3] += a * x[3]
		y, x = y[4:], x[4:]
	}
	for i := range y {
		y[i] += a * x[i]
	}
}

func softmax(z [Labels]float32) [Labels]float64 {
	top := slices.Max(z[:])
	var p [Labels]float64
	sum := 0.0
	for j, v := range z {
		p[j] = math.Exp(float64(v - top))
		sum += p[j]
	}
	for j := range p {
		p[j] /= sum
	}
	return p
}

// calibrate reads the curve at p, straight between its points.
func (m *Model) calibrate(p float64) float64 {
	c := m.Curve
	if len(c) < 4 {
		return p
	}
	for i := 2; i < len(c); i += 2 {
		if x := float64(c[i]); p <= x || i+2 == len(c) {
			x0, y0, y1 := float64(c[i-2]), float64(c[i-1]), float64(c[i+1])
			if x <= x0 {
				return y1
			}
			w := min(max((p-x0)/(x-x0), 0), 1)
			return y0 + w*(y1-y0)
		}
	}
	return p
}

// heaviest names the two known clues that speak most for label, in plain words.
func (m *Model) heaviest(names []string, label int) []string {
	type clue struct {
		name   string
		weight float32
	}
	var all []clue
	for _, n := range names {
		if i, ok := m.index[n]; ok {
			all = append(all, clue{n, m.Wide[i*Labels+label] - m.Wide[i*Labels]})
		}
	}
	slices.SortStableFunc(all, func(a, b clue) int {
		switch {
		case a.weight > b.weight:
			return -1
		case a.weight < b.weight:
			return 1
		}
		return strings.Compare(a.name, b.name)
	})
	var out []string
	for _, c := range all {
		if c.weight > 0.1 && len(out) < 2 {
			out = append(out, plain(c.name))
		}
	}
	return out
}

// plain says a clue in words.
func plain(clue string) string {
	kind, value, _ := strings.Cut(clue, "=")
	switch kind {
	case "lemma":
		return "the word “" + value + "”"
	case "frame":
		return "a frame of the lexicon for " + value
	case "obj":
		return "its object “" + value + "”"
	case "gov":
		return "it hangs on “" + value + "”"
	case "subjkind":
		return "its subject is a " + value
	case "objkind":
		return "its object is a " + value
	case "prep":
		return "a phrase with “" + value + "”"
	case "op":
		return "it stands under a verb of the class “" + value + "”"
	}
	return strings.ReplaceAll(clue, "=", " ")
}
