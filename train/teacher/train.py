"""Trains the teacher. See README.md for the recipe; --help for the options."""

import argparse
import json
import random
import sys
import time
from collections import Counter

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

import corpus
from decode import best_tree, best_tags
from model import CHARS, Teacher, read_onnx

PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "´": "'", "…": "."})


class Coder:
    """Turns sentences into arrays and batches; holds the inventories of symbols."""

    def __init__(self, tokenizer, vocab):
        self.tok, self.vocab, self.cache = Tokenizer.from_file(tokenizer), vocab, {}
        self.tok.no_truncation()
        self.tok.no_padding()
        self.ids = {k: {s: i for i, s in enumerate(v)} for k, v in vocab.items()}
        self.cls, self.sep, self.unk = (self.tok.token_to_id(t) for t in ("[CLS]", "[SEP]", "[UNK]"))

    @staticmethod
    def collect(sentences):
        """Symbols in order of falling frequency; rare characters and features are left out."""

        def top(items, least):
            c = Counter(items)
            return [k for k, n in sorted(c.items(), key=lambda e: (-e[1], e[0])) if n >= least]

        return {
            "chars": ["", "\0"] + top((c for s in sentences for w in s.words for c in w), 3),
            "upos": top((u for s in sentences for u in s.upos or []), 1),
            "xpos": top((x for s in sentences for x in s.xpos or []), 1),
            "feats": top((f for s in sentences for f in s.feats or []), 3),
            "rels": top((r for s in sentences for r in s.rels or []), 2),
            "names": corpus.TAGS,
        }

    def word(self, w):
        if w not in self.cache:
            p = self.tok.encode(w.translate(PLAIN), add_special_tokens=False).ids[:6] or [self.unk]
            ch = [self.ids["chars"].get(c, 1) for c in (w if len(w) <= CHARS else w[:10] + w[-6:])]
            self.cache[w] = p, np.array(ch + [0] * (CHARS - len(ch)), np.int64)
        return self.cache[w]

    def size(self, s):
        return 2 + sum(len(self.word(w)[0]) for w in s.words)

    def batch(self, sentences):
        n = max(len(s.words) for s in sentences)
        m = max(self.size(s) for s in sentences)
        k = len(sentences)
        b = {
            "pieces": np.zeros((k, m), np.int64), "piece_word": np.zeros((k, m), np.int64),
            "piece_mask": np.zeros((k, m), bool), "first": np.zeros((k, n + 1), np.int64),
            "last": np.zeros((k, n + 1), np.int64), "word_id": np.zeros((k, n + 1), np.int64),
            "head_mask": np.zeros((k, n + 1), bool),
        }
        chars, known = [], {}
        for i, s in enumerate(sentences):
            row, at = [self.cls], [0]
            b["head_mask"][i, : len(s.words) + 1] = True
            for j, w in enumerate(s.words):
                p, ch = self.word(w)
                if w not in known:
                    known[w] = len(chars) + 1
                    chars.append(ch)
                b["first"][i, j + 1], b["last"][i, j + 1] = len(row), len(row) + len(p) - 1
                b["word_id"][i, j + 1] = known[w]
                row += p
                at += [known[w]] * len(p)
            row.append(self.sep)
            at.append(0)
            b["pieces"][i, : len(row)] = row
            b["piece_word"][i, : len(row)] = at
            b["piece_mask"][i, : len(row)] = True
        b["chars"] = np.stack(chars)
        return {key: torch.from_numpy(v) for key, v in b.items()}

    def gold(self, sentences):
        """Targets; -1 where there is none."""
        n = max(len(s.words) for s in sentences)
        out = {key: np.full((len(sentences), n), -1, np.int64) for key in ("upos", "xpos", "feats", "heads", "rels")}
        out["names"] = np.zeros((len(sentences), n), np.int64)
        for i, s in enumerate(sentences):
            k = len(s.words)
            if s.heads is not None:
                for key in ("upos", "xpos", "feats", "rels"):
                    out[key][i, :k] = [self.ids[key].get(v, -1) for v in getattr(s, key)]
                out["heads"][i, :k] = s.heads
            if s.names is not None:
                out["names"][i, :k] = s.names
        return {key: torch.from_numpy(v) for key, v in out.items()}


