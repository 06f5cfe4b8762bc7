package resolve

import (
	"fmt"
	"slices"
	"strings"

	"github.com/casus-news/casus/event"
)

// state is one line of the table of states: a country, or a part of one.
type state struct {
	// Code is ISO 3166-1 alpha-3 of the country (of the country that claims it, for a breakaway republic); Alpha2 is "" for parts.
	Code, Alpha2 string
	// Sector is GOV, PRE for breakaway republics, CVL for peoples.
	Sector event.Sector
	Part   bool
	Names  []string
	// Adjectives, People and Capitals and Seats are forms that stand for the country.
	Adjectives, People, Capitals, Seats []string
}

// readStates reads the form that the head of data/states.txt describes.
func readStates(file, text string) ([]state, []Fault) { return readLines(file, text, readState) }

// readLines reads each line of text that is neither blank nor a comment; lines that read refuses are faults.
func readLines[T any](file, text string, read func(line string) (T, error)) ([]T, []Fault) {
	var out []T
	var faults []Fault
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		n++
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		x, err := read(line)
		if err != nil {
			faults = append(faults, Fault{file, n, err.Error()})
			continue
		}
		out = append(out, x)
	}
	return out, faults
}

func readState(line string) (state, error) {
	part := strings.HasPrefix(line, ">")
	f := strings.Split(strings.TrimPrefix(line, ">"), "|")
	want := 6
	if part {
		want = 5
	}
	if len(f) != want {
		return state{}, fmt.Errorf("%d fields: want %d between |", len(f), want)
	}
	codes := strings.Fields(f[0])
	if len(codes) != 2 || len(codes[0]) != 3 {
		return state{}, fmt.Errorf("codes %q: want two, such as FRA FR", f[0])
	}
	s := state{Code: codes[0], Part: part, Sector: "GOV", Names: list(f[1]), Adjectives: list(f[2]), People: list(f[3]), Capitals: list(f[4])}
	switch {
	case part && !slices.Contains(sectorCodes, codes[1]):
		return state{}, fmt.Errorf("sector %q is not one of PLOVER's", codes[1])
	case part:
		s.Sector = event.Sector(codes[1])
	default:
		s.Alpha2, s.Seats = codes[1], list(f[5])
		if len(s.Names) == 0 {
			return state{}, fmt.Errorf("%s has no name", s.Code)
		}
	}
	return s, nil
}

func list(s string) []string {
	var out []string
	for part := range strings.SplitSeq(s, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// where tells to which country a role without a name belongs.
type where uint8

const (
	ofState where = iota // the country that the phrase or the document is about
	atPlace              // the country where the act happens
	ofMany               // an unnamed group of states
	ofWorld              // none, unless the phrase names one
)

var whereNames = [...]string{ofState: "state", atPlace: "place", ofMany: "many", ofWorld: "world"}

// role is a class of nouns of the table of roles.
type role struct {
	// Code is set for nouns of international bodies: UNO, IGO, NGO.
	Code    string
	Sectors []event.Sector
	Where   where
	Weak    bool
	Office  string
	// Nouns are the singular forms, Plurals the plural ones.
	Nouns, Plurals []string
	// Modifier is true for words that change the sector of the noun they stand before.
	Modifier bool
}

// readRoles reads the form that the head of data/roles.txt describes.
func readRoles(file, text string) ([]role, []Fault) { return readLines(file, text, readRole) }

func readRole(line string) (role, error) {
	head, nouns, ok := strings.Cut(line, ":")
	if !ok {
		return role{}, fmt.Errorf("no colon after the class")
	}
	r := role{Modifier: strings.HasPrefix(head, "+")}
	for i, word := range strings.Fields(strings.TrimPrefix(head, "+")) {
		at := slices.Index(whereNames[:], word)
		switch {
		case i == 0:
			for s := range strings.SplitSeq(word, ",") {
				switch {
				case slices.Contains(supraCodes, s):
					r.Code = s
				case slices.Contains(sectorCodes, s):
					r.Sectors = append(r.Sectors, event.Sector(s))
				default:
					return role{}, fmt.Errorf("sector %q is not one of PLOVER's", s)
				}
			}
		case at >= 0:
			r.Where = where(at)
		case word == "weak":
			r.Weak = true
		case slices.Contains(soleRoles, word) || slices.Contains(otherRoles, word):
			r.Office = word
		default:
			return role{}, fmt.Errorf("%q is neither a place, nor weak, nor a role", word)
		}
	}
	for _, noun := range list(nouns) {
		one, more, given := strings.Cut(noun, "/")
		r.Nouns = append(r.Nouns, one)
		switch {
		case !given && !r.Modifier:
			r.Plurals = append(r.Plurals, plural(one))
		case more != "":
			r.Plurals = append(r.Plurals, more)
		}
	}
	return r, nil
}

// plural forms the plural of an English noun phrase: of its last word, or of the one before " of ", " for " and " to ".
func plural(s string) string {
	for _, p := range []string{" of ", " for ", " to "} {
		if i := strings.Index(s, p); i > 0 {
			return plural(s[:i]) + s[i:]
		}
	}
	switch {
	case strings.HasSuffix(s, "man") && !strings.HasSuffix(s, "human"):
		return s[:len(s)-2] + "en"
	case strings.HasSuffix(s, "y") && len(s) > 1 && !strings.ContainsRune("aeiou", rune(s[len(s)-2])):
		return s[:len(s)-1] + "ies"
	case strings.HasSuffix(s, "s"), strings.HasSuffix(s, "x"), strings.HasSuffix(s, "ch"), strings.HasSuffix(s, "sh"):
		return s + "es"
	}
	return s + "s"
}
