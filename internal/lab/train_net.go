package lab

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/casus-news/casus/internal/ling"
	"github.com/casus-news/casus/internal/neural"
)

// NetConfig is the shape of the network and the noise in training.
type NetConfig struct {
	Width   int      // of the encoder
	Layers  []string // kinds, bottom up
	Hidden  int      // units of the transition classifier
	Dropout struct {
		Input, Layer, Output, Hidden float64
		Word, Vector                 float64 // probability that a word's own vector, or its frozen vector, is hidden
	}
	Explore           float64 // probability of following the model instead of the oracle
	NoRound           bool    // do not round activations as inference does (for gradient checks)
	NameLoss, TagLoss float64
}

// net is the network in training.
type net struct {
	cfg     NetConfig
	vocab   *ling.Vocabulary
	vectors *neural.Vectors
	tags    []string
	rels    []string
	tagID   map[string]int32
	relID   map[string]int32
	root    int32
	open    []int32 // the tags that openName allows
	rng     *rand.Rand
	mul     neural.Product

	features, frozen       *param
	layers, layerBias      []*param
	tagW, tagB             *param
	nameW, nameB           *param
	slotW                  *param
	none, rootVec, cats    *param
	hiddenB, actionW, actB *param
	params                 []*param

	b  netBatch
	st stateBatch
}

// netBatch is the activation of one batch of sentences.
type netBatch struct {
	trees    []*example
	starts   []int
	rows     int
	keep     []bool
	features []ling.Features
	frozenIn []float32
	x        []float32 // current residual stream
	dx       []float32
	inMask   []float32
	layers   []layerState
	out      []float32 // normalised output with dropout
	outInv   []float32
	outNorm  []float32
	outMask  []float32
	dOut     []float32
	tagS     []float32
	nameS    []float32
	slots    []float32
	dSlots   []float32
	carry    []float32
}

type layerState struct {
	norm, y, mask, inv, z, dz, dy []float32
	c                             []float32 // scan: running means
}

func newNet(cfg NetConfig, vocab *ling.Vocabulary, vectors *neural.Vectors, tags, rels []string, rng *rand.Rand) *net {
	n := &net{cfg: cfg, vocab: vocab, vectors: vectors, tags: tags, rels: rels, rng: rng, tagID: map[string]int32{}, relID: map[string]int32{}}
	for i, t := range tags {
		n.tagID[t] = int32(i)
	}
	for i, r := range rels {
		n.relID[r] = int32(i)
	}
	n.root = n.relID[ling.RootRelation]
	n.open = ling.OpenNameTags()
	d, h := cfg.Width, cfg.Hidden
	add := func(name string, rows, cols int, scale float64) *param {
		p := newParam(name, rows, cols, scale, rng)
		n.params = append(n.params, p)
		return p
	}
	n.features = add("features", vocab.Rows(), d, 0.3)
	n.features.sparse, n.features.isTouched = true, make([]bool, vocab.Rows())
	n.frozen = add("frozen", vectors.Dim(), d, 1/math.Sqrt(float64(vectors.Dim())))
	for i := range cfg.Layers {
		in := neural.LayerWindow(cfg.Layers[i]) * d
		n.layers = append(n.layers, add(fmt.Sprintf("layer.%d", i), in, 2*d, 1/math.Sqrt(float64(in))))
		n.layerBias = append(n.layerBias, add(fmt.Sprintf("layer.%d.bias", i), 1, 2*d, 0))
	}
	s := 1 / math.Sqrt(float64(d))
	n.tagW, n.tagB = add("tags", d, len(tags), s), add("tags.bias", 1, len(tags), 0)
	n.nameW, n.nameB = add("names", d, ling.NameTagCount, s), add("names.bias", 1, ling.NameTagCount, 0)
	n.slotW = add("slots", d, ling.SlotCount*h, s/2)
	n.none = add("none", 1, ling.SlotCount*h, 0.1)
	n.rootVec = add("root", 1, ling.SlotCount*h, 0.1)
	n.cats = add("categories", ling.CategoryRows(int32(len(rels))), h, 0.1)
	n.hiddenB = add("hidden.bias", 1, h, 0)
	n.actionW, n.actB = add("actions", h, 1+2*len(rels), 1/math.Sqrt(float64(h))), add("actions.bias", 1, 1+2*len(rels), 0)
	return n
}

