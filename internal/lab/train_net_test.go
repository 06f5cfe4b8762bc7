package lab

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/casus-news/casus/internal/ling"
	"github.com/casus-news/casus/internal/neural"
)

// smallTrees are two invented sentences with names; the second has a crossing arc.
const smallTrees = `# newdoc
# sent_id = a-1
# text = Kyiv condemned the attack.
1	Kyiv	Kyiv	PROPN	NNP	_	2	nsubj	_	Name=B-LOC
2	condemned	condemn	VERB	VBD	_	0	root	_	_
3	the	the	DET	DT	_	4	det	_	_
4	attack	attack	NOUN	NN	_	2	obj	_	SpaceAfter=No
5	.	.	PUNCT	.	_	2	punct	_	_

# sent_id = a-2
# text = A hearing is set on it today
1	A	a	DET	DT	_	2	det	_	_
2	hearing	hearing	NOUN	NN	_	4	nsubj	_	_
3	is	be	AUX	VBZ	_	4	aux	_	_
4	set	set	VERB	VBN	_	0	root	_	_
5	on	on	ADP	IN	_	6	case	_	_
6	it	it	PRON	PRP	_	2	nmod	_	_
7	today	today	NOUN	NN	_	4	obl	_	_

`

// smallNet is a network of a few thousand numbers over the words of trees, without noise.
func smallNet(t *testing.T, trees []Tree, layers ...string) *net {
	t.Helper()
	rng := rand.New(rand.NewPCG(7, 7))
	words := []string{"kyiv", "attack", "the", "set"}
	vecs := make([]float32, len(words)*8)
	for i := range vecs {
		vecs[i] = float32(rng.NormFloat64())
	}
	v, err := neural.ReadVectors(neural.EncodeVectors(words, vecs, 8))
	if err != nil {
		t.Fatal(err)
	}
	lists := countFeatures(trees, nil).vocabulary([ling.FeatureCount]int{1, 1, 1, 1, 1, 1, 1}, 100)
	tags, _ := inventory(append(append(append([]Tree{}, trees...), trees...), trees...))
	rels := []string{"root", "nsubj", "obj", "det", "punct", "aux", "case", "nmod", "obl"}
	c := NetConfig{Width: 16, Hidden: 8, Layers: layers, NoRound: true, NameLoss: 1, TagLoss: 1}
	return newNet(c, ling.NewVocabulary(lists, v), v, tags, rels, rng)
}

func TestGradientsEqualFiniteDifferences(t *testing.T) {
	trees, err := readTrees(strings.NewReader(smallTrees))
	if err != nil {
		t.Fatal(err)
	}
	n := smallNet(t, trees, neural.Maxout, neural.Scan, neural.Maxout, neural.ScanAlone)
	var examples []*example
	for _, tree := range trees {
		examples = append(examples, n.encode(tree, 1))
	}
	for i := range n.hiddenB.w {
		n.hiddenB.w[i] = 4 // far from the bend of max(x, 0), but for one unit that is off
	}
	n.hiddenB.w[3] = -4
	loss := func() float64 {
		n.forward(examples, true)
		l := n.lossAndBack(0)
		return l.tag + l.name + l.parse
	}
	loss()
	want := map[string][]float32{}
	for _, p := range n.params {
		want[p.name] = append([]float32(nil), p.g...)
	}
	const step = 1e-3
	for _, p := range n.params {
		wrong, checked := 0, 0
		for i := 0; i < len(p.w); i += 1 + len(p.w)/60 {
			old := p.w[i]
			p.w[i] = old + step
			up := loss()
			p.w[i] = old - step
			down := loss()
			p.w[i] = old
			got, g := (up-down)/(2*step), float64(want[p.name][i])
			checked++
			// A maximum, or the choice among equally right transitions, may switch between the two points.
			if math.Abs(got-g) > 0.02+0.03*math.Abs(g) {
				wrong++
				t.Logf("%s[%d]: gradient %.4f, difference %.4f", p.name, i, g, got)
			}
		}
		if wrong > checked/20 {
			t.Errorf("%s: %d of %d gradients are wrong", p.name, wrong, checked)
		}
	}
}

func TestOracleLeadsToTheGoldTree(t *testing.T) {
	for _, c := range []struct {
		name  string
		heads []int32 // the root's is the number of words
	}{
		{"one word", []int32{1}},
		{"chain to the right", []int32{4, 0, 1, 2}},
		{"chain to the left", []int32{1, 2, 3, 4}},
		{"both sides", []int32{1, 5, 1, 4, 1}},
		{"deep in the middle", []int32{1, 6, 3, 1, 5, 3}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var o oracle
			var conf ling.Configuration
			rels := make([]int32, len(c.heads))
			o.reset(c.heads, rels)
			conf.Reset(len(c.heads))
			for conf.Forced(0) {
				switch a := o.best(&conf, 1)[0]; a {
				case 0:
					conf.Shift()
				case 1:
					conf.Left(0)
				default:
					conf.Right(0)
				}
			}
			for i, h := range c.heads {
				if conf.Heads[i] != h {
					t.Errorf("word %d has head %d, want %d", i, conf.Heads[i], h)
				}
			}
		})
	}
}

