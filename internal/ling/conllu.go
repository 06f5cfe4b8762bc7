package ling

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/casus-news/casus/article"
)

// Annotated is one document of a CoNLL-U file: what a [Doc] has room for, and the lines that it has not: comments,
// multiword tokens and empty nodes. Change the annotation of Doc's words and names and [Annotated.Write] writes the file
// with that; the sentences and words themselves must stay as they were read.
type Annotated struct {
	// ID is the document's "# newdoc id", "" where the file has none.
	ID string
	// Doc's text is put together from the words and SpaceAfter=No. A word inside a multiword token has its share of it
	// as span, and keeps the form that the file gives it even where that differs from the text ("du" as "de" and "le").
	Doc *Doc
	// sources are, for each sentence, its lines as read.
	sources []source
}

// source is one sentence as it was read.
type source struct {
	comments []string
	// rows are all lines but the comments, split at tabs.
	rows [][]string
	line int
}

const columns = 10

// The columns of CoNLL-U.
const (
	colID = iota
	colForm
	colLemma
	colUPOS
	colXPOS
	colFeats
	colHead
	colRel
	colDeps
	colMisc
)

// ReadCoNLLU reads a CoNLL-U file. A new document begins at "# newdoc", a new paragraph at "# newpar".
// Names are read from MISC (Name=B-PER, Name=I-PER). The error names the line that is no CoNLL-U.
// No sentences give no documents. It holds the file in memory.
func ReadCoNLLU(r io.Reader) ([]*Annotated, error) {
	var (
		docs []*Annotated
		b    *docBuilder
	)
	err := readSources(r, func(s source) error {
		id, isNew := newDoc(s.comments)
		if b == nil || isNew {
			if b != nil {
				docs = append(docs, b.finish())
			}
			b = &docBuilder{a: &Annotated{ID: id, Doc: &Doc{}}}
		}
		return b.add(s)
	})
	if err != nil {
		return nil, fmt.Errorf("read CoNLL-U: %w", err)
	}
	if b != nil {
		docs = append(docs, b.finish())
	}
	return docs, nil
}

// readSources calls each with every sentence of r.
func readSources(r io.Reader, each func(source) error) error {
	in := bufio.NewReader(r)
	var s source
	for line := 1; ; line++ {
		text, err := in.ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		last := err != nil
		text = strings.TrimRight(text, "\r\n")
		switch {
		case !utf8.ValidString(text):
			return fmt.Errorf("line %d: not UTF-8", line)
		case text == "":
			if len(s.rows) > 0 {
				if err := each(s); err != nil {
					return err
				}
				s = source{}
			}
		case text[0] == '#' && len(s.rows) == 0:
			s.comments = append(s.comments, text)
		default:
			row := strings.Split(text, "\t")
			if len(row) != columns {
				return fmt.Errorf("line %d: %d columns, want %d", line, len(row), columns)
			}
			for i, c := range row {
				if c == "" {
					return fmt.Errorf("line %d: column %d is empty", line, i+1)
				}
			}
			if len(s.rows) == 0 {
				s.line = line
			}
			s.rows = append(s.rows, row)
		}
		if last {
			break
		}
	}
	if len(s.rows) > 0 {
		return each(s)
	}
	return nil
}

func newDoc(comments []string) (id string, ok bool) {
	for _, c := range comments {
		if rest, found := strings.CutPrefix(strings.TrimLeft(c[1:], " "), "newdoc"); found {
			_, id, _ = strings.Cut(rest, "=")
			return strings.TrimSpace(id), true
		}
	}
	return "", false
}

func newParagraph(comments []string) bool {
	for _, c := range comments {
		key := strings.TrimLeft(c[1:], " ")
		if key == "newpar" || strings.HasPrefix(key, "newpar ") || strings.HasPrefix(key, "newpar=") || strings.HasPrefix(key, "newdoc") {
			return true
		}
	}
	return false
}

// docBuilder puts the sentences of a document together.
type docBuilder struct {
	a         *Annotated
	text      strings.Builder
	paragraph int
	// gap is what stands between the last word and the next.
	gap string
}

func (b *docBuilder) finish() *Annotated {
	b.a.Doc.Text = b.text.String()
	return b.a
}

