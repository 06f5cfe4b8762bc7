package fuse

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

// report reads one line of the notation of testdata/day.txt; its article is named after the outlet, and so is its id.
func report(t testing.TB, line string) Report {
	t.Helper()
	f := strings.Split(line, " | ")
	if len(f) != 7 {
		t.Fatalf("%d fields in %q, want 7", len(f), line)
	}
	r := readReport(t, f)
	r.CiteInfo.ID, r.ID = r.CiteInfo.Publication, r.CiteInfo.Publication
	r.CiteInfo.SHA256 = strings.Repeat("0", 64)
	return r
}

// Each row is two reports and whether they tell of one act.
func TestMatch(t *testing.T) {
	for _, c := range []struct {
		name string
		a, b string
		want bool
	}{
		{"one act in two wordings",
			"a | ASSAULT aerial | RUS/MIL Russian jets > UKR/CVL people | 2026-03-03 on Tuesday | Kharkiv, Kharkiv, UKR | - | Russian jets bombed a school in Kharkiv.",
			"b | ASSAULT | RUS/MIL Russia > UKR/CVL pupils | 2026-03-03 on Tuesday | Kharkiv, Kharkiv, UKR | - | A school in Kharkiv was bombed by Russia.", true},
		{"another town the same day",
			"a | ASSAULT aerial | RUS/MIL Russian jets > UKR/CVL people | 2026-03-03 on Tuesday | Kharkiv, Kharkiv, UKR | - | Russian jets bombed a school in Kharkiv.",
			"b | ASSAULT aerial | RUS/MIL Russian jets > UKR/CVL people | 2026-03-03 on Tuesday | Sumy, Sumy, UKR | - | Russian jets bombed a school in Sumy.", false},
		{"the next day by name",
			"a | ASSAULT aerial | RUS/MIL jets > UKR/CVL people | 2026-03-03 on Tuesday | Kharkiv, Kharkiv, UKR | - | Russian jets bombed a factory in Kharkiv.",
			"b | ASSAULT aerial | RUS/MIL jets > UKR/CVL people | 2026-03-04 on Wednesday | Kharkiv, Kharkiv, UKR | - | Jets hit two homes in Kharkiv.", false},
		{"the day of publication stands in for the day",
			"a | SANCTION expel | ESP/GOV Spain > RUS/GOV diplomats | 2026-03-03 on Tuesday | - | - | Spain expelled five Russian diplomats over spying.",
			"b | SANCTION expel | ESP/GOV Madrid > RUS/GOV staff | 2026-03-04 | - | - | Madrid has expelled five diplomats over the spying.", true},
		{"planned is not done",
			"a | SANCTION expel | ESP/GOV Spain > RUS/GOV diplomats | 2026-03-03 on Tuesday | - | - | Spain expelled five Russian diplomats over spying.",
			"b | SANCTION expel | ESP/GOV Spain > RUS/GOV diplomats | 2026-03-03 on Tuesday | - | future | Spain will expel five Russian diplomats over spying.", false},
		{"a denial stands beside what it denies",
			"a | ASSAULT drone | RUS/MIL Russia > UKR/CVL port | 2026-03-03 on Tuesday | Odesa, Odesa, UKR | by UKR/GOV governor | Drones hit the port of Odesa.",
			"b | ASSAULT drone | RUS/MIL Russia > UKR/CVL port | 2026-03-03 on Tuesday | Odesa, Odesa, UKR | negation; by RUS/GOV ministry | No drones hit the port of Odesa.", true},
		{"sides exchanged, each on the other's word",
			"a | ASSAULT heavy-weapons | RUS/MIL Russia > UKR/CVL shoppers | 2026-03-03 on Tuesday | Donetsk, Donetsk, UKR | by UKR/GOV staff | Shells hit the market in Donetsk.",
			"b | ASSAULT heavy-weapons | UKR/MIL Kyiv > RUS/CVL shoppers | 2026-03-03 on Tuesday | Donetsk, Donetsk, UKR | by RUS/GOV officials | Shells from Kyiv hit the market in Donetsk.", true},
		{"sides exchanged without a place are two acts",
			"a | ASSAULT heavy-weapons | RUS/MIL Russia > UKR/CVL shoppers | 2026-03-03 on Tuesday | - | by UKR/GOV staff | Shells hit the market.",
			"b | ASSAULT heavy-weapons | UKR/MIL Kyiv > RUS/CVL shoppers | 2026-03-03 on Tuesday | - | by RUS/GOV officials | Shells hit the market.", false},
		{"two ministers, one capital",
			"a | CONSULT visit | USA/GOV Ada Reyes (secretary of state) > POL/GOV Poland | 2026-03-03 on Tuesday | Warsaw, Mazovia, POL | - | Ada Reyes met ministers in Warsaw to discuss defence.",
			"b | CONSULT visit | USA/GOV Ben Field (defence secretary) > POL/GOV Poland | 2026-03-03 on Tuesday | Warsaw, Mazovia, POL | - | Ben Field met generals in Warsaw to discuss defence.", false},
		{"a meeting seen from either side",
			"a | CONSULT visit | USA/GOV Ada Reyes (secretary of state) > POL/GOV Jan Zielak (minister) | 2026-03-03 on Tuesday | Warsaw, Mazovia, POL | - | Ada Reyes discussed air defence in Warsaw.",
			"b | CONSULT | POL/GOV Jan Zielak (minister); USA/GOV Ada Reyes (secretary of state) | 2026-03-03 on Tuesday | Warsaw, Mazovia, POL | - | Jan Zielak discussed gas and air defence.", true},
		{"background, known to the year and to the day",
			"a | COERCE seize | RUS/GOV Russia > UKR/GOV Ukraine | 2014-01-01..2014-12-31 in 2014 | , Crimea, UKR | historical | Russia annexed the peninsula in 2014.",
			"b | COERCE seize | RUS/GOV Russia > UKR/GOV Kyiv | 2014-03-18 on 18 March 2014 | , Crimea, UKR | historical | Russia annexed the peninsula on 18 March 2014.", true},
		{"one sentence in two papers, two acts",
			"a | AGREE | USA/GOV Washington > ISR/GOV Israel | 2026-03-03 on Tuesday | - | trigger agreed | Washington agreed on a plan and gave Israel grain for the winter.",
			"b | AID | USA/GOV Washington > ISR/GOV Israel | 2026-03-03 on Tuesday | - | trigger gave | Washington agreed on a plan and gave Israel grain for the winter.", false},
		{"one article, two types",
			"a | AGREE | USA/GOV Washington > ISR/GOV Israel | 2026-03-03 on Tuesday | - | trigger pledged | Washington pledged grain for the winter.",
			"a | AID | USA/GOV Washington > ISR/GOV Israel | 2026-03-03 on Tuesday | - | trigger sent | Grain for the winter was sent by Washington.", false},
		{"two papers, one act under two types",
			"a | AGREE | USA/GOV Washington > ISR/GOV Israel | 2026-03-03 on Tuesday | - | trigger pledged | Washington pledged 900 tonnes of grain for the winter, in a note handed to the embassy.",
			"b | AID | USA/GOV Washington > ISR/GOV Israel | 2026-03-03 on Tuesday | - | trigger gives | Washington gives Israel grain, 900 tonnes of it, and asks nothing back but thanks.", true},
		{"no word in common, no place",
			"a | ACCUSE disapprove | USA/GOV Washington > RUS/GOV Moscow | 2026-03-03 on Tuesday | - | - | Washington condemned the sentence for a reporter.",
			"b | ACCUSE disapprove | USA/GOV Washington > RUS/GOV Moscow | 2026-03-03 on Tuesday | - | - | Washington criticised a naval exercise near Norway.", false},
	} {
		a, b := report(t, c.a), report(t, c.b)
		a.ID += "1"
		if got := len(Rebuild([]Report{a, b})) == 1; got != c.want {
			x, y := newItem(a), newItem(b)
			if y.before(x) {
				x, y = y, x
			}
			t.Errorf("%s: got %v at %.2f, want %v", c.name, got, match(x, y), c.want)
		}
	}
}

