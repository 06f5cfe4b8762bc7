package neural

import (
	"fmt"
	"sync"
)

// Kernel names an implementation of the integer matrix product. All give the same bits.
type Kernel uint8

// The kernels, slowest first.
const (
	// Portable is plain Go: three products in each 64-bit multiplication.
	Portable Kernel = iota
	// AVX2 multiplies pairs of 16-bit integers, 8 sums at a time.
	AVX2
	// VNNI multiplies quadruples of 8-bit integers, 16 sums at a time (AVX-512).
	VNNI
)

// String returns the name of the kernel.
func (k Kernel) String() string { return [...]string{"portable", "avx2", "vnni"}[k] }

// Kernels lists what this machine can run, slowest first; the first is [Portable].
func Kernels() []Kernel {
	list := []Kernel{Portable}
	if hasAVX2 {
		list = append(list, AVX2)
	}
	if hasVNNI {
		list = append(list, VNNI)
	}
	return list
}

// Best is the fastest kernel of this machine.
func Best() Kernel {
	list := Kernels()
	return list[len(list)-1]
}

// Outputs of a Dense are padded to a multiple of outAlign; inputs must be a multiple of inAlign.
const (
	outAlign = 32
	inAlign  = 4
	maxIn    = 1 << 24 / (127 * 127)
)

// Dense is a linear map from int8 rows to float32 rows: y = rowScale · scale ∘ (W·x) + bias.
type Dense struct {
	in, out, width int
	kernel         Kernel
	scale, bias    []float32
	w3             []uint64   // Portable: see packThree
	block          int        // inputs in a block of w3
	pool           *sync.Pool // of *portableWork, or of *windowWork with w9
	w9             []uint64   // Portable, windows of three rows: see packWindow
	shift9         []uint128  // with w9: what is added to each sum
	w16            []int16    // AVX2: panels of 16 outputs, inputs in pairs
	w8             []int8     // VNNI: panels of 16 outputs, inputs in quadruples
	// shift is what the VNNI kernel, which adds 128 to each input, must take off each sum.
	shift []int32
}

// NewDense prepares the map with weights w (outputs × inputs) for a kernel. inScale multiplies every input; bias may be nil.
func NewDense(w Rows8, bias []float32, inScale float32, k Kernel) (*Dense, error) {
	return newDense(w, bias, inScale, 1, k)
}

// newDense is [NewDense] for rows that are windows of so many shorter rows: Forward's stride must be In/window.
func newDense(w Rows8, bias []float32, inScale float32, window int, k Kernel) (*Dense, error) {
	if w.Cols == 0 || w.Rows == 0 || w.Cols%inAlign != 0 || len(w.Data) != w.Rows*w.Cols || len(w.Scale) != w.Rows {
		return nil, fmt.Errorf("weights %d × %d with %d values and %d scales", w.Rows, w.Cols, len(w.Data), len(w.Scale))
	}
	if w.Cols > maxIn {
		return nil, fmt.Errorf("%d inputs; at most %d keep the sums exact in float32", w.Cols, maxIn)
	}
	if bias != nil && len(bias) != w.Rows {
		return nil, fmt.Errorf("%d biases for %d outputs", len(bias), w.Rows)
	}
	d := &Dense{in: w.Cols, out: w.Rows, kernel: k, pool: &sync.Pool{}}
	d.width = (w.Rows + outAlign - 1) / outAlign * outAlign
	d.scale, d.bias = make([]float32, d.width), make([]float32, d.width)
	for o, s := range w.Scale {
		d.scale[o] = float32(s * inScale)
	}
	copy(d.bias, bias)
	switch {
	case k == AVX2:
		d.packPairs(w)
	case k == VNNI:
		d.packQuads(w)
	case window == 3 && d.in%3 == 0 && d.in/3 <= windowMax:
		d.packWindow(w)
	default:
		d.packThree(w)
	}
	return d, nil
}

// In is the number of inputs, Out of outputs; Width is Out rounded up to the length of an output row.
func (d *Dense) In() int { return d.in }

// Out is the number of outputs.
func (d *Dense) Out() int { return d.out }

// Width is the length of an output row: Out rounded up. What lies behind Out is 0.
func (d *Dense) Width() int { return d.width }

