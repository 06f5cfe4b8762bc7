package resolve

import (
	"math"
	"strings"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

// CountKind says what a number counts.
type CountKind string

// The kinds of counts.
const (
	Dead      CountKind = "dead"
	Injured   CountKind = "injured"
	Arrested  CountKind = "arrested"
	Missing   CountKind = "missing"
	Displaced CountKind = "displaced"
	Crowd     CountKind = "crowd"
	Troops    CountKind = "troops"
	Weapons   CountKind = "weapons"
	Money     CountKind = "money"
	Persons   CountKind = "people"
)

// Count is a number in a text with what it counts.
type Count struct {
	Kind CountKind
	// Span runs from the hedge to the noun: "at least 20 soldiers".
	Span article.Span
	// Low and High bound the value; they are equal for a plain number. High is 0 where the words set no upper bound.
	Low, High float64
	// Value is the number as said, the lower end of a range or of a vague word: 24 for "dozens".
	Value float64
	// Hedge is exact, about, at-least, at-most, more-than, less-than or vague.
	Hedge string
	// Unit is the thing counted, in the words of the text ("soldiers", "drones"), or a currency code.
	Unit string
	// Added tells that it adds to the count before it: "two soldiers and a civilian".
	Added bool
}

// Sizes sums up the people killed, injured and arrested and the size of a crowd that text tells of within span. Numbers that
// are joined by "and" under one verb are added; of several accounts the largest counts.
func Sizes(text string, span article.Span) event.Size {
	var out event.Size
	sums := map[CountKind]float64{}
	for _, c := range Counts(text, span) {
		if c.Added {
			sums[c.Kind] += c.Value
		} else {
			sums[c.Kind] = c.Value
		}
		n := int(min(sums[c.Kind], math.MaxInt32))
		switch c.Kind {
		case Dead:
			out.Dead = max(out.Dead, n)
		case Injured:
			out.Injured = max(out.Injured, n)
		case Arrested:
			out.Arrested = max(out.Arrested, n)
		case Crowd:
			out.Size = max(out.Size, n)
		}
	}
	return out
}

// sizer reads the counts of one stretch of text.
type sizer struct {
	scan
	base int
	out  []Count
}

// Counts reads the numbers of text within span that count people, weapons or money, in order.
func Counts(text string, span article.Span) []Count {
	s := sizer{base: span.Start}
	s.text = span.Of(text)
	s.toks = tokens(s.text)
	for i := 0; i < len(s.toks); {
		n, ok := s.quantityAt(i)
		if !ok {
			i++
			continue
		}
		if c, end, ok := s.count(n); ok {
			s.out = append(s.out, c)
			i = max(end, n.end)
			continue
		}
		i = max(n.end, i+1)
	}
	return s.out
}

// sizeNumber is a number of the text: tokens [first, end).
type sizeNumber struct {
	first, end int
	value      float64
	low, high  float64
	hedge      string
	currency   string
	single     bool // "a", "one": needs a noun for one person
}

// low is the lower-case form of token i, "" for long words and marks.
func (s *sizer) low(i int) string {
	if i < 0 || i >= len(s.toks) || s.toks[i].kind != wordToken || s.toks[i].end-s.toks[i].start > 20 {
		return ""
	}
	return strings.ToLower(s.text[s.toks[i].start:s.toks[i].end])
}

// quantityAt reads a number with its hedge at token i.
func (s *sizer) quantityAt(i int) (sizeNumber, bool) {
	j, hedge := s.hedge(i)
	n, ok := s.bareNumber(j)
	if !ok {
		return n, false
	}
	n.first, n.hedge = i, hedge
	if n.hedge == "" {
		n.hedge = "exact"
		if n.high != n.low {
			n.hedge = "vague"
		}
	}
	// "20 to 30", "between 10 and 15", "10-15"
	if s.is(n.end, toWord) || s.is(n.end, dashMark) || s.is(n.end, andWord) && s.is(j-1, betweenWord) || s.is(n.end, orWord) {
		if m, ok := s.bareNumber(n.end + 1); ok && m.value > n.value && !n.single && !m.single {
			n.high, n.end = m.value, m.end
			if m.currency != "" {
				n.currency = m.currency
			}
			if n.hedge == "exact" {
				n.hedge = "about"
			}
		}
	}
	switch n.hedge {
	case "at-least", "more-than":
		n.high = 0
	case "at-most", "less-than":
		n.low = 0
	}
	return n, true
}

// hedge reads the words before a number that weaken it.
func (s *sizer) hedge(i int) (int, string) {
	two := func(a, b string) bool { return s.low(i) == a && s.low(i+1) == b }
	switch {
	case two("at", "least"), two("no", "fewer") && s.low(i+2) == "than", two("no", "less") && s.low(i+2) == "than":
		if s.low(i) == "no" {
			return i + 3, "at-least"
		}
		return i + 2, "at-least"
	case two("more", "than"), two("upwards", "of"), two("well", "over"), two("just", "over"):
		return i + 2, "more-than"
	case two("less", "than"), two("fewer", "than"), two("just", "under"):
		return i + 2, "less-than"
	case two("up", "to"), two("at", "most"), two("as", "many") && s.low(i+2) == "as":
		if s.low(i) == "as" {
			return i + 3, "at-most"
		}
		return i + 2, "at-most"
	}
	switch s.low(i) {
	case "about", "around", "some", "roughly", "approximately", "nearly", "almost", "estimated":
		return i + 1, "about"
	case "over":
		return i + 1, "more-than"
	case "between", "from":
		return i + 1, ""
	}
	if s.low(i) == "an" && s.low(i+1) == "estimated" {
		return i + 2, "about"
	}
	return i, ""
}

// bareNumber reads a number in digits or words at token j, with its currency.
func (s *sizer) bareNumber(j int) (sizeNumber, bool) {
	n := sizeNumber{first: j}
	if s.is(j, moneyMark) {
		n.currency = currencyOf(s.text[s.toks[j].start:s.toks[j].end])
		j++
	} else if c := s.low(j); (c == "us" || c == "usd" || c == "eur" || c == "gbp") && (s.is(j+1, moneyMark) || j+1 < len(s.toks) && s.toks[j+1].kind == numberToken) {
		n.currency = map[string]string{"us": "USD", "usd": "USD", "eur": "EUR", "gbp": "GBP"}[c]
		j++
		if s.is(j, moneyMark) {
			j++
		}
	}
	if j >= len(s.toks) {
		return n, false
	}
	t := s.toks[j]
	if t.kind == numberToken {
		n.value, n.end = digitsValue(s.text[t.start:t.end]), j+1
		if s.is(j+1, dotMark) && s.glued(j+1) && s.glued(j+2) && j+2 < len(s.toks) && s.toks[j+2].kind == numberToken {
			n.value += digitsValue(s.text[s.toks[j+2].start:s.toks[j+2].end]) / math.Pow10(int(s.toks[j+2].end-s.toks[j+2].start))
			n.end = j + 3
		}
		if s.is(n.end, dashMark) && s.glued(n.end) && s.glued(n.end+1) {
			if w := s.low(n.end + 1); w != "" && w != "strong" && w != "million" && w != "billion" {
				// "25-year-old", "10-day"
				return n, false
			}
			if s.low(n.end+1) != "" {
				n.end++
			}
		}
		return s.scale(n), true
	}
	return s.wordNumber(n, j)
}

// digitsValue is the value of digits with group commas.
func digitsValue(d string) float64 {
	v := 0.0
	for i := range len(d) {
		if isDigit(d[i]) {
			v = v*10 + float64(d[i]-'0')
		}
	}
	return v
}

// wordNumber reads a spelled number or a vague one: "twelve", "a dozen", "dozens", "tens of thousands", "several hundred".
func (s *sizer) wordNumber(n sizeNumber, j int) (sizeNumber, bool) {
	w := s.low(j)
	if low, high, ok := vagueNumber(w); ok {
		n.value, n.low, n.high, n.end = low, low, high, j+1
		if s.is(j+1, ofWord) {
			if unit, ok := magnitude(strings.TrimSuffix(s.low(j+2), "s")); ok {
				times := 10.0
				if w == "hundreds" {
					times = 100
				}
				n.value, n.low, n.high, n.end = times*unit, times*unit, 10*times*unit, j+3
			} else if w == "tens" {
				return n, false
			}
		}
		if w == "tens" && n.end == j+1 {
			return n, false
		}
		if s.is(n.end, ofWord) {
			n.end++
		}
		return n, true
	}
	switch s.class(j) {
	case severalWord, fewWord:
		n.value, n.low, n.high, n.end = 3, 3, 9, j+1
		if v, ok := magnitude(s.low(j + 1)); ok {
			n.value, n.low, n.high, n.end = 3*v, 3*v, 9*v, j+2
		}
		return n, true
	case articleWord:
		switch {
		case s.is(j+1, dozenWord):
			n.value, n.end = 12, j+2
		case s.is(j+1, coupleWord):
			n.value, n.end = 2, j+2
			if s.is(n.end, ofWord) {
				n.end++
			}
		case s.is(j+1, fewWord):
			n.value, n.low, n.high, n.end = 3, 3, 9, j+2
			if v, ok := magnitude(s.low(j + 2)); ok {
				n.value, n.low, n.high, n.end = 3*v, 3*v, 9*v, j+3
			}
			return n, true
		default:
			if v, ok := magnitude(s.low(j + 1)); ok {
				n.value, n.end = v, j+2
				break
			}
			n.value, n.end, n.single = 1, j+1, true
		}
		n.low, n.high = n.value, n.value
		return n, true
	case dozenWord:
		n.value, n.low, n.high, n.end = 12, 12, 12, j+1
		return n, true
	case numeralWord, tensWord:
		v, end := s.underHundred(j)
		n.value, n.end = float64(v), end
		if s.is(end, dozenWord) {
			n.value, n.end = n.value*12, end+1
		}
		if s.is(end, hundredWord) {
			n.value, n.end = n.value*100, end+1
			k := n.end
			if s.is(k, andWord) {
				k++
			}
			if v, e := s.underHundred(k); e > 0 {
				n.value, n.end = n.value+float64(v), e
			}
		}
		if s.is(n.end, dashMark) && s.glued(n.end) && s.glued(n.end+1) {
			return n, false
		}
		n.single = v == 1
		return s.scale(n), true
	}
	return n, false
}

// scale multiplies by thousand, million and the like and fills the bounds.
func (s *sizer) scale(n sizeNumber) sizeNumber {
	if v, ok := magnitude(s.low(n.end)); ok {
		n.value *= v
		n.end++
	} else if w := s.low(n.end); s.glued(n.end) && n.currency != "" && (w == "m" || w == "bn" || w == "b" || w == "k") {
		n.value *= map[string]float64{"m": 1e6, "bn": 1e9, "b": 1e9, "k": 1e3}[w]
		n.end++
	}
	n.low, n.high = n.value, n.value
	return n
}

func magnitude(w string) (float64, bool) {
	switch w {
	case "hundred":
		return 100, true
	case "thousand":
		return 1000, true
	case "million":
		return 1e6, true
	case "billion":
		return 1e9, true
	case "trillion":
		return 1e12, true
	}
	return 0, false
}

// vagueNumber bounds words of unclear number: the least that a reader would expect and the most.
func vagueNumber(w string) (low, high float64, ok bool) {
	switch w {
	case "tens":
		return 10, 99, true
	case "dozens":
		return 24, 99, true
	case "scores":
		return 40, 199, true
	case "hundreds":
		return 200, 999, true
	case "thousands":
		return 2000, 9999, true
	case "millions":
		return 2e6, 9.99e6, true
	}
	return 0, 0, false
}

func currencyOf(mark string) string {
	switch mark {
	case "$":
		return "USD"
	case "€":
		return "EUR"
	case "£":
		return "GBP"
	case "¥":
		return "JPY"
	}
	return ""
}

// currencyWord is the currency that a word names.
func currencyWord(w string) string {
	switch w {
	case "dollars", "dollar":
		return "USD"
	case "euros", "euro":
		return "EUR"
	case "pounds":
		return "GBP"
	case "yen":
		return "JPY"
	case "yuan":
		return "CNY"
	case "rubles", "roubles":
		return "RUB"
	case "rupees":
		return "INR"
	case "hryvnia", "hryvnias":
		return "UAH"
	}
	return ""
}

// count finds out what a number counts. end is the token after the counted noun.
func (s *sizer) count(n sizeNumber) (c Count, end int, ok bool) {
	c = Count{Value: n.value, Low: n.low, High: n.high, Hedge: n.hedge}
	at := func(first, last int) article.Span {
		return article.Span{Start: s.base + int(s.toks[first].start), End: s.base + int(s.toks[last-1].end)}
	}
	if n.currency != "" || currencyWord(s.low(n.end)) != "" {
		c.Kind, c.Unit, end = Money, n.currency, n.end
		if w := currencyWord(s.low(n.end)); w != "" {
			c.Unit, end = w, n.end+1
		}
		c.Span = at(n.first, end)
		return c, end, true
	}
	if s.class(n.end) == otherMark && s.toks[n.end].kind == markToken && s.glued(n.end) {
		return c, 0, false
	}
	if s.notCount(n) {
		return c, 0, false
	}
	noun, head := s.head(n.end)
	end = n.end
	if noun != "" {
		end = head + 1
	}
	c.Span, c.Unit = at(n.first, end), noun
	class := nounClass(noun)
	kind, added := s.relation(n, end, class)
	switch {
	case n.single && class != onePerson && kind != Dead && kind != Injured:
		return c, 0, false
	case n.single && class != onePerson:
		return c, 0, false
	case kind == "" && n.single:
		return c, 0, false
	case class == weaponNoun:
		c.Kind = Weapons
	case kind != "":
		c.Kind, c.Added = kind, added
	case class == troopNoun:
		c.Kind = Troops
	case class == protesterNoun:
		c.Kind = Crowd
	case class == personNoun || class == onePerson:
		c.Kind = Persons
	default:
		return c, 0, false
	}
	return c, end, true
}

// notCount tells whether the number is a date, an age, a share or a rank.
func (s *sizer) notCount(n sizeNumber) bool {
	if n.end < len(s.toks) {
		if s.text[s.toks[n.end].start] == '%' {
			return true
		}
		switch s.class(n.end) {
		case unitWord, unitsWord, monthWord, shortMonth, amWord, pmWord:
			return true
		}
		switch s.low(n.end) {
		case "percent", "per", "km", "kilometers", "kilometres", "miles", "degrees", "points", "votes", "seats", "times", "nd", "rd", "th", "st", "metres", "meters", "feet", "tons", "tonnes":
			return true
		}
	}
	if s.is(n.first-1, monthWord) || s.is(n.first-1, shortMonth) || s.low(n.first-1) == "aged" {
		return true
	}
	// A year after a preposition: "in 2014 soldiers" is rare, "in 2014, soldiers" has its comma.
	return n.end-n.first == 1 && s.toks[n.first].digits == 4 && n.value >= 1900 && n.value < 2100 && (s.is(n.first-1, inWord) || s.is(n.first-1, sinceWord))
}

// head is the counted noun: the last word of known kind among the next few, before a verb or mark.
func (s *sizer) head(i int) (string, int) {
	if s.is(i, ofWord) && s.is(i+1, theWord) {
		i += 2
	}
	for k := i; k < len(s.toks) && k < i+5; k++ {
		if s.toks[k].kind == numberToken && s.is(k+1, dashMark) && s.is(k+2, unitWord) && s.is(k+3, dashMark) && s.is(k+4, oldWord) {
			// "a 25-year-old man"
			return s.head(k + 5)
		}
		w := s.low(k)
		if w == "" {
			if s.is(k, dashMark) && s.glued(k) {
				continue
			}
			return "", 0
		}
		if c := nounClass(w); c != noNoun {
			// "police officers", "army soldiers", "people": the last of a row
			for k+1 < len(s.toks) && nounClass(s.low(k+1)) != noNoun && !s.toks[k+1].capital {
				k++
			}
			return s.low(k), k
		}
		if cue(w) != "" || auxiliaryVerb(w) || s.is(k, andWord) || s.is(k, inWord) || s.is(k, byWord) {
			return "", 0
		}
	}
	return "", 0
}

type nounKind uint8

const (
	noNoun nounKind = iota
	personNoun
	onePerson
	protesterNoun
	troopNoun
	weaponNoun
	eventNoun
)

// nounClass is the kind of a counted noun.
func nounClass(w string) nounKind {
	switch w {
	case "people", "persons", "civilians", "children", "women", "men", "others", "victims", "students", "workers", "journalists", "officers", "policemen",
		"residents", "passengers", "migrants", "refugees", "militants", "fighters", "rebels", "insurgents", "gunmen", "terrorists", "suspects", "activists", "prisoners",
		"hostages", "detainees", "officials", "members", "villagers", "teenagers", "boys", "girls", "supporters", "citizens", "nationals", "jihadists", "police",
		"attackers", "inmates", "miners", "teachers", "doctors", "medics", "guards", "lawmakers", "opponents", "dissidents", "individuals", "adults", "farmers",
		"worshippers", "pilgrims", "tourists", "crew", "sailors", "pilots", "commanders", "generals", "diplomats", "politicians", "relatives", "bystanders", "bodies", "lives":
		return personNoun
	case "person", "civilian", "child", "woman", "man", "student", "worker", "journalist", "officer", "policeman", "resident", "passenger", "militant", "fighter",
		"rebel", "suspect", "activist", "prisoner", "hostage", "official", "member", "teenager", "boy", "girl", "supporter", "citizen", "soldier", "protester",
		"guard", "lawmaker", "diplomat", "politician", "bystander", "girls'", "demonstrator", "marine", "policewoman", "medic", "doctor", "teacher", "villager", "gunman", "attacker":
		return onePerson
	case "protesters", "demonstrators", "marchers", "rioters", "strikers", "protestors", "mourners":
		return protesterNoun
	case "troops", "soldiers", "servicemen", "personnel", "peacekeepers", "marines", "paratroopers", "forces", "reservists", "conscripts", "recruits", "mercenaries",
		"servicemembers", "advisers", "observers", "monitors":
		return troopNoun
	case "tanks", "missiles", "rockets", "drones", "shells", "aircraft", "jets", "warplanes", "planes", "helicopters", "warships", "ships", "vessels", "bombs",
		"warheads", "vehicles", "howitzers", "launchers", "rifles", "mines", "submarines", "boats", "fighters jets", "batteries":
		return weaponNoun
	case "deaths", "fatalities", "arrests", "injuries", "casualties", "detentions", "killings", "wounded", "dead":
		return eventNoun
	}
	return noNoun
}

func auxiliaryVerb(w string) bool {
	switch w {
	case "was", "were", "been", "have", "has", "had", "is", "are", "be", "being", "will", "would", "may", "could", "reportedly", "also", "also,", "confirmed", "believed", "feared",
		"to", "left", "later", "since", "still", "got", "reported", "allegedly", "now", "seriously", "critically", "badly", "severely", "fatally", "slightly", "shot":
		return true
	}
	return false
}

// cue is what a word says happened to people.
func cue(w string) CountKind {
	switch w {
	case "killed", "kill", "kills", "killing", "dead", "died", "die", "dies", "deaths", "death", "fatalities", "slain", "murdered", "executed", "perished", "massacred",
		"assassinated", "drowned", "beheaded", "hanged", "toll", "killings", "claimed", "executing", "murdering", "hangs", "executes", "lost":
		return Dead
	case "injured", "injure", "injures", "injuring", "wounded", "wounding", "wound", "wounds", "hurt", "hurting", "injuries", "hospitalized", "hospitalised":
		return Injured
	case "arrested", "arrest", "arrests", "arresting", "detained", "detain", "detains", "detaining", "jailed", "imprisoned", "custody", "apprehended", "detentions":
		return Arrested
	case "missing", "disappeared", "unaccounted":
		return Missing
	case "displaced", "fled", "flee", "fleeing", "evacuated", "displacing", "homeless", "uprooted", "evacuating":
		return Displaced
	case "marched", "march", "marching", "rallied", "rally", "rallying", "protested", "protest", "protesting", "gathered", "gather", "gathering", "demonstrated",
		"demonstrate", "demonstrating", "attended", "streets", "crowd", "crowds", "joined", "assembled", "took", "turnout", "strike", "demonstration", "chanted", "filled":
		return Crowd
	case "deployed", "deploy", "deploying", "sent", "send", "sending", "stationed", "withdraw", "withdrew", "withdrawn":
		return Troops
	}
	return ""
}

// relation is what happened to the counted people: by the words after the noun, else by the verb before the number, else
// by the number that it is joined to. added tells of the last.
func (s *sizer) relation(n sizeNumber, end int, class nounKind) (kind CountKind, added bool) {
	if class == eventNoun {
		return cue(s.low(end - 1)), false
	}
	// "12 people were killed", "20 dead", "three others wounded"
	for k := end; k < len(s.toks) && k < end+7; k++ {
		w := s.low(k)
		if c := cue(w); c != "" {
			if c == Crowd && w == "took" && s.low(k+1) != "to" {
				break
			}
			if (w == "killing" || w == "injuring" || w == "wounding" || w == "arresting" || w == "kill" || w == "injure") && k >= end {
				// What comes next has a number of its own.
				break
			}
			if _, counts := s.quantityAt(k + 1); counts && (w == "killed" || w == "wounded" || w == "injured" || w == "arrested" || w == "detained") && !s.passive(end, k) {
				break
			}
			return c, s.joined(n, c)
		}
		if !auxiliaryVerb(w) && !(s.is(k, inWord) || s.is(k, fromWord) || s.is(k, ofWord) || s.is(k, onWord)) {
			if k > end+1 || w == "" || s.is(k, commaMark) || s.is(k, andWord) || class == noNoun {
				break
			}
		}
		if s.is(k, commaMark) || s.is(k, andWord) || s.is(k, dotMark) {
			break
		}
	}
	// "killing 12 people", "death toll rose to 12", "a crowd of 3,000"
	for k := n.first - 1; k >= 0 && n.first-k < 6 && !s.toks[k+1].first; k-- {
		w := s.low(k)
		if c := cue(w); c != "" && !(c == Troops && class != troopNoun) {
			if n.first-k <= 2 || w == "toll" || c == Crowd && (w == "crowd" || w == "crowds" || w == "turnout") || s.only(k+1, n.first) {
				if c == Crowd && class == troopNoun || w == "lost" && class != personNoun || w == "claimed" && s.low(end-1) != "lives" || w == "took" {
					break
				}
				return c, false
			}
		}
		if s.is(k, commaMark) || s.is(k, andWord) {
			break
		}
	}
	// "two soldiers and a civilian": what is joined has the fate of what it is joined to.
	if (s.is(n.first-1, andWord) || s.is(n.first-1, commaMark)) && len(s.out) > 0 && class != noNoun && class != weaponNoun {
		last := s.out[len(s.out)-1]
		gap := s.text[last.Span.End-s.base : s.toks[n.first].start]
		if last.Kind != Persons && last.Kind != Money && last.Kind != Weapons && last.Kind != Troops && len(strings.Fields(gap)) <= 2 {
			return last.Kind, true
		}
	}
	return "", false
}

// passive tells whether an auxiliary stands between the noun and the participle at k.
func (s *sizer) passive(end, k int) bool {
	for i := end; i < k; i++ {
		switch s.low(i) {
		case "was", "were", "been", "are", "is", "being", "be", "got":
			return true
		}
	}
	return k == end
}

// only tells whether tokens [a, b) are hedges, determiners and prepositions that stand between a verb and its number.
func (s *sizer) only(a, b int) bool {
	for i := a; i < b; i++ {
		switch s.low(i) {
		case "the", "another", "a", "further", "additional", "also", "lives", "of", "to", "between", "rose", "risen", "rises", "climbed", "stands", "stood", "at", "had", "has", "reached",
			"from", "passed", "people", "total":
		default:
			return false
		}
	}
	return true
}

// joined tells whether the number is joined by "and" to one before it under the same cue.
func (s *sizer) joined(n sizeNumber, c CountKind) bool {
	if !s.is(n.first-1, andWord) || len(s.out) == 0 {
		return false
	}
	last := &s.out[len(s.out)-1]
	gap := s.text[last.Span.End-s.base : s.toks[n.first].start]
	if len(strings.Fields(gap)) > 1 {
		return false
	}
	if last.Kind == Persons || last.Kind == Troops || last.Kind == Crowd && c != Crowd {
		// "Two soldiers and a civilian were killed": the first waits for the verb of both.
		last.Kind = c
		return true
	}
	return last.Kind == c
}
