package extract

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/ling"
	"github.com/casus-news/casus/internal/neural"
)

//go:embed lexicon/*.frames lexicon/*.txt
var lexiconFiles embed.FS

// Extractor makes drafts. It is immutable and may be shared by goroutines.
type Extractor struct {
	lex     *lexicon
	vectors *neural.Vectors
	dim     int
	// model is nil in a bundle without a learned scorer: the lexicon alone decides then.
	model *Model
	// pairs is the scorer of pairs for [Extractor.Relate], nil where the bundle has none.
	pairs *Model
	// roles is the scorer of parties, nil where the rules alone decide.
	roles *Model
}

// The bounds that keep hostile text from exploding.
const (
	maxPerSentence = 10
	maxWords       = 400
)

// Open makes an Extractor of the built-in lexicon and the bundle's word vectors and scorers. A bundle without a scorer (or nil)
// leaves the decision to the lexicon. Faults of the lexicon name file and line.
func Open(b *neural.Bundle) (*Extractor, error) {
	x, err := OpenUntrained(b)
	if err != nil || b == nil {
		return x, err
	}
	if data := b.File(ModelFile); data != nil {
		if x.model, err = ReadModel(data); err != nil {
			return nil, err
		}
		if x.model.Dim != blocks*x.dim {
			return nil, fmt.Errorf("%s: made for vectors of another length; train the bundle again", ModelFile)
		}
	}
	if data := b.File(PairsFile); data != nil {
		if x.pairs, err = ReadModel(data); err != nil {
			return nil, err
		}
		if x.pairs.Dim != pairBlocks*x.dim {
			return nil, fmt.Errorf("%s: made for vectors of another length; train the bundle again", PairsFile)
		}
	}
	if data := b.File(RolesFile); data != nil {
		if x.roles, err = ReadModel(data); err != nil {
			return nil, err
		}
		if x.roles.Dim != x.RoleDenseLen() {
			return nil, fmt.Errorf("%s: made for vectors of another length; train the bundle again", RolesFile)
		}
	}
	return x, nil
}

// OpenUntrained is [Open] without the scorers. For training, which makes them anew.
func OpenUntrained(b *neural.Bundle) (*Extractor, error) {
	files, err := fs.Sub(lexiconFiles, "lexicon")
	if err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	x := &Extractor{}
	if x.lex, err = readLexicon(files); err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	if b != nil {
		x.vectors = b.Vectors()
		x.dim = x.vectors.Dim()
	}
	return x, nil
}

// WithPairs is x with another scorer of pairs; nil takes it away. For training.
func (x *Extractor) WithPairs(m *Model) *Extractor {
	y := *x
	y.pairs = m
	return &y
}

// WithModel is x with another scorer; nil takes it away. For training.
func (x *Extractor) WithModel(m *Model) *Extractor {
	y := *x
	y.model = m
	return &y
}

// sighting is a candidate with all that was found out about it.
type sighting struct {
	t        *tree
	c        *candidate
	mood     mood
	source   *Source
	quoted   bool
	clues    Clues
	match    *match // the frame that decides the roles, nil where the scorer alone saw the act
	label    int
	score    float64
	why      []string
	sentence int
}

// Drafts are the mentions of acts in doc, in text order, each act once a sentence. a may be nil.
// At most 10 a sentence; O(length of the text).
func (x *Extractor) Drafts(doc *ling.Doc, a *article.Article) []Draft {
	r := newReader(x, doc)
	r.prepare()
	var all []Draft
	for _, t := range r.trees {
		all = append(all, r.sentence(t)...)
	}
	r.contexts(all)
	return all
}

// sentence is the drafts of one sentence.
func (r *reader) sentence(t *tree) []Draft {
	var seen []*sighting
	for i := range r.cands[t.at] {
		s := r.sight(t, &r.cands[t.at][i])
		if r.decide(s) {
			seen = append(seen, s)
		}
	}
	return r.build(t, seen)
}