def buckets(sentences, coder, pieces, rng):
    """Batches of sentences of like length, up to so many pieces, in random order."""
    order = sorted(range(len(sentences)), key=lambda i: coder.size(sentences[i]) + 3 * rng.random())
    out, cur, top = [], [], 0
    for i in order:
        top = max(top, coder.size(sentences[i]))
        if cur and top * (len(cur) + 1) > pieces:
            out.append(cur)
            cur, top = [], coder.size(sentences[i])
        cur.append(sentences[i])
    out.append(cur)
    rng.shuffle(out)
    return out


WEIGHTS = {"upos": 0.5, "xpos": 0.5, "feats": 0.3, "heads": 1.0, "rels": 1.0, "names": 1.0}


def loss_of(model, coder, sentences):
    g = coder.gold(sentences)
    s = model(coder.batch(sentences), g["heads"].clamp(min=0))
    total = 0.0
    for key, score in (("upos", "upos"), ("xpos", "xpos"), ("feats", "feats"), ("heads", "arcs"), ("rels", "rels")):
        if (g[key] >= 0).any():
            total = total + WEIGHTS[key] * F.cross_entropy(s[score].flatten(0, 1), g[key].flatten(), ignore_index=-1)
    some = g["names"] > 0
    if some.any():
        mask = g["names"][some]
        allowed = (mask[:, None] >> torch.arange(len(corpus.TAGS))) & 1
        z = s["names"][some]
        inside = z.masked_fill(allowed == 0, -1e4).logsumexp(-1)
        # Words on which everything is open carry no loss and are not counted.
        told = (allowed.sum(-1) < len(corpus.TAGS)).float()
        total = total + WEIGHTS["names"] * ((z.logsumexp(-1) - inside) * told).sum() / told.sum().clamp(min=1)
    return total


@torch.inference_mode()
def annotate(model, coder, sentences, pieces=1500, tree=True):
    """Yields (index, dict) in no fixed order: upos, xpos, feats, heads, rels, names, sure.

    sure is the mean over words of the probability of the chosen head and relation, geometric.
    """
    model.eval()
    order = sorted(range(len(sentences)), key=lambda i: coder.size(sentences[i]))
    i = 0
    while i < len(order):
        j = i + 1
        while j < len(order) and coder.size(sentences[order[j]]) * (j - i + 1) <= pieces:
            j += 1
        idx, i = order[i:j], j
        sents = [sentences[k] for k in idx]
        s = model(coder.batch(sents))
        arcs = s["arcs"].log_softmax(-1).numpy()
        heads = arcs.argmax(-1)
        if tree:
            for r, x in enumerate(sents):
                n = len(x.words)
                heads[r, :n] = best_tree(arcs[r, :n, : n + 1])
        rel = model.relations(*s["places"], torch.from_numpy(heads)).log_softmax(-1).numpy()
        # "root" belongs to the root's dependants and to no other
        root = coder.ids["rels"]["root"]
        rel[..., root] = np.where(heads == 0, 0.0, -1e4)
        top = {k: s[k].argmax(-1).numpy() for k in ("upos", "xpos", "feats")}
        names = s["names"].log_softmax(-1).numpy()
        best = rel.argmax(-1)
        for r, (k, x) in enumerate(zip(idx, sents)):
            n = len(x.words)
            w = np.arange(n)
            sure = np.exp(np.mean(arcs[r, w, heads[r, :n]] + rel[r, w, best[r, :n]]))
            v = coder.vocab
            yield k, {
                "upos": [v["upos"][t] for t in top["upos"][r, :n]],
                "xpos": [v["xpos"][t] for t in top["xpos"][r, :n]],
                "feats": [v["feats"][t] for t in top["feats"][r, :n]],
                "heads": heads[r, :n].tolist(),
                "rels": [v["rels"][t] for t in best[r, :n]],
                "names": best_tags(names[r, :n]),
                "sure": float(sure),
            }


