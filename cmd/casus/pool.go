package main

import (
	"runtime"
	"sync"
)

// inOrder applies work to each value of in on all cores and hands the results to emit in the order of the input. It keeps at
// most four values a core in flight. It returns when in is exhausted or emit fails, with emit's error.
func inOrder[T, R any](in func(yield func(T) bool), work func(T) R, emit func(R) error) error {
	type slot struct {
		value T
		done  chan R
	}
	workers := runtime.GOMAXPROCS(0)
	todo, queue := make(chan slot), make(chan slot, 4*workers)
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for s := range todo {
				s.done <- work(s.value)
			}
		})
	}
	wg.Go(func() {
		defer close(queue)
		defer close(todo)
		for v := range in {
			s := slot{v, make(chan R, 1)}
			select {
			case queue <- s:
			case <-stop:
				return
			}
			todo <- s
		}
	})
	var err error
	for s := range queue {
		if r := <-s.done; err == nil {
			if err = emit(r); err != nil {
				close(stop)
			}
		}
	}
	wg.Wait()
	return err
}
