package ling

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/casus-news/casus/article"
)

// findQuotes fills doc.Quotes: what stands between quotation marks, and the turns of a transcript, each with its speaker
// where one is named. Quotes are in order of their begin; a turn comes before the quotes inside it, and no others overlap.
// A quote that is never closed ends with its paragraph. It reads heads and relations where doc has them; O(words).
func findQuotes(doc *Doc) {
	f := quoteFinder{doc: doc, trees: make([]*tree, len(doc.Sentences))}
	f.turns()
	f.marked()
	f.covers()
	f.attribute()
	doc.Quotes = doc.Quotes[:0]
	for _, q := range f.quotes {
		doc.Quotes = append(doc.Quotes, Quote{Span: f.span(q), Speaker: q.speaker, Cue: q.cue})
	}
	sort.SliceStable(doc.Quotes, func(i, j int) bool {
		a, b := doc.Quotes[i], doc.Quotes[j]
		return a.Start < b.Start || a.Start == b.Start && a.End > b.End
	})
}

// quoted is a quote by its words: from the word first to the word last, both inside.
type quoted struct {
	first, last  WordAt
	speaker, cue WordAt
	// turn tells that the quote is a turn of a transcript.
	turn bool
	// goesOn tells that the quote began in an earlier paragraph that did not close it.
	goesOn bool
	// closed tells that the quote has its closing mark.
	closed bool
}

type quoteFinder struct {
	doc    *Doc
	quotes []quoted
	trees  []*tree
	// inside tells for each sentence and word which marked quote covers it, as an index into quotes plus one.
	inside [][]int32
}

func (f *quoteFinder) tree(s int) tree {
	if f.trees[s] == nil {
		t := newTree(&f.doc.Sentences[s])
		f.trees[s] = &t
	}
	return *f.trees[s]
}

func (f *quoteFinder) word(at WordAt) *Word { return &f.doc.Sentences[at.Sentence].Words[at.Word] }

func (f *quoteFinder) span(q quoted) article.Span {
	return article.Span{Start: f.word(q.first).Start, End: f.word(q.last).End}
}

// markKind classes a quotation mark.
type markKind uint8

const (
	noMark markKind = iota
	openDouble
	closeDouble
	straightDouble
	openSingle
	closeSingle
	straightSingle
)

func markOf(form string) markKind {
	switch form {
	case "“", "``", "«", "„", "「", "‘‘":
		return openDouble
	case "”", "''", "»", "」", "’’":
		return closeDouble
	case "\"":
		return straightDouble
	case "‘":
		return openSingle
	case "’":
		return closeSingle
	case "'":
		return straightSingle
	}
	return noMark
}

// marked finds the quotes between quotation marks, paragraph by paragraph.
func (f *quoteFinder) marked() {
	sentences := f.doc.Sentences
	carried := -1 // the quote that the paragraph before left open
	for first := 0; first < len(sentences); {
		end := first + 1
		for end < len(sentences) && sentences[end].Paragraph == sentences[first].Paragraph {
			end++
		}
		carried = f.markedIn(first, end, carried)
		first = end
	}
}

// markedIn finds the quotes of the paragraph of sentences [first, end) and tells which is left open, -1 if none.
// A paragraph that begins with an opening mark goes on with the quote that the one before left open.
func (f *quoteFinder) markedIn(first, end, carried int) int {
	open, kind := -1, noMark
	last := noWord
	for s := first; s < end; s++ {
		words := f.doc.Sentences[s].Words
		for i := range words {
			at := WordAt{s, i}
			m := markOf(words[i].Form)
			if m == noMark {
				last = at
				continue
			}
			before, after := f.gaps(at)
			switch f.role(m, kind, before, after, s, i) {
			case opens:
				if open >= 0 {
					f.endOpen(open, last, s)
				}
				f.quotes = append(f.quotes, quoted{first: at, last: at, speaker: noWord, cue: noWord})
				open, kind = len(f.quotes)-1, m
				if s == first && i == 0 && carried >= 0 {
					f.quotes[open].goesOn = true
				}
			case closes:
				f.quotes[open].last = at
				f.quotes[open].closed = true
				open, kind = -1, noMark
			}
			last = at
		}
	}
	if open < 0 {
		return -1
	}
	f.quotes[open].last = WordAt{end - 1, len(f.doc.Sentences[end-1].Words) - 1}
	return open
}

