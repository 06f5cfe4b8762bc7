package fuse

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strings"

	"github.com/casus-news/casus/article"
)

// Near-duplicate articles: shingles of five words (Broder 1997), 128 minima under seeded permutations, 32 bands of 4 rows
// (the curve is steepest near a Jaccard of 0.42), and every candidate compared shingle by shingle.
const (
	shingleWords = 5
	permutations = 128
	bands        = 32
	rows         = permutations / bands
	// leadBands are further bands of one minimum each over the first leadShingles shingles, for excerpts: they share the
	// opening with the whole, and too little of the rest for the other bands to meet.
	leadBands    = 4
	leadShingles = 40

	// SameText is the Jaccard coefficient from which two articles carry one text.
	SameText = 0.8
	// ExcerptOf is the share of the shorter article's shingles in the longer from which it is an excerpt.
	ExcerptOf = 0.6

	// WindowDays is how many days apart two carriers of one text may be published.
	WindowDays = 7

	// sketchSeed makes the permutations; a new value needs a new Version.
	sketchSeed = 0x5ca5_0501
)

// Sketch is what comparing needs of one text. Make it with [NewSketch].
type Sketch struct {
	// Exact is a hash of the folded body: equal for texts that differ in case, blanks, punctuation and apostrophes only.
	Exact [16]byte
	// shingles are sorted and each once; 32 bits of hash, so that one false hit is to be expected in 4 million pairs of
	// texts of a thousand words.
	shingles []uint32
	keys     [bands + leadBands]uint64
}

// NewSketch reads text: O(words × permutations). Texts of fewer than five words make one shingle.
func NewSketch(text string) Sketch {
	folded := fold(text)
	s := Sketch{}
	sum := sha256.Sum256([]byte(folded))
	copy(s.Exact[:], sum[:])
	list := shingles(folded)
	s.keys = bandKeys(list)
	s.shingles = list
	slices.Sort(s.shingles)
	s.shingles = slices.Compact(s.shingles)
	return s
}

// shingles are the hashes of every run of five words, in the text's order.
func shingles(folded string) []uint32 {
	words := strings.Fields(folded)
	hashes := make([]uint64, len(words))
	for i, w := range words {
		hashes[i] = hashString(w)
	}
	n := max(len(words)-shingleWords+1, 1)
	out := make([]uint32, n)
	for i := range n {
		var h uint64
		for _, w := range hashes[min(i, len(hashes)):min(i+shingleWords, len(hashes))] {
			h = mix(h ^ w)
		}
		out[i] = uint32(h >> 32)
	}
	return out
}

// permute is the i-th permutation of the 32-bit numbers: multiply by an odd number, add, and fold the high half in. The
// multiplier and the addend come from the seed.
func permute(i int, x uint32) uint32 {
	a := mix(sketchSeed + 2*uint64(i))
	h := uint64(x)*(a|1) + a>>7
	return uint32(h>>32) ^ uint32(h)
}

func bandKeys(list []uint32) (keys [bands + leadBands]uint64) {
	var low [permutations]uint32
	for i := range low {
		low[i] = ^uint32(0)
	}
	for i := range permutations {
		a := mix(sketchSeed + 2*uint64(i))
		m, b := a|1, a>>7
		best := low[i]
		for _, x := range list {
			h := uint64(x)*m + b
			best = min(best, uint32(h>>32)^uint32(h))
		}
		low[i] = best
	}
	for b := range bands {
		h := uint64(b)
		for _, v := range low[b*rows : (b+1)*rows] {
			h = mix(h ^ uint64(v))
		}
		keys[b] = h
	}
	for b := range leadBands {
		best := ^uint32(0)
		for _, x := range list[:min(len(list), leadShingles)] {
			best = min(best, permute(permutations+b, x))
		}
		keys[bands+b] = mix(uint64(bands+b)<<32 ^ uint64(best))
	}
	return keys
}

// Jaccard is the share of common shingles in all shingles of both, 0 to 1.
func (s Sketch) Jaccard(t Sketch) float64 {
	n := common(s.shingles, t.shingles)
	return float64(n) / float64(len(s.shingles)+len(t.shingles)-n)
}

// Containment is the share of s's shingles that t has too, 0 to 1.
func (s Sketch) Containment(t Sketch) float64 {
	return float64(common(s.shingles, t.shingles)) / float64(len(s.shingles))
}

// Likeness is how an article relates to one that came before.
type Likeness uint8

// The likenesses, weakest first.
const (
	// Fresh: no article in the window is like it.
	Fresh Likeness = iota
	// Excerpt: most of the shorter of the two stands in the longer.
	Excerpt
	// Same: one text, slightly edited.
	Same
	// Exact: one text but for case, blanks and punctuation.
	Exact
)

// String is the likeness in lower case.
func (l Likeness) String() string { return [...]string{"fresh", "excerpt", "same", "exact"}[l] }

// Match is what [Index.Add] found. Of is the article first seen with that text; it is the article itself when Fresh.
type Match struct {
	Likeness    Likeness
	Of          article.ID
	Jaccard     float64
	Containment float64
}

// Index finds near-duplicates among the articles of the last WindowDays. It keeps one article per text, so copies of
// copies cannot drift away from it. The outcome depends on the order in which articles are added.
type Index struct {
	// entries is a queue in order of arrival; entry i of it has number base+i.
	entries []entry
	base    uint32
	heads   map[uint64]uint32 // the newest entry with a band key
	exact   map[[16]byte]uint32
	newest  article.Day
	bytes   int
	limit   int
	stale   int
	evicted int
}

type entry struct {
	id     article.ID
	day    article.Day
	sketch Sketch
	// next are, per band, one more than the number of the next older entry with the same key; 0 where there is none.
	next [bands + leadBands]uint32
}

