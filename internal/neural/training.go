package neural

import "math"

// Adam is one step of the optimiser of Kingma and Ba (2015) with its corrections already in Rate and Epsilon.
type Adam struct{ Beta1, Beta2, Rate, Epsilon float32 }

// Move changes weights w and moments m, v by the gradient g and clears g.
func (a Adam) Move(w, g, m, v []float32) {
	w, m, v = w[:len(g)], m[:len(g)], v[:len(g)]
	fast := 0
	if hasAVX2 && len(g) >= 8 {
		fast = len(g) &^ 7
		f := [4]float32{1 - a.Beta1, 1 - a.Beta2, a.Rate, a.Epsilon}
		adamAVX2(&w[0], &g[0], &m[0], &v[0], fast, &f[0])
	}
	for i := fast; i < len(g); i++ {
		x := g[i]
		m[i] += (1 - a.Beta1) * (x - m[i])
		v[i] += (1 - a.Beta2) * (x*x - v[i])
		w[i] -= a.Rate * m[i] / (float32(math.Sqrt(float64(v[i]))) + a.Epsilon)
		g[i] = 0
	}
}

// AddRow adds y to x; the length may be anything.
func AddRow(x, y []float32) {
	fast := 0
	if hasAVX2 && len(x) >= 8 {
		fast = len(x) &^ 7
		_ = y[fast-1]
		addAVX2(&x[0], &y[0], fast)
	}
	y = y[:len(x)]
	for i := fast; i < len(x); i++ {
		x[i] += y[i]
	}
}
