package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/casus-news/casus/internal/store"
)

func newSQLCommand() *cobra.Command {
	var data string
	var timeout time.Duration
	var out answer
	cmd := &cobra.Command{
		Use:   `sql "SELECT …"`,
		Short: "Ask in SQL what no command foresees",
		Long: `sql answers a question in DuckDB's SQL over the tables report, event, article, dyad, claim and member (docs/commands/sql.md lists their
columns). It only reads: it can change nothing, and no other file is in its reach. "-" reads the question from standard input.`,
		Example: "  casus sql \"SELECT type, count(*) FROM event GROUP BY 1 ORDER BY 2 DESC\"\n  casus sql \"DESCRIBE event\"",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			query := args[0]
			if query == "-" {
				b, err := io.ReadAll(cmd.InOrStdin())
				if err != nil {
					return err
				}
				query = string(b)
			}
			w, done, err := out.open(cmd)
			if err != nil {
				return err
			}
			return done(runSQL(cmd, data, query, timeout, w, out.format))
		},
	}
	dataFlag(cmd, &data)
	cmd.Flags().DurationVar(&timeout, "timeout", time.Minute, "give up after this `TIME`")
	out.add(cmd, "table", "csv", "jsonl")
	return cmd
}

func runSQL(cmd *cobra.Command, data, query string, timeout time.Duration, w io.Writer, format string) error {
	s, err := openData(cmd, data, false)
	if err != nil {
		return err
	}
	defer s.Close()
	ctx, stop := context.WithTimeout(cmd.Context(), timeout)
	defer stop()
	a, err := s.SQL(ctx, query)
	if err != nil {
		return err
	}
	switch format {
	case "csv":
		return csvAnswer(w, a)
	case "jsonl":
		return jsonAnswer(w, a)
	}
	columns := make([]string, len(a.Columns))
	for i, c := range a.Columns {
		columns[i] = c + "*"
	}
	g := newGrid(w, columns...)
	g.headings = a.Columns
	for row, err := range a.Rows {
		if err != nil {
			return err
		}
		g.add("", texts(row)...)
	}
	return g.flush()
}

// texts writes values as people read them.
func texts(row []any) []string {
	out := make([]string, len(row))
	for i, v := range row {
		switch v := v.(type) {
		case nil:
		case []any:
			out[i] = strings.Join(texts(v), "; ")
		case map[string]any:
			b, _ := json.Marshal(v) // plain values only
			out[i] = string(b)
		default:
			out[i] = fmt.Sprint(v)
		}
	}
	return out
}

func csvAnswer(w io.Writer, a store.Answer) error {
	c := csv.NewWriter(w)
	c.Write(a.Columns)
	for row, err := range a.Rows {
		if err != nil {
			return err
		}
		c.Write(texts(row))
	}
	c.Flush()
	return c.Error()
}

// jsonAnswer writes an object a row, its keys in the order of the columns.
func jsonAnswer(w io.Writer, a store.Answer) error {
	keys := make([][]byte, len(a.Columns))
	for i, c := range a.Columns {
		k, err := json.Marshal(c)
		if err != nil {
			return err
		}
		keys[i] = k
	}
	for row, err := range a.Rows {
		if err != nil {
			return err
		}
		line := []byte{'{'}
		for i, v := range row {
			if i > 0 {
				line = append(line, ',')
			}
			b, err := json.Marshal(v)
			if err != nil {
				return fmt.Errorf("column %s: %w", a.Columns[i], err)
			}
			line = append(append(append(line, keys[i]...), ':'), b...)
		}
		if _, err := w.Write(append(line, '}', '\n')); err != nil {
			return err
		}
	}
	return nil
}
