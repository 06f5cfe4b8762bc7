package fuse

import (
	"strings"
	"testing"

	"github.com/casus-news/casus/article"
)

func TestWire(t *testing.T) {
	body := strings.Repeat("The ministers met and parted without a word to the press. ", 20)
	for _, c := range []struct {
		name string
		a    article.Article
		want string
	}{
		{"Reuters dateline", article.Article{Text: "KYIV, May 6 (Reuters) - Ukraine said on Thursday that " + body}, "reuters"},
		{"AP dateline with a long dash", article.Article{Text: "WASHINGTON (AP) — The president " + body}, "ap"},
		{"AFP in brackets", article.Article{Text: "Paris (AFP) – France " + body}, "afp"},
		{"TASS between strokes", article.Article{Text: "MOSCOW, May 6. /TASS/. Russian forces " + body}, "tass"},
		{"Xinhua after two hyphens", article.Article{Text: "BEIJING, May 6 (Xinhua) -- China " + body}, "xinhua"},
		{"Reuters credit line", article.Article{Text: body + "\nReporting by Jane Doe in Kyiv; Editing by John Roe\n"}, "reuters"},
		{"AFP copyright", article.Article{Text: body + "\n© 2021 AFP"}, "afp"},
		{"AP copyright in words", article.Article{Text: body + "\nCopyright 2021 The Associated Press. All rights reserved."}, "ap"},
		{"short source line", article.Article{Text: body + "\nSource: Xinhua"}, "xinhua"},
		{"byline", article.Article{Text: body, Byline: "Jane Doe, Associated Press"}, "ap"},
		{"staff with agency", article.Article{Text: body, Byline: "Staff writers with AFP"}, "afp"},
		{"agency as publisher", article.Article{Text: body, Publisher: "Reuters"}, "reuters"},
		{"an agency named in a sentence is no mark", article.Article{Text: "He told Reuters that " + body}, ""},
		{"a party's short name is no dateline", article.Article{Text: "Leaders of the Agrarian Party (AP) met. " + body}, ""},
		{"a long last line that names an agency is no footer", article.Article{Text: body + "\nThe minister told AFP that he would not resign over it."}, ""},
		{"an own report", article.Article{Text: body, Byline: "Jane Doe", Publisher: "The Kyiv Post"}, ""},
		{"no text", article.Article{}, ""},
		{"a cut through a rune", article.Article{Text: strings.Repeat("é", 400)}, ""},
	} {
		if got := Wire(&c.a); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestOriginOf(t *testing.T) {
	for _, c := range []struct {
		name string
		a    article.Article
		want string
	}{
		{"the wire before the paper", article.Article{Text: "KYIV (Reuters) - x", Publisher: "The Hill"}, "reuters"},
		{"the paper", article.Article{Publisher: "The Hill", URL: "https://thehill.com/x"}, "the hill"},
		{"the host", article.Article{URL: "https://www.example.org/x"}, "example.org"},
		{"the article", article.Article{ID: "a1"}, "a1"},
	} {
		if got := OriginOf(&c.a); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
