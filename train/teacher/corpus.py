"""Readers for the treebanks and the name annotation, and their conversion to one name scheme.

Names are PER, ORG, LOC and MISC in BIO. What a source does not say is not taken as a no: each word
carries the *set* of name tags that its source allows, as a bit mask over TAGS, and the loss is the
probability mass outside that set (see model.py).
"""

import hashlib
import re
from dataclasses import dataclass, field

from lists import DEMONYMS, TITLES

TAGS = ["O"] + [p + t for t in ("PER", "ORG", "LOC", "MISC") for p in ("B-", "I-")]
TAG_ID = {t: i for i, t in enumerate(TAGS)}
ANY = (1 << len(TAGS)) - 1
MISC_OR_O = 1 << TAG_ID["O"] | 1 << TAG_ID["B-MISC"] | 1 << TAG_ID["I-MISC"]


@dataclass
class Sentence:
    """One sentence. heads are 1-based with 0 for the root; None where there is no gold tree."""

    words: list
    doc: str = ""
    comments: list = field(default_factory=list)
    rows: list = field(default_factory=list)  # the CoNLL-U columns, word lines only
    upos: list = None
    xpos: list = None
    feats: list = None
    heads: list = None
    rels: list = None
    names: list = None  # bit masks over TAGS; None: nothing known


