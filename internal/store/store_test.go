package store_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	_ "gocloud.dev/blob/memblob" // a bucket that is no folder

	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/store"
)

// few are reports of a small world, by hand.
func few(t testing.TB) store.Batch {
	return batch(t,
		act{article: "a1", published: "2021-04-23", says: "2021-04-22 RUS:MIL RETREAT withdraw @RUS +military", text: "Russia pulled troops back from the border."},
		act{article: "a1", published: "2021-04-23", says: "2021-04-20 UKR:GOV ACCUSE allege > RUS:GOV", text: "Kyiv accused Moscow of shelling.", speaker: "UKR:GOV"},
		act{article: "a2", published: "2021-05-06", says: "2021-05-05 USA:GOV CONSULT visit > UKR:GOV @UKR", text: "Blinken met Zelensky in Kyiv."},
		act{article: "a2", published: "2021-05-06", says: "2021-05-20 USA:GOV AID > UKR:GOV +military", text: "Washington will send boats.", aux: []event.Auxiliary{event.Future}},
		act{article: "a3", published: "2021-05-07", says: "2021-05-06 RUS:GOV REJECT > UKR:GOV", text: "Moscow denied it."},
		act{article: "a4", published: "-", says: "- BLR:COP COERCE arrest > BLR:JRN=Roman_Protasevich @BLR", text: "Police arrested a journalist."},
	)
}

func TestAppendKeepsAndReopens(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, true)
	b := few(t)
	for range 2 { // the same twice adds nothing
		if err := s.Append(t.Context(), b); err != nil {
			t.Fatal(err)
		}
	}
	check := func(s *store.Store) {
		t.Helper()
		var want []string
		for _, r := range b.Reports {
			want = append(want, r.ID)
		}
		slices.Sort(want)
		if got := ids(t, s, store.Filter{}); !slices.Equal(slices.Sorted(slices.Values(got)), want) {
			t.Errorf("got reports %v, want %v", got, want)
		}
	}
	check(s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir, false)
	check(s)
	for r, err := range s.Reports(t.Context(), store.Filter{IDs: []string{b.Reports[1].ID}}) {
		if err != nil {
			t.Fatal(err)
		}
		got, _ := event.Encode(r)
		want, _ := event.Encode(b.Reports[1])
		if !bytes.Equal(got, want) {
			t.Errorf("got\n%swant\n%s", got, want)
		}
	}
	if err := s.Append(t.Context(), b); err == nil {
		t.Error("a store that was opened for reading took reports")
	}
}

func TestFilters(t *testing.T) {
	s := open(t, t.TempDir(), true)
	if err := s.Append(t.Context(), few(t)); err != nil {
		t.Fatal(err)
	}
	singles(t, s)
	for _, c := range []struct {
		name string
		f    store.Filter
		want string
	}{
		{"everything", store.Filter{}, "RETREAT ACCUSE CONSULT AID REJECT COERCE"},
		{"a country as actor", store.Filter{Actor: []string{"RUS"}}, "RETREAT REJECT"},
		{"a country's army", store.Filter{Actor: []string{"RUS:MIL"}}, "RETREAT"},
		{"either side", store.Filter{Party: []string{"UKR"}}, "ACCUSE CONSULT AID REJECT"},
		{"a name", store.Filter{Recipient: []string{"protasevich"}}, "COERCE"},
		{"two towards each other", store.Filter{Dyad: [2]string{"RUS", "UKR"}}, "ACCUSE REJECT"},
		{"type", store.Filter{Types: []event.Type{event.Aid, event.Coerce}}, "AID COERCE"},
		{"mode", store.Filter{Modes: []event.Mode{"visit"}}, "CONSULT"},
		{"context", store.Filter{Contexts: []event.Context{"military"}}, "RETREAT AID"},
		{"place", store.Filter{Countries: []string{"BLR"}}, "COERCE"},
		{"days", store.Filter{From: parseDay(t, "2021-05-05"), To: parseDay(t, "2021-05-06")}, "CONSULT REJECT"},
		{"held to be so", store.Filter{Factuality: store.Held()}, "RETREAT ACCUSE CONSULT REJECT COERCE"},
		{"plans", store.Filter{Factuality: []string{"planned"}}, "AID"},
		{"speaker", store.Filter{Speaker: "UKR"}, "ACCUSE"},
		{"words", store.Filter{Text: "MOSCOW"}, "ACCUSE REJECT"},
		{"a quote that ends nothing", store.Filter{Text: "' OR TRUE --"}, ""},
		{"another origin", store.Filter{Origins: []string{store.GDELT}}, ""},
	} {
		var reports, events []string
		for r, err := range s.Reports(t.Context(), c.f) {
			if err != nil {
				t.Fatal(c.name, err)
			}
			reports = append(reports, string(r.Event[0]))
		}
		for e, err := range s.Events(t.Context(), c.f) {
			if err != nil {
				t.Fatal(c.name, err)
			}
			events = append(events, string(e.Event[0]))
		}
		want := strings.Fields(c.want)
		slices.Sort(want)
		if slices.Sort(reports); !slices.Equal(reports, want) {
			t.Errorf("%s: got reports %v, want %v", c.name, reports, want)
		}
		if slices.Sort(events); !slices.Equal(events, want) {
			t.Errorf("%s: got events %v, want %v", c.name, events, want)
		}
	}
}

