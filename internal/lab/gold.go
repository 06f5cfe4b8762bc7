package lab

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"

	"github.com/casus-news/casus/article"
)

// Gold is one hand-coded article.
type Gold struct {
	ID        string      `json:"id"`
	Title     string      `json:"title"`
	Published article.Day `json:"published"`
	Publisher string      `json:"publisher"`
	URL       string      `json:"url"`
	Text      string      `json:"text"`
	Events    []GoldEvent `json:"events"`
	// Own tells that we coded it, not the coders of the gold standard.
	Own bool `json:"-"`
}

// GoldEvent is one event as a person coded it; the fields are those of the coding guide.
type GoldEvent struct {
	Type        string       `json:"type"`
	Mode        []string     `json:"mode"`
	Context     []string     `json:"context"`
	Actor       []GoldEntity `json:"actor"`
	Recipient   []GoldEntity `json:"recipient"`
	Trigger     string       `json:"trigger"`
	Evidence    string       `json:"evidence"`
	Also        []string     `json:"also"`
	Auxiliary   []string     `json:"auxiliary"`
	Attribution *GoldEntity  `json:"attribution"`
	Date        *GoldDate    `json:"date"`
	Place       *GoldPlace   `json:"place"`
	// Sure is 1 where the coder is sure, 2 where two careful coders could differ.
	Sure int `json:"sure"`
}

// GoldEntity is a party of a gold event.
type GoldEntity struct {
	Text   string   `json:"text"`
	Code   string   `json:"code"`
	Sector []string `json:"sector"`
	Name   string   `json:"name"`
}

// GoldDate is when a gold event happened, both days inclusive.
type GoldDate struct {
	Start article.Day `json:"start"`
	End   article.Day `json:"end"`
	Text  string      `json:"text"`
}

// GoldPlace is where a gold event happened.
type GoldPlace struct {
	Text    string `json:"text"`
	Country string `json:"country"`
}

// Article is the gold article as input for the coder, its text untouched.
func (g *Gold) Article() article.Article {
	return article.Article{
		ID: article.ID(g.ID), URL: g.URL, Title: g.Title, Publisher: g.Publisher, Language: "en",
		Published: g.Published, PublishedFrom: "record", Text: g.Text,
	}
}

// ReadGold reads the gold articles (*.json) in the folder dir of files, in the order of their names.
// A folder without any is an error, and so is the first file that cannot be read.
func ReadGold(files fs.FS, dir string) ([]Gold, error) {
	entries, err := fs.ReadDir(files, dir)
	if err != nil {
		return nil, fmt.Errorf("read gold folder: %w", err)
	}
	var names []string
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".json") {
			names = append(names, e.Name())
		}
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("no gold articles (*.json) in %s", dir)
	}
	sort.Strings(names)
	out := make([]Gold, len(names))
	for i, name := range names {
		b, err := fs.ReadFile(files, path.Join(dir, name))
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(b, &out[i]); err != nil {
			return nil, fmt.Errorf("gold article %s: %w", name, err)
		}
	}
	return out, nil
}
