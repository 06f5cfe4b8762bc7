package store

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

// gdeltRows writes GDELT 2.0 events: 61 columns, no header. A dyad is a row.
func gdeltRows(o *Outgoing, emit func(...string)) {
	day := actDay(&o.Report)
	year, month, dom := day.Date()
	for _, d := range dyadsOf(&o.Report, false) {
		a, b := cameoOf(d.source), cameoParty{}
		if d.target != nil {
			b = cameoOf(d.target)
		}
		row := make([]string, 0, 61)
		row = append(row, gdeltID(o, d.n), compactDay(day), compactDay(day)[:6], strconv.Itoa(year),
			strconv.FormatFloat(float64(year)+float64((int(month)-1)*30+dom)/365, 'f', 4, 64))
		row = append(row, gdeltActor(d.source, a)...)
		row = append(row, gdeltActor(d.target, b)...)
		row = append(row, gdeltAct(o, d.cameo)...)
		row = append(row, noPlace()...)
		row = append(row, noPlace()...)
		row = append(row, gdeltPlace(o.EventLoc)...)
		emit(append(row, gdeltTime(o.Added), sourceOf(&o.CiteInfo))...)
	}
}

// gdeltID numbers a dyad of an event. All reports of an event give the same numbers.
func gdeltID(o *Outgoing, n int) string {
	id := o.Event
	if id == "" {
		id = o.ID
	}
	if n > 0 {
		id += "/" + strconv.Itoa(n)
	}
	return number(id, GDELT)
}

// gdeltActor is the ten columns of an actor: code, name, country, group, ethnic group, two religions, three roles.
func gdeltActor(e *event.Entity, p cameoParty) []string {
	out := make([]string, 10)
	if e == nil {
		return out
	}
	out[0], out[1], out[2], out[3] = p.code, strings.ToUpper(nameOf(e)), p.country, p.group
	copy(out[7:], p.roles)
	return out
}

// gdeltAct is columns 26 to 35. GDELT counts an event as a root event when the lead tells of it; we take the first
// sentence. The tone of the article is not measured: 0.
func gdeltAct(o *Outgoing, code string) []string {
	root := "0"
	if o.TextInfo.Sequence == 0 {
		root = "1"
	}
	c, _ := event.LookupCAMEO(code)
	return []string{root, code, code[:min(3, len(code))], code[:min(2, len(code))], strconv.Itoa(gdeltQuad(code)), decimal(c.Goldstein),
		strconv.Itoa(o.Mentions), strconv.Itoa(o.Sources), strconv.Itoa(o.Articles), "0"}
}

// gdeltQuad is 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict (GDELT event codebook 2.0).
func gdeltQuad(code string) int {
	switch root := rootOf(code); {
	case root <= 5:
		return 1
	case root <= 8:
		return 2
	case root <= 13:
		return 3
	}
	return 4
}

// noPlace is the eight columns of a place that is not known.
func noPlace() []string { return []string{"0", "", "", "", "", "", "", ""} }

// gdeltPlace is the eight columns of a place: type, full name, country (FIPS), first and second division, latitude,
// longitude, feature. GDELT numbers features as the US gazetteers do, which we do not have; a country's is its code.
func gdeltPlace(l *event.Location) []string {
	if l == nil || l.CountryCode == "" && l.ResolvedPlace == "" {
		return noPlace()
	}
	c := countries().of(l.CountryCode)
	division, feature := c.fips, ""
	kind := map[string]string{"country": "1", "province": "5", "district": "5"}[l.Resolution]
	if kind == "" {
		kind = "4"
	}
	switch {
	case kind != "1" && l.CountryCode != "USA" && c.fips != "":
		division += "00" // of a division that is not known
	case kind != "1" && l.CountryCode == "USA":
		kind = map[string]string{"5": "2", "4": "3"}[kind]
		division += stateOf(l.Province)
	case kind == "1":
		feature = c.fips
	}
	return []string{kind, fullName(l, c.name), c.fips, division, "", coordinate(l, l.Lat), coordinate(l, l.Lon), feature}
}