// Forward maps rows of x, which begin stride apart and may overlap, to rows of dst, which are Width apart. rowScale has
// one factor per row; nil means 1.
func (d *Dense) Forward(dst []float32, x []int8, rows, stride int, rowScale []float32) {
	if rows == 0 {
		return
	}
	_, _ = dst[rows*d.width-1], x[(rows-1)*stride+d.in-1]
	if rowScale != nil {
		_ = rowScale[rows-1]
	}
	switch {
	case d.kernel != Portable:
		d.forwardVector(dst, x, rows, stride, rowScale)
	case d.w9 != nil:
		if stride != d.in/3 {
			panic("neural: the rows of a window are not side by side")
		}
		d.forwardWindow(dst, x, rows, rowScale)
	default:
		d.forwardThree(dst, x, rows, stride, rowScale)
	}
}

// The portable kernel holds three weights in one 64-bit word, 21 bits apart: a multiplication by an input gives three
// products at once, and sums of up to laneBlock of them stay inside their 21 signed bits, since 64·127·127 < 2²⁰.
const (
	laneBits  = 21
	laneBlock = 64
	laneStep  = 8 // of the inner loop
)

// packThree sorts the weights by block of inputs, then group of three outputs, then input. The number of groups is even, so
// that the inner loop takes two at a time; blocks are filled up with zeros.
func (d *Dense) packThree(w Rows8) {
	blocks := (d.in + laneBlock - 1) / laneBlock
	d.block = ((d.in+blocks-1)/blocks + laneStep - 1) / laneStep * laneStep
	groups := d.groups()
	d.w3 = make([]uint64, blocks*groups*d.block)
	for o := range d.out {
		for i, v := range w.Data[o*d.in : (o+1)*d.in] {
			at := (i/d.block*groups+o/3)*d.block + i%d.block
			d.w3[at] += uint64(int64(v)) << (laneBits * (o % 3))
		}
	}
}

// groups is the number of groups of three outputs, rounded up to an even number.
func (d *Dense) groups() int { return (d.out + 5) / 6 * 2 }

// portableRows is the number of rows that share a block of weights while it is in the first cache.
const portableRows = 8

// portableWork is the memory of forwardThree.
type portableWork struct {
	x    [portableRows][laneBlock]uint64
	sums []int32
}

// forwardThree makes portableRows rows at a time, in pairs.
func (d *Dense) forwardThree(dst []float32, x []int8, rows, stride int, rowScale []float32) {
	work, _ := d.pool.Get().(*portableWork)
	width := max(d.groups()*3, d.width)
	if work == nil {
		work = &portableWork{sums: make([]int32, portableRows*width)}
	}
	for r := 0; r < rows; r += portableRows {
		n := min(portableRows, rows-r)
		clear(work.sums)
		for i := 0; i < d.in; i += d.block {
			for k := range n {
				widen(&work.x[k], x[(r+k)*stride+i:(r+k)*stride+min(d.in, i+d.block)])
			}
			d.addBlock(work, i, n, width)
		}
		for k := range n {
			d.finish(dst[(r+k)*d.width:(r+k+1)*d.width], work.sums[k*width:], rowScale, r+k)
		}
	}
	d.pool.Put(work)
}

// addBlock adds the products of the block that begins at input i to the sums of n rows.
func (d *Dense) addBlock(work *portableWork, i, n, width int) {
	groups, size := d.groups(), d.block
	w := d.w3[i*groups : (i+size)*groups]
	for o := 0; len(w) > 0; o += 6 {
		u, v := w[:size], w[size:2*size]
		w = w[2*size:]
		for k := 0; k < n; k += 2 {
			// Behind an odd last row stands what was left there: its sums are never read.
			a0, b0, a1, b1 := dotBlock(&work.x[k], &work.x[k+1], u, v)
			split((*[6]int32)(work.sums[k*width+o:]), a0, b0)
			split((*[6]int32)(work.sums[(k+1)*width+o:]), a1, b1)
		}
	}
}

// widen copies x and leaves zeros behind it.
func widen(dst *[laneBlock]uint64, x []int8) {
	for i, v := range x[:min(laneBlock, len(x))] {
		dst[i] = uint64(int64(v))
	}
}

