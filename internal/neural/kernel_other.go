//go:build !amd64

package neural

// tileKernel adds the product of two packed panels to a tile of C.
func tileKernel(k int, a, b, c []float32, ldc int) { tilePortable(k, a, b, c, ldc) }

const hasAVX2, hasVNNI = false, false

func (d *Dense) forwardVector(dst []float32, x []int8, rows, stride int, rowScale []float32) {
	panic("neural: no vector kernel on this processor")
}

// The functions below are never called: without a vector kernel every Kernel is Portable.

func addAVX2(x, y *float32, n int)                          {}
func addScaledAVX2(x *float32, q *int8, n int, s float32)   {}
func maxAVX2(x *float32, n int) float32                     { return 0 }
func reluAVX2(q *int8, x *float32, n int, f float32)        {}
func sumAVX2(x *float32, n int) float32                     { return 0 }
func squaresAVX2(x *float32, n int, mean float32) float32   { return 0 }
func quantAVX2(q *int8, x *float32, n int, mean, f float32) {}
func addMaxAVX2(x, p, q *float32, n int)                    {}
func scanAVX2(x, c, a, b *float32, n int)                   {}

func adamAVX2(w, grad, m, v *float32, n int, f *float32) {}