// sight gathers what the grammar shows about a candidate.
func (r *reader) sight(t *tree, c *candidate) *sighting {
	g := r.slots(t)
	s := &sighting{t: t, c: c, sentence: t.at}
	s.mood = g.mood(c.at)
	s.source = r.source(t, c.at)
	s.quoted = r.quoteAt(t.word(c.at).Span) != nil
	if r.x.model != nil || r.collect {
		s.clues = r.clues(t, c, &s.mood, s.source != nil, s.quoted)
	}
	return s
}

// decide sets label, score and frame of s; false where s is no act.
func (r *reader) decide(s *sighting) bool {
	if r.x.model == nil {
		return r.decideByLexicon(s)
	}
	m := r.x.model
	p := m.Probabilities(s.clues.Dense, m.Known(s.clues.Names))
	if 1-p[0] < float64(m.Threshold) {
		return false
	}
	best := 1
	for l := 2; l < Labels; l++ {
		if p[l] > p[best] {
			best = l
		}
	}
	s.label = best
	s.score = m.calibrate(1 - p[0])
	for i := range s.c.matches {
		if Label(s.c.matches[i].Type) == best {
			s.match = &s.c.matches[i]
			break
		}
	}
	ty := string(types()[best-1])
	word := s.t.word(s.c.at).Form
	if s.match != nil {
		s.why = append(s.why, fmt.Sprintf("“%s” is in the lexicon as %s: %s", word, s.match.name(), describe(s.match.frame)))
	} else if h := m.heaviest(s.clues.Names, best); len(h) > 0 {
		s.why = append(s.why, fmt.Sprintf("the scorer reads “%s” as %s; most weight: %s", word, ty, strings.Join(h, "; ")))
	} else {
		s.why = append(s.why, fmt.Sprintf("the scorer reads “%s” as %s by its meaning", word, ty))
	}
	s.why = append(s.why, fmt.Sprintf("the scorer gives the act %.0f %%", 100*s.score))
	return true
}

// decideByLexicon takes the heaviest frame, without a scorer.
func (r *reader) decideByLexicon(s *sighting) bool {
	if len(s.c.matches) == 0 {
		return false
	}
	s.match = &s.c.matches[0]
	s.label = Label(s.match.Type)
	s.score = min(0.5+0.04*float64(s.match.weight()), 0.9)
	if s.mood.hypothetical || s.mood.purpose || s.mood.modal == "should" {
		s.score /= 2
	}
	s.why = append(s.why, fmt.Sprintf("“%s” is in the lexicon as %s: %s", s.t.word(s.c.at).Form, s.match.name(), describe(s.match.frame)))
	return true
}

func describe(f *frame) string {
	out := string(f.Type)
	if len(f.Modes) > 0 {
		out += " " + strings.Join(modeNames(f.Modes), ", ")
	}
	return out
}

// build turns the sightings of one sentence into drafts, without those that only repeat another.
func (r *reader) build(t *tree, seen []*sighting) []Draft {
	var out []Draft
	var from []*sighting
	for _, s := range seen {
		d, ok := r.draft(s)
		if !ok {
			continue
		}
		out = append(out, d)
		from = append(from, s)
	}
	keep := make([]bool, len(out))
	for i := range out {
		keep[i] = true
	}
	for i := range out {
		for j := range out {
			if i != j && keep[i] && keep[j] && r.repeats(&out[i], &out[j], from[i], from[j]) {
				keep[i] = false
				if out[i].Type == out[j].Type {
					absorb(&out[j], &out[i])
				}
			}
		}
	}
	var kept []Draft
	for i := range out {
		if keep[i] {
			kept = append(kept, out[i])
		}
	}
	if len(kept) > maxPerSentence {
		slices.SortStableFunc(kept, func(a, b Draft) int {
			switch {
			case a.Score > b.Score:
				return -1
			case a.Score < b.Score:
				return 1
			}
			return 0
		})
		kept = kept[:maxPerSentence]
		slices.SortStableFunc(kept, func(a, b Draft) int { return a.Head.Start - b.Head.Start })
	}
	return kept
}