// dump is every answer that matters, as text.
func dump(t testing.TB, s *store.Store) string {
	t.Helper()
	var b bytes.Buffer
	for _, kind := range []string{store.ReportRows, store.EventRows} {
		if err := s.Write(t.Context(), &b, kind, store.Filter{}, "csv"); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

func TestRebuildGivesTheSameAnswers(t *testing.T) {
	s := open(t, t.TempDir(), true)
	if err := s.Append(t.Context(), few(t)); err != nil {
		t.Fatal(err)
	}
	singles(t, s)
	before := dump(t, s)
	if err := s.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	singles(t, s)
	if after := dump(t, s); after != before {
		t.Errorf("got\n%s\nwant\n%s", after, before)
	}
}

func TestDamagedIndexIsMadeAgain(t *testing.T) {
	for name, spoil := range map[string]func([]byte) []byte{
		"cut short": func(b []byte) []byte { return b[:len(b)/2] },
		"empty":     func(b []byte) []byte { return b[:0] },
		"noise":     func(b []byte) []byte { return bytes.Repeat([]byte("noise"), 1000) },
		"flipped":   func(b []byte) []byte { b[20] ^= 0xff; return b },
	} {
		dir := t.TempDir()
		s := open(t, dir, true)
		if err := s.Append(t.Context(), few(t)); err != nil {
			t.Fatal(err)
		}
		s.Close()
		file := filepath.Join(dir, "index", "casus.duckdb")
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, spoil(b), 0o644); err != nil {
			t.Fatal(err)
		}
		var warned []string
		s, err = store.Open(t.Context(), dir, store.Options{Warn: func(text string) { warned = append(warned, text) }})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := len(ids(t, s, store.Filter{})); got != 6 {
			t.Errorf("%s: got %d reports, want 6", name, got)
		}
		if name != "empty" && (len(warned) != 1 || !strings.Contains(warned[0], "damaged")) {
			t.Errorf("%s: got warnings %q", name, warned)
		}
		s.Close()
	}
}

func TestDamagedSegmentIsNamed(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, true)
	if err := s.Append(t.Context(), few(t)); err != nil {
		t.Fatal(err)
	}
	s.Close()
	files, err := filepath.Glob(filepath.Join(dir, "reports", "*", "*.parquet"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no segments: %v", err)
	}
	if err := os.WriteFile(files[0], []byte("PAR1 and then nothing"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(dir, "index")); err != nil {
		t.Fatal(err)
	}
	_, err = store.Open(t.Context(), dir, store.Options{})
	if err == nil || !strings.Contains(err.Error(), filepath.Base(files[0])) || !strings.Contains(err.Error(), "bring it back from a copy") {
		t.Errorf("got %v", err)
	}
}

func TestNewerDataAreRefused(t *testing.T) {
	dir := t.TempDir()
	open(t, dir, true).Close()
	if err := os.WriteFile(filepath.Join(dir, "format.json"), []byte(`{"format": 99}`), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := store.Open(t.Context(), dir, store.Options{Write: true})
	if !errors.Is(err, store.ErrNewer) || !strings.Contains(err.Error(), "upgrade casus") {
		t.Errorf("got %v", err)
	}
}

func TestNothingThere(t *testing.T) {
	dir := t.TempDir()
	_, err := store.Open(t.Context(), dir, store.Options{})
	if !errors.Is(err, store.ErrNoData) {
		t.Errorf("empty folder: got %v", err)
	}
	_, err = store.Open(t.Context(), filepath.Join(dir, "none"), store.Options{})
	if !errors.Is(err, store.ErrNoData) {
		t.Errorf("no folder: got %v", err)
	}
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), file, store.Options{Write: true}); err == nil || !strings.Contains(err.Error(), "a file stands where") {
		t.Errorf("a file: got %v", err)
	}
}

func TestBadReportIsRefused(t *testing.T) {
	s := open(t, t.TempDir(), true)
	b := few(t)
	b.Reports[2].Actor = nil
	if err := s.Append(t.Context(), b); err == nil || !strings.Contains(err.Error(), "actor: none") {
		t.Errorf("got %v", err)
	}
	if got := ids(t, s, store.Filter{}); len(got) != 0 {
		t.Errorf("%d reports of a refused batch were kept", len(got))
	}
}

// recoded is a coding of article a1 of few by another version.
func recoded(t testing.TB, version string, says ...string) store.Batch {
	t.Helper()
	var acts []act
	for _, s := range says {
		acts = append(acts, act{article: "a1", published: "2021-04-23", says: s})
	}
	b := batch(t, acts...)
	for i := range b.Reports {
		b.Reports[i].CiteInfo.Version = version
		b.Reports[i].ID = event.Identity(b.Reports[i])
	}
	b.Articles[0].Version = "casus " + version
	return b
}

func types(t testing.TB, s *store.Store) string {
	t.Helper()
	var got []string
	for r, err := range s.Reports(t.Context(), store.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, string(r.Event[0]))
	}
	slices.Sort(got)
	return strings.Join(got, " ")
}

