#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Judges runs: a Markdown table of nDCG@10, recall@50 and answered queries, one column per engine.

  judge.py FOLDER --split tuning|test|both ENGINE=NAME ...    runs are FOLDER/COLLECTION.ENGINE.trec

nDCG@10 is trec_eval's ndcg_cut.10: gain is the grade, the discount log2(rank + 1), the ideal is all judged documents.
Recall@50 counts documents of grade 1 to 3. A query is answered when a document of grade 2 or 3 is in the first ten.
  --queries           instead: every query with its nDCG@10
  --pool N            instead: pairs of query and document in the first N of any run that are not judged
"""
import argparse
import glob
import os
from collections import defaultdict
from math import log2

ANSWERS = 2


def rows(path):
    with open(path, encoding="utf-8") as f:
        return [line.split() for line in f]


def dcg(grades):
    return sum(g / log2(i + 2) for i, g in enumerate(grades))


def measures(ranked, grades):
    ideal = dcg(sorted(grades.values(), reverse=True)[:10])
    return {"ndcg": dcg([grades.get(d, 0) for d in ranked[:10]]) / ideal,
            "recall": sum(d in grades for d in ranked[:50]) / len(grades),
            "answered": float(any(grades.get(d, 0) >= ANSWERS for d in ranked[:10]))}


class Collection:
    def __init__(self, folder, name, split, engines):
        base = os.path.join(folder, name)
        self.name = name
        with open(base + ".kinds.tsv", encoding="utf-8") as f:
            kinds = [line.rstrip("\n").split("\t") for line in f]
        with open(base + ".queries.tsv", encoding="utf-8") as f:
            self.text = dict(line.rstrip("\n").split("\t") for line in f)
        self.kind = {k[0]: k[1] for k in kinds if split in ("both", k[2])}
        self.grades = defaultdict(dict)
        for query, _, doc, grade in rows(base + ".qrels.trec"):
            self.grades[query][doc] = int(grade)
        self.runs = {}
        for engine in engines:
            ranked = defaultdict(list)
            for query, _, doc, _, score, _ in rows("%s.%s.trec" % (base, engine)):
                ranked[query].append(doc)
            self.runs[engine] = ranked
        self.found = {e: {q: measures(r[q], self.grades[q]) for q in self.kind} for e, r in self.runs.items()}


def mean(values):
    return sum(values) / len(values)


def table(collections, engines):
    print("| %s | queries | %s |" % ("", " | ".join(engines.values())))
    print("| --- | ---: |%s" % (" ---: |" * len(engines)))

    def line(title, measure, keep, percent):
        some = [(c, q) for c in collections for q in c.kind if keep(c, q)]
        if not some:
            return
        values = [mean([c.found[e][q][measure] for c, q in some]) for e in engines]
        best = max(values)
        form = (lambda v: "%.0f %%" % (100 * v)) if percent else (lambda v: "%.3f" % v)
        print("| %s | %d | %s |" % (title, len(some), " | ".join(
            ("**%s**" if form(v) == form(best) else "%s") % form(v) for v in values)))

    every = lambda c, q: True
    line("nDCG@10", "ndcg", every, False)
    line("recall@50", "recall", every, False)
    line("answered", "answered", every, True)
    line("typing errors answered", "answered", lambda c, q: c.kind[q] == "typo", True)
    line("compounds answered", "answered", lambda c, q: c.kind[q] in ("compound", "part"), True)
    for c in collections:
        line("nDCG@10, %s catalogue" % c.name, "ndcg", lambda d, q, c=c: d is c, False)
        line("recall@50, %s catalogue" % c.name, "recall", lambda d, q, c=c: d is c, False)
    for kind in sorted({k for c in collections for k in c.kind.values()}):
        line("nDCG@10, %s" % kind, "ndcg", lambda c, q, kind=kind: c.kind[q] == kind, False)


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("folder")
    ap.add_argument("engines", nargs="+")
    ap.add_argument("--split", choices=("tuning", "test", "both"), default="both")
    ap.add_argument("--queries", action="store_true")
    ap.add_argument("--pool", type=int)
    a = ap.parse_args()
    engines = dict(e.split("=", 1) for e in a.engines)
    names = [n for n in ("demo", "generated") if glob.glob(os.path.join(a.folder, n + ".kinds.tsv"))]
    collections = [Collection(a.folder, n, a.split, engines) for n in names]
    if a.pool:
        for c in collections:
            for q in c.kind:
                pool = {d for r in c.runs.values() for d in r[q][:a.pool]} - c.grades[q].keys()
                print("\n".join("%s\t%s\t%s" % (q, c.text[q], d) for d in sorted(pool)))
    elif a.queries:
        for c in collections:
            for q in c.kind:
                print("%s\t%s\t%s\t%s" % (q, c.kind[q], c.text[q],
                                          "\t".join("%.2f" % c.found[e][q]["ndcg"] for e in engines)))
    else:
        table(collections, engines)


if __name__ == "__main__":
    main()
