package store

import (
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

//go:embed exchange_countries.txt
var countriesText string

// country is a country as the foreign formats name it; "" stands for no code.
type country struct{ iso, cameo, fips, cow, name, icews string }

// atlas finds countries by each of their codes, and by name in lower case.
type atlas struct{ iso, cameo, fips, cow, name map[string]*country }

var countries = sync.OnceValue(func() *atlas {
	a := &atlas{map[string]*country{}, map[string]*country{}, map[string]*country{}, map[string]*country{}, map[string]*country{}}
	for line := range strings.Lines(countriesText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		a.add(strings.Split(strings.TrimRight(line, "\n"), "|"))
	}
	// Codes that GDELT writes beside those of the table: Gaza, and Serbia and East Timor before and after a change of code.
	a.fips["GZ"], a.fips["RB"], a.fips["YI"] = a.iso["PSE"], a.iso["SRB"], a.iso["SRB"]
	a.cameo["TLS"], a.cameo["ROU"], a.cameo["MNE"], a.cameo["IMN"] = a.iso["TLS"], a.iso["ROU"], a.iso["MNE"], a.iso["IMN"]
	a.cameo["WSB"], a.cameo["GZS"], a.cameo["KSV"], a.cameo["XKX"] = a.iso["PSE"], a.iso["PSE"], a.iso["KOS"], a.iso["KOS"]
	// West Germany and South Vietnam stand in some tables of the Correlates of War codes for the states of today.
	a.cow["260"], a.cow["817"] = a.iso["DEU"], a.iso["VNM"]
	return a
})

func (a *atlas) add(cells []string) {
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	c := &country{iso: cells[0], cameo: cells[1], fips: cells[2], cow: cells[3], name: cells[4], icews: cells[5]}
	if c.cameo == "" {
		c.cameo = c.iso
	}
	if c.icews == "" {
		c.icews = c.name
	}
	for _, code := range []struct {
		by   map[string]*country
		code *string
	}{{a.iso, &c.iso}, {a.cameo, &c.cameo}, {a.fips, &c.fips}, {a.cow, &c.cow}} {
		if *code.code == "-" {
			*code.code = ""
			continue
		}
		code.by[*code.code] = c
	}
	for _, n := range append([]string{c.name, c.icews}, strings.Split(cells[6], "; ")...) {
		if n != "" {
			a.name[strings.ToLower(n)] = c
		}
	}
}

// of is the country of an alpha-3 code, with no codes and names where there is none.
func (a *atlas) of(iso string) country {
	if c := a.iso[iso]; c != nil {
		return *c
	}
	return country{}
}

// named finds a country by alpha-3 code or name; "" where there is none.
func (a *atlas) named(s string) string {
	if c := a.iso[s]; c != nil {
		return c.iso
	}
	if c := a.name[strings.ToLower(s)]; c != nil {
		return c.iso
	}
	return ""
}

// sectorWord is a sector as CAMEO and ICEWS write it. Both are read back; of several lines with the same word the first is.
type sectorWord struct {
	sector event.Sector
	cameo  string
	icews  string
}

// sectorWords: CAMEO's roles are those of its manual (1.1b3, 2012, chapter 3) and of GDELT; ICEWS's are the labels that
// its files use. CAMEO calls the media MED and health HLH; it knows no militia on the government's side.
var sectorWords = [...]sectorWord{
	{"COP", "COP", "Police"},
	{"GOV", "GOV", "Government"},
	{"JUD", "JUD", "Judicial"},
	{"LEG", "LEG", "Legislative / Parliamentary"},
	{"MIL", "MIL", "Military"},
	{"UAF", "UAF", "Unidentified Forces"},
	{"PRM", "UAF", "Government Paramilitary"},
	{"PTY", "PTY", "Parties"},
	{"REB", "REB", "Rebel"},
	{"SPY", "SPY", "Intelligence"},
	{"UNK", "", "Unspecified Actor"},
	{"AGR", "AGR", "Agricultural"},
	{"BUS", "BUS", "Business"},
	{"CRM", "CRM", "Criminals / Gangs"},
	{"CVL", "CVL", "General Population / Civilian / Social"},
	{"EDU", "EDU", "Education"},
	{"ELI", "ELI", "Elite"},
	{"JRN", "MED", "Media"},
	{"LAB", "LAB", "Labor"},
	{"MED", "HLH", "Medical / Health"},
	{"REF", "REF", "Refugees / Displaced"},
	{"OPP", "OPP", "Opposition"},
	{"PRE", "", "Unrecognized Government"},
	{"REL", "REL", "Religious"},
	{"SOC", "CVL", "Social"},
}

func wordOf(s event.Sector) sectorWord {
	for _, w := range sectorWords {
		if w.sector == s {
			return w
		}
	}
	return sectorWord{}
}

// body is how CAMEO codes an organisation that has a code of its own ("known group" in GDELT): the whole code, the region
// that stands as its country, its group and its roles.
type body struct {
	code, region, group string
	roles               []string
}

// bodies are found by name as the tables of actors write it, in lower case. Codes: CAMEO 1.1b3, tables of international
// actors.
var bodies = [...]struct {
	name string
	body
}{
	{"united nations", body{"IGOUNO", "", "UNO", []string{"IGO"}}},
	{"european union", body{"IGOEUREEC", "EUR", "EEC", []string{"IGO"}}},
	{"nato", body{"IGOWSTNAT", "WST", "NAT", []string{"IGO"}}},
	{"african union", body{"IGOAFROAU", "AFR", "OAU", []string{"IGO"}}},
	{"arab league", body{"IGOARL", "", "ARL", []string{"IGO"}}},
	{"association of southeast asian nations", body{"IGOSEAASN", "SEA", "ASN", []string{"IGO"}}},
	{"asean", body{"IGOSEAASN", "SEA", "ASN", []string{"IGO"}}},
	{"commonwealth of independent states", body{"IGOCIS", "", "CIS", []string{"IGO"}}},
	{"commonwealth of nations", body{"IGOCWN", "", "CWN", []string{"IGO"}}},
	{"council of europe", body{"IGOEURCOE", "EUR", "COE", []string{"IGO"}}},
	{"ecowas", body{"IGOWAFWAS", "WAF", "WAS", []string{"IGO"}}},
	{"economic community of west african states", body{"IGOWAFWAS", "WAF", "WAS", []string{"IGO"}}},
	{"gulf cooperation council", body{"IGOPGSGCC", "PGS", "GCC", []string{"IGO"}}},
	{"g7", body{"IGOGOS", "", "GOS", []string{"IGO"}}},
	{"g8", body{"IGOGOE", "", "GOE", []string{"IGO"}}},
	{"organization of american states", body{"IGOOAS", "", "OAS", []string{"IGO"}}},
	{"organisation of islamic cooperation", body{"IGOMOSOIC", "", "OIC", []string{"IGO"}}},
	{"opec", body{"IGOBUSOPC", "", "OPC", []string{"IGO", "BUS"}}},
	{"osce", body{"IGOEURSCE", "EUR", "SCE", []string{"IGO"}}},
	{"southern african development community", body{"IGOSAFDEVSAD", "SAF", "SAD", []string{"IGO", "DEV"}}},
	{"international criminal court", body{"IGOJUDICC", "", "ICC", []string{"IGO", "JUD"}}},
	{"interpol", body{"IGOCOPITP", "", "ITP", []string{"IGO", "COP"}}},
	{"international monetary fund", body{"IGOBUSIMF", "", "IMF", []string{"IGO", "BUS"}}},
	{"world trade organization", body{"IGOBUSWTO", "", "WTO", []string{"IGO", "BUS"}}},
	{"world bank", body{"IGOUNODEVWBK", "", "WBK", []string{"IGO", "DEV"}}},
	{"international court of justice", body{"IGOUNOJUDICJ", "", "ICJ", []string{"IGO", "JUD"}}},
	{"international atomic energy agency", body{"IGOUNOIAE", "", "IAE", []string{"IGO"}}},
	{"international labour organization", body{"IGOUNOLABILO", "", "ILO", []string{"IGO", "LAB"}}},
	{"food and agriculture organization", body{"IGOUNOAGRFAO", "", "FAO", []string{"IGO", "AGR"}}},
	{"world food programme", body{"IGOUNOWFP", "", "WFP", []string{"IGO"}}},
	{"world health organization", body{"IGOUNOHLHWHO", "", "WHO", []string{"IGO", "HLH"}}},
	{"united nations children's fund", body{"IGOUNOKID", "", "KID", []string{"IGO"}}},
	{"united nations high commissioner for refugees", body{"IGOUNOREFHCR", "", "HCR", []string{"IGO", "REF"}}},
	{"office of the united nations high commissioner for human rights", body{"IGOUNOHRIHCH", "", "HCH", []string{"IGO", "HRI"}}},
	{"amnesty international", body{"NGOHRIAMN", "", "AMN", []string{"NGO", "HRI"}}},
	{"human rights watch", body{"NGOHRIHRW", "", "HRW", []string{"NGO", "HRI"}}},
	{"international committee of the red cross", body{"NGOHLHIRC", "", "IRC", []string{"NGO", "HLH"}}},
	{"médecins sans frontières", body{"NGOHLHMSF", "", "MSF", []string{"NGO", "HLH"}}},
	{"oxfam", body{"NGODEVXFM", "", "XFM", []string{"NGO", "DEV"}}},
	{"al-qaeda", body{"IMGMOSALQ", "", "ALQ", []string{"IMG"}}},
	{"islamic state", body{"IMGMUSISI", "", "ISI", []string{"IMG"}}},
}

func bodyOf(name string) (body, bool) {
	for i := range bodies {
		if bodies[i].name == name {
			return bodies[i].body, true
		}
	}
	return body{}, false
}

// groupOf is the code of an armed group whose own code follows country and role.
func groupOf(name string) string {
	switch name {
	case "taliban":
		return "TAL"
	case "hamas":
		return "HMS"
	case "hezbollah":
		return "HEZ"
	}
	return ""
}

// cameoParty is a party in CAMEO: the code as a whole and its parts.
type cameoParty struct {
	code string
	// root is the first part: the country, or IGO, NGO, IMG, MNC, NGM
	root    string
	country string
	group   string
	roles   []string
}

// cameoOf codes a party: country and roles ("USAGOV", "RUSMIL", "ISRMILGOV"), or kind of body and its group
// ("IGOUNO", "NGOHLHIRC"). A party without country has its roles only; one that nobody knows has no code at all.
func cameoOf(e *event.Entity) cameoParty {
	name := strings.ToLower(nameOf(e))
	switch e.Code {
	case "UNO", "EUR", "IGO", "NGO", "ISM", "IMG":
		if b, ok := bodyOf(name); ok {
			return cameoParty{b.code, b.code[:3], b.region, b.group, b.roles}
		}
	}
	var p cameoParty
	switch e.Code {
	case "":
	case "UNO":
		p = cameoParty{code: "IGOUNO", root: "IGO", group: "UNO", roles: []string{"IGO"}}
	case "EUR":
		p = cameoParty{code: "IGOEUREEC", root: "IGO", country: "EUR", group: "EEC", roles: []string{"IGO"}}
	case "IGO", "NGO", "IMG", "MNC":
		p = cameoParty{code: e.Code, root: e.Code, roles: []string{e.Code}}
	case "ISM":
		p = cameoParty{code: "NGM", root: "NGM", roles: []string{"NGM"}}
	default:
		c := countries().of(e.Code).cameo
		p = cameoParty{code: c, root: c, country: c}
	}
	for _, s := range e.Sector {
		w := wordOf(s).cameo
		if w == "" || slices.Contains(p.roles, w) || len(p.roles) == 3 {
			continue
		}
		if p.root == "" {
			p.root = w
		}
		p.code += w
		p.roles = append(p.roles[:len(p.roles):len(p.roles)], w)
	}
	if g := groupOf(name); g != "" {
		p.code, p.group = p.code+g, g
	}
	return p
}

// nameOf is the name as resolved, or else as written.
func nameOf(e *event.Entity) string {
	if e.IdentifierText != "" {
		return e.IdentifierText
	}
	return e.EntityText
}

// dyad is one source and one target of a report, in the form that all older formats know. The target is nil where nobody
// is acted upon. n is the number of the dyad in its report, mirror says that the parties are the other way round.
type dyad struct {
	source, target *event.Entity
	cameo          string
	n              int
	mirror         bool
}

// dyadsOf spreads a report over pairs. The parties of an act that they do together (a meeting without host) stand in
// both orders; visits and battles do where both is set, a host's side of a visit as 043.
func dyadsOf(r *event.Report, both bool) []dyad {
	var out []dyad
	add := func(s, t *event.Entity, code string, mirror bool) {
		out = append(out, dyad{s, t, code, len(out), mirror})
	}
	together := len(r.Recipient) == 0 && len(r.Actor) > 1 && (r.Event[0] == event.Consult || r.Event[0] == event.Agree || r.Event[0] == event.Cooperate)
	for i := range r.Actor {
		for j := range r.Actor {
			if together && i != j {
				add(&r.Actor[i], &r.Actor[j], r.CAMEO, i > j)
			}
		}
		if len(r.Recipient) == 0 && !together {
			add(&r.Actor[i], nil, r.CAMEO, false)
		}
		for j := range r.Recipient {
			add(&r.Actor[i], &r.Recipient[j], r.CAMEO, false)
		}
	}
	if back := mirrored(r); both && back != "" {
		for i := range r.Actor {
			for j := range r.Recipient {
				add(&r.Recipient[j], &r.Actor[i], back, true)
			}
		}
	}
	return out
}

// mirrored is the code of an act that two sides do to each other, seen from the other side; "" for all others.
func mirrored(r *event.Report) string {
	switch {
	case r.CAMEO == "042":
		return "043"
	case r.CAMEO == "043":
		return "042"
	case r.Event[0] == event.Consult, slices.Contains(r.Mode, "sideAB"), r.CAMEO == "057":
		return r.CAMEO
	}
	return ""
}

// number makes a positive whole number below 2^53 of an id, so that every reader can hold it exactly. An id that came from
// the same series gets its own number back; others share one with probability 1/2^53 a pair.
func number(id, series string) string {
	if rest, ok := strings.CutPrefix(id, series+":"); ok {
		rest, _, _ = strings.Cut(rest, "-")
		if n, err := strconv.ParseUint(rest, 10, 64); err == nil && n > 0 {
			return rest
		}
	}
	h := sha256.Sum256([]byte(id))
	return strconv.FormatUint(max(1, binary.BigEndian.Uint64(h[:])>>11), 10)
}

// compactDay is YYYYMMDD.
func compactDay(d article.Day) string { return strings.ReplaceAll(d.String(), "-", "") }

func decimal(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// rootOf is the two digits that a CAMEO code begins with, as a number; 0 for no code.
func rootOf(code string) int {
	if len(code) < 2 {
		return 0
	}
	n, _ := strconv.Atoi(code[:2])
	return n
}

// actDay is the day of the act, or of publication where the text gives none and does not look back; 0 for unknown.
func actDay(r *event.Report) article.Day {
	if !r.Date.IsZero() {
		return r.Date
	}
	for _, a := range r.Auxiliary {
		if a == event.Historical {
			return 0
		}
	}
	return r.CiteInfo.Published
}

// cell makes one cell of a table with tabs: no tabs, no line ends, no control characters, and no double quotes, which some
// readers take for the start of a quoted cell.
func cell(s string) string {
	clean := true
	for i := range len(s) {
		if s[i] < ' ' || s[i] == '"' || s[i] == 0x7f {
			clean = false
			break
		}
	}
	if clean {
		return strings.TrimSpace(s)
	}
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '"':
			return '\''
		case r < ' ' || r == 0x7f:
			return ' '
		}
		return r
	}, s))
}