// endOpen ends a quote that was left open when another opens in sentence s: at the end of the sentence before if it began
// there, else before the new mark.
func (f *quoteFinder) endOpen(open int, last WordAt, s int) {
	q := &f.quotes[open]
	if q.first.Sentence < s {
		last = WordAt{s - 1, len(f.doc.Sentences[s-1].Words) - 1}
	}
	q.last = last
}

type markRole uint8

const (
	plain markRole = iota
	opens
	closes
)

// role decides what mark m at word i of sentence s does while a quote that opened with kind open is open (noMark if none).
// before and after tell whether white space or the edge of a paragraph stands beside it.
func (f *quoteFinder) role(m, open markKind, before, after bool, s, i int) markRole {
	if open == noMark {
		switch {
		case m == openDouble, m == openSingle && !after:
			return opens
		case m == straightDouble && !after && (before || f.afterOpener(s, i)):
			return opens
		case m == straightSingle && before && !after && f.closesLater(s, i):
			return opens
		}
		return plain
	}
	switch open {
	case openDouble:
		switch m {
		case closeDouble:
			return closes
		case openDouble:
			return opens
		case straightDouble:
			if !before {
				return closes
			}
		}
	case straightDouble:
		switch {
		case m == closeDouble, m == straightDouble && !before:
			return closes
		case m == straightDouble && before && after:
			return closes
		case m == straightDouble && before && !after, m == openDouble:
			return opens
		}
	case openSingle:
		if m == closeSingle && !f.isPossessive(s, i) || m == straightSingle && !before {
			return closes
		}
		if m == openDouble {
			return opens
		}
	case straightSingle:
		if (m == straightSingle || m == closeSingle) && !before && !f.isPossessive(s, i) {
			return closes
		}
		if m == openDouble || m == straightDouble && before && !after {
			return opens
		}
	}
	return plain
}

// gaps tells whether white space or an edge of the paragraph stands before and after a word.
func (f *quoteFinder) gaps(at WordAt) (before, after bool) {
	text := f.doc.Text
	w := f.word(at)
	before, after = w.Start == 0, w.End == len(text)
	if !before {
		r, _ := utf8.DecodeLastRuneInString(text[:w.Start])
		before = isBlank(r)
	}
	if !after {
		r, _ := utf8.DecodeRuneInString(text[w.End:])
		after = isBlank(r)
	}
	return before, after
}

// afterOpener tells whether a bracket or dash stands right before word i.
func (f *quoteFinder) afterOpener(s, i int) bool {
	if i == 0 {
		return true
	}
	switch f.doc.Sentences[s].Words[i-1].Form {
	case "(", "[", "-", "–", "—", "--", "/", "‘", "'", ":", ",", "...", "…":
		return true
	}
	return false
}

// isPossessive tells whether the apostrophe at word i more likely marks a plural's possession ("the workers' rights") than
// the end of a quote: a word in s stands before, a word after, and another closing mark follows in the sentence.
func (f *quoteFinder) isPossessive(s, i int) bool {
	words := f.doc.Sentences[s].Words
	if i == 0 || i+1 >= len(words) || !strings.HasSuffix(strings.ToLower(words[i-1].Form), "s") {
		return false
	}
	if first, _ := utf8.DecodeRuneInString(words[i+1].Form); !isWordRune(first) {
		return false
	}
	for _, w := range words[i+1:] {
		if m := markOf(w.Form); m == closeSingle || m == straightSingle {
			return true
		}
	}
	return words[i].UPOS == "PART"
}