func (b *docBuilder) add(src source) error {
	if newParagraph(src.comments) && len(b.a.Doc.Sentences) > 0 {
		b.paragraph++
		b.gap = "\n\n"
	}
	s := Sentence{Paragraph: b.paragraph}
	var (
		heads []int
		marks []string
	)
	for i := 0; i < len(src.rows); i++ {
		row := src.rows[i]
		at := src.line + i
		id := row[colID]
		if strings.Contains(id, ".") {
			continue
		}
		parts := 1
		surface := row[colForm]
		if first, last, isRange := strings.Cut(id, "-"); isRange {
			from, err1 := strconv.Atoi(first)
			to, err2 := strconv.Atoi(last)
			if err1 != nil || err2 != nil || from != len(s.Words)+1 || to < from || to-from >= len(src.rows)-i-1 {
				return fmt.Errorf("line %d: %q is no range of words that follow", at, id)
			}
			parts = to - from + 1
			i++
		}
		words := src.rows[i : i+parts]
		spans := b.append(surface, spaceAfter(row), words)
		for k, w := range words {
			if w[colID] != strconv.Itoa(len(s.Words)+1) {
				return fmt.Errorf("line %d: word %q, want %d", src.line+i+k, w[colID], len(s.Words)+1)
			}
			head := -1
			if h := w[colHead]; h != "_" {
				n, err := strconv.Atoi(h)
				if err != nil || n < 0 {
					return fmt.Errorf("line %d: head %q is no number", src.line+i+k, h)
				}
				head = n - 1
			}
			heads = append(heads, head)
			marks = append(marks, misc(w[colMisc], "Name"))
			s.Words = append(s.Words, Word{
				Span: spans[k], Form: w[colForm], Lemma: value(w[colLemma], w[colForm]), UPOS: value(w[colUPOS], ""),
				XPOS: value(w[colXPOS], ""), Head: head, Rel: value(w[colRel], ""),
			})
		}
		i += parts - 1
	}
	if len(s.Words) == 0 {
		return fmt.Errorf("line %d: a sentence without words", src.line)
	}
	for k, h := range heads {
		if h >= len(s.Words) || h == k {
			return fmt.Errorf("line %d: word %d has head %d of %d words", src.line, k+1, h+1, len(s.Words))
		}
	}
	s.Names = namesFromIOB(marks)
	s.Span = article.Span{Start: s.Words[0].Start, End: s.Words[len(s.Words)-1].End}
	b.a.Doc.Sentences = append(b.a.Doc.Sentences, s)
	b.a.sources = append(b.a.sources, src)
	return nil
}

// append writes the surface of one token and gives the spans of its words.
func (b *docBuilder) append(surface string, space bool, words [][]string) []article.Span {
	b.text.WriteString(b.gap)
	start := b.text.Len()
	b.text.WriteString(surface)
	b.gap = ""
	if space {
		b.gap = " "
	}
	return shares(surface, start, words)
}

// shares cuts the surface of a token, which stands at start, into the spans of its words: at the words' own lengths where
// they add up, else as near to that as rune borders allow.
func shares(surface string, start int, words [][]string) []article.Span {
	spans := make([]article.Span, len(words))
	at := 0
	for i, w := range words {
		end := len(surface)
		if i < len(words)-1 {
			end = min(at+len(w[colForm]), len(surface))
			for end > at && end < len(surface) && !utf8.RuneStart(surface[end]) {
				end--
			}
		}
		spans[i] = article.Span{Start: start + at, End: start + end}
		at = end
	}
	return spans
}

// value is the content of a column, "" for "_" unless the form itself is "_".
func value(s, form string) string {
	if s == "_" && form != "_" {
		return ""
	}
	return s
}

// misc is the value of key in a MISC column, "" where it is absent.
func misc(column, key string) string {
	for part := range strings.SplitSeq(column, "|") {
		if k, v, ok := strings.Cut(part, "="); ok && k == key {
			return v
		}
	}
	return ""
}

func spaceAfter(row []string) bool { return misc(row[colMisc], "SpaceAfter") != "No" }

// kindOf is the opposite of [Kind.String]. Unknown names give Misc.
func kindOf(s string) Kind {
	for _, k := range [...]Kind{Person, Organization, Location} {
		if s == k.String() {
			return k
		}
	}
	return Misc
}

// namesFromIOB reads one IOB2 mark per word. An I- that goes on with nothing begins a name.
func namesFromIOB(marks []string) []Name {
	var names []Name
	open := false
	for i, m := range marks {
		tag, kind, ok := strings.Cut(m, "-")
		if !ok {
			open = false
			continue
		}
		k := kindOf(kind)
		if tag == "I" && open && names[len(names)-1].Kind == k {
			names[len(names)-1].End = i + 1
			continue
		}
		names = append(names, Name{First: i, End: i + 1, Kind: k})
		open = true
	}
	return names
}

// iobMarks gives one IOB2 mark per word of s, "" outside names.
func iobMarks(s *Sentence) []string {
	marks := make([]string, len(s.Words))
	for _, n := range s.Names {
		for i := max(n.First, 0); i < min(n.End, len(marks)); i++ {
			marks[i] = "I-" + n.Kind.String()
			if i == n.First {
				marks[i] = "B-" + n.Kind.String()
			}
		}
	}
	return marks
}

