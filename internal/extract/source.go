package extract

import (
	"strings"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/internal/ling"
)

// source is on whose word the act at word i is reported: the nearest one that the sentence names, then the speaker of the
// quotation that it stands in; nil where the article speaks in its own voice.
func (r *reader) source(t *tree, i int) *Source {
	g := r.slots(t)
	found := r.climbSources(g, i)
	if q := r.quoteAt(t.word(i).Span); q != nil {
		if s := r.speaker(q); s != nil {
			if len(found) == 0 || !knownAs(found, s) {
				found = append(found, s)
			}
		}
	}
	if len(found) == 0 {
		return nil
	}
	nearest := found[0]
	if nearest.Unnamed {
		for _, s := range found[1:] {
			if !s.Unnamed {
				nearest = s
				break
			}
		}
	}
	for _, s := range found {
		if s != nearest && !s.Unnamed {
			nearest.Chain = append(nearest.Chain, s.Party)
		}
	}
	return nearest
}

func knownAs(found []*Source, s *Source) bool {
	for _, f := range found {
		if !f.Unnamed && same(&f.Party, &s.Party) {
			return true
		}
	}
	return false
}

// speaker is the source that a quotation names.
func (r *reader) speaker(q *ling.Quote) *Source {
	if q.Speaker.IsZero() || q.Speaker.Sentence >= len(r.trees) || r.turn(q) {
		return nil
	}
	t := r.trees[q.Speaker.Sentence]
	if q.Speaker.Word >= len(t.s.Words) {
		return nil
	}
	s := &Source{Party: r.party(t, q.Speaker.Word, 0)}
	if !q.Cue.IsZero() && q.Cue.Sentence < len(r.trees) && q.Cue.Word < len(r.trees[q.Cue.Sentence].s.Words) {
		s.Cue = r.trees[q.Cue.Sentence].word(q.Cue.Word).Form
	}
	return s
}

// turn tells whether q is a turn of a transcript, which has no quotation mark: there the article itself is the statement.
func (r *reader) turn(q *ling.Quote) bool {
	for _, mark := range []string{"\"", "“", "„", "«", "‘", "'", "``", "‟", "”"} {
		if strings.HasPrefix(r.doc.Text[q.Start:], mark) {
			return false
		}
	}
	return true
}

// climbSources walks from word i to the root and gathers the words that report on the way, nearest first.
func (r *reader) climbSources(g slots, i int) []*Source {
	var out []*Source
	at := i
	for n := 0; n < 24 && at >= 0; n++ {
		out = append(out, r.besides(g, at, i)...)
		h := g.head(at)
		if h < 0 {
			break
		}
		if s := r.reports(g, at, h, i); s != nil {
			out = append(out, s)
		}
		at = h
	}
	return out
}

// reports is the source where h reports the clause headed by at.
func (r *reader) reports(g slots, at, h, act int) *Source {
	lemma := g.lower[h]
	switch g.rel(at) {
	case "ccomp", "parataxis", "obj":
		if g.isVerb(h) && g.class.has("report", lemma) && g.rel(at) != "obj" {
			if g.passive(h) && len(g.agent(h)) == 0 {
				return &Source{Cue: g.s.Words[h].Form, Unnamed: true}
			}
			if g.rel(at) == "parataxis" && !g.class.has("say", lemma) {
				return nil
			}
			return r.voice(g, g.subj(h, 0), h)
		}
		if g.isNoun(h) && g.class.has("report_noun", lemma) {
			return r.nounVoice(g, h)
		}
	case "acl":
		if g.full(at) != "acl:relcl" && g.isNoun(h) && g.class.has("report_noun", lemma) && g.marker(at) != "to" {
			return r.nounVoice(g, h)
		}
	case "nmod":
		if g.class.has("report_noun", lemma) && g.hasMarker(at, "of") {
			return r.nounVoice(g, h)
		}
	case "xcomp":
		if !g.isVerb(h) {
			return nil
		}
		if g.passive(h) && g.class.has("passive_report", lemma) && g.hasMarker(at, "to") && lemma != "expect" {
			if a := g.agent(h); len(a) > 0 {
				return r.voice(g, a, h)
			}
			return &Source{Cue: g.s.Words[h].Form, Unnamed: true}
		}
		if lemma == "claim" {
			return r.voice(g, g.subj(h, 0), h)
		}
	}
	return nil
}

