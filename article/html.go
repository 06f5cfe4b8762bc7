package article

import (
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/unicode/norm"
)

// shortPage is the number of characters below which an extraction is tried a second time with all means. On news pages the
// second try gains nothing otherwise (F1 .962 without, .960 with it, on 181 pages) and costs as much as the first.
const shortPage = 250

// bigPage is the most elements of a page for the extractor: its time grows with their square, to 4 s here. News pages have some
// thousands.
const bigPage = 15_000

// page is what is known about a page besides its bytes.
type page struct {
	contentType, url string
	// isUTF8 where the bytes come out of a record that is UTF-8.
	isUTF8 bool
	// fetched is the day of the crawl: no page was published later.
	fetched Day
}

// fromHTML makes an article of a web page. The text as read, to which [Article.Origin] leads back, is the text of the
// article's part of the page in NFC, paragraphs apart by an empty line.
func (in *input) fromHTML(body []byte, p page) (Article, error) {
	text, problem := string(body), ""
	if !p.isUTF8 {
		text, problem = decode(body, p.contentType, true)
	}
	doc, err := parseHTML(strings.ToValidUTF8(text, "\uFFFD"))
	if err != nil {
		return Article{}, err
	}
	prune(doc, isHoverBox)
	today := in.opt.Today
	if !p.fetched.IsZero() {
		today = min(today, p.fetched)
	}
	a := readMeta(doc, p.url, today)
	if problem != "" {
		a.Problems = append(a.Problems, Problem{Text: problem})
	}
	raw := ""
	size := 0
	elements(doc, func(*html.Node) bool { size++; return true })
	if size <= bigPage {
		raw = extract(doc, a.URL)
	} else {
		raw = paragraphs(doc)
		a.Problems = append(a.Problems, Problem{Text: fmt.Sprintf("a page of %d elements: its paragraphs are taken as they are", size)})
	}
	if raw == "" {
		return Article{}, fmt.Errorf("%w on this page; if it has one, save its text and give that", ErrNoText)
	}
	d := newDraft(raw)
	d.cut(tidy(d.text))
	if sameWords(d.text, a.Title) {
		return Article{}, fmt.Errorf("%w on this page, only a title; if it has one, save its text and give that", ErrNoText)
	}
	d.cut(pageHead(d.text, &a))
	d.into(&a)
	return a, nil
}

// extract is the text of the article on a page, "" for none.
func extract(doc *html.Node, address string) string {
	opt := trafilatura.Options{ExcludeComments: true, HtmlDateMode: trafilatura.Disabled}
	if u, err := url.ParseRequestURI(address); err == nil {
		opt.OriginalURL = u
	}
	text := extractOnce(doc, opt)
	if utf8.RuneCountInString(text) >= shortPage {
		return text
	}
	opt.EnableFallback = true
	if more := extractOnce(doc, opt); len(more) > len(text) {
		return more
	}
	return text
}

func extractOnce(doc *html.Node, opt trafilatura.Options) (text string) {
	// The extractor is not ours and the page is anybody's: a crash on one page must not end a run over a million.
	defer func() {
		if recover() != nil {
			text = ""
		}
	}()
	res, err := trafilatura.ExtractDocument(doc, opt)
	if err != nil || res.ContentNode == nil {
		return ""
	}
	return strings.TrimSpace(render(res.ContentNode))
}

// paragraphs is the text of a page's paragraphs and headings in its article or main part; of the whole page where it has none.
func paragraphs(doc *html.Node) string {
	part := doc
	elements(doc, func(n *html.Node) bool {
		if n.DataAtom == atom.Article || n.DataAtom == atom.Main || attr(n, "itemprop") == "articleBody" {
			part = n
		}
		return part == doc
	})
	var r renderer
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch n.DataAtom {
		case atom.P, atom.H2, atom.H3, atom.Blockquote:
			r.node(n)
			return
		case atom.Nav, atom.Aside, atom.Footer:
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(part)
	return norm.NFC.String(r.out.String())
}

// pageHead finds the lines at the begin of a page's text that repeat its title, byline or date.
func pageHead(text string, a *Article) []Span {
	var cuts []Span
	at := 0
	for range headLines {
		end, next := lineAt(text, at)
		line := text[at:end]
		_, isDate := dateLine(line)
		signed := a.Byline != "" && sameWords(line, a.Byline) || isSignature(line)
		if next == len(text) || !isDate && !signed && !isByline(line) && (a.Title == "" || !sameWords(line, a.Title)) {
			break
		}
		switch {
		case a.Byline != "":
		case isByline(line):
			a.Byline = strings.TrimSpace(line[len("by "):])
		case signed:
			a.Byline = line
		}
		cuts = append(cuts, Span{at, next})
		at = next
	}
	return cuts
}

// clean folds the blanks of a value of metadata, in NFC.
func clean(s string) string {
	return strings.Join(strings.Fields(norm.NFC.String(html.UnescapeString(s))), " ")
}
