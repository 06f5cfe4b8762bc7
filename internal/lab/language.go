package lab

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/casus-news/casus/internal/ling"
)

// ScoreLanguage scores a parser on the English Web Treebank's test part and on the names that Universal NER adds to it, both
// in folder treebanks: with words and sentences given, then from raw text. It prints the scores to w and returns those that
// the manifest keeps, by name ("test.las", "raw.las").
func ScoreLanguage(p *ling.Parser, treebanks string, w io.Writer) (map[string]float64, error) {
	trees, err := ReadTreebank(filepath.Join(treebanks, "en_ewt-test.conllu"))
	if err != nil {
		return nil, fmt.Errorf("score language: %w", err)
	}
	if _, err := AddNames(trees, filepath.Join(treebanks, "uner_ewt-test.iob2")); err != nil {
		return nil, fmt.Errorf("score language: %w", err)
	}
	given := scoreTrees(p, trees)
	say(w, "EWT test, words and sentences given, tags of the parser")
	given.write(w)
	raw := scoreRaw(p, trees)
	say(w, "EWT test from raw text (F1, words aligned by characters as in CoNLL 2018)")
	raw.write(w)
	scores := map[string]float64{
		"test.upos": given.percent(given.upos), "test.xpos": given.percent(given.xpos), "test.lemma": given.percent(given.lemma),
		"test.uas": given.percent(given.uas), "test.las": given.percent(given.las), "test.names": given.names.f1(),
		"raw.words": raw.words.f1(), "raw.sentences": raw.sentences.f1(), "raw.upos": raw.upos.f1(), "raw.las": raw.las.f1(),
	}
	for _, r := range []string{"nsubj", "obj", "root", "ccomp"} {
		scores["test."+r] = given.relation(r).f1()
	}
	return scores, nil
}

// rawScore holds counts over words and sentences found in raw text.
type rawScore struct{ words, sentences, upos, xpos, lemma, uas, las counts }

func (r *rawScore) write(w io.Writer) {
	for _, f := range []struct {
		name string
		c    counts
	}{{"words", r.words}, {"sentences", r.sentences}, {"UPOS", r.upos}, {"XPOS", r.xpos}, {"lemma", r.lemma}, {"UAS", r.uas}, {"LAS", r.las}} {
		fmt.Fprintf(w, "  %-10s F1 %.2f\n", f.name, f.c.f1())
	}
}

// scoreRaw annotates the text of each document and compares the words that cover the same characters.
func scoreRaw(p *ling.Parser, trees []Tree) *rawScore {
	r := &rawScore{}
	for first := 0; first < len(trees); {
		end := first + 1
		for end < len(trees) && !trees[end].NewDocument {
			end++
		}
		r.document(p, trees[first:end])
		first = end
	}
	return r
}

// rawText joins the sentences of a document: a line feed pair before a paragraph, else a space.
func rawText(trees []Tree) string {
	var b strings.Builder
	for i, t := range trees {
		switch {
		case i == 0:
		case t.NewParagraph:
			b.WriteString("\n\n")
		default:
			b.WriteByte(' ')
		}
		b.WriteString(t.Text)
	}
	return b.String()
}

// reach is a range of the text's characters, white space not counted.
type reach struct{ first, end int }

// placed is a word with its head, both as ranges; the root's head is empty.
type placed struct {
	word *ling.Word
	head reach
}

func (r *rawScore) document(p *ling.Parser, trees []Tree) {
	gold, goldSents := goldWords(trees)
	doc := p.Annotate(rawText(trees))
	found, foundSents := foundWords(doc)
	r.sentences.gold += len(goldSents)
	r.sentences.found += len(foundSents)
	for s := range foundSents {
		r.sentences.right += hit(goldSents[s])
	}
	all := []*counts{&r.words, &r.upos, &r.xpos, &r.lemma, &r.uas, &r.las}
	for _, c := range all {
		c.gold += len(gold)
		c.found += len(found)
	}
	for at, f := range found {
		g, ok := gold[at]
		if !ok {
			continue
		}
		r.words.right++
		r.upos.right += hit(f.word.UPOS == g.word.UPOS)
		r.xpos.right += hit(f.word.XPOS == g.word.XPOS)
		r.lemma.right += hit(f.word.Lemma == g.word.Lemma)
		r.uas.right += hit(f.head == g.head)
		r.las.right += hit(f.head == g.head && universal(f.word.Rel) == universal(g.word.Rel))
	}
}

// letters is the number of characters of s that are not white space.
func letters(s string) int {
	n := 0
	for _, c := range s {
		if !unicode.IsSpace(c) {
			n++
		}
	}
	return n
}

// goldWords places the words of gold trees. The words of a token that does not spell them out share it as far as it goes.
func goldWords(trees []Tree) (map[reach]placed, map[reach]bool) {
	words, sents := map[reach]placed{}, map[reach]bool{}
	at := 0
	for _, t := range trees {
		start := at
		where := make([]reach, len(t.Words))
		for _, tok := range t.Tokens {
			end := at + letters(tok.Form)
			for i := tok.First; i < tok.End; i++ {
				next := min(end, at+letters(t.Words[i].Form))
				if i == tok.End-1 {
					next = end
				}
				where[i] = reach{at, next}
				at = next
			}
		}
		place(words, t.Words, where)
		sents[reach{start, at}] = true
	}
	return words, sents
}

func foundWords(doc *ling.Doc) (map[reach]placed, map[reach]bool) {
	words, sents := map[reach]placed{}, map[reach]bool{}
	before := make([]int, len(doc.Text)+1) // letters before each byte
	n := 0
	for i, c := range doc.Text {
		before[i] = n
		if !unicode.IsSpace(c) {
			n++
		}
	}
	before[len(doc.Text)] = n
	for _, s := range doc.Sentences {
		if len(s.Words) == 0 {
			continue
		}
		where := make([]reach, len(s.Words))
		for i, w := range s.Words {
			where[i] = reach{before[w.Start], before[w.End]}
		}
		place(words, s.Words, where)
		sents[reach{where[0].first, where[len(where)-1].end}] = true
	}
	return words, sents
}

func place(dst map[reach]placed, words []ling.Word, where []reach) {
	for i := range words {
		p := placed{word: &words[i]}
		if h := words[i].Head; h >= 0 {
			p.head = where[h]
		}
		dst[where[i]] = p
	}
}
