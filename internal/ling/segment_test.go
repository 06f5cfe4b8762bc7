package ling

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// shown writes sentences with a space between words, " / " between sentences and " // " between paragraphs.
func shown(sentences []Sentence) string {
	var b strings.Builder
	for i, s := range sentences {
		switch {
		case i == 0:
		case s.Paragraph != sentences[i-1].Paragraph:
			b.WriteString(" // ")
		default:
			b.WriteString(" / ")
		}
		for k, w := range s.Words {
			if k > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(w.Form)
		}
	}
	return b.String()
}

func TestSegment(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"clitics are words", "They don't, can’t and won't; it's Russia's.", "They do n't , ca n’t and wo n't ; it 's Russia 's ."},
		{"fused words are two", "We cannot wait and we're gonna win.", "We can not wait and we 're gon na win ."},
		{"plural possessive", "The workers' rights", "The workers ' rights"},
		{"names with apostrophes stay", "O'Connell met Sha'lan in N'Djamena.", "O'Connell met Sha'lan in N'Djamena ."},
		{"decades and elisions", "In the '80s and the 1990s", "In the '80s and the 1990s"},
		{"hyphens part compounds", "the US-led, 15-year-old plan", "the US - led , 15 - year - old plan"},
		{"prefixes keep their hyphen", "anti-tank and non-state e-mail", "anti-tank and non-state e-mail"},
		{"dashes of all kinds", "one – two—three -- four", "one – two — three -- four"},
		{"slashes part words but not dates", "and/or on 9/11 or 11/28/2000", "and / or on 9/11 or 11/28/2000"},
		{"money, numbers, units", "$1.5bn, US$20, €3,000, 5% and 30km at 10:30am", "$ 1.5 bn , US $ 20 , € 3,000 , 5 % and 30 km at 10:30 am"},
		{"a no-break space groups digits", "10\u00a0000 men", "10 000 men"},
		{"a no-break space parts words", "May\u00a06", "May 6"},
		{"soft hyphens vanish from the form", "minis\u00adter", "minister"},
		{"ranges part, telephone numbers do not", "pages 5-10, 1939-1945, call 713-853-3989", "pages 5 - 10 , 1939 - 1945 , call 713-853-3989"},
		{"addresses", "Mail FousheeCT@state.gov or see www.state.gov/obo, https://a.b/c?d=e.", "Mail FousheeCT@state.gov or see www.state.gov/obo , https://a.b/c?d=e ."},
		{"ellipses", "Well... he said… nothing", "Well ... he said … nothing"},
		{"quotes", "“Yes,” he said. \"No.\"", "“ Yes , ” he said . / \" No . \""},

		{"titles end no sentence", "Gen. Mark Milley met Mr. Austin. He left.", "Gen. Mark Milley met Mr. Austin . / He left ."},
		{"initials end no sentence", "Antony J. Blinken met J. D. Vance.", "Antony J. Blinken met J. D. Vance ."},
		{"D.C. may end a sentence", "He is in Washington, D.C. The talks go on.", "He is in Washington , D.C. / The talks go on ."},
		{"U.S. before a name", "The U.S. President and the U.S. House met.", "The U.S. President and the U.S. House met ."},
		{"the last abbreviation keeps its dot", "They live in the U.S.", "They live in the U.S."},
		{"months and numbers", "On Sept. 11 they passed Resolution No. 5. It failed.", "On Sept. 11 they passed Resolution No. 5 . / It failed ."},
		{"no is a word too", "He said no. She agreed.", "He said no . / She agreed ."},
		{"p.m. before a day and before a sentence", "At 5 p.m. Monday they met. It ended at 6 p.m. They left.", "At 5 p.m. Monday they met . / It ended at 6 p.m. / They left ."},
		{"companies", "Acme Inc. said so. Acme Inc. The end.", "Acme Inc. said so . / Acme Inc. / The end ."},
		{"versus and et cetera", "Ukraine vs. the army, tanks etc. and more, etc.", "Ukraine vs. the army , tanks etc. and more , etc ."},
		{"decimals", "It rose 3.5 percent. Then 4.", "It rose 3.5 percent . / Then 4 ."},
		{"closing quote stays with its sentence", "“We will go.” He went.", "“ We will go . ” / He went ."},
		{"question inside a reported quote", "“Why?” Mr. Bush asked. \"Now!\" she said.", "“ Why ? ” Mr. Bush asked . / \" Now ! \" she said ."},
		{"brackets", "They left (at last.) Then it rained.", "They left ( at last . ) / Then it rained ."},
		{"footnote marks stay with their sentence", "He died in 2014.[1][2] She lives.", "He died in 2014 . [ 1 ] [ 2 ] / She lives ."},
		{"no space after the full stop", "He left.She stayed.", "He left . / She stayed ."},

		{"dateline", "KYIV, May 6 (Reuters) - Russia kept troops there.", "KYIV , May 6 ( Reuters ) - / Russia kept troops there ."},
		{"dateline with a dash", "UNITED NATIONS (AP) — The council met.", "UNITED NATIONS ( AP ) — / The council met ."},
		{"dateline of a state", "WASHINGTON, D.C. (AFP) -- The House voted.", "WASHINGTON , D.C. ( AFP ) -- / The House voted ."},
		{"no dateline", "U.S.-led forces - Marines - left.", "U.S. - led forces - Marines - left ."},
		{"speaker labels", "SECRETARY BLINKEN:  Well, we are ready.\n\nQUESTION: Why?", "SECRETARY BLINKEN : / Well , we are ready . // QUESTION : / Why ?"},
		{"a colon after plain words labels nobody", "Blinken: US stands with Ukraine", "Blinken : US stands with Ukraine"},
		{"all capitals", "TRUMP TO VISIT U.K. IN JUNE. TALKS PLANNED.", "TRUMP TO VISIT U.K. IN JUNE . / TALKS PLANNED ."},
		{"titles in capitals", "GEN. MILLEY MET MR. AUSTIN. HE LEFT ON SEPT. 5.", "GEN. MILLEY MET MR. AUSTIN . / HE LEFT ON SEPT. 5 ."},
		{"a heading is a paragraph", "Blinken visits Kyiv\nThe secretary arrived on Thursday.", "Blinken visits Kyiv // The secretary arrived on Thursday ."},
		{"list items", "The plan:\n- talks\n- aid\n1. peace", "The plan : // - talks // - aid // 1 . peace"},
		{"wrapped lines join", "The secretary of state told reporters in the capital that the\nUnited States would stand by the country for as long as it\ntakes, and he then left.", "The secretary of state told reporters in the capital that the United States would stand by the country for as long as it takes , and he then left ."},
		{"double-spaced lines join", doubleSpacedSample, "The secretary of state told reporters in the capital that the United States would stand by this country for as long as it takes , and that the talks would be held once again in the second week of the month of May or June at the latest in the capital . // He then left for the airport ."},
		{"line ends of three systems", "One.\r\n\r\nTwo.\r\rThree.\n\nFour.", "One . // Two . // Three . // Four ."},
		{"blank lines hold white space", "One\n \t\u00a0\nTwo", "One // Two"},
		{"control characters part words", "a\x00b\x07c", "a b c"},
		{"emoji are one word each", "Peace 👍🏽👨‍👩‍👧 🇺🇦!", "Peace 👍🏽 👨‍👩‍👧 🇺🇦 !"},
		{"other scripts", "Россия и 中国。", "Россия и 中 国 。"},
		{"nothing", " \n\t ", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := shown(segment(c.text)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

const doubleSpacedSample = "The secretary of state told reporters in the capital\n\nthat the United States would stand by this\n\n" +
	"country for as long as it takes, and that the\n\ntalks would be held once again in the second\n\nweek of the month of May or June at the\n\nlatest in the capital.\n\n\nHe then left for the airport.\n"

func TestLongSentencesAreCut(t *testing.T) {
	text := strings.Repeat("one two, three four ", 1000)
	for _, s := range segment(text) {
		if len(s.Words) > maxWords {
			t.Fatalf("a sentence of %d words", len(s.Words))
		}
		if end := s.Words[len(s.Words)-1].Form; end != "," && s.End != len(text)-1 {
			t.Errorf("cut after %q, want after a comma", end)
		}
	}
}

// lawful tells what is wrong with the spans of sentences, "" if nothing: in order, apart, on rune borders, words inside their
// sentence and not blank.
func lawful(text string, sentences []Sentence) string {
	end := 0
	valid := utf8.ValidString(text)
	for n, s := range sentences {
		if len(s.Words) == 0 {
			return "a sentence without words"
		}
		if len(s.Words) > maxWords {
			return "a sentence that is too long"
		}
		if s.Start != s.Words[0].Start || s.End != s.Words[len(s.Words)-1].End {
			return "a sentence that is not its words"
		}
		if n > 0 && s.Paragraph < sentences[n-1].Paragraph {
			return "paragraphs out of order"
		}
		for _, w := range s.Words {
			switch {
			case w.Start < end || w.End <= w.Start || w.End > len(text):
				return "words out of order"
			case valid && !utf8.ValidString(text[w.Start:w.End]):
				return "a word that cuts a rune"
			case w.Form == "" || strings.TrimSpace(w.Form) == "" || strings.ContainsAny(w.Form, "\n\t\r"):
				return "a blank form"
			}
			if strings.TrimFunc(text[end:w.Start], func(r rune) bool { return isBlank(r) || isInvisible(r) }) != "" {
				return "text between words: " + text[end:w.Start]
			}
			end = w.End
		}
	}
	if strings.TrimFunc(text[end:], func(r rune) bool { return isBlank(r) || isInvisible(r) }) != "" {
		return "text after the last word"
	}
	return ""
}

func FuzzSegment(f *testing.F) {
	for _, s := range []string{
		"KYIV, May 6 (Reuters) - \"We can't,\" he said. [1]", "a\u00adb 10\u00a0000 'em U.S. ...", "@x #1 a@b.c http://x/(y)'s", "\xff\xfe.\x80", "-\n-\n1.\n\n“‘’”'\"", "MR. X:\n\nQ: (", "😀\u200d😀\ufe0f 🇺🇦🇺", ".5 5. .", "中国。a.b.c.", "(AP) — X", "i.\r\n\r", "ⅷ²½'s",
		strings.Repeat("\xa7", 2*longestAddress), strings.Repeat("%", maxWords-1) + "!\"", // closing marks beyond the longest sentence
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := segment(text)
		if wrong := lawful(text, got); wrong != "" {
			t.Fatalf("%q: %s: %s", text, wrong, shown(got))
		}
		if again := segment(text); shown(again) != shown(got) {
			t.Fatalf("%q: two runs differ", text)
		}
	})
}

// TestSegmentIsLinear feeds texts that a careless scanner reads in quadratic time.
func TestSegmentIsLinear(t *testing.T) {
	for _, unit := range []string{"a", "a.", "-", "a-", "\"", "'", "a'", "(", "[1]", "@", "www.", "a\u00ad", "1,", "1-", "A. ", "\n", "A\n", "a b\n", "A: ", "Mr. ", ". ", "‘", "a/", "a_", "…", "\u200d😀", "🇺", "a@", "://", "http://("} {
		text := strings.Repeat(unit, 1<<16/len(unit))
		start := time.Now()
		got := segment(text)
		if wrong := lawful(text, got); wrong != "" {
			t.Errorf("%q repeated: %s", unit, wrong)
		}
		if d := time.Since(start); d > 2*time.Second {
			t.Errorf("%q repeated to %d bytes takes %v", unit, len(text), d)
		}
	}
}

func BenchmarkSegment(b *testing.B) {
	text := strings.Repeat("KYIV, May 6 (Reuters) - Secretary of State Antony J. Blinken said on Thursday that the U.S. \"can't wait\" and that 1,500 troops would leave.\n\n", 200)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if len(segment(text)) < 200 {
			b.Fatal("too few sentences")
		}
	}
}
