package article

import "bufio"

func (in *input) readWARC(br *bufio.Reader)     {}
func (in *input) readWARCGzip(br *bufio.Reader) {}
func (in *input) readFeed(body []byte)          {}
