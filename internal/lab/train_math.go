package lab

import (
	"math"
	"math/rand/v2"

	"github.com/casus-news/casus/internal/neural"
)

// param is a matrix of trained numbers, rows × cols, with its gradient and the moments of Adam. Of a sparse param only
// the touched rows have a gradient and move.
type param struct {
	name       string
	rows, cols int
	w, g, m, v []float32
	sparse     bool
	isTouched  []bool
	touched    []int32
}

func newParam(name string, rows, cols int, scale float64, rng *rand.Rand) *param {
	n := rows * cols
	p := &param{name: name, rows: rows, cols: cols, w: make([]float32, n), g: make([]float32, n), m: make([]float32, n), v: make([]float32, n)}
	if scale > 0 {
		for i := range p.w {
			p.w[i] = float32(rng.NormFloat64() * scale)
		}
	}
	return p
}

func (p *param) row(i int32) []float32  { return p.w[int(i)*p.cols : (int(i)+1)*p.cols] }
func (p *param) grow(i int32) []float32 { return p.g[int(i)*p.cols : (int(i)+1)*p.cols] }

// touch marks row i of a sparse param.
func (p *param) touch(i int32) {
	if !p.isTouched[i] {
		p.isTouched[i] = true
		p.touched = append(p.touched, i)
	}
}

// adam is the optimiser of Kingma and Ba (2015); rows of sparse params move only when touched.
type adam struct {
	beta1, beta2, epsilon float64
	step                  int
}

// update moves all params against their gradients and clears these.
func (a *adam) update(params []*param, rate float64) {
	a.step++
	c1 := 1 - math.Pow(a.beta1, float64(a.step))
	c2 := 1 - math.Pow(a.beta2, float64(a.step))
	f := neural.Adam{
		Beta1: float32(a.beta1), Beta2: float32(a.beta2),
		Rate: float32(rate * math.Sqrt(c2) / c1), Epsilon: float32(a.epsilon * math.Sqrt(c2)),
	}
	for _, p := range params {
		if !p.sparse {
			f.Move(p.w, p.g, p.m, p.v)
			continue
		}
		for _, i := range p.touched {
			from, to := int(i)*p.cols, (int(i)+1)*p.cols
			f.Move(p.w[from:to], p.g[from:to], p.m[from:to], p.v[from:to])
			p.isTouched[i] = false
		}
		p.touched = p.touched[:0]
	}
}

// linear sets y = x·w + bias; x has m rows ldx apart, w is in × out.
func linear(p *neural.Product, y, x []float32, m, ldx int, w, bias *param) {
	n := w.cols
	for r := range m {
		row := y[r*n : (r+1)*n]
		if bias != nil {
			copy(row, bias.w)
		} else {
			clear(row)
		}
	}
	p.Add(m, n, w.rows, neural.View{Data: x, Row: ldx, Col: 1}, neural.View{Data: w.w, Row: n, Col: 1}, y, n)
}

// linearBack adds to dx (if not nil) and to the gradients of w and bias what dy gives them.
func linearBack(p *neural.Product, dx, dy, x []float32, m, ldx int, w, bias *param) {
	n := w.cols
	if dx != nil {
		p.Add(m, w.rows, n, neural.View{Data: dy, Row: n, Col: 1}, neural.View{Data: w.w, Row: 1, Col: n}, dx, ldx)
	}
	p.Add(w.rows, n, m, neural.View{Data: x, Row: 1, Col: ldx}, neural.View{Data: dy, Row: n, Col: 1}, w.g, n)
	if bias == nil {
		return
	}
	for r := range m {
		addFloats(bias.g, dy[r*n:(r+1)*n])
	}
}

func addFloats(x, y []float32) { neural.AddRow(x, y) }

// clipAt is where normalised activations are cut, since int8 holds no more.
const clipAt = 127.0 / neural.QuantScale

// normalise sets y to the normalised rows of x, rounded as inference rounds them when round is set, and returns 1/deviation
// per row. Rows that keep does not name stay 0.
func normalise(y, x, inv []float32, d int, keep []bool, round bool) {
	for r, k := range keep {
		out, in := y[r*d:(r+1)*d], x[r*d:(r+1)*d]
		if !k {
			clear(out)
			continue
		}
		var mean, variance float32
		for _, v := range in {
			mean += v
		}
		mean /= float32(d)
		for _, v := range in {
			variance += (v - mean) * (v - mean)
		}
		f := float32(1 / math.Sqrt(float64(variance/float32(d))+1e-5))
		inv[r] = f
		for i, v := range in {
			u := min(max((v-mean)*f, -clipAt), clipAt)
			if round {
				const magic = 3 << 22
				u = (u*neural.QuantScale + magic - magic) / neural.QuantScale
			}
			out[i] = u
		}
	}
}

// normaliseBack adds to dx the gradient through normalise; y is its output, dy is changed.
func normaliseBack(dx, dy, y, inv []float32, d int, keep []bool) {
	for r, k := range keep {
		if !k {
			continue
		}
		gy, yy, gx := dy[r*d:(r+1)*d], y[r*d:(r+1)*d], dx[r*d:(r+1)*d]
		var a, b float32
		for i, v := range yy {
			if v >= clipAt-1e-4 || v <= -clipAt+1e-4 {
				gy[i] = 0
			}
			a += gy[i]
			b += gy[i] * v
		}
		a /= float32(d)
		b /= float32(d)
		for i, v := range yy {
			gx[i] += inv[r] * (gy[i] - a - v*b)
		}
	}
}

// dropout zeroes values with probability p and scales the rest; mask remembers the factors.
func dropout(x, mask []float32, p float64, rng *rand.Rand) {
	if p <= 0 {
		for i := range mask[:len(x)] {
			mask[i] = 1
		}
		return
	}
	limit := uint32(p * (1 << 16))
	f := float32(1 / (1 - p))
	mask = mask[:len(x)]
	var bits uint64
	for i := range x {
		if i&3 == 0 {
			bits = rng.Uint64()
		}
		if uint32(bits&0xffff) < limit {
			mask[i] = 0
		} else {
			mask[i] = f
		}
		bits >>= 16
		x[i] *= mask[i]
	}
}

func multiply(x, mask []float32) {
	mask = mask[:len(x)]
	for i := range x {
		x[i] *= mask[i]
	}
}

// softmaxLoss turns scores into the gradient of −log Σ p(good), times weight, and returns the loss. Scores of −Inf are
// impossible choices. good lists the right choices; it must not be empty.
func softmaxLoss(scores []float32, good []int32, weight float32) float64 {
	top := float32(math.Inf(-1))
	for _, s := range scores {
		top = max(top, s)
	}
	var sum, right float64
	for i, s := range scores {
		e := math.Exp(float64(s - top))
		scores[i] = float32(e)
		sum += e
	}
	for _, g := range good {
		right += float64(scores[g])
	}
	right = max(right, 1e-30)
	f := weight / float32(sum)
	for _, g := range good {
		// p(g) − p(g)/Σp(good), taken before the common factor below.
		scores[g] -= float32(float64(scores[g]) * sum / right)
	}
	for i := range scores {
		scores[i] *= f
	}
	return float64(weight) * (math.Log(sum) - math.Log(right))
}
