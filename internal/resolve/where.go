package resolve

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

// Place is a place that a text names, resolved.
type Place struct {
	// Span are the words: "Baytown, Texas".
	Span     article.Span
	Location event.Location
	// Class is country, province, city, region, water or site; "adjective" for "Ukrainian", which places nothing by itself.
	Class string
	// Preposition is the word before it where that is a preposition of place: in, at, near, from, to.
	Preposition string
	// Part tells that the words are part of a longer name: "Paris" in "Paris Agreement".
	Part bool
	// Dateline tells that the name opens the text as the place of the report.
	Dateline bool
	// Score is how much speaks for the reading, in points; readings are compared by it, and Why names what decided.
	Score float64
	Why   string
}

// placeMention is a name in the text with the records that bear it.
type placeMention struct {
	first, last int // words [first, last)
	paragraph   int
	span        article.Span
	key         string
	records     []int
	prep        string
	part        bool
	body        bool // what goes on is the name of a body: "Kharkiv Council"
	person      bool
	dateline    bool
	suffix      bool // a word such as "province" follows
	adjective   int  // country, -1
	within      int  // mention after a comma that says where this one lies, -1
	enclosed    bool // is itself such a mention
	placed      bool // "mayor of", or a surer mention of the same name
	// says is the country that the mention speaks for in the reading of others, -1 for none, and how much.
	says   int
	weight float64
	best   int
	score  float64
	why    string
}

// placeWord is a word of the text.
type placeWord struct {
	start, end int
	capital    bool
	allCaps    bool
	// open tells that the word starts a sentence or line.
	open bool
	// gap is the text between this word and the one before: ' ' for blanks, '-' for a hyphen, ',' for a comma, else 0.
	gap byte
}

// placeWords splits text into words. A word is letters, digits, inner apostrophes and points of abbreviations; "'s" is cut.
func placeWords(text string) []placeWord {
	out := make([]placeWord, 0, len(text)/6+4)
	gap, open := byte(0), true
	for i := 0; i < len(text); {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		if letterOrDigit(r) || (r == '‘' || r == 'ʿ') && i+n < len(text) && nextIsLetter(text[i+n:]) && gap != 0 {
			w := wordFrom(text, i)
			w.gap, w.open = gap, open
			out = append(out, w)
			i, gap, open = w.end, ' ', false
			if strings.HasPrefix(text[i:], "'s") || strings.HasPrefix(text[i:], "’s") {
				// A possessive ends a name.
				_, k := utf8.DecodeRuneInString(text[i:])
				i += k + 1
				gap = 0
			}
			continue
		}
		switch {
		case r == '-' && gap == ' ':
			gap = '-'
		case r == ' ' || r == '-' || r == '\u00a0' || r == '\t':
			if gap == '-' {
				gap = 0
			}
		case r == '\n':
			if gap == ' ' && i+1 < len(text) && text[i+1] == '\n' {
				gap, open = 0, true
			} else if gap == 0 {
				open = true
			}
		case r == ',':
			if gap == ' ' {
				gap = ','
			} else {
				gap = 0
			}
		case r == '.' || r == '!' || r == '?' || r == ':' || r == '•' || r == '"' || r == '“' || r == '(':
			gap, open = 0, true
		default:
			gap = 0
		}
		i += n
	}
	return out
}

func letterOrDigit(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.Is(unicode.Mn, r)
}

func nextIsLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

// wordFrom reads the word that starts at i.
func wordFrom(text string, i int) placeWord {
	w := placeWord{start: i, allCaps: true}
	letters := 0
	for i < len(text) {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		switch {
		case letterOrDigit(r):
			if letters == 0 {
				w.capital = 'A' <= r && r <= 'Z' || r >= utf8.RuneSelf && unicode.IsUpper(r)
			}
			if r >= utf8.RuneSelf && !unicode.IsUpper(r) || 'a' <= r && r <= 'z' {
				w.allCaps = false
			}
			letters++
		case (r == '\'' || r == '’' || r == '‘' || r == 'ʿ' || r == '`') && i+n < len(text) && nextIsLetter(text[i+n:]):
			rest := text[i+n:]
			if (rest[0] == 's' || rest[0] == 'S') && (len(rest) == 1 || !letterOrDigit(rune(rest[1]))) && letters > 0 {
				w.end = i
				return w
			}
		case r == '.' && abbreviated(text, w.start, i):
		default:
			w.end = i
			return w
		}
		i += n
	}
	w.end = i
	return w
}

