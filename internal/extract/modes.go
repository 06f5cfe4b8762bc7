package extract

import "github.com/casus-news/casus/event"

// modes guesses the mode of an act whose frame names none, from the words at it: object, instrument, modifiers.
func (r *reader) modes(g slots, i int, ty event.Type) []event.Mode {
	near := func(names ...string) bool {
		for _, k := range g.kids(i) {
			if g.class.any(g.lower[k], names...) {
				return true
			}
			for _, kk := range g.kids(k) {
				if g.class.any(g.lower[kk], names...) {
					return true
				}
			}
		}
		return g.class.any(g.lower[i], names...)
	}
	one := func(m event.Mode) []event.Mode { return []event.Mode{m} }
	switch ty {
	case "ACCUSE":
		switch {
		case near("inquiry_words"):
			return one("investigate")
		case near("charge_words", "crime"):
			return one("allege")
		}
		return one("disapprove")
	case "CONSULT":
		switch {
		case near("phone_words"):
			return one("phone")
		case near("mediate_words"):
			return one("third-party")
		case near("summit_words"):
			return one("multilateral")
		case near("visit_words"):
			return one("visit")
		}
	case "REQUEST", "REJECT":
		switch {
		case near("talks"):
			return one("meet")
		case near("yield_words"):
			return one("yield")
		case near("aid"):
			return one("assist")
		}
		return one("change")
	case "PROTEST":
		switch {
		case near("riot_words"):
			return one("riot")
		case near("strike_words"):
			return one("strike")
		}
		return one("demo")
	case "SANCTION":
		switch {
		case near("court_words"):
			return one("convict")
		case near("expel_words"):
			return one("expel")
		case near("leave_words"):
			return one("withdraw")
		}
		return one("discontinue")
	case "MOBILIZE":
		if near("weapon", "aircraft") {
			return one("weapons")
		}
		return one("troops")
	case "COERCE":
		switch {
		case near("arrest_words"):
			return one("arrest")
		case near("seize_words"):
			return one("seize")
		case near("deport_words"):
			return one("deport")
		case near("censor_words"):
			return one("censor")
		}
		return one("restrict")
	case "RETREAT":
		switch {
		case near("resign_words"):
			return one("resign")
		case near("ceasefire"):
			return one("ceasefire")
		case near("release_words", "prisoner"):
			return one("release")
		}
		return one("withdraw")
	case "ASSAULT":
		return r.weaponMode(g, i)
	case "THREATEN":
		switch {
		case near("arrest_words"):
			return one("arrest")
		case near("weapon", "attack"):
			return one("violence")
		}
	}
	return nil
}

// weaponMode is the mode of ASSAULT that the instrument shows.
func (r *reader) weaponMode(g slots, i int) []event.Mode {
	for _, step := range []struct {
		class string
		mode  event.Mode
	}{
		{"drone_words", "drone"}, {"suicide_words", "suicide-attack"}, {"air_words", "aerial"}, {"heavy_words", "heavy-weapons"},
		{"bomb_words", "explosives"}, {"gun_words", "firearms"}, {"blade_words", "primitive"}, {"abduct_words", "abduct"},
		{"crowd_words", "crowd-control"}, {"sexual_words", "sexual"}, {"torture_words", "torture"}, {"target_words", "targeted"},
	} {
		if g.class.has(step.class, g.lower[i]) {
			return []event.Mode{step.mode}
		}
		for _, k := range g.kids(i) {
			if r := g.rel(k); r == "compound" || r == "amod" || r == "obj" || r == "obl" || r == "nmod" || r == "advmod" || r == "nsubj" {
				if g.class.has(step.class, g.lower[k]) {
					return []event.Mode{step.mode}
				}
			}
		}
	}
	return nil
}
