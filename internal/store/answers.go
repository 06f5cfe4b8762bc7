package store

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/casus-news/casus/event"
)

// Standing is one party with what it did and what was done to it.
type Standing struct {
	Party string `json:"party"`
	// Acts and Suffered count events with the party as actor and as recipient; Events counts each once.
	Acts     int `json:"acts"`
	Suffered int `json:"suffered"`
	Events   int `json:"events"`
	// Quads counts the events by quad category.
	Quads [4]int `json:"quads"`
	// Scale is the sum of the scale values of what it did.
	Scale float64 `json:"scale_of_acts"`
}

// TopQuery asks for the parties with the most events.
type TopQuery struct {
	// By is what parties are ordered by: "events", "acts", "suffered", "conflict" or "cooperation"; "" stands for "events".
	By string
	// Names counts persons and bodies by name instead of countries and groups by code.
	Names  bool
	Filter Filter
}

// Top gives the parties with the most events, the Filter's Limit bounding their number.
func (s *Store) Top(ctx context.Context, q TopQuery) ([]Standing, error) {
	order := map[string]string{"": "events", "events": "events", "acts": "acts", "suffered": "suffered", "conflict": "quad3 + quad4", "cooperation": "quad1 + quad2"}[q.By]
	if order == "" {
		return nil, fmt.Errorf("order %q: want events, acts, suffered, conflict or cooperation", q.By)
	}
	f := q.Filter
	f.Limit = 0
	column := ""
	if q.Names {
		column = "_name"
	}
	doers, others := "actor"+column, "recipient"+column
	query := `SELECT party, count(*) FILTER (acts) AS acts, count(*) FILTER (suffered) AS suffered, count(*) AS events,
		count(*) FILTER (quad = 1) AS quad1, count(*) FILTER (quad = 2) AS quad2, count(*) FILTER (quad = 3) AS quad3,
		count(*) FILTER (quad = 4) AS quad4, coalesce(sum(scale) FILTER (acts), 0)
		FROM (SELECT party, quad, scale, list_contains(doers, party) AS acts, list_contains(others, party) AS suffered
			FROM (SELECT ` + doers + " AS doers, " + others + " AS others, quad, scale, unnest(list_distinct(list_concat(" + doers + ", " + others + "))) AS party FROM event WHERE " +
		f.where("event") + `) WHERE party <> '')
		GROUP BY party ORDER BY ` + order + " DESC, party"
	if q.Filter.Limit > 0 {
		query += fmt.Sprintf(" LIMIT %d", q.Filter.Limit)
	}
	rows, err := s.query(ctx, query)
	if err != nil {
		return nil, s.explain(fmt.Errorf("top parties: %w", err))
	}
	defer rows.Close()
	var out []Standing
	for rows.Next() {
		var p Standing
		if err := rows.Scan(&p.Party, &p.Acts, &p.Suffered, &p.Events, &p.Quads[0], &p.Quads[1], &p.Quads[2], &p.Quads[3], &p.Scale); err != nil {
			return nil, err
		}
		p.Scale = round(p.Scale)
		out = append(out, p)
	}
	return out, rows.Err()
}

// Claims gives the events whose claims cannot all be true; it is Events with Contested set and no factuality asked for,
// since what is contested may be elected as denied.
func (s *Store) Claims(ctx context.Context, f Filter) func(func(event.Event, error) bool) {
	f.Contested, f.Factuality = true, nil
	return s.Events(ctx, f)
}

// Figure is a number of events under a name.
type Figure struct {
	Name string `json:"name"`
	N    int    `json:"n"`
}

// Stats are figures about all that is kept.
type Stats struct {
	Articles   int      `json:"articles"`
	Copies     int      `json:"copies"`
	Silent     int      `json:"articles_without_reports"`
	Reports    int      `json:"reports"`
	Events     int      `json:"events"`
	Contested  int      `json:"contested"`
	Witnessed  int      `json:"events_of_several_origins"`
	First      string   `json:"first_day"`
	Last       string   `json:"last_day"`
	Origins    []Figure `json:"reports_by_origin"`
	Versions   []Figure `json:"reports_by_version"`
	Types      []Figure `json:"events_by_type"`
	Factuality []Figure `json:"events_by_factuality"`
	Years      []Figure `json:"events_by_year"`
	Publishers []Figure `json:"articles_by_publisher"`
}

// Stats counts.
func (s *Store) Stats(ctx context.Context) (Stats, error) {
	var st Stats
	var first, last sql.NullString
	err := s.one(ctx, `SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM article WHERE same_as <> ''),
		(SELECT count(*) FROM article WHERE same_as = '' AND reports = 0), (SELECT count(*) FROM report), count(*), count(*) FILTER (contested),
		count(*) FILTER (origins > 1), strftime(min(date), '%Y-%m-%d'), strftime(max(date), '%Y-%m-%d') FROM event`,
		&st.Articles, &st.Copies, &st.Silent, &st.Reports, &st.Events, &st.Contested, &st.Witnessed, &first, &last)
	if err != nil {
		return st, s.explain(fmt.Errorf("count: %w", err))
	}
	st.First, st.Last = first.String, last.String
	for _, t := range []struct {
		to    *[]Figure
		query string
	}{
		{&st.Origins, "SELECT origin, count(*) AS n FROM report GROUP BY 1 ORDER BY n DESC, 1"},
		{&st.Versions, "SELECT version, count(*) AS n FROM report GROUP BY 1 ORDER BY n DESC, 1"},
		{&st.Types, "SELECT type, count(*) AS n FROM event GROUP BY 1 ORDER BY n DESC, 1"},
		{&st.Factuality, "SELECT factuality, count(*) AS n FROM event GROUP BY 1 ORDER BY n DESC, 1"},
		{&st.Years, "SELECT coalesce(year(date)::VARCHAR, 'unknown'), count(*) AS n FROM event GROUP BY 1 ORDER BY 1"},
		{&st.Publishers, "SELECT coalesce(nullif(publisher, ''), 'unknown'), count(*) AS n FROM article GROUP BY 1 ORDER BY n DESC, 1 LIMIT 20"},
	} {
		rows, err := s.query(ctx, t.query)
		if err != nil {
			return st, s.explain(err)
		}
		for rows.Next() {
			var y Figure
			if err := rows.Scan(&y.Name, &y.N); err != nil {
				rows.Close()
				return st, err
			}
			*t.to = append(*t.to, y)
		}
		if err := rows.Close(); err != nil {
			return st, err
		}
	}
	return st, nil
}
