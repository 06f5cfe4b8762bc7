package neural

import "math/bits"

// The portable kernel of a map over three neighbouring rows makes nine products in one multiplication of 64 by 64 bits. Three
// rows x₀…x₂ stand in one word as x₀ + x₁X + x₂X² with X = 2²⁵, and the weights for the first, second and third row of a
// window as w₀X² + w₁X + w₂; the coefficients of X⁰…X⁴ in the product belong to five successive rows of the output. The
// top coefficients are raised by windowRaise, which keeps the words positive, and what that adds is taken off each sum.
// It makes twice the products a second that dotBlock makes (8.8 and 4.5 GMAC/s on one core of a busy AMD EPYC).
const (
	windowBits  = 25
	windowRaise = 128
	// windowMax inputs a row keep each of the five sums in its 25 signed bits, since 3·346·127·127 < 2²⁴.
	windowMax = 346
	// windowBlock is the number of words of three rows that share the weights while they are in the first cache.
	windowBlock = 12
)

// uint128 is an integer modulo 2¹²⁸.
type uint128 struct{ hi, lo uint64 }

// plus returns u + v.
func (u uint128) plus(v uint128) uint128 {
	lo, c := bits.Add64(u.lo, v.lo, 0)
	hi, _ := bits.Add64(u.hi, v.hi, c)
	return uint128{hi, lo}
}

// minusRaised returns u less windowRaise·X²·v.
func (u uint128) minusRaised(v uint128) uint128 {
	const n = 2*windowBits + 7 // windowRaise is 2⁷
	lo, c := bits.Sub64(u.lo, v.lo<<n, 0)
	hi, _ := bits.Sub64(u.hi, v.hi<<n|v.lo>>(64-n), c)
	return uint128{hi, lo}
}

// windowWork is the memory of forwardWindow.
type windowWork struct {
	x     []uint64   // windowBlock words per input
	shift []uint128  // what to take off for each word of three rows
	carry [][2]int32 // by output: what the words before add to the first two rows of the next
}

// packWindow fills w9 and shift9 from weights for three rows of at most windowMax inputs.
func (d *Dense) packWindow(w Rows8) {
	n := d.in / 3
	d.w9, d.shift9 = make([]uint64, d.out*n), make([]uint128, d.out)
	for o := range d.out {
		row := w.Data[o*d.in : (o+1)*d.in]
		sum := uint128{}
		for i := range n {
			b := pack9(row[2*n+i], row[n+i], row[i])
			d.w9[o*n+i] = b
			sum = sum.plus(uint128{0, b})
		}
		d.shift9[o] = uint128{}.minusRaised(sum)
	}
}

// pack9 makes a positive word of three coefficients, the lowest first.
func pack9(a, b, c int8) uint64 {
	return uint64(int64(a) + int64(b)<<windowBits + (int64(c)+windowRaise)<<(2*windowBits))
}

// forwardWindow is Forward over windows of three rows, the windows d.in/3 inputs apart.
func (d *Dense) forwardWindow(dst []float32, x []int8, rows int, rowScale []float32) {
	n := d.in / 3
	work, _ := d.pool.Get().(*windowWork)
	if work == nil {
		work = &windowWork{make([]uint64, windowBlock*n), make([]uint128, windowBlock), make([][2]int32, d.out)}
	}
	clear(work.carry)
	for first := 0; first < rows+2; first += 3 * windowBlock {
		count := min(windowBlock, (rows+2-first+2)/3)
		for j := range count {
			work.shift[j] = widen9(work.x[j*n:(j+1)*n], x, (first+3*j)*n, (rows+2)*n)
		}
		for o := 0; o < d.out; o += 2 {
			d.addWindow(dst, work, first, count, o, min(o+1, d.out-1), rows, rowScale)
		}
	}
	for r := range rows {
		clear(dst[r*d.width+d.out : (r+1)*d.width])
	}
	d.pool.Put(work)
}

// widen9 packs the three rows of x from at on, of which what lies behind end counts as 0, and returns what raising them and
// the weights adds to a sum, but for the part that depends on the weights, negated.
func widen9(dst []uint64, x []int8, at, end int) uint128 {
	n := len(dst)
	sum := uint128{}
	get := func(i int) int8 {
		if i < end {
			return x[i]
		}
		return 0
	}
	if at+3*n <= end {
		a, b, c := x[at:at+n], x[at+n:at+2*n], x[at+2*n:at+3*n]
		for i := range dst {
			dst[i] = pack9(a[i], b[i], c[i])
			sum = sum.plus(uint128{0, dst[i]})
		}
	} else {
		for i := range dst {
			dst[i] = pack9(get(at+i), get(at+n+i), get(at+2*n+i))
			sum = sum.plus(uint128{0, dst[i]})
		}
	}
	// (a − r)(b − r) = ab − ra − rb + r², with r = windowRaise·X².
	return uint128{uint64(n) * windowRaise * windowRaise << (4*windowBits - 64), 0}.minusRaised(sum)
}

// addWindow makes outputs o and p of the rows that end in the block of count words that begins at row first.
func (d *Dense) addWindow(dst []float32, work *windowWork, first, count, o, p, rows int, rowScale []float32) {
	n := d.in / 3
	u, v := d.w9[o*n:(o+1)*n], d.w9[p*n:(p+1)*n]
	su, sv := d.shift9[o], d.shift9[p]
	cu, cv := work.carry[o], work.carry[p]
	for j := range count {
		a, b := dot9(work.x[j*n:(j+1)*n], u, v)
		a, b = a.plus(work.shift[j]).plus(su), b.plus(work.shift[j]).plus(sv)
		yu, yv := split9(a), split9(b)
		ends := [2][3]int32{{yu[0] + cu[0], yu[1] + cu[1], yu[2]}, {yv[0] + cv[0], yv[1] + cv[1], yv[2]}}
		cu, cv = [2]int32{yu[3], yu[4]}, [2]int32{yv[3], yv[4]}
		for k := range 3 {
			r := first + 3*j + k - 2
			if r < 0 || r >= rows {
				continue
			}
			rs := float32(1)
			if rowScale != nil {
				rs = rowScale[r]
			}
			out := dst[r*d.width : (r+1)*d.width]
			out[o] = float32(float32(float32(ends[0][k])*d.scale[o])*rs) + d.bias[o]
			out[p] = float32(float32(float32(ends[1][k])*d.scale[p])*rs) + d.bias[p]
		}
	}
	work.carry[o] = cu
	work.carry[p] = cv
}

// dot9 multiplies a word of three rows with the weights of two outputs.
func dot9(x, u, v []uint64) (a, b uint128) {
	u, v = u[:len(x)], v[:len(x)]
	var c uint64
	for i, w := range x {
		h, l := bits.Mul64(w, u[i])
		a.lo, c = bits.Add64(a.lo, l, 0)
		a.hi, _ = bits.Add64(a.hi, h, c)
		h, l = bits.Mul64(w, v[i])
		b.lo, c = bits.Add64(b.lo, l, 0)
		b.hi, _ = bits.Add64(b.hi, h, c)
	}
	return a, b
}

// split9 takes the five signed sums out of s.
func split9(s uint128) (y [5]int32) {
	const rest = 64 - windowBits
	for i := range y {
		low := int64(s.lo) << rest >> rest
		y[i] = int32(low)
		lo, borrow := bits.Sub64(s.lo, uint64(low), 0)
		hi, _ := bits.Sub64(s.hi, uint64(low>>63), borrow)
		s = uint128{uint64(int64(hi) >> windowBits), lo>>windowBits | hi<<rest}
	}
	return y
}
