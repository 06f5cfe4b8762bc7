package lab

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/casus-news/casus/internal/ling"
)

// counts is a number of right, predicted and gold items.
type counts struct{ right, found, gold int }

func (c counts) f1() float64 {
	if c.found+c.gold == 0 {
		return 0
	}
	return 200 * float64(c.right) / float64(c.found+c.gold)
}

// TreeScore holds the scores of a parser on sentences whose words are given.
type TreeScore struct {
	words, upos, xpos, uas, las, lemma int
	relations                          map[string]*counts
	names                              counts
	nameKinds                          [ling.Misc + 1]counts
}

// universal is a relation without its subtype.
func universal(rel string) string {
	u, _, _ := strings.Cut(rel, ":")
	return u
}

// relation returns the counts of a universal relation.
func (t *TreeScore) relation(name string) *counts {
	if t.relations == nil {
		t.relations = map[string]*counts{}
	}
	c := t.relations[name]
	if c == nil {
		c = &counts{}
		t.relations[name] = c
	}
	return c
}

// add compares one sentence with its gold tree. Relations count by their universal part, as in the CoNLL 2018 shared task.
func (t *TreeScore) add(got, gold []ling.Word) {
	for i, g := range gold {
		w := got[i]
		t.words++
		t.upos += hit(w.UPOS == g.UPOS)
		t.xpos += hit(w.XPOS == g.XPOS)
		t.lemma += hit(w.Lemma == g.Lemma)
		t.uas += hit(w.Head == g.Head)
		a, b := universal(w.Rel), universal(g.Rel)
		same := w.Head == g.Head && a == b
		t.las += hit(same)
		t.relation(a).found++
		t.relation(b).gold++
		t.relation(a).right += hit(same)
	}
}

func (t *TreeScore) addNames(got, gold []ling.Name) {
	for _, n := range got {
		// Universal NER has no Misc: names of that kind are not held against the parser.
		if n.Kind == ling.Misc {
			continue
		}
		right := hit(slices.Contains(gold, n))
		t.names.found++
		t.names.right += right
		t.nameKinds[n.Kind].found++
		t.nameKinds[n.Kind].right += right
	}
	for _, n := range gold {
		if n.Kind != ling.Misc {
			t.names.gold++
			t.nameKinds[n.Kind].gold++
		}
	}
}

func hit(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (t *TreeScore) percent(n int) float64 { return 100 * float64(n) / float64(max(1, t.words)) }

// scoreTrees parses the sentences of gold word by word and compares.
func scoreTrees(p *ling.Parser, gold []Tree) *TreeScore {
	t := &TreeScore{}
	sents := make([]ling.Sentence, len(gold))
	for i, g := range gold {
		sents[i].Words = make([]ling.Word, len(g.Words))
		for j, w := range g.Words {
			sents[i].Words[j].Form = w.Form
		}
	}
	p.Tag(sents)
	p.Lemmatize(sents)
	for i, g := range gold {
		t.add(sents[i].Words, g.Words)
		if g.HasNames {
			t.addNames(sents[i].Names, g.Names)
		}
	}
	return t
}

// line is the score in one line.
func (t *TreeScore) line() string {
	return fmt.Sprintf("UPOS %.2f XPOS %.2f UAS %.2f LAS %.2f names %.2f", t.percent(t.upos), t.percent(t.xpos), t.percent(t.uas), t.percent(t.las), t.names.f1())
}

// reported are the relations that scores are printed for, in this order.
var reported = [...]string{"nsubj", "obj", "root", "ccomp", "xcomp", "obl", "nmod", "conj", "advcl", "acl", "appos", "parataxis", "iobj", "csubj", "aux", "compound", "flat", "case", "mark"}

func (t *TreeScore) write(w io.Writer) {
	fmt.Fprintf(w, "words %d\nUPOS  %.2f\nXPOS  %.2f\nlemma %.2f\nUAS   %.2f\nLAS   %.2f\n", t.words, t.percent(t.upos), t.percent(t.xpos), t.percent(t.lemma), t.percent(t.uas), t.percent(t.las))
	for _, r := range reported {
		fmt.Fprintf(w, "  %-10s F1 %.2f (gold %d)\n", r, t.relation(r).f1(), t.relation(r).gold)
	}
	if t.names.gold > 0 {
		fmt.Fprintf(w, "names F1 %.2f (gold %d)\n", t.names.f1(), t.names.gold)
		for k := ling.Person; k <= ling.Location; k++ {
			fmt.Fprintf(w, "  %-10s F1 %.2f (gold %d)\n", k, t.nameKinds[k].f1(), t.nameKinds[k].gold)
		}
	}
}
