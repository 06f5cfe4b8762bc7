package ling

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/casus-news/casus/article"
)

// paragraphs splits text at blank lines and at line breaks that are no mere wraps. Spans have no white space at their ends.
//
// Cleaned articles keep one paragraph to a line, e-mail and wire copy wrap lines at some 60 to 80 characters; a line break
// joins two lines only where the first is about as long as the longest of its block and does not look finished.
func paragraphs(text string) []article.Span {
	lines, blanks := linesOf(text)
	between := 1 // how many blank lines part two blocks
	if doubleSpaced(text, lines, blanks) {
		between = 2
	}
	var out []article.Span
	first := 0
	for i := range lines {
		if i+1 == len(lines) || blanks[i+1] >= between {
			out = appendUnwrapped(out, text, lines[first:i+1])
			first = i + 1
		}
	}
	return out
}

// linesOf are the lines of text that are not blank, and for each the number of blank lines before it.
func linesOf(text string) (lines []article.Span, blanks []int) {
	blank := 0
	for at := 0; at < len(text); {
		end, next := lineEnd(text, at)
		if line := trimBlank(text, at, end); line.Len() > 0 {
			lines = append(lines, line)
			blanks = append(blanks, blank)
			blank = 0
		} else {
			blank++
		}
		at = next
	}
	return lines, blanks
}

// doubleSpaced tells whether every line of a wrapped text is followed by a blank one, as in old transcripts: many single lines
// begin in lower case after an unfinished one.
func doubleSpaced(text string, lines []article.Span, blanks []int) bool {
	goesOn := 0
	for i := 1; i < len(lines); i++ {
		switch {
		case blanks[i] == 0:
			goesOn--
		case blanks[i] == 1 && lines[i-1].Len() >= 30 && lines[i-1].Len() <= 120 && isLower(lines[i].Of(text)) && !finished(text, lines[i-1]):
			goesOn++
		}
	}
	return goesOn >= 5 && goesOn*4 >= len(lines)
}

// finished tells whether a line ends as a sentence or clause does.
func finished(text string, line article.Span) bool {
	last, _ := utf8.DecodeLastRuneInString(line.Of(text))
	return strings.ContainsRune(".?!:;\"”’)]", last)
}

// lineEnd gives the end of the line that begins at at and the begin of the next.
func lineEnd(text string, at int) (end, next int) {
	for i := at; i < len(text); i++ {
		switch text[i] {
		case '\r':
			if i+1 < len(text) && text[i+1] == '\n' {
				return i, i + 2
			}
			return i, i + 1
		case '\n', '\v', '\f':
			return i, i + 1
		case 0xC2:
			if strings.HasPrefix(text[i:], "\u0085") {
				return i, i + 2
			}
		case 0xE2:
			if strings.HasPrefix(text[i:], "\u2028") || strings.HasPrefix(text[i:], "\u2029") {
				return i, i + 3
			}
		}
	}
	return len(text), len(text)
}

// trimBlank is the part of text[start:end] without white space and invisible marks at its ends.
func trimBlank(text string, start, end int) article.Span {
	for start < end {
		r, n := utf8.DecodeRuneInString(text[start:end])
		if !isBlank(r) {
			break
		}
		start += n
	}
	for start < end {
		r, n := utf8.DecodeLastRuneInString(text[start:end])
		if !isBlank(r) {
			break
		}
		end -= n
	}
	return article.Span{Start: start, End: end}
}

// appendUnwrapped joins the wrapped lines of one block and appends the paragraphs that result.
func appendUnwrapped(out []article.Span, text string, block []article.Span) []article.Span {
	if len(block) == 0 {
		return out
	}
	// The length that nine lines of ten keep: a rule of dots or one long address is not the measure.
	lengths := make([]int, len(block))
	for i, l := range block {
		lengths[i] = l.Len()
	}
	slices.Sort(lengths)
	longest := lengths[len(lengths)-1-len(lengths)/10]
	at := block[0]
	for i := 1; i < len(block); i++ {
		if wraps(text, block[i-1], block[i], longest) {
			at.End = block[i].End
			continue
		}
		out = append(out, at)
		at = block[i]
	}
	return append(out, at)
}

// wraps tells whether the break between two lines of a block lies inside a sentence or at least inside a wrapped paragraph.
func wraps(text string, line, next article.Span, longest int) bool {
	const widest = 120 // a longer line is a paragraph of its own
	first := firstWord(next.Of(text))
	if isBullet(first) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(line.Of(text))
	done := finished(text, line)
	if longest > widest {
		return !done && isLower(first)
	}
	// A wrapped line ends where the next word would not have fitted in.
	full := longest >= 40 && line.Len()+1+len(first) > longest-longest/10
	if isLower(first) || last == ',' {
		return full || !done
	}
	return full && line.Len() >= 40
}

// firstWord is the text before the first white space.
func firstWord(line string) string {
	if i := strings.IndexFunc(line, isBlank); i >= 0 {
		return line[:i]
	}
	return line
}

// isBullet tells whether a line that begins with word is an item of a list.
func isBullet(word string) bool {
	switch word {
	case "-", "–", "—", "*", "•", "·", "o", ">", "▪", "‣", "◦", "#", "--":
		return true
	}
	r, n := utf8.DecodeRuneInString(word)
	if r == '•' || r == '·' || r == '▪' {
		return true
	}
	if word == "" || len(word) > 4 {
		return false
	}
	switch word[len(word)-1] {
	case '.', ')':
	default:
		return false
	}
	return unicode.IsDigit(r) || n == 1 && len(word) == 2 && unicode.IsLetter(r)
}
