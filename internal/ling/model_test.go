package ling

import (
	"fmt"
	"os"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/casus-news/casus/internal/neural"
)

// openKernel opens the bundle of the repository with a kernel.
func openKernel(t testing.TB, k neural.Kernel) *Parser {
	t.Helper()
	b, err := neural.Open(os.DirFS("../../bundle/en"))
	if err != nil {
		t.Fatal(err)
	}
	p, err := open(b, k)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// news is an invented report, long enough to fill several batches.
var news = strings.Repeat(`KYIV, May 6 (Reuters) - Ukraine's president said on Tuesday that Russian forces had shelled the port of Odesa overnight, killing at least three people. "We will respond," he told reporters.

The Kremlin denied the report. A spokeswoman for the foreign ministry, Maria Petrova, warned that any attack on the bridge would be met with force, and accused Kyiv of rejecting talks proposed by Turkey last month.

Thousands of protesters marched through Tbilisi, where police used tear gas and arrested 40 people; the interior minister resigned hours later. The European Union imposed sanctions on 12 officials, including the head of the central bank.
`, 4)

func TestKernelsGiveTheSameParse(t *testing.T) {
	var want *Doc
	for _, k := range neural.Kernels() {
		got := openKernel(t, k).Annotate(news)
		if want == nil {
			want = got
			continue
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%v: parse differs from that of %v", k, neural.Portable)
		}
	}
}

func TestParseDoesNotDependOnNeighbours(t *testing.T) {
	p := openKernel(t, neural.Best())
	whole := p.Annotate(news)
	for i := range whole.Sentences {
		alone := Sentence{Words: make([]Word, len(whole.Sentences[i].Words))}
		for j, w := range whole.Sentences[i].Words {
			alone.Words[j] = Word{Span: w.Span, Form: w.Form}
		}
		list := []Sentence{alone}
		p.Tag(list)
		p.Lemmatize(list)
		if !reflect.DeepEqual(list[0].Words, whole.Sentences[i].Words) {
			t.Errorf("sentence %d: parsed alone it gives another tree", i)
		}
	}
}

func TestParserIsSharedByGoroutines(t *testing.T) {
	p := openKernel(t, neural.Best())
	want := p.Annotate(news)
	got := make([]*Doc, 4)
	var wg sync.WaitGroup
	for i := range got {
		wg.Go(func() { got[i] = p.Annotate(news) })
	}
	wg.Wait()
	for i := range got {
		if !reflect.DeepEqual(got[i], want) {
			t.Errorf("goroutine %d got another Doc", i)
		}
	}
}

func TestOpenRefusesABundleOfAnotherModel(t *testing.T) {
	files := fstest.MapFS{
		neural.CardFile:    {Data: []byte("# toy")},
		neural.VectorsFile: {Data: neural.EncodeVectors([]string{"peace"}, []float32{1, 2, 3, 4}, 4)},
		ModelFile:          {Data: neural.NewTensors().Append(nil)},
	}
	m := neural.Manifest{Format: neural.Format, Name: "toy", Version: "1", Files: map[string]string{}}
	for name, f := range files {
		m.Files[name] = neural.Sum(f.Data)
	}
	raw, err := m.Encode()
	if err != nil {
		t.Fatal(err)
	}
	files[neural.ManifestFile] = &fstest.MapFile{Data: raw}
	b, err := neural.Open(files)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(b); err == nil || !strings.Contains(err.Error(), ModelFile) || !strings.Contains(err.Error(), "train the bundle again") {
		t.Errorf("error %v, want one that names %s and what to do", err, ModelFile)
	}
}

func TestEveryParseIsATree(t *testing.T) {
	p := openKernel(t, neural.Best())
	words := func(n int, form func(int) string) Sentence {
		s := Sentence{Words: make([]Word, n)}
		for i := range s.Words {
			s.Words[i].Form = form(i)
		}
		return s
	}
	for _, c := range []struct {
		name string
		s    Sentence
	}{
		{"no word", words(0, nil)},
		{"one word", words(1, func(int) string { return "Yes" })},
		{"a long list", words(5000, func(i int) string { return []string{"the", "army", "shelled", "Sumy", ","}[i%5] })},
		{"only emoji", words(300, func(int) string { return "😀" })},
		{"control characters", words(50, func(i int) string { return string(rune(i)) })},
		{"broken UTF-8", words(20, func(i int) string { return "\xff\xfe"[:i%3] })},
		{"other scripts", words(40, func(i int) string { return []string{"Привет", "мир", "你好", "مرحبا"}[i%4] })},
		{"a word of 100,000 letters", words(3, func(int) string { return strings.Repeat("a", 100000) })},
	} {
		t.Run(c.name, func(t *testing.T) {
			list := []Sentence{c.s}
			p.Tag(list)
			p.Lemmatize(list)
			checkTree(t, list[0].Words)
		})
	}
}

// checkTree fails unless the words have one root and every other word reaches it.
func checkTree(t *testing.T, words []Word) {
	t.Helper()
	roots := 0
	for i, w := range words {
		if w.UPOS == "" || w.XPOS == "" || w.Rel == "" {
			t.Fatalf("word %d has no tag or relation: %+v", i, w)
		}
		if w.Head < 0 {
			roots++
		}
		for steps, h := 0, i; h >= 0; h = words[h].Head {
			if steps++; steps > len(words) {
				t.Fatalf("word %d is in a circle", i)
			}
		}
	}
	if len(words) > 0 && roots != 1 {
		t.Fatalf("%d roots", roots)
	}
}

func TestTimeIsLinearInTheLengthOfASentence(t *testing.T) {
	p := openKernel(t, neural.Best())
	took := func(n int) time.Duration {
		s := []Sentence{{Words: make([]Word, n)}}
		for i := range s[0].Words {
			s[0].Words[i].Form = []string{"he", "said", "that"}[i%3]
		}
		best := time.Hour
		for range 3 {
			began := time.Now()
			p.Tag(s)
			best = min(best, time.Since(began))
		}
		return best
	}
	if short, long := took(1000), took(10000); long > 40*short {
		t.Errorf("1,000 words took %v, 10,000 took %v", short, long)
	}
}

func TestTaggingDoesNotAllocatePerWord(t *testing.T) {
	p := openKernel(t, neural.Best())
	doc := p.Annotate(news)
	if n := testing.AllocsPerRun(5, func() { p.Tag(doc.Sentences) }); n > 3 {
		t.Errorf("%v allocations for %d sentences", n, len(doc.Sentences))
	}
}

func benchmark(b *testing.B, work func(p *Parser, doc *Doc)) {
	for _, k := range neural.Kernels() {
		b.Run(fmt.Sprint(k), func(b *testing.B) {
			p := openKernel(b, k)
			doc := p.Annotate(news)
			words := 0
			for _, s := range doc.Sentences {
				words += len(s.Words)
			}
			b.ReportAllocs()
			for b.Loop() {
				work(p, doc)
			}
			b.ReportMetric(float64(words*b.N)/b.Elapsed().Seconds(), "words/s")
		})
	}
}

// BenchmarkAnnotateTag is tags, names and trees.
func BenchmarkAnnotateTag(b *testing.B) {
	benchmark(b, func(p *Parser, doc *Doc) { p.Tag(doc.Sentences) })
}

// BenchmarkAnnotateText is all, from raw text.
func BenchmarkAnnotateText(b *testing.B) {
	benchmark(b, func(p *Parser, doc *Doc) { p.Annotate(doc.Text) })
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		openKernel(b, neural.Best())
	}
}

func TestMemoryDoesNotGrow(t *testing.T) {
	p := openKernel(t, neural.Best())
	heap := func(rounds int) uint64 {
		for range rounds {
			p.Annotate(news)
		}
		runtime.GC()
		runtime.GC() // the second empties the pools
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	first := heap(20)
	if last := heap(100); last > first+1<<20 {
		t.Errorf("heap of %d bytes after 20 articles, %d after 120", first, last)
	}
	runtime.KeepAlive(p)
}