func TestTrainedNetGivesTheSameTreeAfterStoring(t *testing.T) {
	trees, err := readTrees(strings.NewReader(smallTrees))
	if err != nil {
		t.Fatal(err)
	}
	trees = trees[:1]
	n := smallNet(t, trees, neural.Maxout, neural.Scan)
	var examples []*example
	for _, tree := range trees {
		examples = append(examples, n.encode(tree, 1))
	}
	opt := &adam{beta1: 0.9, beta2: 0.98, epsilon: 1e-8}
	for range 150 {
		n.train(examples, 0)
		opt.update(n.params, 0.01)
	}
	lists := countFeatures(trees, nil).vocabulary([ling.FeatureCount]int{1, 1, 1, 1, 1, 1, 1}, 100)
	p, err := ling.NewTagger(n.tensors(lists), n.vectors)
	if err != nil {
		t.Fatal(err)
	}
	s := scoreTrees(p, trees)
	if s.las != s.words || s.xpos != s.words || s.names.f1() != 100 {
		t.Errorf("a net that has learned one sentence by heart gets %s", s.line())
	}
}

func TestTrainingStartsFromAStoredModel(t *testing.T) {
	trees, err := readTrees(strings.NewReader(smallTrees))
	if err != nil {
		t.Fatal(err)
	}
	n := smallNet(t, trees, neural.Maxout, neural.ScanAlone)
	lists := countFeatures(trees, nil).vocabulary([ling.FeatureCount]int{1, 1, 1, 1, 1, 1, 1}, 100)
	stored := n.tensors(lists)
	var more [ling.FeatureCount][]string
	more[0] = []string{"ceasefire", "Kyiv"} // the second is known
	wide, from := widened(stored, more)
	if len(wide[0]) != len(lists[0])+1 {
		t.Fatalf("%d words, want one more than %d", len(wide[0]), len(lists[0]))
	}
	v := ling.NewVocabulary(wide, n.vectors)
	n.cfg.Layers = append(slices.Clone(n.cfg.Layers), neural.Maxout, neural.Scan) // new layers add nothing at first
	m := newNet(n.cfg, v, n.vectors, n.tags, n.rels, n.rng)
	if err := m.start(stored, from); err != nil {
		t.Fatal(err)
	}
	a, b := smallScore(t, stored, n, trees), smallScore(t, m.tensors(wide), m, trees)
	if a != b {
		t.Errorf("before %s, after %s", a, b)
	}
}

func TestPruningKeepsTheFrequentFeatures(t *testing.T) {
	trees, err := readTrees(strings.NewReader(smallTrees))
	if err != nil {
		t.Fatal(err)
	}
	n := smallNet(t, trees, neural.Maxout)
	counts := countFeatures(trees, nil)
	counts[0]["Kyiv"] = 100
	whole := n.tensors(counts.vocabulary([ling.FeatureCount]int{1, 1, 1, 1, 1, 1, 1}, 100))
	if same := counts.pruned(whole, 1000); smallScore(t, same, n, trees) != smallScore(t, whole, n, trees) {
		t.Error("pruning nothing changed the model")
	}
	small := counts.pruned(whole, 20)
	if got := small.Ints["features"].Rows; got != 20 {
		t.Errorf("%d rows left, want 20", got)
	}
	if !slices.Contains(small.Strings["vocabulary.0"], "Kyiv") {
		t.Errorf("the most frequent word is gone: %v", small.Strings["vocabulary.0"])
	}
	smallScore(t, small, n, trees) // it opens
}

func smallScore(t *testing.T, model *neural.Tensors, n *net, trees []Tree) string {
	t.Helper()
	p, err := ling.NewTagger(model, n.vectors)
	if err != nil {
		t.Fatal(err)
	}
	return scoreTrees(p, trees).line()
}

func TestTreebankReader(t *testing.T) {
	trees, err := readTrees(strings.NewReader(smallTrees))
	if err != nil {
		t.Fatal(err)
	}
	if len(trees) != 2 || trees[0].ID != "a-1" || len(trees[1].Words) != 7 {
		t.Fatalf("got %d trees: %+v", len(trees), trees)
	}
	if n := trees[0].Names; len(n) != 1 || n[0] != (ling.Name{First: 0, End: 1, Kind: ling.Location}) {
		t.Errorf("names %v", n)
	}
	if trees[0].Tokens[3].SpaceAfter {
		t.Error("SpaceAfter=No was lost")
	}
}

func TestGumEntitiesBecomeNames(t *testing.T) {
	const gum = `# global.Entity = GRP-etype-infstat
1	The	the	DET	DT	_	2	det	_	Entity=(1-organization-new
2	University	University	PROPN	NNP	_	5	nsubj	_	_
3	of	of	ADP	IN	_	4	case	_	_
4	Ghent	Ghent	PROPN	NNP	_	2	nmod	_	Entity=(2-place-new)1)
5	praised	praise	VERB	VBD	_	0	root	_	_
6	its	its	PRON	PRP$	_	7	nmod:poss	_	Entity=(3-person-new(1-organization-giv)
7	head	head	NOUN	NN	_	5	obj	_	Entity=3)

`
	trees, err := readTrees(strings.NewReader(gum))
	if err != nil {
		t.Fatal(err)
	}
	got := trees[0].Names
	if len(got) != 1 || got[0] != (ling.Name{First: 1, End: 4, Kind: ling.Organization}) {
		t.Errorf("got %v, want the university alone", got)
	}
}
