package resolve

// wordClass is what a word can do in a time expression.
type wordClass uint8

const (
	otherWord wordClass = iota
	// calendar names; the value is the weekday (0 Monday), month, part of the day or season
	weekdayWord
	weekdaysWord
	shortWeekday
	monthWord
	shortMonth
	unitWord
	unitsWord
	partWord
	seasonWord
	ordinalWord
	numeralWord
	tensWord
	hundredWord
	thousandWord
	// references
	todayWord // value -1 yesterday, 0 today, 1 tomorrow
	tonightWord
	overnightWord
	nowWord
	recentlyWord
	soonWord
	noonWord
	midnightWord
	dawnWord
	// determiners
	articleWord
	theWord
	thisWord
	theseWord
	lastWord
	nextWord
	pastWord
	comingWord
	previousWord
	followingWord
	currentWord
	sameWord
	thatWord
	recentWord
	anotherWord
	// quantities
	fewWord
	severalWord
	coupleWord
	halfWord
	dozenWord
	someWord
	// frequency; the value is a unit
	frequencyWord
	everyWord
	onceWord
	timesWord
	// position
	earlyWord
	midWord
	lateWord
	earlierWord
	laterWord
	agoWord
	aheadWord
	beginningWord
	middleWord
	endWord
	restWord
	weekendWord
	weekendsWord
	fiscalWord
	// hedges
	aboutWord
	nearlyWord
	moreWord
	lessWord
	thanWord
	leastWord
	mostWord
	onlyWord
	upWord
	asWord
	// prepositions and links
	inWord
	onWord
	atWord
	ofWord
	toWord
	fromWord
	sinceWord
	untilWord
	byWord
	betweenWord
	andWord
	orWord
	throughWord
	duringWord
	withinWord
	forWord
	overWord
	beforeWord
	afterWord
	perWord
	// other words with a part in some expression
	timeWord
	momentWord
	presentWord
	futureWord
	oldWord
	amWord
	pmWord
	clockWord
	zoneWord
	holidayWord
	titleWord
	notYear
	countNoun
	moneyWord
	// marks
	dotMark
	stopMark
	commaMark
	semicolonMark
	colonMark
	slashMark
	dashMark
	apostropheMark
	quoteMark
	openMark
	moneyMark
	otherMark
)

// unit is a length of time, shortest first.
type unit uint8

const (
	noUnit unit = iota
	second
	minute
	hour
	day
	week
	fortnight
	weekend
	month
	quarter
	half
	year
	decade
	century
)

// part is a part of the day with its TIMEX3 suffix.
type part uint8

const (
	noPart part = iota
	morning
	afternoon
	evening
	night
)

func (p part) suffix() string { return [...]string{"", "TMO", "TAF", "TEV", "TNI"}[p] }

type season uint8

const (
	noSeason season = iota
	spring
	summer
	autumn
	winter
)

func (s season) suffix() string { return [...]string{"", "SP", "SU", "FA", "WI"}[s] }

type word struct {
	class wordClass
	value int16
}

