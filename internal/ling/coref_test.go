package ling

import (
	"sort"
	"strconv"
	"strings"
	"testing"
	"time"
)

// marked takes the marks "[1 ...]" out of text and gives, for each offset of a mention's begin, its number. A head is marked,
// with or without the words around it: the mention is the one whose head is the last word inside the brackets.
func marked(t *testing.T, s string) (text string, heads map[int]int) {
	t.Helper()
	heads = map[int]int{}
	var b strings.Builder
	var open []int
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '[':
			end := strings.IndexByte(s[i:], ' ')
			n, err := strconv.Atoi(s[i+1 : i+end])
			if err != nil {
				t.Fatalf("mark %q has no number", s[i:i+end])
			}
			open = append(open, n)
			i += end
		case ']':
			if len(open) == 0 {
				t.Fatalf("%q closes nothing", s)
			}
			heads[b.Len()] = open[len(open)-1]
			open = open[:len(open)-1]
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String(), heads
}

// TestCoreference: mentions with one number must be one entity, with two numbers two. A mark ends with the head, or with the
// end of the name that has the head.
func TestCoreference(t *testing.T) {
	for _, c := range []struct {
		name, text, arcs string
		names            []string
	}{
		{"short forms of a name", "[1 Antony Blinken] left. [1 Blinken] returned.", "Antony nsubj left; Blinken#1 flat Antony; left root; Blinken#2 nsubj returned; returned root", []string{"PER Antony Blinken", "PER Blinken"}},
		{"the long form may come later", "[1 Blinken] left. Antony J. [1 Blinken] returned.", "Blinken#1 nsubj left; left root; Blinken#2 nsubj returned; Antony compound Blinken#2; J. compound Blinken#2; returned root", []string{"PER Blinken", "PER Antony J. Blinken"}},
		{"two first names are two persons", "[1 Joe Biden] met [2 Jill Biden].", "Joe nsubj met; Biden#1 flat Joe; Jill obj met; Biden#2 flat Jill; met root", []string{"PER Joe Biden", "PER Jill Biden"}},
		{"a short first name", "[1 Joseph Biden] left. [1 Joe Biden] returned.", "Joseph nsubj left; Biden#1 flat Joseph; left root; Joe nsubj returned; Biden#2 flat Joe; returned root", []string{"PER Joseph Biden", "PER Joe Biden"}},
		{"he is a man, she a woman", "[1 Antony Blinken] met [2 Wendy Sherman]. [2 She] thanked [1 him].", "Antony nsubj met; Blinken flat Antony; Wendy obj met; Sherman flat Wendy; met root; She nsubj thanked; him obj thanked; thanked root", []string{"PER Antony Blinken", "PER Wendy Sherman"}},
		{"a form of address tells the gender", "[2 Mr. Le] met [1 Ms. Ha]. [1 She] left.", "Le nsubj met; Mr. nmod:desc Le; Ha obj met; Ms. nmod:desc Ha; met root; She nsubj left; left root", []string{"PER Le", "PER Ha"}},
		{"subjects go before objects", "[1 Putin] called [2 Lukashenko]. [1 He] agreed.", "Putin nsubj called; Lukashenko obj called; called root; He nsubj agreed; agreed root", []string{"PER Putin", "PER Lukashenko"}},
		{"he is not the object of himself", "[1 Putin] left. [2 Lukashenko] thanked [1 him].", "Putin nsubj left; left root; Lukashenko nsubj thanked; him obj thanked; thanked root", []string{"PER Putin", "PER Lukashenko"}},
		{"himself is the subject", "[1 Putin] saw [1 himself].", "Putin nsubj saw; himself obj saw; saw root", []string{"PER Putin"}},
		{"his is the subject", "[1 Putin] praised [1 his] army.", "Putin nsubj praised; his nmod:poss army; army obj praised; praised root", []string{"PER Putin"}},
		{"a title takes up its holder", "Secretary [1 Blinken] left. The [1 secretary] returned.", "Secretary nmod:desc Blinken; Blinken nsubj left; left root; The det secretary; secretary nsubj returned; returned root", []string{"PER Blinken"}},
		{"a title in an apposition", "[1 Lavrov], the foreign [1 minister], left. The [1 minister] returned.", "Lavrov nsubj left; minister#1 appos Lavrov; the det minister#1; foreign amod minister#1; left root; The det minister#2; minister#2 nsubj returned; returned root", []string{"PER Lavrov"}},
		{"a title before its apposition", "The foreign [1 minister], [1 Lavrov], left.", "minister nsubj left; The det minister; foreign amod minister; Lavrov appos minister; left root", []string{"PER Lavrov"}},
		{"another title is another person", "Secretary [1 Blinken] left. The [2 president] returned.", "Secretary nmod:desc Blinken; Blinken nsubj left; left root; The det president; president nsubj returned; returned root", []string{"PER Blinken"}},
		{"words that narrow a title", "President [1 Biden] met President [2 Putin] of Russia. The Russian [2 president] left.", "President#1 nmod:desc Biden; Biden nsubj met; President#2 nmod:desc Putin; Putin obj met; Russia nmod President#2; of case Russia; met root; The det president; Russian amod president; president nsubj left; left root", []string{"PER Biden", "PER Putin", "LOC Russia"}},
		{"an office misread as part of a name", "[1 Secretary] of State Antony [1 Blinken] left. The [1 secretary] returned.", "Secretary nsubj left; Blinken nmod Secretary; State compound Blinken; Antony compound Blinken; of case Blinken; left root; The det secretary; secretary nsubj returned; returned root", []string{"PER State Antony Blinken"}},
		{"acronym in brackets", "The African [1 Union] ([1 AU]) met. The [1 AU] left.", "The#1 det Union; African compound Union; Union nsubj met; AU#1 appos Union; met root; The#2 det AU#2; AU#2 nsubj left; left root", []string{"ORG African Union", "ORG AU"}},
		{"acronym by its letters", "The African [1 Union] met. The [1 AU] left.", "The#1 det Union; African compound Union; Union nsubj met; met root; The#2 det AU; AU nsubj left; left root", []string{"ORG African Union", "ORG AU"}},
		{"the United States by its names", "The United [1 States] met. The [1 U.S.] left.", "The#1 det States; United amod States; States nsubj met; met root; The#2 det U.S.; U.S. nsubj left; left root", []string{"LOC United States", "LOC U.S."}},
		{"the republic is the country", "The Republic of [1 Moldova] met. [1 Moldova] left.", "Republic nsubj met; The det Republic; Moldova#1 nmod Republic; of case Moldova#1; met root; Moldova#2 nsubj left; left root", []string{"LOC Moldova"}},
		{"acronym in brackets of the whole phrase", "The [1 Organization] for Aid ([1 OFA]) met. [2 Aid] left.", "The det Organization; Organization nsubj met; Aid#1 nmod Organization; for case Aid#1; OFA appos Aid#1; met root; Aid#2 nsubj left; left root", []string{"ORG Organization for Aid", "ORG OFA"}},
		{"the ministry", "The Defense [1 Ministry] denied it. The [1 ministry] left.", "The#1 det Ministry; Defense compound Ministry; Ministry nsubj denied; it obj denied; denied root; The#2 det ministry; ministry nsubj left; left root", []string{"ORG Defense Ministry"}},
		{"the Ministry with a capital", "The Defense [1 Ministry] denied it. The [1 Ministry] left.", "The#1 det Ministry#1; Defense compound Ministry#1; Ministry#1 nsubj denied; it obj denied; denied root; The#2 det Ministry#2; Ministry#2 nsubj left; left root", []string{"ORG Defense Ministry"}},
		{"the group, with one body in sight", "[1 Hamas] refused. The [1 group] left.", "Hamas nsubj refused; refused root; The det group; group nsubj left; left root", []string{"ORG Hamas"}},
		{"the group, with two bodies in sight, is neither", "[1 Hamas] met [2 Fatah]. The [3 group] left.", "Hamas nsubj met; Fatah obj met; met root; The det group; group nsubj left; left root", []string{"ORG Hamas", "ORG Fatah"}},
		{"the country", "[1 Blinken] flew to [2 Ukraine]. [1 He] praised the [2 country].", "Blinken nsubj flew; Ukraine obl flew; to case Ukraine; flew root; He nsubj praised; the det country; country obj praised; praised root", []string{"PER Blinken", "LOC Ukraine"}},
		{"the country by its adjective", "[2 Ukraine] and [3 Russia] met. In the Ukrainian [4 capital] he praised the [2 country].", "Ukraine nsubj met; Russia conj Ukraine; and cc Russia; met root; Ukrainian amod capital; capital obl praised; he nsubj praised; country obj praised; the#2 det country; the#1 det capital; praised root", []string{"LOC Ukraine", "LOC Russia"}},
		{"the country is not who helps it", "[1 Cuba] suffers. [2 Russia] says [2 it] helps the [1 country].", "Cuba nsubj suffers; suffers root; Russia nsubj says; says root; it nsubj helps; helps ccomp says; country obj helps; the det country", []string{"LOC Cuba", "LOC Russia"}},
		{"an age tells no two holders apart", "Mayor [1 Park] left. The 64 old [1 mayor] returned.", "Mayor nmod:desc Park; Park nsubj left; left root; The det mayor; 64:NUM nummod mayor; old amod mayor; mayor nsubj returned; returned root", []string{"PER Park"}},
		{"its is the body", "[1 NATO] moved [1 its] troops.", "NATO nsubj moved; its nmod:poss troops; troops obj moved; moved root", []string{"ORG NATO"}},
		{"they are the many", "[1 Putin] praised the [2 soldiers]. [2 They] left.", "Putin nsubj praised; soldiers obj praised; the det soldiers; praised root; They nsubj left; left root", []string{"PER Putin"}},
		{"they are those who are named together", "[1 Biden] and [2 Putin] met. [1 They] left.", "Biden nsubj met; Putin conj Biden; and cc Putin; met root; They nsubj left; left root", []string{"PER Biden", "PER Putin"}},
		{"who takes up its noun", "[1 Biden], [1 who] agreed, left.", "Biden nsubj left; agreed acl:relcl Biden; who nsubj agreed; left root", []string{"PER Biden"}},
		{"I is the speaker", "“[1 I] agree,” [1 Biden] said.", "agree ccomp said; I nsubj agree; Biden nsubj said; said root", []string{"PER Biden"}},
		{"we are the speaker, he is another", "[2 Putin] left. “[1 We] stopped [2 him],” [1 Biden] said.", "Putin nsubj left; left root; stopped ccomp said; We nsubj stopped; him obj stopped; Biden nsubj said; said root", []string{"PER Biden", "PER Putin"}},
		{"I is the author that the heading names", "Antony [1 Blinken], Secretary of State\n\nToday [1 I] left. [2 She] called.", "Blinken root; Antony compound Blinken; Secretary appos Blinken; State nmod Secretary; of case State; Blinken:PROPN root; I nsubj left; left root; She nsubj called; called root", []string{"PER Antony Blinken"}},
		{"I in a turn is its label", "SECRETARY [1 BLINKEN]: [1 I] agree.\n\nQUESTION: Why?\n\nSECRETARY [1 BLINKEN]: [1 I] left.", "I#1 nsubj agree; agree root; I#2 nsubj left; left root; BLINKEN#1 root; SECRETARY#1 compound BLINKEN#1; BLINKEN#2 root; SECRETARY#2 compound BLINKEN#2", nil},
		{"same noun, nothing new", "A [1 truce] began. The [1 truce] ended.", "A det truce#1; truce#1 nsubj began; began root; The det truce#2; truce#2 nsubj ended; ended root", nil},
		{"same noun, other words", "The old [1 truce] began. The new [2 truce] ended.", "The#1 det truce#1; old amod truce#1; truce#1 nsubj began; began root; The#2 det truce#2; new amod truce#2; truce#2 nsubj ended; ended root", nil},
		{"it is nobody in it is clear", "[1 NATO] met. [2 It] is clear that he left.", "NATO nsubj met; met root; It nsubj clear; is cop clear; clear:ADJ root; left ccomp clear; that mark left; he nsubj left", []string{"ORG NATO"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			text, heads := marked(t, c.text)
			d := hand(t, text, c.arcs, c.names...)
			findQuotes(d)
			findMentions(d)
			checkMentions(t, d)
			checkEntities(t, d, heads)
		})
	}
}