// dotBlock multiplies two rows with two groups of weights. Loads shared by two rows, and eight steps at a time, bring it to
// 9.5 GMAC/s where the plain loop over int8 makes 2 (AMD EPYC 9004, one core).
func dotBlock(x0, x1 *[laneBlock]uint64, u, v []uint64) (a0, b0, a1, b1 uint64) {
	for i := 0; i+laneStep <= len(u); i += laneStep {
		p, q := (*[laneStep]uint64)(x0[i:]), (*[laneStep]uint64)(x1[i:])
		us, vs := (*[laneStep]uint64)(u[i:]), (*[laneStep]uint64)(v[i:])
		a0 += p[0]*us[0] + p[1]*us[1] + p[2]*us[2] + p[3]*us[3] + p[4]*us[4] + p[5]*us[5] + p[6]*us[6] + p[7]*us[7]
		a1 += q[0]*us[0] + q[1]*us[1] + q[2]*us[2] + q[3]*us[3] + q[4]*us[4] + q[5]*us[5] + q[6]*us[6] + q[7]*us[7]
		b0 += p[0]*vs[0] + p[1]*vs[1] + p[2]*vs[2] + p[3]*vs[3] + p[4]*vs[4] + p[5]*vs[5] + p[6]*vs[6] + p[7]*vs[7]
		b1 += q[0]*vs[0] + q[1]*vs[1] + q[2]*vs[2] + q[3]*vs[3] + q[4]*vs[4] + q[5]*vs[5] + q[6]*vs[6] + q[7]*vs[7]
	}
	return a0, b0, a1, b1
}

// split adds the three sums in a and the three in b to y.
func split(y *[6]int32, a, b uint64) {
	const rest = 64 - laneBits
	low := int64(a) << rest >> rest
	high := (int64(a) - low) >> laneBits
	mid := high << rest >> rest
	y[0] += int32(low)
	y[1] += int32(mid)
	y[2] += int32((high - mid) >> laneBits)
	low = int64(b) << rest >> rest
	high = (int64(b) - low) >> laneBits
	mid = high << rest >> rest
	y[3] += int32(low)
	y[4] += int32(mid)
	y[5] += int32((high - mid) >> laneBits)
}

// finish turns the sums of row r into outputs, in the order that the vector kernels follow.
func (d *Dense) finish(out []float32, sums []int32, rowScale []float32, r int) {
	rs := float32(1)
	if rowScale != nil {
		rs = rowScale[r]
	}
	sums, scale, bias := sums[:len(out)], d.scale[:len(out)], d.bias[:len(out)]
	for o, s := range sums {
		out[o] = float32(float32(float32(s)*scale[o])*rs) + bias[o]
	}
}

// one is the factor of every row where no factors are given.
var one = [1]float32{1}

// packPairs lays the weights out for the AVX2 kernel: panels of panelAVX2 outputs; in each, pairs of inputs; in each, the
// outputs; each value as int16.
func (d *Dense) packPairs(w Rows8) {
	d.w16 = make([]int16, d.width*d.in)
	for o := range d.out {
		panel := d.w16[o/panelAVX2*panelAVX2*d.in:]
		for i, v := range w.Data[o*d.in : (o+1)*d.in] {
			panel[i/2*2*panelAVX2+o%panelAVX2*2+i%2] = int16(v)
		}
	}
}

// packQuads lays the weights out for the VNNI kernel: panels of panelVNNI outputs; in each, quadruples of inputs; in each,
// the outputs.
func (d *Dense) packQuads(w Rows8) {
	d.w8 = make([]int8, d.width*d.in)
	d.shift = make([]int32, d.width)
	for o := range d.out {
		panel := d.w8[o/panelVNNI*panelVNNI*d.in:]
		for i, v := range w.Data[o*d.in : (o+1)*d.in] {
			panel[i/4*4*panelVNNI+o%panelVNNI*4+i%4] = v
			d.shift[o] += 128 * int32(v)
		}
	}
}

// The number of outputs that one call of a vector kernel makes.
const (
	panelAVX2 = 16
	panelVNNI = 32
)
