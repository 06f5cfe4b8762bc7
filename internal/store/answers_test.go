package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/store"
)

// year is a year of dealings by hand; every ledger has open and closed entries in it.
func year(t testing.TB) store.Batch {
	future, negation := []event.Auxiliary{event.Future}, []event.Auxiliary{event.Negation}
	return batch(t,
		act{article: "1", published: "2021-01-12", says: "2021-01-11 USA:GOV SANCTION discontinue > RUS:GOV"},
		act{article: "2", published: "2021-02-01", says: "2021-01-31 USA:GOV THREATEN restrict > BLR:GOV"},
		act{article: "3", published: "2021-03-01", says: "2021-02-28 USA:GOV SANCTION discontinue > BLR:GOV"},
		act{article: "4", published: "2021-06-01", says: "2021-05-31 USA:GOV CONCEDE cameo=085 > RUS:GOV", text: "Washington lifted its sanctions on Moscow."},
		act{article: "5", published: "2021-03-05", says: "2021-03-20 DEU:GOV AID > ETH:GOV", aux: future, text: "Berlin will send grain."},
		act{article: "6", published: "2021-03-25", says: "2021-03-24 DEU:GOV AID > ETH:GOV", text: "German grain arrived."},
		act{article: "7", published: "2021-03-26", says: "2021-04-24 FRA:GOV AID > MLI:GOV", aux: future, text: "Paris promised aid."},
		act{article: "8", published: "2021-04-01", says: "2021-03-31 RUS:MIL MOBILIZE troops > UKR @UKR", text: "Troops massed."},
		act{article: "9", published: "2021-04-23", says: "2021-04-22 RUS:MIL RETREAT withdraw @UKR", text: "Troops left."},
		act{article: "10", published: "2021-05-01", says: "2021-06-16 USA:GOV CONSULT & RUS:GOV", aux: future, text: "They will meet."},
		act{article: "11", published: "2021-06-17", says: "2021-06-16 RUS:GOV CONSULT & USA:GOV @CHE", text: "They met."},
		act{article: "12", published: "2021-05-21", says: "2021-05-21 ISR:GOV RETREAT ceasefire > PSE:REB", text: "A truce began."},
		act{article: "13", published: "2021-06-16", says: "2021-06-15 PSE:REB ASSAULT > ISR:CVL", text: "Balloons set fields on fire."},
		act{article: "14", published: "2021-05-24", says: "2021-05-23 BLR:COP COERCE arrest > BLR:JRN=Roman_Protasevich", text: "They arrested him."},
		act{article: "15", published: "2021-06-26", says: "2021-06-25 BLR:COP RETREAT release > BLR:JRN=Roman_Protasevich", text: "They let him go."},
		act{article: "16", published: "2021-05-24", says: "2021-05-23 BLR:COP COERCE arrest > RUS:CVL=Sofia_Sapega", text: "They arrested her."},
		act{article: "17", published: "2021-06-18", says: "2021-06-17 UKR:GOV REJECT meet > RUS:GOV", text: "Kyiv will not come."},
		act{article: "18", published: "2021-06-01", says: "2021-07-01 UKR:GOV CONSULT & RUS:GOV", aux: future, text: "A summit is planned."},
		act{article: "19", published: "2021-06-01", says: "2021-05-30 RUS:GOV ASSAULT > UKR:CVL", aux: negation, text: "It was not us."},
	)
}

func filled(t testing.TB) *store.Store {
	t.Helper()
	s := open(t, t.TempDir(), true)
	if err := s.Append(t.Context(), year(t)); err != nil {
		t.Fatal(err)
	}
	singles(t, s)
	return s
}

