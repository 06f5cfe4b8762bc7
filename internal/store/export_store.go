package store

import (
	"context"
	"fmt"
	"iter"

	"github.com/casus-news/casus/event"
)

// outgoingRows is the number of events that are looked up together.
const outgoingRows = 500

// Outgoing gives the reports that f means with their events, for export. With byEvent it gives each event once, by the
// report that speaks for it, with the number of its witnesses; then f speaks of events.
func (s *Store) Outgoing(ctx context.Context, f Filter, byEvent bool) iter.Seq2[Outgoing, error] {
	if byEvent {
		return inBatches(s.Events(ctx, f), func(events []event.Event) ([]Outgoing, error) { return s.spoken(ctx, events) })
	}
	return inBatches(s.Records(ctx, f), func(records []Record) ([]Outgoing, error) { return s.withElected(ctx, records) })
}

// inBatches turns a sequence over by outgoingRows at a time.
func inBatches[A any](in iter.Seq2[A, error], turn func([]A) ([]Outgoing, error)) iter.Seq2[Outgoing, error] {
	return func(yield func(Outgoing, error) bool) {
		var batch []A
		give := func() bool {
			out, err := turn(batch)
			batch = batch[:0]
			if err != nil {
				yield(Outgoing{}, err)
				return false
			}
			for _, o := range out {
				if !yield(o, nil) {
					return false
				}
			}
			return true
		}
		for a, err := range in {
			if err != nil {
				yield(Outgoing{}, err)
				return
			}
			if batch = append(batch, a); len(batch) == outgoingRows && !give() {
				return
			}
		}
		if len(batch) > 0 {
			give()
		}
	}
}

// spoken gives events by the reports that speak for them.
func (s *Store) spoken(ctx context.Context, events []event.Event) ([]Outgoing, error) {
	elected := make([]string, len(events))
	for i := range events {
		elected[i] = events[i].Elected
	}
	reports, err := s.reportsBy(ctx, elected)
	if err != nil {
		return nil, err
	}
	out := make([]Outgoing, len(events))
	for i := range events {
		e := &events[i]
		r, ok := reports[e.Elected]
		if !ok {
			return nil, fmt.Errorf("event %s: its report %s is not there; run casus db rebuild", e.ID, e.Elected)
		}
		out[i] = Outgoing{Report: *r, Event: e.ID, Mentions: len(e.Reports), Sources: len(e.Origins), Articles: len(e.Articles)}
	}
	return out, nil
}

// withElected gives reports with those that speak for their events.
func (s *Store) withElected(ctx context.Context, records []Record) ([]Outgoing, error) {
	var want []string
	for i := range records {
		if records[i].Event != "" {
			want = append(want, records[i].Event)
		}
	}
	speakers := map[string]string{}
	if len(want) > 0 {
		for e, err := range s.Events(ctx, Filter{IDs: want}) {
			if err != nil {
				return nil, err
			}
			speakers[e.ID] = e.Elected
		}
	}
	elected := make([]string, 0, len(speakers))
	for _, id := range sortedKeys(speakers) {
		elected = append(elected, speakers[id])
	}
	reports, err := s.reportsBy(ctx, elected)
	if err != nil {
		return nil, err
	}
	out := make([]Outgoing, len(records))
	for i := range records {
		out[i] = Outgoing{Report: records[i].Report, Event: records[i].Event, Elected: reports[speakers[records[i].Event]]}
	}
	return out, nil
}

func (s *Store) reportsBy(ctx context.Context, ids []string) (map[string]*event.Report, error) {
	out := make(map[string]*event.Report, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	for r, err := range s.Reports(ctx, Filter{IDs: ids}) {
		if err != nil {
			return nil, err
		}
		out[r.ID] = &r
	}
	return out, nil
}
