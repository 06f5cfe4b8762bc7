package article

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestTangledPages: pages made to break a parser are read or refused, soon.
func TestTangledPages(t *testing.T) {
	body := func(s string) string { return strings.Replace(onePage, "<article>", s+"<article>", 1) }
	var fonts strings.Builder
	for i := range 400 {
		fmt.Fprintf(&fonts, "<font size=%d>", i)
	}
	for _, tt := range []struct {
		why, page string
		refused   bool
	}{
		{"divs 100,000 deep around the article", body(strings.Repeat("<div>", 100_000)), false},
		{"spans 100,000 deep and closed", body(strings.Repeat("<span>", 100_000) + strings.Repeat("</span>", 100_000)), false},
		{"text below 100,000 elements", "<html><body>" + strings.Repeat("<blockquote>", 100_000) + "<p>" + strings.Repeat(oneSentence, 5), false},
		{"tables in tables", body(strings.Repeat("<table><tr><td>", 20_000)), false},
		{"formatting opened again in every block", body("<p>" + fonts.String() + "</p>" + strings.Repeat("<p>x</p>", 100_000)), true},
		{"a million tags", body(strings.Repeat("<p>", 1_000_000)), true},
		{"20,000 paragraphs", body("</article>" + strings.Repeat("<p>x</p>", 20_000)), false},
		{"a very long attribute", body(`<div class="` + strings.Repeat("x ", 500_000) + `">`), false},
		{"more than 8 MiB", body("<!--" + strings.Repeat("x", 9<<20) + "-->"), true},
		{"a bare less-than sign at the end", onePage + "<", false},
		{"frames", `<html><frameset><frame src="a"></frameset></html>`, true},
	} {
		t.Run(tt.why, func(t *testing.T) {
			begin := time.Now()
			got, errs := readAll(t, tt.page, Options{})
			if took := time.Since(begin); took > 20*time.Second {
				t.Errorf("took %s", took)
			}
			if tt.refused {
				if len(errs) != 1 || !errors.Is(errs[0], ErrTooLarge) && !errors.Is(errs[0], ErrNoText) {
					t.Errorf("got %d articles and %v, want a refusal", len(got), errs)
				}
				return
			}
			if len(got) != 1 || !strings.Contains(got[0].Text, "withdraw its envoys") {
				t.Errorf("got %d articles and %v", len(got), errs)
			}
		})
	}
}

func TestDateLine(t *testing.T) {
	day := NewDay(2021, 5, 6)
	for _, tt := range []struct {
		line string
		want Day
	}{
		{"May 6, 2021", day},
		{"6 May 2021", day},
		{"Thursday, May 6th, 2021", day},
		{"Published: 2021-05-06 at 10:30 GMT", day},
		{"Posted on Thu., 6 May 2021 | 10:30am EDT", day},
		{"Saturday, September 14, 2019", NewDay(2019, 9, 14)},
		{"May 6", 0},
		{"February 30, 2021", 0},
		{"05/06/2021", 0},
		{"Talks of May 6, 2021", 0},
		{"May 6, 2021: envoys leave", 0},
		{"Updated May 7, 2021", 0},
		{"", 0},
	} {
		if got, _ := dateLine(tt.line); got != tt.want {
			t.Errorf("%q: got %s, want %s", tt.line, got, tt.want)
		}
	}
}

func TestReadDate(t *testing.T) {
	for _, tt := range []struct{ value, want string }{
		{"2021-05-06", "2021-05-06"},
		{"2021-05-06T23:30:00-04:00", "2021-05-06"},
		{"2021-05-06T23:30:00.123Z", "2021-05-06"},
		{"2021-05-06T23:30:00+0200", "2021-05-06"},
		{"2021-05-06 23:30:00", "2021-05-06"},
		{"Thu, 06 May 2021 23:30:00 -0400", "2021-05-06"},
		{"20210506", "2021-05-06"},
		{"2021-05-06T99:99", "2021-05-06"},
		{"May 6, 2021", "2021-05-06"},
		{"yesterday", ""},
		{"2021-13-06", ""},
		{"", ""},
	} {
		if got, _ := readDate(tt.value); got.String() != tt.want {
			t.Errorf("%q: got %q, want %q", tt.value, got, tt.want)
		}
	}
}

func TestAddressDay(t *testing.T) {
	for _, tt := range []struct{ address, want string }{
		{"https://example.org/2021/05/06/envoys", "2021-05-06"},
		{"https://example.org/world/2021/may/06/envoys", "2021-05-06"},
		{"https://example.org/news/2021-05-06-envoys", "2021-05-06"},
		{"https://example.org/2021/05/envoys", ""},
		{"https://example.org/a/1234/56/78", ""},
		{"::", ""},
	} {
		if got, _ := addressDay(tt.address); got.String() != tt.want {
			t.Errorf("%s: got %q, want %q", tt.address, got, tt.want)
		}
	}
}

func TestTitles(t *testing.T) {
	body := "\n\n" + oneSentence + "\n\n" + oneSentence
	for _, tt := range []struct{ why, text, want string }{
		{"headline", "Envoys leave Strelsau" + body, "Envoys leave Strelsau"},
		{"question", "Will the envoys leave?" + body, "Will the envoys leave?"},
		{"quoted", "‘We leave,’ says envoy" + body, "‘We leave,’ says envoy"},
		{"abbreviation at the end", "Envoys leave the U.S." + body, "Envoys leave the U.S."},
		{"abbreviation inside", "Gen. Kostov leaves" + body, "Gen. Kostov leaves"},
		{"a sentence", "The envoys leave." + body, ""},
		{"a lead-in", "The envoys said:" + body, ""},
		{"two sentences", "The envoys left. They went home" + body, ""},
		{"twice, though a sentence", "The envoys leave." + "\n\nThe envoys leave." + body, "The envoys leave."},
		{"a sum of money", "$100 million for Ruritania" + body, "$100 million for Ruritania"},
		{"half a sentence", "I will visit Ruritania and Freedonia on the first day\n\nof the week.\n", ""},
		{"one word", "Envoys" + body, ""},
		{"too long", strings.Repeat("Envoys leave ", 20) + body, ""},
		{"wrapped text", "The government of Ruritania said on Tuesday that it would withdraw its\nenvoys from the capital of Freedonia, a spokesman said.\n", ""},
		{"no empty line behind", "Envoys leave Strelsau\n" + oneSentence + oneSentence, "Envoys leave Strelsau"},
	} {
		if got := readOne(t, tt.text, Options{}).Title; got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.why, got, tt.want)
		}
	}
}
