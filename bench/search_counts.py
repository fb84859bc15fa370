#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Compare hits and facet counts of bench_search with those of ../shared/bench/search_ref.py (no stemming).

  search_counts.py OURS QUERIES REFERENCE

With stemming and compounds we may find more, never less. Of a facet that the query filters only the chosen value is
compared: the others keep their counts with us, and are nought in the reference."""
import os
import sys

FACETS = ["cat", "fmt", "state", "lang", "level", "band"]


def answers(path):
    with open(path, encoding="utf-8") as f:
        return {c[0]: c[1:] for c in (line.rstrip("\n").split("\t") for line in f)}


def counts(text):
    return {} if text == "-" else {v: int(n) for v, n in (pair.split(":") for pair in text.split(","))}


if not os.path.exists(sys.argv[3]):
    print("No reference answers for this size.")
    sys.exit()
filters = {}
for line in open(sys.argv[2], encoding="utf-8"):
    number, _, text = line.rstrip("\n").split("\t")
    filters[number] = {} if text == "-" else dict(one.split("=") for one in text.split(","))
ours, reference = answers(sys.argv[1]), answers(sys.argv[3])
equal = more = 0
fewer = []
for number, want in reference.items():
    signs = set()
    got = ours[number]
    pairs = [(int(got[0]), int(want[0]))]
    for i, facet in enumerate(FACETS):
        a, b = counts(got[1 + i]), counts(want[1 + i])
        for value in set(a) | set(b):
            if filters[number].get(facet, value) == value:
                pairs.append((a.get(value, 0), b.get(value, 0)))
    signs = {(a > b) - (a < b) for a, b in pairs}
    if -1 in signs:
        fewer.append(number)
    elif 1 in signs:
        more += 1
    else:
        equal += 1
print("Hits and counts against the reference without stemming: %d queries equal, %d more, %d fewer%s." %
      (equal, more, len(fewer), " (" + ", ".join(fewer) + ")" if fewer else ""))
sys.exit(1 if fewer else 0)