// abbreviated tells whether the point at i belongs to the word from start: "U.S.", "D.C.", "St.".
func abbreviated(text string, start, i int) bool {
	if i-start == 1 || i-start >= 3 && text[i-2] == '.' {
		// A single letter before the point: part of an abbreviation when another letter follows, or when one went before.
		return i+1 < len(text) && isLetter(text[i+1]) || i-start > 1
	}
	return i-start == 2 && (text[start:i] == "St" || text[start:i] == "Ft" || text[start:i] == "Mt")
}

// Find names the places of text in order, each resolved in the light of the others. Cost is linear in the text, with a
// search of the gazetteer for each capitalised word.
func (g *Gazetteer) Find(text string) []Place {
	words := placeWords(text)
	ms := g.mentions(text, words)
	g.choose(text, words, ms)
	out := make([]Place, 0, len(ms))
	for _, m := range ms {
		if m.enclosed || m.best < 0 && m.adjective < 0 {
			continue
		}
		out = append(out, g.placed(text, ms, m))
	}
	return out
}

// placed is the public form of a resolved mention.
func (g *Gazetteer) placed(text string, ms []placeMention, m placeMention) Place {
	p := Place{Span: m.span, Preposition: m.prep, Part: m.part, Dateline: m.dateline, Score: m.score, Why: m.why}
	if m.best < 0 {
		p.Class = "adjective"
		p.Location = event.Location{ExtractedPlace: m.span.Of(text), CountryCode: g.countries[m.adjective].code}
		if territory(p.Location.CountryCode) {
			p.Location.CountryCode = "USA"
		}
		return p
	}
	r := g.place(m.best)
	for n := m.within; n >= 0; n = ms[n].within {
		p.Span.End = ms[n].span.End
	}
	p.Class = r.kind.String()
	p.Location = g.location(r)
	p.Location.ExtractedPlace = p.Span.Of(text)
	return p
}

// location is the PLOVER location of a record.
func (g *Gazetteer) location(r place) event.Location {
	l := event.Location{ResolvedPlace: r.name, GeonameID: r.id, Lat: math.Round(r.lat*1e4) / 1e4, Lon: math.Round(r.lon*1e4) / 1e4,
		Province: g.provinceName(r), CountryCode: g.code(r)}
	if territory(l.CountryCode) {
		l.CountryCode, l.Province = "USA", g.countryName(r.country)
	}
	switch r.kind {
	case cityPlace:
		l.Resolution = "city"
	case provincePlace:
		l.Resolution = "province"
		if l.Province == "" {
			l.Province = r.name
		}
	case countryPlace:
		l.Resolution = "country"
		if l.Province != "" {
			l.Resolution = "province"
		}
	default:
		l.Resolution = "place"
	}
	return l
}

// territory tells whether a code is of a territory of the United States, whose acts are coded under theirs.
func territory(code string) bool {
	switch code {
	case "PRI", "GUM", "ASM", "VIR", "MNP":
		return true
	}
	return false
}

// countryName is the name that the record of a country prints.
func (g *Gazetteer) countryName(n int) string {
	for i := len(g.records)/recordSize - 1; i >= 0; i-- {
		if g.countryOf(i) == n && placeKind(g.records[i*recordSize+20]&0x3f) == countryPlace {
			return g.place(i).name
		}
	}
	return ""
}