func TestClaims(t *testing.T) {
	events := Rebuild([]Report{
		report(t, "a<reuters | ASSAULT drone | RUS/MIL Russia > UKR/BUS port | 2026-03-03 on Tuesday | Odesa, Odesa, UKR | by UKR/GOV governor | Drones hit the port of Odesa."),
		report(t, "b<reuters | ASSAULT drone | RUS/MIL Russia > UKR/BUS port | 2026-03-03 on Tuesday | Odesa, Odesa, UKR | by UKR/GOV governor | Drones hit the port of Odesa."),
		report(t, "c | ASSAULT drone | RUS/MIL Moscow > UKR/BUS port | 2026-03-03 on Tuesday | Odesa, Odesa, UKR | - | Drones from Moscow hit the port of Odesa."),
		report(t, "d | ASSAULT drone | RUS/MIL Russia > UKR/BUS port | 2026-03-03 on Tuesday | Odesa, Odesa, UKR | negation; by RUS/GOV ministry | No drones hit the port of Odesa."),
		report(t, "e | REJECT | RUS/GOV Russia > UKR/GOV Kyiv | 2026-03-04 | - | trigger denied | Russia denied that its drones hit the port of Odesa."),
	})
	if len(events) != 1 {
		t.Fatalf("got %d events, want 1", len(events))
	}
	e := events[0]
	var got []string
	for _, c := range e.Claims {
		who := "-"
		if c.Speaker != nil {
			who = c.Speaker.EntityText
		}
		got = append(got, fmt.Sprint(c.Stance, " ", who, " ", c.Reports))
	}
	slices.Sort(got)
	want := []string{"asserts - [c]", "asserts governor [a b]", "denies - [e]", "denies ministry [d]"}
	if !slices.Equal(got, want) || !e.Contested {
		t.Errorf("got claims %q, contested %v; want %q, contested", got, e.Contested, want)
	}
	if want := []string{"c", "d", "e", "reuters"}; !slices.Equal(e.Origins, want) {
		t.Errorf("got origins %q, want %q: carriers of one wire text are one witness", e.Origins, want)
	}
	if e.Event[0] != event.Assault || len(e.Auxiliary) > 0 {
		t.Errorf("elected %s %v, want an assertion", e.Event, e.Auxiliary)
	}
}

