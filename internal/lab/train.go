package lab

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/casus-news/casus/internal/ling"
	"github.com/casus-news/casus/internal/neural"
)

// TrainLanguage trains the language model that c describes and writes a bundle into c.Out: vectors, model, lemmas, model
// card and manifest. The same configuration, data and processor type give the same bytes. Progress goes to w.
func TrainLanguage(c LanguageConfig, w io.Writer) error {
	t := &languageTrainer{c: c, w: w, began: time.Now()}
	if err := t.load(); err != nil {
		return fmt.Errorf("train language: %w", err)
	}
	if err := t.run(); err != nil {
		return fmt.Errorf("train language: %w", err)
	}
	return nil
}

// languageTrainer holds the data and the network of one training run.
type languageTrainer struct {
	c       LanguageConfig
	w       io.Writer
	began   time.Time
	gold    []Tree
	silver  []Tree
	names   []Tree // trees whose names, and only names, are learned
	dev     []Tree
	nameDev []Tree
	rawVecs []byte
	vectors *neural.Vectors
	counts  featureCounts
	lists   [ling.FeatureCount][]string
	net     *net
	sources map[string]int // words by file; those of all silver files under "silver"
}

func (t *languageTrainer) load() error {
	t.sources = map[string]int{}
	var err error
	read := func(paths []string) (all []Tree) {
		for _, path := range paths {
			var trees []Tree
			if err == nil {
				trees, err = ReadTreebank(path)
			}
			t.sources[filepath.Base(path)] = countWords(trees)
			all = append(all, trees...)
		}
		return all
	}
	t.gold, t.silver, t.dev = read(t.c.Gold), read(t.c.Silver), read([]string{t.c.Dev})
	if err != nil {
		return err
	}
	if t.c.DevNames != "" {
		n, err := AddNames(t.dev, t.c.DevNames)
		if err != nil {
			return err
		}
		say(t.w, "%d of %d dev sentences have names", n, len(t.dev))
		t.names, t.nameDev = nameDev(t.dev)
	}
	if len(t.gold) == 0 || len(t.dev) == 0 {
		return errors.New("no gold trees; name treebanks for gold and dev")
	}
	t.sources["silver"] = countWords(t.silver)
	say(t.w, "gold %d words, silver %d, names %d, dev %d", countWords(t.gold), countWords(t.silver), countWords(t.names), countWords(t.dev))
	return t.loadVectors()
}

func (t *languageTrainer) loadVectors() error {
	var err error
	if filepath.Ext(t.c.Vectors) == ".json" {
		t.rawVecs, err = ReadWink(t.c.Vectors, t.c.VectorCount, nil)
	} else {
		t.rawVecs, err = os.ReadFile(t.c.Vectors)
	}
	if err != nil {
		return err
	}
	t.vectors, err = neural.ReadVectors(t.rawVecs)
	return err
}

func (t *languageTrainer) run() error {
	// The garbage of a batch is small and even; a larger heap saves collections.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	rng := rand.New(rand.NewPCG(t.c.Seed, 0))
	if err := t.build(rng); err != nil {
		return err
	}
	size := 0
	for _, p := range t.net.params {
		size += len(p.w)
	}
	say(t.w, "%d tags, %d relations, %d features, %d parameters", len(t.net.tags), len(t.net.rels), t.net.features.rows, size)
	gold, silver := t.examples()
	opt := &adam{beta1: t.c.Beta1, beta2: t.c.Beta2, epsilon: 1e-8}
	plan := t.plan(gold, silver)
	total := 0
	for _, epoch := range plan {
		for _, e := range epoch {
			total += len(e.features)
		}
	}
	done := 0
	best := keeper{}
	for i, epoch := range plan {
		done = t.epoch(epoch, opt, done, total)
		if i == len(plan)-1 || (i+1)%t.c.ScoreEvery == 0 {
			if err := t.score(i+1, &best); err != nil {
				return err
			}
		}
	}
	return t.write(best)
}

// build makes the network, new or with the weights of the bundle to start from.
func (t *languageTrainer) build(rng *rand.Rand) error {
	t.counts = countFeatures(t.gold, t.silver)
	t.lists = t.counts.vocabulary(t.c.Least, t.c.VocabularyLimit)
	tags, rels := inventory(t.gold)
	if t.c.Start == "" {
		t.net = newNet(t.c.Net, ling.NewVocabulary(t.lists, t.vectors), t.vectors, tags, rels, rng)
		return nil
	}
	old, err := startingModel(t.c.Start)
	if err != nil {
		return err
	}
	var from []int32
	t.lists, from = widened(old, t.lists)
	if k := old.Strings["layers"]; len(t.c.Net.Layers) < len(k) || !slices.Equal(t.c.Net.Layers[:len(k)], k) {
		return fmt.Errorf("model to start from has the layers %v, which those of the configuration, %v, do not begin with", k, t.c.Net.Layers)
	}
	t.net = newNet(t.c.Net, ling.NewVocabulary(t.lists, t.vectors), t.vectors, old.Strings["tags"], old.Strings["relations"], rng)
	return t.net.start(old, from)
}

