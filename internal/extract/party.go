package extract

import (
	"slices"
	"strings"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/internal/ling"
)

// reader holds one document while its drafts are made.
type reader struct {
	x     *Extractor
	doc   *ling.Doc
	trees []*tree
	// cands are the candidates of each sentence.
	cands [][]candidate
	// mention finds the mention that a word heads.
	mention map[ling.WordAt]int
	// quotes are those of the document in text order.
	quotes []ling.Quote
	// scenes are the mean vectors of the sentences, made when first asked for.
	scenes [][]float32
	// about is the mean of the scenes, density the share of content words that a frame knows, times ten.
	about   []float32
	density float64
	// collect asks for clues even without a scorer: for training.
	collect bool
}

func newReader(x *Extractor, doc *ling.Doc) *reader {
	r := &reader{x: x, doc: doc, mention: make(map[ling.WordAt]int, len(doc.Mentions))}
	r.trees = make([]*tree, len(doc.Sentences))
	for i := range doc.Sentences {
		r.trees[i] = newTree(i, &doc.Sentences[i])
	}
	for i, m := range doc.Mentions {
		r.mention[ling.WordAt{Sentence: m.Sentence, Word: m.Head}] = i
	}
	r.quotes = slices.Clone(doc.Quotes)
	slices.SortStableFunc(r.quotes, func(a, b ling.Quote) int { return a.Start - b.Start })
	return r
}

// slots is the view on the sentence of t.
func (r *reader) slots(t *tree) slots { return slots{t, r.x.lex.class} }

// parties turns the head words of parties, one for each member of a coordination, into parties.
func (r *reader) parties(heads []ling.WordAt) []Party {
	var out []Party
	for _, h := range heads {
		if len(out) == maxCompound {
			break
		}
		if p := r.party(r.trees[h.Sentence], h.Word, 0); !p.Pronoun || p.Lemma != "it" || len(p.Names) > 0 {
			out = append(out, p)
		}
	}
	return out
}

// together replaces a plural pronoun by the compound subject that it takes up in its own sentence: "Mali and Niger announced
// their withdrawal".
func (r *reader) together(t *tree, heads []int) []int {
	g := r.slots(t)
	var out []int
	for _, h := range heads {
		out = appendNew(out, h)
		switch t.lower[h] {
		case "they", "their", "them", "themselves", "both":
		default:
			continue
		}
		for i, n := h, 0; i >= 0 && n < 12; i, n = t.head(i), n+1 {
			if k := t.child(i, "nsubj"); k >= 0 && k < h && len(t.coordinated(k)) > 1 && g.isNominal(k) {
				out[len(out)-1] = k
				break
			}
		}
	}
	return out
}

// expletive tells whether i is an empty subject: "there", "it" of the weather.
func expletive(t *tree, i int) bool {
	if t.rel(i) == "expl" {
		return true
	}
	switch t.lower[i] {
	case "there", "what", "who", "which", "that", "this", "whom", "something", "nothing", "anything", "everything":
		return true
	}
	return false
}

// party is the phrase headed by word i.
func (r *reader) party(t *tree, i, depth int) Party {
	a, b := t.extent(i, func(h, k int) bool {
		switch t.rel(k) {
		case "acl", "appos", "parataxis", "advcl", "ccomp", "nsubj", "csubj", "cop", "aux", "discourse", "dep", "xcomp", "obl":
			return true
		case "case", "mark", "advmod", "conj", "cc":
			return h == i && t.lower[k] != "'s" && t.lower[k] != "’s"
		case "punct":
			return !inWord(t.word(k).Form)
		}
		return false
	})
	if a < i && t.word(a).UPOS == "ADP" {
		a++
	}
	for b > i+1 && t.rel(b-1) == "case" {
		b--
	}
	w := t.word(i)
	p := Party{
		Span:     article.Span{Start: t.word(a).Start, End: t.word(b - 1).End},
		Head:     w.Span,
		Sentence: t.at,
		Lemma:    t.lower[i],
		Plural:   w.XPOS == "NNS" || w.XPOS == "NNPS",
		Pronoun:  w.UPOS == "PRON" || strings.HasPrefix(w.XPOS, "PRP"),
	}
	p.Text = p.Span.Of(r.doc.Text)
	r.name(t, i, &p)
	if depth == 0 {
		g := r.slots(t)
		owners := g.children(i, "nmod:poss")
		if len(owners) == 0 {
			owners = g.mod(i)
		}
		for _, o := range owners {
			if o != i {
				q := r.party(t, o, depth+1)
				p.Owner = &q
				break
			}
		}
	}
	return p
}

