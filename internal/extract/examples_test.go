package extract_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/extract"
	"github.com/casus-news/casus/internal/ling"
	"github.com/casus-news/casus/internal/neural"
)

// The shares of the lexicon's examples that must come out right with the bundle's parser: the type at the trigger, and the type with
// the first actor and the first recipient. Parsing faults cost the rest.
const (
	wantType    = 0.90
	wantParties = 0.70
)

func overlapsAny(ps []extract.Party, spans []article.Span) bool {
	for _, p := range ps {
		for _, s := range spans {
			if p.Span.Overlaps(s) {
				return true
			}
		}
	}
	return false
}

// outcome tells whether one of the drafts has the example's type at its trigger, and whether that one has its parties.
func outcome(e *extract.Example, drafts []extract.Draft) (typed, parties bool) {
	for i := range drafts {
		d := &drafts[i]
		at := slices.ContainsFunc(e.Trigger, d.Trigger.Overlaps)
		if d.Type != e.Type || !at && len(drafts) > 1 {
			continue
		}
		typed = true
		everybody := append(slices.Clone(d.Actors), d.Recipients...)
		actor := len(e.Actors) == 0 || overlapsAny(d.Actors, e.Actors) || reciprocal(e.Type) && overlapsAny(everybody, e.Actors)
		recipient := len(e.Recipients) == 0 || overlapsAny(d.Recipients, e.Recipients) || reciprocal(e.Type) && overlapsAny(everybody, e.Recipients)
		if actor && recipient {
			return true, true
		}
	}
	return typed, false
}

func reciprocal(t event.Type) bool { return t == "CONSULT" || t == "AGREE" || t == "COOPERATE" }

// TestExamplesOfTheLexicon runs every example through parser and frames, without the learned scorer; -v lists those that fail.
func TestExamplesOfTheLexicon(t *testing.T) {
	bundle, err := neural.Open(os.DirFS("../../bundle/en"))
	if err != nil {
		t.Fatal(err)
	}
	parser, err := ling.Open(bundle)
	if err != nil {
		t.Fatal(err)
	}
	x, err := extract.Open(bundle)
	if err != nil {
		t.Fatal(err)
	}
	x = x.WithModel(nil)
	examples, err := x.Examples()
	if err != nil {
		t.Fatal(err)
	}
	typed, right := 0, 0
	for i := range examples {
		e := &examples[i]
		drafts := x.Drafts(parser.Annotate(e.Text), nil)
		isTyped, hasParties := outcome(e, drafts)
		if isTyped {
			typed++
		}
		if isTyped && hasParties {
			right++
			continue
		}
		if testing.Verbose() {
			var got []string
			for k := range drafts {
				got = append(got, string(drafts[k].Type)+" "+drafts[k].Trigger.Of(e.Text))
			}
			t.Logf("%s %s: %s\n\twant %s, got %s", e.From, e.Frame, e.Text, e.Type, strings.Join(got, "; "))
		}
	}
	n := float64(len(examples))
	t.Logf("%d examples: type right in %.3f, with parties %.3f", len(examples), float64(typed)/n, float64(right)/n)
	if float64(typed)/n < wantType || float64(right)/n < wantParties {
		t.Errorf("type right in %.3f of the examples, want %.2f; with parties %.3f, want %.2f; run with -v for the list",
			float64(typed)/n, wantType, float64(right)/n, wantParties)
	}
}
