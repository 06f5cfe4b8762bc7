"""Labels open news with the teacher: shards of CoNLL-U, and names for treebanks that lack them.

Every shard mixes the sources in the same proportions until a source is used up, so any number of
finished shards is a fair sample. A shard is written under a temporary name and then renamed.
"""

import argparse
import gzip
import json
import os
import random
import time

import corpus
from segment import cut
from train import answers_of, load

# Share of a shard's words. The two small sources are used up first.
SHARES = {"wp-current-events-2025-2026": 0.27, "wikinews-2019-2020": 0.08, "us-state-2021-2022": 0.38, "au-pm-1996-2018": 0.27}
TITLED = {"wikinews-2019-2020", "us-state-2021-2022", "au-pm-1996-2018"}  # titles are whole there
LONGEST, SHORTEST = 60, 3


def articles(path, seed):
    with gzip.open(path, "rt", encoding="utf-8") as f:
        all_ = [json.loads(l) for l in f]
    random.Random(seed).shuffle(all_)
    return all_


def stream(path, name, seed, seen):
    """Sentences of a source, article by article: (id, words with space marks)."""
    for a in articles(path, seed):
        paragraphs = a["text"].split("\n")
        if name in TITLED:
            paragraphs.insert(0, a["title"])
        k = 0
        for p in paragraphs:
            for s in cut(p):
                k += 1
                words = [w for w, _ in s]
                if usable(words):
                    key = " ".join(words).lower()
                    if key not in seen:
                        seen.add(key)
                        yield f"{a['id']}-{k}", s


def usable(words):
    """Sentences of a length that trains well, with words in Latin letters."""
    if not SHORTEST <= len(words) <= LONGEST:
        return False
    letters = [c for w in words for c in w if c.isalpha()]
    latin = sum(c < "\u0250" for c in letters)
    return len(letters) >= 8 and latin >= 0.97 * len(letters) and all(len(w) <= 40 for w in words)


def shard(streams, words):
    """The next sentences, about so many words, in the given shares."""
    out = []
    for name, it in streams.items():
        want = words * SHARES[name]
        while want > 0:
            nxt = next(it, None)
            if nxt is None:
                break
            out.append((name,) + nxt)
            want -= len(nxt[1])
    return out


def to_conllu(sid, s, a, source):
    text = "".join(w + (" " if sp else "") for w, sp in s).strip()
    lines = [f"# sent_id = {sid}", f"# source = {source}", f"# sure = {a['sure']:.3f}", f"# text = {text}"]
    for i, (w, sp) in enumerate(s):
        misc = [] if a["names"][i] == "O" else ["Name=" + a["names"][i]]
        if not sp:
            misc.append("SpaceAfter=No")
        row = (i + 1, w, "_", a["upos"][i], a["xpos"][i], a["feats"][i], a["heads"][i], a["rels"][i], "_", "|".join(misc) or "_")
        lines.append("\t".join(map(str, row)))
    return "\n".join(lines) + "\n\n"


def write(path, text):
    with open(path + ".part", "w", encoding="utf-8") as f:
        f.write(text)
    os.replace(path + ".part", path)


def label_news(args, model, coder):
    seen = set()
    streams = {n: stream(f"{args.news}/{n}.jsonl.gz", n, args.seed, seen) for n in SHARES}
    written = dropped = 0
    start = time.time()
    for k in range(args.shards):
        part = shard(streams, args.words)
        if not part or (time.time() - start) / 60 > args.minutes:
            break
        if k % args.of != args.part:
            continue
        path = f"{args.out}/{k:03d}.conllu"
        if os.path.exists(path):
            continue
        sents = [corpus.Sentence([w for w, _ in s]) for _, _, s in part]
        ans = answers_of(model, coder, sents, pieces=args.pieces)
        text = []
        for (name, sid, s), a in zip(part, ans):
            if a["sure"] < args.sure:
                dropped += len(s)
                continue
            text.append(to_conllu(sid, s, a, name))
            written += len(s)
        random.Random(k).shuffle(text)
        write(path, "".join(text))
        print(f"{time.time() - start:6.0f} s  {path}  words written {written}, left out as unsure {dropped}", flush=True)


def label_names(args, model, coder):
    """Adds Name= to the treebanks' MISC: the teacher's in EWT, GUM's own entities in GUM."""
    for src, dst, own in (("en_ewt-train", "ewt-train-names", False), ("en_gum-free-train", "gum-names", True)):
        sents = corpus.read_conllu(f"{args.treebanks}/{src}.conllu")
        ans = [None] * len(sents) if own else answers_of(model, coder, sents, tree=False, pieces=args.pieces)
        text = []
        for s, a in zip(sents, ans):
            tags = corpus.gum_names(s) if own else a["names"]
            text += [c + "\n" for c in s.comments if c.startswith(("# sent_id", "# newdoc", "# text"))]
            for r, t in zip(s.rows, tags):
                misc = (["Name=" + t] if t != "O" else []) + [m for m in r[9].split("|") if m.startswith("SpaceAfter")]
                text.append("\t".join(r[:8] + ["_", "|".join(misc) or "_"]) + "\n")
            text.append("\n")
        write(f"{args.out}/{dst}.conllu", "".join(text))
        print("wrote", dst, flush=True)


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--model", required=True)
    p.add_argument("--news", default="../shared/news")
    p.add_argument("--treebanks", default="../shared/treebanks")
    p.add_argument("--out", required=True, help="folder for the silver")
    p.add_argument("--shards", type=int, default=100)
    p.add_argument("--words", type=int, default=25000, help="words of a shard")
    p.add_argument("--part", type=int, default=0, help="this process's share of the shards ...")
    p.add_argument("--of", type=int, default=1, help="... of so many processes")
    p.add_argument("--sure", type=float, default=0.65, help="least geometric mean probability of head and relation")
    p.add_argument("--minutes", type=float, default=1e9)
    p.add_argument("--pieces", type=int, default=1500, help="word pieces a batch; more is no faster")
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--only", choices=["news", "names"])
    args = p.parse_args()
    os.makedirs(args.out, exist_ok=True)
    model, coder = load(args.model, args.threads)
    if args.only != "news" and args.part == 0:
        label_names(args, model, coder)
    if args.only != "names":
        label_news(args, model, coder)


if __name__ == "__main__":
    main()
