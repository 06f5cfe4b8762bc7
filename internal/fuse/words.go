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

// silent words say nothing about which act a sentence tells of: the closed classes, words of saying and denying, days and
// months.
const silent = " a about after against all also among an and any are as at be been before being between both but by can could did do does during for from" +
	" had has have he her him his how if in into is it its later less may might more most near new no nor not now of off on one only or other our out over own" +
	" per said say saying says she should since so some such than that the their them then there these they this those through to told too two under until up" +
	" was we were what when where which while who whom whose will with within would yet you" +
	" claim claims claimed deny denies denied denial denying" +
	" added according announced official officials statement spokesman spokeswoman spokesperson reported reportedly reporters" +
	" monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december" +
	" today yesterday tomorrow week month year day morning evening night early late last next ago "

// numerals turns spelled numbers into the digits that other papers print.
const numerals = " one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 thirteen=13 fourteen=14 fifteen=15 sixteen=16" +
	" seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30 forty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90 hundred=100 thousand=1000 "

// contentWords are the stems of the words that tell what happened, hashed and sorted: the sentence without silent words
// and without the names of place and of those who act, suffer or speak, since these are compared by themselves.
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
	var out []uint32
	for w := range strings.FieldsSeq(fold(r.Text)) {
		if in(silent, w) || in(known, w) {
			continue
		}
		if n := strings.Index(numerals, " "+w+"="); n >= 0 {
			w, _, _ = strings.Cut(numerals[n+len(w)+2:], " ")
		}
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