func TestEventNamesCarriers(t *testing.T) {
	r := report(t, "a | AID | FRA/GOV France > NER/GOV Niger | 2026-03-03 on Tuesday | - | - | France gave grain.")
	r.Carriers = []article.ID{"copy2", "copy1"}
	e := Rebuild([]Report{r})[0]
	if want := []string{"a", "copy1", "copy2"}; !slices.Equal(e.Articles, want) {
		t.Errorf("got articles %q, want %q", e.Articles, want)
	}
	if e.ID != "a" || e.Elected != "a" || e.Contested {
		t.Errorf("got %+v", e)
	}
}

// shuffled is a permutation of reports that depends on seed alone.
func shuffled(reports []Report, seed uint64) []Report {
	out := slices.Clone(reports)
	for i := len(out) - 1; i > 0; i-- {
		j := int(mix(seed<<32^uint64(i)) % uint64(i+1))
		out[i], out[j] = out[j], out[i]
	}
	return out
}

// grow makes n reports of a busy world: few parties, days and places, so that blocks are crowded and leaders change often.
func grow(n int, seed uint64) []Report {
	codes := []string{"RUS", "UKR", "USA", "CHN", ""}
	towns := []string{"Kharkiv", "Odesa", "Sumy", ""}
	types := []event.Type{event.Assault, event.Accuse, event.Reject, event.Consult, event.Coerce, event.Aid}
	out := make([]Report, n)
	for i := range out {
		h := func(k, n int) int { return int(mix(seed<<40^uint64(i)<<8^uint64(k)) % uint64(n)) }
		r := Report{Origin: fmt.Sprint("o", h(0, 5))}
		r.Event = []event.Type{types[h(1, len(types))]}
		if code := codes[h(2, len(codes))]; code != "" {
			r.Actor = []event.Entity{{Code: code, Sector: []event.Sector{"GOV"}}}
		} else {
			r.Actor = []event.Entity{{Sector: []event.Sector{"UNK"}}}
		}
		if code := codes[h(3, len(codes))]; code != "" {
			r.Recipient = []event.Entity{{Code: code}}
		}
		r.CiteInfo.Published = article.NewDay(2026, 3, 5)
		r.Date = article.NewDay(2026, 3, 1+h(4, 4))
		r.EndDate = r.Date
		r.DateText = []string{"", "on that day"}[h(5, 2)]
		switch h(6, 8) {
		case 0:
			r.EndDate += 6
		case 1:
			r.Date, r.EndDate = 0, 0
		case 2:
			r.Auxiliary = []event.Auxiliary{event.Negation}
		case 3:
			r.Auxiliary = []event.Auxiliary{event.Future}
		}
		if town := towns[h(7, len(towns))]; town != "" {
			r.EventLoc = &event.Location{CountryCode: "UKR", Province: town, ResolvedPlace: town, Resolution: "city"}
		}
		r.EventText = []string{[]string{"denied", "refused"}[h(8, 2)]}
		r.Text = fmt.Sprintf("thing%d deed%d object%d scene%d", h(9, 3), h(10, 3), h(11, 3), h(12, 2))
		r.CiteInfo.ID = fmt.Sprint("a", i)
		r.ID = fmt.Sprintf("r%04d", h(13, 1000)*1000+i)
		out[i] = r
	}
	return out
}

