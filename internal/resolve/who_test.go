package resolve

import (
	"strings"
	"testing"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/extract"
)

func mustDay(s string) article.Day {
	d, err := article.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

// who resolves words that stand alone on a day.
func who(a *Actors, text, on string) Answer {
	return a.Resolve(extract.Party{Text: text}, &Context{Day: mustDay(on)})
}

// shown is "USA GOV,MIL" of an entity.
func shown(e event.Entity) string {
	return strings.TrimSpace(e.Code + " " + strings.Join(strs(e.Sector), ","))
}

func TestResolveAlone(t *testing.T) {
	a := openTest(t)
	for _, c := range []struct{ text, on, want, who, office string }{
		// Offices by date.
		{"Blinken", "2021-05-06", "USA GOV", "Antony Blinken", "Secretary of State"},
		{"Blinken", "2011-05-06", "USA GOV", "Antony Blinken", "National Security Advisor to the Vice President"},
		{"Antony J. Blinken", "2026-01-01", "USA ELI", "Antony Blinken", "former Secretary of State"},
		{"Biden", "2015-05-01", "USA GOV", "Joe Biden", "Vice President"},
		{"Biden", "2021-05-06", "USA GOV", "Joe Biden", "President"},
		{"President Biden", "2021-05-06", "USA GOV", "Joe Biden", "President"},
		{"SECRETARY BLINKEN", "2021-05-06", "USA GOV", "Antony Blinken", "Secretary of State"},
		{"President Bush", "1991-05-06", "USA GOV", "George H. W. Bush", "President"},
		{"President Bush", "2005-05-06", "USA GOV", "George W. Bush", "President"},
		{"former Russian President Dmitry Medvedev", "2022-05-06", "RUS GOV", "Dmitry Medvedev", "Deputy Chairman of the Security Council"},
		// States, seats, peoples.
		{"the Kremlin", "2021-05-06", "RUS GOV", "Government of Russia", ""},
		{"Downing Street", "2021-05-06", "GBR GOV", "Government of United Kingdom", ""},
		{"the White House", "2021-05-06", "USA GOV", "Government of United States", ""},
		{"Kiev", "2014-05-06", "UKR GOV", "Government of Ukraine", ""},
		{"U.S.", "2021-05-06", "USA GOV", "United States", ""},
		{"US", "2021-05-06", "USA GOV", "United States", ""},
		{"Côte d’Ivoire", "2021-05-06", "CIV GOV", "Ivory Coast", ""},
		{"the Republic of Korea", "2021-05-06", "KOR GOV", "South Korea", ""},
		{"Abkhazia", "2021-05-06", "GEO PRE", "Abkhazia", ""},
		{"Yemenis", "2021-05-06", "YEM CVL,GOV", "Yemenis", ""},
		{"the Soviet Union", "1990-05-06", "RUS GOV", "Russia", ""},
		// Bodies and groups.
		{"NATO", "2021-05-06", "IGO", "NATO", ""},
		{"the U.N.", "2021-05-06", "UNO GOV", "United Nations", ""},
		{"the European Union", "2021-05-06", "EUR GOV", "European Union", ""},
		{"the International Criminal Court", "2021-05-06", "IGO JUD", "International Criminal Court", ""},
		{"the Taliban", "2021-05-06", "AFG REB", "Taliban", ""},
		{"the Taliban", "2022-05-06", "AFG GOV", "Taliban", ""},
		{"Hezbollah fighters", "2022-05-06", "LBN REB,PTY", "", ""},
		{"the Pentagon", "2022-05-06", "USA GOV,MIL", "United States Department of Defense", ""},
		{"Gazprom", "2022-05-06", "RUS BUS", "Gazprom", ""},
		// Roles.
		{"Russian troops", "2021-05-06", "RUS MIL", "", ""},
		{"Georgia's prime minister", "2008-08-08", "GEO GOV", "", ""},
		{"the Ukrainian foreign minister", "1993-08-08", "UKR GOV", "", ""},
		{"the French president", "2021-05-06", "FRA GOV", "Emmanuel Macron", "President"},
		{"the president of France", "2010-05-06", "FRA GOV", "Nicolas Sarkozy", "President"},
		{"the US secretary of state", "2003-05-06", "USA GOV", "Colin Powell", "Secretary of State"},
		{"Israeli lawmakers", "2021-05-06", "ISR LEG", "", ""},
		{"protesters in Minsk", "2020-09-06", "BLR CVL,OPP", "", ""},
		{"a Russian military spokesman", "2021-05-06", "RUS MIL", "", ""},
		{"members of the Russian parliament", "2021-05-06", "RUS LEG", "", ""},
		{"Belarusian and Russian officials", "2021-05-06", "RUS GOV", "", ""},
		{"Rwanda-backed rebels", "2021-05-06", "REB", "", ""},
		{"former Brazilian senators", "2021-05-06", "BRA ELI,LEG", "", ""},
		{"NATO's secretary general", "2010-05-06", "IGO GOV", "Anders Fogh Rasmussen", "Secretary General of NATO"},
		{"the UN chief", "2010-05-06", "UNO GOV", "Ban Ki-moon", "Secretary-General of the United Nations"},
		{"the president of the European Commission", "2010-05-06", "EUR GOV", "", ""},
		{"the FBI director", "2018-05-06", "USA COP", "", ""},
		{"Attorney General Eric Holder", "2019-05-06", "USA GOV,ELI", "Eric Holder", ""},
		{"former Attorney General Eric Holder", "2019-05-06", "USA ELI", "Eric Holder", ""},
		{"gunmen", "2021-05-06", "UAF", "", ""},
		{"the international community", "2021-05-06", "GOV,UNK", "", ""},
		{"other allied nations", "2021-05-06", "GOV,UNK", "", ""},
		{"UN peacekeepers", "2021-05-06", "UNO MIL", "", ""},
		{"", "2021-05-06", "UNK", "", ""},
	} {
		x := who(a, c.text, c.on)
		if got := shown(x.Entity); got != c.want || c.who != "" && x.Entity.IdentifierText != c.who || c.office != "" && x.Entity.Office != c.office {
			t.Errorf("%q on %s: got %s %q %q, want %s %q %q\n  %s", c.text, c.on, got, x.Entity.IdentifierText, x.Entity.Office, c.want, c.who, c.office,
				strings.Join(x.Why, "\n  "))
		}
	}
}

// TestResolveInDocument: the text around decides. The party stands in brackets.
func TestResolveInDocument(t *testing.T) {
	a := openTest(t, WithPlaces(func(name string) (string, bool) {
		code, ok := map[string]string{"Multan": "PAK", "Kharkiv": "UKR", "Koszalin": "POL"}[name]
		return code, ok
	}))
	for _, c := range []struct{ name, text, publisher, want, who string }{
		{"police of the article's country", "Unrest in Peru went on. In Lima [police] used tear gas.", "Wikinews", "PER COP", ""},
		{"court of a city", "[A court in Multan] sentenced him.", "", "PAK JUD", ""},
		{"a name that the text explains", "Polish Interior Minister Joachim Roe spoke on Friday. [Roe] ordered a review.", "", "POL GOV", "Joachim Roe"},
		{"a name in apposition", "Jane Roe, the mayor of Koszalin, spoke. [Roe] was angry.", "", "POL GOV", "Jane Roe"},
		{"another of the name", "Bill Johnson, a Canadian farmer, sued. [Johnson] lost.", "", "CAN AGR", "Bill Johnson"},
		{"Georgia the country", "Tbilisi said that [Georgia] would answer Russian troops in Abkhazia.", "", "GEO GOV", "Georgia"},
		{"Georgia the state", "Texas sued [Georgia] and Pennsylvania in the United States Supreme Court.", "", "USA GOV", "Georgia"},
		{"the other Congo", "Brazzaville spoke. The [Congolese] government of Denis Sassou agreed.", "", "COG GOV", ""},
		{"we of a statement", "[We] welcome the talks.", "US Department of State", "USA GOV", ""},
		{"I of a prime minister", "[I] welcome the talks.", "Prime Minister of Australia", "AUS GOV", "Scott Morrison"},
		{"we of a paper", "[We] went there.", "Wikinews", "", ""},
		{"the government of a statement", "The ships are near Japan. [The Government] will act.", "Prime Minister of Australia", "AUS GOV", ""},
		{"the secretary of a statement", "Secretary Blinken met Indian Minister of External Affairs Subrahmanyam Jaishankar. [The Secretary] thanked India.",
			"US Department of State", "USA GOV", "Antony Blinken"},
		{"the foreign minister named before", "Cyprus Foreign Minister Jane Roe met Secretary Blinken. [The Foreign Minister] agreed.", "US Department of State",
			"CYP GOV", "Jane Roe"},
		{"a party of many countries' name", "Jeremy Corbyn spoke in London. [The Labour Party] opposed the British bill.", "", "GBR PTY,OPP", "Labour Party"},
		{"a first name", "Syrian rebels fought the army of Bashar al-Assad for years. [Bashar] fled.", "", "SYR GOV", "Bashar al-Assad"},
		{"a private person", "In Oslo, Norway, [Kari Nordmann] was praised.", "", "NOR CVL", ""},
		{"a line of its own counts more", "German police arrested three men in Berlin.\nProtests went on in Kenya. [Police] fired in Nairobi.", "", "KEN COP", ""},
	} {
		first, rest, _ := strings.Cut(c.text, "[")
		party, rest, _ := strings.Cut(rest, "]")
		day := mustDay("2021-05-06")
		r := a.Read(Document{Text: first + party + rest, Publisher: c.publisher, Published: day})
		p := extract.Party{Text: party, Span: article.Span{Start: len(first), End: len(first) + len(party)}}
		x := a.Resolve(p, &Context{Reading: r, Day: day})
		if got := shown(x.Entity); got != c.want || c.who != "" && x.Entity.IdentifierText != c.who {
			t.Errorf("%s: got %s %q, want %s %q\n  %s", c.name, got, x.Entity.IdentifierText, c.want, c.who, strings.Join(x.Why, "\n  "))
		}
	}
}

// TestResolveNames: what coreference found decides where the words themselves do not.
func TestResolveNames(t *testing.T) {
	a := openTest(t)
	c := &Context{Day: mustDay("2021-05-06")}
	for _, p := range []struct {
		name  string
		party extract.Party
		want  string
	}{
		{"pronoun", extract.Party{Text: "he", Pronoun: true, Names: []string{"Antony Blinken"}}, "USA GOV"},
		{"role", extract.Party{Text: "the president", Names: []string{"Emmanuel Macron"}}, "FRA GOV"},
		{"own words first", extract.Party{Text: "Russia", Names: []string{"Ukraine"}}, "RUS GOV"},
		{"no minister of another country", extract.Party{Text: "the Ukrainian minister", Names: []string{"Sergey Lavrov"}}, "UKR GOV"},
		{"owner", extract.Party{Text: "their army", Owner: &extract.Party{Text: "their", Pronoun: true, Names: []string{"the Russians"}}}, "RUS MIL"},
		{"pronoun of nothing", extract.Party{Text: "it", Pronoun: true}, ""},
	} {
		if got := shown(a.Resolve(p.party, c).Entity); got != p.want {
			t.Errorf("%s: got %s, want %s", p.name, got, p.want)
		}
	}
	if got := shown(a.Resolve(extract.Party{Text: "Ukraine"}, &Context{Force: true}).Entity); got != "UKR MIL,GOV" {
		t.Errorf("an act of force: got %s, want UKR MIL,GOV", got)
	}
	if got := shown(a.Resolve(extract.Party{Text: "we"}, &Context{Day: c.Day, Speaker: "Vladimir Putin"}).Entity); got != "RUS GOV" {
		t.Errorf("we of a quotation: got %s, want RUS GOV", got)
	}
}

func TestFind(t *testing.T) {
	a := openTest(t)
	text := "US President Joe Biden told us that Turkey, not a turkey, met NATO’s Jens Stoltenberg."
	var got []string
	for _, m := range a.Find(text) {
		if m.Text != text[m.Start:m.End] {
			t.Errorf("%q is not at its place", m.Text)
		}
		got = append(got, m.Text)
	}
	want := "US|President|Joe Biden|Turkey|NATO|Jens Stoltenberg"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("got %s, want %s", s, want)
	}
}

