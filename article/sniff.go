package article

import (
	"bytes"
	"fmt"
	"strings"
)

// kind is what an input holds.
type kind uint8

const (
	kindText kind = iota
	kindHTML
	kindFeed
	kindJSONL
	// kindJSON is JSON that is not one object a line: an array, or an object laid out over lines.
	kindJSON
	kindWARC
	kindGzip
)

const readable = "casus reads HTML, plain text, JSONL of articles, RSS, Atom and WARC"

// sniff recognises an input by its first bytes.
func sniff(head []byte) (kind, error) {
	switch {
	case bytes.HasPrefix(head, []byte("\x1f\x8b")):
		return kindGzip, nil
	case startsWARC(head):
		return kindWARC, nil
	}
	if what, todo := binary(head); what != "" {
		return 0, fmt.Errorf("%s, not text; %s: %s", what, readable, todo)
	}
	text := strings.TrimLeft(strings.TrimPrefix(string(head), "\uFEFF"), " \t\r\n")
	switch {
	case text == "":
		if len(head) < sniffBytes {
			return 0, fmt.Errorf("%w: the input is empty; give a file with the text of an article", ErrNoText)
		}
		return kindText, nil
	case text[0] == '{':
		return sniffJSON(text), nil
	case text[0] == '[' && strings.HasPrefix(strings.TrimLeft(text[1:], " \t\r\n"), "{"):
		return kindJSON, nil
	case text[0] == '<':
		return sniffMarkup(text)
	}
	return kindText, nil
}

func startsWARC(head []byte) bool { return bytes.HasPrefix(head, []byte("WARC/")) }

// sniffJSON tells one object a line from an object laid out over several lines.
func sniffJSON(text string) kind {
	line, _, _ := strings.Cut(text, "\n")
	if strings.TrimSpace(line) == "{" {
		return kindJSON
	}
	return kindJSONL
}

// sniffMarkup tells feeds and pages apart. Text that merely begins with "<" is text.
func sniffMarkup(text string) (kind, error) {
	lower := strings.ToLower(text)
	isXML := strings.HasPrefix(lower, "<?xml")
	first := len(lower)
	what := ""
	for _, tag := range []string{"<rss", "<feed", "<rdf:rdf", "<html", "<!doctype html", "<nitf", "<newsitem", "<newsml", "<urlset", "<sitemapindex"} {
		if i := strings.Index(lower, tag); i >= 0 && i < first {
			first, what = i, tag[1:]
		}
	}
	switch what {
	case "rss", "feed", "rdf:rdf":
		return kindFeed, nil
	case "html", "!doctype html":
		return kindHTML, nil
	case "urlset", "sitemapindex":
		return 0, fmt.Errorf("a sitemap, not an article; %s: fetch the pages that it lists", readable)
	case "nitf", "newsitem", "newsml":
		return 0, fmt.Errorf("XML of the kind %q; %s: convert it to one of these", what, readable)
	}
	if isXML {
		return 0, fmt.Errorf("XML of an unknown kind; %s: convert it to one of these", readable)
	}
	for _, tag := range []string{"<!--", "<head", "<body", "<div", "<p>", "<p ", "<article", "<main", "<section", "<meta", "<title", "<script",
		"<span", "<h1", "<h2", "<table", "<header", "<a ", "<b>", "<br"} {
		if strings.HasPrefix(lower, tag) {
			return kindHTML, nil
		}
	}
	return kindText, nil
}

// binary names a format that is no text, and what to do about it; "" for text.
func binary(head []byte) (what, todo string) {
	const unpack, convert = "unpack it first", "take its text out first"
	for _, m := range []struct{ magic, what, todo string }{
		{"%PDF-", "a PDF document", "take its text out first, with pdftotext for example"},
		{"PK\x03\x04", "a zip archive or office document", "unpack it, or save it as plain text"},
		{"\xD0\xCF\x11\xE0", "an office document", "save it as plain text"},
		{`{\rtf`, "a rich text document", "save it as plain text"},
		{"\x89PNG", "a picture", convert}, {"\xFF\xD8\xFF", "a picture", convert}, {"GIF8", "a picture", convert},
		{"RIFF", "sound or film", convert}, {"OggS", "sound or film", convert}, {"ID3", "sound or film", convert},
		{"\x7fELF", "a program", convert}, {"SQLite format 3", "a database", convert},
		{"BZh", "a bzip2 archive", unpack}, {"\xFD7zXZ", "an xz archive", unpack}, {"\x28\xB5\x2F\xFD", "a zstd archive", unpack},
		{"Rar!", "a rar archive", unpack}, {"7z\xBC\xAF", "a 7z archive", unpack},
	} {
		if bytes.HasPrefix(head, []byte(m.magic)) {
			return m.what, m.todo
		}
	}
	if _, wide := utf16Order(head); !wide && looksBinary(head) {
		return "binary data", "check that this is the right file"
	}
	return "", ""
}

// looksBinary tells whether head has a NUL, or more control characters than a text has.
func looksBinary(head []byte) bool {
	control := 0
	for _, c := range head {
		switch {
		case c == 0:
			return true
		case c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1B:
			control++
		}
	}
	return control*20 > len(head)
}
