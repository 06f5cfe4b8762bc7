package resolve

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

func whole(text string) article.Span { return article.Span{Start: 0, End: len(text)} }

func TestSizes(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       event.Size
	}{
		{"plain", "The blast killed 12 people and injured 30 others.", event.Size{Dead: 12, Injured: 30}},
		{"passive", "Twelve people were killed and 30 wounded in the attack.", event.Size{Dead: 12, Injured: 30}},
		{"participles", "A bomb went off, killing at least 20 soldiers and wounding dozens.", event.Size{Dead: 20, Injured: 24}},
		{"leaving dead", "The raid left 5 dead and more than a dozen injured.", event.Size{Dead: 5, Injured: 12}},
		{"toll", "The death toll rose to 1,250 on Friday.", event.Size{Dead: 1250}},
		{"one", "A woman is killed and 11 others are injured in a glide bomb attack.", event.Size{Dead: 1, Injured: 11}},
		{"sum", "Two soldiers and a civilian were killed.", event.Size{Dead: 3}},
		{"sum after the verb", "Gunmen killed four policemen and two children.", event.Size{Dead: 6}},
		{"arrests", "Police arrested 74 people and made 27 arrests earlier.", event.Size{Arrested: 74}},
		{"detained", "More than 1,000 protesters have been detained.", event.Size{Arrested: 1000}},
		{"crowd", "Some 3,000 people marched through the city.", event.Size{Size: 3000}},
		{"crowd of", "He spoke to a crowd of 50,000 in the square.", event.Size{Size: 50000}},
		{"vague crowd", "Tens of thousands of demonstrators took to the streets.", event.Size{Size: 10000}},
		{"million", "About 1.4 million people rallied in the capital.", event.Size{Size: 1400000}},
		{"range", "Between 10 and 15 people died.", event.Size{Dead: 10}},
		{"age is no count", "A 25-year-old man was arrested in 2019.", event.Size{Arrested: 1}},
		{"share is no count", "Some 60 percent of the people protested.", event.Size{}},
		{"money is no count", "He lost $20 million.", event.Size{}},
		{"date is no count", "On May 6 people protested.", event.Size{}},
		{"fatalities", "Officials reported 14 fatalities and 40 injuries.", event.Size{Dead: 14, Injured: 40}},
		{"nothing", "The ministers met in the capital.", event.Size{}},
		{"spelled hundred", "Two hundred and fifty people were detained.", event.Size{Arrested: 250}},
		{"larger account", "Police said 20 people were killed; a hospital counted 26 dead.", event.Size{Dead: 26}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Sizes(c.text, whole(c.text)); got != c.want {
				t.Errorf("%q\n got %+v\nwant %+v\n counts %+v", c.text, got, c.want, Counts(c.text, whole(c.text)))
			}
		})
	}
}

// TestCounts: "words = kind value hedge unit".
func TestCounts(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"troops", "The alliance will send 5,000 troops and 30 tanks.", "5,000 troops = troops 5000 exact troops; 30 tanks = weapons 30 exact tanks"},
		{"money", "The United States pledged $1.2 billion and 300 million euros.", "$1.2 billion = money 1.2e+09 exact USD; 300 million euros = money 3e+08 exact EUR"},
		{"hedge", "At least 20 drones were shot down.", "At least 20 drones = weapons 20 at-least drones"},
		{"at most", "Up to 300 soldiers may be deployed.", "Up to 300 soldiers = troops 300 at-most soldiers"},
		{"displaced", "Some 40,000 people fled their homes.", "Some 40,000 people = displaced 4e+04 about people"},
		{"missing", "Nine sailors are still missing.", "Nine sailors = missing 9 exact sailors"},
		{"people", "The law covers 200 residents.", "200 residents = people 200 exact residents"},
		{"several hundred", "Several hundred protesters gathered.", "Several hundred protesters = crowd 300 vague protesters"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, n := range Counts(c.text, whole(c.text)) {
				got = append(got, fmt.Sprintf("%s = %s %.4g %s %s", n.Span.Of(c.text), n.Kind, n.Value, n.Hedge, n.Unit))
			}
			if s := strings.Join(got, "; "); s != c.want {
				t.Errorf("%q\n got %s\nwant %s", c.text, s, c.want)
			}
		})
	}
}

// FuzzCounts holds that counts lie inside the span, in order, and that bounds are in order.
func FuzzCounts(f *testing.F) {
	for _, s := range []string{"At least 20 killed, 30 wounded", "$1.2bn", "tens of thousands of", "between 10 and", "a couple of hundred people", "12–14 dead"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			t.Skip()
		}
		end := 0
		for _, c := range Counts(text, whole(text)) {
			if c.Span.Start < end || c.Span.End <= c.Span.Start || c.Span.End > len(text) || c.High != 0 && c.Low > c.High {
				t.Fatalf("%+v of %q", c, text)
			}
			end = c.Span.End
		}
	})
}
