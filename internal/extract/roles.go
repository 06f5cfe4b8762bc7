package extract

import (
	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/ling"
)

// fillParties finds actors and recipients of s.
func (r *reader) fillParties(g slots, s *sighting, d *Draft) {
	actorWords, recipientWords := r.ruleParties(g, s, d)
	actors, recipients := wordsAt(g.tree, actorWords), wordsAt(g.tree, recipientWords)
	if r.x.roles != nil {
		actors, recipients = r.chooseParties(g, s, d, actorWords, recipientWords)
	}
	d.Actors = r.parties(actors)
	d.Recipients = r.parties(recipients)
	d.Recipients = without(d.Recipients, d.Actors)
}

func wordsAt(t *tree, words []int) []ling.WordAt {
	out := make([]ling.WordAt, len(words))
	for i, w := range words {
		out[i] = ling.WordAt{Sentence: t.at, Word: w}
	}
	return out
}

// ruleParties are the heads of the actors and recipients of s by its frame, or by what is usual for its type, one for each
// member of a coordination.
func (r *reader) ruleParties(g slots, s *sighting, d *Draft) (actors, recipients []int) {
	ro := defaultRoles(d.Type, s.c.pos)
	if s.match != nil {
		ro = s.match.Roles
	}
	i := s.c.at
	actors = r.fill(g, i, ro.Actors, nil)
	if len(actors) == 0 && s.c.pos != 'v' && !r.absent(ro.Actors) {
		actors = r.nominalActors(g, i)
	}
	actors = r.agents(g, actors)
	recipients = r.fill(g, i, ro.Recipients, actors)
	if len(recipients) == 0 && s.c.pos == 'n' && !ro.Reciprocal {
		recipients = r.undergoer(g, i)
	}
	recipients = r.responsible(g, recipients, actors, d.Type)
	return r.members(g.tree, actors), r.members(g.tree, recipients)
}

// agents replaces an actor that is itself an act ("drone attacks killed five") by the one whose act it is; an act of nobody
// named is no actor.
func (r *reader) agents(g slots, heads []int) []int {
	var out []int
	for _, h := range heads {
		if !r.eventive(g, h) || r.namesSomebody(g, h) {
			out = appendNew(out, h)
			continue
		}
		out = appendNew(out, r.doers(g, h, nil)...)
	}
	return out
}

// eventive tells whether noun h means an act by the lexicon or is a deed in general.
func (r *reader) eventive(g slots, h int) bool {
	if g.word(h).UPOS != "NOUN" || g.class.any(g.lower[h], "people", "troops", "prisoner", "diplomat", "politician", "official", "body") {
		return false
	}
	_, known := r.x.lex.index[g.lower[h]+".n"]
	return known || g.class.has("deed", g.lower[h])
}

// namesSomebody tells whether h belongs to a name ("Foreign Office", "the Action Party").
func (r *reader) namesSomebody(g slots, h int) bool {
	m, ok := r.mention[ling.WordAt{Sentence: g.at, Word: h}]
	return ok && r.doc.Mentions[m].Kind != ling.None
}