func TestExpressions(t *testing.T) {
	a := openTest(t)
	for _, c := range []struct{ text, want string }{
		{"Georgia's prime minister", "Georgia's prime minister"},
		{"the Kremlin", "Kremlin"},
		{"On Monday, Ukrainian troops and police in Minsk met President of Argentina Alberto Fernández.",
			"Ukrainian troops|police in Minsk|President of Argentina Alberto Fernández"},
		{"Nothing of note.", ""},
	} {
		var got []string
		for _, s := range a.Expressions(c.text) {
			got = append(got, s.Of(c.text))
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s: got %s, want %s", c.text, s, c.want)
		}
	}
}

func TestFold(t *testing.T) {
	for _, c := range []struct{ a, b string }{
		{"Recep Tayyip Erdoğan", "recep tayyip ERDOGAN"}, {"Sana'a", "Sanaa"}, {"Côte d’Ivoire", "Cote d'Ivoire"}, {"al-Assad", "al Assad"},
		{"U.S.", "US"}, {"Wałęsa", "Walesa"}, {"Małgorzata Gersdorf", "Malgorzata Gersdorf"}, {"İmamoğlu", "Imamoglu"},
	} {
		if x, y := nameKey(c.a), nameKey(c.b); x != y {
			t.Errorf("%q and %q: got %q and %q, want the same", c.a, c.b, x, y)
		}
	}
}

