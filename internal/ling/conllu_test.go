package ling

import (
	"bytes"
	"strings"
	"testing"
)

const conlluSample = `# newdoc id = first
# newpar
# sent_id = 1
# text = Kyiv didn't answer.
1	Kyiv	Kyiv	PROPN	NNP	Number=Sing	4	nsubj	4:nsubj	Name=B-LOC
2-3	didn't	_	_	_	_	_	_	_	_
2	did	do	AUX	VBD	_	4	aux	_	_
3	n't	not	PART	RB	_	4	advmod	_	_
4	answer	answer	VERB	VB	_	0	root	_	SpaceAfter=No
4.1	it	it	PRON	PRP	_	_	_	4:obj	_
5	.	.	PUNCT	.	_	4	punct	_	_

# sent_id = 2
# text = Antony Blinken left
1	Antony	Antony	PROPN	NNP	_	3	nsubj	_	Name=B-PER
2	Blinken	Blinken	PROPN	NNP	_	1	flat	_	Name=I-PER
3	left	leave	VERB	VBD	_	0	root	_	_

# newdoc
# sent_id = 3
1	_	_	SYM	NFP	_	0	root	_	_

`

func TestReadCoNLLU(t *testing.T) {
	docs, err := ReadCoNLLU(strings.NewReader(conlluSample))
	if err != nil {
		t.Fatal(err)
	}
	if len(docs) != 2 || docs[0].ID != "first" || docs[1].ID != "" {
		t.Fatalf("got %d documents", len(docs))
	}
	d := docs[0].Doc
	if got, want := d.Text, "Kyiv didn't answer. Antony Blinken left"; got != want {
		t.Errorf("text: got %q, want %q", got, want)
	}
	not := d.Sentences[0].Words[2]
	if got := not.Of(d.Text); got != "n't" || not.Lemma != "not" || not.Head != 3 || not.Rel != "advmod" {
		t.Errorf("word: got %+v with text %q", not, got)
	}
	if got := d.Sentences[0].Words[3].Head; got != -1 {
		t.Errorf("the root's head: got %d, want -1", got)
	}
	if got, want := d.Sentences[1].Names, (Name{0, 2, Person}); len(got) != 1 || got[0] != want {
		t.Errorf("names: got %v, want %v", got, want)
	}
	if got := docs[1].Doc.Sentences[0].Words[0]; got.Form != "_" || got.Lemma != "_" {
		t.Errorf("the word _: got %+v", got)
	}
}

func TestWriteKeepsWhatItWasRead(t *testing.T) {
	docs, err := ReadCoNLLU(strings.NewReader(conlluSample))
	if err != nil {
		t.Fatal(err)
	}
	docs[0].Doc.Sentences[0].Words[0].UPOS = "X"
	docs[0].Doc.Sentences[0].Names[0].Kind = Organization
	var out bytes.Buffer
	for _, a := range docs {
		if err := a.Write(&out); err != nil {
			t.Fatal(err)
		}
	}
	want := strings.Replace(conlluSample, "Kyiv	Kyiv	PROPN	NNP	Number=Sing	4	nsubj	4:nsubj	Name=B-LOC", "Kyiv	Kyiv	X	NNP	_	4	nsubj	_	Name=B-ORG", 1)
	if got := out.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestWriteCoNLLU(t *testing.T) {
	const text = "“We can't go,” Kyiv's envoy said.\n\nHe left."
	d := &Doc{Text: text, Sentences: segment(text)}
	s := &d.Sentences[0]
	s.Names = []Name{{7, 8, Location}}
	s.Words[1].Rel, s.Words[1].Head, s.Words[1].UPOS = "nsubj", 4, "PRON"
	s.Words[4].Rel = "root"
	const want = `# newpar
# sent_id = 1
# text = “We can't go,” Kyiv's envoy said.
1	“	_	_	_	_	_	_	_	SpaceAfter=No
2	We	_	PRON	_	_	5	nsubj	_	_
3-4	can't	_	_	_	_	_	_	_	_
3	ca	_	_	_	_	_	_	_	_
4	n't	_	_	_	_	_	_	_	_
5	go	_	_	_	_	0	root	_	SpaceAfter=No
6	,	_	_	_	_	_	_	_	SpaceAfter=No
7	”	_	_	_	_	_	_	_	_
8-9	Kyiv's	_	_	_	_	_	_	_	_
8	Kyiv	_	_	_	_	_	_	_	Name=B-LOC
9	's	_	_	_	_	_	_	_	_
10	envoy	_	_	_	_	_	_	_	_
11	said	_	_	_	_	_	_	_	SpaceAfter=No
12	.	_	_	_	_	_	_	_	_

# newpar
# sent_id = 2
# text = He left.
1	He	_	_	_	_	_	_	_	_
2	left	_	_	_	_	_	_	_	SpaceAfter=No
3	.	_	_	_	_	_	_	_	_

`
	var out bytes.Buffer
	if err := WriteCoNLLU(&out, d); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	docs, err := ReadCoNLLU(&out)
	if err != nil || len(docs) != 1 {
		t.Fatalf("read back: %v", err)
	}
	if got := docs[0].Doc.Text; got != text {
		t.Errorf("text read back: got %q, want %q", got, text)
	}
}

func TestReadCoNLLURefuses(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"too few columns", "1\ta\n", "line 1: 2 columns, want 10"},
		{"an empty column", "1\ta\t\t_\t_\t_\t_\t_\t_\t_\n", "line 1: column 3 is empty"},
		{"a number left out", "2\ta\t_\t_\t_\t_\t_\t_\t_\t_\n", `line 1: word "2", want 1`},
		{"a head that is none", "1\ta\t_\t_\t_\t_\tx\t_\t_\t_\n", `line 1: head "x" is no number`},
		{"a head out of reach", "1\ta\t_\t_\t_\t_\t3\tdep\t_\t_\n", "line 1: word 1 has head 3 of 1 words"},
		{"a word that hangs on itself", "1\ta\t_\t_\t_\t_\t1\tdep\t_\t_\n", "line 1: word 1 has head 1 of 1 words"},
		{"a range without words", "1-2\ta\t_\t_\t_\t_\t_\t_\t_\t_\n", `line 1: "1-2" is no range of words that follow`},
		{"an endless range", "1-99999999999\ta\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n", "is no range of words that follow"},
		{"only empty nodes", "0.1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n", "line 1: a sentence without words"},
		{"not UTF-8", "# \xff\n", "line 1: not UTF-8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := ReadCoNLLU(strings.NewReader(c.text))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got error %v, want one with %q", err, c.want)
			}
		})
	}
}

