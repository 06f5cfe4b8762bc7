package lab

import (
	"encoding/json"
	"fmt"
	"io"
	"io/fs"

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
			for ty, q := range acts {
				r.soft[extract.Label(ty)] = q
				r.soft[0] -= q
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

// WriteCandidates writes the sentences of gold articles (group: their index) and of the lexicon's examples (group -1) with labelled
// candidate words, or, where gold articles hold no events and labelled is false, without labels, as JSON lines for a teacher.
func WriteCandidates(w io.Writer, p *ling.Parser, x *extract.Extractor, gold []Gold, labelled bool) error {
	enc := json.NewEncoder(w)
	write := func(id string, doc *ling.Doc, cands []extract.Candidate, label []int, weight []float32, group int) error {
		by := map[int][]candidateWord{}
		for i, c := range cands {
			at := doc.Sentences[c.Sentence].Start
			k := candidateWord{Start: c.At.Start - at, End: c.At.End - at, Names: c.Clues.Names}
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
	for g := range gold {
		doc := p.Annotate(gold[g].Text)
		cands, label, weight := []extract.Candidate(nil), []int(nil), []float32(nil)
		if labelled {
			cands, label, weight = goldLabels(x, doc, &gold[g])
		} else {
			cands = x.Candidates(doc)
		}
		if err := write(gold[g].ID, doc, cands, label, weight, g); err != nil {
			return err
		}
	}
	if !labelled {
		return nil
	}
	examples, err := x.Examples()
	if err != nil {
		return err
	}
	for _, e := range examples {
		doc := p.Annotate(e.Text)
		cands, label, weight := exampleLabels(x, doc, &e, 1)
		if err := write(e.From, doc, cands, label, weight, -1); err != nil {
			return err
		}
	}
	return nil
}
