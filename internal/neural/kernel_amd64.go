package neural

import "unsafe"

// tileKernel adds the product of two packed panels to a tile of C.
func tileKernel(k int, a, b, c []float32, ldc int) {
	if hasAVX2 {
		_, _, _ = a[k*tileRows-1], b[k*tileCols-1], c[(tileRows-1)*ldc+tileCols-1]
		tileAVX2(k, &a[0], &b[0], &c[0], ldc*4)
		return
	}
	tilePortable(k, a, b, c, ldc)
}

//go:noescape
func tileAVX2(k int, a, b, c *float32, ldcBytes int)

//go:noescape
func cpuid(leaf, sub uint32) (a, b, c, d uint32)

//go:noescape
func xgetbv() (low uint32)

// hasAVX2 and hasVNNI tell which vector kernels this processor and its operating system can run.
var hasAVX2, hasVNNI = detect()

func detect() (avx2, vnni bool) {
	top, _, _, _ := cpuid(0, 0)
	if top < 7 {
		return false, false
	}
	_, _, c1, _ := cpuid(1, 0)
	const fma, osxsave, avx = 1 << 12, 1 << 27, 1 << 28
	if c1&(fma|osxsave|avx) != fma|osxsave|avx {
		return false, false
	}
	saved := xgetbv()
	_, b7, c7, _ := cpuid(7, 0)
	avx2 = saved&6 == 6 && b7&(1<<5) != 0
	const f, dq, bw, vl = 1 << 16, 1 << 17, 1 << 30, 1 << 31
	vnni = avx2 && saved&0xe6 == 0xe6 && b7&(f|dq|bw|vl) == f|dq|bw|vl && c7&(1<<11) != 0
	return avx2, vnni
}

// denseArgs is what a vector kernel reads: it makes one panel of outputs for one or four rows. Offsets are known to the
// assembly.
type denseArgs struct {
	dst       *float32
	dstStride int // bytes
	x         *int8
	xStride   int // bytes
	steps     int // pairs or quadruples of inputs
	w         unsafe.Pointer
	scale     *float32
	bias      *float32
	shift     *int32
	rowScale  *float32
	rowStride int // bytes
}

//go:noescape
func pairs4(a *denseArgs)

//go:noescape
func pairs1(a *denseArgs)

//go:noescape
func quads4(a *denseArgs)

//go:noescape
func quads1(a *denseArgs)

func (d *Dense) forwardVector(dst []float32, x []int8, rows, stride int, rowScale []float32) {
	a := denseArgs{dstStride: 4 * d.width, xStride: stride, steps: d.in / 2, rowStride: 4}
	if rowScale == nil {
		rowScale, a.rowStride = one[:], 0
	}
	panel := panelAVX2
	if d.kernel == VNNI {
		panel = panelVNNI
		a.steps = d.in / 4
	}
	for o := 0; o < d.width; o += panel {
		a.scale, a.bias = &d.scale[o], &d.bias[o]
		if d.kernel == VNNI {
			a.w, a.shift = unsafe.Pointer(&d.w8[o*d.in]), &d.shift[o]
		} else {
			a.w = unsafe.Pointer(&d.w16[o*d.in])
		}
		r := 0
		for ; r < rows; r += 4 {
			if r+4 > rows {
				if rows < 4 {
					break
				}
				r = rows - 4 // some rows are made twice
			}
			a.dst, a.x, a.rowScale = &dst[r*d.width+o], &x[r*stride], &rowScale[r*a.rowStride/4]
			if d.kernel == VNNI {
				quads4(&a)
			} else {
				pairs4(&a)
			}
		}
		for ; r < rows; r++ {
			a.dst, a.x, a.rowScale = &dst[r*d.width+o], &x[r*stride], &rowScale[r*a.rowStride/4]
			if d.kernel == VNNI {
				quads1(&a)
			} else {
				pairs1(&a)
			}
		}
	}
}

//go:noescape
func addAVX2(x, y *float32, n int)

//go:noescape
func addScaledAVX2(x *float32, q *int8, n int, s float32)

//go:noescape
func maxAVX2(x *float32, n int) float32

//go:noescape
func reluAVX2(q *int8, x *float32, n int, f float32)

//go:noescape
func sumAVX2(x *float32, n int) float32

//go:noescape
func squaresAVX2(x *float32, n int, mean float32) float32

//go:noescape
func quantAVX2(q *int8, x *float32, n int, mean, f float32)

//go:noescape
func addMaxAVX2(x, p, q *float32, n int)

//go:noescape
func scanAVX2(x, c, a, b *float32, n int)

//go:noescape
func adamAVX2(w, grad, m, v *float32, n int, f *float32)
