package neural

import (
	"fmt"
	"math/bits"
)

// Vectors are frozen word vectors: int8 with one scale per word, in the order of the words' frequency.
type Vectors struct {
	rows  Rows8
	words []string
	// slots is an open-addressing hash table of 1 + row.
	slots []uint32
	shift uint
}

// EncodeVectors returns the content of a vectors file: row i of vecs, dim wide, belongs to words[i].
func EncodeVectors(words []string, vecs []float32, dim int) []byte {
	t := NewTensors()
	t.Strings["words"] = words
	t.Ints["vectors"] = Quantise(vecs, len(words), dim)
	return t.Append(nil)
}

// ReadVectors reads what [EncodeVectors] wrote.
func ReadVectors(data []byte) (*Vectors, error) {
	t, err := ReadTensors(data)
	if err != nil {
		return nil, err
	}
	v := &Vectors{rows: t.Ints["vectors"], words: t.Strings["words"]}
	if v.rows.Rows != len(v.words) || v.rows.Cols == 0 || v.rows.Rows == 0 {
		return nil, fmt.Errorf("%d vectors of length %d for %d words", v.rows.Rows, v.rows.Cols, len(v.words))
	}
	v.index()
	return v, nil
}

func (v *Vectors) index() {
	logSize := bits.Len(uint(2 * len(v.words)))
	v.shift = uint(64 - logSize)
	v.slots = make([]uint32, 1<<logSize)
	mask := uint64(len(v.slots) - 1)
	for i, w := range v.words {
		h := hash(w) >> v.shift
		for v.slots[h] != 0 {
			h = (h + 1) & mask
		}
		v.slots[h] = uint32(i + 1)
	}
}

// hash is FNV-1a over 64 bits with a final multiplication that spreads it to the high bits.
func hash[T string | []byte](s T) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h * 0x9e3779b97f4a7c15
}

// Lookup returns the row of a word, which must be in lower case. It does not allocate.
func (v *Vectors) Lookup(word string) (row int, ok bool) { return lookup(v, word) }

// LookupBytes is [Vectors.Lookup] for bytes.
func (v *Vectors) LookupBytes(word []byte) (row int, ok bool) { return lookup(v, word) }

func lookup[T string | []byte](v *Vectors, word T) (int, bool) {
	mask := uint64(len(v.slots) - 1)
	for h := hash(word) >> v.shift; v.slots[h] != 0; h = (h + 1) & mask {
		if i := int(v.slots[h] - 1); v.words[i] == string(word) {
			return i, true
		}
	}
	return 0, false
}

// Row writes vector i into dst, whose length must be [Vectors.Dim].
func (v *Vectors) Row(i int, dst []float32) {
	q, s := v.Int8(i)
	for j, x := range q {
		dst[j] = s * float32(x)
	}
}

// Int8 returns vector i as stored: int8 values, which the caller must not change, and their scale.
func (v *Vectors) Int8(i int) ([]int8, float32) {
	d := v.rows.Cols
	return v.rows.Data[i*d : (i+1)*d], v.rows.Scale[i]
}

// Len is the number of words, Dim the length of a vector.
func (v *Vectors) Len() int { return len(v.words) }

// Dim is the length of a vector.
func (v *Vectors) Dim() int { return v.rows.Cols }

// Word returns the word of row i.
func (v *Vectors) Word(i int) string { return v.words[i] }