// Country is the location of a whole country, the zero Location for an unknown code.
func (g *Gazetteer) Country(code string) event.Location {
	n, ok := g.byCode[code]
	if !ok {
		return event.Location{}
	}
	for i := len(g.records)/recordSize - 1; i >= 0; i-- {
		r := g.records[i*recordSize : (i+1)*recordSize]
		if placeKind(r[20]&0x3f) == countryPlace && int(r[18]) == n {
			return g.location(g.place(i))
		}
	}
	return event.Location{}
}

// longestPlace is the number of words in the longest name that is tried.
const longestPlace = 6

// mentions finds the names that may be places.
func (g *Gazetteer) mentions(text string, words []placeWord) []placeMention {
	var out []placeMention
	var buf []int
	paragraph, seen := 0, 0
	for i := 0; i < len(words); {
		if !words[i].capital {
			i++
			continue
		}
		m, ok := g.longest(text, words, i, &buf)
		if !ok {
			i++
			continue
		}
		paragraph += strings.Count(text[seen:m.span.Start], "\n\n")
		m.paragraph, seen = paragraph, m.span.Start
		g.context(text, words, &m)
		if n := len(out) - 1; n >= 0 && m.prep == "" && !m.person && out[n].last+1 == m.first && text[words[m.first-1].start:words[m.first-1].end] == "and" && !words[m.first].open {
			// "near Kherson and Melitopol"
			m.prep, m.placed = out[n].prep, out[n].placed
		}
		if n := len(out) - 1; n >= 0 && out[n].last == m.first && words[m.first].gap == ',' && out[n].within < 0 && len(m.records) > 0 && len(out[n].records) > 0 && g.encloses(m, out[n]) {
			out[n].within = len(out)
			m.enclosed = true
		}
		out = append(out, m)
		i = m.last
	}
	return out
}

// longest reads the longest place name or adjective that starts at word i.
func (g *Gazetteer) longest(text string, words []placeWord, i int, buf *[]int) (placeMention, bool) {
	best := placeMention{adjective: -1, within: -1, best: -1, says: -1}
	found := false
	for j := i + 1; j <= len(words) && j-i <= longestPlace; j++ {
		if j-i > 1 && words[j-1].gap != ' ' && words[j-1].gap != '-' {
			// "Washington, D.C." is one name.
			if words[j-1].gap != ',' || j-i != 2 || text[words[j-1].start] != 'D' {
				break
			}
		}
		raw := text[words[i].start:words[j-1].end]
		if len(raw) > maxPlaceName {
			break
		}
		if j-i > 1 && !words[j-1].capital && words[j-1].gap != '-' && !linkWord(text[words[j-1].start:words[j-1].end]) && !placeNoun(text[words[j-1].start:words[j-1].end]) {
			break
		}
		key := PlaceKey(raw)
		if len(key) <= 3 && !words[j-1].allCaps && j-i == 1 && shortCode(key) {
			continue
		}
		if c, ok := g.adjective[key]; ok && !(j < len(words) && words[j].gap == ' ' && adminNoun(text[words[j].start:words[j].end])) {
			best.key, best.records, best.adjective = key, nil, c
			best.first, best.last = i, j
			found = true
		} else if r := g.find(key, *buf); len(r) > 0 {
			*buf = r
			best.key, best.records = key, append([]int(nil), r...)
			best.first, best.last, best.adjective = i, j, -1
			found = true
		}
	}
	if !found {
		return best, false
	}
	best.span = article.Span{Start: words[best.first].start, End: words[best.last-1].end}
	return best, true
}

// shortCode tells whether a short key is an abbreviation that must stand in capitals.
func shortCode(key string) bool {
	switch key {
	case "us", "uk", "uae", "usa", "drc", "car", "prc", "dpr", "dnr", "lnr", "lpr", "rok", "png", "ksa", "la", "nyc", "dmz", "bc", "dc":
		return true
	}
	return len(key) < 3
}

