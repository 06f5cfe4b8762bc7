"""The teacher: a pretrained 384-wide encoder read from an ONNX file, with a character convolution
that gives it back the letter case, and heads for tags, features, trees and names.

The encoder is BERT's (post-norm); its word pieces are uncased, so case reaches it only through the
character vector, which is added to the pieces' embeddings (from a zero start) and set beside the
encoder's output.
"""

import torch
import torch.nn as nn
import torch.nn.functional as F

CHARS = 16  # of a word: the first 10 and the last 6


def read_onnx(path):
    """Weights by name. Matrices of nameless MatMul nodes are named after the bias added to them."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(path).graph
    raw = {t.name: t for t in graph.initializer}
    made = {o: n for n in graph.node for o in n.output}
    out = {k: numpy_helper.to_array(t) for k, t in raw.items() if k.endswith((".weight", ".bias"))}
    for n in graph.node:
        if n.op_type != "Add":
            continue
        bias = next((i for i in n.input if i in raw and i.endswith(".bias")), None)
        src = next((made[i] for i in n.input if i in made and made[i].op_type == "MatMul"), None)
        if bias and src:
            mat = next((i for i in src.input if i in raw), None)
            if mat and bias[:-4] + "weight" not in out:
                out[bias[:-4] + "weight"] = numpy_helper.to_array(raw[mat]).T
    return {k: torch.tensor(v.copy()) for k, v in out.items()}


class Layer(nn.Module):
    def __init__(self, d, heads, ff, drop):
        super().__init__()
        self.heads, self.drop = heads, nn.Dropout(drop)
        self.qkv, self.out = nn.Linear(d, 3 * d), nn.Linear(d, d)
        self.up, self.down = nn.Linear(d, ff), nn.Linear(ff, d)
        self.ln1, self.ln2 = nn.LayerNorm(d, eps=1e-12), nn.LayerNorm(d, eps=1e-12)

    def forward(self, x, mask):
        b, n, d = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        # Written out: on short sentences the fused kernel's backward pass takes five times as long.
        a = torch.softmax(q @ k.transpose(2, 3) * (d // self.heads) ** -0.5 + mask, -1) @ v
        x = self.ln1(x + self.drop(self.out(a.transpose(1, 2).reshape(b, n, d))))
        return self.ln2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """BERT's encoder; embeddings of pieces and positions stay frozen."""

    def __init__(self, layers, vocab=30522, d=384, heads=12, ff=1536, drop=0.1):
        super().__init__()
        self.piece, self.pos = nn.Embedding(vocab, d), nn.Embedding(512, d)
        self.kind = nn.Parameter(torch.zeros(d))
        self.ln, self.drop = nn.LayerNorm(d, eps=1e-12), nn.Dropout(drop)
        self.layers = nn.ModuleList(Layer(d, heads, ff, drop) for _ in range(layers))
        self.mix = nn.Parameter(torch.zeros(layers + 1))
        self.scale = nn.Parameter(torch.ones(1))
        self.piece.weight.requires_grad_(False)
        self.pos.weight.requires_grad_(False)

    def load(self, w):
        def put(p, v):
            assert p.shape == v.shape, (p.shape, v.shape)
            p.data.copy_(v)

        e = "embeddings."
        put(self.piece.weight, w[e + "word_embeddings.weight"])
        put(self.pos.weight, w[e + "position_embeddings.weight"])
        put(self.kind, w[e + "token_type_embeddings.weight"][0])
        put(self.ln.weight, w[e + "LayerNorm.weight"])
        put(self.ln.bias, w[e + "LayerNorm.bias"])
        for i, l in enumerate(self.layers):
            for part in ("weight", "bias"):
                p = f"encoder.layer.{i}."
                put(getattr(l.qkv, part), torch.cat([w[f"{p}attention.self.{x}.{part}"] for x in ("query", "key", "value")]))
                put(getattr(l.out, part), w[f"{p}attention.output.dense.{part}"])
                put(getattr(l.ln1, part), w[f"{p}attention.output.LayerNorm.{part}"])
                put(getattr(l.up, part), w[f"{p}intermediate.dense.{part}"])
                put(getattr(l.down, part), w[f"{p}output.dense.{part}"])
                put(getattr(l.ln2, part), w[f"{p}output.LayerNorm.{part}"])

    def forward(self, pieces, extra, mask):
        n = pieces.shape[1]
        x = self.piece(pieces) + self.pos.weight[:n] + self.kind + extra
        x = self.drop(self.ln(x))
        att = torch.zeros(mask.shape, dtype=torch.bfloat16).masked_fill(~mask, -1e4)[:, None, None, :]
        w = torch.softmax(self.mix, 0) * self.scale
        total = w[0] * x
        for i, l in enumerate(self.layers):
            x = l(x, att)
            total = total + w[i + 1] * x
        return total


