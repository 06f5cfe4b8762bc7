package event

import (
	"slices"
	"strings"
)

// CAMEO is a code of the older scheme that long series are kept in, with its place in PLOVER.
type CAMEO struct {
	// Code has 2 digits for a root, 3 or 4 for what is coded; leading zeros belong to it.
	Code string
	// Goldstein is the conflict-cooperation value, -10 to 10.
	Goldstein float64
	// Type is "" for statements, which PLOVER does not code.
	Type Type
	Mode Mode
	Name string
}

// cameo is sorted by code. Codes: CAMEO 1.1b3 (Schrodt, Conflict and Mediation Event Observations codebook, 2012) with
// 1213 and 1214 of the PLOVER translation file; names in our own words. Goldstein values: the table that goes with CAMEO
// and GDELT (CAMEO.goldsteinscale.txt); it lacks 1213, 1214, 155, 176, 1834, 1951 and 1952, which take their nearest
// ancestor's value. Types and modes: CAMEO2PLOVER-2021.txt and the translation table of the PLOVER manual, brought up to
// PLOVER 2.0 where its modes and definitions moved:
//   - 02 is REQUEST, since 2.0 takes requests in; 016 is REJECT, as the manual suggests.
//   - 055, 056, 0813, 0814, 085 are CONCEDE: 2.0 counts apologies, pardons and the easing of restrictions there.
//   - 0831 is RETREAT resign, 116 SANCTION convict, 112 and 115 ACCUSE allege, 163 SANCTION discontinue: modes or homes
//     that 2.0 gave them.
//   - 143 stands for strikes and boycotts both, 166 for expelling and withdrawing both; the commoner is named.
var cameo = [...]CAMEO{
	{"01", 0, "", "", "statement"},
	{"010", 0, "", "", "makes a statement"},
	{"011", -0.1, "", "", "declines to comment"},
	{"012", -0.4, "", "", "voices pessimism"},
	{"013", 0.4, "", "", "voices optimism"},
	{"014", 0, "", "", "weighs a policy option"},
	{"015", 0, "", "", "admits or claims responsibility"},
	{"016", -2, Reject, "", "denies responsibility"},
	{"017", 0, "", "", "performs a symbolic act"},
	{"018", 3.4, "", "", "voices sympathy"},
	{"019", 3.4, "", "", "voices accord"},
	{"02", 3, Request, "", "appeal"},
	{"020", 3, Request, "", "makes an appeal or request"},
	{"021", 3.4, Request, "assist", "appeals for material cooperation"},
	{"0211", 3.4, Request, "assist", "appeals for economic cooperation"},
	{"0212", 3.4, Request, "assist", "appeals for military cooperation"},
	{"0213", 3.4, Request, "assist", "appeals for judicial cooperation"},
	{"0214", 3.4, Request, "assist", "appeals for intelligence"},
	{"022", 3.2, Request, "assist", "appeals for diplomatic cooperation"},
	{"023", 3.4, Request, "assist", "appeals for aid"},
	{"0231", 3.4, Request, "assist", "appeals for economic aid"},
	{"0232", 3.4, Request, "assist", "appeals for military aid"},
	{"0233", 3.4, Request, "assist", "appeals for humanitarian aid"},
	{"0234", 3.4, Request, "assist", "appeals for protection or peacekeepers"},
	{"024", -0.3, Request, "change", "appeals for political reform"},
	{"0241", -0.3, Request, "change", "appeals for another leadership"},
	{"0242", -0.3, Request, "change", "appeals for another policy"},
	{"0243", -0.3, Request, "change", "appeals for rights"},
	{"0244", -0.3, Request, "change", "appeals for other institutions or another regime"},
	{"025", -0.3, Request, "yield", "appeals to yield"},
	{"0251", -0.3, Request, "yield", "appeals to ease administrative sanctions"},
	{"0252", -0.3, Request, "yield", "appeals to ease dissent"},
	{"0253", -0.3, Request, "yield", "appeals for the release of persons or property"},
	{"0254", -0.3, Request, "yield", "appeals to ease sanctions, boycott or embargo"},
	{"0255", -0.3, Request, "yield", "appeals to let international bodies in"},
	{"0256", -0.3, Request, "yield", "appeals for military de-escalation"},
	{"026", 4, Request, "meet", "appeals to meet or negotiate"},
	{"027", 4, Request, "meet", "appeals to settle a dispute"},
	{"028", 4, Request, "meet", "appeals for mediation"},
	{"03", 4, Agree, "", "intent to cooperate"},
	{"030", 4, Agree, "", "states intent to cooperate"},
	{"031", 5.2, Agree, "", "states intent to cooperate materially"},
	{"0311", 5.2, Agree, "", "states intent to cooperate economically"},
	{"0312", 5.2, Agree, "", "states intent to cooperate militarily"},
	{"0313", 5.2, Agree, "", "states intent to cooperate judicially"},
	{"0314", 5.2, Agree, "", "states intent to share intelligence"},
	{"032", 4.5, Agree, "", "states intent to cooperate diplomatically"},
	{"033", 5.2, Agree, "", "states intent to give aid"},
	{"0331", 5.2, Agree, "", "states intent to give economic aid"},
	{"0332", 5.2, Agree, "", "states intent to give military aid"},
	{"0333", 5.2, Agree, "", "states intent to give humanitarian aid"},
	{"0334", 6, Agree, "", "states intent to protect or to send peacekeepers"},
	{"034", 7, Agree, "", "states intent to reform"},
	{"0341", 7, Agree, "", "states intent to change the leadership"},
	{"0342", 7, Agree, "", "states intent to change policy"},
	{"0343", 7, Agree, "", "states intent to grant rights"},
	{"0344", 7, Agree, "", "states intent to change institutions or regime"},
	{"035", 7, Agree, "", "states intent to yield"},
	{"0351", 7, Agree, "", "states intent to ease administrative sanctions"},
	{"0352", 7, Agree, "", "states intent to ease dissent"},
	{"0353", 7, Agree, "", "states intent to release persons or property"},
	{"0354", 7, Agree, "", "states intent to ease sanctions, boycott or embargo"},
	{"0355", 7, Agree, "", "states intent to let international bodies in"},
	{"0356", 7, Agree, "", "states intent to de-escalate militarily"},
	{"036", 4, Agree, "", "states intent to meet or negotiate"},
	{"037", 5, Agree, "", "states intent to settle a dispute"},
	{"038", 7, Agree, "", "states intent to accept mediation"},
	{"039", 5, Agree, "", "states intent to mediate"},
	{"04", 1, Consult, "", "consultation"},
	{"040", 1, Consult, "", "consults"},
	{"041", 1, Consult, "phone", "talks by telephone"},
	{"042", 1.9, Consult, "visit", "makes a visit"},
	{"043", 2.8, Consult, "visit", "hosts a visit"},
	{"044", 2.5, Consult, "third-party", "meets at a third place"},
	{"045", 5, Consult, "", "mediates"},
	{"046", 7, Consult, "", "negotiates"},
	{"05", 3.5, Support, "", "diplomatic cooperation"},
	{"050", 3.5, Support, "", "cooperates diplomatically"},
	{"051", 3.4, Support, "", "praises or endorses"},
	{"052", 3.5, Support, "", "defends in words"},
	{"053", 3.8, Support, "", "rallies support for another"},
	{"054", 6, Support, "", "grants recognition"},
	{"055", 7, Concede, "", "apologises"},
	{"056", 7, Concede, "", "forgives"},
	{"057", 8, Support, "", "signs a formal agreement"},
	{"06", 6, Cooperate, "", "material cooperation"},
	{"060", 6, Cooperate, "", "cooperates materially"},
	{"061", 6.4, Cooperate, "", "cooperates economically"},
	{"062", 7.4, Cooperate, "", "cooperates militarily"},
	{"063", 7.4, Cooperate, "", "cooperates judicially"},
	{"064", 7, Cooperate, "", "shares intelligence"},
	{"07", 7, Aid, "", "aid"},
	{"070", 7, Aid, "", "gives aid"},
	{"071", 7.4, Aid, "", "gives economic aid"},
	{"072", 8.3, Aid, "", "gives military aid"},
	{"073", 7.4, Aid, "", "gives humanitarian aid"},
	{"074", 8.5, Aid, "", "protects or keeps peace with forces"},
	{"075", 7, Aid, "", "grants asylum"},
	{"08", 5, Concede, "", "yielding"},
	{"080", 5, Concede, "", "yields"},
	{"081", 5, Concede, "", "eases administrative sanctions"},
	{"0811", 5, Concede, "", "eases limits on political freedoms"},
	{"0812", 5, Concede, "", "eases a ban on parties or politicians"},
	{"0813", 5, Concede, "", "eases a curfew"},
	{"0814", 5, Concede, "", "eases an emergency or martial law"},
	{"082", 5, Concede, "", "eases dissent"},
	{"083", 5, Concede, "", "grants political reform"},
	{"0831", 5, Retreat, "resign", "grants a change of leadership, leaves office"},
	{"0832", 5, Concede, "", "grants a change of policy"},
	{"0833", 5, Concede, "", "grants rights"},
	{"0834", 5, Concede, "", "grants a change of institutions or regime"},
	{"084", 7, Retreat, "", "returns or releases"},
	{"0841", 7, Retreat, "release", "releases persons"},
	{"0842", 7, Retreat, "", "returns property"},
	{"085", 7, Concede, "", "eases sanctions, boycott or embargo"},
	{"086", 9, Retreat, "access", "lets international bodies in"},
	{"0861", 9, Retreat, "access", "receives peacekeepers"},
	{"0862", 9, Retreat, "access", "receives inspectors"},
	{"0863", 9, Retreat, "access", "lets humanitarian aid in"},
	{"087", 9, Retreat, "", "de-escalates militarily"},
	{"0871", 9, Retreat, "ceasefire", "ceases fire"},
	{"0872", 9, Retreat, "withdraw", "eases a blockade"},
	{"0873", 9, Retreat, "disarm", "demobilises"},
	{"0874", 10, Retreat, "withdraw", "retreats or surrenders"},
	{"09", -2, Accuse, "investigate", "investigation"},
	{"090", -2, Accuse, "investigate", "investigates"},
	{"091", -2, Accuse, "investigate", "investigates crime or corruption"},
	{"092", -2, Accuse, "investigate", "investigates abuses of human rights"},
	{"093", -2, Accuse, "investigate", "investigates military action"},
	{"094", -2, Accuse, "investigate", "investigates war crimes"},
	{"10", -5, Request, "", "demand"},
	{"100", -5, Request, "", "demands"},
	{"101", -5, Request, "assist", "demands material cooperation"},
	{"1011", -5, Request, "assist", "demands economic cooperation"},
	{"1012", -5, Request, "assist", "demands military cooperation"},
	{"1013", -5, Request, "assist", "demands judicial cooperation"},
	{"1014", -5, Request, "assist", "demands intelligence"},
	{"102", -5, Request, "assist", "demands diplomatic cooperation"},
	{"103", -5, Request, "assist", "demands aid"},
	{"1031", -5, Request, "assist", "demands economic aid"},
	{"1032", -5, Request, "assist", "demands military aid"},
	{"1033", -5, Request, "assist", "demands humanitarian aid"},
	{"1034", -5, Request, "assist", "demands protection or peacekeepers"},
	{"104", -5, Request, "change", "demands political reform"},
	{"1041", -5, Request, "change", "demands another leadership"},
	{"1042", -5, Request, "change", "demands another policy"},
	{"1043", -5, Request, "change", "demands rights"},
	{"1044", -5, Request, "change", "demands other institutions or another regime"},
	{"105", -5, Request, "yield", "demands that the other yield"},
	{"1051", -5, Request, "yield", "demands easier administrative sanctions"},
	{"1052", -5, Request, "yield", "demands an end to dissent"},
	{"1053", -5, Request, "yield", "demands the release of persons or property"},
	{"1054", -5, Request, "yield", "demands an end to sanctions, boycott or embargo"},
	{"1055", -5, Request, "yield", "demands that international bodies be let in"},
	{"1056", -5, Request, "yield", "demands military de-escalation"},
	{"106", -5, Request, "meet", "demands a meeting or talks"},
	{"107", -5, Request, "meet", "demands that a dispute be settled"},
	{"108", -5, Request, "meet", "demands mediation"},
	{"11", -2, Accuse, "", "disapproval"},
	{"110", -2, Accuse, "", "disapproves"},
	{"111", -2, Accuse, "disapprove", "criticises or denounces"},
	{"112", -2, Accuse, "allege", "accuses"},
	{"1121", -2, Accuse, "allege", "accuses of crime or corruption"},
	{"1122", -2, Accuse, "allege", "accuses of abuses of human rights"},
	{"1123", -2, Accuse, "allege", "accuses of aggression"},
	{"1124", -2, Accuse, "allege", "accuses of war crimes"},
	{"1125", -2, Accuse, "allege", "accuses of espionage or treason"},
	{"113", -2, Accuse, "disapprove", "rallies opposition"},
	{"114", -2, Accuse, "disapprove", "complains officially"},
	{"115", -2, Accuse, "allege", "sues"},
	{"116", -2, Sanction, "convict", "finds guilty or liable"},
	{"12", -4, Reject, "", "rejection"},
	{"120", -4, Reject, "", "rejects"},
	{"121", -4, Reject, "assist", "rejects material cooperation"},
	{"1211", -4, Reject, "assist", "rejects economic cooperation"},
	{"1212", -4, Reject, "assist", "rejects military cooperation"},
	{"1213", -4, Reject, "assist", "rejects judicial cooperation"},
	{"1214", -4, Reject, "assist", "rejects sharing intelligence"},
	{"122", -4, Reject, "assist", "refuses aid"},
	{"1221", -4, Reject, "assist", "refuses economic aid"},
	{"1222", -4, Reject, "assist", "refuses military aid"},
	{"1223", -4, Reject, "assist", "refuses humanitarian aid"},
	{"1224", -4, Reject, "assist", "refuses protection or peacekeepers"},
	{"123", -4, Reject, "change", "refuses political reform"},
	{"1231", -4, Reject, "change", "refuses another leadership"},
	{"1232", -4, Reject, "change", "refuses another policy"},
	{"1233", -4, Reject, "change", "refuses rights"},
	{"1234", -4, Reject, "change", "refuses other institutions or another regime"},
	{"124", -4, Reject, "yield", "refuses to yield"},
	{"1241", -4, Reject, "yield", "refuses to ease administrative sanctions"},
	{"1242", -4, Reject, "yield", "refuses to ease dissent"},
	{"1243", -4, Reject, "yield", "refuses to release persons or property"},
	{"1244", -4, Reject, "yield", "refuses to ease sanctions, boycott or embargo"},
	{"1245", -4, Reject, "yield", "refuses to let international bodies in"},
	{"1246", -4, Reject, "yield", "refuses to de-escalate militarily"},
	{"125", -5, Reject, "meet", "refuses to meet or negotiate"},
	{"126", -5, Reject, "meet", "refuses mediation"},
	{"127", -5, Reject, "meet", "rejects a plan to settle a dispute"},
	{"128", -5, Reject, "yield", "defies norms or law"},
	{"129", -5, Reject, "", "vetoes"},
	{"13", -6, Threaten, "", "threat"},
	{"130", -4.4, Threaten, "", "threatens"},
	{"131", -5.8, Threaten, "", "threatens without force"},
	{"1311", -5.8, Threaten, "relations", "threatens to cut aid"},
	{"1312", -5.8, Threaten, "restrict", "threatens sanctions, boycott or embargo"},
	{"1313", -5.8, Threaten, "relations", "threatens to reduce or break relations"},
	{"132", -5.8, Threaten, "restrict", "threatens administrative sanctions"},
	{"1321", -5.8, Threaten, "restrict", "threatens limits on political freedoms"},
	{"1322", -5.8, Threaten, "restrict", "threatens to ban parties or politicians"},
	{"1323", -5.8, Threaten, "restrict", "threatens a curfew"},
	{"1324", -5.8, Threaten, "restrict", "threatens an emergency or martial law"},
	{"133", -5.8, Threaten, "", "threatens dissent or protest"},
	{"134", -5.8, Threaten, "relations", "threatens to halt negotiations"},
	{"135", -5.8, Threaten, "relations", "threatens to halt mediation"},
	{"136", -7, Threaten, "expel", "threatens to end international involvement"},
	{"137", -7, Threaten, "violence", "threatens repression"},
	{"138", -7, Threaten, "violence", "threatens military force"},
	{"1381", -7, Threaten, "restrict", "threatens a blockade"},
	{"1382", -7, Threaten, "territory", "threatens occupation"},
	{"1383", -7, Threaten, "violence", "threatens unconventional violence"},
	{"1384", -7, Threaten, "violence", "threatens a conventional attack"},
	{"1385", -7, Threaten, "violence", "threatens with weapons of mass destruction"},
	{"139", -7, Threaten, "", "gives an ultimatum"},
	{"14", -6.5, Protest, "", "protest"},
	{"140", -6.5, Protest, "", "dissents politically"},
	{"141", -6.5, Protest, "demo", "demonstrates"},
	{"1411", -6.5, Protest, "demo", "demonstrates for another leadership"},
	{"1412", -6.5, Protest, "demo", "demonstrates for another policy"},
	{"1413", -6.5, Protest, "demo", "demonstrates for rights"},
	{"1414", -6.5, Protest, "demo", "demonstrates for other institutions or another regime"},
	{"142", -6.5, Protest, "hunger", "goes on hunger strike"},
	{"1421", -6.5, Protest, "hunger", "hunger strike for another leadership"},
	{"1422", -6.5, Protest, "hunger", "hunger strike for another policy"},
	{"1423", -6.5, Protest, "hunger", "hunger strike for rights"},
	{"1424", -6.5, Protest, "hunger", "hunger strike for other institutions or another regime"},
	{"143", -6.5, Protest, "strike", "strikes or boycotts"},
	{"1431", -6.5, Protest, "strike", "strike or boycott for another leadership"},
	{"1432", -6.5, Protest, "strike", "strike or boycott for another policy"},
	{"1433", -6.5, Protest, "strike", "strike or boycott for rights"},
	{"1434", -6.5, Protest, "strike", "strike or boycott for other institutions or another regime"},
	{"144", -7.5, Protest, "obstruct", "obstructs passage"},
	{"1441", -7.5, Protest, "obstruct", "obstruction for another leadership"},
	{"1442", -7.5, Protest, "obstruct", "obstruction for another policy"},
	{"1443", -7.5, Protest, "obstruct", "obstruction for rights"},
	{"1444", -7.5, Protest, "obstruct", "obstruction for other institutions or another regime"},
	{"145", -7.5, Protest, "riot", "riots"},
	{"1451", -7.5, Protest, "riot", "riot for another leadership"},
	{"1452", -7.5, Protest, "riot", "riot for another policy"},
	{"1453", -7.5, Protest, "riot", "riot for rights"},
	{"1454", -7.5, Protest, "riot", "riot for other institutions or another regime"},
	{"15", -7.2, Mobilize, "", "force posture"},
	{"150", -7.2, Mobilize, "", "shows military or police power"},
	{"151", -7.2, Mobilize, "police", "raises police alert"},
	{"152", -7.2, Mobilize, "weapons", "raises military alert"},
	{"153", -7.2, Mobilize, "police", "mobilises police"},
	{"154", -7.2, Mobilize, "troops", "mobilises armed forces"},
	{"155", -7.2, Mobilize, "weapons", "mobilises cyber forces"},
	{"16", -4, Sanction, "", "reduced relations"},
	{"160", -4, Sanction, "", "reduces relations"},
	{"161", -4, Sanction, "discontinue", "reduces or breaks diplomatic relations"},
	{"162", -5.6, Sanction, "discontinue", "reduces or stops aid"},
	{"1621", -5.6, Sanction, "discontinue", "reduces or stops economic aid"},
	{"1622", -5.6, Sanction, "discontinue", "reduces or stops military aid"},
	{"1623", -5.6, Sanction, "discontinue", "reduces or stops humanitarian aid"},
	{"163", -8, Sanction, "discontinue", "imposes embargo, boycott or sanctions"},
	{"164", -7, Sanction, "withdraw", "halts negotiations"},
	{"165", -6.5, Sanction, "withdraw", "halts mediation"},
	{"166", -7, Sanction, "expel", "expels or withdraws"},
	{"1661", -7, Sanction, "expel", "expels or withdraws peacekeepers"},
	{"1662", -7, Sanction, "expel", "expels or withdraws inspectors or observers"},
	{"1663", -7, Sanction, "expel", "expels or withdraws aid agencies"},
	{"17", -7, Coerce, "", "coercion"},
	{"170", -7, Coerce, "", "coerces"},
	{"171", -9.2, Coerce, "seize", "seizes or damages property"},
	{"1711", -9.2, Coerce, "seize", "confiscates property"},
	{"1712", -9.2, Assault, "destroy", "destroys property"},
	{"172", -5, Coerce, "restrict", "imposes administrative sanctions"},
	{"1721", -5, Coerce, "restrict", "limits political freedoms"},
	{"1722", -5, Coerce, "restrict", "bans parties or politicians"},
	{"1723", -5, Coerce, "curfew", "imposes a curfew"},
	{"1724", -5, Coerce, "martial-law", "imposes an emergency or martial law"},
	{"173", -5, Coerce, "arrest", "arrests, detains or charges"},
	{"174", -5, Coerce, "deport", "expels or deports individuals"},
	{"175", -9, Assault, "", "represses violently"},
	{"176", -7, Coerce, "cyber", "attacks by computer"},
	{"18", -9, Assault, "", "unconventional violence"},
	{"180", -9, Assault, "", "uses unconventional violence"},
	{"181", -9, Assault, "abduct", "abducts, hijacks or takes hostage"},
	{"182", -9.5, Assault, "beat", "assaults bodily"},
	{"1821", -9, Assault, "sexual", "assaults sexually"},
	{"1822", -9, Assault, "torture", "tortures"},
	{"1823", -10, Assault, "", "kills by bodily assault"},
	{"183", -10, Assault, "explosives", "bombs, outside warfare"},
	{"1831", -10, Assault, "suicide-attack", "suicide bombing"},
	{"1832", -10, Assault, "explosives", "vehicle bombing"},
	{"1833", -10, Assault, "explosives", "roadside bombing"},
	{"1834", -10, Assault, "explosives", "bombing of a place"},
	{"184", -8, Assault, "abduct", "uses human shields"},
	{"185", -8, Assault, "targeted", "attempts assassination"},
	{"186", -10, Assault, "targeted", "assassinates"},
	{"19", -10, Assault, "", "fighting"},
	{"190", -10, Assault, "", "uses conventional military force"},
	{"191", -9.5, Coerce, "restrict", "blockades, restricts movement"},
	{"192", -9.5, Coerce, "seize", "occupies territory"},
	{"193", -10, Assault, "firearms", "fights with small arms"},
	{"194", -10, Assault, "heavy-weapons", "fights with artillery and tanks"},
	{"195", -10, Assault, "aerial", "uses weapons from the air"},
	{"1951", -10, Assault, "aerial", "uses guided weapons from the air"},
	{"1952", -10, Assault, "drone", "uses weapons from drones"},
	{"196", -9.5, Assault, "", "violates a ceasefire"},
	{"20", -10, Assault, "", "unconventional mass violence"},
	{"200", -10, Assault, "", "uses unconventional mass violence"},
	{"201", -9.5, Assault, "", "mass expulsion"},
	{"202", -10, Assault, "", "mass killing"},
	{"203", -10, Assault, "", "ethnic cleansing"},
	{"204", -10, Assault, "unconventional", "uses weapons of mass destruction"},
	{"2041", -10, Assault, "unconventional", "uses chemical, biological or radiological weapons"},
	{"2042", -10, Assault, "unconventional", "detonates nuclear weapons"},
}