// institution tells whether a capitalised word after a place's name makes it the name of a body there.
func institution(w string) bool {
	switch w {
	case "Council", "Court", "Police", "University", "City", "Government", "Stock", "Airport", "International", "Parliament", "Assembly", "Municipal", "Mayor",
		"Governor", "District", "Times", "Post", "Hospital", "Prison", "School", "Military", "Administration", "Agreement", "Accord", "Accords", "Protocol",
		"Convention", "Summit", "Declaration", "Conference", "Process", "Group", "Treaty", "Communiqué", "Olympics", "Marathon", "Club", "Exchange", "Oblast", "Region",
		"Province", "State", "County", "High", "Supreme", "Regional", "Metropolitan", "Central", "Fire", "Health", "Port", "Peace", "Security", "Bureau", "Criminal":
		return true
	}
	return false
}

// linkWord may stand inside a place name in small letters.
func linkWord(w string) bool {
	switch w {
	case "of", "the", "and", "de", "del", "la", "el", "al", "an", "i", "e", "ez", "es", "sur", "am", "upon", "on", "da", "do", "dos", "das", "du", "le":
		return true
	}
	return false
}

// placeNoun may end a place name in small letters: "Rafah crossing".
func placeNoun(w string) bool {
	switch w {
	case "province", "region", "crossing", "peninsula", "mosque", "prison", "nuclear", "power", "plant", "hospital", "building", "steelworks", "border",
		"rainforest", "states":
		return true
	}
	return false
}

// context reads the words around a mention.
func (g *Gazetteer) context(text string, words []placeWord, m *placeMention) {
	if m.last < len(words) && (words[m.last].gap == ' ' || words[m.last].gap == '-') {
		next := words[m.last]
		w := text[next.start:next.end]
		switch {
		case adminNoun(w):
			m.suffix = true
		case next.capital && m.adjective < 0:
			m.part = true
			m.body = institution(w)
		}
	}
	if m.first == 0 || words[m.first].gap != ' ' {
		if m.first == 0 || words[m.first].open {
			m.dateline = g.opensReport(text, words, m)
		}
		if m.first > 0 && words[m.first].gap == ',' && !words[m.first].open {
			// "in Minsk, Brest and Gomel": the preposition goes on.
			m.prep = ""
		}
		return
	}
	k := m.first - 1
	w := text[words[k].start:words[k].end]
	for k > 0 && words[k].gap == ' ' && (beforePlace(w)) {
		k--
		w = text[words[k].start:words[k].end]
	}
	low := strings.ToLower(w)
	if k < m.first-1 && rulesPlace(low) || k == m.first-1 && takesPlace(low) {
		m.placed = true
		return
	}
	if placePreposition(low) {
		m.prep = low
		return
	}
	if k == m.first-1 && words[k].capital && !words[k].open && !titleBefore(w) && !direction4(w) {
		m.person = true
	}
}

// beforePlace may stand between a preposition and a place: "in the eastern city of Kharkiv", "near the town of".
func beforePlace(w string) bool {
	switch strings.ToLower(w) {
	case "the", "of", "city", "town", "village", "capital", "port", "province", "region", "state", "district", "northern", "southern", "eastern", "western",
		"central", "north", "south", "east", "west", "southeastern", "southwestern", "northeastern", "northwestern", "downtown", "neighboring", "neighbouring",
		"nearby", "occupied", "rebel-held", "held", "border", "coastal", "island", "southeast", "southwest", "northeast", "northwest", "upstate", "mainland", "greater",
		"suburb", "outskirts", "streets", "kingdom", "country", "county", "besieged", "war-torn", "torn", "war":
		return true
	}
	return false
}

func placePreposition(w string) bool {
	switch w {
	case "in", "at", "near", "from", "to", "into", "outside", "around", "across", "inside", "toward", "towards", "over", "through", "throughout", "within", "off",
		"on", "via", "leave", "leaving", "left", "visit", "visits", "visited", "visiting", "entered", "enter", "reached":
		return true
	}
	return false
}

// rulesPlace may stand before "of" and a place: "mayor of Koszalin".
func rulesPlace(w string) bool {
	switch w {
	case "mayor", "governor", "bishop", "archbishop", "people", "residents", "battle", "siege", "fall", "bombing", "shelling", "parts", "control", "university",
		"capture", "streets", "outskirts", "port", "airport", "defence", "defense", "liberation":
		return true
	}
	return false
}