// lookUp classes a lower-case word of at most 16 letters.
func lookUp(s string) word {
	switch s {
	case "monday":
		return word{weekdayWord, 0}
	case "tuesday":
		return word{weekdayWord, 1}
	case "wednesday":
		return word{weekdayWord, 2}
	case "thursday":
		return word{weekdayWord, 3}
	case "friday":
		return word{weekdayWord, 4}
	case "saturday":
		return word{weekdayWord, 5}
	case "sunday":
		return word{weekdayWord, 6}
	case "mondays":
		return word{weekdaysWord, 0}
	case "tuesdays":
		return word{weekdaysWord, 1}
	case "wednesdays":
		return word{weekdaysWord, 2}
	case "thursdays":
		return word{weekdaysWord, 3}
	case "fridays":
		return word{weekdaysWord, 4}
	case "saturdays":
		return word{weekdaysWord, 5}
	case "sundays":
		return word{weekdaysWord, 6}
	case "mon":
		return word{shortWeekday, 0}
	case "tue", "tues":
		return word{shortWeekday, 1}
	case "wed", "weds":
		return word{shortWeekday, 2}
	case "thu", "thur", "thurs":
		return word{shortWeekday, 3}
	case "fri":
		return word{shortWeekday, 4}
	case "sat":
		return word{shortWeekday, 5}
	case "sun":
		return word{shortWeekday, 6}
	case "january":
		return word{monthWord, 1}
	case "february":
		return word{monthWord, 2}
	case "march":
		return word{monthWord, 3}
	case "april":
		return word{monthWord, 4}
	case "may":
		return word{monthWord, 5}
	case "june":
		return word{monthWord, 6}
	case "july":
		return word{monthWord, 7}
	case "august":
		return word{monthWord, 8}
	case "september":
		return word{monthWord, 9}
	case "october":
		return word{monthWord, 10}
	case "november":
		return word{monthWord, 11}
	case "december":
		return word{monthWord, 12}
	case "jan":
		return word{shortMonth, 1}
	case "feb":
		return word{shortMonth, 2}
	case "mar":
		return word{shortMonth, 3}
	case "apr":
		return word{shortMonth, 4}
	case "jun":
		return word{shortMonth, 6}
	case "jul":
		return word{shortMonth, 7}
	case "aug":
		return word{shortMonth, 8}
	case "sep", "sept":
		return word{shortMonth, 9}
	case "oct":
		return word{shortMonth, 10}
	case "nov":
		return word{shortMonth, 11}
	case "dec":
		return word{shortMonth, 12}
	case "minute":
		return word{unitWord, int16(minute)}
	case "hour":
		return word{unitWord, int16(hour)}
	case "day":
		return word{unitWord, int16(day)}
	case "week":
		return word{unitWord, int16(week)}
	case "fortnight":
		return word{unitWord, int16(fortnight)}
	case "month":
		return word{unitWord, int16(month)}
	case "quarter":
		return word{unitWord, int16(quarter)}
	case "year":
		return word{unitWord, int16(year)}
	case "decade":
		return word{unitWord, int16(decade)}
	case "century":
		return word{unitWord, int16(century)}
	case "seconds":
		return word{unitsWord, int16(second)}
	case "minutes":
		return word{unitsWord, int16(minute)}
	case "hours":
		return word{unitsWord, int16(hour)}
	case "days":
		return word{unitsWord, int16(day)}
	case "weeks":
		return word{unitsWord, int16(week)}
	case "fortnights":
		return word{unitsWord, int16(fortnight)}
	case "months":
		return word{unitsWord, int16(month)}
	case "quarters":
		return word{unitsWord, int16(quarter)}
	case "years":
		return word{unitsWord, int16(year)}
	case "decades":
		return word{unitsWord, int16(decade)}
	case "centuries":
		return word{unitsWord, int16(century)}
	case "weekend":
		return word{weekendWord, 0}
	case "weekends":
		return word{weekendsWord, 0}
	case "morning":
		return word{partWord, int16(morning)}
	case "afternoon":
		return word{partWord, int16(afternoon)}
	case "evening":
		return word{partWord, int16(evening)}
	case "night":
		return word{partWord, int16(night)}
	case "spring", "springtime":
		return word{seasonWord, int16(spring)}
	case "summer", "summertime":
		return word{seasonWord, int16(summer)}
	case "autumn", "fall":
		return word{seasonWord, int16(autumn)}
	case "winter", "wintertime":
		return word{seasonWord, int16(winter)}
	}
	if w := lookUpNumber(s); w.class != otherWord {
		return w
	}
	return lookUpRelation(s)
}

