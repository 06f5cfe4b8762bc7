package resolve

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// nameWord is one word of a name or of a text, folded for comparison: lower case, no accents, no inner apostrophes.
type nameWord struct {
	// start and end are byte offsets in the text.
	start, end int
	// word is the folded form; "s" with poss set stands for a possessive ending.
	word string
	// upper tells that the first letter is a capital; caps that all letters are, two or more; initial that it is a capital with a point.
	upper, caps, initial, poss bool
	// dotted tells that points stood inside: "U.S".
	dotted bool
	// glued tells that only a hyphen or nothing parts it from the nameWord before.
	glued bool
	// brk tells that a comma, bracket, colon or end of sentence stands before it.
	brk bool
}

// tokens cuts text into words. Points inside abbreviations vanish ("U.S." is "us" in capitals), hyphens part words.
func nameWords(text string) []nameWord {
	out := make([]nameWord, 0, len(text)/5+1)
	var brk bool
	last := -1
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !isWordRune(r) {
			switch r {
			case ',', ';', ':', '(', ')', '!', '?', '\n', '–', '—', '[', ']', '/', '|', '•':
				brk = true
			case '.':
				brk = brk || last != i || !isAbbreviation(&out[len(out)-1])
			}
			i += n
			continue
		}
		end := wordEnd(text, i)
		t := nameWord{start: i, end: end, brk: brk, glued: last >= 0 && (i == last || i == last+1 && text[last] == '-')}
		t.fill(text)
		out = append(out, t)
		brk, last, i = false, end, end
		if p := possessive(text, end); p > 0 {
			out = append(out, nameWord{start: end, end: end + p, word: "s", poss: true, glued: true})
			i, last = end+p, end+p
		}
	}
	return out
}

// abbreviations are written with a point that ends no sentence.
const abbreviations = " mr mrs ms dr st gen sen rep gov lt col sgt capt cpt prof rev hon jr sr adm maj brig pres min amb sec dep asst msgr fr supt insp no "

// isAbbreviation tells whether a point after w belongs to it.
func isAbbreviation(w *nameWord) bool {
	return w.initial || w.upper && (w.dotted || strings.Contains(abbreviations, " "+w.word+" "))
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// wordEnd is the end of the word that starts at i. It runs over apostrophes between letters, unless they begin a possessive "'s",
// and over points between single capitals ("U.N.").
func wordEnd(text string, i int) int {
	start := i
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if isWordRune(r) {
			i += n
			continue
		}
		if r == '.' && singles(text[start:i]) && i+n < len(text) && capitalThenPoint(text[i+n:]) {
			i += n
			continue
		}
		if isApostrophe(r) && possessive(text, i) == 0 && i+n < len(text) {
			if next, _ := utf8.DecodeRuneInString(text[i+n:]); unicode.IsLetter(next) {
				i += n
				continue
			}
		}
		break
	}
	return i
}

// singles tells whether s is capitals with points between: "U", "U.S".
func singles(s string) bool {
	for i, part := range strings.Split(s, ".") {
		r, n := utf8.DecodeRuneInString(part)
		if n != len(part) || !unicode.IsUpper(r) || i > 6 {
			return false
		}
	}
	return true
}

// capitalThenPoint tells whether s starts with one capital and then no further letter: the "S" of "U.S" and "U.S.".
func capitalThenPoint(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	if !unicode.IsUpper(r) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(s[n:])
	return !isWordRune(next)
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' || r == '‘' || r == '`' }

// possessive is the length of "'s" at offset i of text, 0 where none stands there.
func possessive(text string, i int) int {
	r, n := utf8.DecodeRuneInString(text[i:])
	if n == 0 || !isApostrophe(r) || i+n >= len(text) || text[i+n] != 's' && text[i+n] != 'S' {
		return 0
	}
	if next, _ := utf8.DecodeRuneInString(text[i+n+1:]); isWordRune(next) {
		return 0
	}
	return n + 1
}

// fill sets the folded word and the marks of t.
func (t *nameWord) fill(text string) {
	s := text[t.start:t.end]
	first, n := utf8.DecodeRuneInString(s)
	t.upper = unicode.IsUpper(first)
	t.initial = t.upper && n == len(s) && t.end < len(text) && text[t.end] == '.'
	letters, capitals, plain := 0, 0, true
	for _, r := range s {
		t.dotted = t.dotted || r == '.'
		if r >= utf8.RuneSelf || r == '.' || r == '\'' || r == '`' || r >= 'A' && r <= 'Z' {
			plain = false
		}
		if unicode.IsLetter(r) {
			letters++
			if unicode.IsUpper(r) {
				capitals++
			}
		}
	}
	t.caps = letters >= 2 && capitals == letters
	if plain {
		t.word = s
		return
	}
	t.word = fold(s)
}

// fold lowers s, and drops accents, points and apostrophes.
func fold(s string) string {
	ascii := true
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	buf := make([]byte, 0, len(s)+4)
	if ascii {
		for i := range len(s) {
			c := s[i]
			switch {
			case c >= 'A' && c <= 'Z':
				buf = append(buf, c+'a'-'A')
			case c == '.' || c == '\'' || c == '`':
			default:
				buf = append(buf, c)
			}
		}
		return string(buf)
	}
	for _, r := range norm.NFD.String(s) {
		if unicode.IsMark(r) || r == '.' || isApostrophe(r) {
			continue
		}
		r = unicode.ToLower(r)
		switch r {
		case 'ł':
			r = 'l'
		case 'ø':
			r = 'o'
		case 'đ', 'ð':
			r = 'd'
		case 'ı':
			r = 'i'
		case 'ß':
			buf = append(buf, "ss"...)
			continue
		case 'æ':
			buf = append(buf, "ae"...)
			continue
		case 'œ':
			buf = append(buf, "oe"...)
			continue
		case 'þ':
			buf = append(buf, "th"...)
			continue
		case 'ə':
			r = 'a'
		case 'ħ':
			r = 'h'
		}
		buf = utf8.AppendRune(buf, r)
	}
	return string(buf)
}

// nameKey is a name as the index compares it: folded words with one space between, brackets kept.
func nameKey(s string) string {
	var b strings.Builder
	for i, t := range nameWords(s) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(t.word)
	}
	return b.String()
}

// bare is a name without what stands in brackets.
func bare(s string) string {
	for {
		a := strings.IndexByte(s, '(')
		if a < 0 {
			return strings.TrimSpace(s)
		}
		b := strings.IndexByte(s[a:], ')')
		if b < 0 {
			return strings.TrimSpace(s)
		}
		s = strings.TrimSpace(s[:a]) + s[a+b+1:]
	}
}
