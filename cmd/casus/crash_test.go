package main

import (
	"bufio"
	"bytes"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/event"
	"github.com/casus-news/casus/internal/store"
)

// TestCrash kills casus add -9 at random points, CASUS_CRASH times (make crash: 50). Afterwards the data open, every
// article that add has listed is there with all its reports, and nothing is there twice.
func TestCrash(t *testing.T) {
	kills, _ := strconv.Atoi(os.Getenv("CASUS_CRASH"))
	if kills == 0 {
		t.Skip("set CASUS_CRASH to the number of kills, or run make crash")
	}
	dir := t.TempDir()
	program := filepath.Join(dir, "casus")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(self, program); err != nil { // under this name the test binary is the command
		t.Fatal(err)
	}
	input := filepath.Join(dir, "reports.jsonl")
	reports := crashInput(t, input, 400*kills)
	data := filepath.Join(dir, "data")
	rnd := rand.New(rand.NewPCG(1, uint64(kills)))
	acknowledged := map[string]bool{}
	silent := 0
	for n := range kills {
		before := len(acknowledged)
		killed := crash(t, program, data, input, time.Duration(rnd.IntN(1500))*time.Millisecond, n%2 == 1, acknowledged)
		if !killed {
			t.Fatalf("kill %d came too late: the input is too short", n)
		}
		if len(acknowledged) == before {
			silent++
		}
		examine(t, data, reports, acknowledged, n)
	}
	t.Logf("%d kills, %d of them before a first article was listed; %d articles listed, none lost, none doubled", kills, silent, len(acknowledged))
	out, err := exec.Command(program, "db", "check", "--data", data).CombinedOutput()
	if err != nil {
		t.Errorf("db check: %v\n%s", err, out)
	}
	t.Logf("db check: %s", bytes.TrimSpace(out))
}

// crash runs add until it is killed, and notes the articles that it lists. The time runs from the start, or, with busy, from
// the first article that is listed.
func crash(t *testing.T, program, data, input string, after time.Duration, busy bool, acknowledged map[string]bool) (killed bool) {
	t.Helper()
	cmd := exec.Command(program, "add", "--reports", "--list", "--batch", "7", "--data", data, input)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var timer *time.Timer
	start := func() { timer = time.AfterFunc(after, func() { cmd.Process.Kill() }) }
	if !busy {
		start()
	}
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			break // a line without its end was not said
		}
		if id, _, ok := strings.Cut(line, "\t"); ok {
			acknowledged[id] = true
			if timer == nil {
				start()
			}
		}
	}
	err = cmd.Wait()
	if timer != nil {
		timer.Stop()
	}
	if err != nil && cmd.ProcessState.Exited() {
		t.Fatalf("add: %v\n%s", err, complaints.String())
	}
	return err != nil
}

// examine opens the data and looks for what was acknowledged.
func examine(t *testing.T, data string, reports map[string]int, acknowledged map[string]bool, n int) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(data, "format.json")); err != nil && len(acknowledged) == 0 {
		return // killed before it had begun
	}
	s, err := store.Open(t.Context(), data, store.Options{Warn: func(text string) { t.Logf("after kill %d: %s", n, text) }})
	if err != nil {
		t.Fatalf("after kill %d: %v", n, err)
	}
	defer s.Close()
	found, seen := map[string]int{}, map[string]bool{}
	for r, err := range s.Reports(t.Context(), store.Filter{}) {
		if err != nil {
			t.Fatalf("after kill %d: %v", n, err)
		}
		if seen[r.ID] {
			t.Fatalf("after kill %d: report %s is there twice", n, r.ID)
		}
		seen[r.ID] = true
		found[r.CiteInfo.ID]++
	}
	for id := range acknowledged {
		if found[id] != reports[id] {
			t.Fatalf("after kill %d: article %s was listed; it has %d reports, want %d", n, id, found[id], reports[id])
		}
	}
}

// crashInput writes reports of n articles and gives the number of each one's.
func crashInput(t *testing.T, name string, n int) map[string]int {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := bufio.NewWriter(f)
	counts := map[string]int{}
	for i := range n {
		id := fmt.Sprintf("article-%05d", i)
		counts[id] = 1 + i%4
		for k := range counts[id] {
			var key [12]byte
			binary.BigEndian.PutUint64(key[:], uint64(i))
			key[11] = byte(k)
			r := event.Report{
				ID: strings.ToLower(base32.StdEncoding.EncodeToString(key[:])[:20]), Date: article.NewDay(2021, 1, 1+i%60), Event: []event.Type{event.Consult},
				Actor: []event.Entity{{Code: []string{"USA", "RUS", "UKR", "DEU"}[k]}}, Recipient: []event.Entity{{Code: "FRA"}},
				EventText: []string{"met"}, Text: fmt.Sprintf("They met for the %dth time.", i), TextInfo: event.TextInfo{End: 10, TriggerEnd: 3}, Why: []string{},
				CiteInfo: event.CiteInfo{ID: id, Published: article.NewDay(2021, 1, 1+i%60), SHA256: fmt.Sprintf("%064x", i), Coder: "casus", Version: "crash"},
			}
			event.Fill(&r)
			line, err := event.Encode(r)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := out.Write(line); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := out.Flush(); err != nil {
		t.Fatal(err)
	}
	return counts
}
