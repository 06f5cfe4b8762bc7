package casus

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/casus-news/casus"

// room is the plate on one door: which rooms of ours a package may import, and whether it is still, that is whether it
// depends on its arguments alone. The layout is explained in ARCHITECTURE.md.
type room struct {
	imports []string
	still   bool
}

// rooms is the layout. A package that is not listed, and an import that is not listed, fails the test.
var rooms = map[string]room{
	".":                {imports: []string{"article", "event", "internal/neural", "internal/ling", "internal/extract", "internal/resolve"}},
	"article":          {},
	"event":            {imports: []string{"article"}, still: true},
	"internal/neural":  {still: true},
	"internal/ling":    {imports: []string{"article", "internal/neural"}, still: true},
	"internal/extract": {imports: []string{"article", "event", "internal/ling", "internal/neural"}, still: true},
	"internal/resolve": {imports: []string{"article", "event", "internal/extract"}, still: true},
	"internal/fuse":    {imports: []string{"article", "event"}, still: true},
	"internal/store":   {imports: []string{"article", "event"}},
	"internal/lab": {imports: []string{".", "article", "event", "internal/neural", "internal/ling", "internal/extract",
		"internal/resolve"}},
	"cmd/casus": {imports: []string{".", "article", "event", "internal/ling", "internal/resolve", "internal/fuse", "internal/store", "internal/lab",
		"internal/neural", "internal/extract"}},
}

// noisy are the packages, and clocks the calls, that a still room does without.
var (
	noisy  = []string{"os", "net", "net/http", "log", "log/slog", "database/sql", "math/rand", "math/rand/v2", "os/exec"}
	clocks = []string{"Now", "Since", "Until", "Sleep", "After", "Tick", "NewTimer", "NewTicker"}
)

// goFiles are the .go files of the repository without tests, by package folder. Files under a folder named testdata or
// gen, and files that the build ignores, are no part of a room.
func goFiles(t *testing.T) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); path != "." && (name == "testdata" || name == "gen" || name == "build" || strings.HasPrefix(name, ".")) {
				return filepath.SkipDir
			}
			return nil
		}
		if strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
			dir := filepath.ToSlash(filepath.Dir(path))
			out[dir] = append(out[dir], path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) == 0 {
		t.Fatal("no Go file found: the test looks in the wrong folder")
	}
	return out
}

func TestHouse(t *testing.T) {
	files := goFiles(t)
	for dir := range rooms {
		if len(files[dir]) == 0 {
			t.Errorf("room %s is on the map and has no Go file", dir)
		}
	}
	for dir, paths := range files {
		r, listed := rooms[dir]
		if !listed {
			t.Errorf("%s: package is not on the map in house_test.go", dir)
			continue
		}
		documented := false
		for _, path := range paths {
			documented = checkFile(t, path, r) || documented
		}
		if !documented {
			t.Errorf("%s: no package comment", dir)
		}
	}
}

// checkFile reports what the file does against its room's plate, and whether it carries the package comment.
func checkFile(t *testing.T, path string, r room) (documented bool) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, path, nil, parser.ParseComments)
	if err != nil {
		t.Error(err)
		return false
	}
	if ignored(f) {
		return false
	}
	for _, imp := range f.Imports {
		name, _ := strconv.Unquote(imp.Path.Value)
		at := fset.Position(imp.Pos())
		if name == module || strings.HasPrefix(name, module+"/") {
			inner := strings.TrimPrefix(strings.TrimPrefix(name, module), "/")
			if inner == "" {
				inner = "."
			}
			if !slices.Contains(r.imports, inner) {
				t.Errorf("%s: may not import %s", at, inner)
			}
		}
		if r.still && slices.Contains(noisy, name) {
			t.Errorf("%s: a still room may not import %s", at, name)
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok && r.still {
			if pkg, ok := sel.X.(*ast.Ident); ok && pkg.Name == "time" && slices.Contains(clocks, sel.Sel.Name) {
				t.Errorf("%s: a still room has no clock: time.%s", fset.Position(n.Pos()), sel.Sel.Name)
			}
		}
		if fn, ok := n.(*ast.FuncDecl); ok && fn.Name.Name == "init" && fn.Recv == nil {
			t.Errorf("%s: no init functions", fset.Position(n.Pos()))
		}
		return true
	})
	checkDocs(t, fset, f)
	return f.Doc != nil
}

func ignored(f *ast.File) bool {
	for _, c := range f.Comments {
		if c.Pos() < f.Package && strings.Contains(c.Text(), "//go:build ignore") {
			return true
		}
		for _, line := range c.List {
			if c.Pos() < f.Package && strings.HasPrefix(line.Text, "//go:build ignore") {
				return true
			}
		}
	}
	return false
}

// checkDocs reports exported functions, methods and types without a doc comment.
func checkDocs(t *testing.T, fset *token.FileSet, f *ast.File) {
	t.Helper()
	for _, decl := range f.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Name.IsExported() && d.Doc == nil && (d.Recv == nil || exportedReceiver(d.Recv)) {
				t.Errorf("%s: %s has no doc comment", fset.Position(d.Pos()), d.Name.Name)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				if ts, ok := spec.(*ast.TypeSpec); ok && ts.Name.IsExported() && d.Doc == nil && ts.Doc == nil {
					t.Errorf("%s: %s has no doc comment", fset.Position(ts.Pos()), ts.Name.Name)
				}
			}
		}
	}
}

func exportedReceiver(recv *ast.FieldList) bool {
	e := recv.List[0].Type
	if star, ok := e.(*ast.StarExpr); ok {
		e = star.X
	}
	if ix, ok := e.(*ast.IndexExpr); ok {
		e = ix.X
	}
	id, ok := e.(*ast.Ident)
	return ok && id.IsExported()
}

// TestArchitectureNamesEveryRoom holds the page to the map.
func TestArchitectureNamesEveryRoom(t *testing.T) {
	page, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	for dir := range rooms {
		name := "`" + dir + "`"
		if dir == "." {
			name = "`casus`"
		}
		if !strings.Contains(string(page), name) {
			t.Errorf("ARCHITECTURE.md does not name the room %s", name)
		}
	}
}
