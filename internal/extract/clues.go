package extract

import (
	"strings"

	"github.com/casus-news/casus/internal/ling"
)

// clues describes candidate c for the scorer. m is its mood, reported whether a source was found for it.
func (r *reader) clues(t *tree, c *candidate, m *mood, reported, quoted bool) Clues {
	g := r.slots(t)
	i := c.at
	var out []string
	add := func(kind, value string) { out = append(out, kind+"="+value) }

	add("pos", string(c.pos))
	add("rel", t.rel(i))
	add("tag", t.word(i).XPOS)
	lemma := t.lower[i]
	add("lemma", lemma)
	add("lemma", lemma+"."+string(c.pos))
	if len(c.matches) == 0 {
		add("frame", "none")
	}
	for n, f := range c.matches {
		ty := string(f.Type)
		if n == 0 {
			add("frame", ty)
			add("frame", ty+"/"+strings.Join(modeNames(f.Modes), "+"))
			add("frame", ty+"&"+string(c.pos))
			add("framed", f.name())
			add("weight", ty+digit(f.weight()))
			add("weight", digit(f.weight()))
			add("frame", ty+"&"+m.first()+"&"+m.modal)
			add("frame", ty+"&"+bucket(t, m))
		} else {
			add("other", ty)
		}
	}

	subj := g.subj(i, 0)
	if c.pos != 'v' && len(subj) == 0 {
		subj = g.holder(i, 0)
	}
	obj := g.obj(i, 0)
	if c.pos != 'v' && len(obj) == 0 {
		obj = append(g.withMarker(i, "of"), append(g.withMarker(i, "against"), g.withMarker(i, "on")...)...)
	}
	top := "none"
	if len(c.matches) > 0 {
		top = string(c.matches[0].Type)
	}
	sk, ok := r.kindOf(g, subj), r.kindOf(g, obj)
	add("subjkind", sk)
	add("objkind", ok)
	add("kinds", sk+">"+ok)
	add("frame", top+"&subj "+sk)
	add("frame", top+"&obj "+ok)
	for _, o := range obj {
		add("obj", t.lower[o])
		break
	}
	for _, s := range subj {
		add("subj", t.lower[s])
		break
	}
	if h := t.head(i); h >= 0 {
		add("gov", t.lower[h])
		add("govrel", t.rel(i)+"<"+t.word(h).UPOS)
		if c.pos == 'n' {
			add("carried", yes(g.light(h)))
		}
	} else {
		add("gov", "root")
	}
	var oblique []int
	for _, k := range t.kids(i) {
		switch t.rel(k) {
		case "obl", "nmod":
			if p := t.marker(k); p != "" {
				add("prep", p)
				oblique = append(oblique, k)
			}
			if t.full(k) == "nmod:poss" {
				add("has", "poss")
			}
		case "amod", "compound":
			add("amod", t.lower[k])
			if t.isDemonym(k) {
				add("has", "demonym")
			}
		case "det":
			add("det", t.lower[k])
		case "ccomp", "xcomp", "advcl", "acl", "cop", "aux":
			add("has", t.rel(k))
		}
	}
	add("modal", m.modal)
	add("op", m.first())
	if m.first() != "" {
		add("opword", t.lower[m.opWords[0]])
	}
	add("mood", bucket(t, m))
	add("passive", yes(t.passive(i)))
	add("quoted", yes(quoted))
	add("reported", yes(reported))
	for _, name := range []string{"weapon", "troops", "people", "aid", "law", "attack", "talks", "protest", "crime"} {
		for _, o := range obj {
			if g.class.has(name, t.lower[o]) {
				add("objclass", name)
			}
		}
	}
	if top == "ASSAULT" || g.class.has("consequence", lemma) {
		cause := r.cause(t)
		add("cause", cause)
		add("cause", cause+"&"+lemma)
		add("cause", cause+"&"+sk+">"+ok)
	}
	if t.at == 0 {
		add("place", "first sentence")
	}
	if len(c.matches) > 0 {
		add("order", digit(min(c.order, 4)))
		add("before", digit(min(c.before, 4)))
		add("before", top+digit(min(c.before, 2)))
		add("again", yes(c.again))
	}
	if up := r.framedAbove(t, c); up != nil {
		add("up", up.top())
		add("up", up.top()+">"+top)
	} else {
		add("up", "none>"+top)
	}
	add("depth", digit(g.clauseDepth(i)))
	add("names", digit(len(t.s.Names)))

	dense := make([]float32, blocks*r.x.dim)
	r.vector(dense, blockWord, lemma)
	for _, o := range obj {
		r.vector(dense, blockObj, t.lower[o])
		break
	}
	for _, s := range subj {
		r.vector(dense, blockSubj, t.lower[s])
		break
	}
	if h := t.head(i); h >= 0 {
		r.vector(dense, blockGovernor, t.lower[h])
	}
	for _, k := range oblique {
		r.vector(dense, blockOblique, t.lower[k])
		break
	}
	r.scene(dense, t)
	r.story(dense)
	add("doc", digit(int(8*r.density+0.5)))
	add("doc", top+digit(int(4*r.density+0.5)))
	return Clues{Dense: dense, Names: out}
}

