// Package resolve turns words into things: actors and offices by date, dates against the day of publication, places, sizes;
// and so a draft into a checked report.
//
// Start with [Open] and [Resolver.Reports]. A Resolver may be shared by goroutines and answers from its arguments and its
// tables alone. Absent on purpose: grammar (package extract), the network, the clock.
package resolve

import (
	"cmp"
	"slices"
	"strings"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/extract"
)

// coderName stands in every report.
const coderName = "casus"

// Resolver makes reports of drafts.
type Resolver struct {
	actors *Actors
	places *Gazetteer
}

// Open makes a Resolver of the built-in tables and the user's own. Faults in own tables are an error that names each of
// them with file and line; nothing is loaded half.
func Open(own ...Table) (*Resolver, error) {
	actors, err := OpenActors(own)
	if err != nil {
		return nil, err
	}
	places, err := OpenPlaces()
	if err != nil {
		return nil, err
	}
	return &Resolver{actors: actors, places: places}, nil
}

// Actors are the tables of actors of r.
func (r *Resolver) Actors() *Actors { return r.actors }

// Reports resolves the drafts of a. Drafts without any party that could act in politics are left out, and mentions that turn
// out to be of one act are joined. The reports stand in the order of their triggers; each passes [event.Check].
// version names what coded, as it stands in the reports.
func (r *Resolver) Reports(a *article.Article, drafts []extract.Draft, version string) []event.Report {
	if len(drafts) == 0 {
		return nil
	}
	where := NewWhere(r.places, a.Text)
	w := &work{
		r: r, a: a, version: version, runes: article.NewRunes(a.Text), hash: a.SHA256(),
		reading: r.actors.Read(Document{Title: a.Title, Text: a.Text, Publisher: a.Publisher, Published: a.Published,
			Places: where.Places()}),
		when:  NewWhen(a.Text, a.Published, tenses(drafts)),
		where: where,
	}
	var found []resolved
	for i := range drafts {
		if x, ok := w.resolve(&drafts[i]); ok {
			found = append(found, x)
		}
	}
	found = joinActs(found)
	slices.SortStableFunc(found, func(x, y resolved) int {
		return cmp.Compare(x.draft.Trigger.Start, y.draft.Trigger.Start)
	})
	var out []event.Report
	for i := range found {
		if report := w.report(&found[i]); event.Check(report) == nil {
			out = append(out, report)
		}
	}
	return out
}

// tenses tells the tense at a byte offset by the clause of a draft around it; the shortest clause decides.
func tenses(drafts []extract.Draft) TenseAt {
	return func(at int) (tense extract.Tense, known bool) {
		best := -1
		for i := range drafts {
			c := drafts[i].Clause
			if c.Start <= at && at < c.End && (best < 0 || c.Len() < drafts[best].Clause.Len()) {
				best = i
			}
		}
		if best < 0 {
			return 0, false
		}
		return drafts[best].Tense, true
	}
}

// work is the resolving of one article.
type work struct {
	r       *Resolver
	a       *article.Article
	version string
	runes   *article.Runes
	hash    string
	reading *Reading
	when    *When
	where   *Where
}

// resolved is a draft with what its words stand for.
type resolved struct {
	draft              *extract.Draft
	actors, recipients []side
	source             *event.Attribution
	dated              Dated
	located            Located
	auxiliary          []event.Auxiliary
	also               []article.Span
	why                []string
}

// side is one party with its answer.
type side struct {
	event.Entity
	political, known bool
	why              []string
}

