// Package extract reads who is said to do what to whom, in which mood and on whose word. Its product is the [Draft]: a
// report whose parties, dates and places are still words of the text, with the reasons for it.
//
// Start with [Open] and [Extractor.Drafts]. An Extractor may be shared by goroutines and answers from its arguments alone.
// Absent on purpose: tables of actors and places, calendars, and anything that is true of the world rather than of the text.
package extract

import (
	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

// Draft is one act as the grammar shows it.
type Draft struct {
	Type      event.Type
	Modes     []event.Mode
	Contexts  []event.Context
	Auxiliary []event.Auxiliary
	// CAMEO is the code that the frame names, "" where the type and mode decide.
	CAMEO string
	// Trigger are the words that carry the type, Head the one that decided.
	Trigger, Head article.Span
	// Sentence is the index of the sentence of the trigger, Range its place.
	Sentence int
	Range    article.Span
	// Actors and Recipients are empty where the text does not name them.
	Actors, Recipients []Party
	// Source is on whose word; nil where the article speaks in its own voice.
	Source *Source
	// Tense directs bare dates.
	Tense Tense
	// Clause is the range of words that belong to the act's own clause, in which its time and place are looked for first.
	Clause article.Span
	// Score is the scorer's probability, 0 to 1, that the trigger is an act of this type.
	Score float64
	// Why are the steps that led here, in words a political scientist reads.
	Why []string

	// Lemma is the lower-case lemma of Head; Definite tells that Head is a noun that the reader is taken to know: "the attack".
	Lemma    string
	Definite bool
}

// Tense is the time of a clause as its verb shows it.
type Tense uint8

// The tenses that direct a bare date: "on Friday" is the past Friday in a past clause, the coming one in a future clause.
const (
	Past Tense = iota
	Present
	FutureTense
)

// Party is a phrase that stands for a party. Group members of a compound are parties of their own.
type Party struct {
	// Span is the phrase as it stands at the act, Head its head word.
	Span, Head article.Span
	// Sentence is the index of the phrase's sentence.
	Sentence int
	// Text is the phrase; Lemma the lower-case lemma of its head.
	Text, Lemma string
	// Names are the texts by which the document calls the same entity elsewhere, best first (the longest proper name first),
	// Text itself excluded; empty where coreference found none.
	Names []string
	// Plural and Pronoun describe the head.
	Plural, Pronoun bool
	// Person tells that a name of a person heads the phrase or its chain.
	Person bool
	// Owner is the possessor or national modifier of the phrase ("Russia's" troops, "their" army): nil where none stands there.
	Owner *Party
}

// Source is a party on whose word something is reported.
type Source struct {
	Party
	// Cue is the word that reports: "said", "according to".
	Cue string
	// Chain are the further sources behind this one, outermost last ("officials said the minister had warned").
	Chain []Party
	// Unnamed is true for "reportedly": nobody is named.
	Unnamed bool
}
