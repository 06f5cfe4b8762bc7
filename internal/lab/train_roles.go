package lab

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
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
	choice extract.RoleChoice
	// rows are the phrases' and, last, nobody's.
	rows []eventRow
	// labels are the roles that words of the phrases have, codes what the resolver gives the phrases.
	labels []int
	codes  []string
	// group is the article, -1 for an example; event is the gold event, nil for an example.
	group  int
	event  *GoldEvent
	weight float32
	// right are, by role, the rows that a party may be found in, with their weights: an element a party.
	right [extract.RecipientRole + 1][]map[int]float64
}

// TrainRoles trains the scorer of parties: on gold and coded articles (folds over them measure it) and on the lexicon's
// examples. It prints how many acts have all their parties right, by the rules alone and out of fold by the scorer; right are
// parties whose codes are those of the gold event.
func TrainRoles(p *ling.Parser, x *extract.Extractor, r *resolve.Resolver, gold []Gold, cfg EventsConfig, log io.Writer) (*extract.Model, error) {
	cfg = cfg.withDefaults()
	var acts []*roleAct
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
	var n, phrases, byRule, byScorer int
	for f := range cfg.Folds {
		inFold := func(g int) bool { return g >= 0 && g%cfg.Folds == f }
		m := fitRoles(acts, func(g int) bool { return !inFold(g) }, x.RoleDenseLen(), cfg)
		for _, a := range acts {
			if !inFold(a.group) {
				continue
			}
			n++
			phrases += len(a.codes)
			byRule += int(one(a.answers(a.ruled())))
			byScorer += int(one(a.answers(extract.ChooseRoles(a.choice, a.scores(m)))))
		}
	}
	fmt.Fprintf(log, "parties: %d acts, %d phrases; codes of all parties right: %d by the rules, %d by the scorer out of fold\n", n, phrases, byRule, byScorer)
	return fitRoles(acts, func(int) bool { return true }, x.RoleDenseLen(), cfg), nil
}

// ruled are the roles that the rules give the phrases.
func (a *roleAct) ruled() []int {
	out := make([]int, len(a.codes))
	for k := range out {
		out[k] = a.choice.Phrases[k].Rule
	}
	return out
}

func (a *roleAct) scores(m *extract.Model) [][extract.Labels]float32 {
	out := make([][extract.Labels]float32, len(a.rows))
	for i := range a.rows {
		out[i] = m.Scores(a.rows[i].dense, m.Known(a.rows[i].names))
	}
	return out
}

// fitRoles trains on the acts whose group use accepts: for each role, phrases and nobody share a probability of 1, and the loss of a
// party is minus the logarithm of what all rows together have that it may be found in.
func fitRoles(acts []*roleAct, use func(group int) bool, dim int, cfg EventsConfig) *extract.Model {
	rng := rand.New(rand.NewPCG(cfg.Seed, 1))
	var train []*roleAct
	var rows []eventRow
	for _, a := range acts {
		if use(a.group) {
			train = append(train, a)
			rows = append(rows, a.rows...)
		}
	}
	names := countClues(rows, func(int) bool { return true }, cfg.MinCount)
	m := &extract.Model{Hidden: cfg.Hidden, Dim: dim, Names: names}
	m.Index()
	for _, a := range train {
		for i := range a.rows {
			a.rows[i].known = m.Known(a.rows[i].names)
		}
	}
	n := newEventNet(len(names), dim, cfg, rng)
	descend(n, train, 8, cfg, rng, func(a *roleAct) { n.learnRoles(a, cfg.Drop, rng) })
	n.write(m)
	return m
}

// learnRoles adds the gradient of act a to the parameters and returns its loss.
func (n *eventNet) learnRoles(a *roleAct, drop float64, rng *rand.Rand) float64 {
	shown, hidden := make([][]int32, len(a.rows)), make([][]float32, len(a.rows))
	scores, dz := make([][extract.Labels]float32, len(a.rows)), make([][extract.Labels]float32, len(a.rows))
	for i := range a.rows {
		shown[i], hidden[i] = a.rows[i].shown(drop, rng), make([]float32, n.hidden)
		copy(scores[i][:], n.forward(&a.rows[i], shown[i], hidden[i]))
	}
	loss := 0.0
	for role, parties := range a.right {
		if len(parties) == 0 {
			continue
		}
		p := extract.RoleShares(scores, role)
		for i := range p {
			dz[i][role] += a.weight * float32(p[i])
		}
		each := float64(a.weight) / float64(len(parties))
		for _, rows := range parties {
			sum := 0.0
			for i := range p { // in one order: a sum of floats depends on it
				sum += rows[i] * p[i]
			}
			for i, w := range rows {
				dz[i][role] -= float32(each * w * p[i] / sum)
			}
			loss -= each * math.Log(sum)
		}
	}
	for i := range a.rows {
		n.backward(&a.rows[i], shown[i], hidden[i], dz[i][:])
	}
	return loss
}

