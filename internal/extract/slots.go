package extract

import "strings"

// slots finds the words that stand in the grammatical places ("slots") of a predicate. It is a view on one sentence.
type slots struct {
	*tree
	class classes
}

// find is the head words in slot path of predicate i: {"subj"}, {"against"}, {"obj", "poss"}. Members of a coordination
// are not spread here; see [tree.coordinated].
func (g slots) find(i int, path []string) []int {
	at := []int{i}
	for _, slot := range path {
		var next []int
		for _, j := range at {
			next = appendNew(next, g.one(j, slot)...)
		}
		if len(next) == 0 {
			return nil
		}
		at = next
	}
	return at
}

func appendNew(to []int, add ...int) []int {
next:
	for _, a := range add {
		for _, b := range to {
			if a == b {
				continue next
			}
		}
		to = append(to, a)
	}
	return to
}

func (g slots) one(i int, slot string) []int {
	switch slot {
	case "subj":
		return g.subj(i, 0)
	case "obj":
		return g.obj(i, 0)
	case "iobj":
		return g.children(i, "iobj")
	case "poss":
		return g.poss(i)
	case "mod":
		return g.mod(i)
	case "xcomp", "ccomp", "advcl":
		if k := g.children(i, slot); len(k) > 0 {
			return k
		}
		if slot == "xcomp" { // parsers waver between the two for infinitives
			return g.infinitives(i)
		}
		if slot == "ccomp" {
			return g.children(i, "acl") // "the claim that …"
		}
		return nil
	}
	return g.oblique(i, slot)
}

// infinitives are clauses below i that are marked by "to", whatever the parser calls them.
func (g slots) infinitives(i int) []int {
	var out []int
	for _, k := range g.kids(i) {
		if relIs(g.full(k), []string{"ccomp", "acl", "advcl"}) && g.hasMarker(k, "to") {
			out = append(out, k)
		}
	}
	return out
}

const maxClimb = 8

// subj is the doer of i.
func (g slots) subj(i, depth int) []int {
	if depth > maxClimb {
		return nil
	}
	if !g.isVerb(i) {
		return g.nounSubj(i, depth)
	}
	if g.passive(i) {
		return g.agent(i)
	}
	return g.surface(i, depth)
}

// agent is the by-phrase of a passive or of a noun.
func (g slots) agent(i int) []int {
	if k := g.children(i, "obl:agent"); len(k) > 0 {
		return k
	}
	for _, k := range g.kids(i) {
		if relIs(g.full(k), []string{"obl", "nmod"}) && g.hasMarker(k, "by") && g.isNominal(k) {
			return []int{k}
		}
	}
	return nil
}

// surface is the grammatical subject of verb i: its own, or the one it shares or is controlled by.
func (g slots) surface(i, depth int) []int {
	if depth > maxClimb {
		return nil
	}
	if k := g.child(i, "nsubj", "nsubj:pass"); k >= 0 {
		return g.relative(i, k)
	}
	h := g.head(i)
	if h < 0 {
		return nil
	}
	switch g.rel(i) {
	case "conj":
		if g.isVerb(h) || g.child(h, "nsubj", "cop") >= 0 {
			return g.surface(h, depth+1)
		}
	case "xcomp":
		return g.controller(i, h, depth)
	case "acl":
		return g.modified(i, h, depth)
	case "advcl":
		if k := g.blamed(i, h); k >= 0 {
			return []int{k}
		}
		if g.isVerb(h) || g.child(h, "nsubj", "cop") >= 0 {
			return g.surface(h, depth+1)
		}
		return g.nounSubj(h, depth+1)
	case "ccomp":
		if m := g.marker(i); g.s.Words[i].XPOS == "VBG" || m == "to" || m == "for" {
			return g.surface(h, depth+1)
		}
	case "amod":
		if g.s.Words[i].XPOS == "VBG" {
			return []int{h}
		}
		if b := g.backed(i); b >= 0 {
			return []int{b}
		}
	case "obl", "nmod", "obj", "compound":
		// "after bombing Kyiv" with the gerund read as a noun
		if k := g.blamed(i, h); k >= 0 {
			return []int{k}
		}
		if g.s.Words[i].XPOS == "VBG" && g.isVerb(h) {
			return g.surface(h, depth+1)
		}
	}
	return nil
}

