package lab

import (
	"math"
	"slices"

	"github.com/casus-news/casus/internal/ling"
)

// stateBatch holds every configuration that the parser passed through in a batch, for the way back.
type stateBatch struct {
	configs []ling.Configuration
	trees   []oracle
	slots   [][ling.SlotCount]int32 // rows of the batch; −1 none, −2 root
	cats    [][ling.CategoryCount]int32
	hidden  []float32
	mask    []float32
	scores  []float32
	dHidden []float32
}

const (
	slotNone = -1
	slotRoot = -2
)

// parse runs the transition system over the batch, following the oracle or, with probability explore, the model, and
// leaves the gradient of the slots in b.dSlots.
func (n *net) parse(explore float64) float64 {
	b, st, h := &n.b, &n.st, n.cfg.Hidden
	actions := n.actionW.cols
	st.slots, st.cats = st.slots[:0], st.cats[:0]
	st.hidden, st.scores = st.hidden[:0], st.scores[:0]
	for len(st.configs) < len(b.trees) {
		st.configs = append(st.configs, ling.Configuration{})
		st.trees = append(st.trees, oracle{})
	}
	var active []int
	for s, e := range b.trees {
		st.configs[s].Reset(len(e.features))
		st.trees[s].reset(e.heads, e.rels)
		if e.heads != nil {
			active = append(active, s)
		}
	}
	loss := 0.0
	for {
		active = slices.DeleteFunc(active, func(s int) bool { return !st.configs[s].Forced(n.root) })
		if len(active) == 0 {
			break
		}
		first := len(st.slots)
		for _, s := range active {
			n.describe(s)
		}
		m := len(active)
		st.scores = slices.Grow(st.scores, m*actions)[:(first+m)*actions]
		linear(&n.mul, st.scores[first*actions:], st.hidden[first*h:], m, h, n.actionW, n.actB)
		for i, s := range active {
			row := st.scores[(first+i)*actions : (first+i+1)*actions]
			loss += n.transition(s, row, n.rng.Float64() < explore)
		}
	}
	n.parseBack()
	return loss
}

// describe appends the features and hidden units of the configuration of sentence s.
func (n *net) describe(s int) {
	b, st, h := &n.b, &n.st, n.cfg.Hidden
	c := &st.configs[s]
	var slots [ling.SlotCount]int32
	var cats [ling.CategoryCount]int32
	c.Slots(&slots)
	c.Categories(int32(len(n.rels)), &cats)
	at := len(st.hidden)
	st.hidden = append(st.hidden, n.hiddenB.w...)
	x := st.hidden[at:]
	for j, w := range slots {
		switch {
		case w < 0:
			slots[j] = slotNone
			addFloats(x, n.none.w[j*h:(j+1)*h])
		case int(w) == c.Len():
			slots[j] = slotRoot
			addFloats(x, n.rootVec.w[j*h:(j+1)*h])
		default:
			slots[j] = w + int32(b.starts[s])
			addFloats(x, b.slots[int(slots[j])*n.slotW.cols+j*h:][:h])
		}
	}
	for _, row := range cats {
		addFloats(x, n.cats.row(row))
	}
	for i := range x {
		x[i] = max(x[i], 0)
	}
	st.mask = slices.Grow(st.mask[:at], h)[:at+h]
	dropout(x, st.mask[at:], n.cfg.Dropout.Hidden, n.rng)
	st.slots, st.cats = append(st.slots, slots), append(st.cats, cats)
}

// transition turns scores into their gradient, takes a step, and returns the loss.
func (n *net) transition(s int, scores []float32, explore bool) float64 {
	c, o := &n.st.configs[s], &n.st.trees[s]
	r := len(n.rels)
	inf := float32(math.Inf(-1))
	if !c.CanShift() {
		scores[0] = inf
	}
	if !c.CanLeft() {
		fill(scores[1:1+r], inf)
	}
	if !c.CanRight() {
		fill(scores[1+r:], inf)
	}
	scores[1+n.root], scores[1+r+int(n.root)] = inf, inf
	good := o.best(c, int32(r))
	next := good[0]
	// A word whose gold head, the root, is lost has no right relation: any step will do, and nothing is learned.
	lost := scores[next] == inf
	if explore || lost {
		next = int32(argmaxFloat(scores))
	} else {
		for _, g := range good {
			if scores[g] > scores[next] {
				next = g
			}
		}
	}
	loss := 0.0
	if lost {
		clear(scores)
	} else {
		loss = softmaxLoss(scores, good, n.b.trees[s].weight)
	}
	switch {
	case next == 0:
		c.Shift()
	case int(next) <= r:
		c.Left(next - 1)
	default:
		c.Right(next - 1 - int32(r))
	}
	return loss
}

