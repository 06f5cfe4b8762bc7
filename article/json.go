package article

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// record is an article in JSONL. Unknown keys are ignored.
type record struct {
	ID        any    `json:"id"`
	URL       string `json:"url"`
	Title     string `json:"title"`
	Published string `json:"published"`
	Publisher string `json:"publisher"`
	Byline    string `json:"byline"`
	Language  string `json:"language"`
	Text      string `json:"text"`
	HTML      string `json:"html"`
}

// readJSONL reads one record a line. A line that is none is an error that names it; the next lines go on.
func (in *input) readJSONL(br *bufio.Reader) {
	for n := 1; ; n++ {
		line, err := readLine(br, in.opt.MaxBytes)
		place := fmt.Sprintf("line %d", n)
		ends := err == io.EOF
		switch {
		case errors.Is(err, ErrTooLarge):
			if !in.fail(place, err) {
				return
			}
			continue
		case err != nil && !ends:
			in.fail(place, fmt.Errorf("read: %w", err))
			return
		}
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\uFEFF"))
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			a, err := in.fromRecord(line)
			if !in.give(place, a, err) {
				return
			}
		}
		if ends {
			return
		}
	}
}

// readLine reads to the next line end. Of a line that is too large it keeps nothing, and leaves the reader behind it.
// The error is io.EOF where the input ends with or before this line.
func readLine(br *bufio.Reader, most int) ([]byte, error) {
	var line []byte
	large := false
	for {
		part, err := br.ReadSlice('\n')
		if large = large || len(line)+len(part) > most; large {
			line = nil
		} else {
			line = append(line, part...)
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if large && (err == nil || err == io.EOF) {
			return nil, tooLarge(most)
		}
		return line, err
	}
}

// readJSON reads an array of records, or records laid out over several lines. What is no JSON ends it: nobody can tell where
// the next record begins.
func (in *input) readJSON(br *bufio.Reader) {
	limit := &limitReader{r: br}
	limit.left = in.opt.MaxBytes
	dec := json.NewDecoder(limit)
	if array := skipToBracket(br); array {
		if _, err := dec.Token(); err != nil {
			in.fail("", jsonError(err))
			return
		}
	}
	for n := 1; dec.More(); n++ {
		var raw json.RawMessage
		err := dec.Decode(&raw)
		if err == nil {
			var a Article
			a, err = in.fromRecord(raw)
			if !in.give(fmt.Sprintf("record %d", n), a, err) {
				return
			}
			limit.left = in.opt.MaxBytes
			continue
		}
		in.fail(fmt.Sprintf("record %d", n), jsonError(err))
		return
	}
	if _, err := dec.Token(); err != nil && err != io.EOF {
		in.fail("", jsonError(err))
	}
}

// skipToBracket moves br to the first bracket; it tells whether that opens an array.
func skipToBracket(br *bufio.Reader) bool {
	for {
		c, err := br.Peek(1)
		if err != nil {
			return false
		}
		if c[0] == '[' || c[0] == '{' {
			return c[0] == '['
		}
		br.Discard(1)
	}
}

// limitReader gives ErrTooLarge where more is read than is left.
type limitReader struct {
	r    io.Reader
	left int
}

func (l *limitReader) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, fmt.Errorf("%w; split it", ErrTooLarge)
	}
	n, err := l.r.Read(p[:min(len(p), l.left)])
	l.left -= n
	return n, err
}

// jsonError says in plain words what is wrong with a record.
func jsonError(err error) error {
	var (
		syntax *json.SyntaxError
		kind   *json.UnmarshalTypeError
	)
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &syntax) && strings.Contains(err.Error(), "end of JSON"):
		return errors.New("the record is cut off: mend or remove it")
	case errors.As(err, &syntax):
		return fmt.Errorf("not a JSON object (%w): mend or remove it", err)
	case errors.As(err, &kind):
		return fmt.Errorf("%q is a JSON %s where a %s is wanted: mend it", kind.Field, kind.Value, kind.Type)
	}
	return err
}

// fromRecord makes an article of one record. The words of "text" are taken as they are, only related-links boxes are cut: who
// gives a record has cleaned it, and has offsets into it.
func (in *input) fromRecord(line []byte) (Article, error) {
	var r record
	if err := json.Unmarshal(line, &r); err != nil {
		return Article{}, jsonError(err)
	}
	var (
		a   Article
		err error
	)
	switch {
	case r.Text != "":
		newDraft(r.Text).into(&a)
	case r.HTML != "":
		a, err = in.fromHTML([]byte(r.HTML), page{url: r.URL, isUTF8: true})
	default:
		err = errors.New(`the record has neither "text" nor "html": give one of them`)
	}
	if err != nil {
		return Article{}, err
	}
	if !utf8.Valid(line) {
		a.Problems = append(a.Problems, Problem{Text: "not valid UTF-8 throughout: bytes that are none are shown as \uFFFD"})
	}
	r.into(&a)
	return a, nil
}

// into puts what the record says in place of what was found.
func (r *record) into(a *Article) {
	switch id := r.ID.(type) {
	case string:
		a.ID = ID(id)
	case float64, bool:
		a.ID = ID(fmt.Sprint(id))
	}
	for _, f := range []struct {
		to *string
		by string
	}{{&a.URL, r.URL}, {&a.Title, r.Title}, {&a.Publisher, r.Publisher}, {&a.Byline, r.Byline}, {&a.Language, r.Language}} {
		if f.by != "" {
			*f.to = f.by
		}
	}
	if r.Published == "" {
		return
	}
	day, ok := readDate(r.Published)
	if !ok {
		a.Problems = append(a.Problems, Problem{Text: fmt.Sprintf("published: %q is no date; write YYYY-MM-DD", r.Published)})
		return
	}
	a.Published, a.PublishedFrom = day, "record"
}
