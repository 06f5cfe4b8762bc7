package resolve

import (
	"unicode"
	"unicode/utf8"
)

// token is a word, a run of digits or a punctuation mark of a text that is searched for times.
type token struct {
	start, end int32
	kind       tokenKind
	class      wordClass
	// value qualifies the class: the month of a month name; for a number its value, -1 where it is no whole number below a million.
	value int32
	// digits is the number of digits of a number without separators.
	digits uint8
	// glued tells that no space stands before the token; capital that its first letter is upper case.
	glued, capital bool
	// first tells that the token opens a sentence or line, as far as punctuation shows.
	first bool
}

type tokenKind uint8

const (
	wordToken tokenKind = iota
	numberToken
	markToken
)

// tokens splits text; O(len(text)). Offsets are those of bytes.
func tokens(text string) []token {
	out := make([]token, 0, len(text)/5+4)
	glued, first := false, true
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c == '\n':
			// A single line end may be a wrap; an empty line or the start of the text opens a sentence.
			if i+1 < len(text) && text[i+1] == '\n' {
				first = true
			}
			glued = false
			i++
		case c == ' ' || c == '\t' || c == '\r':
			glued = false
			i++
		case isDigit(c):
			t := numberAt(text, i)
			t.glued, t.first = glued, first
			out = append(out, t)
			i, glued, first = int(t.end), true, false
		case isLetter(c):
			t := wordAt(text, i)
			t.glued, t.first = glued, first
			out = append(out, t)
			i, glued, first = int(t.end), true, false
		default:
			r, n := rune(c), 1
			if c >= utf8.RuneSelf {
				r, n = utf8.DecodeRuneInString(text[i:])
			}
			if r >= utf8.RuneSelf && unicode.IsLetter(r) {
				t := wordAt(text, i)
				t.glued, t.first = glued, first
				out = append(out, t)
				i, glued, first = int(t.end), true, false
				break
			}
			if unicode.IsSpace(r) {
				glued = false
				i += n
				break
			}
			t := token{start: int32(i), end: int32(i + n), kind: markToken, class: markClass(r), glued: glued, first: first}
			out = append(out, t)
			i += n
			glued = true
			first = first && t.class == quoteMark || endsSentence(text, out)
		}
	}
	return out
}

// endsSentence tells whether the last token of toks ends a sentence.
func endsSentence(text string, toks []token) bool {
	t := toks[len(toks)-1]
	at := int(t.end)
	switch t.class {
	case stopMark:
		return at >= len(text) || text[at] == ' ' || text[at] == '\n' || text[at] >= utf8.RuneSelf
	case dotMark:
		if at < len(text) && text[at] != ' ' && text[at] != '\n' && text[at] != '"' && text[at] < utf8.RuneSelf {
			return false
		}
		if len(toks) < 2 {
			return true
		}
		before := toks[len(toks)-2]
		if before.kind == wordToken && before.end-before.start == 1 {
			return false
		}
		return before.class != titleWord && before.class != shortMonth && before.class != shortWeekday
	case quoteMark:
		// The mark that closes a quotation stands after the full stop.
		return len(toks) >= 2 && t.glued && (toks[len(toks)-2].class == dotMark || toks[len(toks)-2].class == stopMark)
	}
	return false
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

// numberAt reads digits with groups ("3,000") and a decimal part ("1.5").
func numberAt(text string, i int) token {
	t := token{start: int32(i), kind: numberToken}
	value, digits, plain := int32(0), 0, true
	for i < len(text) {
		c := text[i]
		if isDigit(c) {
			if digits < 7 {
				value = value*10 + int32(c-'0')
			}
			digits++
			i++
			continue
		}
		if c == ',' && digits > 0 && group(text, i+1) {
			plain = false
			i++
			continue
		}
		break
	}
	t.value, t.digits = value, uint8(min(digits, 200))
	if !plain {
		t.digits = 0
	}
	if digits > 6 {
		t.value = -1
	}
	t.end = int32(i)
	return t
}

// group tells whether exactly three digits stand at i.
func group(text string, i int) bool {
	if i+3 > len(text) || !isDigit(text[i]) || !isDigit(text[i+1]) || !isDigit(text[i+2]) {
		return false
	}
	return i+3 == len(text) || !isDigit(text[i+3])
}

// wordAt reads a run of letters and looks it up.
func wordAt(text string, i int) token {
	t := token{start: int32(i), kind: wordToken}
	var low [16]byte
	n, ascii := 0, true
	for i < len(text) {
		c := text[i]
		if isLetter(c) {
			if n < len(low) {
				low[n] = c | 0x20
			}
			n++
			i++
			continue
		}
		if c < utf8.RuneSelf {
			break
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			break
		}
		ascii = false
		n++
		i += size
	}
	t.end = int32(i)
	first, _ := utf8.DecodeRuneInString(text[t.start:])
	t.capital = unicode.IsUpper(first)
	if ascii && n <= len(low) {
		w := lookUp(string(low[:n]))
		t.class, t.value = w.class, int32(w.value)
	}
	return t
}

func markClass(r rune) wordClass {
	switch r {
	case '.':
		return dotMark
	case '!', '?':
		return stopMark
	case ',':
		return commaMark
	case ';':
		return semicolonMark
	case ':':
		return colonMark
	case '/':
		return slashMark
	case '-', '–', '—', '‐', '‑', '−':
		return dashMark
	case '\'', '’', '‘', '`':
		return apostropheMark
	case '"', '“', '”', '«', '»':
		return quoteMark
	case '(', '[':
		return openMark
	case '$', '€', '£', '¥':
		return moneyMark
	}
	return otherMark
}