func resize(s *[]float32, n int) []float32 {
	if cap(*s) < n {
		*s = make([]float32, n+n/4)
	}
	*s = (*s)[:n]
	return *s
}

func zeroed(s *[]float32, n int) []float32 {
	x := resize(s, n)
	clear(x)
	return x
}

// forward computes the encoder's output for the examples.
func (n *net) forward(examples []*example, train bool) {
	b, d := &n.b, n.cfg.Width
	b.trees, b.starts, b.rows = examples, b.starts[:0], 1
	for _, e := range examples {
		b.starts = append(b.starts, b.rows)
		b.rows += len(e.features) + 1
	}
	if cap(b.keep) < b.rows {
		b.keep, b.features = make([]bool, 2*b.rows), make([]ling.Features, 2*b.rows)
	}
	b.keep, b.features = b.keep[:b.rows], b.features[:b.rows]
	clear(b.keep)
	for s, e := range examples {
		for i, f := range e.features {
			b.keep[b.starts[s]+i] = true
			if train {
				n.hide(&f)
			}
			b.features[b.starts[s]+i] = f
		}
	}
	n.embed(train)
	if len(b.layers) != len(n.layers) {
		b.layers = make([]layerState, len(n.layers))
	}
	for i := range n.layers {
		n.layerForward(i, train)
	}
	norm, inv := resize(&b.outNorm, b.rows*d), resize(&b.outInv, b.rows)
	normalise(norm, b.x, inv, d, b.keep, !n.cfg.NoRound)
	out := resize(&b.out, b.rows*d)
	copy(out, norm)
	dropout(out, resize(&b.outMask, b.rows*d), pick(train, n.cfg.Dropout.Output), n.rng)
	linear(&n.mul, resize(&b.tagS, b.rows*n.tagW.cols), out, b.rows, d, n.tagW, n.tagB)
	linear(&n.mul, resize(&b.nameS, b.rows*n.nameW.cols), out, b.rows, d, n.nameW, n.nameB)
	linear(&n.mul, resize(&b.slots, b.rows*n.slotW.cols), out, b.rows, d, n.slotW, nil)
}

func pick(train bool, p float64) float64 {
	if train {
		return p
	}
	return 0
}

// hide makes some features unknown at random, so that the others learn to do without them.
func (n *net) hide(f *ling.Features) {
	for i := range f.Rows[:ling.FeatureCount-1] {
		p := n.cfg.Dropout.Word
		if i > 0 {
			p = n.cfg.Dropout.Vector
		}
		if n.rng.Float64() < p {
			f.Rows[i] = n.vocab.Unknown(i)
		}
	}
	if f.Vector >= 0 && n.rng.Float64() < n.cfg.Dropout.Vector {
		f.Vector = -1
		f.Rows[ling.FeatureCount-1]--
	}
}

func (n *net) embed(train bool) {
	b, d, v := &n.b, n.cfg.Width, n.vectors.Dim()
	in := zeroed(&b.frozenIn, b.rows*v)
	for r, k := range b.keep {
		if k && b.features[r].Vector >= 0 {
			n.vectors.Row(int(b.features[r].Vector), in[r*v:(r+1)*v])
		}
	}
	x := resize(&b.x, b.rows*d)
	linear(&n.mul, x, in, b.rows, v, n.frozen, nil)
	for r, k := range b.keep {
		if !k {
			continue
		}
		for _, f := range b.features[r].Rows {
			addFloats(x[r*d:(r+1)*d], n.features.row(f))
		}
	}
	dropout(x, resize(&b.inMask, b.rows*d), pick(train, n.cfg.Dropout.Input), n.rng)
}