// Write writes the document with the comments, multiword tokens and empty nodes that it was read with and the annotation
// that its Doc has now. Features and enhanced dependencies, which a Doc has no room for, become "_".
func (a *Annotated) Write(w io.Writer) error {
	out := bufio.NewWriter(w)
	for n, src := range a.sources {
		for _, c := range src.comments {
			out.WriteString(c)
			out.WriteByte('\n')
		}
		s := &a.Doc.Sentences[n]
		marks := iobMarks(s)
		word := 0
		for _, row := range src.rows {
			if strings.ContainsAny(row[colID], "-.") {
				out.WriteString(strings.Join(row, "\t"))
				out.WriteByte('\n')
				continue
			}
			writeWord(out, word, &s.Words[word], marks[word], spaceAfter(row))
			word++
		}
		out.WriteByte('\n')
	}
	return out.Flush()
}

// WriteCoNLLU writes d as CoNLL-U: a sentence number and the text as comments, paragraphs as "# newpar", words that the text
// writes as one ("don't") as multiword tokens, names as IOB2 in MISC.
func WriteCoNLLU(w io.Writer, d *Doc) error {
	out := bufio.NewWriter(w)
	for n := range d.Sentences {
		s := &d.Sentences[n]
		if n == 0 || s.Paragraph != d.Sentences[n-1].Paragraph {
			out.WriteString("# newpar\n")
		}
		fmt.Fprintf(out, "# sent_id = %d\n# text = %s\n", n+1, oneLine(s.Span.Of(d.Text)))
		marks := iobMarks(s)
		end := 0
		for i := range s.Words {
			glued := touches(d, n, i)
			if i >= end {
				if end = multiwordEnd(s.Words, i); end > i+1 {
					writeToken(out, d, s.Words, i, end, touches(d, n, end-1))
				}
			}
			writeWord(out, i, &s.Words[i], marks[i], !glued || end > i+1 || end <= i || inMultiword(s.Words, i))
		}
		out.WriteByte('\n')
	}
	return out.Flush()
}

// inMultiword tells whether word i is one of several words of a multiword token, whose own lines carry no SpaceAfter.
func inMultiword(words []Word, i int) bool {
	return i > 0 && isSeam(&words[i-1], &words[i]) || i+1 < len(words) && isSeam(&words[i], &words[i+1])
}

// touches tells whether the next word of the document, in this sentence or the next, begins where word i of sentence n ends.
func touches(d *Doc, n, i int) bool {
	s := &d.Sentences[n]
	if i+1 < len(s.Words) {
		return s.Words[i+1].Start == s.Words[i].End
	}
	return n+1 < len(d.Sentences) && len(d.Sentences[n+1].Words) > 0 && d.Sentences[n+1].Words[0].Start == s.Words[i].End
}

// multiwordEnd is the end of the multiword token that begins with word i; i+1 where the word stands alone.
func multiwordEnd(words []Word, i int) int {
	end := i + 1
	for end < len(words) && isSeam(&words[end-1], &words[end]) {
		end++
	}
	return end
}

// isSeam tells whether a and b, side by side, are two words of one token: "do|n't", "Russia|'s", "can|not".
func isSeam(a, b *Word) bool {
	if a.End != b.Start || a.Form == "" || b.Form == "" {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(a.Form)
	if !isWordRune(last) && last != '.' {
		return false
	}
	if cliticCut("x"+b.Form) == 1 || cliticCut("xx"+b.Form) == 2 || b.UPOS == "PART" && isApostrophe(rune(b.Form[0])) {
		return true
	}
	if b.Form == "’" {
		return b.UPOS == "PART"
	}
	first, _ := utf8.DecodeRuneInString(b.Form)
	return isWordRune(first) && fusedCut(a.Form+b.Form) == len(a.Form)
}

// writeToken writes the line of the multiword token of words [first, end).
func writeToken(out *bufio.Writer, d *Doc, words []Word, first, end int, glued bool) {
	fmt.Fprintf(out, "%d-%d\t%s\t_\t_\t_\t_\t_\t_\t_\t", first+1, end, fold(d.Text[words[first].Start:words[end-1].End]))
	if glued {
		out.WriteString("SpaceAfter=No\n")
		return
	}
	out.WriteString("_\n")
}

func writeWord(out *bufio.Writer, i int, w *Word, mark string, space bool) {
	head := strconv.Itoa(w.Head + 1)
	if w.Rel == "" && w.Head < 0 {
		head = "_"
	}
	note := "_"
	switch {
	case mark != "" && !space:
		note = "Name=" + mark + "|SpaceAfter=No"
	case mark != "":
		note = "Name=" + mark
	case !space:
		note = "SpaceAfter=No"
	}
	for _, c := range [...]string{strconv.Itoa(i + 1), w.Form, w.Lemma, w.UPOS, w.XPOS, "_", head, w.Rel, "_"} {
		if c == "" {
			c = "_"
		}
		out.WriteString(c)
		out.WriteByte('\t')
	}
	out.WriteString(note)
	out.WriteByte('\n')
}

// oneLine is s with every white space as one space, for a comment line.
func oneLine(s string) string { return strings.Join(strings.FieldsFunc(s, isBlank), " ") }
