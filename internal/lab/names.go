package lab

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"github.com/casus-news/casus/internal/ling"
)

func kindOf(code string) ling.Kind {
	for k := ling.Person; k <= ling.Misc; k++ {
		if k.String() == code {
			return k
		}
	}
	return ling.None
}

// namesOfTags reads BIO tags from Name= in MISC; a word without it is outside.
func namesOfTags(misc []string) []ling.Name {
	tags := make([]string, len(misc))
	for i, m := range misc {
		tags[i] = miscValue(m, "Name")
	}
	return namesOfBIO(tags)
}

// namesOfBIO reads B-PER, I-PER, O and the like; "" is O. Unknown kinds are left out.
func namesOfBIO(tags []string) []ling.Name {
	var names []ling.Name
	open := ling.None
	for i, t := range tags {
		kind := ling.None
		if len(t) > 2 && t[1] == '-' {
			kind = kindOf(t[2:])
		}
		switch {
		case kind == ling.None:
		case t[0] == 'I' && kind == open:
			names[len(names)-1].End = i + 1
		default:
			names = append(names, ling.Name{First: i, End: i + 1, Kind: kind})
		}
		open = kind
	}
	return names
}

// AddNames reads the names of an IOB2 file (Universal NER) and gives them to the trees with the same sent_id and the same
// number of words. It returns how many trees got names.
func AddNames(trees []Tree, path string) (int, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, fmt.Errorf("read names: %w", err)
	}
	defer f.Close()
	byID := map[string]*Tree{}
	for i := range trees {
		byID[trees[i].ID] = &trees[i]
	}
	var tags []string
	id, added := "", 0
	end := func() {
		if t := byID[id]; t != nil && len(tags) > 0 && len(t.Words) == len(tags) {
			t.Names, t.HasNames = namesOfBIO(tags), true
			added++
		}
		tags, id = tags[:0], ""
	}
	scan := bufio.NewScanner(f)
	scan.Buffer(nil, 1<<22)
	for scan.Scan() {
		line := scan.Text()
		f := strings.Split(line, "\t")
		switch {
		case line == "":
			end()
		case line[0] == '#':
			if s, ok := strings.CutPrefix(line, "# sent_id = "); ok {
				id = s
			}
		case len(f) > 2 && !strings.ContainsAny(f[0], "-."):
			tags = append(tags, f[2])
		}
	}
	end()
	if err := scan.Err(); err != nil {
		return added, fmt.Errorf("read names %s: %w", path, err)
	}
	return added, nil
}

// entityKind maps GUM's entity types to kinds of names.
func entityKind(etype string) ling.Kind {
	switch etype {
	case "person":
		return ling.Person
	case "organization":
		return ling.Organization
	case "place":
		return ling.Location
	case "event":
		return ling.Misc
	}
	return ling.None
}

// namesOfEntities takes GUM's entities (persons, organizations, places, events) whose head is a proper noun, cuts each to
// the name proper, and keeps the outermost.
func namesOfEntities(words []ling.Word, misc []string) []ling.Name {
	taken := make([]bool, len(words))
	var found []ling.Name
	for _, s := range entitySpans(misc) {
		kind := entityKind(s.etype)
		head := spanHead(words, s.first, s.end)
		if kind == ling.None || words[head].UPOS != "PROPN" {
			continue
		}
		first, end := nameAround(words, head, s.first, s.end)
		for first < end && (words[first].UPOS == "DET" || kind == ling.Person && isTitle(words[first].Form)) {
			first++
		}
		switch {
		case first == end:
			continue
		case kind == ling.Person && end-first == 1 && words[first].XPOS == "NNPS":
			kind = ling.Misc // a people: Americans, Thais
		}
		found = append(found, ling.Name{First: first, End: end, Kind: kind})
	}
	// Longest first; equal lengths in text order.
	var names []ling.Name
	for size := len(words); size > 0; size-- {
		for _, n := range found {
			if n.End-n.First != size || anyTrue(taken[n.First:n.End]) {
				continue
			}
			for i := n.First; i < n.End; i++ {
				taken[i] = true
			}
			names = append(names, n)
		}
	}
	sortNames(names)
	return names
}

