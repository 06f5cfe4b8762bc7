package fuse

import (
	"cmp"
	"slices"
	"strings"

	"github.com/casus-news/casus/event"
)

// assemble makes the event of members, which are in canonical order with the leader first.
func assemble(members []*item) event.Event {
	lead := members[0]
	r := lead.rep
	e := event.Event{
		Date: r.Date, EndDate: r.EndDate, Event: r.Event, CAMEO: r.CAMEO, QuadCode: r.QuadCode, EventScale: r.EventScale,
		Auxiliary: r.Auxiliary, Actor: r.Actor, Recipient: r.Recipient, EventLoc: r.EventLoc, Size: r.Size, Elected: r.ID,
	}
	first := lead
	for _, x := range members {
		if cmp.Or(cmp.Compare(x.rep.CiteInfo.Published, first.rep.CiteInfo.Published), strings.Compare(x.rep.ID, first.rep.ID)) < 0 {
			first = x
		}
		e.Reports = append(e.Reports, x.rep.ID)
		e.Articles = append(e.Articles, x.rep.CiteInfo.ID)
		for _, c := range x.rep.Carriers {
			e.Articles = append(e.Articles, string(c))
		}
		e.Origins = append(e.Origins, cmp.Or(x.rep.Origin, fold(x.rep.CiteInfo.Publication), x.rep.CiteInfo.ID))
		if x.typ == lead.typ {
			e.Mode = append(e.Mode, x.rep.Mode...)
			e.Context = append(e.Context, x.rep.Context...)
		}
	}
	e.ID = first.rep.ID
	e.Mode, e.Context = firsts(e.Mode), firsts(e.Context)
	e.Reports, e.Articles, e.Origins = set(e.Reports), set(e.Articles), set(e.Origins)
	e.Claims = claims(members)
	e.Contested = contested(e.Claims)
	return e
}

// claims groups members by what they say and on whose word, in canonical order of the first.
func claims(members []*item) []event.Claim {
	type side struct {
		stance  event.Stance
		speaker string
	}
	var order []side
	found := map[side]*event.Claim{}
	for _, x := range members {
		k := side{stanceOf(members[0], x), speakerOf(x.rep.Attribution)}
		c := found[k]
		if c == nil {
			c = &event.Claim{Stance: k.stance, Speaker: x.rep.Attribution, Text: x.rep.Text}
			found[k] = c
			order = append(order, k)
		}
		c.Reports = append(c.Reports, x.rep.ID)
	}
	out := make([]event.Claim, len(order))
	for i, k := range order {
		c := found[k]
		slices.Sort(c.Reports)
		out[i] = *c
	}
	return out
}

// speakerOf names a speaker at the grain of claims: the person or body where it is known, else country and words.
func speakerOf(a *event.Attribution) string {
	if a == nil {
		return ""
	}
	return a.Code + "/" + cmp.Or(fold(a.IdentifierText), fold(a.EntityText), "?")
}

// stanceOf is what x says of the act that lead tells of.
func stanceOf(lead, x *item) event.Stance {
	if x == lead {
		return event.StanceOf(x.rep.Auxiliary)
	}
	switch _, rel := judge(lead, x); rel {
	case denial:
		return event.Denies
	case reversal:
		return event.Blames
	}
	return event.StanceOf(x.rep.Auxiliary)
}

// contested tells whether the claims cannot all be true.
func contested(list []event.Claim) bool {
	var yes, no, other bool
	for _, c := range list {
		switch c.Stance {
		case event.Denies:
			no = true
		case event.Blames:
			other = true
		default:
			yes = true
		}
	}
	return yes && no || other
}

// set sorts list and drops repeats.
func set(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// firsts keeps the first of equal elements.
func firsts[T comparable](list []T) []T {
	out := make([]T, 0, len(list))
	for _, v := range list {
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}
