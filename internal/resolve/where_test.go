package resolve

import (
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/casus-news/casus/article"
)

func openedPlaces(t testing.TB) *Gazetteer {
	t.Helper()
	g, err := OpenPlaces()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// TestFindPlaces: "words = name, country, resolution" for each place that is found, in order; adjectives are left out.
func TestFindPlaces(t *testing.T) {
	g := openedPlaces(t)
	for _, c := range []struct{ name, text, want string }{
		{"town and state", "He was arrested in Baytown, Texas, on Monday.", "Baytown, Texas = Baytown USA city"},
		{"older spelling", "Kiev said that troops had left Kharkov.", "Kiev = Kyiv UKR city; Kharkov = Kharkiv UKR city"},
		{"newer spelling", "Protesters marched through Kyiv.", "Kyiv = Kyiv UKR city"},
		{"colonial name", "Monks gathered in Rangoon.", "Rangoon = Yangon MMR city"},
		{"the state by its towns", "Voters in Atlanta, Georgia, queued in the rain.", "Atlanta, Georgia = Atlanta USA city"},
		{"the country by its capital", "Talks in Tbilisi, Georgia, ended early.", "Tbilisi, Georgia = Tbilisi GEO city"},
		{"the country by its neighbour", "Russian tanks crossed into Georgia and stopped near Gori.", "Georgia = Georgia GEO country; Gori = Gori GEO city"},
		{"the larger town", "The ministers met in Paris.", "Paris = Paris FRA city"},
		{"a comma beats size", "A tornado struck Paris, Texas.", "Paris, Texas = Paris USA city"},
		{"the province by the word after it", "Shelling went on in the Kharkiv region.", "Kharkiv = Kharkiv UKR province"},
		{"a conflict region", "Fighting resumed in Donbas and in Nagorno-Karabakh.", "Donbas = Donbas UKR province; Nagorno-Karabakh = Nagorno-Karabakh AZE province"},
		{"Gaza", "Aid entered Gaza from Egypt.", "Gaza = Gaza PSE province; Egypt = Egypt EGY country"},
		{"capital district", "They met in Washington, D.C., on Friday.", "Washington, D.C. = Washington USA city"},
		{"country in points", "The U.S. and the U.K. signed.", "U.S. = United States USA country; U.K. = United Kingdom GBR country"},
		{"a pronoun is no country", "They told us that nobody was hurt.", ""},
		{"a person is no town", "Boris Johnson spoke to Michael Jordan.", ""},
		{"a word is no town", "Police said the reading was a nice one. March on, said Bush.", ""},
		{"context of the text", "Syrian forces shelled the town. In Tripoli, Lebanon, people fled; Tripoli has taken in Syrians.", "Tripoli, Lebanon = Tripoli LBN city; Tripoli = Tripoli LBN city"},
		{"no context", "The embassy in Tripoli was closed.", "Tripoli = Tripoli LBY city"},
		{"compound with a direction", "Two men died in northern Nigeria.", "Nigeria = Nigeria NGA country"},
		{"accents", "Strikes hit São Paulo and Bogotá.", "São Paulo = São Paulo BRA city; Bogotá = Bogotá COL city"},
		{"possessive", "Ukraine's parliament met in Kyiv's centre.", "Ukraine = Ukraine UKR country; Kyiv = Kyiv UKR city"},
		{"sea", "A drone fell into the Black Sea.", "Black Sea = Black Sea  place"},
		{"site", "Crowds filled Tahrir Square in Cairo.", "Tahrir Square = Tahrir Square EGY place; Cairo = Cairo EGY city"},
		{"two Congos", "Soldiers from Congo-Brazzaville crossed into the Democratic Republic of the Congo.", "Congo-Brazzaville = Republic of the Congo COG country; Democratic Republic of the Congo = Democratic Republic of the Congo COD country"},
		{"Niger is not Nigeria", "The junta in Niger closed the border with Nigeria.", "Niger = Niger NER country; Nigeria = Nigeria NGA country"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, p := range g.Find(c.text) {
				if p.Class != "adjective" {
					l := p.Location
					got = append(got, l.ExtractedPlace+" = "+l.ResolvedPlace+" "+l.CountryCode+" "+l.Resolution)
				}
			}
			if s := strings.Join(got, "; "); s != c.want {
				t.Errorf("%q\n got %s\nwant %s", c.text, s, c.want)
			}
		})
	}
}

func TestPlaceKey(t *testing.T) {
	for name, want := range map[string]string{
		"Côte d’Ivoire": "cote divoire", "Saint Petersburg": "st petersburg", "St. Petersburg": "st petersburg", "U.S.": "us",
		"Ḩalab": "halab", "Łódź": "lodz", "Khān Yūnis": "khan yunis", "Nagorno-Karabakh": "nagorno karabakh", "": "",
	} {
		if got := PlaceKey(name); got != want {
			t.Errorf("PlaceKey(%q) = %q, want %q", name, got, want)
		}
	}
}

