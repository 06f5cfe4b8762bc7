package lab

import (
	"slices"
	"testing"
)

// The wanted numbers are those of CPython 3.11: r = random.Random(1); [r.randrange(44) for _ in range(10)], then the last
// three of 700 draws of randrange(100), by which time the state has been renewed.
func TestMersenneDrawsAsCPython(t *testing.T) {
	m := newMersenne(1)
	var got []int
	for range 10 {
		got = append(got, m.below(44))
	}
	if want := []int{8, 36, 4, 16, 7, 31, 28, 30, 41, 24}; !slices.Equal(got, want) {
		t.Errorf("first draws: got %v, want %v", got, want)
	}
	got = got[:0]
	for range 700 {
		got = append(got, m.below(100))
	}
	if want := []int{2, 3, 80}; !slices.Equal(got[697:], want) {
		t.Errorf("last draws: got %v, want %v", got[697:], want)
	}
}
