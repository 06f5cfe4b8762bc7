package extract

import (
	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/ling"
)

// Candidate is a word that may express an act, as the scorer sees it. For training.
type Candidate struct {
	Sentence, Word int
	At             article.Span
	// Head is the index of the word that governs this one, -1 for none.
	Head int
	// Frames are the types of the frames that fit, heaviest first.
	Frames []event.Type
	Clues  Clues
}

// Candidates are the candidate words of doc in text order.
func (x *Extractor) Candidates(doc *ling.Doc) []Candidate {
	r := newReader(x, doc)
	r.collect = true
	r.prepare()
	var out []Candidate
	for _, t := range r.trees {
		for i := range r.cands[t.at] {
			c := &r.cands[t.at][i]
			s := r.sight(t, c)
			k := Candidate{Sentence: t.at, Word: c.at, At: t.word(c.at).Span, Head: t.head(c.at), Clues: s.clues}
			for _, m := range c.matches {
				k.Frames = append(k.Frames, m.Type)
			}
			out = append(out, k)
		}
	}
	return out
}

// DenseLen is the length of [Clues.Dense].
func (x *Extractor) DenseLen() int { return blocks * x.dim }
