package ling

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/casus-news/casus/internal/neural"
)

// A script turns a form into its lemma: cut Cut bytes off the end and append Add, after folding the case as Case says.
type script struct {
	fold byte // 'l' all lower case, 'u' keep as it is, 't' first letter capital and the rest small
	cut  int
	add  string
}

// MakeScript returns the edit script, as text, that leads from form to lemma, "" if none does.
func MakeScript(form, lemma string) string {
	for _, fold := range []byte{'l', 'u', 't'} {
		base := foldCase(form, fold)
		k := commonPrefix(base, lemma)
		if k == 0 && len(base) > 0 && len(lemma) > 0 && len(base) > 3 {
			continue
		}
		return fmt.Sprintf("%c%d%s", fold, len(base)-k, lemma[k:])
	}
	return ""
}

func parseScript(s string) (script, error) {
	if len(s) < 2 {
		return script{}, fmt.Errorf("lemma script %q", s)
	}
	c := script{fold: s[0]}
	i := 1
	for ; i < len(s) && '0' <= s[i] && s[i] <= '9' && i < 4; i++ {
		c.cut = 10*c.cut + int(s[i]-'0')
	}
	c.add = s[i:]
	return c, nil
}

// apply returns the lemma, or false where the form is too short for the script.
func (c script) apply(form string) (string, bool) {
	base := foldCase(form, c.fold)
	keep := len(base) - c.cut
	if keep < 0 || keep < len(base) && !utf8.RuneStart(base[keep]) {
		return "", false
	}
	lemma := base[:keep] + c.add
	return lemma, lemma != ""
}

func foldCase(s string, fold byte) string {
	switch fold {
	case 'l':
		return strings.ToLower(s)
	case 't':
		_, n := utf8.DecodeRuneInString(s)
		return strings.ToUpper(s[:n]) + strings.ToLower(s[n:])
	}
	return s
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
	lower := strings.ToLower(form)
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
		lower := strings.ToLower(w.Form)
		tag := w.UPOS + " " + w.XPOS
		key = appendLemmaKey(key[:0], tag, lower, wholeMark)
		if id, ok := l.rules[string(key)]; ok && l.use(w, id) {
			return key
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
