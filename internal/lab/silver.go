package lab

import (
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/extract"
	"github.com/casus-news/casus/internal/ling"
)

// SilverText is an open article with what a teacher (see train/silver) thinks of its words: by the byte offset of a word
// the probabilities of the types; the rest of 1 is "no event". Words that it is sure are no event are left out.
type SilverText struct {
	ID   string                         `json:"id"`
	Acts map[int]map[event.Type]float32 `json:"acts"`
	text string
}

// ReadSilver reads the *.jsonl.gz files of silver; the texts are those of news. A nil silver has none.
func ReadSilver(silver, news fs.FS) ([]SilverText, error) {
	if silver == nil {
		return nil, nil
	}
	names, err := fs.Glob(silver, "*.jsonl.gz")
	if err != nil {
		return nil, err
	}
	texts, err := readNews(news)
	if err != nil {
		return nil, err
	}
	var out []SilverText
	for _, name := range names {
		err := eachLine(silver, name, func(line []byte) error {
			var s SilverText
			if err := json.Unmarshal(line, &s); err != nil {
				return err
			}
			g, ok := texts[s.ID]
			if !ok {
				return fmt.Errorf("article %s is not in the news folder", s.ID)
			}
			s.text = g.Text
			out = append(out, s)
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return out, nil
}

// silverEvery is the share of the words that are surely no event that is trained on: one in so many, with their weight.
const silverEvery = 5

// silverRows are the training rows of silver articles, each of weight w.
func silverRows(p *ling.Parser, x *extract.Extractor, silver []SilverText, w float32) []eventRow {
	var rows []eventRow
	seen := 0
	for i := range silver {
		doc := p.Annotate(silver[i].text)
		for _, c := range x.Candidates(doc) {
			r := eventRow{dense: c.Clues.Dense, names: append(c.Clues.Names, silverClue), weight: w, group: -1}
			r.soft = new([extract.Labels]float32)
			r.soft[0] = 1
			acts, ok := silver[i].Acts[c.At.Start]
			for _, t := range event.Types() { // in one order: a sum of floats depends on it
				if q := acts[t.Type]; q > 0 {
					r.soft[extract.Label(t.Type)] = q
					r.soft[0] -= q
				}
			}
			if !ok {
				seen++
				if seen%silverEvery != 0 {
					continue
				}
				r.weight *= silverEvery
			}
			rows = append(rows, r)
		}
	}
	return rows
}

// silverClue marks silver rows as [ownClue] marks our own.
const silverClue = "set=silver"

// candidateLine is a sentence with its candidates, as the teacher of train/silver reads it; offsets are bytes, of the word in the
// sentence and of the sentence in the article.
type candidateLine struct {
	ID         string          `json:"id"`
	Group      int             `json:"group"`
	Start      int             `json:"start"`
	Text       string          `json:"text"`
	Candidates []candidateWord `json:"candidates"`
}

type candidateWord struct {
	Start  int      `json:"start"`
	End    int      `json:"end"`
	Label  int      `json:"label"`
	Weight float32  `json:"weight"`
	Names  []string `json:"names"`
}

// WriteTeacher writes what the teacher of train/silver is trained on to labelled, and the open news that it labels to news: sentences
// with their candidate words, a JSON object a line.
func WriteTeacher(from ActsSources, labelled, news io.Writer) error {
	p, x, data, err := from.read()
	if err != nil {
		return err
	}
	open, err := openTexts(os.DirFS(filepath.Join(from.Shared, "news")), data.Gold)
	if err != nil {
		return err
	}
	if err := writeLabelled(labelled, p, x, data.Gold); err != nil {
		return err
	}
	enc := json.NewEncoder(news)
	for i := range open {
		doc := p.Annotate(open[i].Text)
		if err := writeCandidates(enc, open[i].ID, i, doc, x.Candidates(doc), nil, nil); err != nil {
			return err
		}
	}
	return nil
}

// writeLabelled writes hand-coded articles (group: their index) and the lexicon's examples (group -1).
func writeLabelled(w io.Writer, p *ling.Parser, x *extract.Extractor, gold []Gold) error {
	enc := json.NewEncoder(w)
	for g := range gold {
		doc := p.Annotate(gold[g].Text)
		cands, label, weight := goldLabels(x, doc, &gold[g])
		if gold[g].Own {
			for i := range cands {
				cands[i].Clues.Names = append(cands[i].Clues.Names, ownClue)
			}
		}
		if err := writeCandidates(enc, gold[g].ID, g, doc, cands, label, weight); err != nil {
			return err
		}
	}
	examples, err := x.Examples()
	if err != nil {
		return err
	}
	for i := range examples {
		doc := p.Annotate(examples[i].Text)
		cands, label, weight := exampleLabels(x, doc, &examples[i], 1)
		if err := writeCandidates(enc, examples[i].From, -1, doc, cands, label, weight); err != nil {
			return err
		}
	}
	return nil
}

func writeCandidates(enc *json.Encoder, id string, group int, doc *ling.Doc, cands []extract.Candidate, label []int, weight []float32) error {
	by := map[int][]candidateWord{}
	for i, c := range cands {
		at := doc.Sentences[c.Sentence].Start
		k := candidateWord{Start: c.At.Start - at, End: c.At.End - at, Names: lexical(c.Clues.Names)}
		if label != nil {
			k.Label, k.Weight = label[i], weight[i]
		}
		by[c.Sentence] = append(by[c.Sentence], k)
	}
	for k := range doc.Sentences {
		s := &doc.Sentences[k]
		if len(by[k]) == 0 {
			continue
		}
		if err := enc.Encode(candidateLine{id, group, s.Start, s.Span.Of(doc.Text), by[k]}); err != nil {
			return err
		}
	}
	return nil
}

// lexical are the clues that tell a teacher what its own encoder cannot: what the lexicon says of a word, and where it hangs.
func lexical(names []string) []string {
	var out []string
	for _, n := range names {
		for _, begins := range []string{"frame=", "framed=", "other=", "op=", "mood=", "up=", "pos=", ownClue} {
			if strings.HasPrefix(n, begins) {
				out = append(out, n)
				break
			}
		}
	}
	return out
}

// maxOpenWords is the length of an open article above which the teacher does not label it.
const maxOpenWords = 600

// openShare is the share of a source's open articles that the teacher labels: one in so many.
func openShare(id string) int {
	switch {
	case strings.HasPrefix(id, "au-"):
		return 6
	case strings.HasPrefix(id, "wp-"):
		return 3
	}
	return 1
}

// openTexts are the open articles for the teacher to label: a choice of news without those in coded, in the order of their names.
func openTexts(news fs.FS, coded []Gold) ([]Gold, error) {
	texts, err := readNews(news)
	if err != nil {
		return nil, err
	}
	for i := range coded {
		delete(texts, coded[i].ID)
	}
	var out []Gold
	seen := map[int]int{}
	for _, id := range slices.Sorted(maps.Keys(texts)) {
		if len(strings.Fields(texts[id].Text)) > maxOpenWords {
			continue
		}
		share := openShare(id)
		if seen[share]%share == 0 {
			out = append(out, texts[id])
		}
		seen[share]++
	}
	return out, nil
}