// entryBytes is what one entry takes besides its shingles, map cells included.
const entryBytes = 1400

// NewIndex makes an empty index that keeps to maxBytes by forgetting its oldest articles before their time; 0 stands for
// 512 MB, room for some 160,000 texts of 450 words.
func NewIndex(maxBytes int) *Index {
	if maxBytes <= 0 {
		maxBytes = 512 << 20
	}
	return &Index{heads: map[uint64]uint32{}, exact: map[[16]byte]uint32{}, limit: maxBytes, base: 1}
}

// Evicted is the number of articles that were forgotten for want of room.
func (x *Index) Evicted() int { return x.evicted }

// Len is the number of texts held.
func (x *Index) Len() int { return len(x.entries) }

// Add compares an article of the given day with those before it, and keeps it unless its text is there already. A zero
// day stands for the newest day seen.
func (x *Index) Add(id article.ID, day article.Day, s Sketch) Match {
	if day.IsZero() {
		day = x.newest
	}
	x.newest = max(x.newest, day)
	x.expire()
	m := x.find(day, s)
	if m.Likeness >= Same {
		return m
	}
	if m.Likeness == Fresh {
		m.Of = id
	}
	x.keep(id, day, s)
	return m
}

func (x *Index) find(day article.Day, s Sketch) Match {
	if n, ok := x.exact[s.Exact]; ok && n >= x.base {
		if e := &x.entries[n-x.base]; near(e.day, day) {
			return Match{Exact, e.id, 1, 1}
		}
	}
	var best Match
	seen := map[uint32]bool{}
	for b, k := range s.keys {
		for n := x.heads[k]; n >= x.base && n != 0; {
			e := &x.entries[n-x.base]
			if !seen[n] && near(e.day, day) {
				seen[n] = true
				if m := compareTexts(e, s); m.better(best) {
					best = m
				}
			}
			if n = e.next[b]; n != 0 {
				n--
			}
		}
	}
	return best
}

func compareTexts(e *entry, s Sketch) Match {
	n := common(e.sketch.shingles, s.shingles)
	m := Match{
		Of:          e.id,
		Jaccard:     float64(n) / float64(len(e.sketch.shingles)+len(s.shingles)-n),
		Containment: float64(n) / float64(min(len(e.sketch.shingles), len(s.shingles))),
	}
	switch {
	case m.Jaccard >= SameText:
		m.Likeness = Same
	case m.Containment >= ExcerptOf:
		m.Likeness = Excerpt
	default:
		return Match{}
	}
	return m
}

// better tells whether m is the stronger match; of equals the first found stays.
func (m Match) better(n Match) bool {
	if m.Likeness != n.Likeness {
		return m.Likeness > n.Likeness
	}
	if m.Jaccard != n.Jaccard {
		return m.Jaccard > n.Jaccard
	}
	return m.Likeness != Fresh && m.Of < n.Of
}

func near(a, b article.Day) bool { return max(a-b, b-a) <= WindowDays }

func (x *Index) keep(id article.ID, day article.Day, s Sketch) {
	n := x.base + uint32(len(x.entries))
	e := entry{id: id, day: day, sketch: s}
	for b, k := range s.keys {
		if head := x.heads[k]; head >= x.base {
			e.next[b] = head + 1
		}
		x.heads[k] = n
	}
	x.exact[s.Exact] = n
	x.entries = append(x.entries, e)
	x.bytes += entryBytes + 4*len(s.shingles)
	for x.bytes > x.limit && len(x.entries) > 1 {
		x.drop()
		x.evicted++
	}
}

// expire forgets the articles that no newcomer can match any more.
func (x *Index) expire() {
	for len(x.entries) > 0 && x.entries[0].day < x.newest-WindowDays {
		x.drop()
	}
	if x.stale > len(x.entries)+1024 {
		x.sweep()
	}
}

func (x *Index) drop() {
	x.bytes -= entryBytes + 4*len(x.entries[0].sketch.shingles)
	x.entries[0] = entry{}
	x.entries = x.entries[1:]
	x.base++
	x.stale++
}

// sweep takes out the map cells that point at forgotten entries, and the memory before the queue's head.
func (x *Index) sweep() {
	for k, n := range x.heads {
		if n < x.base {
			delete(x.heads, k)
		}
	}
	for k, n := range x.exact {
		if n < x.base {
			delete(x.exact, k)
		}
	}
	x.entries = slices.Clone(x.entries)
	x.stale = 0
}

// Bytes writes the shingles for a store, and SketchOf reads them: 4 bytes each, little-endian, after the exact hash.
func (s Sketch) Bytes() []byte {
	out := append(make([]byte, 0, 16+8*len(s.keys)+4*len(s.shingles)), s.Exact[:]...)
	for _, k := range s.keys {
		out = binary.LittleEndian.AppendUint64(out, k)
	}
	for _, v := range s.shingles {
		out = binary.LittleEndian.AppendUint32(out, v)
	}
	return out
}

// SketchOf reads what Bytes wrote; false where b is something else.
func SketchOf(b []byte) (Sketch, bool) {
	var s Sketch
	head := 16 + 8*len(s.keys)
	if len(b) < head+4 || (len(b)-head)%4 != 0 {
		return Sketch{}, false
	}
	copy(s.Exact[:], b)
	for i := range s.keys {
		s.keys[i] = binary.LittleEndian.Uint64(b[16+8*i:])
	}
	s.shingles = make([]uint32, 0, (len(b)-head)/4)
	for i := head; i < len(b); i += 4 {
		s.shingles = append(s.shingles, binary.LittleEndian.Uint32(b[i:]))
	}
	return s, slices.IsSorted(s.shingles)
}
