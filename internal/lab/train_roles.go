package lab

import (
	"fmt"
	"io"
	"strings"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/extract"
	"github.com/casus-news/casus/internal/ling"
)

// roleAct is one act with the phrases that may be its parties.
type roleAct struct {
	rows []eventRow
	list []extract.RoleCandidate
	// group is the article, -1 for an example.
	group int
}

// TrainRoles trains the scorer of parties: on gold and coded articles (folds over them measure it) and on the lexicon's
// examples. It prints how many acts have all their parties right, by the rules alone and out of fold by the scorer.
func TrainRoles(p *ling.Parser, x *extract.Extractor, gold []Gold, cfg EventsConfig, log io.Writer) (*extract.Model, error) {
	cfg = cfg.withDefaults()
	var acts []roleAct
	for i := range gold {
		acts = append(acts, goldRoles(p, x, &gold[i], i)...)
	}
	examples, err := x.Examples()
	if err != nil {
		return nil, err
	}
	for i := range examples {
		acts = append(acts, exampleRoles(p, x, &examples[i], float32(cfg.ExampleWeight))...)
	}
	var rows []eventRow
	for i := range acts {
		rows = append(rows, acts[i].rows...)
	}
	probabilities := crossValidate(rows, len(gold), 0, cfg, io.Discard)
	var n, byRule, byScorer, at int
	for _, a := range acts {
		ruleRight, right := true, true
		chosen := extract.ChooseRoles(a.list, probabilities[at:at+len(a.rows)])
		for k, row := range a.rows {
			ruleRight = ruleRight && a.list[k].Rule == row.label
			right = right && chosen[k] == row.label
		}
		at += len(a.rows)
		if a.group >= 0 {
			n++
			byRule += int(one(ruleRight))
			byScorer += int(one(right))
		}
	}
	fmt.Fprintf(log, "parties: %d acts, %d phrases; all parties right: %d by the rules, %d by the scorer out of fold\n", n, len(rows), byRule, byScorer)
	return fitEvents(rows, func(int) bool { return true }, 0, cfg), nil
}

// goldRoles are the acts of one gold article whose trigger is a candidate word.
func goldRoles(p *ling.Parser, x *extract.Extractor, g *Gold, group int) []roleAct {
	doc := p.Annotate(g.Text)
	cands := x.Candidates(doc)
	var queries []extract.RoleQuery
	var of []*GoldEvent
	for k := range g.Events {
		e := &g.Events[k]
		at := strings.Index(g.Text, e.Evidence)
		inside := strings.Index(e.Evidence, e.Trigger)
		if at < 0 || inside < 0 {
			continue
		}
		trigger := article.Span{Start: at + inside, End: at + inside + len(e.Trigger)}
		if w, ok := topCandidate(doc, cands, trigger); ok {
			queries = append(queries, extract.RoleQuery{At: w, Type: event.Type(e.Type)})
			of = append(of, e)
		}
	}
	var out []roleAct
	for q, list := range x.RoleCandidates(doc, queries) {
		weight := float32(1)
		if of[q].Sure == 2 {
			weight = 0.5
		}
		out = append(out, labelRoles(list, group, weight, func(c *extract.RoleCandidate) int {
			return goldRole(g.Text, of[q], c)
		}))
	}
	return out
}

// topCandidate is the candidate word of trigger that stands highest in its tree.
func topCandidate(doc *ling.Doc, cands []extract.Candidate, trigger article.Span) (ling.WordAt, bool) {
	label, weight := make([]int, len(cands)), make([]float32, len(cands))
	markTrigger(doc, cands, trigger, 1, 1, label, weight)
	for i, l := range label {
		if l == 1 {
			return ling.WordAt{Sentence: cands[i].Sentence, Word: cands[i].Word}, true
		}
	}
	return ling.WordAt{}, false
}

