package resolve

import "unicode/utf8"

// trie is a prefix tree over folded words. Walking allocates nothing.
type trie struct {
	words map[string]int32
	// edges lead from node<<32|word to a node: open addressing, as Go's map costs a third of the start.
	edges []edge
	used  int
	nodes []node
	hits  []hit
}

// edge is a slot of the table of edges; to is 0 in an empty one, as nothing leads back to the root.
type edge struct {
	key uint64
	to  int32
}

// open makes room for about n names.
func (t *trie) open(n int) {
	t.words = make(map[string]int32, n)
	t.nodes = make([]node, 1, 2*n)
	t.nodes[0] = node{-1, -1}
	t.hits = make([]hit, 0, n)
	size := 1024
	for size < 4*n {
		size *= 2
	}
	t.edges = make([]edge, size)
}

// slot is the place of key: its own, or the empty one where it would go.
func (t *trie) slot(key uint64) *edge {
	mask := uint64(len(t.edges) - 1)
	h := key * 0x9e3779b97f4a7c15
	for i := (h ^ h>>29) & mask; ; i = (i + 1) & mask {
		if e := &t.edges[i]; e.to == 0 || e.key == key {
			return e
		}
	}
}

// grow doubles the table of edges when it is three quarters full.
func (t *trie) grow() {
	if 4*t.used < 3*len(t.edges) {
		return
	}
	old := t.edges
	t.edges = make([]edge, 2*len(old))
	for _, e := range old {
		if e.to != 0 {
			*t.slot(e.key) = e
		}
	}
}

// node is the range of a linked list of hits, -1 for none.
type node struct{ first, last int32 }

// hit is one thing that the words up to a node may stand for.
type hit struct {
	thing int32
	next  int32
	form  form
	// cased: the first word must begin with a capital. caps: it must be all capitals ("US", "WHO").
	cased, caps bool
	words       uint8
}

func (t *trie) put(name string, thing int32, f form) {
	toks := nameWords(name)
	if len(toks) == 0 {
		return
	}
	at := int32(0)
	h := hit{thing: thing, form: f, next: -1, words: uint8(min(len(toks), 255))}
	for _, tok := range toks {
		if tok.upper {
			h.cased = true
		}
		id, ok := t.words[tok.word]
		if !ok {
			id = int32(len(t.words))
			t.words[tok.word] = id
		}
		key := uint64(at)<<32 | uint64(uint32(id))
		e := t.slot(key)
		if e.to == 0 {
			*e = edge{key, int32(len(t.nodes))}
			t.nodes = append(t.nodes, node{-1, -1})
			t.used++
			at = e.to
			t.grow()
			continue
		}
		at = e.to
	}
	if len(toks) == 1 && toks[0].caps && utf8.RuneCountInString(toks[0].word) <= 4 {
		h.caps = true
	}
	t.link(at, h)
}

func (t *trie) link(at int32, h hit) {
	n := &t.nodes[at]
	for i := n.first; i >= 0; i = t.hits[i].next {
		if t.hits[i].thing == h.thing {
			return
		}
	}
	t.hits = append(t.hits, h)
	i := int32(len(t.hits) - 1)
	if n.first < 0 {
		n.first = i
	} else {
		t.hits[n.last].next = i
	}
	n.last = i
}

// step follows one word.
func (t *trie) step(at int32, word string) int32 {
	id, ok := t.words[word]
	if !ok {
		return -1
	}
	if to := t.slot(uint64(at)<<32 | uint64(uint32(id))).to; to != 0 {
		return to
	}
	return -1
}

// found is the longest name that begins at a word: the node, and the words [first, end).
type found struct {
	node       int32
	first, end int
}

// longest is the longest name at word i whose letter case fits. A middle initial is skipped ("Antony J. Blinken"), and a comma or
// bracket ends every name.
func (t *trie) longest(toks []nameWord, i int) (found, bool) {
	at, best, skipped := int32(0), found{node: -1}, 0
	for j := i; j < len(toks); j++ {
		if j > i && toks[j].brk && !toks[j].glued && !toks[j-1].initial {
			break
		}
		next := t.step(at, toks[j].word)
		if next < 0 {
			if j > i && (toks[j].initial || len(toks[j].word) == 1 && toks[j].upper) && skipped < 2 {
				skipped++
				continue
			}
			break
		}
		at = next
		if t.accepts(at, toks[i:j+1]) {
			best = found{at, i, j + 1}
		}
	}
	return best, best.node >= 0
}

func (t *trie) accepts(at int32, toks []nameWord) bool {
	for i := t.nodes[at].first; i >= 0; i = t.hits[i].next {
		if t.hits[i].fits(toks) {
			return true
		}
	}
	return false
}

// fits tells whether the letter case of the text allows h.
func (h *hit) fits(toks []nameWord) bool {
	if toks[len(toks)-1].poss && h.words == 1 {
		return false
	}
	if h.caps {
		if toks[0].caps {
			return true
		}
		return utf8.RuneCountInString(toks[0].word) >= 4 && toks[0].upper
	}
	if !h.cased {
		return true
	}
	for i := range toks {
		if toks[i].upper {
			return true
		}
	}
	return startsWithDigit(toks[0].word)
}

func startsWithDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }
