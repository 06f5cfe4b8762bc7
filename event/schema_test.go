package event_test

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"testing"

	"github.com/casus-news/casus/event"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

const (
	schemaFile      = "../schema/report.schema.json"
	eventSchemaFile = "../schema/event.schema.json"
)

func compile(t *testing.T, file string) *jsonschema.Schema {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	doc, err := jsonschema.UnmarshalJSON(f)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// validate encodes r and holds the result to the schema.
func validate(t *testing.T, s *jsonschema.Schema, r event.Report) error {
	t.Helper()
	b, err := event.Encode(r)
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(v)
}

// happening is an event that uses every field.
func happening() event.Event {
	r := sample()
	return event.Event{
		ID: r.ID, Date: r.Date, EndDate: r.EndDate, Event: r.Event, Mode: r.Mode, Context: r.Context, CAMEO: r.CAMEO, QuadCode: r.QuadCode,
		EventScale: r.EventScale, Actor: r.Actor, Recipient: r.Recipient, EventLoc: r.EventLoc, Size: r.Size, Elected: r.ID, Contested: true,
		Claims: []event.Claim{
			{Stance: event.Asserts, Speaker: r.Attribution, Text: r.Text, Reports: []string{r.ID}},
			{Stance: event.Denies, Text: "They did not return.", Reports: []string{"b"}},
		},
		Reports: []string{r.ID, "b"}, Articles: []string{"a1", "a2"}, Origins: []string{"reuters"},
	}
}

func TestEventKeepsToSchema(t *testing.T) {
	s := compile(t, eventSchemaFile)
	for name, e := range map[string]event.Event{
		"all fields": happening(),
		"as few as can be": {ID: "x", Event: []event.Type{event.Aid}, QuadCode: 2, EventScale: 10, Actor: []event.Entity{{Code: "FRA"}}, Elected: "x",
			Claims:  []event.Claim{{Stance: event.Expects, Text: "t", Reports: []string{"x"}}},
			Reports: []string{"x"}, Articles: []string{"a"}, Origins: []string{"afp"}},
	} {
		b, err := event.EncodeEvent(e)
		if err != nil {
			t.Fatal(err)
		}
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		back, err := event.DecodeEvent(b)
		if err != nil {
			t.Fatal(err)
		}
		again, err := event.EncodeEvent(back)
		if err != nil || !bytes.Equal(b, again) {
			t.Errorf("%s: got\n%s\nwant\n%s", name, again, b)
		}
	}
}

func TestStanceOf(t *testing.T) {
	for _, c := range []struct {
		aux  []event.Auxiliary
		want event.Stance
	}{
		{nil, event.Asserts}, {[]event.Auxiliary{event.Historical}, event.Asserts}, {[]event.Auxiliary{event.Future}, event.Expects},
		{[]event.Auxiliary{event.Hypothetical}, event.Expects}, {[]event.Auxiliary{event.Future, event.Negation}, event.Denies},
	} {
		if got := event.StanceOf(c.aux); got != c.want {
			t.Errorf("%v: got %s, want %s", c.aux, got, c.want)
		}
	}
}

// What Check passes the schema passes, for a report of every type and mode.
func TestEncoderKeepsToSchema(t *testing.T) {
	s := compile(t, schemaFile)
	for _, e := range event.Types() {
		for _, m := range append([]event.ModeEntry{{}}, e.Modes...) {
			for _, full := range []bool{true, false} {
				r := sample()
				r.Event, r.Mode, r.CAMEO = []event.Type{e.Type}, nil, ""
				if m.Mode != "" {
					r.Mode = []event.Mode{m.Mode}
				}
				if !full {
					r.Date, r.EndDate, r.DateText, r.DateResolution = 0, 0, "", ""
					r.Attribution, r.EventLoc, r.Size, r.Context, r.Why, r.TextInfo.Also = nil, nil, nil, nil, nil, nil
					r.Actor = []event.Entity{{Sector: []event.Sector{"UNK"}}}
				}
				event.Fill(&r)
				if err := event.Check(r); err != nil {
					t.Errorf("%s %s: %v", e.Type, m.Mode, err)
				}
				if err := validate(t, s, r); err != nil {
					t.Errorf("%s %s: %v", e.Type, m.Mode, err)
				}
			}
		}
	}
}

func TestSchemaRefuses(t *testing.T) {
	s := compile(t, schemaFile)
	for name, spoil := range map[string]func(*event.Report){
		"a type that is none":     func(r *event.Report) { r.Event = []event.Type{"INVADE"} },
		"a mode of another type":  func(r *event.Report) { r.Mode = []event.Mode{"visit"} },
		"a mode where none is":    func(r *event.Report) { r.Event = []event.Type{event.Aid} },
		"a code that is none":     func(r *event.Report) { r.Actor[0].Code = "XXX" },
		"a group as a place":      func(r *event.Report) { r.EventLoc.CountryCode = "EUR" },
		"confidence above 1":      func(r *event.Report) { r.Confidence = 2 },
		"a report without a hash": func(r *event.Report) { r.CiteInfo.SHA256 = "" },
		"nobody acts":             func(r *event.Report) { r.Actor = nil },
	} {
		r := sample()
		spoil(&r)
		if validate(t, s, r) == nil {
			t.Errorf("the schema lets pass: %s", name)
		}
		if event.Check(r) == nil {
			t.Errorf("Check lets pass: %s", name)
		}
	}
}

func TestSchemaIsTheCodeBook(t *testing.T) {
	b, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Defs map[string]struct {
			Enum []string `json:"enum"`
		} `json:"$defs"`
		AllOf []struct {
			If struct {
				Properties struct {
					Event struct {
						PrefixItems []struct {
							Const event.Type `json:"const"`
						} `json:"prefixItems"`
					} `json:"event"`
				} `json:"properties"`
			} `json:"if"`
			Then struct {
				Properties struct {
					Mode struct {
						Items struct {
							Enum []event.Mode `json:"enum"`
						} `json:"items"`
					} `json:"mode"`
				} `json:"properties"`
			} `json:"then"`
		} `json:"allOf"`
	}
	if err := json.Unmarshal(b, &doc); err != nil {
		t.Fatal(err)
	}
	var types, modes []string
	for i, e := range event.Types() {
		types = append(types, string(e.Type))
		var own []event.Mode
		for _, m := range e.Modes {
			own = append(own, m.Mode)
			if !slices.Contains(modes, string(m.Mode)) {
				modes = append(modes, string(m.Mode))
			}
		}
		if rule := doc.AllOf[i]; rule.If.Properties.Event.PrefixItems[0].Const != e.Type || !slices.Equal(rule.Then.Properties.Mode.Items.Enum, own) {
			t.Errorf("modes of %s: schema %v, code book %v", e.Type, rule.Then.Properties.Mode.Items.Enum, own)
		}
	}
	codes := func(list []event.Gloss) (out []string) {
		for _, g := range list {
			out = append(out, g.Code)
		}
		return out
	}
	for name, want := range map[string][]string{"type": types, "mode": modes, "context": codes(event.Contexts()), "sector": codes(event.Sectors()),
		"group": codes(event.Groups()), "country": event.Countries()} {
		if got := doc.Defs[name].Enum; !slices.Equal(got, want) {
			t.Errorf("%s: schema has %v\ncode book has %v", name, got, want)
		}
	}
}
