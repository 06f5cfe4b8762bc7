package ling

import "strings"

// The lists of this file are our own: words that news uses for people, bodies and places, and common first names.

// isOffice tells whether a noun is an office or a title of a person.
func isOffice(noun string) bool {
	switch noun {
	case "president", "vice-president", "premier", "minister", "chancellor", "secretary", "undersecretary", "ambassador", "envoy", "governor", "senator", "congressman", "congresswoman", "lawmaker", "representative",
		"general", "admiral", "colonel", "major", "captain", "lieutenant", "commander", "chief", "marshal", "sergeant", "brigadier", "king", "queen", "prince", "princess", "emir", "sultan", "sheikh", "sheik", "ayatollah", "pope", "bishop", "archbishop", "cardinal", "imam", "patriarch",
		"leader", "chairman", "chairwoman", "chairperson", "chair", "speaker", "director", "commissioner", "spokesman", "spokeswoman", "spokesperson", "mayor", "judge", "justice", "prosecutor", "attorney", "coordinator", "counselor", "counsellor",
		"deputy", "adviser", "advisor", "aide", "negotiator", "mediator", "rapporteur", "administrator", "executive", "founder", "head", "boss", "dictator", "treasurer", "councillor", "councilor", "mp", "pm", "professor", "doctor", "dr", "candidate", "diplomat", "warlord", "tsar", "emperor", "taoiseach", "supremo", "inspector", "sheriff", "lawyer", "officer", "editor", "author", "journalist", "analyst", "activist", "economist", "pilot", "coach", "superintendent", "constable":
		return true
	}
	return false
}

// classOfNoun is what a common noun in lower case refers to.
func classOfNoun(noun string) class {
	if isOffice(noun) || isPersonNoun(noun) {
		return person
	}
	if isBodyNoun(noun) {
		return body
	}
	if len(noun) > 7 && (strings.HasSuffix(noun, "ist") || strings.HasSuffix(noun, "ician")) && noun != "checklist" {
		return person
	}
	switch noun {
	case "country", "nation", "state", "city", "town", "village", "capital", "province", "region", "island", "territory", "district", "republic", "kingdom", "area", "border", "place", "county", "continent", "neighbourhood", "neighborhood", "peninsula", "zone", "enclave", "port":
		return place
	}
	return thing
}

func isPersonNoun(noun string) bool {
	switch noun {
	case "man", "woman", "person", "people", "boy", "girl", "child", "kid", "baby", "guy", "lady", "gentleman", "father", "mother", "dad", "mom", "mum", "son", "daughter", "brother", "sister", "wife", "husband", "spouse", "uncle", "aunt", "cousin", "nephew", "niece", "grandfather", "grandmother", "parent", "relative", "friend", "partner", "colleague", "neighbor", "neighbour", "widow", "boyfriend", "girlfriend", "fiancé", "fiancée",
		"official", "soldier", "policeman", "policewoman", "civilian", "protester", "protestor", "demonstrator", "rebel", "militant", "fighter", "insurgent", "terrorist", "gunman", "attacker", "suspect", "victim", "hostage", "prisoner", "refugee", "migrant", "citizen", "resident", "voter", "worker", "employee", "employer", "owner", "student", "teacher", "scientist", "researcher", "expert", "reporter", "correspondent", "writer", "artist", "actor", "actress", "singer", "player", "politician", "member", "critic", "opponent", "supporter", "ally", "rival", "successor", "predecessor", "survivor", "witness", "defendant", "plaintiff", "detainee", "inmate", "dissident", "exile", "farmer", "driver", "nurse", "patient", "customer", "client", "user", "visitor", "tourist", "passenger", "veteran", "guard", "agent", "spy", "hacker", "billionaire", "businessman", "businesswoman", "tycoon", "oligarch", "separatist", "extremist", "trader", "investor", "peacekeeper", "troop", "smuggler", "criminal", "killer", "murderer", "thief", "lord", "monarch", "heir", "host", "guest", "native", "immigrant", "democrat", "republican", "conservative", "liberal", "speaker", "participant", "individual", "adult", "teenager", "youth", "infant", "being", "hero", "genius", "counterpart", "assistant", "volunteer", "delegate", "candidate", "nominee", "winner", "loser", "champion", "composer", "painter", "philosopher", "mathematician", "physicist", "engineer", "architect", "historian", "director", "manager", "priest", "nun", "monk", "rabbi", "saint", "god", "prophet", "someone", "anyone", "everyone", "somebody", "anybody", "everybody", "nobody":
		return true
	}
	return false
}