// TestCoreferenceIsLinear feeds texts on which a careless comparison of all with all would never end.
func TestCoreferenceIsLinear(t *testing.T) {
	for _, c := range []struct{ name, sentence string }{
		{"ever new names", "John%d Smith met Mary%d Smith."},
		{"one name", "He told Smith that they saw his friend."},
		{"ever new offices", "President A%d met the president."},
		{"unclosed quotes", "“He said “no."},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b strings.Builder
			for i := range 6000 {
				b.WriteString(strings.ReplaceAll(c.sentence, "%d", strconv.Itoa(i)))
				b.WriteByte(' ')
			}
			d := &Doc{Text: b.String(), Sentences: segment(b.String())}
			for s := range d.Sentences {
				guessTree(&d.Sentences[s])
			}
			start := time.Now()
			findQuotes(d)
			findMentions(d)
			checkMentions(t, d)
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("%d sentences take %v", len(d.Sentences), took)
			}
		})
	}
}

// guessTree hangs all words on the first verb and takes capitals for names.
func guessTree(s *Sentence) {
	root := min(1, len(s.Words)-1)
	for i := range s.Words {
		w := &s.Words[i]
		w.Head, w.Rel, w.UPOS, w.Lemma = root, "obj", "NOUN", strings.ToLower(w.Form)
		switch {
		case i == root:
			w.Head, w.Rel, w.UPOS = -1, "root", "VERB"
		case pronounOf(w.Form) != noPronoun:
			w.UPOS = "PRON"
		case !isWordRune(rune(w.Form[0])):
			w.UPOS, w.Rel = "PUNCT", "punct"
		case isUpper(w.Form):
			w.UPOS = "PROPN"
			if i > 0 && s.Words[i-1].UPOS == "PROPN" {
				w.Rel, w.Head = "flat", i-1
			}
		}
		if i == 0 && root > 0 {
			w.Rel = "nsubj"
		}
	}
}

