package resolve

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/casus-news/casus/article"
	"github.com/casus-news/casus/internal/extract"
)

// TestTimes: each expression as "words type value from..to", in order. The day of publication is Thursday, 6 May 2021.
func TestTimes(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"weekday of publication in a report", "He said on Thursday that it ended.", "Thursday DATE 2021-05-06 2021-05-06..2021-05-06"},
		{"weekday gone by", "They met on Friday night.", "Friday night TIME 2021-04-30TNI 2021-04-30..2021-04-30"},
		{"weekday to come", "They will meet Friday night.", "Friday night TIME 2021-05-07TNI 2021-05-07..2021-05-07"},
		{"two weeks ago has the grain of a week", "It began two weeks ago.", "two weeks ago DATE 2021-W16 2021-04-19..2021-04-25"},
		{"last week", "Last week they left.", "Last week DATE 2021-W17 2021-04-26..2021-05-02"},
		{"last month", "last month a range", "last month DATE 2021-04 2021-04-01..2021-04-30"},
		{"this summer", "They are to meet this summer.", "this summer DATE 2021-SU 2021-06-01..2021-08-31"},
		{"last summer", "It burned last summer.", "last summer DATE 2020-SU 2020-06-01..2020-08-31"},
		{"last June", "He left last June.", "last June DATE 2020-06 2020-06-01..2020-06-30"},
		{"a month gone by", "In March the talks failed.", "March DATE 2021-03 2021-03-01..2021-03-31"},
		{"a month to come", "The vote will be held in March.", "March DATE 2022-03 2022-03-01..2022-03-31"},
		{"day and month", "The strike of April 15 was long.", "April 15 DATE 2021-04-15 2021-04-15..2021-04-15"},
		{"British order", "On 15 April 2019, fire broke out.", "15 April 2019 DATE 2019-04-15 2019-04-15..2019-04-15"},
		{"weekday with date", "on Thursday, May 20, 2010, he", "Thursday, May 20, 2010 DATE 2010-05-20 2010-05-20..2010-05-20"},
		{"decade", "In the 1990s he ruled.", "the 1990s DATE 199 1990-01-01..1999-12-31"},
		{"century", "since the 20th century", "the 20th century DATE 19 1900-01-01..2021-05-06"},
		{"since a year", "It has been closed since 2015.", "2015 DATE 2015 2015-01-01..2021-05-06"},
		{"length", "He served for two years.", "two years DURATION P2Y ..2"},
		{"length up to publication", "over the last six months", "the last six months DURATION P6M 2020-11-06..2021-05-06"},
		{"vague length", "It lasted several days.", "several days DURATION PXD"},
		{"set", "They march every Saturday.", "every Saturday SET XXXX-WXX-6"},
		{"daily", "There are daily raids.", "daily SET P1D"},
		{"now", "It is now calm.", "now DATE PRESENT_REF 2021-05-06..2021-05-06"},
		{"soon and recently", "Recently he said he would go soon.", "Recently DATE PAST_REF; soon DATE FUTURE_REF"},
		{"clock", "at 8 pm", "8 pm TIME 2021-05-06T20:00 2021-05-06..2021-05-06"},
		{"weekend", "at the weekend they fought", "the weekend DATE 2021-W17-WE 2021-05-01..2021-05-02"},
		{"quarter gone by", "in the third quarter sales fell", "the third quarter DATE 2020-Q3 2020-07-01..2020-09-30"},
		{"half", "the second half of 2019", "the second half of 2019 DATE 2019-H2 2019-07-01..2019-12-31"},
		{"early March", "in early March 2020", "early March 2020 DATE 2020-03 2020-03-01..2020-03-10"},
		{"the end of a year", "by the end of 1990", "the end of 1990 DATE 1990 1990-10-01..1990-12-31"},
		{"range of days", "He will visit February 7-13.", "February 7-13 DATE 2022-02-07/2022-02-13 2022-02-07..2022-02-13"},
		{"range in words", "from 3 to 5 May", "3 to 5 May DATE 2021-05-03/2021-05-05 2021-05-03..2021-05-05"},
		{"range of years", "between 2014 and 2016", "2014 DATE 2014 2014-01-01..2014-12-31; 2016 DATE 2016 2016-01-01..2016-12-31"},
		{"ISO", "signed 2020-02-29.", "2020-02-29 DATE 2020-02-29 2020-02-29..2020-02-29"},
		{"slashes", "dated 12/31/2019", "12/31/2019 DATE 2019-12-31 2019-12-31..2019-12-31"},
		{"holiday", "on Christmas 2019", "Christmas 2019 DATE 2019-12-25 2019-12-25..2019-12-25"},
		{"Easter", "on Easter Sunday 2019", "Easter Sunday 2019 DATE 2019-04-21 2019-04-21..2019-04-21"},
		{"the next day", "It began on April 1. The next day it stopped.", "April 1 DATE 2021-04-01 2021-04-01..2021-04-01; The next day DATE 2021-04-02 2021-04-02..2021-04-02"},
		{"days later", "Shots fell on 3 March. Three days later he fled.", "3 March DATE 2021-03-03 2021-03-03..2021-03-03; Three days later DATE 2021-03-06 2021-03-06..2021-03-06"},
		{"spelled year", "in nineteen eighty-four", "nineteen eighty-four DATE 1984 1984-01-01..1984-12-31"},
		{"earlier this week", "Earlier this week he spoke.", "Earlier this week DATE 2021-W18 2021-05-03..2021-05-06"},
		{"a modal is no month", "It may rain. They march on.", ""},
		{"an age is no time", "A 23-year-old man, 40 years old, died.", ""},
		{"a count is no year", "About 2000 people and 1,998 goats", ""},
		{"a minister is no month", "Theresa May spoke.", ""},
		{"ratio", "a second man came in the fall of the regime", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, x := range Times(c.text, article.NewDay(2021, 5, 6), nil) {
				s := x.Span.Of(c.text) + " " + x.Type + " " + x.Value
				if !x.From.IsZero() {
					s += " " + x.From.String() + ".." + x.To.String()
				}
				got = append(got, s)
			}
			want := strings.TrimSuffix(c.want, " ..2")
			if s := strings.Join(got, "; "); s != want {
				t.Errorf("%q\n got %s\nwant %s", c.text, s, want)
			}
		})
	}
}

