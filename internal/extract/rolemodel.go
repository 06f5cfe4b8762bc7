package extract

import (
	"math"
	"slices"
	"strings"

	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/ling"
)

// RolesFile is the name of the scorer of parties in a bundle.
const RolesFile = "roles.bin"

// The roles that the scorer of parties gives out. They are the first of a [Model]'s labels; the scores of the others mean nothing.
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

// RoleCandidate is a phrase that may be a party of an act. For training.
type RoleCandidate struct {
	// Party is the phrase; it is filled only for training. At is where its head stands.
	Party Party
	At    ling.WordAt
	// Before marks a phrase of the sentence before that of the act: a party only where the act's own sentence has none for the role.
	Before bool
	// Rule is the role that frames and grammar give it.
	Rule  int
	Names []string
	// Dense are the word vectors of the head, of the act's word and of the head's governor, end to end.
	Dense []float32
}

// RoleChoice is what the scorer of parties chooses among for an act: each role goes to some phrases or to nobody.
type RoleChoice struct {
	// Phrases stand in text order, those of the sentence before last.
	Phrases []RoleCandidate
	Nobody  Clues
}

// RoleChoices are the choices for each query; without phrases where the word is no candidate for an act.
func (x *Extractor) RoleChoices(doc *ling.Doc, queries []RoleQuery) []RoleChoice {
	r := newReader(x.WithRoles(nil), doc)
	r.prepare()
	out := make([]RoleChoice, len(queries))
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
			out[q] = r.roleChoice(g, s, &d, actors, recipients)
			for i := range out[q].Phrases {
				c := &out[q].Phrases[i]
				c.Party = r.party(r.trees[c.At.Sentence], c.At.Word, 0)
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

// roleChoice has the words that may head a party of s: in its sentence what the rules found and the heads of mentions, in the
// sentence before the subjects.
func (r *reader) roleChoice(g slots, s *sighting, d *Draft, actors, recipients []int) RoleChoice {
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
	rank := ranks(heads, s.c.at)
	for k, h := range heads {
		c := RoleCandidate{At: ling.WordAt{Sentence: t.at, Word: h}}
		switch {
		case contains(actors, h):
			c.Rule = ActorRole
		case contains(recipients, h):
			c.Rule = RecipientRole
		}
		c.Names = append(r.roleClues(g, s, d, h, c.Rule, len(actors), len(recipients)), r.standing(g, h, d, c.Rule)...)
		c.Names = append(c.Names, r.rankClues(g, s, d, h, c.Rule, rank[k], len(heads))...)
		c.Dense = r.roleDense(g, h, g, s.c.at)
		out = append(out, c)
	}
	out = append(out, r.earlierCandidates(g, s, d, len(actors), len(recipients))...)
	return RoleChoice{out, r.nobody(g, s, d, len(actors), len(recipients), len(heads))}
}

// nobody describes an act for the chance that it has no party in a role: the numbers are those of parties that the rules found, and
// of phrases in its sentence.
func (r *reader) nobody(g slots, s *sighting, d *Draft, actors, recipients, phrases int) Clues {
	i, ty := s.c.at, string(d.Type)
	ruled := digit(actors) + "&" + digit(recipients)
	frame := "unknown"
	if s.match != nil {
		frame = s.match.name()
	}
	c := Clues{Dense: make([]float32, r.x.RoleDenseLen()), Names: []string{
		"nobody",
		"nobody&" + ty,
		"nobody&" + ruled,
		"nobody&" + ruled + "&" + ty + "&" + string(s.c.pos),
		"nobody&" + ruled + "&" + digit(phrases/3),
		"nobody&" + ruled + "&" + frame,
		"nobody&" + g.lower[i],
		"nobody&" + g.rel(i) + "&" + ty,
		"nobody&" + g.rel(i) + "&" + yes(g.passive(i)) + "&" + ruled,
		"nobody&" + yes(r.quoteAt(g.word(i).Span) != nil) + "&" + ty + "&" + ruled,
	}}
	r.vector(c.Dense, 1, g.lower[i])
	return c
}

// earlierCandidates are the subjects of the sentence before.
func (r *reader) earlierCandidates(g slots, s *sighting, d *Draft, actors, recipients int) []RoleCandidate {
	if g.at == 0 {
		return nil
	}
	before := r.slots(r.trees[g.at-1])
	var out []RoleCandidate
	for i := range before.s.Words {
		first := before.conjHead(i)
		if rel := before.rel(first); rel != "nsubj" && rel != "nsubj:pass" || before.isVerb(first) || !r.mayBeParty(before.tree, i) {
			continue
		}
		if _, mention := r.mention[ling.WordAt{Sentence: before.at, Word: i}]; !mention || len(out) == maxEarlier {
			continue
		}
		ty, kind := string(d.Type), r.kindOf(before, []int{i})
		main := yes(before.head(before.head(first)) < 0)
		names := []string{
			"before",
			"before&" + kind + "&" + digit(actors) + "&" + digit(recipients),
			"before&" + ty + "&" + string(s.c.pos) + "&" + digit(actors) + "&" + digit(recipients),
			"before&" + before.rel(first) + "&" + main + "&" + digit(actors),
			"before&" + kind + "&" + ty,
		}
		if s.match != nil {
			names = append(names, "before&"+s.match.name())
		}
		names = append(names, r.standing(before, i, d, NoRole)...)
		out = append(out, RoleCandidate{At: ling.WordAt{Sentence: before.at, Word: i}, Before: true, Names: names,
			Dense: r.roleDense(before, i, g, s.c.at)})
	}
	return out
}

// ranks tells for each head how many others stand between it and word at on its side.
func ranks(heads []int, at int) []int {
	out := make([]int, len(heads))
	for k, h := range heads {
		for _, o := range heads {
			if h < at && o > h && o < at || h > at && o < h && o > at {
				out[k]++
			}
		}
	}
	return out
}

// rankClues describes where word h stands among the candidates, and in which clause.
func (r *reader) rankClues(g slots, s *sighting, d *Draft, h, rule, rank, all int) []string {
	i, ty, pos := s.c.at, string(d.Type), string(s.c.pos)
	side := "after"
	if h < i {
		side = "before"
	}
	first := g.conjHead(h)
	rel, prep := g.full(first), g.marker(first)
	ruled := digit(rule)
	near := digit(min(rank, 4))
	clause := "other"
	switch a, b := g.clauseOf(i), g.clauseOf(first); {
	case a == b:
		clause = "same"
	case g.above(a, first):
		clause = "below"
	case g.above(b, i):
		clause = "above"
	}
	word := g.lower[i]
	kind := r.kindOf(g, []int{h})
	return []string{
		"rank&" + near + "&" + side + "&" + ty + "&" + pos,
		"rank&" + near + "&" + side + "&" + kind,
		"rank&" + near + "&" + side + "&" + ruled,
		"clause&" + clause + "&" + side + "&" + rel,
		"clause&" + clause + "&" + ruled,
		"clause&" + clause + "&" + ty + "&" + kind,
		"word&" + word + "&" + rel + "&" + prep,
		"word&" + word + "&" + side + "&" + near,
		"word&" + word + "&" + ruled,
		"all&" + digit(all/2),
	}
}

// roleBlocks is the number of word vectors in [RoleCandidate.Dense].
const roleBlocks = 3

// RoleDenseLen is the length of [RoleCandidate.Dense].
func (x *Extractor) RoleDenseLen() int { return roleBlocks * x.dim }

func (r *reader) roleDense(g slots, h int, of slots, act int) []float32 {
	dense := make([]float32, r.x.RoleDenseLen())
	r.vector(dense, 0, g.lower[h])
	r.vector(dense, 1, of.lower[act])
	if up := g.head(g.conjHead(h)); up >= 0 {
		r.vector(dense, 2, g.lower[up])
	}
	return dense
}

// maxEarlier bounds the phrases looked at in the sentence before.
const maxEarlier = 4

// standing describes how much the document speaks of the one that word h means.
func (r *reader) standing(g slots, h int, d *Draft, rule int) []string {
	m, ok := r.mention[ling.WordAt{Sentence: g.at, Word: h}]
	if !ok {
		return nil
	}
	mentions := r.doc.Entities[r.doc.Mentions[m].Entity]
	many, headline := digit(len(mentions)), yes(len(mentions) > 0 && r.doc.Mentions[mentions[0]].Sentence == 0)
	ruled := digit(rule)
	named := "nobody"
	for _, k := range mentions {
		if kind := r.doc.Mentions[k].Kind; kind != ling.None {
			named = digit(int(kind))
			break
		}
	}
	return []string{
		"named&" + named + "&" + string(d.Type) + "&" + ruled,
		"named&" + named + "&" + r.kindOf(g, []int{h}) + "&" + ruled,
		"mentions&" + many + "&" + ruled,
		"mentions&" + many + "&" + string(d.Type),
		"headline&" + headline + "&" + ruled,
		"headline&" + headline + "&" + ruled + "&" + string(d.Type),
	}
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
	if up := t.head(first); up >= 0 && up != i {
		add("governor", t.lower[up], rel, ty)
		add("governor", t.lower[up], rel, ruled)
	}
	if q := r.quoteAt(t.word(i).Span); q != nil {
		add("quoted", yes(q.Contains(t.word(h).Span)), kind, ruled)
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

const (
	// nobodyFactor is how much of the probability of nobody counts against that of the likeliest phrase.
	nobodyFactor = 0.25
	// shareOfBest is the probability from which a further phrase takes a role, against that of the likeliest one.
	shareOfBest = 0.3
)

// RoleShares are the probabilities of the phrases and of nobody to have a role, by their scores; they sum to 1.
func RoleShares(scores [][Labels]float32, role int) []float64 {
	p := make([]float64, len(scores))
	top, sum := float32(math.Inf(-1)), 0.0
	for i := range scores {
		top = max(top, scores[i][role])
	}
	for i := range p {
		p[i] = math.Exp(float64(scores[i][role] - top))
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
	return p
}

// ChooseRoles are the roles of an act's phrases, by the scores of the phrases and, last, of nobody.
func ChooseRoles(c RoleChoice, scores [][Labels]float32) []int {
	out := make([]int, len(c.Phrases))
	var p [RecipientRole + 1][]float64
	for role := ActorRole; role <= RecipientRole; role++ {
		p[role] = RoleShares(scores, role)
	}
	for role := ActorRole; role <= RecipientRole; role++ {
		of, other := p[role], p[ActorRole+RecipientRole-role]
		best := 0.0
		for i := range out {
			best = max(best, of[i])
		}
		if of[len(out)]*nobodyFactor > best {
			continue
		}
		for i := range out {
			if of[i] >= shareOfBest*best && of[i] >= other[i] {
				out[i] = role
			}
		}
	}
	return out
}

// chooseParties lets the scorer of parties correct what the rules found.
func (r *reader) chooseParties(g slots, s *sighting, d *Draft, actors, recipients []int) (newActors, newRecipients []ling.WordAt) {
	choice := r.roleChoice(g, s, d, actors, recipients)
	m := r.x.roles
	scores := make([][Labels]float32, 0, len(choice.Phrases)+1)
	for i := range choice.Phrases {
		c := &choice.Phrases[i]
		scores = append(scores, m.Scores(c.Dense, m.Known(c.Names)))
	}
	scores = append(scores, m.Scores(choice.Nobody.Dense, m.Known(choice.Nobody.Names)))
	for i, role := range ChooseRoles(choice, scores) {
		switch role {
		case ActorRole:
			newActors = append(newActors, choice.Phrases[i].At)
		case RecipientRole:
			newRecipients = append(newRecipients, choice.Phrases[i].At)
		}
	}
	return newActors, newRecipients
}
