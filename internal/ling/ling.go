// Package ling reads an article as language: sentences, words, lemmas, tags, heads, names, quotations and coreference.
//
// Start with [Open] and [Parser.Annotate]. A Parser may be shared by goroutines; the same text gives the same [Doc].
// Ling knows no actors and no politics, and it never changes the text it reads.
package ling

import "github.com/casus-news/casus/article"

// Doc is a text with its annotation. All spans are byte ranges of Text.
type Doc struct {
	Text      string
	Sentences []Sentence
	Quotes    []Quote
	// Mentions are the noun phrases that may refer to a person, body or place, in text order; Entities groups them.
	Mentions []Mention
	// Entities are sets of indices into Mentions that refer to one thing, each in text order.
	Entities [][]int
}

// Sentence is one sentence (or heading, list item, dateline or speaker label) and its words.
type Sentence struct {
	article.Span
	// Paragraph counts from 0.
	Paragraph int
	Words     []Word
	// Names are non-overlapping, outermost names, in order.
	Names []Name
}

// Word is one syntactic word in the sense of Universal Dependencies.
type Word struct {
	article.Span
	// Form is the text of the span with no-break spaces and soft hyphens folded.
	Form string
	// Lemma is lower case but for proper nouns.
	Lemma string
	// UPOS and XPOS are the universal and the Penn Treebank tag.
	UPOS, XPOS string
	// Head is an index into the sentence's Words, -1 for the root.
	Head int
	// Rel is the universal dependency relation with its subtype: "nsubj", "nsubj:pass", "obl:agent".
	Rel string
}

// Kind is the class of a name or mention.
type Kind uint8

// The kinds of names, after CoNLL-2003. Misc holds nationalities and named events. None marks a mention that is not a name.
const (
	None Kind = iota
	Person
	Organization
	Location
	Misc
)

// Name is a proper name: words [First, End) of its sentence.
type Name struct {
	First, End int
	Kind       Kind
}

// WordAt names one word of a Doc.
type WordAt struct{ Sentence, Word int }

// Quote is quoted speech with its speaker. Span includes the quotation marks; a quote may run over sentences. A turn of a
// transcript is a quote too and may hold others; apart from that quotes do not overlap.
type Quote struct {
	article.Span
	// Speaker is the head word of the phrase that names the speaker; Sentence is -1 where nobody is named.
	Speaker WordAt
	// Cue is the reporting word ("said"); Sentence is -1 where there is none.
	Cue WordAt
}

// Mention is a noun phrase or pronoun: words [First, End) of sentence Sentence with head word Head. Relative clauses, appositions
// and coordinated phrases are outside. A coordination that "they" takes up is a mention of its own: it has the head of its
// first part and stands right before it.
type Mention struct {
	Sentence, First, End, Head int
	// Kind is the name class of the head, None for a common noun or pronoun.
	Kind Kind
	// Entity is an index into Doc.Entities.
	Entity int
}

// noWord is the absent word.
var noWord = WordAt{-1, -1}

// IsZero tells whether w names no word.
func (w WordAt) IsZero() bool { return w.Sentence < 0 }