class CharNet(nn.Module):
    """Convolution of width 3 over a word's characters, then the maximum."""

    def __init__(self, vocab, d=48, out=128):
        super().__init__()
        self.emb = nn.Embedding(vocab, d, padding_idx=0)
        self.conv = nn.Linear(3 * d, out)

    def forward(self, chars):
        x = F.pad(self.emb(chars), (0, 0, 1, 1))
        x = torch.cat([x[:, :-2], x[:, 1:-1], x[:, 2:]], -1)
        return F.gelu(self.conv(x).amax(1))


class Teacher(nn.Module):
    def __init__(self, layers, sizes, arc=400, lab=80, drop=0.33):
        """sizes: number of chars, upos, xpos, feats, rels, names."""
        super().__init__()
        d, c = 384, 128
        self.enc = Encoder(layers)
        self.chars = CharNet(sizes["chars"])
        self.inject = nn.Linear(c, d)
        nn.init.zeros_(self.inject.weight)
        nn.init.zeros_(self.inject.bias)
        w = d + c
        self.drop = nn.Dropout(drop)
        self.tags = nn.Linear(w, 256)
        self.upos, self.xpos, self.feats = (nn.Linear(256, sizes[k]) for k in ("upos", "xpos", "feats"))
        self.named = nn.Linear(w, 256)
        self.names = nn.Linear(256, sizes["names"])
        self.arc_d, self.arc_h = nn.Linear(w, arc), nn.Linear(w, arc)
        self.lab_d, self.lab_h = nn.Linear(w, lab), nn.Linear(w, lab)
        self.arc_u = nn.Parameter(torch.zeros(arc + 1, arc))
        self.lab_u = nn.Parameter(torch.zeros(sizes["rels"], lab + 1, lab + 1))

    def encode(self, b):
        """Vectors of the root place and the words, (sentences, 1+words, 512), in float32."""
        cv = self.chars(b["chars"])
        cv = torch.cat([cv.new_zeros(1, cv.shape[1]), cv])  # row 0: no word
        extra = self.inject(cv)[b["piece_word"]]
        x = self.enc(b["pieces"], extra, b["piece_mask"])
        i = torch.arange(x.shape[0])[:, None]
        h = 0.5 * (x[i, b["first"]] + x[i, b["last"]])
        return torch.cat([h, cv[b["word_id"]]], -1).float()

    def forward(self, b, rel_heads=None):
        """Scores. Relations are scored for rel_heads; where it is None, call relations once heads are chosen."""
        with torch.autocast("cpu", torch.bfloat16, enabled=b.get("bf16", True)):
            h = self.encode(b)
        h = self.drop(h)
        w = h[:, 1:]
        t = self.drop(F.gelu(self.tags(w)))
        out = {"upos": self.upos(t), "xpos": self.xpos(t), "feats": self.feats(t)}
        out["names"] = self.names(self.drop(F.gelu(self.named(w))))
        ad, ah = self.drop(F.gelu(self.arc_d(w))), self.drop(F.gelu(self.arc_h(h)))
        ad = F.pad(ad, (0, 1), value=1.0)
        arcs = (ad @ self.arc_u) @ ah.transpose(1, 2)
        out["arcs"] = arcs.masked_fill(~b["head_mask"][:, None, :], -1e4)
        if rel_heads is not None:
            out["rels"] = self.relations(w, h, rel_heads)
        out["places"] = (w, h)
        return out

    def relations(self, w, h, heads):
        ld = F.pad(self.drop(F.gelu(self.lab_d(w))), (0, 1), value=1.0)
        lh = F.pad(self.drop(F.gelu(self.lab_h(h))), (0, 1), value=1.0)
        lh = lh.gather(1, heads[..., None].expand(-1, -1, lh.shape[-1]))
        # (words, d) x (rels, d, d) as one product, then the sum over the head's side
        u = self.lab_u
        left = torch.einsum("bwi,rij->bwrj", ld, u)
        return (left @ lh[..., None]).squeeze(-1)
