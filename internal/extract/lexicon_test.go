package extract

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

func openLexicon(t *testing.T) *lexicon {
	t.Helper()
	files, err := fs.Sub(lexiconFiles, "lexicon")
	if err != nil {
		t.Fatal(err)
	}
	x, err := readLexicon(files)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestLexiconIsSound(t *testing.T) {
	x := openLexicon(t)
	seen := map[string]string{}
	for _, f := range x.frames {
		if _, err := ReadExample(f.Example); err != nil {
			t.Errorf("%s:%d: %v", f.File, f.Line, err)
		}
		if f.POS != 'v' && f.POS != 'n' && f.POS != 'a' {
			t.Errorf("%s:%d: part of speech %q", f.File, f.Line, f.POS)
		}
		key := string(f.Type) + strings.Join(modeNames(f.Modes), ",") + f.name() + constraintText(f)
		if at, ok := seen[key]; ok {
			t.Errorf("%s:%d: the same frame stands at %s", f.File, f.Line, at)
		}
		seen[key] = f.File
	}
	t.Logf("%d frames", len(x.frames))
}

func constraintText(f *frame) string {
	var b strings.Builder
	for _, c := range f.Constraints {
		b.WriteString(" " + strings.Join(c.Slot, ".") + strings.Join(c.Words, "|") + strings.Join(c.Classes, "|"))
	}
	return b.String()
}

func TestLexiconTellsFileAndLineOfFaults(t *testing.T) {
	for _, c := range []struct{ name, frames, want string }{
		{"unknown type", "[CONDEMN - 111]", "x.frames:1"},
		{"frame before section", "condemn.v | subj > obj | [1 A] [v condemned] [2 B].", "x.frames:1"},
		{"two columns", "[ACCUSE disapprove 111]\ncondemn.v | subj > obj", "x.frames:2"},
		{"no part of speech", "[ACCUSE - 111]\ncondemn | subj > obj | [1 A] [v condemned] [2 B].", "lemma.v"},
		{"unknown class", "[ACCUSE - 111]\ncondemn.v obj=@nothing | subj > obj | [1 A] [v condemned] [2 B].", "@nothing"},
		{"roles without >", "[ACCUSE - 111]\ncondemn.v | subj obj | [1 A] [v condemned] [2 B].", "actors > recipients"},
		{"words after <>", "[CONSULT - 046]\nmeet.v | subj+with <> obj | [1 A] [v met] [1 B].", "nothing may follow"},
	} {
		files := fstest.MapFS{
			"grammar.txt": {Data: []byte("@light = make")}, "classes.txt": {Data: []byte("@law = law bill")},
			"contexts.txt": {Data: []byte("@legal = court")}, "x.frames": {Data: []byte(c.frames)},
		}
		_, err := readLexicon(files)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
}

func TestReadExampleTakesMarksOut(t *testing.T) {
	e, err := ReadExample("[1 France] [v condemned] [2 [1 x] Russia]'s move. {future}")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := e.Text, "France condemned x Russia's move."; got != want {
		t.Errorf("text %q, want %q", got, want)
	}
	if got, want := e.Trigger[0].Of(e.Text), "condemned"; got != want {
		t.Errorf("trigger %q, want %q", got, want)
	}
	if len(e.Auxiliary) != 1 || e.Auxiliary[0] != "future" {
		t.Errorf("marks %v, want future", e.Auxiliary)
	}
	for _, bad := range []string{"no marks at all", "[1 open [v x]", "[v x] {future"} {
		if _, err := ReadExample(bad); err == nil {
			t.Errorf("%q: no error", bad)
		}
	}
}

func FuzzReadExample(f *testing.F) {
	f.Add("[1 France] [v condemned] [2 Russia]. {historical}")
	f.Fuzz(func(t *testing.T, s string) {
		e, err := ReadExample(s)
		if err != nil {
			return
		}
		for _, sp := range e.Trigger {
			if sp.Start < 0 || sp.End > len(e.Text)+1 || sp.Start > sp.End {
				t.Errorf("%q: trigger %v outside %q", s, sp, e.Text)
			}
		}
	})
}
