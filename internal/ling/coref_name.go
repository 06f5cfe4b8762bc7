package ling

import "strings"

// mostNames bounds how many entities with one last name are compared.
const mostNames = 60

// mostForms bounds how many forms of its name an entity keeps.
const mostForms = 24

// nameEntity is the entity that a name takes up: the same name, a short or long form of it, or its acronym; -1 if it is new.
func (c *coref) nameEntity(m int) int {
	f := &c.facts[m]
	if len(f.name) == 0 {
		return -1
	}
	if e := c.labelEntity(m); e >= 0 {
		return e
	}
	last := f.name[len(f.name)-1]
	best := -1
	for _, key := range [...]string{last, f.name[0], initials(f.name)} {
		if key == "" {
			continue
		}
		known := c.byLast[key]
		for _, e := range known[max(0, len(known)-mostNames):] {
			if c.namesAgree(m, e) && (best < 0 || c.entities[e].before(m) > c.entities[best].before(m) || c.exact(m, e) && !c.exact(m, best)) {
				if best >= 0 && c.exact(m, best) && !c.exact(m, e) {
					continue
				}
				best = e
			}
		}
		if best >= 0 {
			return best
		}
	}
	if a := alias(strings.Join(f.name, " ")); a != "" {
		words := strings.Fields(a)
		for _, e := range c.byLast[words[len(words)-1]] {
			if hasName(c.entities[e].names, words) {
				return e
			}
		}
	}
	return -1
}

// labelEntity is the entity of the same speaker label earlier in a transcript.
func (c *coref) labelEntity(m int) int {
	f := &c.facts[m]
	s := &c.doc.Sentences[f.Sentence]
	if !isLabel(s) {
		return -1
	}
	text := s.Span.Of(c.doc.Text)
	if e, ok := c.labels[text]; ok {
		return e - 1
	}
	return -1
}

func (c *coref) exact(m, e int) bool { return hasName(c.entities[e].names, c.facts[m].name) }

// namesAgree tells whether the name of mention m and entity e may be one.
func (c *coref) namesAgree(m, e int) bool {
	f, en := &c.facts[m], &c.entities[e]
	if f.gender != unknownGender && en.gender != unknownGender && f.gender != en.gender {
		return false
	}
	for _, n := range en.names {
		if sameWords(n, f.name) {
			return true
		}
	}
	if f.class != en.class && f.class != unknownClass && en.class != unknownClass {
		return c.misclassed(f, en)
	}
	isPerson := f.class == person || en.class == person
	for _, n := range en.names {
		if isPerson && personsAgree(n, f.name) {
			return true
		}
		if !isPerson && (bodiesAgree(n, f.name) || isAcronymOf(n, f.name) || isAcronymOf(f.name, n)) {
			return true
		}
	}
	return false
}

// misclassed tells whether f and en are one though the names have two classes: a last name alone ("Khashoggi") is easily taken
// for a place or a body where the full name stands elsewhere.
func (c *coref) misclassed(f *fact, en *entity) bool {
	if f.class != person && en.class != person {
		return false
	}
	for _, n := range en.names {
		short, long := f.name, n
		if len(short) > len(long) {
			short, long = long, short
		}
		if len(short) == 1 && len(long) > 1 && len(long) <= 4 && short[0] == long[len(long)-1] && !isCountry(short[0]) && !isCommonInNames(short[0]) {
			return true
		}
	}
	return false
}

// personsAgree tells whether a and b may name one person: the same last name, and no first names that differ.
func personsAgree(a, b []string) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	if len(b) == 1 {
		return a[len(a)-1] == b[0]
	}
	if a[len(a)-1] != b[len(b)-1] {
		return false
	}
	x, y := a[0], b[0]
	return x == y || len(x) == 1 && strings.HasPrefix(y, x) || len(y) == 1 && strings.HasPrefix(x, y) || shortFor(x, y) || shortFor(y, x)
}

