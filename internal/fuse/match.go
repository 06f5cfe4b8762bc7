package fuse

import (
	"math"

	"github.com/casus-news/casus/event"
)

// threshold is the score from which two reports are held to tell of one act. Scores are sums of points for and against,
// set by reasoning and not fitted: equal type, both parties and the day make 5, so that two acts of one dyad, type and day
// are told apart by place and words, which the code book leaves open.
const threshold = 5.0

// Points. never ends a comparison.
const (
	never = -1e9

	sameType     = 2.0
	deniedType   = 1.6
	sameSide     = 1.0
	openSide     = -0.2
	samePerson   = 0.6
	otherPerson  = -6.0
	sectorsMeet  = 0.3
	sectorsClash = -0.5
	modesMeet    = 0.6
	modesClash   = -0.8
	sameDay      = 1.0
	sameInterval = 0.7
	dayInside    = 0.4
	dayBeside    = -2.0 // both days named, one apart
	dayDeduced   = -0.2 // one apart, but one of them only taken from publication
	sameSpot     = 1.2
	sameProvince = 0.8
	sameCountry  = 0.2
	otherPlace   = -1.0 // of words only; for deeds it is never
	sameCount    = 0.6
	otherCount   = -0.6
	sameArticle  = -1.0 // a coder tells the acts of one article apart on purpose
	sameSentence = 2.0
	oneSentence  = 0.7 // from this overlap on two sentences are versions of one
	lowest       = 3.0 // below this no threshold that is ever tried can be reached
	mostParties  = 2 * (sameSide + samePerson + sectorsMeet)
	noWords      = -1.5
	allWords     = 5.0 // for full overlap, on top of noWords
)

// nearKM and farKM bound what two spots may be apart to be one place, or two.
const (
	nearKM = 30
	farKM  = 100
)

// relation is how the acts of two reports stand to each other.
type relation uint8

const (
	sameAct  relation = iota
	denial            // the second rejects what the first alleges or asserts
	reversal          // both tell of the act, each lays it at the other's door
)

// match scores b against a, which comes before it in canonical order.
func match(a, b *item) float64 {
	v, _ := judge(a, b)
	return v
}

// judge is match with the relation that the score is for.
func judge(a, b *item) (float64, relation) {
	if a.mod != b.mod {
		return never, sameAct
	}
	if b.rejects && !a.rejects {
		return judgeDenial(a, b), denial
	}
	near := kinship(a.typ, b.typ)
	if near == 0 || a.typ != b.typ && coderParts(a, b) {
		return never, sameAct
	}
	common := sameType*near + timePoints(a, b)
	if common < never/2 {
		return never, sameAct
	}
	place := placePoints(a, b)
	if place < never/2 || place < sameProvince && strangers(a, b) {
		return never, sameAct
	}
	common += place
	common += wordPoints(a, b) + modePoints(a, b) + countPoints(a, b)
	if common < lowest-mostParties {
		return never, sameAct
	}
	if v := common + partyPoints(a, b); v > never/2 {
		return v, sameAct
	}
	if reversed(a, b) {
		return common + 2*sameSide, reversal
	}
	return never, sameAct
}

// coderParts tells whether reports of different types were told apart by whoever coded them: two acts of one article, or
// of one sentence that two articles carry, each with its own words. The code book makes another type another act there.
func coderParts(a, b *item) bool {
	if a.article != "" && a.article == b.article || a.sentence == b.sentence {
		return true
	}
	return a.trigger != b.trigger && overlap(a.words, b.words) >= oneSentence
}

// strangers tells whether two sentences have no word in common: without a place to hold them together they are never of
// one act. Sentences without any words of content are no strangers to anybody.
func strangers(a, b *item) bool {
	if len(a.words) == 0 || len(b.words) == 0 || a.sentence == b.sentence {
		return false
	}
	return !a.sign.meets(&b.sign) || common(a.words, b.words) == 0
}

// kindOf gives a bit for t and the bits of all types that are kin to it.
func kindOf(t event.Type) (own, all uint32) {
	bit := func(t event.Type) uint32 { return 1 << (hashString(string(t)) & 31) }
	own = bit(t)
	all = own
	for _, k := range kin {
		switch t {
		case k.a:
			all |= bit(k.b)
		case k.b:
			all |= bit(k.a)
		}
	}
	return own, all
}

// kinship is 1 for equal types and less for types that two careful coders may give one act; 0 for the rest.
func kinship(a, b event.Type) float64 {
	if a == b {
		return 1
	}
	if a > b {
		a, b = b, a
	}
	for _, k := range kin {
		if k.a == a && k.b == b {
			return k.near
		}
	}
	return 0
}

