package lab

import (
	"os"
	"strings"
	"testing"
)

func readRepositoryConfig(t *testing.T, name string) LanguageConfig {
	t.Helper()
	f, err := os.Open("../../train/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	c, err := ReadLanguageConfig(f, "../../train")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestConfigurationErrorsNameTheKey(t *testing.T) {
	whole, err := os.ReadFile("../../train/language.conf")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, from, to, want string }{
		{"a misspelt key", "batchwords =", "batchword =", `no key "batchword"`},
		{"a missing value", "batchwords = 500", "", "batchwords is missing"},
		{"a word for a number", "batchwords = 500", "batchwords = many", "batchwords: "},
		{"too few counts", "least = 3 3 3 3 3 3 1", "least = 3", "want 7 numbers"},
	} {
		text := strings.Replace(string(whole), c.from, c.to, 1)
		if text == string(whole) {
			t.Fatalf("%s: %q is not in the file", c.name, c.from)
		}
		_, err := ReadLanguageConfig(strings.NewReader(text), ".")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", c.name, err, c.want)
		}
	}
}