// FuzzResolve: no text makes the resolver panic, spans lie inside the text in order, and two runs agree.
func FuzzResolve(f *testing.F) {
	a := openTest(f)
	for _, s := range []string{"Georgia's prime minister", "the (US) ’s", "U.S.", "’s", "of of of", "President of Argentina Alberto Fernández, who", "İ’s-ʼ. A.B.C.",
		"members of the", "police in", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 2000 {
			return
		}
		last := 0
		for _, m := range a.Find(text) {
			if m.Start < last || m.End > len(text) || m.Start >= m.End {
				t.Fatalf("match out of place: %+v", m)
			}
			last = m.End
		}
		for _, s := range a.Expressions(text) {
			if s.Start < 0 || s.End > len(text) {
				t.Fatalf("expression out of place: %+v", s)
			}
		}
		r := a.Read(Document{Text: text, Title: text, Publisher: text, Published: mustDay("2021-05-06")})
		c := &Context{Reading: r}
		p := extract.Party{Text: text, Span: article.Span{Start: 0, End: len(text)}}
		if x, y := a.Resolve(p, c), a.Resolve(p, c); shown(x.Entity) != shown(y.Entity) || strings.Join(x.Why, ";") != strings.Join(y.Why, ";") {
			t.Fatalf("two runs differ: %+v, %+v", x, y)
		}
	})
}