// skip is where the input of row 1 begins in layer i: at row 0 or, if the layer looks at no neighbours, at row 1.
func (n *net) skip(i int) int {
	if neural.LayerWindow(n.cfg.Layers[i]) == 1 {
		return n.cfg.Width
	}
	return 0
}

func (n *net) layerForward(i int, train bool) {
	b, d := &n.b, n.cfg.Width
	l := &b.layers[i]
	norm, y := resize(&l.norm, b.rows*d), resize(&l.y, b.rows*d)
	normalise(norm, b.x, resize(&l.inv, b.rows), d, b.keep, !n.cfg.NoRound)
	copy(y, norm)
	dropout(y, resize(&l.mask, b.rows*d), pick(train, n.cfg.Dropout.Layer), n.rng)
	z := resize(&l.z, b.rows*2*d)
	linear(&n.mul, z[2*d:(b.rows-1)*2*d], y[n.skip(i):], b.rows-2, d, n.layers[i], n.layerBias[i])
	if n.cfg.Layers[i] != neural.Maxout {
		n.scanForward(l)
		return
	}
	for r, k := range b.keep {
		if !k {
			continue
		}
		x, p, q := b.x[r*d:(r+1)*d], z[r*2*d:r*2*d+d], z[r*2*d+d:(r+1)*2*d]
		for j := range x {
			x[j] += max(p[j], q[j])
		}
	}
}

// scanForward runs the gates: forward in the first half of the dimensions, backward in the second.
func (n *net) scanForward(l *layerState) {
	b, d := &n.b, n.cfg.Width
	h := d / 2
	c := zeroed(&l.c, b.rows*d)
	for s, start := range b.starts {
		end := start + len(b.trees[s].features)
		for r := start; r < end; r++ {
			scanRow(b.x[r*d:r*d+h], c[r*d:r*d+h], c[(r-1)*d:(r-1)*d+h], l.z[r*2*d:r*2*d+h], l.z[r*2*d+d:r*2*d+d+h])
		}
		for r := end - 1; r >= start; r-- {
			scanRow(b.x[r*d+h:(r+1)*d], c[r*d+h:(r+1)*d], c[(r+1)*d+h:(r+2)*d], l.z[r*2*d+h:r*2*d+d], l.z[r*2*d+d+h:(r+1)*2*d])
		}
	}
}

func gate(f float32) float32 { return 0.5 + 0.5*f/(1+max(f, -f)) }

func scanRow(x, c, before, a, f []float32) {
	for i := range x {
		c[i] = before[i] + gate(f[i])*(a[i]-before[i])
		x[i] += c[i]
	}
}

// backward carries dOut (through the output's dropout), then each layer, down to the features.
func (n *net) backward() {
	b, d := &n.b, n.cfg.Width
	dx := zeroed(&b.dx, b.rows*d)
	multiply(b.dOut, b.outMask)
	normaliseBack(dx, b.dOut, b.outNorm, b.outInv, d, b.keep)
	for i := len(n.layers) - 1; i >= 0; i-- {
		n.layerBack(i)
	}
	multiply(dx, b.inMask)
	for r, k := range b.keep {
		if !k {
			continue
		}
		for _, f := range b.features[r].Rows {
			n.features.touch(f)
			addFloats(n.features.grow(f), dx[r*d:(r+1)*d])
		}
	}
	linearBack(&n.mul, nil, dx, b.frozenIn, b.rows, n.vectors.Dim(), n.frozen, nil)
}

func (n *net) layerBack(i int) {
	b, d := &n.b, n.cfg.Width
	l := &b.layers[i]
	dz := zeroed(&l.dz, b.rows*2*d)
	if n.cfg.Layers[i] != neural.Maxout {
		n.scanBack(l)
	} else {
		for r, k := range b.keep {
			if !k {
				continue
			}
			z, g, dx := l.z[r*2*d:(r+1)*2*d], dz[r*2*d:(r+1)*2*d], b.dx[r*d:(r+1)*d]
			for j, v := range dx {
				if z[j] > z[d+j] {
					g[j] = v
				} else {
					g[d+j] = v
				}
			}
		}
	}
	dy := zeroed(&l.dy, b.rows*d)
	skip := n.skip(i)
	linearBack(&n.mul, dy[skip:], dz[2*d:(b.rows-1)*2*d], l.y[skip:], b.rows-2, d, n.layers[i], n.layerBias[i])
	multiply(dy, l.mask)
	normaliseBack(b.dx, dy, l.norm, l.inv, d, b.keep)
}

