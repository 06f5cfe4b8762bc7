package extract

import (
	"github.com/casus-news/casus/event"
)

// temper groups the types as conversion needs them.
type temper uint8

const (
	friendly temper = iota
	yielding
	demanding
	hostile
)

func temperOf(ty event.Type) temper {
	switch ty {
	case "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID":
		return friendly
	case "CONCEDE", "RETREAT":
		return yielding
	case "REQUEST", "ACCUSE", "REJECT", "THREATEN":
		return demanding
	}
	return hostile
}

// convert applies PLOVER's rules for acts that are promised, planned, refused, threatened or asked for: a promise of aid is
// AGREE, of withdrawal CONCEDE, a refusal REJECT. It returns false where the governing word is the act and this one is its content.
func (r *reader) convert(g slots, s *sighting, d *Draft) bool {
	op := s.mood.first()
	ahead := s.mood.future || op == "promise" || op == "plan"
	switch op {
	case "refuse":
		if d.Type != "REJECT" && temperOf(d.Type) != hostile {
			r.become(g, s, d, "REJECT", answerMode(d.Type), "a refusal is REJECT")
			d.Auxiliary = nil
			return true
		}
	case "threaten":
		if temperOf(d.Type) == hostile {
			r.become(g, s, d, "THREATEN", threatMode(d.Type, d.Modes), "a threat of it is THREATEN")
			d.Auxiliary = nil
			return true
		}
	case "request":
		if d.Type != "REQUEST" && (temperOf(d.Type) == friendly || temperOf(d.Type) == yielding) {
			r.become(g, s, d, "REQUEST", requestMode(d.Type), "what is asked for is not done: REQUEST")
			d.Auxiliary = nil
			return true
		}
	case "accuse":
		// the wrong that somebody is accused of is the content of ACCUSE
		if s.mood.opWords[0] >= 0 && temperOf(d.Type) != friendly && d.Type != "ACCUSE" {
			return false
		}
	}
	r.leaveOffice(g, s, d, ahead)
	if ahead && !s.mood.negated {
		switch d.Type {
		case "CONSULT", "COOPERATE", "AID":
			r.become(g, s, d, "AGREE", nil, "what is promised or planned is AGREE")
		case "RETREAT":
			r.become(g, s, d, "CONCEDE", nil, "what is promised is CONCEDE")
		case "SUPPORT":
			if op == "promise" && s.c.pos == 'v' {
				r.become(g, s, d, "AGREE", nil, "promised support is AGREE")
			}
		}
	}
	switch d.Type {
	case "AGREE", "CONCEDE", "REQUEST", "REJECT", "THREATEN", "SUPPORT":
		d.Auxiliary = dropAuxiliary(d.Auxiliary, event.Future)
	default:
		if op == "plan" || op == "promise" {
			d.Auxiliary = addAuxiliary(d.Auxiliary, event.Future)
		}
	}
	if op == "fail" && d.Type != "REJECT" {
		d.Auxiliary = addAuxiliary(d.Auxiliary, event.Negation)
	}
	if d.Type == "REJECT" || d.Type == "AGREE" && s.mood.negated && s.match != nil {
		d.Auxiliary = dropAuxiliary(d.Auxiliary, event.Negation)
	}
	return true
}

// leaveOffice tells a resignation that is done (RETREAT) from one that is announced, offered or promised (CONCEDE).
func (r *reader) leaveOffice(g slots, s *sighting, d *Draft, ahead bool) {
	if d.Type != "CONCEDE" && d.Type != "RETREAT" || !g.class.has("leave_office", g.lower[s.c.at]) {
		return
	}
	if lemma := g.lower[s.c.at]; (lemma == "step" || lemma == "stand") && g.part(s.c.at, s.c.at, "down") < 0 && g.part(s.c.at, s.c.at, "aside") < 0 {
		return
	}
	for h, n := g.head(s.c.at), 0; h >= 0 && n < 4; h, n = g.head(h), n+1 {
		ahead = ahead || g.class.any(g.lower[h], "promise", "plan", "want") || g.lower[h] == "announce" && g.rel(s.c.at) != "advcl"
	}
	if ahead || s.mood.modal != "" {
		d.Type, d.Modes, d.CAMEO = "CONCEDE", nil, ""
		return
	}
	if d.Type == "CONCEDE" {
		d.Why = append(d.Why, "a resignation that is done is RETREAT")
		d.CAMEO = ""
	}
	d.Type, d.Modes = "RETREAT", []event.Mode{"resign"}
}

// become changes the type of d; the parties of the act stay, the doer of the governing word leads.
func (r *reader) become(g slots, s *sighting, d *Draft, ty event.Type, modes []event.Mode, why string) {
	old := d.Type
	d.Type, d.Modes, d.CAMEO = ty, modes, ""
	if ty == event.Agree && temperOf(old) == friendly {
		// an intent keeps in its code what is intended: 036 to meet, 033 to give aid
		d.CAMEO = event.CAMEOOf(old, "", event.Future)
	}
	d.Why = append(d.Why, why)
	if len(s.mood.opWords) == 0 {
		return
	}
	op := s.mood.opWords[0]
	var doer []int
	if g.isVerb(op) {
		doer = r.fill(g, op, turns("subj"), nil)
	} else {
		doer = r.nominalActors(g, op)
	}
	if len(doer) == 0 {
		return
	}
	lead := r.parties(wordsAt(g.tree, r.members(g.tree, doer)))
	if ty == "REQUEST" {
		// the one who is asked is the object of the asking, or the doer of the act
		if asked := r.parties(wordsAt(g.tree, r.members(g.tree, r.fill(g, op, turns("obj", "iobj", "on", "to", "from", "of"), append(doer, s.c.at))))); len(asked) > 0 {
			d.Recipients = asked
		} else if others := without(d.Actors, lead); len(others) > 0 {
			d.Recipients = others
		}
	} else if old == "CONSULT" {
		d.Recipients = append(without(d.Actors, lead), d.Recipients...)
	}
	d.Actors = lead
	d.Recipients = without(d.Recipients, d.Actors)
}

func answerMode(ty event.Type) []event.Mode {
	switch ty {
	case "CONSULT":
		return []event.Mode{"meet"}
	case "AID", "COOPERATE", "SUPPORT":
		return []event.Mode{"assist"}
	case "RETREAT", "CONCEDE":
		return []event.Mode{"yield"}
	}
	return []event.Mode{"change"}
}

func requestMode(ty event.Type) []event.Mode { return answerMode(ty) }

func threatMode(ty event.Type, modes []event.Mode) []event.Mode {
	switch ty {
	case "ASSAULT", "MOBILIZE":
		return []event.Mode{"violence"}
	case "SANCTION":
		for _, m := range modes {
			if m == "expel" {
				return []event.Mode{"expel"}
			}
		}
		return []event.Mode{"relations"}
	case "COERCE":
		for _, m := range modes {
			switch m {
			case "arrest":
				return []event.Mode{"arrest"}
			case "seize":
				return []event.Mode{"territory"}
			case "deport":
				return []event.Mode{"expel"}
			}
		}
		return []event.Mode{"restrict"}
	}
	return nil
}
