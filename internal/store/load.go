package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
)

// chunkBytes bounds the segments that are loaded in one transaction, as they lie on disk.
const chunkBytes = 48 << 20

// errSegment is an error that lies in a segment and not in the index.
var errSegment = errors.New("load segment")

// missing lists the segments that the index lacks, in order: articles, then reports.
func (s *Store) missing(ctx context.Context) ([]string, error) {
	all, err := s.place.segments(ctx)
	if err != nil {
		return nil, err
	}
	have, err := s.have(ctx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(n string) bool { return have[n] }), nil
}

// have are the segments that the index has.
func (s *Store) have(ctx context.Context) (map[string]bool, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT name FROM segment")
	if err != nil {
		return nil, fmt.Errorf("read index: %w", err)
	}
	list, err := collect[string](rows)
	if err != nil {
		return nil, fmt.Errorf("read index: %w", err)
	}
	out := make(map[string]bool, len(list))
	for _, n := range list {
		out[n] = true
	}
	return out, nil
}

// wait notes a segment that was written and that the index is to take in.
func (s *Store) wait(name string) {
	s.waitMu.Lock()
	defer s.waitMu.Unlock()
	s.waiting = append(s.waiting, name)
}

// settle brings into the index what was appended since the last question.
func (s *Store) settle(ctx context.Context) error {
	if s.readOnly {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waitMu.Lock()
	list := slices.Clone(s.waiting)
	s.waitMu.Unlock()
	if len(list) == 0 {
		return nil
	}
	have, err := s.have(ctx)
	if err != nil {
		return err
	}
	slices.Sort(list)
	list = slices.DeleteFunc(slices.Compact(list), func(name string) bool { return have[name] })
	if err := s.load(ctx, list); err != nil {
		return s.explain(err)
	}
	s.waitMu.Lock()
	s.waiting = nil // nothing was added meanwhile: Append holds mu
	s.waitMu.Unlock()
	return nil
}

// query asks the index, of which all that was appended is part.
func (s *Store) query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if err := s.settle(ctx); err != nil {
		return nil, err
	}
	return s.db.QueryContext(ctx, query, args...)
}

// one asks the index for one row.
func (s *Store) one(ctx context.Context, query string, to ...any) error {
	if err := s.settle(ctx); err != nil {
		return err
	}
	return s.db.QueryRowContext(ctx, query).Scan(to...)
}

// Sync loads the segments that the index lacks, and finishes what a process that was killed has begun.
func (s *Store) Sync(ctx context.Context) error {
	missing, err := s.missing(ctx)
	if err != nil {
		return err
	}
	if err := s.load(ctx, missing); err != nil {
		return err
	}
	unsorted, err := s.unsorted(ctx)
	if err != nil || !unsorted {
		return err
	}
	return s.inTx(ctx, func(tx *sql.Tx) error { return sortCodings(ctx, tx, nil) })
}

// unsorted tells whether segments were loaded whose codings were not compared with those that were there.
func (s *Store) unsorted(ctx context.Context) (bool, error) {
	var n int
	if err := s.db.QueryRowContext(ctx, "SELECT count(*) FROM meta WHERE key = 'unsorted'").Scan(&n); err != nil {
		return false, fmt.Errorf("read index: %w", err)
	}
	return n > 0, nil
}

// load brings segments into the index, a chunk in a transaction, and then sorts out which codings stand.
func (s *Store) load(ctx context.Context, names []string) error {
	if len(names) == 0 {
		return nil
	}
	paths := make([]string, len(names))
	var chunk, chunkPaths []string
	size := int64(0)
	flush := func() error {
		if len(chunk) == 0 {
			return nil
		}
		err := s.inTx(ctx, func(tx *sql.Tx) error { return loadSegments(ctx, tx, chunk, chunkPaths) })
		chunk, chunkPaths, size = nil, nil, 0
		return err
	}
	for i, name := range names {
		path, err := s.place.local(ctx, name)
		if err != nil {
			return err
		}
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		if size+info.Size() > chunkBytes || i > 0 && kindOf(name) != kindOf(names[i-1]) {
			if err := flush(); err != nil {
				return err
			}
		}
		paths[i] = path
		chunk, chunkPaths, size = append(chunk, name), append(chunkPaths, path), size+info.Size()
	}
	if err := flush(); err != nil {
		return err
	}
	return s.inTx(ctx, func(tx *sql.Tx) error { return sortCodings(ctx, tx, paths) })
}

