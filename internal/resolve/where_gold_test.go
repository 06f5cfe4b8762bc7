package resolve

import (
	"strings"
	"testing"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/internal/extract"
)

// TestWhereGold measures the choice of places on gold sentences with gold parties: how often the country is right.
func TestWhereGold(t *testing.T) {
	g, err := OpenPlaces()
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"train", "dev"} {
		right, all, extra, none := 0, 0, 0, 0
		kinds := map[string][2]int{}
		for _, a := range readGold(t, part) {
			w := NewWhere(g, a.Text)
			for _, e := range a.Events {
				d, ok := draftOf(a, e)
				if !ok {
					continue
				}
				s := Sides{}
				for _, x := range e.Actor {
					s.Actor = append(s.Actor, x.Code)
					d.Actors = append(d.Actors, partyIn(a.Text, d, x))
				}
				for _, x := range e.Recipient {
					s.Recipient = append(s.Recipient, x.Code)
					d.Recipients = append(d.Recipients, partyIn(a.Text, d, x))
				}
				got := w.ForDraft(d, s)
				if e.Place == nil || e.Place.Country == "" {
					none++
					if got.Known() {
						extra++
					}
					continue
				}
				all++
				kind := string(e.Type)
				n := kinds[kind]
				n[1]++
				if got.Location.CountryCode == e.Place.Country {
					right++
					n[0]++
				} else if part == "train" {
					t.Logf("%s: %s %q %s, want %q %s main %s sides %v | %s | %s", a.ID, e.Type, got.Location.ExtractedPlace, got.Location.CountryCode, e.Place.Text, e.Place.Country, w.Main(), s, e.Trigger, e.Evidence)
				}
				kinds[kind] = n
			}
		}
		t.Logf("%s: countries right %d/%d = %.1f %%; a place for %d of %d without one %v", part, right, all, 100*float64(right)/float64(all), extra, none, kinds)
	}
}

// partyIn finds the words of a gold entity in the sentence of the act.
func partyIn(text string, d extract.Draft, e goldEntity) extract.Party {
	p := extract.Party{Text: e.Text}
	if i := strings.Index(text[d.Range.Start:d.Range.End], e.Text); i >= 0 && e.Text != "" {
		p.Span = article.Span{Start: d.Range.Start + i, End: d.Range.Start + i + len(e.Text)}
		p.Head = article.Span{Start: p.Span.Start + strings.LastIndexByte(e.Text, ' ') + 1, End: p.Span.End}
	}
	return p
}

// TestWhereNames measures the reading of names: of the places that gold names in the sentence of an act, how many are found
// and how many lie in the right country.
func TestWhereNames(t *testing.T) {
	g, err := OpenPlaces()
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"train", "dev"} {
		found, right, all := 0, 0, 0
		seen := map[string]bool{}
		for _, a := range readGold(t, part) {
			places := g.Find(a.Text)
			for _, e := range a.Events {
				at := strings.Index(a.Text, e.Evidence)
				if e.Place == nil || e.Place.Country == "" || e.Place.Text == "" || at < 0 || seen[a.ID+e.Place.Text] {
					continue
				}
				seen[a.ID+e.Place.Text] = true
				in := strings.Index(e.Evidence, e.Place.Text)
				if in < 0 {
					continue
				}
				span := article.Span{Start: at + in, End: at + in + len(e.Place.Text)}
				all++
				hit, ok := "", false
				for _, p := range places {
					if p.Span.Overlaps(span) && (!ok || hit != e.Place.Country) {
						hit, ok = p.Location.CountryCode, true
					}
				}
				if ok {
					found++
				}
				if hit == e.Place.Country {
					right++
				} else if part == "train" {
					t.Logf("%s: %q is %q, want %s | %s", a.ID, e.Place.Text, hit, e.Place.Country, e.Evidence)
				}
			}
		}
		t.Logf("%s: names found %d/%d, country right %d = %.1f %% of the found", part, found, all, right, 100*float64(right)/float64(max(found, 1)))
	}
}
