package extract

import (
	"fmt"
	"math"
	"slices"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/ling"
)

// Pair is two phrases of a text: the one that acts and the one that is acted on.
type Pair struct{ Actor, Recipient article.Span }

// Relation is the type that a text gives a pair.
type Relation struct {
	Type  event.Type
	Modes []event.Mode
	// Confidence is the share of Type in Scores, which sum to 1 over the 16 types.
	Confidence float64
	Scores     map[event.Type]float64
	Why        []string
}

// voter is a candidate with the weight of its vote about a pair.
type voter struct {
	s   *sighting
	tie float64
}

// voters are the candidates of the sentences that the pair touches, those bound most closely first.
func (r *reader) voters(pair Pair) []voter {
	var out []voter
	for _, t := range r.trees {
		if len(t.s.Words) > maxWords || !t.s.Overlaps(pair.Actor) && !t.s.Overlaps(pair.Recipient) && len(r.trees) > 1 {
			continue
		}
		a, b := wordIn(t, pair.Actor), wordIn(t, pair.Recipient)
		for i := range r.cands[t.at] {
			if c := &r.cands[t.at][i]; !pair.Actor.Contains(t.word(c.at).Span) {
				out = append(out, voter{r.sight(t, c), r.tie(t, c, a, b)})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b voter) int {
		switch {
		case a.tie > b.tie:
			return -1
		case a.tie < b.tie:
			return 1
		}
		return 0
	})
	return out
}

// Relate says which of the 16 types doc gives the pair; the type is never empty. Each word that may express an act votes
// with its probabilities, the more the closer its grammar ties it to the two phrases; where the bundle has a scorer of
// pairs, its opinion of the sentence as a whole counts as much.
func (x *Extractor) Relate(doc *ling.Doc, pair Pair) Relation {
	r := newReader(x, doc)
	r.collect = true
	r.prepare()
	voters := r.voters(pair)
	var sum [Labels]float64
	var best *sighting
	bestVote := -1.0
	for _, v := range voters {
		p := r.chances(v.s)
		top := 1
		for l := 1; l < Labels; l++ {
			sum[relateLabel(v.s, l)] += v.tie * p[l]
			if p[l] > p[top] {
				top = l
			}
		}
		if vote := v.tie * p[top]; vote > bestVote {
			v.s.label = relateLabel(v.s, top)
			best, bestVote = v.s, vote
		}
	}
	share(&sum)
	if m := x.pairs; m != nil {
		c := r.pairClues(pair, voters)
		p := m.Probabilities(c.Dense, m.Known(c.Names))
		for l := 1; l < Labels; l++ {
			sum[l] = math.Sqrt(sum[l] * p[l])
		}
		share(&sum)
	}
	return x.relation(sum, best)
}

// share makes the labels but 0 sum to 1.
func share(sum *[Labels]float64) {
	sum[0] = 0
	total := 0.0
	for l := 1; l < Labels; l++ {
		sum[l] += 1e-4
		total += sum[l]
	}
	for l := 1; l < Labels; l++ {
		sum[l] /= total
	}
}

// The blocks of the dense clues of a pair.
const (
	pairFirst = iota
	pairSecond
	pairObject
	pairBetween
	pairScene
	pairBlocks
)

// PairDenseLen is the length of [Clues.Dense] of a pair.
func (x *Extractor) PairDenseLen() int { return pairBlocks * x.dim }

// PairClues describes a pair for the scorer of pairs. For training.
func (x *Extractor) PairClues(doc *ling.Doc, pair Pair) Clues {
	r := newReader(x, doc)
	r.collect = true
	r.prepare()
	return r.pairClues(pair, r.voters(pair))
}

func (r *reader) pairClues(pair Pair, voters []voter) Clues {
	dense := make([]float32, pairBlocks*r.x.dim)
	var names []string
	add := func(kind, value string) { names = append(names, kind+"="+value) }
	framed := 0
	for k, v := range voters {
		t, i := v.s.t, v.s.c.at
		g := r.slots(t)
		for n, m := range v.s.c.matches {
			if n == 0 && framed < 3 {
				framed++
				add("framed"+digit(framed), string(m.Type))
				add("anyframe", string(m.Type))
				if op := v.s.mood.first(); op != "" {
					add("framed"+digit(framed), string(m.Type)+"&"+op)
				}
				add("framed"+digit(framed), string(m.Type)+"&"+bucket(t, &v.s.mood))
			}
		}
		if k < 4 {
			add("near", t.lower[i])
		}
		if k > 1 {
			continue
		}
		r.vector(dense, pairFirst+k, t.lower[i])
		add("k"+digit(k), t.lower[i])
		add("mood"+digit(k), bucket(t, &v.s.mood)+v.s.mood.modal)
		add("op"+digit(k), v.s.mood.first())
		if k == 0 {
			for _, o := range g.obj(i, 0) {
				r.vector(dense, pairObject, t.lower[o])
				add("obj", t.lower[o])
				break
			}
		}
	}
	t := r.treeAt(pair.Actor)
	if t == nil {
		return Clues{dense, names}
	}
	a, b := wordIn(t, pair.Actor), wordIn(t, pair.Recipient)
	r.between(dense, t, a, b, add)
	return Clues{dense, names}
}

// between adds what lies between the words a and b, how they hang, and the scene of the sentence.
func (r *reader) between(dense []float32, t *tree, a, b int, add func(kind, value string)) {
	if r.x.vectors == nil {
		return
	}
	from, to := min(a, b), max(a, b)
	if from < 0 {
		from, to = 0, len(t.s.Words)
	}
	n := 0
	sum, row := dense[pairBetween*r.x.dim:(pairBetween+1)*r.x.dim], make([]float32, r.x.dim)
	for i := from + 1; i < to; i++ {
		switch t.word(i).UPOS {
		case "NOUN", "VERB", "ADJ":
			add("between", t.lower[i])
		case "ADP", "PART", "AUX":
			add("small", t.lower[i])
			continue
		default:
			continue
		}
		if k, ok := r.x.vectors.Lookup(t.lower[i]); ok {
			r.x.vectors.Row(k, row)
			for j, v := range row {
				sum[j] += v
			}
			n++
		}
	}
	for j := range sum {
		sum[j] /= float32(max(n, 1))
	}
	for i := range t.s.Words {
		if u := t.word(i).UPOS; u == "NOUN" || u == "VERB" || u == "ADJ" {
			add("word", t.lower[i])
		}
	}
	if b >= 0 {
		add("relrel", t.rel(b))
		add("relprep", t.marker(b))
		if h := t.head(b); h >= 0 {
			add("relgov", t.lower[h])
		}
	}
	if a >= 0 {
		add("actrel", t.rel(a))
	}
	add("order", yes(a < b))
	scene := make([]float32, blocks*r.x.dim)
	r.scene(scene, t)
	copy(dense[pairScene*r.x.dim:], scene[blockScene*r.x.dim:(blockScene+1)*r.x.dim])
}

// treeAt is the sentence that holds the start of s, nil where none does.
func (r *reader) treeAt(s article.Span) *tree {
	for _, t := range r.trees {
		if t.s.Start <= s.Start && s.Start < t.s.End {
			return t
		}
	}
	return nil
}

// relateLabel is the label that stands for l when the act is promised or refused.
func relateLabel(s *sighting, l int) int {
	ty := types()[l-1]
	ahead := s.mood.future || s.mood.first() == "promise" || s.mood.first() == "plan"
	switch {
	case s.mood.first() == "refuse" && temperOf(ty) != hostile && temperOf(ty) != demanding:
		return Label("REJECT")
	case s.mood.first() == "threaten" && temperOf(ty) == hostile:
		return Label("THREATEN")
	case s.mood.first() == "request" && (temperOf(ty) == friendly || temperOf(ty) == yielding):
		return Label("REQUEST")
	case ahead && (ty == "CONSULT" || ty == "COOPERATE" || ty == "AID"):
		return Label("AGREE")
	}
	return l
}

// chances are the probabilities of the labels for s, by the scorer or, without one, by its frames.
func (r *reader) chances(s *sighting) [Labels]float64 {
	if m := r.x.model; m != nil {
		return m.Probabilities(s.clues.Dense, m.Known(s.clues.Names))
	}
	var p [Labels]float64
	p[0] = 0.95
	for i, m := range s.c.matches {
		p[Label(m.Type)] += 0.6 / float64(1+i)
	}
	return p
}

// wordIn is the topmost word of t inside span, -1 where there is none.
func wordIn(t *tree, s article.Span) int {
	best, depth := -1, 0
	for i := range t.s.Words {
		if !s.Overlaps(t.word(i).Span) || t.word(i).UPOS == "PUNCT" {
			continue
		}
		d := 0
		for h := t.head(i); h >= 0 && d < 60; h = t.head(h) {
			d++
		}
		if best < 0 || d < depth {
			best, depth = i, d
		}
	}
	return best
}

// tie weighs how closely candidate c is bound to the words a and b.
func (r *reader) tie(t *tree, c *candidate, a, b int) float64 {
	w := 0.15
	da, db := t.distance(c.at, a), t.distance(c.at, b)
	w += math.Exp(-0.7*float64(da)) + math.Exp(-0.7*float64(db))
	if a >= 0 && b >= 0 && t.onPath(a, b, c.at) {
		w *= 2
	}
	g := r.slots(t)
	doers := g.subj(c.at, 0)
	if c.pos == 'n' {
		doers = append(doers, g.holder(c.at, 0)...)
	}
	if a >= 0 && contains(spread(t, doers), a) {
		w += 0.8
	}
	if b >= 0 && contains(spread(t, g.obj(c.at, 0)), b) {
		w += 0.5
	}
	return w
}

func spread(t *tree, heads []int) []int {
	var out []int
	for _, h := range heads {
		out = appendNew(out, t.coordinated(h)...)
	}
	return out
}

// distance is the number of edges between words i and j, at most 12; 12 where one is absent.
func (t *tree) distance(i, j int) int {
	const far = 12
	if i < 0 || j < 0 {
		return far
	}
	up := map[int]int{}
	for k, d := i, 0; k >= 0 && d <= far; k, d = t.head(k), d+1 {
		up[k] = d
	}
	for k, d := j, 0; k >= 0 && d <= far; k, d = t.head(k), d+1 {
		if e, ok := up[k]; ok {
			return min(d+e, far)
		}
	}
	return far
}

// onPath tells whether k lies on the path between a and b, ends excluded.
func (t *tree) onPath(a, b, k int) bool {
	return k != a && k != b && t.distance(a, k)+t.distance(k, b) == t.distance(a, b)
}

func (x *Extractor) relation(sum [Labels]float64, best *sighting) Relation {
	rel := Relation{Scores: map[event.Type]float64{}}
	for l := 1; l < Labels; l++ {
		rel.Scores[types()[l-1]] = sum[l]
	}
	top := likeliest(&sum)
	rel.Type, rel.Confidence = types()[top-1], sum[top]
	if best == nil {
		rel.Why = []string{"no word of the text expresses an act; this is the commonest type"}
		return rel
	}
	word := best.t.word(best.c.at).Form
	rel.Why = append(rel.Why, fmt.Sprintf("“%s” speaks most for it", word))
	for i := range best.c.matches {
		if m := &best.c.matches[i]; Label(m.Type) == top {
			rel.Modes = slices.Clone(m.Modes)
			rel.Why = append(rel.Why, fmt.Sprintf("the lexicon knows it as %s: %s", m.name(), describe(m.frame)))
			break
		}
	}
	if x.model != nil {
		if h := x.model.heaviest(best.clues.Names, top); len(h) > 0 {
			rel.Why = append(rel.Why, "most weight: "+h[0])
		}
	}
	return rel
}

// likeliest is the label of highest score, where CONCEDE and RETREAT, which shade into each other, first stand together.
func likeliest(sum *[Labels]float64) int {
	concede, retreat := Label("CONCEDE"), Label("RETREAT")
	best, top := 0.0, 1
	for l := 1; l < Labels; l++ {
		v := sum[l]
		if l == concede || l == retreat {
			v = sum[concede] + sum[retreat]
		}
		if v > best {
			best, top = v, l
		}
	}
	if top == concede && sum[retreat] > sum[concede] {
		return retreat
	}
	return top
}
