package ling

import (
	"sort"
	"strings"
)

// findMentions fills doc.Mentions and doc.Entities: every noun phrase and pronoun that may refer to a person, body, place or
// thing, and which of them refer to one. It prefers a missing link to a wrong one: a pronoun without a likely antecedent stays
// alone. A mention spans its noun phrase without relative clauses, appositions and coordinated phrases. A coordination is a
// mention of its own (with the head of its first part) only where a later "they" takes it up.
// It reads doc.Quotes: "I" and "we" in a quotation are its speaker. O(mentions × window).
func findMentions(doc *Doc) { corefer(doc, nil) }

// corefer is [findMentions] with an onlooker, which may be nil.
func corefer(doc *Doc, watch func(c *coref, pronoun, candidate int, x *pronounVector)) {
	c := &coref{doc: doc, trees: make([]tree, len(doc.Sentences))}
	if watch != nil {
		c.watch = func(p, n int, x *pronounVector) { watch(c, p, n, x) }
	}
	c.detect()
	c.quoteDepths()
	// Names come first, so that a pronoun knows all that the text says of a name ("Blinken: ..." is a person by its last
	// line too); "I" and "we" come last, as the speaker of a quote often stands after it.
	for m := range c.facts {
		if c.facts[m].form == named {
			c.resolve(m)
		}
	}
	for m := range c.facts {
		if c.facts[m].form != named && !c.isVoice(m) {
			c.resolve(m)
		}
	}
	for m := range c.facts {
		if c.isVoice(m) {
			c.resolve(m)
		}
	}
	c.finish()
}

// class is what a mention refers to.
type class uint8

const (
	unknownClass class = iota
	person
	body
	place
	thing
)

type gender uint8

const (
	unknownGender gender = iota
	male
	female
)

// form is how a mention refers.
type form uint8

const (
	nominal form = iota
	named
	pronoun
	relative
	group
)

// fact is what coreference knows about a mention.
type fact struct {
	Mention
	form   form
	class  class
	gender gender
	plural bool
	// definite tells that the phrase points at something known: "the", "this", "his".
	definite bool
	// owned is the word of a possessor, -1 if none.
	owned int
	// officeAt is the word of an office that was misread as no part of the name, -1 if none.
	officeAt int
	// lemma is the head's, in lower case.
	lemma string
	// name holds the words of a name in lower case without dots, titles left out.
	name []string
	// words are the content words of the phrase beside its head, in lower case.
	words []string
	// quote is the innermost quote around the mention as an index into doc.Quotes, -1 if none.
	quote int
	// subject tells that the mention is a subject; core that it is a subject or object.
	subject, core bool
}

// entity is a set of mentions that is still growing.
type entity struct {
	// names and others are its mentions by name and the rest, each in text order.
	byName, others []int
	class          class
	gender         gender
	plural         bool
	names          [][]string
	titles         []office
	country        bool
}

// office is a title with the words that narrow it: "minister" with "foreign", "russian".
type office struct {
	noun  string
	words []string
}

type coref struct {
	doc      *Doc
	trees    []tree
	facts    []fact
	entities []entity
	// at finds the mention whose head is a word; -1 for none. One slice per sentence.
	at [][]int32
	// byLast are the entities with a name that ends in the key, in order of their first mention.
	byLast map[string][]int
	// byHead are the last mentions of common nouns by lemma.
	byHead map[string][]int
	// byTitle are the persons with an office, in order of their last mention.
	byTitle   map[string][]int
	countries []int
	// author is the entity of "I" outside of quotes, crew that of "we"; -1 while there is none.
	author, crew int
	// headed is the entity of the author whom a heading names plus one, 0 before it was looked for, -1 if there is none;
	// headedAt is the paragraph of the heading.
	headed, headedAt int
	// quoteVoice is the entity of "I" and "we" in a quote whose speaker is not known.
	quoteVoice map[int]int
	// labels are the entities of the speaker labels of a transcript by their text, plus one.
	labels map[string]int
	// watch, for learning, sees every candidate of every pronoun.
	watch func(pronoun, candidate int, x *pronounVector)
}

// resolve finds the entity of mention m, which every mention before it already has.
func (c *coref) resolve(m int) {
	f := &c.facts[m]
	e := -1
	switch f.form {
	case pronoun:
		e = c.pronounEntity(m)
	case relative:
		e = c.relativeEntity(m)
	case named:
		e = c.nameEntity(m)
		if e < 0 {
			e = c.appositionEntity(m)
		}
		if e < 0 {
			e = c.bodyByShortName(m)
		}
	case nominal:
		e = c.appositionEntity(m)
		if e < 0 {
			e = c.nominalEntity(m)
		}
	}
	if e < 0 {
		c.entities = append(c.entities, entity{})
		e = len(c.entities) - 1
	}
	c.join(m, e)
}

