package extract

import (
	"slices"

	"github.com/casus-news/casus/event"
)

// mood is how the grammar presents an act: as done, planned, possible, denied, or long past.
type mood struct {
	tense        Tense
	future       bool
	hypothetical bool
	negated      bool
	historical   bool
	// modal is the lemma of the nearest modal verb, "".
	modal string
	// operators are the classes of the words above the act that take it out of the plain facts, nearest first: "promise",
	// "refuse", "threaten", "request", "plan", "want", "fail", "allow", "accuse"; opWords are the words themselves.
	operators []string
	opWords   []int
	// infinitive tells that the act is a bare to-infinitive of purpose.
	purpose bool
	why     []string
}

// operatorClasses in the order in which they are asked: a word of several classes takes the first.
func operatorClasses() []string {
	return []string{"refuse", "promise", "threaten", "request", "fail", "plan", "want", "allow", "accuse"}
}

// mood reads the grammar above and round word i. It climbs from the act to the verbs that carry or govern it and stops at
// a verb that reports.
func (g slots) mood(i int) mood {
	var m mood
	at := i
	fresh := true
	for n := 0; n < 10 && at >= 0; n++ {
		g.local(at, &m, fresh)
		h := g.head(at)
		if h < 0 {
			break
		}
		pass := g.passes(at, h)
		if !pass {
			if c := g.marker(at); g.rel(at) == "advcl" && g.class.has("condition", c) {
				m.hypothetical = true
				m.why = append(m.why, "it stands in an “"+c+"” clause")
			}
			if g.rel(at) == "advcl" && g.hasMarker(at, "to") {
				m.purpose = true
			}
			break
		}
		if op := g.operator(at, h); op != "" {
			m.operators = append(m.operators, op)
			m.opWords = append(m.opWords, h)
		}
		fresh = g.isVerb(at) && !g.infinitive(at) && g.rel(at) == "ccomp" || fresh && !g.isVerb(at)
		at = h
	}
	return m
}

// infinitive tells whether verb i has no tense of its own.
func (g slots) infinitive(i int) bool {
	return g.hasMarker(i, "to") || g.s.Words[i].XPOS == "VBG" || g.s.Words[i].XPOS == "VB" && g.child(i, "aux") < 0
}

// passes tells whether the mood of h reaches down to at.
func (g slots) passes(at, h int) bool {
	switch g.rel(at) {
	case "xcomp", "csubj":
		return true
	case "ccomp":
		return !g.class.has("say", g.lower[h]) && g.operator(at, h) != ""
	case "obj", "iobj", "nsubj", "obl":
		return g.isVerb(h) && (g.light(h) || g.undergoes(h) || g.operator(at, h) != "") && !g.isVerb(at)
	case "nmod":
		return g.class.has("transparent", g.lower[h]) || g.operator(at, h) != ""
	case "acl":
		return g.full(at) != "acl:relcl" && g.infinitive(at) && g.hasMarker(at, "to")
	case "conj":
		if g.isVerb(at) {
			return g.child(at, "nsubj", "aux") < 0 && g.isVerb(h)
		}
		return true
	case "advcl", "compound":
		// "called for France to leave", "barred from entering"
		return g.operator(at, h) != "" && g.rel(at) == "advcl" && !g.class.has("condition", g.marker(at)) && g.child(at, "nsubj") < 0 ||
			g.rel(at) == "compound"
	}
	return false
}

// operator is the class of h as governor of at, "" where it leaves the act a fact.
func (g slots) operator(at, h int) string {
	if g.rel(at) == "nsubj" || g.rel(at) == "conj" {
		return ""
	}
	lemma := g.lower[h]
	for _, c := range operatorClasses() {
		if !g.class.has(c, lemma) {
			continue
		}
		if g.rel(at) == "obj" || g.rel(at) == "obl" || g.rel(at) == "nmod" {
			// "fought the rebels", "set the bombs": as transitive verbs these are deeds
			if c == "want" && !slices.Contains([]string{"want", "seek", "desire", "hope"}, lemma) {
				continue
			}
			if c == "fail" && !slices.Contains([]string{"avoid", "prevent", "stop", "block", "forbid", "prohibit", "bar", "ban", "halt", "deny", "cease"}, lemma) {
				continue
			}
		}
		if g.rel(at) == "advcl" && (g.hasMarker(at, "to") && c != "request" && c != "plan" || c == "accuse" && !g.hasMarker(at, "of")) {
			continue
		}
		return c
	}
	return ""
}

// local adds the marks that stand at word at itself. Tense and modals of a governing verb count only as long as no
// tensed clause lies between (fresh).
func (g slots) local(at int, m *mood, fresh bool) {
	w := &g.s.Words[at]
	aux := ""
	for _, k := range g.kids(at) {
		switch g.rel(k) {
		case "aux":
			aux = g.lower[k]
			g.auxiliary(at, k, m, fresh)
		case "advmod", "det", "cc", "case", "mark":
			if g.class.has("negator", g.lower[k]) && !(g.rel(k) == "det" && g.lower[k] != "no") {
				m.negated = !m.negated
				m.why = append(m.why, "“"+g.s.Words[k].Form+"” negates it")
			}
			if g.rel(k) == "advmod" && g.class.has("past_adverb", g.lower[k]) && g.lower[k] != "earlier" {
				m.historical = true
			}
		}
	}
	if !fresh {
		return
	}
	switch {
	case m.future:
		m.tense = FutureTense
	case w.XPOS == "VBZ" || w.XPOS == "VBP":
		m.tense = Present
	case w.XPOS == "VBG" && aux == "be":
		m.tense = Present
	}
}

func (g slots) auxiliary(at, k int, m *mood, fresh bool) {
	form := g.lower[k]
	switch form {
	case "will", "shall", "'ll", "’ll", "wo":
		if fresh {
			m.future = true
			m.modal = "will"
			m.why = append(m.why, "“will” makes it future")
		}
	case "would", "'d", "’d":
		if m.modal == "" && fresh {
			m.modal = "would"
		}
	case "may", "might", "could":
		if m.modal == "" {
			m.modal = form
			m.hypothetical = true
			m.why = append(m.why, "“"+form+"” makes it possible only")
		}
	case "should", "must", "ought", "can", "ca":
		if m.modal == "" {
			m.modal = form
		}
	}
}

// auxiliaries are the factuality marks of m in the record's order.
func (m *mood) auxiliaries() []event.Auxiliary {
	var out []event.Auxiliary
	for _, a := range []struct {
		on   bool
		mark event.Auxiliary
	}{{m.historical, event.Historical}, {m.future, event.Future}, {m.hypothetical, event.Hypothetical}, {m.negated, event.Negation}} {
		if a.on {
			out = append(out, a.mark)
		}
	}
	return out
}

// first is the nearest operator, "".
func (m *mood) first() string {
	if len(m.operators) == 0 {
		return ""
	}
	return m.operators[0]
}