// kin lists the neighbours, in alphabetical order each. They lie in one class, or they would never meet.
var kin = [...]struct {
	a, b event.Type
	near float64
}{
	{event.Agree, event.Concede, 0.6}, {event.Agree, event.Cooperate, 0.5}, {event.Agree, event.Support, 0.7}, {event.Agree, event.Aid, 0.6},
	{event.Aid, event.Cooperate, 0.6}, {event.Concede, event.Retreat, 0.7}, {event.Consult, event.Support, 0.4},
	{event.Accuse, event.Reject, 0.5}, {event.Accuse, event.Request, 0.5}, {event.Accuse, event.Threaten, 0.5},
	{event.Reject, event.Request, 0.3}, {event.Request, event.Threaten, 0.5},
	{event.Assault, event.Coerce, 0.6}, {event.Assault, event.Protest, 0.5}, {event.Coerce, event.Sanction, 0.7},
	{event.Coerce, event.Mobilize, 0.4}, {event.Assault, event.Mobilize, 0.3},
}

func timePoints(a, b *item) float64 {
	gap := max(a.start-b.end, b.start-a.end)
	switch {
	case a.grain == undated || b.grain == undated:
		if a.grain == b.grain && a.sentence == b.sentence {
			return sameDay
		}
		return never
	case gap > slack(b), gap > 1 && b.start < a.start:
		return never
	case gap > 0:
		if a.grain != toDay || b.grain != toDay {
			return never
		}
		if a.inferred || b.inferred || b.rejects || b.deny {
			return dayDeduced
		}
		return dayBeside
	case a.start == b.start && a.end == b.end:
		if a.grain == toDay {
			return sameDay
		}
		return sameInterval
	}
	return dayInside
}

func placePoints(a, b *item) float64 {
	p, q := a.place, b.place
	deed := !a.verbal && !b.verbal
	apart := otherPlace
	if deed {
		apart = never
	}
	switch {
	case q.spot == 0 && spelled(a, b), p.spot == 0 && spelled(b, a):
		return sameProvince
	case p.country == 0 || q.country == 0:
		return 0
	case p.country != q.country:
		return apart
	case p.spot != 0 && p.spot == q.spot:
		return sameSpot
	case p.spot != 0 && q.spot != 0:
		return distancePoints(p, q, apart)
	case p.province != 0 && p.province == q.province:
		return sameProvince
	case p.province != 0 && q.province != 0:
		return apart
	}
	return sameCountry
}

// spelled tells whether the sentence of b, which was left without a spot of its own, spells the spot of a.
func spelled(a, b *item) bool {
	return len(a.spotWords) > 0 && common(a.spotWords, b.words) == len(a.spotWords)
}

// distancePoints compares two spots of different name in one country.
func distancePoints(p, q place, apart float64) float64 {
	same := p.province != 0 && p.province == q.province
	if (p.lat == 0 && p.lon == 0) || (q.lat == 0 && q.lon == 0) {
		if same {
			return sameCountry // a town and its district, or two towns of one province: words decide
		}
		if p.province != 0 && q.province != 0 {
			return apart
		}
		return otherPlace
	}
	switch km := kilometres(p, q); {
	case km <= nearKM:
		return sameProvince
	case km >= farKM:
		return apart
	}
	return otherPlace
}

// kilometres is the distance on a sphere of 6371 km (haversine).
func kilometres(p, q place) float64 {
	const rad = math.Pi / 180
	dlat, dlon := (q.lat-p.lat)*rad/2, (q.lon-p.lon)*rad/2
	h := math.Sin(dlat)*math.Sin(dlat) + math.Cos(p.lat*rad)*math.Cos(q.lat*rad)*math.Sin(dlon)*math.Sin(dlon)
	return 2 * 6371 * math.Asin(min(1, math.Sqrt(h)))
}

func wordPoints(a, b *item) float64 {
	if a.sentence == b.sentence && a.trigger == b.trigger {
		return noWords + allWords + sameSentence
	}
	v := noWords + allWords*overlap(a.words, b.words)
	if min(len(a.words), len(b.words)) < 3 {
		v = min(v, 0) // two words in common prove nothing
	}
	if a.article != "" && a.article == b.article {
		v += sameArticle
	}
	return v
}

func modePoints(a, b *item) float64 {
	switch {
	case a.typ != b.typ || len(a.modes) == 0 || len(b.modes) == 0:
		return 0
	case common(a.modes, b.modes) > 0:
		return modesMeet
	}
	return modesClash
}

// countPoints compares the dead, failing that the crowd: equal numbers speak for one act, numbers of another size against
// it. Counts that grow as news comes in stay within a factor of two.
func countPoints(a, b *item) float64 {
	p, q := a.size, b.size
	if p == nil || q == nil {
		return 0
	}
	for _, c := range [][2]int{{p.Dead, q.Dead}, {p.Size, q.Size}, {p.Arrested, q.Arrested}, {p.Injured, q.Injured}} {
		switch m, n := c[0], c[1]; {
		case m == 0 || n == 0:
			continue
		case m == n:
			return sameCount
		case m > 2*n || n > 2*m:
			return otherCount
		default:
			return 0
		}
	}
	return 0
}