// Format names a form of files that other tools read or write.
type Format string

// The formats. All can be written; GDELT2, ICEWSFile and PolecatFile can be read.
const (
	GDELT2         Format = "gdelt2"
	GDELT2Mentions Format = "gdelt2-mentions"
	Phoenix        Format = "phoenix"
	Petrarch2      Format = "petrarch2"
	ICEWSFile      Format = "icews"
	PolecatFile    Format = "polecat"
	Plover         Format = "plover"
	FlatCSV        Format = "csv"
	FlatParquet    Format = "parquet"
)

// ExportFormats are the formats that can be written.
func ExportFormats() []Format {
	return []Format{GDELT2, GDELT2Mentions, Phoenix, Petrarch2, ICEWSFile, PolecatFile, Plover, FlatCSV, FlatParquet}
}

// ImportFormats are the formats that can be read.
func ImportFormats() []Format { return []Format{GDELT2, ICEWSFile, PolecatFile} }

// errFormat says that a format is not among those that can be written or read.
func errFormat(f Format, known []Format) error {
	return fmt.Errorf("format %q: want one of %s", f, list(known))
}

func list[S ~string](ss []S) string {
	out := make([]string, len(ss))
	for i, s := range ss {
		out[i] = string(s)
	}
	return strings.Join(out, ", ")
}
