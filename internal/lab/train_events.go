package lab

import (
	"fmt"
	"io"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/extract"
	"github.com/casus-news/casus/internal/ling"
	"github.com/casus-news/casus/internal/neural"
	"github.com/casus-news/casus/internal/resolve"
)

// EventsConfig is how the scorer of events is trained. The zero value of a field means its default.
type EventsConfig struct {
	// Hidden is the width of the hidden layer (24), Epochs the passes over the data (12), Folds those of the cross-validation (3).
	Hidden, Epochs, Folds int
	// Rate is Adam's step (0.003), Decay the pull of all weights to zero per step and rate (0.2), Drop the share of clues that is
	// hidden in training (0.3).
	Rate, Decay, Drop float64
	// ExampleWeight is the weight of a sentence of the lexicon or of the authored ones against one of an article (1).
	ExampleWeight float64
	// Balance raises the weight of rare types: to (most frequent / frequency)^Balance, at most 4 (0.3).
	Balance float64
	// SilverWeight is the weight of a silver word against one of an article (0.3).
	SilverWeight float64
	// MinCount is how often a clue must be seen to be learned (3).
	MinCount int
	Seed     uint64
}

func (c EventsConfig) withDefaults() EventsConfig {
	set := func(p *int, v int) {
		if *p == 0 {
			*p = v
		}
	}
	setf := func(p *float64, v float64) {
		if *p == 0 {
			*p = v
		}
	}
	set(&c.Hidden, 24)
	set(&c.Epochs, 12)
	set(&c.Folds, 3)
	set(&c.MinCount, 3)
	setf(&c.Rate, 0.003)
	setf(&c.Decay, 0.2)
	setf(&c.Drop, 0.3)
	setf(&c.ExampleWeight, 1)
	setf(&c.Balance, 0.3)
	setf(&c.SilverWeight, 0.3)
	return c
}

// eventRow is one candidate word with its label.
type eventRow struct {
	dense  []float32
	names  []string
	known  []int
	label  int
	weight float32
	// group is the article that the row is from, -1 for a sentence that is always trained on.
	group int
	// soft are the teacher's probabilities of the labels of a silver row; nil for one that a person labelled.
	soft *[extract.Labels]float32
}

// EventsReport says how the training went.
type EventsReport struct {
	Rows, Positive, Clues int
	// Precision, Recall and F1 of (word, type) out of fold at the threshold chosen.
	Precision, Recall, F1 float64
	Threshold             float64
	// Reliability are pairs of raw probability and share that was right, out of fold.
	Reliability []float32
}

// ActsData is what the scorers of acts and of pairs are trained on.
type ActsData struct {
	// Gold are the hand-coded articles, those of the gold standard first, then our own.
	Gold []Gold
	// Silver are articles that a teacher has labelled; they count as much as SilverWeight says.
	Silver []SilverText
	// Sentences are authored sentences (files "*.sentences"), nil for none.
	Sentences fs.FS
}

// TrainEvents trains the scorer of events on hand-coded and silver articles, the lexicon's examples and authored sentences, chooses its
// threshold and its calibration by cross-validation over the hand-coded articles, and returns the model. The silver of a fold comes from a
// teacher that knew the fold's articles, so that the figures out of fold are a little too good; those on other gold are not touched by it.
// Progress goes to log. Same input, same model.
func TrainEvents(p *ling.Parser, x *extract.Extractor, data ActsData, cfg EventsConfig, log io.Writer) (*extract.Model, EventsReport, error) {
	cfg = cfg.withDefaults()
	x = x.WithModel(nil)
	rows, err := eventRows(p, x, data.Gold, data.Sentences, cfg)
	if err != nil {
		return nil, EventsReport{}, err
	}
	rows = append(rows, silverRows(p, x, data.Silver, float32(cfg.SilverWeight))...)
	return trainEventRows(rows, len(data.Gold), x.DenseLen(), cfg, log)
}

