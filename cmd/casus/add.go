package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/casus-news/casus"
	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/fuse"
	"github.com/casus-news/casus/internal/store"
)

func newAddCommand() *cobra.Command {
	var in inputs
	var data string
	add := adder{}
	cmd := &cobra.Command{
		Use:   "add [PATH | URL | -]...",
		Short: "Code articles and keep their reports",
		Long: `add reads articles as casus code does, codes them, keeps the reports for good and joins those that tell of the same happening.
The truth is a folder (or S3 bucket) of Parquet files that are written once; see docs/commands/add.md.

Of an article casus keeps address, title, date, hash and the sentences of its reports; its whole text only with --keep-text.
Adding the same article twice adds nothing. A copy of a text that is there already is not coded again; it is kept as a further
carrier of that text. Interrupt add at any time: what it has said it kept, it has kept.`,
		Example: "  casus add examples/\n  casus add --data s3://news?region=eu-central-1 articles.jsonl\n  casus add --keep-text --list report.html\n" +
			"  casus code articles.jsonl > reports.jsonl && casus add --reports reports.jsonl",
		RunE: func(cmd *cobra.Command, names []string) error {
			if len(names) == 0 {
				names = []string{"-"}
			}
			return runAdd(cmd, &in, &add, names, data)
		},
	}
	flags := cmd.Flags()
	dataFlag(cmd, &data)
	flags.StringVar(&in.published, "published", "", "the `DAY` of publication (YYYY-MM-DD) of articles that do not say it")
	flags.StringVar(&in.language, "language", "", "take every article to be in this `LANGUAGE` (en) without looking")
	flags.IntVar(&in.maxBytes, "max-bytes", article.DefaultMaxBytes, "refuse a single article above this many `BYTES`")
	flags.BoolVar(&add.keepText, "keep-text", false, "keep the whole text of each article too")
	flags.BoolVar(&add.list, "list", false, "print a line for each article once it is kept")
	flags.BoolVar(&add.reportsGiven, "reports", false, "the input is JSONL of reports, as casus code writes them; nothing is coded")
	flags.IntVar(&add.batch, "batch", 2000, "keep after this many `ARTICLES` at the latest")
	return cmd
}

func runAdd(cmd *cobra.Command, in *inputs, add *adder, names []string, data string) error {
	opt, err := in.options()
	if err != nil {
		return err
	}
	if add.batch < 1 {
		return usageError{fmt.Errorf("--batch %d: want 1 or more", add.batch)}
	}
	if !add.reportsGiven {
		coder, err := casus.Open(casus.Bundle())
		if err != nil {
			return err
		}
		add.code, add.version = coder.Code, coder.Version()
	}
	if add.store, err = openData(cmd, data, true); err != nil {
		return err
	}
	defer add.store.Close()
	add.ctx, add.out, add.errs = cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr()
	add.fusion = newFusion(add.ctx, add.store)
	thrifty()
	add.meter = startMeter(add.errs)
	defer add.meter.stop() // where the work ends early
	if err := add.takeAll(in, opt, names, cmd.InOrStdin()); err != nil {
		return err
	}
	add.meter.end()
	fmt.Fprintln(add.out, add.summary(data))
	if err := add.store.Close(); err != nil {
		return err
	}
	if add.failed > 0 {
		return errSome
	}
	return nil
}

// chunkArticles is the number of articles that are looked up and coded together.
const chunkArticles = 256

// keepEvery is how long coded articles may wait to be kept while more come in.
const keepEvery = 10 * time.Second

// fuseEvery is how long reports that are kept may wait to be fused while more come in. What touches an event makes the whole
// of it again, so that many small batches cost far more than a few large ones.
const fuseEvery = time.Minute

// thrifty has memory collected sooner than Go does by itself: what fusion and the search for copies hold of a day stays, so that
// waiting for it to double would cost more memory than all the rest.
func thrifty() { debug.SetGCPercent(40) }