def f1(hit, gold, said):
    return 200.0 * hit / max(gold + said, 1)


def score_trees(sentences, answers, detail=False):
    """Percentages on gold words: tags, UAS, LAS (labels up to ':'), full-label LAS; relation F1."""
    c, rel = Counter(), {}
    for s, a in zip(sentences, answers):
        for u, x, h, r, u2, x2, h2, r2 in zip(s.upos, s.xpos, s.heads, s.rels, a["upos"], a["xpos"], a["heads"], a["rels"]):
            b, b2 = r.split(":")[0], r2.split(":")[0]
            c["n"] += 1
            c["upos"] += u == u2
            c["xpos"] += x == x2
            c["uas"] += h == h2
            c["las"] += h == h2 and b == b2
            c["sub"] += h == h2 and r == r2
            rel.setdefault(b, Counter())["gold"] += 1
            rel.setdefault(b2, Counter())["said"] += 1
            rel[b]["hit"] += h == h2 and b == b2
    out = {k: round(100 * c[k] / c["n"], 2) for k in ("upos", "xpos", "uas", "las", "sub")}
    if detail:
        out["rel"] = {k: round(f1(v["hit"], v["gold"], v["said"]), 1) for k, v in sorted(rel.items())}
    return out


def score_names(sentences, answers, kinds=("PER", "ORG", "LOC")):
    """Exact span F1 over the given types, and per type."""
    c = Counter()
    for s, a in zip(sentences, answers):
        g = {x for x in corpus.spans(s.tags) if x[2] in kinds}
        p = {x for x in corpus.spans(a["names"]) if x[2] in kinds}
        for k in kinds:
            c[k, "g"] += sum(x[2] == k for x in g)
            c[k, "p"] += sum(x[2] == k for x in p)
            c[k, "h"] += sum(x[2] == k for x in g & p)
    tot = [sum(c[k, e] for k in kinds) for e in "hgp"]
    return {"f1": round(f1(*tot), 2), **{k: round(f1(*(c[k, e] for e in "hgp")), 1) for k in kinds}, "gold": tot[1]}


def answers_of(model, coder, sentences, **kw):
    out = [None] * len(sentences)
    for i, a in annotate(model, coder, sentences, **kw):
        out[i] = a
    return out


def load_data(args):
    tb = args.treebanks
    ewt = corpus.read_conllu(f"{tb}/en_ewt-train.conllu")
    for s in ewt:
        s.names = corpus.silent_masks(s)
    gum = corpus.read_conllu(f"{tb}/en_gum-free-train.conllu")
    for s in gum:
        s.names = corpus.masks(corpus.gum_names(s))
    uner, apart = [], []
    for s in corpus.read_iob2(f"{tb}/uner_ewt-dev.iob2"):
        s.tags, s.names = s.names, corpus.uner_masks(s.names, s.words)
        (apart if corpus.held_apart(s.doc) else uner).append(s)
    made = []
    if args.made:
        import names

        made = names.sentences(args.made, args.seed)
    return ewt, gum, uner, apart, made


def load(path, threads=1):
    """Reads a checkpoint: the model and its coder."""
    torch.set_num_threads(threads)
    ck = torch.load(path, weights_only=False)
    coder = Coder(ck["tokenizer"], ck["vocab"])
    model = Teacher(ck["layers"], {k: len(v) for k, v in ck["vocab"].items()})
    model.load_state_dict(ck["state"])
    model.eval()
    return model, coder


