package lab

import (
	"bytes"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/casus-news/casus/internal/ling"
	"github.com/casus-news/casus/internal/neural"
)

// smallConfig trains a network of width 16 on the two small trees, which lie in dir, for a few epochs.
func smallConfig(t *testing.T, dir, out string) LanguageConfig {
	t.Helper()
	c := readRepositoryConfig(t, "language.conf")
	trees := filepath.Join(dir, "trees.conllu")
	vectors := filepath.Join(dir, "vectors.bin")
	many := strings.Repeat(smallTrees, 10)
	if err := os.WriteFile(trees, []byte(many), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(vectors, neural.EncodeVectors([]string{"kyiv", "attack"}, make([]float32, 16), 8), 0o644); err != nil {
		t.Fatal(err)
	}
	c.Gold, c.Silver, c.Dev, c.DevNames, c.Vectors, c.Out = []string{trees}, []string{trees}, trees, "", vectors, out
	c.Net.Width, c.Net.Hidden, c.BatchWords = 16, 8, 24
	c.SilverEpochs, c.GoldEpochs = 1, 4
	return c
}

func TestTrainingTwiceGivesTheSameBytes(t *testing.T) {
	dir := t.TempDir()
	outs := []string{filepath.Join(dir, "one"), filepath.Join(dir, "two")}
	for _, out := range outs {
		if err := TrainLanguage(smallConfig(t, dir, out), io.Discard); err != nil {
			t.Fatal(err)
		}
	}
	first, err := neural.Open(os.DirFS(outs[0]))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{neural.CardFile, ling.LemmasFile, ling.ModelFile, neural.VectorsFile}
	if got := slices.Sorted(maps.Keys(first.Manifest().Files)); !slices.Equal(got, want) {
		t.Errorf("files %v, want %v", got, want)
	}
	for _, name := range append(want, neural.ManifestFile) {
		a, err := os.ReadFile(filepath.Join(outs[0], name))
		if err != nil {
			t.Fatal(err)
		}
		b, _ := os.ReadFile(filepath.Join(outs[1], name))
		if !bytes.Equal(a, b) {
			t.Errorf("%s differs between two runs", name)
		}
	}
	if _, err := ling.Open(first); err != nil {
		t.Error(err)
	}
}

func TestInstallingALanguageKeepsOtherModels(t *testing.T) {
	dir := t.TempDir()
	from, to := filepath.Join(dir, "from"), filepath.Join(dir, "to")
	for _, out := range []string{from, to} {
		if err := TrainLanguage(smallConfig(t, dir, out), io.Discard); err != nil {
			t.Fatal(err)
		}
	}
	if err := AddToBundle(to, "acts.bin", []byte("acts"), map[string]float64{"acts F1": 50, "test.las": 1}); err != nil {
		t.Fatal(err)
	}
	if err := InstallLanguage(from, to); err != nil {
		t.Fatal(err)
	}
	b, err := neural.Open(os.DirFS(to))
	if err != nil {
		t.Fatal(err)
	}
	m := b.Manifest()
	if string(b.File("acts.bin")) != "acts" || m.Scores["acts F1"] != 50 {
		t.Errorf("the other model is gone: %v, %v", m.Files, m.Scores)
	}
	if _, stale := m.Scores["test.las"]; stale {
		t.Error("the score of the old language model is still there")
	}
	card := string(b.File(neural.CardFile))
	for _, want := range []string{"CC BY-NC-SA", "dev.las", "seed = 1", "What it does badly"} {
		if !strings.Contains(card, want) {
			t.Errorf("the model card does not say %q", want)
		}
	}
}