// TestPlacesData checks the gazetteer itself: every record is readable, every capital of a large country is found.
func TestPlacesData(t *testing.T) {
	g := openedPlaces(t)
	n := len(g.records) / recordSize
	if n < 50000 {
		t.Fatalf("%d records", n)
	}
	for i := range n {
		p := g.place(i)
		if p.name == "" || !utf8.ValidString(p.name) || p.lat < -90 || p.lat > 90 || p.lon < -180 || p.lon > 180 || p.kind > countryPlace {
			t.Fatalf("record %d: %+v", i, p)
		}
	}
	for name, code := range map[string]string{
		"Kyiv": "UKR", "Moscow": "RUS", "Beijing": "CHN", "Tehran": "IRN", "Baghdad": "IRQ", "Kabul": "AFG", "Nairobi": "KEN", "Canberra": "AUS", "Brasilia": "BRA",
		"Ottawa": "CAN", "Ankara": "TUR", "Riyadh": "SAU", "Sanaa": "YEM", "Pristina": "KOS", "Ramallah": "PSE", "Pyongyang": "PRK", "Naypyidaw": "MMR", "Aleppo": "SYR",
		"Mosul": "IRQ", "Benghazi": "LBY", "Mariupol": "UKR", "Bakhmut": "UKR", "Lashkar Gah": "AFG", "Mekelle": "ETH", "El Fasher": "SDN", "Goma": "COD", "Hodeidah": "YEM",
	} {
		best := ""
		people := -1.0
		for _, r := range g.find(PlaceKey(name), nil) {
			if p := g.place(r); p.people > people {
				best, people = g.code(p), p.people
			}
		}
		if best != code {
			t.Errorf("%s lies in %q, want %s", name, best, code)
		}
	}
	if l := g.Country("UKR"); l.ResolvedPlace != "Ukraine" || l.Resolution != "country" || l.Lat < 44 || l.Lat > 52 {
		t.Errorf("Country(UKR) = %+v", l)
	}
}

func TestOpenPlacesRefusesCutData(t *testing.T) {
	for _, n := range []int{0, 10, 30, 1000, len(placesData) - 1} {
		if _, err := openPlaces(placesData[:n]); err == nil {
			t.Errorf("the first %d bytes open as a gazetteer", n)
		}
	}
}

// FuzzFindPlaces holds that places lie inside the text, on rune borders, in order.
func FuzzFindPlaces(f *testing.F) {
	g, err := OpenPlaces()
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{"KYIV, Ukraine — Troops left Paris, Texas.", "‘Ayn al ‘Arab", "in St. Petersburg, Fla.", "U.S.A. D.C., É", "Niger's\n\nCôte d’Ivoire’s"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			t.Skip()
		}
		end := 0
		for _, p := range g.Find(text) {
			if p.Span.Start < end || p.Span.End <= p.Span.Start || p.Span.End > len(text) || !utf8.ValidString(p.Span.Of(text)) {
				t.Fatalf("span %v of %q", p.Span, text)
			}
			end = p.Span.End
		}
	})
}

func BenchmarkOpenPlaces(b *testing.B) {
	for b.Loop() {
		if _, err := OpenPlaces(); err != nil {
			b.Fatal(err)
		}
	}
}

const placesText = `KYIV, Ukraine — Russian missiles hit Kharkiv, Odesa and Zaporizhzhia overnight, officials in Kyiv said. In Moscow, the foreign
ministry denied it. The president flew from Warsaw to Berlin and on to London, where he will meet the leaders of France, Germany and Italy. In
Washington, D.C., the Senate passed a bill. Protesters in Tbilisi, Georgia, marched to parliament; in Belgrade students blocked bridges over the Danube.
`

func BenchmarkFindPlaces(b *testing.B) {
	g := openedPlaces(b)
	text := strings.Repeat(placesText, 20)
	b.SetBytes(int64(len(text)))
	names := 0
	for b.Loop() {
		names += len(g.Find(text))
	}
	b.ReportMetric(float64(names)/b.Elapsed().Seconds(), "names/s")
}

// TestAmbiguousPlaces measures the reading of shared names on the invented texts of testdata/places.
func TestAmbiguousPlaces(t *testing.T) {
	raw, err := os.ReadFile("testdata/places/ambiguous.txt")
	if err != nil {
		t.Fatal(err)
	}
	g := openedPlaces(t)
	right, all, alarms := 0, 0, 0
	for _, paragraph := range strings.Split(string(raw), "\n\n")[1:] {
		text, marks := unmark(paragraph)
		found := g.Find(text)
		for _, m := range marks {
			all++
			got := "missed"
			for _, p := range found {
				if p.Class != "adjective" && p.Span.Overlaps(m.span) {
					if got = p.Location.CountryCode; got == "" {
						got = "-"
					}
				}
			}
			if got == m.value {
				right++
			} else {
				t.Logf("%q is %s, want %s: %s", m.span.Of(text), got, m.value, text)
			}
		}
		for _, p := range found {
			if p.Class != "adjective" && p.Class != "country" && !slices.ContainsFunc(marks, func(m timeMark) bool { return m.span.Overlaps(p.Span) }) {
				alarms++
				t.Logf("false alarm %q %+v: %s", p.Span.Of(text), p.Location, text)
			}
		}
	}
	t.Logf("%d of %d names right = %.1f %%, %d false alarms", right, all, 100*float64(right)/float64(all), alarms)
	if float64(right) < 0.9*float64(all) {
		t.Errorf("%d of %d names lie in the right country, want 90 %%", right, all)
	}
}

// unmark takes the marks out of a text.
func unmark(body string) (string, []timeMark) {
	var text strings.Builder
	var marks []timeMark
	for {
		before, rest, ok := strings.Cut(body, "[")
		text.WriteString(before)
		if !ok {
			return text.String(), marks
		}
		mark, after, _ := strings.Cut(rest, "]")
		words, value, _ := strings.Cut(mark, "|")
		marks = append(marks, timeMark{span: article.Span{Start: text.Len(), End: text.Len() + len(words)}, value: value})
		text.WriteString(words)
		body = after
	}
}
