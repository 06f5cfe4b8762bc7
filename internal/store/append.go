package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/duckdb/duckdb-go/v2"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

// The origins that reports come from: our own coding, or a series that was imported.
const (
	Casus   = "casus"
	GDELT   = "gdelt"
	ICEWS   = "icews"
	Polecat = "polecat"
)

// Article is what is kept of an article: everything but its text, unless that is given too.
type Article struct {
	ID        string
	URL       string
	Title     string
	Publisher string
	Byline    string
	Published article.Day
	Language  string
	SHA256    string
	// Version is coder and version as [VersionOf] joins them.
	Version string
	// Witness is who wrote the text: an agency, a publisher, a host.
	Witness string
	// SameAs is the article that carries the same text and was coded for both; "" for one that was coded itself.
	SameAs string
	// Likeness says how like the two are: "exact", "same", or "excerpt" and "fresh" for one that was coded.
	Likeness string
	// Reports is the number of reports that coding gave.
	Reports int
	// Sketch is what finding near-duplicates needs of the text.
	Sketch []byte
	// Text is the whole cleaned text; "" where it is not to be kept.
	Text string
}

// VersionOf names a coding as articles and reports do: "casus 0.1.0+en-1".
func VersionOf(coder, version string) string { return coder + " " + version }

// Batch is what one Append keeps: reports, and the articles whose coding is complete with them.
type Batch struct {
	// Origin is one of the origins; "" stands for Casus.
	Origin   string
	Reports  []event.Report
	Articles []Article
	// Witnesses are, by article id, who wrote the text; needed for articles that are not among Articles.
	Witnesses map[string]string
}

// Append keeps a batch: when it returns without error, the batch stands in the bucket for good, even if the process dies.
// Reports and articles that are kept already add nothing. A report that event.Check refuses fails the whole batch. The index
// takes in what was appended with the next question, so that many batches cost it no more than one. Cost: about 10 ms for
// each month of publication in the batch, and some 10 µs for each report; batches of thousands are best.
func (s *Store) Append(ctx context.Context, b Batch) error {
	if s.readOnly || s.index == "" || !s.opt.Write {
		return errors.New("append: the store was opened for reading")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	b.Origin = cmp.Or(b.Origin, Casus)
	parts := split(b)
	last := parts[len(parts)-1]
	// Parts are independent until the articles come, which say that all their reports are there.
	if err := allParts(parts[:len(parts)-1], func(part Batch) error { return s.append(ctx, part) }); err != nil {
		return s.explain(err)
	}
	if err := s.append(ctx, last); err != nil {
		return s.explain(err)
	}
	return nil
}

// allParts does the parts, one a core at a time, and gives the first error.
func allParts(parts []Batch, do func(Batch) error) error {
	errs := make([]error, len(parts))
	room := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for i := range parts {
		room <- struct{}{}
		wg.Go(func() {
			errs[i] = do(parts[i])
			<-room
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

// partReports is the size of the parts that a large batch is cut into; as many as there are cores are in memory as rows
// at a time, and each is worked on by one core.
const partReports = 25_000

// split cuts a large batch. The articles come by themselves in the last part where there are several.
func split(b Batch) []Batch {
	if len(b.Reports) <= partReports {
		return []Batch{b}
	}
	witness := make(map[string]string, len(b.Articles)+len(b.Witnesses))
	maps.Copy(witness, b.Witnesses)
	for i := range b.Articles {
		witness[b.Articles[i].ID] = b.Articles[i].Witness
	}
	seen := make(map[string]bool, len(b.Reports))
	once := make([]event.Report, 0, len(b.Reports))
	for i := range b.Reports {
		if !seen[b.Reports[i].ID] {
			seen[b.Reports[i].ID] = true
			once = append(once, b.Reports[i])
		}
	}
	var out []Batch
	for part := range slices.Chunk(once, partReports) {
		out = append(out, Batch{Origin: b.Origin, Reports: part, Witnesses: witness})
	}
	return append(out, Batch{Origin: b.Origin, Articles: b.Articles, Witnesses: witness})
}

// row is a report on its way into a segment.
type row struct {
	id, month, witness, json string
	published, date          article.Day
	err                      error
}

func (s *Store) append(ctx context.Context, b Batch) error {
	rows, err := encodeAll(b)
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp(filepath.Dir(s.index), "append-")
	if err != nil {
		return fmt.Errorf("append: %w", err)
	}
	defer os.RemoveAll(work)
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	reports, err := writeReports(ctx, conn, b.Origin, rows, work)
	if err != nil {
		return err
	}
	articles, err := writeArticles(ctx, conn, b, work)
	if err != nil {
		return err
	}
	// Reports first: an article's row says that its reports are there.
	for _, f := range slices.Concat(reports, articles) {
		if err := s.place.put(ctx, f.name, f.path); err != nil {
			return err
		}
		s.wait(f.name)
	}
	return nil
}

// segmentFile is a segment under its name, and the file that holds it before it is put there.
type segmentFile struct{ name, path string }

// encodeAll checks and encodes reports on all cores, in the order of segments and each once.
func encodeAll(b Batch) ([]row, error) {
	witness := make(map[string]string, len(b.Articles)+len(b.Witnesses))
	for id, w := range b.Witnesses {
		witness[id] = w
	}
	for i := range b.Articles {
		witness[b.Articles[i].ID] = b.Articles[i].Witness
	}
	rows := make([]row, len(b.Reports))
	workers := runtime.GOMAXPROCS(0)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(rows); i += workers {
				rows[i] = encodeOne(&b.Reports[i], witness)
			}
		})
	}
	wg.Wait()
	for i := range rows {
		if rows[i].err != nil {
			return nil, rows[i].err
		}
	}
	slices.SortFunc(rows, func(a, b row) int { return cmp.Or(strings.Compare(a.id, b.id), strings.Compare(a.json, b.json)) })
	rows = slices.CompactFunc(rows, func(a, b row) bool { return a.id == b.id })
	// The order of rows in a segment: near in time is near on disk.
	slices.SortFunc(rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(a.published, b.published), cmp.Compare(a.date, b.date), strings.Compare(a.id, b.id))
	})
	return rows, nil
}

