package event_test

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// property is a node of a JSON schema, as far as it names fields.
type property struct {
	Properties map[string]property `json:"properties"`
}

// fields gives the names of all fields below p, each once, in sorted order.
func (p property) fields() []string {
	var out []string
	for name, below := range p.Properties {
		out = append(append(out, name), below.fields()...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Who adds a field to the record tells its readers.
func TestRecordPageNamesEveryField(t *testing.T) {
	page, err := os.ReadFile("../docs/record.md")
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		property
		Defs map[string]property `json:"$defs"`
	}
	if err := json.Unmarshal(b, &schema); err != nil {
		t.Fatal(err)
	}
	names := schema.fields()
	for _, def := range slices.Sorted(maps.Keys(schema.Defs)) {
		names = append(names, schema.Defs[def].fields()...)
	}
	if !slices.Contains(names, "cue") || !slices.Contains(names, "trigger_start") {
		t.Fatalf("fields of definitions and of objects within are missing: %v", names)
	}
	for _, name := range names {
		if !strings.Contains(string(page), "`"+name+"`") {
			t.Errorf("docs/record.md does not name the field `%s` of %s", name, schemaFile)
		}
	}
}
