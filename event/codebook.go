package event

import (
	"slices"
	"strings"
)

// The event types, in the order of the code book.
const (
	Agree     Type = "AGREE"
	Consult   Type = "CONSULT"
	Support   Type = "SUPPORT"
	Concede   Type = "CONCEDE"
	Cooperate Type = "COOPERATE"
	Aid       Type = "AID"
	Retreat   Type = "RETREAT"
	Request   Type = "REQUEST"
	Accuse    Type = "ACCUSE"
	Reject    Type = "REJECT"
	Threaten  Type = "THREATEN"
	Protest   Type = "PROTEST"
	Sanction  Type = "SANCTION"
	Mobilize  Type = "MOBILIZE"
	Coerce    Type = "COERCE"
	Assault   Type = "ASSAULT"
)

// The quad categories.
const (
	VerbalCooperation   = 1
	MaterialCooperation = 2
	VerbalConflict      = 3
	MaterialConflict    = 4
)

// TypeEntry is a type as the code book has it. Quad is 1 to 4; Scale is the PLOVER score of the type without a mode,
// -10 (most hostile) to 10 (most cooperative).
type TypeEntry struct {
	Type  Type
	Quad  int
	Scale float64
	Gloss string
	Modes []ModeEntry
}

// ModeEntry is a mode of one type. Scale is the PLOVER score of type and mode.
type ModeEntry struct {
	Mode  Mode
	Scale float64
	Gloss string
}

// Gloss is a code with a short explanation.
type Gloss struct{ Code, Gloss string }