// takesPlace is a verb whose object is a place in news of war.
func takesPlace(w string) bool {
	switch w {
	case "seized", "captured", "took", "retook", "recaptured", "shelled", "bombed", "besieged", "liberated", "held", "lost", "surrounded", "stormed", "evacuated",
		"capture", "seize", "retake", "shelling", "bombing", "attacked", "hit", "struck", "occupied", "occupy":
		return true
	}
	return false
}

// adminNoun follows a province or district: "Kharkiv region".
func adminNoun(w string) bool {
	switch strings.ToLower(w) {
	case "province", "region", "oblast", "state", "governorate", "prefecture", "county", "krai", "voivodeship", "territory", "department", "provinces", "emirate":
		return true
	}
	return false
}

// titleBefore tells whether a capitalised word before a place is no first name: months, directions, titles.
func titleBefore(w string) bool {
	switch w {
	case "The", "President", "In", "Secretary", "Ambassador", "And", "Of", "From", "To", "At", "By", "For", "Minister", "King", "Queen", "Mayor", "On", "Near", "Outside":
		return true
	}
	return false
}

// direction4 are capitalised directions that may stand before a place.
func direction4(w string) bool {
	switch w {
	case "North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western", "Central", "Greater", "Upper", "Lower", "Downtown":
		return true
	}
	return false
}

// opensReport tells whether m is a dateline: "KYIV (Reuters) -", "MINSK, Belarus —", "Cairo, 5 May —" at the start of a line.
func (g *Gazetteer) opensReport(text string, words []placeWord, m *placeMention) bool {
	at := m.span.End
	end := min(len(text), at+60)
	rest := text[at:end]
	if i := strings.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i]
	}
	for _, dash := range []string{" — ", " – ", " - ", " -- ", "—"} {
		if i := strings.Index(rest, dash); i >= 0 {
			between := rest[:i]
			caps := m.last-m.first > 0 && words[m.first].allCaps && m.span.End-m.span.Start > 3
			if strings.ContainsAny(between, ".;!?") && !strings.Contains(between, "(") && !caps {
				return false
			}
			return i < 45 && (caps || strings.Count(between, " ") < 5)
		}
	}
	return false
}

// encloses tells whether some reading of outer holds some reading of inner: a country or province that it lies in.
func (g *Gazetteer) encloses(outer, inner placeMention) bool {
	for _, o := range outer.records {
		ro := g.place(o)
		if ro.kind != countryPlace && ro.kind != provincePlace && !(ro.kind == cityPlace && ro.people >= 5.5) {
			continue
		}
		for _, i := range inner.records {
			if g.holds(ro, g.place(i)) {
				return true
			}
		}
	}
	return false
}

// holds tells whether a place lies inside another by country, province or nearness.
func (g *Gazetteer) holds(outer, inner place) bool {
	if outer.country != inner.country || inner.kind == countryPlace {
		return false
	}
	switch outer.kind {
	case countryPlace:
		return true
	case provincePlace:
		if inner.kind == provincePlace {
			return false
		}
		return outer.province != noProvince && outer.province == inner.province || outer.province == noProvince && kilometres(outer, inner) < 400
	case cityPlace:
		return inner.kind == sitePlace || inner.kind == cityPlace && inner.people < outer.people-0.7 && kilometres(outer, inner) < 60
	}
	return false
}

// Points for a reading.
const (
	countryPoints  = 9.5
	cityPoints     = 1.2
	provincePoints = 6.0
	namedPoints    = 7.5
	regionPoints   = 8.4
	capitalPoints  = 1.5
	seatPoints     = 0.4
	withinPoints   = 8.0
	suffixPoints   = 4.0
	contextPoints  = 3.4
	nearPoints     = 0.9
	doubtful       = 7.0
)

