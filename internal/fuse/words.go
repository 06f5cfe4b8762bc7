package fuse

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/casus-news/casus/event"
)

// fold makes texts comparable: lower case, letters and digits only, single blanks between words.
func fold(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	gap := false
	for _, r := range text {
		if r == '\'' || r == '’' {
			continue // it's, Ukraine’s: one word
		}
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// hashString is FNV-1a with a finish that spreads the low bits.
func hashString(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return mix(h)
}

// mix is the finish of splitmix64 (Steele, Lea, Flood 2014): a bijection that spreads every bit.
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// silent tells whether w says nothing about which act a sentence tells of: the closed classes, words of saying and
// denying, titles and offices, the commonest words of
// politics, days and months. A switch, since the compiler makes it a search and a map would be a variable.
func silent(w string) bool {
	switch w {
	case "a", "about", "according", "added", "after", "again", "against", "ago", "all", "also", "ambassador",
		"ambassadors", "among", "an", "and", "announced", "any", "april", "are", "as", "at", "august", "be", "been",
		"before", "being", "between", "both", "but", "by", "can", "chancellor", "claim", "claimed", "claims", "come",
		"coming", "continue", "continued", "continues", "could", "countries", "country", "day", "december", "denial",
		"denied", "denies", "deny", "denying", "department", "did", "do", "does", "dr", "during", "early", "effort",
		"efforts", "evening", "february", "first", "for", "foreign", "forward", "friday", "from", "get", "give",
		"given", "go", "going", "got", "government", "governments", "had", "has", "have", "he", "her", "him", "his",
		"how", "if", "important", "in", "include", "included", "includes", "including", "international", "into", "is",
		"issue", "issues", "it", "its", "january", "july", "june", "last", "late", "later", "leader", "leaders", "less",
		"look", "looks", "made", "make", "makes", "many", "march", "may", "might", "minister", "ministers", "ministry",
		"monday", "month", "more", "morning", "most", "mr", "mrs", "ms", "much", "nation", "nations", "near", "new",
		"next", "night", "no", "nor", "not", "november", "now", "october", "of", "off", "official", "officials", "on",
		"one", "only", "or", "other", "our", "out", "over", "own", "people", "per", "president", "presidents", "prime",
		"reported", "reportedly", "reporters", "republic", "said", "saturday", "say", "saying", "says", "secretary",
		"september", "she", "should", "since", "so", "some", "spokesman", "spokesperson", "spokeswoman", "state",
		"statement", "states", "such", "sunday", "take", "taken", "takes", "than", "that", "the", "their", "them",
		"then", "there", "these", "they", "this", "those", "through", "thursday", "time", "times", "to", "today",
		"told", "tomorrow", "too", "took", "tuesday", "two", "under", "united", "until", "up", "very", "want", "wants",
		"was", "way", "ways", "we", "wednesday", "week", "well", "were", "what", "when", "where", "which", "while",
		"who", "whom", "whose", "will", "with", "within", "work", "working", "works", "world", "would", "year",
		"yesterday", "yet", "you":
		return true
	}
	return false
}

// digits turns spelled numbers into the digits that other papers print.
func digits(w string) string {
	switch w {
	case "one":
		return "1"
	case "two":
		return "2"
	case "three":
		return "3"
	case "four":
		return "4"
	case "five":
		return "5"
	case "six":
		return "6"
	case "seven":
		return "7"
	case "eight":
		return "8"
	case "nine":
		return "9"
	case "ten":
		return "10"
	case "eleven":
		return "11"
	case "twelve":
		return "12"
	case "thirteen":
		return "13"
	case "fourteen":
		return "14"
	case "fifteen":
		return "15"
	case "sixteen":
		return "16"
	case "seventeen":
		return "17"
	case "eighteen":
		return "18"
	case "nineteen":
		return "19"
	case "twenty":
		return "20"
	case "thirty":
		return "30"
	case "forty":
		return "40"
	case "fifty":
		return "50"
	case "sixty":
		return "60"
	case "seventy":
		return "70"
	case "eighty":
		return "80"
	case "ninety":
		return "90"
	case "hundred":
		return "100"
	case "thousand":
		return "1000"
	}
	return w
}

// contentWords are the stems of the words that tell what happened, hashed and sorted: the sentence without silent words,
// without the names of place and of those who act, suffer or speak, and without the words that express the act, since
// place, parties and type are compared by themselves.
func contentWords(r event.Report) []uint32 {
	var names strings.Builder
	names.WriteByte(' ')
	note := func(e event.Entity) {
		// Of the words used only the capitals are names: "Russian warplanes" loses the first word.
		for w := range strings.FieldsSeq(e.EntityText + " " + e.IdentifierText) {
			if c, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(c) {
				names.WriteString(fold(w))
				names.WriteByte(' ')
			}
		}
	}
	for _, e := range r.Actor {
		note(e)
	}
	for _, e := range r.Recipient {
		note(e)
	}
	if r.Attribution != nil {
		note(r.Attribution.Entity)
	}
	if l := r.EventLoc; l != nil {
		for _, s := range []string{l.ExtractedPlace, l.ResolvedPlace, l.Province} {
			names.WriteString(fold(s))
			names.WriteByte(' ')
		}
	}
	known := names.String()
	trigger := stems(strings.Join(r.EventText, " "))
	var out []uint32
	for w := range strings.FieldsSeq(fold(r.Text)) {
		if silent(w) || in(known, w) {
			continue
		}
		h := uint32(hashString(stem(digits(w))))
		if _, ok := slices.BinarySearch(trigger, h); !ok {
			out = append(out, h)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// stems are the words of a name as contentWords would have them.
func stems(name string) []uint32 {
	var out []uint32
	for w := range strings.FieldsSeq(fold(name)) {
		out = append(out, uint32(hashString(stem(w))))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// in tells whether the blank-separated list holds w.
func in(list, w string) bool {
	for {
		i := strings.Index(list, w)
		if i < 0 {
			return false
		}
		j := i + len(w)
		if (i == 0 || list[i-1] == ' ') && (j == len(list) || list[j] == ' ') {
			return true
		}
		list = list[i+1:]
	}
}

// stem cuts the endings that English grammar puts on words. It is rough on purpose: it only has to bring "shelled" to
// "shelling", and may join a few strangers.
func stem(w string) string {
	if len(w) < 5 {
		return strings.TrimSuffix(w, "s")
	}
	for _, end := range []string{"ations", "ation", "ings", "ing", "ions", "ion", "ments", "ment", "ies", "ers", "er", "ed", "es", "s", "e"} {
		if s, ok := strings.CutSuffix(w, end); ok && len(s) >= 3 {
			if n := len(s); s[n-1] == s[n-2] && n > 3 {
				s = s[:n-1] // planned, planning
			}
			return s
		}
	}
	return w
}

// triggerOf is a hash of the words that express the act.
func triggerOf(words []string) uint64 {
	var b strings.Builder
	for _, w := range words {
		for w := range strings.FieldsSeq(fold(w)) {
			b.WriteString(stem(w))
			b.WriteByte(' ')
		}
	}
	return hashString(b.String())
}

// overlap is the share of common elements in the shorter list, 0 to 1, for sorted lists without repeats.
func overlap(a, b []uint32) float64 {
	short := min(len(a), len(b))
	if short == 0 {
		return 0
	}
	return float64(common(a, b)) / float64(short)
}

// common counts the elements that two sorted lists share.
func common[T uint32 | uint64](a, b []T) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n++
			i++
			j++
		}
	}
	return n
}
