package article

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"
)

// Errors on which a caller may act; test with [errors.Is]. The error itself names the input and says what to do.
var (
	// ErrLanguage: the article is not in English.
	ErrLanguage = errors.New("not English")
	// ErrNoText: there is no article here: an empty input, a page of links.
	ErrNoText = errors.New("no article text")
	// ErrTooLarge: one article is larger than Options.MaxBytes, or its text than 4 MiB.
	ErrTooLarge = errors.New("too large")
)

const (
	// DefaultMaxBytes is the most that one article may take as read: a file of text, a page, a line of JSONL, a WARC record.
	DefaultMaxBytes = 32 << 20
	// maxText is the most bytes of one cleaned text: some 700,000 words, beyond any article; what follows costs memory per word.
	maxText = 4 << 20
	// sniffBytes is how much of an input is looked at to tell what it is.
	sniffBytes = 4096
	// maxWraps is how often an input may be compressed.
	maxWraps = 3
)

// Options say what a caller knows about an input. The zero value is good.
type Options struct {
	// Name names the input in messages: a path, an address. "" is "input".
	Name string
	// ID is for an input that holds a single article and no id or address of its own.
	ID ID
	// URL is the address that the input was fetched from. A canonical address in a page goes before it.
	URL string
	// ContentType is the HTTP header, for its charset.
	ContentType string
	// Published is the day on the user's word. It goes before what a page or text shows, not before what a record or feed says.
	Published Day
	// Language is an ISO 639-1 code on the user's word: "en" switches recognition off.
	Language string
	// MaxBytes is the most bytes of one article as read; 0 is DefaultMaxBytes.
	MaxBytes int
	// Today is the day after which a publication date is not believed; 0 is the computer's.
	Today Day
}

// withDefaults fills in what is left out.
func (o Options) withDefaults() Options {
	if o.Name == "" {
		o.Name = "input"
	}
	if o.MaxBytes <= 0 {
		o.MaxBytes = DefaultMaxBytes
	}
	if o.Today.IsZero() {
		o.Today = DayOf(time.Now())
	}
	return o
}

// Read gives the articles of r in order, recognised by content: HTML, plain text, JSONL of articles, RSS and Atom, WARC, and
// gzip of each. It reads as it goes: an archive of any length takes the memory of its largest article. What is wrong with one
// article is given as an error in its place, with a zero Article, and the next ones follow; only an error of r itself or of
// its compression ends the sequence early. An input without any article gives one error.
func Read(r io.Reader, opt Options) iter.Seq2[Article, error] {
	return func(yield func(Article, error) bool) {
		in := &input{opt: opt.withDefaults(), yield: yield}
		in.read(bufio.NewReaderSize(r, 1<<16), 0)
	}
}

// input is one pass over one input.
type input struct {
	opt   Options
	yield func(Article, error) bool
}

// fail gives an error about the input or the named place in it; it tells whether to go on.
func (in *input) fail(place string, err error) bool {
	if place != "" {
		return in.yield(Article{}, fmt.Errorf("%s: %s: %w", in.opt.Name, place, err))
	}
	return in.yield(Article{}, fmt.Errorf("%s: %w", in.opt.Name, err))
}

// give gives an article, or the reason why it cannot be coded; it tells whether to go on.
func (in *input) give(place string, a Article, err error) bool {
	if err == nil {
		err = in.complete(&a)
	}
	if err != nil {
		return in.fail(place, err)
	}
	return in.yield(a, nil)
}

// read recognises what br holds and reads it.
func (in *input) read(br *bufio.Reader, wraps int) {
	head, err := br.Peek(sniffBytes)
	if err != nil && err != io.EOF {
		in.fail("", fmt.Errorf("read: %w", err))
		return
	}
	k, err := sniff(head)
	if err != nil {
		in.fail("", err)
		return
	}
	switch k {
	case kindGzip:
		in.readGzip(br, wraps)
	case kindWARC:
		in.readWARC(br)
	case kindJSONL:
		in.readJSONL(br)
	case kindJSON:
		in.readJSON(br)
	default:
		in.readWhole(br, k)
	}
}

