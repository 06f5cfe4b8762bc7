package ling

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/casus-news/casus/article"
)

// maxWords is the length in words above which a sentence is cut; longer ones are lists or lost punctuation.
const maxWords = 400

// token is one word of the text as the tokenizer leaves it, before sentences are made of tokens.
type token struct {
	start, end int
	// spaced tells that white space or a line break stands before the token.
	spaced bool
}

// segment splits text into sentences of words, after the conventions of UD English EWT.
// No sentence crosses a paragraph; a speaker label ("MR. PRICE:") and a dateline ("KYIV, May 6 (Reuters) -") are sentences
// of their own. Spans are in order, do not overlap and lie on rune borders; O(len(text)).
func segment(text string) []Sentence {
	var (
		sentences []Sentence
		tokens    []token
	)
	for n, p := range paragraphs(text) {
		tokens = tokenize(tokens[:0], text, p)
		first := 0
		for first < len(tokens) {
			end := sentenceEnd(text, tokens, first)
			sentences = append(sentences, makeSentence(text, tokens[first:end], n))
			first = end
		}
	}
	return sentences
}

// makeSentence builds the sentence of tokens, which must not be empty.
func makeSentence(text string, tokens []token, paragraph int) Sentence {
	s := Sentence{
		Span:      article.Span{Start: tokens[0].start, End: tokens[len(tokens)-1].end},
		Paragraph: paragraph,
		Words:     make([]Word, len(tokens)),
	}
	for i, t := range tokens {
		s.Words[i] = Word{
			Span: article.Span{Start: t.start, End: t.end},
			Form: fold(text[t.start:t.end]),
			Head: -1,
		}
	}
	return s
}