def blocks(path):
    """Yields the lines of each blank-line separated block."""
    lines = []
    with open(path, encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if line:
                lines.append(line)
            elif lines:
                yield lines
                lines = []
    if lines:
        yield lines


def read_conllu(path):
    """Reads word lines (no ranges, no empty nodes) of a CoNLL-U file."""
    out, doc = [], ""
    for lines in blocks(path):
        s = Sentence([], comments=[l for l in lines if l[0] == "#"])
        for l in s.comments:
            if l.startswith("# newdoc id"):
                doc = l.split("=", 1)[1].strip()
        s.doc = doc
        s.rows = [r for r in (l.split("\t") for l in lines if l[0] != "#") if r[0].isdigit()]
        s.words = [r[1] for r in s.rows]
        s.upos = [r[3] for r in s.rows]
        s.xpos = [r[4] for r in s.rows]
        s.feats = [r[5] for r in s.rows]
        s.heads = [int(r[6]) for r in s.rows]
        s.rels = [r[7] for r in s.rows]
        out.append(s)
    return out


def read_iob2(path):
    """Reads the UNER form: id, word, tag, then columns that are not used here."""
    out, doc = [], ""
    for lines in blocks(path):
        for l in lines:
            if l.startswith("# newdoc id"):
                doc = l.split("=", 1)[1].strip()
        rows = [l.split("\t") for l in lines if l[0] != "#"]
        s = Sentence([r[1] for r in rows], doc=doc)
        s.names = [r[2] for r in rows]
        out.append(s)
    return out


def spans(tags):
    """(start, end, type) of the BIO tags; an I- without its B- opens a span."""
    out, start, kind = [], None, None
    for i, t in enumerate(list(tags) + ["O"]):
        if start is not None and (t == "O" or t[0] == "B" or t[2:] != kind):
            out.append((start, i, kind))
            start = None
        if t != "O" and start is None:
            start, kind = i, t[2:]
    return out


def write_span(tags, start, end, kind):
    for i in range(start, end):
        tags[i] = ("B-" if i == start else "I-") + kind


def is_demonym(word):
    """True for nationality words ("Russian", "Palestinians"), which are MISC in our scheme."""
    return word in DEMONYMS or (word.endswith("s") and word[:-1] in DEMONYMS)


def masks(tags):
    return [1 << TAG_ID[t] for t in tags]


def uner_masks(tags, words):
    """UNER knows no MISC: its O on a capitalised word may still be a MISC."""
    out = []
    for t, w in zip(tags, words):
        if t != "O":
            out.append(1 << TAG_ID[t])
        elif is_demonym(w):
            out.append(1 << TAG_ID["B-MISC"])
        elif w[0].isupper():
            out.append(MISC_OR_O)
        else:
            out.append(1 << TAG_ID["O"])
    return out


def silent_masks(s):
    """What a treebank without names still says: nationality adjectives are MISC, and lower-case
    verbs, pronouns and the like are no names. Everything else stays open."""
    closed = {"VERB", "AUX", "PRON", "SCONJ", "ADV", "PUNCT", "INTJ", "DET", "NUM"}
    out = []
    for w, u in zip(s.words, s.upos):
        if is_demonym(w) and u == "ADJ":
            out.append(1 << TAG_ID["B-MISC"])
        elif w[0].islower() and u in closed and w not in ("the", "'s"):
            out.append(1 << TAG_ID["O"])
        else:
            out.append(ANY)
    return out


ENTITY = re.compile(r"\((\d+)-([a-z]+)-[^()]*(\)?)|(\d+)\)")
KINDS = {"person": "PER", "organization": "ORG", "place": "LOC", "event": "MISC"}
JOIN = {"of", "for", "the", "and", "&", "-", "'s", "’s", "de", "la", "to", "on", "in", "du", "del", "'"}


def gum_names(s):
    """Names from GUM's nested entities: person, organisation, place and event whose head is a
    proper noun, cut down to the proper-noun stretch around that head, the outermost winning.

    Open entities do not cross sentences in GUM, so a sentence is read on its own.
    """
    found, stack = [], []
    for i, r in enumerate(s.rows):
        m = re.search(r"(?:^|\|)Entity=([^|]*)", r[9])
        if not m:
            continue
        for num, kind, closed, ends in ENTITY.findall(m.group(1)):
            if num:
                stack.append((num, kind, i))
                if closed:
                    stack.pop()
                    found.append((i, i + 1, kind))
            else:
                for k in range(len(stack) - 1, -1, -1):
                    if stack[k][0] == ends:
                        found.append((stack[k][2], i + 1, stack[k][1]))
                        del stack[k]
                        break
    cut = []
    for a, b, kind in found:
        if kind in KINDS:
            c = proper_core(s, a, b, KINDS[kind])
            if c:
                cut.append(c + (KINDS[kind],))
    tags = ["O"] * len(s.words)
    for a, b, kind in sorted(set(cut), key=lambda c: (c[0] - c[1], c[0], c[2])):
        if all(t == "O" for t in tags[a:b]):
            if all(is_demonym(w) for w in s.words[a:b]):
                kind = "MISC"
            write_span(tags, a, b, kind)
    for i, w in enumerate(s.words):
        if tags[i] == "O" and is_demonym(w) and s.upos[i] in ("ADJ", "PROPN", "NOUN"):
            tags[i] = "B-MISC"
    return tags


def proper_core(s, a, b, kind):
    """The proper-noun stretch around the head of words [a, b), or None."""
    head = next((i for i in range(a, b) if not a < s.heads[i] <= b), None)
    if head is None or s.upos[head] != "PROPN":
        return None
    proper = [x in ("NNP", "NNPS") for x in s.xpos]
    lo, hi = head, head + 1
    while lo > a:
        if proper[lo - 1]:
            lo -= 1
        elif joins(s, lo - 1, kind) and lo - 2 >= a and proper[lo - 2]:
            lo -= 2
        elif joins(s, lo - 1, kind) and lo - 3 >= a and joins(s, lo - 2, kind) and proper[lo - 3]:
            lo -= 3
        else:
            break
    while hi < b:
        if proper[hi]:
            hi += 1
        elif joins(s, hi, kind) and hi + 1 < b and proper[hi + 1]:
            hi += 2
        elif joins(s, hi, kind) and hi + 2 < b and joins(s, hi + 1, kind) and proper[hi + 2]:
            hi += 3
        else:
            break
    if kind == "PER":
        while lo < head and s.words[lo].rstrip(".") in TITLES:
            lo += 1
        if s.words[lo].rstrip(".") in TITLES and hi - lo == 1:
            return None
    return lo, hi


def joins(s, i, kind):
    w = s.words[i].lower()
    return w in ("-", "'", "de", "la", "du") if kind == "PER" else w in JOIN


def held_apart(doc):
    """True for the documents of UNER dev that choose the checkpoint and are not trained on."""
    return hashlib.sha256(doc.encode()).digest()[0] % 20 < 3
