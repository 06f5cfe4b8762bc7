package resolve

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

// petrarchSectors are CAMEO's role codes in PLOVER's terms. CAMEO's MED are the media, its HLH is health.
var petrarchSectors = map[string]event.Sector{
	"GOV": "GOV", "MIL": "MIL", "REB": "REB", "OPP": "OPP", "PTY": "PTY", "COP": "COP", "JUD": "JUD", "LEG": "LEG", "SPY": "SPY",
	"PRM": "PRM", "UAF": "UAF", "AGR": "AGR", "BUS": "BUS", "CRM": "CRM", "CVL": "CVL", "EDU": "EDU", "ELI": "ELI", "LAB": "LAB",
	"MED": "JRN", "HLH": "MED", "REF": "REF", "INS": "REB", "SEP": "REB", "SET": "CVL", "ENV": "SOC", "HRI": "SOC", "SOC": "SOC",
	"JRN": "JRN", "REL": "REL", "CHR": "REL", "MOS": "REL", "MUS": "REL", "JEW": "REL", "BUD": "REL", "HIN": "REL", "CTH": "REL",
	"UNK": "UNK",
}

// petrarchCodes are CAMEO's country and body codes that differ from ours.
var petrarchCodes = map[string]string{
	"UNO": "UNO", "EEC": "EUR", "IGO": "IGO", "NGO": "NGO", "NGM": "NGO", "IMG": "IMG", "MNC": "MNC", "ISM": "ISM", "PAL": "PSE",
	"ROM": "ROU", "ZAR": "COD", "TMP": "TLS", "KSV": "KOS", "SUN": "RUS", "YUG": "SRB", "SCG": "SRB", "CZS": "CZE", "BUR": "MMR",
	"WSB": "PSE", "GZS": "PSE",
}

// isPetrarch tells whether a text without our head looks like a dictionary of actors of the PETRARCH family.
func isPetrarch(text string) bool {
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' || line[0] == ';' || line[0] == '<' {
			if strings.HasPrefix(line, "# kind:") {
				return false
			}
			continue
		}
		name, _, _ := strings.Cut(line, "[")
		name = strings.TrimSpace(name)
		return name != "" && !strings.Contains(line, "\t") && name == strings.ToUpper(name) && (strings.HasSuffix(name, "_") || strings.Contains(line, "["))
	}
	return false
}

// petrarchLine drops comments (";" and "#") and surrounding space.
func petrarchLine(line string) string {
	if i := strings.IndexAny(line, ";#"); i >= 0 {
		line = line[:i]
	}
	return strings.TrimSpace(line)
}

// readPetrarchActors reads "NAME_ [CODE dates]", "+SYNONYM_" and "[CODE dates]" lines.
func readPetrarchActors(t Table, codes map[string]bool) ([]Entry, []Fault) {
	var out []Entry
	var faults []Fault
	n, comment := 0, false
	fault := func(format string, args ...any) {
		faults = append(faults, Fault{t.File, n, fmt.Sprintf(format, args...)})
	}
	for line := range strings.SplitSeq(t.Text, "\n") {
		n++
		if strings.HasPrefix(line, "<!--") {
			comment = true
		}
		if comment {
			comment = !strings.Contains(line, "-->")
			continue
		}
		line = petrarchLine(line)
		if line == "" || strings.HasPrefix(line, "<") {
			continue
		}
		name, rest, _ := strings.Cut(line, "[")
		name = petrarchName(name)
		switch {
		case strings.HasPrefix(line, "+"):
			if len(out) == 0 {
				fault("a synonym before the first name")
				continue
			}
			out[len(out)-1].Aliases = append(out[len(out)-1].Aliases, petrarchName(strings.TrimPrefix(name, "+")))
		case name != "":
			out = append(out, Entry{Kind: Group, Name: name, File: t.File, Line: n})
		case len(out) == 0:
			fault("a code before the first name")
			continue
		}
		for rest != "" {
			var code string
			code, rest, _ = strings.Cut(rest, "]")
			term, err := petrarchTerm(code, codes)
			if err != nil {
				fault("%v", err)
			} else {
				term.line = n
				out[len(out)-1].Terms = append(out[len(out)-1].Terms, term)
			}
			_, rest, _ = strings.Cut(rest, "[")
		}
	}
	for i := range out {
		if len(out[i].Terms) == 0 {
			faults = append(faults, Fault{t.File, out[i].Line, fmt.Sprintf("%q has no code", out[i].Name)})
		}
		// A dated name is mostly a person's; the dictionaries do not say.
		if len(out[i].Terms) > 1 {
			out[i].Kind = Person
			out[i].Short = []string{out[i].Name}
		}
	}
	return out, faults
}