// fold turns no-break spaces into spaces and drops soft hyphens and other invisible marks. A form of nothing else stays.
func fold(s string) string {
	plain := true
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf || s[i] < ' ' {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	folded := strings.Map(func(r rune) rune {
		switch {
		case isBlank(r):
			return ' '
		case isInvisible(r) && r != 0x200C && r != 0x200D: // joiners shape words and pictures
			return -1
		}
		return r
	}, s)
	if folded == "" {
		return s
	}
	return folded
}

// isBlank tells whether r separates words. Control characters and line ends do; so do no-break spaces.
func isBlank(r rune) bool {
	return r == ' ' || r < ' ' || r == 0xA0 || r > 0x7E && (unicode.IsSpace(r) || unicode.IsControl(r) || r == 0xFEFF || r == 0x200B)
}

// isInvisible tells whether r is drawn as nothing inside a word: soft hyphen, joiners, direction marks.
func isInvisible(r rune) bool {
	switch r {
	case 0xAD, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060:
		return true
	}
	return r >= 0x202A && r <= 0x202E
}

// sentenceEnd is the index after the last token of the sentence that begins at tokens[first].
func sentenceEnd(text string, tokens []token, first int) int {
	if first == 0 {
		if n := labelEnd(text, tokens); n > 0 {
			return n
		}
		if n := datelineEnd(text, tokens); n > 0 {
			return n
		}
	}
	for i := first; i < len(tokens); i++ {
		if end := boundaryAfter(text, tokens, first, i); end > 0 {
			return min(end, first+maxWords)
		}
		if i-first+1 >= maxWords {
			return cutPoint(text, tokens, first, i+1)
		}
	}
	return len(tokens)
}

// cutPoint is where a sentence that is too long is cut: after the last strong mark of its second half, else after its last comma, else at limit.
func cutPoint(text string, tokens []token, first, limit int) int {
	comma := limit
	for i := limit - 1; i > first+maxWords/2; i-- {
		switch text[tokens[i].start:tokens[i].end] {
		case ";", ":", "–", "—", "--", "|", "•", "·", "...", "…":
			return i + 1
		case ",":
			if comma == limit {
				comma = i + 1
			}
		}
	}
	return comma
}

// boundaryAfter tells where the sentence from first ends if token i ends it, counting closing marks that follow; else 0.
func boundaryAfter(text string, tokens []token, first, i int) int {
	form := tokens[i].of(text)
	kind := terminator(form)
	if kind == noEnd && lineLost(text, tokens, first, i) {
		return i + 1
	}
	if kind == noEnd && !(len(form) > 1 && form[len(form)-1] == '.') {
		return 0
	}
	next := i + 1
	for next < len(tokens) && closesSentence(text, tokens, next) {
		next++
	}
	marks := next
	if kind != noEnd {
		next = notesEnd(text, tokens, next)
	}
	if next == len(tokens) {
		return next
	}
	if next > marks && isUpper(tokens[next].of(text)) {
		return next
	}
	closed := next > i+1 && isQuoteMark(tokens[next-1].of(text))
	follow := tokens[next].of(text)
	switch {
	case kind == noEnd:
		if next > i+1 && !closed || !abbreviationEnds(text, tokens, first, i, next) {
			return 0
		}
	case kind == fullStop && isItemNumber(text, tokens, first, i):
		return 0
	case isLower(follow) && (kind == ellipsis || closed || !tokens[next].spaced):
		return 0
	case isContinuation(follow):
		return 0
	case next > i+1 && !closed && isLower(follow):
		return 0
	case kind == ellipsis && !isUpper(follow) && !opensQuote(text, tokens, next):
		return 0
	case closed && kind != fullStop && reportsSpeech(text, tokens, next):
		return 0
	case !tokens[next].spaced && !isUpper(follow):
		return 0
	}
	return next
}

// lineLost tells whether a line break was lost after token i: around the stamp of a mail ("Jeff Skilling 08/16/2000 12:05 PM
// Thanks for"), between two web addresses, after the farewell of a letter.
func lineLost(text string, tokens []token, first, i int) bool {
	if i+1 >= len(tokens) || !tokens[i+1].spaced {
		return false
	}
	form, next := tokens[i].of(text), tokens[i+1].of(text)
	switch {
	case isDayHalf(form):
		return i >= first+2 && isStamp(text, tokens, i-2) && isUpper(next)
	case isStamp(text, tokens, i+1):
		return i+3 < len(tokens) && isDayHalf(tokens[i+3].of(text)) && i-first < 6 && isUpper(tokens[first].of(text)) && isUpper(form)
	case strings.Contains(next, "://"):
		return strings.Contains(form, "://")
	case form == "," && i == first+1:
		return isFarewell(tokens[first].of(text)) && isUpper(next) && len(tokens)-i <= 4
	}
	return false
}

// isStamp tells whether tokens i and i+1 are a date in figures and a clock time.
func isStamp(text string, tokens []token, i int) bool {
	if i+1 >= len(tokens) {
		return false
	}
	date, clock := tokens[i].of(text), tokens[i+1].of(text)
	return startsWithDigit(date) && strings.Count(date, "/") == 2 && startsWithDigit(clock) && strings.Contains(clock, ":")
}

func isDayHalf(form string) bool { return form == "AM" || form == "PM" || form == "am" || form == "pm" }

func isFarewell(form string) bool {
	switch form {
	case "Thanks", "Regards", "Sincerely", "Best", "Cheers", "Love", "Yours":
		return true
	}
	return false
}

// of is the text of t.
func (t token) of(text string) string { return text[t.start:t.end] }

type ending uint8

const (
	noEnd ending = iota
	fullStop
	question
	ellipsis
)

// terminator classes a mark that may end a sentence.
func terminator(form string) ending {
	switch form {
	case ".", "。", "؟", "।":
		return fullStop
	case "…":
		return ellipsis
	}
	switch form[0] {
	case '?', '!':
		return question
	case '.':
		if strings.ContainsAny(form, "?!") {
			return question
		}
		if strings.Trim(form, ".…") == "" {
			return ellipsis
		}
	case 0xE3, 0xEF, 0xE2:
		switch form {
		case "？", "！", "⁈", "⁉", "‼":
			return question
		}
	}
	return noEnd
}

// closesSentence tells whether token i is a closing mark that belongs to the sentence before it.
func closesSentence(text string, tokens []token, i int) bool {
	if tokens[i].spaced {
		return false
	}
	switch tokens[i].of(text) {
	case "\"", "”", "’", "'", "''", "’’", ")", "]", "»", "」", "』", ".", "?", "!":
		return true
	}
	return false
}

// notesEnd skips what may stand between a full stop and the next sentence: footnote numbers ("[2][3]") and a smiley.
func notesEnd(text string, tokens []token, i int) int {
	for i < len(tokens) {
		form := tokens[i].of(text)
		switch {
		case form == "[" && i+2 < len(tokens) && tokens[i+2].of(text) == "]" && startsWithDigit(tokens[i+1].of(text)):
			i += 3
		case smileyEnd(form, 0, true) == len(form):
			i++
		default:
			return i
		}
	}
	return i
}

// isContinuation tells whether a mark can only go on with the sentence before it.
func isContinuation(form string) bool {
	switch form {
	case ",", ";", ":", ")", "]", "”", "’’", ".", "?", "!", "%":
		return true
	}
	return false
}

func isQuoteMark(form string) bool {
	switch form {
	case "\"", "“", "”", "„", "‘", "’", "'", "''", "``", "‘‘", "’’", "«", "»", "「", "」":
		return true
	}
	return false
}

func opensQuote(text string, tokens []token, i int) bool {
	form := tokens[i].of(text)
	return isQuoteMark(form) && i+1 < len(tokens) && !tokens[i+1].spaced && isUpper(tokens[i+1].of(text))
}

// isItemNumber tells whether the sentence is so far nothing but the number or letter of a list item ("1.", "b.").
func isItemNumber(text string, tokens []token, first, i int) bool {
	if i != first+1 {
		return false
	}
	form := tokens[first].of(text)
	if len(form) > 3 {
		return false
	}
	for _, c := range []byte(form) {
		if c < '0' || c > '9' {
			return len(form) == 1 && c < utf8.RuneSelf && unicode.IsLetter(rune(c))
		}
	}
	return true
}

// abbreviationEnds tells whether the abbreviation at i ends a sentence, given the token that follows.
func abbreviationEnds(text string, tokens []token, first, i, next int) bool {
	form := tokens[i].of(text)
	follow := tokens[next].of(text)
	if !tokens[next].spaced || abbreviationOf(form) == beforeName {
		return false
	}
	if isUpper(follow) {
		switch abbreviationOf(form) {
		case clockTime:
			return !afterClock(follow)
		case initial:
			return false
		case beforeNumber:
			return startsSentence(follow)
		}
		return startsSentence(follow) && !(isAcronym(form) && next+1 < len(tokens) && isUpper(tokens[next+1].of(text)) && follow != "The" && follow != "In")
	}
	return opensQuote(text, tokens, next) && abbreviationOf(form) != beforeNumber && abbreviationOf(form) != initial
}

// isAcronym tells whether form is dotted capitals: "U.S.", "D.C.".
func isAcronym(form string) bool {
	return len(form) >= 4 && form[1] == '.' && form[len(form)-1] == '.' && form[0] >= 'A' && form[0] <= 'Z'
}

// reportsSpeech tells whether the tokens from i on name a speaker of what stands before: `"Why?" Mr. Bush asked.`
func reportsSpeech(text string, tokens []token, i int) bool {
	for n := i; n < len(tokens) && n < i+9; n++ {
		form := tokens[n].of(text)
		if isQuoteMark(form) || terminator(form) != noEnd {
			return false
		}
		if n > i && isSpeechPast(form) {
			return true
		}
	}
	return false
}

// labelEnd is the number of tokens of the speaker label at the head of a paragraph ("SECRETARY BLINKEN:", "QUESTION:"), else 0.
// A label is in capitals, at most eight words before its colon, and something follows the colon or nothing at all.
func labelEnd(text string, tokens []token) int {
	letters := 0
	depth := 0
	for i, t := range tokens {
		form := t.of(text)
		switch {
		case i > 12:
			return 0
		case form == ":" && depth == 0:
			if letters > 0 && !t.spaced && (i+1 == len(tokens) || tokens[i+1].spaced) {
				return i + 1
			}
			return 0
		case form == "(" || form == "[":
			depth++
		case form == ")" || form == "]":
			depth--
		case depth > 0:
		case isLabelWord(form):
			letters++
		case i == 0 && isLabelNoun(form):
			letters++
		case (form == "-" || form == "." || form == "/" || form == "&" || form == "'" || form == "’") && letters > 0:
		default:
			return 0
		}
		if letters > 8 {
			return 0
		}
	}
	return 0
}

// isLabelWord tells whether form is in capitals as in a speaker label; "McCAIN" and "MacDONALD" count.
func isLabelWord(form string) bool {
	upper, lower := 0, 0
	for _, r := range form {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		case unicode.IsDigit(r):
			return upper > 0
		}
	}
	if lower == 0 {
		return upper > 0
	}
	switch form {
	case "Mr.", "Ms.", "Mrs.", "Dr.", "Mr", "Ms", "Mrs", "Dr":
		return true
	}
	return upper >= 3 && lower <= 2
}

