package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet/file"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/store"
)

// filesIn lists the files below a folder.
func filesIn(t testing.TB, folder string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(folder, path)
			out = append(out, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}

func TestExportParquet(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "flat")
	tally, err := store.ExportParquet(folder, store.Alone(each(sample(t)...)))
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"2021-05/part.parquet", "2021-06/part.parquet"}; !slices.Equal(filesIn(t, folder), want) {
		t.Errorf("got %v, want %v", filesIn(t, folder), want)
	}
	if tally.Rows != len(sample(t)) {
		t.Errorf("%d rows, want %d", tally.Rows, len(sample(t)))
	}
	r, err := file.OpenParquetFile(filepath.Join(folder, "2021-06", "part.parquet"), false)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	reader, err := pqarrow.NewFileReader(r, pqarrow.ArrowReadProperties{}, memory.DefaultAllocator)
	if err != nil {
		t.Fatal(err)
	}
	table, err := reader.ReadTable(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer table.Release()
	at := func(name string) string {
		i := table.Schema().FieldIndices(name)[0]
		return table.Column(i).Data().Chunk(0).ValueStr(0)
	}
	for name, want := range map[string]string{"date": "2021-06-01", "type": "AID", "factuality": "planned", "actor_code": `["USA"]`, "goldstein": "5.2", "latitude": array.NullValueStr,
		"place": array.NullValueStr, "mode": "[]", "context": `["military"]`, "quad_code": "2"} {
		if got := at(name); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

// TestParquetManyMonths: reports in any order of months are all there, in as many files as it takes.
func TestParquetManyMonths(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "flat")
	r := named(t, "attack")
	n := 0
	list := func(yield func(event.Report, error) bool) {
		for range 2 {
			for m := range 30 {
				r.Date = article.NewDay(2020+m/12, 1, 1) + article.Day(m%12*31)
				if n++; !yield(r, nil) {
					return
				}
			}
		}
	}
	if _, err := store.ExportParquet(folder, store.Alone(list)); err != nil {
		t.Fatal(err)
	}
	rows := int64(0)
	for _, name := range filesIn(t, folder) {
		f, err := file.OpenParquetFile(filepath.Join(folder, name), false)
		if err != nil {
			t.Fatal(err)
		}
		rows += f.NumRows()
		f.Close()
	}
	if rows != int64(n) {
		t.Errorf("%d rows, want %d", rows, n)
	}
}

// TestParquetBreaksOff: a failed export leaves no file that looks whole.
func TestParquetBreaksOff(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "flat")
	r := named(t, "attack")
	broken := errors.New("broken")
	_, err := store.ExportParquet(folder, func(yield func(store.Outgoing, error) bool) {
		_ = yield(store.Outgoing{Report: r}, nil) && yield(store.Outgoing{}, broken)
	})
	if !errors.Is(err, broken) || len(filesIn(t, folder)) != 0 {
		t.Errorf("got %v and files %v", err, filesIn(t, folder))
	}
}

// TestOutgoing: events go out once, with their witnesses; mentions bear their numbers.
func TestOutgoing(t *testing.T) {
	s := open(t, t.TempDir(), true)
	first, second, alone := named(t, "attack"), named(t, "attack"), named(t, "visit")
	second.CiteInfo.ID, second.CiteInfo.SHA256 = "another article", hash("another")
	second.ID = event.Identity(second)
	if err := s.Append(t.Context(), store.Batch{Reports: []event.Report{first, second, alone}}); err != nil {
		t.Fatal(err)
	}
	f := store.Fused{Origin: store.Casus, Events: []event.Event{eventOf(first, second), eventOf(alone)}, Keys: map[string][]uint64{first.ID: {1}, second.ID: {2}, alone.ID: {3}}}
	if err := s.PutEvents(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	rows := func(format store.Format, unit store.Unit) [][]string {
		var b bytes.Buffer
		if _, err := store.Export(&b, format, s.Outgoing(t.Context(), store.Filter{}, unit), store.ExportOptions{}); err != nil {
			t.Fatal(err)
		}
		out := rowsOf(t, format, b.String())
		slices.SortFunc(out, func(a, b []string) int { return slices.Compare(a, b) })
		return out
	}
	events, mentions := rows(store.GDELT2, store.ByEvent), rows(store.GDELT2Mentions, store.ByMention)
	var got []string
	for _, e := range events {
		n := 0
		for _, m := range mentions {
			if m[0] == e[0] {
				n++
			}
		}
		got = append(got, fmt.Sprint(e[26], " mentions ", e[31], "=", n, " sources ", e[32], " articles ", e[33]))
	}
	slices.Sort(got)
	if want := []string{"042 mentions 1=1 sources 1 articles 1", "194 mentions 2=2 sources 2 articles 2"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestImportedBesideOwn: an imported series stands in one table with our own, marked, and twice adds nothing.
func TestImportedBesideOwn(t *testing.T) {
	s := open(t, t.TempDir(), true)
	if err := s.Append(t.Context(), few(t)); err != nil {
		t.Fatal(err)
	}
	reports, _ := imported(t, store.GDELT2, gdeltRow(nil)+"\n"+gdeltRow(map[int]string{1: "2", 27: "190"}))
	for range 2 {
		if err := s.Append(t.Context(), store.Batch{Origin: store.GDELT, Reports: reports}); err != nil {
			t.Fatal(err)
		}
	}
	for origin, want := range map[string]int{store.GDELT: 2, store.Casus: 6} {
		if got := ids(t, s, store.Filter{Origins: []string{origin}}); len(got) != want {
			t.Errorf("%s: got %v, want %d", origin, got, want)
		}
	}
}
