package event_test

import (
	"strings"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

// sample is a report that uses every field. The sentence is ours.
func sample() event.Report {
	r := event.Report{
		Date: article.NewDay(2021, 4, 26), EndDate: article.NewDay(2021, 5, 2),
		DateText: "last week", DateResolution: "week",
		Event: []event.Type{event.Retreat}, Mode: []event.Mode{"withdraw"},
		Context: []event.Context{"military", "territory"},
		Actor: []event.Entity{{Code: "RUS", Sector: []event.Sector{"MIL"}, EntityText: "troops", Start: 9, End: 15,
			IdentifierID: "Q163323", IdentifierText: "Russian Armed Forces"}},
		Attribution: &event.Attribution{Cue: "said",
			Entity: event.Entity{Code: "RUS", Sector: []event.Sector{"MIL"}, EntityText: "officers", Start: 50, End: 58, Office: "officer"}},
		EventLoc: &event.Location{ExtractedPlace: "the border", ResolvedPlace: "Rostov Oblast", GeonameID: 501165, Lat: 47.5, Lon: 40.75,
			Province: "Rostov", CountryCode: "RUS", Resolution: "province"},
		Size:      &event.Size{Size: 3000},
		EventText: []string{"returned to"},
		Text:      "Some 3000 troops returned to bases <far> from the border, officers said.",
		TextInfo:  event.TextInfo{Sequence: 2, Start: 200, End: 272, TriggerStart: 217, TriggerEnd: 228, Also: [][2]int{{300, 340}}},
		Why:       []string{"\"returned to\" with troops as subject: RETREAT withdraw", "\"said\": on the word of officers"},
		CiteInfo: event.CiteInfo{ID: "a1", URL: "https://example.org/a?b=1&c=2", Title: "Troops & bases", Publication: "Example Post",
			Published: article.NewDay(2021, 5, 6), Language: "en", SHA256: strings.Repeat("0a", 32), Coder: "casus", Version: "0.1 en-1"},
		Confidence: 0.81,
	}
	event.Fill(&r)
	r.ID = event.Identity(r)
	return event.Canonical(r)
}
