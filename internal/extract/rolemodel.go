package extract

import (
	"slices"
	"strings"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/ling"
)

// RolesFile is the name of the scorer of parties in a bundle.
const RolesFile = "roles.bin"

// The classes that the scorer of parties tells apart. They are the first of a [Model]'s labels.
const (
	NoRole = iota
	ActorRole
	RecipientRole
)

// RoleQuery asks for the parties of an act: its type and the word that expresses it.
type RoleQuery struct {
	At   ling.WordAt
	Type event.Type
}

// RoleCandidate is a phrase of an act's sentence that may be a party of it. For training.
type RoleCandidate struct {
	// Span is the phrase, Head its head word; Word is the head's index in the sentence.
	Span, Head article.Span
	Word       int
	// Rule is the role that frames and grammar give it.
	Rule  int
	Names []string
}

// RoleCandidates are the candidates for each query, in text order; empty where the word is no candidate for an act.
func (x *Extractor) RoleCandidates(doc *ling.Doc, queries []RoleQuery) [][]RoleCandidate {
	r := newReader(x.WithRoles(nil), doc)
	r.prepare()
	out := make([][]RoleCandidate, len(queries))
	for q, query := range queries {
		t := r.trees[query.At.Sentence]
		for k := range r.cands[t.at] {
			c := &r.cands[t.at][k]
			if c.at != query.At.Word {
				continue
			}
			s := r.sight(t, c)
			s.label = Label(query.Type)
			for m := range c.matches {
				if c.matches[m].Type == query.Type {
					s.match = &c.matches[m]
					break
				}
			}
			d := Draft{Type: query.Type}
			g := r.slots(t)
			actors, recipients := r.ruleParties(g, s, &d)
			out[q] = r.roleCandidates(g, s, &d, actors, recipients)
			for i := range out[q] {
				p := r.party(t, out[q][i].Word, 1)
				out[q][i].Span, out[q][i].Head = p.Span, p.Head
			}
		}
	}
	return out
}

// WithRoles is x with another scorer of parties; nil takes it away. For training.
func (x *Extractor) WithRoles(m *Model) *Extractor {
	y := *x
	y.roles = m
	return &y
}

// members are heads with pronouns taken up and coordinations spread out, as far as they may be parties.
func (r *reader) members(t *tree, heads []int) []int {
	var out []int
	for _, h := range r.together(t, heads) {
		for _, m := range t.coordinated(h) {
			if r.mayBeParty(t, m) {
				out = appendNew(out, m)
			}
		}
	}
	return out
}

func (r *reader) mayBeParty(t *tree, i int) bool {
	return t.isNominal(i) && !expletive(t, i) && !r.x.lex.class.has("time", t.lower[i])
}

// maxRoleCandidates bounds the phrases looked at for one act.
const maxRoleCandidates = 40

// roleCandidates are the words of the sentence that may head a party of s: what the rules found, and the heads of mentions.
func (r *reader) roleCandidates(g slots, s *sighting, d *Draft, actors, recipients []int) []RoleCandidate {
	t := g.tree
	var heads []int
	for i := range t.s.Words {
		rule := contains(actors, i) || contains(recipients, i)
		_, mention := r.mention[ling.WordAt{Sentence: t.at, Word: i}]
		if i != s.c.at && (rule || (mention || t.isDemonym(i) && t.rel(i) != "flat") && r.mayBeParty(t, i)) {
			heads = append(heads, i)
		}
	}
	if len(heads) > maxRoleCandidates {
		heads = nearest(heads, s.c.at)
	}
	out := make([]RoleCandidate, 0, len(heads))
	for _, h := range heads {
		c := RoleCandidate{Word: h}
		switch {
		case contains(actors, h):
			c.Rule = ActorRole
		case contains(recipients, h):
			c.Rule = RecipientRole
		}
		c.Names = r.roleClues(g, s, d, h, c.Rule, len(actors), len(recipients))
		out = append(out, c)
	}
	return out
}

// nearest keeps the heads nearest to at, in text order.
func nearest(heads []int, at int) []int {
	kept := slices.Clone(heads)
	away := func(i int) int { return max(i-at, at-i) }
	slices.SortStableFunc(kept, func(a, b int) int { return away(a) - away(b) })
	kept = kept[:maxRoleCandidates]
	slices.Sort(kept)
	return kept
}