func fill(x []float32, v float32) {
	for i := range x {
		x[i] = v
	}
}

func argmaxFloat(x []float32) int {
	best := 0
	for i, v := range x {
		if v > x[best] {
			best = i
		}
	}
	return best
}

// parseBack carries the gradients of the scores back to the parameters and into b.dSlots.
func (n *net) parseBack() {
	b, st, h := &n.b, &n.st, n.cfg.Hidden
	m, width := len(st.slots), n.slotW.cols
	dSlots := zeroed(&b.dSlots, b.rows*width)
	dh := zeroed(&st.dHidden, m*h)
	if m == 0 {
		return
	}
	linearBack(&n.mul, dh, st.scores, st.hidden, m, h, n.actionW, n.actB)
	for i := range m {
		g := dh[i*h : (i+1)*h]
		for j, v := range st.hidden[i*h : (i+1)*h] {
			if v <= 0 {
				g[j] = 0
			} else {
				g[j] *= st.mask[i*h+j]
			}
		}
		addFloats(n.hiddenB.g, g)
		for j, row := range st.slots[i] {
			switch row {
			case slotNone:
				addFloats(n.none.g[j*h:(j+1)*h], g)
			case slotRoot:
				addFloats(n.rootVec.g[j*h:(j+1)*h], g)
			default:
				addFloats(dSlots[int(row)*width+j*h:][:h], g)
			}
		}
		for _, row := range st.cats[i] {
			addFloats(n.cats.grow(row), g)
		}
	}
}

// oracle knows which transitions lose no further gold arc (Goldberg and Nivre 2013, arc-hybrid).
type oracle struct {
	heads, rels []int32
	// children lists the dependents of each word, the root's last.
	first    []int32
	children []int32
	good     []int32
}

func (o *oracle) reset(heads, rels []int32) {
	o.heads, o.rels = heads, rels
	n := len(heads)
	o.first = append(o.first[:0], make([]int32, n+2)...)
	for _, h := range heads {
		o.first[h+1]++
	}
	for i := 1; i < len(o.first); i++ {
		o.first[i] += o.first[i-1]
	}
	o.children = append(o.children[:0], make([]int32, n)...)
	at := slices.Clone(o.first)
	for i, h := range heads {
		o.children[at[h]] = int32(i)
		at[h]++
	}
}

func (o *oracle) dependents(h int32) []int32 { return o.children[o.first[h]:o.first[h+1]] }

// best returns the actions of least cost among the possible ones, as action numbers with the gold relation.
func (o *oracle) best(c *ling.Configuration, rels int32) []int32 {
	const never = 1 << 20
	shift, left, right := never, never, never
	k := len(c.Stack)
	if c.CanShift() {
		shift = o.shiftCost(c)
	}
	if c.CanLeft() || c.CanRight() {
		s0 := c.Stack[k-1]
		lost := 0
		for _, d := range o.dependents(s0) {
			if d >= c.Next {
				lost++
			}
		}
		h := o.heads[s0]
		if c.CanLeft() {
			left = lost
			if h > c.Next || k > 1 && h == c.Stack[k-2] {
				left++
			}
		}
		if c.CanRight() {
			right = lost
			if h >= c.Next {
				right++
			}
		}
	}
	least := min(shift, left, right)
	o.good = o.good[:0]
	if shift == least {
		o.good = append(o.good, 0)
	}
	if k > 0 {
		rel := o.rels[c.Stack[k-1]]
		if left == least {
			o.good = append(o.good, 1+rel)
		}
		if right == least {
			o.good = append(o.good, 1+rels+rel)
		}
	}
	return o.good
}

func (o *oracle) shiftCost(c *ling.Configuration) int {
	cost := 0
	if c.Next >= int32(len(o.heads)) {
		return 0
	}
	h := o.heads[c.Next]
	k := len(c.Stack)
	for i, s := range c.Stack {
		if o.heads[s] == c.Next || s == h && i < k-1 {
			cost++
		}
	}
	return cost
}