// closesLater tells whether a straight single mark that could close what opens at word i follows in its sentence or the next.
func (f *quoteFinder) closesLater(s, i int) bool {
	for k := s; k < len(f.doc.Sentences) && k <= s+2 && f.doc.Sentences[k].Paragraph == f.doc.Sentences[s].Paragraph; k++ {
		for n := range f.doc.Sentences[k].Words {
			if k == s && n <= i {
				continue
			}
			m := markOf(f.doc.Sentences[k].Words[n].Form)
			if m != straightSingle && m != closeSingle {
				continue
			}
			if before, _ := f.gaps(WordAt{k, n}); !before && !f.isPossessive(k, n) {
				return true
			}
		}
	}
	return false
}

// covers notes which words lie inside marked quotes.
func (f *quoteFinder) covers() {
	f.inside = make([][]int32, len(f.doc.Sentences))
	for n := range f.doc.Sentences {
		f.inside[n] = make([]int32, len(f.doc.Sentences[n].Words))
	}
	for n, q := range f.quotes {
		if q.turn {
			continue
		}
		for s := q.first.Sentence; s <= q.last.Sentence; s++ {
			from, to := 0, len(f.inside[s])-1
			if s == q.first.Sentence {
				from = q.first.Word
			}
			if s == q.last.Sentence {
				to = q.last.Word
			}
			for i := from; i <= to; i++ {
				f.inside[s][i] = int32(n) + 1
			}
		}
	}
}

// turns finds the turns of a transcript: paragraphs headed by a label ("SECRETARY BLINKEN:"), to the next label.
func (f *quoteFinder) turns() {
	sentences := f.doc.Sentences
	var labels []turnLabel
	for s := range sentences {
		if s > 0 && sentences[s-1].Paragraph == sentences[s].Paragraph {
			continue
		}
		if isLabel(&sentences[s]) && !isPlaceLabel(&sentences[s]) {
			labels = append(labels, turnLabel{s, s + 1, 0})
		} else if n := namedLabel(&sentences[s]); n > 0 {
			labels = append(labels, turnLabel{s, s, n})
		}
	}
	labels = f.repeated(labels)
	if !f.isTranscript(labels) {
		return
	}
	for n, l := range labels {
		end := len(sentences)
		if n+1 < len(labels) {
			end = labels[n+1].at
		}
		if l.sentence >= end {
			continue
		}
		f.quotes = append(f.quotes, quoted{
			first: WordAt{l.sentence, l.word}, last: WordAt{end - 1, len(sentences[end-1].Words) - 1},
			speaker: WordAt{l.at, labelHead(&sentences[l.at])}, cue: noWord, turn: true, closed: true,
		})
	}
}

// turnLabel is the label in sentence at of a turn that begins with the given word.
type turnLabel struct{ at, sentence, word int }

// isPlaceLabel tells whether a label is the dateline of a paper that puts a colon after it ("NEW DELHI:").
func isPlaceLabel(s *Sentence) bool {
	place := false
	for i := range s.Words {
		if isAddress(strings.ToLower(strings.TrimSuffix(s.Words[i].Form, "."))) {
			return false
		}
		if n := nameAt(s, i); n != nil {
			if n.Kind == Person {
				return false
			}
			place = place || n.Kind == Location
		}
	}
	return place
}

// namedLabel is the number of words of a label in mixed case at the head of s, with its colon: "Antony Blinken:", "Mr. Price:";
// 0 if there is none. It must hold a name or a form of address, and something must follow.
func namedLabel(s *Sentence) int {
	known := false
	for i := range s.Words {
		w := &s.Words[i]
		switch {
		case w.Form == ":":
			if known && i+1 < len(s.Words) {
				return i + 1
			}
			return 0
		case i > 5 || !isUpper(w.Form):
			return 0
		}
		if n := nameAt(s, i); n != nil && n.Kind == Person || isAddress(normal(w.Form)) {
			known = true
		}
	}
	return 0
}

// repeated drops the labels in mixed case that stand only once: those are headlines ("Blinken: US stands with Ukraine").
func (f *quoteFinder) repeated(labels []turnLabel) []turnLabel {
	times := map[string]int{}
	for _, l := range labels {
		times[f.labelText(l)]++
	}
	kept := labels[:0]
	for _, l := range labels {
		if l.word == 0 || times[f.labelText(l)] > 1 {
			kept = append(kept, l)
		}
	}
	return kept
}

