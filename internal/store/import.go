package store

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

// FaultKind says what became of a line that made no report.
type FaultKind string

// The kinds. A malformed line breaks the format; one that is left out is right, but PLOVER has no place for it; with an
// unreadable one the reading of the file ends.
const (
	Malformed  FaultKind = "malformed"
	LeftOut    FaultKind = "left out"
	Unreadable FaultKind = "unreadable"
)

// Fault is a line of a foreign file that made no report.
type Fault struct {
	// File is the name of the file, with that of the member for an archive; "" for a stream.
	File string
	// Line counts from 1; the header is a line.
	Line int
	Kind FaultKind
	// Reason says what is wrong, without values, so that equal faults can be counted; Detail has the value.
	Reason string
	Detail string
	// Text is the beginning of the line.
	Text string
}

// Error is file, line, kind, reason and detail.
func (f *Fault) Error() string {
	where := "line " + strconv.Itoa(f.Line)
	if f.File != "" {
		where = f.File + ":" + strconv.Itoa(f.Line)
	}
	detail := ""
	if f.Detail != "" {
		detail = ": " + f.Detail
	}
	return fmt.Sprintf("%s: %s: %s%s", where, f.Kind, f.Reason, detail)
}

// maxLine bounds a line of a foreign file, in bytes.
const maxLine = 1 << 20

// maxFaultText bounds what a fault keeps of its line, in bytes.
const maxFaultText = 200

// Import reads a foreign file, plain or gzip, and gives for each line but a header a report or a fault, in order. Reports
// pass event.Check. What the format does not tell stays empty: confidence is 0, and the text is the row itself, so that
// every code points to the cell that it was made of. Memory does not grow with the file.
func Import(r io.Reader, f Format) iter.Seq2[event.Report, *Fault] {
	return func(yield func(event.Report, *Fault) bool) {
		read, err := readerOf(f)
		if err != nil {
			yield(event.Report{}, &Fault{Line: 1, Kind: Unreadable, Reason: err.Error()})
			return
		}
		in := bufio.NewReaderSize(r, 1<<16)
		if head, _ := in.Peek(2); bytes.Equal(head, []byte{0x1f, 0x8b}) {
			zr, err := gzip.NewReader(in)
			if err != nil {
				yield(event.Report{}, &Fault{Line: 1, Kind: Unreadable, Reason: "gzip", Detail: err.Error()})
				return
			}
			in = bufio.NewReaderSize(zr, 1<<16)
		}
		if head, _ := in.Peek(4); string(head) == "PK\x03\x04" {
			yield(event.Report{}, &Fault{Line: 1, Kind: Unreadable, Reason: "a zip archive that is no file of its own: unpack it first"})
			return
		}
		importLines(in, read, yield)
	}
}

// ImportFile is Import of a file, which may be a zip archive too; then each member is read by itself.
func ImportFile(name string, f Format) iter.Seq2[event.Report, *Fault] {
	return func(yield func(event.Report, *Fault) bool) {
		broken := func(err error) { yield(event.Report{}, &Fault{File: name, Kind: Unreadable, Reason: err.Error()}) }
		file, err := os.Open(name)
		if err != nil {
			broken(err)
			return
		}
		defer file.Close()
		var head [4]byte
		n, _ := file.ReadAt(head[:], 0)
		if string(head[:n]) != "PK\x03\x04" {
			importNamed(name, file, f, yield)
			return
		}
		info, err := file.Stat()
		if err != nil {
			broken(err)
			return
		}
		archive, err := zip.NewReader(file, info.Size())
		if err != nil {
			broken(err)
			return
		}
		for _, member := range archive.File {
			if member.FileInfo().IsDir() {
				continue
			}
			r, err := member.Open()
			if err != nil {
				broken(err)
				return
			}
			more := importNamed(name+"/"+member.Name, r, f, yield)
			r.Close()
			if !more {
				return
			}
		}
	}
}