// partyPoints compares the sides. Two reports that name parties and have none in common are of two acts; one that names
// nobody can only be told by its place.
func partyPoints(a, b *item) float64 {
	switch {
	case len(a.parties) == 0 && len(b.parties) == 0:
		if a.sentence != b.sentence && (!a.located() || !b.located()) {
			return never
		}
	case len(a.parties) == 0 || len(b.parties) == 0:
		if !a.located() || !b.located() {
			return never
		}
	case common(a.parties, b.parties) == 0:
		return never
	}
	straight := sidePoints(a.actor, b.actor) + sidePoints(a.recipient, b.recipient)
	if !a.mutual || !b.mutual {
		return straight
	}
	if min(len(a.actor.codes), len(a.recipient.codes), len(b.actor.codes), len(b.recipient.codes)) == 0 {
		return max(straight, mutualPoints(a, b))
	}
	return max(straight, sidePoints(a.actor, b.recipient)+sidePoints(a.recipient, b.actor))
}

// mutualPoints compares the parties of acts without fixed sides: who takes part matters, not on which side.
func mutualPoints(a, b *item) float64 {
	if len(a.parties) == 0 || len(b.parties) == 0 {
		return 2 * openSide
	}
	v := meet(a.parties, b.parties)
	if n := common(a.parties, b.parties); n < min(2, len(a.parties), len(b.parties)) {
		return never
	}
	out := 2*sameSide*v + personPoints(concat(a.actor.persons, a.recipient.persons), concat(b.actor.persons, b.recipient.persons))
	return out + sectorPoints(union(a.actor.sectors, a.recipient.sectors), union(b.actor.sectors, b.recipient.sectors))
}

func concat(a, b []uint64) []uint64 {
	if len(a) == 0 {
		return b
	}
	if len(b) == 0 {
		return a
	}
	out := append(append(make([]uint64, 0, len(a)+len(b)), a...), b...)
	sortFew(out)
	return out
}

// sortFew sorts a list of a handful.
func sortFew(list []uint64) {
	for i := 1; i < len(list); i++ {
		for j := i; j > 0 && list[j] < list[j-1]; j-- {
			list[j], list[j-1] = list[j-1], list[j]
		}
	}
}

func sidePoints(a, b side) float64 {
	if len(a.codes) == 0 || len(b.codes) == 0 {
		if len(a.codes) == len(b.codes) && common(a.sectors, b.sectors) > 0 {
			return sectorsMeet // unknown gunmen in both
		}
		return openSide
	}
	v := meet(a.codes, b.codes)
	if v == 0 {
		return never
	}
	return sameSide*v + personPoints(a.persons, b.persons) + sectorPoints(a.sectors, b.sectors)
}

// meet is how far two sets of parties agree, 0 to 1: half for the shorter list's share, half for the whole.
func meet(a, b []uint32) float64 {
	n := float64(common(a, b))
	if n == 0 {
		return 0
	}
	short, whole := float64(min(len(a), len(b))), float64(len(a)+len(b))-n
	return (n/short + n/whole) / 2
}

func personPoints(a, b []uint64) float64 {
	switch {
	case len(a) == 0 || len(b) == 0:
		return 0
	case common(a, b) > 0:
		return samePerson
	}
	return otherPerson
}

func sectorPoints(a, b []uint32) float64 {
	switch {
	case len(a) == 0 || len(b) == 0:
		return 0
	case common(a, b) > 0:
		return sectorsMeet
	}
	return sectorsClash / float64(min(len(a), len(b)))
}

// reversed tells whether two reports of one deed lay it at each other's door: the sides exchanged, the place the same,
// and each on the word of a different side.
func reversed(a, b *item) bool {
	return a.class == force && a.typ == b.typ && a.spoken && b.spoken && a.speaker != b.speaker &&
		common(a.actor.codes, b.recipient.codes) > 0 && common(b.actor.codes, a.recipient.codes) > 0 &&
		common(a.actor.codes, b.actor.codes) == 0 &&
		(a.place.spot != 0 && a.place.spot == b.place.spot || a.place.province != 0 && a.place.province == b.place.province)
}

// judgeDenial scores a denial b against what a alleges or asserts: the one who denies is the one who is said to have done
// it, and the words name the same thing.
func judgeDenial(a, b *item) float64 {
	accused := a.actor
	accuser := a.recipient
	if a.typ == event.Accuse {
		accused, accuser = a.recipient, a.actor
	} else if a.class != force {
		return never
	}
	if a.deny || len(accused.codes) == 0 || common(accused.codes, b.actor.codes) == 0 {
		return never
	}
	v := deniedType + sameSide + timePoints(a, b) + wordPoints(a, b)
	if len(b.recipient.codes) > 0 && len(accuser.codes) > 0 {
		if common(b.recipient.codes, accuser.codes) == 0 {
			v += openSide
		} else {
			v += sameSide
		}
	}
	// A denial has no place of its own; what it denies may.
	switch {
	case v < never/2:
	case b.place.spot != 0 && b.place.spot == a.place.spot:
		v += sameSpot
	case spelled(a, b):
		v += sameProvince
	}
	return v
}
