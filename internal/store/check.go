package store

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/casus-news/casus/event"
)

// Info says what is stored where.
type Info struct {
	Format, IndexVersion            int
	ReportSegments, ArticleSegments int
	SegmentBytes, IndexBytes        int64
	// Index is the path of the index; "in memory" for a private one.
	Index                              string
	Articles, Reports, Events, Pending int
}

// Info counts.
func (s *Store) Info(ctx context.Context) (Info, error) {
	i := Info{Format: formatVersion, Index: s.index}
	segments, err := s.place.segments(ctx)
	if err != nil {
		return i, err
	}
	for _, name := range segments {
		if kindOf(name) == "reports" {
			i.ReportSegments++
		} else {
			i.ArticleSegments++
		}
		a, err := s.place.bucket.Attributes(ctx, name)
		if err != nil {
			return i, fmt.Errorf("segment %s: %w", name, err)
		}
		i.SegmentBytes += a.Size
	}
	if i.IndexVersion, err = s.indexVersion(ctx); err != nil {
		return i, err
	}
	if s.index == "" {
		i.Index = "in memory"
	} else if st, err := os.Stat(s.index); err == nil {
		i.IndexBytes = st.Size()
	}
	err = s.one(ctx, "SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM report), (SELECT count(*) FROM event)",
		&i.Articles, &i.Reports, &i.Events)
	if err != nil {
		return i, s.explain(err)
	}
	i.Pending, err = s.Pending(ctx)
	return i, err
}

// Count is the number of rows of a kind that f means, its Limit aside.
func (s *Store) Count(ctx context.Context, kind string, f Filter) (int, error) {
	var n int
	if err := s.one(ctx, "SELECT count(*) FROM "+kind+" WHERE "+f.where(kind), &n); err != nil {
		return 0, s.explain(fmt.Errorf("count %ss: %w", kind, err))
	}
	return n, nil
}

// Checked is what [Store.Check] has found.
type Checked struct {
	Segments, Reports, Articles int
	Faults                      []string
}

// Check reads every segment: that it can be read, that its records are lawful and canonical, that its name is that of its
// contents, and that the index has its rows. It changes nothing. Cost: some 50,000 reports a second.
func (s *Store) Check(ctx context.Context) (Checked, error) {
	var c Checked
	segments, err := s.place.segments(ctx)
	if err != nil {
		return c, err
	}
	for _, name := range segments {
		c.Segments++
		path, err := s.place.local(ctx, name)
		if err != nil {
			return c, err
		}
		check := s.checkReports
		if kindOf(name) == "articles" {
			check = s.checkArticles
		}
		if err := check(ctx, &c, name, path); err != nil {
			c.fault("segment %s: %v", name, err)
		}
	}
	return c, s.checkIndex(ctx, &c)
}

func (c *Checked) fault(format string, args ...any) {
	c.Faults = append(c.Faults, fmt.Sprintf(format, args...))
}

func (s *Store) checkReports(ctx context.Context, c *Checked, name, file string) error {
	rows, err := s.query(ctx, "SELECT id, origin, json FROM read_parquet("+quote(file)+") ORDER BY id")
	if err != nil {
		return err
	}
	defer rows.Close()
	content := ""
	for rows.Next() {
		var id, origin, line string
		if err := rows.Scan(&id, &origin, &line); err != nil {
			return err
		}
		if content == "" {
			content = origin
		}
		content += "\n" + id
		c.Reports++
		if err := checkRecord(id, line); err != nil {
			c.fault("segment %s: report %s: %v", name, id, err)
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return checkName(name, content)
}

func checkRecord(id, line string) error {
	r, err := event.Decode([]byte(line))
	if err != nil {
		return err
	}
	if r.ID != id {
		return fmt.Errorf("its record has the id %s", r.ID)
	}
	if err := event.Check(r); err != nil {
		return err
	}
	again, err := event.Encode(r)
	if err != nil {
		return err
	}
	if !bytes.Equal(bytes.TrimRight(again, "\n"), []byte(line)) {
		return fmt.Errorf("its record is not in canonical form")
	}
	return nil
}

// checkName holds a segment's name to the digest of its contents.
func checkName(name, content string) error {
	if want := digest(content); strings.TrimSuffix(path.Base(name), ".parquet") != want {
		return fmt.Errorf("its contents would be named %s", want)
	}
	return nil
}

func (s *Store) checkArticles(ctx context.Context, c *Checked, name, file string) error {
	rows, err := s.query(ctx, "SELECT id, origin, sha256, version, published, added FROM read_parquet("+quote(file)+")")
	if err != nil {
		return err
	}
	defer rows.Close()
	var lines []string
	from := ""
	for rows.Next() {
		var id, origin, hash, version string
		var published sql.NullTime
		var added time.Time
		if err := rows.Scan(&id, &origin, &hash, &version, &published, &added); err != nil {
			return err
		}
		day := ""
		if published.Valid {
			day = published.Time.Format(time.DateOnly)
		}
		lines = append(lines, articleLine(id, hash, version, day, added))
		from = origin
		c.Articles++
	}
	if err := rows.Err(); err != nil {
		return err
	}
	slices.Sort(lines)
	return checkName(name, from+"\n"+strings.Join(lines, "\n"))
}

// checkIndex looks for rows of the index that no segment accounts for and for events whose reports are not there.
func (s *Store) checkIndex(ctx context.Context, c *Checked) error {
	missing, err := s.missing(ctx)
	if err != nil {
		return err
	}
	if len(missing) > 0 {
		c.fault("index: lacks %d segments, %s first", len(missing), missing[0])
	}
	for _, q := range []struct{ fault, query string }{
		{"index: %d segments of which are not in the data", "SELECT count(*) FROM segment WHERE name NOT IN (SELECT unnest(" + s.present(ctx) + "))"},
		{"index: %d reports stand there twice", "SELECT count(*) - count(DISTINCT id) FROM report"},
		{"index: %d reports stand in two events", "SELECT count(*) - count(DISTINCT report) FROM member"},
		{"index: %d members of events are no reports", "SELECT count(*) FROM member WHERE report NOT IN (SELECT id FROM report)"},
		{"index: %d events have no reports", "SELECT count(*) FROM event WHERE id NOT IN (SELECT event FROM member)"},
		{"index: %d members of events that are not there", "SELECT count(*) FROM member WHERE event NOT IN (SELECT id FROM event)"},
		{"articles: %d have fewer reports than were coded; add them again", `SELECT count(*) FROM article a WHERE same_as = '' AND reports >
			(SELECT count(*) FROM report r WHERE r.article = a.id AND r.sha256 = a.sha256 AND r.version = a.version)`},
	} {
		var n int
		if err := s.one(ctx, q.query, &n); err != nil {
			return s.explain(err)
		}
		if n > 0 {
			c.fault(q.fault, n)
		}
	}
	return nil
}

// present is the list of segments as SQL.
func (s *Store) present(ctx context.Context) string {
	all, _ := s.place.segments(ctx) // whoever calls has listed them before
	return sqlList(all)
}