func trainEventRows(rows []eventRow, groups, dim int, cfg EventsConfig, log io.Writer) (*extract.Model, EventsReport, error) {
	rep := EventsReport{Rows: len(rows)}
	for i := range rows {
		if rows[i].label > 0 {
			rep.Positive++
		}
	}
	out := crossValidate(rows, groups, dim, cfg, log)
	rep.Threshold, rep.Precision, rep.Recall, rep.F1 = chooseThreshold(thorough(rows, out))
	curve := isotonic(rows, out)
	rep.Reliability = curve
	m := fitEvents(rows, func(int) bool { return true }, dim, cfg)
	m.Curve, m.Threshold = curve, float32(rep.Threshold)
	rep.Clues = len(m.Names)
	fmt.Fprintf(log, "events: %d rows, %d positive, %d clues; out of fold P %.3f R %.3f F1 %.3f at threshold %.2f\n",
		rep.Rows, rep.Positive, rep.Clues, rep.Precision, rep.Recall, rep.F1, rep.Threshold)
	return m, rep, nil
}

// ownClue marks the articles that we coded, whose coders were less thorough than those of the gold: the scorer learns how
// much, and forgets it when it codes.
const ownClue = "set=own"

func isOwnClue(name string) bool { return name == ownClue }

// eventRows makes the training rows: gold articles first, then examples and sentences.
func eventRows(p *ling.Parser, x *extract.Extractor, gold []Gold, sentences fs.FS, cfg EventsConfig) ([]eventRow, error) {
	var rows []eventRow
	for g := range gold {
		doc := p.Annotate(gold[g].Text)
		of := goldRows(x, doc, &gold[g], g)
		if gold[g].Own {
			for i := range of {
				of[i].names = append(of[i].names, ownClue)
			}
		}
		rows = append(rows, of...)
	}
	examples, err := x.Examples()
	if err != nil {
		return nil, err
	}
	authored, err := ReadSentences(sentences)
	if err != nil {
		return nil, err
	}
	for _, e := range append(examples, authored...) {
		rows = append(rows, exampleRows(x, p.Annotate(e.Text), &e, float32(cfg.ExampleWeight))...)
	}
	return rows, nil
}

// ReadSentences reads all *.sentences files of files: "[TYPE modes CAMEO]" sections and one marked sentence a line, with
// "[NONE]" for sentences that hold no act. A nil files has none.
func ReadSentences(files fs.FS) ([]extract.Example, error) {
	if files == nil {
		return nil, nil
	}
	names, err := fs.Glob(files, "*.sentences")
	if err != nil {
		return nil, err
	}
	sort.Strings(names)
	var out []extract.Example
	for _, name := range names {
		raw, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		var section extract.Example
		for n, line := range strings.Split(string(raw), "\n") {
			line = strings.TrimSpace(line)
			if line == "" || line[0] == '#' {
				continue
			}
			if line[0] == '[' && strings.HasSuffix(line, "]") && strings.ToUpper(line[1:3]) == line[1:3] && line[1] >= 'A' {
				w := strings.Fields(strings.Trim(line, "[]"))
				section = extract.Example{Type: event.Type(w[0])}
				if len(w) > 1 && w[1] != "-" {
					for _, m := range strings.Split(w[1], ",") {
						section.Modes = append(section.Modes, event.Mode(m))
					}
				}
				continue
			}
			if section.Type == "" {
				return nil, fmt.Errorf("%s:%d: a sentence before the first [section]", name, n+1)
			}
			e, err := extract.ReadExample(line)
			if section.Type == "NONE" {
				e, err = extract.Example{Text: line}, nil
			}
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %w", name, n+1, err)
			}
			e.Type, e.Modes, e.From = section.Type, section.Modes, fmt.Sprintf("%s:%d", name, n+1)
			out = append(out, e)
		}
	}
	return out, nil
}

// goldRows labels the candidates of a gold article: the topmost candidate word of a trigger has its type; other words of the
// trigger, and words of the same type in the event's sentences, are left out; all else is no event.
func goldRows(x *extract.Extractor, doc *ling.Doc, g *Gold, group int) []eventRow {
	cands, label, weight := goldLabels(x, doc, g)
	return labelledRows(cands, label, weight, group)
}

