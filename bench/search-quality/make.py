#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Makes the test collections of bench/search-quality from what people wrote by hand.

  make.py DIR --root REPOSITORY [--shared SHARED]

For each collection (demo; generated, if SHARED has its generator) DIR gets
  NAME.jsonl          documents: id, title, text
  NAME.queries.tsv    query <tab> words
  NAME.kinds.tsv      query <tab> kind <tab> tuning|test <tab> need
  NAME.qrels.trec     query 0 document grade
"""
import argparse
import glob
import json
import os
import re
import subprocess
import sys

GENERATED_OFFERS = 2000
FORMATS = {"mooc": "MOOC", "on_demand": "Selbstlernkurs", "in_person": "Präsenz", "live_online": "Live-Online",
           "follow_up": "Nachbereitung"}


def demo(root):
    """Every field that the search of the platform reads, as one title and one text."""
    data = os.path.join(root, "data")
    load = lambda *path: json.load(open(os.path.join(data, *path), encoding="utf-8"))
    competences = {c["code"]: c["name"]["de"] for c in load("framework.json")["competences"]}
    topics = {t["code"]: t["name"]["de"] for t in load("topics.json")["topics"]}
    providers = {}
    for path in sorted(glob.glob(os.path.join(data, "demo", "providers*.json"))):
        for p in json.load(open(path, encoding="utf-8"))["providers"]:
            providers[p["code"]] = p
    for path in sorted(glob.glob(os.path.join(data, "demo", "modules", "*.json"))):
        provider = providers[os.path.basename(path)[:-5]]
        for m in json.load(open(path, encoding="utf-8"))["modules"]:
            about = [competences[g["competence"]] for g in m["gives"]] + [topics[t] for t in m["topics"]]
            text = [m["summary"], m["description"], "Themen: " + ", ".join(dict.fromkeys(about)) + ".",
                    "Format: %s." % FORMATS[m["format"]], "Anbieter: %s, %s." % (provider["name"], provider["city"])]
            yield {"id": m["code"], "title": m["title"], "text": "\n\n".join(text)}


def generated(shared):
    out = subprocess.run([sys.executable, os.path.join(shared, "bench", "gen_catalogue.py"), "-n",
                          str(GENERATED_OFFERS)], check=True, stdout=subprocess.PIPE).stdout.decode()
    for line in out.splitlines():
        o = json.loads(line)
        yield {"id": "o%05d" % o["id"], "title": o["title"], "text": o["text"] + " Anbieter: " + o["provname"] + "."}


def needs(path):
    """The needs of a file, in order."""
    need = None
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.rstrip("\n")
        if not line or line.startswith("#"):
            continue
        word, _, rest = line.partition(" ")
        if word == "need":
            need = {"number": int(rest.split()[0]), "grades": {}, "concepts": [], "not": [], "queries": []}
            yield need
        elif word in "123":
            for code in rest.split():
                if code in need["grades"]:
                    sys.exit("%s:%d: %s is judged twice" % (path, number, code))
                need["grades"][code] = int(word)
        elif word == "drop":
            for code in rest.split():
                need["grades"].pop(code, None)
        elif word == "concept":
            need["concepts"].append(re.compile(rest, re.I))
        elif word == "not":
            need["not"].append(re.compile(rest, re.I))
        elif word == "query":
            kind, _, text = rest.partition(" ")
            need["queries"].append((kind, text))
        else:
            sys.exit("%s:%d: what is \"%s\"?" % (path, number, word))


def concept_grade(concept, doc):
    if concept.search(doc["title"]):
        return 3
    return min(2, len(concept.findall(doc["text"])))


def judged(need, docs):
    grades = dict(need["grades"])
    if need["concepts"]:
        grades = {d["id"]: min(concept_grade(c, d) for c in need["concepts"]) for d in docs}
    for d in docs:
        if any(n.search(d["title"] + "\n" + d["text"]) for n in need["not"]):
            grades[d["id"]] = 0
    known = {d["id"] for d in docs}
    for code in grades:
        if code not in known:
            sys.exit("need %d: there is no document %s" % (need["number"], code))
    return {code: g for code, g in grades.items() if g > 0}


def write(folder, name, letter, docs, path):
    base = os.path.join(folder, name)
    with open(base + ".jsonl", "w", encoding="utf-8") as f:
        for d in docs:
            f.write(json.dumps(d, ensure_ascii=False) + "\n")
    files = [open(base + end, "w", encoding="utf-8") for end in (".queries.tsv", ".kinds.tsv", ".qrels.trec")]
    seen = set()
    for need in list(needs(path)):
        if need["number"] in seen:
            sys.exit("need %d stands twice" % need["number"])
        seen.add(need["number"])
        grades = judged(need, docs)
        if not any(g >= 2 for g in grades.values()):
            sys.exit("need %d has no document that answers it" % need["number"])
        split = "tuning" if need["number"] % 2 else "test"
        for n, (kind, text) in enumerate(need["queries"], 1):
            query = "%s%d.%d" % (letter, need["number"], n)
            files[0].write("%s\t%s\n" % (query, text))
            files[1].write("%s\t%s\t%s\t%d\n" % (query, kind, split, need["number"]))
            for code, grade in sorted(grades.items()):
                files[2].write("%s 0 %s %d\n" % (query, code, grade))
    for f in files:
        f.close()


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("folder")
    ap.add_argument("--root", required=True)
    ap.add_argument("--shared")
    a = ap.parse_args()
    here = os.path.dirname(os.path.abspath(__file__))
    os.makedirs(a.folder, exist_ok=True)
    write(a.folder, "demo", "d", list(demo(a.root)), os.path.join(here, "needs-demo.txt"))
    if a.shared:
        write(a.folder, "generated", "g", list(generated(a.shared)), os.path.join(here, "needs-generated.txt"))


if __name__ == "__main__":
    main()
