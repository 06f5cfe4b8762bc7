package ling

import (
	"os"
	"sort"
	"strings"
	"testing"
)

// goldMention is a mention of GUM's Entity= layer.
type goldMention struct {
	sentence, first, end, head int
	entity, kind               string
}

// goldMentions reads the Entity= layer of a document: "(3-person-..." opens, "3)" closes, "(3-person-...)" does both.
func goldMentions(a *Annotated) []goldMention {
	var out []goldMention
	for s, src := range a.sources {
		type opened struct {
			first int
			id    string
			kind  string
		}
		var stack []opened
		word := 0
		closeOne := func(id string) {
			for k := len(stack) - 1; k >= 0; k-- {
				if stack[k].id == id {
					o := stack[k]
					out = append(out, goldMention{s, o.first, word + 1, goldHead(&a.Doc.Sentences[s], o.first, word+1), o.id, o.kind})
					stack = append(stack[:k], stack[k+1:]...)
					return
				}
			}
		}
		for _, row := range src.rows {
			if strings.ContainsAny(row[colID], "-.") {
				continue
			}
			v := misc(row[colMisc], "Entity")
			for v != "" {
				if v[0] == '(' {
					end := strings.IndexAny(v[1:], "()")
					body := v[1:]
					if end >= 0 {
						body = v[1 : end+1]
					}
					v = v[1+len(body):]
					parts := strings.SplitN(body, "-", 3)
					if len(parts) < 2 {
						continue
					}
					stack = append(stack, opened{word, parts[0], parts[1]})
					if strings.HasPrefix(v, ")") {
						closeOne(parts[0])
						v = v[1:]
					}
					continue
				}
				end := strings.IndexByte(v, ')')
				if end < 0 {
					break
				}
				closeOne(v[:end])
				v = v[end+1:]
			}
			word++
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].sentence != out[j].sentence {
			return out[i].sentence < out[j].sentence
		}
		return out[i].head < out[j].head
	})
	return out
}

func goldHead(s *Sentence, first, end int) int {
	for i := first; i < end; i++ {
		if h := s.Words[i].Head; h < first || h >= end {
			return i
		}
	}
	return first
}

// goldNames makes names of the gold entities that are persons, bodies and places and have a name as head.
func goldNames(a *Annotated, gold []goldMention) {
	for s := range a.Doc.Sentences {
		a.Doc.Sentences[s].Names = nil
	}
	for _, g := range gold {
		s := &a.Doc.Sentences[g.sentence]
		var k Kind
		switch g.kind {
		case "person":
			k = Person
		case "organization":
			k = Organization
		case "place":
			k = Location
		default:
			continue
		}
		if s.Words[g.head].UPOS != "PROPN" {
			continue
		}
		first, end := g.head, g.head+1
		for i := g.first; i < g.end; i++ {
			w := s.Words[i]
			if w.Head == g.head && (isRel(w.Rel, "flat") || (w.Rel == "compound" || w.Rel == "amod") && isUpper(w.Form)) {
				first, end = min(first, i), max(end, i+1)
			}
		}
		if n := len(s.Names); n > 0 && s.Names[n-1].End > first {
			continue
		}
		s.Names = append(s.Names, Name{first, end, k})
	}
}

// goldKey finds a gold mention: its head, and whether it is a coordination, which shares the head with its first part.
type goldKey struct {
	WordAt
	many bool
}

func goldKeyOf(a *Annotated, g goldMention) goldKey {
	k := goldKey{WordAt: WordAt{g.sentence, g.head}}
	words := a.Doc.Sentences[g.sentence].Words
	for i := g.first; i < g.end; i++ {
		if words[i].Head == g.head && words[i].Rel == "conj" && isNominal(&words[i]) {
			k.many = true
		}
	}
	return k
}

