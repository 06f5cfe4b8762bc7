package store_test

import (
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/store"
)

// generator makes reports that are synthetic but shaped like real ones: parties, types and days of the skew that news has
// (a few dyads make most of it), sentences of 60 to 200 characters, half of the reports on somebody's word, reasons and
// places as the coder writes them.
type generator struct {
	rnd   *rand.Rand
	codes []string
	types []event.TypeEntry
	words []string
	n     uint64
}

func newGenerator(seed uint64) *generator {
	g := &generator{rnd: rand.New(rand.NewPCG(seed, 1)), types: event.Types()}
	g.codes = append([]string{"USA", "RUS", "UKR", "CHN", "ISR", "PSE", "GBR", "IRN", "SYR", "FRA", "DEU", "TUR", "IND", "PAK", "UNO", "EUR"}, event.Countries()...)
	g.words = strings.Fields(`the a of to in and government minister president said on officials forces troops border talks meeting sanctions aid
		ceasefire agreement attack killed wounded protest police arrested opposition leader visit summit accused condemned called for withdrawal
		missile drone strike village city capital region eastern northern security council resolution vote trade energy gas grain deal prisoners
		exchange humanitarian corridor investigation court election parliament rejected urged warned pledged support weapons tanks defence foreign
		spokesman statement according reports Sunday Monday Tuesday Wednesday Thursday Friday Saturday morning late early after before during against`)
	return g
}

// skewed is an index below n; small ones are far more frequent (about 1/rank).
func (g *generator) skewed(n int) int {
	x := g.rnd.Float64()
	return min(int(float64(n)*x*x*x*x), n-1)
}

func (g *generator) entity() event.Entity {
	e := event.Entity{Code: g.codes[g.skewed(len(g.codes))], Sector: []event.Sector{[]event.Sector{"GOV", "MIL", "CVL", "REB", "COP"}[g.skewed(5)]}}
	e.Start = g.rnd.IntN(40)
	e.End = e.Start + 12
	e.EntityText = "the official"
	if g.rnd.IntN(3) == 0 {
		e.IdentifierText = fmt.Sprintf("Person Number %d", g.skewed(20000))
		e.IdentifierID = fmt.Sprintf("Q%d", g.rnd.IntN(9e6))
	}
	return e
}

func (g *generator) sentence() string {
	var b strings.Builder
	for n := 9 + g.rnd.IntN(22); n > 0; n-- {
		b.WriteString(g.words[g.rnd.IntN(len(g.words))])
		b.WriteByte(' ')
	}
	return b.String()[:b.Len()-1] + "."
}

// report is the next report, published on day.
func (g *generator) report(day article.Day) event.Report {
	g.n++
	var key [13]byte
	binary.BigEndian.PutUint64(key[:], g.n*0x9e3779b97f4a7c15)
	t := g.types[g.rnd.IntN(len(g.types))]
	r := event.Report{
		ID: strings.ToLower(base32.StdEncoding.EncodeToString(key[:])[:20]), Date: day - article.Day(g.skewed(10)), DateText: "on Thursday", DateResolution: "day",
		Event: []event.Type{t.Type}, Actor: []event.Entity{g.entity()}, EventText: []string{"condemned"}, Text: g.sentence(),
		Confidence: float64(g.rnd.IntN(10000)) / 10000,
		Why:        []string{"“condemned” is in the lexicon as condemn.v: ACCUSE disapprove", "“the official”: office of USA on 2021-05-06", "date from the clause of the act: on Thursday"},
	}
	r.EndDate = r.Date
	if len(t.Modes) > 0 && g.rnd.IntN(4) > 0 {
		r.Mode = []event.Mode{t.Modes[g.rnd.IntN(len(t.Modes))].Mode}
	}
	if g.rnd.IntN(10) > 0 {
		r.Recipient = []event.Entity{g.entity()}
	}
	contexts := event.Contexts()
	r.Context = []event.Context{event.Context(contexts[g.skewed(len(contexts))].Code)}
	if g.rnd.IntN(4) == 0 {
		r.Auxiliary = []event.Auxiliary{event.Auxiliaries()[1+g.rnd.IntN(3)]}
	}
	if g.rnd.IntN(2) == 0 {
		r.Attribution = &event.Attribution{Entity: g.entity(), Cue: "said"}
	}
	if g.rnd.IntN(3) > 0 {
		r.EventLoc = &event.Location{ExtractedPlace: "the city", ResolvedPlace: fmt.Sprintf("City %d", g.skewed(5000)), GeonameID: g.rnd.IntN(9e6), Lat: 48.5, Lon: 35.25,
			Province: fmt.Sprintf("Province %d", g.skewed(800)), CountryCode: event.Countries()[g.skewed(249)], Resolution: "city"}
	}
	n := (g.n - 1) / 4
	r.TextInfo = event.TextInfo{Sequence: int((g.n - 1) % 4), End: len(r.Text), TriggerStart: 3, TriggerEnd: 12}
	r.CiteInfo = event.CiteInfo{ID: fmt.Sprintf("article-%d", n), URL: fmt.Sprintf("https://news.example.org/2021/05/06/%d-some-words-of-a-headline", n),
		Title: "Some words of a headline of usual length", Publication: fmt.Sprintf("Newspaper %d", g.skewed(400)), Published: day, Language: "en",
		SHA256: fmt.Sprintf("%064x", n*0x9e3779b97f4a7c15), Coder: "casus", Version: "0.1.0+en-2"}
	event.Fill(&r)
	return r
}

