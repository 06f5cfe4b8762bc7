package ling

import "testing"

func TestScriptsLeadFromFormToLemma(t *testing.T) {
	for _, c := range []struct{ form, lemma string }{
		{"were", "be"}, {"Best", "good"}, {"protesters", "protester"}, {"Shelled", "shell"}, {"KYIV", "Kyiv"}, {"Kyiv", "Kyiv"},
		{"5,000", "5000"}, {"’s", "'s"}, {"n’t", "not"}, {"Élysée", "Élysée"}, {"ran", "run"}, {"McDonald", "McDonald"}, {"a", "a"}, {"42nd", "42nd"},
	} {
		s, err := parseScript(MakeScript(c.form, c.lemma))
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := s.apply(c.form); !ok || got != c.lemma {
			t.Errorf("%s: script %+v gives %q, want %q", c.form, s, got, c.lemma)
		}
	}
}

func TestScriptDoesNotApplyToShorterForms(t *testing.T) {
	s, _ := parseScript(MakeScript("policies", "policy"))
	if got, ok := s.apply("is"); ok {
		t.Errorf("applied to %q it gives %q", "is", got)
	}
}

func FuzzScript(f *testing.F) {
	f.Add("Forces", "force")
	f.Add("\xff", "É")
	f.Add("İ", "i")
	f.Fuzz(func(t *testing.T, form, lemma string) {
		s, err := parseScript(MakeScript(form, lemma))
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := s.apply(form); ok != (lemma != "") || got != lemma {
			t.Errorf("script %+v makes %q of %q, want %q", s, got, form, lemma)
		}
	})
}
