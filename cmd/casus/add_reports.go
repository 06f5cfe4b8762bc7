package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/store"
)

// maxReportBytes bounds one line of reports.
const maxReportBytes = 4 << 20

// takeReports keeps the reports of files that casus code has written. What is wrong with a line is complained of, and the
// rest goes on.
func (a *adder) takeReports(names []string, stdin io.Reader) error {
	for _, name := range names {
		in := stdin
		if name != "-" {
			f, err := os.Open(name)
			if err != nil {
				a.failed++
				complain(a.errs, err)
				continue
			}
			defer f.Close()
			in = f
		} else {
			name = "standard input"
		}
		if err := a.readReports(name, in); err != nil {
			return err
		}
	}
	return nil
}

func (a *adder) readReports(name string, in io.Reader) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 1<<16), maxReportBytes)
	n := 0
	for lines.Scan() {
		n++
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		r, err := event.Decode(lines.Bytes())
		if err == nil {
			err = event.Check(r)
		}
		if err != nil {
			a.failed++
			a.meter.clear()
			complain(a.errs, fmt.Errorf("%s: line %d: %s", name, n, strings.ReplaceAll(err.Error(), "\n", "; ")))
			continue
		}
		if err := a.takeReport(r); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		a.failed++
		if errors.Is(err, bufio.ErrTooLong) {
			err = fmt.Errorf("a line of more than %d bytes is no report", maxReportBytes)
		}
		complain(a.errs, fmt.Errorf("%s: line %d: %w", name, n+1, err))
	}
	return a.keepReports()
}

// keepReports keeps what is ready, but for what is kept already.
func (a *adder) keepReports() error {
	ids, keys := make([]string, len(a.ready.Reports)), make([]store.Key, len(a.ready.Articles))
	for i := range a.ready.Reports {
		ids[i] = a.ready.Reports[i].ID
	}
	for i := range a.ready.Articles {
		keys[i] = store.KeyOf(&a.ready.Articles[i])
	}
	kept, err := a.store.KnownReports(a.ctx, ids)
	if err != nil {
		return err
	}
	known, err := a.store.Known(a.ctx, keys)
	if err != nil {
		return err
	}
	fresh := map[string]bool{}
	a.ready.Reports = slices.DeleteFunc(a.ready.Reports, func(r event.Report) bool {
		fresh[r.CiteInfo.ID] = fresh[r.CiteInfo.ID] || !kept[r.ID]
		return kept[r.ID]
	})
	a.reports -= len(ids) - len(a.ready.Reports)
	a.ready.Articles = slices.DeleteFunc(a.ready.Articles, func(x store.Article) bool { return known[store.KeyOf(&x)] && !fresh[x.ID] })
	a.known += len(keys) - len(a.ready.Articles)
	a.coded -= len(keys) - len(a.ready.Articles)
	return a.keep()
}

// takeReport adds a report to what is ready. The reports of one article come one after the other, so that what is ready
// ends with whole articles.
func (a *adder) takeReport(r event.Report) error {
	meta := store.Article{
		ID: r.CiteInfo.ID, URL: r.CiteInfo.URL, Title: r.CiteInfo.Title, Publisher: r.CiteInfo.Publication, Published: r.CiteInfo.Published,
		Language: r.CiteInfo.Language, SHA256: r.CiteInfo.SHA256, Version: store.VersionOf(r.CiteInfo.Coder, r.CiteInfo.Version), Likeness: "fresh",
	}
	list := a.ready.Articles
	if len(list) == 0 || store.KeyOf(&list[len(list)-1]) != store.KeyOf(&meta) {
		if len(list) >= a.batch {
			if err := a.keepReports(); err != nil {
				return err
			}
		}
		a.ready.Articles = append(a.ready.Articles, meta)
		a.coded++
		a.meter.count(0)
	}
	a.reports++
	a.ready.Articles[len(a.ready.Articles)-1].Reports++
	a.ready.Reports = append(a.ready.Reports, r)
	return nil
}
