package event

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/casus-news/casus/article"
)

// Event is a happening: the reports that are held to tell of it, taken together. It is derived and may be made again from
// its reports at any time. What it says of the act is the word of its elected report; what the others say stands in
// Claims.
type Event struct {
	// ID is the id of the earliest report in it (by day of publication, then by id), so it outlives most growth.
	ID         string      `json:"id"`
	Date       article.Day `json:"date,omitzero"`
	EndDate    article.Day `json:"enddate,omitzero"`
	Event      []Type      `json:"event"`
	Mode       []Mode      `json:"mode"`
	Context    []Context   `json:"context"`
	Auxiliary  []Auxiliary `json:"auxiliary"`
	CAMEO      string      `json:"cameo,omitempty"`
	QuadCode   int         `json:"quad_code"`
	EventScale float64     `json:"event_scale"`
	Actor      []Entity    `json:"actor"`
	Recipient  []Entity    `json:"recipient"`
	EventLoc   *Location   `json:"event_loc,omitempty"`
	Size       *Size       `json:"size,omitempty"`
	// Elected is the id of the report that speaks for the event.
	Elected string `json:"elected"`
	// Contested says that some claims deny what others assert, or lay the act at another door.
	Contested bool    `json:"contested"`
	Claims    []Claim `json:"claims"`
	// Reports, Articles and Origins are the witnesses, sorted: report ids, article ids, and sources counted apart. All
	// carriers of one wire text are one origin, so the number of origins is what corroboration is measured by.
	Reports  []string `json:"reports"`
	Articles []string `json:"articles"`
	Origins  []string `json:"origins"`
}

// Stance is what a claim says about the act.
type Stance string

// The stances. An act that is planned, feared or merely possible is claimed as such and counts as neither.
const (
	Asserts Stance = "asserts"
	Denies  Stance = "denies"
	Expects Stance = "expects"
	// Blames says that the act was done, but by the other side.
	Blames Stance = "blames"
)

// StanceOf is the stance of a report that has the given auxiliary modes towards the act that its type names.
func StanceOf(aux []Auxiliary) Stance {
	out := Asserts
	for _, a := range aux {
		switch a {
		case Negation:
			return Denies
		case Future, Hypothetical:
			out = Expects
		}
	}
	return out
}

// Claim is one side of an event: what one speaker says of it, in all reports that carry it.
type Claim struct {
	Stance Stance `json:"stance"`
	// Speaker is nil where the articles speak in their own voice.
	Speaker *Attribution `json:"speaker"`
	// Text is the sentence of the first report.
	Text    string   `json:"text"`
	Reports []string `json:"reports"`
}

// EncodeEvent writes e as one line of canonical JSON, by the rules of [Encode].
func EncodeEvent(e Event) ([]byte, error) {
	w := line{b: make([]byte, 0, 2048)}
	w.event(&e)
	if w.bad {
		return nil, fmt.Errorf("encode event %s: a number that JSON cannot hold, or a day outside the years 1 to 9999", e.ID)
	}
	return append(w.b, '\n'), nil
}

// DecodeEvent reads what [EncodeEvent] writes.
func DecodeEvent(b []byte) (Event, error) {
	d := json.NewDecoder(bytes.NewReader(b))
	var e Event
	if err := d.Decode(&e); err != nil {
		return Event{}, fmt.Errorf("decode event: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return Event{}, errors.New("decode event: something follows the object")
	}
	return canonicalEvent(e), nil
}

func canonicalEvent(e Event) Event {
	e.ID, e.CAMEO, e.Elected = clean(e.ID), clean(e.CAMEO), clean(e.Elected)
	e.Event, e.Mode, e.Context, e.Auxiliary = cleanAll(e.Event), cleanAll(e.Mode), cleanAll(e.Context), cleanAll(e.Auxiliary)
	e.EventScale = round(e.EventScale)
	e.Actor, e.Recipient = entities(e.Actor), entities(e.Recipient)
	e.EventLoc = location(e.EventLoc)
	e.Reports, e.Articles, e.Origins = cleanAll(e.Reports), cleanAll(e.Articles), cleanAll(e.Origins)
	claims := make([]Claim, len(e.Claims))
	for i, c := range e.Claims {
		if c.Speaker != nil {
			c.Speaker = &Attribution{Entity: entity(c.Speaker.Entity), Cue: clean(c.Speaker.Cue)}
		}
		c.Text, c.Reports = clean(c.Text), cleanAll(c.Reports)
		claims[i] = c
	}
	e.Claims = claims
	return e
}
