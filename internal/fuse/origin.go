package fuse

import (
	"cmp"
	"net/url"
	"strings"

	"github.com/casus-news/casus/article"
)

// agencies are the news agencies whose marks texts carry: name as we write it, then the folded forms it goes by.
var agencies = [...][]string{
	{"reuters", "reuters", "thomson reuters"},
	{"ap", "ap", "associated press", "the associated press"},
	{"afp", "afp", "agence france presse", "agence francepresse"},
	{"upi", "upi", "united press international"},
	{"dpa", "dpa", "deutsche presse agentur"},
	{"efe", "efe", "agencia efe"},
	{"ansa", "ansa"},
	{"tass", "tass", "itar tass"},
	{"ria", "ria novosti", "ria"},
	{"interfax", "interfax", "interfax ukraine"},
	{"ukrinform", "ukrinform"},
	{"unian", "unian"},
	{"xinhua", "xinhua"},
	{"kyodo", "kyodo", "kyodo news"},
	{"jiji", "jiji press", "jiji"},
	{"yonhap", "yonhap"},
	{"kcna", "kcna"},
	{"anadolu", "anadolu", "anadolu agency"},
	{"irna", "irna"},
	{"sana", "sana"},
	{"wafa", "wafa"},
	{"pti", "pti", "press trust of india"},
	{"ani", "ani"},
	{"ians", "ians"},
	{"antara", "antara"},
	{"bernama", "bernama"},
	{"aap", "aap", "australian associated press"},
	{"pa", "pa media", "press association"},
	{"cp", "the canadian press", "canadian press"},
	{"bbg", "bloomberg", "bloomberg news"},
	{"cnn", "cnn wire", "cnn newsource"},
	{"rferl", "rferl", "rfe rl"},
	{"prnewswire", "prnewswire", "pr newswire", "business wire", "globe newswire", "globenewswire"},
}

// leadBytes and footBytes bound where marks stand: the dateline, and the lines under the text.
const (
	leadBytes = 240
	footBytes = 300
)

// Wire names the agency whose text a carries, by its marks: a dateline such as "KYIV (Reuters) -" or "MOSCOW, May 6 /TASS/",
// a byline, or a footer such as "© 2021 AFP" or "Reporting by …; Editing by …". It is "" where nothing says so. A text
// "with AFP" counts as the agency's: it is no witness of its own for what the agency reports.
func Wire(a *article.Article) string {
	lead := a.Text[:cut(a.Text, leadBytes)]
	if w := dateline(lead); w != "" {
		return w
	}
	for _, s := range []string{a.Byline, a.Publisher} {
		if w := byline(s); w != "" {
			return w
		}
	}
	return footer(a.Text[len(a.Text)-tail(a.Text, footBytes):])
}

// OriginOf names who wrote a's text: the agency, else the publisher, else the host of its address, else the article.
// Origins are what witnesses are counted by.
func OriginOf(a *article.Article) string {
	return cmp.Or(Wire(a), fold(a.Publisher), host(a.URL), string(a.ID))
}

func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

// agency is the agency that the folded words s name, "" where none.
func agency(s string) string {
	for _, a := range agencies {
		for _, form := range a[1:] {
			if s == form {
				return a[0]
			}
		}
	}
	return ""
}

// dateline finds an agency in brackets or between strokes at the head of a text, with a dash or the text after it.
func dateline(lead string) string {
	for _, pair := range [...][2]string{{"(", ")"}, {"/", "/"}, {"[", "]"}} {
		rest := lead
		for {
			i := strings.Index(rest, pair[0])
			if i < 0 {
				break
			}
			rest = rest[i+len(pair[0]):]
			j := strings.Index(rest, pair[1])
			if j < 0 {
				break
			}
			if w := agency(fold(rest[:j])); w != "" && closesDateline(rest[j+len(pair[1]):]) {
				return w
			}
		}
	}
	// "Washington, May 6 — AFP —", "By Associated Press": the mark stands alone between dashes.
	for part := range strings.FieldsFuncSeq(firstLine(lead), func(r rune) bool { return r == '—' || r == '–' || r == '|' }) {
		if w := agency(fold(part)); w != "" && part != firstLine(lead) {
			return w
		}
	}
	return ""
}

// closesDateline tells whether what follows a bracket is what follows a dateline, so that "the Labour party (AP)" in a
// sentence is none.
func closesDateline(after string) bool {
	after = strings.TrimLeft(after, " \u00a0")
	if after == "" || after[0] == '\n' {
		return true
	}
	for _, mark := range [...]string{"-", "–", "—", ".", ":"} {
		if strings.HasPrefix(after, mark) {
			return true
		}
	}
	return false
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), "\n")
	return s
}

// byline reads "Jane Doe, Associated Press", "By Reuters", "AFP", "Staff with AFP".
func byline(s string) string {
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune(",;|/()·", r) }) {
		words := strings.Fields(fold(part))
		for len(words) > 0 && (words[0] == "by" || words[0] == "from" || words[0] == "source" || words[0] == "with") {
			words = words[1:]
		}
		if w := agency(strings.Join(words, " ")); w != "" {
			return w
		}
		for i, w := range words {
			if w == "with" || w == "and" || w == "for" {
				if w := agency(strings.Join(words[i+1:], " ")); w != "" {
					return w
				}
			}
		}
	}
	return ""
}

// footer reads the lines under a text.
func footer(end string) string {
	lines := strings.Split(strings.TrimSpace(end), "\n")
	for _, line := range lines[max(0, len(lines)-3):] {
		folded := fold(line)
		if reutersFoot(folded) {
			return "reuters"
		}
		marked := strings.ContainsAny(line, "©") || strings.HasPrefix(folded, "copyright") || strings.HasPrefix(folded, "source") ||
			strings.HasPrefix(folded, "with ") || strings.HasPrefix(folded, "with reporting by")
		short := len(strings.Fields(folded)) <= 4
		if !marked && !short {
			continue
		}
		if w := named(folded); w != "" {
			return w
		}
	}
	return ""
}

// reutersFoot knows the credit line that Reuters sets under its stories.
func reutersFoot(folded string) bool {
	return (strings.HasPrefix(folded, "reporting by ") || strings.HasPrefix(folded, "additional reporting by ")) &&
		(strings.Contains(folded, " editing by ") || strings.Contains(folded, " writing by "))
}

// named finds an agency's name among folded words, the longest form first.
func named(folded string) string {
	best, length := "", 0
	for _, a := range agencies {
		for _, form := range a[1:] {
			if len(form) > length && in(folded, form) {
				best, length = a[0], len(form)
			}
		}
	}
	return best
}

// cut is the largest rune border in s up to n.
func cut(s string, n int) int {
	if len(s) <= n {
		return len(s)
	}
	for n > 0 && !runeStart(s[n]) {
		n--
	}
	return n
}

// tail is the number of bytes of s's tail, up to n, that begin at a rune border.
func tail(s string, n int) int {
	if len(s) <= n {
		return len(s)
	}
	for n > 0 && !runeStart(s[len(s)-n]) {
		n--
	}
	return n
}

func runeStart(b byte) bool { return b&0xC0 != 0x80 }