// lookUpNumber classes numerals, ordinals and words of amount.
func lookUpNumber(s string) word {
	switch s {
	case "one":
		return word{numeralWord, 1}
	case "two":
		return word{numeralWord, 2}
	case "three":
		return word{numeralWord, 3}
	case "four":
		return word{numeralWord, 4}
	case "five":
		return word{numeralWord, 5}
	case "six":
		return word{numeralWord, 6}
	case "seven":
		return word{numeralWord, 7}
	case "eight":
		return word{numeralWord, 8}
	case "nine":
		return word{numeralWord, 9}
	case "ten":
		return word{numeralWord, 10}
	case "eleven":
		return word{numeralWord, 11}
	case "twelve":
		return word{numeralWord, 12}
	case "thirteen":
		return word{numeralWord, 13}
	case "fourteen":
		return word{numeralWord, 14}
	case "fifteen":
		return word{numeralWord, 15}
	case "sixteen":
		return word{numeralWord, 16}
	case "seventeen":
		return word{numeralWord, 17}
	case "eighteen":
		return word{numeralWord, 18}
	case "nineteen":
		return word{numeralWord, 19}
	case "twenty":
		return word{tensWord, 20}
	case "thirty":
		return word{tensWord, 30}
	case "forty":
		return word{tensWord, 40}
	case "fifty":
		return word{tensWord, 50}
	case "sixty":
		return word{tensWord, 60}
	case "seventy":
		return word{tensWord, 70}
	case "eighty":
		return word{tensWord, 80}
	case "ninety":
		return word{tensWord, 90}
	case "hundred":
		return word{hundredWord, 100}
	case "thousand":
		return word{thousandWord, 1000}
	case "first":
		return word{ordinalWord, 1}
	case "second":
		return word{ordinalWord, 2}
	case "third":
		return word{ordinalWord, 3}
	case "fourth":
		return word{ordinalWord, 4}
	case "fifth":
		return word{ordinalWord, 5}
	case "sixth":
		return word{ordinalWord, 6}
	case "seventh":
		return word{ordinalWord, 7}
	case "eighth":
		return word{ordinalWord, 8}
	case "ninth":
		return word{ordinalWord, 9}
	case "tenth":
		return word{ordinalWord, 10}
	case "eleventh":
		return word{ordinalWord, 11}
	case "twelfth":
		return word{ordinalWord, 12}
	case "thirteenth":
		return word{ordinalWord, 13}
	case "fourteenth":
		return word{ordinalWord, 14}
	case "fifteenth":
		return word{ordinalWord, 15}
	case "sixteenth":
		return word{ordinalWord, 16}
	case "seventeenth":
		return word{ordinalWord, 17}
	case "eighteenth":
		return word{ordinalWord, 18}
	case "nineteenth":
		return word{ordinalWord, 19}
	case "twentieth":
		return word{ordinalWord, 20}
	case "thirtieth":
		return word{ordinalWord, 30}
	case "few":
		return word{fewWord, 0}
	case "several", "many", "numerous", "multiple", "various":
		return word{severalWord, 0}
	case "couple":
		return word{coupleWord, 2}
	case "half":
		return word{halfWord, 0}
	case "dozen":
		return word{dozenWord, 12}
	case "some":
		return word{someWord, 0}
	case "another", "further", "additional", "extra":
		return word{anotherWord, 0}
	case "daily", "nightly":
		return word{frequencyWord, int16(day)}
	case "weekly":
		return word{frequencyWord, int16(week)}
	case "fortnightly", "biweekly":
		return word{frequencyWord, int16(fortnight)}
	case "monthly":
		return word{frequencyWord, int16(month)}
	case "quarterly":
		return word{frequencyWord, int16(quarter)}
	case "yearly", "annual", "annually":
		return word{frequencyWord, int16(year)}
	case "hourly":
		return word{frequencyWord, int16(hour)}
	case "every", "each":
		return word{everyWord, 0}
	case "once":
		return word{onceWord, 1}
	case "twice":
		return word{onceWord, 2}
	case "times":
		return word{timesWord, 0}
	}
	return word{}
}

