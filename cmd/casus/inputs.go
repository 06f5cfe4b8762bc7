package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/casus-news/casus/article"
)

// inputs are the flags that say how articles are read, shared by the commands that read them.
type inputs struct {
	published string
	language  string
	maxBytes  int
	// actors are files with tables of the user's own.
	actors []string
}

// articleOrError is one article, or what went wrong in its place.
type articleOrError struct {
	article article.Article
	err     error
}

const (
	fetchTimeout = 60 * time.Second
	userAgent    = "casus (news event coder; one page at a user's request)"
)

// options checks the flags.
func (in *inputs) options() (article.Options, error) {
	opt := article.Options{Language: in.language, MaxBytes: in.maxBytes}
	if in.published != "" {
		day, err := article.ParseDay(in.published)
		if err != nil {
			return opt, usageError{fmt.Errorf("--published: %w", err)}
		}
		opt.Published = day
	}
	return opt, nil
}

// read gives the articles of all names in order: files, folders (every file below them, by name), addresses, "-" for
// standard input. An error takes the place of what could not be read, and the rest follows.
func (in *inputs) read(names []string, stdin io.Reader, opt article.Options) iter.Seq[articleOrError] {
	return func(yield func(articleOrError) bool) {
		for _, name := range names {
			for a, err := range readOne(name, stdin, opt) {
				if !yield(articleOrError{a, err}) {
					return
				}
			}
		}
	}
}

func readOne(name string, stdin io.Reader, opt article.Options) iter.Seq2[article.Article, error] {
	return func(yield func(article.Article, error) bool) {
		switch {
		case name == "-":
			opt.Name = "standard input"
			article.Read(stdin, opt)(yield)
		case strings.HasPrefix(name, "http://"), strings.HasPrefix(name, "https://"):
			readAddress(name, opt, yield)
		default:
			info, err := os.Stat(name)
			if err != nil {
				yield(article.Article{}, err)
			} else if info.IsDir() {
				readFolder(name, opt, yield)
			} else {
				readFile(name, opt, yield)
			}
		}
	}
}

func readFile(name string, opt article.Options, yield func(article.Article, error) bool) bool {
	f, err := os.Open(name)
	if err != nil {
		return yield(article.Article{}, err)
	}
	defer f.Close()
	opt.Name = name
	for a, err := range article.Read(f, opt) {
		if !yield(a, err) {
			return false
		}
	}
	return true
}

// readFolder reads every file below dir that does not start with a dot and is no README, in the order of their names. Links
// to files are files, and dir may be a link; links to folders below it are not followed, since they may lead in a circle.
func readFolder(dir string, opt article.Options, yield func(article.Article, error) bool) {
	var files []string
	root := filepath.Clean(dir) + string(filepath.Separator) // so that a link is walked as what it leads to
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		hidden := strings.HasPrefix(d.Name(), ".") && path != root
		switch {
		case d.IsDir() && hidden:
			return filepath.SkipDir
		case !hidden && !strings.HasPrefix(d.Name(), "README") && isFile(path, d):
			files = append(files, path)
		}
		return nil
	})
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("%s: no articles in this folder; casus reads HTML, text, JSONL, RSS/Atom and WARC files", dir)
	}
	if err != nil {
		yield(article.Article{}, err)
		return
	}
	slices.Sort(files)
	for _, name := range files {
		if !readFile(name, opt, yield) {
			return
		}
	}
}

// isFile tells whether an entry is a file, or a link to one.
func isFile(path string, d fs.DirEntry) bool {
	if d.Type()&fs.ModeSymlink == 0 {
		return d.Type().IsRegular()
	}
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

func readAddress(address string, opt article.Options, yield func(article.Article, error) bool) {
	req, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		yield(article.Article{}, err)
		return
	}
	req.Header.Set("User-Agent", userAgent)
	client := http.Client{Timeout: fetchTimeout}
	resp, err := client.Do(req)
	if err != nil {
		yield(article.Article{}, fmt.Errorf("fetch: %w", err))
		return
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		yield(article.Article{}, fmt.Errorf("fetch %s: the server answered %s", address, resp.Status))
		return
	}
	opt.Name, opt.URL, opt.ContentType = address, address, resp.Header.Get("Content-Type")
	article.Read(resp.Body, opt)(yield)
}

// complain writes what is wrong with one input, each line under the program's name.
func complain(w io.Writer, err error) {
	if !errors.Is(err, errSome) {
		fmt.Fprintf(w, "casus: %v\n", err)
	}
}
