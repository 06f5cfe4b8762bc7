package article

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"
)

// readFeed gives the items of an RSS or Atom feed as articles: the full content where the feed has it, else the summary.
func (in *input) readFeed(body []byte) {
	feed, err := parseFeed(body)
	if err != nil {
		in.fail("", fmt.Errorf("parse feed: %w; check that it was fetched whole", err))
		return
	}
	if len(feed.Items) == 0 {
		in.fail("", fmt.Errorf("%w: the feed has no items", ErrNoText))
		return
	}
	for n, item := range feed.Items {
		a, err := fromItem(feed, item)
		if !in.give(fmt.Sprintf("item %d", n+1), a, err) {
			return
		}
	}
}

func parseFeed(body []byte) (feed *gofeed.Feed, err error) {
	// As in extractOnce: the parser is not ours and the feed is anybody's.
	defer func() {
		if r := recover(); r != nil {
			feed, err = nil, fmt.Errorf("%v", r)
		}
	}()
	return gofeed.NewParser().Parse(bytes.NewReader(body))
}

func fromItem(feed *gofeed.Feed, item *gofeed.Item) (Article, error) {
	a := Article{
		URL:       item.Link,
		Title:     plainText(item.Title),
		Publisher: plainText(feed.Title),
	}
	if a.URL == "" && notAddress(item.GUID) == "" {
		a.URL = item.GUID
	}
	var names []string
	for _, p := range item.Authors {
		if p != nil && p.Name != "" {
			names = append(names, clean(p.Name))
		}
	}
	a.Byline = strings.Join(names, ", ")
	// The parsed time is in UTC: a late evening would count as the next day.
	if day, ok := readDate(item.Published); ok {
		a.Published, a.PublishedFrom = day, "feed"
	} else if item.PublishedParsed != nil {
		a.Published, a.PublishedFrom = DayOf(*item.PublishedParsed), "feed"
	}
	markup := item.Content
	if strings.TrimSpace(markup) == "" {
		markup = item.Description
		a.Problems = append(a.Problems, Problem{Text: "the feed gives a summary only; fetch " + firstOf(a.URL, "the page") + " for the article"})
	}
	raw, err := fragmentText(markup)
	if err != nil {
		return Article{}, err
	}
	d := newDraft(raw)
	d.cut(tidy(d.text))
	d.cut(pageHead(d.text, &a))
	d.into(&a)
	return a, nil
}

// fragmentText is the text of a piece of HTML that is all article.
func fragmentText(markup string) (string, error) {
	doc, err := parseHTML(strings.ToValidUTF8(markup, "\uFFFD"))
	if err != nil {
		return "", err
	}
	prune(doc, isHoverBox)
	return render(doc), nil
}

// plainText is a title that may hold markup or escapes.
func plainText(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return clean(s)
	}
	doc, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return clean(s)
	}
	return textOf(doc)
}
