package neural

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// randomDense returns weights, biases and inputs that reach both ends of int8.
func randomDense(in, out, rows int) (Rows8, []float32, []int8) {
	rng := rand.New(rand.NewPCG(uint64(in), uint64(out)))
	w := Rows8{Rows: out, Cols: in, Data: make([]int8, in*out), Scale: make([]float32, out)}
	for i := range w.Data {
		w.Data[i] = int8(rng.IntN(255) - 127)
		if i%7 == 0 {
			w.Data[i] = 127 - int8(i/7%2)*127
		}
	}
	bias := make([]float32, out)
	for o := range bias {
		w.Scale[o], bias[o] = rng.Float32(), rng.Float32()-0.5
	}
	x := make([]int8, in*rows)
	for i := range x {
		x[i] = int8(rng.IntN(255) - 127)
		if i%3 == 0 {
			x[i] = -127
		}
	}
	return w, bias, x
}

func TestKernelsGiveTheSameBits(t *testing.T) {
	for _, s := range []struct{ in, out, rows, stride int }{
		{4, 1, 1, 4}, {100, 128, 5, 100}, {384, 256, 9, 128}, {128, 1024, 3, 128}, {128, 101, 17, 128}, {384, 33, 4, 64}, {64, 17, 2, 64},
		{432, 288, 40, 144}, {12, 5, 1, 4}, {24, 3, 2, 8}, {1032, 7, 80, 344},
	} {
		w, bias, x := randomDense(s.in, s.out, s.rows)
		rowScale := make([]float32, s.rows)
		for i := range rowScale {
			rowScale[i] = 0.25 + float32(i)
		}
		for _, rs := range [][]float32{nil, rowScale} {
			var want []float32
			for _, k := range Kernels() {
				window := 1
				if s.in == 3*s.stride {
					window = 3
				}
				d, err := newDense(w, bias, 0.05, window, k)
				if err != nil {
					t.Fatal(err)
				}
				got := make([]float32, s.rows*d.Width())
				d.Forward(got, x, s.rows, s.stride, rs)
				if k == Portable {
					want = got
					checkByDefinition(t, w, x, got, s.stride, d, rs)
				}
				if !slices.Equal(got, want) {
					t.Errorf("%v kernel %v differs from the portable one", s, k)
				}
			}
		}
	}
}

// checkByDefinition computes each sum with plain integers.
func checkByDefinition(t *testing.T, w Rows8, x []int8, got []float32, stride int, d *Dense, rs []float32) {
	t.Helper()
	for r := 0; r*d.width < len(got); r++ {
		for o := range w.Rows {
			sum := int32(0)
			for i := range w.Cols {
				sum += int32(x[r*stride+i]) * int32(w.Data[o*w.Cols+i])
			}
			want := float32(float32(sum) * d.scale[o])
			if rs != nil {
				want = float32(want * rs[r])
			}
			if want += d.bias[o]; got[r*d.width+o] != want {
				t.Fatalf("row %d output %d: %v, want %v", r, o, got[r*d.width+o], want)
			}
		}
	}
}

func BenchmarkDense(b *testing.B) {
	for _, k := range Kernels() {
		b.Run(fmt.Sprint(k), func(b *testing.B) {
			const in, out, rows = 384, 256, 224
			w, bias, x := randomDense(in, out, rows)
			d, _ := newDense(w, bias, 1, 3, k)
			y := make([]float32, rows*d.Width())
			for b.Loop() {
				d.Forward(y, x, rows, 128, nil)
			}
			b.ReportMetric(in*out*rows*float64(b.N)/b.Elapsed().Seconds()/1e9, "GMAC/s")
		})
	}
}