// petrarchName turns "BARACK_OBAMA_" into "Barack Obama". Short words stay capitals where they look like initials ("USA_").
func petrarchName(s string) string {
	words := strings.FieldsFunc(s, func(r rune) bool { return r == '_' || r == ' ' || r == '\t' })
	for i, w := range words {
		if len(words) == 1 && len(w) <= 4 {
			continue
		}
		words[i] = w[:1] + strings.ToLower(w[1:])
	}
	return strings.Join(words, " ")
}

// petrarchTerm reads "USAGOV 010120-050120", "USAELI >050120", "USAOPP <010120", "USAGOV".
func petrarchTerm(s string, codes map[string]bool) (Term, error) {
	code, dates, _ := strings.Cut(strings.TrimSpace(s), " ")
	t := Term{loose: true}
	rest := code
	for i := 0; len(rest) >= 3; i++ {
		part := rest[:3]
		rest = rest[3:]
		sector, isSector := petrarchSectors[part]
		mapped, isMapped := petrarchCodes[part]
		switch {
		case isMapped && (t.Code == "" || t.Code == "IGO" || t.Code == "NGO"):
			t.Code = mapped
		case codes[part] && t.Code == "":
			t.Code = part
		case isSector && !slices.Contains(t.Sectors, sector):
			t.Sectors = append(t.Sectors, sector)
		}
	}
	if code == "" || rest != "" || t.Code == "" && len(t.Sectors) == 0 {
		if !isRegion(code) {
			return t, fmt.Errorf("code %q: want three letters each for country and sectors", code)
		}
	}
	if t.Code != "" && len(t.Sectors) == 0 && !slices.Contains(supraCodes, t.Code) {
		t.Sectors = []event.Sector{"GOV"}
	}
	return t, petrarchDates(&t, strings.TrimSpace(dates))
}

// isRegion tells whether code is one of CAMEO's regions (AFR, MEA, WST), which have no code here.
func isRegion(code string) bool {
	return len(code) >= 3 && len(code)%3 == 0 && slices.Contains(strings.Fields("AFR ASA BLK CAS CAU CFR EAF EEU EIN EUR LAM MDE MDT MEA NAF NMR PGS SAF SAM SAS SCN SEA WAF WST NTH STH"), code[:3])
}

func petrarchDates(t *Term, s string) error {
	var err error
	switch from, to, ok := strings.Cut(s, "-"); {
	case s == "":
	case s[0] == '<':
		if t.To, err = petrarchDay(s[1:]); err == nil {
			t.To--
		}
	case s[0] == '>':
		t.From, err = petrarchDay(s[1:])
	case ok:
		if t.From, err = petrarchDay(from); err == nil {
			t.To, err = petrarchDay(to)
		}
		if err == nil && t.From > t.To {
			err = fmt.Errorf("dates %q end before they begin", s)
		}
	default:
		t.From, err = petrarchDay(s)
		t.To = t.From
	}
	return err
}

