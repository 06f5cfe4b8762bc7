package lab

import (
	"fmt"
	"io"
	"sort"
	"strings"

	"github.com/casus-news/casus/internal/ling"
	"github.com/casus-news/casus/internal/neural"
)

// example is a sentence as numbers.
type example struct {
	features []ling.Features
	tags     []int32 // −1: not known
	heads    []int32 // the root's is the number of words; nil: no tree
	rels     []int32
	names    []int32 // nil: not known; openName: none or Misc
	weight   float32
}

// tagOf is the joint tag of a word.
func tagOf(w ling.Word) string { return w.UPOS + " " + w.XPOS }

// encode makes an example. Words with a tag or relation that the network lacks have no tag; such a tree is left out.
func (n *net) encode(t Tree, weight float32) *example {
	e := &example{weight: weight}
	size := len(t.Words)
	heads, rels := make([]int32, size), make([]int32, size)
	whole := true
	for i, w := range t.Words {
		e.features = append(e.features, n.vocab.Read(w.Form))
		tag, ok := n.tagID[tagOf(w)]
		if !ok {
			tag = -1
		}
		e.tags = append(e.tags, tag)
		rel, ok := n.relID[w.Rel]
		if !ok {
			rel, ok = n.relID[universal(w.Rel)]
		}
		whole = whole && ok
		heads[i], rels[i] = int32(w.Head), rel
		if w.Head < 0 {
			heads[i], rels[i] = int32(size), n.root
		}
	}
	if whole {
		e.heads, e.rels = heads, rels
	}
	if t.HasNames {
		e.names = make([]int32, size)
		ling.EncodeNames(t.Names, e.names)
	}
	return e
}

// openName stands where a corpus without Misc says that a word in capitals is in no name: it may be of that kind.
const openName = -2

// namesOnly forgets all but the names, which are those of Universal NER: without Misc.
func (e *example) namesOnly(words []ling.Word) *example {
	for i, w := range words {
		if e.names[i] == 0 && w.Form != strings.ToLower(w.Form) {
			e.names[i] = openName
		}
	}
	e.heads, e.rels = nil, nil
	for i := range e.tags {
		e.tags[i] = -1
	}
	return e
}

// counted returns the strings that occur at least least times, most frequent first, ties by the alphabet, at most limit.
func counted(counts map[string]int, least, limit int) []string {
	var list []string
	for s, n := range counts {
		if n >= least && s != "" && len(s) < 256 {
			list = append(list, s)
		}
	}
	sort.Slice(list, func(i, j int) bool {
		if counts[list[i]] != counts[list[j]] {
			return counts[list[i]] > counts[list[j]]
		}
		return list[i] < list[j]
	})
	if len(list) > limit {
		list = list[:limit]
	}
	return list
}

// featureCounts is how often each string of each feature occurs.
type featureCounts [ling.FeatureCount]map[string]int

// goldCount is how many silver words one gold word counts for.
const goldCount = 4

// countFeatures counts the features of gold and silver.
func countFeatures(gold, silver []Tree) featureCounts {
	var n featureCounts
	for f := range n {
		n[f] = map[string]int{}
	}
	for i, trees := range [][]Tree{gold, silver} {
		for _, t := range trees {
			for _, w := range t.Words {
				for f, s := range ling.FeatureStrings(w.Form) {
					if i == 0 {
						n[f][s] += goldCount
					} else {
						n[f][s]++
					}
				}
			}
		}
	}
	return n
}

// vocabulary lists the strings of each feature that are frequent enough.
func (n featureCounts) vocabulary(least [ling.FeatureCount]int, limit int) (lists [ling.FeatureCount][]string) {
	for f := range lists {
		lists[f] = counted(n[f], least[f]*goldCount, limit)
	}
	return lists
}

// pruned leaves out of a model the rows of its rarest features, so that rows are left; words and affixes that go count as
// unknown from then on.
func (n featureCounts) pruned(t *neural.Tensors, rows int) *neural.Tensors {
	type row struct{ count, feature, at int }
	var all []row
	total := 0
	for f := range n {
		list := t.Strings[fmt.Sprintf("vocabulary.%d", f)]
		if f == ling.FeatureCount-1 {
			list = []string{"known"} // see ling.NewVocabulary
		}
		total++
		for _, s := range list {
			if f < ling.FeatureCount-1 {
				all = append(all, row{n[f][s], f, total})
			}
			total++
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].count < all[j].count })
	drop := make(map[int]bool)
	for _, r := range all[:max(0, min(len(all), total-rows))] {
		drop[r.at] = true
	}
	c := t.Clone()
	old := t.Ints["features"]
	kept := neural.Rows8{Cols: old.Cols}
	at := 0
	for f := range n {
		name := fmt.Sprintf("vocabulary.%d", f)
		list := t.Strings[name]
		if f == ling.FeatureCount-1 {
			list = []string{"known"}
		}
		var left []string
		for i := range len(list) + 1 {
			if !drop[at] {
				kept.Data = append(kept.Data, old.Data[at*old.Cols:(at+1)*old.Cols]...)
				kept.Scale = append(kept.Scale, old.Scale[at])
				kept.Rows++
				if i > 0 {
					left = append(left, list[i-1])
				}
			}
			at++
		}
		if f < ling.FeatureCount-1 {
			c.Strings[name] = left
		}
	}
	c.Ints["features"] = kept
	return c
}

