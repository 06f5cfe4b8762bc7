package lab

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"
)

// codedEvent is one line's event in train/coded: as a gold event, but with code-point offsets into the open article instead of its
// words, since the texts stay where they are.
type codedEvent struct {
	Type        string       `json:"type"`
	Mode        []string     `json:"mode"`
	Start       int          `json:"start"`
	End         int          `json:"end"`
	Sentence    [2]int       `json:"sentence"`
	Also        [][2]int     `json:"also"`
	Actor       []GoldEntity `json:"actor"`
	Recipient   []GoldEntity `json:"recipient"`
	Auxiliary   []string     `json:"auxiliary"`
	Attribution *GoldEntity  `json:"attribution"`
	Sure        int          `json:"sure"`
}

// ReadCoded reads the articles that we coded by hand for training: coded holds *.jsonl with one article's codes a line, news
// holds the open articles (*.jsonl.gz) that the codes point into. Dates and places were not coded. An article that is not in
// news, and an offset outside its text, are errors.
func ReadCoded(coded, news fs.FS) ([]Gold, error) {
	names, err := fs.Glob(coded, "*.jsonl")
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("no coded articles (*.jsonl) found: %v", err)
	}
	sort.Strings(names)
	texts, err := readNews(news)
	if err != nil {
		return nil, err
	}
	var out []Gold
	for _, name := range names {
		err := eachLine(coded, name, func(line []byte) error {
			var c struct {
				ID     string       `json:"id"`
				Events []codedEvent `json:"events"`
			}
			if err := json.Unmarshal(line, &c); err != nil {
				return err
			}
			g, ok := texts[c.ID]
			if !ok {
				return fmt.Errorf("article %s is not in the news folder", c.ID)
			}
			for _, e := range c.Events {
				full, err := e.gold([]rune(g.Text))
				if err != nil {
					return fmt.Errorf("article %s: %w", c.ID, err)
				}
				g.Events = append(g.Events, full)
			}
			g.Own = true
			out = append(out, g)
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return out, nil
}

// gold puts the words of text in the place of the offsets.
func (e *codedEvent) gold(text []rune) (GoldEvent, error) {
	cut := func(at [2]int) (string, error) {
		if at[0] < 0 || at[0] > at[1] || at[1] > len(text) {
			return "", fmt.Errorf("offsets %v lie outside the text of %d characters", at, len(text))
		}
		return string(text[at[0]:at[1]]), nil
	}
	out := GoldEvent{Type: e.Type, Mode: e.Mode, Actor: e.Actor, Recipient: e.Recipient, Auxiliary: e.Auxiliary, Attribution: e.Attribution, Sure: e.Sure}
	var err error
	if out.Trigger, err = cut([2]int{e.Start, e.End}); err != nil {
		return out, err
	}
	if out.Evidence, err = cut(e.Sentence); err != nil {
		return out, err
	}
	for _, a := range e.Also {
		s, err := cut(a)
		if err != nil {
			return out, err
		}
		out.Also = append(out.Also, s)
	}
	return out, nil
}

// readNews reads the open articles of all *.jsonl.gz in news by id.
func readNews(news fs.FS) (map[string]Gold, error) {
	names, err := fs.Glob(news, "*.jsonl.gz")
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("no open news (*.jsonl.gz) found: %v", err)
	}
	out := map[string]Gold{}
	for _, name := range names {
		err := eachLine(news, name, func(line []byte) error {
			var g Gold
			if err := json.Unmarshal(line, &g); err != nil {
				return err
			}
			out[g.ID] = g
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path.Base(name), err)
		}
	}
	return out, nil
}

// eachLine calls f for each line that is not empty of a file, unpacked where its name ends in .gz.
func eachLine(files fs.FS, name string, f func(line []byte) error) error {
	file, err := files.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	if strings.HasSuffix(name, ".gz") {
		unpacked, err := gzip.NewReader(file)
		if err != nil {
			return err
		}
		lines = bufio.NewScanner(unpacked)
	}
	lines.Buffer(nil, 16<<20)
	for n := 1; lines.Scan(); n++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		if err := f(lines.Bytes()); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	return lines.Err()
}
