package neural

import "fmt"

// QuantScale is the number of int8 steps in one unit of a normalised activation: ±6.35 standard deviations are kept.
const QuantScale = 20

// The kinds of layers of an Encoder. They look at a row and its two neighbours, make two numbers a and b per dimension, and
// add their result to the row.
const (
	// Maxout adds max(a, b).
	Maxout = "maxout"
	// Scan adds a running mean c of a along the sentence, c += gate(b)·(a−c); it runs forward in the first half of the
	// dimensions and backward in the second. gate(b) = ½ + ½·b/(1+|b|).
	Scan = "scan"
	// ScanAlone is Scan without the neighbours: the running mean alone carries the context.
	ScanAlone = "scan1"
)

// LayerWindow is the number of rows that a layer of a kind looks at, 3 or 1; 0 for an unknown kind.
func LayerWindow(kind string) int {
	switch kind {
	case Maxout, Scan:
		return 3
	case ScanAlone:
		return 1
	}
	return 0
}

// Encoder is a residual stack of Maxout and Scan layers over the rows of sentences.
type Encoder struct {
	dim    int
	kernel Kernel
	layers []encoderLayer
}

type encoderLayer struct {
	scan  bool
	reach int // rows to either side
	dense *Dense
}

// NewEncoder reads the layers from t: the strings "layers" give their kinds; layer i has the weights "layer.i" of
// 2·dim × window·dim and the biases "layer.i.bias".
func NewEncoder(t *Tensors, dim int, k Kernel) (*Encoder, error) {
	if dim <= 0 || dim%16 != 0 {
		return nil, fmt.Errorf("encoder of width %d", dim)
	}
	e := &Encoder{dim: dim, kernel: k}
	for i, kind := range t.Strings["layers"] {
		name := fmt.Sprintf("layer.%d", i)
		w := t.Ints[name]
		window := LayerWindow(kind)
		if window == 0 || w.Rows != 2*dim || w.Cols != window*dim {
			return nil, fmt.Errorf("%s: kind %q with weights %d × %d", name, kind, w.Rows, w.Cols)
		}
		d, err := newDense(w, t.Floats[name+".bias"], 1.0/QuantScale, window, k)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		e.layers = append(e.layers, encoderLayer{kind != Maxout, window / 2, d})
	}
	return e, nil
}

// Batch holds the rows of some sentences on their way through an Encoder. Before the first sentence, between two and after
// the last there is one empty row: sentence s begins at row Starts[s]. A Batch may be used again and again.
type Batch struct {
	Starts, Lens []int
	// X has one row of dim per token: the input, which Forward overwrites.
	X []float32
	// Q is the output: the normalised rows, QuantScale steps to the unit; empty rows are 0.
	Q []int8
	z []float32
	c []float32
}

// Reset makes the batch ready for sentences of the given lengths; X is left for the caller to fill.
func (b *Batch) Reset(lens []int, dim int) {
	b.Starts, b.Lens = b.Starts[:0], append(b.Lens[:0], lens...)
	row := 1
	for _, n := range lens {
		b.Starts = append(b.Starts, row)
		row += n + 1
	}
	b.X = grow(b.X, row*dim)
	if cap(b.Q) < row*dim {
		b.Q = make([]int8, row*dim+row*dim/2)
	}
	b.Q = b.Q[:row*dim]
	b.z = grow(b.z, row*2*dim)
	b.c = grow(b.c, dim)
}

// Forward runs the batch through all layers and leaves the result in b.Q.
func (e *Encoder) Forward(b *Batch) {
	d := e.dim
	rows := len(b.Q) / d
	for _, layer := range e.layers {
		e.normalise(b)
		// Row 0 and the last row are empty, and so have no neighbours to look at.
		layer.dense.Forward(b.z[2*d:], b.Q[(1-layer.reach)*d:], rows-2, d, nil)
		if layer.scan {
			e.scan(b)
		} else {
			e.maxout(b)
		}
	}
	e.normalise(b)
}

func (e *Encoder) normalise(b *Batch) {
	d := e.dim
	clear(b.Q[:d])
	for s, start := range b.Starts {
		for r := start; r < start+b.Lens[s]; r++ {
			e.kernel.Normalise(b.Q[r*d:(r+1)*d], b.X[r*d:(r+1)*d])
		}
		end := start + b.Lens[s]
		clear(b.Q[end*d : (end+1)*d])
	}
}

func (e *Encoder) maxout(b *Batch) {
	d := e.dim
	for s, start := range b.Starts {
		for r := start; r < start+b.Lens[s]; r++ {
			e.kernel.addMax(b.X[r*d:(r+1)*d], b.z[r*2*d:])
		}
	}
}

func (e *Encoder) scan(b *Batch) {
	d, h := e.dim, e.dim/2
	for s, start := range b.Starts {
		c := b.c[:h]
		clear(c)
		for r := start; r < start+b.Lens[s]; r++ {
			z := b.z[r*2*d:]
			e.kernel.scanStep(b.X[r*d:r*d+h], c, z[:h], z[d:d+h])
		}
		clear(c)
		for r := start + b.Lens[s] - 1; r >= start; r-- {
			z := b.z[r*2*d:]
			e.kernel.scanStep(b.X[r*d+h:(r+1)*d], c, z[h:d], z[d+h:2*d])
		}
	}
}