// labelText is the text of a label with its colon.
func (f *quoteFinder) labelText(l turnLabel) string {
	s := &f.doc.Sentences[l.at]
	if l.word == 0 {
		return s.Span.Of(f.doc.Text)
	}
	return f.doc.Text[s.Start:s.Words[l.word-1].End]
}

// isLabel tells whether s is a speaker label as the segmenter makes them: capitals, a colon, nothing after it.
func isLabel(s *Sentence) bool {
	n := len(s.Words)
	if n < 2 || n > 14 || s.Words[n-1].Form != ":" {
		return false
	}
	first := s.Words[0].Form
	return (isLabelWord(first) || isLabelNoun(first)) && !isNoticeWord(first)
}

// isTranscript tells whether labels, the sentences that look like speaker labels, are some: two or more of them, and one
// that is an office, a form of address or a second turn of the same speaker.
func (f *quoteFinder) isTranscript(labels []turnLabel) bool {
	if len(labels) < 2 {
		return false
	}
	seen := make(map[string]bool, len(labels))
	for _, l := range labels {
		text := f.labelText(l)
		if seen[text] {
			return true
		}
		seen[text] = true
		if l.word > 0 {
			continue
		}
		for _, w := range f.doc.Sentences[l.at].Words {
			if isAddress(strings.ToLower(strings.TrimSuffix(w.Form, "."))) {
				return true
			}
		}
	}
	return false
}

// labelHead is the word of a label that names the speaker: the name in "SECRETARY BLINKEN (via interpreter):", the office in
// "MINISTER FOR DEFENCE:".
func labelHead(s *Sentence) int {
	head := 0
	for i := range s.Words {
		switch form := s.Words[i].Form; form {
		case "(", ":", "[", ",", "FOR", "OF", "for", "of":
			return head
		default:
			if r, _ := utf8.DecodeRuneInString(form); isWordRune(r) {
				head = i
			}
		}
	}
	return head
}

// attribute names the speakers of the marked quotes.
func (f *quoteFinder) attribute() {
	lastInParagraph, paragraph := -1, -1
	lastWhole := -1
	for n := range f.quotes {
		q := &f.quotes[n]
		if q.turn {
			continue
		}
		if p := f.doc.Sentences[q.first.Sentence].Paragraph; p != paragraph {
			paragraph, lastInParagraph = p, -1
		}
		switch {
		case f.ownCue(n):
		case q.goesOn && n > 0:
			q.speaker, q.cue = f.quotes[n-1].speaker, f.quotes[n-1].cue
		case n > 0 && f.sharesCue(n-1, n):
			q.speaker, q.cue = f.quotes[n-1].speaker, f.quotes[n-1].cue
		case !f.isWhole(q):
		case lastInParagraph >= 0 && f.leadsTo(lastInParagraph, n):
			q.speaker, q.cue = f.quotes[lastInParagraph].speaker, f.quotes[lastInParagraph].cue
		case f.introduced(q):
		case lastWhole >= 0 && lastInParagraph < 0 && f.followsParagraph(lastWhole, n):
			q.speaker, q.cue = f.quotes[lastWhole].speaker, f.quotes[lastWhole].cue
		}
		if !q.speaker.IsZero() {
			lastInParagraph = n
			if f.isWhole(q) {
				lastWhole = n
			}
		}
	}
	f.backward()
}

// backward gives a quote in several paragraphs the speaker whom only its last paragraph names.
func (f *quoteFinder) backward() {
	for n := len(f.quotes) - 1; n > 0; n-- {
		q, before := &f.quotes[n], &f.quotes[n-1]
		if q.goesOn && before.speaker.IsZero() && !before.turn {
			before.speaker, before.cue = q.speaker, q.cue
		}
	}
}