// kindOf is "reports" or "articles".
func kindOf(segment string) string {
	kind, _, _ := strings.Cut(segment, "/")
	return kind
}

// loadSegments inserts the rows of segments of one kind, and their names.
func loadSegments(ctx context.Context, tx *sql.Tx, segments, paths []string) error {
	load := loadReports
	if kindOf(segments[0]) == "articles" {
		load = loadArticles
	}
	if err := load(ctx, tx, paths); err != nil {
		return fmt.Errorf("%w %s%s: %w; if the file is damaged, bring it back from a copy, or move it away to go on without it",
			errSegment, segments[0], andMore(len(segments)), err)
	}
	for _, note := range []string{
		"INSERT INTO segment SELECT unnest(" + sqlList(segments) + ")",
		"INSERT INTO meta SELECT 'unsorted', '1' WHERE NOT EXISTS (SELECT 1 FROM meta WHERE key = 'unsorted')",
	} {
		if _, err := tx.ExecContext(ctx, note); err != nil {
			return fmt.Errorf("note segments: %w", err)
		}
	}
	return nil
}

func andMore(n int) string {
	if n > 1 {
		return fmt.Sprintf(" and %d more", n-1)
	}
	return ""
}

// loadReports inserts the reports of files that the index has not got, each once. An id that occurs twice was written
// twice by a process that was killed; equal ids have equal days of publication, which keeps the search for them small.
func loadReports(ctx context.Context, tx *sql.Tx, paths []string) error {
	from := fromFiles(paths)
	var lo, hi sql.NullTime
	var rows, ids int
	if err := tx.QueryRowContext(ctx, "SELECT min(published), max(published), count(*), count(DISTINCT id) FROM "+from).Scan(&lo, &hi, &rows, &ids); err != nil {
		return err
	}
	among := "published IS NULL"
	if lo.Valid {
		among = fmt.Sprintf("(published BETWEEN DATE '%s' AND DATE '%s' OR published IS NULL)", lo.Time.Format(time.DateOnly), hi.Time.Format(time.DateOnly))
	}
	// Nearly always nothing is there yet, and finding that out takes the narrow column only.
	known := "(SELECT id FROM report WHERE " + among + " UNION ALL SELECT id FROM earlier_report WHERE " + among + ")"
	var there int
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM (SELECT id FROM "+from+") SEMI JOIN "+known+" USING (id)").Scan(&there); err != nil {
		return err
	}
	cols := names(reportColumns)
	query := "SELECT " + cols + " FROM " + from
	if rows != ids {
		query = "SELECT DISTINCT ON (id) " + cols + " FROM " + from
	}
	if there > 0 {
		query = "SELECT * FROM (" + query + ") ANTI JOIN " + known + " USING (id)"
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO report ("+cols+") SELECT "+cols+" FROM ("+query+")")
	return err
}

// fromFiles is the table that files make together. Segments of an earlier version may lack columns of a later one.
func fromFiles(paths []string) string {
	return "read_parquet(" + sqlList(paths) + ", union_by_name = true)"
}

func loadArticles(ctx context.Context, tx *sql.Tx, paths []string) error {
	cols := names(articleColumns[:])
	_, err := tx.ExecContext(ctx, "INSERT INTO article ("+cols+") SELECT "+cols+" FROM "+fromFiles(paths))
	return err
}

// sqlList writes strings as a list of SQL.
func sqlList[S ~string](ss []S) string { return "[" + values(ss) + "]::VARCHAR[]" }

// quote writes a string as a literal of SQL.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