// goldRole is the role that the gold event gives a phrase: the phrase's head lies in the words of a party, and the party's last
// words or its head noun are the phrase's.
func goldRole(text string, e *GoldEvent, c *extract.RoleCandidate) int {
	for role, parties := range [][]GoldEntity{extract.ActorRole: e.Actor, extract.RecipientRole: e.Recipient} {
		for _, party := range parties {
			if party.Text == "" {
				continue
			}
			if covers(text, party.Text, c) {
				return role
			}
		}
	}
	return extract.NoRole
}

// covers tells whether an occurrence of words at the phrase has the phrase's head as its own: the head lies inside, and the
// phrase does not start inside the words after a preposition.
func covers(text, words string, c *extract.RoleCandidate) bool {
	from := max(0, c.Span.Start-len(words))
	for {
		i := strings.Index(text[from:], words)
		if i < 0 || from+i > c.Head.Start {
			return false
		}
		s := article.Span{Start: from + i, End: from + i + len(words)}
		if s.Contains(c.Head) {
			before := text[s.Start:c.Head.Start]
			return !strings.Contains(before, " of ") && !strings.Contains(before, " in ") && !strings.Contains(before, "’s ") &&
				!strings.Contains(before, "'s ") && !(strings.HasPrefix(text[c.Head.End:s.End], "'s ") || strings.HasPrefix(text[c.Head.End:s.End], "’s ")) &&
				!modifies(text, s, c)
		}
		from += i + 1
	}
}

// modifies tells whether the phrase is only a modifier inside the words: it ends before them and starts inside.
func modifies(text string, s article.Span, c *extract.RoleCandidate) bool {
	rest := strings.TrimSpace(text[min(c.Span.End, s.End):s.End])
	if rest == "" {
		return false
	}
	first, _, _ := strings.Cut(rest, " ")
	switch first {
	case "of", "in", "for", "from", "on", "at", "who", "that", "with", "to", "and", "accused", "killed", "-", "–", "(", ",":
		return false
	}
	return c.Span.End < s.End
}

// exampleRoles are the parties of a marked sentence.
func exampleRoles(p *ling.Parser, x *extract.Extractor, e *extract.Example, weight float32) []roleAct {
	doc := p.Annotate(e.Text)
	t := e.Trigger[0]
	for _, o := range e.Trigger[1:] {
		t = article.Span{Start: min(t.Start, o.Start), End: max(t.End, o.End)}
	}
	at, ok := topCandidate(doc, x.Candidates(doc), t)
	if !ok {
		return nil
	}
	list := x.RoleCandidates(doc, []extract.RoleQuery{{At: at, Type: e.Type}})[0]
	return []roleAct{labelRoles(list, -1, weight, func(c *extract.RoleCandidate) int {
		for _, s := range e.Actors {
			if s.Contains(c.Head) && (s.End == c.Head.End || s.Contains(c.Span)) {
				return extract.ActorRole
			}
		}
		for _, s := range e.Recipients {
			if s.Contains(c.Head) && (s.End == c.Head.End || s.Contains(c.Span)) {
				return extract.RecipientRole
			}
		}
		return extract.NoRole
	})}
}

// labelRoles gives each phrase its role; one of the sentence before has none where the act's own sentence names somebody in the role.
func labelRoles(list []extract.RoleCandidate, group int, weight float32, role func(*extract.RoleCandidate) int) roleAct {
	a := roleAct{group: group, list: list}
	var own [extract.RecipientRole + 1]bool
	for k := range list {
		c := &list[k]
		label := role(c)
		if !c.Before {
			own[label] = true
		} else if own[label] {
			label = extract.NoRole
		}
		a.rows = append(a.rows, eventRow{names: c.Names, label: label, weight: weight, group: group})
	}
	return a
}

// rolesConfig is cfg with what suits the scorer of parties: few passes and strong decay, since it soon learns phrases by heart.
func rolesConfig(cfg EventsConfig) EventsConfig {
	return EventsConfig{Hidden: 16, Epochs: 6, Decay: 0.3, Seed: cfg.Seed}
}