// adder codes articles and keeps them.
type adder struct {
	keepText, list bool
	// reportsGiven says that the input is reports
	reportsGiven bool
	batch        int

	ctx       context.Context
	out, errs io.Writer
	// code makes the reports of an article, as coder and bundle of this version do
	code    func(*article.Article) []event.Report
	version string
	store   *store.Store
	fusion  *fusion
	meter   *meter

	chunk []article.Article
	// seen are the codings of this run that are not kept yet
	seen   map[store.Key]bool
	ready  store.Batch
	since  time.Time
	copies copies
	// unfused are the reports kept since fused, when fusion was last called
	unfused int
	fused   time.Time

	failed, coded, copied, known, reports int
}

// takeAll takes the whole input.
func (a *adder) takeAll(in *inputs, opt article.Options, names []string, stdin io.Reader) error {
	if a.reportsGiven {
		if err := a.takeReports(names, stdin); err != nil {
			return err
		}
		return a.fuse()
	}
	for x := range in.read(names, stdin, opt) {
		if err := a.take(x); err != nil {
			return err
		}
	}
	return a.finish()
}

// take takes one article, or complains about what could not be read.
func (a *adder) take(in articleOrError) error {
	if in.err != nil {
		a.failed++
		a.meter.clear()
		complain(a.errs, in.err)
		return nil
	}
	for _, p := range in.article.Problems {
		a.meter.clear()
		fmt.Fprintf(a.errs, "casus: %s: warning: %s\n", in.article.ID, p.Text)
	}
	a.chunk = append(a.chunk, in.article)
	if len(a.chunk) >= min(chunkArticles, a.batch) {
		return a.work()
	}
	return nil
}

// finish works off what is waiting.
func (a *adder) finish() error {
	if err := a.work(); err != nil {
		return err
	}
	if err := a.keep(); err != nil {
		return err
	}
	return a.fuse()
}

// work codes the waiting articles that are new, and keeps when enough is ready.
func (a *adder) work() error {
	fresh, err := a.fresh()
	if err != nil {
		return err
	}
	fresh, err = a.sortOut(fresh)
	if err != nil {
		return err
	}
	code := func(x article.Article) coded { return coded{article: x, reports: a.code(&x)} }
	err = inOrder(slices.Values(fresh), code, func(c coded) error {
		a.coded++
		a.reports += len(c.reports)
		a.meter.count(len(c.reports))
		a.ready.Reports = append(a.ready.Reports, c.reports...)
		m := metadata(&c.article, a.version, a.keepText)
		m.Reports, m.Sketch = len(c.reports), a.copies.sketch(c.article.ID)
		a.ready.Articles = append(a.ready.Articles, m)
		return nil
	})
	if err != nil {
		return err
	}
	if len(a.ready.Articles) >= a.batch || time.Since(a.since) > keepEvery {
		return a.keep()
	}
	return nil
}

// fresh empties the chunk and gives its articles that are not kept yet.
func (a *adder) fresh() ([]article.Article, error) {
	keys := make([]store.Key, len(a.chunk))
	for i := range a.chunk {
		x := &a.chunk[i]
		keys[i] = store.Key{ID: string(x.ID), SHA256: x.SHA256(), Published: x.Published.String(), Version: store.VersionOf(coderName, a.version)}
	}
	known, err := a.store.Known(a.ctx, keys)
	if err != nil {
		return nil, err
	}
	if a.seen == nil {
		a.seen = map[store.Key]bool{}
	}
	var out []article.Article
	for i, k := range keys {
		if known[k] || a.seen[k] {
			a.known++
			continue
		}
		a.seen[k] = true
		out = append(out, a.chunk[i])
	}
	a.chunk = a.chunk[:0]
	return out, nil
}

// sortOut gives the articles that are to be coded, in order of publication; copies of a text that is coded go straight to
// what is ready.
func (a *adder) sortOut(list []article.Article) ([]article.Article, error) {
	slices.SortStableFunc(list, func(x, y article.Article) int { return cmp.Compare(x.Published, y.Published) })
	var out []article.Article
	for i := range list {
		x := &list[i]
		m, err := a.copies.match(a.ctx, a.store, x)
		if err != nil {
			return nil, err
		}
		if m.Likeness < fuse.Same || m.Of == x.ID {
			out = append(out, *x)
			continue
		}
		a.copied++
		a.meter.count(0)
		meta := metadata(x, a.version, a.keepText)
		meta.SameAs, meta.Likeness = string(m.Of), m.Likeness.String()
		a.ready.Articles = append(a.ready.Articles, meta)
	}
	return out, nil
}

