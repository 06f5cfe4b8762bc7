package store_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/store"
)

var updateExchange = flag.Bool("update", false, "rewrite golden files")

// someone is a party with all that exports look at.
func someone(code, sectors, name, text, office string, start int) event.Entity {
	e := event.Entity{Code: code, IdentifierText: name, EntityText: text, Office: office, Start: start, End: start + len(text)}
	for s := range strings.FieldsSeq(sectors) {
		e.Sector = append(e.Sector, event.Sector(s))
	}
	return e
}

// told is a report of the exchange sample: an act with what the sample fills in.
type told struct {
	name  string
	day   string
	typ   event.Type
	mode  event.Mode
	ctx   []event.Context
	aux   []event.Auxiliary
	cameo string
	actor []event.Entity
	recip []event.Entity
	place *event.Location
	text  string
	words string
	url   string
	seq   int
}

// Places of the sample.
func kyiv() *event.Location {
	return &event.Location{ExtractedPlace: "Kyiv", ResolvedPlace: "Kyiv", GeonameID: 703448, Lat: 50.4547, Lon: 30.5238, CountryCode: "UKR",
		Province: "Kyiv City", Resolution: "city"}
}

func baytown() *event.Location {
	return &event.Location{ExtractedPlace: "Baytown, Texas", ResolvedPlace: "Baytown", GeonameID: 4672989, Lat: 29.7355, Lon: -94.9774,
		CountryCode: "USA", Province: "Texas", Resolution: "city"}
}

// sample is one report for each thing that an export can get wrong. The sentences are invented.
func sample(t testing.TB) []event.Report {
	usa := someone("USA", "GOV", "Antony Blinken", "Blinken", "Secretary of State", 0)
	ukr := someone("UKR", "GOV", "Volodymyr Zelenskyy", "Zelensky", "President", 12)
	rus := someone("RUS", "MIL", "", "Russian troops", "", 0)
	one := func(e ...event.Entity) []event.Entity { return e }
	var out []event.Report
	for _, a := range []told{
		{name: "visit", day: "2021-05-06", typ: event.Consult, mode: "visit", ctx: []event.Context{"diplomatic"}, actor: one(usa), recip: one(ukr), place: kyiv(),
			text: "Blinken met Zelensky in Kyiv.", words: "met", url: "https://example.org/a?x=1"},
		{name: "attack", day: "2021-05-05", typ: event.Assault, mode: "heavy-weapons", ctx: []event.Context{"military", "territory"}, actor: one(rus),
			recip: one(someone("UKR", "CVL", "", "a village", "", 24)), place: &event.Location{ResolvedPlace: "Donbas", CountryCode: "UKR", Resolution: "province", Lat: 48.2, Lon: 38.3},
			text: "Russian troops shelled a village in Donbas.", words: "shelled", seq: 3},
		{name: "compound", day: "2021-05-04", typ: event.Accuse, mode: "disapprove", actor: one(someone("FRA", "GOV", "", "France", "", 0), someone("DEU", "GOV", "", "Germany", "", 11)),
			recip: one(someone("BLR", "GOV", "", "Belarus", "", 31)), text: "France and Germany criticised Belarus.", words: "criticised"},
		{name: "together", day: "2021-05-03", typ: event.Consult, mode: "multilateral", actor: one(someone("ROU", "MIL", "", "Romania", "", 0), someone("MNE", "GOV JUD", "", "Montenegro", "", 12)),
			text: "Romania and Montenegro held talks.", words: "held talks"},
		{name: "bodies", day: "2021-05-02", typ: event.Request, mode: "assist", actor: one(someone("UNO", "MED", "World Health Organization", "the WHO", "", 0)),
			recip: one(someone("EUR", "", "European Union", "the EU", "", 15), someone("IGO", "", "NATO", "NATO", "", 26), someone("MNC", "BUS", "Acme", "Acme", "", 36)),
			text:  "The WHO asked the EU, NATO and Acme for help.", words: "asked for help"},
		{name: "protest", day: "2021-05-01", typ: event.Protest, mode: "demo", actor: one(someone("", "CVL", "", "protesters", "", 0)), place: baytown(),
			text: "Protesters\tmarched, \"peacefully\", in Baytown, Texas; 3 were hurt.", words: "marched"},
		{name: "nobody", day: "", typ: event.Coerce, mode: "arrest", actor: one(someone("", "UNK", "", "", "", 0)), recip: one(someone("KOS", "JRN", "", "a reporter", "", 0)),
			text: "A reporter from Kosovo was detained.", words: "was detained"},
		{name: "planned aid", day: "2021-06-01", typ: event.Aid, ctx: []event.Context{"military"}, aux: []event.Auxiliary{event.Future}, actor: one(usa), recip: one(ukr),
			text: "Washington will send boats.", words: "will send"},
		{name: "planned sanctions", day: "2021-06-01", typ: event.Sanction, mode: "discontinue", aux: []event.Auxiliary{event.Future}, actor: one(usa), recip: one(rus),
			text: "Washington will impose sanctions.", words: "will impose"},
		{name: "denied", day: "2021-05-06", typ: event.Assault, aux: []event.Auxiliary{event.Negation}, actor: one(rus), recip: one(ukr), text: "It did not attack.", words: "did not attack"},
		{name: "feared", day: "2021-05-06", typ: event.Assault, aux: []event.Auxiliary{event.Hypothetical}, actor: one(rus), recip: one(ukr), text: "It might attack.", words: "might attack"},
		{name: "long ago", day: "", typ: event.Retreat, mode: "withdraw", aux: []event.Auxiliary{event.Historical}, actor: one(rus), text: "They had withdrawn.", words: "had withdrawn"},
	} {
		out = append(out, a.report(t))
	}
	return out
}