// types is the code book: PLOVER 2.0 (Open Event Data Alliance, PLOVER_MANUAL.tex, CC BY-SA 4.0), codes and scores as
// there, glosses in our own words. Where the manual leaves something open:
//   - SANCTION is material conflict in its own section and in the summary of categories, verbal in one table; we follow
//     the section.
//   - The score of ACCUSE is printed without its sign; its modes are -2 and -3.5, so it is -3.
//   - PROTEST vandalize and ASSAULT sideAB have no score of their own and take their type's.
var types = [...]TypeEntry{
	{Agree, VerbalCooperation, 2.5, "promises or agrees to cooperate, meet, help or sign", nil},
	{Consult, VerbalCooperation, 2.5, "meets, visits, hosts, telephones, negotiates", []ModeEntry{
		{"visit", 4, "the actor visits the recipient, who hosts"},
		{"third-party", 1, "a third party hosts the meeting"},
		{"multilateral", 4, "the meeting is one of an alliance, a body or many states"},
		{"phone", 1.5, "by telephone, video or other remote means"},
	}},
	{Support, VerbalCooperation, 5, "praises, endorses, recognises, ratifies, signs; nothing material changes hands", nil},
	{Concede, VerbalCooperation, 4.5, "yields in words: announces an easing, a pardon, a truce, a withdrawal; apologises", nil},
	{Cooperate, MaterialCooperation, 9.5, "exchanges to the gain of both: trade, joint exercises, extradition, intelligence", nil},
	{Aid, MaterialCooperation, 10, "gives material help that mainly serves the recipient; grants asylum; rescues", nil},
	{Retreat, MaterialCooperation, 6.5, "yields in deed: leaves, frees, disarms, lets in, stops fighting, resigns", []ModeEntry{
		{"withdraw", 8, "leaves territory or pulls forces out"},
		{"release", 6.5, "frees captives"},
		{"disarm", 10, "lays down or gives up weapons"},
		{"ceasefire", 7.5, "puts a ceasefire into effect"},
		{"access", 6.5, "lets observers, peacekeepers or aid workers in"},
		{"resign", 4.5, "gives up an office"},
	}},
	{Request, VerbalConflict, 0, "asks, demands, orders, appeals", []ModeEntry{
		{"assist", 0.5, "for exchange, relations or help"},
		{"change", -1, "for another policy, government or institution"},
		{"yield", -1, "for release, easing, an end to sanctions or fire"},
		{"meet", 0, "for a meeting or for talks"},
	}},
	{Accuse, VerbalConflict, -3, "condemns, criticises, blames, sues, charges, investigates", []ModeEntry{
		{"disapprove", -2, "condemns, criticises, complains"},
		{"investigate", -3.5, "opens or conducts an inquiry"},
		{"allege", -3.5, "accuses, in court or out of it; brings to trial"},
	}},
	{Reject, VerbalConflict, -2, "refuses, declines, denies, vetoes", []ModeEntry{
		{"assist", -1.5, "exchange, relations or help"},
		{"change", -2, "another policy, government or institution"},
		{"yield", -2, "release, easing, an end to sanctions or fire"},
		{"meet", -2, "a meeting or talks"},
	}},
	{Threaten, VerbalConflict, -3.5, "warns of serious harm; the mode says of what", []ModeEntry{
		{"restrict", -3, "restrictions on movement, trade or politics"},
		{"arrest", -3.5, "arrest or prison; a warrant in absence"},
		{"relations", -3.5, "an end to relations or talks"},
		{"expel", -3.5, "expulsion of diplomats, peacekeepers, organisations"},
		{"territory", -4, "seizing or occupying territory"},
		{"violence", -3.5, "violence"},
	}},
	{Protest, MaterialConflict, -5, "civilians act together in public against someone or something", []ModeEntry{
		{"demo", -5, "a largely peaceful demonstration"},
		{"riot", -7, "violence against persons or property"},
		{"strike", -5, "work is stopped"},
		{"hunger", -4.5, "a hunger strike"},
		{"boycott", -4.5, "trade or company is withheld"},
		{"obstruct", -4.5, "a way or a place is blocked"},
		{"vandalize", -5, "property is damaged as a symbol"},
	}},
	{Sanction, MaterialConflict, -6, "reduces relations that existed: cuts, expels, leaves, convicts", []ModeEntry{
		{"convict", -6, "a court finds guilty, liable or unlawful"},
		{"expel", -5.5, "puts out of a country, party or body"},
		{"withdraw", -6, "takes oneself or civil resources out"},
		{"discontinue", -6, "cuts diplomatic, commercial or material exchange; imposes sanctions"},
	}},
	{Mobilize, MaterialConflict, -5.5, "moves or readies force without using it", []ModeEntry{
		{"troops", -6.5, "armed forces"},
		{"weapons", -6.5, "weapons, ships, aircraft"},
		{"police", -5.5, "police or security forces"},
		{"militia", -6, "forces that are no state's"},
	}},
	{Coerce, MaterialConflict, -7, "uses power short of violence: arrests, seizes, restricts", []ModeEntry{
		{"seize", -7, "searches, raids, confiscates; takes territory without a fight"},
		{"restrict", -7, "limits movement or political freedom; bans from politics"},
		{"censor", -6.5, "bans or limits publications or information"},
		{"curfew", -6.5, "imposes a curfew"},
		{"martial-law", -7.5, "imposes martial law or a state of emergency"},
		{"arrest", -7, "arrests or detains"},
		{"deport", -7, "deports persons"},
		{"withhold", -7, "cuts power, water, network, food or medicine"},
		{"misinformation", -6.5, "deceives the public"},
		{"cyber", -7, "attacks computers or networks"},
	}},
	{Assault, MaterialConflict, -9, "deliberate violence that can do serious bodily harm", []ModeEntry{
		{"abduct", -8.5, "kidnaps, hijacks, captures"},
		{"beat", -7.5, "strikes with hands, feet or blunt tools"},
		{"torture", -8.5, "tortures"},
		{"sexual", -8.5, "sexual violence"},
		{"targeted", -9.5, "a chosen person is killed or meant to be: assassination, execution"},
		{"destroy", -8.5, "property is the target"},
		{"primitive", -8, "blades, fire, stones, tools"},
		{"firearms", -9, "rifles, pistols, light machine guns"},
		{"explosives", -9, "mines, bombs, grenades"},
		{"suicide-attack", -9.5, "the attacker dies by design"},
		{"aerial", -9.5, "manned aircraft"},
		{"drone", -9.5, "unmanned aircraft"},
		{"heavy-weapons", -9.5, "artillery, rockets, tanks"},
		{"crowd-control", -7.5, "tear gas, water cannon, batons, warning shots"},
		{"unconventional", -10, "chemical, biological, radiological or nuclear weapons"},
		{"sideAB", -9, "two sides fight: actor is side A, recipient side B"},
	}},
}