// resolve finds out about one draft; false where it is no act of politics.
func (w *work) resolve(d *extract.Draft) (resolved, bool) {
	x := resolved{draft: d}
	x.dated = w.when.ForDraft(*d)
	x.auxiliary = w.factuality(d, x.dated)
	day := x.dated.To
	if w.a.Published != 0 && day > w.a.Published || !slices.Contains(x.auxiliary, event.Historical) {
		// Who holds an office is asked for the day of the article, but for acts of the past.
		day = 0
	}
	c := &Context{Reading: w.reading, Day: day, Force: d.Type == "ASSAULT" || d.Type == "MOBILIZE"}
	if d.Source != nil && !d.Source.Unnamed {
		c.Speaker = speakerName(&d.Source.Party)
	}
	crowd := *c
	crowd.Crowd = d.Type == event.Protest
	x.actors, x.recipients = w.sides(d.Actors, &crowd), w.sides(d.Recipients, c)
	x.recipients = without(x.recipients, x.actors)
	if !political(d, x.actors, x.recipients) {
		return x, false
	}
	if len(x.actors) == 0 {
		// Nobody is named: unknown, or unknown armed men where force was used.
		x.actors = []side{{Entity: w.r.actors.Resolve(extract.Party{}, c).Entity}}
	}
	x.source = w.source(d, x.actors, c)
	x.located = w.where.ForDraft(*d, Sides{Actor: codesOfSides(x.actors), Recipient: codesOfSides(x.recipients)})
	return x, true
}

// speakerName is the best name of a speaker.
func speakerName(p *extract.Party) string {
	if len(p.Names) > 0 {
		return p.Names[0]
	}
	return p.Text
}

// factuality is what the grammar shows, corrected by the date: an act of more than three months ago is background, one that
// lies before it is not, and one that is dated after publication is still to come.
func (w *work) factuality(d *extract.Draft, when Dated) []event.Auxiliary {
	has := map[event.Auxiliary]bool{}
	for _, m := range d.Auxiliary {
		has[m] = true
	}
	if !when.To.IsZero() && w.a.Published != 0 {
		if when.Historical {
			has[event.Historical], has[event.Future] = true, false
		} else if when.Text != "" {
			has[event.Historical] = false
		}
		if when.From > w.a.Published && d.Type != "AGREE" {
			has[event.Future] = true
		}
	}
	var out []event.Auxiliary
	for _, m := range event.Auxiliaries() {
		if has[m] {
			out = append(out, m)
		}
	}
	return out
}

// sides resolves parties and leaves out repetitions of one.
func (w *work) sides(parties []extract.Party, c *Context) []side {
	var out []side
	for i := range parties {
		p := &parties[i]
		answer := w.r.actors.Resolve(*p, c)
		if answer.Thing() {
			continue
		}
		s := side{Entity: answer.Entity, political: answer.Political, known: answer.Known}
		for _, step := range answer.Why {
			s.why = append(s.why, "“"+shortText(p.Text)+"”: "+step)
		}
		s.Start, s.End = w.runes.At(p.Span.Start), w.runes.At(p.Span.End)
		if s.EntityText == "" {
			s.EntityText = p.Text
		}
		w.govern(&s)
		if !slices.ContainsFunc(out, func(o side) bool { return sameEntity(&o.Entity, &s.Entity) }) {
			out = append(out, s)
		}
	}
	return out
}

// govern lets the government of a country stand for a thing of its own that nobody knows ("DPRK missile launches").
func (w *work) govern(s *side) {
	if len(s.Sector) == 1 && s.Sector[0] == "UNK" && s.Code != "" {
		s.Sector, s.political = []event.Sector{"GOV"}, true
		s.IdentifierText = "Government of " + w.r.actors.CountryName(s.Code)
	}
}

const shownText = 60

func shortText(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > shownText {
		return string(r[:shownText]) + "…"
	}
	return s
}

// sameEntity tells whether two entities are one: the same resolved name and code, or the same words.
func sameEntity(a, b *event.Entity) bool {
	if a.IdentifierText != "" && b.IdentifierText != "" {
		return a.IdentifierText == b.IdentifierText && a.Code == b.Code
	}
	return a.Code == b.Code && strings.EqualFold(a.EntityText, b.EntityText)
}

// without is the sides that are not among those of other: nobody acts on himself.
func without(sides, other []side) []side {
	return slices.DeleteFunc(sides, func(s side) bool {
		return slices.ContainsFunc(other, func(o side) bool {
			return o.Start == s.Start && o.End == s.End || o.IdentifierText != "" && sameEntity(&o.Entity, &s.Entity)
		})
	})
}

