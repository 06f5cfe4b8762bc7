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
	rows, err := s.db.QueryContext(ctx, "SELECT name FROM segment")
	if err != nil {
		return nil, fmt.Errorf("read index: %w", err)
	}
	have, err := collect[string](rows)
	if err != nil {
		return nil, fmt.Errorf("read index: %w", err)
	}
	known := make(map[string]bool, len(have))
	for _, n := range have {
		known[n] = true
	}
	return slices.DeleteFunc(all, func(n string) bool { return known[n] }), nil
}

// Sync loads the segments that the index lacks.
func (s *Store) Sync(ctx context.Context) error {
	missing, err := s.missing(ctx)
	if err != nil || len(missing) == 0 {
		return err
	}
	var chunk, paths []string
	size := int64(0)
	flush := func() error {
		if len(chunk) == 0 {
			return nil
		}
		err := s.inTx(ctx, func(tx *sql.Tx) error { return loadSegments(ctx, tx, chunk, paths) })
		chunk, paths, size = nil, nil, 0
		return err
	}
	for i, name := range missing {
		path, err := s.place.local(ctx, name)
		if err != nil {
			return err
		}
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		if size+info.Size() > chunkBytes || i > 0 && kindOf(name) != kindOf(missing[i-1]) {
			if err := flush(); err != nil {
				return err
			}
		}
		chunk, paths, size = append(chunk, name), append(paths, path), size+info.Size()
	}
	if err := flush(); err != nil {
		return err
	}
	return s.inTx(ctx, func(tx *sql.Tx) error { return supersede(ctx, tx, "TRUE") })
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
	if _, err := tx.ExecContext(ctx, "INSERT INTO segment SELECT unnest("+sqlList(segments)+")"); err != nil {
		return fmt.Errorf("note segments: %w", err)
	}
	return nil
}

func andMore(n int) string {
	if n > 1 {
		return fmt.Sprintf(" and %d more", n-1)
	}
	return ""
}

// loadReports inserts the reports of files that the index has not got.
func loadReports(ctx context.Context, tx *sql.Tx, paths []string) error {
	return insertReports(ctx, tx, "read_parquet("+sqlList(paths)+", union_by_name = true)")
}

// insertReports inserts the reports of a table that the index has not got, each once. An id that occurs twice was written
// twice by a process that was killed; equal ids have equal days of publication, which keeps the search for them small.
func insertReports(ctx context.Context, tx *sql.Tx, from string) error {
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
	known := "(SELECT id FROM report WHERE " + among + ")"
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

func loadArticles(ctx context.Context, tx *sql.Tx, paths []string) error {
	cols := names(articleColumns[:])
	_, err := tx.ExecContext(ctx, "INSERT INTO article ("+cols+") SELECT "+cols+" FROM read_parquet("+sqlList(paths)+", union_by_name = true)")
	return err
}

// supersede keeps, of several codings of one article, the one that was added last; of those added at one time the one of
// the higher version. Earlier rows leave the index and stay in the segments. Where reports leave, all events are to be
// made again, since fusion knows no taking away. which limits the articles that are looked at.
func supersede(ctx context.Context, tx *sql.Tx, which string) error {
	_, err := tx.ExecContext(ctx, `CREATE OR REPLACE TEMP TABLE stale AS
		SELECT rowid AS row, id, sha256, published, version, added FROM article WHERE `+which+`
		QUALIFY row_number() OVER (PARTITION BY origin, id ORDER BY added DESC, version DESC, sha256 DESC, published DESC) > 1`)
	if err != nil {
		return fmt.Errorf("find earlier codings: %w", err)
	}
	var n int
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM stale").Scan(&n); err != nil || n == 0 {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM article WHERE rowid IN (SELECT row FROM stale)"); err != nil {
		return fmt.Errorf("drop earlier codings: %w", err)
	}
	res, err := tx.ExecContext(ctx, `DELETE FROM report USING stale s WHERE report.article = s.id AND report.sha256 = s.sha256
		AND report.version = s.version AND report.published IS NOT DISTINCT FROM s.published
		AND NOT EXISTS (SELECT 1 FROM article a WHERE a.id = s.id AND a.sha256 = s.sha256 AND a.version = s.version
			AND a.published IS NOT DISTINCT FROM s.published)`)
	if err != nil {
		return fmt.Errorf("drop earlier reports: %w", err)
	}
	if gone, err := res.RowsAffected(); err != nil || gone == 0 {
		return err
	}
	return clearEvents(ctx, tx)
}

// sqlList writes strings as a list of SQL.
func sqlList[S ~string](ss []S) string { return "[" + values(ss) + "]::VARCHAR[]" }

// quote writes a string as a literal of SQL.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