// relative replaces the relative pronoun k of clause i by the noun that the clause modifies.
func (g slots) relative(i, k int) []int {
	if !g.isRelative(k) {
		return []int{k}
	}
	for n := 0; n < maxClimb; n++ {
		if g.full(i) == "acl:relcl" || g.rel(i) == "acl" {
			if h := g.head(i); h >= 0 {
				return []int{h}
			}
		}
		if g.rel(i) != "conj" || g.head(i) < 0 {
			break
		}
		i = g.head(i)
	}
	return []int{k}
}

func (g slots) isRelative(k int) bool {
	switch g.lower[k] {
	case "who", "which", "that", "whom":
		w := g.s.Words[k]
		return w.UPOS == "PRON" || w.XPOS == "WDT" || w.XPOS == "WP"
	}
	return false
}

// blamed is who does the gerund i of "criticized Russia for threatening Kyiv" and "Russia was fined for": the object, or the subject
// of the passive, of the verb h above; -1 elsewhere.
func (g slots) blamed(i, h int) int {
	if g.s.Words[i].XPOS != "VBG" || !g.isVerb(h) || g.marker(i) != "for" && g.marker(i) != "of" {
		return -1
	}
	if g.passive(h) {
		return g.child(h, "nsubj:pass")
	}
	return g.child(h, "obj")
}

// controller is who does the infinitive i below h: "ordered troops to leave" the troops, "promised Kyiv to leave" the
// promiser, "was told to leave" the one who was told.
func (g slots) controller(i, h, depth int) []int {
	if g.isVerb(h) && !g.class.has("subject_control", g.lower[h]) {
		if o := g.child(h, "iobj"); o >= 0 {
			return []int{o}
		}
		if o := g.child(h, "obj"); o >= 0 && o != i {
			return g.relativeObj(h, o)
		}
	}
	return g.surface(h, depth+1)
}

// modified is the doer of clause i that modifies noun h.
func (g slots) modified(i, h, depth int) []int {
	if g.full(i) == "acl:relcl" {
		// "the town they shelled" has its own subject; without one the noun is it
		if g.child(i, "nsubj", "nsubj:pass") < 0 {
			return []int{h}
		}
		return nil
	}
	if m := g.marker(i); m != "" {
		// "Russia's decision to withdraw", "made a decision to withdraw", "Egypt's help in evacuating"
		if p := g.holder(h, depth); len(p) > 0 {
			return p
		}
		return nil
	}
	return []int{h}
}

// holder is whose noun h is: possessor, national modifier, by-phrase, or the subject of the verb that carries it.
func (g slots) holder(h, depth int) []int {
	if p := g.poss(h); len(p) > 0 {
		return p
	}
	if p := g.mod(h); len(p) > 0 {
		return p
	}
	if p := g.agent(h); len(p) > 0 {
		return p
	}
	return g.nounSubj(h, depth+1)
}

// nounSubj is the subject of a noun or adjective: of its copula, or of the light verb that governs it ("launched an
// attack", "sanctions were imposed by").
func (g slots) nounSubj(i, depth int) []int {
	if depth > maxClimb {
		return nil
	}
	if k := g.child(i, "nsubj", "nsubj:pass"); k >= 0 {
		return g.relative(i, k)
	}
	h := g.head(i)
	if h < 0 {
		return nil
	}
	switch g.rel(i) {
	case "conj":
		return g.nounSubj(h, depth+1)
	case "nmod":
		if g.hasMarker(i, "of") && g.class.has("transparent", g.lower[h]) {
			return g.nounSubj(h, depth+1)
		}
	case "compound":
		return g.nounSubj(h, depth+1)
	case "nsubj":
		if g.full(i) == "nsubj:pass" && g.isVerb(h) && g.light(h) {
			return g.agent(h)
		}
	case "obj", "iobj":
		if g.isVerb(h) && g.light(h) {
			return g.subj(h, depth+1)
		}
	case "obl", "xcomp", "advcl":
		// "went on strike", "engaged in talks", "took part in the attack"; "is called a threat" and "sent arms in response to
		// threats" are not meant
		if g.isVerb(h) && g.light(h) && !g.passive(h) && g.carries(h, i) {
			return g.surface(h, depth+1)
		}
	case "acl":
		return []int{h}
	case "amod":
		return []int{h}
	}
	return nil
}

