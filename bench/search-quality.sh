#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# How good the first results are: about 450 German queries as people of a municipality write them, with graded
# judgements (search-quality/README.md), ranked by us and by SQL LIKE, SQLite FTS5, PostgreSQL and Xapian.
#
#   KC_SPLIT=tuning bench/search-quality.sh    the queries that may be looked at while working on the engine
# KC_QUALITY_DIR keeps the collections and runs for trec_eval or judge.py.
. "$(dirname "$0")/lib.sh"

tools=$root/bench/search-quality
# The Debian package of Xapian is for Debian's Python, which need not be the first in the path.
python=/usr/bin/python3
[ -x $python ] || python=python3
split=${KC_SPLIT:-test}
folder=${KC_QUALITY_DIR:-$work/search-quality}
need_shared
release_target kommunalcampus
$python "$tools/make.py" "$folder" --root "$root" --shared "$shared"

stop=$(ls /usr/share/postgresql/*/tsearch_data/german.stop 2>/dev/null | tail -n 1 || true)
cluster=

peer() { # peer ENGINE COLLECTION
    $python "$tools/peers.py" "$1" "$folder/$2.jsonl" "$folder/$2.queries.tsv" "$folder/$2.kinds.tsv" \
        "$folder/$2.$1.trec" --stop "$stop" --psql "psql -h $cluster -U kc -d postgres"
}

# ours NAME COLLECTION [OPTIONS]: queries of kind "prefix" as while somebody is typing.
ours() {
    local kind options name=$1 collection=$2
    shift 2
    : >"$folder/$collection.$name.trec"
    for kind in written typing; do
        options=("$@")
        [ $kind = written ] || options+=(--typing)
        awk -F '\t' -v typing=$kind 'NR == FNR { kind[$1] = $2; next } (kind[$1] == "prefix") == (typing == "typing")' \
            "$folder/$collection.kinds.tsv" "$folder/$collection.queries.tsv" >"$folder/queries.part"
        "$program" search --corpus "$folder/$collection.jsonl" --queries "$folder/queries.part" \
            --run "$folder/run.part" --limit 100 "${options[@]}"
        cat "$folder/run.part" >>"$folder/$collection.$name.trec"
    done
    rm -f "$folder/queries.part" "$folder/run.part"
}

engines=("ours=KommunalCampus" "plain=the same without its synonyms file")
! $python -c 'import xapian' 2>/dev/null || engines+=("xapian=Xapian german")
[ ${#engines[@]} -eq 3 ] || say "Xapian is not here (Debian package python3-xapian): left out"
! cluster_start 128MB || engines+=("postgres=PostgreSQL german")
engines+=("fts5=SQLite FTS5" "like=SQL LIKE")
for collection in demo generated; do
    ours ours "$collection"
    ours plain "$collection" --synonyms /dev/null
    for engine in "${engines[@]:2}"; do
        peer "${engine%%=*}" "$collection"
    done
done
title "Search quality ($split queries)"
$python "$tools/judge.py" "$folder" "${engines[@]}" --split "$split"