func sortNames(names []ling.Name) {
	for i := 1; i < len(names); i++ {
		for j := i; j > 0 && names[j].First < names[j-1].First; j-- {
			names[j], names[j-1] = names[j-1], names[j]
		}
	}
}

func anyTrue(b []bool) bool {
	for _, x := range b {
		if x {
			return true
		}
	}
	return false
}

// isTitle tells whether a word goes before names of persons without being part of them, as in Universal NER.
func isTitle(form string) bool {
	switch strings.TrimSuffix(strings.ToLower(form), ".") {
	case "mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "lord", "lady", "king", "queen", "prince", "princess",
		"president", "vice", "prime", "minister", "chancellor", "senator", "sen", "rep", "representative", "congressman",
		"governor", "gov", "mayor", "secretary", "ambassador", "judge", "justice", "sheriff", "chair", "chairman", "director",
		"general", "gen", "colonel", "col", "captain", "capt", "major", "sergeant", "sgt", "lieutenant", "lt", "admiral",
		"pope", "bishop", "archbishop", "father", "sister", "brother", "uncle", "aunt", "coach", "detective", "officer":
		return true
	}
	return false
}

type entitySpan struct {
	first, end int
	etype      string
}

// entitySpans reads the brackets of Entity=: "(id-type-…" opens, "id)" closes, "(id-type-…)" does both.
func entitySpans(misc []string) []entitySpan {
	type openEntity struct {
		id, etype string
		first     int
	}
	var open []openEntity
	var spans []entitySpan
	for i, m := range misc {
		v := miscValue(m, "Entity")
		for len(v) > 0 {
			opening := v[0] == '('
			v = strings.TrimPrefix(v, "(")
			k := strings.IndexAny(v, "()")
			if k < 0 {
				k = len(v)
			}
			f := strings.Split(v[:k], "-")
			if opening && len(f) > 1 {
				open = append(open, openEntity{f[0], f[1], i})
			}
			v = v[k:]
			if !strings.HasPrefix(v, ")") {
				continue
			}
			v = v[1:]
			for j := len(open) - 1; j >= 0; j-- {
				if open[j].id == f[0] {
					spans = append(spans, entitySpan{open[j].first, i + 1, open[j].etype})
					open = append(open[:j], open[j+1:]...)
					break
				}
			}
		}
	}
	return spans
}

// spanHead is the first word of [first, end) whose head lies outside.
func spanHead(words []ling.Word, first, end int) int {
	for i := first; i < end; i++ {
		if h := words[i].Head; h < first || h >= end {
			return i
		}
	}
	return first
}

// nameAround widens a head to the name that it heads inside [first, end): compounds, flat parts, capitalised modifiers,
// numbers and phrases with "of" around it, without a gap.
func nameAround(words []ling.Word, head, first, end int) (int, int) {
	in := make([]bool, end)
	in[head] = true
	for grown := true; grown; {
		grown = false
		for i := first; i < end; i++ {
			h := words[i].Head
			if !in[i] && h >= first && h < end && in[h] && partOfName(words, i) {
				in[i], grown = true, true
			}
		}
	}
	a, b := head, head+1
	for a > first && in[a-1] {
		a--
	}
	for b < end && in[b] {
		b++
	}
	return a, b
}

func partOfName(words []ling.Word, i int) bool {
	w := words[i]
	rel, _, _ := strings.Cut(w.Rel, ":")
	capital := w.Form != strings.ToLower(w.Form)
	switch rel {
	case "flat", "compound", "goeswith":
		return capital || w.Form == "-" || w.Rel == "compound" && words[w.Head].UPOS == "PROPN"
	case "amod", "nummod", "conj":
		return capital
	case "nmod":
		return capital && w.UPOS == "PROPN" && i > 0 && (words[i-1].Form == "of" || i > 1 && words[i-2].Form == "of")
	case "case":
		return w.Form == "of"
	case "det":
		return i > 0 && words[i-1].Form == "of"
	case "cc":
		return w.Form == "&" || w.Form == "and"
	case "punct":
		return w.Form == "-" || w.Form == "." || w.Form == "/"
	}
	return false
}
