package article

import "bufio"

type page struct {
	contentType, url string
	isUTF8           bool
}

func (in *input) readWARC(br *bufio.Reader)                     {}
func (in *input) readWARCGzip(br *bufio.Reader)                 {}
func (in *input) readFeed(body []byte)                          {}
func (in *input) fromHTML(body []byte, p page) (Article, error) { return Article{}, nil }
