"""Cuts raw English text into sentences and words, after the conventions of UD English (EWT 2.16).

cut(paragraph) gives sentences as lists of (word, space_after). Clitics come off (do n't, Kyiv 's),
"cannot" is two words, hyphens stand alone except after a prefix (non-, anti-, pro-), numbers come
apart from currency signs, per cents and units, abbreviations keep their stop.
"""

import re

PREFIX = set(
    """non e anti re co pre pro mid cross post over semi multi ex sub counter mini neo inter intra un socio psycho
    micro ultra trans infra meta""".split()
)

ABBREVIATION = set(
    """mr mrs ms dr drs prof sr jr st ft mt gen col lt maj capt sgt cmdr adm gov sen rep reps sens hon rev pres supt
    inc corp co ltd llc bros vs etc al cf vol fig approx dept est jan feb mar apr jun jul aug sep sept oct nov dec
    mon tue tues wed thu thur thurs fri sat sun ave blvd rd messrs mme mlle ph para""".split()
)
# These may close a sentence as well; a capital after them decides.
EITHER = {"etc", "inc", "corp", "co", "ltd", "jr", "sr", "al", "est", "sat", "sun", "mar"}

DOTTED = re.compile(r"^(?:[A-Za-z]\.){2,}$|^[A-Z]\.$|^(?:[ap]\.m\.|i\.e\.|e\.g\.|Ph\.D\.)$", re.I)
WEB = re.compile(r"^(?:https?://|www\.)\S+$|^\S+@\S+\.\w+$|^@\w+$|^[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|gov|edu|au|uk|int|info)(?:/\S*)?$", re.I)
SPLIT_WORDS = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "gimme": 3, "lemme": 3}
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
OPEN = "\"'“‘«([{<*_•|"
CLOSE = "\"'”’»)]}>*_|"
CLITIC = re.compile(r"(?i)^(.+?)(n['’]t|['’](?:s|re|ve|ll|d|m))$")
NUMBER = re.compile(r"^[+-]?\d[\d,.:/]*$")


def words_of(chunk):
    """The words of a stretch without white space."""
    if WEB.match(chunk):
        return [chunk]
    head, tail = [], []
    while chunk and (m := re.match(r"\.{2,}|…|-{2,}|[–—]|([_=*~#])\1+|[" + re.escape(OPEN) + r",;:!?#§~=]|[A-Z]{0,3}[$£€¥](?=\d)", chunk)):
        head.append(m.group())
        chunk = chunk[m.end():]
    while chunk:
        if WEB.match(chunk):
            break
        m = re.search(r"(?:\.{2,}|…|-{2,}|[–—]|[!?]+|([_=*~#])\1+|[" + re.escape(CLOSE) + r",;:%~=])$", chunk)
        if m:
            tail.append(m.group())
            chunk = chunk[: m.start()]
            continue
        if chunk.endswith(".") and not keeps_stop(chunk):
            tail.append(".")
            chunk = chunk[:-1]
            continue
        break
    # a lone apostrophe after s is the possessive when no quotation is open; it is one word either way
    return head + (inner(chunk) if chunk else []) + tail[::-1]


def keeps_stop(chunk):
    w = re.split(r"[-–—/(\"“]", chunk)[-1]
    return bool(DOTTED.match(w)) or w[:-1].lower() in ABBREVIATION


def inner(w):
    """Splits inside a stretch that has no outer punctuation."""
    if WEB.match(w) or NUMBER.match(w) and not re.search(r"[:,.]$", w):
        return [w]
    m = re.search(r"\.{2,}|…|-{2,}|[–—]|[“”\"()\[\]]|(?<=\w)[;!?](?=\w)|(?<=[^\W\d])[,:](?=\w)|(?<=\w)[,:](?=[^\W\d])|(?<=\W)[,;:]", w)
    if m and 0 <= m.start() and m.group():
        left, right = w[: m.start()], w[m.end():]
        return (words_of(left) if left else []) + [m.group()] + (words_of(right) if right else [])
    m = re.match(r"^(.*\w)(/)(\w.*)$", w)
    if m and not re.match(r"^\d+(/\d+)+$", w):
        return inner(m.group(1)) + ["/"] + inner(m.group(3))
    m = CLITIC.match(w)
    if m and m.group(1):
        return inner(m.group(1)) + [m.group(2)]
    low = w.lower()
    if low in SPLIT_WORDS:
        k = SPLIT_WORDS[low]
        return [w[:k], w[k:]]
    if "-" in w:
        return hyphens(w)
    m = re.match(r"^([A-Z]{0,3}[$£€¥])(\d.*)$", w)
    if m:
        return [m.group(1)] + inner(m.group(2))
    m = re.match(r"^(\d[\d,.]*)(%|[a-zA-Z]{1,4}|°[CF]?)$", w)
    if m and not re.match(r"(?i)^(?:st|nd|rd|th|s)$", m.group(2)):
        return [m.group(1), m.group(2)]
    m = re.match(r"^(\w[\w.]*)([&+])(\w.*)$", w)
    if m and m.group(2) == "+":
        return inner(m.group(1)) + ["+"] + inner(m.group(3))
    m = re.match(r"^([a-z]{2,})\.([A-Z][a-z]+.*)$", w)  # a missing space after a stop
    if m:
        return [m.group(1), "."] + inner(m.group(2))
    return [w]