// sharesCue tells whether nothing but the cue of quote m stands between it and quote n: `"A," wrote X, "B."`
func (f *quoteFinder) sharesCue(m, n int) bool {
	a, b := &f.quotes[m], &f.quotes[n]
	return !a.turn && a.cue.Sentence == b.first.Sentence && a.last.Sentence == b.first.Sentence &&
		a.last.Word < a.cue.Word && a.cue.Word < b.first.Word && b.first.Word-a.last.Word < 12
}

// isWhole tells whether a quote begins a sentence and holds more than a phrase.
func (f *quoteFinder) isWhole(q *quoted) bool {
	return q.first.Word == 0 && (q.last.Sentence > q.first.Sentence || q.last.Word-q.first.Word >= 4)
}

// leadsTo tells whether quote n goes on with quote m of the same paragraph: `"A," he said. "B."` At most one sentence may lie between.
func (f *quoteFinder) leadsTo(m, n int) bool {
	return f.quotes[n].first.Sentence-f.quotes[m].last.Sentence <= 1
}

// followsParagraph tells whether quote n is the paragraph right after that of quote m and nothing but the quote.
func (f *quoteFinder) followsParagraph(m, n int) bool {
	sentences := f.doc.Sentences
	q, before := &f.quotes[n], &f.quotes[m]
	if sentences[q.first.Sentence].Paragraph != sentences[before.last.Sentence].Paragraph+1 {
		return false
	}
	first := q.first.Sentence == 0 || sentences[q.first.Sentence-1].Paragraph != sentences[q.first.Sentence].Paragraph
	end := q.last.Sentence
	whole := end+1 >= len(sentences) || sentences[end+1].Paragraph != sentences[end].Paragraph
	return first && whole && q.last.Word >= len(sentences[end].Words)-2
}

// introduced looks in the sentence before a quote, in the same paragraph, for one who speaks: `X was blunt in his reply. "..."`
// takes only a reporting verb, and the paragraph before only where it ends in a colon.
func (f *quoteFinder) introduced(q *quoted) bool {
	s := q.first.Sentence - 1
	if s < 0 {
		return false
	}
	words := f.doc.Sentences[s].Words
	colon := words[len(words)-1].Form == ":"
	if f.doc.Sentences[s].Paragraph != f.doc.Sentences[q.first.Sentence].Paragraph && !colon {
		return false
	}
	t := f.tree(s)
	for i := range words {
		if f.inside[s][i] == 0 && words[i].Head < 0 && (t.reports(i) || colon) && isVerb(&words[i]) {
			if n := t.subject(i); n >= 0 {
				q.speaker, q.cue = WordAt{s, n}, WordAt{s, i}
				return true
			}
		}
	}
	return false
}

// ownCue looks for the speaker of quote n in the sentences where it begins and ends.
func (f *quoteFinder) ownCue(n int) bool {
	q := &f.quotes[n]
	if f.afterColon(n) {
		return true
	}
	sentences := [...]int{q.last.Sentence, q.first.Sentence}
	for k, s := range sentences {
		if k == 1 && s == sentences[0] {
			break
		}
		if f.govern(n, s) {
			return true
		}
	}
	return f.besideEnd(n) || f.besideBegin(n) || f.accordingTo(n, q.last.Sentence) || f.label(n)
}

// govern finds the reporting verb that governs quote n in sentence s by the tree: one that the quote's words hang on, or one
// that hangs on them as a parenthesis.
func (f *quoteFinder) govern(n, s int) bool {
	words := f.doc.Sentences[s].Words
	t := f.tree(s)
	own := int32(n) + 1
	for i := range words {
		h := words[i].Head
		if f.inside[s][i] == own && h >= 0 && f.inside[s][h] != own && words[i].UPOS != "PUNCT" {
			if f.ascend(n, s, h, t) {
				return true
			}
		}
		if f.inside[s][i] == 0 && h >= 0 && f.inside[s][h] == own && (isRel(words[i].Rel, "parataxis") || isRel(words[i].Rel, "ccomp") || isRel(words[i].Rel, "advcl") || isRel(words[i].Rel, "discourse")) {
			if t.reports(i) && f.setCue(n, s, i, t) {
				return true
			}
		}
	}
	return false
}