// contexts of PLOVER 2.0, in the manual's order.
var contexts = [...]Gloss{
	{"military", "armed forces of states"},
	{"intelligence", "secret services and what they gather"},
	{"executive", "heads of government and state, ministries, agencies"},
	{"legislative", "parliaments, bills, coalitions"},
	{"election", "elections and campaigns"},
	{"political_institutions", "changes in how political bodies and parties work"},
	{"pro_democracy", "steps towards democracy"},
	{"pro_autocracy", "steps towards autocracy"},
	{"economic", "trade, finance, growth, prices, development"},
	{"legal", "courts, national and international law"},
	{"reparations", "amends for past harm"},
	{"human_rights", "human rights in general"},
	{"rights_freedoms", "civil liberties, free press, free assembly"},
	{"repression", "security forces put groups down"},
	{"human_security", "food, water, housing, energy, land"},
	{"gender", "women's rights, equality, reproductive rights"},
	{"lgbt", "the rights and treatment of LGBTQ people"},
	{"religion_ethnicity", "faith, ethnic group, caste, language"},
	{"inequality", "unequal means and chances"},
	{"diplomatic", "diplomacy, between states and within"},
	{"territory", "disputed land, secession, displacement"},
	{"peacekeeping", "peacekeeping operations"},
	{"health", "public health, epidemics"},
	{"asylum", "asylum sought or granted"},
	{"migration", "migrants, refugees, displaced people"},
	{"disasters", "natural disasters and accidents"},
	{"natural_resource", "oil, gas, minerals, water as goods"},
	{"environment", "pollution, climate, nature"},
	{"technology", "new technology and its industry"},
	{"terrorism", "terrorist groups, and acts against them"},
	{"cbrn", "chemical, biological, radiological, nuclear"},
	{"cyber", "attacks and crime in networks"},
	{"misinformation", "false news, influence operations"},
	{"crime", "crimes and criminals"},
	{"corruption", "public office used for private gain"},
	{"illegal_drugs", "drugs: trade, making, possession"},
	{"trafficking", "smuggling of people or goods"},
}

// sectors of PLOVER 2.0, the frequent ones first as in the manual.
var sectors = [...]Gloss{
	{"COP", "police and protective agencies"},
	{"GOV", "the executive, its parties and offices; a bare country acting as a state"},
	{"JUD", "judges and courts"},
	{"LEG", "parliaments and their members"},
	{"MIL", "the state's armed forces"},
	{"PRM", "armed groups on the government's side"},
	{"PTY", "political parties"},
	{"REB", "armed opposition"},
	{"SPY", "intelligence services"},
	{"UAF", "unknown armed men"},
	{"UNK", "nobody known"},
	{"AGR", "farm workers and farmers"},
	{"BUS", "companies and business people"},
	{"CRM", "criminals and gangs"},
	{"CVL", "civilians, protesters, activists"},
	{"EDU", "schools, teachers, students"},
	{"ELI", "former office holders and their families"},
	{"JRN", "journalists and media"},
	{"LAB", "organised labour"},
	{"MED", "health workers and institutions"},
	{"REF", "refugees and displaced people"},
	{"OPP", "political opposition"},
	{"PRE", "partially recognised entities"},
	{"REL", "religious bodies"},
	{"SOC", "civil society not listed elsewhere"},
}

// groups are the codes of parties that belong to no one country (PLOVER 2.0, "Non-state international actors").
var groups = [...]Gloss{
	{"UNO", "United Nations"},
	{"EUR", "European Union"},
	{"IGO", "other body of governments, coalition of states"},
	{"NGO", "non-governmental organisation"},
	{"ISM", "international social movement"},
	{"IMG", "armed group across borders"},
	{"MNC", "multinational company"},
}