// readGzip reads what is compressed. WARC files are compressed record by record, and so are they read: a damaged record
// does not take the others with it.
func (in *input) readGzip(br *bufio.Reader, wraps int) {
	if wraps == maxWraps {
		in.fail("", fmt.Errorf("compressed more than %d times over; unpack it", maxWraps))
		return
	}
	if head, _ := br.Peek(1 << 16); startsWARC(inflate(head)) {
		in.readWARCGzip(br)
		return
	}
	zr, err := gzip.NewReader(br)
	if err != nil {
		in.fail("", fmt.Errorf("damaged gzip: %w", err))
		return
	}
	in.read(bufio.NewReaderSize(zr, 1<<16), wraps+1)
}

// inflate gives the begin of what the begin of a gzip file holds.
func inflate(head []byte) []byte {
	zr, err := gzip.NewReader(bytes.NewReader(head))
	if err != nil {
		return nil
	}
	out := make([]byte, 16)
	n, _ := io.ReadFull(zr, out)
	return out[:n]
}

// readWhole reads an input that must be in memory as a whole.
func (in *input) readWhole(br *bufio.Reader, k kind) {
	body, err := readAtMost(br, in.opt.MaxBytes)
	if err != nil {
		in.fail("", err)
		return
	}
	switch k {
	case kindFeed:
		in.readFeed(body)
	case kindHTML:
		a, err := in.fromHTML(body, page{contentType: in.opt.ContentType, url: in.opt.URL})
		in.give("", a, err)
	default:
		in.give("", in.fromText(body), nil)
	}
}

// readAtMost reads all of r, or says ErrTooLarge.
func readAtMost(r io.Reader, most int) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r, int64(most)+1))
	if err != nil {
		return nil, fmt.Errorf("read: %w", err)
	}
	if len(body) > most {
		return nil, tooLarge(most)
	}
	return body, nil
}

func tooLarge(most int) error {
	return fmt.Errorf("%w: more than %s in one article; split it, or give one article a line (JSONL)", ErrTooLarge, byteCount(most))
}

func byteCount(n int) string {
	switch {
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 1<<10 && n%(1<<10) == 0:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}

// complete fills in what every article has, whatever it came from, and refuses what cannot be coded.
func (in *input) complete(a *Article) error {
	if strings.TrimSpace(a.Text) == "" {
		return fmt.Errorf("%w; give a file with the text of an article", ErrNoText)
	}
	if len(a.Text) > maxText {
		return fmt.Errorf("%w: a text of more than %s; split it", ErrTooLarge, byteCount(maxText))
	}
	if a.URL == "" {
		a.URL = in.opt.URL
	}
	in.date(a)
	if a.ID == "" {
		a.ID = deriveID(a, in.opt.ID)
	}
	return in.language(a)
}

// date settles the day of publication between the user's word and what was found.
func (in *input) date(a *Article) {
	if own := a.PublishedFrom == "record" || a.PublishedFrom == "feed"; !own && !in.opt.Published.IsZero() {
		a.Published, a.PublishedFrom = in.opt.Published, "given"
	}
	if a.Published.IsZero() {
		a.PublishedFrom = ""
		a.Problems = append(a.Problems, Problem{Text: "no publication date found: relative dates (\"Thursday\", \"last week\") stay open; " +
			"give it with --published YYYY-MM-DD"})
		return
	}
	if why := doubt(a.Published, in.opt.Today); why != "" {
		a.Problems = append(a.Problems, Problem{Text: fmt.Sprintf("publication date %s (%s) is suspect: %s", a.Published, a.PublishedFrom, why)})
	}
}

// doubt says why a publication date is not believable, "" if it is.
func doubt(d, today Day) string {
	// The day may have begun already east of here.
	if d > today+1 {
		return "it lies in the future"
	}
	if y, _, _ := d.Date(); y < 1990 {
		return "it lies before 1990"
	}
	return ""
}