// choose picks a reading for each mention: first what is said by its form and neighbourhood, then in the light of the
// countries and places of the whole text. One name means one place in a text, unless a comma says otherwise.
func (g *Gazetteer) choose(text string, words []placeWord, ms []placeMention) {
	weight := make([]float64, len(g.countries))
	var sure []place
	for i := range ms {
		m := &ms[i]
		switch {
		case m.adjective >= 0:
			m.says, m.weight = m.adjective, g.said(m.adjective, 0.7)
		case m.enclosed:
		default:
			if r, ok := g.certain(ms, m); ok {
				if r.country < len(weight) {
					m.says, m.weight = r.country, g.spoken(r)
				}
				if r.kind == cityPlace || r.kind == provincePlace {
					sure = append(sure, r)
				}
			}
		}
		if m.says >= 0 {
			weight[m.says] += m.weight
		}
	}
	if len(sure) > 12 {
		sure = sure[:12]
	}
	chosen := map[string]int{}
	for round := range 3 {
		for i := range ms {
			m := &ms[i]
			if m.adjective >= 0 || m.enclosed {
				continue
			}
			if round == 0 && m.within < 0 || round == 2 && m.best >= 0 {
				continue
			}
			if m.within < 0 {
				if b, ok := chosen[m.key]; ok && !m.suffix {
					m.best, m.why = b, "as before in the text"
					m.score = g.points(ms, m, g.place(b), g.nearby(ms, i, weight), sure)
					m.placed = true
					g.doubt(text, words, m)
					continue
				}
			}
			m.best, m.score = -1, 0
			local := g.nearby(ms, i, weight)
			for _, r := range m.records {
				p := g.place(r)
				if s := g.points(ms, m, p, local, sure); m.best < 0 || s > m.score {
					m.best, m.score = r, s
				}
			}
			m.why = g.reason(m, local)
			if m.within >= 0 {
				g.chooseWithin(ms, i)
			}
			g.doubt(text, words, m)
			if m.best >= 0 {
				if _, ok := chosen[m.key]; !ok && !m.suffix {
					chosen[m.key] = m.best
				}
			}
		}
	}
}

// spoken is the weight of a sure place for its country.
func (g *Gazetteer) spoken(r place) float64 {
	if r.kind == countryPlace {
		return g.said(r.country, 1)
	}
	return 1
}

// said is the weight of a country's name or adjective. News from anywhere speaks of the United States, whose small towns
// bear the names of the world's cities: there only its states and cities count in full.
func (g *Gazetteer) said(country int, v float64) float64 {
	if g.countries[country].code == "USA" {
		return 0.25 * v
	}
	return v
}

// nearBytes is the neighbourhood in which a country's mention counts in full.
const nearBytes = 500

// countryWeight is how much the text around a mention speaks of a country.
type countryWeight struct {
	country int
	weight  float64
}

// nearby weighs the countries in which mention i may lie, with their neighbours: mentions in the paragraph in full, those
// of the rest of the text a little.
func (g *Gazetteer) nearby(ms []placeMention, i int, weight []float64) []countryWeight {
	var local []countryWeight
	for _, x := range ms[i].records {
		c := g.countryOf(x)
		if c < len(weight) && !slices.ContainsFunc(local, func(w countryWeight) bool { return w.country == c }) {
			local = append(local, countryWeight{c, 0.3 * weight[c]})
		}
	}
	at := ms[i].span
	step := func(j int) bool {
		o := &ms[j]
		lo, hi := min(o.span.End, at.End), max(o.span.Start, at.Start)
		if hi-lo > nearBytes || o.paragraph != ms[i].paragraph {
			return false
		}
		if o.says >= 0 {
			for k := range local {
				if local[k].country == o.says {
					local[k].weight += o.weight
				}
			}
		}
		return true
	}
	for j := i - 1; j >= 0 && step(j); j-- {
	}
	for j := i + 1; j < len(ms) && step(j); j++ {
	}
	return local
}

// countryOf is the country of record i.
func (g *Gazetteer) countryOf(i int) int { return int(g.records[i*recordSize+18]) }