func TestTimesOfUnknownDay(t *testing.T) {
	var got []string
	text := "On Friday, unlike in 2014, it rained for two days; the next day he left."
	for _, x := range Times(text, 0, nil) {
		got = append(got, x.Value)
	}
	if s := strings.Join(got, " "); s != "2014 P2D 2014-01-02" && s != "2014 P2D" {
		t.Errorf("got %s", s)
	}
}

func TestTenseHintDirects(t *testing.T) {
	text := "Friday"
	for tense, want := range map[extract.Tense]string{extract.Past: "2021-04-30", extract.FutureTense: "2021-05-07"} {
		got := Times(text, article.NewDay(2021, 5, 6), func(int) (extract.Tense, bool) { return tense, true })
		if len(got) != 1 || got[0].Value != want {
			t.Errorf("tense %d: %+v, want %s", tense, got, want)
		}
	}
}

func TestEaster(t *testing.T) {
	for y, want := range map[int]string{1961: "1961-04-02", 2000: "2000-04-23", 2019: "2019-04-21", 2024: "2024-03-31", 2025: "2025-04-20", 2038: "2038-04-25"} {
		if got := easter(y).String(); got != want {
			t.Errorf("Easter %d is %s, want %s", y, got, want)
		}
	}
}

// TestForDraft: the act's trigger stands in brackets.
func TestForDraft(t *testing.T) {
	for _, c := range []struct {
		name, text, want string
		tense            extract.Tense
		aux              string
	}{
		{"clause", "On Tuesday the army [shelled] the town.", "2021-05-04..2021-05-04 Tuesday", extract.Past, ""},
		{"not the day of the saying", "He said on Wednesday that troops had [left] in March.", "2021-03-01..2021-03-31 March", extract.Past, ""},
		{"since", "It has [imposed sanctions] since it annexed Crimea in 2014.", "2014-01-01..2021-05-06 2014", extract.Present, ""},
		{"a noun's date is not the verb's", "The minister [condemned] last week's attack.", "2021-05-06..2021-05-06 ", extract.Present, ""},
		{"range in words", "Between 2014 and 2016 they [fought].", "2014-01-01..2016-12-31 2014 and 2016", extract.Past, ""},
		{"no expression", "The minister [condemned] the attack.", "2021-05-06..2021-05-06 ", extract.Present, ""},
		{"background without a date", "The army had [seized] the port.", ".. ", extract.Past, "historical"},
		{"the lead's day goes on", "Gunmen [2killed] a judge on Tuesday.\n\nThe president [condemned] the attack.", "2021-05-04..2021-05-04 Tuesday", extract.Past, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			raw := strings.ReplaceAll(c.text, "[2killed]", "killed")
			i, j := strings.IndexByte(raw, '['), strings.IndexByte(raw, ']')
			text := raw[:i] + raw[i+1:j] + raw[j+1:]
			d := extract.Draft{Trigger: article.Span{Start: i, End: j - 1}, Tense: c.tense}
			d.Range = article.Span{Start: strings.LastIndexByte(text[:i], '\n') + 1, End: len(text)}
			d.Clause = d.Range
			if c.aux == "historical" {
				d.Auxiliary = append(d.Auxiliary, "historical")
			}
			got := NewWhen(text, article.NewDay(2021, 5, 6), nil).ForDraft(d)
			if s := got.From.String() + ".." + got.To.String() + " " + got.Text; s != c.want {
				t.Errorf("%q\n got %s\nwant %s (%s)", text, s, c.want, got.Why)
			}
		})
	}
}

