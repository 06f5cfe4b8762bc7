package extract

import (
	"slices"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

// merge joins the mentions of one act: same type and mode, parties that agree as far as both name them, compatible
// factuality. The fullest mention leads; the sentences of the others go to Also. Drafts stay in text order.
func merge(all []Draft) []Draft {
	var out []Draft
	for i := range all {
		joined := false
		for j := range out {
			if sameAct(&out[j], &all[i]) {
				out[j] = join(out[j], all[i])
				joined = true
				break
			}
		}
		if !joined {
			out = append(out, all[i])
		}
	}
	return out
}

// sameAct tells whether a and b, a first in the text, tell of one act.
func sameAct(a, b *Draft) bool {
	if a.Type != b.Type || !sameMarks(a.Auxiliary, b.Auxiliary) {
		return false
	}
	if repeats(a, b) {
		return true
	}
	if !sameModes(a.Modes, b.Modes) {
		return false
	}
	if reciprocal(a.Type) {
		return agreement(slices.Concat(a.Actors, a.Recipients), slices.Concat(b.Actors, b.Recipients)) == common
	}
	actors, recipients := agreement(a.Actors, b.Actors), agreement(a.Recipients, b.Recipients)
	if actors == common && a.noun && b.noun && a.lemma == b.lemma && force(a.Type) {
		return true
	}
	if actors == clash || recipients == clash {
		return false
	}
	return actors == common || recipients == common
}

// reciprocal tells whether the parties of a type act on each other, so that either may stand on either side.
func reciprocal(ty event.Type) bool { return ty == "CONSULT" || ty == "AGREE" || ty == "COOPERATE" }

// repeats tells whether b, which names nobody, takes up a from a sentence not far before.
func repeats(a, b *Draft) bool {
	return a.Sentence != b.Sentence && len(b.Actors)+len(b.Recipients) == 0 && b.Sentence-a.Sentence < 12
}

type accord uint8

const (
	silent accord = iota // one side names nobody
	common               // the parties of the shorter list are among those of the longer one
	clash                // different parties
)

func agreement(a, b []Party) accord {
	if len(a) == 0 || len(b) == 0 {
		return silent
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	for i := range a {
		if !sharesParties(a[i:i+1], b) {
			return clash
		}
	}
	return common
}

func sameModes(a, b []event.Mode) bool {
	if len(a) == 0 || len(b) == 0 {
		return true
	}
	for _, m := range a {
		if slices.Contains(b, m) {
			return true
		}
	}
	return false
}

// sameMarks compares factuality; "historical" alone does not part two mentions.
func sameMarks(a, b []event.Auxiliary) bool {
	for _, m := range []event.Auxiliary{event.Future, event.Hypothetical, event.Negation} {
		if slices.Contains(a, m) != slices.Contains(b, m) {
			return false
		}
	}
	return true
}

// join is a with what b adds; the mention with more named parties leads.
func join(a, b Draft) Draft {
	if named(&b) > named(&a) {
		a, b = b, a
	}
	if len(a.Actors) == 0 {
		a.Actors = b.Actors
	}
	if len(a.Recipients) == 0 {
		a.Recipients = b.Recipients
	}
	if len(a.Modes) == 0 {
		a.Modes = b.Modes
	}
	if b.Sentence != a.Sentence {
		a.Also = addRange(a.Also, b.Range)
	}
	for _, s := range b.Also {
		if s != a.Range {
			a.Also = addRange(a.Also, s)
		}
	}
	a.Score = max(a.Score, b.Score)
	a.Auxiliary = slices.Clone(a.Auxiliary)
	return a
}

func named(d *Draft) int {
	n := 0
	if len(d.Actors) > 0 {
		n += 2
		if !d.Actors[0].Pronoun {
			n++
		}
	}
	if len(d.Recipients) > 0 {
		n += 2
		if !d.Recipients[0].Pronoun {
			n++
		}
	}
	return n
}

func addRange(list []article.Span, s article.Span) []article.Span {
	if slices.Contains(list, s) {
		return list
	}
	list = append(slices.Clone(list), s)
	slices.SortFunc(list, func(a, b article.Span) int { return a.Start - b.Start })
	return list
}