// benchParties are what a reporter writes.
var benchParties = []string{"Blinken", "Russian troops", "the Ukrainian foreign minister", "U.S. President Joe Biden", "police", "the European Union", "protesters in Minsk",
	"the Kremlin", "Egyptian President Abdel Fattah el-Sisi", "members of parliament"}

func BenchmarkResolve(b *testing.B) {
	a := openTest(b)
	text := strings.Repeat("Secretary Blinken met the Ukrainian foreign minister in Kyiv while Russian troops left the border. ", 30)
	c := &Context{Reading: a.Read(Document{Text: text, Published: mustDay("2021-05-06")}), Day: mustDay("2021-05-06")}
	n := 0
	for b.Loop() {
		x := a.Resolve(extract.Party{Text: benchParties[n%len(benchParties)]}, c)
		if len(x.Why) == 0 {
			b.Fatal("no reason")
		}
		n++
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "names/s")
}

func BenchmarkFind(b *testing.B) {
	a := openTest(b)
	text := strings.Repeat("Secretary Blinken met the Ukrainian foreign minister in Kyiv while Russian troops left the border. ", 30)
	n := 0
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		n += len(a.Find(text))
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "names/s")
}

func BenchmarkReadDocument(b *testing.B) {
	a := openTest(b)
	text := strings.Repeat("Secretary Blinken met the Ukrainian foreign minister in Kyiv while Russian troops left the border. ", 30)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		a.Read(Document{Text: text, Published: mustDay("2021-05-06")})
	}
}
