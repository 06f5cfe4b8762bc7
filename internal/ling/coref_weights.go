package ling

// pronounVector says how a pronoun and a possible antecedent stand to each other; see the feature constants.
type pronounVector [pronounFeatureCount]float32

// The features of a pronoun and a possible antecedent.
const (
	sameSentence = iota
	sentenceBefore
	twoBefore
	furtherBefore
	otherParagraph
	wordsBetween // tens of words in one sentence
	candidateSubject
	candidateObject
	candidateOblique
	candidateModifier
	candidateOwner
	bothSubjects
	ownedBySubject // "his", with a subject of the same sentence
	entitySize     // an eighth of the mentions, at most 1
	entityNamed
	sameGender
	samePronoun
	otherQuote
	bodyOrPlace
	indefinite
	notPlural
	coordinated
	firstInSentence
	ofThingClass
	ofPersonClass
	governs // the candidate hangs on a verb above the pronoun
	mentionsBetween
	candidateName
	inCompound
	subjectOfLast // both subjects, one sentence apart
	pronounFeatureCount
)

// pronounFeatures fills the features of pronoun m and candidate n of entity e.
func (c *coref) pronounFeatures(m, n int, e *entity) (x pronounVector) {
	f, g := &c.facts[m], &c.facts[n]
	rel := c.doc.Sentences[g.Sentence].Words[g.Head].Rel
	own := c.doc.Sentences[f.Sentence].Words[f.Head].Rel
	d := f.Sentence - g.Sentence
	set := func(i int, on bool) {
		if on {
			x[i] = 1
		}
	}
	x[min(d, 3)] = 1
	set(otherParagraph, c.doc.Sentences[f.Sentence].Paragraph != c.doc.Sentences[g.Sentence].Paragraph)
	if d == 0 {
		x[wordsBetween] = float32(min(f.Head-g.Head, 40)) / 10
		set(ownedBySubject, g.subject && own == "nmod:poss")
		set(governs, c.isAbove(g, f))
	}
	set(candidateSubject, g.subject)
	set(candidateObject, g.core && !g.subject)
	set(candidateOblique, isRel(rel, "obl"))
	set(candidateOwner, rel == "nmod:poss")
	set(candidateModifier, isRel(rel, "nmod") && rel != "nmod:poss")
	set(inCompound, isRel(rel, "compound"))
	set(bothSubjects, f.subject && g.subject)
	set(subjectOfLast, f.subject && g.subject && d == 1)
	x[entitySize] = float32(min(e.size(), 8)) / 8
	set(entityNamed, len(e.names) > 0)
	set(sameGender, f.gender != unknownGender && e.gender == f.gender)
	set(samePronoun, g.form == pronoun && pronounOf(c.headForm(f)) == pronounOf(c.headForm(g)))
	set(otherQuote, f.quote != g.quote)
	set(bodyOrPlace, e.class == body || e.class == place)
	set(ofThingClass, e.class == thing)
	set(ofPersonClass, e.class == person)
	set(indefinite, g.form == nominal && !g.definite)
	set(notPlural, !g.plural && g.form != group && !e.plural)
	set(coordinated, g.form == group)
	set(candidateName, g.form == named)
	set(firstInSentence, n == 0 || c.facts[n-1].Sentence != g.Sentence)
	x[mentionsBetween] = float32(m-n) / 10
	return x
}

// isAbove tells whether mention g hangs on a word that f hangs below, as the subject of a main clause does for its subclauses.
func (c *coref) isAbove(g, f *fact) bool {
	words := c.doc.Sentences[f.Sentence].Words
	top := words[g.Head].Head
	v := words[f.Head].Head
	for range 12 {
		if v < 0 {
			return false
		}
		if v == top {
			return true
		}
		v = words[v].Head
	}
	return false
}

func (w *pronounVector) score(x *pronounVector) float32 {
	var s float32
	for i := range w {
		s += w[i] * x[i]
	}
	return s
}

// pronounWeights are the weights of the features for "he" and "she", "it", or "they". They were learned on the training part of
// UD English GUM 2.16 (the genres with free licences) by TestLearnPronounWeights.
func pronounWeights(p pronounKind) *pronounVector {
	switch p {
	case proIt:
		return &pronounVector{1.04, 0.09, -0.45, -0.69, -0.40, -0.30, 0.05, 0.45, -0.07, -0.32, 0.29, 0.73, 0.69, 0.98, -0.04, 0.00, 1.00, -1.22, 0.51, -0.10, 0.00, 0.00, 0.20, 0.86, 0.00, 0.21, -0.42, 0.36, -1.33, 0.12}
	case proThey:
		return &pronounVector{1.72, 0.19, -1.25, -0.66, -0.29, -0.33, 0.29, 0.31, 0.08, -0.51, 0.86, 0.81, 0.10, 0.74, 0.08, 0.00, 0.53, -0.09, -0.20, -0.28, -0.31, -0.44, 0.58, -0.67, 0.36, 0.31, -0.96, -0.86, -1.17, -0.11}
	}
	return &pronounVector{2.33, 0.18, -0.86, -1.65, -0.27, -0.54, 0.81, 1.09, 0.57, 0.44, 0.75, 0.74, -0.02, 1.36, -0.61, 0.58, 1.33, 0.03, 0.00, -0.98, 0.00, 0.00, -0.26, 0.00, 1.57, 1.28, 0.44, 0.33, -1.30, 0.31}
}