// political tells whether the act is one of politics: some party acts in politics, or an unnamed power acts on people.
func political(d *extract.Draft, actors, recipients []side) bool {
	for _, s := range append(slices.Clone(actors), recipients...) {
		if s.political {
			return true
		}
	}
	switch d.Type {
	case "PROTEST":
		return true
	case "COERCE", "SANCTION", "ASSAULT", "MOBILIZE", "ACCUSE":
		return len(actors) == 0 || len(recipients) > 0
	}
	return false
}

// source is on whose word the act is reported; nil for the article's own voice, and for a party that tells of its own act.
func (w *work) source(d *extract.Draft, actors []side, c *Context) *event.Attribution {
	s := d.Source
	if s == nil {
		return nil
	}
	if s.Unnamed {
		return &event.Attribution{Entity: event.Entity{EntityText: s.Text, Start: w.runes.At(s.Span.Start), End: w.runes.At(s.Span.End)}, Cue: s.Cue}
	}
	found := w.sides([]extract.Party{s.Party}, &Context{Reading: w.reading, Day: c.Day})
	if len(found) == 0 {
		return nil
	}
	e := found[0]
	if slices.ContainsFunc(actors, func(a side) bool { return sameEntity(&a.Entity, &e.Entity) }) {
		return nil
	}
	if v := w.reading.Voice(); v.Code != "" && v.Code == e.Code && slices.Contains(e.Sector, "GOV") {
		return nil
	}
	return &event.Attribution{Entity: e.Entity, Cue: s.Cue}
}

// joinActs joins mentions of one act. The mention with most parties and the highest score leads; the other gives it the parties that it
// lacks.
func joinActs(all []resolved) []resolved {
	var out []resolved
	for _, x := range all {
		i := slices.IndexFunc(out, func(o resolved) bool { return sameAct(&o, &x) })
		if i < 0 {
			out = append(out, x)
			continue
		}
		lead, other := out[i], x
		if fullness(&x) > fullness(&lead) {
			lead, other = x, out[i]
		}
		if more := without(slices.Clone(other.actors), lead.recipients); !anyKnown(lead.actors) && anyKnown(more) {
			lead.actors = more
		}
		if len(lead.recipients) == 0 {
			lead.recipients = without(slices.Clone(other.recipients), lead.actors)
		}
		for _, span := range append([]article.Span{other.draft.Range}, other.also...) {
			if span != lead.draft.Range && !slices.Contains(lead.also, span) {
				lead.also = append(slices.Clip(lead.also), span)
			}
		}
		slices.SortFunc(lead.also, func(a, b article.Span) int { return a.Start - b.Start })
		out[i] = lead
	}
	return out
}

func anyKnown(sides []side) bool {
	return slices.ContainsFunc(sides, func(s side) bool { return s.known })
}

// fullness weighs how much a mention tells: its sides that are known, and its score.
func fullness(x *resolved) float64 {
	return x.draft.Score + one(anyKnown(x.actors)) + one(anyKnown(x.recipients))
}

func one(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// sameAct tells whether two drafts tell of one act. In one sentence they do unless something speaks against it. Across sentences few do
// (of those of one type a tenth, in hand-coded articles): it takes the same parties by name, a definite noun that takes up the
// same word ("the attack"), or a meeting of the same parties.
func sameAct(a, b *resolved) bool {
	if a.draft.Type != b.draft.Type || !modesMeet(a.draft.Modes, b.draft.Modes) || !slices.Equal(a.auxiliary, b.auxiliary) {
		return false
	}
	if a.draft.Sentence == b.draft.Sentence {
		return sidesMeet(a.actors, b.actors) && sidesMeet(a.recipients, b.recipients)
	}
	if a.dated.Text != "" && b.dated.Text != "" && (a.dated.To < b.dated.From || b.dated.To < a.dated.From) {
		return false
	}
	if sameSides(a.actors, b.actors) && sameSides(a.recipients, b.recipients) {
		return true
	}
	takenUp := b.draft.Definite && a.draft.Lemma == b.draft.Lemma
	if !takenUp && a.draft.Type != event.Consult && !(isWar(a.draft.Lemma) && isWar(b.draft.Lemma)) {
		return false
	}
	return sidesMeet(a.actors, b.actors) && sidesMeet(a.recipients, b.recipients)
}

// isWar tells whether a noun means a war as a whole, which a text names again and again.
func isWar(lemma string) bool {
	switch lemma {
	case "war", "invasion", "aggression", "conflict":
		return true
	}
	return false
}

func modesMeet(a, b []event.Mode) bool {
	return len(a) == 0 || len(b) == 0 || slices.ContainsFunc(a, func(m event.Mode) bool { return slices.Contains(b, m) })
}

// sidesMeet tells whether two lists may be of the same parties: all codes of the one are among those of the other; an unknown party
// may be anybody.
func sidesMeet(a, b []side) bool {
	ca, cb := codesOfSides(a), codesOfSides(b)
	if len(ca) > len(cb) {
		ca, cb = cb, ca
	}
	for _, c := range ca {
		if c != "" && len(cb) > 0 && !slices.Equal(cb, []string{""}) && !slices.Contains(cb, c) {
			return false
		}
	}
	return true
}

// sameSides tells whether two lists name the same parties, and at least one.
func sameSides(a, b []side) bool {
	among := func(list []side, s *side) bool {
		return slices.ContainsFunc(list, func(o side) bool { return sameEntity(&o.Entity, &s.Entity) })
	}
	if len(a) == 0 || len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].EntityText == "" || !among(b, &a[i]) {
			return false
		}
	}
	return true
}