// labelledRows are the candidates of some weight.
func labelledRows(cands []extract.Candidate, label []int, weight []float32, group int) []eventRow {
	var rows []eventRow
	for i := range cands {
		if weight[i] > 0 {
			rows = append(rows, eventRow{dense: cands[i].Clues.Dense, names: cands[i].Clues.Names, label: label[i], weight: weight[i], group: group})
		}
	}
	return rows
}

func goldLabels(x *extract.Extractor, doc *ling.Doc, g *Gold) ([]extract.Candidate, []int, []float32) {
	cands := x.Candidates(doc)
	label := make([]int, len(cands))
	weight := make([]float32, len(cands))
	for i := range weight {
		weight[i] = 1
	}
	for k := range g.Events {
		e := &g.Events[k]
		ty := extract.Label(event.Type(e.Type))
		at := strings.Index(g.Text, e.Evidence)
		if at < 0 {
			continue
		}
		inside := strings.Index(e.Evidence, e.Trigger)
		trigger := article.Span{Start: at + inside, End: at + inside + len(e.Trigger)}
		w := float32(1)
		if e.Sure == 2 {
			w = 0.5
		}
		markTrigger(doc, cands, trigger, ty, w, label, weight)
		for _, s := range append([]string{e.Evidence}, e.Also...) {
			if i := strings.Index(g.Text, s); i >= 0 {
				leaveOut(cands, article.Span{Start: i, End: i + len(s)}, event.Type(e.Type), label, weight)
			}
		}
	}
	return cands, label, weight
}

// markTrigger gives the topmost candidate inside trigger the label and leaves the others out.
func markTrigger(doc *ling.Doc, cands []extract.Candidate, trigger article.Span, ty int, w float32, label []int, weight []float32) {
	best, depth := -1, 0
	for i := range cands {
		if !trigger.Contains(cands[i].At) {
			continue
		}
		if label[i] == 0 {
			weight[i] = 0
		}
		d := 0
		words := doc.Sentences[cands[i].Sentence].Words
		for h := cands[i].Word; words[h].Head >= 0 && d < 50; h = words[h].Head {
			d++
		}
		if best < 0 || d < depth {
			best, depth = i, d
		}
	}
	if best >= 0 && label[best] == 0 {
		label[best], weight[best] = ty, w
	}
}

// leaveOut takes unlabelled candidates that a frame gives the same type out of training: they tell of the same event.
func leaveOut(cands []extract.Candidate, s article.Span, ty event.Type, label []int, weight []float32) {
	for i := range cands {
		if label[i] == 0 && s.Contains(cands[i].At) && slices.Contains(cands[i].Frames, ty) {
			weight[i] = 0
		}
	}
}

// exampleRows labels the trigger of a marked sentence; other words count as no event only where no frame knows them.
func exampleRows(x *extract.Extractor, doc *ling.Doc, e *extract.Example, w float32) []eventRow {
	cands, label, weight := exampleLabels(x, doc, e, w)
	return labelledRows(cands, label, weight, -1)
}

func exampleLabels(x *extract.Extractor, doc *ling.Doc, e *extract.Example, w float32) ([]extract.Candidate, []int, []float32) {
	cands := x.Candidates(doc)
	label := make([]int, len(cands))
	weight := make([]float32, len(cands))
	for i := range cands {
		if len(cands[i].Frames) == 0 || e.Type == "NONE" {
			weight[i] = w
		}
	}
	if len(e.Trigger) > 0 {
		t := e.Trigger[0]
		for _, o := range e.Trigger[1:] {
			t = article.Span{Start: min(t.Start, o.Start), End: max(t.End, o.End)}
		}
		if t.Len() > 40 {
			t = e.Trigger[0]
		}
		markTrigger(doc, cands, t, extract.Label(e.Type), w, label, weight)
	}
	return cands, label, weight
}

// crossValidate gives every row of an article the probabilities of a model that did not see the article.
func crossValidate(rows []eventRow, groups, dim int, cfg EventsConfig, log io.Writer) [][extract.Labels]float64 {
	out := make([][extract.Labels]float64, len(rows))
	for f := range cfg.Folds {
		inFold := func(g int) bool { return g >= 0 && g%cfg.Folds == f }
		m := fitEvents(rows, func(g int) bool { return !inFold(g) }, dim, cfg)
		for i := range rows {
			if inFold(rows[i].group) {
				out[i] = m.Probabilities(rows[i].dense, m.Known(slices.DeleteFunc(slices.Clone(rows[i].names), isOwnClue)))
			}
		}
		fmt.Fprintf(log, "events: fold %d of %d\n", f+1, cfg.Folds)
	}
	return out
}