// checkEntities compares the entities of d with numbers: heads gives for the end of a mention's mark its number.
func checkEntities(t *testing.T, d *Doc, heads map[int]int) {
	t.Helper()
	entityOf := map[int]int{} // by number
	numberOf := map[int]int{} // by entity
	ends := make([]int, 0, len(heads))
	for end := range heads {
		ends = append(ends, end)
	}
	sort.Ints(ends)
	for _, end := range ends {
		n := heads[end]
		m := mentionWithHeadBefore(d, end)
		if m < 0 {
			t.Fatalf("no mention before %q", d.Text[:end])
		}
		e := d.Mentions[m].Entity
		if was, ok := entityOf[n]; ok && was != e {
			t.Errorf("%q is not the %d before it", d.Text[:end], n)
		}
		if was, ok := numberOf[e]; ok && was != n {
			t.Errorf("%q is taken for %d", d.Text[:end], was)
		}
		entityOf[n], numberOf[e] = e, n
	}
}

// mentionWithHeadBefore is the mention whose head, or whose name, ends at end.
func mentionWithHeadBefore(d *Doc, end int) int {
	for m, x := range d.Mentions {
		s := &d.Sentences[x.Sentence]
		if s.Words[x.Head].End == end {
			return m
		}
	}
	for m, x := range d.Mentions {
		s := &d.Sentences[x.Sentence]
		for k := x.Head; k < x.End; k++ {
			if s.Words[k].End == end && (k == x.Head || isRel(s.Words[k].Rel, "flat")) {
				return m
			}
		}
	}
	return -1
}