// bodiesAgree tells whether one name is the other with words left out before or after it: "Woolworths" and "Woolworths Group".
func bodiesAgree(a, b []string) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	if len(b) == 1 && isCommonInNames(b[0]) {
		return false
	}
	if len(b) == 1 && isCountry(b[0]) && a[len(a)-1] == b[0] {
		return isPolity(a[:len(a)-1])
	}
	if sameWords(a[len(a)-len(b):], b) {
		if len(a) > len(b) {
			switch a[len(a)-len(b)-1] {
			case "of", "for", "and", "in", "on", "&":
				// "American States" are not their organization, but a kingdom of a country is the country.
				return isCountry(strings.Join(b, " ")) && isPolity(a[:len(a)-len(b)])
			}
		}
		return len(b) > 1
	}
	return sameWords(a[:len(b)], b) && isBodyTail(a[len(b):])
}

// isPolity tells whether words before "of" and a country only say what kind of state it is.
func isPolity(words []string) bool {
	for _, w := range words {
		switch w {
		case "republic", "kingdom", "state", "federal", "democratic", "people", "'s", "’s", "islamic", "bolivarian", "commonwealth", "sultanate", "emirate", "union", "of", "the", "hashemite", "socialist":
		default:
			return false
		}
	}
	return true
}

// isBodyTail tells whether words only say what kind of body a name is of.
func isBodyTail(words []string) bool {
	for _, w := range words {
		switch w {
		case "inc", "corp", "co", "ltd", "llc", "plc", "group", "company", "corporation", "organization", "organisation", "movement", "party", "agency", ",", "&", "sa", "ag", "gmbh":
		default:
			return false
		}
	}
	return true
}

// initials are the first letters of a name of two or more words, function words left out; "" for shorter names.
func initials(name []string) string {
	if len(name) < 2 {
		return ""
	}
	var b strings.Builder
	for _, w := range name {
		switch w {
		case "of", "the", "for", "and", "in", "on", "to", "&", "de", "-":
			continue
		}
		b.WriteByte(w[0])
	}
	if b.Len() < 2 {
		return ""
	}
	return b.String()
}

// isAcronymOf tells whether short is one word of the initials of long.
func isAcronymOf(short, long []string) bool {
	if len(short) != 1 || len(long) < 2 || len(short[0]) < 2 {
		return false
	}
	return short[0] == initials(long)
}

// appositionEntity is the entity that mention m is another name for by its place: an apposition ("X, the Y of Z"), the name
// in brackets after a body; -1 if none.
func (c *coref) appositionEntity(m int) int {
	f := &c.facts[m]
	w := &c.doc.Sentences[f.Sentence].Words[f.Head]
	if w.Head >= 0 && (isRel(w.Rel, "appos") || isRel(w.Rel, "parataxis") && c.bracketed(f)) {
		up := c.mentionAt(f.Sentence, w.Head)
		if f.form == named && c.bracketed(f) {
			return c.longForm(m, up)
		}
		if up >= 0 && up < m && c.facts[up].Entity >= 0 && c.apposed(up, m) {
			return c.facts[up].Entity
		}
	}
	if f.form == named {
		return -1
	}
	for n := m + 1; n < len(c.facts) && n <= m+3 && c.facts[n].Sentence == f.Sentence; n++ {
		if c.facts[n].officeAt == f.Head {
			return c.facts[n].Entity
		}
	}
	// "The foreign minister, Sergei Lavrov": the name after it has its entity already.
	t := c.trees[f.Sentence]
	for k := t.first[f.Head]; k >= 0; k = t.next[k] {
		if !isRel(t.s.Words[k].Rel, "appos") {
			continue
		}
		if n := c.mentionAt(f.Sentence, k); n > m && c.facts[n].form == named && c.apposed(m, n) {
			return c.facts[n].Entity
		}
	}
	return -1
}

// longForm is the entity of the long form of the acronym m in brackets: the phrase of mention up, or one that it is part of, if the
// letters fit ("Organization for Economic Cooperation and Development (OECD)"), else that phrase if at least the first letter does.
func (c *coref) longForm(m, up int) int {
	f := &c.facts[m]
	if len(f.name) != 1 || !isCapitals(c.headForm(f)) {
		return -1
	}
	words := c.doc.Sentences[f.Sentence].Words
	begin := -1
	for n := up; n >= 0 && n < m; {
		g := &c.facts[n]
		if g.Entity >= 0 && g.form == named && g.class != person {
			if isAcronymOf(f.name, g.name) || c.spells(f.name[0], words[g.First:g.End]) {
				return g.Entity
			}
			if len(g.name) > 1 && g.name[0][0] == f.name[0][0] {
				begin = g.Entity
			}
		}
		if words[g.Head].Head < 0 {
			break
		}
		next := c.mentionAt(f.Sentence, words[g.Head].Head)
		if next == n {
			break
		}
		n = next
	}
	return begin
}

