package extract

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/casus-news/casus/event"
)

// frame is one line of the lexicon: a predicate, what must stand round it, who acts and who receives.
type frame struct {
	Type      event.Type
	Modes     []event.Mode
	Contexts  []event.Context
	Auxiliary []event.Auxiliary
	CAMEO     string
	// Parts are the lemmas of the trigger: the verb with its particle or preposition, or the words of a compound noun.
	Parts []string
	// Split are the parts with hyphens taken apart, as the words of the text may stand; nil where there is no hyphen.
	Split []string
	// POS is 'v', 'n' or 'a'.
	POS         byte
	Constraints []constraint
	Roles       roles
	Example     string
	File        string
	Line        int
}

// name is the frame as the lexicon writes its trigger: "call_for.v".
func (f *frame) name() string { return strings.Join(f.Parts, "_") + "." + string(f.POS) }

// weight orders frames that match the same word: longer triggers and more constraints win.
func (f *frame) weight() int {
	w := 3 * (len(f.Parts) - 1)
	for _, c := range f.Constraints {
		w += 2
		if c.Any || c.Not {
			w--
		}
	}
	return w
}

// constraint is slot=value or slot!=value.
type constraint struct {
	Slot []string
	Not  bool
	// Any stands for "*".
	Any     bool
	Words   []string
	Classes []string
}

// roles say in which slots the parties stand. Each list is tried in turn; the slots of one entry are taken together.
type roles struct {
	Actors, Recipients [][][]string
	// Reciprocal: all are actors, nobody is recipient.
	Reciprocal bool
}

// lexicon is the loaded frames, by lemma and part of speech of the word that heads the trigger.
type lexicon struct {
	frames []*frame
	index  map[string][]*frame
	class  classes
	// topics are the contexts of each lemma.
	topics map[string][]event.Context
}

// readLexicon reads classes.txt, grammar.txt, contexts.txt and every *.frames file of files. It is strict: any fault is an
// error; all of them are told at once, each with file and line. The lexicon without the faulty lines is returned beside them.
func readLexicon(files fs.FS) (*lexicon, error) {
	x := &lexicon{index: map[string][]*frame{}, class: classes{}}
	for _, name := range []string{"grammar.txt", "classes.txt"} {
		if err := x.class.read(files, name); err != nil {
			return nil, err
		}
	}
	topics := classes{}
	if err := topics.read(files, "contexts.txt"); err != nil {
		return nil, err
	}
	x.topics = readTopics(topics)
	names, err := fs.Glob(files, "*.frames")
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("lexicon: no *.frames file")
	}
	slices.Sort(names)
	var faults []error
	for _, name := range names {
		faults = append(faults, x.read(files, name)...)
	}
	for _, f := range x.frames {
		for _, key := range f.keys() {
			x.index[key] = append(x.index[key], f)
		}
	}
	for _, fs := range x.index {
		slices.SortStableFunc(fs, func(a, b *frame) int { return b.weight() - a.weight() })
	}
	return x, errors.Join(faults...)
}

// keys are the index entries of f: a verb is found by its first part, a noun or adjective, and whatever is written with a
// hyphen, by any of its parts.
func (f *frame) keys() []string {
	suffix := "." + string(f.POS)
	if f.POS == 'v' && f.Split == nil {
		return []string{f.Parts[0] + suffix}
	}
	var out []string
	for _, p := range append(slices.Clone(f.Parts), f.Split...) {
		if k := p + suffix; !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}

// read adds the frames of one file and returns its faults.
func (x *lexicon) read(files fs.FS, name string) (faults []error) {
	file, err := files.Open(name)
	if err != nil {
		return []error{fmt.Errorf("lexicon: %w", err)}
	}
	defer file.Close()
	var section *frame
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		text := strings.TrimSpace(lines.Text())
		var err error
		switch {
		case text == "" || text[0] == '#':
		case text[0] == '[':
			section, err = parseSection(text)
		case section == nil:
			err = errors.New("a frame before the first [section]")
		default:
			var f *frame
			if f, err = x.parseFrame(section, text); err == nil {
				f.File, f.Line = name, n
				x.frames = append(x.frames, f)
			}
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("%s:%d: %w", name, n, err))
		}
	}
	return append(faults, lines.Err())
}

