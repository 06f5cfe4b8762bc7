package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/store"
)

// filters are the flags that say which events are meant, shared by the commands that ask.
type filters struct {
	actor, recipient, party, dyad                     []string
	types, modes, contexts, countries, facts, origins []string
	from, to, speaker, text                           string
	limit                                             int
	contested                                         bool
}

// add adds the flags; limit is the default of --limit.
func (f *filters) add(cmd *cobra.Command, limit int) {
	flags := cmd.Flags()
	flags.StringSliceVar(&f.actor, "actor", nil, "only acts of this `PARTY`: RUS, RUS:MIL or a part of a name")
	flags.StringSliceVar(&f.recipient, "recipient", nil, "only acts towards this `PARTY`")
	flags.StringSliceVar(&f.party, "party", nil, "only acts with this `PARTY` on either side")
	flags.StringSliceVar(&f.dyad, "dyad", nil, "only acts between two parties, `A,B`, in either direction")
	flags.StringSliceVar(&f.types, "type", nil, "only this `TYPE` (ASSAULT)")
	flags.StringSliceVar(&f.modes, "mode", nil, "only this `MODE` (drone)")
	flags.StringSliceVar(&f.contexts, "context", nil, "only this `CONTEXT` (military)")
	flags.StringSliceVar(&f.countries, "country", nil, "only acts that took place in this country, an alpha-3 `CODE`")
	flags.StringVar(&f.from, "from", "", "only acts from this `DAY` (YYYY-MM-DD) on")
	flags.StringVar(&f.to, "to", "", "only acts up to this `DAY`")
	flags.StringSliceVar(&f.facts, "factuality", nil, "`LIST` of "+strings.Join(store.Factualities(), ", ")+", or all (default fact,historical)")
	flags.StringVar(&f.speaker, "speaker", "", "only on the word of this `PARTY`, a code or a part of a name")
	flags.StringVar(&f.text, "text", "", "only sentences that contain these `WORDS`, letter case aside")
	flags.StringSliceVar(&f.origins, "origin", []string{store.Casus}, "`LIST` of casus, gdelt, icews, polecat, or all")
	flags.IntVar(&f.limit, "limit", limit, "at most this many `ANSWERS`, the newest; 0 for all")
}

// filter checks the flags.
func (f *filters) filter() (store.Filter, error) {
	out := store.Filter{Actor: f.actor, Recipient: f.recipient, Party: f.party, Countries: f.countries, Speaker: f.speaker, Text: f.text, Limit: f.limit,
		Contested: f.contested}
	if err := f.parties(&out); err != nil {
		return out, err
	}
	if err := f.codes(&out); err != nil {
		return out, err
	}
	for _, d := range []struct {
		flag, text string
		to         *article.Day
	}{{"from", f.from, &out.From}, {"to", f.to, &out.To}} {
		if d.text == "" {
			continue
		}
		day, err := article.ParseDay(d.text)
		if err != nil {
			return out, usageError{fmt.Errorf("--%s: %w", d.flag, err)}
		}
		*d.to = day
	}
	if out.From != 0 && out.To != 0 && out.To < out.From {
		return out, usageError{fmt.Errorf("--from %s lies after --to %s", f.from, f.to)}
	}
	if f.limit < 0 {
		return out, usageError{fmt.Errorf("--limit %d: want 0 or more", f.limit)}
	}
	return out, nil
}

func (f *filters) parties(out *store.Filter) error {
	if len(f.dyad) != 0 {
		if len(f.dyad) != 2 {
			return usageError{fmt.Errorf("--dyad %s: want two parties, such as RUS,UKR", strings.Join(f.dyad, ","))}
		}
		out.Dyad = [2]string(f.dyad)
	}
	for _, list := range [][]string{f.actor, f.recipient, f.party, f.dyad} {
		for _, p := range list {
			if err := checkParty(p); err != nil {
				return err
			}
		}
	}
	for _, c := range f.countries {
		if !event.IsCountry(c) {
			return usageError{fmt.Errorf("--country %s: no such alpha-3 code; casus who %q may tell it", c, c)}
		}
	}
	return nil
}

// checkParty refuses what looks like a code and is none. Anything else is a part of a name.
func checkParty(p string) error {
	code, sector, both := strings.Cut(p, ":")
	isCode := len(code) == 3 && strings.ToUpper(code) == code
	switch {
	case p == "":
		return usageError{fmt.Errorf("a party without a name")}
	case isCode && !event.ValidCode(code):
		return usageError{fmt.Errorf("%s: no such code of a country or body; they are in docs/codebook.md", code)}
	case isCode && both && !event.ValidSector(event.Sector(sector)):
		return usageError{fmt.Errorf("%s: no such sector: %s; they are in docs/codebook.md", p, sector)}
	}
	return nil
}

func (f *filters) codes(out *store.Filter) error {
	for _, t := range f.types {
		if _, ok := event.Lookup(event.Type(strings.ToUpper(t))); !ok {
			return usageError{fmt.Errorf("--type %s: no such type; they are in docs/codebook.md", t)}
		}
		out.Types = append(out.Types, event.Type(strings.ToUpper(t)))
	}
	for _, m := range f.modes {
		known := slices.ContainsFunc(event.Types(), func(e event.TypeEntry) bool { return event.HasMode(e.Type, event.Mode(m)) })
		if !known {
			return usageError{fmt.Errorf("--mode %s: no such mode; they are in docs/codebook.md", m)}
		}
		out.Modes = append(out.Modes, event.Mode(m))
	}
	for _, c := range f.contexts {
		if !event.ValidContext(event.Context(c)) {
			return usageError{fmt.Errorf("--context %s: no such context; they are in docs/codebook.md", c)}
		}
		out.Contexts = append(out.Contexts, event.Context(c))
	}
	var err error
	if out.Factuality, err = oneOf("factuality", f.facts, store.Factualities(), store.Held()); err != nil {
		return err
	}
	out.Origins, err = oneOf("origin", f.origins, []string{store.Casus, store.GDELT, store.ICEWS, store.Polecat}, nil)
	return err
}

// oneOf checks a list of words; "all" gives nil, no word the default.
func oneOf(flag string, list, all, unset []string) ([]string, error) {
	if len(list) == 0 {
		return unset, nil
	}
	if slices.Contains(list, "all") {
		return nil, nil
	}
	for _, w := range list {
		if !slices.Contains(all, w) {
			return nil, usageError{fmt.Errorf("--%s %s: want one of %s, or all", flag, w, strings.Join(all, ", "))}
		}
	}
	return list, nil
}