func importNamed(name string, r io.Reader, f Format, yield func(event.Report, *Fault) bool) bool {
	for report, fault := range Import(r, f) {
		if fault != nil {
			fault.File = name
		}
		if !yield(report, fault) {
			return false
		}
	}
	return true
}

// rowReader makes reports of the lines of one file.
type rowReader interface {
	// header takes the first line; true if it is a header and no row
	header(line string) (bool, *Fault)
	// row makes a report of a row
	row(c *cells) (event.Report, *Fault)
}

func readerOf(f Format) (rowReader, error) {
	switch f {
	case GDELT2:
		return &gdeltReader{}, nil
	case ICEWSFile:
		return &icewsReader{}, nil
	case PolecatFile:
		return &polecatReader{}, nil
	}
	return nil, errFormat(f, ImportFormats())
}

func importLines(in *bufio.Reader, read rowReader, yield func(event.Report, *Fault) bool) {
	for n := 1; ; n++ {
		line, long, err := nextLine(in)
		if errors.Is(err, io.EOF) {
			return
		}
		var r event.Report
		fault := readFault(line, long, err)
		if n == 1 && (fault == nil || fault.Kind != Unreadable) {
			line = strings.TrimPrefix(line, "\uFEFF")
			isHeader, broken := read.header(line)
			if isHeader && broken == nil && fault == nil {
				continue
			}
			if broken != nil {
				fault = broken
			}
		}
		if fault == nil {
			r, fault = makeReport(read, line)
		}
		if fault != nil {
			fault.Line, fault.Text = n, beginning(line)
		}
		if !yield(r, fault) || fault != nil && fault.Kind == Unreadable {
			return
		}
	}
}

func readFault(line string, long bool, err error) *Fault {
	switch {
	case err != nil:
		return &Fault{Kind: Unreadable, Reason: "the file breaks off", Detail: err.Error()}
	case long:
		return &Fault{Kind: Malformed, Reason: "longer than 1 MiB"}
	case strings.TrimSpace(line) == "":
		return &Fault{Kind: Malformed, Reason: "empty line"}
	}
	return nil
}

// makeReport makes a report that passes the law of the record, or tells why there is none.
func makeReport(read rowReader, line string) (event.Report, *Fault) {
	r, fault := read.row(newCells(line))
	if fault != nil {
		return event.Report{}, fault
	}
	event.Fill(&r)
	r = event.Canonical(r)
	if err := event.Check(r); err != nil {
		return event.Report{}, &Fault{Kind: Malformed, Reason: "breaks the law of the record", Detail: strings.ReplaceAll(err.Error(), "\n", "; ")}
	}
	return r, nil
}

// nextLine reads a line without its end. A line that is too long is read to its end and given cut. Bytes that are no UTF-8
// are read as Windows-1252. The error is io.EOF only after the last line.
func nextLine(in *bufio.Reader) (line string, long bool, err error) {
	var buf []byte
	read := false
	for {
		part, err := in.ReadSlice('\n')
		read = read || len(part) > 0
		if len(buf)+len(part) > maxLine {
			part, long = part[:max(0, maxLine-len(buf))], true
		}
		buf = append(buf, part...)
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && (!errors.Is(err, io.EOF) || !read):
			return decodeLine(buf), long, err
		}
		return decodeLine(bytes.TrimRight(buf, "\r\n")), long, nil
	}
}

func decodeLine(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	return string(out)
}

func beginning(line string) string {
	if len(line) <= maxFaultText {
		return line
	}
	return strings.ToValidUTF8(line[:maxFaultText], "") + "…"
}

// cells is a row, cut at its tabs. starts are where the cells begin, in code points.
type cells struct {
	line   string
	cells  []string
	starts []int
}

func newCells(line string) *cells {
	c := &cells{line: line, cells: strings.Split(line, "\t")}
	c.starts = make([]int, len(c.cells))
	at := 0
	for i, s := range c.cells {
		c.starts[i] = at
		at += utf8.RuneCountInString(s) + 1
	}
	return c
}

