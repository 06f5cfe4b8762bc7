package ling

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// treebank reads a treebank from the folder beside the repository and skips the test where it is absent.
func treebank(t *testing.T, name string) []*Annotated {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "..", "shared", "treebanks", name))
	if err != nil {
		t.Skipf("no treebank: %v", err)
	}
	defer f.Close()
	docs, err := ReadCoNLLU(f)
	if err != nil {
		t.Fatal(err)
	}
	return docs
}

// TestSegmentationOfTreebanks measures F1 of words and sentences from raw text, as the CoNLL 2018 shared task does, and
// holds the floor that was reached.
func TestSegmentationOfTreebanks(t *testing.T) {
	for _, c := range []struct {
		file             string
		words, sentences float64
	}{
		{"en_ewt-dev.conllu", 98.9, 86.8},
		{"en_gum-free-train.conllu", 99.4, 96.2},
	} {
		t.Run(c.file, func(t *testing.T) {
			words, sentences := scoreSegmentation(t, treebank(t, c.file))
			t.Logf("words F1 %.2f, sentences F1 %.2f", words, sentences)
			if words < c.words || sentences < c.sentences {
				t.Errorf("words %.2f, sentences %.2f; want at least %.2f, %.2f", words, sentences, c.words, c.sentences)
			}
		})
	}
}

func scoreSegmentation(t *testing.T, docs []*Annotated) (words, sentences float64) {
	report := os.Getenv("CASUS_SEGMENT_ERRORS") != ""
	var goldW, gotW, bothW, goldS, gotS, bothS int
	for _, a := range docs {
		got := segment(a.Doc.Text)
		type span struct{ start, end int }
		gw, gs := map[span]bool{}, map[span]bool{}
		hw, hs := map[span]bool{}, map[span]bool{}
		for _, s := range a.Doc.Sentences {
			gs[span{s.Start, s.End}] = true
			for _, w := range s.Words {
				gw[span{w.Start, w.End}] = true
			}
		}
		for _, s := range got {
			hs[span{s.Start, s.End}] = true
			if gs[span{s.Start, s.End}] {
				bothS++
			}
			for _, w := range s.Words {
				hw[span{w.Start, w.End}] = true
				if gw[span{w.Start, w.End}] {
					bothW++
				}
			}
		}
		goldW, gotW, goldS, gotS = goldW+len(gw), gotW+len(hw), goldS+len(gs), gotS+len(hs)
		if report {
			show := func(kind string, sentences []Sentence, other map[span]bool) {
				for i, s := range sentences {
					if i+1 < len(sentences) && !endsAt(other, s.End, func(k span) int { return k.end }) {
						t.Logf("%s-S %q ||| %q", kind, a.Doc.Text[max(s.Start, s.End-40):s.End], head(sentences[i+1].Of(a.Doc.Text), 40))
					}
				}
			}
			show("missed", a.Doc.Sentences, hs)
			show("wrong", got, gs)
			for _, s := range a.Doc.Sentences {
				var miss []string
				for _, w := range s.Words {
					if !hw[span{w.Start, w.End}] {
						miss = append(miss, w.Of(a.Doc.Text))
					}
				}
				if len(miss) > 0 {
					t.Logf("missed-W %s", strings.Join(miss, " "))
				}
			}
			for _, s := range got {
				var miss []string
				for _, w := range s.Words {
					if !gw[span{w.Start, w.End}] {
						miss = append(miss, w.Of(a.Doc.Text))
					}
				}
				if len(miss) > 0 {
					t.Logf("wrong-W %s", strings.Join(miss, " "))
				}
			}
		}
	}
	return f1(bothW, goldW, gotW), f1(bothS, goldS, gotS)
}

func endsAt[S comparable](set map[S]bool, end int, of func(S) int) bool {
	for k := range set {
		if of(k) == end {
			return true
		}
	}
	return false
}

func head(s string, n int) string {
	if len(s) > n {
		return s[:n]
	}
	return s
}

func f1(both, gold, got int) float64 { return 200 * float64(both) / float64(gold+got) }