func (a told) report(t testing.TB) event.Report {
	t.Helper()
	r := event.Report{Date: parseDay(t, a.day), EndDate: parseDay(t, a.day), Event: []event.Type{a.typ}, Context: a.ctx, Auxiliary: a.aux, CAMEO: a.cameo,
		Actor: a.actor, Recipient: a.recip, EventLoc: a.place, EventText: []string{a.words}, Text: a.text, Confidence: 0.8,
		TextInfo: event.TextInfo{Sequence: a.seq, Start: 100, End: 100 + len(a.text), TriggerStart: 105, TriggerEnd: 108}, Why: []string{"made by hand"},
		CiteInfo: event.CiteInfo{ID: "article " + a.name, URL: a.url, Title: "A title", Publication: "Example Post", Published: article.NewDay(2021, 5, 7), Language: "en",
			SHA256: hash(a.name), Coder: "casus", Version: "0.1 en-1"}}
	if a.mode != "" {
		r.Mode = []event.Mode{a.mode}
	}
	if !r.Date.IsZero() {
		r.DateResolution = "day"
	}
	event.Fill(&r)
	r.ID = event.Identity(r)
	if err := event.Check(r); err != nil {
		t.Fatalf("%s: %v", a.name, err)
	}
	return event.Canonical(r)
}

// named finds a report of the sample by the name of its article.
func named(t testing.TB, name string) event.Report {
	for _, r := range sample(t) {
		if r.CiteInfo.ID == "article "+name {
			return r
		}
	}
	t.Fatalf("no %q in the sample", name)
	return event.Report{}
}

