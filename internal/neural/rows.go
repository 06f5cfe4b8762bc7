package neural

import "math"

// The methods of Kernel below work on rows whose length is a multiple of 8. The vector code does the same operations on
// each element, and adds in the same order, as the plain Go code; what is float32(…) there keeps compilers of other
// processors from fusing a multiplication with an addition.

// Add adds y to x.
func (k Kernel) Add(x, y []float32) {
	y = y[:len(x)]
	if k != Portable && len(x) >= 8 {
		addAVX2(&x[0], &y[0], len(x))
		return
	}
	for i := range x {
		x[i] += y[i]
	}
}

// AddScaled adds s·q to x.
func (k Kernel) AddScaled(x []float32, q []int8, s float32) {
	q = q[:len(x)]
	if k != Portable && len(x) >= 8 {
		addScaledAVX2(&x[0], &q[0], len(x), s)
		return
	}
	for i := range x {
		x[i] += float32(s * float32(q[i]))
	}
}

// QuantiseReLU writes max(x, 0) into q in steps of the size that it returns, 127 steps at most.
func (k Kernel) QuantiseReLU(q []int8, x []float32) float32 {
	q = q[:len(x)]
	top := float32(0)
	if k != Portable && len(x) >= 8 {
		if top = maxAVX2(&x[0], len(x)); top > 0 {
			reluAVX2(&q[0], &x[0], len(x), 127/top)
			return top / 127
		}
	}
	for _, v := range x {
		top = max(top, v)
	}
	if top == 0 {
		clear(q)
		return 0
	}
	f := 127 / top
	for i, v := range x {
		q[i] = int8(float32(max(v, 0)*f) + 0.5)
	}
	return top / 127
}

// Normalise writes (x − mean) / deviation into q, QuantScale steps to the unit. Sums run in 8 lanes, which are then added
// in pairs.
func (k Kernel) Normalise(q []int8, x []float32) {
	q = q[:len(x)]
	if len(x) == 0 {
		return
	}
	inv := 1 / float32(len(x))
	if k != Portable {
		mean := float32(sumAVX2(&x[0], len(x)) * inv)
		variance := float32(squaresAVX2(&x[0], len(x), mean) * inv)
		quantAVX2(&q[0], &x[0], len(x), mean, normFactor(variance))
		return
	}
	mean := float32(sum8(x) * inv)
	variance := float32(squares8(x, mean) * inv)
	f := normFactor(variance)
	for i, v := range x {
		q[i] = round8(float32((v - mean) * f))
	}
}

// normEpsilon is added to the variance in the normalisation.
const normEpsilon = 1e-5

func normFactor(variance float32) float32 {
	return float32(QuantScale / math.Sqrt(float64(variance+normEpsilon)))
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

// addMax adds the greater of z's first and second half to x, element by element.
func (k Kernel) addMax(x, z []float32) {
	p, q := z[:len(x)], z[len(x):2*len(x)]
	if k != Portable {
		addMaxAVX2(&x[0], &p[0], &q[0], len(x))
		return
	}
	for i := range x {
		x[i] += max(p[i], q[i])
	}
}

// scanStep moves c by one row of a and b and adds it to x.
func (k Kernel) scanStep(x, c, a, b []float32) {
	c, a, b = c[:len(x)], a[:len(x)], b[:len(x)]
	if k != Portable {
		scanAVX2(&x[0], &c[0], &a[0], &b[0], len(x))
		return
	}
	for i := range x {
		f := b[i]
		gate := 0.5 + float32(0.5*f)/(1+max(f, -f))
		v := c[i] + float32(gate*(a[i]-c[i]))
		c[i] = v
		x[i] += v
	}
}
