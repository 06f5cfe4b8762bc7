package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

// pageRows bounds the records that are in memory at a time while a long answer is read.
const pageRows = 20_000

// Reports gives the reports that f means, by day of publication and id; with a Limit the newest, newest first. The
// sequence ends with the first error.
func (s *Store) Reports(ctx context.Context, f Filter) iter.Seq2[event.Report, error] {
	return records(ctx, s, "report", f, "json", func(rows *sql.Rows) (event.Report, error) {
		var line string
		if err := rows.Scan(&line); err != nil {
			return event.Report{}, err
		}
		return event.Decode([]byte(line))
	})
}

// Events gives the events that f means, by first day of publication and id; with a Limit the newest by day of the act, newest first.
func (s *Store) Events(ctx context.Context, f Filter) iter.Seq2[event.Event, error] {
	return records(ctx, s, "event", f, "json", func(rows *sql.Rows) (event.Event, error) {
		var line string
		if err := rows.Scan(&line); err != nil {
			return event.Event{}, err
		}
		return event.DecodeEvent([]byte(line))
	})
}

// records pages through a table.
func records[T any](ctx context.Context, s *Store, table string, f Filter, cols string, scan func(*sql.Rows) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var zero T
		read := func(query string) bool {
			rows, err := s.query(ctx, query)
			if err != nil {
				yield(zero, s.explain(fmt.Errorf("read %ss: %w", table, err)))
				return false
			}
			defer rows.Close()
			for rows.Next() {
				v, err := scan(rows)
				if !yield(v, err) || err != nil {
					return false
				}
			}
			if err := rows.Err(); err != nil {
				yield(zero, s.explain(fmt.Errorf("read %ss: %w", table, err)))
				return false
			}
			return true
		}
		where := f.where(table)
		if f.Limit > 0 {
			read(fmt.Sprintf("SELECT %s FROM %s t WHERE %s ORDER BY %s LIMIT %d", cols, table, where, newestFirst(table), f.Limit))
			return
		}
		pages, err := s.pages(ctx, table, where)
		if err != nil {
			yield(zero, err)
			return
		}
		for _, p := range pages {
			if !read(fmt.Sprintf("SELECT %s FROM %s t WHERE %s AND %s ORDER BY published NULLS FIRST, id", cols, table, where, p)) {
				return
			}
		}
	}
}

func newestFirst(table string) string {
	if table == "event" {
		return "date DESC NULLS LAST, origins DESC, id"
	}
	return "published DESC NULLS LAST, date DESC NULLS LAST, id"
}

// pages cuts the rows of a table into conditions on published and id, in order, of no more than about pageRows rows each.
func (s *Store) pages(ctx context.Context, table, where string) ([]string, error) {
	rows, err := s.query(ctx, "SELECT published, count(*) FROM "+table+" t WHERE "+where+" GROUP BY 1 ORDER BY 1 NULLS FIRST")
	if err != nil {
		return nil, s.explain(fmt.Errorf("read %ss: %w", table, err))
	}
	type daily struct {
		day sql.NullTime
		n   int
	}
	var days []daily
	for rows.Next() {
		var d daily
		if err := rows.Scan(&d.day, &d.n); err != nil {
			rows.Close()
			return nil, err
		}
		days = append(days, d)
	}
	if err := rows.Close(); err != nil {
		return nil, err
	}
	var out []string
	var from, to time.Time
	sum := 0
	flush := func() {
		if sum > 0 {
			out = append(out, fmt.Sprintf("published BETWEEN DATE '%s' AND DATE '%s'", from.Format(time.DateOnly), to.Format(time.DateOnly)))
		}
		sum = 0
	}
	for _, d := range days {
		switch {
		case !d.day.Valid:
			cuts, err := s.cuts(ctx, table, where, "published IS NULL", d.n)
			if err != nil {
				return nil, err
			}
			out = append(out, cuts...)
		case d.n > pageRows:
			flush()
			cuts, err := s.cuts(ctx, table, where, "published = DATE '"+d.day.Time.Format(time.DateOnly)+"'", d.n)
			if err != nil {
				return nil, err
			}
			out = append(out, cuts...)
		default:
			if sum+d.n > pageRows {
				flush()
			}
			if sum == 0 {
				from = d.day.Time
			}
			to, sum = d.day.Time, sum+d.n
		}
	}
	flush()
	return out, nil
}

