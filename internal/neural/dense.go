package neural

import "fmt"

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
)

// Dense is a linear map from int8 rows to float32 rows: y = rowScale · scale ∘ (W·x) + bias.
type Dense struct {
	in, out, width int
	kernel         Kernel
	scale, bias    []float32
	w3             []uint64 // Portable: see packThree
	w16            []int16  // AVX2: panels of 16 outputs, inputs in pairs
	w8             []int8   // VNNI: panels of 16 outputs, inputs in quadruples
	// shift is what the VNNI kernel, which adds 128 to each input, must take off each sum.
	shift []int32
}

// NewDense prepares the map with weights w (outputs × inputs) for a kernel. inScale multiplies every input; bias may be nil.
func NewDense(w Rows8, bias []float32, inScale float32, k Kernel) (*Dense, error) {
	if w.Cols == 0 || w.Rows == 0 || w.Cols%inAlign != 0 || len(w.Data) != w.Rows*w.Cols || len(w.Scale) != w.Rows {
		return nil, fmt.Errorf("weights %d × %d with %d values and %d scales", w.Rows, w.Cols, len(w.Data), len(w.Scale))
	}
	if bias != nil && len(bias) != w.Rows {
		return nil, fmt.Errorf("%d biases for %d outputs", len(bias), w.Rows)
	}
	d := &Dense{in: w.Cols, out: w.Rows, kernel: k}
	d.width = (w.Rows + outAlign - 1) / outAlign * outAlign
	d.scale, d.bias = make([]float32, d.width), make([]float32, d.width)
	for o, s := range w.Scale {
		d.scale[o] = float32(s * inScale)
	}
	copy(d.bias, bias)
	switch k {
	case AVX2:
		d.packPairs(w)
	case VNNI:
		d.packQuads(w)
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
	switch d.kernel {
	case AVX2, VNNI:
		d.forwardVector(dst, x, rows, stride, rowScale)
	default:
		d.forwardThree(dst, x, rows, stride)
		d.finish(dst, rows, rowScale)
	}
}

// The portable kernel holds three weights in one 64-bit word, 21 bits apart: a multiplication by an input gives three
// products at once, and sums of up to laneBlock of them stay inside their 21 signed bits, since 64·127·127 < 2²⁰.
const (
	laneBits  = 21
	laneBlock = 64
)

// packThree sorts the weights by group of three outputs, then input. The number of groups is even.
func (d *Dense) packThree(w Rows8) {
	groups := (d.out + 5) / 6 * 2
	d.w3 = make([]uint64, groups*d.in)
	for o := range d.out {
		for i, v := range w.Data[o*d.in : (o+1)*d.in] {
			d.w3[o/3*d.in+i] += uint64(int64(v)) << (laneBits * (o % 3))
		}
	}
}

func (d *Dense) forwardThree(dst []float32, x []int8, rows, stride int) {
	var sums [6]int32
	for r := range rows {
		in := x[r*stride : r*stride+d.in]
		out := dst[r*d.width : (r+1)*d.width]
		for o := 0; o < len(out); o += 6 {
			sums = [6]int32{}
			if o < d.out {
				dotSix(&sums, in, d.w3[o/3*d.in:(o/3+1)*d.in], d.w3[(o/3+1)*d.in:(o/3+2)*d.in])
			}
			for i, s := range sums[:min(6, len(out)-o)] {
				out[o+i] = float32(s)
			}
		}
	}
}

// dotSix adds the six dot products of x with the weights in u and v to sums.
func dotSix(sums *[6]int32, x []int8, u, v []uint64) {
	for len(x) > 0 {
		n := min(laneBlock, len(x))
		var a, b uint64
		if n == laneBlock {
			a, b = dotBlock((*[laneBlock]int8)(x), (*[laneBlock]uint64)(u), (*[laneBlock]uint64)(v))
		} else {
			for i, w := range x {
				k := uint64(int64(w))
				a += k * u[i]
				b += k * v[i]
			}
		}
		split((*[3]int32)(sums[:3]), int64(a))
		split((*[3]int32)(sums[3:]), int64(b))
		x, u, v = x[n:], u[n:], v[n:]
	}
}

// dotBlock is the inner loop over one block. Eight steps at a time save checks of bounds: 5 to 7 GMAC/s.
func dotBlock(x *[laneBlock]int8, u, v *[laneBlock]uint64) (a, b uint64) {
	for i := 0; i < laneBlock; i += 8 {
		xs, us, vs := (*[8]int8)(x[i:]), (*[8]uint64)(u[i:]), (*[8]uint64)(v[i:])
		k0, k1, k2, k3 := uint64(int64(xs[0])), uint64(int64(xs[1])), uint64(int64(xs[2])), uint64(int64(xs[3]))
		a += k0*us[0] + k1*us[1] + k2*us[2] + k3*us[3]
		b += k0*vs[0] + k1*vs[1] + k2*vs[2] + k3*vs[3]
		k0, k1, k2, k3 = uint64(int64(xs[4])), uint64(int64(xs[5])), uint64(int64(xs[6])), uint64(int64(xs[7]))
		a += k0*us[4] + k1*us[5] + k2*us[6] + k3*us[7]
		b += k0*vs[4] + k1*vs[5] + k2*vs[6] + k3*vs[7]
	}
	return a, b
}

// split adds the three sums in one word.
func split(sums *[3]int32, s int64) {
	const rest = 64 - laneBits
	low := s << rest >> rest
	s = (s - low) >> laneBits
	mid := s << rest >> rest
	sums[0] += int32(low)
	sums[1] += int32(mid)
	sums[2] += int32((s - mid) >> laneBits)
}

// finish turns sums into outputs, in the order that the vector kernels follow.
func (d *Dense) finish(dst []float32, rows int, rowScale []float32) {
	for r := range rows {
		out := dst[r*d.width : (r+1)*d.width]
		scale, bias := d.scale[:len(out)], d.bias[:len(out)]
		if rowScale == nil {
			for o, s := range out {
				out[o] = float32(s*scale[o]) + bias[o]
			}
			continue
		}
		rs := rowScale[r]
		for o, s := range out {
			out[o] = float32(float32(s*scale[o])*rs) + bias[o]
		}
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
