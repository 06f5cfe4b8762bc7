package extract

import (
	"os"
	"strings"
	"testing"

	"github.com/casus-news/casus/internal/ling"
)

// readActs is the sentences of testdata/acts.conllu (invented, trees corrected by hand), each a document of its own.
func readActs(t *testing.T) map[string]*ling.Doc {
	t.Helper()
	f, err := os.Open("testdata/acts.conllu")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := ling.ReadCoNLLU(f)
	if err != nil {
		t.Fatal(err)
	}
	docs := map[string]*ling.Doc{}
	for _, a := range all {
		for _, s := range a.Doc.Sentences {
			text := s.Span.Of(a.Doc.Text)
			one := s
			one.Words = append([]ling.Word(nil), s.Words...)
			for i := range one.Words {
				one.Words[i].Start -= s.Start
				one.Words[i].End -= s.Start
			}
			one.Span.Start, one.Span.End = 0, len(text)
			docs[text] = &ling.Doc{Text: text, Sentences: []ling.Sentence{one}}
		}
	}
	return docs
}

// told writes a draft as the tables of the tests do: "France > Russia ACCUSE disapprove future, on the word of X".
func told(text string, d *Draft) string {
	names := func(ps []Party) string {
		var out []string
		for _, p := range ps {
			out = append(out, p.Text)
		}
		if len(out) == 0 {
			return "-"
		}
		return strings.Join(out, " + ")
	}
	out := names(d.Actors) + " > " + names(d.Recipients) + " " + string(d.Type)
	for _, m := range d.Modes {
		out += " " + string(m)
	}
	for _, a := range d.Auxiliary {
		out += " " + string(a)
	}
	if d.Source != nil {
		if d.Source.Unnamed {
			out += ", " + d.Source.Cue
		} else {
			out += ", says " + d.Source.Text
		}
	}
	return out
}

func TestActsOfHandMadeTrees(t *testing.T) {
	docs := readActs(t)
	x, err := Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, want string }{
		{"France condemned Russia over the strikes.", "France > Russia ACCUSE disapprove"},
		{"Russia was condemned by France on Monday.", "France > Russia ACCUSE disapprove"},
		{"Police arrested two journalists and a lawyer.", "Police > two journalists + a lawyer COERCE arrest"},
		{"Turkey refused to help Greece.", "Turkey > Greece REJECT assist"},
		{"Rebels who attacked the convoy fled to Chad.", "Rebels > the convoy ASSAULT"},
		{"The town that Serbia shelled is empty.", "Serbia > The town ASSAULT heavy-weapons"},
		{"Kenya did not attack Somalia.", "Kenya > Somalia ASSAULT negation"},
		{"Peru will meet with Chile in May.", "Peru + Chile > - AGREE"},
		{"Officials said that rebels had attacked the village.", "rebels > the village ASSAULT, says Officials"},
		{"According to the ministry, soldiers killed nine farmers.", "soldiers > nine farmers ASSAULT, says the ministry"},
		{"Troops reportedly shelled the port.", "Troops > the port ASSAULT heavy-weapons, reportedly"},
		{"If India attacks Pakistan, China will respond.", "India > Pakistan ASSAULT hypothetical"},
		{"Guards were killed in an attack by gunmen.", "gunmen > Guards ASSAULT"},
		{"Mali and Niger announced their withdrawal from the court.", "Mali + Niger > the court"},
		{"The minister thanked Norway and praised Sweden.", "The minister > Sweden SUPPORT"},
		{"Canada accused China of detaining two diplomats.", "Canada > China ACCUSE allege"},
		{"Spain launched an investigation into the mayor.", "Spain > the mayor ACCUSE investigate"},
		{"Thousands protested against the government in Lima.", "Thousands > the government PROTEST demo"},
		{"Ghana urged Togo to release the prisoners.", "Ghana > Togo REQUEST yield"},
		{"\"We condemn Iran,\" the minister said.", "We > Iran ACCUSE disapprove"},
	} {
		doc := docs[c.text]
		if doc == nil {
			t.Errorf("testdata/acts.conllu has no tree of %q", c.text)
			continue
		}
		var got []string
		found := false
		for _, d := range x.Drafts(doc, nil) {
			g := told(doc.Text, &d)
			got = append(got, g)
			found = found || strings.HasPrefix(g, c.want)
		}
		if !found {
			t.Errorf("%s\n got %s\nwant %s", c.text, strings.Join(got, "; "), c.want)
		}
	}
}

func TestNothingIsSaidTwice(t *testing.T) {
	docs := readActs(t)
	x, err := Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	for text, doc := range docs {
		seen := map[string]bool{}
		for _, d := range x.Drafts(doc, nil) {
			g := told(text, &d)
			if seen[g] {
				t.Errorf("%s: %s stands twice", text, g)
			}
			seen[g] = true
		}
	}
}
