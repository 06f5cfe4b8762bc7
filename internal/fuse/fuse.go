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
	"maps"
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
	// Reports gives the reports with ids, in any order. A Join asks for those of earlier Joins that its events quote, since
	// between Joins a State with a Reader holds of each report only what matching needs.
	Reports(ids []string) ([]event.Report, error)
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
	waiting map[Key][]waiter
	// flock holds, per leader's id, the reports in memory that follow it, in no order.
	flock   map[string][]*item
	touched map[*item]bool
	// gone holds the ids of events that a leader had and that may be no more.
	gone map[string]bool
	todo queue
	// carriers are the further articles with the text of an article, by its id
	carriers map[string][]article.ID
	// whole are the items that have their reports
	whole []*item
	// words are strings that many items share
	words map[string]string
	// from which score on two reports are of one act; tests vary it
	threshold float64
}

// New makes a State that holds nothing beyond what from gives; from may be nil.
func New(from Reader) *State {
	return &State{
		from: from, loaded: map[Key]uint32{}, items: map[string]*item{}, leaders: map[Key][]head{}, waiting: map[Key][]waiter{},
		flock: map[string][]*item{}, carriers: map[string][]article.ID{}, words: map[string]string{},
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
	old := *s
	*s = *New(s.from)
	s.joins, s.threshold = old.joins, old.threshold
	for k, used := range old.loaded {
		if used >= oldest {
			s.loaded[k] = used
		}
	}
	for id, x := range old.items {
		if x.used >= oldest {
			s.items[id] = x
			s.intern(x)
			if c := old.carriers[x.article]; c != nil {
				s.carriers[x.article] = c
			}
		}
	}
	// A report that stays stands under blocks that go, too, as one of those does that comes in with another block.
	stays := func(x *item) bool { return x.used >= oldest }
	keepOf(s.leaders, old.leaders, func(h head) bool { return stays(h.item) })
	keepOf(s.waiting, old.waiting, func(w waiter) bool { return stays(w.item) })
	keepOf(s.flock, old.flock, stays)
}

// Carry says that articles carry the text of another, beyond what its reports said when they came. Events that are made from
// now on name them.
func (s *State) Carry(of article.ID, by ...article.ID) {
	list := s.carriers[string(of)]
	for _, id := range by {
		if !slices.Contains(list, id) {
			list = append(list, id)
		}
	}
	if len(list) > 0 {
		s.carriers[string(of)] = list
	}
}

// admit enters an item that is new in memory.
func (s *State) admit(x *item, carriers []article.ID) {
	if s.from != nil {
		x.id = strings.Clone(x.id)
	}
	s.items[x.id] = x
	s.whole = append(s.whole, x)
	s.Carry(article.ID(x.article), carriers...)
}

// slim frees the reports that the Reader can give back, and what they were decoded from, of all whole items but the first n.
func (s *State) slim(n int) {
	if s.from == nil {
		return
	}
	for _, x := range s.whole[n:] {
		x.rep = nil
		if x.slim {
			continue // read back, and freed once before
		}
		x.slim = true
		if l := s.items[x.leader]; l != nil {
			x.leader = l.id
		} else {
			x.leader = strings.Clone(x.leader)
		}
		s.intern(x)
		x.mode, x.context = slices.Clone(x.mode), slices.Clone(x.context)
		for i, m := range x.mode {
			x.mode[i] = event.Mode(s.word(string(m)))
		}
		for i, c := range x.context {
			x.context[i] = event.Context(s.word(string(c)))
		}
		x.words, x.home, x.look = slices.Clone(x.words), slices.Clone(x.home), slices.Clone(x.look)
	}
	clear(s.whole[n:])
	s.whole = s.whole[:n]
}

// intern has x share the strings that others have, too.
func (s *State) intern(x *item) {
	x.article, x.origin, x.who = s.word(x.article), s.word(x.origin), s.word(x.who)
	x.stance, x.typ = event.Stance(s.word(string(x.stance))), event.Type(s.word(string(x.typ)))
}

func (s *State) word(w string) string {
	if known, ok := s.words[w]; ok {
		return known
	}
	w = strings.Clone(w)
	s.words[w] = w
	return w
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
	defer s.slim(0)
	fresh := make([]*item, 0, len(reports))
	for _, r := range reports {
		fresh = append(fresh, newItem(r))
	}
	if err := s.fetch(fresh); err != nil {
		return Changes{}, err
	}
	s.todo = s.todo[:0]
	for i, x := range fresh {
		if s.items[x.id] == nil {
			s.admit(x, reports[i].Carriers)
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
		s.admit(x, k.Report.Carriers)
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
		x.leader, x.score = best.id, score
		s.flock[x.leader] = append(s.flock[x.leader], x)
		s.touch(best)
		return nil
	}
	if !x.leads() {
		s.leave(x)
		x.leader, x.score = x.id, 0
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
			if h.kind&x.kin == 0 || h.mod != x.mod {
				continue
			}
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
	kind uint32
	mod  modality
	// loose leaders have nowhere to meet but in words
	loose bool
	item  *item
}

func compareHead(h head, x *item) int { return compare(h.item, x) }

// waiter is a report in a block where it looks for leaders, with what most comparisons end at.
type waiter struct {
	item *item
	kin  uint32
	mod  modality
}

func compareWaiter(w waiter, x *item) int { return compare(w.item, x) }

// await enters x, in order, under the keys that it looks at.
func (s *State) await(x *item) {
	w := waiter{x, x.kin, x.mod}
	for _, k := range x.look {
		list := s.waiting[k]
		if n := len(list); n == 0 || list[n-1].item.before(x) {
			s.waiting[k] = append(list, w)
			continue
		}
		i, _ := slices.BinarySearchFunc(list, x, compareWaiter)
		s.waiting[k] = slices.Insert(list, i, w)
	}
}

// crown enters x, in order, among the leaders of its blocks.
func (s *State) crown(x *item) {
	h := head{x.sign, x.kind, x.mod, x.loose(), x}
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
	for _, y := range s.flock[x.id] {
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
		if y.queued || y.leader == x.id {
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

// after calls do for every placed report after x that looks at one of x's blocks and may match it by type and modality.
func (s *State) after(x *item, do func(*item)) {
	for _, k := range x.home {
		list := s.waiting[k]
		i, _ := slices.BinarySearchFunc(list, x, compareWaiter)
		for _, w := range list[i:] {
			if w.kin&x.kind != 0 && w.mod == x.mod && w.item != x {
				do(w.item)
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
	for len(heads) > 0 {
		drafts, missing := s.drafts(heads)
		n := len(s.whole)
		if err := s.recall(missing); err != nil {
			return Changes{}, err
		}
		for i := range drafts {
			e := drafts[i].assemble(s.carriers)
			heads[i].event = e.ID
			delete(s.gone, e.ID)
			c.Events = append(c.Events, e)
		}
		heads = heads[len(drafts):]
		s.slim(n)
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

// recallAtOnce is about the number of reports that are read back in one go.
const recallAtOnce = 5000

// drafts begins the events of the first of heads, and gives the members without a report that they quote.
func (s *State) drafts(heads []*item) (out []draft, missing map[string]*item) {
	missing = map[string]*item{}
	for _, x := range heads {
		d := draftOf(s.members(x))
		d.quoted(func(y *item) {
			if y.rep == nil {
				missing[y.id] = y
			}
		})
		out = append(out, d)
		if len(missing) >= recallAtOnce {
			break
		}
	}
	return out, missing
}

// recall reads the reports of items back.
func (s *State) recall(missing map[string]*item) error {
	if len(missing) == 0 {
		return nil
	}
	reports, err := s.from.Reports(slices.Sorted(maps.Keys(missing)))
	if err != nil {
		return fmt.Errorf("read %d kept reports: %w", len(missing), err)
	}
	for i := range reports {
		if x := missing[reports[i].ID]; x != nil && x.rep == nil {
			x.rep = &reports[i]
			s.whole = append(s.whole, x)
			delete(missing, x.id)
		}
	}
	for id := range missing {
		return fmt.Errorf("report %s was kept and is no more", id)
	}
	return nil
}

// members are the reports that x leads, x first, in canonical order.
func (s *State) members(x *item) []*item {
	out := append([]*item{x}, s.flock[x.id]...)
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
