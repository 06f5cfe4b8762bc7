package lab

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/casus-news/casus/internal/ling"
)

// Tree is a sentence of a treebank, gold or silver.
type Tree struct {
	ling.Sentence
	// ID is the value of the comment "# sent_id =".
	ID string
	// Text is the raw text, from the comment "# text =".
	Text string
	// NewParagraph tells whether the sentence opens a paragraph or document, NewDocument a document.
	NewParagraph, NewDocument bool
	// HasNames tells whether Names are annotated; if not, they are unknown rather than absent.
	HasNames bool
	// SpaceAfter tells for each surface token whether a space follows; Tokens gives each as words [First, End).
	Tokens []Token
}

// Token is a surface token: one word or, as "don't", several.
type Token struct {
	Form       string
	First, End int
	SpaceAfter bool
}

// ReadTreebank reads a CoNLL-U file. Empty nodes are left out. Names come from Name= in MISC (BIO), else from GUM's
// Entity= where the file has it; see names.go.
func ReadTreebank(path string) ([]Tree, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read treebank: %w", err)
	}
	defer f.Close()
	trees, err := readTrees(f)
	if err != nil {
		return nil, fmt.Errorf("read treebank %s: %w", path, err)
	}
	return trees, nil
}

// treeReader holds the sentence that is being read.
type treeReader struct {
	trees  []Tree
	now    Tree
	misc   []string
	entity bool // the file has Entity=
	tags   bool // the file has Name=
	until  int  // end of the multi-word token that is open
	line   int
}

func readTrees(r io.Reader) ([]Tree, error) {
	scan := bufio.NewScanner(r)
	scan.Buffer(nil, 1<<22)
	t := &treeReader{}
	for scan.Scan() {
		t.line++
		if err := t.read(scan.Text()); err != nil {
			return nil, fmt.Errorf("line %d: %w", t.line, err)
		}
	}
	if err := scan.Err(); err != nil {
		return nil, err
	}
	t.end()
	return t.trees, nil
}

func (t *treeReader) read(line string) error {
	switch {
	case strings.TrimSpace(line) == "":
		t.end()
	case line[0] == '#':
		t.comment(strings.TrimSpace(line[1:]))
	default:
		return t.word(strings.Split(line, "\t"))
	}
	return nil
}

func (t *treeReader) comment(c string) {
	switch {
	case strings.HasPrefix(c, "text = "):
		t.now.Text = c[len("text = "):]
	case strings.HasPrefix(c, "sent_id = "):
		t.now.ID = c[len("sent_id = "):]
	case strings.HasPrefix(c, "newdoc"):
		t.now.NewDocument, t.now.NewParagraph = true, true
	case strings.HasPrefix(c, "newpar"):
		t.now.NewParagraph = true
	case strings.HasPrefix(c, "global.Entity"):
		t.entity = true
	}
}

func (t *treeReader) word(f []string) error {
	if len(f) != 10 {
		return fmt.Errorf("%d columns", len(f))
	}
	space := !strings.Contains(f[9], "SpaceAfter=No")
	if a, b, ok := strings.Cut(f[0], "-"); ok {
		first, err1 := strconv.Atoi(a)
		end, err2 := strconv.Atoi(b)
		if err1 != nil || err2 != nil || end < first {
			return fmt.Errorf("token range %q", f[0])
		}
		t.now.Tokens = append(t.now.Tokens, Token{f[1], first - 1, end, space})
		t.until = end
		return nil
	}
	if strings.Contains(f[0], ".") {
		return nil
	}
	id, err := strconv.Atoi(f[0])
	if err != nil || id != len(t.now.Words)+1 {
		return fmt.Errorf("word number %q", f[0])
	}
	head, err := strconv.Atoi(f[6])
	if err != nil {
		return fmt.Errorf("head %q", f[6])
	}
	if id > t.until {
		t.now.Tokens = append(t.now.Tokens, Token{f[1], id - 1, id, space})
	}
	t.now.Words = append(t.now.Words, ling.Word{Form: f[1], Lemma: f[2], UPOS: f[3], XPOS: f[4], Head: head - 1, Rel: f[7]})
	t.misc = append(t.misc, f[9])
	if strings.Contains(f[9], "Name=") {
		t.tags = true
	}
	return nil
}

func (t *treeReader) end() {
	if n := len(t.now.Words); n > 0 {
		for _, w := range t.now.Words {
			if w.Head >= n {
				t.now = Tree{}
				t.misc, t.until = t.misc[:0], 0
				return
			}
		}
		switch {
		case t.tags:
			t.now.Names, t.now.HasNames = namesOfTags(t.misc), true
		case t.entity:
			t.now.Names, t.now.HasNames = namesOfEntities(t.now.Words, t.misc), true
		}
		t.trees = append(t.trees, t.now)
	}
	t.now, t.misc, t.until = Tree{}, t.misc[:0], 0
}

// miscValue returns the value of key in a MISC column, "" if it is not there.
func miscValue(misc, key string) string {
	for _, f := range strings.Split(misc, "|") {
		if k, v, ok := strings.Cut(f, "="); ok && k == key {
			return v
		}
	}
	return ""
}
