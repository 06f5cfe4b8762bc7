package ling

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/casus-news/casus/internal/neural"
)

// The files of a bundle that ling reads.
const (
	ModelFile  = "model.bin"
	LemmasFile = "lemmas.bin"
)

// RootRelation is the relation of a sentence's head.
const RootRelation = "root"

// nameKindCodes are the codes of the kinds, in the order of [Kind].
var nameKindCodes = [...]string{"", "PER", "ORG", "LOC", "MISC"}

// String returns the CoNLL code of a kind: PER, ORG, LOC, MISC, empty for None.
func (k Kind) String() string { return nameKindCodes[k] }

// batchWords is the number of words that go through the encoder together, so that they stay in the cache.
const batchWords = 224

// Parser is a trained model of English. It is safe for concurrent use.
type Parser struct {
	kernel  neural.Kernel
	vocab   *Vocabulary
	dim     int
	table   neural.Rows8 // learned features
	frozen  *neural.Dense
	encoder *neural.Encoder
	tags    *neural.Dense
	names   *neural.Dense
	slots   *neural.Dense
	out     *neural.Dense
	hidden  int
	none    []float32 // slot × hidden: the slot is empty
	root    []float32 // slot × hidden: the slot holds the root
	cats    []float32 // category rows × hidden
	bias    []float32 // of the hidden units
	upos    []string  // by joint tag
	xpos    []string
	rels    []string
	rootRel int32
	lemmas  *Lemmatizer
	pool    sync.Pool // of *workspace
}

// Open makes a parser from an opened bundle. The error says which part of the bundle does not fit.
func Open(b *neural.Bundle) (*Parser, error) { return open(b, neural.Best()) }

// open is [Open] with a chosen kernel.
func open(b *neural.Bundle, k neural.Kernel) (*Parser, error) {
	t, err := neural.ReadTensors(b.File(ModelFile))
	if err != nil {
		return nil, fmt.Errorf("open language model: %s: %w; train the bundle again", ModelFile, err)
	}
	p, err := newParser(t, b.Vectors(), k)
	if err != nil {
		return nil, fmt.Errorf("open language model: %s: %w; train the bundle again", ModelFile, err)
	}
	rules, err := neural.ReadTensors(b.File(LemmasFile))
	if err == nil {
		p.lemmas, err = NewLemmatizer(rules, b.Vectors())
	}
	if err != nil {
		return nil, fmt.Errorf("open language model: %s: %w; train the bundle again", LemmasFile, err)
	}
	return p, nil
}

// NewTagger makes a parser without lemmas straight from the tensors of [ModelFile], for scoring during training.
func NewTagger(t *neural.Tensors, v *neural.Vectors) (*Parser, error) {
	return newParser(t, v, neural.Best())
}

func newParser(t *neural.Tensors, v *neural.Vectors, k neural.Kernel) (*Parser, error) {
	p := &Parser{kernel: k, rels: t.Strings["relations"], table: t.Ints["features"], none: t.Floats["none"], root: t.Floats["root"], cats: t.Floats["categories"], bias: t.Floats["hidden.bias"]}
	var lists [FeatureCount][]string
	for f := range lists {
		lists[f] = t.Strings[fmt.Sprintf("vocabulary.%d", f)]
	}
	p.vocab = NewVocabulary(lists, v)
	p.dim, p.hidden = p.table.Cols, len(p.bias)
	var err error
	dense := func(name string, inScale float32, in, out int) *neural.Dense {
		w := t.Ints[name]
		if err == nil && (w.Cols != in || out > 0 && w.Rows != out) {
			err = fmt.Errorf("%s is %d × %d, not %d × %d", name, w.Rows, w.Cols, out, in)
		}
		if err != nil {
			return nil
		}
		var d *neural.Dense
		if d, err = neural.NewDense(w, t.Floats[name+".bias"], inScale, k); err != nil {
			err = fmt.Errorf("%s: %w", name, err)
		}
		return d
	}
	p.frozen = dense("frozen", 1, v.Dim(), p.dim)
	p.tags = dense("tags", 1.0/neural.QuantScale, p.dim, len(t.Strings["tags"]))
	p.names = dense("names", 1.0/neural.QuantScale, p.dim, NameTagCount)
	p.slots = dense("slots", 1.0/neural.QuantScale, p.dim, SlotCount*p.hidden)
	p.out = dense("actions", 1, p.hidden, 1+2*len(p.rels))
	if err != nil {
		return nil, err
	}
	if p.encoder, err = neural.NewEncoder(t, p.dim, k); err != nil {
		return nil, err
	}
	return p, p.check(t)
}

