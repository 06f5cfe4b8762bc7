package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/casus-news/casus"
	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
)

// pairLine is one input line of relate; spans count code points.
type pairLine struct {
	ID        json.RawMessage `json:"id"`
	Text      string          `json:"text"`
	Actor     runeSpan        `json:"actor"`
	Recipient runeSpan        `json:"recipient"`
}

type runeSpan struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// relatedLine is one output line of relate.
type relatedLine struct {
	ID         json.RawMessage        `json:"id"`
	Event      event.Type             `json:"event"`
	Mode       []event.Mode           `json:"mode"`
	Confidence float64                `json:"confidence"`
	Scores     map[event.Type]float64 `json:"scores"`
	Why        []string               `json:"why"`
}

func newRelateCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "relate [PATH | -]...",
		Short: "Say which type of act a text reports between two marked parties",
		Long: `relate reads lines of JSON, each a text with two marked phrases (start and end in code points, end exclusive), and writes for each the
one PLOVER type that the text gives the pair, with its score among the 16 types and the reasons.`,
		Example: `  casus relate - < pairs.jsonl
  echo '{"id":"1","text":"France condemned Russia.","actor":{"start":0,"end":6},"recipient":{"start":17,"end":23}}' | casus relate -`,
		RunE: func(cmd *cobra.Command, names []string) error {
			if len(names) == 0 {
				names = []string{"-"}
			}
			coder, err := casus.Open(casus.Bundle())
			if err != nil {
				return err
			}
			out := bufio.NewWriter(cmd.OutOrStdout())
			defer out.Flush()
			for _, name := range names {
				if err := relateFile(cmd.InOrStdin(), name, coder, out); err != nil {
					return err
				}
			}
			return out.Flush()
		},
	}
}

func relateFile(stdin io.Reader, name string, coder *casus.Coder, out io.Writer) error {
	in := stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 64<<20)
	for n := 1; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		if err := relateLine(lines.Bytes(), coder, out); err != nil {
			return fmt.Errorf("%s line %d: %w", name, n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func relateLine(line []byte, coder *casus.Coder, out io.Writer) error {
	var in pairLine
	if err := json.Unmarshal(line, &in); err != nil {
		return fmt.Errorf("not a pair: %w; want {\"id\",\"text\",\"actor\":{\"start\",\"end\"},\"recipient\":{…}}", err)
	}
	actor, err := byteSpan(in.Text, in.Actor)
	if err != nil {
		return fmt.Errorf("actor: %w", err)
	}
	recipient, err := byteSpan(in.Text, in.Recipient)
	if err != nil {
		return fmt.Errorf("recipient: %w", err)
	}
	rel := coder.Relate(in.Text, actor, recipient)
	if in.ID == nil {
		in.ID = json.RawMessage("null")
	}
	o := relatedLine{ID: in.ID, Event: rel.Type, Mode: rel.Modes, Confidence: round4(rel.Confidence), Scores: map[event.Type]float64{}, Why: rel.Why}
	if o.Mode == nil {
		o.Mode = []event.Mode{}
	}
	for ty, s := range rel.Scores {
		o.Scores[ty] = round4(s)
	}
	b, err := json.Marshal(o)
	if err != nil {
		return err
	}
	_, err = out.Write(append(b, '\n'))
	return err
}

func round4(x float64) float64 { return float64(int(x*10000+0.5)) / 10000 }

// byteSpan turns a span in code points into one in bytes.
func byteSpan(text string, s runeSpan) (article.Span, error) {
	var b article.Span
	n, found := 0, 0
	for i := range text {
		if n == s.Start {
			b.Start, found = i, found|1
		}
		if n == s.End {
			b.End, found = i, found|2
		}
		n++
	}
	if n == s.End {
		b.End, found = len(text), found|2
	}
	if found != 3 || s.Start >= s.End {
		return b, fmt.Errorf("span %d to %d is not inside the text of %d code points", s.Start, s.End, n)
	}
	return b, nil
}