// FuzzCoNLLU: what is read is written so that reading and writing it again changes nothing, spans lie in order inside the text.
func FuzzCoNLLU(f *testing.F) {
	f.Add(conlluSample)
	f.Add("1-2\tdu\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n1\tde\t_\t_\t_\t_\t2\tcase\t_\t_\n2\tle\t_\t_\t_\t_\t0\troot\t_\tName=I-ORG\n\n# newpar\n1\té\t_\t_\t_\t_\t_\t_\t_\t_")
	f.Add("1-3\té\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n2\tb\t_\t_\t_\t_\t_\t_\t_\t_\n3\tc\t_\t_\t_\t_\t_\t_\t_\t_\n\n")
	// A circle of heads under a quotation.
	f.Add("1\t“\t_\tPUNCT\t_\t_\t2\tpunct\t_\tSpaceAfter=No\n2\tI\tI\tPRON\tPRP\t_\t4\tnsubj\t_\tSpaceAfter=No\n3\t”\t_\tPUNCT\t_\t_\t2\tpunct\t_\t_\n" +
		"4\tsaid\tsay\tVERB\tVBD\t_\t5\tacl:relcl\t_\t_\n5\tminister\tminister\tNOUN\tNN\t_\t4\tnsubj\t_\t_\n6\twho\twho\tPRON\tWP\t_\t4\tnsubj\t_\t_\n7\thimself\the\tPRON\tPRP\t_\t8\tobj\t_\t_\n8\tsaying\tsay\tVERB\tVBG\t_\t4\tadvcl\t_\t_\n\n")
	f.Fuzz(func(t *testing.T, in string) {
		docs, err := ReadCoNLLU(strings.NewReader(in))
		if err != nil {
			return
		}
		once := writeAll(t, docs)
		again, err := ReadCoNLLU(strings.NewReader(once))
		if err != nil {
			t.Fatalf("%q was read but its writing is refused: %v\n%s", in, err, once)
		}
		if twice := writeAll(t, again); twice != once {
			t.Fatalf("%q: written once\n%s\ntwice\n%s", in, once, twice)
		}
		for _, a := range docs {
			end := 0
			for _, s := range a.Doc.Sentences {
				for _, w := range s.Words {
					if w.Start < end || w.End < w.Start || w.End > len(a.Doc.Text) {
						t.Fatalf("%q: words out of order", in)
					}
					end = w.End
				}
			}
			findQuotes(a.Doc)
			findMentions(a.Doc)
			checkMentions(t, a.Doc)
		}
	})
}

func writeAll(t *testing.T, docs []*Annotated) string {
	t.Helper()
	var out bytes.Buffer
	for _, a := range docs {
		if err := a.Write(&out); err != nil {
			t.Fatal(err)
		}
	}
	return out.String()
}
