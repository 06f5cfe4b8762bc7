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

// Relate says which of the 16 types doc gives the pair; the type is never empty. Each word that may express an act votes
// with its probabilities, the more the closer its grammar ties it to the two phrases.
func (x *Extractor) Relate(doc *ling.Doc, pair Pair) Relation {
	r := newReader(x, doc)
	r.collect = true
	var sum [Labels]float64
	var best *sighting
	bestVote := -1.0
	for _, t := range r.trees {
		if len(t.s.Words) > maxWords || !t.s.Overlaps(pair.Actor) && !t.s.Overlaps(pair.Recipient) && len(r.trees) > 1 {
			continue
		}
		a, b := wordIn(t, pair.Actor), wordIn(t, pair.Recipient)
		for _, c := range r.candidates(t) {
			if pair.Actor.Contains(t.word(c.at).Span) {
				continue
			}
			s := r.sight(t, &c)
			p := r.chances(s)
			w := r.tie(t, &c, a, b)
			top := 1
			for l := 1; l < Labels; l++ {
				l2 := relateLabel(s, l)
				sum[l2] += w * p[l]
				if p[l] > p[top] {
					top = l
				}
			}
			if v := w * p[top]; v > bestVote {
				s.label = relateLabel(s, top)
				best, bestVote = s, v
			}
		}
	}
	return x.relation(sum, best)
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
	sum[0] = 0
	total := 0.0
	for l := 1; l < Labels; l++ {
		sum[l] += 1e-4
		total += sum[l]
	}
	rel := Relation{Scores: map[event.Type]float64{}}
	top := 1
	for l := 1; l < Labels; l++ {
		rel.Scores[types()[l-1]] = sum[l] / total
		if sum[l] > sum[top] {
			top = l
		}
	}
	rel.Type, rel.Confidence = types()[top-1], sum[top]/total
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