// examples encodes gold (with the trees that only have names) and silver.
func (t *languageTrainer) examples() (gold, silver []*example) {
	for _, tree := range t.gold {
		gold = append(gold, t.net.encode(tree, 1))
	}
	for _, tree := range t.names {
		e := t.net.encode(tree, float32(t.c.NameWeight))
		gold = append(gold, e.namesOnly(tree.Words))
	}
	for _, tree := range t.silver {
		if len(tree.Words) <= t.c.SilverLongest {
			silver = append(silver, t.net.encode(tree, float32(t.c.SilverWeight)))
		}
	}
	return gold, silver
}

// plan lists the examples of each epoch: first silver mixed with gold, then gold alone.
func (t *languageTrainer) plan(gold, silver []*example) (plan [][]*example) {
	if len(silver) > 0 {
		for range t.c.SilverEpochs {
			epoch := append([]*example{}, silver...)
			for range t.c.GoldRepeats {
				epoch = append(epoch, gold...)
			}
			plan = append(plan, epoch)
		}
	}
	for range t.c.GoldEpochs {
		plan = append(plan, append([]*example{}, gold...))
	}
	return plan
}

// epoch trains on the examples in random order; done and total count words for the learning rate.
func (t *languageTrainer) epoch(examples []*example, opt *adam, done, total int) int {
	n := t.net
	n.rng.Shuffle(len(examples), func(i, j int) { examples[i], examples[j] = examples[j], examples[i] })
	var sum losses
	began, before := time.Now(), done
	var batch []*example
	words := 0
	flush := func() {
		if len(batch) == 0 {
			return
		}
		progress := float64(done) / float64(total)
		l := n.train(batch, t.explore(progress))
		sum.tag, sum.name, sum.parse = sum.tag+l.tag, sum.name+l.name, sum.parse+l.parse
		opt.update(n.params, t.rate(opt.step, progress))
		done += words
		batch, words = batch[:0], 0
	}
	for _, e := range examples {
		batch = append(batch, e)
		words += len(e.features)
		if words >= t.c.BatchWords {
			flush()
		}
	}
	flush()
	k := float64(max(1, done-before))
	say(t.w, "%3.0f%% loss per word: tags %.4f names %.4f parser %.4f; %.0f words/s, %.0f s since the start", 100*float64(done)/float64(total),
		sum.tag/k, sum.name/k, sum.parse/k, k/time.Since(began).Seconds(), time.Since(t.began).Seconds())
	return done
}

// explore is the probability of following the model: none at first.
func (t *languageTrainer) explore(progress float64) float64 {
	if progress < t.c.ExploreAfter {
		return 0
	}
	return t.c.Net.Explore
}

// rate is the learning rate: up over the first steps, then in a straight line down to the last rate.
func (t *languageTrainer) rate(step int, progress float64) float64 {
	return (t.c.Rate + (t.c.LastRate-t.c.Rate)*progress) * min(1, float64(step+1)/float64(t.c.Warmup))
}

// keeper holds the best model so far by its score on dev.
type keeper struct {
	score  float64
	model  *neural.Tensors
	scores map[string]float64
}

// score measures the quantised model on dev and keeps it if it is the best so far (LAS + names/10).
func (t *languageTrainer) score(epoch int, best *keeper) error {
	model := t.counts.pruned(t.net.tensors(t.lists), t.c.FeatureRows)
	p, err := ling.NewTagger(model, t.vectors)
	if err != nil {
		return err
	}
	s := scoreTrees(p, t.dev)
	s.names = counts{}
	if len(t.nameDev) > 0 {
		s.names = scoreTrees(p, t.nameDev).names
	}
	say(t.w, "epoch %d dev: %s", epoch, s.line())
	total := s.percent(s.las) + s.names.f1()/10
	if best.model == nil || total >= best.score {
		*best = keeper{total, model, map[string]float64{
			"dev.upos": s.percent(s.upos), "dev.xpos": s.percent(s.xpos), "dev.uas": s.percent(s.uas), "dev.las": s.percent(s.las), "dev.names": s.names.f1(),
		}}
	}
	return nil
}

func (t *languageTrainer) write(best keeper) error {
	m := neural.Manifest{
		Format: neural.Format, Name: "en", Version: t.c.Version, Licence: t.c.Licence, Data: t.c.Sources, Recipe: t.c.Text, Seed: t.c.Seed, Scores: best.scores,
	}
	for i := range m.Data {
		m.Data[i].Words = t.sources[m.Data[i].Name]
	}
	if old, err := neural.Open(os.DirFS(t.c.Out)); err == nil {
		m.Scores = merged(otherScores(old.Manifest().Scores), m.Scores)
	}
	lemmas, err := trainLemmas(t.gold, t.vectors)
	if err != nil {
		return err
	}
	files := map[string][]byte{
		neural.VectorsFile: t.rawVecs,
		ling.ModelFile:     best.model.Append(nil),
		ling.LemmasFile:    lemmas.Append(nil),
	}
	return WriteBundle(t.c.Out, m, files)
}

// otherScores leaves out the scores of the language model, which a new model makes void.
func otherScores(scores map[string]float64) map[string]float64 {
	other := map[string]float64{}
	for k, v := range scores {
		part, _, _ := strings.Cut(k, ".")
		if part != "dev" && part != "test" && part != "raw" {
			other[k] = v
		}
	}
	return other
}
