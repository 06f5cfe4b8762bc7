package store

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"

	"github.com/duckdb/duckdb-go/v2"
)

// Answer is the answer to a question in SQL.
type Answer struct {
	Columns []string
	// Rows gives each row; values are nil, bool, integers, float64, string, []any or map[string]any. The sequence ends with
	// the first error, and can be read once.
	Rows iter.Seq2[[]any, error]
}

// SQL answers a question in DuckDB's SQL over the tables of the index: report, event, article, dyad, claim and member; docs
// lists their columns. It cannot write, nor read any file besides: the index is opened for reading only, other files
// are out of reach, and the question cannot change that. Afterwards the store answers further questions in SQL only.
func (s *Store) SQL(ctx context.Context, query string) (Answer, error) {
	if err := s.settle(ctx); err != nil {
		return Answer{}, err
	}
	if err := s.lock(ctx); err != nil {
		return Answer{}, err
	}
	rows, err := s.db.QueryContext(ctx, query)
	if err != nil {
		return Answer{}, sqlError(err)
	}
	cols, err := rows.Columns()
	if err != nil {
		rows.Close()
		return Answer{}, err
	}
	return Answer{cols, func(yield func([]any, error) bool) {
		defer rows.Close()
		for rows.Next() {
			values, to := make([]any, len(cols)), make([]any, len(cols))
			for i := range to {
				to[i] = &values[i]
			}
			err := rows.Scan(to...)
			for i, v := range values {
				values[i] = plain(v)
			}
			if !yield(values, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(nil, sqlError(err))
		}
	}}, nil
}

// lock puts everything but the tables out of reach.
func (s *Store) lock(ctx context.Context) error {
	if s.index == "" {
		for _, set := range []string{"SET enable_external_access = false", "SET lock_configuration = true"} {
			if _, err := s.db.ExecContext(ctx, set); err != nil && !strings.Contains(err.Error(), "locked") {
				return err
			}
		}
		return nil
	}
	if !s.readOnly {
		if _, err := s.db.ExecContext(ctx, "CHECKPOINT"); err != nil {
			return s.explain(err)
		}
	}
	s.closeIndex()
	db, err := s.connect(s.index, "access_mode=READ_ONLY&enable_external_access=false&lock_configuration=true")
	if err != nil {
		return err
	}
	s.db, s.readOnly = db, true
	return nil
}

// sqlError says what a user of SQL may do about it.
func sqlError(err error) error {
	var de *duckdb.Error
	text := strings.TrimSpace(err.Error())
	switch {
	case errors.Is(err, context.DeadlineExceeded), strings.Contains(text, "INTERRUPT"):
		return fmt.Errorf("the question took too long; narrow it, or allow more by --timeout")
	case strings.Contains(text, "read-only mode"):
		return fmt.Errorf("casus sql only reads: %s", text)
	case errors.As(err, &de):
		return fmt.Errorf("%s", text)
	}
	return err
}

// plain turns a value of the driver into one that JSON and CSV can write.
func plain(v any) any {
	switch v := v.(type) {
	case time.Time:
		if v.Equal(v.Truncate(24 * time.Hour)) {
			return v.Format(time.DateOnly)
		}
		return v.UTC().Format(time.RFC3339)
	case []byte:
		return fmt.Sprintf("%x", v)
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = plain(v[i])
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for k := range v {
			out[k] = plain(v[k])
		}
		return out
	case duckdb.Decimal:
		return v.Float64()
	case fmt.Stringer:
		return v.String()
	}
	return v
}
