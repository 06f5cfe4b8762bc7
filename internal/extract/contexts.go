package extract

import (
	"slices"
	"strings"

	"github.com/casus-news/casus/event"
)

// contexts tags each draft with one to three contexts: what its frame names, then the topics that the words of its sentence,
// its paragraph and the document show most.
func (r *reader) contexts(drafts []Draft) {
	if len(drafts) == 0 {
		return
	}
	topics := r.x.lex.topics
	perSentence := make([]map[event.Context]float64, len(r.trees))
	document := map[event.Context]float64{}
	paragraph := map[int]map[event.Context]float64{}
	for k, t := range r.trees {
		hits := map[event.Context]float64{}
		for i := range t.s.Words {
			for _, c := range topics[t.lower[i]] {
				hits[c]++
			}
			if i > 0 {
				for _, c := range topics[t.lower[i-1]+"_"+t.lower[i]] {
					hits[c]++
				}
			}
		}
		perSentence[k] = hits
		p := t.s.Paragraph
		if paragraph[p] == nil {
			paragraph[p] = map[event.Context]float64{}
		}
		for c, n := range hits {
			document[c] += n
			paragraph[p][c] += n
		}
	}
	total := 0.0
	for _, c := range sortedContexts(document) {
		total += document[c]
	}
	for i := range drafts {
		d := &drafts[i]
		score := map[event.Context]float64{}
		for c, n := range document {
			score[c] = 6*n/max(total, 1) + 0.5*min(paragraph[r.trees[d.Sentence].s.Paragraph][c], 3) + min(perSentence[d.Sentence][c], 3)
		}
		for _, c := range typeContexts(d.Type, d.Modes) {
			score[c] += 1
		}
		for n, c := range d.Contexts {
			score[c] += 4 - float64(n)
		}
		d.Contexts = best(score)
	}
}

// best is the two contexts of highest score, the second only where it comes near the first.
func best(score map[event.Context]float64) []event.Context {
	list := sortedContexts(score)
	slices.SortStableFunc(list, func(a, b event.Context) int {
		switch {
		case score[a] > score[b]:
			return -1
		case score[a] < score[b]:
			return 1
		}
		return 0
	})
	var out []event.Context
	for _, c := range list {
		if len(out) == 2 || len(out) > 0 && score[c] < 0.5*score[out[0]] || score[c] < 0.8 {
			break
		}
		out = append(out, c)
	}
	return out
}

func sortedContexts(m map[event.Context]float64) []event.Context {
	out := make([]event.Context, 0, len(m))
	for c := range m {
		out = append(out, c)
	}
	slices.Sort(out)
	return out
}

// typeContexts is what the type and mode alone suggest.
func typeContexts(ty event.Type, modes []event.Mode) []event.Context {
	for _, m := range modes {
		switch m {
		case "convict", "arrest":
			return []event.Context{"legal"}
		case "aerial", "drone", "heavy-weapons", "troops", "weapons", "ceasefire":
			return []event.Context{"military"}
		case "demo":
			return []event.Context{"rights_freedoms"}
		}
	}
	switch ty {
	case "CONSULT", "AGREE", "COOPERATE":
		return []event.Context{"diplomatic"}
	case "MOBILIZE", "ASSAULT":
		return []event.Context{"military"}
	}
	return nil
}

// readTopics turns contexts.txt round: the contexts of each lemma.
func readTopics(c classes) map[string][]event.Context {
	names := make([]string, 0, len(c))
	for n := range c {
		names = append(names, n)
	}
	slices.Sort(names)
	out := map[string][]event.Context{}
	for _, n := range names {
		for w := range c[n] {
			out[strings.ToLower(w)] = append(out[w], event.Context(n))
		}
	}
	return out
}
