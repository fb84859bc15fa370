#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The peers of bench/search-quality, each at its best setting found on the tuning queries.

  peers.py ENGINE DOCS.jsonl QUERIES.tsv KINDS.tsv RUN.trec [--stop FILE] [--psql "COMMAND"]

ENGINE is like, fts5, xapian or postgres. All get the same documents with a title and a text, the same list of German
stop words (PostgreSQL's own), any word may match, best first; words match as beginnings of longer ones where that helped
(FTS5, PostgreSQL). Quotation marks, a minus and, for queries of kind "prefix", the unfinished last word are told to each
in its own language.
"""
import argparse
import json
import re
import sqlite3
import subprocess
import sys
import tempfile

RANKED = 100
TITLE_WEIGHT = 4
XAPIAN_TITLE_WEIGHT = 8


class Query:
    """A query text as its parts; words keep their spelling."""

    def __init__(self, id, text, prefix):
        self.id, self.text, self.prefix = id, text, prefix
        self.phrases = re.findall(r'"([^"]+)"', text)
        rest = re.sub(r'"[^"]+"', " ", text).split()
        self.excluded = [w[1:] for w in rest if w.startswith("-")]
        self.words = [w for w in rest if not w.startswith("-")]


def letters(word):
    return re.findall(r"\w+", word)


def without_stop(words, stop):
    kept = [w for w in words if w.lower() not in stop]
    return kept or words


def like(docs, queries, stop):
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE doc (id TEXT, title TEXT, text TEXT)")
    db.executemany("INSERT INTO doc VALUES (?, ?, ?)", docs)
    for q in queries:
        terms = q.phrases + without_stop([w.strip("?!.,:") for w in q.words], stop)
        score = " + ".join("%d * (title LIKE ?) + (text LIKE ?)" % TITLE_WEIGHT for _ in terms)
        where = "score > 0" + "".join(" AND (title || ' ' || text) NOT LIKE ?" for _ in q.excluded)
        where += "".join(" AND (title || ' ' || text) LIKE ?" for _ in q.phrases)
        args = [a for t in terms for a in ["%" + t + "%"] * 2] + ["%" + w + "%" for w in q.excluded + q.phrases]
        yield q.id, db.execute("SELECT id, %s AS score FROM doc WHERE %s ORDER BY score DESC, id LIMIT %d" %
                               (score, where, RANKED), args).fetchall()


def fts5(docs, queries, stop):
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE doc USING fts5(id UNINDEXED, title, text, "
               "tokenize = 'unicode61 remove_diacritics 2')")
    db.executemany("INSERT INTO doc VALUES (?, ?, ?)", docs)
    for q in queries:
        words = without_stop([w for t in q.words for w in letters(t)], stop)
        terms = ['"%s"*' % w for w in words]
        match = " OR ".join(terms)
        for p in q.phrases:
            match = '"%s"' % p + (" AND (%s)" % match if match else "")
        for w in q.excluded:
            match = "(%s) NOT \"%s\"" % (match, w)
        yield q.id, db.execute("SELECT id, -bm25(doc, 0, %d, 1) FROM doc WHERE doc MATCH ? ORDER BY 2 DESC, id LIMIT %d"
                               % (TITLE_WEIGHT, RANKED), [match]).fetchall()


def xapian(docs, queries, stop):
    import xapian as xp
    folder = tempfile.TemporaryDirectory()
    db = xp.WritableDatabase(folder.name, xp.DB_CREATE_OR_OVERWRITE)
    stemmer = xp.Stem("german")
    gen = xp.TermGenerator()
    gen.set_stemmer(stemmer)
    gen.set_stemming_strategy(xp.TermGenerator.STEM_SOME)
    for id, title, text in docs:
        d = xp.Document()
        d.set_data(id)
        gen.set_document(d)
        gen.index_text(title, XAPIAN_TITLE_WEIGHT)
        gen.increase_termpos()
        gen.index_text(text)
        for word in letters(title + " " + text):
            db.add_spelling(word.lower())
        db.add_document(d)
    db.commit()
    stopper = xp.SimpleStopper()
    for w in stop:
        stopper.add(w)
    parser = xp.QueryParser()
    parser.set_database(db)
    parser.set_stemmer(stemmer)
    parser.set_stemming_strategy(xp.QueryParser.STEM_SOME)
    parser.set_stopper(stopper)
    flags = xp.QueryParser.FLAG_PHRASE | xp.QueryParser.FLAG_LOVEHATE | xp.QueryParser.FLAG_SPELLING_CORRECTION
    for q in queries:
        more = xp.QueryParser.FLAG_PARTIAL if q.prefix else 0
        query = parser.parse_query(q.text, flags | more)
        corrected = parser.get_corrected_query_string()
        if corrected:
            query = parser.parse_query(corrected.decode() if isinstance(corrected, bytes) else corrected, flags | more)
        enquire = xp.Enquire(db)
        enquire.set_query(query)
        yield q.id, [(m.document.get_data().decode(), m.weight) for m in enquire.get_mset(0, RANKED)]


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def postgres_query(q):
    """One tsquery: any of the words, all of the phrases, none of the excluded."""
    words = [w for t in q.words for w in letters(t)]
    any_of = ["to_tsquery('german', %s)" % quoted(w + ":*") for w in words]
    parts = ["phraseto_tsquery('german', %s)" % quoted(p) for p in q.phrases]
    if any_of:
        parts.append("(" + " || ".join(any_of) + ")")
    parts += ["!!plainto_tsquery('german', %s)" % quoted(w) for w in q.excluded]
    return " && ".join(parts)


def postgres(docs, queries, psql):
    sql = ["CREATE TABLE doc (id text, title text, body text, words tsvector);"]
    for d in docs:
        sql.append("INSERT INTO doc VALUES (%s);" % ", ".join(quoted(x) for x in d))
    sql.append("UPDATE doc SET words = setweight(to_tsvector('german', title), 'A') || "
               "setweight(to_tsvector('german', body), 'D');")
    # Weights of D, C, B, A: the title counts twice.
    rank = "ts_rank('{0.5, 0.5, 0.5, 1}', words, query, 1)"
    for q in queries:
        sql.append("SELECT %s, id, %s AS rank FROM doc, (SELECT %s AS query) q WHERE words @@ query "
                   "ORDER BY rank DESC, id LIMIT %d;" % (quoted(q.id), rank, postgres_query(q), RANKED))
    sql.append("DROP TABLE doc;")
    out = subprocess.run(psql + " -qAt -F ' ' -v ON_ERROR_STOP=1 -f -", shell=True, check=True, stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL, input="\n".join(sql).encode()).stdout.decode()
    hits = {}
    for line in out.splitlines():
        query, id, rank = line.split()
        hits.setdefault(query, []).append((id, float(rank)))
    for q in queries:
        yield q.id, hits.get(q.id, [])


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("engine", "docs", "queries", "kinds", "run"):
        ap.add_argument(name)
    ap.add_argument("--stop")
    ap.add_argument("--psql")
    a = ap.parse_args()
    docs = [(d["id"], d["title"], d["text"]) for d in map(json.loads, open(a.docs, encoding="utf-8"))]
    kinds = {k[0]: k[1] for k in (line.split("\t") for line in open(a.kinds, encoding="utf-8"))}
    queries = [Query(i, t, kinds[i] == "prefix")
               for i, t in (line.rstrip("\n").split("\t") for line in open(a.queries, encoding="utf-8"))]
    stop = set(open(a.stop, encoding="utf-8").read().split()) if a.stop else set()
    engine = {"like": like, "fts5": fts5, "xapian": xapian}.get(a.engine)
    found = postgres(docs, queries, a.psql) if engine is None else engine(docs, queries, stop)
    with open(a.run, "w", encoding="utf-8") as out:
        for query, hits in found:
            for rank, (id, score) in enumerate(hits, 1):
                out.write("%s Q0 %s %d %.9g %s\n" % (query, id, rank, score, a.engine))


if __name__ == "__main__":
    sys.exit(main())