func (n *net) scanBack(l *layerState) {
	b, d := &n.b, n.cfg.Width
	h := d / 2
	carry := resize(&b.carry, h)
	for s, start := range b.starts {
		end := start + len(b.trees[s].features)
		clear(carry)
		for r := end - 1; r >= start; r-- {
			o := r * 2 * d
			scanRowBack(carry, b.dx[r*d:r*d+h], l.c[(r-1)*d:], l.z[o:o+h], l.z[o+d:o+d+h], l.dz[o:o+h], l.dz[o+d:o+d+h])
		}
		clear(carry)
		for r := start; r < end; r++ {
			o := r * 2 * d
			scanRowBack(carry, b.dx[r*d+h:(r+1)*d], l.c[(r+1)*d+h:], l.z[o+h:o+d], l.z[o+d+h:o+2*d], l.dz[o+h:o+d], l.dz[o+d+h:o+2*d])
		}
	}
}

// scanRowBack goes back over one row; carry is the gradient of the running mean, from the row after to the row before.
func scanRowBack(carry, dx, before, a, f, da, df []float32) {
	for i := range carry {
		dc := carry[i] + dx[i]
		g := gate(f[i])
		s := 1 + max(f[i], -f[i])
		da[i] = dc * g
		df[i] = dc * (a[i] - before[i]) * 0.5 / (s * s)
		carry[i] = dc * (1 - g)
	}
}

// headsBack adds the gradients of tags, names and slots to dOut.
func (n *net) headsBack() {
	b, d := &n.b, n.cfg.Width
	dOut := zeroed(&b.dOut, b.rows*d)
	linearBack(&n.mul, dOut, b.tagS, b.out, b.rows, d, n.tagW, n.tagB)
	linearBack(&n.mul, dOut, b.nameS, b.out, b.rows, d, n.nameW, n.nameB)
	linearBack(&n.mul, dOut, b.dSlots, b.out, b.rows, d, n.slotW, nil)
}

// losses holds the sums of a batch.
type losses struct{ tag, name, parse float64 }

// train computes the gradients for a batch of examples and returns the losses.
func (n *net) train(examples []*example, explore float64) losses {
	n.forward(examples, true)
	l := n.lossAndBack(explore)
	return l
}

func (n *net) lossAndBack(explore float64) losses {
	b := &n.b
	var l losses
	l.parse = n.parse(explore)
	tw, nw := n.tagW.cols, n.nameW.cols
	for r, k := range b.keep {
		if !k {
			clear(b.tagS[r*tw : (r+1)*tw])
			clear(b.nameS[r*nw : (r+1)*nw])
		}
	}
	for s, e := range b.trees {
		for i := range e.features {
			r := b.starts[s] + i
			l.tag += n.classify(b.tagS[r*tw:(r+1)*tw], e.tags[i], e.weight*float32(n.cfg.TagLoss))
			name := int32(-1)
			if e.names != nil {
				name = e.names[i]
			}
			l.name += n.classify(b.nameS[r*nw:(r+1)*nw], name, e.weight*float32(n.cfg.NameLoss))
		}
	}
	n.headsBack()
	n.backward()
	return l
}

// classify is the loss of one choice; gold is −1 where it is unknown.
func (n *net) classify(scores []float32, gold int32, weight float32) float64 {
	switch gold {
	case -1:
		clear(scores)
		return 0
	case openName:
		return softmaxLoss(scores, n.open, weight)
	}
	return softmaxLoss(scores, []int32{gold}, weight)
}