// inventory returns the joint tags and the relations of gold, those that occur at least three times.
func inventory(gold []Tree) (tags, rels []string) {
	nTags, nRels := map[string]int{}, map[string]int{}
	for _, t := range gold {
		for _, w := range t.Words {
			nTags[tagOf(w)]++
			nRels[w.Rel]++
		}
	}
	return counted(nTags, 3, 1000), counted(nRels, 8, 1000)
}

// tensors returns the network as it is stored: int8 weights, outputs first.
func (n *net) tensors(lists [ling.FeatureCount][]string) *neural.Tensors {
	t := neural.NewTensors()
	for f, list := range lists {
		t.Strings[fmt.Sprintf("vocabulary.%d", f)] = list
	}
	t.Strings["tags"], t.Strings["relations"], t.Strings["layers"] = n.tags, n.rels, n.cfg.Layers
	t.Ints["features"] = neural.Quantise(n.features.w, n.features.rows, n.features.cols)
	for _, p := range append([]*param{n.frozen, n.tagW, n.nameW, n.slotW, n.actionW}, n.layers...) {
		t.Ints[p.name] = neural.Quantise(transposed(p), p.cols, p.rows)
	}
	for _, p := range append([]*param{n.tagB, n.nameB, n.none, n.rootVec, n.cats, n.hiddenB, n.actB}, n.layerBias...) {
		t.Floats[p.name] = p.w
	}
	return t
}

func transposed(p *param) []float32 {
	w := make([]float32, len(p.w))
	for i := range p.rows {
		for j := range p.cols {
			w[j*p.rows+i] = p.w[i*p.cols+j]
		}
	}
	return w
}

// trainLemmas counts edit scripts by form and tag and by ending and tag. Endings keep the rules that a shorter ending does
// not give already, and forms those that the endings do not give.
func trainLemmas(trees []Tree, v *neural.Vectors) (*neural.Tensors, error) {
	votes := map[string]map[string]int{}
	whole := map[string]ling.Word{}
	for _, t := range trees {
		for _, w := range t.Words {
			script := ling.MakeScript(w.Form, w.Lemma)
			if w.UPOS == "X" || len(script) > 250 {
				continue
			}
			for i, k := range ling.LemmaKeys(w.Form, tagOf(w)) {
				if i > 0 && ling.ReplacesWhole(script) {
					break
				}
				if i == 0 {
					whole[k] = ling.Word{Form: w.Form, UPOS: w.UPOS, XPOS: w.XPOS}
				}
				if votes[k] == nil {
					votes[k] = map[string]int{}
				}
				votes[k][script]++
			}
		}
	}
	best := mostFrequent(votes)
	rules := newRules()
	for _, k := range sortedStrings(best) {
		_, isWhole := whole[k]
		less, ok := ling.ShorterLemmaKey(k)
		if !isWhole && !(ok && inherited(best, less) == best[k]) {
			rules.add(k, best[k])
		}
	}
	byEnding, err := ling.NewLemmatizer(rules.t, v)
	if err != nil {
		return nil, err
	}
	for _, k := range sortedStrings(best) {
		w, isWhole := whole[k]
		if !isWhole {
			continue
		}
		if lemma, ok := ling.ApplyScript(best[k], w.Form); ok && lemma != byEnding.Lemma(w.Form, w.UPOS, w.XPOS) {
			rules.add(k, best[k])
		}
	}
	return rules.t, nil
}

// mostFrequent is the script with most votes for each key, the first by the alphabet where two have as many.
func mostFrequent(votes map[string]map[string]int) map[string]string {
	best := map[string]string{}
	for k, v := range votes {
		top, n := "", 0
		for s, c := range v {
			if c > n || c == n && s < top {
				top, n = s, c
			}
		}
		best[k] = top
	}
	return best
}

// ruleList collects rules in the form that they are stored in.
type ruleList struct {
	t   *neural.Tensors
	ids map[string]int
}

func newRules() *ruleList { return &ruleList{neural.NewTensors(), map[string]int{}} }

func (r *ruleList) add(key, script string) {
	id, ok := r.ids[script]
	if !ok {
		id = len(r.ids)
		r.ids[script] = id
		r.t.Strings["scripts"] = append(r.t.Strings["scripts"], script)
	}
	r.t.Strings["keys"] = append(r.t.Strings["keys"], key)
	r.t.Floats["rules"] = append(r.t.Floats["rules"], float32(id))
}

// inherited is the script that key k, or the first shorter key that is known, gives.
func inherited(best map[string]string, k string) string {
	for {
		if s, ok := best[k]; ok {
			return s
		}
		less, ok := ling.ShorterLemmaKey(k)
		if !ok {
			return ""
		}
		k = less
	}
}

func sortedStrings(m map[string]string) []string {
	list := make([]string, 0, len(m))
	for s := range m {
		list = append(list, s)
	}
	sort.Strings(list)
	return list
}

// nameDev splits the trees that carry names for choosing: three sentences of twenty.
func nameDev(trees []Tree) (train, dev []Tree) {
	for i, t := range trees {
		switch {
		case !t.HasNames:
		case i%20 < 3:
			dev = append(dev, t)
		default:
			train = append(train, t)
		}
	}
	return train, dev
}

// countWords is the number of words of the trees.
func countWords(trees []Tree) int {
	n := 0
	for _, t := range trees {
		n += len(t.Words)
	}
	return n
}

func say(w io.Writer, format string, args ...any) { fmt.Fprintf(w, format+"\n", args...) }
