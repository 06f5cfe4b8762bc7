package neural

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"sort"
)

// tensorMagic opens every tensor file.
const tensorMagic = "CASUSTN1"

// The kinds of entries in a tensor file.
const (
	kindFloat  = 1 // float32 values
	kindInt8   = 2 // int8 values with one float32 scale per row
	kindString = 3 // a list of strings
)

// Rows8 is a matrix of int8 with one scale per row: element (i, j) is Scale[i] × Data[i·Cols+j].
type Rows8 struct {
	Rows, Cols int
	Data       []int8
	Scale      []float32
}

// Tensors is a set of named parameters: the content of one file of a bundle.
type Tensors struct {
	Floats  map[string][]float32
	Ints    map[string]Rows8
	Strings map[string][]string
}

// NewTensors returns an empty set.
func NewTensors() *Tensors {
	return &Tensors{Floats: map[string][]float32{}, Ints: map[string]Rows8{}, Strings: map[string][]string{}}
}

// Quantise returns the matrix w, rows × cols, as int8 with the scale of each row at its greatest absolute value / 127.
func Quantise(w []float32, rows, cols int) Rows8 {
	q := Rows8{Rows: rows, Cols: cols, Data: make([]int8, rows*cols), Scale: make([]float32, rows)}
	for i := range rows {
		row := w[i*cols : (i+1)*cols]
		top := float32(0)
		for _, v := range row {
			top = max(top, v, -v)
		}
		if top == 0 {
			continue
		}
		q.Scale[i] = top / 127
		for j, v := range row {
			q.Data[i*cols+j] = int8(math.RoundToEven(float64(v) * 127 / float64(top)))
		}
	}
	return q
}

// Append writes the set behind dst in a canonical form: the same set gives the same bytes.
func (t *Tensors) Append(dst []byte) []byte {
	dst = append(dst, tensorMagic...)
	le := binary.LittleEndian
	dst = le.AppendUint32(dst, uint32(len(t.Floats)+len(t.Ints)+len(t.Strings)))
	head := func(kind byte, name string, rows, cols int) {
		dst = append(dst, kind, byte(len(name)))
		dst = append(dst, name...)
		dst = le.AppendUint32(dst, uint32(rows))
		dst = le.AppendUint32(dst, uint32(cols))
	}
	for _, name := range sortedKeys(t.Floats) {
		v := t.Floats[name]
		head(kindFloat, name, 1, len(v))
		for _, x := range v {
			dst = le.AppendUint32(dst, math.Float32bits(x))
		}
	}
	for _, name := range sortedKeys(t.Ints) {
		v := t.Ints[name]
		head(kindInt8, name, v.Rows, v.Cols)
		for _, x := range v.Scale {
			dst = le.AppendUint32(dst, math.Float32bits(x))
		}
		for _, x := range v.Data {
			dst = append(dst, byte(x))
		}
	}
	for _, name := range sortedKeys(t.Strings) {
		v := t.Strings[name]
		size := 0
		for _, s := range v {
			size += 1 + len(s)
		}
		head(kindString, name, len(v), size)
		for _, s := range v {
			dst = append(dst, byte(len(s)))
			dst = append(dst, s...)
		}
	}
	return dst
}

func sortedKeys[T any](m map[string]T) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

var errTensors = errors.New("tensor file is damaged")

// ReadTensors reads what [Tensors.Append] wrote. Damaged input gives an error, never a panic, and no allocation beyond
// a small multiple of the length of data.
func ReadTensors(data []byte) (*Tensors, error) {
	if len(data) < len(tensorMagic)+4 || string(data[:len(tensorMagic)]) != tensorMagic {
		return nil, fmt.Errorf("%w: it does not begin with %s", errTensors, tensorMagic)
	}
	r := tensorReader{data: data[len(tensorMagic):]}
	t := NewTensors()
	for n := r.uint32(); n > 0 && !r.bad; n-- {
		r.entry(t)
	}
	if r.bad || len(r.data) > 0 {
		return nil, fmt.Errorf("%w: an entry runs over the end", errTensors)
	}
	return t, nil
}

// tensorReader consumes data; bad is set, and stays, at the first read over the end.
type tensorReader struct {
	data []byte
	bad  bool
}

func (r *tensorReader) bytes(n int) []byte {
	if r.bad || n < 0 || n > len(r.data) {
		r.bad = true
		return nil
	}
	b := r.data[:n:n]
	r.data = r.data[n:]
	return b
}

func (r *tensorReader) uint32() int {
	b := r.bytes(4)
	if r.bad {
		return 0
	}
	return int(binary.LittleEndian.Uint32(b))
}

func (r *tensorReader) byte() int {
	b := r.bytes(1)
	if r.bad {
		return 0
	}
	return int(b[0])
}

func (r *tensorReader) floats(n int) []float32 {
	if n > len(r.data)/4 {
		r.bad = true
		return nil
	}
	b := r.bytes(4 * n)
	v := make([]float32, len(b)/4)
	for i := range v {
		v[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return v
}

func (r *tensorReader) entry(t *Tensors) {
	kind := r.byte()
	name := string(r.bytes(r.byte()))
	rows, cols := r.uint32(), r.uint32()
	if r.bad {
		return
	}
	switch kind {
	case kindFloat:
		t.Floats[name] = r.floats(cols)
	case kindInt8:
		q := Rows8{Rows: rows, Cols: cols, Scale: r.floats(rows)}
		if cols != 0 && rows > len(r.data)/cols {
			r.bad = true
			return
		}
		b := r.bytes(rows * cols)
		q.Data = make([]int8, len(b))
		for i, x := range b {
			q.Data[i] = int8(x)
		}
		t.Ints[name] = q
	case kindString:
		if rows > cols || cols > len(r.data) {
			r.bad = true
			return
		}
		text := string(r.bytes(cols))
		list := make([]string, 0, rows)
		for range rows {
			if len(text) == 0 || len(text) < 1+int(text[0]) {
				r.bad = true
				return
			}
			n := 1 + int(text[0])
			list = append(list, text[1:n])
			text = text[n:]
		}
		t.Strings[name] = list
	default:
		r.bad = true
	}
}

// Clone returns a copy that shares only the strings.
func (t *Tensors) Clone() *Tensors {
	c := NewTensors()
	for k, v := range t.Floats {
		c.Floats[k] = append([]float32(nil), v...)
	}
	for k, v := range t.Ints {
		v.Data, v.Scale = append([]int8(nil), v.Data...), append([]float32(nil), v.Scale...)
		c.Ints[k] = v
	}
	for k, v := range t.Strings {
		c.Strings[k] = v
	}
	return c
}
