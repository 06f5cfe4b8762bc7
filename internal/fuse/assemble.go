package fuse

import (
	"cmp"
	"slices"
	"strings"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

// draft is an event in the making: its members in canonical order with the leader first, and what they claim.
type draft struct {
	members []*item
	claims  []claim
}

// claim is what some members say on one speaker's word; the first says it for all.
type claim struct {
	stance event.Stance
	first  *item
	ids    []string
}

// draftOf groups members by what they say and on whose word, in canonical order of the first.
func draftOf(members []*item) draft {
	type side struct {
		stance  event.Stance
		speaker string
	}
	d := draft{members: members}
	found := map[side]int{}
	for _, x := range members {
		k := side{stanceOf(members[0], x), x.who}
		i, ok := found[k]
		if !ok {
			i = len(d.claims)
			found[k] = i
			d.claims = append(d.claims, claim{stance: k.stance, first: x})
		}
		d.claims[i].ids = append(d.claims[i].ids, x.id)
	}
	return d
}

// quoted calls do for the members whose whole reports assemble needs, some more than once.
func (d *draft) quoted(do func(*item)) {
	do(d.members[0])
	for _, c := range d.claims {
		do(c.first)
	}
}

// assemble makes the event. Those that quoted gives have their reports; carriers are by article.
func (d *draft) assemble(carriers map[string][]article.ID) event.Event {
	lead := d.members[0]
	r := lead.rep
	e := event.Event{
		Date: r.Date, EndDate: r.EndDate, Event: r.Event, CAMEO: r.CAMEO, QuadCode: r.QuadCode, EventScale: r.EventScale,
		Auxiliary: r.Auxiliary, Actor: r.Actor, Recipient: r.Recipient, EventLoc: r.EventLoc, Size: r.Size, Elected: r.ID,
	}
	e.Reports, e.Articles, e.Origins = make([]string, 0, len(d.members)), make([]string, 0, len(d.members)), make([]string, 0, len(d.members))
	first := lead
	for _, x := range d.members {
		if cmp.Or(cmp.Compare(x.published, first.published), strings.Compare(x.id, first.id)) < 0 {
			first = x
		}
		e.Reports = append(e.Reports, x.id)
		e.Articles = append(e.Articles, x.article)
		for _, c := range carriers[x.article] {
			e.Articles = append(e.Articles, string(c))
		}
		e.Origins = append(e.Origins, x.origin)
		if x.typ == lead.typ {
			e.Mode = append(e.Mode, x.mode...)
			e.Context = append(e.Context, x.context...)
		}
	}
	e.ID = first.id
	e.Mode, e.Context = firsts(e.Mode), firsts(e.Context)
	e.Reports, e.Articles, e.Origins = set(e.Reports), set(e.Articles), set(e.Origins)
	e.Claims = make([]event.Claim, len(d.claims))
	for i, c := range d.claims {
		slices.Sort(c.ids)
		e.Claims[i] = event.Claim{Stance: c.stance, Speaker: c.first.rep.Attribution, Text: c.first.rep.Text, Reports: c.ids}
	}
	e.Contested = contested(e.Claims)
	return e
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
		return x.stance
	}
	switch _, rel := judge(lead, x); rel {
	case denial:
		return event.Denies
	case reversal:
		return event.Blames
	}
	return x.stance
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
