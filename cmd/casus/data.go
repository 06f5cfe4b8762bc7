package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/fuse"
	"github.com/casus-news/casus/internal/store"
)

const defaultData = "casus-data"

// dataFlag adds --data.
func dataFlag(cmd *cobra.Command, to *string) {
	cmd.Flags().StringVar(to, "data", defaultData, "the `FOLDER` or bucket (s3://…) that holds the data")
}

// openData opens a data set for reading or writing; what has not been fused into events yet is fused first.
func openData(cmd *cobra.Command, place string, write bool) (*store.Store, error) {
	s, err := openStore(cmd, place, write)
	if err != nil {
		return nil, err
	}
	if _, err := fusePending(cmd.Context(), s, newFusion(cmd.Context(), s)); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// openStore opens a data set and leaves events as they are.
func openStore(cmd *cobra.Command, place string, write bool) (*store.Store, error) {
	return store.Open(cmd.Context(), place, store.Options{Write: write, Rules: strconv.Itoa(fuse.Version), Warn: warner(cmd.ErrOrStderr())})
}

// withStore opens a data set, leaves events as they are, and closes it after do.
func withStore(cmd *cobra.Command, place string, write bool, do func(*store.Store) error) error {
	s, err := openStore(cmd, place, write)
	if err != nil {
		return err
	}
	defer s.Close()
	return do(s)
}

func warner(w io.Writer) func(string) {
	return func(text string) { fmt.Fprintf(w, "casus: warning: %s\n", text) }
}

// fusion joins the reports of a store into events.
type fusion struct {
	ctx   context.Context
	store *store.Store
	state *fuse.State
	// limit is the number of reports above which state forgets
	limit int
}

func newFusion(ctx context.Context, s *store.Store) *fusion {
	f := &fusion{ctx: ctx, store: s, limit: stateReports}
	f.state = fuse.New(f)
	return f
}

// Blocks makes the store a reader for fuse.
func (f *fusion) Blocks(keys []fuse.Key) ([]fuse.Kept, error) {
	plain := make([]uint64, len(keys))
	for i, k := range keys {
		plain[i] = uint64(k)
	}
	members, err := f.store.Blocks(f.ctx, plain)
	if err != nil {
		return nil, err
	}
	out := make([]fuse.Kept, len(members))
	for i, m := range members {
		out[i] = fuse.Kept{Report: fusable(m), Event: m.Event, Elected: m.Elected}
	}
	return out, nil
}

// Reports makes the store a reader for fuse.
func (f *fusion) Reports(ids []string) ([]event.Report, error) {
	return f.store.ReportsByID(f.ctx, ids)
}

// carry says which articles of a batch carry the text of others.
func (f *fusion) carry(list []store.Article) {
	for i := range list {
		if list[i].SameAs != "" {
			f.state.Carry(article.ID(list[i].SameAs), article.ID(list[i].ID))
		}
	}
}

func fusable(m store.Member) fuse.Report {
	return fuse.Report{Report: m.Report, Origin: m.Witness, Carriers: m.Carriers}
}

const (
	// fuseAtOnce is the number of reports that are joined and put in one go.
	fuseAtOnce = 20_000
	// stateReports is the number of reports above which a state forgets what was not needed lately.
	stateReports = 1_000_000
)

// join fuses reports of our own coding and keeps the outcome.
func (f *fusion) join(members []store.Member) error {
	if len(members) == 0 {
		return nil
	}
	reports := make([]fuse.Report, len(members))
	keys := make(map[string][]uint64, len(members))
	for i, m := range members {
		reports[i] = fusable(m)
		for _, k := range fuse.Keys(reports[i]) {
			keys[m.Report.ID] = append(keys[m.Report.ID], uint64(k))
		}
	}
	if f.state.Len() > f.limit {
		f.state.Forget(min(f.limit, stateReports) / 2)
		// Where a single batch needs more than that, it would be read back with every batch to come.
		f.limit = max(stateReports, 2*f.state.Len())
	}
	c, err := f.state.Join(reports)
	if err != nil {
		return err
	}
	return f.store.PutEvents(f.ctx, store.Fused{Events: c.Events, Gone: c.Gone, Origin: store.Casus, Keys: keys})
}

// keepSingle makes each report of an imported series the event that it is already.
func (f *fusion) keepSingle(origin string, members []store.Member) error {
	if len(members) == 0 {
		return nil
	}
	put := store.Fused{Origin: origin}
	for _, m := range members {
		put.Events = append(put.Events, fuse.Rebuild([]fuse.Report{fusable(m)})...)
	}
	return f.store.PutEvents(f.ctx, put)
}

// fusePending fuses the reports that are in no event yet, and tells how many there were.
func fusePending(ctx context.Context, s *store.Store, f *fusion) (int, error) {
	n, err := s.Pending(ctx)
	if err != nil || n == 0 {
		return 0, err
	}
	if f.state.Len() > 0 {
		// Another coding has taken the place of one, and all events are to be made anew.
		if left, err := s.Fused(ctx); err != nil {
			return 0, err
		} else if left == 0 {
			f.state = fuse.New(f)
		}
	}
	batches := map[string][]store.Member{}
	done := 0
	flush := func(origin string) error {
		list := batches[origin]
		batches[origin] = nil
		done += len(list)
		if origin == store.Casus {
			return f.join(list)
		}
		return f.keepSingle(origin, list)
	}
	for m, err := range s.Unfused(ctx) {
		if err != nil {
			return done, err
		}
		batches[m.Origin] = append(batches[m.Origin], m)
		if len(batches[m.Origin]) >= fuseAtOnce {
			if err := flush(m.Origin); err != nil {
				return done, err
			}
		}
	}
	for _, origin := range []string{store.Casus, store.GDELT, store.ICEWS, store.Polecat} {
		if err := flush(origin); err != nil {
			return done, err
		}
	}
	return done, nil
}

// coderName stands in every report of our own.
const coderName = "casus"

// metadata is what the store keeps of an article.
func metadata(a *article.Article, version string, keepText bool) store.Article {
	out := store.Article{
		ID: string(a.ID), URL: a.URL, Title: a.Title, Publisher: a.Publisher, Byline: a.Byline, Published: a.Published, Language: a.Language,
		SHA256: a.SHA256(), Version: store.VersionOf(coderName, version), Witness: fuse.OriginOf(a), Likeness: fuse.Fresh.String(),
	}
	if keepText {
		out.Text = a.Text
	}
	return out
}

// plural is "1 article", "2 articles".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// firstType is the type that a report or event counts by.
func firstType(types []event.Type) event.Type {
	if len(types) == 0 {
		return ""
	}
	return types[0]
}

// orDash is s, or a dash where there is none.
func orDash(s string) string { return cmp.Or(s, "-") }