func isBodyNoun(noun string) bool {
	switch noun {
	case "government", "ministry", "department", "agency", "office", "bureau", "administration", "cabinet", "parliament", "congress", "senate", "legislature", "assembly", "council", "committee", "commission", "court", "tribunal", "party", "coalition", "alliance", "bloc", "union", "organization", "organisation", "group", "company", "corporation", "firm", "bank", "institution", "institute", "university", "college", "school", "hospital", "army", "military", "navy", "force", "police", "militia", "movement", "team", "delegation", "embassy", "consulate", "kremlin", "regime", "junta", "authority", "service", "foundation", "association", "federation", "league", "newspaper", "network", "broadcaster", "outlet", "magazine", "charity", "watchdog", "body", "panel", "jury", "mission", "syndicate", "cartel", "gang", "club", "church", "secretariat", "opposition", "leadership", "faction", "campaign", "board", "fund", "exchange", "airline", "manufacturer", "producer", "retailer", "publisher", "studio", "band":
		return true
	}
	return false
}

// isGenericBody tells whether "the noun" may take up any body by its kind alone.
func isGenericBody(noun string) bool {
	switch noun {
	case "group", "organization", "organisation", "company", "corporation", "firm", "agency", "bloc", "alliance", "body", "movement", "militia", "outlet", "newspaper", "network", "broadcaster", "institution", "watchdog", "charity", "party", "airline", "club", "team", "university":
		return true
	}
	return false
}

// isIdle tells whether a word beside an office or noun tells nothing of whose it is: an age, "current", "embattled".
func isIdle(word string) bool {
	switch word {
	case "year", "old", "current", "incumbent", "new", "late", "embattled", "outgoing", "long", "time", "longtime", "veteran", "then", "powerful", "top", "senior", "said", "same":
		return true
	}
	return startsWithDigit(word)
}

// isCollective tells whether a singular noun may be "they".
func isCollective(noun string) bool {
	switch noun {
	case "police", "government", "team", "group", "company", "family", "couple", "crowd", "public", "military", "army", "staff", "crew", "majority", "party", "committee", "council", "band", "population", "community", "people", "pair", "someone", "everyone", "anyone", "everybody", "anybody", "somebody", "opposition", "leadership", "force", "delegation", "jury", "board", "administration", "ministry":
		return true
	}
	return false
}

// isCommonInNames tells whether a word alone does not make out one body: "Council", "Party".
func isCommonInNames(word string) bool {
	switch word {
	case "national", "international", "united", "new", "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "general", "state", "federal", "royal", "democratic", "people", "republic", "high", "supreme", "american", "european", "african", "world", "global", "first", "great", "federation", "republican", "university", "us", "bank", "saint", "st", "san", "los", "new-york", "free", "social", "islamic", "the":
		return true
	}
	return isBodyNoun(word)
}

// isTimeNoun tells whether a noun is a stretch or point of time, which no pronoun takes up.
func isTimeNoun(noun string) bool {
	switch noun {
	case "time", "day", "week", "month", "year", "hour", "minute", "second", "moment", "morning", "afternoon", "evening", "night", "weekend", "decade", "century", "today", "yesterday", "tomorrow", "tonight", "date", "period", "season", "spring", "summer", "autumn", "fall", "winter",
		"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "midnight", "noon", "percent", "%", "age", "example", "instance", "fact", "case", "way", "lot", "kind", "sort", "order", "addition", "part", "course":
		return true
	}
	return false
}

// genderOfNoun is the gender that a noun or form of address in lower case without dots tells.
func genderOfNoun(noun string) gender {
	switch noun {
	case "mr", "sir", "lord", "man", "boy", "guy", "gentleman", "father", "dad", "son", "brother", "husband", "uncle", "nephew", "grandfather", "king", "prince", "emperor", "sultan", "emir", "sheikh", "sheik", "ayatollah", "pope", "imam", "bishop", "archbishop", "spokesman", "chairman", "congressman", "policeman", "businessman", "gunman", "statesman", "boyfriend", "actor", "herr", "monsieur", "señor", "don", "patriarch", "hitman", "fisherman", "salesman":
		return male
	case "mrs", "ms", "miss", "madam", "madame", "mme", "lady", "dame", "woman", "girl", "mother", "mom", "mum", "daughter", "sister", "wife", "widow", "aunt", "niece", "grandmother", "queen", "princess", "empress", "duchess", "spokeswoman", "chairwoman", "congresswoman", "policewoman", "businesswoman", "girlfriend", "actress", "frau", "señora", "baroness", "heroine", "nun":
		return female
	}
	return unknownGender
}