// ascend climbs from word v to the first reporting verb outside quotes.
func (f *quoteFinder) ascend(n, s, v int, t tree) bool {
	direct := true
	for range maxDepth {
		if f.inside[s][v] == 0 {
			if isVerb(&t.s.Words[v]) && (t.reports(v) || direct && isNaming(t.lemma(v))) && !f.parted(n, s, v) && f.setCue(n, s, v, t) {
				return true
			}
			direct = false
		}
		up := t.s.Words[v].Head
		if up < 0 {
			return false
		}
		v = up
	}
	return false
}

// parted tells whether a semicolon stands between quote n and word v of sentence s: that is another clause.
func (f *quoteFinder) parted(n, s, v int) bool {
	q := &f.quotes[n]
	first, end := v, 0
	switch {
	case s == q.first.Sentence && v < q.first.Word:
		end = q.first.Word
	case s == q.last.Sentence && v > q.last.Word:
		first, end = q.last.Word, v
	}
	words := f.doc.Sentences[s].Words
	for i := first; i < end; i++ {
		if words[i].Form == ";" && f.inside[s][i] == 0 {
			return true
		}
	}
	return false
}

func isVerb(w *Word) bool { return w.UPOS == "VERB" || w.UPOS == "AUX" || w.UPOS == "" }

// quotedObject is the object of a verb that quotes somebody "as saying" v, -1 if there is none.
func (t tree) quotedObject(v int) int {
	h := t.s.Words[v].Head
	if h < 0 || !isRel(t.s.Words[v].Rel, "advcl") || t.child(h, "nsubj:pass") >= 0 {
		return -1
	}
	switch t.lemma(h) {
	case "quote", "cite":
		return t.child(h, "obj")
	}
	return -1
}

// setCue takes the verb v as the cue of quote n if it has a subject outside of quotes.
func (f *quoteFinder) setCue(n, s, v int, t tree) bool {
	if t.child(v, "nsubj:pass") >= 0 && t.child(v, "obl:agent") < 0 {
		return false // "they are called": nobody is said to call them
	}
	who := t.quotedObject(v)
	if who < 0 {
		who = t.subject(v)
	}
	if who < 0 {
		who = f.neighbour(s, v, t)
	}
	if who < 0 || f.inside[s][who] != 0 {
		return false
	}
	if strings.EqualFold(t.s.Words[who].Form, "it") && t.child(v, "expl") == who {
		return false
	}
	who = f.owner(s, who, t)
	if !speaks(&t.s.Words[who]) && !t.isNamed(who) {
		return false
	}
	f.quotes[n].speaker, f.quotes[n].cue = WordAt{s, who}, WordAt{s, v}
	return true
}

// speaks tells whether w may name one who speaks: a name, a pronoun, a person, body, place or a piece of writing.
func speaks(w *Word) bool {
	if w.UPOS != "NOUN" {
		return isNominal(w)
	}
	lemma := lemmaOf(w)
	return classOfNoun(lemma) != thing || isSpeechNoun(lemma) || isSource(lemma)
}

// isNamed tells whether a name of a person stands as apposition to word i: "immunologist Kristian Andersen".
func (t tree) isNamed(i int) bool {
	c := t.child(i, "appos")
	if c < 0 {
		return false
	}
	n := nameAt(t.s, c)
	return n != nil && n.Kind == Person
}

// owner leads from a piece of speech to who spoke: "a statement by the ministry saying ..." is the ministry's word.
func (f *quoteFinder) owner(s, who int, t tree) int {
	switch t.lemma(who) {
	case "part", "section", "portion", "copy", "version", "excerpt":
		if c := t.child(who, "nmod"); c >= 0 && isSpeechNoun(t.lemma(c)) {
			return f.owner(s, c, t)
		}
	}
	if !isSpeechNoun(t.lemma(who)) {
		return who
	}
	if p := t.child(who, "nmod:poss"); p >= 0 {
		return p
	}
	for c := t.first[who]; c >= 0; c = t.next[c] {
		if isRel(t.s.Words[c].Rel, "nmod") {
			if k := t.child(c, "case"); k >= 0 {
				switch t.lemma(k) {
				case "by", "from", "of":
					return c
				}
			}
		}
	}
	// "She issued a statement saying ..."
	w := &t.s.Words[who]
	if w.Head >= 0 && !isRel(w.Rel, "nsubj") {
		if n := t.child(w.Head, "nsubj"); n >= 0 {
			return n
		}
	}
	return who
}