// CAMEOs returns all CAMEO codes in order.
func CAMEOs() []CAMEO { return slices.Clone(cameo[:]) }

// LookupCAMEO finds a code; false where CAMEO has none such.
func LookupCAMEO(code string) (CAMEO, bool) {
	i, ok := slices.BinarySearchFunc(cameo[:], code, func(c CAMEO, code string) int { return strings.Compare(c.Code, code) })
	if !ok {
		return CAMEO{}, false
	}
	return cameo[i], true
}

// PLOVEROf translates a CAMEO code. It is false for statements (01, except 016) and for strings that are no CAMEO code.
// The mode is "" where the code does not tell one.
func PLOVEROf(code string) (Type, Mode, bool) {
	c, ok := LookupCAMEO(code)
	return c.Type, c.Mode, ok && c.Type != ""
}

// generals holds the most general code of every type and mode: the one that is right whenever type and mode are. It is
// the inverse of the translation file where that can be inverted. Modes that CAMEO does not know stand under their
// type's residual code.
var generals = [...]struct {
	Type Type
	Mode Mode
	Code string
}{
	{Agree, "", "030"},
	{Consult, "", "040"}, {Consult, "visit", "042"}, {Consult, "third-party", "044"}, {Consult, "multilateral", "040"},
	{Consult, "phone", "041"},
	{Support, "", "050"},
	{Concede, "", "080"},
	{Cooperate, "", "060"},
	{Aid, "", "070"},
	// CAMEO has no residual code for yielding in deed; 084 is the one that the translation file gives no mode.
	{Retreat, "", "084"}, {Retreat, "withdraw", "0874"}, {Retreat, "release", "0841"}, {Retreat, "disarm", "0873"},
	{Retreat, "ceasefire", "0871"}, {Retreat, "access", "086"}, {Retreat, "resign", "0831"},
	{Request, "", "100"}, {Request, "assist", "101"}, {Request, "change", "104"}, {Request, "yield", "105"}, {Request, "meet", "106"},
	{Accuse, "", "110"}, {Accuse, "disapprove", "111"}, {Accuse, "investigate", "090"}, {Accuse, "allege", "112"},
	{Reject, "", "120"}, {Reject, "assist", "121"}, {Reject, "change", "123"}, {Reject, "yield", "124"}, {Reject, "meet", "125"},
	{Threaten, "", "130"}, {Threaten, "restrict", "132"}, {Threaten, "arrest", "130"}, {Threaten, "relations", "1313"},
	{Threaten, "expel", "136"}, {Threaten, "territory", "1382"}, {Threaten, "violence", "138"},
	{Protest, "", "140"}, {Protest, "demo", "141"}, {Protest, "riot", "145"}, {Protest, "strike", "143"}, {Protest, "hunger", "142"},
	{Protest, "boycott", "143"}, {Protest, "obstruct", "144"}, {Protest, "vandalize", "140"},
	{Sanction, "", "160"}, {Sanction, "convict", "116"}, {Sanction, "expel", "166"}, {Sanction, "withdraw", "166"},
	{Sanction, "discontinue", "160"},
	{Mobilize, "", "150"}, {Mobilize, "troops", "154"}, {Mobilize, "weapons", "152"}, {Mobilize, "police", "153"},
	{Mobilize, "militia", "154"},
	{Coerce, "", "170"}, {Coerce, "seize", "171"}, {Coerce, "restrict", "172"}, {Coerce, "censor", "1721"}, {Coerce, "curfew", "1723"},
	{Coerce, "martial-law", "1724"}, {Coerce, "arrest", "173"}, {Coerce, "deport", "174"}, {Coerce, "withhold", "170"},
	{Coerce, "misinformation", "170"}, {Coerce, "cyber", "176"},
	{Assault, "", "180"}, {Assault, "abduct", "181"}, {Assault, "beat", "182"}, {Assault, "torture", "1822"}, {Assault, "sexual", "1821"},
	{Assault, "targeted", "186"}, {Assault, "destroy", "1712"}, {Assault, "primitive", "180"}, {Assault, "firearms", "193"},
	{Assault, "explosives", "183"}, {Assault, "suicide-attack", "1831"}, {Assault, "aerial", "195"}, {Assault, "drone", "1952"},
	{Assault, "heavy-weapons", "194"}, {Assault, "crowd-control", "175"}, {Assault, "unconventional", "204"}, {Assault, "sideAB", "190"},
}

