// Package article owns what comes in: the [Article] with its immutable text, byte ranges into it ([Span]), civil days
// ([Day]), and the readers that make articles of HTML, plain text, feeds, WARC files and JSONL.
//
// Start with [Read], which looks at the content, not at the name. A cleaned text is never changed again: every later
// claim points into it by range, and [Article.Origin] leads from a cleaned offset back to the text as it was read.
//
// Values are safe for concurrent use once made. Absent on purpose: language analysis, actors, dates inside the text.
package article

import (
	"crypto/sha256"
	"encoding/hex"
	"sort"
	"unicode/utf8"
)

// ID names an article. It is the publisher's or the user's where one is given, else derived from address and text.
type ID string

// Span is a half-open byte range [Start, End) of an article's cleaned text, on rune borders.
type Span struct{ Start, End int }

// Len is the number of bytes in s.
func (s Span) Len() int { return s.End - s.Start }

// Contains tells whether o lies inside s; equal ranges contain each other.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Overlaps tells whether s and o share at least one byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Of is the part of text that s names.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// Problem is something about a text that a reader should know and that did not stop the work: a missing date, a box
// removed, a suspect seam. At is the place in the cleaned text, zero where the whole article is meant.
type Problem struct {
	At   Span
	Text string
}

// Article is one published text, cleaned. The zero Published means that nobody said when it was published.
type Article struct {
	ID        ID
	URL       string
	Title     string
	Publisher string
	Byline    string
	// Language is an ISO 639-1 code as given or detected; "" where unknown.
	Language  string
	Published Day
	// PublishedFrom says where the date was found: "given" by the user, in the "record" or "feed", in the "json-ld",
	// "opengraph", "meta" or "time" elements of a page, in its "url", in its words by "htmldate", in a line of a plain "text";
	// "" where Published is zero. The day of the crawl is never used.
	PublishedFrom string
	// Text is the cleaned text, valid UTF-8, paragraphs apart by line ends. It never changes.
	Text string
	// Seams maps Text to the text as read; see [Article.Origin]. Empty means that nothing was removed.
	Seams    []Seam
	Problems []Problem
}

// Seam says that from byte At of the cleaned text on, the text as read lies Shift bytes further on.
// Seams are in order of At.
type Seam struct{ At, Shift int }

// Origin is the offset in the text as read of byte at of the cleaned text. The text as read is the file in UTF-8 for plain
// text, the value of "text" for a record, and the words of the article's part for a page or feed item. Cleaning only takes
// away: Origin grows with at, and byte at of Text is byte Origin(at) of the text as read. O(log of the seams).
func (a *Article) Origin(at int) int {
	i := sort.Search(len(a.Seams), func(i int) bool { return a.Seams[i].At > at })
	if i == 0 {
		return at
	}
	return at + a.Seams[i-1].Shift
}

// OriginSpan is the part of the text as read from the first to the last byte of s. What was cut inside s is part of it.
func (a *Article) OriginSpan(s Span) Span {
	if s.Len() <= 0 {
		return Span{a.Origin(s.Start), a.Origin(s.Start)}
	}
	return Span{a.Origin(s.Start), a.Origin(s.End-1) + 1}
}

// SHA256 is the hash of the cleaned text, 64 lower-case hexadecimal digits.
func (a *Article) SHA256() string {
	sum := sha256.Sum256([]byte(a.Text))
	return hex.EncodeToString(sum[:])
}

// Runes turns byte offsets of one text into counts of Unicode code points. Make one with [NewRunes].
type Runes struct {
	text string
	// every 64 bytes the number of code points before
	marks []int
}

const runeStep = 64

// NewRunes indexes text; O(len(text)).
func NewRunes(text string) *Runes {
	r := &Runes{text: text, marks: make([]int, 0, len(text)/runeStep+1)}
	n := 0
	for i := range len(text) {
		if i%runeStep == 0 {
			r.marks = append(r.marks, n)
		}
		if utf8.RuneStart(text[i]) {
			n++
		}
	}
	return r
}

// At is the number of code points before byte offset at, which must lie in [0, len(text)].
func (r *Runes) At(at int) int {
	if at == 0 {
		return 0
	}
	block := min(at/runeStep, len(r.marks)-1)
	n := r.marks[block]
	for i := block * runeStep; i < at; i++ {
		if utf8.RuneStart(r.text[i]) {
			n++
		}
	}
	return n
}
