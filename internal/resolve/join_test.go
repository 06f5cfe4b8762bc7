package resolve

import (
	"testing"

	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/extract"
)

func TestSameAct(t *testing.T) {
	act := func(ty event.Type, sentence int, lemma string, definite bool, actor, recipient string) resolved {
		x := resolved{draft: &extract.Draft{Type: ty, Sentence: sentence, Lemma: lemma, Definite: definite}}
		named := func(code string) []side {
			if code == "" {
				return nil
			}
			return []side{{Entity: event.Entity{Code: code, EntityText: code, IdentifierText: code}, known: true}}
		}
		x.actors, x.recipients = named(actor), named(recipient)
		return x
	}
	for _, c := range []struct {
		what string
		a, b resolved
		want bool
	}{
		{"one sentence, one side unnamed", act("ASSAULT", 1, "kill", false, "", "UKR"), act("ASSAULT", 1, "strike", false, "RUS", "UKR"), true},
		{"one sentence, different doers", act("ASSAULT", 1, "kill", false, "UKR", "RUS"), act("ASSAULT", 1, "strike", false, "RUS", "UKR"), false},
		{"different types", act("ACCUSE", 1, "charge", false, "USA", "IRN"), act("REQUEST", 1, "demand", false, "USA", "IRN"), false},
		{"other sentence, same names", act("ACCUSE", 1, "condemn", false, "USA", "RUS"), act("ACCUSE", 4, "denounce", false, "USA", "RUS"), true},
		{"other sentence, recipient unnamed", act("ACCUSE", 1, "condemn", false, "USA", "RUS"), act("ACCUSE", 4, "denounce", false, "USA", ""), false},
		{"the same word taken up", act("ASSAULT", 1, "attack", false, "IRN", "ISR"), act("ASSAULT", 2, "attack", true, "", ""), true},
		{"the same word anew", act("ASSAULT", 1, "attack", false, "IRN", "ISR"), act("ASSAULT", 2, "attack", false, "", ""), false},
		{"a meeting of the same", act("CONSULT", 0, "meet", false, "USA", "UKR"), act("CONSULT", 3, "talk", false, "USA", ""), true},
		{"a war by its names", act("ASSAULT", 0, "war", false, "RUS", "UKR"), act("ASSAULT", 3, "aggression", false, "RUS", ""), true},
	} {
		if got := sameAct(&c.a, &c.b); got != c.want {
			t.Errorf("%s: %v", c.what, got)
		}
	}
}

// A mention that leads takes over the parties that it lacks, and the place of the other.
func TestJoinActsFillsSides(t *testing.T) {
	entity := func(code string, at int) []side {
		return []side{{Entity: event.Entity{Code: code, EntityText: code, Start: at, End: at + 3}, known: true}}
	}
	a := resolved{draft: &extract.Draft{Type: "ASSAULT", Lemma: "attack", Score: 0.9}, actors: entity("IRN", 0)}
	a.draft.Range.End = 10
	b := resolved{draft: &extract.Draft{Type: "ASSAULT", Lemma: "attack", Definite: true, Sentence: 1, Score: 0.5}, recipients: entity("ISR", 12)}
	b.draft.Range.Start, b.draft.Range.End = 10, 20
	out := joinActs([]resolved{a, b})
	if len(out) != 1 || len(out[0].actors) != 1 || len(out[0].recipients) != 1 || len(out[0].also) != 1 || out[0].also[0] != b.draft.Range {
		t.Errorf("%+v", out)
	}
}