// genderOfFirstName is the gender of the commonest bearers of a first name in lower case.
func genderOfFirstName(name string) gender {
	switch name {
	case "james", "john", "robert", "michael", "william", "david", "richard", "joseph", "joe", "thomas", "tom", "charles", "christopher", "chris",
		"daniel", "dan", "matthew", "matt", "anthony", "antony", "tony", "mark", "marco", "donald", "steven", "stephen", "steve", "paul", "andrew",
		"andy", "andrei", "andrey", "andriy", "andrzej", "joshua", "kenneth", "ken", "kevin", "brian", "george", "timothy", "tim", "ronald", "ron",
		"edward", "ed", "jason", "jeffrey", "jeff", "ryan", "jacob", "jake", "gary", "nicholas", "nick", "nicolas", "eric", "jonathan", "larry",
		"justin", "scott", "brandon", "benjamin", "ben", "samuel", "sam", "gregory", "greg", "alexander", "alex", "alexei", "alexey", "aleksandr",
		"oleksandr", "frank", "patrick", "raymond", "jack", "dennis", "jerry", "tyler", "aaron", "jose", "josé", "adam", "nathan", "henry",
		"douglas", "doug", "peter", "petro", "pedro", "zachary", "kyle", "walter", "harold", "jeremy", "ethan", "carl", "karl", "carlos", "keith",
		"roger", "gerald", "christian", "terry", "sean", "shaun", "arthur", "austin", "lawrence", "jesse", "bryan", "billy", "bill", "bruce",
		"gabriel", "logan", "alan", "allan", "juan", "wayne", "roy", "ralph", "randy", "eugene", "vincent", "russell", "louis", "luis", "philip",
		"phillip", "bobby", "bob", "johnny", "bradley", "brad", "mike", "jim", "jimmy", "ted", "fred", "neil", "ned", "rex", "mitt", "barack",
		"mitch", "lloyd", "merrick", "lindsey", "chuck", "bernie", "pete", "rob", "rick", "malcolm", "gough", "barnaby", "jens", "olaf", "emmanuel",
		"françois", "francois", "jean", "jacques", "pierre", "laurent", "gérald", "bruno", "boris", "rishi", "keir", "dominic", "gordon", "nigel",
		"vladimir", "volodymyr", "vladislav", "sergei", "sergey", "serhiy", "dmitry", "dmitri", "dmytro", "mikhail", "ivan", "igor", "ihor", "yuri",
		"yevgeny", "viktor", "victor", "oleg", "nikolai", "nikolay", "maxim", "pavel", "roman", "ruslan", "ramzan", "valery", "valerii", "vitaly",
		"anatoly", "leonid", "konstantin", "denis", "denys", "kirill", "mateusz", "andrej", "mario", "giuseppe", "matteo", "silvio", "giorgio",
		"sergio", "antonio", "antónio", "alberto", "fernando", "francisco", "javier", "jorge", "hugo", "nicolás", "evo", "lula", "luiz", "jair",
		"gustavo", "iván", "miguel", "rafael", "manuel", "enrique", "felipe", "andrés", "mohammed", "mohammad", "muhammad", "mohamed", "mahmoud",
		"mahmud", "ahmed", "ahmad", "ali", "hassan", "hussein", "hossein", "ibrahim", "ismail", "omar", "khalid", "khaled", "abdullah", "abdul",
		"abdel", "abdelfattah", "bashar", "saddam", "muammar", "yasser", "recep", "mevlut", "mevlüt", "tayyip", "binyamin", "yair", "naftali",
		"benny", "ariel", "ehud", "shimon", "itamar", "bezalel", "avigdor", "hamid", "ashraf", "imran", "nawaz", "shehbaz", "pervez", "narendra",
		"rajnath", "manmohan", "rahul", "amit", "subrahmanyam", "ranil", "mahinda", "gotabaya", "xi", "jinping", "shinzo", "fumio", "yoshihide",
		"taro", "joko", "prabowo", "rodrigo", "ferdinand", "prayut", "hun", "mahathir", "anwar", "jong-un", "nelson", "cyril", "thabo", "emmerson",
		"yoweri", "uhuru", "raila", "abiy", "isaias", "muhammadu", "goodluck", "olusegun", "kofi", "salva", "riek", "idriss", "felix", "alassane",
		"macky", "sebastian", "stefan", "wolfgang", "heiko", "sigmar", "frank-walter", "helmut", "gerhard", "joschka", "josep", "lars", "jonas",
		"ulf", "magnus", "hans", "fritz", "otto", "klaus", "janez", "milos", "zoran", "aleksandar", "slobodan", "radovan", "ratko", "hashim", "edi",
		"nikol", "ilham", "mikheil", "giorgi", "bidzina", "nursultan", "kassym-jomart", "shavkat", "emomali", "gurbanguly", "alexis", "kyriakos",
		"leo", "micheál", "bertie", "simon", "julian", "edwin", "harry", "oliver", "max", "martin", "evariste", "évariste", "mathew", "brock",
		"albert", "isaac", "noam", "ernest", "leonard", "stanley", "garry", "craig", "derek", "glenn", "dean", "clint", "ian", "hugh", "stuart",
		"graham", "duncan", "alastair", "angus", "euan", "rudy", "rudolph", "adolf", "benito", "winston", "franklin", "abraham", "theodore",
		"woodrow", "dwight", "lyndon", "herbert", "calvin", "al", "jesus", "moses", "osama", "ayman", "abu":
		return male
	case "mary", "patricia", "jennifer", "linda", "elizabeth", "liz", "barbara", "susan", "jessica", "sarah", "karen", "lisa", "nancy", "betty",
		"margaret", "sandra", "ashley", "kimberly", "emily", "donna", "michelle", "carol", "amanda", "dorothy", "melissa", "deborah", "stephanie",
		"rebecca", "sharon", "laura", "cynthia", "kathleen", "amy", "angela", "shirley", "anna", "brenda", "pamela", "emma", "nicole", "helen",
		"samantha", "katherine", "catherine", "kate", "christine", "christina", "debra", "rachel", "carolyn", "janet", "maria", "heather", "diane",
		"ruth", "julie", "olivia", "joyce", "virginia", "victoria", "kelly", "lauren", "joan", "evelyn", "judith", "megan", "andrea", "cheryl",
		"hannah", "jacqueline", "martha", "gloria", "teresa", "theresa", "ann", "anne", "annalena", "ursula", "sara", "madison", "frances",
		"kathryn", "janice", "alice", "julia", "grace", "denise", "amber", "beverly", "marilyn", "danielle", "sophia", "sophie", "diana", "hillary",
		"hilary", "condoleezza", "madeleine", "kamala", "jill", "melania", "ivanka", "nikki", "wendy", "gina", "avril", "jen", "jacinda", "penny",
		"marise", "tanya", "gladys", "natasha", "bridget", "pauline", "marine", "ségolène", "federica", "giorgia", "ivana", "kaja", "sanna", "mette",
		"magdalena", "erna", "jóhanna", "ingrid", "tarja", "dalia", "zuzana", "maia", "svetlana", "sviatlana", "tatiana", "tatyana", "olga", "olha",
		"irina", "iryna", "natalia", "natalya", "nadiya", "nadezhda", "yulia", "yuliya", "oksana", "ekaterina", "elena", "olena", "ksenia", "dilma",
		"cristina", "jeanine", "dina", "xiomara", "claudia", "evita", "isabel", "aung", "benazir", "khaleda", "indira", "sonia", "pratibha",
		"sushma", "nirmala", "mamata", "malala", "fatima", "aisha", "leila", "layla", "zainab", "asma", "tzipi", "golda", "ellen", "winnie", "graça",
		"ngozi", "nkosazana", "amina", "hanan", "megawati", "corazon", "imelda", "leni", "tsai", "yingluck", "carrie", "chloe", "zoe", "molly",
		"lucy", "ella", "charlotte", "jane", "claire", "clare", "fiona", "nicola", "priti", "suella", "yvette", "harriet", "jo", "greta", "angelina",
		"oprah", "beyoncé", "rosa", "greer", "higuchi", "jenna", "alyssa", "debbie", "tierra", "stormy", "stefania", "simone", "monica", "paula",
		"vanessa", "veronica", "valerie", "tammy", "susana", "gabrielle", "florence", "eleanor", "edith", "agnes", "ada", "marie", "rose", "lily",
		"eva":
		return female
	}
	return unknownGender
}