func encodeOne(r *event.Report, witness map[string]string) row {
	if err := event.Check(*r); err != nil {
		return row{err: fmt.Errorf("report %s of article %s: %w", r.ID, r.CiteInfo.ID, err)}
	}
	line, err := event.Encode(*r)
	if err != nil {
		return row{err: err}
	}
	return row{id: r.ID, month: month(r.CiteInfo.Published), witness: witness[r.CiteInfo.ID], json: string(line[:len(line)-1]),
		published: r.CiteInfo.Published, date: r.Date}
}

// month is the name of the folder for a day of publication.
func month(d article.Day) string {
	if d.IsZero() {
		return "0000-00"
	}
	return d.String()[:7]
}

// writeReports writes a segment for each month.
func writeReports(ctx context.Context, conn *sql.Conn, origin string, rows []row, work string) ([]segmentFile, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	months := map[string][]string{}
	for i := range rows {
		months[rows[i].month] = append(months[rows[i].month], rows[i].id)
	}
	err := fill(ctx, conn, "incoming", "month VARCHAR, origin VARCHAR, witness VARCHAR, json VARCHAR", func(add func(...driver.Value) error) error {
		for i := range rows {
			if err := add(rows[i].month, origin, rows[i].witness, rows[i].json); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("append %d reports: %w", len(rows), err)
	}
	var out []segmentFile
	for _, m := range sortedKeys(months) {
		f := segmentFile{"reports/" + m + "/" + reportsName(origin, months[m]) + ".parquet", filepath.Join(work, "reports-"+m+".parquet")}
		if err := writeParquet(ctx, conn, flatten(reportColumns, reportShape, "(FROM incoming WHERE month = "+quote(m)+")"), f.path); err != nil {
			return nil, fmt.Errorf("append %d reports: %w", len(rows), err)
		}
		out = append(out, f)
	}
	_, err = conn.ExecContext(ctx, "DROP TABLE incoming")
	return out, err
}

// reportsName is the name of a segment of reports by what is in it.
func reportsName(origin string, ids []string) string {
	slices.Sort(ids)
	return digest(origin + "\n" + strings.Join(ids, "\n"))
}

// writeArticles writes a segment for each month.
func writeArticles(ctx context.Context, conn *sql.Conn, b Batch, work string) ([]segmentFile, error) {
	if len(b.Articles) == 0 {
		return nil, nil
	}
	now := time.Now().UTC().Truncate(time.Microsecond)
	months := map[string][]string{}
	err := fill(ctx, conn, "incoming_article", "month VARCHAR, "+columnsDDL(articleColumns[:]), func(add func(...driver.Value) error) error {
		for i := range b.Articles {
			a := &b.Articles[i]
			m := month(a.Published)
			months[m] = append(months[m], articleLine(a.ID, a.SHA256, a.Version, a.Published.String(), now))
			var published, text, sketch driver.Value
			if !a.Published.IsZero() {
				published = a.Published.Time()
			}
			if a.Text != "" {
				text = a.Text
			}
			if a.Sketch != nil {
				sketch = a.Sketch
			}
			if err := add(m, a.ID, b.Origin, a.URL, a.Title, a.Publisher, a.Byline, published, a.Language, a.SHA256, a.Version, a.Witness,
				a.SameAs, a.Likeness, int32(a.Reports), now, sketch, text); err != nil {
				return fmt.Errorf("article %s: %w", a.ID, err)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("append %d articles: %w", len(b.Articles), err)
	}
	var out []segmentFile
	for _, m := range sortedKeys(months) {
		slices.Sort(months[m])
		f := segmentFile{"articles/" + m + "/" + digest(b.Origin+"\n"+strings.Join(months[m], "\n")) + ".parquet", filepath.Join(work, "articles-"+m+".parquet")}
		query := "SELECT " + names(articleColumns[:]) + " FROM incoming_article WHERE month = " + quote(m) + " ORDER BY published, id"
		if err := writeParquet(ctx, conn, query, f.path); err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

// articleLine is what an article brings to the name of its segment.
func articleLine(id, hash, version, published string, added time.Time) string {
	return strings.Join([]string{id, hash, version, published, added.UTC().Format(time.RFC3339Nano)}, "\n")
}

// fill makes a temporary table of the connection and appends the rows that rows gives.
func fill(ctx context.Context, conn *sql.Conn, table, ddl string, rows func(add func(...driver.Value) error) error) error {
	if _, err := conn.ExecContext(ctx, "CREATE OR REPLACE TEMP TABLE "+table+" ("+ddl+")"); err != nil {
		return err
	}
	return conn.Raw(func(raw any) error {
		app, err := duckdb.NewAppender(raw.(driver.Conn), "temp", "", table)
		if err != nil {
			return err
		}
		return errors.Join(rows(app.AppendRow), app.Close())
	})
}

func writeParquet(ctx context.Context, conn *sql.Conn, query, path string) error {
	if _, err := conn.ExecContext(ctx, "COPY ("+query+") TO "+quote(path)+" (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)"); err != nil {
		return fmt.Errorf("write segment: %w", err)
	}
	return nil
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// digest names a content, in the form that all ids of ours have.
func digest(text string) string {
	h := sha256.New()
	io.WriteString(h, text)
	return event.Digest(h)
}
