package ling

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/casus-news/casus/internal/neural"
)

// A script turns a form into its lemma: fold the case as fold says, cut bytes off the end, append add.
type script struct {
	fold byte
	cut  int
	add  string
}

// The ways to fold a form before its end is edited.
const (
	foldLower  = 'l' // all small
	foldNone   = 'u' // as it is
	foldTitle  = 't' // first letter capital, the rest small
	foldNumber = 'n' // without commas
	foldWhole  = 'w' // nothing is left of the form: add is the lemma
)

// MakeScript returns the shortest edit script, as text, that leads from form to lemma. Where the two share no beginning,
// it replaces the whole form.
func MakeScript(form, lemma string) string {
	form = plainQuotes(form)
	best, cost := "", 0
	for _, fold := range []byte{foldLower, foldNone, foldTitle, foldNumber} {
		base := foldCase(form, fold)
		k := commonPrefix(base, lemma)
		if c := len(base) - k + len(lemma) - k; k > 0 && (best == "" || c < cost) {
			best, cost = fmt.Sprintf("%c%d:%s", fold, len(base)-k, lemma[k:]), c
		}
	}
	if best == "" {
		return string(rune(foldWhole)) + "0:" + lemma
	}
	return best
}

// ReplacesWhole tells whether a script keeps nothing of the form, and so says nothing about other forms.
func ReplacesWhole(script string) bool { return script[0] == foldWhole }

func parseScript(s string) (script, error) {
	head, add, ok := strings.Cut(s, ":")
	if !ok || len(head) < 2 {
		return script{}, fmt.Errorf("lemma script %q", s)
	}
	cut, err := strconv.Atoi(head[1:])
	if err != nil || cut < 0 {
		return script{}, fmt.Errorf("lemma script %q", s)
	}
	return script{fold: head[0], cut: cut, add: add}, nil
}

// apply returns the lemma, or false where the form is too short for the script.
func (c script) apply(form string) (string, bool) {
	if c.fold == foldWhole {
		return c.add, c.add != ""
	}
	base := foldCase(plainQuotes(form), c.fold)
	keep := len(base) - c.cut
	if keep < 0 || keep < len(base) && !utf8.RuneStart(base[keep]) {
		return "", false
	}
	if c.add == "" {
		return base[:keep], keep > 0
	}
	return base[:keep] + c.add, true
}

// plainQuotes turns curly apostrophes into straight ones.
func plainQuotes(s string) string {
	if strings.Contains(s, "\u2019") {
		return strings.ReplaceAll(s, "\u2019", "'")
	}
	return s
}

func foldCase(s string, fold byte) string {
	switch fold {
	case foldLower:
		return strings.ToLower(s)
	case foldTitle:
		_, n := utf8.DecodeRuneInString(s)
		return strings.ToUpper(s[:n]) + strings.ToLower(s[n:])
	case foldNumber:
		return strings.ReplaceAll(s, ",", "")
	}
	return s
}

// caseClass tells capitals (C), a capital at the beginning (T), capitals elsewhere (m) and none (l).
func caseClass(form string) byte {
	upper, lower, first := 0, 0, false
	for i, c := range form {
		switch {
		case unicode.IsUpper(c):
			upper++
			first = first || i == 0
		case unicode.IsLower(c):
			lower++
		}
	}
	switch {
	case upper == 0:
		return 'l'
	case lower == 0 && upper > 1:
		return 'C'
	case first && upper == 1:
		return 'T'
	}
	return 'm'
}

// commonPrefix is the length in bytes of the longest common prefix, cut at a rune border.
func commonPrefix(a, b string) int {
	k := 0
	for k < len(a) && k < len(b) && a[k] == b[k] {
		k++
	}
	for k > 0 && k < len(a) && !utf8.RuneStart(a[k]) {
		k--
	}
	return k
}

// lemmatizer finds the script of a word by its form and tag, else by the longest known ending of the form.
type lemmatizer struct {
	scripts []script
	rules   map[string]int32
}

// maxEnding is the length in bytes of the longest ending that has a rule.
const maxEnding = 6

