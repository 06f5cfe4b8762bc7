package resolve

import "unicode/utf8"

// trie is a prefix tree over folded words. Walking allocates nothing.
type trie struct {
	words map[string]int32
	// edges lead from node<<32|word to a node.
	edges map[uint64]int32
	nodes []node
	hits  []hit
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
		if tok.upper && f < noun {
			h.cased = true
		}
		id, ok := t.words[tok.word]
		if !ok {
			id = int32(len(t.words))
			t.words[tok.word] = id
		}
		key := uint64(at)<<32 | uint64(uint32(id))
		next, ok := t.edges[key]
		if !ok {
			next = int32(len(t.nodes))
			t.nodes = append(t.nodes, node{-1, -1})
			t.edges[key] = next
		}
		at = next
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
	next, ok := t.edges[uint64(at)<<32|uint64(uint32(id))]
	if !ok {
		return -1
	}
	return next
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