def spare_threads():
    """2 where the other users of a two-core machine leave a core idle, else 1."""
    import os

    return 2 if os.getloadavg()[0] - torch.get_num_threads() < 0.5 else 1


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--onnx", required=True, help="the encoder's weights")
    p.add_argument("--tokenizer", required=True, help="its tokenizer.json")
    p.add_argument("--layers", type=int, required=True)
    p.add_argument("--treebanks", default="../shared/treebanks")
    p.add_argument("--out", required=True, help="checkpoint to write")
    p.add_argument("--epochs", type=int, default=6)
    p.add_argument("--pieces", type=int, default=700, help="word pieces a batch, padding counted")
    p.add_argument("--lr", type=float, default=1e-4)
    p.add_argument("--head-lr", type=float, default=1e-3)
    p.add_argument("--minutes", type=float, default=1e9, help="the schedule ends here at the latest")
    p.add_argument("--made", type=int, default=4000, help="sentences made from templates, an epoch")
    p.add_argument("--uner", type=int, default=2, help="times that UNER dev is seen in an epoch")
    p.add_argument("--threads", type=int, default=1, help="0: as many as others leave idle")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--limit", type=int, default=0, help="sentences of each set, for a quick try")
    args = p.parse_args()
    torch.set_num_threads(args.threads or spare_threads())
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)

    ewt, gum, uner, apart, made = load_data(args)
    dev = corpus.read_conllu(f"{args.treebanks}/en_ewt-dev.conllu")
    if args.limit:
        ewt, gum = ewt[: args.limit], gum[: args.limit]
    vocab = Coder.collect(ewt + gum + uner + made)
    coder = Coder(args.tokenizer, vocab)
    model = Teacher(args.layers, {k: len(v) for k, v in vocab.items()})
    model.enc.load(read_onnx(args.onnx))
    enc = [q for n, q in model.named_parameters() if n.startswith("enc.layers") and q.requires_grad]
    rest = [q for n, q in model.named_parameters() if not n.startswith("enc.layers") and q.requires_grad]
    opt = torch.optim.AdamW(
        [{"params": enc, "lr": args.lr}, {"params": rest, "lr": args.head_lr}], betas=(0.9, 0.98), weight_decay=0.01, fused=True
    )
    base = [g["lr"] for g in opt.param_groups]

    def epoch_data():
        return buckets(ewt + gum + uner * args.uner + made, coder, args.pieces, rng)

    steps = len(epoch_data()) * args.epochs
    print("steps", steps, "apart", len(apart), "names apart", sum(len(corpus.spans(s.tags)) for s in apart), flush=True)
    start, done, best, mean = time.time(), 0, -1.0, 0.0
    log = open(args.out + ".log", "a")
    stop = False
    for epoch in range(args.epochs):
        model.train()
        for sents in epoch_data():
            at = max(done / steps, (time.time() - start) / 60 / args.minutes)
            if at >= 1:
                stop = True
                break
            f = min(1.0, at / 0.07) if at < 0.07 else (1 - at) / 0.93
            for g, lr in zip(opt.param_groups, base):
                g["lr"] = lr * max(f, 0.01)
            opt.zero_grad(set_to_none=True)
            loss = loss_of(model, coder, sents)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(enc + rest, 5.0)
            opt.step()
            done += 1
            mean = 0.98 * mean + 0.02 * loss.item() if mean else loss.item()
            if done % 50 == 0:
                if args.threads == 0:
                    torch.set_num_threads(spare_threads())
                print(f"{time.time() - start:7.0f} s  step {done}  at {at:.3f}  loss {mean:.3f}", flush=True)
        res = score_trees(dev, answers_of(model, coder, dev))
        res["names"] = score_names(apart, answers_of(model, coder, apart, tree=False))
        res["epoch"], res["seconds"] = epoch + 1, round(time.time() - start)
        print(json.dumps(res), flush=True)
        log.write(json.dumps(res) + "\n")
        log.flush()
        rank = res["las"] + 0.1 * res["names"]["f1"]
        if rank > best:
            best = rank
            torch.save({"state": model.state_dict(), "vocab": vocab, "layers": args.layers, "tokenizer": args.tokenizer}, args.out)
        if stop:
            break
    return 0


if __name__ == "__main__":
    sys.exit(main())
