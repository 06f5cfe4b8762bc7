package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// pages gives the names and the texts of the documents for readers, from the root of the repository.
func pages(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, pattern := range []string{"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/*.md"} {
		names, err := filepath.Glob(filepath.Join("../..", pattern))
		if err != nil || len(names) == 0 {
			t.Errorf("no page %s: %v", pattern, err)
		}
		for _, name := range names {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			out[name] = string(b)
		}
	}
	return out
}

var linkPattern = regexp.MustCompile(`\]\(([^)\s]+)\)`)

func TestDocsLinkToFiles(t *testing.T) {
	for name, text := range pages(t) {
		for _, m := range linkPattern.FindAllStringSubmatch(text, -1) {
			target, _, _ := strings.Cut(m[1], "#")
			if target == "" || strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
				continue
			}
			if _, err := os.Stat(filepath.Join(filepath.Dir(name), target)); err != nil {
				t.Errorf("%s links to %s, which is missing", name, target)
			}
		}
	}
}

var (
	// A page shows code in a fence, in lines that are indented by four blanks, or between backticks.
	codePattern = regexp.MustCompile("(?ms)^```.*?^```|^    [^\n]*$|`[^`\n]+`")
	// A call ends where the shell starts something else, or with a comment.
	callPattern = regexp.MustCompile("(?m)(?:^|[\\s`$|&;/])casus +([a-z][^\n`|>&;#]*)")
)

// calls gives the arguments of each call of casus that text shows.
func calls(text string) (out [][]string) {
	for _, code := range codePattern.FindAllString(text, -1) {
		for _, line := range strings.Split(code, "\n") {
			line, _, _ = strings.Cut(line, " # ")
			for _, m := range callPattern.FindAllStringSubmatch(line, -1) {
				out = append(out, strings.Fields(m[1]))
			}
		}
	}
	return out
}

func TestCalls(t *testing.T) {
	text := "`casus nosuch` and\n\n    make demo   # builds casus and runs it\n    casus code a.txt | casus export --format icews -\n" +
		"\n```console\n$ casus db info\ncoded by    casus 0.1.0\n```\ncasus reads news\n"
	var got []string
	for _, args := range calls(text) {
		got = append(got, strings.Join(args, " "))
	}
	if got, want := strings.Join(got, "; "), "nosuch; code a.txt; export --format icews -; db info"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestDocsCallCommands(t *testing.T) {
	root, some := newRootCommand(), 0
	for name, text := range pages(t) {
		for _, args := range calls(text) {
			some++
			if fault := faultOf(root, args); fault != "" {
				t.Errorf("%s: casus %s: %s", name, strings.Join(args, " "), fault)
			}
		}
	}
	if some < 20 {
		t.Errorf("only %d calls found in all pages", some)
	}
}

var namePattern = regexp.MustCompile(`^[a-z]+$`)

// faultOf tells which command or flag of args root does not have; "" if it has all.
func faultOf(root *cobra.Command, args []string) string {
	cmd := root
	for len(args) > 0 && cmd.HasSubCommands() && namePattern.MatchString(args[0]) {
		if args[0] == "help" {
			return ""
		}
		below, _, err := cmd.Find(args[:1])
		if err != nil || below == cmd {
			return "no command " + args[0]
		}
		cmd, args = below, args[1:]
	}
	cmd.InitDefaultHelpFlag()
	for _, arg := range args {
		flag, ok := strings.CutPrefix(arg, "--")
		if flag, _, _ = strings.Cut(flag, "="); ok && !hasFlag(cmd, flag) {
			return "no flag --" + flag
		}
	}
	return ""
}

func hasFlag(cmd *cobra.Command, flag string) bool {
	return cmd.Flags().Lookup(flag) != nil || cmd.InheritedFlags().Lookup(flag) != nil
}
