package ling

import (
	"math/rand/v2"
	"reflect"
	"testing"
)

func TestNamesSurviveTheirTags(t *testing.T) {
	for _, names := range [][]Name{
		nil,
		{{0, 1, Person}},
		{{0, 3, Organization}, {3, 4, Location}, {5, 7, Misc}},
		{{1, 3, Person}, {3, 6, Person}},
	} {
		tags := make([]int32, 8)
		EncodeNames(names, tags)
		if got := DecodeNames(nil, tags); !reflect.DeepEqual(got, names) {
			t.Errorf("got %v, want %v", got, names)
		}
	}
}

func TestDecoderFindsOnlyLegalNames(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var d nameDecoder
	for n := range 40 {
		scores := make([]float32, n*32)
		for i := range scores {
			scores[i] = float32(rng.NormFloat64() * 3)
		}
		last := 0
		for _, name := range d.decode(nil, scores, n, 32) {
			if name.First < last || name.End <= name.First || name.End > n || name.Kind == None {
				t.Fatalf("%d words: name %+v after word %d", n, name, last)
			}
			last = name.End
		}
	}
}

func TestDecoderFollowsTheScores(t *testing.T) {
	want := []Name{{1, 3, Location}}
	tags := make([]int32, 4)
	EncodeNames(want, tags)
	scores := make([]float32, 4*NameTagCount)
	for i, tag := range tags {
		scores[i*NameTagCount+int(tag)] = 5
	}
	var d nameDecoder
	if got := d.decode(nil, scores, 4, NameTagCount); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestShapes(t *testing.T) {
	for _, c := range []struct{ form, shape string }{
		{"Kyiv", "Xxx"}, {"NATO", "XX"}, {"U.S.", "X.X."}, {"2,000", "d,dd"}, {"Élysée", "Xxx"}, {"co-operate", "xx-xx"}, {"😀", "?"}, {"", ""},
	} {
		if got := FeatureStrings(c.form)[featShape]; got != c.shape {
			t.Errorf("%s has shape %q, want %q", c.form, got, c.shape)
		}
	}
}