func worlds(t testing.TB) map[string][]Report {
	return map[string][]Report{"the labelled day": reportsOf(readDay(t)), "a crowded world": grow(300, 1), "another": grow(300, 2)}
}

// The law of the room: whatever the order and the batches that reports come in, the events are those of a rebuild.
func TestJoinEqualsRebuild(t *testing.T) {
	for name, reports := range worlds(t) {
		want := Rebuild(reports)
		for seed := range uint64(6) {
			list := shuffled(reports, seed)
			s := New(nil)
			kept := map[string]event.Event{}
			for step := int(seed*seed) + 1; len(list) > 0; {
				n := min(step, len(list))
				apply(t, s, kept, list[:n])
				list = list[n:]
			}
			compareEvents(t, fmt.Sprintf("%s, order %d", name, seed), kept, want)
		}
	}
}

func apply(t testing.TB, s *State, kept map[string]event.Event, batch []Report) {
	t.Helper()
	c, err := s.Join(batch)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range c.Gone {
		if _, ok := kept[id]; !ok {
			t.Errorf("%s is gone and never was", id)
		}
		delete(kept, id)
	}
	for _, e := range c.Events {
		kept[e.ID] = e
	}
}

func compareEvents(t testing.TB, name string, kept map[string]event.Event, want []event.Event) {
	t.Helper()
	got := make([]event.Event, 0, len(kept))
	for _, e := range kept {
		got = append(got, e)
	}
	slices.SortFunc(got, func(a, b event.Event) int { return cmp.Compare(a.ID, b.ID) })
	if len(got) != len(want) {
		t.Errorf("%s: got %d events, want %d", name, len(got), len(want))
		return
	}
	for i := range got {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Errorf("%s: got\n%+v\nwant\n%+v", name, got[i], want[i])
			return
		}
	}
}

// shelf is a Reader over memory, as a store would be one.
type shelf struct {
	blocks map[Key][]string
	kept   map[string]Kept
	asked  int
}

func (s *shelf) Blocks(keys []Key) ([]Kept, error) {
	s.asked++
	var out []Kept
	for _, k := range keys {
		for _, id := range s.blocks[k] {
			out = append(out, s.kept[id])
		}
	}
	return out, nil
}

func (s *shelf) Reports(ids []string) ([]event.Report, error) {
	var out []event.Report
	for _, id := range ids {
		k, ok := s.kept[id]
		if !ok {
			return nil, fmt.Errorf("no report %s", id)
		}
		out = append(out, k.Report.Report)
	}
	return out, nil
}

// put keeps reports and what a Join said of their events, as a store does in one transaction.
func (s *shelf) put(reports []Report, events map[string]event.Event) {
	for _, r := range reports {
		for _, k := range Keys(r) {
			s.blocks[k] = append(s.blocks[k], r.ID)
		}
		s.kept[r.ID] = Kept{Report: r}
	}
	for _, e := range events {
		for _, id := range e.Reports {
			k := s.kept[id]
			k.Event, k.Elected = e.ID, e.Elected
			s.kept[id] = k
		}
	}
}