// carries tells whether light verb h has noun i as its complement and not as a mere circumstance.
func (g slots) carries(h, i int) bool {
	if g.rel(i) == "xcomp" {
		return true
	}
	switch g.marker(i) {
	case "in", "on", "into", "to", "with", "under", "at", "":
	default:
		return false
	}
	o := g.child(h, "obj")
	return o < 0 || o == i || g.class.has("part", g.lower[o])
}

// light tells whether verb h carries a noun of action without adding a deed of its own.
func (g slots) light(h int) bool {
	return g.class.has("light", g.lower[h])
}

// undergoes tells whether the subject of verb h is the one that its object is done to ("faces criticism").
func (g slots) undergoes(h int) bool {
	return g.class.has("undergo", g.lower[h])
}

// obj is the undergoer of i: object, subject of the passive, or the noun that a passive participle modifies.
func (g slots) obj(i, depth int) []int {
	if depth > maxClimb {
		return nil
	}
	if k := g.child(i, "obj"); k >= 0 {
		return g.relativeObj(i, k)
	}
	if !g.isVerb(i) {
		return nil
	}
	if k := g.child(i, "nsubj:pass"); k >= 0 {
		return g.relative(i, k)
	}
	h := g.head(i)
	if g.passive(i) {
		return g.patient(i, h, depth)
	}
	if g.full(i) == "acl:relcl" && h >= 0 && g.child(i, "nsubj") >= 0 && !g.hasRelativeSubject(i) && g.child(i, "ccomp", "xcomp") < 0 {
		return []int{h} // "the region it annexed"
	}
	// a shared object stands at one of the verbs only: "attacked and destroyed the bridge"
	if g.rel(i) == "conj" && h >= 0 && g.isVerb(h) {
		if k := g.child(h, "obj"); k > i {
			return []int{k}
		}
	}
	for _, k := range g.kids(i) {
		if g.rel(k) == "conj" && g.isVerb(k) && k-i <= 2 && g.child(k, "nsubj") < 0 {
			if o := g.child(k, "obj"); o >= 0 {
				return []int{o}
			}
		}
	}
	return nil
}

func (g slots) hasRelativeSubject(i int) bool {
	k := g.child(i, "nsubj")
	return k >= 0 && g.isRelative(k)
}

// relativeObj replaces a relative pronoun in object place by its noun.
func (g slots) relativeObj(i, k int) []int { return g.relative(i, k) }

// patient is the undergoer of a passive i that has no subject of its own.
func (g slots) patient(i, h, depth int) []int {
	if h < 0 {
		return nil
	}
	switch g.rel(i) {
	case "acl", "amod":
		return []int{h}
	case "conj":
		return g.surface(h, depth+1)
	case "xcomp":
		return g.controller(i, h, depth)
	case "advcl":
		return g.surface(h, depth+1)
	}
	return nil
}

// poss is the possessor of noun i; that of the noun it is coordinated with where it has none.
func (g slots) poss(i int) []int {
	var out []int
	for _, k := range g.children(i, "nmod:poss") {
		if !g.class.has("time", g.lower[k]) {
			out = append(out, k)
		}
	}
	if h := g.head(i); len(out) == 0 && g.rel(i) == "conj" && h >= 0 && g.isNoun(h) && g.child(i, "det") < 0 {
		return g.poss(h)
	}
	return out
}

// mod is the national or naming modifiers of noun i: "Russian", "U.S.", "NATO".
func (g slots) mod(i int) []int {
	var out []int
	for _, k := range g.kids(i) {
		switch g.rel(k) {
		case "amod", "compound", "nmod":
			if g.isDemonym(k) && g.marker(k) == "" && g.full(k) != "nmod:poss" && k < i && !g.class.has("time", g.lower[k]) {
				out = append(out, k)
			}
		}
	}
	if len(out) == 0 {
		if h := g.head(i); g.rel(i) == "conj" && h >= 0 && h < i && g.isNoun(h) && g.child(i, "det") < 0 {
			return g.mod(h)
		}
	}
	return out
}