// parseSection reads "[TYPE modes CAMEO | contexts + marks]".
func parseSection(text string) (*frame, error) {
	if !strings.HasSuffix(text, "]") {
		return nil, fmt.Errorf("section %q: no ] at its end", text)
	}
	body, marks, _ := strings.Cut(text[1:len(text)-1], "+")
	body, contexts, _ := strings.Cut(body, "|")
	words := strings.Fields(body)
	if len(words) < 1 || len(words) > 3 {
		return nil, fmt.Errorf("section %q: want [TYPE modes CAMEO]", text)
	}
	f := &frame{Type: event.Type(words[0])}
	if !slices.Contains(types(), f.Type) {
		return nil, fmt.Errorf("section %q: %q is not a PLOVER type", text, words[0])
	}
	if len(words) > 1 && words[1] != "-" {
		for _, m := range strings.Split(words[1], ",") {
			f.Modes = append(f.Modes, event.Mode(m))
		}
	}
	if len(words) > 2 && words[2] != "-" {
		f.CAMEO = words[2]
	}
	for _, c := range listWords(contexts) {
		f.Contexts = append(f.Contexts, event.Context(c))
	}
	for _, m := range listWords(marks) {
		f.Auxiliary = append(f.Auxiliary, event.Auxiliary(m))
	}
	return f, nil
}

func listWords(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' })
}

// parseFrame reads "trigger constraints | roles | example".
func (x *lexicon) parseFrame(section *frame, text string) (*frame, error) {
	left, rest, ok1 := strings.Cut(text, " | ")
	middle, example, ok2 := strings.Cut(rest, " | ")
	if !ok1 || !ok2 {
		return nil, fmt.Errorf("frame %q: want three columns parted by \" | \"", text)
	}
	f := *section
	f.Example = strings.TrimSpace(example)
	words := strings.Fields(left)
	if len(words) == 0 {
		return nil, fmt.Errorf("frame %q: no trigger", text)
	}
	dot := strings.LastIndexByte(words[0], '.')
	if dot < 1 || dot != len(words[0])-2 || !strings.Contains("vna", words[0][dot+1:]) {
		return nil, fmt.Errorf("trigger %q: want lemma.v, lemma.n or lemma.a", words[0])
	}
	f.POS = words[0][dot+1]
	f.Parts = strings.Split(strings.ToLower(words[0][:dot]), "_")
	if strings.Contains(words[0][:dot], "-") {
		f.Split = strings.FieldsFunc(strings.ToLower(words[0][:dot]), func(r rune) bool { return r == '_' || r == '-' })
	}
	for _, w := range words[1:] {
		c, err := x.parseConstraint(w)
		if err != nil {
			return nil, err
		}
		f.Constraints = append(f.Constraints, c)
	}
	var err error
	f.Roles, err = parseRoles(middle)
	return &f, err
}

func (x *lexicon) parseConstraint(text string) (constraint, error) {
	slot, value, ok := strings.Cut(text, "=")
	var c constraint
	if !ok || slot == "" || value == "" {
		return c, fmt.Errorf("constraint %q: want slot=value or slot!=value", text)
	}
	c.Slot, c.Not = strings.Split(strings.TrimSuffix(slot, "!"), "."), strings.HasSuffix(slot, "!")
	for _, v := range strings.Split(value, "|") {
		switch {
		case v == "*":
			c.Any = true
		case strings.HasPrefix(v, "@"):
			if _, ok := x.class[v[1:]]; !ok {
				return c, fmt.Errorf("constraint %q: no class %s in classes.txt", text, v)
			}
			c.Classes = append(c.Classes, v[1:])
		case v == "":
			return c, fmt.Errorf("constraint %q: empty word", text)
		default:
			c.Words = append(c.Words, strings.ToLower(v))
		}
	}
	return c, nil
}

// parseRoles reads "actors > recipients" or "all <>".
func parseRoles(text string) (roles, error) {
	var r roles
	if left, right, ok := strings.Cut(text, "<>"); ok {
		if strings.TrimSpace(right) != "" {
			return r, fmt.Errorf("roles %q: nothing may follow <>", text)
		}
		r.Reciprocal = true
		var err error
		r.Actors, err = parseSlots(left)
		return r, err
	}
	left, right, ok := strings.Cut(text, ">")
	if !ok {
		return r, fmt.Errorf("roles %q: want actors > recipients", text)
	}
	var err error
	if r.Actors, err = parseSlots(left); err != nil {
		return r, err
	}
	r.Recipients, err = parseSlots(right)
	return r, err
}

func parseSlots(text string) ([][][]string, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil, fmt.Errorf("roles: empty list of slots; write none")
	}
	if text == "none" {
		return nil, nil
	}
	var out [][][]string
	for _, turn := range strings.Split(text, "/") {
		var together [][]string
		for _, slot := range strings.Split(turn, "+") {
			slot = strings.TrimSpace(slot)
			if slot == "" || strings.ContainsAny(slot, " =|") {
				return nil, fmt.Errorf("slot %q in %q: want a slot name", slot, text)
			}
			if slot == "none" {
				continue
			}
			together = append(together, strings.Split(slot, "."))
		}
		if len(together) > 0 {
			out = append(out, together)
		}
	}
	return out, nil
}

// types are the 16 PLOVER types in the code book's order.
func types() []event.Type {
	return []event.Type{"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
		"ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
}