// petrarchDay reads YYMMDD (years from 30 are of the 20th century) and YYYYMMDD.
func petrarchDay(s string) (article.Day, error) {
	s = strings.TrimSpace(s)
	full := s
	if len(s) == 6 {
		full = "20" + s
		if s[:2] >= "30" {
			full = "19" + s
		}
	}
	at, err := time.Parse("20060102", full)
	if err != nil {
		return 0, fmt.Errorf("date %q: want YYMMDD or YYYYMMDD", s)
	}
	return article.DayOf(at), nil
}

// readPetrarchAgents reads "POLICE_OFFICER {POLICE_OFFICERS} [~COP]" and "!PERSON! = MAN {MEN}, WOMAN {WOMEN}" lines.
func readPetrarchAgents(t Table) ([]role, []Fault) {
	var out []role
	var faults []Fault
	macros := map[string][]string{}
	n := 0
	for line := range strings.SplitSeq(t.Text, "\n") {
		n++
		if line = petrarchLine(line); line == "" || line[0] == '<' {
			continue
		}
		if name, forms, ok := strings.Cut(line, "="); ok && line[0] == '!' {
			macros[strings.TrimSpace(name)] = strings.Split(forms, ",")
			continue
		}
		r, err := petrarchAgent(line, macros)
		if err != nil {
			faults = append(faults, Fault{t.File, n, err.Error()})
			continue
		}
		out = append(out, r)
	}
	return out, faults
}

func petrarchAgent(line string, macros map[string][]string) (role, error) {
	noun, rest, ok := strings.Cut(line, "[")
	code, _, closed := strings.Cut(rest, "]")
	if !ok || !closed {
		return role{}, fmt.Errorf("%q: want NOUN [~CODE]", line)
	}
	r := role{Where: ofState}
	for code = strings.Trim(strings.TrimSpace(code), "~"); len(code) >= 3; code = code[3:] {
		if s, ok := petrarchSectors[code[:3]]; ok {
			if !slices.Contains(r.Sectors, s) {
				r.Sectors = append(r.Sectors, s)
			}
		} else if c, ok := petrarchCodes[code[:3]]; ok && r.Code == "" {
			r.Code = c
		}
	}
	if code != "" {
		return role{}, fmt.Errorf("code %q: want three letters each", rest)
	}
	forms, err := expand(noun, macros, 0)
	if err != nil {
		return role{}, err
	}
	for _, f := range forms {
		one, more, given := strings.Cut(f, "{")
		one = agentWords(one)
		if one == "" {
			return role{}, fmt.Errorf("%q has no noun", line)
		}
		r.Nouns = append(r.Nouns, one)
		more = agentWords(strings.TrimSuffix(strings.TrimSpace(more), "}"))
		switch {
		case !given:
			r.Plurals = append(r.Plurals, plural(one))
		case more != "":
			r.Plurals = append(r.Plurals, more)
		}
	}
	return r, nil
}

func agentWords(s string) string {
	return strings.ToLower(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '_' || r == ' ' || r == '\t' }), " "))
}

// expand replaces the macros of s by each of their forms.
func expand(s string, macros map[string][]string, depth int) ([]string, error) {
	a := strings.IndexByte(s, '!')
	if a < 0 {
		return []string{s}, nil
	}
	b := strings.IndexByte(s[a+1:], '!')
	if b < 0 || depth > 4 {
		return nil, fmt.Errorf("%q: a macro is not closed, or macros nest too deep", strings.TrimSpace(s))
	}
	name := s[a : a+b+2]
	forms, ok := macros[name]
	if !ok {
		return nil, fmt.Errorf("macro %s is not defined above", name)
	}
	var out []string
	for _, f := range forms {
		one, more, given := strings.Cut(strings.TrimSpace(f), "{")
		tail := s[a+b+2:]
		whole := s[:a] + strings.TrimSpace(one) + tail
		if given {
			whole += " {" + s[:a] + strings.TrimSuffix(strings.TrimSpace(more), "}") + strings.TrimSpace(tail) + "}"
		}
		rest, err := expand(whole, macros, depth+1)
		if err != nil {
			return nil, err
		}
		out = append(out, rest...)
	}
	return out, nil
}
