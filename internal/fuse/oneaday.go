package fuse

import (
	"slices"
	"strings"

	"github.com/casus-news/casus/event"
)

// OneADay is the filter that the field uses instead of fusion, here for comparison: all reports of one day of publication
// with the same actor, recipient and CAMEO code are one event (Phoenix pipeline; Schrodt, TABARI). Day of the act, place,
// negation and speaker do not count. It returns the groups as sorted report ids, in order of their first.
func OneADay(reports []Report) [][]string {
	groups := map[string][]string{}
	for _, r := range reports {
		key := r.CiteInfo.Published.String() + "|" + parties(r.Actor) + "|" + parties(r.Recipient) + "|" + r.CAMEO
		groups[key] = append(groups[key], r.ID)
	}
	out := make([][]string, 0, len(groups))
	for _, g := range groups {
		slices.Sort(g)
		out = append(out, g)
	}
	slices.SortFunc(out, func(a, b []string) int { return strings.Compare(a[0], b[0]) })
	return out
}

// parties writes a side as that filter sees it: codes with their first sector.
func parties(list []event.Entity) string {
	out := make([]string, len(list))
	for i, e := range list {
		out[i] = e.Code
		if len(e.Sector) > 0 {
			out[i] += string(e.Sector[0])
		}
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), ",")
}
