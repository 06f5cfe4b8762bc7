package article

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http/httputil"
	"strconv"
	"strings"
)

// WARC/1.0 and 1.1 (ISO 28500:2017, as described at https://iipc.github.io/warc-specifications): records of a version line,
// header lines, an empty line, Content-Length bytes, two empty lines. Only responses that are whole pages of HTML or text are
// read; the rest is passed over.

const (
	// maxHeader is the most bytes of the header lines of a record or of an HTTP answer.
	maxHeader = 64 << 10
	// maxDamage is how many places that cannot be read end an archive: it is damaged as a whole then.
	maxDamage = 1000
)

// readWARC reads an archive that is not compressed. Behind damage it goes on at the next version line.
func (in *input) readWARC(br *bufio.Reader) {
	w := warc{in: in}
	for w.damage < maxDamage {
		last := w.record(br)
		if w.stopped || last == recordEnd || last == recordCut || last == recordDamaged && !skipToRecord(br) {
			return
		}
	}
}

// readWARCGzip reads an archive whose records are compressed one by one, or several together. Behind damage it goes on at the
// next gzip header.
func (in *input) readWARCGzip(br *bufio.Reader) {
	w := warc{in: in}
	var zr gzip.Reader
	for w.damage < maxDamage {
		if _, err := br.Peek(1); err != nil {
			return
		}
		err := zr.Reset(br)
		whole := false
		if err == nil {
			zr.Multistream(false)
			whole, err = w.member(&zr)
		}
		if err != nil && !w.stopped {
			w.damaged(fmt.Errorf("damaged gzip: %w", err))
		}
		if w.stopped || !whole && !skipToGzip(br) {
			return
		}
	}
}

// member reads the records of one gzip member; it tells whether it came to the member's end, and why not if that was not
// reported yet.
func (w *warc) member(zr *gzip.Reader) (whole bool, err error) {
	br := bufio.NewReader(zr)
	last := recordDone
	for last == recordDone && !w.stopped {
		last = w.record(br)
	}
	if w.stopped {
		return false, nil
	}
	_, err = io.Copy(io.Discard, br)
	if err != nil && last == recordCut {
		return false, nil
	}
	return err == nil, err
}

// warc is one pass over an archive.
type warc struct {
	in      *input
	records int
	damage  int
	stopped bool
}

// outcome is how the reading of a record went.
type outcome uint8

const (
	recordDone outcome = iota
	// recordDamaged: the place where the next record begins is not known.
	recordDamaged
	// recordCut: the input ends, or breaks, within the record; that is reported.
	recordCut
	// recordEnd: the input ends here, or the caller wants no more.
	recordEnd
)

func (w *warc) place() string { return fmt.Sprintf("record %d", w.records) }

// damaged reports damage.
func (w *warc) damaged(err error) {
	w.damage++
	if w.damage == maxDamage {
		err = fmt.Errorf("%w; this is the %dth damaged place, the rest is left unread: fetch the archive again", err, maxDamage)
	}
	w.stopped = !w.in.fail(w.place(), err)
}

// record reads one record and gives its article, if it has one.
func (w *warc) record(br *bufio.Reader) outcome {
	if err := skipLineEnds(br); err != nil {
		return recordEnd
	}
	w.records++
	version, h, err := readHeader(br)
	size, sizeErr := strconv.ParseInt(h.get("content-length"), 10, 64)
	switch {
	case err == nil && !strings.HasPrefix(version, "WARC/"):
		err = errors.New("not a WARC record")
	case err == nil && (sizeErr != nil || size < 0):
		err = errors.New("WARC record without a length")
	}
	if err != nil {
		w.damaged(err)
		return recordDamaged
	}
	var body bytes.Buffer
	var keep io.Writer = io.Discard
	kind := pageKind(h)
	large := size > int64(w.in.opt.MaxBytes)
	if kind != noPage && !large {
		keep = &body
	}
	if n, err := io.CopyN(keep, br, size); err != nil || n < size {
		w.damaged(errors.New("the record is cut off"))
		return recordCut
	}
	// A gzip member shows only here, at its end, whether its checksum holds.
	if err := skipLineEnds(br); err != nil && err != io.EOF {
		w.damaged(fmt.Errorf("damaged record: %w", err))
		return recordCut
	}
	switch {
	case kind == noPage:
	case large:
		w.stopped = !w.in.fail(w.place(), tooLarge(w.in.opt.MaxBytes))
	default:
		w.stopped = !w.page(kind, h, body.Bytes())
	}
	return recordDone
}

// skipLineEnds moves br to the next byte that is no line end.
func skipLineEnds(br *bufio.Reader) error {
	for {
		c, err := br.Peek(1)
		if err != nil || c[0] != '\r' && c[0] != '\n' {
			return err
		}
		br.Discard(1)
	}
}

// blockKind is what the block of a record holds.
type blockKind uint8

const (
	noPage blockKind = iota
	httpAnswer
	// bareText is extracted text, as in the WET files of Common Crawl.
	bareText
)

func pageKind(h header) blockKind {
	content, _, _ := strings.Cut(strings.ToLower(h.get("content-type")), ";")
	switch strings.ToLower(h.get("warc-type")) + " " + strings.TrimSpace(content) {
	case "response application/http":
		return httpAnswer
	case "conversion text/plain":
		return bareText
	}
	return noPage
}