func codesOfSides(ss []side) []string {
	var out []string
	for _, s := range ss {
		out = append(out, s.Code)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// report writes x down.
func (w *work) report(x *resolved) event.Report {
	d := x.draft
	r := event.Report{
		Event: []event.Type{d.Type}, Mode: d.Modes, Context: d.Contexts, Auxiliary: x.auxiliary, CAMEO: d.CAMEO,
		Actor: entitiesOf(x.actors), Recipient: entitiesOf(x.recipients), Attribution: x.source,
		EventText: []string{d.Trigger.Of(w.a.Text)}, Text: strings.TrimSpace(d.Range.Of(w.a.Text)), Confidence: d.Score,
		TextInfo: event.TextInfo{
			Sequence: d.Sentence, Start: w.runes.At(d.Range.Start), End: w.runes.At(d.Range.End),
			TriggerStart: w.runes.At(d.Trigger.Start), TriggerEnd: w.runes.At(d.Trigger.End),
		},
		Date: x.dated.From, EndDate: x.dated.To, DateText: x.dated.Text, DateResolution: x.dated.Resolution,
		CiteInfo: event.CiteInfo{
			ID: string(w.a.ID), URL: w.a.URL, Title: w.a.Title, Publication: w.a.Publisher, Published: w.a.Published,
			Language: w.a.Language, SHA256: w.hash, Coder: coderName, Version: w.version,
		},
	}
	if x.located.Known() {
		place := x.located.Location
		r.EventLoc = &place
		x.why = append(x.why, x.located.Why)
	}
	if size := sizeOf(d, w.a.Text); size != (event.Size{}) {
		r.Size = &size
	}
	for _, s := range x.also {
		r.TextInfo.Also = append(r.TextInfo.Also, [2]int{w.runes.At(s.Start), w.runes.At(s.End)})
	}
	r.Why = slices.Clone(d.Why)
	for _, s := range append(slices.Clone(x.actors), x.recipients...) {
		r.Why = append(r.Why, s.why...)
	}
	if x.dated.Why != "" {
		r.Why = append(r.Why, x.dated.Why)
	}
	r.Why = append(r.Why, x.why...)
	event.Fill(&r)
	r.ID = event.Identity(r)
	return r
}

// sizeOf are the counts of the sentence that belong to an act of its type: the dead and injured of an attack, the arrested, the crowd.
func sizeOf(d *extract.Draft, text string) event.Size {
	all := Sizes(text, d.Range)
	switch d.Type {
	case "ASSAULT":
		return event.Size{Dead: all.Dead, Injured: all.Injured}
	case "COERCE":
		return event.Size{Arrested: all.Arrested}
	case "PROTEST":
		return all
	}
	return event.Size{}
}

func entitiesOf(ss []side) []event.Entity {
	out := make([]event.Entity, len(ss))
	for i := range ss {
		out[i] = ss[i].Entity
	}
	return out
}
