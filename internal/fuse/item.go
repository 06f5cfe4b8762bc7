package fuse

import (
	"cmp"
	"slices"
	"strings"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

// modality parts what is reported as done from what is expected; reports of different modality never match, because a
// promise and its keeping are two things that a ledger sets against each other.
type modality uint8

const (
	done modality = iota
	planned
	possible
)

// grain is how exactly a report is dated.
type grain uint8

const (
	toDay      grain = iota
	toInterval       // up to 45 days
	toYear
	undated
)

// maxIntervalDays is the longest interval whose days are looked at one by one.
const maxIntervalDays = 45

// item is what matching and the making of events need of a report, read off once.
type item struct {
	// rep is the report itself; nil in a State that can read it back, except while a Join is at work on it
	rep        *event.Report
	id         string
	article    string
	published  article.Day
	origin     string // who wrote the text
	who        string // who speaks, as claims tell speakers apart
	stance     event.Stance
	mode       []event.Mode
	context    []event.Context
	size       *event.Size
	order      [2]uint64
	typ        event.Type
	kind       uint32 // a bit for typ; two types may share one
	kin        uint32 // the bits of the types that a leader may have
	class      class
	verbal     bool
	mutual     bool
	mod        modality
	deny       bool // the report says that the act did not happen
	rejects    bool // the report is a denial of an accusation
	start, end article.Day
	grain      grain
	inferred   bool // the day was not named but taken from publication
	actor      side
	recipient  side
	parties    []uint32 // codes of both sides, sorted
	speaker    uint32   // code of the speaker
	spoken     bool
	modes      []uint32 // hashed, sorted
	place      place
	spotWords  []uint32  // the words of the place's name as words has them, sorted
	words      []uint32  // content words of the sentence, sorted
	sign       signature // a bit for every word: no bit in common, no word in common
	sentence   uint64
	trigger    uint64

	home []Key // where x stands when it leads
	look []Key // where x looks for leaders

	leader string // id of the report that leads it; its own where it leads
	event  string // id of the event it leads, as last made
	score  float64
	placed bool
	queued bool
	slim   bool   // holds nothing that its report was decoded from
	used   uint32 // the last Join that needed one of its blocks; of use to Forget only
}

// signature has a bit for every word of a sentence.
type signature [8]uint64

// meets tells whether two signatures share a bit; where they do not, the sentences share no word.
func (s *signature) meets(t *signature) bool {
	met := uint64(0)
	for i := range s {
		met |= s[i] & t[i]
	}
	return met != 0
}

// side is one side of an act.
type side struct {
	codes   []uint32 // sorted, each once
	sectors []uint32 // sorted, each once
	persons []uint64 // the words of the canonical names of persons, sorted: "Macron" is "Emmanuel Macron"
}

// place is where an act took place, as finely as known.
type place struct {
	country  uint32
	province uint64
	spot     uint64 // city or finer
	lat, lon float64
}

// class is a coarse type: reports of different classes are not compared, save for denials.
type class uint8

const (
	cooperation class = iota
	words
	force
)

func classOf(t event.Type) class {
	switch t {
	case event.Request, event.Accuse, event.Reject, event.Threaten:
		return words
	case event.Protest, event.Sanction, event.Mobilize, event.Coerce, event.Assault:
		return force
	}
	return cooperation
}

// verbal acts take place wherever a speaker happens to be, so that place tells little about them.
func verbal(t event.Type) bool {
	switch event.Quad(t) {
	case event.VerbalCooperation, event.VerbalConflict:
		return t != event.Consult
	}
	return t == event.Sanction
}

// reciprocal acts have no fixed sides: reports name them in either order.
func reciprocal(t event.Type) bool {
	return t == event.Consult || t == event.Agree || t == event.Cooperate || t == event.Support
}

func newItem(r Report) *item {
	x := &item{
		rep: &r.Report, id: r.ID, article: r.CiteInfo.ID, published: r.CiteInfo.Published, mode: r.Mode, context: r.Context, size: r.Size,
		origin: cmp.Or(r.Origin, fold(r.CiteInfo.Publication), r.CiteInfo.ID), who: speakerOf(r.Attribution), stance: event.StanceOf(r.Auxiliary),
	}
	if len(r.Event) > 0 {
		x.typ = r.Event[0]
	}
	x.kind, x.kin = kindOf(x.typ)
	x.class, x.verbal, x.mutual = classOf(x.typ), verbal(x.typ), reciprocal(x.typ)
	x.mod, x.deny = modalityOf(r.Auxiliary)
	x.rejects = x.typ == event.Reject && len(r.Mode) == 0 && denies(r.EventText)
	x.actor, x.recipient = sideOf(r.Actor), sideOf(r.Recipient)
	x.parties = union(x.actor.codes, x.recipient.codes)
	if r.Attribution != nil {
		x.spoken, x.speaker = true, codeOf(r.Attribution.Code)
	}
	for _, m := range r.Mode {
		x.modes = append(x.modes, uint32(hashString(string(m))))
	}
	slices.Sort(x.modes)
	x.dates()
	x.place = placeOf(r.EventLoc)
	if l := r.EventLoc; l != nil && x.place.spot != 0 {
		x.spotWords = stems(cmp.Or(l.ResolvedPlace, l.ExtractedPlace))
	}
	x.words = contentWords(r.Report)
	for _, w := range x.words {
		x.sign[w>>6&7] |= 1 << (w & 63)
	}
	x.sentence = hashString(fold(r.Text))
	x.trigger = triggerOf(r.EventText)
	if x.rejects {
		x.kin = ^uint32(0) // it may deny an act of any type
	}
	x.order = x.rank()
	x.home, x.look = keysOf(x)
	return x
}

func modalityOf(aux []event.Auxiliary) (m modality, deny bool) {
	for _, a := range aux {
		switch a {
		case event.Negation:
			deny = true
		case event.Hypothetical:
			m = possible
		case event.Future:
			m = max(m, planned)
		}
	}
	return m, deny
}

// denies tells whether the words of a REJECT deny something, rather than refuse it.
func denies(words []string) bool {
	for _, w := range words {
		w = strings.ToLower(w)
		for _, stem := range []string{"den", "refut", "dismiss", "reject", "disput", "contradict", "baseless"} {
			if strings.Contains(w, stem) {
				return true
			}
		}
	}
	return false
}

// dates reads interval and grain. Without a date of its own a report is of the week before its publication.
func (x *item) dates() {
	r := x.rep
	x.start, x.end = r.Date, max(r.Date, r.EndDate)
	x.inferred = r.DateText == ""
	switch length := x.end - x.start; {
	case r.Date.IsZero() && r.CiteInfo.Published.IsZero():
		x.grain = undated
	case r.Date.IsZero():
		x.start, x.end, x.grain = r.CiteInfo.Published-6, r.CiteInfo.Published, toInterval
	case length == 0:
		x.grain = toDay
	case length <= maxIntervalDays:
		x.grain = toInterval
	default:
		x.grain = toYear
	}
}

func codeOf(s string) uint32 {
	var c uint32
	for i := range min(len(s), 4) {
		c = c<<8 | uint32(s[i])
	}
	return c
}

func sideOf(list []event.Entity) side {
	var s side
	for _, e := range list {
		if e.Code != "" {
			s.codes = append(s.codes, codeOf(e.Code))
		}
		for _, c := range e.Sector {
			s.sectors = append(s.sectors, codeOf(string(c)))
		}
		// An office marks a person; a bare country has none and its name tells nothing that its code does not.
		if e.Office != "" {
			for w := range strings.FieldsSeq(fold(e.IdentifierText)) {
				if len(w) >= 3 {
					s.persons = append(s.persons, hashString(w))
				}
			}
		}
	}
	slices.Sort(s.codes)
	s.codes = slices.Compact(s.codes)
	slices.Sort(s.sectors)
	s.sectors = slices.Compact(s.sectors)
	slices.Sort(s.persons)
	s.persons = slices.Compact(s.persons)
	return s
}

func placeOf(l *event.Location) place {
	if l == nil {
		return place{}
	}
	p := place{country: codeOf(l.CountryCode)}
	if l.Province != "" {
		p.province = hashString(l.CountryCode + "/" + fold(l.Province))
	}
	if l.Resolution != "country" && l.Resolution != "province" {
		if name := cmp.Or(l.ResolvedPlace, l.ExtractedPlace); name != "" {
			p.spot = hashString(l.CountryCode + "/" + fold(name))
			p.lat, p.lon = l.Lat, l.Lon
		}
	}
	return p
}

// rank packs the canonical order into two numbers: assertions before denials, the most specific first, then by day and
// by publication.
func (x *item) rank() [2]uint64 {
	flag := func(on bool) uint64 {
		if on {
			return 1
		}
		return 0
	}
	h := flag(x.rejects)
	h = h<<1 | flag(x.deny)
	h = h<<2 | uint64(x.grain)
	h = h<<2 | uint64(x.open())
	h = h<<1 | flag(x.place.province == 0 && x.place.spot == 0)
	h = h<<1 | flag(x.inferred)
	h = h<<1 | flag(x.rep.Confidence < 0.5)
	h = h<<32 | uint64(uint32(x.start))
	return [2]uint64{h, uint64(uint32(x.end))<<32 | uint64(uint32(x.published))}
}

// compare is the canonical order: by rank, ties by id. It is total over reports with different ids.
func compare(a, b *item) int {
	for i := range a.order {
		if c := cmp.Compare(a.order[i], b.order[i]); c != 0 {
			return c
		}
	}
	return strings.Compare(a.id, b.id)
}

func (x *item) before(y *item) bool {
	if x.order[0] != y.order[0] {
		return x.order[0] < y.order[0]
	}
	return compare(x, y) < 0
}

// open is the number of sides that x leaves unnamed; an act among several actors leaves none.
func (x *item) open() int {
	switch {
	case len(x.parties) == 0:
		return 2
	case len(x.actor.codes) > 1, len(x.actor.codes) > 0 && len(x.recipient.codes) > 0:
		return 0
	}
	return 1
}

// loose tells whether x can only be matched by its words: it has some, no place, and is no denial.
func (x *item) loose() bool {
	return len(x.words) > 0 && x.place == place{} && !x.rejects
}

func (x *item) leads() bool { return x.leader == x.id }

// union merges two sorted lists.
func union(a, b []uint32) []uint32 {
	out := slices.Concat(a, b)
	slices.Sort(out)
	return slices.Compact(out)
}
