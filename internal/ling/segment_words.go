package ling

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/casus-news/casus/article"
)

// tokenize appends the words of one paragraph to tokens: clitics apart ("do n't", "Russia 's"), hyphenated compounds apart
// except after prefixes ("US - led", but "anti-tank"), numbers, dates, addresses and abbreviations whole.
func tokenize(tokens []token, text string, p article.Span) []token {
	t := tokenizer{text: text[:p.End], tokens: tokens}
	for at := p.Start; at < p.End; {
		r, n := utf8.DecodeRuneInString(t.text[at:])
		if isBlank(r) || isInvisible(r) {
			t.spaced = t.spaced || isBlank(r)
			at += n
			continue
		}
		at = t.next(at, r)
	}
	return t.tokens
}

type tokenizer struct {
	// text ends where the paragraph ends.
	text   string
	tokens []token
	// spaced tells that white space stands before the next token.
	spaced bool
}

// add appends text[start:end] as a token. Empty ranges are ignored.
func (t *tokenizer) add(start, end int) {
	if start >= end {
		return
	}
	t.tokens = append(t.tokens, token{start, end, t.spaced})
	t.spaced = false
}

// next reads one or more tokens at offset at, where r stands, and gives the offset after them.
func (t *tokenizer) next(at int, r rune) int {
	if t.mayBeginAddress() {
		if end := addressEnd(t.text, at); end > at {
			t.add(at, end)
			return end
		}
	}
	switch {
	case r >= '0' && r <= '9':
		return t.number(at)
	case isWordRune(r):
		return t.word(at)
	}
	return t.mark(at, r)
}

// mayBeginAddress tells whether an address may begin here: after white space or an opening mark.
func (t *tokenizer) mayBeginAddress() bool {
	if t.spaced || len(t.tokens) == 0 {
		return true
	}
	switch t.tokens[len(t.tokens)-1].of(t.text) {
	case "(", "[", "<", "<<", "\"", "“", "‘", ":", ",", ";", "|", "=", "{":
		return true
	}
	return false
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r)) && !unicode.Is(unicode.Variation_Selector, r)
}