// spells tells whether the capitals of a phrase spell short, in lower case.
func (c *coref) spells(short string, words []Word) bool {
	i := 0
	for k := range words {
		if isUpper(words[k].Form) {
			if i >= len(short) || strings.ToLower(words[k].Form[:1])[0] != short[i] {
				return false
			}
			i++
		}
	}
	return i == len(short) && i > 1
}

func (c *coref) mentionAt(s, i int) int { return int(c.at[s][i]) }

// bracketed tells whether the phrase stands alone between round brackets.
func (c *coref) bracketed(f *fact) bool {
	words := c.doc.Sentences[f.Sentence].Words
	return f.First > 0 && words[f.First-1].Form == "(" && f.End < len(words) && words[f.End].Form == ")"
}

// apposed tells whether mentions a and b, the second an apposition of the first, can be one.
func (c *coref) apposed(a, b int) bool {
	x, y := &c.facts[a], &c.facts[b]
	if x.plural != y.plural && x.form == nominal && y.form == nominal {
		return false
	}
	if x.form == named && y.form == named {
		if c.bracketed(y) {
			return x.class != person && len(y.name) == 1 && (isAcronymOf(y.name, x.name) || isCapitals(c.headForm(y)) && len(x.name) > 1)
		}
		return x.class == y.class && x.class == person && personsAgree(x.name, y.name)
	}
	if x.class != y.class && x.class != unknownClass && y.class != unknownClass {
		// "Moscow, the capital": places and bodies take either noun.
		return x.class != person && y.class != person && x.class != thing && y.class != thing
	}
	return !isTimeNoun(y.lemma) && !isTimeNoun(x.lemma)
}

func (c *coref) headForm(f *fact) string { return c.doc.Sentences[f.Sentence].Words[f.Head].Form }

func isCapitals(form string) bool {
	return len(form) >= 2 && len(form) <= 8 && strings.ToUpper(form) == form && isUpper(form)
}

// nominalEntity is the entity that a noun phrase with "the", "this" or a possessor takes up; -1 if it is new.
func (c *coref) nominalEntity(m int) int {
	f := &c.facts[m]
	if e := c.labelEntity(m); e >= 0 {
		return e
	}
	if !f.definite {
		return -1
	}
	if f.owned >= 0 && c.doc.Sentences[f.Sentence].Words[f.owned].UPOS == "PRON" {
		return c.ownedEntity(m)
	}
	if f.class == person && isOffice(f.lemma) && !f.plural {
		if e := c.officeHolder(m); e >= 0 {
			return e
		}
	}
	if e := c.sameHead(m); e >= 0 {
		return e
	}
	if f.plural || len(f.words) > 0 {
		return -1
	}
	switch {
	case f.lemma == "country" || f.lemma == "nation":
		return c.countryInSight(m)
	case f.lemma == "city" || f.lemma == "town" || f.lemma == "village":
		return c.recent(m, 3, func(_ int, e *entity) bool { return e.class == place && !e.country && len(e.names) > 0 })
	case f.class == body:
		return c.bodyByNoun(m)
	}
	return -1
}

// ownedEntity takes up "his wife" by an earlier "his wife" of the same possessor.
func (c *coref) ownedEntity(m int) int {
	f := &c.facts[m]
	owner := c.mentionAt(f.Sentence, f.owned)
	if owner < 0 || c.facts[owner].Entity < 0 {
		return -1
	}
	earlier := c.byHead[f.lemma]
	for i := len(earlier) - 1; i >= 0 && i >= len(earlier)-8; i-- {
		g := &c.facts[earlier[i]]
		if g.owned < 0 || g.plural != f.plural || !narrows(g.words, f.words) {
			continue
		}
		if o := c.mentionAt(g.Sentence, g.owned); o >= 0 && c.facts[o].Entity == c.facts[owner].Entity {
			return g.Entity
		}
	}
	return -1
}

