package neural

import "testing"

func BenchmarkProduct(b *testing.B) {
	const m, n, k = 600, 256, 384
	x, w, c := make([]float32, m*k), make([]float32, k*n), make([]float32, m*n)
	var p Product
	for b.Loop() {
		p.Add(m, n, k, View{x, k, 1}, View{w, n, 1}, c, n)
	}
	b.ReportMetric(float64(m*n*k)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GMAC/s")
}

func TestProductEqualsTheSumByDefinition(t *testing.T) {
	var p Product
	for _, s := range [][3]int{{1, 1, 1}, {7, 17, 5}, {121, 33, 300}, {6, 16, 256}} {
		m, n, k := s[0], s[1], s[2]
		a, b, c := make([]float32, m*k), make([]float32, k*n), make([]float32, m*n)
		for i := range a {
			a[i] = float32(i%7) - 3
		}
		for i := range b {
			b[i] = float32(i%5) - 2
		}
		p.Add(m, n, k, View{a, 1, m}, View{b, n, 1}, c, n) // A is given transposed
		for i := range m {
			for j := range n {
				want := float32(0)
				for q := range k {
					want += a[q*m+i] * b[q*n+j]
				}
				if c[i*n+j] != want {
					t.Fatalf("%v: c[%d,%d] = %v, want %v", s, i, j, c[i*n+j], want)
				}
			}
		}
	}
}

func TestAdamMovesAgainstTheGradient(t *testing.T) {
	w, g, m, v := make([]float32, 11), make([]float32, 11), make([]float32, 11), make([]float32, 11)
	for i := range g {
		g[i] = float32(i) - 5
	}
	Adam{Beta1: 0.9, Beta2: 0.99, Rate: 1, Epsilon: 1e-8}.Move(w, g, m, v)
	for i := range w {
		want := float32(0)
		if i != 5 {
			want = -1 // 0.1·g / √(0.01·g²)
			if i < 5 {
				want = 1
			}
		}
		if d := w[i] - want; d > 1e-3 || d < -1e-3 || g[i] != 0 {
			t.Errorf("weight %d moved to %v, want %v; gradient left %v", i, w[i], want, g[i])
		}
	}
}
