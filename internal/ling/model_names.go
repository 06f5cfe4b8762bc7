package ling

// Names are tagged word by word in the BIOES scheme: outside, or beginning, inside, end or single of a kind.
const (
	// NameTagCount is the number of tags: one for outside and four for each kind.
	NameTagCount = 1 + 4*nameKinds
	nameKinds    = 4
)

// The parts of a name.
const (
	partBegin = iota
	partInside
	partEnd
	partSingle
)

func nameTag(k Kind, part int) int32 { return 1 + 4*(int32(k)-1) + int32(part) }

// EncodeNames writes the tag of each word; len(tags) is the number of words.
func EncodeNames(names []Name, tags []int32) {
	clear(tags)
	for _, n := range names {
		if n.End-n.First == 1 {
			tags[n.First] = nameTag(n.Kind, partSingle)
			continue
		}
		for i := n.First; i < n.End; i++ {
			tags[i] = nameTag(n.Kind, partInside)
		}
		tags[n.First] = nameTag(n.Kind, partBegin)
		tags[n.End-1] = nameTag(n.Kind, partEnd)
	}
}

// OpenNameTags are the tags of a word that is outside all names but perhaps one of kind [Misc].
func OpenNameTags() []int32 {
	return []int32{0, nameTag(Misc, partBegin), nameTag(Misc, partInside), nameTag(Misc, partEnd), nameTag(Misc, partSingle)}
}

// nameDecoder finds the best legal sequence of tags (Viterbi) in time linear in the words. It may be used again.
type nameDecoder struct {
	back []uint8
	tags []int32
}

// decode returns the names of the best sequence for n words, appended to dst; scores has width per word. A tag may only
// follow what it continues: inside and end follow begin or inside of their kind, all else follows outside, end or single.
func (d *nameDecoder) decode(dst []Name, scores []float32, n, width int) []Name {
	if n == 0 {
		return dst
	}
	if cap(d.back) < n*NameTagCount {
		d.back, d.tags = make([]uint8, 2*n*NameTagCount), make([]int32, 2*n)
	}
	var best [NameTagCount]float32
	for t := range best {
		best[t] = -1e30
		if beginsName(t) {
			best[t] = scores[t]
		}
	}
	for i := 1; i < n; i++ {
		d.step(&best, scores[i*width:], d.back[i*NameTagCount:])
	}
	last := -1
	for t := range best {
		if endsName(t) && (last < 0 || best[t] > best[last]) {
			last = t
		}
	}
	tags := d.tags[:n]
	for i := n - 1; i >= 0; i-- {
		tags[i] = int32(last)
		last = int(d.back[i*NameTagCount+last])
	}
	return DecodeNames(dst, tags)
}

// beginsName tells whether a name or nothing begins with tag t, endsName whether it ends with it.
func beginsName(t int) bool { return t == 0 || (t-1)%4 == partBegin || (t-1)%4 == partSingle }

func endsName(t int) bool { return t == 0 || (t-1)%4 == partEnd || (t-1)%4 == partSingle }

func (d *nameDecoder) step(best *[NameTagCount]float32, scores []float32, back []uint8) {
	free := 0
	for t := range best {
		if endsName(t) && best[t] > best[free] {
			free = t
		}
	}
	var next [NameTagCount]float32
	for t := range next {
		from := free
		if !beginsName(t) {
			from = t - (t-1)%4 // begin of the kind
			if best[from+partInside] > best[from] {
				from += partInside
			}
		}
		next[t] = best[from] + scores[t]
		back[t] = uint8(from)
	}
	*best = next
}

// DecodeNames appends the names of a legal tag sequence to dst.
func DecodeNames(dst []Name, tags []int32) []Name {
	first := 0
	for i, t := range tags {
		if t == 0 {
			continue
		}
		part := int(t-1) % 4
		if part == partBegin || part == partSingle {
			first = i
		}
		if part == partEnd || part == partSingle {
			dst = append(dst, Name{First: first, End: i + 1, Kind: Kind((t-1)/4) + 1})
		}
	}
	return dst
}
