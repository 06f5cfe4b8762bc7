package extract

import (
	"bufio"
	"fmt"
	"io/fs"
	"strings"
)

// classes are named sets of lemmas, as classes.txt and grammar.txt list them. Several words of one entry are joined by "_".
// Never changed after loading.
type classes map[string]map[string]bool

// has tells whether class name holds lemma. An unknown class holds nothing.
func (c classes) has(name, lemma string) bool { return c[name][lemma] }

// any tells whether one of the named classes holds lemma.
func (c classes) any(lemma string, names ...string) bool {
	for _, n := range names {
		if c[n][lemma] {
			return true
		}
	}
	return false
}

// readClasses adds the classes of one file. A line is "@name = word word …"; a line that begins with a blank goes on with
// the class above; "#" starts a comment. A class may take in another: "@arms = @gun @missile". Faults name file and line.
func (c classes) read(files fs.FS, name string) error {
	f, err := files.Open(name)
	if err != nil {
		return fmt.Errorf("word classes: %w", err)
	}
	defer f.Close()
	current := ""
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		text := lines.Text()
		if i := strings.IndexByte(text, '#'); i >= 0 {
			text = text[:i]
		}
		if strings.TrimSpace(text) == "" {
			continue
		}
		words := text
		if text[0] == '@' {
			head, rest, ok := strings.Cut(text, "=")
			if !ok {
				return fmt.Errorf("%s:%d: no = after the class name; write @name = word word", name, n)
			}
			current = strings.TrimSpace(head[1:])
			if current == "" || strings.ContainsAny(current, " \t@|") {
				return fmt.Errorf("%s:%d: class name %q: want one word", name, n, current)
			}
			if c[current] == nil {
				c[current] = map[string]bool{}
			}
			words = rest
		} else if text[0] != ' ' && text[0] != '\t' {
			return fmt.Errorf("%s:%d: %q: a line starts with @name = or with a blank", name, n, text)
		}
		if current == "" {
			return fmt.Errorf("%s:%d: words before the first class", name, n)
		}
		for _, w := range strings.Fields(words) {
			if err := c.add(current, w); err != nil {
				return fmt.Errorf("%s:%d: %w", name, n, err)
			}
		}
	}
	return lines.Err()
}

func (c classes) add(class, word string) error {
	if word[0] != '@' {
		c[class][strings.ToLower(word)] = true
		return nil
	}
	other, ok := c[word[1:]]
	if !ok {
		return fmt.Errorf("class %s: define it above its first use", word)
	}
	for w := range other {
		c[class][w] = true
	}
	return nil
}