func TestTimeline(t *testing.T) {
	s := filled(t)
	for _, c := range []struct {
		name string
		q    store.TimelineQuery
		want string
	}{
		{"both directions by month", store.TimelineQuery{A: "USA", B: "RUS", By: "month", Filter: store.Filter{Factuality: store.Held()}},
			"2021-01-01 0001 -6/0 tension 68.8; 2021-02-01 0000; 2021-03-01 0000; 2021-04-01 0000; 2021-05-01 1000 4.5/0 tension 34.5; 2021-06-01 1000 0/0 tension 40"},
		{"the other way round", store.TimelineQuery{A: "RUS", B: "USA", By: "year", Filter: store.Filter{Factuality: store.Held()}},
			"2021-01-01 2001 0/-1.5 tension 47.8"},
		{"one direction", store.TimelineQuery{A: "RUS", B: "USA", By: "year", Directed: true, Filter: store.Filter{Factuality: store.Held()}},
			"2021-01-01 1000 0/0 tension 40"},
		{"weeks begin on Monday", store.TimelineQuery{A: "BLR", B: "RUS"}, "2021-05-17 0001 -7/0 tension 70.6"},
		{"a country alone", store.TimelineQuery{A: "MLI", By: "day"}, "2021-04-24 0100 0/10 tension 25"},
		{"by role, through the wide table", store.TimelineQuery{A: "RUS:MIL", By: "month", Filter: store.Filter{Factuality: store.Held()}},
			"2021-03-01 0001 -6.5/0 tension 69.7; 2021-04-01 0100 8/0 tension 27.8"},
		{"silence", store.TimelineQuery{A: "MLI", B: "FRA", By: "month", Filter: store.Filter{From: parseDay(t, "2021-01-05"), To: parseDay(t, "2021-02-05")}},
			"2021-01-01 0000; 2021-02-01 0000"},
		{"nobody", store.TimelineQuery{A: "ABW", B: "FRA"}, ""},
	} {
		got, err := s.Timeline(t.Context(), c.q)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var out []string
		for _, p := range got.Periods {
			line := fmt.Sprintf("%s %d%d%d%d", p.Start, p.Quads[0], p.Quads[1], p.Quads[2], p.Quads[3])
			if p.Events > 0 {
				line += fmt.Sprintf(" %v/%v tension %v", p.Forth, p.Back, p.Tension)
			}
			out = append(out, line)
		}
		if s := strings.Join(out, "; "); s != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, s, c.want)
		}
	}
	if _, err := s.Timeline(t.Context(), store.TimelineQuery{A: "RUS", By: "fortnight"}); err == nil {
		t.Error("fortnights were taken")
	}
}

