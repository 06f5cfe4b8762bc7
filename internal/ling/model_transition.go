package ling

// Slots of a configuration: the words whose encodings the parser sees.
const (
	slotS0 = iota // top of the stack, and the two below
	slotS1
	slotS2
	slotB0 // front of the buffer, and the one behind
	slotB1
	slotLeftS0  // leftmost dependent so far
	slotRightS0 // rightmost dependent so far
	slotLeftB0
	// SlotCount is the number of slots.
	SlotCount
)

// The categories of a configuration: small numbers with learned vectors of their own.
const (
	catLeftS0  = iota // relation of the leftmost dependent, 0 for none
	catRightS0        // relation of the rightmost dependent
	catLeftB0
	catRightS1
	catValency  // how many dependents S0 and B0 have
	catDistance // how far S1, S0 and B0 are apart
	// CategoryCount is the number of categories.
	CategoryCount
)

// comboSize is the number of values of catValency and catDistance.
const comboSize = 64

// Configuration is a state of the arc-hybrid transition system (Kuhlmann, Gómez-Rodríguez and Satta 2011): a stack, a
// buffer that ends with the root, and the arcs so far. In it the root is word n.
type Configuration struct {
	Heads, Rels []int32
	Stack       []int32
	// Next is the front of the buffer.
	Next          int32
	n             int32
	left, right   []int32
	nLeft, nRight []uint8
}

// Reset begins a sentence of n words.
func (c *Configuration) Reset(n int) {
	c.n, c.Next = int32(n), 0
	c.Stack = c.Stack[:0]
	if cap(c.Heads) <= n {
		m := n + n/2 + 16
		ints := make([]int32, 4*m)
		c.Heads, c.Rels, c.left, c.right = ints[:m:m], ints[m:2*m:2*m], ints[2*m:3*m:3*m], ints[3*m:]
		bytes := make([]uint8, 2*m)
		c.nLeft, c.nRight = bytes[:m:m], bytes[m:]
	}
	c.Heads, c.Rels, c.left, c.right = c.Heads[:n+1], c.Rels[:n+1], c.left[:n+1], c.right[:n+1]
	c.nLeft, c.nRight = c.nLeft[:n+1], c.nRight[:n+1]
	for i := range c.Heads {
		c.Heads[i], c.Rels[i], c.left[i], c.right[i] = -1, -1, -1, -1
		c.nLeft[i], c.nRight[i] = 0, 0
	}
}

// Len is the number of words.
func (c *Configuration) Len() int { return int(c.n) }

// Done tells whether every word has a head.
func (c *Configuration) Done() bool { return c.Next == c.n && len(c.Stack) == 0 }

// CanShift tells whether a word is left in the buffer.
func (c *Configuration) CanShift() bool { return c.Next < c.n }

// CanLeft tells whether the front of the buffer can take the top of the stack; the root takes one word only.
func (c *Configuration) CanLeft() bool {
	return len(c.Stack) > 0 && (c.Next < c.n || len(c.Stack) == 1)
}

// CanRight tells whether the second of the stack can take the top.
func (c *Configuration) CanRight() bool { return len(c.Stack) > 1 }

// Forced carries out transitions to which there is no alternative, relation included, and tells whether a choice is
// left. root is the relation to the root.
func (c *Configuration) Forced(root int32) (choice bool) {
	for {
		switch {
		case c.Done():
			return false
		case len(c.Stack) == 0:
			c.Shift()
		case c.Next == c.n && len(c.Stack) == 1:
			c.Left(root)
		default:
			return true
		}
	}
}

// Shift moves the front of the buffer to the stack.
func (c *Configuration) Shift() {
	c.Stack = append(c.Stack, c.Next)
	c.Next++
}

// Left makes the top of the stack a dependent of the front of the buffer.
func (c *Configuration) Left(rel int32) {
	top := c.Stack[len(c.Stack)-1]
	c.Stack = c.Stack[:len(c.Stack)-1]
	h := c.Next
	c.Heads[top], c.Rels[top] = h, rel
	c.left[h] = top
	c.nLeft[h] = min(c.nLeft[h]+1, 3)
}

// Right makes the top of the stack a dependent of the second.
func (c *Configuration) Right(rel int32) {
	top := c.Stack[len(c.Stack)-1]
	c.Stack = c.Stack[:len(c.Stack)-1]
	h := c.Stack[len(c.Stack)-1]
	c.Heads[top], c.Rels[top] = h, rel
	c.right[h] = top
	c.nRight[h] = min(c.nRight[h]+1, 3)
}

// Slots writes the word of each slot, -1 for none; the root is word n.
func (c *Configuration) Slots(s *[SlotCount]int32) {
	for i := range s {
		s[i] = -1
	}
	k := len(c.Stack)
	for i := range min(3, k) {
		s[slotS0+i] = c.Stack[k-1-i]
	}
	s[slotB0] = c.Next
	if c.Next < c.n {
		s[slotB1] = c.Next + 1
	}
	if k > 0 {
		s[slotLeftS0] = c.left[c.Stack[k-1]]
		s[slotRightS0] = c.right[c.Stack[k-1]]
	}
	s[slotLeftB0] = c.left[c.Next]
}

// Categories writes the row of each category in one table; rels is the number of relations.
func (c *Configuration) Categories(rels int32, out *[CategoryCount]int32) {
	rel := func(w int32) int32 {
		if w < 0 {
			return 0
		}
		return c.Rels[w] + 1
	}
	valency, distance := int32(c.nLeft[c.Next]), int32(0)
	var l0, r0, r1 int32
	if k := len(c.Stack); k > 0 {
		s0 := c.Stack[k-1]
		l0, r0 = rel(c.left[s0]), rel(c.right[s0])
		valency += int32(c.nLeft[s0])<<2 + int32(c.nRight[s0])<<4
		distance = 1 + bucket(c.Next-s0)
		if k > 1 {
			s1 := c.Stack[k-2]
			r1 = rel(c.right[s1])
			distance += 8 * (1 + bucket(s0-s1))
		}
	}
	size := rels + 1
	out[catLeftS0] = l0
	out[catRightS0] = size + r0
	out[catLeftB0] = 2*size + rel(c.left[c.Next])
	out[catRightS1] = 3*size + r1
	out[catValency] = 4*size + valency
	out[catDistance] = 4*size + comboSize + distance
}

// CategoryRows is the number of rows of the table of categories.
func CategoryRows(rels int32) int { return int(4*(rels+1) + 2*comboSize) }

// bucket puts a distance of 1 or more into one of 0..6: 1, 2, 3, 4, 5 to 8, 9 to 16, more.
func bucket(d int32) int32 {
	switch {
	case d <= 4:
		return d - 1
	case d <= 8:
		return 4
	case d <= 16:
		return 5
	}
	return 6
}
