package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/casus-news/casus/event"
)

// Of the codings of one article the one that was added last answers questions; of those added at one time, the one of the
// higher version. The others are moved to the tables earlier_report and earlier_article, where [Store.Coding] finds them,
// and no segment is touched. A report whose article has a row of another coding, because a process was killed before it
// could write the article's new row, waits among the earlier ones until that row comes.

// newestFirstCoding is the order of the codings of one article.
const newestFirstCoding = "added DESC, version DESC, sha256 DESC, published DESC"

// ofArticle is the condition that a report r is of the coding that the article's row a stands for.
const ofArticle = "r.sha256 = a.sha256 AND r.version = a.version AND r.published IS NOT DISTINCT FROM a.published"

// sortCodings finds out which codings stand among the articles of the segments at paths; nil means all. Where reports come
// to stand or no longer do, all events are to be made again, since fusion knows no taking away. It enters copies into the
// events of what they are copies of, and notes that all is sorted.
func sortCodings(ctx context.Context, tx *sql.Tx, paths []string) error {
	if err := markTouched(ctx, tx, paths); err != nil {
		return fmt.Errorf("compare codings: %w", err)
	}
	moved, err := moveCodings(ctx, tx)
	if err != nil {
		return fmt.Errorf("compare codings: %w", err)
	}
	if moved {
		if err := clearEvents(ctx, tx); err != nil {
			return err
		}
	}
	if err := addCarriers(ctx, tx); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "DELETE FROM meta WHERE key = 'unsorted'")
	return err
}

// markTouched fills the temporary table touched with the articles of segments, by origin and id.
func markTouched(ctx context.Context, tx *sql.Tx, paths []string) error {
	query := "SELECT origin, id FROM article UNION SELECT origin, article FROM report"
	if paths != nil {
		var articles, reports []string
		for _, p := range paths {
			if strings.Contains(p, "/articles/") {
				articles = append(articles, p)
			} else {
				reports = append(reports, p)
			}
		}
		var parts []string
		if len(articles) > 0 {
			parts = append(parts, "SELECT origin, id FROM "+fromFiles(articles))
		}
		if len(reports) > 0 {
			parts = append(parts, "SELECT origin, article AS id FROM "+fromFiles(reports))
		}
		query = strings.Join(parts, " UNION ")
	}
	_, err := tx.ExecContext(ctx, "CREATE OR REPLACE TEMP TABLE touched AS "+query)
	return err
}

// moveCodings moves rows of touched articles to where they belong, and tells whether reports were among them.
func moveCodings(ctx context.Context, tx *sql.Tx) (bool, error) {
	mine := "(SELECT a.rowid AS row, a.* FROM article a SEMI JOIN touched t ON a.origin = t.origin AND a.id = t.id)"
	if _, err := move(ctx, tx, "article", "earlier_article", articleColumns[:], "SELECT row FROM "+mine+
		" QUALIFY row_number() OVER (PARTITION BY origin, id ORDER BY "+newestFirstCoding+") > 1"); err != nil {
		return false, err
	}
	// Nearly always every report is of the coding of its article's row, and finding that out takes narrow columns only.
	others := "SELECT r.rowid AS row FROM report r JOIN " + mine + " a ON r.article = a.id AND r.origin = a.origin WHERE NOT (" + ofArticle + ")"
	gone, err := move(ctx, tx, "report", "earlier_report", reportColumns, others)
	if err != nil {
		return false, err
	}
	back, err := move(ctx, tx, "earlier_report", "report", reportColumns, "SELECT r.rowid AS row FROM earlier_report r JOIN "+mine+
		" a ON r.article = a.id AND r.origin = a.origin WHERE "+ofArticle)
	return gone+back > 0, err
}

// move moves rows from one table to another of the same columns, and gives their number.
func move(ctx context.Context, tx *sql.Tx, from, to string, cols []column, rows string) (int64, error) {
	if _, err := tx.ExecContext(ctx, "CREATE OR REPLACE TEMP TABLE moving AS "+rows); err != nil {
		return 0, err
	}
	var n int64
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM moving").Scan(&n); err != nil || n == 0 {
		return 0, err
	}
	const chosen = " WHERE rowid IN (SELECT row FROM moving)"
	if _, err := tx.ExecContext(ctx, "INSERT INTO "+to+" ("+names(cols)+") SELECT "+names(cols)+" FROM "+from+chosen); err != nil {
		return 0, err
	}
	_, err := tx.ExecContext(ctx, "DELETE FROM "+from+chosen)
	return n, err
}

// Coding gives all reports of the coding that made the report with an id, whether it answers questions or a later one has
// taken its place; none where no such report is kept.
func (s *Store) Coding(ctx context.Context, id string) (reports []event.Report, current bool, err error) {
	const of = `SELECT r.json FROM %[1]s r JOIN %[1]s x ON r.article = x.article AND r.sha256 = x.sha256 AND r.version = x.version
		AND r.origin = x.origin AND r.published IS NOT DISTINCT FROM x.published WHERE x.id = ? ORDER BY r.id`
	for _, table := range []string{"report", "earlier_report"} {
		rows, err := s.query(ctx, fmt.Sprintf(of, table), id)
		if err != nil {
			return nil, false, s.explain(fmt.Errorf("read coding: %w", err))
		}
		lines, err := collect[string](rows)
		if err != nil {
			return nil, false, s.explain(fmt.Errorf("read coding: %w", err))
		}
		for _, line := range lines {
			r, err := event.Decode([]byte(line))
			if err != nil {
				return nil, false, err
			}
			reports = append(reports, r)
		}
		if len(reports) > 0 {
			return reports, table == "report", nil
		}
	}
	return nil, false, nil
}