// page gives the article of a block; it tells whether to go on.
func (w *warc) page(kind blockKind, h header, body []byte) bool {
	target := strings.Trim(h.get("warc-target-uri"), "<>")
	place := w.place()
	if target != "" {
		place += " (" + target + ")"
	}
	if kind == bareText {
		a := w.in.fromText(body)
		a.URL = target
		return w.in.give(place, a, nil)
	}
	p := page{url: target}
	if day, ok := isoDate(h.get("warc-date")); ok {
		p.fetched = day
	}
	return w.answer(place, body, p)
}

// answer gives the article of an HTTP answer, and passes over what is no page.
func (w *warc) answer(place string, body []byte, p page) bool {
	br := bufio.NewReader(bytes.NewReader(body))
	status, h, err := readHeader(br)
	if err != nil {
		return w.in.fail(place, fmt.Errorf("HTTP answer: %w", err))
	}
	fields := strings.Fields(status)
	if len(fields) < 2 || fields[1] != "200" {
		return true
	}
	p.contentType = h.get("content-type")
	if !isPageType(p.contentType) {
		return true
	}
	content, err := w.content(br, h)
	if err != nil {
		return w.in.fail(place, err)
	}
	k, err := sniff(content[:min(len(content), sniffBytes)])
	if err != nil || k != kindHTML && k != kindText {
		return true // declared as a page, but it is none: an empty answer, a picture
	}
	if k == kindText {
		a := w.in.fromText(content)
		a.URL = p.url
		return w.in.give(place, a, nil)
	}
	a, err := w.in.fromHTML(content, p)
	return w.in.give(place, a, err)
}

func isPageType(contentType string) bool {
	kind, _, _ := strings.Cut(strings.ToLower(contentType), ";")
	switch strings.TrimSpace(kind) {
	case "", "text/html", "application/xhtml+xml", "text/plain":
		return true
	}
	return false
}

// content undoes the transfer and content encodings of an HTTP answer. Many archives keep the headers of encodings that their
// crawler has undone already, so each is undone only where the bytes look like it.
func (w *warc) content(br *bufio.Reader, h header) ([]byte, error) {
	var r io.Reader = br
	if strings.Contains(strings.ToLower(h.get("transfer-encoding")), "chunked") && startsChunk(br) {
		r = httputil.NewChunkedReader(br)
	}
	body, err := readAtMost(r, w.in.opt.MaxBytes)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	if bytes.HasPrefix(body, []byte("\x1f\x8b")) {
		zr, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			return nil, fmt.Errorf("damaged gzip: %w", err)
		}
		return readAtMost(zr, w.in.opt.MaxBytes)
	}
	if enc := strings.ToLower(h.get("content-encoding")); enc != "" && enc != "identity" && enc != "gzip" && looksBinary(body[:min(len(body), sniffBytes)]) {
		return nil, fmt.Errorf("content encoding %q is not read; archive the page without it", enc)
	}
	return body, nil
}

// startsChunk tells whether br begins with the hexadecimal length line of a chunk.
func startsChunk(br *bufio.Reader) bool {
	head, _ := br.Peek(18)
	line, _, ok := bytes.Cut(head, []byte("\n"))
	size, _, _ := strings.Cut(strings.TrimSpace(string(line)), ";")
	_, err := strconv.ParseUint(size, 16, 32)
	return ok && err == nil
}

// header holds header lines, keys in lower case; of a key that comes twice the first value stays.
type header map[string]string

func (h header) get(key string) string { return h[key] }

// readHeader reads a first line, and header lines up to an empty one. It takes what real crawls hold: bare line feeds, folded
// lines, lines without a colon.
func readHeader(br *bufio.Reader) (first string, h header, err error) {
	h = header{}
	last := ""
	for size, n := 0, 0; ; n++ {
		line, err := br.ReadSlice('\n')
		size += len(line)
		switch {
		case err == bufio.ErrBufferFull || size > maxHeader:
			return first, h, errors.New("header lines without end")
		case err != nil:
			return first, h, errors.New("the record is cut off in its header")
		}
		text := strings.TrimRight(string(line), "\r\n")
		key, value, ok := strings.Cut(text, ":")
		switch {
		case n == 0:
			first = text
		case text == "":
			return first, h, nil
		case (text[0] == ' ' || text[0] == '\t') && last != "":
			h[last] += " " + strings.TrimSpace(text)
		case ok:
			last = strings.ToLower(strings.TrimSpace(key))
			if _, seen := h[last]; !seen {
				h[last] = strings.TrimSpace(value)
			}
		}
	}
}

// skipToRecord moves br to the next version line behind a line end; it tells whether there is one.
func skipToRecord(br *bufio.Reader) bool { return skipTo(br, "\nWARC/1.", 1) }

// skipToGzip moves br to the next gzip header.
func skipToGzip(br *bufio.Reader) bool { return skipTo(br, "\x1f\x8b\x08", 0) }

// skipTo moves br to where mark begins, plus off.
func skipTo(br *bufio.Reader, mark string, off int) bool {
	for {
		head, err := br.Peek(br.Size())
		if i := bytes.Index(head, []byte(mark)); i >= 0 {
			br.Discard(i + off)
			return true
		}
		if err != nil {
			return false
		}
		br.Discard(len(head) - len(mark) + 1)
	}
}