// fitEvents trains on the rows whose group use accepts.
func fitEvents(rows []eventRow, use func(group int) bool, dim int, cfg EventsConfig) *extract.Model {
	rng := rand.New(rand.NewPCG(cfg.Seed, 1))
	names := countClues(rows, use, cfg.MinCount)
	m := &extract.Model{Hidden: cfg.Hidden, Dim: dim, Names: names}
	m.Index()
	var train []*eventRow
	for i := range rows {
		if use(rows[i].group) {
			rows[i].known = m.Known(rows[i].names)
			train = append(train, &rows[i])
		}
	}
	n := newEventNet(len(names), dim, cfg, rng)
	n.shapeBias(train)
	n.scale = balance(train, cfg.Balance)
	descend(n, train, 32, cfg, rng, func(r *eventRow) { n.learn(r, cfg.Drop, rng) })
	n.write(m)
	return m
}

// descend trains n on examples in batches, in a new order each epoch, while the step falls to zero; learn adds the gradient of one.
func descend[T any](n *eventNet, examples []T, batch int, cfg EventsConfig, rng *rand.Rand, learn func(T)) {
	steps := cfg.Epochs * ((len(examples) + batch - 1) / batch)
	step := 0
	for range cfg.Epochs {
		rng.Shuffle(len(examples), func(i, j int) { examples[i], examples[j] = examples[j], examples[i] })
		for at := 0; at < len(examples); at += batch {
			for _, e := range examples[at:min(at+batch, len(examples))] {
				learn(e)
			}
			rate := cfg.Rate * (1 - float64(step)/float64(steps))
			n.shrink(float32(1 - rate*cfg.Decay))
			n.adam.update(n.params(), rate)
			step++
		}
	}
}

// balance is the factor of each label's weight.
func balance(rows []*eventRow, power float64) [extract.Labels]float32 {
	var sum, out [extract.Labels]float32
	for _, r := range rows {
		sum[r.label] += r.weight
	}
	top := slices.Max(sum[1:])
	for l := range out {
		out[l] = 1
		if l > 0 && sum[l] > 0 {
			out[l] = float32(min(math.Pow(float64(top/sum[l]), power), 4))
		}
	}
	return out
}

func countClues(rows []eventRow, use func(int) bool, least int) []string {
	count := map[string]int{}
	for i := range rows {
		if !use(rows[i].group) {
			continue
		}
		for _, c := range rows[i].names {
			count[c]++
		}
	}
	var names []string
	for c, n := range count {
		if n >= least && len(c) < 200 {
			names = append(names, c)
		}
	}
	sort.Strings(names)
	return names
}

// eventNet is the model in training; see [extract.Model] for its form.
type eventNet struct {
	hidden, dim                             int
	wide, deep, in, out, flat, bias, bottom *param
	adam                                    adam
	a, dz, da                               []float32
	scale                                   [extract.Labels]float32
}

func newEventNet(names, dim int, cfg EventsConfig, rng *rand.Rand) *eventNet {
	n := &eventNet{hidden: cfg.Hidden, dim: dim, adam: adam{beta1: 0.9, beta2: 0.99, epsilon: 1e-8}}
	h := cfg.Hidden
	n.wide = newParam("wide", names, extract.Labels, 0, rng)
	n.deep = newParam("deep", names, h, 0.05, rng)
	n.in = newParam("in", dim, h, 0.03, rng)
	n.out = newParam("out", h, extract.Labels, 0.1, rng)
	n.flat = newParam("flat", dim, extract.Labels, 0, rng)
	n.bias = newParam("bias", 1, extract.Labels, 0, rng)
	n.bottom = newParam("bottom", 1, h, 0, rng)
	for _, p := range []*param{n.wide, n.deep} {
		p.sparse, p.isTouched = true, make([]bool, names)
	}
	for l := range n.scale {
		n.scale[l] = 1
	}
	n.a, n.dz, n.da = make([]float32, h), make([]float32, extract.Labels), make([]float32, h)
	return n
}

