package article

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/RadhiFadlillah/whatlanggo"
)

const (
	// shortText is the number of words below which a text is believed to be English unless its look is plain.
	shortText = 60
	// languageSample is how much of a text is looked at, in bytes.
	languageSample = 4000
	// englishShare is the least share of English function words among the words of English prose. With it and shortShare, none
	// of 18,356 English texts is refused (State Department, Australian prime ministers, Wikinews, single sentences of
	// Wikipedia's day pages; 2026-11); the poorest hundredth of the longer ones has 0.19. Dutch and Danish come to 0.10.
	englishShare = 0.15
	// shortShare is the share of them that makes a short text English enough.
	shortShare = 0.04
)

// language refuses what is not English. A language given with the article or by the user is believed.
func (in *input) language(a *Article) error {
	given := firstOf(in.opt.Language, a.Language)
	if given != "" {
		a.Language = strings.ToLower(firstPart(given))
		if a.Language == "en" || a.Language == "eng" || a.Language == "english" {
			a.Language = "en"
			return nil
		}
		return notEnglish(given, "as given")
	}
	sample := a.Text
	if len(sample) > languageSample {
		end := languageSample
		for !utf8.RuneStart(sample[end]) {
			end--
		}
		sample = sample[:end]
	}
	code, name := recognise(sample)
	if code != "en" && code != "" {
		return notEnglish(name, "by its look")
	}
	a.Language = code
	return nil
}

func notEnglish(what, how string) error {
	return fmt.Errorf("%w but %s, %s; casus codes English: leave it out, or say --language en if it is English", ErrLanguage, what, how)
}

func firstPart(tag string) string {
	part, _, _ := strings.Cut(strings.ReplaceAll(tag, "_", "-"), "-")
	return part
}

// recognise gives the ISO 639-1 code and name of the language of sample, "" where it is too short to tell.
func recognise(sample string) (code, name string) {
	words, english := countEnglish(sample)
	if words > 0 && float64(english) >= englishShare*float64(words) {
		return "en", "English"
	}
	info := whatlanggo.Detect(sample)
	if info.Lang == whatlanggo.Eng {
		return "en", "English"
	}
	short := words < shortText && info.Script == unicode.Latin
	if short && (!info.IsReliable() || float64(english) >= shortShare*float64(words)) {
		return "", ""
	}
	if code = info.Lang.Iso6391(); code == "" {
		code = info.Lang.Iso6393()
	}
	if code == "" {
		return "", ""
	}
	return code, info.Lang.String()
}

// countEnglish counts the words of sample and those of them that are English function words.
func countEnglish(sample string) (words, english int) {
	for w := range strings.FieldsFuncSeq(sample, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }) {
		words++
		if isEnglishWord(w) {
			english++
		}
	}
	return words, english
}

// isEnglishWord tells whether w is one of the most frequent function words of English that are rare in other languages.
func isEnglishWord(w string) bool {
	if len(w) > 5 {
		return false
	}
	switch strings.ToLower(w) {
	case "the", "of", "and", "to", "that", "for", "with", "was", "by", "from", "has", "have", "which", "this", "are", "were", "been", "its", "his",
		"their", "it", "is", "be", "not", "but", "had", "who", "will", "they", "would", "after", "said", "about", "more", "than", "or", "we", "our", "you":
		return true
	}
	return false
}
