package lab

// floatScore parses the trees with the network as it is trained, without int8, and returns the labelled attachment score:
// what it has over the stored model is the price of the small numbers. Gradients are left as they were: zero.
func (n *net) floatScore(trees []Tree) float64 {
	cfg := n.cfg
	defer func() { n.cfg = cfg }()
	n.cfg.Dropout.Hidden = 0
	words, right := 0, 0
	for _, tree := range trees {
		e := n.encode(tree, 0)
		if e.heads == nil {
			continue
		}
		n.forward([]*example{e}, false)
		n.parse(2)
		c := &n.st.configs[0]
		for i, w := range tree.Words {
			words++
			gold := w.Head
			if gold < 0 {
				gold = len(tree.Words)
			}
			right += hit(int(c.Heads[i]) == gold && universal(n.rels[c.Rels[i]]) == universal(w.Rel))
		}
	}
	for _, p := range n.params {
		clear(p.g)
	}
	return 100 * float64(right) / float64(max(1, words))
}