// keyOfMention is the key of mention m of d: a coordination stands right before its first part.
func keyOfMention(d *Doc, m int) goldKey {
	x := d.Mentions[m]
	k := goldKey{WordAt: WordAt{x.Sentence, x.Head}}
	if m+1 < len(d.Mentions) {
		next := d.Mentions[m+1]
		k.many = next.Sentence == x.Sentence && next.Head == x.Head
	}
	return k
}

// TestPronounsOfTreebank measures how often a pronoun with an antecedent in GUM is linked to the entity of the nearest mention
// of it, and how many of the links that are made are right. Trees and names are GUM's.
func TestPronounsOfTreebank(t *testing.T) {
	docs := treebank(t, "en_gum-free-train.conllu")
	type count struct{ gold, linked, right int }
	counts := map[string]*count{}
	genre := os.Getenv("CASUS_GENRE")
	for _, a := range docs {
		if genre != "" && !strings.Contains(a.ID, genre) {
			continue
		}
		gold := goldMentions(a)
		goldNames(a, gold)
		findQuotes(a.Doc)
		findMentions(a.Doc)
		at := map[WordAt]int{}
		for i, m := range a.Doc.Mentions {
			if _, ok := at[WordAt{m.Sentence, m.Head}]; !ok {
				at[WordAt{m.Sentence, m.Head}] = i
			}
		}
		goldAt := map[goldKey]string{}
		last := map[string]goldMention{}
		for _, g := range gold {
			goldAt[goldKeyOf(a, g)] = g.entity
		}
		for _, g := range gold {
			w := a.Doc.Sentences[g.sentence].Words[g.head]
			before, ok := last[g.entity]
			last[g.entity] = g
			if !ok && w.UPOS == "PRON" {
				continue
			}
			name := strings.ToLower(w.Form)
			switch pronounOf(name) {
			case proHe, proShe, proIt, proThey:
			default:
				if w.UPOS != "PROPN" && w.UPOS != "NOUN" {
					continue
				}
				name = "<" + w.UPOS + ">"
			}
			if w.UPOS == "PRON" {
				name = [...]string{proHe: "he", proShe: "she", proIt: "it", proThey: "they"}[pronounOf(name)]
			}
			c := counts[name]
			if c == nil {
				c = &count{}
				counts[name] = c
			}
			if ok {
				c.gold++
			}
			m, found := at[WordAt{g.sentence, g.head}]
			if !found {
				continue
			}
			entity := a.Doc.Entities[a.Doc.Mentions[m].Entity]
			// The nearest earlier member of our entity.
			prev := -1
			for _, k := range entity {
				if k < m {
					prev = k
				}
			}
			if prev < 0 {
				continue
			}
			c.linked++
			right := false
			for _, k := range entity {
				if k < m && goldAt[keyOfMention(a.Doc, k)] == g.entity {
					right = true
				}
			}
			if ok && right && before.sentence >= 0 {
				c.right++
			} else if os.Getenv("CASUS_COREF_ERRORS") != "" {
				p := a.Doc.Mentions[prev]
				t.Logf("WRONG %s %s: %q -> %q gold %q || %s", a.ID, name, w.Form, a.Doc.Sentences[p.Sentence].Words[p.Head].Form, a.Doc.Sentences[before.sentence].Words[before.head].Form, a.Doc.Sentences[g.sentence].Span.Of(a.Doc.Text))
			}
		}
	}
	if genre == "" {
		for name, floor := range map[string]float64{"he": 93, "she": 93, "it": 63, "they": 76, "<PROPN>": 86} {
			if c := counts[name]; c == nil || 100*float64(c.right) < floor*float64(c.linked) {
				t.Errorf("%s: %+v, want at least %.0f percent of the links right", name, c, floor)
			}
		}
	}
	var names []string
	for k := range counts {
		names = append(names, k)
	}
	sort.Strings(names)
	for _, k := range names {
		c := counts[k]
		t.Logf("%-8s gold %4d linked %4d right %4d: recall %.1f precision %.1f", k, c.gold, c.linked, c.right, 100*float64(c.right)/float64(c.gold), 100*float64(c.right)/float64(c.linked))
	}
}