// repeats tells whether draft a of the same sentence adds nothing to b: its trigger lies in b's, or it is the same type
// and stands under b's word ("agreed to cooperate").
func (r *reader) repeats(a, b *Draft, sa, sb *sighting) bool {
	if a.Type != b.Type {
		return a.Trigger != b.Trigger && b.Trigger.Contains(a.Head) && sb.match != nil && len(sb.match.words) > 1
	}
	if b.Trigger.Contains(a.Head) && a.Trigger != b.Trigger {
		return true
	}
	if a.Trigger == b.Trigger && a.Head.Start > b.Head.Start {
		return true
	}
	if contains(sa.mood.opWords, sb.c.at) {
		return true
	}
	if !slices.Equal(a.Auxiliary, b.Auxiliary) {
		return false
	}
	if !r.linked(sa, sb) && !r.linked(sb, sa) && !(a.Type == "ASSAULT" && (r.consequence(sa) || r.consequence(sb))) {
		return false
	}
	if force(a.Type) {
		// Who is killed in an attack says little of who killed.
		if !agree(a.Actors, b.Actors) && !(r.consequence(sa) && sa.t.passive(sa.c.at)) && !(r.consequence(sb) && sb.t.passive(sb.c.at)) {
			return false
		}
	} else if !sharesParties(a.Actors, b.Actors) {
		return false
	}
	return fullness(a) < fullness(b) || fullness(a) == fullness(b) && (a.Score < b.Score || a.Score == b.Score && a.Head.Start > b.Head.Start)
}

// fullness counts the sides of d that are named.
func fullness(d *Draft) int { return min(len(d.Actors), 1) + min(len(d.Recipients), 1) }

// force tells whether an act of type ty is done with force: its mentions in one clause ("killed in an attack") are one act.
func force(ty event.Type) bool { return ty == "ASSAULT" || ty == "PROTEST" || ty == "COERCE" }

// consequence tells whether s is what an attack did to people and things ("killing six"), which is no attack of its own beside it.
func (r *reader) consequence(s *sighting) bool {
	return r.x.lex.class.has("consequence", s.t.lower[s.c.at])
}

// linked tells whether a hangs on b directly, or by way of one light verb or transparent noun.
func (r *reader) linked(a, b *sighting) bool {
	if a.t != b.t {
		return false
	}
	g := r.slots(a.t)
	i := a.c.at
	for range 3 {
		h := g.head(i)
		if h < 0 || g.rel(i) == "ccomp" || g.rel(i) == "parataxis" || g.rel(i) == "conj" || g.full(i) == "acl:relcl" {
			return false
		}
		if h == b.c.at {
			return true
		}
		if !g.isVerb(h) && !g.class.has("transparent", g.lower[h]) {
			return false
		}
		if g.isVerb(h) && !g.light(h) {
			return false
		}
		if k := g.child(h, "obj", "nsubj:pass"); k == b.c.at && g.isVerb(h) {
			return true
		}
		i = h
	}
	return false
}

// absorb gives a the parties of b where a names none.
func absorb(a, b *Draft) {
	if len(a.Actors) == 0 {
		a.Actors = without(b.Actors, a.Recipients)
	}
	if len(a.Recipients) == 0 {
		a.Recipients = without(b.Recipients, a.Actors)
	}
	if len(a.Modes) == 0 {
		a.Modes = b.Modes
	}
}

// agree tells whether all parties of the shorter list are among those of the longer one.
func agree(a, b []Party) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	for i := range a {
		if !sharesParties(a[i:i+1], b) {
			return false
		}
	}
	return true
}

func sharesParties(a, b []Party) bool {
	if len(a) == 0 || len(b) == 0 {
		return true
	}
	for i := range a {
		for j := range b {
			if same(&a[i], &b[j]) {
				return true
			}
		}
	}
	return false
}