// answers tells whether the codes of the phrases with these roles are those of the gold event.
func (a *roleAct) answers(roles []int) bool {
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
func goldRoles(p *ling.Parser, x *extract.Extractor, r *resolve.Resolver, g *Gold, group int) []*roleAct {
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
	var out []*roleAct
	for q, choice := range x.RoleChoices(doc, queries) {
		a := newRoleAct(choice, group, func(c *extract.RoleCandidate) int { return goldRole(g.Text, of[q], c) })
		a.event = of[q]
		if a.event.Sure == 2 {
			a.weight = 0.5
		}
		for k := range choice.Phrases {
			a.codes = append(a.codes, codeOf(r, reading, &choice.Phrases[k].Party))
		}
		a.right[extract.ActorRole] = a.rowsOf(extract.ActorRole, goldCodes(a.event.Actor))
		a.right[extract.RecipientRole] = a.rowsOf(extract.RecipientRole, goldCodes(a.event.Recipient))
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

// weightByCode is the weight of a phrase that has the code of a party, against one that has its words.
const weightByCode = 0.3

// rowsOf are the rows in which parties with codes may be found for a role: the phrases of their words, others of the same code (a
// pronoun, a short form), and nobody's row where there is no party, or an actor whom nobody knows.
func (a *roleAct) rowsOf(role int, codes []string) (out []map[int]float64) {
	nobody := map[int]float64{len(a.codes): 1}
	if len(codes) == 0 {
		return append(out, nobody)
	}
	for _, code := range codes {
		words, others := map[int]float64{}, map[int]float64{}
		for k, c := range a.codes {
			switch {
			case c != code:
			case a.labels[k] == role:
				words[k] = 1
			default:
				others[k] = 1
			}
		}
		switch {
		case len(words) > 0:
			for k := range others {
				if code != "" { // the nameless are not each other
					words[k] = weightByCode
				}
			}
			out = append(out, words)
		case code == "" && role == extract.ActorRole:
			out = append(out, nobody)
		case len(others) > 0:
			out = append(out, others)
		}
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
func exampleRoles(p *ling.Parser, x *extract.Extractor, e *extract.Example, weight float32) []*roleAct {
	doc := p.Annotate(e.Text)
	t := e.Trigger[0]
	for _, o := range e.Trigger[1:] {
		t = article.Span{Start: min(t.Start, o.Start), End: max(t.End, o.End)}
	}
	at, ok := topCandidate(doc, x.Candidates(doc), t)
	if !ok {
		return nil
	}
	choice := x.RoleChoices(doc, []extract.RoleQuery{{At: at, Type: e.Type}})[0]
	a := newRoleAct(choice, -1, func(c *extract.RoleCandidate) int {
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
	})
	a.weight = weight
	for role := extract.ActorRole; role <= extract.RecipientRole; role++ {
		for k, label := range a.labels {
			if label == role {
				a.right[role] = append(a.right[role], map[int]float64{k: 1})
			}
		}
		if len(a.right[role]) == 0 {
			a.right[role] = append(a.right[role], map[int]float64{len(a.labels): 1})
		}
	}
	return []*roleAct{a}
}

// newRoleAct labels each phrase with its role; one of the sentence before has none where the act's own sentence names somebody in the
// role.
func newRoleAct(choice extract.RoleChoice, group int, role func(*extract.RoleCandidate) int) *roleAct {
	a := &roleAct{choice: choice, group: group, weight: 1}
	var own [extract.RecipientRole + 1]bool
	for k := range choice.Phrases {
		c := &choice.Phrases[k]
		label := role(c)
		if !c.Before {
			own[label] = true
		} else if own[label] {
			label = extract.NoRole
		}
		a.labels = append(a.labels, label)
		a.rows = append(a.rows, eventRow{dense: c.Dense, names: c.Names, group: group})
	}
	a.rows = append(a.rows, eventRow{dense: choice.Nobody.Dense, names: choice.Nobody.Names, group: group})
	return a
}

// rolesConfig is cfg with what suits the scorer of parties.
func rolesConfig(cfg EventsConfig) EventsConfig {
	return EventsConfig{Hidden: 16, Epochs: 9, Decay: 0.3, Seed: cfg.Seed}
}
