package main

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// meter shows how far the work has come on a line of standard error, once the work has taken two seconds: rewritten in place
// at a terminal, a new line every ten seconds elsewhere.
type meter struct {
	mu                sync.Mutex
	w                 io.Writer
	terminal, shown   bool
	start             time.Time
	articles, reports int
	done              chan struct{}
	ended             sync.WaitGroup
}

const meterDelay = 2 * time.Second

func startMeter(w io.Writer) *meter {
	m := &meter{w: w, terminal: isTerminal(w), start: time.Now(), done: make(chan struct{})}
	period := 10 * time.Second
	if m.terminal {
		period = time.Second / 4
	}
	m.ended.Go(func() {
		wait := time.NewTimer(meterDelay)
		defer wait.Stop()
		for {
			select {
			case <-m.done:
				return
			case <-wait.C:
				m.show()
				wait.Reset(period)
			}
		}
	})
	return m
}

func (m *meter) show() {
	m.mu.Lock()
	defer m.mu.Unlock()
	rate := float64(m.articles) / time.Since(m.start).Seconds()
	line := fmt.Sprintf("%d articles coded, %d reports, %.0f articles/s", m.articles, m.reports, rate)
	if m.terminal {
		fmt.Fprintf(m.w, "\r\x1b[K%s", line)
	} else {
		fmt.Fprintln(m.w, line)
	}
	m.shown = true
}

// count adds one article with its number of reports.
func (m *meter) count(reports int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.articles++
	m.reports += reports
}

// clear makes room for another line of standard error.
func (m *meter) clear() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.shown && m.terminal {
		fmt.Fprint(m.w, "\r\x1b[K")
	}
}

// stop ends the showing, with a last line of all that was done where lines were shown; further calls do nothing.
func (m *meter) stop() {
	if !m.end() || !m.shown {
		return
	}
	m.show()
	if m.terminal {
		fmt.Fprintln(m.w)
	}
}

// end ends the showing without a last line, and tells whether it had not ended before.
func (m *meter) end() bool {
	select {
	case <-m.done:
		return false
	default:
	}
	close(m.done)
	m.ended.Wait()
	m.clear()
	return true
}
