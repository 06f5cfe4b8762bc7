package lab

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/extract"
	"github.com/casus-news/casus/internal/ling"
	"github.com/casus-news/casus/internal/resolve"
)

// roleAct is one act with the phrases that may be its parties.
type roleAct struct {
	rows []eventRow
	list []extract.RoleCandidate
	// group is the article, -1 for an example.
	group int
	// event is the gold event, nil for an example; codes are what the resolver gives the phrases.
	event *GoldEvent
	codes []string
}

// TrainRoles trains the scorer of parties: on gold and coded articles (folds over them measure it) and on the lexicon's
// examples. It prints how many acts have all their parties right, by the rules alone and out of fold by the scorer; right are
// parties whose codes are those of the gold event.
func TrainRoles(p *ling.Parser, x *extract.Extractor, r *resolve.Resolver, gold []Gold, cfg EventsConfig, log io.Writer) (*extract.Model, error) {
	cfg = cfg.withDefaults()
	var acts []roleAct
	for i := range gold {
		acts = append(acts, goldRoles(p, x, r, &gold[i], i)...)
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
	probabilities := crossValidate(rows, len(gold), x.RoleDenseLen(), cfg, io.Discard)
	var n, byRule, byScorer, at int
	for _, a := range acts {
		chosen := extract.ChooseRoles(a.list, probabilities[at:at+len(a.rows)])
		at += len(a.rows)
		if a.event == nil {
			continue
		}
		ruled := make([]int, len(a.list))
		for k := range a.list {
			ruled[k] = a.list[k].Rule
		}
		n++
		byRule += int(one(a.right(ruled)))
		byScorer += int(one(a.right(chosen)))
	}
	fmt.Fprintf(log, "parties: %d acts, %d phrases; codes of all parties right: %d by the rules, %d by the scorer out of fold\n", n, len(rows), byRule, byScorer)
	return fitEvents(rows, func(int) bool { return true }, x.RoleDenseLen(), cfg), nil
}

// right tells whether the codes of the phrases with these roles are those of the gold event.
func (a *roleAct) right(roles []int) bool {
	var got [extract.RecipientRole + 1][]string
	for k, role := range roles {
		if a.codes[k] != noCode {
			got[role] = append(got[role], a.codes[k])
		}
	}
	actor, recipient := set(got[extract.ActorRole]), set(got[extract.RecipientRole])
	if len(actor) == 0 {
		actor = []string{""} // somebody unknown
	}
	wantActor, wantRecipient := goldCodes(a.event.Actor), goldCodes(a.event.Recipient)
	return slices.Equal(actor, wantActor) && slices.Equal(recipient, wantRecipient) ||
		reciprocal(a.event.Type) && slices.Equal(union(actor, recipient), union(wantActor, wantRecipient))
}

// noCode stands for the code of a phrase that the resolver takes for no party.
const noCode = "-"

// goldRoles are the acts of one gold article whose trigger is a candidate word.
func goldRoles(p *ling.Parser, x *extract.Extractor, r *resolve.Resolver, g *Gold, group int) []roleAct {
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
	reading := r.Actors().Read(resolve.Document{Title: g.Title, Text: g.Text, Publisher: g.Publisher, Published: g.Published})
	var out []roleAct
	for q, list := range x.RoleCandidates(doc, queries) {
		weight := float32(1)
		if of[q].Sure == 2 {
			weight = 0.5
		}
		a := labelRoles(list, group, weight, func(c *extract.RoleCandidate) int {
			return goldRole(g.Text, of[q], c)
		})
		a.event = of[q]
		for k := range list {
			a.codes = append(a.codes, codeOf(r, reading, &list[k].Party))
		}
		a.labelByCode()
		out = append(out, a)
	}
	return out
}

// codeOf is the code that the resolver gives a phrase, noCode where it is no party.
func codeOf(r *resolve.Resolver, reading *resolve.Reading, party *extract.Party) string {
	answer := r.Actors().Resolve(*party, &resolve.Context{Reading: reading})
	if answer.Thing() {
		return noCode
	}
	return answer.Entity.Code
}

// The weights of phrases whose words are not those of the gold party, against one whose words are: one that stands for it by its
// code, and one more of the code of a party that is found.
const (
	weightByCode = 0.5
	weightOfMore = 0.2
)

// labelByCode corrects labels by codes: a party whose words stand in another sentence is the phrase of its code in this one (a
// pronoun, a short form), and further phrases of its code count little, since they are no error where they are taken.
func (a *roleAct) labelByCode() {
	for _, role := range []int{extract.ActorRole, extract.RecipientRole} {
		own, other := a.event.Actor, a.event.Recipient
		if role == extract.RecipientRole {
			own, other = other, own
		}
		for _, code := range goldCodes(own) {
			if code != "" && !slices.Contains(goldCodes(other), code) {
				a.labelCode(role, code)
			}
		}
	}
}

func (a *roleAct) labelCode(role int, code string) {
	best, found := -1, false
	for k, c := range a.list {
		switch {
		case a.codes[k] != code || c.Before:
		case a.rows[k].label == role:
			found = true
		case a.rows[k].label == extract.NoRole && (best < 0 || c.Rule == role && a.list[best].Rule != role):
			best = k
		}
	}
	if !found && best >= 0 {
		a.rows[best].label, found = role, true
		a.rows[best].weight *= weightByCode
	}
	for k := range a.rows {
		if found && a.codes[k] == code && a.rows[k].label == extract.NoRole {
			a.rows[k].weight *= weightOfMore
		}
	}
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
	from := max(0, c.Party.Span.Start-len(words))
	for {
		i := strings.Index(text[from:], words)
		if i < 0 || from+i > c.Party.Head.Start {
			return false
		}
		s := article.Span{Start: from + i, End: from + i + len(words)}
		if s.Contains(c.Party.Head) {
			before := text[s.Start:c.Party.Head.Start]
			return !strings.Contains(before, " of ") && !strings.Contains(before, " in ") && !strings.Contains(before, "’s ") &&
				!strings.Contains(before, "'s ") && !(strings.HasPrefix(text[c.Party.Head.End:s.End], "'s ") || strings.HasPrefix(text[c.Party.Head.End:s.End], "’s ")) &&
				!modifies(text, s, c)
		}
		from += i + 1
	}
}

// modifies tells whether the phrase is only a modifier inside the words: it ends before them and starts inside.
func modifies(text string, s article.Span, c *extract.RoleCandidate) bool {
	rest := strings.TrimSpace(text[min(c.Party.Span.End, s.End):s.End])
	if rest == "" {
		return false
	}
	first, _, _ := strings.Cut(rest, " ")
	switch first {
	case "of", "in", "for", "from", "on", "at", "who", "that", "with", "to", "and", "accused", "killed", "-", "–", "(", ",":
		return false
	}
	return c.Party.Span.End < s.End
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
			if s.Contains(c.Party.Head) && (s.End == c.Party.Head.End || s.Contains(c.Party.Span)) {
				return extract.ActorRole
			}
		}
		for _, s := range e.Recipients {
			if s.Contains(c.Party.Head) && (s.End == c.Party.Head.End || s.Contains(c.Party.Span)) {
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
		a.rows = append(a.rows, eventRow{dense: c.Dense, names: c.Names, label: label, weight: weight, group: group})
	}
	return a
}

// rolesConfig is cfg with what suits the scorer of parties: few passes and strong decay, since it soon learns phrases by heart.
func rolesConfig(cfg EventsConfig) EventsConfig {
	return EventsConfig{Hidden: 16, Epochs: 6, Decay: 0.3, Seed: cfg.Seed}
}