func (n *eventNet) params() []*param {
	return []*param{n.wide, n.deep, n.in, n.out, n.flat, n.bias, n.bottom}
}

// shapeBias starts the bias at the log shares of the labels.
func (n *eventNet) shapeBias(rows []*eventRow) {
	var sum [extract.Labels]float64
	total := 0.0
	for _, r := range rows {
		sum[r.label] += float64(r.weight)
		total += float64(r.weight)
	}
	for l, s := range sum {
		n.bias.w[l] = float32(math.Log((s + 1) / (total + extract.Labels)))
	}
}

// shrink multiplies the dense weights; sparse rows shrink when they are touched.
func (n *eventNet) shrink(by float32) {
	for _, p := range []*param{n.in, n.flat, n.out} {
		for i := range p.w {
			p.w[i] *= by
		}
	}
	for _, p := range []*param{n.wide, n.deep} {
		for _, r := range p.touched {
			row := p.row(r)
			for i := range row {
				row[i] *= by
			}
		}
	}
}

// learn adds the gradient of row r to the parameters and returns its loss. A share drop of the clues is hidden.
func (n *eventNet) learn(r *eventRow, drop float64, rng *rand.Rand) float64 {
	shown := r.shown(drop, rng)
	z := n.forward(r, shown, n.a)
	var loss float64
	if r.soft != nil {
		loss = softGradient(z, n.dz, r.soft, r.weight)
	} else {
		loss = softmaxGradient(z, n.dz, r.label, r.weight*n.scale[r.label])
	}
	n.backward(r, shown, n.a, n.dz)
	return loss
}

// shown are the known clues of r but for a share drop of them.
func (r *eventRow) shown(drop float64, rng *rand.Rand) []int32 {
	out := make([]int32, 0, len(r.known))
	for _, k := range r.known {
		if drop == 0 || rng.Float64() >= drop {
			out = append(out, int32(k))
		}
	}
	return out
}

// forward gives the scores of r by the clues shown, and writes the hidden layer to a.
func (n *eventNet) forward(r *eventRow, shown []int32, a []float32) []float32 {
	z := make([]float32, extract.Labels)
	copy(z, n.bias.w)
	copy(a, n.bottom.w)
	for _, k := range shown {
		axpy(z, 1, n.wide.row(k))
		axpy(a, 1, n.deep.row(k))
	}
	for d, x := range r.dense {
		if x != 0 {
			axpy(z, x, n.flat.row(int32(d)))
			axpy(a, x, n.in.row(int32(d)))
		}
	}
	for h := range a {
		a[h] = float32(math.Tanh(float64(a[h])))
		axpy(z, a[h], n.out.row(int32(h)))
	}
	return z
}

// backward adds to the parameters the gradient of r whose scores have the gradient dz.
func (n *eventNet) backward(r *eventRow, shown []int32, a, dz []float32) {
	for h := range a {
		row, grow := n.out.row(int32(h)), n.out.grow(int32(h))
		s := float32(0)
		for l, d := range dz {
			s += d * row[l]
			grow[l] += d * a[h]
		}
		n.da[h] = s * (1 - a[h]*a[h])
	}
	axpy(n.bias.g, 1, dz)
	axpy(n.bottom.g, 1, n.da)
	for _, k := range shown {
		n.wide.touch(k)
		n.deep.touch(k)
		axpy(n.wide.grow(k), 1, dz)
		axpy(n.deep.grow(k), 1, n.da)
	}
	for d, x := range r.dense {
		if x != 0 {
			axpy(n.flat.grow(int32(d)), x, dz)
			axpy(n.in.grow(int32(d)), x, n.da)
		}
	}
}

func axpy(y []float32, a float32, x []float32) {
	x = x[:len(y)]
	for i := range y {
		y[i] += a * x[i]
	}
}

