package neural

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestRowsGiveTheSameBits(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	row := func(n int) []float32 {
		x := make([]float32, n)
		for i := range x {
			x[i] = float32(rng.NormFloat64() * 3)
		}
		x[0] = 60 // far outside
		return x
	}
	for _, n := range []int{8, 64, 128, 160} {
		x, y, z, c := row(n), row(n), row(2*n), row(n)
		q := make([]int8, n)
		for i := range q {
			q[i] = int8(rng.IntN(255) - 127)
		}
		for _, f := range []struct {
			name string
			do   func(k Kernel) ([]float32, []int8)
		}{
			{"Add", func(k Kernel) ([]float32, []int8) { v := slices.Clone(x); k.Add(v, y); return v, nil }},
			{"AddScaled", func(k Kernel) ([]float32, []int8) { v := slices.Clone(x); k.AddScaled(v, q, 0.37); return v, nil }},
			{"QuantiseReLU", func(k Kernel) ([]float32, []int8) {
				o := make([]int8, n)
				return []float32{k.QuantiseReLU(o, x)}, o
			}},
			{"Normalise", func(k Kernel) ([]float32, []int8) { o := make([]int8, n); k.Normalise(o, x); return nil, o }},
			{"addMax", func(k Kernel) ([]float32, []int8) { v := slices.Clone(x); k.addMax(v, z); return v, nil }},
			{"scanStep", func(k Kernel) ([]float32, []int8) {
				v, s := slices.Clone(x), slices.Clone(c)
				k.scanStep(v, s, y, z)
				return append(v, s...), nil
			}},
		} {
			wantF, wantQ := f.do(Portable)
			for _, k := range Kernels() {
				if gotF, gotQ := f.do(k); !slices.Equal(gotF, wantF) || !slices.Equal(gotQ, wantQ) {
					t.Errorf("%s of %d: %v differs from the portable kernel", f.name, n, k)
				}
			}
		}
	}
}
