// Package casus turns news reports into auditable political event data: who did what to whom, when, where, and on whose word.
//
// Start with [Open], which loads the language bundle that is built in, and [Coder.Code], which codes one article into
// reports. A Coder may be shared by goroutines; the same article, bundle and tables give the same bytes on any machine.
//
// The package assembles the chain and nothing else. Absent on purpose: reading of files (package article), storage, the
// network, and goroutines of its own.
package casus

import (
	"crypto/sha256"
	"embed"
	"fmt"
	"io/fs"
	"sync"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/extract"
	"github.com/casus-news/casus/internal/ling"
	"github.com/casus-news/casus/internal/neural"
	"github.com/casus-news/casus/internal/resolve"
)

// Version is the version of the coder; it stands in every report.
const Version = "0.1.0"

//go:embed all:bundle/en
var builtIn embed.FS

// Bundle is the file system of the language bundle that is built in.
func Bundle() fs.FS {
	sub, err := fs.Sub(builtIn, "bundle/en")
	if err != nil {
		panic(err) // the path is a constant that the compiler has checked
	}
	return sub
}

// Coder codes articles. Make one with [Open].
type Coder struct {
	parser    *ling.Parser
	extractor *extract.Extractor
	resolver  *resolve.Resolver
	version   string
}

// Table is a table of actors of the user's own: the name and the content of a file in the form of
// internal/resolve/data/README.md, or of the PETRARCH family (by the name's ending).
type Table struct{ File, Text string }

// Open makes a Coder of the bundle in files, such as [Bundle] gives, and of the built-in tables and the user's own, which win
// over them. A bundle that is damaged, of another format or without a model card is refused, and so are tables with faults: the
// error lists each with file and line.
func Open(files fs.FS, own ...Table) (*Coder, error) {
	var tables []resolve.Table
	hash := sha256.New()
	for _, t := range own {
		tables = append(tables, resolve.Table(t))
		fmt.Fprintf(hash, "%d %s", len(t.Text), t.Text)
	}
	// Tables, language engine and extractor are read side by side.
	var wg sync.WaitGroup
	var c Coder
	var tablesErr, parserErr, extractorErr error
	wg.Go(func() { c.resolver, tablesErr = resolve.Open(tables...) })
	bundle, err := neural.Open(files)
	if err != nil {
		wg.Wait()
		return nil, err
	}
	wg.Go(func() { c.extractor, extractorErr = extract.Open(bundle) })
	c.parser, parserErr = ling.Open(bundle)
	wg.Wait()
	switch {
	case parserErr != nil:
		return nil, fmt.Errorf("open parser: %w", parserErr)
	case extractorErr != nil:
		return nil, fmt.Errorf("open extractor: %w", extractorErr)
	case tablesErr != nil:
		return nil, fmt.Errorf("open tables: %w", tablesErr)
	}
	c.version = Version + "+" + bundle.Manifest().Name + "-" + bundle.Manifest().Version
	if len(own) > 0 {
		c.version += fmt.Sprintf("+own-%.4x", hash.Sum(nil))
	}
	return &c, nil
}

// Version names coder, bundle and own tables as it stands in the reports: "0.1.0+en-1", "0.1.0+en-1+own-5f3a9c01".
func (c *Coder) Version() string { return c.version }

// Parser is the language engine of c, for those who want the parses.
func (c *Coder) Parser() *ling.Parser { return c.parser }

// Extractor is the part of c that reads acts, for those who want drafts or relations.
func (c *Coder) Extractor() *extract.Extractor { return c.extractor }

// Relate says which type of act text reports between two phrases of it; see [extract.Extractor.Relate].
func (c *Coder) Relate(text string, actor, recipient article.Span) extract.Relation {
	return c.extractor.Relate(c.parser.Annotate(text), extract.Pair{Actor: actor, Recipient: recipient})
}

// Code gives the reports of a in the order of their triggers. An article without political acts gives none. Code never
// fails: what it cannot read it leaves out.
func (c *Coder) Code(a *article.Article) []event.Report {
	doc := c.parser.Annotate(a.Text)
	drafts := c.extractor.Drafts(doc, a)
	return c.resolver.Reports(a, drafts, c.version)
}