// shortFor tells whether a is a short form of the first name b.
func shortFor(a, b string) bool {
	switch a {
	case "joe":
		return b == "joseph"
	case "tony":
		return b == "anthony" || b == "antony"
	case "bill":
		return b == "william"
	case "bob", "rob":
		return b == "robert"
	case "mike":
		return b == "michael"
	case "tom":
		return b == "thomas"
	case "jim":
		return b == "james"
	case "dick":
		return b == "richard"
	case "ted":
		return b == "edward" || b == "theodore"
	case "liz":
		return b == "elizabeth"
	case "kate":
		return b == "katherine" || b == "catherine"
	case "bernie":
		return b == "bernard"
	case "vladimir":
		return b == "volodymyr"
	}
	return len(a) >= 3 && len(b) > len(a) && b[:len(a)] == a
}

// alias is the usual other name of a country or body that is known by initials, in lower case without dots; "" for others.
func alias(name string) string {
	switch name {
	case "us", "usa", "america":
		return "united states"
	case "united states of america":
		return "united states"
	case "united states":
		return "us"
	case "uk", "britain", "great britain":
		return "united kingdom"
	case "united kingdom":
		return "uk"
	case "uae":
		return "united arab emirates"
	case "un":
		return "united nations"
	case "united nations":
		return "un"
	case "eu":
		return "european union"
	case "european union":
		return "eu"
	case "drc":
		return "democratic republic of the congo"
	case "dprk":
		return "north korea"
	case "russian federation":
		return "russia"
	case "russia":
		return "russian federation"
	case "prc":
		return "china"
	}
	return ""
}

