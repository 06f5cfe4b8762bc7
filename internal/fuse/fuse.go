// Package fuse decides which reports tell of the same happening, which articles carry the same text, and where claim
// stands against counter-claim.
//
// For reports start with [New] and [State.Join]; [Rebuild] does the same from scratch. For articles start with [NewIndex],
// [Index.Add] and [OriginOf].
//
// Fusion is leader clustering in canonical order. All reports have one order that depends on nothing but themselves, the
// most specific first: a day before a month, two named sides before one, a named place before none, an assertion before
// its denial. In this order a report joins the earlier leader that it matches best, or becomes a leader itself. A report
// that is no leader draws nobody, so events do not chain: every report of an event matches its leader. The outcome is a
// function of the set of reports alone. Join keeps it so as reports arrive in any order, by placing again the few whose
// best leader has come or gone; its result equals that of Rebuild, which the tests hold it to.
//
// Only reports that share a block are compared: class of type, pair of parties, day and province. What is kept elsewhere
// comes in through [Reader]. Results never depend on map order, clocks or chance. A State and an Index are not safe for
// concurrent use. Absent on purpose: storage, and any reading of text beyond words and wire marks.
package fuse

import (
	"container/heap"
	"fmt"
	"slices"
	"strings"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

// Version names the rules for keys and matches. What was fused or keyed under another version must be fused again.
const Version = 1

// Report is a report with what is known of its text's way into print.
type Report struct {
	event.Report
	// Origin is who wrote the text, as [OriginOf] tells it; "" stands for the publication, failing that for the article.
	Origin string
	// Carriers are further articles that carry the same text, coded once for all of them.
	Carriers []article.ID
}

// Key names a block. Reports whose keys have nothing in common are never compared.
type Key uint64

// Kept is a report that was fused before: with the id of the event it is in and of the report that leads it.
type Kept struct {
	Report  Report
	Event   string
	Elected string
}

// Reader gives the reports that are kept: all that have any of keys among their [Keys], each once or more often, in any
// order. A store satisfies it. It is asked once for all reports of a Join, then now and then for a few keys more.
type Reader interface {
	Blocks(keys []Key) ([]Kept, error)
}

// Changes is what a Join did. Events are the events that are new or different, in order of id; Gone are the ids of events
// that are no more, sorted. Applied to what was kept (delete Gone, put Events) they give what Rebuild would.
type Changes struct {
	Events []event.Event
	Gone   []string
}

// State is a set of fused reports, in memory or backed by a Reader.
type State struct {
	from Reader
	// loaded holds, for each block that is here whole, the number of the Join that last needed it
	loaded  map[Key]uint32
	joins   uint32
	items   map[string]*item
	leaders map[Key][]head
	// waiting holds, under each key that a report looks for leaders at, the placed reports in canonical order.
	waiting map[Key][]*item
	// flock holds, per leader's id, the reports in memory that follow it, in no order.
	flock   map[string][]*item
	touched map[*item]bool
	// gone holds the ids of events that a leader had and that may be no more.
	gone map[string]bool
	todo queue
	// from which score on two reports are of one act; tests vary it
	threshold float64
}

// New makes a State that holds nothing beyond what from gives; from may be nil.
func New(from Reader) *State {
	return &State{
		from: from, loaded: map[Key]uint32{}, items: map[string]*item{}, leaders: map[Key][]head{}, waiting: map[Key][]*item{},
		flock:     map[string][]*item{},
		threshold: threshold,
	}
}

// Len is the number of reports in memory. A State with a Reader may be dropped for a new one at any time to save memory;
// Forget does so by degrees.
func (s *State) Len() int { return len(s.items) }

// Forget lets go of the blocks that were not needed for longest, until about n reports are left. Those of the last Join stay
// in any case: more of the same day will need them. What the Joins so far have changed must be where the Reader reads.
func (s *State) Forget(n int) {
	if s.from == nil || len(s.items) <= n {
		return
	}
	at := make([]int, s.joins+1)
	for _, x := range s.items {
		x.used = 0
		for _, k := range x.home {
			x.used = max(x.used, s.loaded[k])
		}
		for _, k := range x.look {
			x.used = max(x.used, s.loaded[k])
		}
		at[x.used]++
	}
	oldest := s.joins
	for left := at[oldest]; oldest > 0 && left+at[oldest-1] <= n; oldest-- {
		left += at[oldest-1]
	}
	old := New(s.from)
	old.joins, old.threshold = s.joins, s.threshold
	*s, old = *old, &State{loaded: s.loaded, items: s.items, leaders: s.leaders, waiting: s.waiting, flock: s.flock}
	for k, used := range old.loaded {
		if used >= oldest {
			s.loaded[k] = used
		}
	}
	for id, x := range old.items {
		if x.used >= oldest {
			s.items[id] = x
		}
	}
	// A report that stays stands under blocks that go, too, as one of those does that comes in with another block.
	stays := func(x *item) bool { return x.used >= oldest }
	keepOf(s.leaders, old.leaders, func(h head) bool { return stays(h.item) })
	keepOf(s.waiting, old.waiting, stays)
	keepOf(s.flock, old.flock, stays)
}

// keepOf copies the elements that stay, in their order.
func keepOf[K comparable, T any](to, from map[K][]T, stays func(T) bool) {
	for k, list := range from {
		var kept []T
		for _, v := range list {
			if stays(v) {
				kept = append(kept, v)
			}
		}
		if kept != nil {
			to[k] = kept
		}
	}
}

// Rebuild fuses reports from scratch and returns the events in order of id. The order of reports does not matter.
func Rebuild(reports []Report) []event.Event {
	c, _ := New(nil).Join(reports) // only a Reader makes Join fail
	return c.Events
}

// Keys are the blocks that r stands in, sorted, each once. They depend on r and on Version only.
func Keys(r Report) []Key {
	x := newItem(r)
	return slices.Compact(slices.Sorted(slices.Values(slices.Concat(x.home, x.look))))
}

// Join adds reports; those whose id is known already are passed over. It fails only where the Reader does, and the State
// is of no further use then. Cost: linear in the number of reports as long as blocks stay small.
func (s *State) Join(reports []Report) (Changes, error) {
	s.touched, s.gone = map[*item]bool{}, map[string]bool{}
	s.joins++
	fresh := make([]*item, 0, len(reports))
	for _, r := range reports {
		fresh = append(fresh, newItem(r))
	}
	if err := s.fetch(fresh); err != nil {
		return Changes{}, err
	}
	s.todo = s.todo[:0]
	for _, x := range fresh {
		if s.items[x.rep.ID] == nil {
			s.items[x.rep.ID] = x
			x.queued = true
			s.todo = append(s.todo, x)
		}
	}
	heap.Init(&s.todo)
	for len(s.todo) > 0 {
		x := heap.Pop(&s.todo).(*item)
		x.queued = false
		if err := s.place(x); err != nil {
			return Changes{}, err
		}
	}
	return s.changes()
}

// fetch asks the Reader for all blocks of list at once.
func (s *State) fetch(list []*item) error {
	if s.from == nil {
		return nil
	}
	var keys []Key
	for _, x := range list {
		keys = append(keys, x.home...)
		keys = append(keys, x.look...)
	}
	return s.load(keys)
}

// load brings in the blocks under keys that are not here yet.
func (s *State) load(keys []Key) error {
	if s.from == nil {
		return nil
	}
	var want []Key
	for _, k := range keys {
		if s.loaded[k] == 0 {
			want = append(want, k)
		}
		s.loaded[k] = s.joins
	}
	if len(want) == 0 {
		return nil
	}
	slices.Sort(want)
	kept, err := s.from.Blocks(want)
	if err != nil {
		return fmt.Errorf("read %d blocks of kept reports: %w", len(want), err)
	}
	for _, k := range kept {
		if s.items[k.Report.ID] != nil {
			continue
		}
		x := newItem(k.Report)
		x.leader, x.placed = k.Elected, true
		s.items[x.rep.ID] = x
		s.await(x)
		if x.leads() {
			x.event = k.Event
			s.crown(x)
		} else {
			s.flock[x.leader] = append(s.flock[x.leader], x)
		}
	}
	return nil
}

// place finds x its leader among the reports before it, and sees to those after it whom that concerns.
func (s *State) place(x *item) error {
	if err := s.load(x.look); err != nil {
		return err
	}
	best, score := s.best(x)
	if !x.placed {
		x.placed = true
		s.await(x)
	} else if !x.leads() {
		if old := s.items[x.leader]; old != nil {
			s.touch(old)
		}
	}
	if best != nil {
		if x.leads() {
			if err := s.depose(x); err != nil {
				return err
			}
		}
		s.leave(x)
		x.leader, x.score = best.rep.ID, score
		s.flock[x.leader] = append(s.flock[x.leader], x)
		s.touch(best)
		return nil
	}
	if !x.leads() {
		s.leave(x)
		x.leader, x.score = x.rep.ID, 0
		s.crown(x)
	}
	s.touch(x)
	return s.attract(x)
}

// best is the leader before x that x matches best; of equal scores the earlier wins.
func (s *State) best(x *item) (best *item, score float64) {
	loose := x.loose()
	for _, k := range x.look {
		list := s.leaders[k]
		n, _ := slices.BinarySearchFunc(list, x, compareHead)
		for i := range list[:n] {
			h := &list[i]
			if loose && h.loose && !h.sign.meets(&x.sign) {
				continue // strangers, without looking closer
			}
			l := h.item
			v := match(l, x)
			if v >= s.threshold && (best == nil || v > score || v == score && l.before(best)) {
				best, score = l, v
			}
		}
	}
	return best, score
}

// head is a leader in a block. Its signature lies beside it, so that a look through a crowded block need not fetch every
// leader from memory.
type head struct {
	sign signature
	// loose leaders have nowhere to meet but in words
	loose bool
	item  *item
}

func compareHead(h head, x *item) int { return compare(h.item, x) }

// await enters x, in order, under the keys that it looks at.
func (s *State) await(x *item) {
	for _, k := range x.look {
		list := s.waiting[k]
		if n := len(list); n == 0 || list[n-1].before(x) {
			s.waiting[k] = append(list, x)
			continue
		}
		i, _ := slices.BinarySearchFunc(list, x, compare)
		s.waiting[k] = slices.Insert(list, i, x)
	}
}

// crown enters x, in order, among the leaders of its blocks.
func (s *State) crown(x *item) {
	h := head{x.sign, x.loose(), x}
	for _, k := range x.home {
		list := s.leaders[k]
		if n := len(list); n == 0 || list[n-1].item.before(x) {
			s.leaders[k] = append(list, h)
			continue
		}
		i, _ := slices.BinarySearchFunc(list, x, compareHead)
		s.leaders[k] = slices.Insert(list, i, h)
	}
}

// depose takes x from the leaders and queues those it led.
func (s *State) depose(x *item) error {
	if err := s.load(x.home); err != nil {
		return err
	}
	for _, k := range x.home {
		i, _ := slices.BinarySearchFunc(s.leaders[k], x, compareHead)
		s.leaders[k] = slices.Delete(s.leaders[k], i, i+1)
	}
	for _, y := range s.flock[x.rep.ID] {
		s.queue(y)
	}
	s.touch(x)
	return nil
}

// leave takes x from the flock that it is in.
func (s *State) leave(x *item) {
	list := s.flock[x.leader]
	if i := slices.Index(list, x); i >= 0 {
		list[i] = list[len(list)-1]
		s.flock[x.leader] = list[:len(list)-1]
	}
}

// attract queues the reports after the new leader x that would rather be with it than where they are.
func (s *State) attract(x *item) error {
	if err := s.load(x.home); err != nil {
		return err
	}
	s.after(x, func(y *item) {
		if y.queued || y.leader == x.rep.ID {
			return
		}
		v := match(x, y)
		if v < s.threshold || !y.leads() && y.score > v {
			return
		}
		s.queue(y)
	})
	return nil
}

// after calls do for every placed report after x that looks at one of x's blocks.
func (s *State) after(x *item, do func(*item)) {
	for _, k := range x.home {
		list := s.waiting[k]
		i, _ := slices.BinarySearchFunc(list, x, compare)
		for _, y := range list[i:] {
			if y != x {
				do(y)
			}
		}
	}
}

func (s *State) queue(x *item) {
	if !x.queued {
		x.queued = true
		heap.Push(&s.todo, x)
	}
}

// touch notes that the event which x leads, or led, is to be made again.
func (s *State) touch(x *item) {
	s.touched[x] = true
	if x.event != "" {
		s.gone[x.event] = true
	}
}

// changes makes the touched events.
func (s *State) changes() (Changes, error) {
	var c Changes
	heads := make([]*item, 0, len(s.touched))
	for x := range s.touched {
		if x.leads() {
			heads = append(heads, x)
		}
	}
	slices.SortFunc(heads, compare)
	if s.from != nil {
		var homes []Key
		for _, x := range heads {
			homes = append(homes, x.home...)
		}
		if err := s.load(homes); err != nil {
			return Changes{}, err
		}
	}
	for _, x := range heads {
		e := assemble(s.members(x))
		x.event = e.ID
		delete(s.gone, e.ID)
		c.Events = append(c.Events, e)
	}
	for x := range s.touched {
		if !x.leads() {
			x.event = ""
		}
	}
	slices.SortFunc(c.Events, func(a, b event.Event) int { return strings.Compare(a.ID, b.ID) })
	for id := range s.gone {
		c.Gone = append(c.Gone, id)
	}
	slices.Sort(c.Gone)
	return c, nil
}

// members are the reports that x leads, x first, in canonical order.
func (s *State) members(x *item) []*item {
	out := append([]*item{x}, s.flock[x.rep.ID]...)
	slices.SortFunc(out, compare)
	return out
}

// queue is a heap of reports in canonical order.
type queue []*item

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i].before(q[j]) }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }

// Push appends x, an *item.
func (q *queue) Push(x any) { *q = append(*q, x.(*item)) }

// Pop takes the last item off.
func (q *queue) Pop() any {
	old := *q
	x := old[len(old)-1]
	*q = old[:len(old)-1]
	return x
}
