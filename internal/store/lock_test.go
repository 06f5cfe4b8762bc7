package store_test

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/casus-news/casus/internal/store"
)

// TestHolder is no test: it is the other process of TestLocked, which holds a store open until its input ends.
func TestHolder(t *testing.T) {
	dir := os.Getenv("CASUS_HOLD")
	if dir == "" {
		t.Skip("the other process of TestLocked")
	}
	s, err := store.Open(t.Context(), dir, store.Options{Write: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	fmt.Println("open")
	bufio.NewReader(os.Stdin).ReadString('\n')
}

func TestLocked(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, true)
	if err := s.Append(t.Context(), few(t)); err != nil {
		t.Fatal(err)
	}
	singles(t, s)
	s.Close()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, "-test.run", "^TestHolder$")
	cmd.Env = append(os.Environ(), "CASUS_HOLD="+dir)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	if !lines.Scan() || lines.Text() != "open" {
		t.Fatalf("the other process says %q", lines.Text())
	}
	wait := store.Options{Wait: time.Millisecond}

	// A second writer is told who holds the data and what to do.
	writer := wait
	writer.Write = true
	_, err = store.Open(t.Context(), dir, writer)
	if !errors.Is(err, store.ErrLocked) || !strings.Contains(err.Error(), fmt.Sprint("process ", cmd.Process.Pid)) || !strings.Contains(err.Error(), "try again") {
		t.Errorf("second writer: got %v", err)
	}

	// A reader answers from the segments.
	var warned []string
	wait.Warn = func(text string) { warned = append(warned, text) }
	r, err := store.Open(t.Context(), dir, wait)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(ids(t, r, store.Filter{})); got != 6 || !r.Private() || len(warned) != 1 {
		t.Errorf("got %d reports, private %v, warnings %q", got, r.Private(), warned)
	}
	singles(t, r) // a private index takes events
	if a, err := r.SQL(t.Context(), "SELECT count(*) FROM event"); err != nil {
		t.Error(err)
	} else {
		for row, err := range a.Rows {
			if err != nil || fmt.Sprint(row) != "[6]" {
				t.Errorf("got %v, %v", row, err)
			}
		}
	}
	if _, err := r.SQL(t.Context(), "SELECT * FROM read_text('/etc/passwd')"); err == nil {
		t.Error("a private index let a file be read")
	}
	r.Close()
	in.Close()
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	open(t, dir, true).Close()
}

// Two readers at a time share the index.
func TestReadersShareTheIndex(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, true)
	if err := s.Append(t.Context(), few(t)); err != nil {
		t.Fatal(err)
	}
	singles(t, s)
	s.Close()
	a, b := open(t, dir, false), open(t, dir, false)
	if !a.ReadOnly() || !b.ReadOnly() || len(ids(t, a, store.Filter{})) != len(ids(t, b, store.Filter{})) {
		t.Errorf("got read-only %v and %v", a.ReadOnly(), b.ReadOnly())
	}
}

// smallDisk is a folder on a file system of 8 MB: CASUS_SMALL_DISK, or one in memory where the user may mount it.
func smallDisk(t *testing.T) string {
	t.Helper()
	if dir := os.Getenv("CASUS_SMALL_DISK"); dir != "" {
		return dir
	}
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("no small disk (%v: %s): set CASUS_SMALL_DISK to a folder on a file system of some 8 MB; TestS3Full fills a bucket", err, out)
	}
	t.Cleanup(func() { exec.Command("umount", "-l", dir).Run() })
	return dir
}

func TestDiskFull(t *testing.T) {
	dir := smallDisk(t)
	dir = filepath.Join(dir, "data")
	defer os.RemoveAll(dir)
	s := open(t, dir, true)
	kept := 0
	var full error
	for i := range 2000 {
		var acts []act
		for k := range 200 {
			acts = append(acts, act{article: fmt.Sprintf("a%d-%d", i, k), published: "2021-05-06", says: "2021-05-06 USA:GOV CONSULT > FRA:GOV", text: hash(fmt.Sprint(i, k))})
		}
		if full = s.Append(t.Context(), batch(t, acts...)); full != nil {
			break
		}
		kept += 200
	}
	if full == nil || !strings.Contains(full.Error(), "disk is full") && !strings.Contains(full.Error(), "no space left") {
		t.Fatalf("got %v", full)
	}
	t.Logf("after %d reports: %v", kept, full)
	s.Close()
	r, err := store.Open(t.Context(), dir, store.Options{Warn: func(text string) { t.Log(text) }})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if got := len(ids(t, r, store.Filter{})); got < kept || got > kept+200 {
		t.Errorf("got %d reports, want %d, or those of one batch more", got, kept)
	}
}

// A folder that cannot be written answers, and takes nothing in, with a word on why.
func TestReadOnlyFolder(t *testing.T) {
	dir := filepath.Join(smallDisk(t), "data")
	s := open(t, dir, true)
	if err := s.Append(t.Context(), few(t)); err != nil {
		t.Fatal(err)
	}
	s.Close() // not fused, so that a reader would like to write
	if out, err := exec.Command("mount", "-o", "remount,ro", filepath.Dir(dir)).CombinedOutput(); err != nil {
		t.Skipf("no read-only file system: %v: %s", err, out)
	}
	_, err := store.Open(t.Context(), dir, store.Options{Write: true, Wait: time.Millisecond})
	if err == nil || !strings.Contains(err.Error(), "cannot be written") {
		t.Errorf("a writer: got %v", err)
	}
	var warned []string
	r, err := store.Open(t.Context(), dir, store.Options{Wait: time.Millisecond, Warn: func(text string) { warned = append(warned, text) }})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if got := len(ids(t, r, store.Filter{})); got != 6 || len(warned) != 1 || !strings.Contains(warned[0], "cannot be written") {
		t.Errorf("a reader: got %d reports, warnings %q", got, warned)
	}
}