// softmaxGradient writes weight × (softmax(z) − one-hot(label)) to dz and returns the weighted loss.
func softmaxGradient(z, dz []float32, label int, weight float32) float64 {
	top := slices.Max(z)
	sum := 0.0
	for _, v := range z {
		sum += math.Exp(float64(v - top))
	}
	for l, v := range z {
		dz[l] = weight * float32(math.Exp(float64(v-top))/sum)
	}
	dz[label] -= weight
	return float64(weight) * (math.Log(sum) - float64(z[label]-top))
}

// softGradient is [softmaxGradient] towards a distribution.
func softGradient(z, dz []float32, want *[extract.Labels]float32, weight float32) float64 {
	top := slices.Max(z)
	sum := 0.0
	for _, v := range z {
		sum += math.Exp(float64(v - top))
	}
	loss := 0.0
	for l, v := range z {
		p := math.Exp(float64(v-top)) / sum
		dz[l] = weight * (float32(p) - want[l])
		loss -= float64(weight) * float64(want[l]) * math.Log(max(p, 1e-12))
	}
	return loss
}

func (n *eventNet) write(m *extract.Model) {
	m.Wide, m.Deep, m.In, m.Out, m.Flat = n.wide.w, n.deep.w, n.in.w, n.out.w, n.flat.w
	m.Bias, m.HiddenBias = n.bias.w, n.bottom.w
	m.Index()
}

// thorough is the rows of the gold articles, with their probabilities; all rows where no article is gold.
func thorough(rows []eventRow, out [][extract.Labels]float64) ([]eventRow, [][extract.Labels]float64) {
	var r []eventRow
	var o [][extract.Labels]float64
	for i := range rows {
		if rows[i].group >= 0 && !slices.Contains(rows[i].names, ownClue) {
			r, o = append(r, rows[i]), append(o, out[i])
		}
	}
	if len(r) == 0 {
		return rows, out
	}
	return r, o
}

// chooseThreshold is the probability of an event at which F1 of (word, type) out of fold is best.
func chooseThreshold(rows []eventRow, out [][extract.Labels]float64) (threshold, p, r, f float64) {
	best := -1.0
	for k := 10; k <= 80; k += 2 {
		th := float64(k) / 100
		hits, said, want := 0.0, 0.0, 0.0
		for i := range rows {
			if rows[i].group < 0 {
				continue
			}
			if rows[i].label > 0 && rows[i].weight >= 1 {
				want++
			}
			if 1-out[i][0] < th {
				continue
			}
			top := argmaxEvent(out[i])
			switch {
			case top == rows[i].label && rows[i].weight >= 1:
				hits++
				said++
			case top == rows[i].label:
			default:
				said++
			}
		}
		pp, rr := hits/max(said, 1), hits/max(want, 1)
		if ff := 2 * pp * rr / max(pp+rr, 1e-9); ff > best {
			best, threshold, p, r, f = ff, th, pp, rr, ff
		}
	}
	return threshold, p, r, f
}

func argmaxEvent(p [extract.Labels]float64) int {
	top := 1
	for l := 2; l < extract.Labels; l++ {
		if p[l] > p[top] {
			top = l
		}
	}
	return top
}

// isotonic is the rising step curve (pool adjacent violators, Ayer et al. 1955) from the raw probability of an event to the
// share that was right, out of fold, thinned to at most 20 points.
func isotonic(rows []eventRow, out [][extract.Labels]float64) []float32 {
	type point struct{ x, y, w float64 }
	var pts []point
	for i := range rows {
		if rows[i].group >= 0 {
			right := 0.0
			if argmaxEvent(out[i]) == rows[i].label {
				right = 1
			}
			pts = append(pts, point{1 - out[i][0], right, float64(rows[i].weight)})
		}
	}
	sort.Slice(pts, func(a, b int) bool { return pts[a].x < pts[b].x })
	var pool []point
	for _, q := range pts {
		pool = append(pool, q)
		for len(pool) > 1 && pool[len(pool)-2].y >= pool[len(pool)-1].y {
			a, b := pool[len(pool)-2], pool[len(pool)-1]
			w := a.w + b.w
			pool = append(pool[:len(pool)-2], point{(a.x*a.w + b.x*b.w) / w, (a.y*a.w + b.y*b.w) / w, w})
		}
	}
	var curve []float32
	step := max(1, len(pool)/20)
	for i := 0; i < len(pool); i += step {
		curve = append(curve, float32(pool[i].x), float32(min(max(pool[i].y, 0.01), 0.99)))
	}
	return curve
}