// FuzzTimes holds that spans lie inside the text in order, that intervals are in order, and that two runs agree.
func FuzzTimes(f *testing.F) {
	for _, s := range []string{"On Friday, May 6, 2021 at 8:30 p.m. GMT", "the first half of the 1990s", "February 30", "31 April", "from 3 to 5 May", "the day before yesterday",
		"99999999 years ago", "’90s", "early mid-late 2019", "two and a half and a half years ago", "12/31/1999T", "the week of May 31", "every other Monday night", "24:00"} {
		f.Add(s, 737000)
	}
	f.Fuzz(func(t *testing.T, text string, day int) {
		if !utf8.ValidString(text) || day < 0 || day > 3000000 {
			t.Skip()
		}
		on := article.Day(day)
		got := Times(text, on, nil)
		end := 0
		for _, x := range got {
			if x.Span.Start < end || x.Span.End <= x.Span.Start || x.Span.End > len(text) || !utf8.ValidString(x.Span.Of(text)) {
				t.Fatalf("%+v of %q", x, text)
			}
			if x.From > x.To || x.Value == "" || x.Type == "" {
				t.Fatalf("%+v of %q", x, text)
			}
			end = x.Span.End
		}
		again := Times(text, on, nil)
		if len(again) != len(got) {
			t.Fatalf("two runs differ on %q", text)
		}
		for i := range got {
			if got[i] != again[i] {
				t.Fatalf("two runs differ on %q: %+v, %+v", text, got[i], again[i])
			}
		}
	})
}

func BenchmarkTimes(b *testing.B) {
	var sb strings.Builder
	for _, m := range readMarked(b, "testdata/times/dev.txt") {
		sb.WriteString(m.text)
	}
	text := sb.String()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if len(Times(text, article.NewDay(2021, 5, 6), nil)) < 200 {
			b.Fatal("too few times")
		}
	}
}

// TestTimesIsLinear holds that no repetition of words makes the reader go back and forth.
func TestTimesIsLinear(t *testing.T) {
	for _, w := range []string{"every ", "early ", "the end of ", "end of ", "at least ", "two or ", "a ", "3 to ", "three ", "another ", "as early as ", "late in ", "8 p.m. on ",
		"the night of ", "May ", "Friday, ", "1", "1-", "'", "the ", "last ", "this past ", "more than ", "week of the week of ", "1999 ", "half a ", "said in ", "since ", "\n"} {
		text := strings.Repeat(w, 3000)
		r := reader{scan: scan{text: text, toks: tokens(text)}, on: article.NewDay(2021, 5, 6)}
		r.read()
		if r.steps > 8*len(r.toks) {
			t.Errorf("3000 times %q: %d steps for %d tokens", w, r.steps, len(r.toks))
		}
	}
}