func (p *Parser) check(t *neural.Tensors) error {
	h := p.hidden
	if h == 0 || h%8 != 0 || len(p.none) != SlotCount*h || len(p.root) != SlotCount*h || len(p.cats) != CategoryRows(int32(len(p.rels)))*h {
		return fmt.Errorf("parser of %d hidden units with %d, %d and %d values", h, len(p.none), len(p.root), len(p.cats))
	}
	if p.table.Rows != p.vocab.Rows() {
		return fmt.Errorf("%d feature vectors for %d features", p.table.Rows, p.vocab.Rows())
	}
	for _, tag := range t.Strings["tags"] {
		u, x, ok := strings.Cut(tag, " ")
		if !ok {
			return fmt.Errorf("tag %q", tag)
		}
		p.upos, p.xpos = append(p.upos, u), append(p.xpos, x)
	}
	p.rootRel = int32(slices.Index(p.rels, RootRelation))
	if p.rootRel < 0 {
		return fmt.Errorf("no relation %q", RootRelation)
	}
	return nil
}

// workspace is the memory of one call; it is kept in the pool of the parser.
type workspace struct {
	reader   featureReader
	features []Features
	batch    neural.Batch
	vectors  []int8
	scales   []float32
	frozen   []float32
	lens     []int
	tagOut   []float32
	nameOut  []float32
	slotOut  []float32
	names    nameDecoder
	configs  []Configuration
	active   []int
	hidden   []float32
	hiddenQ  []int8
	hiddenS  []float32
	actions  []float32
}

func floats(s *[]float32, n int) []float32 {
	if cap(*s) < n {
		*s = make([]float32, n+n/2)
	}
	*s = (*s)[:n]
	return *s
}

func bytes8(s *[]int8, n int) []int8 {
	if cap(*s) < n {
		*s = make([]int8, n+n/2)
	}
	*s = (*s)[:n]
	return *s
}

// longest is the number of words that are parsed as one sentence. Longer ones are lists, tables or noise; they are parsed
// piece by piece, which bounds the memory, and the later pieces hang on the first.
const longest = 2000

// Tag fills the tags, heads, relations and names of the sentences.
func (p *Parser) Tag(sents []Sentence) {
	w, _ := p.pool.Get().(*workspace)
	if w == nil {
		w = &workspace{}
	}
	for len(sents) > 0 {
		if len(sents[0].Words) > longest {
			p.tagLong(w, &sents[0])
			sents = sents[1:]
			continue
		}
		n, words := 0, 0
		for n < len(sents) && len(sents[n].Words) <= longest && (n == 0 || words+len(sents[n].Words) <= batchWords) {
			words += len(sents[n].Words)
			n++
		}
		if words > 0 {
			p.tagBatch(w, sents[:n])
		}
		sents = sents[n:]
	}
	p.pool.Put(w)
}

// tagLong parses a sentence in pieces.
func (p *Parser) tagLong(w *workspace, s *Sentence) {
	s.Names = s.Names[:0]
	root := -1
	for first := 0; first < len(s.Words); first += longest {
		piece := []Sentence{{Words: s.Words[first:min(len(s.Words), first+longest)]}}
		p.tagBatch(w, piece)
		for i := range piece[0].Words {
			word := &piece[0].Words[i]
			switch {
			case word.Head >= 0:
				word.Head += first
			case root < 0:
				root = first + i
			default:
				word.Head, word.Rel = root, "parataxis"
			}
		}
		for _, n := range piece[0].Names {
			s.Names = append(s.Names, Name{n.First + first, n.End + first, n.Kind})
		}
	}
}

func (p *Parser) tagBatch(w *workspace, sents []Sentence) {
	p.embed(w, sents)
	p.encoder.Forward(&w.batch)
	p.writeTags(w, sents)
	p.writeNames(w, sents)
	p.parse(w, sents)
}

// embed fills the batch with the sums of feature vectors.
func (p *Parser) embed(w *workspace, sents []Sentence) {
	w.lens, w.features = w.lens[:0], w.features[:0]
	for i := range sents {
		w.lens = append(w.lens, len(sents[i].Words))
		for j := range sents[i].Words {
			w.features = append(w.features, Features{})
			p.vocab.read(&w.reader, sents[i].Words[j].Form, &w.features[len(w.features)-1])
		}
	}
	n, dim := len(w.features), p.vocab.vectors.Dim()
	in, scales := bytes8(&w.vectors, n*dim), floats(&w.scales, n)
	for i := range w.features {
		row := in[i*dim : (i+1)*dim]
		if v := w.features[i].Vector; v >= 0 {
			q, s := p.vocab.vectors.Int8(int(v))
			copy(row, q)
			scales[i] = s
		} else {
			clear(row)
			scales[i] = 0
		}
	}
	width := p.frozen.Width()
	base := floats(&w.frozen, n*width)
	p.frozen.Forward(base, in, n, dim, scales)
	w.batch.Reset(w.lens, p.dim)
	i := 0
	for s, start := range w.batch.Starts {
		for r := start; r < start+w.lens[s]; r++ {
			x := w.batch.X[r*p.dim : (r+1)*p.dim]
			copy(x, base[i*width:])
			for _, row := range w.features[i].Rows {
				p.kernel.AddScaled(x, p.table.Data[int(row)*p.dim:], p.table.Scale[row])
			}
			i++
		}
	}
}