// ActsSources are the folders that [TrainActs] reads and writes.
type ActsSources struct {
	// Bundle gets the scorers; Shared holds gold/train and news; Coded holds our own codes; Silver the teacher's labels, "" for none.
	Bundle, Shared, Coded, Silver string
}

// read opens the bundle and reads the training data.
func (s ActsSources) read() (p *ling.Parser, x *extract.Extractor, data ActsData, err error) {
	bundle, err := neural.Open(os.DirFS(s.Bundle))
	if err != nil {
		return nil, nil, data, err
	}
	if p, err = ling.Open(bundle); err != nil {
		return nil, nil, data, err
	}
	if x, err = extract.OpenUntrained(bundle); err != nil {
		return nil, nil, data, err
	}
	if data.Gold, err = ReadGold(os.DirFS(filepath.Join(s.Shared, "gold")), "train"); err != nil {
		return nil, nil, data, err
	}
	news := os.DirFS(filepath.Join(s.Shared, "news"))
	own, err := ReadCoded(os.DirFS(s.Coded), news)
	if err != nil {
		return nil, nil, data, err
	}
	data.Gold = append(data.Gold, own...)
	if s.Silver != "" {
		data.Silver, err = ReadSilver(os.DirFS(s.Silver), news)
	}
	coded := map[string]bool{}
	for i := range data.Gold {
		coded[data.Gold[i].ID] = true
	}
	data.Silver = slices.DeleteFunc(data.Silver, func(t SilverText) bool { return coded[t.ID] })
	return p, x, data, err
}

// TrainActs trains the scorers of acts, pairs and parties for a bundle and writes them into it. Card and manifest are made
// anew. Progress goes to log.
func TrainActs(from ActsSources, cfg EventsConfig, log io.Writer) error {
	p, x, data, err := from.read()
	if err != nil {
		return err
	}
	m, rep, err := TrainEvents(p, x, data, cfg, log)
	if err != nil {
		return err
	}
	pairs, err := TrainPairs(p, x.WithModel(m), data, cfg, log)
	if err != nil {
		return err
	}
	resolver, err := resolve.Open()
	if err != nil {
		return err
	}
	roles, err := TrainRoles(p, x.WithRoles(nil), resolver, data.Gold, rolesConfig(cfg), log)
	if err != nil {
		return err
	}
	scores := map[string]float64{"acts out of fold P": rep.Precision, "acts out of fold R": rep.Recall, "acts out of fold F1": rep.F1}
	if err := AddToBundle(from.Bundle, extract.ModelFile, m.Encode(), scores, actsData()...); err != nil {
		return err
	}
	if err := AddToBundle(from.Bundle, extract.PairsFile, pairs.Encode(), nil); err != nil {
		return err
	}
	return AddToBundle(from.Bundle, extract.RolesFile, roles.Encode(), nil)
}

// actsData are the sources of the scorers of acts, pairs and parties for the model card.
func actsData() []neural.Source {
	const open = "CC BY 2.5 (Wikinews), CC BY-SA 4.0 (Wikipedia's day pages), CC BY 3.0 AU (Australian prime ministers), US government work (Department of State)"
	return []neural.Source{
		{Name: "gold/train", Licence: open, Citation: "hand-coded articles of the four publishers named", Note: "Trains the scorers of acts, pairs and parties."},
		{Name: "train/coded", Licence: open, Citation: "our own codes of articles of the four publishers named", Note: "As gold/train; the codes are in the repository, the texts are not."},
		{Name: "train/silver", Licence: open, Citation: "articles of the four publishers named", Note: "Acts labelled by a teacher over the vectors of bge-small-en-v1.5 (MIT); see train/silver/README.md."},
		{Name: "lexicon", Licence: "Apache-2.0", Citation: "the examples of internal/extract/lexicon"},
	}
}
