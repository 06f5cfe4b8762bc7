package extract

import (
	"strings"
	"testing"
	"time"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/internal/ling"
)

// docOf builds a one-sentence document out of any bytes: words from a short list, tags, relations and heads at random. The heads need not
// be a tree.
func docOf(data []byte) *ling.Doc {
	words := []string{"attack", "condemn", "France", "they", "of", "said", "not", "if", "will", "and", "talks", "by", "kill", "Russian", ",", "threaten"}
	upos := []string{"VERB", "NOUN", "PROPN", "PRON", "ADP", "ADJ", "AUX", "PUNCT", "NUM"}
	xpos := []string{"VBD", "VBN", "VB", "VBG", "NN", "NNP", "IN", "JJ"}
	rels := []string{"nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod", "nmod:poss", "conj", "acl", "acl:relcl", "advcl", "ccomp", "xcomp",
		"parataxis", "case", "mark", "amod", "compound", "appos", "root", "aux", "cop", "det"}
	doc := &ling.Doc{}
	var b strings.Builder
	s := ling.Sentence{}
	n := len(data) / 4
	for i := range n {
		d := data[4*i : 4*i+4]
		w := words[int(d[0])%len(words)]
		at := b.Len()
		b.WriteString(w + " ")
		s.Words = append(s.Words, ling.Word{
			Span: article.Span{Start: at, End: at + len(w)}, Form: w, Lemma: w,
			UPOS: upos[int(d[1])%len(upos)], XPOS: xpos[int(d[1]/16)%len(xpos)], Rel: rels[int(d[2])%len(rels)], Head: int(d[3])%(n+1) - 1,
		})
		doc.Mentions = append(doc.Mentions, ling.Mention{Sentence: 0, First: i, End: i + 1, Head: i, Entity: 0})
	}
	s.Span = article.Span{Start: 0, End: b.Len()}
	doc.Text = b.String()
	doc.Sentences = []ling.Sentence{s}
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	doc.Entities = [][]int{all}
	return doc
}

func checkDrafts(t *testing.T, doc *ling.Doc, drafts []Draft) {
	t.Helper()
	perSentence := map[int]int{}
	for i := range drafts {
		d := &drafts[i]
		perSentence[d.Sentence]++
		for _, s := range []article.Span{d.Trigger, d.Head, d.Clause, d.Range} {
			if s.Start < 0 || s.End > len(doc.Text) || s.Start > s.End {
				t.Fatalf("span %v outside the text of %d bytes", s, len(doc.Text))
			}
		}
		if !d.Range.Contains(d.Trigger) || !d.Trigger.Contains(d.Head) {
			t.Fatalf("trigger %v, head %v, sentence %v are not inside each other", d.Trigger, d.Head, d.Range)
		}
		if len(d.Actors) > maxCompound || len(d.Recipients) > maxCompound {
			t.Fatalf("%d actors, %d recipients", len(d.Actors), len(d.Recipients))
		}
		if d.Score < 0 || d.Score > 1 {
			t.Fatalf("score %v", d.Score)
		}
	}
	for s, n := range perSentence {
		if n > maxPerSentence {
			t.Fatalf("%d drafts of sentence %d", n, s)
		}
	}
}

func FuzzDrafts(f *testing.F) {
	x, err := Open(nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte("0000111122223333"))
	f.Add([]byte{0, 0, 0, 2, 1, 0, 19, 0, 2, 2, 2, 2, 3, 3, 3, 3})
	f.Add([]byte{0, 0, 7, 2, 1, 0, 7, 1, 2, 2, 7, 3, 3, 3, 7, 4})
	f.Fuzz(func(t *testing.T, data []byte) {
		doc := docOf(data[:min(len(data), 1200)])
		checkDrafts(t, doc, x.Drafts(doc, nil))
		if n := len(doc.Sentences[0].Words); n > 1 {
			w := doc.Sentences[0].Words
			rel := x.Relate(doc, Pair{w[0].Span, w[n-1].Span})
			if rel.Type == "" || rel.Confidence < 0 || rel.Confidence > 1.0001 {
				t.Fatalf("relation %+v", rel)
			}
		}
	})
}

func TestLongListsStayCheapAndBounded(t *testing.T) {
	x, err := Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	// one verb, then n names in one coordination
	list := func(n int) *ling.Doc {
		data := []byte{1, 0, 19, 0}
		for i := range n {
			rel := byte(7)
			if i == 0 {
				rel = 2
			}
			data = append(data, 2, 2, rel, byte(min(i+1, 2)))
		}
		return docOf(data)
	}
	long := list(300)
	start := time.Now()
	drafts := x.Drafts(long, nil)
	checkDrafts(t, long, drafts)
	if d := time.Since(start); d > 2*time.Second {
		t.Errorf("a list of 300 names takes %v", d)
	}
	if len(drafts) > maxPerSentence {
		t.Errorf("%d drafts of a list", len(drafts))
	}
	many := &ling.Doc{Text: long.Text}
	for range 300 {
		many.Sentences = append(many.Sentences, long.Sentences[0])
	}
	x.Drafts(many, nil)
	if d := time.Since(start); d > 10*time.Second {
		t.Errorf("300 such sentences take %v", d)
	}
}
