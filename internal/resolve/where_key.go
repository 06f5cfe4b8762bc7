package resolve

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// PlaceKey is the form of a place name under which the gazetteer lists it: lower case, without accents, points and
// apostrophes, hyphens as spaces, "saint" as "st". Names with the same key are the same name.
func PlaceKey(name string) string {
	var b strings.Builder
	space := false
	add := func(r rune) {
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
	}
	plain := true
	for i := range len(name) {
		if name[i] >= utf8.RuneSelf {
			plain = false
			break
		}
	}
	if plain {
		return plainKey(name)
	}
	name = norm.NFD.String(name)
	for _, r := range name {
		switch {
		case r == ' ' || r == '-' || r == '\u00a0' || r == '–' || r == '\t' || r == '\n':
			space = true
		case r == '.' || r == '\'' || r == '’' || r == '‘' || r == '`' || r == 'ʻ' || r == 'ʼ' || r == 'ʿ' || r == ',':
		case r < utf8.RuneSelf:
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			add(r)
		case unicode.Is(unicode.Mn, r):
		default:
			for _, f := range foldLetter(unicode.ToLower(r)) {
				add(f)
			}
		}
	}
	key := b.String()
	if strings.HasPrefix(key, "saint ") {
		key = "st " + key[len("saint "):]
	}
	return key
}

// plainKey is PlaceKey for ASCII names of moderate length.
func plainKey(name string) string {
	var buf [80]byte
	key := buf[:0]
	space := false
	for i := range len(name) {
		c := name[i]
		switch c {
		case ' ', '-', '\t', '\n':
			space = len(key) > 0
			continue
		case '.', '\'', '`', ',':
			continue
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if space {
			key, space = append(key, ' '), false
		}
		key = append(key, c)
	}
	if s := string(key); !strings.HasPrefix(s, "saint ") {
		return s
	}
	return "st " + string(key[len("saint "):])
}

// foldLetter spells letters that no accent explains.
func foldLetter(r rune) string {
	switch r {
	case 'ł':
		return "l"
	case 'ø':
		return "o"
	case 'đ', 'ð':
		return "d"
	case 'ı':
		return "i"
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'þ':
		return "th"
	case 'ə':
		return "a"
	case 'ħ':
		return "h"
	}
	return string(r)
}