func weightOf(local []countryWeight, country int) float64 {
	for _, w := range local {
		if w.country == country {
			return w.weight
		}
	}
	return 0
}

// certain is the place of a mention that leaves little choice.
func (g *Gazetteer) certain(ms []placeMention, m *placeMention) (place, bool) {
	if m.person || len(m.records) == 0 {
		return place{}, false
	}
	if m.within >= 0 {
		for _, o := range ms[m.within].records {
			if r := g.place(o); r.kind == countryPlace || r.kind == provincePlace {
				return r, true
			}
		}
	}
	first := g.place(m.records[0])
	for _, x := range m.records {
		r := g.place(x)
		if r.kind == countryPlace && (!sharedName(m.key) || !m.part && m.key != "georgia" && m.key != "jersey") {
			return r, true
		}
		if r.country != first.country && (r.people > first.people-1 || r.kind != first.kind) {
			return place{}, false
		}
	}
	if sharedName(m.key) || first.kind == cityPlace && first.people < 5 && m.prep == "" {
		return place{}, false
	}
	return first, true
}

// sharedName tells whether a country's name is also that of an American state, a person or another country.
func sharedName(key string) bool {
	switch key {
	case "georgia", "jordan", "chad", "congo", "guinea", "niger", "mali", "ireland", "lebanon", "israel", "cuba", "peru", "panama", "jersey", "america",
		"korea", "macedonia", "micronesia", "samoa", "dominica", "grenada":
		return true
	}
	return false
}

// points rates reading r of m.
func (g *Gazetteer) points(ms []placeMention, m *placeMention, r place, local []countryWeight, sure []place) float64 {
	s := 0.0
	switch r.kind {
	case countryPlace:
		s = countryPoints
		if m.key == "georgia" {
			s = 6.9
		}
	case provincePlace:
		s = provincePoints + max(0, r.people-6)*0.6
		if r.province == noProvince {
			// Our own table names the regions that are meant in news when their name is also a town's: Gaza, Idlib.
			s = regionPoints
		}
		if m.suffix {
			s += suffixPoints
		}
	case cityPlace:
		s = cityPoints * r.people
		if r.capital {
			s += capitalPoints
		}
		if r.seat {
			s += seatPoints
		}
		if m.suffix {
			s -= 1
		}
	default:
		s = namedPoints
	}
	w := weightOf(local, r.country)
	s += contextPoints * w / (w + 0.8)
	if r.kind == cityPlace || r.kind == provincePlace {
		for _, o := range sure {
			if d := kilometres(r, o); d < 300 && (o.name != r.name) {
				s += nearPoints
				break
			}
		}
	}
	if m.within >= 0 {
		inside := false
		for _, o := range ms[m.within].records {
			if g.holds(g.place(o), r) {
				inside = true
				break
			}
		}
		if inside {
			s += withinPoints
		} else {
			s -= withinPoints
		}
	}
	return s
}

// chooseWithin resolves the place after the comma by the one before it: "Tbilisi, Georgia", "Atlanta, Georgia".
func (g *Gazetteer) chooseWithin(ms []placeMention, i int) {
	n := ms[i].within
	r := g.place(ms[i].best)
	for _, o := range ms[n].records {
		if g.holds(g.place(o), r) {
			ms[n].best = o
			return
		}
	}
}

// doubt drops a reading that little speaks for: a small town without a preposition, a name that is also a word or a person's.
func (g *Gazetteer) doubt(text string, words []placeWord, m *placeMention) {
	if m.best < 0 || m.within >= 0 {
		return
	}
	r := g.place(m.best)
	big := r.kind != cityPlace || r.capital || r.people >= 5.7
	placed := m.placed || m.prep != "" && m.prep != "to" && m.prep != "on" && m.prep != "over" || m.prep == "to" && big || m.dateline
	common := commonPlace(m.key)
	switch {
	case m.dateline && r.people > 4.5 && !common:
	case r.kind == countryPlace && m.person && sharedName(m.key):
		m.best = -1
	case r.kind == countryPlace || r.kind == regionPlace || r.kind == waterPlace || r.kind == sitePlace:
		if m.person && r.kind == countryPlace {
			m.part = true
		}
	case common:
		if !placed || m.part || m.person || words[m.first].open || r.people < 5 && r.kind == cityPlace {
			m.best = -1
		}
	case m.person || m.part:
		// "Paris Hilton", "Boris Johnson", "Kharkiv Oblast Council"
		if m.person && !placed || r.kind == cityPlace && m.part && !m.body && !placed || r.kind == cityPlace && !big && m.part && !placed {
			m.best = -1
			return
		}
		m.part = m.part || m.person
	case !big && !placed:
		if words[m.first].open || m.score < doubtful {
			m.best = -1
		}
	}
}

