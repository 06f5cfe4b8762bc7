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
		return &pronounVector{1.01, 0.08, -0.45, -0.64, -0.44, -0.29, 0.07, 0.40, -0.08, -0.35, 0.26, 0.66, 0.78, 0.97, 0.16, 0.00, 0.76, -1.16, 0.55, -0.11, 0.00, 0.00, 0.22, 1.00, 0.00, 0.24, -0.44, 0.27, -1.31, 0.15}
	case proThey:
		return &pronounVector{1.69, 0.14, -1.18, -0.66, -0.17, -0.33, 0.47, 0.59, 0.28, -0.37, 1.10, 0.85, 0.25, 0.63, -0.03, 0.00, 0.46, -0.10, 0.22, -0.33, -0.34, -2.39, 0.53, -0.25, 0.70, 0.32, -1.08, -0.63, -1.06, -0.04}
	}
	return &pronounVector{1.84, 0.20, -0.85, -1.19, -0.03, -0.52, 0.58, 0.99, 0.42, 0.10, 0.88, 0.84, -0.08, 1.13, -0.56, 0.48, 1.06, 0.49, 0.00, -0.89, 0.00, 0.00, -0.11, 0.00, 1.48, 1.08, 0.02, 0.11, -1.10, 0.12}
}
