package article

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"
	"testing"
)

const warcPage = `<html><head><title>%s</title><meta property="article:published_time" content="2020-03-04T10:00:00Z"></head><body><article>
<h1>%s</h1><p>The government of Ruritania said on Tuesday that it would withdraw its envoys from the capital of Freedonia, after weeks of protests
at the border between the two countries.</p><p>A spokesman for the ministry denied that the step was a threat, and said that talks would
go on in the spring, when the two presidents are to meet for the first time.</p></article></body></html>`

// warcRecord is a response record for a page.
func warcRecord(title string) string {
	return warcBlock("response", "application/http; msgtype=response", "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"+
		fmt.Sprintf(warcPage, title, title), title)
}

func warcBlock(kind, contentType, block, name string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: https://example.org/%s\r\nWARC-Date: 2020-03-09T00:00:00Z\r\n"+
		"Content-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, strings.ReplaceAll(name, " ", "-"), contentType, len(block), block)
}

func zipped(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.String()
}

func TestWARC(t *testing.T) {
	info := warcBlock("warcinfo", "application/warc-fields", "software: none\r\n", "info")
	one, two := warcRecord("One envoy leaves"), warcRecord("Two envoys leave")
	chunked := warcBlock("response", "application/http", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"+
		chunks(zipped(fmt.Sprintf(warcPage, "Three envoys leave", "Three envoys leave"))), "three")
	undone := warcBlock("response", "application/http", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"+
		fmt.Sprintf(warcPage, "Four envoys leave", "Four envoys leave"), "four")
	picture := warcBlock("response", "application/http", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG", "picture")
	missing := warcBlock("response", "application/http", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<html>no</html>", "missing")
	brokenZip := zipped(two)
	brokenZip = brokenZip[:len(brokenZip)/2] + "????????" + brokenZip[len(brokenZip)/2+8:]
	// Articles by title, errors behind "!" by their begin.
	for _, tt := range []struct{ why, archive, want string }{
		{"plain", info + one + two, "One envoy leaves; Two envoys leave"},
		{"a gzip member for each record", zipped(info) + zipped(one) + zipped(two), "One envoy leaves; Two envoys leave"},
		{"one gzip member for all", zipped(info + one + two), "One envoy leaves; Two envoys leave"},
		{"chunked and compressed", chunked + undone, "Three envoys leave; Four envoys leave"},
		{"no pages", info + picture + missing + one, "One envoy leaves"},
		{"damaged record", info + strings.Replace(one, "Content-Length", "Content-Lengt", 1) + two,
			"!record 2: WARC record without a length; Two envoys leave"},
		{"damaged member", zipped(one) + brokenZip + zipped(one), "One envoy leaves; !record 2: ; One envoy leaves"},
		{"cut off", one + two[:len(two)/2], "One envoy leaves; !record 2: the record is cut off"},
		{"member cut off", zipped(one) + zipped(two)[:200], "One envoy leaves; !record 2: "},
	} {
		t.Run(tt.why, func(t *testing.T) {
			got := 0
			wants := strings.Split(tt.want, "; ")
			for a, err := range Read(strings.NewReader(tt.archive), Options{Name: "news.warc", Today: NewDay(2026, 11, 1)}) {
				want := "nothing more"
				if got < len(wants) {
					want = wants[got]
				}
				got++
				message, isError := strings.CutPrefix(want, "!")
				switch {
				case err != nil && (!isError || !strings.HasPrefix(err.Error(), "news.warc: "+message)):
					t.Errorf("got error %v, want %s", err, want)
				case err == nil && a.Title != want:
					t.Errorf("got %s, want %s", a.Title, want)
				case err == nil && (a.Published != NewDay(2020, 3, 4) || a.PublishedFrom != "opengraph"):
					t.Errorf("%s: published %s (%s)", a.Title, a.Published, a.PublishedFrom)
				}
			}
			if got < len(wants) {
				t.Errorf("got %d articles and errors, want %d", got, len(wants))
			}
		})
	}
}

// chunks writes s in the chunked coding of HTTP, 100 bytes a chunk.
func chunks(s string) string {
	var b strings.Builder
	for len(s) > 0 {
		n := min(100, len(s))
		fmt.Fprintf(&b, "%x\r\n%s\r\n", n, s[:n])
		s = s[n:]
	}
	return b.String() + "0\r\n\r\n"
}

// TestWARCStops: a caller who breaks off is not given more.
func TestWARCStops(t *testing.T) {
	one := warcRecord("One envoy leaves")
	for _, archive := range []string{one + one, zipped(one) + zipped(one), zipped(one + one)} {
		n := 0
		for range Read(strings.NewReader(archive), Options{}) {
			n++
			break
		}
		if n != 1 {
			t.Errorf("got %d", n)
		}
	}
}
