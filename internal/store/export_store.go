package store

import (
	"context"
	"fmt"
	"iter"
	"strconv"
	"strings"

	"github.com/casus-news/casus/event"
)

// Unit is what a row of an export stands for.
type Unit uint8

const (
	// ByReport gives every report.
	ByReport Unit = iota
	// ByEvent gives each event once, by the report that speaks for it, with the number of its witnesses.
	ByEvent
	// ByMention gives every report with the one that speaks for its event.
	ByMention
)

// Outgoing gives the reports that f means with their events, for export, by day of publication and id. With ByEvent, f
// speaks of events.
func (s *Store) Outgoing(ctx context.Context, f Filter, unit Unit) iter.Seq2[Outgoing, error] {
	switch unit {
	case ByEvent:
		chosen := f.where("event")
		if f.Limit > 0 {
			chosen += fmt.Sprintf(" ORDER BY %s LIMIT %d", newestFirst("event"), f.Limit)
		}
		return s.outgoing(ctx, "id IN (SELECT elected FROM event WHERE "+chosen+")",
			"(SELECT any_value(concat_ws(chr(9), e.id, e.elected, e.reports, e.origins, e.articles)) FROM event e WHERE e.elected = t.id)")
	case ByMention:
		return s.withElected(ctx, s.Outgoing(ctx, f, ByReport))
	}
	chosen := f.where("report")
	if f.Limit > 0 {
		chosen = fmt.Sprintf("id IN (SELECT id FROM report WHERE %s ORDER BY %s LIMIT %d)", chosen, newestFirst("report"), f.Limit)
	}
	return s.outgoing(ctx, chosen, "(SELECT any_value(concat_ws(chr(9), m.event, m.elected)) FROM member m WHERE m.report = t.id)")
}

// outgoing pages through the reports of a condition; about gives event, elected report and counts, apart by tabs.
func (s *Store) outgoing(ctx context.Context, where, about string) iter.Seq2[Outgoing, error] {
	return func(yield func(Outgoing, error) bool) {
		pages, err := s.pages(ctx, "report", where)
		if err != nil {
			yield(Outgoing{}, err)
			return
		}
		for _, p := range pages {
			query := "SELECT json, coalesce(" + about + ", '') FROM report t WHERE " + where + " AND " + p + " ORDER BY published NULLS FIRST, id"
			if !s.page(ctx, query, yield) {
				return
			}
		}
	}
}

// page gives the rows of a query of outgoing; false to end.
func (s *Store) page(ctx context.Context, query string, yield func(Outgoing, error) bool) bool {
	rows, err := s.query(ctx, query)
	if err != nil {
		yield(Outgoing{}, s.explain(fmt.Errorf("read reports: %w", err)))
		return false
	}
	defer rows.Close()
	for rows.Next() {
		var line, about string
		if err := rows.Scan(&line, &about); err != nil {
			yield(Outgoing{}, err)
			return false
		}
		r, err := event.Decode([]byte(line))
		o := Outgoing{Report: r}
		o.about(about)
		if !yield(o, err) || err != nil {
			return false
		}
	}
	if err := rows.Err(); err != nil {
		yield(Outgoing{}, s.explain(fmt.Errorf("read reports: %w", err)))
		return false
	}
	return true
}

// about sets event, elected report's id and counts.
func (o *Outgoing) about(s string) {
	parts := strings.Split(s, "\t")
	for i, to := range []*string{&o.Event, &o.elected} {
		if i < len(parts) {
			*to = parts[i]
		}
	}
	for i, to := range []*int{&o.Mentions, &o.Sources, &o.Articles} {
		if 2+i < len(parts) {
			*to, _ = strconv.Atoi(parts[2+i])
		}
	}
}

// electedRows is the number of reports whose speakers are looked up together.
const electedRows = 4000

// withElected adds the reports that speak for the others' events.
func (s *Store) withElected(ctx context.Context, in iter.Seq2[Outgoing, error]) iter.Seq2[Outgoing, error] {
	return func(yield func(Outgoing, error) bool) {
		var batch []Outgoing
		give := func() bool {
			err := s.addElected(ctx, batch)
			if err != nil {
				yield(Outgoing{}, err)
				return false
			}
			for _, o := range batch {
				if !yield(o, nil) {
					return false
				}
			}
			batch = batch[:0]
			return true
		}
		for o, err := range in {
			if err != nil {
				yield(Outgoing{}, err)
				return
			}
			if batch = append(batch, o); len(batch) == electedRows && !give() {
				return
			}
		}
		give()
	}
}

func (s *Store) addElected(ctx context.Context, batch []Outgoing) error {
	speakers := map[string]*event.Report{}
	for i := range batch {
		if o := &batch[i]; o.elected != "" && o.elected != o.ID {
			speakers[o.elected] = nil
		}
	}
	if len(speakers) == 0 {
		return nil
	}
	for r, err := range s.Reports(ctx, Filter{IDs: sortedKeys(speakers)}) {
		if err != nil {
			return err
		}
		speakers[r.ID] = &r
	}
	for i := range batch {
		batch[i].Elected = speakers[batch[i].elected]
	}
	return nil
}
