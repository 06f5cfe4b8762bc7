package event

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"hash"
	"strings"
)

// Fill sets what follows from type, modes, contexts and auxiliary modes: quad, scale and CAMEO code. A CAMEO code that
// agrees with the type already, because whoever coded r knew better, stays. A report without a type is left alone.
func Fill(r *Report) {
	if len(r.Event) == 0 || index(r.Event[0]) < 0 {
		return
	}
	t := r.Event[0]
	r.QuadCode = Quad(t)
	r.EventScale = Scale(t, r.Mode...)
	if r.CAMEO != "" && agrees(r.CAMEO, t, r.Auxiliary) {
		return
	}
	m, _ := gravest(index(t), r.Mode)
	r.CAMEO = RefineCAMEO(CAMEOOf(t, m.Mode, r.Auxiliary...), r.Context)
}

// Identity is the id of a report: 20 characters a-z and 2-7, the first 100 bits of a SHA-256. It depends on the article
// (its id, text hash and day of publication), on what coded it (coder and version, which names bundle and tables), and on
// the act: types, trigger, and where actors, recipients and speaker stand with which code. So the same article, bundle and
// tables give the same id, on any machine; two acts in one article differ in it. It does not depend on confidence,
// reasons, or anything else that a reader could rephrase.
func Identity(r Report) string {
	h := sha256.New()
	put(h, "casus report 1", r.CiteInfo.ID, r.CiteInfo.SHA256, r.CiteInfo.Published.String(), r.CiteInfo.Coder, r.CiteInfo.Version)
	for _, t := range r.Event {
		put(h, string(t))
	}
	number(h, r.TextInfo.TriggerStart, r.TextInfo.TriggerEnd, len(r.Actor), len(r.Recipient))
	for _, list := range [][]Entity{r.Actor, r.Recipient} {
		for _, e := range list {
			party(h, e)
		}
	}
	if r.Attribution != nil {
		party(h, r.Attribution.Entity)
	}
	return Digest(h)
}

func party(h hash.Hash, e Entity) {
	put(h, e.Code, e.EntityText)
	number(h, e.Start, e.End)
}

// put writes strings with their lengths, so that two lists never look alike.
func put(h hash.Hash, list ...string) {
	for _, s := range list {
		number(h, len(s))
		h.Write([]byte(s))
	}
}

func number(h hash.Hash, list ...int) {
	var b [8]byte
	for _, n := range list {
		binary.BigEndian.PutUint64(b[:], uint64(n))
		h.Write(b[:])
	}
}

// Digest is the first 100 bits of h as 20 characters a-z and 2-7: the form that every id of ours has.
func Digest(h hash.Hash) string {
	return strings.ToLower(base32.StdEncoding.EncodeToString(h.Sum(nil))[:20])
}
