package article

import (
	"strconv"
	"strings"
	"time"
	"unicode"
)

// dateLine reads a line that is a date and nothing else but the words around dates: "Thursday, May 6, 2021", "6 May 2021",
// "Published: 2021-05-06 at 10:30 GMT".
func dateLine(line string) (Day, bool) {
	if len(line) > 80 {
		return 0, false
	}
	words := strings.FieldsFunc(line, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",:|()•·–—", r) })
	day, rest, ok := findDate(words)
	if !ok {
		return 0, false
	}
	for _, w := range rest {
		if !isDateFurniture(w) {
			return 0, false
		}
	}
	return day, true
}

// findDate reads the first date with a year among words, and gives the other words.
func findDate(words []string) (Day, []string, bool) {
	for i := range words {
		for n := 1; n <= 3 && i+n <= len(words); n++ {
			if day, ok := wordsDate(words[i : i+n]); ok {
				rest := append(append([]string{}, words[:i]...), words[i+n:]...)
				return day, rest, true
			}
		}
	}
	return 0, nil, false
}

// wordsDate reads "2021-05-06", "2021/05/06", "May 6 2021", "6 May 2021". Dates such as 5/6/2021 mean two days and are not read.
func wordsDate(words []string) (Day, bool) {
	if len(words) == 1 {
		return isoDate(strings.ReplaceAll(words[0], "/", "-"))
	}
	if len(words) != 3 {
		return 0, false
	}
	month, dayWord := monthNamed(words[0]), words[1]
	if month == 0 {
		month, dayWord = monthNamed(words[1]), words[0]
	}
	day, err := strconv.Atoi(strings.TrimRight(strings.ToLower(dayWord), "sthndr"))
	year, yerr := strconv.Atoi(words[2])
	if month == 0 || err != nil || yerr != nil || len(words[2]) != 4 {
		return 0, false
	}
	return civilDay(year, month, day)
}

func isoDate(s string) (Day, bool) {
	if len(s) < 10 || len(s) > 10 && s[10] != 'T' {
		return 0, false
	}
	d, err := ParseDay(s[:10])
	return d, err == nil
}

// civilDay refuses days that are not in the calendar.
func civilDay(y int, m time.Month, d int) (Day, bool) {
	day := NewDay(y, m, d)
	gy, gm, gd := day.Date()
	return day, gy == y && gm == m && gd == d
}

// monthNamed is the month that word names in English, whole or shortened; 0 for none.
func monthNamed(word string) time.Month {
	word = strings.ToLower(strings.TrimRight(word, "."))
	for m := time.January; m <= time.December; m++ {
		name := strings.ToLower(m.String())
		if word == name || word == name[:3] || m == time.September && word == "sept" {
			return m
		}
	}
	return 0
}

func isWeekday(word string) bool {
	word = strings.ToLower(strings.TrimRight(word, "."))
	for d := time.Sunday; d <= time.Saturday; d++ {
		name := strings.ToLower(d.String())
		if word == name || len(word) >= 3 && len(word) <= 5 && strings.HasPrefix(name, word) {
			return true
		}
	}
	return false
}

// isDateFurniture tells whether word may stand beside a date of publication: weekday, time of day, "Published".
func isDateFurniture(word string) bool {
	if isWeekday(word) || word == "-" {
		return true
	}
	switch strings.ToLower(strings.Trim(word, ".")) {
	case "published", "posted", "date", "first", "on", "at", "am", "pm", "a.m", "p.m", "gmt", "utc", "et", "est", "edt", "cet", "cest", "bst", "pt",
		"pst", "pdt":
		return true
	}
	// A time of day, in pieces: "10:30am" comes as "10", "30am".
	clock := strings.TrimRight(strings.ToLower(word), "amp.")
	n, err := strconv.Atoi(clock)
	return err == nil && len(clock) <= 2 && n < 60
}

// datelineDay reads the day of a dateline with a year, "KYIV, Ukraine, May 6, 2021 (Wire) — …", at the begin of a body.
func datelineDay(text string) Day {
	line := firstLine(text)
	end := -1
	for _, dash := range []string{" — ", " – ", " - ", " -- "} {
		if i := strings.Index(line, dash); i >= 0 && (end < 0 || i < end) {
			end = i
		}
	}
	if end < 0 || end > 100 {
		return 0
	}
	place := line[:end]
	if word := strings.Trim(firstWord(place), ",.()"); len(word) < 3 || word != strings.ToUpper(word) || !unicode.IsUpper(firstRune(word)) {
		return 0
	}
	words := strings.FieldsFunc(place, func(r rune) bool { return unicode.IsSpace(r) || r == ',' })
	day, _, ok := findDate(words)
	if !ok {
		return 0
	}
	return day
}

func firstWord(s string) string {
	word, _, _ := strings.Cut(s, " ")
	return word
}

// readDate reads a date as records, feeds and pages write it. A time counts in its own zone: the day is the publisher's.
func readDate(s string) (Day, bool) {
	s = strings.TrimSpace(s)
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", "2006-01-02T15:04Z07:00", "2006-01-02T15:04",
		"2006-01-02T15:04:05Z0700", "2006-01-02 15:04:05", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04",
		time.RFC1123Z, time.RFC1123, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", time.RFC850, time.ANSIC, "20060102", "20060102150405",
		"2006-1-2", "2006/1/2"} {
		if t, err := time.Parse(layout, s); err == nil {
			return DayOf(t), true
		}
	}
	if d, ok := isoDate(s); ok {
		return d, true
	}
	return dateLine(s)
}