// besideEnd reads the words right after quote n: `..." X said`, `..." said X`. It serves where the tree is wrong.
func (f *quoteFinder) besideEnd(n int) bool {
	q := &f.quotes[n]
	s := q.last.Sentence
	if !q.closed {
		return false
	}
	words := f.doc.Sentences[s].Words
	t := f.tree(s)
	for i := q.last.Word + 1; i < len(words) && i < q.last.Word+16; i++ {
		if f.inside[s][i] != 0 || words[i].Form == ";" || words[i].Form == ":" {
			return false
		}
		if words[i].UPOS == "VERB" && !t.reports(i) {
			return false // another story begins
		}
		if !isVerb(&words[i]) || !t.reports(i) || words[i].Head >= 0 && isRel(words[i].Rel, "acl") {
			continue
		}
		if f.setCue(n, s, i, t) {
			return true
		}
		if who := nearestName(words, q.last.Word+1, i); who >= 0 {
			q.speaker, q.cue = WordAt{s, who}, WordAt{s, i}
			return true
		}
		if i == q.last.Word+1 {
			if who := firstName(words, i+1); who >= 0 && f.inside[s][who] == 0 {
				q.speaker, q.cue = WordAt{s, who}, WordAt{s, i}
				return true
			}
		}
		return false
	}
	return false
}

// besideBegin reads the words right before quote n: `X said: "..."`, `X told Y that "..."`.
func (f *quoteFinder) besideBegin(n int) bool {
	q := &f.quotes[n]
	s := q.first.Sentence
	words := f.doc.Sentences[s].Words
	t := f.tree(s)
	for i := q.first.Word - 1; i >= 0 && i > q.first.Word-9; i-- {
		if f.inside[s][i] != 0 || words[i].Form == ";" {
			return false
		}
		if isVerb(&words[i]) && t.reports(i) {
			return f.setCue(n, s, i, t)
		}
	}
	return false
}

// afterColon reads `X said: "..."` and `X praised Y on Twitter: "..."`: the verb before the colon if it reports, else the main verb.
func (f *quoteFinder) afterColon(n int) bool {
	q := &f.quotes[n]
	s, colon := q.first.Sentence, q.first.Word-1
	words := f.doc.Sentences[s].Words
	if colon < 2 || words[colon].Form != ":" || f.inside[s][colon] != 0 {
		return false
	}
	t := f.tree(s)
	if v := colon - 1; f.inside[s][v] == 0 && isVerb(&words[v]) && t.reports(v) {
		return f.setCue(n, s, v, t)
	}
	v := f.mainVerb(s, colon)
	return v >= 0 && f.setCue(n, s, v, t)
}

// neighbour is the speaker beside a reporting verb whose subject the tree has missed: `..." said Jones`, `Belski, said the`;
// -1 if nobody stands there.
func (f *quoteFinder) neighbour(s, v int, t tree) int {
	words := f.doc.Sentences[s].Words
	i := v - 1
	for i >= 0 && (words[i].UPOS == "ADV" || words[i].UPOS == "AUX" || words[i].Form == ",") {
		i--
	}
	if i >= 0 && f.inside[s][i] == 0 {
		if !isNominal(&words[i]) {
			return -1
		}
		for isRel(words[i].Rel, "flat") && words[i].Head >= 0 && words[i].Head < i {
			i = words[i].Head
		}
		return i
	}
	for c := t.first[v]; c >= 0; c = t.next[c] {
		if c > v && c < v+6 && isNominal(&words[c]) && f.inside[s][c] == 0 {
			switch rel := words[c].Rel; {
			case isRel(rel, "vocative"), isRel(rel, "obj"), isRel(rel, "dep"), isRel(rel, "iobj"), rel == "obl:unmarked":
				return c
			}
		}
	}
	return -1
}