// isCountry tells whether a name in lower case without dots is a country's. It serves "the country"; what a country is and which
// code it has is not for this room.
func isCountry(name string) bool {
	switch name {
	case "afghanistan", "albania", "algeria", "andorra", "angola", "argentina", "armenia", "australia", "austria", "azerbaijan", "bahamas", "bahrain", "bangladesh", "barbados", "belarus", "belgium", "belize", "benin", "bhutan", "bolivia", "bosnia", "bosnia and herzegovina", "botswana", "brazil", "britain", "brunei", "bulgaria", "burkina faso", "burma", "burundi", "cambodia", "cameroon", "canada", "cape verde", "central african republic", "chad", "chile", "china", "colombia", "comoros", "congo", "democratic republic of the congo", "democratic republic of congo", "costa rica", "croatia", "cuba", "cyprus", "czech republic", "czechia", "denmark", "djibouti", "dominica", "dominican republic", "east timor", "timor-leste", "ecuador", "egypt", "el salvador", "england", "equatorial guinea", "eritrea", "estonia", "eswatini", "ethiopia", "fiji", "finland", "france", "gabon", "gambia", "georgia", "germany", "ghana", "greece", "grenada", "guatemala", "guinea", "guinea-bissau", "guyana", "haiti", "honduras", "hungary", "iceland", "india", "indonesia", "iran", "iraq", "ireland", "israel", "italy", "ivory coast", "jamaica", "japan", "jordan", "kazakhstan", "kenya", "kiribati", "kosovo", "kuwait", "kyrgyzstan", "laos", "latvia", "lebanon", "lesotho", "liberia", "libya", "liechtenstein", "lithuania", "luxembourg", "madagascar", "malawi", "malaysia", "maldives", "mali", "malta", "mauritania", "mauritius", "mexico", "micronesia", "moldova", "monaco", "mongolia", "montenegro", "morocco", "mozambique", "myanmar", "namibia", "nauru", "nepal", "netherlands", "new zealand", "nicaragua", "niger", "nigeria", "north korea", "north macedonia", "macedonia", "norway", "oman", "pakistan", "palau", "palestine", "panama", "papua new guinea", "paraguay", "peru", "philippines", "poland", "portugal", "qatar", "romania", "russia", "rwanda", "samoa", "saudi arabia", "senegal", "serbia", "seychelles", "sierra leone", "singapore", "slovakia", "slovenia", "solomon islands", "somalia", "south africa", "south korea", "south sudan", "spain", "sri lanka", "sudan", "suriname", "sweden", "switzerland", "syria", "taiwan", "tajikistan", "tanzania", "thailand", "togo", "tonga", "trinidad and tobago", "tunisia", "turkey", "türkiye", "turkmenistan", "tuvalu", "uganda", "ukraine", "united arab emirates", "united kingdom", "united states", "united states of america", "us", "usa", "uk", "uae", "drc", "dprk", "uruguay", "uzbekistan", "vanuatu", "venezuela", "vietnam", "yemen", "zambia", "zimbabwe", "russian federation", "soviet union", "scotland", "wales", "yugoslavia", "america":
		return true
	}
	return false
}