// isIdeograph tells whether r is a word of its own in scripts without spaces.
func isIdeograph(r rune) bool { return r >= 0x2E80 && unicode.Is(unicode.Han, r) }

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' || r == '`' || r == '´' }

func isHyphen(r rune) bool { return r == '-' || r == '‐' || r == '‑' }

// at decodes the rune at offset i, 0 at the end.
func (t *tokenizer) at(i int) (rune, int) {
	if i >= len(t.text) {
		return 0, 0
	}
	return utf8.DecodeRuneInString(t.text[i:])
}

// letters is the end of the run of letters, digits and invisible marks from i on.
func (t *tokenizer) letters(i int) int {
	for i < len(t.text) {
		r, n := utf8.DecodeRuneInString(t.text[i:])
		if !isWordRune(r) && r != '_' && !(isInvisible(r) && t.joins(i+n)) {
			break
		}
		i += n
	}
	return i
}

// joins tells whether a word rune stands at i.
func (t *tokenizer) joins(i int) bool {
	r, _ := t.at(i)
	return r != 0 && isWordRune(r)
}

// word reads the word that begins at start with a letter, with its hyphens, dots and clitics.
func (t *tokenizer) word(start int) int {
	if r, n := t.at(start); isIdeograph(r) {
		t.add(start, start+n)
		return start + n
	}
	i := t.letters(start)
	for {
		r, n := t.at(i)
		if n == 0 || !t.joins(i+n) {
			break
		}
		switch {
		case isApostrophe(r):
		case r == '&' && len(t.text[start:i]) <= 4 && isUpper(t.text[start:]) && isUpper(t.text[i+n:]):
		case r == '.' && t.dotInside(start, i):
		case r == '/' && isSlashWord(t.text[start:t.letters(i+n)]):
		case isHyphen(r) && t.hyphenInside(start, i, n):
		default:
			n = 0
		}
		if n == 0 {
			break
		}
		i = t.letters(i + n)
	}
	if r, _ := t.at(i); r == '.' && t.keepsDot(start, i) {
		i++
	}
	t.clitics(start, i)
	return i
}

// hyphenInside tells whether the hyphen of n bytes at i stays inside the word that began at start.
func (t *tokenizer) hyphenInside(start, i, n int) bool {
	if strings.IndexByte(t.text[start:i], '-') >= 0 {
		return false
	}
	return isPrefix(strings.ToLower(t.text[start:i]))
}

// dotInside tells whether the dot at i belongs to the word from start: "U.S", "p.m", "state.gov".
func (t *tokenizer) dotInside(start, i int) bool {
	left := t.text[start:i]
	if dot := strings.LastIndexByte(left, '.'); dot >= 0 {
		left = left[dot+1:]
	}
	if strings.IndexByte(left, '-') >= 0 {
		return false
	}
	end := t.letters(i + 1)
	right := t.text[i+1 : end]
	switch {
	case utf8.RuneCountInString(left) == 1:
		// "U.S", "J.R.R", "e.g", "U.Va"
		return utf8.RuneCountInString(right) == 1 || isDottedAbbreviation(t.text[start:end]) || end < len(t.text) && t.text[end] == '.' && len(right) <= 2
	case isDomainEnding(right) && !isUpper(right):
		return true
	}
	return isDottedAbbreviation(t.text[start:end])
}

// keepsDot tells whether the dot at i, with no letter after it, is part of the word from start.
func (t *tokenizer) keepsDot(start, i int) bool {
	word := t.text[start:i]
	if r, _ := t.at(i + 1); r == '.' && (i+2 < len(t.text) && t.text[i+2] == '.' || abbreviationOf(word+".") == noAbbreviation) {
		return false
	}
	if word[len(word)-1] >= '0' && word[len(word)-1] <= '9' {
		return false
	}
	if strings.IndexByte(word, '.') >= 0 {
		return len(word)-strings.LastIndexByte(word, '.') <= 3
	}
	if hyphen := strings.LastIndexByte(word, '-'); hyphen >= 0 {
		word = word[hyphen+1:]
	}
	if utf8.RuneCountInString(word) == 1 {
		if word == "b" || word == "d" || word == "c" {
			// "(b. 1955)"
			return len(t.tokens) > 0 && t.tokens[len(t.tokens)-1].of(t.text) == "("
		}
		if !isUpper(word) && abbreviationOf(word+".") != noAbbreviation {
			return t.abbreviates(i, word)
		}
		return t.isInitial(start, i, word)
	}
	if abbreviationOf(word+".") != noAbbreviation {
		return t.abbreviates(i, word)
	}
	return false
}

// isInitial tells whether one letter with a dot at i is a name's initial and not the end of a sentence ("Plan B.", "So did I.").
func (t *tokenizer) isInitial(start, i int, word string) bool {
	if !isUpper(word) || len(t.tokens) == 0 && t.listItemFollows(i+1) {
		return false
	}
	r, _ := t.at(t.skipBlank(i + 1))
	if r == ',' && word != "I" {
		return true
	}
	if !unicode.IsUpper(r) {
		return false
	}
	if word != "I" && len(t.tokens) == 0 {
		return true
	}
	if len(t.tokens) == 0 {
		return false
	}
	before := t.tokens[len(t.tokens)-1].of(t.text)
	if word == "I" {
		return isUpper(before) && before != "I"
	}
	if isUpper(before) || !isWordRune(rune(before[0])) {
		return before != "Plan" && before != "Vitamin" && before != "Hepatitis" && before != "Section" && before != "Part"
	}
	// "by J. Smith", but "in vitamin C. The"
	return !startsSentence(firstWord(t.text[t.skipBlank(i+1):]))
}

func (t *tokenizer) listItemFollows(i int) bool { return i < len(t.text) && t.text[i] == ' ' }

func (t *tokenizer) skipBlank(i int) int {
	for i < len(t.text) {
		r, n := utf8.DecodeRuneInString(t.text[i:])
		if !isBlank(r) {
			break
		}
		i += n
	}
	return i
}

// abbreviates tells whether word with the dot at i is the abbreviation it looks like: "No. 5" is, "He said no." is not.
func (t *tokenizer) abbreviates(i int, word string) bool {
	after := t.skipBlank(i + 1)
	r, _ := t.at(after)
	switch abbreviationOf(word + ".") {
	case beforeNumber:
		switch strings.ToLower(word) {
		case "no", "art", "fig", "pp", "p", "nos", "ch", "sec", "pt", "para":
			return unicode.IsDigit(r) || r == '#'
		case "sat", "sun", "mar", "wed":
			return isUpper(word) && r != 0 && !(unicode.IsUpper(r) && startsSentence(firstWord(t.text[after:])))
		}
		return r != 0
	case mayEnd:
		if word == "etc" {
			return r != 0 && !unicode.IsUpper(r) // EWT parts the dot of "etc." at the end of a sentence
		}
	case beforeName:
		switch word {
		case "vs", "v", "eg", "cf", "ca", "approx", "incl", "esp", "viz", "est":
			return r != 0
		}
		return unicode.IsLetter(r) && (isUpper(word) || !unicode.IsLower(r)) || unicode.IsDigit(r)
	}
	return true
}

// clitics adds text[start:end], a word without white space, as one or more tokens: "do|n't", "she|'ll|'ve", "can|not".
func (t *tokenizer) clitics(start, end int) {
	word := t.text[start:end]
	if cut := fusedCut(word); cut > 0 {
		t.add(start, start+cut)
		t.add(start+cut, end)
		return
	}
	if !strings.ContainsAny(word, "'’`´ʼ") {
		t.add(start, end)
		return
	}
	cut := cliticCut(word)
	if cut <= 0 {
		t.add(start, end)
		return
	}
	t.clitics(start, start+cut)
	t.add(start+cut, end)
}

