"""Labels open news with acts: a small network over casus's clues and a pretrained encoder's vectors (see README.md).

    teach.py ENCODER.onnx TOKENIZER.json LABELLED.jsonl NEWS.jsonl OUT.jsonl.gz

LABELLED and NEWS are what `casus train teacher` writes for hand-coded articles and for open news.
"""

import gzip
import io
import json
import os
import sys
from collections import Counter

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "teacher"))
from model import Encoder, read_onnx  # noqa: E402

TYPES = ("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE "
         "ASSAULT").split()
LABELS = len(TYPES) + 1


class Vectors(Encoder):
    """Mean of the last six layers."""

    def forward(self, pieces, mask):
        x = self.ln(self.piece(pieces) + self.pos.weight[: pieces.shape[1]] + self.kind)
        att = torch.zeros(mask.shape, dtype=torch.bfloat16).masked_fill(~mask, -1e4)[:, None, None, :]
        total = 0
        for i, layer in enumerate(self.layers):
            x = layer(x, att)
            if i >= len(self.layers) - 6:
                total = total + x.float()
        return total / 6


def char_index(text):
    """Character offset of each byte offset at which a character begins."""
    at, out = 0, {}
    for i, c in enumerate(text):
        out[at] = i
        at += len(c.encode())
    out[at] = len(text)
    return out


def embed(encoder, tokenizer, lines):
    """One vector for each candidate of each line, in order."""
    encoded = [tokenizer.encode(r["text"]) for r in lines]
    order = sorted(range(len(lines)), key=lambda i: len(encoded[i].ids))
    out = [None] * len(lines)
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for i in range(0, len(order), 32):
            batch = order[i : i + 32]
            width = min(max(len(encoded[j].ids) for j in batch), 510)
            ids = torch.zeros(len(batch), width, dtype=torch.long)
            mask = torch.zeros(len(batch), width, dtype=torch.bool)
            for k, j in enumerate(batch):
                x = encoded[j].ids[:width]
                ids[k, : len(x)], mask[k, : len(x)] = torch.tensor(x), True
            vectors = encoder(ids, mask)
            for k, j in enumerate(batch):
                index = char_index(lines[j]["text"])
                offsets = encoded[j].offsets[:width]
                rows = []
                for c in lines[j]["candidates"]:
                    a, b = index[c["start"]], index[c["end"]]
                    pieces = [p for p, (x, y) in enumerate(offsets) if x < b and y > a and y > x] or [0]
                    rows.append(vectors[k, pieces].mean(0).numpy())
                out[j] = np.stack(rows)
    return np.concatenate(out).astype(np.float32)


def words(lines):
    return [c for r in lines for c in r["candidates"]]


class Net(torch.nn.Module):
    def __init__(self, clues, width, hidden=64):
        super().__init__()
        self.wide = torch.nn.EmbeddingBag(clues + 1, LABELS, mode="sum")
        torch.nn.init.zeros_(self.wide.weight)
        self.deep = torch.nn.Sequential(torch.nn.Linear(width, hidden), torch.nn.Tanh(), torch.nn.Dropout(0.3), torch.nn.Linear(hidden, LABELS))

    def forward(self, vectors, clues, drop=0.0):
        flat = torch.cat(clues)
        if drop:
            flat = flat * (torch.rand(len(flat)) > drop)
        starts = torch.tensor(np.cumsum([0] + [len(c) for c in clues[:-1]]))
        return self.deep(F.dropout(vectors, drop, drop > 0)) + self.wide(flat, starts)


def train(vectors, cands, epochs=10, drop=0.3):
    torch.manual_seed(0)
    count = Counter(n for c in cands for n in c["names"])
    known = {n: i + 1 for i, n in enumerate(sorted(n for n, k in count.items() if k >= 3))}
    clues = [torch.tensor([known[n] for n in c["names"] if n in known] or [0]) for c in cands]
    x, y = torch.tensor(vectors), torch.tensor([c["label"] for c in cands])
    w = torch.tensor([c["weight"] for c in cands])
    net = Net(len(known), x.shape[1])
    steps = epochs * (len(cands) // 64 + 1)
    opt = torch.optim.AdamW(net.parameters(), lr=0.003, weight_decay=0.5)
    fall = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: max(0, 1 - s / steps))
    for epoch in range(epochs):
        perm = np.random.RandomState(epoch).permutation(len(cands))
        for i in range(0, len(cands), 64):
            b = perm[i : i + 64]
            loss = (F.cross_entropy(net(x[b], [clues[j] for j in b], drop), y[b], reduction="none") * w[b]).sum() / 64
            opt.zero_grad()
            loss.backward()
            opt.step()
            fall.step()
    return net.eval(), known


def main(onnx, tokens, labelled, news, out):
    tokenizer = Tokenizer.from_file(tokens)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    encoder = Vectors(12)
    encoder.load(read_onnx(onnx))
    encoder.eval()
    gold, open_news = ([json.loads(line) for line in open(p, encoding="utf-8")] for p in (labelled, news))
    x = embed(encoder, tokenizer, gold)
    cands = words(gold)
    keep = np.array([c["weight"] > 0 for c in cands])
    mean, spread = x[keep].mean(0), x[keep].std(0) + 1e-3
    net, known = train((x[keep] - mean) / spread, [c for c, k in zip(cands, keep) if k])
    y = torch.tensor((embed(encoder, tokenizer, open_news) - mean) / spread)
    acts, at = {}, 0
    with torch.no_grad():
        for r in open_news:
            n = len(r["candidates"])
            clues = [torch.tensor([known[k] for k in c["names"] if k in known] or [0]) for c in r["candidates"]]
            p = torch.softmax(net(y[at : at + n], clues), 1).tolist()
            at += n
            here = acts.setdefault(r["id"], {})
            for c, q in zip(r["candidates"], p):
                m = {t: round(v, 2) for t, v in zip(TYPES, q[1:]) if v >= 0.02}
                if q[0] < 0.97 and m:
                    here[r["start"] + c["start"]] = m
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0) as z:
        for i, a in acts.items():
            line = {"id": i, "acts": {str(k): a[k] for k in sorted(a)}}
            z.write((json.dumps(line, separators=(",", ":")) + "\n").encode())
    with open(out, "wb") as f:
        f.write(buffer.getvalue())


if __name__ == "__main__":
    main(*sys.argv[1:])
