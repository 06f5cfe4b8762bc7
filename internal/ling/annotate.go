package ling

// Annotate reads a text: sentences and words, tags, heads, names, lemmas, quotations and mentions. It never fails: any
// string, valid UTF-8 or not, gives a Doc whose Text is text. Time is linear in the length of text.
func (p *Parser) Annotate(text string) *Doc {
	doc := &Doc{Text: text, Sentences: segment(text)}
	p.AnnotateSentences(doc)
	return doc
}

// AnnotateSentences does the work of [Parser.Annotate] on the sentences and words that doc already has; what they carry
// beyond spans and forms is overwritten.
func (p *Parser) AnnotateSentences(doc *Doc) {
	p.Tag(doc.Sentences)
	p.Lemmatize(doc.Sentences)
	findQuotes(doc)
	findMentions(doc)
}
