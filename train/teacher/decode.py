"""Best trees and best name tags from scores."""

import numpy as np

from corpus import TAGS


def best_tree(scores):
    """Heads (1-based, 0 the root) of the best tree with exactly one root.

    scores[i, h] is the log-probability that word i hangs on place h, place 0 being the root.
    Greedy where that is a tree already; else Chu-Liu-Edmonds for each of the likeliest roots.
    """
    n = scores.shape[0]
    s = scores.astype(np.float64).copy()
    s[np.arange(n), np.arange(n) + 1] = -1e9
    heads = s.argmax(1)
    if (heads == 0).sum() == 1 and not find_cycle(np.concatenate([[-1], heads])):
        return heads
    best, answer = -np.inf, None
    for r in np.argsort(-s[:, 0])[:4]:
        t = np.full((n + 1, n + 1), -1e9)
        t[1:] = s
        t[1:, 0] = -1e9
        t[r + 1, 0] = s[r, 0]
        h = edmonds(t)[1:]
        total = s[np.arange(n), h].sum()
        if total > best:
            best, answer = total, h
    return answer


def find_cycle(heads):
    """One cycle as a list of places, or None. heads[0] is -1."""
    state = [0] * len(heads)
    for i in range(1, len(heads)):
        path, v = [], i
        while v > 0 and state[v] == 0:
            state[v] = 1
            path.append(v)
            v = int(heads[v])
        if v > 0 and state[v] == 1:
            return path[path.index(v):]
        for p in path:
            state[p] = 2
    return None


def edmonds(s):
    """Chu-Liu-Edmonds. s[d, h]; place 0 is the root. Returns heads, heads[0] = -1."""
    heads = s.argmax(1)
    heads[0] = -1
    cycle = find_cycle(heads)
    if not cycle:
        return heads
    inside = set(cycle)
    outside = [i for i in range(len(s)) if i not in inside]
    n = len(outside)
    t = np.full((n + 1, n + 1), -1e9)
    c = np.array(cycle)
    o = np.array(outside)
    t[:n, :n] = s[np.ix_(o, o)]
    leave = s[np.ix_(o, c)]  # outside words hanging on the cycle
    t[:n, n] = leave.max(1)
    leave_at = c[leave.argmax(1)]
    enter = s[np.ix_(c, o)] - s[c, heads[c]][:, None]  # the cycle broken at one word
    t[n, :n] = enter.max(0)
    enter_at = c[enter.argmax(0)]
    t[np.arange(n + 1), np.arange(n + 1)] = -1e9
    t[0] = -1e9
    h = edmonds(t)
    out = heads.copy()
    for i in range(1, n):
        out[outside[i]] = leave_at[i] if h[i] == n else outside[h[i]]
    out[enter_at[h[n]]] = outside[h[n]]
    out[0] = -1
    return out


ALLOWED = np.array([[b[0] != "I" or a[2:] == b[2:] for b in TAGS] for a in TAGS])
FIRST = np.array([t[0] != "I" for t in TAGS])


def best_tags(logp):
    """The likeliest BIO sequence in which no I- lacks its beginning (Viterbi)."""
    trans = np.where(ALLOWED, 0.0, -1e4)
    v = logp[0] + np.where(FIRST, 0.0, -1e4)
    back = []
    for row in logp[1:]:
        m = v[:, None] + trans
        back.append(m.argmax(0))
        v = m.max(0) + row
    t = int(v.argmax())
    out = [t]
    for b in reversed(back):
        t = int(b[t])
        out.append(t)
    return [TAGS[i] for i in reversed(out)]
