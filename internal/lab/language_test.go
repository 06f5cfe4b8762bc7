package lab

import (
	"strings"
	"testing"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/internal/ling"
)

func TestRawWordsAlignByCharacters(t *testing.T) {
	const gold = `# newdoc
# text = They don't go.
1	They	they	PRON	PRP	_	4	nsubj	_	_
2-3	don't	_	_	_	_	_	_	_	_
2	do	do	AUX	VBP	_	4	aux	_	_
3	n't	not	PART	RB	_	4	advmod	_	_
4	go	go	VERB	VB	_	0	root	_	SpaceAfter=No
5	.	.	PUNCT	.	_	4	punct	_	_

`
	trees, err := readTrees(strings.NewReader(gold))
	if err != nil {
		t.Fatal(err)
	}
	words, sents := goldWords(trees)
	text := "They  don't go."
	doc := &ling.Doc{Text: text}
	// The parser took the full stop for a part of "go", and found no clitic.
	spans := []article.Span{{Start: 0, End: 4}, {Start: 6, End: 11}, {Start: 12, End: 15}}
	var s ling.Sentence
	for _, sp := range spans {
		s.Words = append(s.Words, ling.Word{Span: sp, Form: text[sp.Start:sp.End], Head: 2})
	}
	s.Words[2].Head = -1
	doc.Sentences = []ling.Sentence{s}
	found, foundSents := foundWords(doc)
	same := 0
	for at := range found {
		if _, ok := words[at]; ok {
			same++
		}
	}
	if len(words) != 5 || len(found) != 3 || same != 1 {
		t.Errorf("%d gold words, %d found, %d the same; want 5, 3 and 1 (They)", len(words), len(found), same)
	}
	for at := range foundSents {
		if !sents[at] {
			t.Errorf("sentence %v is not among %v", at, sents)
		}
	}
}

func TestScoresCountUniversalRelations(t *testing.T) {
	gold := []ling.Word{{UPOS: "NOUN", Head: 1, Rel: "nsubj:pass"}, {UPOS: "VERB", Head: -1, Rel: "root"}, {UPOS: "NOUN", Head: 1, Rel: "obl"}}
	got := []ling.Word{{UPOS: "NOUN", Head: 1, Rel: "nsubj"}, {UPOS: "NOUN", Head: -1, Rel: "root"}, {UPOS: "NOUN", Head: 0, Rel: "obl"}}
	var s TreeScore
	s.add(got, gold)
	if s.las != 2 || s.uas != 2 || s.upos != 2 {
		t.Errorf("LAS %d, UAS %d, UPOS %d of 3; want 2 each", s.las, s.uas, s.upos)
	}
	if f := s.relation("nsubj").f1(); f != 100 {
		t.Errorf("nsubj F1 %.1f", f)
	}
	if f := s.relation("obl").f1(); f != 0 {
		t.Errorf("obl F1 %.1f", f)
	}
}

func TestMiscIsNotHeldAgainstNames(t *testing.T) {
	var s TreeScore
	s.addNames([]ling.Name{{First: 0, End: 1, Kind: ling.Misc}, {First: 2, End: 4, Kind: ling.Person}}, []ling.Name{{First: 2, End: 4, Kind: ling.Person}})
	if s.names.f1() != 100 {
		t.Errorf("F1 %.1f", s.names.f1())
	}
}

func TestConfigurationsOfTheRepositoryAreComplete(t *testing.T) {
	for _, name := range []string{"language.conf", "language-silver.conf"} {
		c := readRepositoryConfig(t, name)
		if c.Net.Width%16 != 0 || len(c.Net.Layers) == 0 || len(c.Gold) != 2 || len(c.Sources) < 4 {
			t.Errorf("%s: %+v", name, c)
		}
		for _, path := range append(append([]string{c.Dev, c.DevNames}, c.Gold...), c.Silver...) {
			if strings.Contains(path, "test") {
				t.Errorf("%s: %s: test data in training", name, path)
			}
		}
	}
}