// officeHolder is the person who likeliest is meant by the office that mention m names; -1 if two are as likely.
func (c *coref) officeHolder(m int) int {
	f := &c.facts[m]
	best, bestScore, secondScore := -1, float32(-1000), float32(-1000)
	tried := map[int]bool{}
	holders := c.byTitle[f.lemma]
	for i := len(holders) - 1; i >= 0 && i >= len(holders)-40; i-- {
		e := holders[i]
		if tried[e] {
			continue
		}
		tried[e] = true
		last := c.entities[e].before(m)
		if last < 0 || !c.holds(e, f) {
			continue
		}
		s := c.prominence(m, last, &c.entities[e])
		if len(f.words) == 0 && c.introducedBare(e, f.lemma) {
			s += 0.8
		}
		if s > bestScore {
			best, bestScore, secondScore = e, s, bestScore
		} else {
			secondScore = max(secondScore, s)
		}
	}
	if bestScore < secondScore+0.5 {
		return -1
	}
	return best
}

// introducedBare tells whether the text gave entity e the office without saying of what, as the press of a country speaks of its
// own: "President Biden" beside "Russian President Vladimir Putin". A bare "the president" then is likelier the first.
func (c *coref) introducedBare(e int, noun string) bool {
	for _, o := range c.entities[e].titles {
		if o.noun == noun && len(o.words) > 0 {
			return false
		}
	}
	return true
}

// prominence says how much in the reader's mind entity e is at mention m, last being its last mention before; higher is more.
func (c *coref) prominence(m, last int, e *entity) float32 {
	g := &c.facts[last]
	s := -min(float32(c.facts[m].Sentence-g.Sentence), 6)
	if g.subject {
		s += 0.8
	}
	return s + min(1, 0.1*float32(e.size()))
}

// holds tells whether entity e has the office of f with all the words that narrow it.
func (c *coref) holds(e int, f *fact) bool {
	if f.gender != unknownGender && c.entities[e].gender != unknownGender && f.gender != c.entities[e].gender {
		return false
	}
	var want []string
	for _, w := range f.words {
		if !isIdle(w) {
			want = append(want, w)
		}
	}
	for _, o := range c.entities[e].titles {
		if o.noun == f.lemma && narrows(o.words, want) {
			return true
		}
	}
	return false
}

// narrows tells whether every word of want has a likeness in have: "russia" finds "russian".
func narrows(have, want []string) bool {
	for _, w := range want {
		found := false
		for _, h := range have {
			if alike(h, w) {
				found = true
				break
			}
		}
		if !found {
			return false
		}
	}
	return true
}

// alike tells whether two words are the same or share a stem of four letters or more, as "Russia" and "Russian" do.
func alike(a, b string) bool {
	if a == b {
		return true
	}
	n := min(len(a), len(b))
	return n >= 5 && a[:n-1] == b[:n-1]
}

// sameHead takes up an earlier noun phrase with the same head and no other narrowing words.
func (c *coref) sameHead(m int) int {
	f := &c.facts[m]
	if isTimeNoun(f.lemma) {
		return -1
	}
	earlier := c.byHead[f.lemma]
	for i := len(earlier) - 1; i >= 0 && i >= len(earlier)-8; i-- {
		g := &c.facts[earlier[i]]
		if g.plural != f.plural || f.Sentence-g.Sentence > 12 || g.Sentence == f.Sentence && g.End > f.First {
			continue
		}
		if narrows(g.words, f.words) && (len(f.words) > 0 || len(g.words) <= 3) {
			return g.Entity
		}
	}
	return -1
}

// recent is the entity last mentioned within the given number of sentences that fits; subjects of the same sentence win.
func (c *coref) recent(m, sentences int, fits func(int, *entity) bool) int {
	f := &c.facts[m]
	for n := m - 1; n >= 0 && n > m-60; n-- {
		g := &c.facts[n]
		if f.Sentence-g.Sentence >= sentences {
			break
		}
		if g.Entity < 0 || g.form == group || g.form == relative || g.End > f.First && g.Sentence == f.Sentence {
			continue
		}
		if fits(g.Entity, &c.entities[g.Entity]) {
			return g.Entity
		}
	}
	return -1
}