// fullName is place, province and country, each once.
func fullName(l *event.Location, land string) string {
	var out []string
	for _, s := range []string{l.ResolvedPlace, l.Province, land} {
		if s != "" && (len(out) == 0 || out[len(out)-1] != s) {
			out = append(out, s)
		}
	}
	return strings.Join(out, ", ")
}

// coordinate is empty where the place has none.
func coordinate(l *event.Location, x float64) string {
	if l == nil || l.Lat == 0 && l.Lon == 0 {
		return ""
	}
	return decimal(x)
}

// gdeltTime is YYYYMMDDHHMMSS; we know days only.
func gdeltTime(d article.Day) string {
	if d.IsZero() {
		return ""
	}
	return compactDay(d) + "000000"
}

// sourceOf is the address of the article, or what can be cited of it.
func sourceOf(c *event.CiteInfo) string {
	switch {
	case c.URL != "":
		return c.URL
	case c.Publication != "" && c.Title != "":
		return c.Publication + ": " + c.Title
	case c.Publication != "":
		return c.Publication + ": " + c.ID
	}
	return c.ID
}

// mentionRows writes GDELT 2.0 mentions: 16 columns, no header, a row for each report of each dyad of its event. Offsets
// count characters in the article, -1 for what it does not name.
func mentionRows(o *Outgoing, emit func(...string)) {
	of := &o.Report
	if o.Elected != nil && len(o.Elected.Event) > 0 {
		of = o.Elected
	}
	kind := "1"
	if o.CiteInfo.URL == "" {
		kind = "2"
	}
	imported := o.CiteInfo.Coder != "" && o.CiteInfo.Coder != Casus
	for _, d := range dyadsOf(of, false) {
		source, target, act := start(o.Actor, d.source, of.Actor), "-1", strconv.Itoa(o.TextInfo.TriggerStart)
		if d.target != nil {
			side, own := o.Recipient, of.Recipient
			if len(of.Recipient) == 0 {
				side, own = o.Actor, of.Actor
			}
			target = start(side, d.target, own)
		}
		if imported {
			source, target, act = "-1", "-1", "-1"
		}
		emit(gdeltID(o, d.n), gdeltTime(o.Added), gdeltTime(o.CiteInfo.Published), kind, o.CiteInfo.Publication, identifier(&o.CiteInfo),
			strconv.Itoa(o.TextInfo.Sequence+1), source, target, act, "1", strconv.Itoa(int(math.Round(o.Confidence*100))), "0", "0", "", "")
	}
}

// start is where the report names the party that stands in the elected report at the same place of the list.
func start(side []event.Entity, of *event.Entity, own []event.Entity) string {
	for i := range own {
		if &own[i] == of && i < len(side) {
			return strconv.Itoa(side[i].Start)
		}
	}
	return "-1"
}

func identifier(c *event.CiteInfo) string {
	if c.URL != "" {
		return c.URL
	}
	return fmt.Sprintf("%s: %s", c.Publication, c.ID)
}

// stateOf is the postal code of a state of the USA; "" for others.
func stateOf(name string) string {
	for _, s := range states {
		if s[2:] == name {
			return s[:2]
		}
	}
	return ""
}

// states of the USA: postal code and name.
var states = [...]string{"ALAlabama", "AKAlaska", "AZArizona", "ARArkansas", "CACalifornia", "COColorado", "CTConnecticut", "DEDelaware",
	"DCDistrict of Columbia", "DCWashington, D.C.", "FLFlorida", "GAGeorgia", "HIHawaii", "IDIdaho", "ILIllinois", "INIndiana", "IAIowa", "KSKansas",
	"KYKentucky", "LALouisiana", "MEMaine", "MDMaryland", "MAMassachusetts", "MIMichigan", "MNMinnesota", "MSMississippi", "MOMissouri",
	"MTMontana", "NENebraska", "NVNevada", "NHNew Hampshire", "NJNew Jersey", "NMNew Mexico", "NYNew York", "NCNorth Carolina",
	"NDNorth Dakota", "OHOhio", "OKOklahoma", "OROregon", "PAPennsylvania", "RIRhode Island", "SCSouth Carolina", "SDSouth Dakota",
	"TNTennessee", "TXTexas", "UTUtah", "VTVermont", "VAVirginia", "WAWashington", "WVWest Virginia", "WIWisconsin", "WYWyoming"}