// refinements make a general code more specific where a context says so.
var refinements = [...]struct {
	From    string
	Context Context
	To      string
}{
	{"060", "military", "062"}, {"060", "legal", "063"}, {"060", "intelligence", "064"}, {"060", "economic", "061"},
	{"070", "asylum", "075"}, {"070", "peacekeeping", "074"}, {"070", "military", "072"}, {"070", "disasters", "073"},
	{"070", "human_security", "073"}, {"070", "health", "073"}, {"070", "economic", "071"},
	{"033", "peacekeeping", "0334"}, {"033", "military", "0332"}, {"033", "disasters", "0333"}, {"033", "human_security", "0333"},
	{"033", "health", "0333"}, {"033", "economic", "0331"},
	{"090", "human_rights", "092"}, {"090", "corruption", "091"}, {"090", "crime", "091"},
	{"160", "economic", "163"},
	{"180", "military", "190"},
}

// CAMEOOf is the most general CAMEO code of type and mode, "" where t is no type; a mode that is not one of t's counts as
// none. A future act of cooperation is an expressed intent in CAMEO (03), so [Future] turns CONSULT, SUPPORT, CONCEDE,
// COOPERATE, AID and RETREAT into its branch; the other auxiliary modes do not change the code.
func CAMEOOf(t Type, m Mode, aux ...Auxiliary) string {
	if slices.Contains(aux, Future) {
		switch t {
		case Consult:
			return "036"
		case Support:
			return "032"
		case Concede, Retreat:
			return "035"
		case Cooperate:
			return "031"
		case Aid:
			return "033"
		}
	}
	code := ""
	for _, g := range generals {
		if g.Type == t && (g.Mode == "" || g.Mode == m) {
			code = g.Code
			if g.Mode == m {
				break
			}
		}
	}
	return code
}

// RefineCAMEO makes a general code as specific as the contexts allow: 070 with "military" is 072. Without a fitting
// context, and for codes that are specific already, it returns code.
func RefineCAMEO(code string, contexts []Context) string {
	for _, r := range refinements {
		if r.From == code && slices.Contains(contexts, r.Context) {
			return r.To
		}
	}
	return code
}

// Appeal turns a demand (10 and below) into the corresponding appeal (02 and below): CAMEO tells by tone what PLOVER
// calls REQUEST both times. Other codes it returns unchanged.
func Appeal(code string) string {
	if rest, ok := strings.CutPrefix(code, "10"); ok {
		return "02" + rest
	}
	return code
}