// voice is the source headed by the first of heads, nil where there is none.
func (r *reader) voice(g slots, heads []int, cue int) *Source {
	for _, h := range heads {
		if g.isNominal(h) && !expletive(g.tree, h) && g.lower[h] != "it" {
			return &Source{Party: r.party(g.tree, h, 0), Cue: g.s.Words[cue].Form}
		}
	}
	return nil
}

// nounVoice is the source of a reporting noun: "Kyiv's claim that …"; nobody named gives Unnamed for rumours only.
func (r *reader) nounVoice(g slots, h int) *Source {
	if s := r.voice(g, g.holder(h, 0), h); s != nil {
		return s
	}
	switch g.lower[h] {
	case "rumor", "rumour", "allegation", "accusation", "report", "claim":
		return &Source{Cue: g.s.Words[h].Form, Unnamed: true}
	}
	return nil
}

// besides is the sources that hang beside word at: "…, he said", "according to", "reportedly".
func (r *reader) besides(g slots, at, act int) []*Source {
	var out []*Source
	for _, k := range g.kids(at) {
		switch g.rel(k) {
		case "parataxis":
			if k != act && g.isVerb(k) && g.class.has("say", g.lower[k]) && !g.above(k, act) && g.child(k, "ccomp") < 0 {
				if s := r.voice(g, g.subj(k, 0), k); s != nil {
					out = append(out, s)
				}
			}
		case "obl", "nmod", "advmod":
			out = append(out, r.accordingTo(g, k, act)...)
			if g.class.has("hedge", g.lower[k]) && (at == act || g.isVerb(at)) {
				out = append(out, &Source{Cue: g.s.Words[k].Form, Unnamed: true})
			}
		case "advcl":
			// "as the ministry said", "according to" read as a clause
			if g.hasMarker(k, "as") && g.class.has("say", g.lower[k]) && !g.above(k, act) && k != act {
				if s := r.voice(g, g.subj(k, 0), k); s != nil {
					out = append(out, s)
				}
			}
			if g.lower[k] == "accord" {
				for _, o := range g.withMarker(k, "to") {
					out = append(out, &Source{Party: r.party(g.tree, o, 0), Cue: "according to"})
				}
			}
		case "amod":
			if at == act && g.class.has("hedge_adjective", g.lower[k]) {
				out = append(out, &Source{Cue: g.s.Words[k].Form, Unnamed: true})
			}
		}
	}
	return out
}

// accordingTo is the source of "according to the ministry"; the phrase may lie anywhere in the clause but around the act.
func (r *reader) accordingTo(g slots, k, act int) []*Source {
	if k == act || g.above(k, act) || !g.isNominal(k) {
		return nil
	}
	m := g.marker(k)
	if m != "according_to" && m != "according" && m != "per" && m != "accord_to" {
		return nil
	}
	return []*Source{{Party: r.party(g.tree, k, 0), Cue: "according to"}}
}

// clauseSpan is the range of the clause of word i, without the clauses that hang below it.
func (r *reader) clauseSpan(g slots, i int) article.Span {
	c := g.clauseOf(i)
	a, b := i, i
	stack := []int{c}
	for len(stack) > 0 {
		j := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		a, b = min(a, j), max(b, j)
		for _, k := range g.kids(j) {
			switch rel := g.rel(k); {
			case rel == "ccomp", rel == "parataxis", rel == "advcl", g.full(k) == "acl:relcl":
				if !g.above(k, i) && k != i {
					continue
				}
			case rel == "conj" && g.isVerb(k):
				if !g.above(k, i) && k != i {
					continue
				}
			}
			stack = append(stack, k)
		}
	}
	return article.Span{Start: g.s.Words[a].Start, End: g.s.Words[b].End}
}

// shorten is s without line breaks, for the reasons given to people.
func shorten(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 60 {
		return string(r[:57]) + "…"
	}
	return s
}