// cliticCut is where the last clitic of word begins, 0 if it has none.
func cliticCut(word string) int {
	for i := len(word) - 1; i > 0; i-- {
		r, _ := utf8.DecodeRuneInString(word[i:])
		if !isApostrophe(r) {
			continue
		}
		tail := strings.ToLower(word[i+utf8.RuneLen(r):])
		switch tail {
		case "s", "m", "d", "re", "ve", "ll":
			return i
		case "t":
			if i > 1 && (word[i-1] == 'n' || word[i-1] == 'N') {
				return i - 1
			}
		}
		return 0
	}
	return 0
}

// fusedCut is where a word is cut that is two by UD's rules though nothing marks the seam, else 0.
func fusedCut(word string) int {
	if word == "im" || word == "ive" {
		return 1
	}
	if len(word) > 7 || len(word) < 4 {
		return 0
	}
	switch strings.ToLower(word) {
	case "cannot", "gonna", "gotta", "wanna", "gimme", "lemme", "outta", "lotta":
		return 3
	case "kinda":
		return 4
	case "dont", "didnt", "doesnt", "isnt", "wasnt", "arent", "werent", "couldnt", "havent", "hasnt", "aint", "shouldnt", "wouldnt", "wont", "cant":
		return len(word) - 2
	}
	switch word {
	case "thats", "youre", "theres", "whats":
		if word == "youre" {
			return 3
		}
		return len(word) - 1
	case "youll":
		return 3
	}
	return 0
}

// number reads the number, date, clock time or code that begins at start with a digit.
func (t *tokenizer) number(start int) int {
	i := t.digits(start)
	for {
		r, n := t.at(i)
		if n == 0 || !t.digitAt(i+n) {
			break
		}
		end := t.digits(i + n)
		switch {
		case r == '.' || r == ',' || r == ':' || r == '/' || r == '_':
		case r == '\'' && end-i == 4:
		case isNoBreakSpace(r) && end-i-n == 3 && i-start <= 3:
		case isHyphen(r) && t.numberHyphen(start, i, i+n, end):
		default:
			n = 0
		}
		if n == 0 {
			break
		}
		i = end
	}
	if !t.joins(i) {
		t.add(start, i)
		return i
	}
	end := t.letters(i)
	tail := t.text[i:end]
	switch {
	case isUnit(tail):
		t.add(start, i)
		return t.word(i)
	case isOrdinalEnding(tail), len(tail) <= 4, strings.ContainsAny(tail, "0123456789"):
		t.add(start, end)
		return end
	}
	t.add(start, i)
	return i
}

func isNoBreakSpace(r rune) bool { return r == 0xA0 || r == 0x202F || r == 0x2009 || r == 0x2007 }

func (t *tokenizer) digitAt(i int) bool {
	return i < len(t.text) && t.text[i] >= '0' && t.text[i] <= '9'
}

func (t *tokenizer) digits(i int) int {
	for t.digitAt(i) {
		i++
	}
	return i
}

// numberHyphen tells whether the hyphen between the digits [start,left) and [right,end) stays inside: telephone numbers and
// dates do ("713-853-3989", "2021-05-06"), ranges do not ("5-10", "1969-1970").
func (t *tokenizer) numberHyphen(start, left, right, end int) bool {
	before := t.text[start:left]
	if strings.IndexByte(before, '-') >= 0 {
		return true
	}
	if strings.ContainsAny(before, ".,:") {
		return false
	}
	if r, n := t.at(end); n > 0 && isHyphen(r) && t.digitAt(end+n) {
		return true
	}
	return len(before) == 3 && end-right == 4 || len(before) == 5 && end-right == 4
}