// backed is the name in "Rwanda-backed": the word before the hyphen before i; -1 where it is none.
func (g slots) backed(i int) int {
	if i >= 2 && g.s.Words[i-1].Form == "-" && g.isNominal(i-2) {
		return i - 2
	}
	return -1
}

// oblique is the phrases of i with preposition prep. Parsers often hang such a phrase one word too high or too low, so a
// noun looks at the verb that governs it and a verb at its object when the slot is empty.
func (g slots) oblique(i int, prep string) []int {
	out := g.withMarker(i, prep)
	if len(out) > 0 {
		return out
	}
	if prep == "by" {
		if out = g.agent(i); len(out) > 0 {
			return out
		}
	}
	h := g.head(i)
	if g.isVerb(i) {
		if k := g.child(i, "obj", "nsubj:pass"); k >= 0 && prep != "of" && prep != "in" {
			if out = g.withMarker(k, prep); len(out) > 0 {
				return out
			}
		}
		if k := g.child(i, "obj"); k >= 0 && prep == "of" && g.class.has("blame", g.lower[i]) {
			return g.withMarker(k, prep)
		}
		if k := g.child(i, "xcomp"); k >= 0 && !g.isVerb(k) {
			return g.withMarker(k, prep)
		}
		return nil
	}
	if h < 0 {
		return nil
	}
	switch g.rel(i) {
	case "obj", "obl", "nsubj", "xcomp":
		if !g.isVerb(h) || prep == "by" && !g.passive(h) {
			return nil
		}
		for _, k := range g.withMarker(h, prep) {
			if k > i && k != i {
				out = append(out, k)
			}
		}
	case "nmod":
		if g.class.has("transparent", g.lower[h]) {
			return g.withMarker(h, prep)
		}
	case "conj":
		// "condemnation of and sanctions against"
		if g.isNoun(h) {
			return g.withMarker(h, prep)
		}
	}
	return out
}

func (g slots) withMarker(i int, prep string) []int {
	var out []int
	for _, k := range g.kids(i) {
		switch g.rel(k) {
		case "obl", "nmod", "advcl", "acl", "xcomp", "ccomp", "obj", "advmod", "iobj":
			if g.hasMarker(k, prep) && g.full(k) != "nmod:poss" && !(prep == "to" && g.s.Words[k].XPOS == "VB") {
				out = append(out, k)
			} else if prep == "with" && g.isVerb(i) && g.class.has("manner", g.lower[k]) {
				out = append(out, g.withMarker(k, prep)...)
			}
		}
	}
	return out
}

// clauseOf is the word that heads the clause of i: the nearest ancestor, i included, that is a verb or has a copula or
// subject, and is not a mere modifier of a noun.
func (g slots) clauseOf(i int) int {
	for n := 0; n < len(g.s.Words); n++ {
		switch r := g.rel(i); {
		case r == "root", strings.HasPrefix(r, "ccomp"), r == "advcl", r == "parataxis", r == "csubj", g.full(i) == "acl:relcl":
			return i
		case r == "xcomp" && g.isVerb(i), r == "conj" && g.isVerb(i), r == "acl" && g.isVerb(i):
			return i
		}
		h := g.head(i)
		if h < 0 {
			return i
		}
		i = h
	}
	return i
}

// definite tells whether noun i has a definite article, a demonstrative or a possessor.
func (g slots) definite(i int) bool {
	for _, k := range g.kids(i) {
		switch g.rel(k) {
		case "det":
			switch g.lower[k] {
			case "the", "this", "that", "these", "those":
				return true
			}
		case "nmod":
			if g.full(k) == "nmod:poss" {
				return true
			}
		}
	}
	return false
}

// clauseDepth is the number of clauses above the clause of i.
func (g slots) clauseDepth(i int) int {
	d := 0
	for n := 0; n < 40; n++ {
		h := g.head(i)
		if h < 0 {
			return d
		}
		switch g.rel(i) {
		case "ccomp", "advcl", "acl", "parataxis", "csubj", "xcomp":
			d++
		}
		i = h
	}
	return d
}