// inWord tells whether a mark of punctuation stands inside names: "al-Sadr", "Asia/Pacific".
func inWord(form string) bool {
	switch form {
	case "-", "–", "/", ".", "'", "’", "‑":
		return true
	}
	return false
}

// name fills Names and Person of the party headed by word i: its apposition, then what coreference says; a pronoun of the
// first person inside a quotation is its speaker.
func (r *reader) name(t *tree, i int, p *Party) {
	var names []string
	add := func(s string) {
		if s != "" && s != p.Text && !slices.Contains(names, s) && len(names) < 12 {
			names = append(names, s)
		}
	}
	m, ok := r.mention[ling.WordAt{Sentence: t.at, Word: i}]
	if ok {
		p.Person = r.doc.Mentions[m].Kind == ling.Person
		for _, s := range r.chain(m, p) {
			add(s)
		}
	}
	for _, k := range t.children(i, "appos", "flat") {
		a, b := t.extent(k, func(_, k int) bool { return t.rel(k) != "flat" && t.rel(k) != "compound" && t.rel(k) != "amod" })
		if km, ok := r.mention[ling.WordAt{Sentence: t.at, Word: k}]; ok && r.doc.Mentions[km].Kind == ling.Person {
			p.Person = true
		}
		if t.rel(k) == "appos" {
			add(r.doc.Text[t.word(a).Start:t.word(b-1).End])
		}
	}
	if firstPerson(p.Lemma) && p.Pronoun && len(names) == 0 {
		if q := r.quoteAt(p.Head); q != nil && !q.Speaker.IsZero() && q.Speaker.Sentence < len(r.trees) {
			st := r.trees[q.Speaker.Sentence]
			s := r.party(st, q.Speaker.Word, 1)
			if !s.Pronoun {
				add(s.Text)
			}
			for _, n := range s.Names {
				add(n)
			}
			p.Person = p.Person || s.Person
		}
	}
	p.Names = names
}

func firstPerson(lemma string) bool {
	switch lemma {
	case "i", "we", "my", "our", "us", "me", "ourselves", "myself", "mine", "ours":
		return true
	}
	return false
}

// chain are the texts of the other mentions of m's entity, proper names first and the longest of them first.
func (r *reader) chain(m int, p *Party) []string {
	e := r.doc.Mentions[m].Entity
	if e < 0 || e >= len(r.doc.Entities) {
		return nil
	}
	type named struct {
		text   string
		proper bool
	}
	var all []named
	for _, o := range r.doc.Entities[e] {
		om := r.doc.Mentions[o]
		words := r.doc.Sentences[om.Sentence].Words
		if om.Kind == ling.Person {
			p.Person = true
		}
		if o == m || words[om.Head].UPOS == "PRON" {
			continue
		}
		last := om.End - 1
		text := r.doc.Text[words[om.First].Start:words[last].End]
		all = append(all, named{text, words[om.Head].UPOS == "PROPN" || om.Kind != ling.None})
		if len(all) == 40 {
			break
		}
	}
	slices.SortStableFunc(all, func(a, b named) int {
		if a.proper != b.proper {
			if a.proper {
				return -1
			}
			return 1
		}
		return len(b.text) - len(a.text)
	})
	out := make([]string, len(all))
	for i, n := range all {
		out[i] = n.text
	}
	return out
}

// quoteAt is the innermost quotation that holds s, nil where none does.
func (r *reader) quoteAt(s article.Span) *ling.Quote {
	var in *ling.Quote
	for i := range r.quotes {
		q := &r.quotes[i]
		if q.Start > s.Start {
			break
		}
		if q.Contains(s) && (in == nil || q.Len() <= in.Len()) {
			in = q
		}
	}
	return in
}

// same tells whether two parties are called by a common name or are the same words.
func same(a, b *Party) bool {
	if a.Span == b.Span && a.Sentence == b.Sentence {
		return true
	}
	if a.Pronoun && b.Pronoun && a.Lemma == b.Lemma && firstPerson(a.Lemma) {
		return true
	}
	for _, s := range labels(a) {
		for _, o := range labels(b) {
			if s == o {
				return true
			}
		}
	}
	return false
}

// labels are the texts of p by which it may be known again, in lower case without article.
func labels(p *Party) []string {
	var out []string
	if !p.Pronoun {
		out = append(out, bare(p.Text))
	}
	for _, n := range p.Names {
		out = append(out, bare(n))
	}
	return out
}

func bare(s string) string {
	s = strings.ToLower(s)
	for _, a := range []string{"the ", "a ", "an "} {
		s = strings.TrimPrefix(s, a)
	}
	return s
}