// join makes mention m one of entity e and lets e learn from it.
func (c *coref) join(m, e int) {
	f := &c.facts[m]
	f.Entity = e
	if s := &c.doc.Sentences[f.Sentence]; isLabel(s) && !isAnyone(f.lemma) && f.Head == labelHead(s) {
		if text := s.Span.Of(c.doc.Text); c.labels[text] == 0 {
			c.labels[text] = e + 1
		}
	}
	en := &c.entities[e]
	if en.size() == 0 {
		en.plural = f.plural
	}
	if f.form == named {
		en.byName = append(en.byName, m)
	} else {
		en.others = append(en.others, m)
	}
	if f.class != unknownClass && (en.class == unknownClass || en.class == thing || f.class == person && f.form == named) {
		en.class = f.class
	}
	if en.gender == unknownGender {
		en.gender = f.gender
	}
	if f.form == named && len(f.name) > 0 && len(en.names) < mostForms && !hasName(en.names, f.name) {
		en.names = append(en.names, f.name)
		if !en.country && isCountry(strings.Join(f.name, " ")) {
			en.country = true
			c.countries = append(c.countries, e)
		}
		last := f.name[len(f.name)-1]
		c.byLast[last] = append(c.byLast[last], e)
		if first := f.name[0]; len(f.name) > 1 && en.class != person {
			c.byLast[first] = append(c.byLast[first], e)
		}
		if a := initials(f.name); a != "" {
			c.byLast[a] = append(c.byLast[a], e)
		}
	}
	if f.form == nominal {
		c.byHead[f.lemma] = append(c.byHead[f.lemma], m)
	}
	c.learnTitle(m, e)
}

// learnTitle notes the office that mention m gives to a person.
func (c *coref) learnTitle(m, e int) {
	f := &c.facts[m]
	var found []office
	if f.form == nominal && f.class == person && isOffice(f.lemma) {
		found = append(found, office{f.lemma, f.words})
	}
	if f.form == named {
		t := c.trees[f.Sentence]
		for k := t.first[f.Head]; k >= 0; k = t.next[k] {
			w := &t.s.Words[k]
			if (isRel(w.Rel, "nmod:desc") || w.Rel == "compound" || w.Rel == "appos" || w.Rel == "flat") && isOffice(t.lemma(k)) && k != f.Head {
				found = append(found, office{t.lemma(k), c.contentWords(t, k)})
			}
		}
	}
	if f.officeAt >= 0 {
		t := c.trees[f.Sentence]
		found = append(found, office{t.lemma(f.officeAt), nil})
	}
	for _, o := range found {
		if f.form == named && c.entities[e].class == unknownClass {
			c.entities[e].class = person
			f.class = person
		}
		c.entities[e].titles = append(c.entities[e].titles, o)
		c.byTitle[o.noun] = append(c.byTitle[o.noun], e)
	}
}

func (e *entity) size() int { return len(e.byName) + len(e.others) }

// before is the last mention of e before mention m, -1 if there is none. The others must end before m.
func (e *entity) before(m int) int {
	last := -1
	if n := sort.SearchInts(e.byName, m); n > 0 {
		last = e.byName[n-1]
	}
	if n := len(e.others); n > 0 {
		last = max(last, e.others[n-1])
	}
	return last
}

func hasName(names [][]string, name []string) bool {
	for _, n := range names {
		if sameWords(n, name) {
			return true
		}
	}
	return false
}

func sameWords(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// quoteDepths notes the innermost quote around every mention.
func (c *coref) quoteDepths() {
	start := 0
	for q, quote := range c.doc.Quotes {
		for start < len(c.facts) && c.begin(start) < quote.Start {
			start++
		}
		for m := start; m < len(c.facts) && c.begin(m) < quote.End; m++ {
			c.facts[m].quote = q
		}
	}
}

// begin is the offset of mention m's first word.
func (c *coref) begin(m int) int {
	f := &c.facts[m]
	return c.doc.Sentences[f.Sentence].Words[f.First].Start
}

// finish writes mentions and entities to the document, without coordinations that nothing refers to.
func (c *coref) finish() {
	entityOf := make([]int, len(c.entities))
	for i := range entityOf {
		entityOf[i] = -1
	}
	c.doc.Mentions, c.doc.Entities = nil, nil
	for m := range c.facts {
		f := &c.facts[m]
		if f.form == group && c.entities[f.Entity].size() == 1 {
			continue
		}
		if entityOf[f.Entity] < 0 {
			entityOf[f.Entity] = len(c.doc.Entities)
			c.doc.Entities = append(c.doc.Entities, nil)
		}
		mention := f.Mention
		mention.Entity = entityOf[f.Entity]
		c.doc.Entities[mention.Entity] = append(c.doc.Entities[mention.Entity], len(c.doc.Mentions))
		c.doc.Mentions = append(c.doc.Mentions, mention)
	}
}