def hyphens(w):
    if re.match(r"^\+?\d[\d-]{6,}$", w) and w.count("-") > 1:  # a telephone number
        return [w]
    parts = re.split(r"(-)", w)
    out, i = [], 0
    while i < len(parts):
        p = parts[i]
        if p.lower() in PREFIX and i + 2 < len(parts) and re.match(r"[^\W\d]", parts[i + 2] or " "):
            parts[i + 2] = p + "-" + parts[i + 2]
            i += 2
            continue
        if p == "-" or not p:
            if p:
                out.append(p)
        elif "-" in p:
            out.append(p)
        else:
            out += inner(p)
        i += 1
    return out


def tokens(text):
    """(word, space_after) of a text on one line."""
    out, chunks = [], text.translate(INVISIBLE).split()
    for chunk, after in zip(chunks, chunks[1:] + [""]):
        ws = [chunk] if chunk in ("No.", "Nos.", "no.") and after[:1].isdigit() else words_of(chunk)
        out += [(w, False) for w in ws[:-1]] + [(ws[-1], True)]
    return out


def ends(tok, i):
    """True if the word at i closes a sentence, given the words after it."""
    w = tok[i][0]
    if not re.match(r"^(?:[.!?]+|…|\.{2,})$", w):
        if not w.endswith(".") or len(w) < 2:
            return False
        nxt = tok[i + 1][0] if i + 1 < len(tok) else ""
        stem = w[:-1].lower()
        if re.match(r"^[A-Z]\.$", w) or stem in ABBREVIATION and stem not in EITHER:
            return False
        # "U.S." or "Inc.": the end only before a word that opens sentences
        return nxt in STARTERS
    nxt = next((t[0] for t in tok[i + 1 : i + 4] if t[0] not in CLOSE and t[0] not in OPEN), "")
    return not nxt or not nxt[0].islower()


STARTERS = set(
    """The A An In On At He She It They We I You This That These Those But And However For When While As After Before
    If There His Her Their Our Its My Under According Meanwhile So Since What To""".split()
)


def cut(paragraph):
    """Sentences, each a list of (word, space_after)."""
    tok = tokens(paragraph)
    out, start, i = [], 0, 0
    while i < len(tok):
        if ends(tok, i):
            j = i + 1
            while j < len(tok) and tok[j][0] in CLOSE and (not tok[j - 1][1] or j + 1 == len(tok)):
                j += 1
            out.append(tok[start:j])
            start = i = j
            continue
        i += 1
    if start < len(tok):
        out.append(tok[start:])
    return out


def score(path):
    """Word F1 and sentence F1 against a treebank, documents as paragraphs of the sentences' texts."""
    import corpus

    hit = gold = said = 0
    worst = {}
    for s in corpus.read_conllu(path):
        text = next((c[9:] for c in s.comments if c.startswith("# text = ")), None)
        if text is None:
            continue

        def offsets(ws):
            at, res = 0, set()
            for w in ws:
                w = w.replace(" ", "")
                res.add((at, at + len(w)))
                at += len(w)
            return res

        g, p = offsets(s.words), offsets([w for w, _ in tokens(text)])
        hit, gold, said = hit + len(g & p), gold + len(g), said + len(p)
        flat = text.replace(" ", "")
        for a, b in p - g:
            worst[flat[a:b]] = worst.get(flat[a:b], 0) + 1
    print(path, "word F1", round(200 * hit / (gold + said), 2), sorted(worst.items(), key=lambda e: -e[1])[:60])


if __name__ == "__main__":
    import sys

    for f in sys.argv[1:]:
        score(f)
