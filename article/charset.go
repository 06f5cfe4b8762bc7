package article

import (
	"bytes"
	"mime"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// decode turns body into UTF-8. It goes by the byte order mark; else body is UTF-8 where it is valid as that, whatever is
// declared, since no other charset gives long valid UTF-8 by chance; else by the HTTP header, the page's own meta tag, and
// last by its look. The problem is "" where nothing had to be guessed.
//
// Not charset.NewReader of x/net: it looks at the first 1,024 bytes only and reads UTF-8 pages with a late first umlaut as Windows-1252.
func decode(body []byte, contentType string, isHTML bool) (text, problem string) {
	if order, ok := utf16Order(body); ok {
		return decodeAs(body, unicode.UTF16(order, unicode.UseBOM)), ""
	}
	if utf8.Valid(body) {
		return string(body), ""
	}
	if enc := named(charsetOf(contentType)); enc != nil {
		return decodeAs(body, enc), ""
	}
	if isHTML {
		if enc := declared(body); enc != nil {
			return decodeAs(body, enc), ""
		}
	}
	if mostlyUTF8(body) {
		return strings.ToValidUTF8(string(body), "\uFFFD"), "not valid UTF-8 throughout: bytes that are none are shown as \uFFFD"
	}
	if isHTML {
		if enc := guessed(body); enc != nil {
			return decodeAs(body, enc), "charset guessed by the look of the text"
		}
	}
	return decodeAs(body, charmap.Windows1252), "not UTF-8: read as Windows-1252"
}

// decodeAs gives U+FFFD for what enc does not know.
func decodeAs(body []byte, enc encoding.Encoding) string {
	out, err := enc.NewDecoder().Bytes(body)
	if err != nil {
		return strings.ToValidUTF8(string(body), "\uFFFD")
	}
	return strings.ToValidUTF8(string(out), "\uFFFD")
}

// utf16Order tells the byte order of UTF-16.
func utf16Order(body []byte) (unicode.Endianness, bool) {
	switch {
	case bytes.HasPrefix(body, []byte{0xFE, 0xFF}):
		return unicode.BigEndian, true
	case bytes.HasPrefix(body, []byte{0xFF, 0xFE}):
		return unicode.LittleEndian, true
	}
	// ASCII in UTF-16 has a NUL in every second place, and none in the others.
	var nul [2]int
	head := body[:min(len(body), 256)&^1]
	for i, c := range head {
		if c == 0 {
			nul[i%2]++
		}
	}
	most := len(head) * 2 / 5
	switch {
	case len(head) < 16:
	case nul[0] > most && nul[1] == 0:
		return unicode.BigEndian, true
	case nul[1] > most && nul[0] == 0:
		return unicode.LittleEndian, true
	}
	return unicode.BigEndian, false
}

func charsetOf(contentType string) string {
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return ""
	}
	return params["charset"]
}

// named is the encoding of that name, nil for none. UTF-8 is none here: the body is known not to be valid.
func named(label string) encoding.Encoding {
	if label == "" {
		return nil
	}
	enc, name := charset.Lookup(label)
	if name == "utf-8" {
		return nil
	}
	return enc
}

// declared is the encoding that the head of an HTML page declares.
func declared(body []byte) encoding.Encoding {
	head := bytes.ToLower(body[:min(len(body), 1<<14)])
	for {
		_, rest, ok := bytes.Cut(head, []byte("charset="))
		if !ok {
			return nil
		}
		head = rest
		label := bytes.TrimLeft(rest[:min(len(rest), 40)], "\"' ")
		if end := bytes.IndexAny(label, "\"'; />\r\n"); end >= 0 {
			label = label[:end]
		}
		if enc := named(string(label)); enc != nil {
			return enc
		}
	}
}

// mostlyUTF8 tells whether body has characters of several bytes in UTF-8, and ten of them for every bad byte.
func mostlyUTF8(body []byte) bool {
	good, bad := 0, 0
	for len(body) > 0 {
		if body[0] < utf8.RuneSelf {
			body = body[1:]
			continue
		}
		r, size := utf8.DecodeRune(body)
		if r == utf8.RuneError && size == 1 {
			bad++
		} else {
			good++
		}
		body = body[size:]
	}
	return good >= 10*bad
}

// guessed is the encoding that body looks most like, nil where nothing speaks for one.
func guessed(body []byte) encoding.Encoding {
	best, err := chardet.NewHtmlDetector().DetectBest(body[:min(len(body), 1<<16)])
	if err != nil || best.Confidence < 30 {
		return nil
	}
	return named(best.Charset)
}