// doers is who did the act that noun h means: possessor, national modifier, by-phrase, origin, or the agent of a participle
// ("abuses committed by the army").
func (r *reader) doers(g slots, h int, unlike []int) []int {
	var out []int
	for _, slot := range []string{"poss", "mod", "by", "from"} {
		for _, k := range g.one(h, slot) {
			if g.isNominal(k) && !contains(unlike, k) {
				out = append(out, k)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	for _, c := range g.children(h, "acl") {
		if g.isVerb(c) && g.passive(c) {
			for _, k := range g.agent(c) {
				if g.isNominal(k) && !contains(unlike, k) {
					out = append(out, k)
				}
			}
		}
	}
	return out
}

// absent tells whether a frame says that its actor is never named.
func (r *reader) absent(turns [][][]string) bool { return len(turns) == 0 }

// nominalActors is the doer of a noun that its frame's slots do not show: possessor, national modifier, by-phrase, or the subject of the
// light verb that carries it.
func (r *reader) nominalActors(g slots, i int) []int {
	var out []int
	for _, h := range g.holder(i, 0) {
		if g.isNominal(h) && !expletive(g.tree, h) {
			out = append(out, h)
		}
	}
	if h := g.head(i); len(out) > 0 && h >= 0 && g.isVerb(h) && g.rel(i) != "nsubj" && g.undergoes(h) && !g.class.has("light", g.lower[h]) {
		return nil
	}
	return out
}

// undergoer is the subject of a verb that its object is done to: "faces criticism".
func (r *reader) undergoer(g slots, i int) []int {
	h := g.head(i)
	if h < 0 || !g.isVerb(h) || !g.undergoes(h) || g.light(h) {
		return nil
	}
	if rel := g.rel(i); rel != "obj" && rel != "obl" {
		return nil
	}
	return r.fill(g, h, [][][]string{{{"subj"}}}, nil)
}

// responsible replaces a recipient that is itself an act or a thing of somebody's ("condemned the launches by Pyongyang")
// by the one who did it; where nobody is named it stays as it is.
func (r *reader) responsible(g slots, heads, unlike []int, ty event.Type) []int {
	switch ty {
	case "ACCUSE", "REJECT", "SUPPORT", "REQUEST", "PROTEST", "CONCEDE", "SANCTION", "AGREE", "THREATEN", "AID":
	default:
		return heads
	}
	var out []int
	for _, h := range heads {
		if !r.eventive(g, h) {
			out = appendNew(out, h)
			continue
		}
		doer := r.doers(g, h, unlike)
		if len(doer) == 0 {
			out = appendNew(out, h)
		} else {
			out = appendNew(out, doer...)
		}
	}
	return out
}

// without is ps without those that name the same party as one of qs.
func without(ps, qs []Party) []Party {
	var out []Party
next:
	for i := range ps {
		for j := range qs {
			if ps[i].Span == qs[j].Span && ps[i].Sentence == qs[j].Sentence {
				continue next
			}
		}
		out = append(out, ps[i])
	}
	return out
}

// turns makes a list of alternatives of single slots.
func turns(slots ...string) [][][]string {
	out := make([][][]string, len(slots))
	for i, s := range slots {
		out[i] = [][]string{{s}}
	}
	return out
}

// defaultRoles is where the parties of an act of a type usually stand when no frame tells.
func defaultRoles(ty event.Type, pos byte) roles {
	if pos == 'n' {
		return nounRoles(ty)
	}
	switch ty {
	case "CONSULT":
		return roles{Actors: [][][]string{{{"subj"}, {"with"}}}, Recipients: turns("obj", "to", "in")}
	case "AGREE", "COOPERATE":
		return roles{Actors: turns("subj"), Recipients: turns("with", "to", "for", "obj")}
	case "RETREAT":
		return roles{Actors: turns("subj"), Recipients: turns("from", "to", "obj")}
	case "PROTEST":
		return roles{Actors: turns("subj"), Recipients: turns("against", "at")}
	case "MOBILIZE":
		return roles{Actors: turns("subj"), Recipients: turns("against")}
	case "AID":
		return roles{Actors: turns("subj"), Recipients: turns("iobj", "to", "for", "obj")}
	case "REQUEST":
		return roles{Actors: turns("subj"), Recipients: turns("obj", "on", "to", "from", "of")}
	}
	return roles{Actors: turns("subj"), Recipients: turns("obj", "against", "with", "to", "on", "of", "at", "from")}
}

func nounRoles(ty event.Type) roles {
	actors := turns("poss", "mod", "by", "subj", "from")
	switch ty {
	case "CONSULT":
		return roles{Actors: [][][]string{{{"between"}}, {{"subj"}, {"with"}}, {{"poss"}, {"with"}}, {{"mod"}, {"with"}}, {{"of"}}}, Recipients: turns("to")}
	case "AGREE", "COOPERATE":
		return roles{Actors: append(turns("between"), actors...), Recipients: turns("with", "to", "for")}
	case "SUPPORT", "AID":
		return roles{Actors: actors, Recipients: turns("for", "to", "of")}
	case "PROTEST":
		return roles{Actors: append(turns("by", "subj"), turns("of", "mod", "poss")...), Recipients: turns("against", "at")}
	case "RETREAT":
		return roles{Actors: turns("poss", "of", "mod", "by", "subj"), Recipients: turns("from")}
	case "REQUEST":
		return roles{Actors: actors, Recipients: turns("to", "on", "from", "for")}
	case "MOBILIZE":
		return roles{Actors: actors, Recipients: turns("against")}
	}
	return roles{Actors: actors, Recipients: turns("against", "on", "of", "with", "at", "to")}
}
