package article

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestBoxes(t *testing.T) {
	// A box to be cut stands between ⟦ and ⟧.
	for _, tt := range []struct{ why, text string }{
		{"full name and headlines", "Minister Ada Marlowe⟦Ada Jane MarloweMinistry denies rift Talks resume in spring MORE⟧ said on Monday."},
		{"the same name", "President Joe Tarrant⟦Joe TarrantAppeals court hears case MORE⟧ spoke."},
		{"two in one paragraph", "Tarrant⟦Joe TarrantPoll: lead grows MORE⟧ met Ada Marlowe⟦Ada MarloweRift denied again MORE⟧ in Bern."},
		{"no blank before MORE", "Rep. Will Hayes⟦William Ballard HayesSenate passes ActMORE⟧ (R-Ohio) left."},
		{"particles", "Ursula van Dijk⟦Ursula Maria van der DijkTalks fail in Ghent MORE⟧ agreed."},
		{"particle with hyphen", "Omar al-Amin⟦Omar Hassan al-AminTruce holds in the north MORE⟧ agreed."},
		{"Arabic article in the family name", "Hassan Amin⟦Hassan bin Said AminTruce holds in the north MORE⟧ agreed."},
		{"letters beyond ASCII", "Ministerin Søren Ørsted⟦Søren Kaj ØrstedStorting votes today MORE⟧ agreed."},
		{"apostrophe", "Beto O'Neill⟦Robert (Beto) O'Neill'Not now,' he says MORE⟧ agreed."},
		{"capital inside the family name", "Mitch McTavish⟦Addison (Mitch) McTavishSenate votes today MORE⟧ and Betsy DeWitt⟦Elisabeth DeWittCourt rules MORE⟧ agreed."},
		{"full stop after Jr.", "Ray Colt Jr.⟦Raymond Colt Jr.New map drawn MORE⟧ agreed."},
		{"headline begins with a number", "Ada Marlowe⟦Ada Marlowe11 nations sign pact MORE⟧ agreed."},
		{"at the end of the text", "thanked Ada Marlowe⟦Ada MarloweRift denied again MORE⟧"},
		{"READ MORE stays", "Ada Marlowe spoke. READ MORE: Talks resume"},
		{"MORE in a word stays", "Ada MarloweAda MarloweRift denied MOREOVER nothing"},
		{"end mark in another paragraph", "Ada MarloweAda MarloweRift denied\nREAD MORE here"},
		{"too little in the box", "Ada MarloweAda MarloweX MORE"},
		{"another name behind the seam", "The McDonald CompanyBern office wants MORE money"},
		{"capital inside a repeated name", "Mr McTavish. Malcolm McTavish wants MORE money"},
		{"camel case", "an iPhone and an eBay account, nothing MORE"},
		{"headline glued to a name only", "Ada MarloweTalks resume in spring MORE"},
	} {
		t.Run(tt.why, func(t *testing.T) {
			text, want := unmark(tt.text)
			d := newDraft(text)
			d.cut(boxes(text))
			if d.text != want {
				t.Errorf("got  %s\nwant %s", d.text, want)
			}
		})
	}
}

func TestSuspects(t *testing.T) {
	for _, tt := range []struct {
		why, text string
		want      string
	}{
		{"end mark cut off", "Ada MarloweAda Jane MarloweMinistry denies rift and the te", "Marlowe"},
		{"name doubled", "Ada MarloweMarlowe said", "Marlowe"},
		{"clean", "Ada Marlowe said that McDonald's and the iPhone sell.", ""},
		{"hyphen", "Baden-Baden and Pago Pago", ""},
	} {
		t.Run(tt.why, func(t *testing.T) {
			got := ""
			for _, p := range suspects(tt.text) {
				got += p.At.Of(tt.text)
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// TestBoxesPutIn puts boxes behind the names of clean texts, in the forms that are known from real pages, and wants the clean
// texts back byte for byte.
func TestBoxesPutIn(t *testing.T) {
	name := regexp.MustCompile(`\b[A-Z][a-z]+ [A-Z][a-z]{2,}\b`)
	files, err := filepath.Glob("../examples/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no examples", err)
	}
	put := 0
	for _, path := range files {
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		clean := string(body)
		for _, form := range []struct{ middle, headlines string }{
			{"", "Talks resume in the spring Court hears appeal MORE"},
			{"Jane ", "11 nations sign pact MORE"},
			{"(Jo) van der ", "‘Not now,’ minister says of the plan MORE"},
			{"Hassan bin Said ", "Truce holds in the north, envoys say MORE"},
			{"J. R. ", "Senate passes the ActMORE"},
		} {
			var b strings.Builder
			at := 0
			for _, m := range name.FindAllStringIndex(clean, -1) {
				first, family, _ := strings.Cut(clean[m[0]:m[1]], " ")
				b.WriteString(clean[at:m[1]] + first + " " + form.middle + family + form.headlines)
				at = m[1]
				put++
			}
			b.WriteString(clean[at:])
			d := newDraft(b.String())
			d.cut(boxes(d.text))
			if d.text != clean {
				t.Errorf("%s, %q: not restored:\n%s", path, form.middle, d.text)
			}
			a := Article{Text: d.text, Seams: d.seams()}
			holdOrigin(t, &a, b.String())
		}
	}
	if put < 50 {
		t.Errorf("only %d boxes put in", put)
	}
	t.Logf("%d boxes", put)
}
