package ling

import (
	"strconv"
	"strings"
	"testing"
)

// hand makes a document of text and of arcs written by hand, so that no model is needed. Arcs are apart by ";", each
// "child rel head"; a word that occurs more than once is told apart as "said#2". Words without an arc hang on the root of their
// sentence, which is "child root". Tags follow from relation and shape; "child:TAG" sets one. Names are given as "PER Antony Blinken".
func hand(t *testing.T, text, arcs string, names ...string) *Doc {
	t.Helper()
	d := &Doc{Text: text, Sentences: segment(text)}
	seen := map[string]int{}
	at := map[string]WordAt{}
	for s := range d.Sentences {
		for i, w := range d.Sentences[s].Words {
			seen[w.Form]++
			at[w.Form+"#"+strconv.Itoa(seen[w.Form])] = WordAt{s, i}
		}
	}
	find := func(name string) WordAt {
		if !strings.Contains(name, "#") {
			if seen[name] > 1 {
				t.Fatalf("%q stands %d times in the text", name, seen[name])
			}
			name += "#1"
		}
		w, ok := at[name]
		if !ok {
			t.Fatalf("no word %q in %q", name, text)
		}
		return w
	}
	given := map[WordAt]bool{}
	for arc := range strings.SplitSeq(arcs, ";") {
		f := strings.Fields(arc)
		if len(f) == 0 {
			continue
		}
		child, tag, _ := strings.Cut(f[0], ":")
		c := find(child)
		w := &d.Sentences[c.Sentence].Words[c.Word]
		w.Rel, w.UPOS = f[1], tag
		if len(f) > 2 {
			h := find(f[2])
			if h.Sentence != c.Sentence {
				t.Fatalf("arc %q crosses sentences", arc)
			}
			w.Head = h.Word
		}
		given[c] = true
	}
	for s := range d.Sentences {
		finishSentence(&d.Sentences[s], s, given)
	}
	for _, n := range names {
		nameByHand(t, d, n)
	}
	return d
}

// finishSentence hangs loose words on the root and fills tags and lemmas.
func finishSentence(s *Sentence, n int, given map[WordAt]bool) {
	root := 0
	for i, w := range s.Words {
		if w.Rel == "root" {
			root = i
		}
	}
	for i := range s.Words {
		w := &s.Words[i]
		if !given[WordAt{n, i}] && i != root {
			w.Head, w.Rel = root, "dep"
		}
		if w.UPOS == "" {
			w.UPOS = tagByHand(w)
		}
		w.Lemma = lemmaByHand(w)
	}
}

func tagByHand(w *Word) string {
	lower := strings.ToLower(w.Form)
	switch {
	case pronounOf(lower) != noPronoun && w.Rel != "case" && w.Rel != "mark":
		return "PRON"
	case !isWordRune(rune(w.Form[0])) && lower != "'s":
		w.Rel = "punct"
		return "PUNCT"
	}
	rel, _, _ := strings.Cut(w.Rel, ":")
	switch rel {
	case "root", "ccomp", "xcomp", "advcl", "acl", "parataxis":
		return "VERB"
	case "nsubj", "obj", "iobj", "obl", "nmod", "appos", "conj", "compound", "flat", "vocative":
		if isUpper(w.Form) {
			return "PROPN"
		}
		if strings.HasSuffix(lower, "s") && lower != "us" {
			w.XPOS = "NNS"
		}
		return "NOUN"
	case "det":
		return "DET"
	case "case":
		return "ADP"
	case "amod":
		return "ADJ"
	}
	return "X"
}

func lemmaByHand(w *Word) string {
	lower := strings.ToLower(w.Form)
	switch lower {
	case "said", "says", "saying":
		return "say"
	case "told":
		return "tell"
	case "asked":
		return "ask"
	case "called":
		return "call"
	case "added", "adding":
		return "add"
	case "wrote":
		return "write"
	case "vowed":
		return "vow"
	}
	if w.UPOS == "NOUN" && w.XPOS == "NNS" {
		return strings.TrimSuffix(lower, "s")
	}
	if w.UPOS == "PROPN" {
		return w.Form
	}
	return lower
}

func nameByHand(t *testing.T, d *Doc, name string) {
	t.Helper()
	kind, rest, _ := strings.Cut(name, " ")
	words := strings.Fields(rest)
	found := false
	for s := range d.Sentences {
		sentence := &d.Sentences[s]
		for i := 0; i+len(words) <= len(sentence.Words); i++ {
			same := true
			for k, w := range words {
				same = same && sentence.Words[i+k].Form == w
			}
			if !same {
				continue
			}
			if nameAt(sentence, i) == nil {
				at := len(sentence.Names)
				for at > 0 && sentence.Names[at-1].First > i {
					at--
				}
				sentence.Names = append(sentence.Names, Name{})
				copy(sentence.Names[at+1:], sentence.Names[at:])
				sentence.Names[at] = Name{i, i + len(words), kindOf(kind)}
			}
			found = true
		}
	}
	if !found {
		t.Fatalf("no name %q in %q", rest, d.Text)
	}
}
