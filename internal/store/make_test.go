package store_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/store"
)

// act is a report made by hand: "2021-05-06 RUS:MIL ASSAULT drone > UKR @UKR".
type act struct {
	article   string
	published string
	says      string
	text      string
	speaker   string
	aux       []event.Auxiliary
}

// report makes the report that a tells.
func (a act) report(t testing.TB) event.Report {
	t.Helper()
	words := strings.Fields(a.says)
	day := parseDay(t, words[0])
	r := event.Report{
		Date: day, Event: []event.Type{event.Type(words[2])}, Auxiliary: a.aux, EventText: []string{strings.ToLower(words[2])}, Confidence: 0.8,
		Text: a.text, Actor: []event.Entity{entity(words[1])}, Why: []string{"made by hand"},
		CiteInfo: event.CiteInfo{ID: a.article, Published: parseDay(t, a.published), Publication: "Example Post", Language: "en",
			SHA256: hash(a.article), Coder: "casus", Version: "test"},
	}
	if r.Text == "" {
		r.Text = a.says
	}
	r.TextInfo.End, r.TextInfo.TriggerEnd = len(r.Text), 1
	for i := 3; i < len(words); i++ {
		switch w := words[i]; {
		case w == ">":
			i++
			r.Recipient = append(r.Recipient, entity(words[i]))
		case w == "&":
			i++
			r.Actor = append(r.Actor, entity(words[i]))
		case strings.HasPrefix(w, "@"):
			r.EventLoc = &event.Location{CountryCode: w[1:], Resolution: "country"}
		case strings.HasPrefix(w, "cameo="):
			r.CAMEO = w[6:]
		case strings.HasPrefix(w, "+"):
			r.Context = append(r.Context, event.Context(w[1:]))
		default:
			r.Mode = append(r.Mode, event.Mode(w))
		}
	}
	if a.speaker != "" {
		r.Attribution = &event.Attribution{Entity: entity(a.speaker), Cue: "said"}
	}
	event.Fill(&r)
	r.ID = event.Identity(r)
	if err := event.Check(r); err != nil {
		t.Fatalf("%s: %v", a.says, err)
	}
	return event.Canonical(r)
}

// entity reads "RUS:MIL" or "BLR=Roman_Protasevich".
func entity(s string) event.Entity {
	s, name, _ := strings.Cut(s, "=")
	code, sector, ok := strings.Cut(s, ":")
	e := event.Entity{Code: code, EntityText: strings.ReplaceAll(name, "_", " "), IdentifierText: strings.ReplaceAll(name, "_", " ")}
	if ok {
		e.Sector = []event.Sector{event.Sector(sector)}
	}
	return e
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

func parseDay(t testing.TB, s string) article.Day {
	t.Helper()
	if s == "-" || s == "" {
		return 0
	}
	d, err := article.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// batch makes reports and the rows of their articles.
func batch(t testing.TB, acts ...act) store.Batch {
	t.Helper()
	var b store.Batch
	seen := map[string]int{}
	for _, a := range acts {
		r := a.report(t)
		b.Reports = append(b.Reports, r)
		if _, ok := seen[a.article]; !ok {
			seen[a.article] = len(b.Articles)
			b.Articles = append(b.Articles, store.Article{ID: a.article, Published: r.CiteInfo.Published, SHA256: r.CiteInfo.SHA256,
				Version: "casus test", Publisher: "Example Post", Witness: "example post", Likeness: "fresh"})
		}
		b.Articles[seen[a.article]].Reports++
	}
	return b
}

// open opens a store that is closed with the test.
func open(t testing.TB, dir string, write bool) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), dir, store.Options{Write: write, MemoryMB: 500, Warn: func(text string) { t.Log("warning:", text) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// singles makes every report that is in no event an event of its own: the events of a fusion that never joins anything.
func singles(t testing.TB, s *store.Store) {
	t.Helper()
	var f store.Fused
	f.Origin, f.Keys = store.Casus, map[string][]uint64{}
	for m, err := range s.Unfused(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		f.Events = append(f.Events, eventOf(m.Report))
		f.Keys[m.Report.ID] = []uint64{uint64(len(f.Keys))}
	}
	if err := s.PutEvents(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

// eventOf is the event of one report, or of several that agree with the first.
func eventOf(reports ...event.Report) event.Event {
	r := reports[0]
	e := event.Event{ID: r.ID, Date: r.Date, EndDate: r.EndDate, Event: r.Event, Mode: r.Mode, Context: r.Context, Auxiliary: r.Auxiliary, CAMEO: r.CAMEO,
		QuadCode: r.QuadCode, EventScale: r.EventScale, Actor: r.Actor, Recipient: r.Recipient, EventLoc: r.EventLoc, Size: r.Size, Elected: r.ID}
	for i, r := range reports {
		e.Reports, e.Articles = append(e.Reports, r.ID), append(e.Articles, r.CiteInfo.ID)
		e.Origins = append(e.Origins, fmt.Sprint("origin ", i))
		stance := event.StanceOf(r.Auxiliary)
		if i > 0 && stance == event.Denies {
			e.Contested = true
		}
		e.Claims = append(e.Claims, event.Claim{Stance: stance, Speaker: r.Attribution, Text: r.Text, Reports: []string{r.ID}})
	}
	return e
}

func ids(t testing.TB, s *store.Store, f store.Filter) []string {
	t.Helper()
	var out []string
	for r, err := range s.Reports(t.Context(), f) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, r.ID)
	}
	return out
}
