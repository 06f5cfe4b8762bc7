package fuse

import (
	"slices"

	"github.com/casus-news/casus/article"
)

// maxPairs is the number of pairs of parties that a report of many parties is blocked under; a summit of twenty needs no
// 190 of them to be found.
const maxPairs = 12

// nobody stands for a side that a key leaves open.
const nobody = 0

// Kinds of time in a key.
const (
	timeDay = iota + 1
	timeMonth
	timeYear
	timeNone
)

// spots of a key other than a province.
const (
	anywhere = 1 // all leaders, whether their place is known or not
	nowhere  = 2 // leaders whose place is not known
)

// builder makes keys: one for every class, pair, spot and time.
type builder struct {
	out   []Key
	class class
}

func (b *builder) add(p [2]uint32, spot uint64, kind, time int) {
	h := mix(Version<<56 ^ uint64(b.class)<<40 ^ uint64(kind)<<32 ^ uint64(uint32(time)))
	h = mix(h ^ uint64(p[0])<<32 ^ uint64(p[1]))
	b.out = append(b.out, Key(mix(h^spot)))
}

// keysOf gives the blocks where x stands as a leader and those where it looks for leaders. Any leader before x that may
// match it stands in one of the latter: since the order puts the more specific first, x need not look for leaders that
// are vaguer than itself.
func keysOf(x *item) (home, look []Key) {
	pairs, halves := x.pairs()
	h := builder{class: x.class}
	for _, p := range append(pairs, halves...) {
		for _, spot := range x.homeSpots() {
			x.homeTimes(func(kind, time int) { h.add(p, spot, kind, time) })
		}
	}
	if x.located() && x.open() < 2 {
		// for the reports of this place that know nobody's name
		x.homeTimes(func(kind, time int) { h.add([2]uint32{}, x.place.province, kind, time) })
	}
	l := builder{class: x.class}
	sought := pairs
	if x.open() > 0 || x.grain != toDay || x.rejects || x.deny {
		sought = append(pairs, halves...)
	}
	x.seek(&l, sought)
	if x.rejects {
		l.class = force
		x.seek(&l, append(pairs, halves...))
	}
	return once(h.out), once(l.out)
}

func once(keys []Key) []Key {
	slices.Sort(keys)
	return slices.Compact(keys)
}

func (x *item) seek(l *builder, pairs [][2]uint32) {
	for _, p := range pairs {
		for _, spot := range x.lookSpots() {
			x.lookTimes(func(kind, time int) { l.add(p, spot, kind, time) })
		}
	}
}

// pairs are the unordered pairs of parties that act on each other; halves are the single parties, and the empty pair for
// a report that names none.
func (x *item) pairs() (pairs, halves [][2]uint32) {
	left, right := x.actor.codes, x.recipient.codes
	if len(right) == 0 {
		for i, a := range left {
			for _, b := range left[i+1:] {
				pairs = append(pairs, [2]uint32{a, b})
			}
		}
	}
	for _, a := range left {
		for _, b := range right {
			pairs = append(pairs, [2]uint32{min(a, b), max(a, b)})
		}
	}
	for _, a := range x.parties {
		halves = append(halves, [2]uint32{nobody, a})
	}
	if len(halves) == 0 {
		halves = [][2]uint32{{nobody, nobody}}
	}
	return pairs[:min(len(pairs), maxPairs):min(len(pairs), maxPairs)], halves
}

// located tells whether the province of x is a place to look for it at.
func (x *item) located() bool { return x.place.province != 0 && !x.verbal && x.class == force }

func (x *item) homeSpots() []uint64 {
	if x.open() == 2 {
		return x.nobodysSpot()
	}
	if x.located() {
		return []uint64{x.place.province, anywhere}
	}
	return []uint64{nowhere, anywhere}
}

// nobodysSpot is where a report that names no party is looked for: its place, failing that only its very words.
func (x *item) nobodysSpot() []uint64 {
	if x.located() {
		return []uint64{x.place.province}
	}
	return []uint64{x.sentence}
}

func (x *item) lookSpots() []uint64 {
	if x.open() == 2 {
		return x.nobodysSpot()
	}
	if x.located() {
		return []uint64{x.place.province, nowhere}
	}
	return []uint64{anywhere}
}

// homeTimes gives the times under which x stands: a day under itself, an interval under its months. Background stands
// under its year as well, for the reports that know no more than the year.
func (x *item) homeTimes(do func(kind, time int)) {
	switch x.grain {
	case toDay:
		do(timeDay, int(x.start))
	case toInterval:
		for m := month(x.start); m <= month(x.end); m++ {
			do(timeMonth, m)
		}
	case toYear:
		do(timeYear, year(x.start))
		return
	default:
		do(timeNone, 0)
		return
	}
	if x.past() {
		do(timeYear, year(x.start))
	}
}

func (x *item) lookTimes(do func(kind, time int)) {
	from, to := x.start, x.end
	switch x.grain {
	case toDay:
		from, to = x.start-slack(x), x.start+slack(x)
	case toYear:
		do(timeYear, year(x.start))
		return
	case undated:
		do(timeNone, 0)
		return
	}
	for d := from; d <= to; d++ {
		do(timeDay, int(d))
	}
	if x.grain == toInterval || x.rejects || x.deny {
		for m := month(from); m <= month(to); m++ {
			do(timeMonth, m)
		}
	}
}

// slack is how many days apart two days may lie: one, for time zones, deadlines and days taken from publication; two for
// a denial, which follows what it denies.
func slack(x *item) article.Day {
	if x.rejects || x.deny {
		return 2
	}
	return 1
}

// past tells whether x is background: an act of more than 45 days before publication, of which others say "in 2014".
func (x *item) past() bool {
	p := x.published
	return !p.IsZero() && p-x.end > maxIntervalDays
}

func year(d article.Day) int { y, _, _ := d.Date(); return y }

// month counts months from year 0.
func month(d article.Day) int {
	y, m, _ := d.Date()
	return y*12 + int(m) - 1
}