// lookUpRelation classes words that place a time against another, and words of other use.
func lookUpRelation(s string) word {
	switch s {
	case "yesterday":
		return word{todayWord, -1}
	case "today":
		return word{todayWord, 0}
	case "tomorrow":
		return word{todayWord, 1}
	case "tonight":
		return word{tonightWord, 0}
	case "overnight":
		return word{overnightWord, 0}
	case "now", "currently", "nowadays", "presently":
		return word{nowWord, 0}
	case "recently", "lately":
		return word{recentlyWord, 0}
	case "soon", "shortly":
		return word{soonWord, 0}
	case "noon", "midday":
		return word{noonWord, 12}
	case "midnight":
		return word{midnightWord, 24}
	case "dawn", "dusk", "daybreak", "nightfall", "sunrise", "sunset":
		return word{dawnWord, 0}
	case "a", "an":
		return word{articleWord, 0}
	case "the":
		return word{theWord, 0}
	case "this":
		return word{thisWord, 0}
	case "these", "those":
		return word{theseWord, 0}
	case "last":
		return word{lastWord, 0}
	case "next":
		return word{nextWord, 0}
	case "past":
		return word{pastWord, 0}
	case "coming", "upcoming", "forthcoming":
		return word{comingWord, 0}
	case "previous", "preceding", "prior":
		return word{previousWord, 0}
	case "following", "ensuing", "subsequent":
		return word{followingWord, 0}
	case "current":
		return word{currentWord, 0}
	case "same":
		return word{sameWord, 0}
	case "that":
		return word{thatWord, 0}
	case "recent":
		return word{recentWord, 0}
	case "early":
		return word{earlyWord, 0}
	case "mid":
		return word{midWord, 0}
	case "late":
		return word{lateWord, 0}
	case "earlier":
		return word{earlierWord, 0}
	case "later":
		return word{laterWord, 0}
	case "ago":
		return word{agoWord, 0}
	case "ahead":
		return word{aheadWord, 0}
	case "beginning", "start", "outset", "turn":
		return word{beginningWord, 0}
	case "middle":
		return word{middleWord, 0}
	case "end", "close":
		return word{endWord, 0}
	case "rest", "remainder":
		return word{restWord, 0}
	case "fiscal", "financial":
		return word{fiscalWord, 0}
	case "about", "around", "approximately", "roughly":
		return word{aboutWord, 0}
	case "nearly", "almost", "barely", "just", "exactly", "precisely":
		return word{nearlyWord, 0}
	case "more":
		return word{moreWord, 0}
	case "less", "fewer":
		return word{lessWord, 0}
	case "than":
		return word{thanWord, 0}
	case "least":
		return word{leastWord, 0}
	case "most":
		return word{mostWord, 0}
	case "only":
		return word{onlyWord, 0}
	case "up":
		return word{upWord, 0}
	case "as":
		return word{asWord, 0}
	case "in":
		return word{inWord, 0}
	case "on":
		return word{onWord, 0}
	case "at":
		return word{atWord, 0}
	case "of":
		return word{ofWord, 0}
	case "to":
		return word{toWord, 0}
	case "from":
		return word{fromWord, 0}
	case "since":
		return word{sinceWord, 0}
	case "until", "till":
		return word{untilWord, 0}
	case "by":
		return word{byWord, 0}
	case "between":
		return word{betweenWord, 0}
	case "and":
		return word{andWord, 0}
	case "or":
		return word{orWord, 0}
	case "through", "thru":
		return word{throughWord, 0}
	case "during", "throughout":
		return word{duringWord, 0}
	case "within":
		return word{withinWord, 0}
	case "for":
		return word{forWord, 0}
	case "over":
		return word{overWord, 0}
	case "before":
		return word{beforeWord, 0}
	case "after":
		return word{afterWord, 0}
	case "per":
		return word{perWord, 0}
	case "time":
		return word{timeWord, 0}
	case "moment":
		return word{momentWord, 0}
	case "present":
		return word{presentWord, 0}
	case "future":
		return word{futureWord, 0}
	case "old", "aged", "age":
		return word{oldWord, 0}
	case "am":
		return word{amWord, 0}
	case "pm":
		return word{pmWord, 0}
	case "clock":
		return word{clockWord, 0}
	case "gmt", "utc", "est", "edt", "cet", "cest", "bst", "pst", "pdt", "cst", "cdt", "msk", "aest", "ist":
		return word{zoneWord, 0}
	case "christmas", "new", "easter", "good", "thanksgiving", "independence", "labor", "labour", "memorial", "halloween",
		"valentine", "veterans", "boxing", "bastille", "victory", "epiphany", "pentecost", "ash", "palm", "armistice", "anzac",
		"remembrance", "international", "columbus":
		return word{holidayWord, 0}
	case "mr", "mrs", "ms", "dr", "gen", "sen", "rep", "gov", "lt", "col", "capt", "sgt", "st", "prof", "hon", "rev", "pres", "jr", "sr":
		return word{titleWord, 0}
	case "resolution", "article", "section", "flight", "boeing", "airbus", "route", "highway", "directive", "regulation", "order",
		"number", "no", "room", "page", "paragraph", "channel", "act":
		return word{notYear, 0}
	case "people", "troops", "soldiers", "men", "women", "children", "police", "officers", "civilians", "deaths", "dead", "injured",
		"killed", "wounded", "protesters", "refugees", "migrants", "members", "workers", "homes", "houses", "km", "kilometers",
		"kilometres", "miles", "metres", "meters", "feet", "tons", "tonnes", "barrels", "percent", "seats", "votes", "villages",
		"prisoners", "detainees", "fighters", "militants", "rebels", "students", "residents", "tanks", "missiles", "rockets",
		"jobs", "cases", "units", "points", "euros", "rubles", "pounds", "yuan", "rupees", "guests", "hectares", "acres":
		return word{countNoun, 0}
	case "million", "billion", "trillion", "dollars":
		return word{moneyWord, 0}
	}
	return word{}
}
