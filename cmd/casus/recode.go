package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/casus-news/casus"
	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/store"
)

func newRecodeCommand() *cobra.Command {
	var data, asOf string
	cmd := &cobra.Command{
		Use:   "recode --as-of REPORT [FILE]",
		Short: "Code a stored article again and compare",
		Long: `recode codes the article of a stored report again and compares all its reports with those that are stored. With the coder and bundle
that made them, the bytes must be the same, and the exit code is 1 if they are not. With another version it shows what has changed.

The text comes from the data, if it was kept (casus add --keep-text), or from FILE, which must hold the same text; its hash is compared.
Without a text, a coding whose place a later one has taken is compared with that later one, as both are stored.
recode stores nothing; casus add does.`,
		Example: "  casus recode --as-of q6ebtwmxpq4v7ncdzeyg\n  casus recode --as-of q6ebtwmxpq4v7ncdzeyg report.html",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if asOf == "" {
				return usageError{fmt.Errorf("--as-of: name a report")}
			}
			return runRecode(cmd, data, asOf, args)
		},
	}
	dataFlag(cmd, &data)
	cmd.Flags().StringVar(&asOf, "as-of", "", "the id of a stored `REPORT`")
	return cmd
}

func runRecode(cmd *cobra.Command, data, id string, files []string) error {
	s, err := openStore(cmd, data, false)
	if err != nil {
		return err
	}
	defer s.Close()
	stored, current, err := s.Coding(cmd.Context(), id)
	if err != nil {
		return err
	}
	if len(stored) == 0 {
		return fmt.Errorf("no report %s is stored", id)
	}
	cite := stored[0].CiteInfo
	a, err := textOf(cmd, s, &cite, files)
	if errors.Is(err, errNoText) && !current {
		return compareStored(cmd, s, stored)
	}
	if err != nil {
		return err
	}
	coder, err := casus.Open(casus.Bundle())
	if err != nil {
		return err
	}
	same, text, err := compareCodings(stored, coder.Code(&a), versionOfReport(&stored[0]), store.VersionOf(coderName, coder.Version()), "now")
	if err != nil {
		return err
	}
	if _, err := io.WriteString(cmd.OutOrStdout(), text); err != nil {
		return err
	}
	if !same && versionOfReport(&stored[0]) == store.VersionOf(coderName, coder.Version()) {
		return fmt.Errorf("article %s: %w, though coder and bundle are those that made the stored one", cite.ID, errDiffers)
	}
	return nil
}

// compareStored compares an earlier coding with the one that has taken its place.
func compareStored(cmd *cobra.Command, s *store.Store, earlier []event.Report) error {
	var later []event.Report
	for r, err := range s.Reports(cmd.Context(), store.Filter{Articles: []string{earlier[0].CiteInfo.ID}}) {
		if err != nil {
			return err
		}
		later = append(later, r)
	}
	version := "a later version, which found nothing"
	if len(later) > 0 {
		version = versionOfReport(&later[0])
	}
	_, text, err := compareCodings(earlier, later, versionOfReport(&earlier[0]), version, "later")
	if err != nil {
		return err
	}
	_, err = io.WriteString(cmd.OutOrStdout(), text)
	return err
}

var errNoText = errors.New("the text was not kept; name a file that holds it")

// textOf gives the article that was coded.
func textOf(cmd *cobra.Command, s *store.Store, cite *event.CiteInfo, files []string) (article.Article, error) {
	a, ok, err := s.Article(cmd.Context(), cite.ID, cite.SHA256)
	if err != nil {
		return article.Article{}, err
	}
	if len(files) == 0 {
		if !ok || a.Text == "" {
			return article.Article{}, fmt.Errorf("article %s: %w", cite.ID, errNoText)
		}
		return article.Article{ID: article.ID(a.ID), URL: a.URL, Title: a.Title, Publisher: a.Publisher, Byline: a.Byline, Language: a.Language,
			Published: a.Published, Text: a.Text}, nil
	}
	var found []string
	for x, err := range readOne(files[0], cmd.InOrStdin(), article.Options{Published: cite.Published, Language: cite.Language}) {
		if err != nil {
			return article.Article{}, err
		}
		if x.SHA256() == cite.SHA256 {
			x.ID, x.Published = article.ID(cite.ID), cite.Published
			return x, nil
		}
		found = append(found, string(x.ID))
	}
	return article.Article{}, fmt.Errorf("%s: none of its %s has the text of article %s (sha256 %s)", files[0], plural(len(found), "article"), cite.ID, cite.SHA256)
}