// The law holds, too, when every Join begins with an empty State and reads what it needs.
func TestJoinThroughReaderEqualsRebuild(t *testing.T) {
	for name, reports := range worlds(t) {
		want := Rebuild(reports)
		for seed := range uint64(3) {
			list := shuffled(reports, seed+10)
			s := &shelf{blocks: map[Key][]string{}, kept: map[string]Kept{}}
			kept := map[string]event.Event{}
			for len(list) > 0 {
				n := min(7+int(seed)*20, len(list))
				apply(t, New(s), kept, list[:n])
				s.put(list[:n], kept)
				list = list[n:]
			}
			compareEvents(t, fmt.Sprintf("%s, order %d", name, seed), kept, want)
		}
	}
}

// And when one State goes on reading what others kept before it.
func TestLongLivedStateEqualsRebuild(t *testing.T) {
	for name, reports := range worlds(t) {
		want := Rebuild(reports)
		for seed := range uint64(4) {
			list := shuffled(reports, seed+20)
			s := &shelf{blocks: map[Key][]string{}, kept: map[string]Kept{}}
			kept := map[string]event.Event{}
			half := len(list) / 2
			apply(t, New(s), kept, list[:half])
			s.put(list[:half], kept)
			state := New(s)
			for rest := list[half:]; len(rest) > 0; {
				n := min(11, len(rest))
				apply(t, state, kept, rest[:n])
				s.put(rest[:n], kept)
				rest = rest[n:]
			}
			compareEvents(t, fmt.Sprintf("%s, order %d", name, seed), kept, want)
			if state.Len() > len(reports) {
				t.Errorf("%s: %d reports in memory of %d", name, state.Len(), len(reports))
			}
		}
	}
}

// And when a State forgets what it has not needed lately, and reads it back.
func TestForgetfulStateEqualsRebuild(t *testing.T) {
	for name, reports := range worlds(t) {
		want := Rebuild(reports)
		for seed := range uint64(4) {
			list := shuffled(reports, seed+30)
			s := &shelf{blocks: map[Key][]string{}, kept: map[string]Kept{}}
			kept := map[string]event.Event{}
			state := New(s)
			least := len(reports)
			for len(list) > 0 {
				n := min(1+int(seed)*5, len(list))
				apply(t, state, kept, list[:n])
				s.put(list[:n], kept)
				list = list[n:]
				before := state.Len()
				state.Forget(10 * int(seed))
				least = min(least, state.Len()-before)
			}
			compareEvents(t, fmt.Sprintf("%s, order %d", name, seed), kept, want)
			if least >= 0 {
				t.Errorf("%s: nothing was forgotten", name)
			}
		}
	}
}

// A copy that comes in when its text is fused already stands in every event of that text that is made later.
func TestCarry(t *testing.T) {
	a := report(t, "a | AID | FRA/GOV France > NER/GOV Niger | 2026-03-03 on Tuesday | - | - | France gave grain to Niger for the winter.")
	b := report(t, "b | AID | FRA/GOV France > NER/GOV Niger | 2026-03-03 on Tuesday | - | - | France gave grain to Niger for the winter.")
	for _, s := range []*State{New(nil), New(&shelf{blocks: map[Key][]string{}, kept: map[string]Kept{a.ID: {Report: a}}})} {
		kept := map[string]event.Event{}
		apply(t, s, kept, []Report{a})
		s.Carry("a", "copy2", "copy1")
		s.Carry("a", "copy1")
		apply(t, s, kept, []Report{b})
		if want := []string{"a", "b", "copy1", "copy2"}; len(kept) != 1 || !slices.Equal(kept["a"].Articles, want) {
			t.Errorf("got %+v, want one event with articles %q", kept, want)
		}
	}
}

type broken struct{}

func (broken) Blocks([]Key) ([]Kept, error)             { return nil, fmt.Errorf("disk on fire") }
func (broken) Reports([]string) ([]event.Report, error) { return nil, fmt.Errorf("disk on fire") }

func TestJoinReportsReaderFailure(t *testing.T) {
	if _, err := New(broken{}).Join(grow(1, 1)); err == nil || !strings.Contains(err.Error(), "disk on fire") {
		t.Errorf("got %v, want the reader's error", err)
	}
}