// cuts parts the n rows of one day by id.
func (s *Store) cuts(ctx context.Context, table, where, day string, n int) ([]string, error) {
	parts := (n + pageRows - 1) / pageRows
	if parts == 1 {
		return []string{day}, nil
	}
	rows, err := s.query(ctx, fmt.Sprintf("SELECT min(id) FROM (SELECT id, ntile(%d) OVER (ORDER BY id) AS part FROM %s t WHERE %s AND %s) GROUP BY part ORDER BY 1",
		parts, table, where, day))
	if err != nil {
		return nil, s.explain(err)
	}
	ids, err := collect[string](rows)
	if err != nil {
		return nil, err
	}
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = day + " AND id >= " + quote(id)
		if i+1 < len(ids) {
			out[i] += " AND id < " + quote(ids[i+1])
		}
	}
	return out, nil
}

// The kinds of rows that Write gives.
const (
	ReportRows = "report"
	EventRows  = "event"
)

// Write writes the rows of a kind that f means, as "csv" with a header or as "parquet". Lists are joined by "; " in CSV and
// lists in Parquet.
func (s *Store) Write(ctx context.Context, w io.Writer, kind string, f Filter, format string) error {
	cols := reportColumns
	if kind == EventRows {
		cols = eventColumns
	}
	var out []string
	for _, c := range cols {
		switch {
		case c.name == "json" && format == "csv":
		case strings.HasSuffix(c.kind, "[]") && format == "csv":
			out = append(out, "array_to_string("+c.name+", '; ') AS "+c.name)
		default:
			out = append(out, c.name)
		}
	}
	query := "SELECT " + strings.Join(out, ", ") + " FROM " + kind + " WHERE " + f.where(kind)
	if f.Limit > 0 {
		query += fmt.Sprintf(" ORDER BY %s LIMIT %d", newestFirst(kind), f.Limit)
	} else {
		query += " ORDER BY date, published, id"
	}
	return s.copyTo(ctx, w, query, format)
}

// copyTo runs a query and writes its answer.
func (s *Store) copyTo(ctx context.Context, w io.Writer, query, format string) error {
	how := map[string]string{"csv": "(FORMAT csv, HEADER)", "parquet": "(FORMAT parquet, COMPRESSION zstd)"}[format]
	if how == "" {
		return fmt.Errorf("format %q: want csv or parquet", format)
	}
	if err := s.settle(ctx); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "casus-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "out")
	if _, err := s.db.ExecContext(ctx, "COPY ("+query+") TO "+quote(path)+" "+how); err != nil {
		return s.explain(err)
	}
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = io.Copy(w, file)
	return err
}

// Key names a coding: equal keys mean that nothing new can come of coding again.
type Key struct {
	ID, SHA256, Published, Version string
}

// KeyOf is the key of a.
func KeyOf(a *Article) Key { return Key{a.ID, a.SHA256, a.Published.String(), a.Version} }

// Known tells which of keys are kept.
func (s *Store) Known(ctx context.Context, keys []Key) (map[Key]bool, error) {
	ids := make([]string, len(keys))
	for i, k := range keys {
		ids[i] = k.ID
	}
	out := map[Key]bool{}
	if len(ids) == 0 {
		return out, nil
	}
	slices.Sort(ids)
	rows, err := s.query(ctx, "SELECT id, sha256, coalesce(strftime(published, '%Y-%m-%d'), ''), version FROM article WHERE id IN ("+values(slices.Compact(ids))+")")
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		var k Key
		if err := rows.Scan(&k.ID, &k.SHA256, &k.Published, &k.Version); err != nil {
			return nil, err
		}
		out[k] = true
	}
	return out, rows.Err()
}