// encoded returns the rows of the encoder's output from the first word on, and their number.
func (p *Parser) encoded(w *workspace) ([]int8, int) {
	q := w.batch.Q[p.dim : len(w.batch.Q)-p.dim]
	return q, len(q) / p.dim
}

func argmax(x []float32) int {
	best, top := 0, x[0]
	for i, v := range x {
		if v > top {
			best, top = i, v
		}
	}
	return best
}

func (p *Parser) writeTags(w *workspace, sents []Sentence) {
	q, rows := p.encoded(w)
	width := p.tags.Width()
	scores := floats(&w.tagOut, rows*width)
	p.tags.Forward(scores, q, rows, p.dim, nil)
	for s := range sents {
		first := w.batch.Starts[s] - 1
		for i := range sents[s].Words {
			t := argmax(scores[(first+i)*width:][:len(p.upos)])
			sents[s].Words[i].UPOS, sents[s].Words[i].XPOS = p.upos[t], p.xpos[t]
		}
	}
}

func (p *Parser) writeNames(w *workspace, sents []Sentence) {
	q, rows := p.encoded(w)
	width := p.names.Width()
	scores := floats(&w.nameOut, rows*width)
	p.names.Forward(scores, q, rows, p.dim, nil)
	for s := range sents {
		first := w.batch.Starts[s] - 1
		sents[s].Names = w.names.decode(sents[s].Names[:0], scores[first*width:], len(sents[s].Words), width)
	}
}

// parse runs the transition system over all sentences of the batch in step.
func (p *Parser) parse(w *workspace, sents []Sentence) {
	q, rows := p.encoded(w)
	slots := floats(&w.slotOut, rows*p.slots.Width())
	p.slots.Forward(slots, q, rows, p.dim, nil)
	for len(w.configs) < len(sents) {
		w.configs = append(w.configs, Configuration{})
	}
	w.active = w.active[:0]
	for s := range sents {
		w.configs[s].Reset(len(sents[s].Words))
		w.active = append(w.active, s)
	}
	for {
		keep := w.active[:0]
		for _, s := range w.active {
			if w.configs[s].Forced(p.rootRel) {
				keep = append(keep, s)
			}
		}
		if w.active = keep; len(keep) == 0 {
			break
		}
		p.step(w)
	}
	for s := range sents {
		p.writeHeads(&w.configs[s], sents[s].Words)
	}
}

func (p *Parser) writeHeads(c *Configuration, words []Word) {
	for i := range words {
		words[i].Head, words[i].Rel = int(c.Heads[i]), p.rels[c.Rels[i]]
		if words[i].Head == len(words) {
			words[i].Head = -1
		}
	}
}

// step takes the best transition in each active sentence.
func (p *Parser) step(w *workspace) {
	n, h := len(w.active), p.hidden
	hidden, hq, hs := floats(&w.hidden, h), bytes8(&w.hiddenQ, n*h), floats(&w.hiddenS, n)
	width := p.slots.Width()
	var slots [SlotCount]int32
	var cats [CategoryCount]int32
	for i, s := range w.active {
		c := &w.configs[s]
		c.Slots(&slots)
		c.Categories(int32(len(p.rels)), &cats)
		copy(hidden, p.bias)
		first := w.batch.Starts[s] - 1
		for j, word := range slots {
			switch {
			case word < 0:
				p.kernel.Add(hidden, p.none[j*h:])
			case word == c.n:
				p.kernel.Add(hidden, p.root[j*h:])
			default:
				p.kernel.Add(hidden, w.slotOut[(first+int(word))*width+j*h:])
			}
		}
		for _, row := range cats {
			p.kernel.Add(hidden, p.cats[int(row)*h:])
		}
		hs[i] = p.kernel.QuantiseReLU(hq[i*h:(i+1)*h], hidden)
	}
	outWidth := p.out.Width()
	scores := floats(&w.actions, n*outWidth)
	p.out.Forward(scores, hq, n, h, hs)
	for i, s := range w.active {
		p.choose(&w.configs[s], scores[i*outWidth:])
	}
}

// choose takes the best legal transition: action 0 shifts, then come LEFT and RIGHT with each relation.
func (p *Parser) choose(c *Configuration, scores []float32) {
	r := len(p.rels)
	best, top := -1, float32(0)
	if c.CanShift() {
		best, top = 0, scores[0]
	}
	pick := func(first int) {
		for i, v := range scores[first : first+r] {
			if (best < 0 || v > top) && i != int(p.rootRel) {
				best, top = first+i, v
			}
		}
	}
	if c.CanLeft() {
		pick(1)
	}
	if c.CanRight() {
		pick(1 + r)
	}
	switch {
	case best == 0:
		c.Shift()
	case best <= r:
		c.Left(int32(best - 1))
	default:
		c.Right(int32(best - 1 - r))
	}
}