// cause tells whether a sentence speaks of accidents or of attacks: "accident", "attack", "both" or "none".
func (r *reader) cause(t *tree) string {
	class := r.x.lex.class
	var accident, attack bool
	for _, l := range t.lower {
		accident = accident || class.has("accident", l)
		attack = attack || class.any(l, "attack", "weapon", "troops")
	}
	switch {
	case accident && attack:
		return "both"
	case accident:
		return "accident"
	case attack:
		return "attack"
	}
	return "none"
}

// story writes the mean of the sentences' vectors: what the document as a whole is about.
func (r *reader) story(dense []float32) {
	if r.x.vectors == nil {
		return
	}
	if r.about == nil {
		r.about = make([]float32, r.x.dim)
		one := make([]float32, blocks*r.x.dim)
		for _, t := range r.trees {
			r.scene(one, t)
			for j := range r.about {
				r.about[j] += one[blockScene*r.x.dim+j] / float32(len(r.trees))
			}
		}
	}
	copy(dense[blockStory*r.x.dim:], r.about)
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func digit(n int) string { return string(rune('0' + min(max(n, 0), 9))) }

// bucket is the mood of m in one word.
func bucket(t *tree, m *mood) string {
	switch {
	case m.negated:
		return "negated"
	case m.hypothetical:
		return "hypothetical"
	case m.future:
		return "future"
	case m.purpose:
		return "purpose"
	case m.tense == Present:
		return "present"
	}
	return "plain"
}

// kindOf is the kind of the first of heads: "person", "organization", "place", "nationality", "i", "he", "it", "thing", "none".
func (r *reader) kindOf(g slots, heads []int) string {
	if len(heads) == 0 {
		return "none"
	}
	h := heads[0]
	if m, ok := r.mention[ling.WordAt{Sentence: g.at, Word: h}]; ok {
		switch r.doc.Mentions[m].Kind {
		case ling.Person:
			return "person"
		case ling.Organization:
			return "organization"
		case ling.Location:
			return "place"
		case ling.Misc:
			return "nationality"
		}
	}
	w := g.word(h)
	switch {
	case firstPerson(g.lower[h]):
		return "speaker"
	case w.UPOS == "PRON":
		return "pronoun " + g.lower[h]
	case w.UPOS == "PROPN":
		return "name"
	case g.isVerb(h):
		return "clause"
	case g.class.has("people", g.lower[h]) || g.class.has("troops", g.lower[h]):
		return "group"
	}
	return "thing"
}

// vector writes the word vector of lemma into a block of dense; unknown words stay zero.
func (r *reader) vector(dense []float32, block int, lemma string) {
	if r.x.vectors == nil {
		return
	}
	row, ok := r.x.vectors.Lookup(lemma)
	if !ok {
		if i := strings.LastIndexByte(lemma, '-'); i >= 0 {
			row, ok = r.x.vectors.Lookup(lemma[i+1:])
		}
		if !ok {
			return
		}
	}
	r.x.vectors.Row(row, dense[block*r.x.dim:(block+1)*r.x.dim])
}

// scene writes the mean vector of the sentence's nouns, verbs and adjectives.
func (r *reader) scene(dense []float32, t *tree) {
	if r.x.vectors == nil {
		return
	}
	if r.scenes == nil {
		r.scenes = make([][]float32, len(r.trees))
	}
	if r.scenes[t.at] == nil {
		sum := make([]float32, r.x.dim)
		row := make([]float32, r.x.dim)
		n := 0
		for i := range t.s.Words {
			switch t.word(i).UPOS {
			case "NOUN", "VERB", "ADJ", "PROPN":
				if k, ok := r.x.vectors.Lookup(t.lower[i]); ok {
					r.x.vectors.Row(k, row)
					for j, v := range row {
						sum[j] += v
					}
					n++
				}
			}
		}
		for j := range sum {
			sum[j] /= float32(max(n, 1))
		}
		r.scenes[t.at] = sum
	}
	copy(dense[blockScene*r.x.dim:], r.scenes[t.at])
}

func modeNames[T ~string](modes []T) []string {
	out := make([]string, len(modes))
	for i, m := range modes {
		out[i] = string(m)
	}
	return out
}
