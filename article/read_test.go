package article

import (
	"errors"
	"io"
	"strings"
	"testing"
)

const (
	oneSentence = "The government of Ruritania said on Tuesday that it would withdraw its envoys from the capital of Freedonia. "
	onePage     = "<html><head><title>Envoys leave</title></head><body><article><p>" + oneSentence + "</p><p>" + oneSentence + "</p><p>" + oneSentence +
		"</p></article></body></html>"
)

func TestBadInput(t *testing.T) {
	good := `{"id":"good","text":"The envoys left."}`
	for _, tt := range []struct {
		why, body string
		articles  int
		// want is what the only error holds, "" for none.
		want string
	}{
		{"empty", "", 0, "in: no article text: the input is empty; give a file"},
		{"blanks", " \n\n ", 0, "the input is empty"},
		{"title only of blanks", "\uFEFF\n", 0, "the input is empty"},
		{"PDF", "%PDF-1.7\n...", 0, "in: a PDF document, not text; casus reads HTML, plain text"},
		{"picture", "\x89PNG\r\n\x1a\n\x00\x00", 0, "a picture, not text"},
		{"office document", "PK\x03\x04\x14\x00", 0, "save it as plain text"},
		{"NUL bytes", "abc\x00def", 0, "binary data, not text"},
		{"control characters", strings.Repeat("\x01\x02a", 50), 0, "binary data, not text"},
		{"sitemap", `<?xml version="1.0"?><urlset></urlset>`, 0, "fetch the pages that it lists"},
		{"unknown XML", `<?xml version="1.0"?><thing></thing>`, 0, "XML of an unknown kind"},
		{"no feed", `<?xml version="1.0"?><rss><channel>`, 0, "parse feed"},
		{"feed without items", `<rss version="2.0"><channel><title>x</title></channel></rss>`, 0, "the feed has no items"},
		{"gzip cut off", zipped(oneSentence)[:30], 0, "unexpected EOF"},
		{"no gzip", "\x1f\x8bnonsense and more of it", 0, "damaged gzip"},
		{"gzip of nothing", zipped(""), 0, "the input is empty"},
		{"gzip in gzip in gzip in gzip", zipped(zipped(zipped(zipped(oneSentence)))), 0, "compressed more than 3 times over"},
		{"gzip in gzip", zipped(zipped(oneSentence)), 1, ""},
		{"gzip of JSONL", zipped(good + "\n" + good), 2, ""},
		{"gzip of a page", zipped(onePage), 1, ""},
		{"record cut off", good + "\n" + `{"id":"bad","text":"The en`, 1, "in: line 2: the record is cut off"},
		{"line too long", good + "\n" + `{"id":"long","text":"` + strings.Repeat("a", 200_000) + "\"}\n" + good, 2, "in: line 2: too large: more than 100000 bytes"},
		{"last line too long", good + "\n" + `{"id":"long","text":"` + strings.Repeat("a", 200_000), 1, "in: line 2: too large"},
		{"JSONL with a byte order mark", "\uFEFF" + good + "\r\n" + good + "\r\n", 2, ""},
		{"an empty array", "[{}]", 0, "in: record 1: the record has neither"},
		{"text too long", strings.Repeat(oneSentence, 1000), 0, "in: too large: more than 100000 bytes in one article; split it"},
		{"text that begins with a tag", "<3 is how the minister signed. " + oneSentence, 1, ""},
		{"text that begins with a brace", "[Strelsau] " + oneSentence, 1, ""},
	} {
		t.Run(tt.why, func(t *testing.T) {
			got, errs := readAll(t, tt.body, Options{Name: "in", MaxBytes: 100_000})
			if len(got) != tt.articles {
				t.Errorf("got %d articles, want %d", len(got), tt.articles)
			}
			switch {
			case tt.want == "" && len(errs) > 0, tt.want != "" && len(errs) != 1:
				t.Errorf("got the errors %v, want %q", errs, tt.want)
			case tt.want != "" && !strings.Contains(errs[0].Error(), tt.want):
				t.Errorf("got  %v\nwant %s", errs[0], tt.want)
			}
		})
	}
}

func TestSentinels(t *testing.T) {
	for _, tt := range []struct {
		why, body string
		want      error
	}{
		{"empty", "", ErrNoText},
		{"too large", strings.Repeat("a", 2000), ErrTooLarge},
		{"French", `{"text":"x","language":"fr"}`, ErrLanguage},
	} {
		if _, errs := readAll(t, tt.body, Options{MaxBytes: 1000}); len(errs) != 1 || !errors.Is(errs[0], tt.want) {
			t.Errorf("%s: got %v, want %v", tt.why, errs, tt.want)
		}
	}
}

// repeated gives n bytes of one character without holding them.
type repeated struct {
	c byte
	n int
}

func (r *repeated) Read(p []byte) (int, error) {
	if r.n == 0 {
		return 0, io.EOF
	}
	n := min(len(p), r.n)
	for i := range p[:n] {
		p[i] = r.c
	}
	r.n -= n
	return n, nil
}

