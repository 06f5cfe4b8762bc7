//go:build !amd64

package neural

// tileKernel adds the product of two packed panels to a tile of C.
func tileKernel(k int, a, b, c []float32, ldc int) { tilePortable(k, a, b, c, ldc) }

const hasAVX2, hasVNNI = false, false

func (d *Dense) forwardVector(dst []float32, x []int8, rows, stride int, rowScale []float32) {
	panic("neural: no vector kernel on this processor")
}
