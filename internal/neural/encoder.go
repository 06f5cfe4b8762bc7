package neural

import (
	"fmt"
	"math"
)

// QuantScale is the number of int8 steps in one unit of a normalised activation: ±6.35 standard deviations are kept.
const QuantScale = 20

// The kinds of layers of an Encoder. Both look at a row and its two neighbours, make two numbers a and b per dimension,
// and add their result to the row.
const (
	// Maxout adds max(a, b).
	Maxout = "maxout"
	// Scan adds a running mean c of a along the sentence, c += gate(b)·(a−c); it runs forward in the first half of the
	// dimensions and backward in the second. gate(b) = ½ + ½·b/(1+|b|).
	Scan = "scan"
)

// Window is the number of rows that a layer looks at.
const Window = 3

// normEpsilon is added to the variance in the normalisation.
const normEpsilon = 1e-5

// Encoder is a residual stack of Maxout and Scan layers over the rows of sentences.
type Encoder struct {
	dim    int
	layers []encoderLayer
}

type encoderLayer struct {
	scan  bool
	dense *Dense
}

// NewEncoder reads the layers from t: the strings "layers" give their kinds; layer i has the weights "layer.i" of
// 2·dim × Window·dim and the biases "layer.i.bias".
func NewEncoder(t *Tensors, dim int, k Kernel) (*Encoder, error) {
	if dim <= 0 || dim%8 != 0 {
		return nil, fmt.Errorf("encoder of width %d", dim)
	}
	e := &Encoder{dim: dim}
	for i, kind := range t.Strings["layers"] {
		name := fmt.Sprintf("layer.%d", i)
		w := t.Ints[name]
		if kind != Maxout && kind != Scan || w.Rows != 2*dim || w.Cols != Window*dim {
			return nil, fmt.Errorf("%s: kind %q with weights %d × %d", name, kind, w.Rows, w.Cols)
		}
		d, err := NewDense(w, t.Floats[name+".bias"], 1.0/QuantScale, k)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		e.layers = append(e.layers, encoderLayer{kind == Scan, d})
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
		layer.dense.Forward(b.z[2*d:], b.Q, rows-2, d, nil)
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
			Normalise(b.Q[r*d:(r+1)*d], b.X[r*d:(r+1)*d])
		}
		end := start + b.Lens[s]
		clear(b.Q[end*d : (end+1)*d])
	}
}

// Normalise writes (x − mean) / deviation into q, QuantScale steps to the unit. len(x) must be a multiple of 8. Sums run
// in 8 lanes, which are then added in pairs.
func Normalise(q []int8, x []float32) {
	q = q[:len(x)]
	inv := 1 / float32(len(x))
	mean := float32(sum8(x) * inv)
	variance := float32(squares8(x, mean) * inv)
	f := float32(QuantScale / math.Sqrt(float64(variance+normEpsilon)))
	for i, v := range x {
		q[i] = round8(float32((v - mean) * f))
	}
}

// round8 rounds to the nearest integer, ties to even, and clips to ±127.
func round8(v float32) int8 {
	v = min(max(v, -127), 127)
	const magic = 3 << 22 // adding it shifts the fraction out of the significand
	return int8(math.Float32bits(v+magic) & 0xff)
}

func sum8(x []float32) float32 {
	var s [8]float32
	for ; len(x) >= 8; x = x[8:] {
		for i := range s {
			s[i] += x[i]
		}
	}
	return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]))
}

func squares8(x []float32, mean float32) float32 {
	var s [8]float32
	for ; len(x) >= 8; x = x[8:] {
		for i := range s {
			v := x[i] - mean
			s[i] += float32(v * v)
		}
	}
	return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]))
}

func (e *Encoder) maxout(b *Batch) {
	d := e.dim
	for s, start := range b.Starts {
		for r := start; r < start+b.Lens[s]; r++ {
			addMax(b.X[r*d:(r+1)*d], b.z[r*2*d:])
		}
	}
}

func addMax(x, z []float32) {
	p, q := z[:len(x)], z[len(x):2*len(x)]
	for i := range x {
		x[i] += max(p[i], q[i])
	}
}

func (e *Encoder) scan(b *Batch) {
	d, h := e.dim, e.dim/2
	for s, start := range b.Starts {
		c := b.c[:h]
		clear(c)
		for r := start; r < start+b.Lens[s]; r++ {
			z := b.z[r*2*d:]
			scanStep(b.X[r*d:r*d+h], c, z[:h], z[d:d+h])
		}
		clear(c)
		for r := start + b.Lens[s] - 1; r >= start; r-- {
			z := b.z[r*2*d:]
			scanStep(b.X[r*d+h:(r+1)*d], c, z[h:d], z[d+h:2*d])
		}
	}
}

// scanStep moves c by one row of a and b and adds it to x.
func scanStep(x, c, a, b []float32) {
	c, a, b = c[:len(x)], a[:len(x)], b[:len(x)]
	for i := range x {
		f := b[i]
		gate := 0.5 + float32(0.5*f)/(1+max(f, -f))
		v := c[i] + float32(gate*(a[i]-c[i]))
		c[i] = v
		x[i] += v
	}
}