// isOrdinalEnding tells whether tail makes an ordinal or a decade of the digits before it.
func isOrdinalEnding(tail string) bool {
	switch strings.ToLower(tail) {
	case "st", "nd", "rd", "th", "s":
		return true
	}
	return false
}

// isUnit tells whether tail is a word of its own after digits: "5 pm", "30 km", "$ 2 bn".
func isUnit(tail string) bool {
	switch tail {
	case "m", "k", "b", "M", "K", "B", "bn", "BN", "tn", "mn", "mm", "cm", "km", "ft", "in", "kg", "g", "mg", "lb", "lbs", "oz", "mph", "kph", "kmh",
		"am", "pm", "AM", "PM", "hrs", "hr", "min", "mins", "sec", "secs", "yrs", "yr", "MW", "MWh", "GW", "kW", "Hz", "MHz", "GHz", "MB", "GB", "TB", "million", "billion", "trillion", "and", "or", "x":
		return true
	}
	return (tail == "a" || tail == "p") // "5a.m."
}

// mark reads one mark, or a run of marks that UD writes as one, at offset at.
func (t *tokenizer) mark(at int, r rune) int {
	if end := smileyEnd(t.text, at, t.spaced || len(t.tokens) == 0); end > at {
		t.add(at, end)
		return end
	}
	end := at + t.markLen(at, r)
	t.add(at, end)
	return end
}

func (t *tokenizer) markLen(at int, r rune) int {
	_, size := utf8.DecodeRuneInString(t.text[at:])
	switch {
	case r == '.' && t.digitAt(at+1) && (t.spaced || len(t.tokens) == 0):
		return t.digits(at+1) - at
	case r == '.' || r == '?' || r == '!' || r == '…':
		return runOf(t.text[at:], ".?!…")
	case isApostrophe(r) || r == '‘':
		return t.apostropheLen(at, r, size)
	case strings.ContainsRune("-=*_~+#<>^|–—", r):
		return sameRun(t.text[at:], r)
	case r == '@' || r == '#':
		return size
	case r == '$':
		return sameRun(t.text[at:], r)
	}
	return t.symbolLen(at, size)
}

// apostropheLen is the length of the token that begins with an apostrophe: "”", "'em", "'72", "'s", or the mark alone.
func (t *tokenizer) apostropheLen(at int, r rune, size int) int {
	next := at + size
	if n, k := t.at(next); n == r {
		return size + k
	}
	end := t.letters(next)
	tail := strings.ToLower(t.text[next:end])
	opens := t.spaced || len(t.tokens) == 0
	if r == '‘' {
		opens = true
	}
	switch tail {
	case "s", "re", "ve", "ll", "m", "d":
		if r != '‘' {
			return end - at
		}
	case "em", "til", "cause", "bout", "tis", "twas", "round":
		if opens {
			return end - at
		}
	}
	if len(tail) >= 2 && len(tail) <= 3 && tail[0] >= '0' && tail[0] <= '9' && tail[1] >= '0' && tail[1] <= '9' && (len(tail) == 2 || tail[2] == 's') && opens {
		return end - at
	}
	return size
}

// runOf is the length in bytes of the run of runes of set at the head of s.
func runOf(s, set string) int {
	for i, r := range s {
		if !strings.ContainsRune(set, r) {
			return i
		}
	}
	return len(s)
}

// sameRun is the length in bytes of the run of r at the head of s.
func sameRun(s string, r rune) int {
	for i, c := range s {
		if c != r {
			return i
		}
	}
	return len(s)
}

// symbolLen is the length of a symbol with the joiners, selectors and tints that make one picture of several runes.
func (t *tokenizer) symbolLen(at, size int) int {
	r, _ := t.at(at)
	end := at + size
	if r < 0x2190 {
		return size
	}
	flag := r >= 0x1F1E6 && r <= 0x1F1FF
	for end < len(t.text) {
		n, k := utf8.DecodeRuneInString(t.text[end:])
		switch {
		case n == 0xFE0F || n == 0xFE0E || n >= 0x1F3FB && n <= 0x1F3FF || n == 0x20E3:
			end += k
		case n == 0x200D && end+k < len(t.text):
			next, m := utf8.DecodeRuneInString(t.text[end+k:])
			if next < 0x2190 {
				return end - at
			}
			end += k + m
		case flag && n >= 0x1F1E6 && n <= 0x1F1FF:
			return end + k - at
		default:
			return end - at
		}
	}
	return end - at
}