// countries are the 249 alpha-3 codes of ISO 3166-1 and KOS for Kosovo, which PLOVER adds; sorted, apart by one blank.
const countries = "" +
	"ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM " +
	"BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR " +
	"CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB " +
	"GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA " +
	"JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KOS KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO " +
	"MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD " +
	"NOR NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP " +
	"SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS " +
	"TON TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE"

// Types returns the 16 types in the code book's order. The caller owns the result.
func Types() []TypeEntry {
	out := slices.Clone(types[:])
	for i := range out {
		out[i].Modes = slices.Clone(out[i].Modes)
	}
	return out
}

// Lookup finds a type's entry; false where t is no type.
func Lookup(t Type) (TypeEntry, bool) {
	i := index(t)
	if i < 0 {
		return TypeEntry{}, false
	}
	out := types[i]
	out.Modes = slices.Clone(out.Modes)
	return out, true
}

// index is t's place in the code book, -1 where t is no type.
func index(t Type) int {
	for i := range types {
		if types[i].Type == t {
			return i
		}
	}
	return -1
}

// Modes returns the modes of t in the code book's order, nil where it has none.
func Modes(t Type) []ModeEntry {
	e, _ := Lookup(t)
	return e.Modes
}

// HasMode tells whether m is a mode of t.
func HasMode(t Type, m Mode) bool {
	i := index(t)
	return i >= 0 && slices.ContainsFunc(types[i].Modes, func(e ModeEntry) bool { return e.Mode == m })
}

// Contexts returns the 37 contexts in the manual's order.
func Contexts() []Gloss { return slices.Clone(contexts[:]) }

// Sectors returns the 25 sector codes in the manual's order.
func Sectors() []Gloss { return slices.Clone(sectors[:]) }

// Groups returns the seven codes of parties that belong to no one country.
func Groups() []Gloss { return slices.Clone(groups[:]) }

// Countries returns the ISO 3166-1 alpha-3 codes and KOS, sorted.
func Countries() []string { return strings.Fields(countries) }

// Auxiliaries returns the four auxiliary modes in the order that records list them in.
func Auxiliaries() []Auxiliary { return []Auxiliary{Historical, Future, Hypothetical, Negation} }

// ValidContext tells whether c is a context.
func ValidContext(c Context) bool { return has(contexts[:], string(c)) }

// ValidSector tells whether s is a sector.
func ValidSector(s Sector) bool { return has(sectors[:], string(s)) }

// ValidCode tells whether code names a country or an international group. The empty code is not valid.
func ValidCode(code string) bool { return IsCountry(code) || has(groups[:], code) }

// IsCountry tells whether code is an ISO 3166-1 alpha-3 code or KOS.
func IsCountry(code string) bool {
	// The list holds a code every four bytes, in order.
	lo, hi := 0, (len(countries)+1)/4
	for lo < hi && len(code) == 3 {
		mid := (lo + hi) / 2
		switch c := countries[mid*4 : mid*4+3]; {
		case c == code:
			return true
		case c < code:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return false
}

func has(list []Gloss, code string) bool {
	return slices.ContainsFunc(list, func(g Gloss) bool { return g.Code == code })
}

// Quad is the quad category of t, 1 to 4; 0 where t is no type.
func Quad(t Type) int {
	if i := index(t); i >= 0 {
		return types[i].Quad
	}
	return 0
}

// Scale is the PLOVER score of t with modes, -10 to 10: the type's own where no mode is given, else the mode's that lies
// furthest from the middle, the first of equals, since a report of several modes is as grave as its gravest. Modes of
// other types count nothing; 0 where t is no type.
func Scale(t Type, modes ...Mode) float64 {
	i := index(t)
	if i < 0 {
		return 0
	}
	if m, ok := gravest(i, modes); ok {
		return m.Scale
	}
	return types[i].Scale
}

// gravest is the mode of type i among modes whose score lies furthest from 0.
func gravest(i int, modes []Mode) (best ModeEntry, ok bool) {
	for _, m := range modes {
		for _, e := range types[i].Modes {
			if e.Mode == m && (!ok || abs(e.Scale) > abs(best.Scale)) {
				best, ok = e, true
			}
		}
	}
	return best, ok
}

func abs(x float64) float64 { return max(x, -x) }
