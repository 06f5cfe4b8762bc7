package lab

import "math/bits"

// mersenne is the generator MT19937 of Matsumoto and Nishimura (ACM TOMACS 8, 1998), seeded and drawn from as CPython's
// random.Random does, so that bootstrap intervals equal those of the reference scorer digit by digit.
type mersenne struct {
	state [624]uint32
	next  int
}

func newMersenne(seed uint32) *mersenne {
	m := &mersenne{}
	m.fill(19650218)
	// init_by_array with the one-word key {seed}.
	const n = len(m.state)
	i := 1
	for range n {
		m.state[i] = (m.state[i] ^ (m.state[i-1]^m.state[i-1]>>30)*1664525) + seed
		i = m.wrap(i + 1)
	}
	for range n - 1 {
		m.state[i] = (m.state[i] ^ (m.state[i-1]^m.state[i-1]>>30)*1566083941) - uint32(i)
		i = m.wrap(i + 1)
	}
	m.state[0] = 1 << 31
	m.next = n
	return m
}

func (m *mersenne) fill(seed uint32) {
	m.state[0] = seed
	for i := 1; i < len(m.state); i++ {
		m.state[i] = 1812433253*(m.state[i-1]^m.state[i-1]>>30) + uint32(i)
	}
}

// wrap carries the last word over to the first when the index runs off the end.
func (m *mersenne) wrap(i int) int {
	if i < len(m.state) {
		return i
	}
	m.state[0] = m.state[len(m.state)-1]
	return 1
}

func (m *mersenne) uint32() uint32 {
	const n, shift = len(m.state), 397
	if m.next >= n {
		for i := range n {
			y := m.state[i]&(1<<31) | m.state[(i+1)%n]&(1<<31-1)
			m.state[i] = m.state[(i+shift)%n] ^ y>>1 ^ (y&1)*0x9908b0df
		}
		m.next = 0
	}
	y := m.state[m.next]
	m.next++
	y ^= y >> 11
	y ^= y << 7 & 0x9d2c5680
	y ^= y << 15 & 0xefc60000
	return y ^ y>>18
}

// below is a number in [0, n), as random.Random.randrange(n) draws it; n must be in [1, 1<<32).
func (m *mersenne) below(n int) int {
	k := bits.Len32(uint32(n))
	for {
		if r := int(m.uint32() >> (32 - k)); r < n {
			return r
		}
	}
}