// smileyEnd is the end of a smiley drawn with marks at offset at, else 0. It must stand alone.
func smileyEnd(text string, at int, opens bool) int {
	if !opens {
		return 0
	}
	s := text[at:]
	for _, face := range [...]string{":-)", ";-)", ":-(", ":-D", ":-P", ":)", ";)", ":(", ":D", ":P", ":p", ":o", ":O", "=)", "=(", "=D", "<3", "^_^", ":/"} {
		if strings.HasPrefix(s, face) {
			r, n := utf8.DecodeRuneInString(s[len(face):])
			if n == 0 || !isWordRune(r) && r != '/' {
				return at + len(face)
			}
		}
	}
	return 0
}

// longestAddress bounds in bytes how far an address is looked for, so that text without spaces costs linear time.
const longestAddress = 1000

// addressEnd is the end of the web or e-mail address, file name or handle that begins at offset at, else 0.
func addressEnd(text string, at int) int {
	s := text[at:]
	c := s[0]
	if len(s) > longestAddress {
		cut := longestAddress
		for cut > 0 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		s = s[:cut]
	}
	if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '@' || c == '#') {
		return 0
	}
	end := strings.IndexFunc(s, func(r rune) bool {
		return isBlank(r) || r == '<' || r == '>' || r == '"' || r == '“' || r == '”' || r == '«' || r == '»' || r == '‘' || r == '’'
	})
	if end < 0 {
		end = len(s)
	}
	chunk := s[:end]
	if c == '@' || c == '#' {
		n := 1
		for n < len(chunk) && (isWordRune(rune(chunk[n])) && chunk[n] < utf8.RuneSelf || chunk[n] == '_') {
			n++
		}
		if n > 1 && !(chunk[1] >= '0' && chunk[1] <= '9') {
			return at + n
		}
		return 0
	}
	if !strings.ContainsAny(chunk, "@/") && !strings.HasPrefix(chunk, "www.") && !isHostName(chunk) {
		return 0
	}
	chunk = trimAddress(chunk)
	switch {
	case strings.Contains(chunk, "://") && isScheme(chunk[:strings.Index(chunk, "://")]),
		hasFoldedPrefix(chunk, "www."), hasFoldedPrefix(chunk, "mailto:"),
		isMail(chunk), isHostName(chunk), isHostPath(chunk):
		return at + len(chunk)
	}
	return 0
}

func hasFoldedPrefix(s, prefix string) bool {
	return len(s) > len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

func isScheme(s string) bool {
	switch strings.ToLower(s) {
	case "http", "https", "ftp", "ftps", "file", "mailto", "news":
		return true
	}
	return false
}

// trimAddress drops the marks that close a sentence after an address.
func trimAddress(s string) string {
	for s != "" {
		switch s[len(s)-1] {
		case '.', ',', ';', ':', '!', '?', '\'', ']', '}', '|':
			s = s[:len(s)-1]
			continue
		case ')':
			if strings.Count(s, "(") < strings.Count(s, ")") {
				s = s[:len(s)-1]
				continue
			}
		case 's':
			if strings.HasSuffix(s, "'s") {
				s = s[:len(s)-2]
				continue
			}
		}
		return s
	}
	return s
}

func isMail(s string) bool {
	at := strings.IndexByte(s, '@')
	if at < 1 || at+3 > len(s) || strings.LastIndexByte(s, '@') != at {
		return false
	}
	for _, c := range []byte(s) {
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("@._-+%&", c) >= 0) {
			return false
		}
	}
	dot := strings.LastIndexByte(s, '.')
	return dot > at+1 && dot < len(s)-1 || strings.IndexByte(s[at:], '.') < 0
}

// isHostName tells whether s is letters, digits, dots and hyphens that end in a well-known domain or file ending.
func isHostName(s string) bool {
	s = trimAddress(s)
	dot := strings.LastIndexByte(s, '.')
	if dot < 2 || !isDomainEnding(strings.ToLower(s[dot+1:])) {
		return false
	}
	if ending := s[dot+1:]; isUpper(ending) && strings.ToUpper(ending) != ending {
		return false // "over.In": two sentences without a space
	}
	for i := range dot {
		c := s[i]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '#' || c == '.' && i > 0 && s[i-1] != '.') {
			return false
		}
	}
	return true
}

// isHostPath tells whether s is a host name, a slash and more: "state.gov/travel".
func isHostPath(s string) bool {
	slash := strings.IndexByte(s, '/')
	return slash > 3 && isHostName(s[:slash])
}