func each(reports ...event.Report) func(func(event.Report, error) bool) {
	return func(yield func(event.Report, error) bool) {
		for _, r := range reports {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func export(t testing.TB, f store.Format, opt store.ExportOptions, reports ...event.Report) (string, store.Exported) {
	t.Helper()
	var b bytes.Buffer
	tally, err := store.Export(&b, f, store.Alone(each(reports...)), opt)
	if err != nil {
		t.Fatal(err)
	}
	return b.String(), tally
}

// rows cuts an export into cells, without the header where there is one.
func rowsOf(t testing.TB, f store.Format, text string) [][]string {
	t.Helper()
	if f == store.FlatCSV {
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return rows[1:]
	}
	var out [][]string
	for line := range strings.Lines(text) {
		out = append(out, strings.Split(strings.TrimSuffix(line, "\n"), "\t"))
	}
	if f == store.ICEWSFile || f == store.PolecatFile {
		return out[1:]
	}
	return out
}

// textFormats are those that Export writes.
var textFormats = []store.Format{store.GDELT2, store.GDELT2Mentions, store.Phoenix, store.Petrarch2, store.ICEWSFile, store.PolecatFile, store.Plover, store.FlatCSV}

func TestExportGolden(t *testing.T) {
	for _, f := range textFormats {
		got, _ := export(t, f, store.ExportOptions{}, sample(t)...)
		name := filepath.Join("testdata", "exchange", string(f)+".golden")
		if *updateExchange {
			if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s: got\n%s\nwant\n%s", f, got, want)
		}
	}
}

func TestExportWidth(t *testing.T) {
	for f, want := range map[store.Format]int{store.GDELT2: 61, store.GDELT2Mentions: 16, store.Phoenix: 26, store.ICEWSFile: 20, store.PolecatFile: 40} {
		text, _ := export(t, f, store.ExportOptions{All: true}, sample(t)...)
		rows := rowsOf(t, f, text)
		if len(rows) < 10 {
			t.Errorf("%s: %d rows", f, len(rows))
		}
		for _, row := range rows {
			if len(row) != want {
				t.Errorf("%s: %d columns, want %d: %q", f, len(row), want, row)
			}
		}
	}
}

// TestExportColumns names a report, a format, a row of it and what must stand in columns, counted from 1.
func TestExportColumns(t *testing.T) {
	for _, c := range []struct {
		report string
		format store.Format
		row    int
		want   map[int]string
	}{
		{"visit", store.GDELT2, 0, map[int]string{2: "20210506", 3: "202105", 4: "2021", 5: "2021.3452", 6: "USAGOV", 7: "ANTONY BLINKEN", 8: "USA", 13: "GOV", 16: "UKRGOV",
			18: "UKR", 23: "GOV", 26: "1", 27: "042", 28: "042", 29: "04", 30: "1", 31: "1.9", 32: "1", 33: "1", 34: "1", 35: "0", 36: "0", 44: "0", 52: "4",
			53: "Kyiv, Kyiv City, Ukraine", 54: "UP", 55: "UP00", 57: "50.4547", 58: "30.5238", 60: "20210507000000", 61: "https://example.org/a?x=1"}},
		{"attack", store.GDELT2, 0, map[int]string{6: "RUSMIL", 16: "UKRCVL", 26: "0", 27: "194", 29: "19", 30: "4", 31: "-10", 52: "5", 53: "Donbas, Ukraine", 61: "Example Post: A title"}},
		{"compound", store.GDELT2, 1, map[int]string{6: "DEUGOV", 16: "BLRGOV", 27: "111"}},
		{"together", store.GDELT2, 0, map[int]string{6: "ROMMIL", 8: "ROM", 16: "MTNGOVJUD", 18: "MTN", 23: "GOV", 24: "JUD"}},
		{"together", store.GDELT2, 1, map[int]string{6: "MTNGOVJUD", 16: "ROMMIL"}},
		{"bodies", store.GDELT2, 0, map[int]string{6: "IGOUNOHLHWHO", 8: "", 9: "WHO", 13: "IGO", 14: "HLH", 16: "IGOEUREEC", 18: "EUR", 19: "EEC", 23: "IGO"}},
		{"bodies", store.GDELT2, 1, map[int]string{16: "IGOWSTNAT", 18: "WST", 19: "NAT"}},
		{"bodies", store.GDELT2, 2, map[int]string{16: "MNCBUS", 18: "", 23: "MNC", 24: "BUS"}},
		{"protest", store.GDELT2, 0, map[int]string{6: "CVL", 8: "", 16: "", 27: "141", 52: "3", 53: "Baytown, Texas, United States", 54: "US", 55: "USTX"}},
		{"nobody", store.GDELT2, 0, map[int]string{2: "20210507", 6: "", 16: "KOSMED", 23: "MED", 52: "0"}},
		{"planned aid", store.GDELT2, 0, map[int]string{27: "0332", 30: "1", 31: "5.2"}},
		{"attack", store.GDELT2Mentions, 0, map[int]string{2: "20210507000000", 3: "20210507000000", 4: "2", 5: "Example Post", 6: "Example Post: article attack", 7: "4", 8: "0", 9: "24",
			10: "105", 11: "1", 12: "80", 13: "0", 14: "0", 15: "", 16: ""}},
		{"protest", store.GDELT2Mentions, 0, map[int]string{9: "-1"}},
		{"visit", store.Phoenix, 0, map[int]string{2: "20210506", 3: "2021", 4: "5", 5: "6", 6: "USAGOV", 7: "USA", 8: "GOV", 9: "", 10: "UKRGOV", 14: "042", 15: "04", 16: "1", 17: "1.9",
			18: "diplomatic,1", 19: "50.4547", 20: "30.5238", 21: "Kyiv", 22: "Kyiv City", 23: "Ukraine", 24: "article visit_1", 25: "https://example.org/a?x=1", 26: "Example Post"}},
		{"bodies", store.Phoenix, 1, map[int]string{6: "IGOUNOHLHWHO", 7: "IGO", 8: "HLH", 9: "WHO", 10: "IGOWSTNAT", 11: "IGO", 12: "", 13: "NAT", 16: "3", 18: "", 19: ""}},
		{"together", store.Phoenix, 1, map[int]string{7: "MTN", 8: "GOV", 9: "JUD"}},
		{"attack", store.Petrarch2, 0, map[int]string{1: "20210505", 2: "RUSMIL", 3: "UKRCVL", 4: "194", 5: "military,1;territory,1", 6: "article attack_4", 7: "Example Post", 8: "Russian troops", 9: "a village", 10: "shelled"}},
		{"visit", store.Petrarch2, 0, map[int]string{7: "https://example.org/a?x=1", 8: "Example Post"}},
		{"nobody", store.Petrarch2, 0, map[int]string{2: "---", 3: "KOSMED"}},
		{"visit", store.ICEWSFile, 0, map[int]string{2: "2021-05-06", 3: "Antony Blinken", 4: "Government", 5: "United States", 6: "Makes a visit", 7: "042", 8: "1.9",
			9: "Volodymyr Zelenskyy", 11: "Ukraine", 13: "1", 14: "Example Post", 15: "Kyiv", 17: "Kyiv City", 18: "Ukraine", 19: "50.4547", 20: "30.5238"}},
		{"visit", store.ICEWSFile, 1, map[int]string{3: "Volodymyr Zelenskyy", 6: "Hosts a visit", 7: "043", 9: "Antony Blinken"}},
		{"attack", store.ICEWSFile, 0, map[int]string{3: "Military (Russia)", 4: "Military,Government", 5: "Russian Federation", 8: "-10.0", 9: "Citizen (Ukraine)", 10: "General Population / Civilian / Social,Social", 13: "4", 15: "", 17: "Donbas"}},
		{"together", store.ICEWSFile, 1, map[int]string{3: "Montenegro", 4: "Government,Judicial", 9: "Romania"}},
		{"bodies", store.ICEWSFile, 0, map[int]string{3: "World Health Organization", 4: "International Government Organization,Medical / Health,Social", 5: "", 9: "European Union"}},
		{"compound", store.PolecatFile, 0, map[int]string{2: "2021-05-04", 3: "ACCUSE", 4: "disapprove", 5: "-2", 6: "VERBAL CONFLICT", 7: "None", 8: "France; Germany", 9: "FRA; DEU", 10: "220; 255",
			11: "GOV", 12: "GOV", 14: "France; Germany", 15: "None", 17: "BLR", 18: "370", 24: "None", 29: "None", 34: "Example Post", 35: "2021-05-07", 39: "en", 40: "casus 0.1 en-1"}},
		{"visit", store.PolecatFile, 0, map[int]string{5: "4", 6: "VERBAL COOPERATION", 7: "diplomatic", 8: "Antony Blinken", 13: "Secretary of State", 14: "Blinken", 24: "Kyiv", 25: "Kyiv", 26: "None", 27: "Kyiv City",
			28: "UKR", 29: "50.4547", 31: "703448", 32: "Kyiv", 33: "PPL"}},
		{"protest", store.PolecatFile, 0, map[int]string{9: "None", 10: "None", 12: "CVL", 16: "None", 23: "None"}},
		{"denied", store.FlatCSV, 0, map[int]string{3: "casus", 9: "ASSAULT", 13: "denied", 14: "180", 18: "RUS", 19: "MIL", 20: "RUSMIL"}},
		{"compound", store.FlatCSV, 0, map[int]string{18: "FRA; DEU", 21: "France; Germany"}},
	} {
		text, _ := export(t, c.format, store.ExportOptions{}, named(t, c.report))
		rows := rowsOf(t, c.format, text)
		if len(rows) <= c.row {
			t.Errorf("%s as %s: %d rows, want row %d", c.report, c.format, len(rows), c.row)
			continue
		}
		for i, want := range c.want {
			if got := rows[c.row][i-1]; got != want {
				t.Errorf("%s as %s, row %d, column %d: got %q, want %q", c.report, c.format, c.row, i, got, want)
			}
		}
	}
}

// TestExportHolds: what did not happen stays out of formats that cannot say so.
func TestExportHolds(t *testing.T) {
	for _, c := range []struct {
		format  store.Format
		all     bool
		leftOut string
	}{
		{store.GDELT2, false, "denied 1, hypothetical 1, no date 1, planned 1"},
		{store.ICEWSFile, true, "no date 1"},
		{store.PolecatFile, false, "denied 1, hypothetical 1, no date 1, planned 2"},
		{store.Plover, false, ""},
		{store.FlatCSV, false, ""},
	} {
		_, tally := export(t, c.format, store.ExportOptions{All: c.all}, sample(t)...)
		var got []string
		for _, n := range tally.LeftOut {
			got = append(got, n.What+" "+string(rune('0'+n.N)))
		}
		if s := strings.Join(got, ", "); s != c.leftOut {
			t.Errorf("%s, all %v: left out %q, want %q", c.format, c.all, s, c.leftOut)
		}
		if tally.Reports != len(sample(t)) {
			t.Errorf("%s: %d reports", c.format, tally.Reports)
		}
	}
}

// TestMentionsMeetEvents: every mention bears the number of an event's row.
func TestMentionsMeetEvents(t *testing.T) {
	elected, other := named(t, "compound"), named(t, "compound")
	other.CiteInfo.ID, other.ID, other.Actor = "another", "zzzz", other.Actor[:1]
	list := func(yield func(store.Outgoing, error) bool) {
		_ = yield(store.Outgoing{Report: elected, Event: "e"}, nil) && yield(store.Outgoing{Report: other, Event: "e", Elected: &elected}, nil)
	}
	numbers := func(f store.Format) []string {
		var b bytes.Buffer
		if _, err := store.Export(&b, f, list, store.ExportOptions{}); err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, row := range rowsOf(t, f, b.String()) {
			out = append(out, row[0])
		}
		return out
	}
	events := numbers(store.GDELT2)[:2]
	mentions := numbers(store.GDELT2Mentions)
	if want := slices.Concat(events, events); !slices.Equal(mentions, want) {
		t.Errorf("got mentions of %v, want of %v", mentions, want)
	}
}

// full is a disk that takes n bytes.
type full struct{ n int }

func (f *full) Write(b []byte) (int, error) {
	if f.n -= len(b); f.n < 0 {
		return 0, errors.New("no space left on device")
	}
	return len(b), nil
}

func TestExportDiskFull(t *testing.T) {
	for _, f := range textFormats {
		_, err := store.Export(&full{100}, f, store.Alone(each(sample(t)...)), store.ExportOptions{})
		if err == nil || !strings.Contains(err.Error(), "no space left") {
			t.Errorf("%s: got %v", f, err)
		}
	}
}

func TestExportErrors(t *testing.T) {
	if _, err := store.Export(&bytes.Buffer{}, "xml", store.Alone(each()), store.ExportOptions{}); err == nil {
		t.Error("no error for an unknown format")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "x"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := store.ExportParquet(dir, store.Alone(each())); err == nil || !strings.Contains(err.Error(), "not empty") {
		t.Errorf("got %v for a folder with something in it", err)
	}
}