// roleClues describes word h as a party of s for the scorer of parties.
func (r *reader) roleClues(g slots, s *sighting, d *Draft, h, rule, actors, recipients int) []string {
	t, i := g.tree, s.c.at
	ty, pos := string(d.Type), string(s.c.pos)
	ruled := [...]string{"none", "actor", "recipient"}[rule]
	var out []string
	add := func(parts ...string) { out = append(out, strings.Join(parts, "&")) }
	add("rule", ruled)
	add("rule", ruled, ty, pos)
	add("rule", ruled, digit(actors), digit(recipients))
	first := t.conjHead(h)
	path := t.path(i, first)
	if first != h {
		add("conj", ruled)
	}
	rel, prep := t.full(first), t.marker(first)
	kind := r.kindOf(g, []int{h})
	side := "after"
	if h < i {
		side = "before"
	}
	add("path", path)
	add("path", path, pos, ty)
	add("path", path, prep)
	add("path", path, ruled)
	add("rel", rel, prep, side)
	add("rel", rel, prep, ty, pos)
	add("side", side, ty, pos)
	add("kind", kind)
	add("kind", kind, ty, ruled)
	add("kind", kind, rel, side)
	add("far", digit(max(h-i, i-h)/4), side)
	add("lemma", t.lower[h])
	add("lemma", t.lower[h], ty)
	add("passive", yes(t.passive(i)), path)
	add("eventive", yes(r.eventive(g, h)), ruled)
	if s.match != nil {
		add("frame", ruled, s.match.name())
	} else {
		add("frame", ruled, "unknown")
	}
	if s.source != nil && !s.source.Unnamed {
		add("source", yes(s.source.Head == t.word(h).Span), ty)
	}
	if head := t.head(first); t.rel(first) == "nsubj" && head >= 0 && t.head(head) < 0 {
		add("main subject", ty, ruled)
	}
	if actors == 0 {
		add("no actor", path)
		add("no actor", kind, rel, side)
	}
	if recipients == 0 {
		add("no recipient", path)
		add("no recipient", kind, rel, prep, side, ty)
	}
	return out
}

// path is the way in the tree from word i to word h, by relations: "<" goes up to the head, ">" down to a dependent; "far"
// where it is longer than five steps.
func (t *tree) path(i, h int) string {
	up := map[int]int{}
	for a, n := i, 0; a >= 0 && n <= 5; a, n = t.head(a), n+1 {
		up[a] = n
	}
	var down []string
	for b, n := h, 0; b >= 0 && n <= 5; b, n = t.head(b), n+1 {
		if steps, ok := up[b]; ok {
			if steps+n > 5 {
				return "far"
			}
			var out strings.Builder
			for a := i; a != b; a = t.head(a) {
				out.WriteString("<" + t.rel(a))
			}
			for k := len(down) - 1; k >= 0; k-- {
				out.WriteString(">" + down[k])
			}
			return out.String()
		}
		down = append(down, t.rel(b))
	}
	return "far"
}

// The least probabilities with which the scorer of parties takes a word: for what the rules chose, and for what they did not.
const (
	keepRole = 0.35
	takeRole = 0.6
)

// ChooseRole is the role of a phrase with the scorer's probabilities p, to which the rules give the role rule.
func ChooseRole(p [Labels]float64, rule int) int {
	best, least := ActorRole, takeRole
	if p[RecipientRole] > p[ActorRole] {
		best = RecipientRole
	}
	if rule == best {
		least = keepRole
	}
	if p[best] < least {
		return NoRole
	}
	return best
}

// chooseParties lets the scorer of parties correct what the rules found.
func (r *reader) chooseParties(g slots, s *sighting, d *Draft, actors, recipients []int) (newActors, newRecipients []int) {
	for _, c := range r.roleCandidates(g, s, d, actors, recipients) {
		switch ChooseRole(r.x.roles.Probabilities(nil, r.x.roles.Known(c.Names)), c.Rule) {
		case ActorRole:
			newActors = append(newActors, c.Word)
		case RecipientRole:
			newRecipients = append(newRecipients, c.Word)
		}
	}
	return newActors, newRecipients
}

// WithThreshold is x with another least probability of acts that are reported. For training.
func (x *Extractor) WithThreshold(least float32) *Extractor {
	y := *x
	if x.model != nil {
		m := *x.model
		m.Threshold = least
		y.model = &m
	}
	return &y
}
