package ling

import (
	"fmt"
	"math/rand"
	"os"
	"strings"
	"testing"
)

// TestLearnPronounWeights learns the weights of coref_weights.go by an averaged perceptron and prints them, with its score on
// a fifth of the documents that it did not learn from. It runs where CASUS_LEARN is set.
func TestLearnPronounWeights(t *testing.T) {
	if os.Getenv("CASUS_LEARN") == "" {
		t.Skip("set CASUS_LEARN to learn")
	}
	type example struct {
		good, bad []pronounVector
		held      bool
	}
	examples := map[pronounKind][]example{}
	for i, a := range treebank(t, "en_gum-free-train.conllu") {
		gold := goldMentions(a)
		goldNames(a, gold)
		findQuotes(a.Doc)
		goldAt := map[goldKey]string{}
		for _, g := range gold {
			goldAt[goldKeyOf(a, g)] = g.entity
		}
		last := -1
		var now example
		kind := noPronoun
		flush := func() {
			if len(now.good) > 0 && len(now.bad) > 0 {
				now.held = i%5 == 4
				examples[kind] = append(examples[kind], now)
			}
			now = example{}
		}
		corefer(a.Doc, func(c *coref, p, n int, x *pronounVector) {
			f, g := &c.facts[p], &c.facts[n]
			if p != last {
				flush()
				last = p
				kind = pronounOf(c.headForm(f))
				if kind == proShe {
					kind = proHe
				}
			}
			want := goldAt[goldKey{WordAt: WordAt{f.Sentence, f.Head}}]
			key := goldKey{WordAt{g.Sentence, g.Head}, g.form == group}
			switch {
			case want == "":
			case goldAt[key] == want:
				now.good = append(now.good, *x)
			default:
				now.bad = append(now.bad, *x)
			}
		})
		flush()
	}
	for _, kind := range [...]pronounKind{proHe, proIt, proThey} {
		all := examples[kind]
		best := func(w *pronounVector, xs []pronounVector) int {
			at := 0
			for i := range xs {
				if w.score(&xs[i]) > w.score(&xs[at]) {
					at = i
				}
			}
			return at
		}
		learn := func(held bool) (pronounVector, int, int) {
			var w, sum pronounVector
			steps := float32(0)
			r := rand.New(rand.NewSource(1))
			for range 60 {
				for _, k := range r.Perm(len(all)) {
					e := &all[k]
					if e.held && held {
						continue
					}
					g, b := best(&w, e.good), best(&w, e.bad)
					if w.score(&e.good[g]) <= w.score(&e.bad[b])+1 {
						for i := range w {
							w[i] += 0.05 * (e.good[g][i] - e.bad[b][i])
						}
					}
					for i := range w {
						sum[i] += w[i]
					}
					steps++
				}
			}
			for i := range sum {
				sum[i] /= steps
			}
			right, total := 0, 0
			for k := range all {
				if e := &all[k]; e.held || !held {
					total++
					if sum.score(&e.good[best(&sum, e.good)]) > sum.score(&e.bad[best(&sum, e.bad)]) {
						right++
					}
				}
			}
			return sum, right, total
		}
		_, right, total := learn(true)
		t.Logf("kind %d: held out %d of %d", kind, right, total)
		w, right, total := learn(false)
		var parts []string
		for _, v := range w {
			parts = append(parts, fmt.Sprintf("%.2f", v))
		}
		t.Logf("kind %d: all %d of %d: %s", kind, right, total, strings.Join(parts, ", "))
	}
}