// An article that was coded anew answers with the new reports; the old ones stay, marked by their version.
func TestNewCodingReplacesTheOld(t *testing.T) {
	s := open(t, t.TempDir(), true)
	old := few(t)
	if err := s.Append(t.Context(), old); err != nil {
		t.Fatal(err)
	}
	singles(t, s)
	b := recoded(t, "test2", "2021-04-22 RUS:MIL MOBILIZE troops @RUS")
	if err := s.Append(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if got, want := types(t, s), "AID COERCE CONSULT MOBILIZE REJECT"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		if n, err := s.Pending(t.Context()); err != nil || n != 5 {
			t.Errorf("got %d reports to fuse again, want 5 (%v)", n, err)
		}
		for _, c := range []struct {
			id      string
			n       int
			version string
			current bool
		}{{old.Reports[0].ID, 2, "test", false}, {b.Reports[0].ID, 1, "test2", true}, {"none", 0, "", false}} {
			list, current, err := s.Coding(t.Context(), c.id)
			if err != nil || len(list) != c.n || current != c.current || c.n > 0 && list[0].CiteInfo.Version != c.version {
				t.Errorf("%s: got %d reports, current %v, %v", c.id, len(list), current, err)
			}
		}
		if a, ok, err := s.Article(t.Context(), "a1", hash("a1")); err != nil || !ok || a.Version != "casus test2" {
			t.Errorf("got article %+v, %v", a, err)
		}
		if c, err := s.Check(t.Context()); err != nil || len(c.Faults) > 0 {
			t.Errorf("check: %q %v", c.Faults, err)
		}
		if err := s.Rebuild(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// A coding that was cut off before its article's row was written answers nothing until that row comes; nor do reports of
// an earlier one that never got its row.
func TestHalfACodingWaits(t *testing.T) {
	s := open(t, t.TempDir(), true)
	if err := s.Append(t.Context(), few(t)); err != nil {
		t.Fatal(err)
	}
	b := recoded(t, "test2", "2021-04-22 RUS:MIL MOBILIZE troops @RUS")
	if err := s.Append(t.Context(), store.Batch{Reports: b.Reports}); err != nil {
		t.Fatal(err)
	}
	before := "ACCUSE AID COERCE CONSULT REJECT RETREAT"
	if got := types(t, s); got != before {
		t.Errorf("got %s, want %s", got, before)
	}
	if err := s.Append(t.Context(), recoded(t, "test3", "2021-04-22 RUS:MIL SUPPORT > UKR")); err != nil {
		t.Fatal(err)
	}
	if got, want := types(t, s), "AID COERCE CONSULT REJECT SUPPORT"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if err := s.Append(t.Context(), b); err != nil { // now with its row, which is the newest
		t.Fatal(err)
	}
	for range 2 {
		if got, want := types(t, s), "AID COERCE CONSULT MOBILIZE REJECT"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		if err := s.Rebuild(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// A copy adds a carrier to the events of the text that it carries, before and after fusion alike.
func TestCopiesAreCarriers(t *testing.T) {
	dup := store.Article{ID: "copy", SHA256: hash("copy"), Version: "casus test", SameAs: "a2", Likeness: "same", Published: parseDay(t, "2021-05-07")}
	s := open(t, t.TempDir(), true)
	b := few(t)
	if err := s.Append(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	singles(t, s)
	if err := s.Append(t.Context(), store.Batch{Articles: []store.Article{dup}}); err != nil {
		t.Fatal(err)
	}
	n := 0
	for e, err := range s.Events(t.Context(), store.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		if slices.Contains(e.Articles, "a2") {
			n++
			if !slices.Equal(e.Articles, []string{"a2", "copy"}) {
				t.Errorf("got articles %v", e.Articles)
			}
		}
	}
	if n != 2 {
		t.Errorf("got %d events of a2, want 2", n)
	}
	for m, err := range s.Unfused(t.Context()) {
		t.Errorf("left over: %v %v", m, err)
	}
	members, err := s.Blocks(t.Context(), []uint64{0, 1, 2, 3, 4, 5})
	if err != nil || len(members) != 6 {
		t.Fatalf("got %d members, %v", len(members), err)
	}
	if n, err := s.Fused(t.Context()); err != nil || n != 6 {
		t.Errorf("got %d reports in events, %v; want 6", n, err)
	}
	ids := []string{members[0].Report.ID, members[4].Report.ID, "none"}
	if found, err := s.ReportsByID(t.Context(), ids); err != nil || len(found) != 2 || !slices.Contains(ids, found[0].ID) || found[0].Text == "" {
		t.Errorf("got %v, %v; want the two reports of %v", found, err, ids)
	}
	for _, m := range members {
		if (m.Report.CiteInfo.ID == "a2") != (len(m.Carriers) == 1) {
			t.Errorf("%s: got carriers %v", m.Report.CiteInfo.ID, m.Carriers)
		}
	}
}

func TestKnown(t *testing.T) {
	s := open(t, t.TempDir(), true)
	b := few(t)
	if err := s.Append(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	fresh := store.KeyOf(&b.Articles[0])
	fresh.Version = "casus other"
	undated := store.KeyOf(&b.Articles[3])
	got, err := s.Known(t.Context(), []store.Key{store.KeyOf(&b.Articles[1]), undated, fresh})
	if err != nil || !got[store.KeyOf(&b.Articles[1])] || !got[undated] || got[fresh] {
		t.Errorf("got %v, %v", got, err)
	}
}

// Events that were made by other rules of fusion are made again.
func TestNewRulesForgetEvents(t *testing.T) {
	dir := t.TempDir()
	pending := func(rules string) int {
		t.Helper()
		s, err := store.Open(t.Context(), dir, store.Options{Write: true, Rules: rules})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if err := s.Append(t.Context(), few(t)); err != nil {
			t.Fatal(err)
		}
		n, err := s.Pending(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		singles(t, s)
		return n
	}
	if a, b, c, d := pending("1"), pending("1"), pending("2"), pending("2"); a != 6 || b != 0 || c != 6 || d != 0 {
		t.Errorf("got %d, %d, %d, %d reports to fuse, want 6, 0, 6, 0", a, b, c, d)
	}
}

// A bucket that is no folder has its index and its segments cached on this machine.
func TestBucketByAddress(t *testing.T) {
	cache := t.TempDir()
	s, err := store.Open(t.Context(), "mem://", store.Options{Write: true, Cache: cache})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Append(t.Context(), few(t)); err != nil {
		t.Fatal(err)
	}
	singles(t, s)
	before := dump(t, s)
	if err := s.Rebuild(t.Context()); err != nil { // fetches the segments
		t.Fatal(err)
	}
	singles(t, s)
	if after := dump(t, s); after != before {
		t.Errorf("got\n%s\nwant\n%s", after, before)
	}
	files, err := filepath.Glob(filepath.Join(cache, "*", "reports", "*", "*.parquet"))
	if err != nil || len(files) == 0 {
		t.Errorf("got %d segments in the cache, %v", len(files), err)
	}
	if c, err := s.Check(t.Context()); err != nil || len(c.Faults) > 0 || c.Reports != 6 {
		t.Errorf("got %+v, %v", c, err)
	}
	if _, err := store.Open(t.Context(), "mem://", store.Options{Cache: cache}); !errors.Is(err, store.ErrNoData) {
		t.Errorf("an empty bucket: got %v", err)
	}
}
