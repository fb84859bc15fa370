#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# kommunalcampus search --corpus: what it ranks, and what it refuses without leaving anything behind.
#
#   tests/cli/search_corpus.sh PROGRAM
set -u
program=$(realpath "${1:?program}") || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
bad=0 cases=0

wrong() { echo "FAILED: $*"; bad=$((bad + 1)); }
search() { "$program" search --corpus docs.jsonl --queries q.tsv --run run.trec "$@" >out 2>&1; }

# refuses WHY TEXT [WORDS...]: the call fails, says TEXT, and leaves neither a run file nor a part of one.
refuses() {
    local why=$1 text=$2
    shift 2
    cases=$((cases + 1))
    rm -f run.trec
    search "$@" && wrong "$why: it was accepted"
    grep -qF -- "$text" out || wrong "$why: said $(cat out), not \"$text\""
    [ -z "$(find . -name 'run.trec*')" ] || wrong "$why: left $(find . -name 'run.trec*')"
}

# ranks WHY QUERY IDS [WORDS...]: the documents found, in this order.
ranks() {
    local why=$1 query=$2 want=$3 got
    shift 3
    cases=$((cases + 1))
    printf 'q\t%s\n' "$query" >q.tsv
    search "$@" || wrong "$why: $(cat out)"
    got=$(awk '{ printf "%s%s", sep, $3; sep = " " }' run.trec)
    [ "$got" = "$want" ] || wrong "$why: ranked \"$got\", not \"$want\""
}

docs() {
    cat >docs.jsonl <<'END'
{"id": "strasse", "title": "Straßen unterhalten", "text": "Schlaglöcher finden und ausbessern."}
{"id": "haushalt", "title": "Haushaltsplanaufstellung", "text": "Mittel anmelden, einen Plan aufstellen.", "more": [1, 2]}

{"id": 7, "title": "", "text": "Onlinezugangsgesetz: Pflichten der Kommunen, auch im Haushalt"}
END
}

docs
ranks "a word" "Straße" "strasse"
ranks "its other spelling" "Strassen" "strasse"
ranks "a part of a compound, then a word of the text" "Haushalt" "haushalt 7"
ranks "a synonym of the embedded file; an id that is a number" "OZG" "7"
ranks "a typing error" "Schlaglocher ausbesern" "strasse"
ranks "nothing at all" "Quantenphysik" ""
ranks "one alone" "Haushalt" "haushalt" --limit 1
ranks "a word that is not finished" "schlag" "strasse" --typing

printf 'Geld = Haushalt\n' >words.txt
ranks "a synonym of another file" "Geld" "haushalt 7" --synonyms words.txt
ranks "which takes the place of ours" "OZG" "" --synonyms words.txt
refuses "a file of synonyms that is not there" "gone.txt cannot be opened" --synonyms gone.txt
printf 'Geld = \xff\n' >words.txt
refuses "one that is no text" "words.txt: not UTF-8" --synonyms words.txt
printf '\xef\xbb\xbfa b\tHaushalt\r\n' >q.tsv
refuses "an id with white space" "q.tsv, line 1: the id holds white space"
printf '\xef\xbb\xbfa\tHaushalt\r\n\r\nb\tMittel\r\n' >q.tsv
search || wrong "byte order mark and CR LF: $(cat out)"
grep -qx 'a Q0 haushalt 1 [0-9.]* kommunalcampus' run.trec || wrong "the form of a line: $(cat run.trec)"
sort -k1,1 -s run.trec | awk '$1 == q && $5 >= s { bad = 1 } { q = $1; s = $5 } END { exit bad }' ||
    wrong "scores of a query do not fall"