// Between tag and ending a key has one of these bytes: for a whole form, or for an ending.
const (
	wholeMark  = '\x01'
	endingMark = '\x02'
)

// appendLemmaKey appends the key of a rule to dst.
func appendLemmaKey(dst []byte, tag, ending string, mark byte) []byte {
	dst = append(dst, tag...)
	dst = append(dst, mark)
	return append(dst, ending...)
}

// LemmaKeys returns the keys that a form with a tag is looked up by, in that order: the form, then ever shorter endings.
func LemmaKeys(form, tag string) []string {
	lower := plainQuotes(strings.ToLower(form))
	tag += string(rune(caseClass(form)))
	keys := []string{string(appendLemmaKey(nil, tag, lower, wholeMark))}
	for n := min(maxEnding, len(lower)); n >= 0; n-- {
		keys = append(keys, string(appendLemmaKey(nil, tag, lower[len(lower)-n:], endingMark)))
	}
	return keys
}

// ShorterLemmaKey returns the key that is looked up after key, or false after the last.
func ShorterLemmaKey(key string) (string, bool) {
	i := strings.IndexAny(key, "\x01\x02")
	tag, ending := key[:i], key[i+1:]
	switch {
	case key[i] == wholeMark:
		ending = ending[max(0, len(ending)-maxEnding):]
	case ending == "":
		return "", false
	default:
		ending = ending[1:]
	}
	return string(appendLemmaKey(nil, tag, ending, endingMark)), true
}

func readLemmas(data []byte) (*lemmatizer, error) {
	t, err := neural.ReadTensors(data)
	if err != nil {
		return nil, err
	}
	return newLemmatizer(t)
}

func newLemmatizer(t *neural.Tensors) (*lemmatizer, error) {
	l := &lemmatizer{}
	for _, s := range t.Strings["scripts"] {
		c, err := parseScript(s)
		if err != nil {
			return nil, err
		}
		l.scripts = append(l.scripts, c)
	}
	keys, ids := t.Strings["keys"], t.Floats["rules"]
	if len(keys) != len(ids) {
		return nil, errors.New("rules without scripts")
	}
	l.rules = make(map[string]int32, len(keys))
	for i, k := range keys {
		id := int32(ids[i])
		if id < 0 || int(id) >= len(l.scripts) {
			return nil, fmt.Errorf("rule %q has script %d of %d", k, id, len(l.scripts))
		}
		l.rules[k] = id
	}
	return l, nil
}

// Lemmatize sets the lemmas of the words by their forms and tags.
func (p *Parser) Lemmatize(sents []Sentence) {
	var key []byte
	for s := range sents {
		words := sents[s].Words
		for i := range words {
			key = p.lemmas.set(&words[i], key)
		}
	}
}

func (l *lemmatizer) set(w *Word, key []byte) []byte {
	if l != nil {
		lower := plainQuotes(strings.ToLower(w.Form))
		tag := w.UPOS + " " + w.XPOS + string(rune(caseClass(w.Form)))
		key = appendLemmaKey(key[:0], tag, lower, wholeMark)
		if id, ok := l.rules[string(key)]; ok && l.use(w, id) {
			return key
		}
		if tag[len(tag)-1] != 'l' && w.UPOS != "PROPN" {
			// A known word in capitals or at the beginning of a sentence.
			key = appendLemmaKey(key[:0], tag[:len(tag)-1]+"l", lower, wholeMark)
			if id, ok := l.rules[string(key)]; ok && l.use(w, id) {
				return key
			}
		}
		for n := min(maxEnding, len(lower)); n >= 0; n-- {
			key = appendLemmaKey(key[:0], tag, lower[len(lower)-n:], endingMark)
			if id, ok := l.rules[string(key)]; ok && l.use(w, id) {
				return key
			}
		}
	}
	w.Lemma = w.Form
	if w.UPOS != "PROPN" && strings.IndexFunc(w.Form, unicode.IsUpper) >= 0 {
		w.Lemma = strings.ToLower(w.Form)
	}
	return key
}

func (l *lemmatizer) use(w *Word, id int32) bool {
	lemma, ok := l.scripts[id].apply(w.Form)
	if ok {
		w.Lemma = lemma
	}
	return ok
}
