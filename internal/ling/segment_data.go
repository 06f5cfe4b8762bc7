package ling

import "strings"

type abbreviation uint8

const (
	noAbbreviation abbreviation = iota
	// beforeName never ends a sentence: "Mr.", "Gen.".
	beforeName
	// beforeNumber is followed by a number, or ends the sentence: "Sept.", "No.".
	beforeNumber
	// clockTime is "a.m." and "p.m.".
	clockTime
	// initial is one capital with a dot.
	initial
	// mayEnd may stand at the end of a sentence: "Inc.", "etc.", "U.S.".
	mayEnd
)

// abbreviationOf classes form, which ends in a dot. The list is our own, of the abbreviations that news and UD treebanks use.
func abbreviationOf(form string) abbreviation {
	switch form {
	case "Mr.", "Mrs.", "Ms.", "Messrs.", "Mme.", "Mlle.", "Dr.", "Prof.", "Rev.", "Fr.", "Hon.", "Sts.", "Ste.", "Mt.", "Ft.",
		"Gen.", "Lt.", "Col.", "Maj.", "Capt.", "Cmdr.", "Cdr.", "Adm.", "Sgt.", "Cpl.", "Pvt.", "Brig.", "Spc.", "Ens.", "Supt.", "Insp.", "Det.",
		"Sen.", "Sens.", "Rep.", "Reps.", "Gov.", "Govs.", "Pres.", "Sec.", "Secy.", "Amb.", "Min.", "Atty.", "Dist.", "Del.", "Supp.", "Asst.", "Ass't.",
		"vs.", "v.", "Vs.", "cf.", "Cf.", "e.g.", "E.g.", "i.e.", "I.e.", "eg.", "ca.", "approx.", "Attn.", "Msgr.", "Rt.", "Lt.Gen.", "Maj.Gen.",
		"dept.", "est.", "incl.", "esp.", "viz.", "P.S.", "PS.", "Drs.", "b.", "d.", "c.":
		return beforeName
	case "Jan.", "Feb.", "Mar.", "Apr.", "Aug.", "Sept.", "Sep.", "Oct.", "Nov.", "Dec.", "Mon.", "Tue.", "Tues.", "Wed.", "Thu.", "Thur.", "Thurs.", "Fri.", "Sat.", "Sun.",
		"No.", "no.", "Nos.", "nos.", "Art.", "art.", "Fig.", "fig.", "Figs.", "p.", "pp.", "Vol.", "vol.", "Ch.", "ch.", "sec.", "para.", "Para.", "Pt.", "Ph.", "Tel.", "ext.", "Ext.", "Fax.", "Mob.", "Rs.":
		return beforeNumber
	case "a.m.", "p.m.", "A.M.", "P.M.":
		return clockTime
	case "Inc.", "Corp.", "Co.", "Cos.", "Ltd.", "Jr.", "Bhd.", "Pty.", "Plc.", "Assn.", "Univ.", "etc.", "Etc.", "Ave.", "Blvd.", "Rd.", "Hwy.", "Bldg.", "Intl.", "Govt.", "govt.", "Natl.",
		"Ala.", "Ariz.", "Ark.", "Calif.", "Colo.", "Conn.", "Fla.", "Ga.", "Ill.", "Ind.", "Kan.", "Ky.", "La.", "Md.", "Mich.", "Minn.", "Mo.", "Mont.", "Neb.", "Nev.", "Okla.", "Ore.", "Pa.",
		"Tenn.", "Tex.", "Vt.", "Va.", "Wash.", "Wis.", "Wyo.", "Ont.", "Que.", "B.C.", "Pvt.Ltd.", "lb.", "lbs.", "oz.", "Esq.", "Ph.D.", "ft.",
		"al.", "Sr.", "St.", "Dept.", "Bros.":
		return mayEnd
	}
	if len(form) == 2 && form[0] >= 'A' && form[0] <= 'Z' {
		return initial
	}
	if strings.Count(form, ".") > 1 && len(form) >= 4 {
		return mayEnd
	}
	if lower := strings.ToLower(form); len(form) > 2 && lower != form && strings.ToUpper(form) == form {
		// "GEN. MILLEY": in a text of capitals only what stands before names and numbers is told from words.
		if a := abbreviationOf(form[:1] + lower[1:]); a == beforeName || a == beforeNumber {
			return a
		}
	}
	return noAbbreviation
}