// draft is the draft of one sighting; false where conversion shows that it is no act of its own.
func (r *reader) draft(s *sighting) (Draft, bool) {
	g := r.slots(s.t)
	i := s.c.at
	d := Draft{
		Type: types()[s.label-1], Head: s.t.word(i).Span, Sentence: s.t.at, Range: s.t.s.Span,
		Tense: s.mood.tense, Score: s.score, Why: s.why, Source: s.source,
		Auxiliary: s.mood.auxiliaries(), Lemma: s.t.lower[i], Definite: s.c.pos == 'n' && g.definite(i),
	}
	d.Clause = r.clauseSpan(g, i)
	d.Trigger = r.triggerSpan(s)
	if s.match != nil {
		d.Modes, d.Contexts, d.CAMEO = slices.Clone(s.match.Modes), slices.Clone(s.match.Contexts), s.match.CAMEO
		for _, a := range s.match.Auxiliary {
			d.Auxiliary = addAuxiliary(d.Auxiliary, a)
		}
	} else if d.Type == event.Agree {
		d.CAMEO = intended(s.c.matches)
	}
	r.fillParties(g, s, &d)
	if !r.convert(g, s, &d) {
		return d, false
	}
	if len(d.Modes) == 0 {
		d.Modes = r.modes(g, i, d.Type)
	}
	d.Why = append(d.Why, s.mood.why...)
	r.ownStatement(s, &d)
	if d.Source != nil {
		if d.Source.Unnamed {
			d.Why = append(d.Why, "“"+d.Source.Cue+"”: nobody is named as source")
		} else {
			d.Why = append(d.Why, "on the word of "+shorten(d.Source.Text)+" (“"+d.Source.Cue+"”)")
		}
	}
	return d, true
}

// intended is the CAMEO code of an intent to do what the first frame of a deed says, "" without one.
func intended(matches []match) string {
	for i := range matches {
		switch ty := matches[i].Type; ty {
		case event.Consult, event.Cooperate, event.Aid:
			return event.CAMEOOf(ty, "", event.Future)
		}
	}
	return ""
}

// verbal tells whether an act of type ty is done by saying it.
func verbal(ty event.Type) bool {
	switch ty {
	case "SUPPORT", "ACCUSE", "REQUEST", "REJECT", "AGREE", "THREATEN", "CONCEDE":
		return true
	}
	return false
}

// ownStatement settles acts that the source itself does by speaking: "We condemn …", she said. They have no source; and
// where a word of praise or reproach in a quotation has no doer of its own, the speaker is it.
func (r *reader) ownStatement(s *sighting, d *Draft) {
	if d.Source == nil || d.Source.Unnamed || !verbal(d.Type) && !slices.Contains(d.Auxiliary, event.Future) {
		return
	}
	if len(d.Actors) == 0 && (s.quoted || d.Source.Cue != "") && verbal(d.Type) && d.Type != "AGREE" && d.Type != "CONCEDE" {
		w := s.t.word(s.c.at)
		if s.c.pos != 'v' || w.XPOS == "VB" && s.t.child(s.c.at, "nsubj", "nsubj:pass") < 0 && s.t.rel(s.c.at) != "xcomp" && s.t.rel(s.c.at) != "acl" {
			d.Actors, d.Source = []Party{d.Source.Party}, nil
			d.Why = append(d.Why, "the speaker does it by saying so")
			return
		}
	}
	for i := range d.Actors {
		if same(&d.Actors[i], &d.Source.Party) {
			d.Source = nil
			return
		}
	}
}

func (r *reader) triggerSpan(s *sighting) article.Span {
	span := s.t.word(s.c.at).Span
	if s.match == nil {
		return span
	}
	a, b := s.c.at, s.c.at
	for _, w := range s.match.words {
		a, b = min(a, w), max(b, w)
	}
	if b-a > 6 {
		return span
	}
	return article.Span{Start: s.t.word(a).Start, End: s.t.word(b).End}
}

func addAuxiliary(list []event.Auxiliary, a event.Auxiliary) []event.Auxiliary {
	order := []event.Auxiliary{event.Historical, event.Future, event.Hypothetical, event.Negation}
	var out []event.Auxiliary
	for _, o := range order {
		if o == a || slices.Contains(list, o) {
			out = append(out, o)
		}
	}
	return out
}

func dropAuxiliary(list []event.Auxiliary, a event.Auxiliary) []event.Auxiliary {
	return slices.DeleteFunc(slices.Clone(list), func(x event.Auxiliary) bool { return x == a })
}
