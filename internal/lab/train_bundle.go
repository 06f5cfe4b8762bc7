package lab

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"github.com/casus-news/casus/internal/ling"
	"github.com/casus-news/casus/internal/neural"
)

// WriteBundle writes files, a model card and the manifest m, completed with the hashes, into dir. Files of a bundle that is
// already there and that are not in files stay, so that models can be trained one by one.
func WriteBundle(dir string, m neural.Manifest, files map[string][]byte) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("write bundle: %w", err)
	}
	m.Files = map[string]string{}
	if old, err := neural.Open(os.DirFS(dir)); err == nil {
		for name, sum := range old.Manifest().Files {
			m.Files[name] = sum
		}
	}
	for name, data := range files {
		m.Files[name] = neural.Sum(data)
	}
	delete(m.Files, neural.CardFile)
	card := []byte(modelCard(m))
	m.Files[neural.CardFile] = neural.Sum(card)
	files[neural.CardFile] = card
	raw, err := m.Encode()
	if err != nil {
		return err
	}
	files[neural.ManifestFile] = raw
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			return fmt.Errorf("write bundle: %w", err)
		}
	}
	return nil
}

// AddToBundle writes a file into the bundle in dir, makes card and hashes anew, and keeps all else. Scores are added to those of
// the manifest, data to its sources; a source of the same name is replaced.
func AddToBundle(dir, name string, file []byte, scores map[string]float64, data ...neural.Source) error {
	b, err := neural.Open(os.DirFS(dir))
	if err != nil {
		return fmt.Errorf("add %s to bundle: %w", name, err)
	}
	m := b.Manifest()
	m.Scores = merged(m.Scores, scores)
	m.Data = slices.DeleteFunc(slices.Clone(m.Data), func(old neural.Source) bool {
		return slices.ContainsFunc(data, func(d neural.Source) bool { return d.Name == old.Name })
	})
	m.Data = append(m.Data, data...)
	return WriteBundle(dir, m, map[string][]byte{name: file})
}

// modelCard writes what the manifest says for a person to read.
func modelCard(m neural.Manifest) string {
	var b strings.Builder
	p := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	p("# Model card: %s-%s\n", m.Name, m.Version)
	p("A small model of English for news: tags, dependency trees, names, lemmas. It was trained by `casus train language`")
	p("and is read by `internal/ling`. The scorers of acts, pairs and parties beside it (events.bin, pairs.bin, roles.bin) were trained by")
	p("`casus train acts` and are read by `internal/extract`. Licence of the weights: %s.\n", m.Licence)
	p("## What it was made from\n")
	p("| data | words | licence | source |\n| --- | ---: | --- | --- |")
	for _, d := range m.Data {
		words := ""
		if d.Words > 0 {
			words = fmt.Sprint(d.Words)
		}
		p("| %s | %s | %s | %s |", d.Name, words, d.Licence, d.Citation)
	}
	p("")
	for _, d := range m.Data {
		if d.Note != "" {
			p("%s: %s\n", d.Name, d.Note)
		}
	}
	p("## Scores\n")
	p("Percent. `dev.` is the development set that chose the epoch; `test.` was never seen in training. Words and sentences are")
	p("given, tags are the model's own; `raw.` starts from raw text. LAS follows the CoNLL 2018 rule (relations without subtypes).\n")
	p("| score | value |\n| --- | ---: |")
	var keys []string
	for k := range m.Scores {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		p("| %s | %.2f |", k, m.Scores[k])
	}
	p("\n## What it does badly\n")
	for _, f := range failings {
		p("- %s", f)
	}
	p("\n## How it was made\n")
	p("Seed %d. The network and its training are in `internal/lab`; the same recipe and data give the same bytes on the same", m.Seed)
	p("type of processor. Recipe:\n")
	p("```\n%s```\n", m.Recipe)
	p("## Files\n")
	p("| file | SHA-256 |\n| --- | --- |")
	var names []string
	for n := range m.Files {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, n := range names {
		p("| %s | %s |", n, m.Files[n])
	}
	return b.String()
}

// failings are the known weak points, as measured on dev.
var failings = [...]string{
	"Trees are projective: crossing arcs (about 0.5 % of words) come out wrong.",
	"Attachment of prepositional phrases, coordination, apposition and parataxis is right far less often than subjects and objects.",
	"The frozen vectors do not know words coined after 2014; new names lean on shape and context.",
	"The treebanks are web text, talk and magazine prose; only a small part is news wire.",
	"Organizations are found and told from places far less surely than persons and places are (F1 about 55, 88 and 80 on Universal NER).",
	"Without vector instructions (no AVX2: other processors than amd64, too) it runs at about a twentieth of its speed.",
	"Names of nationalities and events (MISC) have no gold test set here and are not scored.",
	"Text in other languages, all capitals or without punctuation gets a tree, but seldom a good one.",
}

// merged holds the values of both maps, b's where both have one.
func merged(a, b map[string]float64) map[string]float64 {
	all := make(map[string]float64, len(a)+len(b))
	for _, m := range []map[string]float64{a, b} {
		for k, v := range m {
			all[k] = v
		}
	}
	return all
}

// InstallLanguage puts the language model of the bundle in from, its vectors, lemmas, sources, recipe and scores, into the
// bundle in to, whose other models and their scores stay.
func InstallLanguage(from, to string) error {
	src, err := neural.Open(os.DirFS(from))
	if err != nil {
		return fmt.Errorf("install language model: %w", err)
	}
	m := src.Manifest()
	if old, err := neural.Open(os.DirFS(to)); err == nil {
		m.Scores = merged(otherScores(old.Manifest().Scores), m.Scores)
	}
	files := map[string][]byte{}
	for _, name := range []string{neural.VectorsFile, ling.ModelFile, ling.LemmasFile} {
		files[name] = src.File(name)
	}
	return WriteBundle(to, m, files)
}
