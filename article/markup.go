package article

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/unicode/norm"
)

const (
	// maxHTML is the most bytes of one page; a tree takes some fifty times its page.
	maxHTML = 8 << 20
	// maxTags is the most tags of one page, maxTangle the most tags times formatting tags left open: a parser opens those
	// again in every block.
	maxTags   = 400_000
	maxTangle = 20_000_000
	// flatDepth is how deep elements may nest where a page nests too deep for the parser, which reads 512 levels.
	flatDepth = 200
)

// parseHTML makes a tree of a page in bounded time and memory.
func parseHTML(text string) (*html.Node, error) {
	if len(text) > maxHTML {
		return nil, fmt.Errorf("%w: a page of more than %s; save its text and give that", ErrTooLarge, byteCount(maxHTML))
	}
	if tags, open := countTags(text); tags > maxTags || tags*open > maxTangle {
		return nil, fmt.Errorf("%w: a page of %d tags, %d of them left open; save its text and give that", ErrTooLarge, tags, open)
	}
	doc, err := html.Parse(strings.NewReader(text))
	if err == nil {
		return doc, nil
	}
	doc, err = html.Parse(strings.NewReader(flatten(text)))
	if err != nil {
		return nil, fmt.Errorf("parse HTML: %w; save the page's text and give that", err)
	}
	return doc, nil
}

// countTags counts begin and end tags, and the most formatting tags that are open at once.
func countTags(text string) (tags, mostOpen int) {
	open := 0
	for {
		i := strings.IndexByte(text, '<')
		if i < 0 || i+1 == len(text) {
			return tags, mostOpen
		}
		text = text[i+1:]
		tags++
		name, isEnd := strings.CutPrefix(text[:min(len(text), 8)], "/")
		if !isFormatting(tagName(name)) {
			continue
		}
		if isEnd {
			open = max(open-1, 0)
			continue
		}
		open++
		mostOpen = max(mostOpen, open)
	}
}

// tagName is the run of letters at the begin of s, lower case.
func tagName(s string) string {
	end := 0
	for end < len(s) && (s[end]|0x20 >= 'a' && s[end]|0x20 <= 'z') {
		end++
	}
	return strings.ToLower(s[:end])
}

func isFormatting(name string) bool {
	switch name {
	case "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u":
		return true
	}
	return false
}

// flatten leaves out the tags of elements nested deeper than flatDepth; their text stays.
func flatten(text string) string {
	var (
		out  strings.Builder
		open []string
		z    = html.NewTokenizer(strings.NewReader(text))
	)
	out.Grow(len(text))
	for {
		kind := z.Next()
		raw := z.Raw()
		switch kind {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				return ""
			}
			return out.String()
		case html.StartTagToken:
			name, _ := z.TagName()
			if isVoid(string(name)) {
				break
			}
			open = append(open, string(name))
			if len(open) > flatDepth {
				raw = []byte(" ")
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			n := len(open)
			// Ends that match nothing near by are noise.
			for k := n - 1; k >= max(0, n-8); k-- {
				if open[k] == string(name) {
					open = open[:k]
					break
				}
			}
			if n > flatDepth {
				raw = []byte(" ")
			}
		}
		out.Write(raw)
	}
}

func isVoid(name string) bool {
	switch name {
	case "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr":
		return true
	}
	return false
}

// isHoverBox tells whether n is a box that shows when the reader points at a word: it stands inside the sentence, and is no
// part of it.
func isHoverBox(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return false
	}
	if attr(n, "role") == "tooltip" {
		return true
	}
	for class := range strings.FieldsSeq(attr(n, "class")) {
		switch class {
		case "rollover-people-block", "hovercard", "hover-card", "tippy-content", "tooltip-content", "popover-content":
			return true
		}
	}
	return n.DataAtom == atom.Sup && strings.Contains(attr(n, "class"), "reference")
}

// prune takes the nodes out of the tree for which drop is true.
func prune(n *html.Node, drop func(*html.Node) bool) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if drop(c) {
			n.RemoveChild(c)
		} else {
			prune(c, drop)
		}
		c = next
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// elements calls f for the elements of the tree in document order until f says false.
func elements(n *html.Node, f func(*html.Node) bool) bool {
	if n.Type == html.ElementNode && !f(n) {
		return false
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if !elements(c, f) {
			return false
		}
	}
	return true
}

// textOf is the text below n, blanks folded.
func textOf(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return strings.Join(strings.Fields(norm.NFC.String(b.String())), " ")
}

// render writes a tree as plain text: paragraphs apart by an empty line, breaks as line ends, no-break spaces as they are.
func render(n *html.Node) string {
	var r renderer
	r.node(n)
	return norm.NFC.String(r.out.String())
}

// renderer writes text as a browser lays it out.
type renderer struct {
	out bytes.Buffer
	// gap is what must stand before the next word.
	gap string
}

func (r *renderer) node(n *html.Node) {
	tag := tagOf(n)
	switch n.Type {
	case html.TextNode:
		r.text(n.Data)
		return
	case html.ElementNode:
		switch tag {
		case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Figure, atom.Button, atom.Form, atom.Svg, atom.Head:
			return
		case atom.Br:
			if r.gap == "\n" {
				r.gap = "\n\n"
			}
			r.widen("\n")
			return
		}
	}
	block := isBlock(tag)
	if block {
		r.widen("\n\n")
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		r.node(c)
	}
	if block {
		r.widen("\n\n")
	}
	if tag == atom.Td || tag == atom.Th {
		r.widen(" ")
	}
}

// widen makes the gap at least that wide.
func (r *renderer) widen(gap string) {
	if len(gap) > len(r.gap) || gap == "\n" && r.gap == " " {
		r.gap = gap
	}
}

// text writes words with one blank for every run of blanks.
func (r *renderer) text(s string) {
	for s != "" {
		i := strings.IndexAny(s, " \t\n\r\f")
		if i == 0 {
			r.widen(" ")
			s = s[1:]
			continue
		}
		if i < 0 {
			i = len(s)
		}
		if r.out.Len() > 0 {
			r.out.WriteString(r.gap)
		}
		r.gap = ""
		r.out.WriteString(s[:i])
		s = s[i:]
	}
}

// tagOf is the tag of an element, also of one that the extractor made; 0 for text and unknown tags.
func tagOf(n *html.Node) atom.Atom {
	if n.Type != html.ElementNode {
		return 0
	}
	if n.DataAtom != 0 {
		return n.DataAtom
	}
	return atom.Lookup([]byte(n.Data))
}

func isBlock(tag atom.Atom) bool {
	switch tag {
	case atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Li, atom.Blockquote, atom.Pre, atom.Table,
		atom.Tr, atom.Section, atom.Article, atom.Main, atom.Header, atom.Footer, atom.Aside, atom.Dl, atom.Dt, atom.Dd, atom.Figcaption,
		atom.Hr, atom.Address, atom.Body, atom.Caption:
		return true
	}
	return false
}
