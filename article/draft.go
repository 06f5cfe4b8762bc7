package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// draft is a text from which pieces are cut. It remembers which bytes of the text as read are left.
type draft struct {
	raw  string
	text string
	// kept are the pieces of raw that text consists of, in order, apart from each other, none empty.
	kept []Span
}

func newDraft(raw string) *draft {
	d := &draft{raw: raw, text: raw}
	if raw != "" {
		d.kept = []Span{{0, len(raw)}}
	}
	return d
}

// cut removes spans of the present text; they are in order and do not overlap. O(len(text) + cuts).
func (d *draft) cut(spans []Span) {
	if len(spans) == 0 {
		return
	}
	var (
		kept []Span
		text strings.Builder
		walk = pieces{kept: d.kept}
		at   = 0
	)
	text.Grow(len(d.text))
	keep := func(end int) {
		if end > at {
			text.WriteString(d.text[at:end])
			kept = walk.take(kept, end)
		}
	}
	for _, s := range spans {
		keep(s.Start)
		walk.skip(s.End)
		at = s.End
	}
	keep(len(d.text))
	d.text, d.kept = text.String(), kept
}

// pieces walks along the kept pieces of a draft by offsets of its text.
type pieces struct {
	kept []Span
	// next is the piece that holds offset at of the text; used is how much of it lies before at.
	next, used, at int
}

// take appends to out the pieces of the text as read for the text from the present offset to end.
func (p *pieces) take(out []Span, end int) []Span {
	for p.at < end {
		s := p.kept[p.next]
		n := min(s.Len()-p.used, end-p.at)
		start := s.Start + p.used
		if last := len(out) - 1; last >= 0 && out[last].End == start {
			out[last].End += n
		} else {
			out = append(out, Span{start, start + n})
		}
		p.step(n)
	}
	return out
}

// skip moves to offset end.
func (p *pieces) skip(end int) {
	for p.at < end {
		p.step(min(p.kept[p.next].Len()-p.used, end-p.at))
	}
}

func (p *pieces) step(n int) {
	p.at += n
	p.used += n
	if p.used == p.kept[p.next].Len() {
		p.next, p.used = p.next+1, 0
	}
}

// seams says where text and raw drift apart.
func (d *draft) seams() []Seam {
	var (
		out   []Seam
		at    int
		shift int
	)
	for _, s := range d.kept {
		if s.Start-at != shift {
			shift = s.Start - at
			out = append(out, Seam{At: at, Shift: shift})
		}
		at += s.Len()
	}
	return out
}

// tidy finds what is blank without meaning: blanks at the ends of lines and of the text, all but one of a run of blanks, all
// but two of a run of line ends, and characters that nobody sees. One blank of a run stays as it was written: a single
// no-break space is not touched. Tidying a tidy text finds nothing. O(len(text)).
func tidy(text string) []Span {
	var out []Span
	for at := 0; at < len(text); {
		if c := text[at]; c > ' ' && c < 0x7F {
			at++
			continue
		}
		if text[at] == ' ' && at > 0 && plain(text, at-1) && plain(text, at+1) {
			at++
			continue
		}
		end := gapEnd(text, at)
		if end == at {
			_, size := utf8.DecodeRuneInString(text[at:])
			at += size
			continue
		}
		out = appendGap(out, text, Span{at, end})
		at = end
	}
	return out
}

// plain tells whether text has a printable ASCII character at i.
func plain(text string, i int) bool { return i < len(text) && text[i] > ' ' && text[i] < 0x7F }

// gapEnd is the end of the run of blanks, line ends and unseen characters at at.
func gapEnd(text string, at int) int {
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !unicode.IsSpace(r) && !unseen(r) {
			break
		}
		at += size
	}
	return at
}

// unseen tells whether r has neither ink nor width: control characters, soft hyphens, byte order marks, joiners of words,
// marks of writing direction. The zero-width (non-)joiner is not among them: scripts need it.
func unseen(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r < ' ', r >= 0x7F && r < 0xA0 && r != 0x85:
		return true
	case r == 0xAD, r == 0x200B, r == 0x200E, r == 0x200F, r >= 0x202A && r <= 0x202E, r == 0x2060, r == 0xFEFF:
		return true
	}
	return false
}

// appendGap adds what is to be removed of the gap g.
func appendGap(out []Span, text string, g Span) []Span {
	keep := [2]int{-1, -1}
	if g.Start > 0 && g.End < len(text) {
		keep = gapKeeps(text, g)
	}
	at := g.Start
	for _, k := range keep {
		if k < 0 {
			continue
		}
		if k > at {
			out = append(out, Span{at, k})
		}
		_, size := utf8.DecodeRuneInString(text[k:])
		at = k + size
	}
	if at < g.End {
		out = append(out, Span{at, g.End})
	}
	return out
}

// gapKeeps gives the offsets of the at most two characters of g that stay, -1 for none: two line ends, one, or one blank.
func gapKeeps(text string, g Span) [2]int {
	ends, blank := [2]int{-1, -1}, -1
	for i, r := range text[g.Start:g.End] {
		i += g.Start
		switch {
		case r == '\n' && ends[0] < 0:
			ends[0] = i
		case r == '\n' && ends[1] < 0:
			ends[1] = i
		case r == '\n', unseen(r):
		case blank < 0, r == ' ' && text[blank] != ' ':
			blank = i
		}
	}
	if ends[0] >= 0 {
		return ends
	}
	return [2]int{blank, -1}
}
