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
	folds := []byte{foldLower, foldNone, foldTitle, foldNumber}
	if strings.ContainsAny(form, "0123456789") {
		folds = []byte{foldNumber, foldLower, foldNone, foldTitle} // one script for 1,100 and 1100
	}
	for _, fold := range folds {
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

// ApplyScript carries out a script of [MakeScript].
func ApplyScript(text, form string) (string, bool) {
	s, err := parseScript(text)
	if err != nil {
		return "", false
	}
	return s.apply(form)
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

// Lemmatizer finds the script of a word by its form and tag, else by the longest known ending of the form.
type Lemmatizer struct {
	scripts []script
	rules   map[string]int32
	vectors *neural.Vectors
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

// NewLemmatizer reads the rules: the strings "scripts", and for each of the strings "keys" the number of its script in
// the floats "rules". The vectors tell how common a lemma is.
func NewLemmatizer(t *neural.Tensors, v *neural.Vectors) (*Lemmatizer, error) {
	l := &Lemmatizer{vectors: v}
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
	if p.lemmas == nil {
		return
	}
	var key []byte
	for s := range sents {
		words := sents[s].Words
		for i := range words {
			words[i].Lemma, key = p.lemmas.lemma(words[i].Form, words[i].UPOS, words[i].XPOS, key)
		}
	}
}

// Lemma returns the lemma of a form with its tags.
func (l *Lemmatizer) Lemma(form, upos, xpos string) string {
	lemma, _ := l.lemma(form, upos, xpos, nil)
	return lemma
}

// lemma is [Lemmatizer.Lemma] with a buffer for keys, which it returns.
func (l *Lemmatizer) lemma(form, upos, xpos string, key []byte) (string, []byte) {
	lower := plainQuotes(strings.ToLower(form))
	class := caseClass(form)
	key = append(append(append(append(key[:0], upos...), ' '), xpos...), class)
	tag := len(key)
	key = append(append(key, wholeMark), lower...)
	if lemma, ok := l.apply(key, form); ok {
		return lemma, key
	}
	if class != 'l' && upos != "PROPN" {
		// A known word in capitals or at the beginning of a sentence.
		key[tag-1] = 'l'
		if lemma, ok := l.apply(key, form); ok {
			return lemma, key
		}
		if upos == "ADJ" || upos == "X" {
			key[tag-1] = class
		}
	}
	return l.byEnding(form, lower, upos, tag, key)
}

// rarer is how many times rarer the lemma of the longest ending must be for that of a shorter ending to win: "shelled" is
// of "shell", although most words in "-elled" double their l.
const rarer = 4

// byEnding looks the endings up; key[:tag] holds the tag.
func (l *Lemmatizer) byEnding(form, lower, upos string, tag int, key []byte) (string, []byte) {
	best, rank := "", 0
	for n := min(maxEnding, len(lower)); n >= 0; n-- {
		key = append(append(key[:tag], endingMark), lower[len(lower)-n:]...)
		lemma, ok := l.apply(key, form)
		if !ok || lemma == best {
			continue
		}
		r := l.rank(lemma)
		if best == "" {
			best, rank = lemma, r
			if upos == "PROPN" {
				break
			}
		} else if r*rarer < rank {
			best, rank = lemma, r
		}
	}
	if best != "" {
		return best, key
	}
	if upos != "PROPN" {
		return strings.ToLower(form), key
	}
	return form, key
}

// rank is the place of a lemma in the order of frequency, from 1; what is unknown comes last.
func (l *Lemmatizer) rank(lemma string) int {
	if i, ok := l.vectors.Lookup(lemma); ok {
		return i + 1
	}
	return 1 << 30
}

// apply carries out the rule with a key.
func (l *Lemmatizer) apply(key []byte, form string) (string, bool) {
	id, ok := l.rules[string(key)]
	if !ok {
		return "", false
	}
	return l.scripts[id].apply(form)
}
