package extract

import (
	"fmt"
	"strings"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

// Example is a marked sentence: "[1 France] [v condemned] [2 Russia]. {historical}".
type Example struct {
	Type  event.Type
	Modes []event.Mode
	// Text is the sentence without marks; all spans are ranges of it.
	Text                        string
	Actors, Recipients, Trigger []article.Span
	Source                      []article.Span
	Auxiliary                   []event.Auxiliary
	// Frame is the trigger as the lexicon writes it, "" for a sentence from elsewhere; From is file and line.
	Frame, From string
}

// Examples are the examples of the lexicon in its order. An example that cannot be read is a fault of the lexicon.
func (x *Extractor) Examples() ([]Example, error) {
	var out []Example
	for _, f := range x.lex.frames {
		e, err := ReadExample(f.Example)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", f.File, f.Line, err)
		}
		e.Type, e.Modes, e.Frame = f.Type, f.Modes, f.name()
		e.From = fmt.Sprintf("%s:%d", f.File, f.Line)
		for _, a := range f.Auxiliary {
			e.Auxiliary = addAuxiliary(e.Auxiliary, a)
		}
		out = append(out, e)
	}
	return out, nil
}

// ReadExample takes the marks out of a sentence. Marks are [1 …] actor, [2 …] recipient, [v …] trigger, [s …] source, and
// {mark} for factuality; they may stand inside each other.
func ReadExample(marked string) (Example, error) {
	var e Example
	var b strings.Builder
	type open struct {
		kind  byte
		start int
	}
	var stack []open
	for i := 0; i < len(marked); i++ {
		switch c := marked[i]; {
		case c == '[' && i+2 < len(marked) && marked[i+2] == ' ' && strings.IndexByte("12vs", marked[i+1]) >= 0:
			stack = append(stack, open{marked[i+1], b.Len()})
			i += 2
		case c == ']' && len(stack) > 0:
			o := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			e.mark(o.kind, article.Span{Start: o.start, End: b.Len()})
		case c == '{':
			end := strings.IndexByte(marked[i:], '}')
			if end < 0 {
				return e, fmt.Errorf("example %q: { without }", marked)
			}
			for _, a := range listWords(marked[i+1 : i+end]) {
				e.Auxiliary = addAuxiliary(e.Auxiliary, event.Auxiliary(a))
			}
			i += end
		default:
			b.WriteByte(c)
		}
	}
	if len(stack) > 0 {
		return e, fmt.Errorf("example %q: [ without ]", marked)
	}
	if len(e.Trigger) == 0 {
		return e, fmt.Errorf("example %q: no [v …]", marked)
	}
	e.Text = strings.TrimRight(b.String(), " ")
	return e, nil
}

func (e *Example) mark(kind byte, s article.Span) {
	switch kind {
	case '1':
		e.Actors = append(e.Actors, s)
	case '2':
		e.Recipients = append(e.Recipients, s)
	case 'v':
		e.Trigger = append(e.Trigger, s)
	case 's':
		e.Source = append(e.Source, s)
	}
}