// mainVerb is the verb of words [0, end) of sentence s that stands highest in the tree, -1 if there is none.
func (f *quoteFinder) mainVerb(s, end int) int {
	words := f.doc.Sentences[s].Words
	best, bestDepth := -1, maxDepth
	for i := range end {
		if words[i].UPOS != "VERB" || f.inside[s][i] != 0 {
			continue
		}
		depth := 0
		for h := words[i].Head; h >= 0 && depth < bestDepth; h = words[h].Head {
			depth++
		}
		if depth < bestDepth {
			best, bestDepth = i, depth
		}
	}
	return best
}

// nearestName is the last noun, name or pronoun of words [from, to), -1 if there is none.
func nearestName(words []Word, from, to int) int {
	for i := to - 1; i >= from; i-- {
		if isNominal(&words[i]) {
			return i
		}
	}
	return -1
}

// firstName is the last word of the first run of nouns and names from from on, -1 if there is none near.
func firstName(words []Word, from int) int {
	for i := from; i < len(words) && i < from+4; i++ {
		if !isNominal(&words[i]) {
			continue
		}
		for i+1 < len(words) && words[i+1].UPOS == words[i].UPOS && words[i].UPOS != "PRON" {
			i++
		}
		return i
	}
	return -1
}

func isNominal(w *Word) bool { return w.UPOS == "NOUN" || w.UPOS == "PROPN" || w.UPOS == "PRON" }

// accordingTo reads "according to X" and "in the words of X" in the sentence s, outside of quotes.
func (f *quoteFinder) accordingTo(n, s int) bool {
	words := f.doc.Sentences[s].Words
	t := f.tree(s)
	for i := 0; i+2 < len(words); i++ {
		if f.inside[s][i] != 0 || f.inside[s][i+2] != 0 {
			continue
		}
		from := 0
		switch {
		case strings.EqualFold(words[i].Form, "according") && words[i+1].Form == "to":
			from = i + 2
		case words[i].Form == "words" && words[i+1].Form == "of":
			from = i + 2
		default:
			continue
		}
		who := t.phraseHead(from)
		if who < 0 || f.inside[s][who] != 0 {
			continue
		}
		f.quotes[n].speaker, f.quotes[n].cue = WordAt{s, f.owner(s, who, t)}, WordAt{s, i}
		return true
	}
	return false
}

// phraseHead is the head of the noun phrase that begins at word from, -1 if none does.
func (t tree) phraseHead(from int) int {
	words := t.s.Words
	i := from
	for i < len(words) && i < from+8 && !isNominal(&words[i]) {
		i++
	}
	if i >= len(words) || !isNominal(&words[i]) {
		return -1
	}
	for range maxDepth {
		up := words[i].Head
		if up < from || up < 0 || !isNominal(&words[up]) || isRel(words[i].Rel, "nmod") && up < i || isRel(words[i].Rel, "conj") || isRel(words[i].Rel, "appos") ||
			isRel(words[i].Rel, "obl") || isRel(words[i].Rel, "nsubj") || isRel(words[i].Rel, "obj") {
			break
		}
		i = up
	}
	return i
}

// label reads the headline form `Blinken: "..."` and `X, in a letter: "..."`.
func (f *quoteFinder) label(n int) bool {
	q := &f.quotes[n]
	s, i := q.first.Sentence, q.first.Word-1
	if i < 1 {
		return false
	}
	words := f.doc.Sentences[s].Words
	if words[i].Form != ":" || i > 8 {
		return false
	}
	for k := range i {
		if words[k].UPOS == "VERB" || words[k].UPOS == "AUX" {
			return false
		}
	}
	who := firstName(words, 0)
	if who < 0 || words[who].UPOS == "PRON" {
		return false
	}
	q.speaker = WordAt{s, who}
	return true
}