// TestHugeLine: 100 MB of one line are refused without being held, as text and as a record among others.
func TestHugeLine(t *testing.T) {
	const size = 100 << 20
	for a, err := range Read(&repeated{'a', size}, Options{}) {
		if !errors.Is(err, ErrTooLarge) {
			t.Errorf("got %v, %v", a.ID, err)
		}
	}
	n := 0
	body := io.MultiReader(strings.NewReader(`{"text":"`), &repeated{'a', size}, strings.NewReader("\"}\n"+`{"text":"The envoys left."}`))
	for _, err := range Read(body, Options{MaxBytes: 1 << 20}) {
		if n++; (err == nil) != (n == 2) {
			t.Errorf("article %d: %v", n, err)
		}
	}
}

// TestReadError: an error of the reader itself is given, once.
func TestReadError(t *testing.T) {
	broken := errors.New("cable cut")
	for _, begin := range []string{"", oneSentence, `{"text":"The envoys left."}` + "\n", onePage} {
		n := 0
		for _, err := range Read(io.MultiReader(strings.NewReader(begin), failing{broken}), Options{Name: "in"}) {
			if err != nil {
				n++
				if !errors.Is(err, broken) {
					t.Errorf("%.10q: got %v", begin, err)
				}
			}
		}
		if n != 1 {
			t.Errorf("%.10q: %d errors", begin, n)
		}
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestPublished(t *testing.T) {
	given := NewDay(2020, 3, 9)
	page := strings.Replace(onePage, "<title>", `<meta name="date" content="2020-03-04"><title>`, 1)
	for _, tt := range []struct {
		why, body string
		given     Day
		want      string
	}{
		{"record", `{"text":"x","published":"2020-03-04"}`, 0, "2020-03-04 record"},
		{"a record goes before the user", `{"text":"x","published":"2020-03-04"}`, given, "2020-03-04 record"},
		{"the user fills in", `{"text":"x"}`, given, "2020-03-09 given"},
		{"page", page, 0, "2020-03-04 meta"},
		{"the user goes before a page", page, given, "2020-03-09 given"},
		{"line of a text", "Envoys leave\n\n4 March 2020\n\n" + oneSentence, 0, "2020-03-04 text"},
		{"nothing", oneSentence, 0, " "},
	} {
		a := readOne(t, tt.body, Options{Published: tt.given})
		if got := a.Published.String() + " " + a.PublishedFrom; got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.why, got, tt.want)
		}
	}
}

func TestIdentity(t *testing.T) {
	id := func(body string, opt Options) ID { return readOne(t, body, opt).ID }
	if a, b := id(oneSentence, Options{}), id(oneSentence+"\n", Options{}); a != b {
		t.Errorf("same text, other blanks: %s, %s", a, b)
	}
	if a := id(oneSentence, Options{ID: "note"}); a != "note" {
		t.Errorf("fallback: %s", a)
	}
	if a := id(`{"id":"own","text":"x","url":"https://example.org/a"}`, Options{ID: "note"}); a != "own" {
		t.Errorf("own id: %s", a)
	}
	same := []string{"https://www.example.org/a", "http://example.org/a/", "https://example.org/a?utm_source=x#top", "https://EXAMPLE.org/a?fbclid=1"}
	for _, u := range same {
		if a, b := id(oneSentence, Options{URL: u, ID: "note"}), id(oneSentence, Options{URL: same[0]}); a != b {
			t.Errorf("%s: %s, want %s", u, a, b)
		}
	}
	if a, b := id(oneSentence, Options{URL: same[0]}), id(oneSentence, Options{URL: same[0] + "?id=2"}); a == b {
		t.Errorf("another page has the same id %s", a)
	}
}

func TestLanguage(t *testing.T) {
	const german = "Die Regierung hat am Dienstag angekündigt, ihre Gesandten aus der Hauptstadt abzuziehen, wie ein Sprecher sagte."
	for _, tt := range []struct {
		why, body, user string
		want            string
	}{
		{"English", oneSentence, "", "en"},
		{"too short to tell", "Ruritania: Strelsau.", "", ""},
		{"German", german, "", "not English but German"},
		{"another script", "Правительство объявило во вторник, что отзовет своих посланников из столицы.", "", "not English but Russian"},
		{"the user's word", german, "en", "en"},
		{"the record's word", `{"text":"` + german + `","language":"en-GB"}`, "", "en"},
		{"the record's word against it", `{"text":"` + oneSentence + `","language":"de"}`, "", "not English but de, as given"},
		{"the user's word against the record's", `{"text":"` + oneSentence + `","language":"de"}`, "en", "en"},
	} {
		got, errs := readAll(t, tt.body, Options{Language: tt.user})
		switch {
		case len(errs) == 1 && errors.Is(errs[0], ErrLanguage) && strings.Contains(errs[0].Error(), tt.want):
		case len(errs) == 0 && got[0].Language == tt.want:
		default:
			t.Errorf("%s: got %v %v, want %q", tt.why, got, errs, tt.want)
		}
	}
}
