package lab

import (
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/extract"
	"github.com/casus-news/casus/internal/ling"
)

// TrainPairs trains the scorer of pairs, which tells the type of act between two phrases of a sentence, on the marked
// sentences that name both sides and on the gold events whose evidence does. It prints the accuracy out of fold to log.
// Same input, same model.
func TrainPairs(p *ling.Parser, x *extract.Extractor, data ActsData, cfg EventsConfig, log io.Writer) (*extract.Model, error) {
	cfg = cfg.withDefaults()
	cfg.Balance = 1 // which types are frequent among pairs that somebody asks about is not known
	x = x.WithPairs(nil)
	cfg.Hidden, cfg.Decay = 4, 0.5
	rows, err := pairRows(p, x, data.Gold, data.Sentences)
	if err != nil {
		return nil, err
	}
	right, total := 0, 0
	for f := range cfg.Folds {
		m := fitEvents(rows, func(g int) bool { return g%cfg.Folds != f }, x.PairDenseLen(), cfg)
		for i := range rows {
			if rows[i].group%cfg.Folds == f {
				total++
				if argmaxEvent(m.Probabilities(rows[i].dense, m.Known(rows[i].names))) == rows[i].label {
					right++
				}
			}
		}
	}
	fmt.Fprintf(log, "pairs: %d rows, out of fold %.3f right\n", len(rows), float64(right)/float64(max(total, 1)))
	return fitEvents(rows, func(int) bool { return true }, x.PairDenseLen(), cfg), nil
}

// pairRows makes the training rows; each sentence is a group of its own, each article one.
func pairRows(p *ling.Parser, x *extract.Extractor, gold []Gold, sentences fs.FS) ([]eventRow, error) {
	var rows []eventRow
	add := func(doc *ling.Doc, pair extract.Pair, ty event.Type, weight float32, group int) {
		c := x.PairClues(doc, pair)
		rows = append(rows, eventRow{dense: c.Dense, names: c.Names, label: extract.Label(ty), weight: weight, group: group})
	}
	for g := range gold {
		for k := range gold[g].Events {
			e := &gold[g].Events[k]
			if pair, ok := goldPair(e); ok {
				add(p.Annotate(e.Evidence), pair, event.Type(e.Type), 1/float32(e.Sure), g)
			}
		}
	}
	examples, err := x.Examples()
	if err != nil {
		return nil, err
	}
	authored, err := ReadSentences(sentences)
	if err != nil {
		return nil, err
	}
	for k, e := range append(examples, authored...) {
		if len(e.Actors) > 0 && len(e.Recipients) > 0 {
			add(p.Annotate(e.Text), extract.Pair{Actor: e.Actors[0], Recipient: e.Recipients[0]}, e.Type, 1, len(gold)+k)
		} else if len(e.Actors) > 1 {
			add(p.Annotate(e.Text), extract.Pair{Actor: e.Actors[0], Recipient: e.Actors[1]}, e.Type, 1, len(gold)+k)
		}
	}
	return rows, nil
}

// goldPair finds the first actor and recipient (or second actor) of a gold event in its evidence.
func goldPair(e *GoldEvent) (extract.Pair, bool) {
	find := func(t string) (article.Span, bool) {
		i := -1
		if t != "" {
			i = strings.Index(e.Evidence, t)
		}
		return article.Span{Start: i, End: i + len(t)}, i >= 0
	}
	if len(e.Actor) == 0 {
		return extract.Pair{}, false
	}
	other := e.Recipient
	if len(other) == 0 {
		other = e.Actor[1:]
	}
	if len(other) == 0 {
		return extract.Pair{}, false
	}
	a, ok1 := find(e.Actor[0].Text)
	b, ok2 := find(other[0].Text)
	return extract.Pair{Actor: a, Recipient: b}, ok1 && ok2 && !a.Overlaps(b)
}
