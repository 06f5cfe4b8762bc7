package article

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
)

func encoded(t *testing.T, s string, enc encoding.Encoding) string {
	t.Helper()
	out, err := enc.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestDecode(t *testing.T) {
	const text = "“Señor Muñoz,” the café owner said, “is naïve.”"
	page := `<html><head><meta charset="windows-1251"></head>`
	late := strings.Repeat("a", 5000) + text
	for _, tt := range []struct {
		why, body, contentType string
		isHTML                 bool
		want                   string
		problem                bool
	}{
		{"UTF-8", text, "", false, text, false},
		{"UTF-8 whatever the header says", text, "text/html; charset=iso-8859-1", true, text, false},
		{"UTF-8 with the first umlaut late", late, "", true, late, false},
		{"UTF-8 with a mark", "\uFEFF" + text, "", false, "\uFEFF" + text, false},
		{"UTF-16 with a mark", encoded(t, text, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)), "", false, text, false},
		{"UTF-16 without a mark", encoded(t, text, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)), "", false, text, false},
		{"Windows-1252", encoded(t, text, charmap.Windows1252), "", false, text, true},
		{"header", encoded(t, "Žluťoučký kůň", charmap.ISO8859_2), "text/html; charset=ISO-8859-2", true, "Žluťoučký kůň", false},
		{"meta", encoded(t, page+"Кремль", charmap.Windows1251), "", true, page + "Кремль", false},
		{"header before meta", encoded(t, page+"Кремль", charmap.KOI8R), "text/html; charset=koi8-r", true, page + "Кремль", false},
		{"by its look", encoded(t, strings.Repeat("大統領は火曜日に首都から特使を撤回すると発表した。", 9), japanese.ShiftJIS), "", true,
			strings.Repeat("大統領は火曜日に首都から特使を撤回すると発表した。", 9), true},
		{"UTF-8 with one bad byte", strings.Repeat(text, 3) + "\xff", "", false, strings.Repeat(text, 3) + "\uFFFD", true},
	} {
		t.Run(tt.why, func(t *testing.T) {
			got, problem := decode([]byte(tt.body), tt.contentType, tt.isHTML)
			if got != tt.want || (problem != "") != tt.problem {
				t.Errorf("got %q, problem %q\nwant %q", got, problem, tt.want)
			}
		})
	}
}
