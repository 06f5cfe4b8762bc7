"""Scores a checkpoint: trees on treebank files, names on IOB2 files. Gold words, own tags."""

import argparse
import json

import corpus
from train import answers_of, load, score_names, score_trees


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--model", required=True)
    p.add_argument("--trees", nargs="*", default=[])
    p.add_argument("--names", nargs="*", default=[])
    p.add_argument("--apart", action="store_true", help="of the name files, only the documents held apart")
    p.add_argument("--threads", type=int, default=1)
    args = p.parse_args()
    model, coder = load(args.model, args.threads)
    for f in args.trees:
        s = corpus.read_conllu(f)
        print(f, json.dumps(score_trees(s, answers_of(model, coder, s), detail=True)), flush=True)
    for f in args.names:
        s = corpus.read_iob2(f)
        for x in s:
            x.tags = x.names
        if args.apart:
            s = [x for x in s if corpus.held_apart(x.doc)]
        print(f, json.dumps(score_names(s, answers_of(model, coder, s, tree=False))), flush=True)


if __name__ == "__main__":
    main()
