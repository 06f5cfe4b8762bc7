package ling

import (
	"unicode"
	"unicode/utf8"

	"github.com/casus-news/casus/internal/neural"
)

// The features of a word form that have learned vectors of their own.
const (
	featWord    = iota // the form itself
	featSuffix2        // last 2 to 4 letters, in lower case
	featSuffix3
	featSuffix4
	featPrefix3 // first 3 letters, in lower case
	featShape   // capitals, small letters, digits, others: see shapeOf
	featKnown   // whether there is a frozen vector: row 0 if not, row 1 if so
	// FeatureCount is the number of learned features per word.
	FeatureCount
)

// Features are the learned rows and the frozen vector of one word. Vector is -1 where the word has none.
type Features struct {
	Rows   [FeatureCount]int32
	Vector int32
}

// Vocabulary maps word forms to features. Feature f has the rows [first[f], first[f+1]) of one table; its first row
// stands for what is not in the vocabulary.
type Vocabulary struct {
	index   [FeatureCount]map[string]int32
	first   [FeatureCount + 1]int32
	vectors *neural.Vectors
}

// NewVocabulary makes a vocabulary from one list of strings per feature, as [FeatureStrings] gives them.
func NewVocabulary(lists [FeatureCount][]string, vectors *neural.Vectors) *Vocabulary {
	v := &Vocabulary{vectors: vectors}
	lists[featKnown] = []string{"known"}
	for f, list := range lists {
		m := make(map[string]int32, len(list))
		row := v.first[f] + 1
		for _, s := range list {
			m[s] = row
			row++
		}
		v.index[f] = m
		v.first[f+1] = row
	}
	return v
}

// Rows is the number of rows of the table of learned features.
func (v *Vocabulary) Rows() int { return int(v.first[FeatureCount]) }

// Unknown is the row of feature f for what is not in the vocabulary.
func (v *Vocabulary) Unknown(f int) int32 { return v.first[f] }

// FeatureStrings returns the strings of a form, in the order of the features; featKnown's is empty.
func FeatureStrings(form string) [FeatureCount]string {
	var r featureReader
	r.read(form)
	var s [FeatureCount]string
	s[featWord] = form
	s[featSuffix2] = string(r.suffix(2))
	s[featSuffix3] = string(r.suffix(3))
	s[featSuffix4] = string(r.suffix(4))
	s[featPrefix3] = string(r.prefix(3))
	s[featShape] = string(r.shape)
	return s
}

// featureReader holds the lower-case bytes and the shape of one form; its buffers are used again for the next.
type featureReader struct {
	lower []byte
	shape []byte
}

func (r *featureReader) read(form string) {
	r.lower, r.shape = r.lower[:0], r.shape[:0]
	for i := 0; i < len(form); i++ {
		if form[i] >= utf8.RuneSelf {
			r.lower, r.shape = r.lower[:0], r.shape[:0]
			r.readRunes(form)
			return
		}
		c := form[i]
		switch {
		case 'a' <= c && c <= 'z':
			r.addShape('x')
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
			r.addShape('X')
		case '0' <= c && c <= '9':
			r.addShape('d')
		default:
			r.addShape(c)
		}
		r.lower = append(r.lower, c)
	}
}

func (r *featureReader) readRunes(form string) {
	for _, c := range form {
		switch {
		case unicode.IsUpper(c):
			r.addShape('X')
		case unicode.IsLetter(c), unicode.IsMark(c):
			r.addShape('x')
		case unicode.IsDigit(c):
			r.addShape('d')
		case c == '’' || c == '‘':
			c = '\''
			r.addShape('\'')
		case c < utf8.RuneSelf:
			r.addShape(byte(c))
		default:
			r.addShape('?')
		}
		r.lower = utf8.AppendRune(r.lower, unicode.ToLower(c))
	}
}

// addShape adds a class to the shape; runs are cut to 2, the whole to 8.
func (r *featureReader) addShape(c byte) {
	n := len(r.shape)
	if n >= 8 || n >= 2 && r.shape[n-1] == c && r.shape[n-2] == c {
		return
	}
	r.shape = append(r.shape, c)
}

// suffix returns the last n letters, all of them if there are fewer.
func (r *featureReader) suffix(n int) []byte {
	i := len(r.lower)
	for ; n > 0 && i > 0; n-- {
		_, size := utf8.DecodeLastRune(r.lower[:i])
		i -= size
	}
	return r.lower[i:]
}

// prefix returns the first n letters, all of them if there are fewer.
func (r *featureReader) prefix(n int) []byte {
	i := 0
	for ; n > 0 && i < len(r.lower); n-- {
		_, size := utf8.DecodeRune(r.lower[i:])
		i += size
	}
	return r.lower[:i]
}

// read fills f with the features of a form. It does not allocate once the buffers of r have grown.
func (v *Vocabulary) read(r *featureReader, form string, f *Features) {
	r.read(form)
	row, ok := v.index[featWord][form]
	if !ok {
		row, ok = v.index[featWord][string(r.lower)]
	}
	if !ok {
		row = v.first[featWord]
	}
	f.Rows[featWord] = row
	f.Rows[featSuffix2] = v.row(featSuffix2, r.suffix(2))
	f.Rows[featSuffix3] = v.row(featSuffix3, r.suffix(3))
	f.Rows[featSuffix4] = v.row(featSuffix4, r.suffix(4))
	f.Rows[featPrefix3] = v.row(featPrefix3, r.prefix(3))
	f.Rows[featShape] = v.row(featShape, r.shape)
	f.Vector, f.Rows[featKnown] = -1, v.first[featKnown]
	if i, ok := v.vector(r.lower); ok {
		f.Vector, f.Rows[featKnown] = int32(i), v.first[featKnown]+1
	}
}

func (v *Vocabulary) row(f int, s []byte) int32 {
	if row, ok := v.index[f][string(s)]; ok {
		return row
	}
	return v.first[f]
}

// vector looks a lower-case form up; of a compound with hyphens that is unknown the last part stands for all.
func (v *Vocabulary) vector(lower []byte) (int, bool) {
	if i, ok := v.vectors.LookupBytes(lower); ok {
		return i, true
	}
	for i := len(lower) - 2; i > 0; i-- {
		if lower[i] == '-' {
			return v.vectors.LookupBytes(lower[i+1:])
		}
	}
	return 0, false
}

// Read returns the features of a form.
func (v *Vocabulary) Read(form string) (f Features) {
	var r featureReader
	v.read(&r, form, &f)
	return f
}