printf 'q\tHaushalt\n' >q.tsv
printf '{"id": "a", "title": "b", "text": "c"}\n{"id": "a2", "title": "b" "text"}\n' >docs.jsonl
refuses "a broken line" "docs.jsonl, line 2: "
printf '{"id": "a", "title": "b", "text": "c"}\n\n{"id": "a", "title": "d", "text": "e"}\n' >docs.jsonl
refuses "an id twice" 'docs.jsonl, line 3: the id "a" is that of line 1'
printf '{"id": "a", "title": "b\xff", "text": "c"}\n' >docs.jsonl
refuses "bytes that are no text" "docs.jsonl, line 1: not UTF-8"
printf '{"id": "a", "title": "b"}\n' >docs.jsonl
refuses "a missing member" 'docs.jsonl, line 1: "text" is missing'
printf '{"id": "a", "title": 5, "text": "c"}\n' >docs.jsonl
refuses "a member of another kind" 'docs.jsonl, line 1: "title" is'
printf '{"id": "", "title": "b", "text": "c"}\n' >docs.jsonl
refuses "an empty id" "docs.jsonl, line 1: the id is empty"
printf '["a"]\n' >docs.jsonl
refuses "a line that is no object" "docs.jsonl, line 1: no JSON object"
: >docs.jsonl
refuses "no document" "docs.jsonl holds no document"
printf '{"id": "a", "title": "b", "text": "%s"}\n' "$(head -c 65537 /dev/zero | tr '\0' x)" >docs.jsonl
refuses "a text too long" "docs.jsonl, line 1: the text is longer than 65536 bytes"
printf '{"id": "a", "title": "b", "text": "%s"}\n' "$(head -c 1048576 /dev/zero | tr '\0' x)" >docs.jsonl
refuses "a line too long" "docs.jsonl, line 1: longer than 1048576 bytes"
printf '{"id": "%s", "title": "b", "text": "c"}\n' "$(head -c 201 /dev/zero | tr '\0' x)" >docs.jsonl
refuses "an id too long" "docs.jsonl, line 1: the id is longer than 200 bytes"
rm docs.jsonl
refuses "a file that is not there" "docs.jsonl cannot be opened"

docs
printf 'q Haushalt\n' >q.tsv
refuses "a query without a tab" "q.tsv, line 1: no tab"
printf 'q\tHaushalt\nq\tMittel\n' >q.tsv
refuses "a query's id twice" 'q.tsv, line 2: the id "q" is that of line 1'
printf 'q\t\xc3\n' >q.tsv
refuses "a query that is no text" "q.tsv, line 1: not UTF-8"
printf 'q\t \n' >q.tsv
refuses "an empty query" "q.tsv, line 1: the query is empty"
printf 'q\t%s\n' "$(head -c 1001 /dev/zero | tr '\0' x)" >q.tsv
refuses "a query too long" "q.tsv, line 1: the query is longer than 1000 bytes"
: >q.tsv
refuses "no query" "q.tsv holds no query"
printf 'q\tHaushalt\n' >q.tsv
refuses "a limit too high" "--limit is a number from 1 to 1000" --limit 1001
refuses "a word too many" "takes its words from --queries" Haushalt
refuses "an option unknown" "is no option" --jsonl
mkdir no; cases=$((cases + 1))
"$program" search --corpus docs.jsonl --queries q.tsv --run gone/run.trec >out 2>&1 && wrong "a folder that is not there"
grep -qF "gone/run.trec cannot be written" out || wrong "a folder that is not there: $(cat out)"
"$program" search --corpus docs.jsonl --queries q.tsv >out 2>&1 && wrong "no --run"

# An old run file stays as it was when the new one cannot be made.
echo old >run.trec
printf '{"id": "a"\n' >docs.jsonl
search && wrong "a broken line over an old run"
[ "$(cat run.trec)" = old ] || wrong "the old run is gone"

# A title longer than a block may have: the rest is text, and found.
printf '{"id": "long", "title": "%s Schluss", "text": "c"}\n' "$(yes Straßen | head -60 | tr '\n' ' ')" >docs.jsonl
ranks "the end of a long title" "Schluss" "long"

echo "$cases cases, $bad wrong"
[ $bad -eq 0 ]
