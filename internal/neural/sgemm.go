package neural

// View is a matrix of float32 laid out with a row and a column stride, so that a transposed matrix is a View too.
type View struct {
	Data     []float32
	Row, Col int
}

// Product is a reusable float32 matrix multiplication for training. The zero value works. It is not safe for concurrent
// use, and its sums depend on the kernel: inference never uses it.
type Product struct {
	a, b []float32
	tile [tileRows * tileCols]float32
}

const (
	tileRows = 6
	tileCols = 16
	blockK   = 256
	blockM   = 120
)

// Add computes C += A·B for A m×k, B k×n and C m×n with rows of ldc.
func (p *Product) Add(m, n, k int, a, b View, c []float32, ldc int) {
	for k0 := 0; k0 < k; k0 += blockK {
		kk := min(blockK, k-k0)
		p.packB(n, kk, View{b.Data[k0*b.Row:], b.Row, b.Col})
		for m0 := 0; m0 < m; m0 += blockM {
			mm := min(blockM, m-m0)
			p.packA(mm, kk, View{a.Data[m0*a.Row+k0*a.Col:], a.Row, a.Col})
			p.block(mm, n, kk, c[m0*ldc:], ldc)
		}
	}
}

func grow(s []float32, n int) []float32 {
	if cap(s) < n {
		return make([]float32, n+n/2)
	}
	return s[:n]
}

// packB lays B out in panels of tileCols columns, each k × tileCols, the last filled up with zeros.
func (p *Product) packB(n, k int, b View) {
	panels := (n + tileCols - 1) / tileCols
	p.b = grow(p.b, panels*k*tileCols)
	for j := range panels {
		dst := p.b[j*k*tileCols:]
		cols := min(tileCols, n-j*tileCols)
		if b.Row == 1 && cols == tileCols {
			for c := range tileCols {
				for i, v := range b.Data[(j*tileCols+c)*b.Col:][:k] {
					dst[i*tileCols+c] = v
				}
			}
			continue
		}
		for i := range k {
			row := dst[i*tileCols : (i+1)*tileCols]
			src := b.Data[i*b.Row+j*tileCols*b.Col:]
			if b.Col == 1 && cols == tileCols {
				copy(row, src[:tileCols])
				continue
			}
			for c := range row {
				if c < cols {
					row[c] = src[c*b.Col]
				} else {
					row[c] = 0
				}
			}
		}
	}
}

// packA lays A out in panels of tileRows rows, each k × tileRows, the last filled up with zeros.
func (p *Product) packA(m, k int, a View) {
	panels := (m + tileRows - 1) / tileRows
	p.a = grow(p.a, panels*k*tileRows)
	for j := range panels {
		dst := p.a[j*k*tileRows : (j+1)*k*tileRows]
		rows := min(tileRows, m-j*tileRows)
		if rows == tileRows && (a.Col == 1 || a.Row == 1) {
			packPanel(dst, a.Data[j*tileRows*a.Row:], k, a)
			continue
		}
		for r := range tileRows {
			if r >= rows {
				for i := range k {
					dst[i*tileRows+r] = 0
				}
				continue
			}
			src := a.Data[(j*tileRows+r)*a.Row:]
			for i, s := 0, 0; i < k; i, s = i+1, s+a.Col {
				dst[i*tileRows+r] = src[s]
			}
		}
	}
}

// packPanel is packA for a full panel of a matrix that is contiguous along its rows or its columns.
func packPanel(dst, src []float32, k int, a View) {
	if a.Row == 1 {
		for i := range k {
			*(*[tileRows]float32)(dst[i*tileRows:]) = [tileRows]float32(src[i*a.Col:])
		}
		return
	}
	s0, s1, s2 := src[:k], src[a.Row:][:k], src[2*a.Row:][:k]
	s3, s4, s5 := src[3*a.Row:][:k], src[4*a.Row:][:k], src[5*a.Row:][:k]
	for i := range k {
		d := (*[tileRows]float32)(dst[i*tileRows:])
		d[0], d[1], d[2], d[3], d[4], d[5] = s0[i], s1[i], s2[i], s3[i], s4[i], s5[i]
	}
}

func (p *Product) block(m, n, k int, c []float32, ldc int) {
	for j := 0; j < n; j += tileCols {
		pb := p.b[j*k : (j+tileCols)*k]
		cols := min(tileCols, n-j)
		for i := 0; i < m; i += tileRows {
			pa := p.a[i*k : (i+tileRows)*k]
			rows := min(tileRows, m-i)
			if rows == tileRows && cols == tileCols {
				tileKernel(k, pa, pb, c[i*ldc+j:], ldc)
				continue
			}
			clear(p.tile[:])
			tileKernel(k, pa, pb, p.tile[:], tileCols)
			for r := range rows {
				for q := range cols {
					c[(i+r)*ldc+j+q] += p.tile[r*tileCols+q]
				}
			}
		}
	}
}

// tilePortable adds the product of two packed panels to a tileRows × tileCols tile of C.
func tilePortable(k int, a, b, c []float32, ldc int) {
	for r := range tileRows {
		var s [tileCols]float32
		for i := range k {
			x := a[i*tileRows+r]
			row := (*[tileCols]float32)(b[i*tileCols:])
			for q := range s {
				s[q] += float32(x * row[q])
			}
		}
		dst := c[r*ldc : r*ldc+tileCols]
		for q := range dst {
			dst[q] += s[q]
		}
	}
}
