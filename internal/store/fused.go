package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

// Member is a report as fusion sees it.
type Member struct {
	Report event.Report
	// Origin is where the report comes from: Casus, or an imported series.
	Origin string
	// Witness is who wrote the text, "" where unknown.
	Witness string
	// Carriers are further articles that carry the same text.
	Carriers []article.ID
	// Event and Elected are the event that the report is in and the report that leads it; "" where it is in none.
	Event, Elected string
}

// Fused is what fusion has changed. Gone are deleted first, then Events put in place of those with the same id.
type Fused struct {
	Events []event.Event
	Gone   []string
	// Origin is that of the events' reports.
	Origin string
	// Keys are the blocks of the reports that were joined, by id.
	Keys map[string][]uint64
}

// Pending is the number of reports that are in no event yet.
func (s *Store) Pending(ctx context.Context) (int, error) {
	var n int
	err := s.one(ctx, "SELECT (SELECT count(*) FROM report) - (SELECT count(*) FROM member)", &n)
	if err != nil {
		return 0, s.explain(fmt.Errorf("count reports: %w", err))
	}
	return n, nil
}

// Fused is the number of reports that are in an event.
func (s *Store) Fused(ctx context.Context) (int, error) {
	var n int
	if err := s.one(ctx, "SELECT count(*) FROM member", &n); err != nil {
		return 0, s.explain(fmt.Errorf("count reports: %w", err))
	}
	return n, nil
}

// Unfused gives the reports that are in no event, by day of publication and id. Events may be put while it is read.
func (s *Store) Unfused(ctx context.Context) iter.Seq2[Member, error] {
	return func(yield func(Member, error) bool) {
		unfused := Filter{unfused: true}
		carriers, err := s.carriers(ctx, "same_as IN (SELECT article FROM report WHERE "+unfused.where("report")+")")
		if err != nil {
			yield(Member{}, err)
			return
		}
		for m, err := range records(ctx, s, "report", unfused, "json, origin, coalesce(witness, ''), '', ''", scanMember) {
			m.Carriers = carriers[m.Report.CiteInfo.ID]
			if !yield(m, err) {
				return
			}
		}
	}
}

func scanMember(rows *sql.Rows) (Member, error) {
	var m Member
	var line string
	if err := rows.Scan(&line, &m.Origin, &m.Witness, &m.Event, &m.Elected); err != nil {
		return Member{}, err
	}
	var err error
	m.Report, err = event.Decode([]byte(line))
	return m, err
}

// carriers are, by article that was coded, the articles that carry its text; of says which of the former are wanted.
func (s *Store) carriers(ctx context.Context, of string) (map[string][]article.ID, error) {
	rows, err := s.query(ctx, "SELECT same_as, id FROM article WHERE same_as <> '' AND "+of+" ORDER BY id")
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	out := map[string][]article.ID{}
	for rows.Next() {
		var of, id string
		if err := rows.Scan(&of, &id); err != nil {
			return nil, err
		}
		out[of] = append(out[of], article.ID(id))
	}
	return out, rows.Err()
}

// Blocks gives the fused reports of our own coding that stand under any of keys, each once, in order of id.
func (s *Store) Blocks(ctx context.Context, keys []uint64) ([]Member, error) {
	out, err := sought(ctx, s, "blocks", "UBIGINT", keys,
		`SELECT report.rowid AS row, m.event, m.elected FROM (SELECT DISTINCT report FROM block SEMI JOIN sought ON key = sought.value) b
			JOIN member m USING (report) JOIN report ON report.id = b.report`,
		"SELECT json, origin, coalesce(witness, ''), event, elected FROM report JOIN found ON report.rowid = found.row ORDER BY id", scanMember)
	if err != nil || len(out) == 0 {
		return nil, err
	}
	wanted := map[string]bool{}
	for i := range out {
		wanted[out[i].Report.CiteInfo.ID] = true
	}
	carriers, err := s.carriers(ctx, "same_as IN (SELECT unnest("+sqlList(sortedKeys(wanted))+"))")
	if err != nil {
		return nil, err
	}
	for i := range out {
		out[i].Carriers = carriers[out[i].Report.CiteInfo.ID]
	}
	return out, nil
}

// ReportsByID gives the kept reports with ids, in no order; those that are not kept are left out.
func (s *Store) ReportsByID(ctx context.Context, ids []string) ([]event.Report, error) {
	return sought(ctx, s, "reports", "VARCHAR", ids, "SELECT rowid AS row FROM report SEMI JOIN sought ON id = sought.value",
		"SELECT json FROM report JOIN found ON report.rowid = found.row", func(rows *sql.Rows) (event.Report, error) {
			var line string
			if err := rows.Scan(&line); err != nil {
				return event.Report{}, err
			}
			return event.Decode([]byte(line))
		})
}