// checkMentions checks what holds for all mentions and entities.
func checkMentions(t *testing.T, d *Doc) {
	t.Helper()
	seen := make([]int, len(d.Mentions))
	for e, ms := range d.Entities {
		for k, m := range ms {
			if d.Mentions[m].Entity != e {
				t.Errorf("mention %d is of entity %d and in %d", m, d.Mentions[m].Entity, e)
			}
			if k > 0 && ms[k-1] >= m {
				t.Errorf("entity %d is out of order", e)
			}
			seen[m]++
		}
	}
	for m, x := range d.Mentions {
		if seen[m] != 1 {
			t.Errorf("mention %d is in %d entities", m, seen[m])
		}
		if x.First > x.Head || x.Head >= x.End || x.End > len(d.Sentences[x.Sentence].Words) {
			t.Errorf("mention %d: words [%d,%d) with head %d", m, x.First, x.End, x.Head)
		}
	}
}

// FuzzQuotesAndMentions: whatever the text and however wrong the tree, quotes lie in the text in order and end on words, mentions
// and entities fit each other.
func FuzzQuotesAndMentions(f *testing.F) {
	for _, s := range []string{
		"“We go,” Mr. Blinken said. “They stay.\n\n“He left.”", "MR. X: I go.\n\nMS. Y: \"You said 'no'.\"\n\nMR. X: It's so.", "Biden and Putin met. They said \"it is\" so (AU).",
		"A: B\n\nA: C said: \"", "'’‘\"“”'' said he himself who", "The president's president, the President, said his its their.",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d := &Doc{Text: text, Sentences: segment(text)}
		for s := range d.Sentences {
			guessTree(&d.Sentences[s])
			if n := len(d.Sentences[s].Words); n > 3 {
				d.Sentences[s].Names = []Name{{1, 3, Kind(1 + n%4)}}
			}
		}
		findQuotes(d)
		findMentions(d)
		checkMentions(t, d)
		for i, q := range d.Quotes {
			if q.Start < 0 || q.End <= q.Start || q.End > len(text) || i > 0 && q.Start < d.Quotes[i-1].Start {
				t.Fatalf("%q: quote %d at %v", text, i, q.Span)
			}
			for _, w := range [...]WordAt{q.Speaker, q.Cue} {
				if !w.IsZero() && (w.Sentence >= len(d.Sentences) || w.Word < 0 || w.Word >= len(d.Sentences[w.Sentence].Words)) {
					t.Fatalf("%q: quote %d has a word %v that is none", text, i, w)
				}
			}
		}
	})
}