// isDottedAbbreviation tells whether s, without its last dot, has dots inside by custom.
func isDottedAbbreviation(s string) bool {
	switch strings.ToLower(s) {
	case "ph.d", "m.sc", "b.sc", "u.n", "u.s", "p.m", "a.m", "e.g", "i.e", "d.c", "u.k", "u.s.a", "lt.gen", "maj.gen", "brig.gen", "lt.col":
		return true
	}
	return false
}

// isDomainEnding tells whether s ends host or file names, so that a dot before it is inside a word.
func isDomainEnding(s string) bool {
	switch s {
	case "com", "org", "net", "gov", "edu", "mil", "int", "info", "co", "uk", "us", "eu", "de", "fr", "ru", "ua", "au", "ca", "cn", "io", "tv", "biz",
		"doc", "docx", "xls", "xlsx", "pdf", "html", "htm", "php", "asp", "txt", "zip", "exe", "jpg", "jpeg", "png", "gif", "mp3", "url", "ppt", "csv", "json":
		return true
	}
	return false
}

// isPrefix tells whether UD keeps the hyphen after s inside the word: "anti-tank", "non-state", "e-mail".
// Measured on the training parts of EWT and GUM: these are kept together at least twice as often as cut.
func isPrefix(s string) bool {
	switch s {
	case "e", "non", "mid", "pre", "anti", "re", "post", "co", "over", "pro", "multi", "ex", "sub", "semi", "neo", "psycho", "socio", "arch", "counter", "intra",
		"micro", "un", "cross", "pan", "mini", "inter", "bi", "tri", "ultra", "quasi", "pseudo", "meta", "hyper", "extra", "trans", "de", "dis", "mis", "out", "under", "proto":
		return true
	}
	return false
}

// isSlashWord tells whether a word with a slash is one word by custom.
func isSlashWord(s string) bool {
	switch strings.ToLower(s) {
	case "w/o", "l/c", "a/c", "i/c", "n/a", "b/c":
		return true
	}
	return false
}

// afterClock tells whether a capitalised word after "p.m." goes on with the time: a zone, a day, a month.
func afterClock(form string) bool {
	switch form {
	case "EST", "EDT", "ET", "CST", "CDT", "CT", "MST", "MDT", "MT", "PST", "PDT", "PT", "GMT", "UTC", "BST", "CET", "AEST", "AEDT", "IST", "Eastern", "Central", "Pacific", "Mountain", "Greenwich",
		"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
		"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
		"Jan.", "Feb.", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.", "Kyiv", "Moscow", "Beijing", "London":
		return true
	}
	return false
}

// startsSentence tells whether a capitalised form after an abbreviation more likely begins a sentence than goes on with a name.
func startsSentence(form string) bool {
	switch form {
	case "The", "A", "An", "He", "She", "It", "They", "We", "I", "You", "This", "That", "These", "Those", "There", "Here", "His", "Her", "Its", "Their", "Our", "My",
		"In", "On", "At", "By", "For", "From", "With", "After", "Before", "During", "Since", "Under", "Over", "As", "Although", "Though", "While", "When", "Where", "If", "Because", "Until", "Unless", "Once", "Despite", "According", "About", "Among", "Between",
		"But", "And", "Or", "So", "Yet", "Nor", "However", "Meanwhile", "Moreover", "Furthermore", "Still", "Also", "Then", "Now", "Earlier", "Later", "Last", "Next", "Today", "Yesterday", "Not", "No", "Some", "Many", "Most", "Both", "Each", "Every", "All", "Several", "Other", "Another", "One", "Two", "Three", "More",
		"What", "Who", "Why", "How", "Which", "Whether", "Is", "Are", "Was", "Were", "Do", "Does", "Did", "Can", "Could", "Will", "Would", "Should", "Have", "Has", "Had", "Please", "Yes", "Let", "To", "Thanks", "Just", "Even", "Only", "Such", "Instead", "Additionally", "Officials", "Police", "Authorities", "Analysts", "Critics", "Experts":
		return true
	}
	return false
}

// isSpeechPast tells whether form is a past tense that reports speech, as far as sentence ends need it.
func isSpeechPast(form string) bool {
	switch form {
	case "said", "asked", "says", "asks", "replied", "answered", "told", "added", "shouted", "exclaimed", "cried", "wondered", "wrote", "continued", "responded", "demanded", "yelled", "screamed", "quipped", "joked", "chanted", "tweeted", "declared", "inquired", "remarked", "called":
		return true
	}
	return false
}