func TestJoinTwiceAddsNothing(t *testing.T) {
	reports := grow(80, 3)
	s := New(nil)
	apply(t, s, map[string]event.Event{}, reports)
	c, err := s.Join(append(shuffled(reports, 4), reports...))
	if err != nil || len(c.Events) > 0 || len(c.Gone) > 0 {
		t.Errorf("got %d events and %d gone, %v; want nothing", len(c.Events), len(c.Gone), err)
	}
}

// Every report of an event matches its leader, and shares a block with it.
func TestMembersMatchTheirLeader(t *testing.T) {
	for name, reports := range worlds(t) {
		s := New(nil)
		if _, err := s.Join(reports); err != nil {
			t.Fatal(err)
		}
		for id, x := range s.items {
			if x.leads() {
				continue
			}
			l := s.items[x.leader]
			if v := match(l, x); v < threshold || !l.before(x) || !l.leads() {
				t.Errorf("%s: %s follows %s at %.2f", name, id, x.leader, v)
			}
		}
	}
}

// Blocks must not hide matches: comparing everything with everything gives the same events.
func TestBlocksHideLittle(t *testing.T) {
	for name, reports := range worlds(t) {
		items := make([]*item, len(reports))
		for i, r := range reports {
			items[i] = newItem(r)
		}
		slices.SortFunc(items, compare)
		hidden, all := 0, 0
		for i, b := range items {
			for _, a := range items[:i] {
				if match(a, b) < threshold {
					continue
				}
				all++
				if !slices.ContainsFunc(b.look, func(k Key) bool { return slices.Contains(a.home, k) }) {
					hidden++
				}
			}
		}
		if hidden*100 > all {
			t.Errorf("%s: %d of %d matching pairs share no block", name, hidden, all)
		}
	}
}

// The result must not hang on the exact threshold.
func TestThresholdIsNoKnifeEdge(t *testing.T) {
	day := readDay(t)
	for _, v := range []float64{4, 4.5, 5, 5.5} {
		s := New(nil)
		s.threshold = v
		c, _ := s.Join(reportsOf(day))
		p, r, f := figures(day, groupsOf(c.Events))
		t.Logf("threshold %.1f: P %.3f R %.3f F1 %.3f", v, p, r, f)
		if f < 0.85 {
			t.Errorf("threshold %.1f: F1 %.3f, want 0.85", v, f)
		}
	}
}

func FuzzJoin(f *testing.F) {
	f.Add(uint64(1), uint8(20), uint8(3))
	f.Fuzz(func(t *testing.T, seed uint64, n, step uint8) {
		reports := grow(int(n), seed)
		want := Rebuild(shuffled(reports, seed+1))
		s, kept := New(nil), map[string]event.Event{}
		for list := reports; len(list) > 0; {
			k := min(int(step)+1, len(list))
			apply(t, s, kept, list[:k])
			list = list[k:]
		}
		compareEvents(t, "fuzz", kept, want)
	})
}

func ExampleRebuild() {
	report := func(id, outlet, speaker, text string, aux ...event.Auxiliary) Report {
		r := Report{Origin: outlet}
		r.ID, r.Text = id, text
		r.Event, r.Auxiliary = []event.Type{event.Assault}, aux
		r.Actor = []event.Entity{{Code: "RUS", Sector: []event.Sector{"MIL"}}}
		r.Recipient = []event.Entity{{Code: "UKR", Sector: []event.Sector{"CVL"}}}
		r.Date = article.NewDay(2026, 3, 3)
		r.EventLoc = &event.Location{ResolvedPlace: "Odesa", Province: "Odesa", CountryCode: "UKR", Resolution: "city"}
		r.Attribution = &event.Attribution{Entity: event.Entity{Code: speaker}, Cue: "said"}
		return r
	}
	events := Rebuild([]Report{
		report("1", "reuters", "UKR", "Drones hit the port, the governor said."),
		report("2", "tass", "RUS", "No drones hit the port, the ministry said.", event.Negation),
	})
	for _, e := range events {
		for _, c := range e.Claims {
			fmt.Println(c.Speaker.Code, c.Stance)
		}
		fmt.Println("contested:", e.Contested)
	}
	// Output:
	// UKR asserts
	// RUS denies
	// contested: true
}