// countryInSight is the country that the last name or adjective of one before mention m stands for ("the Ukrainian capital" puts
// Ukraine in sight), at most three sentences back; -1 if there is none, or an adjective whose country the text does not name.
func (c *coref) countryInSight(m int) int {
	f := &c.facts[m]
	doers := c.subjectsAbove(m)
	for s := f.Sentence; s >= 0 && s > f.Sentence-4; s-- {
		words := c.doc.Sentences[s].Words
		from := len(words) - 1
		if s == f.Sentence {
			from = f.First - 1
		}
		for i := from; i >= 0; i-- {
			if n := c.mentionAt(s, i); n >= 0 && c.facts[n].Entity >= 0 && c.facts[n].form != relative {
				if e := c.facts[n].Entity; c.entities[e].country && !doers[e] {
					return e
				}
			}
			if words[i].UPOS != "ADJ" || !isUpper(words[i].Form) {
				continue
			}
			adjective := normal(words[i].Form)
			if e := c.countryOfAdjective(adjective); e >= 0 && !doers[e] {
				return e
			} else if e < 0 && looksLikeNationality(adjective) {
				return -1
			}
		}
	}
	return -1
}

// looksLikeNationality tells whether a capitalised adjective, here in lower case, is one of a country by its ending.
func looksLikeNationality(adjective string) bool {
	switch adjective {
	case "european", "african", "asian", "republican", "christian", "presbyterian", "anglican", "victorian", "human", "urban", "american", "british", "jewish":
		return false
	}
	for _, ending := range [...]string{"an", "ese", "ish", "aqi", "ani", "aeli", "aiti", "emeni"} {
		if strings.HasSuffix(adjective, ending) {
			return true
		}
	}
	return false
}

// subjectsAbove are the entities of the subjects of the verbs that mention m hangs on: who helps "the country" is another one.
func (c *coref) subjectsAbove(m int) map[int]bool {
	f := &c.facts[m]
	out := map[int]bool{}
	if f.subject {
		return out
	}
	for n := m - 1; n >= 0 && c.facts[n].Sentence == f.Sentence; n-- {
		if g := &c.facts[n]; g.subject && g.Entity >= 0 && c.isAbove(g, f) {
			out[g.Entity] = true
		}
	}
	return out
}

// countryOfAdjective is the entity of the country that an adjective in lower case belongs to by its stem, -1 if the text names none.
func (c *coref) countryOfAdjective(adjective string) int {
	for _, e := range c.countries {
		for _, n := range c.entities[e].names {
			if len(n) == 1 && len(n[0]) >= 4 && commonPrefixLen(n[0], adjective) >= max(4, len(n[0])-2) {
				return e
			}
		}
	}
	return -1
}

func commonPrefixLen(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// bodyByNoun finds the body that "the ministry", "the group", "the company" takes up: one with the noun in its name or among its
// descriptions, else the only body in sight.
func (c *coref) bodyByNoun(m int) int {
	f := &c.facts[m]
	only := -1
	for n := m - 1; n >= 0 && n > m-150; n-- {
		g := &c.facts[n]
		if g.form != named || g.class == person || g.Entity < 0 {
			continue
		}
		if nameHolds(g.name, f.lemma) {
			return g.Entity
		}
		if f.Sentence-g.Sentence > 2 || g.class != body || g.Sentence == f.Sentence && g.End > f.First {
			continue
		}
		if only >= 0 && only != g.Entity {
			only = -2
		} else if only == -1 {
			only = g.Entity
		}
	}
	if only >= 0 && isGenericBody(f.lemma) {
		return only
	}
	return -1
}

// bodyByShortName finds the body that "the Ministry", "the Council" takes up: the last one with the word in its longer name; -1 if none.
func (c *coref) bodyByShortName(m int) int {
	f := &c.facts[m]
	if !f.definite || len(f.name) != 1 || len(f.words) > 0 || !isBodyNoun(f.name[0]) {
		return -1
	}
	for n := m - 1; n >= 0 && n > m-150; n-- {
		g := &c.facts[n]
		if g.form == named && g.class != person && len(g.name) > 1 && g.Entity >= 0 && nameHolds(g.name, f.name[0]) {
			return g.Entity
		}
	}
	return -1
}

func nameHolds(name []string, noun string) bool {
	for _, w := range name {
		if w == noun {
			return true
		}
	}
	return false
}