// batch is n reports of one day with the articles that they are of.
func (g *generator) batch(n int, day article.Day) store.Batch {
	var b store.Batch
	for range n {
		r := g.report(day)
		b.Reports = append(b.Reports, r)
		if k := len(b.Articles); k == 0 || b.Articles[k-1].ID != r.CiteInfo.ID {
			c := r.CiteInfo
			b.Articles = append(b.Articles, store.Article{ID: c.ID, URL: c.URL, Title: c.Title, Publisher: c.Publication, Published: c.Published, Language: "en",
				SHA256: c.SHA256, Version: "casus " + c.Version, Witness: c.Publication, Likeness: "fresh", Reports: 4})
		}
	}
	return b
}

// TestStoreAtSize fills a store with CASUS_ROWS synthetic reports, makes each an event, and asks. It prints what it
// measures; make bench-store runs it.
func TestStoreAtSize(t *testing.T) {
	rows, _ := strconv.Atoi(os.Getenv("CASUS_ROWS"))
	if rows == 0 {
		t.Skip("set CASUS_ROWS to the number of reports, or run make bench-store")
	}
	dir := os.Getenv("CASUS_SIZE_DIR")
	if dir == "" {
		dir = t.TempDir()
	}
	s, err := store.Open(t.Context(), dir, store.Options{Write: true, Warn: func(text string) { t.Log(text) }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	info, err := s.Info(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	g := newGenerator(7)
	g.n = uint64(info.Reports)
	const perDay = 50_000
	var making, appending, indexing, fusing, appendCPU, indexCPU, fuseCPU time.Duration
	start, added := article.NewDay(2021, 1, 1)+article.Day(info.Reports/perDay), 0
	for n := info.Reports; n < rows; n += perDay {
		t0 := time.Now()
		b := g.batch(min(perDay, rows-n), start)
		start++
		t1, c1 := time.Now(), cpu()
		if err := s.Append(t.Context(), b); err != nil {
			t.Fatal(err)
		}
		ti, ci := time.Now(), cpu()
		if _, err := s.Pending(t.Context()); err != nil { // the first question has the index take in what was appended
			t.Fatal(err)
		}
		t2, c2 := time.Now(), cpu()
		put := store.Fused{Origin: store.Casus}
		for i := range b.Reports {
			put.Events = append(put.Events, eventOf(b.Reports[i]))
		}
		if err := s.PutEvents(t.Context(), put); err != nil {
			t.Fatal(err)
		}
		appendCPU, indexCPU, fuseCPU = appendCPU+ci-c1, indexCPU+c2-ci, fuseCPU+cpu()-c2
		making, appending, indexing, fusing = making+t1.Sub(t0), appending+ti.Sub(t1), indexing+t2.Sub(ti), fusing+time.Since(t2)
		added += len(b.Reports)
		if n%1_000_000 == 0 {
			t.Logf("%9d reports: last batch of %d appended in %v, taken in in %v, its events put in %v; %s", n+len(b.Reports), len(b.Reports), ti.Sub(t1).Round(time.Millisecond), t2.Sub(ti).Round(time.Millisecond), time.Since(t2).Round(time.Millisecond), resident())
		}
	}
	if added > 0 {
		n := float64(added)
		t.Logf("append %d reports: %.0f/s, %.0f for each second of one core", added, n/appending.Seconds(), n/appendCPU.Seconds())
		t.Logf("take them into the index: %.0f/s, %.0f for each second of one core", n/indexing.Seconds(), n/indexCPU.Seconds())
		t.Logf("put as many events: %.0f/s, %.0f for each second of one core (making the reports: %.0f/s)", n/fusing.Seconds(), n/fuseCPU.Seconds(), n/making.Seconds())
	}
	if info, err = s.Info(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d reports, %d events, %d articles; segments %d MB, index %d MB", info.Reports, info.Events, info.Articles, info.SegmentBytes>>20, info.IndexBytes>>20)
	ask(t, s)
	t.Logf("memory: %s", resident())
}

// ask times the questions that users ask, each twice: cold and warm.
func ask(t *testing.T, s *store.Store) {
	held := store.Filter{Factuality: store.Held(), Origins: []string{store.Casus}}
	narrow := func(change func(*store.Filter)) store.Filter {
		f := held
		f.Limit = 50
		change(&f)
		return f
	}
	events := func(f store.Filter) func() (int, error) {
		return func() (n int, err error) {
			for _, err := range s.Events(t.Context(), f) {
				if err != nil {
					return 0, err
				}
				n++
			}
			return n, nil
		}
	}
	timeline := func(q store.TimelineQuery) func() (int, error) {
		return func() (int, error) {
			line, err := s.Timeline(t.Context(), q)
			return len(line.Periods), err
		}
	}
	questions := []struct {
		name string
		ask  func() (int, error)
	}{
		{"timeline RUS UKR by week", timeline(store.TimelineQuery{A: "RUS", B: "UKR", Filter: held})},
		{"timeline USA by day", timeline(store.TimelineQuery{A: "USA", By: "day", Filter: held})},
		{"timeline NOR FIN by month", timeline(store.TimelineQuery{A: "NOR", B: "FIN", By: "month", Filter: held})},
		{"timeline RUS:MIL UKR by week (wide table)", timeline(store.TimelineQuery{A: "RUS:MIL", B: "UKR", Filter: held})},
		{"events, dyad", events(narrow(func(f *store.Filter) { f.Dyad = [2]string{"RUS", "UKR"} }))},
		{"events, actor, type, month", events(narrow(func(f *store.Filter) {
			f.Actor, f.Types, f.From, f.To = []string{"BLR"}, []event.Type{event.Coerce}, article.NewDay(2021, 1, 1), article.NewDay(2021, 1, 31)
		}))},
		{"events with words", events(narrow(func(f *store.Filter) { f.Text = "grain deal" }))},
		{"events with rare words", events(narrow(func(f *store.Filter) { f.Text = "no such words" }))},
		{"events by a name", events(narrow(func(f *store.Filter) { f.Actor = []string{"Number 777"} }))},
		{"top 20", func() (int, error) {
			l, err := s.Top(t.Context(), store.TopQuery{Filter: narrow(func(f *store.Filter) { f.Limit = 20 })})
			return len(l), err
		}},
		{"one report by id", func() (n int, err error) {
			for range s.Reports(t.Context(), store.Filter{IDs: []string{newGenerator(7).report(1).ID}}) {
				n++
			}
			return n, nil
		}},
		{"stats", func() (int, error) { st, err := s.Stats(t.Context()); return st.Events, err }},
	}
	for _, l := range store.Ledgers() {
		questions = append(questions, struct {
			name string
			ask  func() (int, error)
		}{"ledger " + l[0] + " of RUS", func() (int, error) {
			list, err := s.Ledger(t.Context(), store.LedgerQuery{Name: l[0], Filter: narrow(func(f *store.Filter) { f.Party = []string{"RUS"} })})
			return len(list), err
		}}, struct {
			name string
			ask  func() (int, error)
		}{"ledger " + l[0] + " of all", func() (int, error) {
			list, err := s.Ledger(t.Context(), store.LedgerQuery{Name: l[0], Filter: narrow(func(*store.Filter) {})})
			return len(list), err
		}})
	}
	for _, q := range questions {
		var took, busy [3]time.Duration
		n := 0
		for i := range took {
			t0, c0 := time.Now(), cpu()
			var err error
			if n, err = q.ask(); err != nil {
				t.Errorf("%s: %v", q.name, err)
			}
			took[i], busy[i] = time.Since(t0).Round(time.Millisecond), (cpu() - c0).Round(time.Millisecond)
		}
		t.Logf("%-42s %6d answers, %v first, then %v, for %v of one core", q.name, n, took[0], min(took[1], took[2]), min(busy[1], busy[2]))
	}
}

// cpu is the processor time that this process has taken.
func cpu() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// resident is what the process takes, Go's and DuckDB's together, at its highest.
func resident() string {
	b, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(b)) {
		if strings.HasPrefix(line, "VmHWM:") {
			return "highest resident " + strings.TrimSpace(line[6:])
		}
	}
	return "of " + runtime.GOOS + " not known"
}
