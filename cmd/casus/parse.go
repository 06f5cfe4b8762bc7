package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/casus-news/casus"
	"github.com/casus-news/casus/internal/ling"
	"github.com/casus-news/casus/internal/neural"
)

func newParseCommand() *cobra.Command {
	var input, format string
	cmd := &cobra.Command{
		Use:   "parse [FILE | -]...",
		Short: "Print the grammar of texts as CoNLL-U",
		Long: `parse reads plain English text from files or standard input and prints its sentences, words, lemmas, tags, heads and names
(IOB2, in the last column) as CoNLL-U, or as a table with quotations and who refers to whom.

With --input conllu it keeps the sentences, words, comments, multiword tokens and empty nodes of CoNLL-U files and writes its own
lemmas, tags, heads and names to them, so that any scorer of treebanks can judge it.`,
		Example: "  casus parse report.txt\n  echo 'Blinken said Kyiv would answer.' | casus parse --format table\n" +
			"  casus parse --input conllu en_ewt-ud-test.conllu > system.conllu",
		RunE: func(cmd *cobra.Command, names []string) error {
			if len(names) == 0 {
				names = []string{"-"}
			}
			read, ok := map[string]parseReader{"text": parseText, "conllu": parseCoNLLU}[input]
			if !ok {
				return usageError{fmt.Errorf("--input %q: want text or conllu", input)}
			}
			if format != "conllu" && format != "table" {
				return usageError{fmt.Errorf("--format %q: want conllu or table", format)}
			}
			return runParse(cmd, names, read, format == "table")
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&input, "input", "text", "what the files are: `FORMAT` text or conllu")
	flags.StringVar(&format, "format", "conllu", "output `FORMAT`: conllu or table")
	return cmd
}

// parseReader reads one input, annotates it and writes it.
type parseReader func(p *ling.Parser, r io.Reader, w io.Writer, table bool) error

func runParse(cmd *cobra.Command, names []string, read parseReader, table bool) error {
	parser, err := openParser()
	if err != nil {
		return err
	}
	out := bufio.NewWriter(cmd.OutOrStdout())
	failed := false
	for _, name := range names {
		if err := parseOne(parser, name, cmd.InOrStdin(), out, read, table); err != nil {
			if err := out.Flush(); err != nil {
				return err
			}
			complain(cmd.ErrOrStderr(), err)
			failed = true
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if failed {
		return errSome
	}
	return nil
}

// openParser opens the language engine of the bundle that is built in, without the rest of the coder.
func openParser() (*ling.Parser, error) {
	bundle, err := neural.Open(casus.Bundle())
	if err != nil {
		return nil, err
	}
	return ling.Open(bundle)
}

func parseOne(p *ling.Parser, name string, stdin io.Reader, w io.Writer, read parseReader, table bool) error {
	in := stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	} else {
		name = "standard input"
	}
	if err := read(p, in, w, table); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func parseText(p *ling.Parser, r io.Reader, w io.Writer, table bool) error {
	text, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	doc := p.Annotate(strings.ToValidUTF8(strings.TrimPrefix(string(text), "\ufeff"), "\ufffd"))
	if table {
		return writeParseTable(w, doc)
	}
	return ling.WriteCoNLLU(w, doc)
}

func parseCoNLLU(p *ling.Parser, r io.Reader, w io.Writer, table bool) error {
	docs, err := ling.ReadCoNLLU(r)
	if err != nil {
		return err
	}
	for i, a := range docs {
		docs[i] = nil // let go of what is written
		p.AnnotateSentences(a.Doc)
		if table {
			err = writeParseTable(w, a.Doc)
		} else {
			err = a.Write(w)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// writeParseTable writes doc for people: a line a word, then the quotations and the entities with more than one mention.
func writeParseTable(w io.Writer, doc *ling.Doc) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for s := range doc.Sentences {
		writeSentenceTable(t, doc, s)
	}
	for _, q := range doc.Quotes {
		speaker := "nobody named"
		if !q.Speaker.IsZero() {
			speaker = doc.Sentences[q.Speaker.Sentence].Words[q.Speaker.Word].Form
		}
		fmt.Fprintf(t, "quote\t%s\t%s\n", speaker, shorten(q.Span.Of(doc.Text)))
	}
	for i, mentions := range doc.Entities {
		if len(mentions) < 2 {
			continue
		}
		var names []string
		for _, m := range mentions {
			names = append(names, mentionText(doc, &doc.Mentions[m]))
		}
		fmt.Fprintf(t, "entity\t%d\t%s\n", i+1, strings.Join(names, " | "))
	}
	fmt.Fprintln(t)
	return t.Flush()
}

func writeSentenceTable(t io.Writer, doc *ling.Doc, s int) {
	sentence := &doc.Sentences[s]
	names := make([]string, len(sentence.Words))
	for _, n := range sentence.Names {
		for i := n.First; i < n.End; i++ {
			names[i] = n.Kind.String()
		}
	}
	for i, w := range sentence.Words {
		head := "-"
		if w.Head >= 0 {
			head = sentence.Words[w.Head].Form
		}
		fmt.Fprintf(t, "%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", i+1, w.Form, w.Lemma, w.UPOS, w.XPOS, w.Rel, head, names[i])
	}
	fmt.Fprintln(t)
}

func mentionText(doc *ling.Doc, m *ling.Mention) string {
	words := doc.Sentences[m.Sentence].Words
	return shorten(doc.Text[words[m.First].Start:words[m.End-1].End])
}

// shorten is s on one line, cut in the middle where it is long.
func shorten(s string) string {
	const most = 60
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) <= most {
		return string(r)
	}
	return string(r[:most/2]) + " … " + string(r[len(r)-most/2+3:])
}
