package event_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/casus-news/casus/event"
)

// book writes the code book as a page for those who code or read codes.
func book() string {
	var b strings.Builder
	p := func(format string, args ...any) { fmt.Fprintf(&b, format, args...) }
	p("# The code book\n\n")
	p("For everyone who reads or checks codes. This page is made from the tables in `event` by `go test ./event -update` and held to them\n")
	p("by a test. Codes and scores are PLOVER 2.0's (Open Event Data Alliance), glosses are ours; `event/codebook.go` says where the\n")
	p("manual left a choice. The CAMEO code is the most general one that is right whenever type and mode are; contexts refine it.\n\n")
	p("## Types and modes\n\n")
	p("Quad: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict. Scale: -10 most hostile, 10 most cooperative.\n\n")
	p("| type | mode | quad | scale | CAMEO | what it means |\n| --- | --- | --- | --- | --- | --- |\n")
	for _, e := range event.Types() {
		p("| %s | | %d | %g | %s | %s |\n", e.Type, e.Quad, e.Scale, event.CAMEOOf(e.Type, ""), e.Gloss)
		for _, m := range e.Modes {
			p("| | %s | | %g | %s | %s |\n", m.Mode, m.Scale, event.CAMEOOf(e.Type, m.Mode), m.Gloss)
		}
	}
	for _, list := range []struct {
		title, intro string
		rows         []event.Gloss
	}{
		{"Contexts", "What an act is about; a report carries those that a reader would tag it with.", event.Contexts()},
		{"Sectors", "What part of a society a party belongs to.", event.Sectors()},
		{"Codes of parties that belong to no one country", "Countries have their ISO 3166-1 alpha-3 code, Kosovo KOS.", event.Groups()},
	} {
		p("\n## %s\n\n%s\n\n| code | what it means |\n| --- | --- |\n", list.title, list.intro)
		for _, g := range list.rows {
			p("| %s | %s |\n", g.Code, g.Gloss)
		}
	}
	p("\n## Auxiliary modes\n\n")
	p("`historical`, `future`, `hypothetical`, `negation`; none for a plain reported fact. A record lists them in this order.\n")
	p("\n## CAMEO\n\n| code | Goldstein | PLOVER | what it means |\n| --- | --- | --- | --- |\n")
	for _, c := range event.CAMEOs() {
		p("| %s | %g | %s | %s |\n", c.Code, c.Goldstein, strings.TrimSpace(string(c.Type)+" "+string(c.Mode)), c.Name)
	}
	return b.String()
}

func TestCodeBookPage(t *testing.T) {
	const page = "../docs/codebook.md"
	if *update {
		if err := os.WriteFile(page, []byte(book()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != book() {
		t.Errorf("%s is not what the tables say; run go test ./event -update", page)
	}
}