// commonPlace tells whether a place's name is more often a word, a surname or a first name.
func commonPlace(key string) bool {
	switch key {
	case "police", "reading", "nice", "mobile", "of", "bath", "hull", "split", "orange", "best", "same", "man", "most", "both", "bar", "batman", "march",
		"april", "may", "august", "sunday", "enterprise", "normal", "hope", "liberty", "independence", "union", "liberal", "democrat", "central", "imperial",
		"commerce", "university", "opportunity", "eagle", "lead", "paradise", "defiance", "justice", "temple", "church", "bishop", "page", "power", "young",
		"short", "long", "rich", "white", "green", "brown", "black", "gray", "rose", "clinton", "bush", "carter", "johnson", "kennedy", "lincoln", "jackson",
		"madison", "monroe", "jefferson", "wilson", "nixon", "ford", "harris", "pence", "nancy", "victoria", "charlotte", "elizabeth", "columbia", "marshall",
		"murray", "morrison", "warren", "sanders", "mercer", "douglas", "leon", "santos", "sierra", "data", "media", "bari", "van", "ali", "sherman",
		"grant", "hamilton", "howard", "austin", "mitchell", "marion", "dayton", "troy", "gore", "tyler", "taylor", "sidney",
		"christian", "aurora", "kent", "chester", "lancaster", "york", "percy", "salem", "trinity", "concord", "providence", "republic", "federal", "national",
		"general", "major", "home", "house", "street", "park", "hill", "lake", "valley", "center", "centre", "north", "south", "east", "west", "western", "eastern",
		"northern", "southern", "council", "committee", "congress", "parliament", "senate", "president", "minister", "friendship", "progress", "victory",
		"superior", "surprise", "truth or consequences", "battle", "war", "peace", "corona", "delta", "alpha", "moon", "sun", "mars", "venus", "china grove", "as", "are", "ham",
		"diaz", "lopez", "garcia", "martinez", "hernandez", "perez", "silva", "moreno", "mora", "castro", "bolivar", "guerrero", "lula", "marcos", "santa", "san", "new",
		"trump", "biden", "obama", "mattis", "haley", "ryan", "cruz", "barr", "maria", "anna", "eva", "along", "ra", "deal", "ware", "rugby",
		"carolina", "dakota", "lone star", "wells", "north west", "north east", "south west", "south east", "capital", "nord", "sud",
		"center north", "capital region", "coast", "coastal", "midland", "midlands", "lakes", "islands", "highlands", "river", "rivers", "plateau":
		return true
	}
	return false
}

// reason says in a few words why a reading was chosen.
func (g *Gazetteer) reason(m *placeMention, local []countryWeight) string {
	if m.best < 0 {
		return ""
	}
	r := g.place(m.best)
	others := len(m.records) - 1
	switch {
	case m.within >= 0:
		return "a comma says where it lies"
	case others == 0:
		return "the only place of the name"
	case m.suffix && r.kind == provincePlace:
		return "the word after it says province"
	case weightOf(local, r.country) >= 0.9:
		return fmt.Sprintf("the text speaks of %s; %d other places of the name", g.countries[r.country].code, others)
	case r.capital:
		return fmt.Sprintf("a capital; %d other places of the name", others)
	}
	return fmt.Sprintf("the largest of %d places of the name", others+1)
}