// compareCodings tells in words what a new coding, which goes by name, changes. Reports are the same when their bytes are, leaving aside, between
// versions, the version and the ids that depend on it.
func compareCodings(before, after []event.Report, old, new, name string) (same bool, text string, err error) {
	if old != new {
		before, after = unversioned(before), unversioned(after)
	}
	slices.SortFunc(before, byPlace)
	slices.SortFunc(after, byPlace)
	b, err := lines(before)
	if err != nil {
		return false, "", err
	}
	a, err := lines(after)
	if err != nil {
		return false, "", err
	}
	if old == new && bytes.Equal(bytes.Join(b, nil), bytes.Join(a, nil)) {
		return true, fmt.Sprintf("%s by %s: the same bytes\n", plural(len(after), "report"), new), nil
	}
	var out strings.Builder
	fmt.Fprintf(&out, "stored  %s by %s\n%-7s %s by %s\n", plural(len(before), "report"), old, name, plural(len(after), "report"), new)
	changed := 0
	for i, j := 0, 0; i < len(before) || j < len(after); {
		switch {
		case j == len(after) || i < len(before) && byPlace(before[i], after[j]) < 0:
			fmt.Fprintf(&out, "\n- %s\n", brief(&before[i]))
			i++
			changed++
		case i == len(before) || byPlace(before[i], after[j]) > 0:
			fmt.Fprintf(&out, "\n+ %s\n", brief(&after[j]))
			j++
			changed++
		default:
			if !bytes.Equal(b[i], a[j]) {
				fmt.Fprintf(&out, "\n~ %s\n%s", brief(&after[j]), fieldChanges(b[i], a[j]))
				changed++
			}
			i, j = i+1, j+1
		}
	}
	if changed == 0 {
		fmt.Fprintf(&out, "the same but for the version\n")
	} else {
		fmt.Fprintf(&out, "\n%d differ\n", changed)
	}
	return changed == 0, out.String(), nil
}

// byPlace orders reports by where their trigger stands, then by type and parties.
func byPlace(a, b event.Report) int {
	return cmp.Or(cmp.Compare(a.TextInfo.TriggerStart, b.TextInfo.TriggerStart), cmp.Compare(a.TextInfo.TriggerEnd, b.TextInfo.TriggerEnd),
		cmp.Compare(firstType(a.Event), firstType(b.Event)), cmp.Compare(sides(a.Actor, a.Recipient), sides(b.Actor, b.Recipient)))
}

func unversioned(list []event.Report) []event.Report {
	out := slices.Clone(list)
	for i := range out {
		out[i].ID, out[i].CiteInfo.Coder, out[i].CiteInfo.Version = "", "", ""
	}
	return out
}

func lines(list []event.Report) ([][]byte, error) {
	out := make([][]byte, len(list))
	for i := range list {
		line, err := event.Encode(list[i])
		if err != nil {
			return nil, err
		}
		out[i] = line
	}
	return out, nil
}

func brief(r *event.Report) string {
	return strings.Join(strings.Fields(kindOf(r.Event, r.Mode)+" "+sides(r.Actor, r.Recipient)+" "+status(r.Auxiliary, false)+
		" “"+strings.Join(r.EventText, " … ")+"”"), " ")
}

// fieldChanges lists the fields in which two records differ.
func fieldChanges(before, after []byte) string {
	b, a := fields(before), fields(after)
	var keys []string
	for k := range b {
		keys = append(keys, k)
	}
	for k := range a {
		if _, ok := b[k]; !ok {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	var out strings.Builder
	for _, k := range keys {
		if !bytes.Equal(b[k], a[k]) {
			fmt.Fprintf(&out, "    %s: %s → %s\n", k, orDash(string(b[k])), orDash(string(a[k])))
		}
	}
	return out.String()
}

func fields(line []byte) map[string]json.RawMessage {
	out := map[string]json.RawMessage{}
	if err := json.Unmarshal(line, &out); err != nil {
		return nil // what Encode wrote can be read
	}
	return out
}
