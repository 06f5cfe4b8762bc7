package article

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// fromText makes an article of plain text. The text as read, to which [Article.Origin] leads back, is the body in UTF-8 with
// all its characters: for a file in UTF-8, the file itself.
func (in *input) fromText(body []byte) Article {
	raw, problem := decode(body, in.opt.ContentType, false)
	if !strings.Contains(raw, "\n") {
		raw = strings.ReplaceAll(raw, "\r", "\n")
	}
	d := newDraft(raw)
	d.cut(tidy(d.text))
	h := readHead(d.text)
	d.cut(h.cuts)
	a := Article{Title: h.title, Byline: h.byline}
	if a.Published = h.published; a.Published.IsZero() {
		a.Published = datelineDay(d.text)
	}
	if !a.Published.IsZero() {
		a.PublishedFrom = "text"
	}
	if problem != "" {
		a.Problems = append(a.Problems, Problem{Text: problem})
	}
	d.into(&a)
	return a
}

// into cuts the related-links boxes, and puts the text into a.
func (d *draft) into(a *Article) {
	cuts := boxes(d.text)
	gone := 0
	for _, c := range cuts {
		at := c.Start - gone
		a.Problems = append(a.Problems, Problem{At: Span{at, at}, Text: fmt.Sprintf("related-links box of %d bytes removed", c.Len())})
		gone += c.Len()
	}
	d.cut(cuts)
	a.Problems = append(a.Problems, suspects(d.text)...)
	a.Text, a.Seams = d.text, d.seams()
}

const (
	// headLines is how many lines at the begin of a text may be title, byline and date.
	headLines = 5
	// longestTitle is the most characters of a title.
	longestTitle = 200
)

// head is what stands above the body of a plain text.
type head struct {
	title, byline string
	published     Day
	// cuts are the lines that are no body.
	cuts []Span
}

// readHead reads the lines above the body of a tidy text: title, title again, byline, date, in any order.
func readHead(text string) head {
	var h head
	at := 0
	for range headLines {
		end, next := lineAt(text, at)
		line := text[at:end]
		if next == len(text) {
			break
		}
		switch day, isDay := dateLine(line); {
		case h.title != "" && sameWords(line, h.title):
		case h.published.IsZero() && isDay:
			h.published = day
		case h.byline == "" && isByline(line):
			h.byline = strings.TrimSpace(line[len("by "):])
		case h.byline == "" && isSignature(line):
			h.byline = line
		case h.title == "" && isTitle(text, at):
			h.title = line
		case h.title == "" && sameWords(line, firstLine(text[next:])):
			h.title = line
			if isSentence(line) {
				// A first sentence given twice is a teaser: it stays once.
				h.cuts = append(h.cuts, Span{at, next})
				return h
			}
		default:
			return h
		}
		h.cuts = append(h.cuts, Span{at, next})
		at = next
	}
	return h
}

// lineAt gives the end of the line at at, and the begin of the next line that is not empty.
func lineAt(text string, at int) (end, next int) {
	i := strings.IndexByte(text[at:], '\n')
	if i < 0 {
		return len(text), len(text)
	}
	end = at + i
	next = end
	for next < len(text) && text[next] == '\n' {
		next++
	}
	return end, next
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

// sameWords tells whether two lines are the same but for blanks and case.
func sameWords(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}

// isTitle tells whether the line at at looks like a title: short, alone, no finished sentence, with a text behind it.
func isTitle(text string, at int) bool {
	end, next := lineAt(text, at)
	line := text[at:end]
	words := len(strings.Fields(line))
	if words < 2 || utf8.RuneCountInString(line) > longestTitle || isSentence(line) {
		return false
	}
	first := firstRune(strings.TrimLeft(line, `"'“”‘’([$€£`))
	if !unicode.IsUpper(first) && !unicode.IsDigit(first) || unicode.IsLower(firstRune(text[next:])) {
		return false
	}
	if next-end >= 2 {
		return true
	}
	// Without an empty line between them, the next line must be a paragraph: two lines of a wrapped text are about as long.
	nextEnd, _ := lineAt(text, next)
	return nextEnd-next > 120 && nextEnd-next > 2*len(line)
}

// isSentence tells whether line ends as a sentence or a lead-in does, or has a sentence's end inside.
func isSentence(line string) bool {
	bare := strings.TrimRight(line, `"'”’)]`)
	switch {
	case strings.HasSuffix(bare, ","), strings.HasSuffix(bare, ";"), strings.HasSuffix(bare, ":"):
		return true
	case strings.HasSuffix(bare, "."):
		return !endsInAbbreviation(bare)
	}
	for i := 0; ; {
		j := strings.Index(line[i:], ". ")
		if j < 0 {
			return false
		}
		i += j + 2
		if !endsInAbbreviation(line[:i-1]) {
			return true
		}
	}
}

// endsInAbbreviation tells whether s, which ends in a full stop, ends in one such as "U.S." or "Gen.".
func endsInAbbreviation(s string) bool {
	word := s[strings.LastIndexByte(s, ' ')+1:]
	return strings.Count(word, ".") > 1 || utf8.RuneCountInString(word) <= 5 && unicode.IsUpper(firstRune(word))
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// isByline tells whether line is "By" with names and nothing else.
func isByline(line string) bool {
	rest, ok := strings.CutPrefix(line, "By ")
	if !ok {
		rest, ok = strings.CutPrefix(line, "BY ")
	}
	words := strings.Fields(rest)
	if !ok || len(words) < 2 || len(words) > 12 || strings.HasSuffix(line, ".") {
		return false
	}
	for _, w := range words {
		if !unicode.IsUpper(firstRune(w)) && w != "and" && w != "in" && w != "for" && w != "with" && w != "|" && !isParticle(w) {
			return false
		}
	}
	return true
}

// isSignature tells whether line is a name and an office, as press statements have below the title: "Ada Marlowe, Foreign Minister".
func isSignature(line string) bool {
	name, office, ok := strings.Cut(line, ", ")
	if n := len(strings.Fields(name)); !ok || n < 2 || n > 5 || len(strings.Fields(office)) > 8 {
		return false
	}
	for _, w := range strings.Fields(line) {
		if !unicode.IsUpper(firstRune(w)) && !isSmallWord(w) {
			return false
		}
	}
	for w := range strings.FieldsSeq(office) {
		if isOffice(strings.Trim(w, ",")) {
			return true
		}
	}
	return false
}

func isSmallWord(w string) bool {
	return w == "of" || w == "for" || w == "the" || w == "and" || w == "to" || w == "in" || w == "at" || isParticle(w)
}

func isOffice(w string) bool {
	switch w {
	case "Ambassador", "Chancellor", "Chief", "Correspondent", "Counselor", "Director", "Editor", "Envoy", "Governor", "Minister", "President",
		"Reporter", "Representative", "Secretary", "Spokesman", "Spokesperson", "Spokeswoman", "Writer":
		return true
	}
	return false
}
