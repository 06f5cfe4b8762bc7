package ling

import (
	"math/rand/v2"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/casus-news/casus/internal/neural"
)

// TestMemoryOfManySentences parses as many sentences as CASUS_SENTENCES says (make bench-memory: a million) and prints the
// live heap on the way. The sentences are drawn from news, and each holds a word never seen before, so that anything kept
// per sentence or per word would show.
func TestMemoryOfManySentences(t *testing.T) {
	total, _ := strconv.Atoi(os.Getenv("CASUS_SENTENCES"))
	if total <= 0 {
		t.Skip("slow: make bench-memory")
	}
	p := openKernel(t, neural.Best())
	var stock []string
	for _, s := range p.Annotate(news).Sentences {
		var words []string
		for _, w := range s.Words {
			words = append(words, w.Form)
		}
		stock = append(stock, strings.Join(words, " "))
	}
	rng := rand.New(rand.NewPCG(1, 1))
	sentences, words := 0, 0
	parse := func(until int) {
		for sentences < until {
			var text strings.Builder
			for range 25 {
				text.WriteString("In " + coin(rng) + ", " + stock[rng.IntN(len(stock))] + "\n\n")
			}
			doc := p.Annotate(text.String())
			sentences += len(doc.Sentences)
			for _, s := range doc.Sentences {
				words += len(s.Words)
			}
		}
	}
	heap := func(at string) uint64 {
		runtime.GC()
		runtime.GC() // the second empties the pools
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		t.Logf("%s: %d sentences, %d words, live heap %.1f MB, from the system %.1f MB", at, sentences, words, float64(m.HeapAlloc)/1e6, float64(m.Sys)/1e6)
		return m.HeapAlloc
	}
	parse(total / 100)
	first := heap("start")
	parse(total / 2)
	heap("middle")
	parse(total)
	if last := heap("end"); last > first+1<<20 {
		t.Errorf("the heap grew from %d to %d bytes", first, last)
	}
	runtime.KeepAlive(p)
}

// coin makes up a place name of seven letters.
func coin(rng *rand.Rand) string {
	var b strings.Builder
	for i := range 7 {
		c := byte('a' + rng.IntN(26))
		if i == 0 {
			c -= 'a' - 'A'
		}
		b.WriteByte(c)
	}
	return b.String()
}
