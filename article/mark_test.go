package article

import "strings"

// unmark gives a text with the marks ⟦ and ⟧ taken off, and the text without what stands between them.
func unmark(marked string) (all, left string) {
	all = strings.NewReplacer("⟦", "", "⟧", "").Replace(marked)
	for {
		before, rest, ok := strings.Cut(marked, "⟦")
		left += before
		if !ok {
			return all, left
		}
		_, marked, _ = strings.Cut(rest, "⟧")
	}
}