func TestTimelineLeavesOutVagueDays(t *testing.T) {
	s := open(t, t.TempDir(), true)
	b := batch(t, act{article: "1", published: "2021-01-12", says: "2021-01-04 USA:GOV SANCTION discontinue > RUS:GOV"})
	b.Reports[0].EndDate = parseDay(t, "2021-01-11")
	if err := s.Append(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	singles(t, s)
	for by, want := range map[string]string{"week": "0 left out 1", "month": "1 left out 0"} {
		got, err := s.Timeline(t.Context(), store.TimelineQuery{A: "USA", B: "RUS", By: by})
		if err != nil {
			t.Fatal(err)
		}
		if s := fmt.Sprintf("%d left out %d", len(got.Periods), got.LeftOut); s != want {
			t.Errorf("by %s: got %s, want %s", by, s, want)
		}
	}
}

func TestLedgers(t *testing.T) {
	s := filled(t)
	for _, c := range []struct {
		q    store.LedgerQuery
		want string
	}{
		{store.LedgerQuery{Name: "sanctions"}, `
			imposed USA BLR 2021-02-28 open
			announced USA BLR 2021-01-31 imposed 2021-02-28
			imposed USA RUS 2021-01-11 lifted 2021-05-31`},
		{store.LedgerQuery{Name: "sanctions", Open: true}, "imposed USA BLR 2021-02-28 open"},
		{store.LedgerQuery{Name: "sanctions", Done: true, Filter: store.Filter{Recipient: []string{"RUS"}}}, "imposed USA RUS 2021-01-11 lifted 2021-05-31"},
		{store.LedgerQuery{Name: "aid"}, `
			promised FRA MLI 2021-04-24 open
			promised DEU ETH 2021-03-20 delivered 2021-03-24`},
		{store.LedgerQuery{Name: "posture"}, "massed RUS UKR 2021-03-31 withdrawn 2021-04-22"},
		{store.LedgerQuery{Name: "meetings"}, `
			planned RUS UKR 2021-07-01 open
			planned RUS USA 2021-06-16 held 2021-06-16`},
		{store.LedgerQuery{Name: "ceasefires"}, "agreed ISR PSE 2021-05-21 broken 2021-06-15"},
		{store.LedgerQuery{Name: "detentions"}, `
			detained BLR Roman Protasevich (BLR) 2021-05-23 released 2021-06-25
			detained BLR Sofia Sapega (RUS) 2021-05-23 open`},
	} {
		entries, err := s.Ledger(t.Context(), c.q)
		if err != nil {
			t.Errorf("%s: %v", c.q.Name, err)
			continue
		}
		var got, want []string
		for _, e := range entries {
			closed := "open"
			if e.Closed != "" {
				closed = e.Closed + " " + e.Until.String()
			}
			got = append(got, strings.Join([]string{e.Opened, e.Actor, e.Recipient, e.Since.String(), closed}, " "))
		}
		for line := range strings.Lines(c.want) {
			if line = strings.TrimSpace(line); line != "" {
				want = append(want, line)
			}
		}
		if slices.Sort(got); !slices.Equal(got, slices.Sorted(slices.Values(want))) {
			t.Errorf("%s: got\n%s\nwant\n%s", c.q.Name, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
	if _, err := s.Ledger(t.Context(), store.LedgerQuery{Name: "loans"}); err == nil || !strings.Contains(err.Error(), "sanctions, aid") {
		t.Errorf("an unknown ledger: got %v", err)
	}
}

func TestClaimsStandBesideEachOther(t *testing.T) {
	s := open(t, t.TempDir(), true)
	b := batch(t,
		act{article: "1", published: "2021-01-12", says: "2021-01-11 RUS:MIL ASSAULT > UKR:CVL", text: "Kyiv said Russia shelled Sumy.", speaker: "UKR:GOV"},
		act{article: "2", published: "2021-01-12", says: "2021-01-11 RUS:MIL ASSAULT > UKR:CVL", text: "Moscow denied it.", speaker: "RUS:GOV",
			aux: []event.Auxiliary{event.Negation}})
	if err := s.Append(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	if err := s.PutEvents(t.Context(), store.Fused{Origin: store.Casus, Events: []event.Event{eventOf(b.Reports...)}}); err != nil {
		t.Fatal(err)
	}
	n := 0
	for e, err := range s.Claims(t.Context(), store.Filter{Speaker: "RUS"}) {
		if err != nil {
			t.Fatal(err)
		}
		n++
		if len(e.Claims) != 2 || e.Claims[0].Stance != event.Asserts || e.Claims[1].Stance != event.Denies {
			t.Errorf("got %+v", e.Claims)
		}
	}
	if n != 1 {
		t.Errorf("got %d contested events, want 1", n)
	}
	if p, err := s.Pending(t.Context()); err != nil || p != 0 {
		t.Errorf("got %d reports that are in no event (%v)", p, err)
	}
}

func TestTop(t *testing.T) {
	s := filled(t)
	got, err := s.Top(t.Context(), store.TopQuery{By: "conflict", Filter: store.Filter{Factuality: store.Held(), Limit: 2}})
	if err != nil {
		t.Fatal(err)
	}
	want := []store.Standing{
		{Party: "BLR", Acts: 3, Suffered: 3, Events: 5, Quads: [4]int{0, 1, 1, 3}, Scale: -7.5},
		{Party: "RUS", Acts: 3, Suffered: 4, Events: 7, Quads: [4]int{2, 1, 1, 3}, Scale: 2.0},
	}
	if len(got) != 2 || got[0].Party != want[0].Party || got[0].Quads != want[0].Quads || got[1].Quads != want[1].Quads || got[0].Acts != 3 || got[1].Suffered != 4 {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
	named, err := s.Top(t.Context(), store.TopQuery{Names: true})
	if err != nil || len(named) != 2 || named[0].Party != "Roman Protasevich" || named[0].Suffered != 2 {
		t.Errorf("by name: got %+v, %v", named, err)
	}
}

func TestSQLOnlyReads(t *testing.T) {
	s := filled(t)
	a, err := s.SQL(t.Context(), "SELECT type, count(*) AS n, min(date) AS first FROM event GROUP BY 1 ORDER BY n DESC, 1 LIMIT 1")
	if err != nil {
		t.Fatal(err)
	}
	for row, err := range a.Rows {
		if err != nil || fmt.Sprint(a.Columns, row) != "[type n first] [AID 3 2021-03-20]" {
			t.Errorf("got %v %v %v", a.Columns, row, err)
		}
	}
	for _, q := range []string{
		"DELETE FROM event", "DROP TABLE report", "CREATE TABLE x (a INT)", "COPY event TO '/tmp/casus-must-not.csv'", "SELECT * FROM read_csv('/etc/passwd')",
		"SELECT * FROM '/etc/passwd'", "ATTACH '/tmp/casus-must-not.db'", "SET enable_external_access = true", "SELECT * FROM read_text('/etc/passwd')",
		"INSTALL httpfs", "EXPORT DATABASE '/tmp/casus-must-not'", "PRAGMA enable_external_access=true",
	} {
		if a, err := s.SQL(t.Context(), q); err == nil {
			for _, err := range a.Rows {
				if err == nil {
					t.Errorf("%s: was done", q)
				}
			}
		}
	}
	ctx, stop := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer stop()
	if a, err := s.SQL(ctx, "SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b"); err == nil {
		for _, e := range a.Rows {
			err = e
		}
		if err == nil {
			t.Error("an endless question ended")
		}
	} else if !strings.Contains(err.Error(), "too long") {
		t.Errorf("got %v", err)
	}
}

func TestStats(t *testing.T) {
	s := filled(t)
	got, err := s.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got.Articles != 19 || got.Reports != 19 || got.Events != 19 || got.First != "2021-01-11" || got.Last != "2021-07-01" || got.Types[0].Name != "AID" {
		t.Errorf("got %+v", got)
	}
}
