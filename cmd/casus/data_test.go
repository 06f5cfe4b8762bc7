package main

import (
	"reflect"
	"testing"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/store"
)

// What add fuses as articles come in, and forgets and reads back meanwhile, is what fuse --rebuild makes of the same reports.
func TestAddEqualsRebuild(t *testing.T) {
	p := press{day: article.NewDay(2022, 7, 24), templates: codedExamples(t), happenings: 200}
	a := p.adder(t, 100)
	s := a.store
	for i := range 1500 {
		x := p.article(i)
		x.Published += article.Day(i / 300)
		if err := a.take(articleOrError{article: x}); err != nil {
			t.Fatal(err)
		}
		if i%250 == 249 {
			a.fusion.limit = 400
			if err := a.fuse(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := a.finish(); err != nil {
		t.Fatal(err)
	}
	got := eventsOf(t, s)
	if err := s.ClearEvents(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := fusePending(t.Context(), s, newFusion(t.Context(), s)); err != nil {
		t.Fatal(err)
	}
	want := eventsOf(t, s)
	if len(got) != len(want) || len(got) < 100 || a.copied < 100 {
		t.Fatalf("got %d events, want %d; %d copies", len(got), len(want), a.copied)
	}
	for i := range got {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Fatalf("got\n%+v\nwant\n%+v", got[i], want[i])
		}
	}
}

func eventsOf(t *testing.T, s *store.Store) (out []event.Event) {
	t.Helper()
	for e, err := range s.Events(t.Context(), store.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, e)
	}
	return out
}