// isLabelNoun tells whether a capitalised word alone labels a turn of talk.
func isLabelNoun(form string) bool {
	switch form {
	case "Q", "A", "Question", "Answer", "Journalist", "Reporter", "Moderator", "Interviewer", "Host", "Operator", "Compere", "Presenter", "Speaker":
		return true
	}
	return false
}

// datelineEnd is the number of tokens of the dateline at the head of a paragraph, else 0. A dateline begins with a place in
// capitals and ends with a dash: "KYIV, May 6 (Reuters) -", "UNITED NATIONS (AP) —", "Washington, D.C. (AP) --".
func datelineEnd(text string, tokens []token) int {
	if len(tokens) < 4 || !isUpper(tokens[0].of(text)) {
		return 0
	}
	capitals := isLabelWord(tokens[0].of(text)) && len(tokens[0].of(text)) > 1
	agency := false
	depth := 0
	for i, t := range tokens {
		if i > 20 {
			return 0
		}
		form := t.of(text)
		switch form {
		case "-", "–", "—", "--", "---":
			if !t.spaced || i+1 < len(tokens) && !tokens[i+1].spaced && form[0] == '-' {
				// A hyphen inside a word: "AL-TANF, Syria".
				if capitals && !agency && i < 6 && !t.spaced {
					continue
				}
				if !agency {
					return 0
				}
			}
			if i+1 < len(tokens) && (agency || capitals && i > 1 && hasComma(text, tokens[:i])) {
				return i + 1
			}
			return 0
		case "(":
			depth++
		case ")":
			depth--
			agency = agency || i > 2
		case ",", "/", ".", ";", ":":
		default:
			if depth == 0 && !isUpper(form) && !startsWithDigit(form) && form != "of" && form != "de" && form != "al" && form != "and" {
				return 0
			}
		}
	}
	return 0
}

func hasComma(text string, tokens []token) bool {
	for _, t := range tokens {
		if t.of(text) == "," {
			return true
		}
	}
	return false
}

func isUpper(form string) bool {
	r, _ := utf8.DecodeRuneInString(form)
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}

func isLower(form string) bool {
	r, _ := utf8.DecodeRuneInString(form)
	return unicode.IsLower(r)
}

func startsWithDigit(form string) bool { return form != "" && form[0] >= '0' && form[0] <= '9' }
