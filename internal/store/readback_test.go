package store_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/casus-news/casus/internal/store"
)

// TestReadBack lets the users' own readers, pandas and DuckDB in Python, read what export wrote. It needs their packages;
// make test-exchange installs them.
func TestReadBack(t *testing.T) {
	python := os.Getenv("CASUS_PYTHON")
	if python == "" {
		python = "python3"
	}
	if err := exec.Command(python, "-c", "import pandas, pyarrow, duckdb").Run(); err != nil {
		if os.Getenv("CASUS_PYTHON") != "" {
			t.Fatalf("%s has no pandas, pyarrow or duckdb: %v", python, err)
		}
		t.Skip("python3 has no pandas, pyarrow or duckdb: make test-exchange runs this test")
	}
	dir := t.TempDir()
	for _, f := range textFormats {
		text, _ := export(t, f, store.ExportOptions{}, sample(t)...)
		if err := os.WriteFile(filepath.Join(dir, string(f)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := store.ExportParquet(filepath.Join(dir, "parquet"), store.Alone(each(sample(t)...))); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(python, filepath.Join("..", "..", "tests", "exchange", "read_back.py"), dir).CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Error(err)
	}
}
