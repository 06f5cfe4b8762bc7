package ling

import (
	"strings"
	"testing"
)

// quotesShown writes each quote as "speaker: text", "-" for nobody.
func quotesShown(d *Doc) string {
	var out []string
	for _, q := range d.Quotes {
		who := "-"
		if !q.Speaker.IsZero() {
			who = d.Sentences[q.Speaker.Sentence].Words[q.Speaker.Word].Form
		}
		out = append(out, who+": "+strings.ReplaceAll(q.Span.Of(d.Text), "\n\n", " ¶ "))
	}
	return strings.Join(out, " + ")
}

func TestQuotes(t *testing.T) {
	for _, c := range []struct {
		name, text, arcs, want string
		names                  []string
	}{
		{"verb after the name", "“We will go,” Blinken said.", "go ccomp said; We nsubj go; Blinken nsubj said; said root", "Blinken: “We will go,”", nil},
		{"verb before the name", "“We will go,” said Blinken.", "go ccomp said; We nsubj go; Blinken nsubj said; said root", "Blinken: “We will go,”", nil},
		{"straight marks", "\"We will go,\" said Blinken.", "go ccomp said; Blinken nsubj said; said root", "Blinken: \"We will go,\"", nil},
		{"single marks", "'We will go,' said Blinken of the workers' plan.", "go ccomp said; Blinken nsubj said; said root", "Blinken: 'We will go,'", nil},
		{"single curly marks with an apostrophe", "‘We won’t take the workers’ plan,’ said Blinken.", "take ccomp said; Blinken nsubj said; said root", "Blinken: ‘We won’t take the workers’ plan,’", nil},
		{"the verb as parenthesis", "“We,” Blinken said, “will go.”", "go root; said parataxis go; Blinken nsubj said", "Blinken: “We,” + Blinken: “will go.”", nil},
		{"split in two sentences", "“We will go,” Blinken said. “They will not stay there.”", "go ccomp said; Blinken nsubj said; said root; stay root", "Blinken: “We will go,” + Blinken: “They will not stay there.”", nil},
		{"several sentences", "“We will go. They stay,” Blinken said.", "go root; stay ccomp said; Blinken nsubj said; said root", "Blinken: “We will go. They stay,”", nil},
		{"partial", "Blinken said that “significant forces remain” there.", "remain ccomp said; Blinken nsubj said; said root", "Blinken: “significant forces remain”", nil},
		{"partial, deeper in the clause", "Blinken said the bloc is “against any aggression”.", "aggression obl is; is ccomp said; bloc nsubj is; Blinken nsubj said; said root", "Blinken: “against any aggression”", nil},
		{"a name for a thing", "Spano called it “a coup”.", "coup xcomp called; Spano nsubj called; called root", "Spano: “a coup”", nil},
		{"the nearest verb wins", "Lavrov, who called it “a coup”, said no.", "coup xcomp called; who nsubj called; called acl:relcl Lavrov; Lavrov nsubj said; said root", "Lavrov: “a coup”", nil},
		{"passive with agent", "It was called “a coup” by Spano.", "coup xcomp called; It nsubj:pass called; Spano obl:agent called; called root", "Spano: “a coup”", nil},
		{"a passive without agent", "They are called “nationals” there.", "nationals xcomp called; They nsubj:pass called; called root", "-: “nationals”", nil},
		{"the main verb before a colon", "Kyiv issued a statement that courts decide: “it would fail”.", "issued root; Kyiv nsubj issued; statement obj issued; decide acl statement; courts nsubj decide; fail ccomp decide; it nsubj fail", "Kyiv: “it would fail”", nil},
		{"quoted as saying", "Lavrov was quoted as saying “we will stay”.", "stay ccomp saying; saying advcl quoted; Lavrov nsubj:pass quoted; quoted root", "Lavrov: “we will stay”", nil},
		{"coordinated verbs", "Blinken left and said “we stay”.", "stay ccomp said; said:VERB conj left; Blinken nsubj left; left root", "Blinken: “we stay”", nil},
		{"adding", "Blinken said no, adding “we stay”.", "stay ccomp adding; adding advcl said; Blinken nsubj said; said root", "Blinken: “we stay”", nil},
		{"a semicolon parts voices", "They “shelled” it; Kyiv called it “a lie”.", "They nsubj shelled; it#1 obj shelled; shelled ccomp called; Kyiv nsubj called; it#2 obj called; lie xcomp called; called root", "-: “shelled” + Kyiv: “a lie”", nil},
		{"according to", "Troops moved in a “sharp increase”, according to Kyiv.", "increase obl moved; Troops nsubj moved; moved root; Kyiv obl moved; according case Kyiv", "Kyiv: “sharp increase”", nil},
		{"a statement of somebody", "In a statement saying “we stay”, it ended.", "stay ccomp saying; saying acl statement; statement obl ended; it nsubj ended; ended root", "it: “we stay”", nil},
		{"colon", "Blinken said: “We stay.”", "stay ccomp said; Blinken nsubj said; said root", "Blinken: “We stay.”", nil},
		{"headline label", "Blinken: “We stay”", "Blinken root; stay parataxis Blinken; Blinken:PROPN root", "Blinken: “We stay”", nil},
		{"introduced by the sentence before", "Blinken wrote to Kyiv. “We will all stay there.”", "Blinken nsubj wrote; wrote root; Kyiv obl wrote; stay root", "Blinken: “We will all stay there.”", nil},
		{"nobody named", "The “special operation” went on.", "operation nsubj went; went root", "-: “special operation”", nil},
		{"nested marks are one quote", "“He said ‘no’ to us,” Blinken said.", "said#1 ccomp said#2; He nsubj said#1; Blinken nsubj said#2; said#2 root", "Blinken: “He said ‘no’ to us,”", nil},
		{"over paragraphs", "“We stay,” Blinken said. “They will all go.\n\n“Stay here.”", "stay ccomp said; Blinken nsubj said; said root; go root; Stay root", "Blinken: “We stay,” + Blinken: “They will all go. + Blinken: “Stay here.”", nil},
		{"an unclosed quote ends with its paragraph", "“We stay, he said.\n\nBlinken left.", "stay ccomp said; he nsubj said; said root; Blinken nsubj left; left root", "-: “We stay, he said.", nil},
		{"an unclosed quote ends before the next", "“We stay. “They go,” Blinken said.", "stay root; go ccomp said; Blinken nsubj said; said root", "-: “We stay. + Blinken: “They go,”", nil},
		{"inches are no quotes", "It is 5\" and 6\" long.", "long root", "", nil},
		{"transcript", "MR. PRICE: We stay.\n\nThey go.\n\nQUESTION: Why?\n\nMR. PRICE: It is so.", "stay root; go root; Why root; so root", "PRICE: We stay. ¶ They go. + QUESTION: Why? + PRICE: It is so.", nil},
		{"labels in mixed case that recur", "Mr. Price: We stay.\n\nMs. Ha: Why?\n\nMr. Price: It is so.\n\nMs. Ha: No.", "stay root; Why root; so root; No root", "Price: We stay. + Ha: Why? + Price: It is so. + Ha: No.", nil},
		{"a headline is no turn", "Mr. Price: They go.\n\nIt is so.", "go root; so root", "", nil},
		{"datelines with a colon are no turns", "NEW DELHI: India left.\n\nNEW DELHI: China left.", "left#1 root; left#2 root", "", []string{"LOC NEW DELHI"}},
		{"an office in a label", "MINISTER FOR DEFENCE: We stay.\n\nJOURNALIST: Why?", "stay root; Why root", "MINISTER: We stay. + JOURNALIST: Why?", nil},
		{"notices are no labels", "UPDATE: They go.\n\nNOTE: We stay.", "go root; stay root", "", nil},
		{"speech inside a turn", "MR. PRICE: He said “we stay” there.\n\nQUESTION: Why?", "stay ccomp said; He nsubj said; said root; Why root", "PRICE: He said “we stay” there. + He: “we stay” + QUESTION: Why?", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := hand(t, c.text, c.arcs, c.names...)
			findQuotes(d)
			if got := quotesShown(d); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}
