package ling

// isReporting tells whether a verb reports speech or writing. The list is our own, of verbs that news uses with quotations.
func isReporting(lemma string) bool {
	switch lemma {
	case "say", "tell", "add", "ask", "reply", "answer", "respond", "retort", "state", "declare", "announce", "claim", "assert", "allege", "argue", "contend", "maintain", "insist",
		"note", "observe", "remark", "comment", "mention", "point", "stress", "emphasize", "emphasise", "underline", "underscore", "highlight", "reiterate", "repeat", "reaffirm", "affirm", "confirm", "deny",
		"acknowledge", "admit", "concede", "confess", "warn", "caution", "threaten", "vow", "pledge", "promise", "swear", "assure", "guarantee", "predict", "forecast", "estimate", "suggest", "hint", "imply", "indicate", "signal",
		"propose", "recommend", "advise", "urge", "exhort", "implore", "plead", "beg", "appeal", "demand", "request", "order", "instruct", "command", "explain", "clarify", "elaborate", "describe", "recall", "recount", "relate", "remember",
		"report", "reveal", "disclose", "inform", "notify", "complain", "lament", "bemoan", "regret", "protest", "object", "counter", "rebut", "refute", "dispute", "reject", "dismiss", "criticize", "criticise", "condemn", "denounce", "decry", "blast", "slam", "lash", "accuse", "blame", "charge",
		"praise", "hail", "welcome", "applaud", "commend", "congratulate", "thank", "apologize", "apologise", "joke", "quip", "muse", "wonder", "speculate", "opine", "conclude", "summarize", "summarise", "continue", "go", "begin", "finish", "interject", "interrupt",
		"write", "tweet", "post", "publish", "read", "blog", "text", "email", "cable", "testify", "attest", "proclaim", "profess", "preach", "lecture", "recite", "shout", "yell", "scream", "cry", "exclaim", "chant", "whisper", "mutter", "murmur",
		"boast", "brag", "crow", "rant", "rail", "fume", "thunder", "snap", "taunt", "mock", "scoff", "gloat", "quote", "cite", "speak", "talk", "voice", "express", "agree", "disagree", "concur", "echo", "hope", "fear", "believe",
		"broadcast", "air", "message", "retweet", "conceive", "rule", "deem", "find", "opined", "pen", "stipulate", "specify", "outline", "detail", "label", "brand", "posit", "venture", "volunteer", "offer", "remind", "reassure", "invite", "call":
		return true
	}
	return false
}

// isNaming tells whether a verb quotes a name given to its object ("called the vote a 'sham'").
func isNaming(lemma string) bool {
	switch lemma {
	case "call", "brand", "label", "dub", "term", "describe", "characterize", "characterise", "deem", "depict", "portray", "style", "denounce", "hail", "title", "name", "refer", "think", "consider", "see":
		return true
	}
	return false
}

// isSpeechNoun tells whether a noun is a piece of speech or writing that has an author.
func isSpeechNoun(lemma string) bool {
	switch lemma {
	case "statement", "communique", "communiqué", "letter", "tweet", "post", "message", "speech", "address", "remark", "comment", "interview", "release", "announcement", "declaration", "report", "note", "email", "e-mail", "memo", "memorandum",
		"article", "editorial", "column", "blog", "testimony", "warning", "resolution", "text", "readout", "broadcast", "video", "telegram", "cable", "word", "briefing", "dispatch", "bulletin", "document", "complaint", "petition":
		return true
	}
	return false
}

// isAddress tells whether a lower-case word addresses or marks a speaker in a transcript's label.
func isAddress(word string) bool {
	switch word {
	case "mr", "mrs", "ms", "dr", "sir", "hon", "question", "journalist", "reporter", "moderator", "interviewer", "host", "presenter", "compere", "speaker", "q", "operator", "participant",
		"secretary", "president", "premier", "minister", "chancellor", "ambassador", "senator", "governor", "general", "admiral", "king", "queen", "prince", "pm", "commissioner", "chair", "chairman", "chairwoman", "representative", "director", "administrator", "spokesperson", "official", "treasurer", "excellency":
		return true
	}
	return false
}

// isNoticeWord tells whether a word in capitals before a colon heads a notice and not a turn of talk.
func isNoticeWord(form string) bool {
	switch form {
	case "UPDATE", "UPDATED", "NOTE", "NOTES", "BREAKING", "WATCH", "READ", "MORE", "CONTACT", "CONTACTS", "LOCATION", "WHO", "WHAT", "WHEN", "WHERE", "WHY", "HOW", "FACT", "FACTS", "DATE", "TIME", "SUBJECT", "RE", "FROM", "TO", "CC", "SOURCE", "RELATED", "EDITOR", "CORRECTION", "DISCLAIMER", "TOPIC", "FYI", "PS", "BACKGROUND", "MEDIA", "SUMMARY", "INTRODUCTION", "CONCLUSION", "SEE":
		return true
	}
	return false
}

// isAnyone tells whether the word of a label stands for whoever speaks, so that two labels need not be one person.
func isAnyone(word string) bool {
	switch word {
	case "question", "journalist", "reporter", "q", "a", "answer", "participant", "audience", "presenter", "compere", "staff":
		return true
	}
	return false
}

// isSource tells whether news lets a thing of this name speak: "the poll said", "sources said".
func isSource(noun string) bool {
	switch noun {
	case "source", "poll", "survey", "study", "law", "bill", "treaty", "agreement", "constitution", "charter", "order", "decree", "ruling", "judgment", "judgement", "verdict", "indictment", "lawsuit", "suit", "book", "paper", "website", "site", "account", "tv", "television", "radio", "media", "press", "news", "agency", "data", "sign", "banner", "placard", "slogan", "headline", "crowd", "other", "community", "family", "public", "majority", "minority", "side", "camp", "world", "house", "west", "neighbour", "neighbor", "victim", "ally", "proclamation", "proposal", "review", "audit", "assessment", "guideline", "manifesto", "will", "note", "caption", "advert", "advertisement", "graffiti", "song", "motion", "communiqué", "tally", "critic", "opponent", "observer", "representative", "staff", "crew", "intelligence", "command", "palace", "presidency", "chancellery", "premiership", "chair", "top", "voice":
		return true
	}
	return false
}
