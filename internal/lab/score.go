package lab

import (
	"fmt"
	"io"
	"slices"
	"sort"
	"strings"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

// Levels at which a report may agree with a gold event, each stricter than the one before.
var levels = [...]string{"type", "dyad", "dyad+fact"}

// details are the fields compared among the pairs that agree on the type, in the order in which they are printed.
var details = [...]string{"sector", "mode", "auxiliary", "attribution", "date", "country"}

// Count is how many gold events were hit, how many reports were false alarms, how many gold events were missed.
type Count struct{ Hits, False, Missed int }

// PRF gives precision, recall and F1; 0 where nothing was there to count.
func (c Count) PRF() (p, r, f float64) {
	if c.Hits+c.False > 0 {
		p = float64(c.Hits) / float64(c.Hits+c.False)
	}
	if c.Hits+c.Missed > 0 {
		r = float64(c.Hits) / float64(c.Hits+c.Missed)
	}
	if p+r > 0 {
		f = 2 * p * r / (p + r)
	}
	return p, r, f
}

func (c *Count) add(o Count) { c.Hits += o.Hits; c.False += o.False; c.Missed += o.Missed }

// Pair is a report that answers a gold event; the indices are into the article's events and reports.
type Pair struct{ Gold, Report int }

// ArticleScore is how one article's reports compare with its gold events.
type ArticleScore struct {
	Levels  [len(levels)]Count
	Details [len(details)]struct{ Right, Of int }
	Kinds   map[string]Count
	// Pairs are the pairs at the level of the type.
	Pairs []Pair
	// Gold and Reports are the article's numbers of events and reports, Arguable that of the events marked sure 2.
	Gold, Reports, Arguable int
}

// Scores are the comparison of a whole set.
type Scores struct{ Articles []ArticleScore }

// Score compares the reports of each gold article with its events; reports[i] are those of gold[i].
//
// A report may answer a gold event when the type is the same and its trigger lies in a sentence that the gold names. Pairs are
// one to one, best agreement first; gold events marked sure 2 cost nothing when missed and nothing when found.
// The rules, and every figure that [Scores.Print] writes, are those of the project's reference scorer (score.py).
func Score(gold []Gold, reports [][]event.Report) Scores {
	var out Scores
	for i := range gold {
		out.Articles = append(out.Articles, scoreArticle(&gold[i], reports[i]))
	}
	return out
}

// goldSpans are the code-point ranges of the evidence and further sentences of e, each occurrence.
func goldSpans(text string, runes *article.Runes, e *GoldEvent) [][2]int {
	var out [][2]int
	for _, s := range append([]string{e.Evidence}, e.Also...) {
		for from := 0; from <= len(text); {
			i := strings.Index(text[from:], s)
			if i < 0 {
				break
			}
			at := from + i
			out = append(out, [2]int{runes.At(at), runes.At(at + len(s))})
			from = at + 1
		}
	}
	return out
}

// candidate is what pairing needs to know of one gold event.
type candidate struct {
	spans             [][2]int
	trigger           int
	actor, recipient  []string
	reciprocal        bool
	auxiliary         []string
	event             *GoldEvent
	actorRecipientAll []string
}

func newCandidate(g *Gold, runes *article.Runes, e *GoldEvent) candidate {
	c := candidate{
		spans: goldSpans(g.Text, runes, e), trigger: -1, actor: goldCodes(e.Actor), recipient: goldCodes(e.Recipient),
		reciprocal: reciprocal(e.Type), auxiliary: set(e.Auxiliary), event: e,
	}
	if i := strings.Index(g.Text, e.Evidence); i >= 0 {
		if j := strings.Index(e.Evidence, e.Trigger); j >= 0 {
			c.trigger = runes.At(i + j)
		}
	}
	c.actorRecipientAll = union(c.actor, c.recipient)
	return c
}

// agree tells at which levels r answers c and how well; ok is false where it cannot answer it.
func (c *candidate) agree(r *event.Report) (holds [len(levels)]bool, rank float64, ok bool) {
	if string(r.Event[0]) != c.event.Type {
		return holds, 0, false
	}
	at := r.TextInfo.TriggerStart
	if !slices.ContainsFunc(c.spans, func(s [2]int) bool { return s[0] <= at && at < s[1] }) {
		return holds, 0, false
	}
	actor, recipient := entityCodes(r.Actor), entityCodes(r.Recipient)
	sameActor, sameRecipient := slices.Equal(c.actor, actor), slices.Equal(c.recipient, recipient)
	dyad := sameActor && sameRecipient || c.reciprocal && slices.Equal(c.actorRecipientAll, union(actor, recipient))
	fact := slices.Equal(c.auxiliary, auxiliaries(r))
	rank = 4*one(dyad) + 2*one(sameActor) + one(sameRecipient) + one(c.trigger == at) + 0.5*one(fact)
	return [len(levels)]bool{true, dyad, dyad && fact}, rank, true
}

func scoreArticle(g *Gold, reports []event.Report) ArticleScore {
	runes := article.NewRunes(g.Text)
	out := ArticleScore{Kinds: map[string]Count{}, Gold: len(g.Events), Reports: len(reports)}
	candidates := make([]candidate, len(g.Events))
	for i := range g.Events {
		candidates[i] = newCandidate(g, runes, &g.Events[i])
		out.Arguable += int(one(g.Events[i].Sure == 2))
	}
	for level := range levels {
		byGold := pairUp(candidates, reports, level)
		for i := range g.Events {
			r, found := byGold[i]
			sure := g.Events[i].Sure == 1
			if sure && found {
				out.Levels[level].Hits++
			} else if sure {
				out.Levels[level].Missed++
			}
			if level == 0 {
				k := out.Kinds[g.Events[i].Type]
				k.Hits += int(one(sure && found))
				k.Missed += int(one(sure && !found))
				out.Kinds[g.Events[i].Type] = k
				if found {
					out.Pairs = append(out.Pairs, Pair{i, r})
					out.tellDetails(&g.Events[i], &reports[r])
				}
			}
		}
		out.Levels[level].False = len(reports) - len(byGold)
		if level == 0 {
			out.countFalse(reports, byGold)
		}
	}
	return out
}

// pairUp pairs gold events with reports one to one at a level, best agreement first.
func pairUp(candidates []candidate, reports []event.Report, level int) map[int]int {
	type option struct {
		rank float64
		Pair
	}
	var options []option
	for i := range candidates {
		for j := range reports {
			if holds, rank, ok := candidates[i].agree(&reports[j]); ok && holds[level] {
				options = append(options, option{rank, Pair{i, j}})
			}
		}
	}
	// Options were made in the order of gold event and report, so a stable sort breaks ties as the reference does.
	sort.SliceStable(options, func(i, j int) bool { return options[i].rank > options[j].rank })
	byGold, used := map[int]int{}, map[int]bool{}
	for _, o := range options {
		if _, taken := byGold[o.Gold]; !taken && !used[o.Report] {
			byGold[o.Gold], used[o.Report] = o.Report, true
		}
	}
	return byGold
}

func (s *ArticleScore) countFalse(reports []event.Report, byGold map[int]int) {
	used := map[int]bool{}
	for _, r := range byGold {
		used[r] = true
	}
	for j := range reports {
		if !used[j] {
			k := s.Kinds[string(reports[j].Event[0])]
			k.False++
			s.Kinds[string(reports[j].Event[0])] = k
		}
	}
}

func (s *ArticleScore) tellDetails(g *GoldEvent, r *event.Report) {
	tell := func(name string, right bool) {
		i := slices.Index(details[:], name)
		s.Details[i].Right += int(one(right))
		s.Details[i].Of++
	}
	tell("sector", meets(g.Actor, r.Actor) && meets(g.Recipient, r.Recipient))
	if len(g.Mode) > 0 {
		var modes []string
		for _, m := range r.Mode {
			modes = append(modes, string(m))
		}
		tell("mode", slices.Equal(set(g.Mode), set(modes)))
	}
	tell("auxiliary", slices.Equal(set(g.Auxiliary), auxiliaries(r)))
	tell("attribution", (g.Attribution == nil) == (r.Attribution == nil) &&
		(g.Attribution == nil || g.Attribution.Code == r.Attribution.Code))
	if g.Date != nil {
		end := r.EndDate
		if end.IsZero() {
			end = r.Date
		}
		tell("date", r.Date == g.Date.Start && end == g.Date.End)
	}
	if g.Place != nil && g.Place.Country != "" {
		tell("country", r.EventLoc != nil && r.EventLoc.CountryCode == g.Place.Country)
	}
}

// meets tells whether the sectors of both sides share one, or the gold names none.
func meets(gold []GoldEntity, report []event.Entity) bool {
	want := map[string]bool{}
	for _, e := range gold {
		for _, s := range e.Sector {
			want[s] = true
		}
	}
	if len(want) == 0 {
		return true
	}
	for _, e := range report {
		for _, s := range e.Sector {
			if want[string(s)] {
				return true
			}
		}
	}
	return false
}

func goldCodes(es []GoldEntity) []string {
	var out []string
	for _, e := range es {
		out = append(out, e.Code)
	}
	return set(out)
}

func entityCodes(es []event.Entity) []string {
	var out []string
	for _, e := range es {
		out = append(out, e.Code)
	}
	return set(out)
}

func auxiliaries(r *event.Report) []string {
	var out []string
	for _, a := range r.Auxiliary {
		out = append(out, string(a))
	}
	return set(out)
}

// set is ss sorted, without repetitions.
func set(ss []string) []string {
	out := slices.Clone(ss)
	slices.Sort(out)
	return slices.Compact(out)
}

func union(a, b []string) []string { return set(append(slices.Clone(a), b...)) }

// reciprocal tells whether the parties of a type may stand on either side.
func reciprocal(ty string) bool { return ty == "CONSULT" || ty == "AGREE" || ty == "COOPERATE" }

func one(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// Print writes the figures, in the lines and with the digits of the reference scorer, intervals included.
func (s Scores) Print(w io.Writer) {
	var gold, arguable, reports int
	var total [len(levels)]Count
	kinds := map[string]Count{}
	for _, a := range s.Articles {
		gold, arguable, reports = gold+a.Gold, arguable+a.Arguable, reports+a.Reports
		for lv := range levels {
			total[lv].add(a.Levels[lv])
		}
		for k, c := range a.Kinds {
			sum := kinds[k]
			sum.add(c)
			kinds[k] = sum
		}
	}
	fmt.Fprintf(w, "%d articles, %d gold events (%d arguable), %d reports\n", len(s.Articles), gold, arguable, reports)
	draws := s.draws()
	for lv, name := range levels {
		p, r, f := total[lv].PRF()
		low, high := s.interval(draws, lv)
		fmt.Fprintf(w, "%-9s  P %.3f  R %.3f  F1 %.3f  [%.3f, %.3f]\n", name, p, r, f, low, high)
	}
	for d, name := range details {
		var right, of int
		for _, a := range s.Articles {
			right, of = right+a.Details[d].Right, of+a.Details[d].Of
		}
		share := 0.0
		if of > 0 {
			share = float64(right) / float64(of)
		}
		fmt.Fprintf(w, "%-11s %d/%d = %.3f\n", name, right, of, share)
	}
	for _, k := range sortedKeys(kinds) {
		c := kinds[k]
		_, _, f := c.PRF()
		fmt.Fprintf(w, "  %-10s hit %4d false %4d missed %4d  F1 %.3f\n", k, c.Hits, c.False, c.Missed, f)
	}
}

// F1 is the F1 of the whole set at a level: 0 type, 1 dyad, 2 dyad and factuality.
func (s Scores) F1(level int) float64 {
	var c Count
	for _, a := range s.Articles {
		c.add(a.Levels[level])
	}
	_, _, f := c.PRF()
	return f
}

const bootstraps = 1000

// draws are the bootstrap samples of articles: the same as the reference scorer's, whose generator is seeded with 1.
func (s Scores) draws() [][]int {
	rng := newMersenne(1)
	out := make([][]int, bootstraps)
	for i := range out {
		out[i] = make([]int, len(s.Articles))
		for j := range out[i] {
			out[i][j] = rng.below(len(s.Articles))
		}
	}
	return out
}

// interval is the 95 % bootstrap interval of F1 at a level.
func (s Scores) interval(draws [][]int, level int) (low, high float64) {
	fs := make([]float64, len(draws))
	for i, d := range draws {
		var c Count
		for _, j := range d {
			c.add(s.Articles[j].Levels[level])
		}
		_, _, fs[i] = c.PRF()
	}
	sort.Float64s(fs)
	return fs[25], fs[974]
}

func sortedKeys(m map[string]Count) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
