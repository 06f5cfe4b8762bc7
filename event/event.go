// Package event owns the law of the record: the [Report], the code book (PLOVER 2.0 with the CAMEO mapping and scales), the
// checks that every report must pass, its canonical encoding and its identity; and the [Event], which reports of one
// happening make together.
//
// Start with [Fill], [Identity], [Check] and [Encode], in this order, for a report that is being made, and with [Decode] for
// one that was kept. The code book is [Types], [Modes], [Contexts], [Sectors] and [CAMEOs]. Everything here is a pure
// function of its arguments and safe for concurrent use: the tables are never written to, and what they hand out is the
// caller's. Absent on purpose: input and output, clocks, and any way of making a report from words.
package event

import "github.com/casus-news/casus/article"

// Type is one of PLOVER's 16 event types.
type Type string

// Mode refines a type: "visit" of CONSULT, "withdraw" of RETREAT or SANCTION.
type Mode string

// Context is one of PLOVER's contexts: "military", "diplomatic", "election".
type Context string

// Auxiliary is one of PLOVER's auxiliary modes; together they are a report's factuality.
type Auxiliary string

// The auxiliary modes.
const (
	Historical   Auxiliary = "historical"
	Future       Auxiliary = "future"
	Hypothetical Auxiliary = "hypothetical"
	Negation     Auxiliary = "negation"
)

// Sector is a PLOVER sector code: GOV, MIL, REB.
type Sector string

// Report is what one article says happened, on whose word. Its fields are those of the JSON record, in the record's
// order; offsets count Unicode code points in the cleaned text.
type Report struct {
	ID             string       `json:"id"`
	Date           article.Day  `json:"date,omitzero"`
	EndDate        article.Day  `json:"enddate,omitzero"`
	DateText       string       `json:"date_text,omitempty"`
	DateResolution string       `json:"date_resolution,omitempty"`
	Event          []Type       `json:"event"`
	Mode           []Mode       `json:"mode"`
	Context        []Context    `json:"context"`
	Auxiliary      []Auxiliary  `json:"auxiliary"`
	CAMEO          string       `json:"cameo,omitempty"`
	QuadCode       int          `json:"quad_code"`
	EventScale     float64      `json:"event_scale"`
	Actor          []Entity     `json:"actor"`
	Recipient      []Entity     `json:"recipient"`
	Attribution    *Attribution `json:"attribution"`
	EventLoc       *Location    `json:"event_loc,omitempty"`
	Size           *Size        `json:"size,omitempty"`
	EventText      []string     `json:"event_text"`
	Text           string       `json:"text"`
	TextInfo       TextInfo     `json:"text_info"`
	Confidence     float64      `json:"confidence"`
	Why            []string     `json:"why"`
	CiteInfo       CiteInfo     `json:"cite_info"`
}

// Entity is a party: an actor, a recipient or a source.
type Entity struct {
	// Code is ISO 3166-1 alpha-3, or KOS UNO EUR IGO NGO ISM IMG MNC; "" where the text does not tell.
	Code           string   `json:"code"`
	Sector         []Sector `json:"sector"`
	EntityText     string   `json:"entity_text"`
	Start          int      `json:"start"`
	End            int      `json:"end"`
	IdentifierID   string   `json:"identifier_id,omitempty"`
	IdentifierText string   `json:"identifier_text,omitempty"`
	Office         string   `json:"office,omitempty"`
}

// Attribution is the entity on whose word an article reports an act, with the word that says so.
type Attribution struct {
	Entity
	Cue string `json:"cue,omitempty"`
}

// Location is PLOVER's location object. Resolution is "country", "province", "district", "city" or "place".
type Location struct {
	ExtractedPlace string  `json:"extracted_place,omitempty"`
	ResolvedPlace  string  `json:"resolved_place,omitempty"`
	GeonameID      int     `json:"geonameid,omitempty"`
	Lat            float64 `json:"lat,omitempty"`
	Lon            float64 `json:"lon,omitempty"`
	Province       string  `json:"province,omitempty"`
	CountryCode    string  `json:"country_code,omitempty"`
	Resolution     string  `json:"resolution,omitempty"`
}

// Size holds the counts that the text gives; 0 means not given.
type Size struct {
	Dead     int `json:"dead,omitempty"`
	Injured  int `json:"injured,omitempty"`
	Arrested int `json:"arrested,omitempty"`
	// Size is the number of people in a crowd.
	Size int `json:"size,omitempty"`
}

// TextInfo places the sentence and the trigger in the cleaned text, in code points; ends are exclusive.
type TextInfo struct {
	// Sequence is the 0-based index of the sentence.
	Sequence     int `json:"sequence"`
	Start        int `json:"start"`
	End          int `json:"end"`
	TriggerStart int `json:"trigger_start"`
	TriggerEnd   int `json:"trigger_end"`
	// Also places further sentences that tell of the same act, as [start, end] pairs.
	Also [][2]int `json:"also,omitempty"`
}

// CiteInfo says which article a report comes from and what coded it.
type CiteInfo struct {
	ID          string      `json:"id"`
	URL         string      `json:"url,omitempty"`
	Title       string      `json:"title,omitempty"`
	Publication string      `json:"publication,omitempty"`
	Published   article.Day `json:"published,omitzero"`
	Language    string      `json:"language,omitempty"`
	SHA256      string      `json:"sha256"`
	Coder       string      `json:"coder"`
	Version     string      `json:"version"`
}