// keep keeps what is ready, and fuses when enough waits for it.
func (a *adder) keep() error {
	a.since = time.Now()
	if len(a.ready.Articles) == 0 {
		return nil
	}
	// Copies come after what they are copies of.
	slices.SortStableFunc(a.ready.Articles, func(x, y store.Article) int { return cmp.Compare(len(x.SameAs), len(y.SameAs)) })
	if err := a.store.Append(a.ctx, a.ready); err != nil {
		return err
	}
	if a.list {
		a.meter.clear()
		for _, x := range a.ready.Articles {
			if x.SameAs != "" {
				fmt.Fprintf(a.out, "%s\tcopy of %s\n", x.ID, x.SameAs)
			} else {
				fmt.Fprintf(a.out, "%s\t%s\n", x.ID, plural(x.Reports, "report"))
			}
		}
	}
	a.unfused += len(a.ready.Reports)
	a.fusion.carry(a.ready.Articles)
	a.ready = store.Batch{}
	a.seen = nil
	a.copies.kept()
	if a.unfused >= fuseAtOnce || time.Since(a.fused) > fuseEvery {
		return a.fuse()
	}
	return nil
}

// fuse fuses what is kept. Who is interrupted before it leaves reports in no event, which the next to open the data fuses.
func (a *adder) fuse() error {
	_, err := fusePending(a.ctx, a.store, a.fusion)
	a.unfused, a.fused = 0, time.Now()
	return err
}

func (a *adder) summary(data string) string {
	done := "coded"
	if a.reportsGiven {
		done = "read"
	}
	out := fmt.Sprintf("%s %s, %s kept in %s", plural(a.coded, "article"), done, plural(a.reports, "report"), data)
	switch {
	case a.copied == 1:
		out += "; 1 copy of a text that was there"
	case a.copied > 1:
		out += fmt.Sprintf("; %d copies of texts that were there", a.copied)
	}
	if a.known > 0 {
		out += fmt.Sprintf("; %d known already", a.known)
	}
	if a.failed > 0 {
		out += fmt.Sprintf("; %d could not be read", a.failed)
	}
	return out
}

// copies finds articles whose text is there already, in a window of days that moves forward with the articles.
type copies struct {
	index *fuse.Index
	// newest is the latest day among those compared, upTo the day up to which the store's articles are in the index
	newest, upTo article.Day
	sketches     map[article.ID][]byte
}

// match compares an article with those of the week before it. Articles should come in order of publication: one that is
// older than the newest by more than the window makes the index anew.
func (c *copies) match(ctx context.Context, s *store.Store, x *article.Article) (fuse.Match, error) {
	sketch := fuse.NewSketch(x.Text)
	if c.sketches == nil {
		c.sketches = map[article.ID][]byte{}
	}
	c.sketches[x.ID] = sketch.Bytes()
	if c.index == nil || !x.Published.IsZero() && x.Published < c.newest-fuse.WindowDays {
		c.index, c.newest, c.upTo = fuse.NewIndex(256<<20), 0, 0
	}
	if err := c.prime(ctx, s, x.Published); err != nil {
		return fuse.Match{}, err
	}
	c.newest = max(c.newest, x.Published)
	return c.index.Add(x.ID, x.Published, sketch), nil
}

// prime brings in the store's articles of the window that ends with day.
func (c *copies) prime(ctx context.Context, s *store.Store, day article.Day) error {
	if day.IsZero() || day <= c.upTo {
		return nil
	}
	from := max(c.upTo+1, day-fuse.WindowDays)
	for a, err := range s.Sketches(ctx, from, day) {
		if err != nil {
			return err
		}
		if sketch, ok := fuse.SketchOf(a.Sketch); ok {
			c.index.Add(article.ID(a.ID), a.Published, sketch)
		}
	}
	c.upTo = day
	return nil
}

// sketch is what was made of an article that match has seen and kept has not.
func (c *copies) sketch(id article.ID) []byte { return c.sketches[id] }

// kept says that all articles so far are in the store.
func (c *copies) kept() { c.sketches = nil }
