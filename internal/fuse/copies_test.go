package fuse

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/casus-news/casus/article"
)

// prose makes n words of running text from a seed: our own filler with a vocabulary of 400 words.
func prose(seed uint64, n int) string {
	var b strings.Builder
	for i := range n {
		h := mix(seed<<20 ^ uint64(i))
		fmt.Fprintf(&b, "w%d", h%400)
		if i%13 == 12 {
			b.WriteString(". ")
		} else {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// edit replaces every k-th word of text.
func edit(text string, k int) string {
	words := strings.Fields(text)
	for i := k - 1; i < len(words); i += k {
		words[i] = fmt.Sprintf("edited%d", i)
	}
	return strings.Join(words, " ")
}

func opening(text string, n int) string {
	return strings.Join(strings.Fields(text)[:n], " ")
}

func TestIndexLikeness(t *testing.T) {
	base := prose(1, 400)
	for _, c := range []struct {
		name string
		text string
		want Likeness
	}{
		{"the same bytes", base, Exact},
		{"case, blanks and marks", "  " + strings.ToUpper(strings.ReplaceAll(base, ".", " -- ")), Exact},
		{"a word in sixty changed", edit(base, 60), Same},
		{"another headline and another last line", "Some other title here. " + base + " The end of it.", Same},
		{"the first half", opening(base, 200), Excerpt},
		{"the opening of 60 words in a box", opening(base, 60), Excerpt},
		{"the whole inside a longer piece", base + prose(2, 250), Excerpt},
		{"every fifth word changed", edit(base, 5), Fresh},
		{"another text of the same vocabulary", prose(3, 400), Fresh},
		{"nothing", "", Fresh},
	} {
		x := NewIndex(0)
		x.Add("base", 100, NewSketch(base))
		m := x.Add("copy", 103, NewSketch(c.text))
		if m.Likeness != c.want {
			t.Errorf("%s: got %v (Jaccard %.2f, containment %.2f), want %v", c.name, m.Likeness, m.Jaccard, m.Containment, c.want)
		}
		if want := article.ID("base"); c.want != Fresh && m.Of != want {
			t.Errorf("%s: got a copy of %q, want %q", c.name, m.Of, want)
		}
	}
}

func TestIndexWindow(t *testing.T) {
	text := prose(1, 300)
	for _, c := range []struct {
		name string
		day  article.Day
		want Likeness
	}{
		{"seven days on", 107, Exact}, {"eight days on", 108, Fresh}, {"seven days back", 93, Exact}, {"no day", 0, Exact},
	} {
		x := NewIndex(0)
		x.Add("base", 100, NewSketch(text))
		if got := x.Add("copy", c.day, NewSketch(text)); got.Likeness != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got.Likeness, c.want)
		}
	}
}

// A copy of a copy of a copy belongs to the first as long as it is like the first.
func TestIndexDoesNotDrift(t *testing.T) {
	x := NewIndex(0)
	text := prose(1, 600)
	for i := range 6 {
		words := strings.Fields(text)
		for j := range 8 {
			words[i*100+j*10] = fmt.Sprint("v", i, j)
		}
		m := x.Add(article.ID(fmt.Sprint(i)), 100, NewSketch(text))
		if i > 0 && m.Likeness >= Same && m.Jaccard < SameText {
			t.Errorf("copy %d: %v at Jaccard %.2f", i, m.Likeness, m.Jaccard)
		}
		text = strings.Join(words, " ")
	}
	if x.Len() < 2 {
		t.Errorf("six copies, each further off, are one text")
	}
}

func TestIndexKeepsToItsMemory(t *testing.T) {
	const limit = 1 << 20
	x := NewIndex(limit)
	for i := range 3000 {
		x.Add(article.ID(fmt.Sprint(i)), article.Day(100+i/1000), NewSketch(prose(uint64(i), 60)))
		if x.bytes > limit+2*entryBytes {
			t.Fatalf("after %d articles: %d bytes, limit %d", i, x.bytes, limit)
		}
	}
	if x.Evicted() == 0 || x.Len()+x.Evicted() != 3000 {
		t.Errorf("%d held, %d evicted, want 3000 in all and some evicted", x.Len(), x.Evicted())
	}
	if m := x.Add("again", 102, NewSketch(prose(2999, 60))); m.Likeness != Exact {
		t.Errorf("the newest text: got %v, want exact", m.Likeness)
	}
	if m := x.Add("first", 102, NewSketch(prose(0, 60))); m.Likeness != Fresh {
		t.Errorf("a forgotten text: got %v, want fresh", m.Likeness)
	}
}

func TestIndexForgets(t *testing.T) {
	x := NewIndex(0)
	for day := range 60 {
		for i := range 100 {
			x.Add(article.ID(fmt.Sprint(day, "/", i)), article.Day(1000+day), NewSketch(prose(uint64(day*100+i), 40)))
		}
	}
	if x.Len() > 900 {
		t.Errorf("%d texts held after 60 days of 100, want 8 days' worth", x.Len())
	}
	if cells := len(x.heads); cells > 4*len(Sketch{}.keys)*(x.Len()+1024) {
		t.Errorf("%d map cells for %d texts: the map is not swept", cells, x.Len())
	}
}

// The bands must find what the comparison would accept: of pairs at Jaccard 0.8 hardly one in 10,000 may be missed.
func TestBandsMissLittle(t *testing.T) {
	missed, tried := 0, 0
	for seed := range uint64(300) {
		a := prose(seed, 250)
		b := edit(a, 55)
		s, u := NewSketch(a), NewSketch(b)
		if s.Jaccard(u) < SameText {
			continue
		}
		tried++
		hit := false
		for i := range s.keys {
			hit = hit || s.keys[i] == u.keys[i]
		}
		if !hit {
			missed++
		}
	}
	if tried < 200 || missed > 0 {
		t.Errorf("%d of %d pairs above %.1f share no band", missed, tried, SameText)
	}
}

// The share of equal minima estimates the Jaccard coefficient: that is what makes MinHash one.
func TestMinimaEstimateJaccard(t *testing.T) {
	a := prose(7, 500)
	for _, k := range []int{6, 12, 25, 50} {
		b := edit(a, k)
		s, u := NewSketch(a), NewSketch(b)
		equal := 0
		for i := range permutations {
			if minimum(s, i) == minimum(u, i) {
				equal++
			}
		}
		est, truth := float64(equal)/permutations, s.Jaccard(u)
		if math.Abs(est-truth) > 4*math.Sqrt(truth*(1-truth)/permutations) {
			t.Errorf("every %d-th word changed: %.3f of the minima agree, Jaccard %.3f", k, est, truth)
		}
	}
}

func minimum(s Sketch, i int) uint32 {
	best := ^uint32(0)
	for _, x := range s.shingles {
		best = min(best, permute(i, x))
	}
	return best
}

func TestSketchBytes(t *testing.T) {
	s := NewSketch(prose(5, 300))
	back, ok := SketchOf(s.Bytes())
	if !ok || !bytes.Equal(back.Bytes(), s.Bytes()) || back.Jaccard(s) != 1 {
		t.Error("a sketch does not survive its bytes")
	}
	for _, n := range []int{0, 5, 304, 307} {
		if _, ok := SketchOf(s.Bytes()[:n]); ok {
			t.Errorf("%d bytes pass for a sketch", n)
		}
	}
}

func FuzzSketch(f *testing.F) {
	f.Add("a b c d e f g", "a b c d e f h")
	f.Add("", "\xff\xfe")
	f.Fuzz(func(t *testing.T, a, b string) {
		s, u := NewSketch(a), NewSketch(b)
		j, c := s.Jaccard(u), s.Containment(u)
		if j != u.Jaccard(s) || j < 0 || j > 1 || c < j || c > 1 {
			t.Fatalf("Jaccard %v and %v, containment %v", j, u.Jaccard(s), c)
		}
		if fold(a) == fold(b) && (s.Exact != u.Exact || j != 1) {
			t.Fatal("equal texts differ")
		}
		if fold(fold(a)) != fold(a) {
			t.Fatalf("fold is not settled: %q, %q", fold(a), fold(fold(a)))
		}
	})
}

func BenchmarkSketch(b *testing.B) {
	text := prose(1, 450)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		NewSketch(text)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
}

// A third of the articles are copies, as on a day of the world's news.
func BenchmarkIndexAdd(b *testing.B) {
	sketches := make([]Sketch, 3000)
	for i := range sketches {
		seed := uint64(i)
		if i%3 == 2 {
			seed = uint64(i - 2)
		}
		sketches[i] = NewSketch(edit(prose(seed, 450), 90+i%3))
	}
	b.ResetTimer()
	n := 0
	for b.Loop() {
		x := NewIndex(0)
		copies := 0
		for i, s := range sketches {
			if x.Add(article.ID(fmt.Sprint(i)), 100, s).Likeness >= Same {
				copies++
			}
		}
		if copies < 900 {
			b.Fatalf("found %d copies of 1000", copies)
		}
		n += len(sketches)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "articles/s")
}