// sought reads what many values of an SQL type select, in two steps: find makes the table found by narrow columns from the table
// sought (value), and read gets the records of these few rows. The error calls the values by what.
func sought[V, T any](ctx context.Context, s *Store, what, kind string, values []V, find, read string, scan func(*sql.Rows) (T, error)) ([]T, error) {
	if len(values) == 0 {
		return nil, nil
	}
	if err := s.settle(ctx); err != nil {
		return nil, err
	}
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	err = fill(ctx, conn, "sought", "value "+kind, func(add func(...driver.Value) error) error {
		for _, v := range values {
			if err := add(v); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		_, err = conn.ExecContext(ctx, "CREATE OR REPLACE TEMP TABLE found AS "+find)
	}
	if err != nil {
		return nil, s.explain(fmt.Errorf("look for %d %s: %w", len(values), what, err))
	}
	rows, err := conn.QueryContext(ctx, read)
	if err != nil {
		return nil, s.explain(fmt.Errorf("read %s: %w", what, err))
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// PutEvents takes in what fusion has changed, in one transaction.
func (s *Store) PutEvents(ctx context.Context, f Fused) error {
	if s.readOnly {
		return fmt.Errorf("keep events: the store was opened for reading")
	}
	if err := s.settle(ctx); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := s.stageEvents(ctx, conn, f); err != nil {
		return s.explain(fmt.Errorf("keep %d events: %w", len(f.Events), err))
	}
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, step := range putSteps(f.Origin) {
		if _, err := tx.ExecContext(ctx, step); err != nil {
			return s.explain(fmt.Errorf("keep %d events: %w", len(f.Events), err))
		}
	}
	if err := tx.Commit(); err != nil {
		return s.explain(fmt.Errorf("keep %d events: %w", len(f.Events), err))
	}
	return nil
}

// pairsOf is the list of pairs of an event; see the table dyad.
const pairsOf = `CASE
	WHEN len(recipient) > 0 THEN flatten([[{'actor': a, 'recipient': r, 'mutual': false} FOR r IN recipient] FOR a IN CASE WHEN len(actor) = 0 THEN [''] ELSE actor END])
	WHEN len(actor) > 1 THEN flatten([[{'actor': a, 'recipient': r, 'mutual': true} FOR r IN actor IF r > a] FOR a IN actor])
	ELSE [{'actor': coalesce(actor[1], ''), 'recipient': '', 'mutual': false}] END`

// putSteps bring what is staged into the tables.
func putSteps(origin string) []string {
	from := "(SELECT json, " + quote(origin) + " AS origin, published FROM new_event)"
	return []string{
		"DELETE FROM event WHERE id IN (SELECT id FROM old_event)",
		"DELETE FROM dyad WHERE event IN (SELECT id FROM old_event)",
		"DELETE FROM claim WHERE event IN (SELECT id FROM old_event)",
		"DELETE FROM member WHERE report IN (SELECT report FROM moved_member)",
		"INSERT INTO member SELECT report, event, elected FROM moved_member",
		"INSERT INTO block SELECT key, report FROM new_block",
		"INSERT INTO event (" + names(eventColumns) + ") " + flatten(eventColumns, eventShape, from),
		`INSERT INTO dyad SELECT e.id, e.origin, e.date, e.enddate, p.actor, p.recipient, p.mutual, e.type, e.quad, e.scale, e.factuality
			FROM (SELECT *, unnest(` + pairsOf + `) AS p FROM event WHERE id IN (SELECT id FROM new_event)) e`,
		`INSERT INTO claim SELECT id, number, stance, speaker, name, reports, text FROM new_claim`,
	}
}

// stageEvents fills the temporary tables that putSteps read.
func (s *Store) stageEvents(ctx context.Context, conn *sql.Conn, f Fused) error {
	err := fill(ctx, conn, "staged_event", "id VARCHAR, json VARCHAR", func(add func(...driver.Value) error) error {
		for _, e := range f.Events {
			line, err := event.EncodeEvent(e)
			if err != nil {
				return err
			}
			if err := add(e.ID, string(line[:len(line)-1])); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if _, err := conn.ExecContext(ctx, `CREATE OR REPLACE TEMP TABLE new_event AS SELECT s.id, s.json, r.published
		FROM staged_event s JOIN (SELECT id, published FROM report WHERE id IN (SELECT id FROM staged_event)) r USING (id)`); err != nil {
		return err
	}
	err = fill(ctx, conn, "old_event", "id VARCHAR", func(add func(...driver.Value) error) error {
		for _, e := range f.Events {
			if err := add(e.ID); err != nil {
				return err
			}
		}
		for _, id := range f.Gone {
			if err := add(id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = fill(ctx, conn, "new_member", "report VARCHAR, event VARCHAR, elected VARCHAR", func(add func(...driver.Value) error) error {
		for _, e := range f.Events {
			for _, r := range e.Reports {
				if err := add(r, e.ID, e.Elected); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	// Most members of an event that is made again were in it before.
	if _, err := conn.ExecContext(ctx, `CREATE OR REPLACE TEMP TABLE moved_member AS SELECT n.* FROM new_member n
		ANTI JOIN member m ON m.report = n.report AND m.event = n.event AND m.elected = n.elected`); err != nil {
		return err
	}
	err = fill(ctx, conn, "new_claim", "id VARCHAR, number INTEGER, stance VARCHAR, speaker VARCHAR, name VARCHAR, reports INTEGER, text VARCHAR",
		func(add func(...driver.Value) error) error { return addClaims(add, f.Events) })
	if err != nil {
		return err
	}
	return fill(ctx, conn, "new_block", "key UBIGINT, report VARCHAR", func(add func(...driver.Value) error) error {
		for _, id := range sortedKeys(f.Keys) {
			for _, k := range f.Keys[id] {
				if err := add(k, id); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func addClaims(add func(...driver.Value) error, events []event.Event) error {
	for _, e := range events {
		for i, c := range e.Claims {
			var code, name driver.Value
			if c.Speaker != nil {
				code, name = c.Speaker.Code, c.Speaker.IdentifierText
				if name == "" {
					name = c.Speaker.EntityText
				}
			}
			if err := add(e.ID, int32(i+1), string(c.Stance), code, name, int32(len(c.Reports)), c.Text); err != nil {
				return err
			}
		}
	}
	return nil
}

// ClearEvents forgets all events, so that fusion can begin anew.
func (s *Store) ClearEvents(ctx context.Context) error {
	if s.readOnly {
		return fmt.Errorf("clear events: the store was opened for reading")
	}
	if err := s.settle(ctx); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.inTx(ctx, func(tx *sql.Tx) error { return clearEvents(ctx, tx) })
}

func clearEvents(ctx context.Context, tx *sql.Tx) error {
	for _, table := range []string{"event", "dyad", "claim", "member", "block"} {
		if _, err := tx.ExecContext(ctx, "DELETE FROM "+table); err != nil {
			return fmt.Errorf("clear events: %w", err)
		}
	}
	return nil
}

// addCarriers enters touched articles that carry a text which was coded before into the events that its reports are in, as
// fusion would if it began anew: as articles, not as origins.
func addCarriers(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, `WITH copy AS (SELECT same_as, list(id ORDER BY id) AS ids FROM article a SEMI JOIN touched t ON a.origin = t.origin AND a.id = t.id
			WHERE same_as <> '' GROUP BY same_as)
		SELECT e.json, array_to_string(list_sort(list_distinct(flatten(list(c.ids)))), chr(10)) FROM copy c
		JOIN report r ON r.article = c.same_as JOIN member m ON m.report = r.id JOIN event e ON e.id = m.event GROUP BY e.json ORDER BY e.json`)
	if err != nil {
		return fmt.Errorf("find events of copies: %w", err)
	}
	defer rows.Close()
	var changed []event.Event
	for rows.Next() {
		var line, more string
		if err := rows.Scan(&line, &more); err != nil {
			return err
		}
		e, err := event.DecodeEvent([]byte(line))
		if err != nil {
			return err
		}
		all := slices.Compact(slices.Sorted(slices.Values(append(strings.Split(more, "\n"), e.Articles...))))
		if !slices.Equal(all, e.Articles) {
			e.Articles = all
			changed = append(changed, e)
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("find events of copies: %w", err)
	}
	rows.Close()
	return replaceEvents(ctx, tx, changed)
}

// replaceEvents puts events in the place of those with the same ids that differ from them in their articles only.
func replaceEvents(ctx context.Context, tx *sql.Tx, changed []event.Event) error {
	for part := range slices.Chunk(changed, 1000) {
		lines := make([]string, len(part))
		for i := range part {
			line, err := event.EncodeEvent(part[i])
			if err != nil {
				return err
			}
			lines[i] = string(line[:len(line)-1])
		}
		if _, err := tx.ExecContext(ctx, `UPDATE event SET json = n.json, articles = n.articles
			FROM (SELECT json, json ->> 'id' AS id, json_array_length(json, 'articles') AS articles FROM (SELECT unnest(`+sqlList(lines)+`) AS json)) n
			WHERE event.id = n.id`); err != nil {
			return fmt.Errorf("enter copies into %d events: %w", len(part), err)
		}
	}
	return nil
}
