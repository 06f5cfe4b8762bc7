package lab

import (
	"fmt"
	"os"
	"strings"

	"github.com/casus-news/casus/internal/ling"
	"github.com/casus-news/casus/internal/neural"
)

// startingModel reads the model of the bundle in dir.
func startingModel(dir string) (*neural.Tensors, error) {
	b, err := neural.Open(os.DirFS(dir))
	if err != nil {
		return nil, fmt.Errorf("model to start from: %w", err)
	}
	t, err := neural.ReadTensors(b.File(ling.ModelFile))
	if err != nil {
		return nil, fmt.Errorf("model to start from: %w", err)
	}
	return t, nil
}

// widened returns the vocabulary of a model with what more puts behind it, and for each row of the new table the row of
// the old one: what is new starts as what stands for the unknown.
func widened(t *neural.Tensors, more [ling.FeatureCount][]string) (lists [ling.FeatureCount][]string, from []int32) {
	row := int32(0)
	for f := range lists {
		old := t.Strings[fmt.Sprintf("vocabulary.%d", f)]
		if f == ling.FeatureCount-1 {
			old, more[f] = []string{"known"}, nil // see ling.NewVocabulary
		}
		known := make(map[string]bool, len(old))
		for _, s := range old {
			known[s] = true
		}
		lists[f] = append([]string{}, old...)
		unknown := row
		for range len(old) + 1 {
			from = append(from, row)
			row++
		}
		for _, s := range more[f] {
			if !known[s] {
				lists[f] = append(lists[f], s)
				from = append(from, unknown)
			}
		}
	}
	return lists, from
}

// start sets the parameters to those of a stored model; from maps the rows of features. Layers that the model lacks begin
// at zero, where they add nothing.
func (n *net) start(t *neural.Tensors, from []int32) error {
	old := t.Ints[n.features.name]
	if old.Cols != n.cfg.Width || len(from) != n.features.rows {
		return fmt.Errorf("model to start from: %d features of width %d for %d of width %d", old.Rows, old.Cols, n.features.rows, n.cfg.Width)
	}
	for i, r := range from {
		for j := range old.Cols {
			n.features.w[i*old.Cols+j] = old.Scale[r] * float32(old.Data[int(r)*old.Cols+j])
		}
	}
	for _, p := range n.params {
		if p == n.features {
			continue
		}
		if v, ok := t.Floats[p.name]; ok {
			if len(v) != len(p.w) {
				return fmt.Errorf("model to start from: %s has %d values, not %d", p.name, len(v), len(p.w))
			}
			copy(p.w, v)
			continue
		}
		q, ok := t.Ints[p.name]
		if !ok && strings.HasPrefix(p.name, "layer.") {
			clear(p.w)
			continue
		}
		if q.Rows != p.cols || q.Cols != p.rows {
			return fmt.Errorf("model to start from: %s is %d × %d, not %d × %d", p.name, q.Rows, q.Cols, p.cols, p.rows)
		}
		for i := range q.Rows {
			for j := range q.Cols {
				p.w[j*p.cols+i] = q.Scale[i] * float32(q.Data[i*q.Cols+j])
			}
		}
	}
	return nil
}