// at is the text of cell i without blanks around it and without the quotes that some writers put around cells; "" for a
// cell that is not there.
func (c *cells) at(i int) string {
	if i < 0 || i >= len(c.cells) {
		return ""
	}
	s := strings.TrimSpace(c.cells[i])
	if len(s) >= 2 && s[0] == '"' && s[len(s)-1] == '"' {
		s = strings.ReplaceAll(s[1:len(s)-1], `""`, `"`)
	}
	return s
}

// span is where cell i stands in the row, in code points.
func (c *cells) span(i int) (start, end int) {
	if i < 0 || i >= len(c.cells) {
		return 0, 0
	}
	return c.starts[i], c.starts[i] + utf8.RuneCountInString(c.cells[i])
}

// report begins the report of a row: the row is its text, the cell act its trigger.
func (c *cells) report(coder, version string, act int) event.Report {
	sum := sha256.Sum256([]byte(c.line))
	r := event.Report{Text: c.line, EventText: []string{c.at(act)}, CiteInfo: event.CiteInfo{SHA256: hex.EncodeToString(sum[:]), Coder: coder, Version: version}}
	r.TextInfo.End = utf8.RuneCountInString(c.line)
	r.TextInfo.TriggerStart, r.TextInfo.TriggerEnd = c.span(act)
	return r
}

// real reads a number; an empty cell is 0.
func (c *cells) real(i int, what string) (float64, *Fault) {
	s := c.at(i)
	if s == "" || s == "None" || s == "NA" {
		return 0, nil
	}
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0, malformed(what+" is no number", s)
	}
	return x, nil
}

func malformed(reason, detail string) *Fault {
	return &Fault{Kind: Malformed, Reason: reason, Detail: detail}
}

// cameoAct sets type, mode and code of a CAMEO code. A code that CAMEO does not have is read as its base or root; a
// leading zero that a spreadsheet took is given back.
func cameoAct(r *event.Report, code string) *Fault {
	known := ""
	for _, try := range []string{code, "0" + code, code[:min(3, len(code))], code[:min(2, len(code))]} {
		if _, ok := event.LookupCAMEO(try); ok {
			known = try
			break
		}
	}
	if known == "" {
		return malformed("no such CAMEO code", code)
	}
	t, m, ok := event.PLOVEROf(known)
	if !ok {
		return &Fault{Kind: LeftOut, Reason: "a statement: PLOVER codes none", Detail: "CAMEO " + known}
	}
	r.Event, r.CAMEO = []event.Type{t}, known
	why := "CAMEO " + known + " is " + string(t)
	if known == "043" {
		// PLOVER's visit has the visitor as actor, and here the host acts.
		m, why = "", why+", the actor being the host"
	}
	if m != "" {
		r.Mode = []event.Mode{m}
		why += " " + string(m)
	}
	if known != code {
		why += " (the row has " + code + ")"
	}
	r.Why = append(r.Why, why)
	return nil
}

// unnamed is the doer that nobody names.
func unnamed() []event.Entity { return []event.Entity{{Sector: []event.Sector{"UNK"}}} }

// parties sets actor and recipient of a row. A row without either has no place.
func parties(r *event.Report, actor, recipient []event.Entity) *Fault {
	if len(actor)+len(recipient) == 0 {
		return &Fault{Kind: LeftOut, Reason: "no party is named"}
	}
	if len(actor) == 0 {
		actor = unnamed()
	}
	r.Actor, r.Recipient = actor, recipient
	return nil
}

// hostOf is the site of an address without "www.".
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

// day8 reads YYYYMMDD, and what may follow it.
func day8(s string) (article.Day, bool) {
	if len(s) < 8 {
		return 0, false
	}
	d, err := article.ParseDay(s[:4] + "-" + s[4:6] + "-" + s[6:8])
	return d, err == nil
}

// addSector adds a sector once.
func addSector(e *event.Entity, s event.Sector) {
	if s != "" && !slices.Contains(e.Sector, s) {
		e.Sector = append(e.Sector, s)
	}
}