// KnownReports tells which of ids are kept.
func (s *Store) KnownReports(ctx context.Context, ids []string) (map[string]bool, error) {
	out := map[string]bool{}
	if len(ids) == 0 {
		return out, nil
	}
	rows, err := s.query(ctx, "SELECT id FROM report SEMI JOIN (SELECT unnest("+sqlList(ids)+") AS id) USING (id)")
	if err != nil {
		return nil, s.explain(err)
	}
	found, err := collect[string](rows)
	for _, id := range found {
		out[id] = true
	}
	return out, err
}

// Sketches gives the articles that were coded and published from from to to, both included, in order of day and id: id,
// day and sketch only.
func (s *Store) Sketches(ctx context.Context, from, to article.Day) iter.Seq2[Article, error] {
	return func(yield func(Article, error) bool) {
		rows, err := s.query(ctx, fmt.Sprintf(`SELECT id, published, sketch FROM article WHERE published BETWEEN DATE '%s' AND DATE '%s'
			AND same_as = '' AND sketch IS NOT NULL ORDER BY published, id`, from, to))
		if err != nil {
			yield(Article{}, s.explain(err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			var a Article
			var day time.Time
			err := rows.Scan(&a.ID, &day, &a.Sketch)
			a.Published = article.DayOf(day)
			if !yield(a, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(Article{}, err)
		}
	}
}

// Article gives what is kept of an article with the given hash; ok is false where there is none.
func (s *Store) Article(ctx context.Context, id, hash string) (a Article, ok bool, err error) {
	var published sql.NullTime
	var text sql.NullString
	if err := s.settle(ctx); err != nil {
		return Article{}, false, err
	}
	err = s.db.QueryRowContext(ctx, `SELECT id, url, title, publisher, byline, published, language, sha256, version, witness, same_as, likeness, reports, sketch, text
		FROM (FROM article UNION ALL FROM earlier_article) WHERE id = ? AND sha256 = ? ORDER BY text IS NULL, added DESC LIMIT 1`, id, hash).
		Scan(&a.ID, &a.URL, &a.Title, &a.Publisher, &a.Byline, &published, &a.Language, &a.SHA256, &a.Version, &a.Witness, &a.SameAs, &a.Likeness, &a.Reports, &a.Sketch, &text)
	if errors.Is(err, sql.ErrNoRows) {
		return Article{}, false, nil
	}
	if err != nil {
		return Article{}, false, s.explain(fmt.Errorf("read article %s: %w", id, err))
	}
	a.Published, a.Text = dayOf(published), text.String
	return a, true, nil
}

// Explained gives the report with an id, or the reports of the event with it, the elected one first.
func (s *Store) Explained(ctx context.Context, id string) ([]event.Report, error) {
	var ids []string
	var elected string
	rows, err := s.query(ctx, "SELECT report, elected FROM member WHERE event = ? ORDER BY report <> elected, report", id)
	if err != nil {
		return nil, s.explain(err)
	}
	for rows.Next() {
		var r string
		if err := rows.Scan(&r, &elected); err != nil {
			rows.Close()
			return nil, err
		}
		ids = append(ids, r)
	}
	if err := rows.Close(); err != nil {
		return nil, err
	}
	if len(ids) < 2 {
		ids = []string{id} // an event of one report has its id
	}
	var out []event.Report
	for r, err := range s.Reports(ctx, Filter{IDs: ids}) {
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	slices.SortStableFunc(out, func(a, b event.Report) int { return slices.Index(ids, a.ID) - slices.Index(ids, b.ID) })
	return out, nil
}
