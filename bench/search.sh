#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# 200 queries (all words, filters, best 20, exact counts of six facets) on one core, by us and by the peers of
# ../shared/bench/peers: 10^4 and 10^5 blocks; KC_BENCH_LARGE=1 adds 10^6 (an hour, 8 GB); KC_BENCH_BLOCKS="N ..." says which sizes.
# Every side gets 5 passes over all queries after one that does not count; a query's time is the median.
. "$(dirname "$0")/lib.sh"

need_shared
peers=$shared/bench/peers
folder=$work/search
mkdir -p "$folder"
# The Debian package of Xapian and the generators want Debian's Python; groonga is pinned to core 1, so are all others.
core=()
if taskset -c 1 true 2>/dev/null; then core=(taskset -c 1); fi
release_target bench_search
ours=$root/build/release/bench_search
passes=5
sizes=(10000 100000)
[ -z "${KC_BENCH_LARGE:-}" ] || sizes+=(1000000)
[ -z "${KC_BENCH_BLOCKS:-}" ] || read -ra sizes <<<"$KC_BENCH_BLOCKS"
[ -z "$quick" ] || { passes=1; sizes=(10000); }
python3 "$shared/bench/gen_queries.py" -o "$folder/queries.tsv"

offers() { # offers N: the file of the catalogue, made once
    local file=$folder/offers_$1.tsv
    [ -s "$file" ] || {
        say "making $1 offers"
        python3 "$shared/bench/gen_catalogue.py" -n "$1" | python3 "$shared/bench/offers_tsv.py" >"$file.part"
        mv "$file.part" "$file"
    }
    echo "$file"
}

# verdict BLOCKS OUR_MEAN: how the wanted ratio to the best peer and the tail are met; and what stands in the way where not.
verdict() {
    local wanted=40 ratio tail
    [ "$1" != 10000 ] || wanted=20
    ratio=$(echo "$best / $2" | bc -l)
    tail=$(echo "$ours_p99 / $2" | bc -l)
    printf 'Best peer: %s, %.1f times our mean; wanted %s: ' "$best_name" "$ratio" "$wanted"
    if [ "$(echo "$ratio >= $wanted" | bc -l)" = 1 ]; then
        echo 'reached.'
    else
        printf 'not reached, %.2f of it. ' "$(echo "$ratio / $wanted" | bc -l)"
        echo 'What is left is reading: of frequent words one bitmap for each value of a facet, of rare ones a byte for each hit and facet.'
    fi
    printf 'p99 is %.1f times the mean; wanted at most 8: %s.\n' "$tail" \
        "$([ "$(echo "$tail <= 8" | bc -l)" = 1 ] && echo reached || echo 'not reached; the tail is words that stand nearly everywhere')"
}

# measured NAME LATENCIES: a row of the table; the fastest peer is remembered for the ratio.
measured() {
    local row
    row=$(awk '{ k = $2; v[k, ++n[k]] = $3 } END {
        for (k in n) {
            for (i = 2; i <= n[k]; i++) for (j = i; j > 1 && v[k, j] < v[k, j - 1]; j--) {
                t = v[k, j]; v[k, j] = v[k, j - 1]; v[k, j - 1] = t }
            m = n[k] % 2 ? v[k, (n[k] + 1) / 2] : (v[k, n[k] / 2] + v[k, n[k] / 2 + 1]) / 2
            print m / 1000 } }' "$2" | sort -g | awk '{ t[NR] = $1; s += $1 } END {
            p = int(0.99 * NR) + 1; if (p > NR) p = NR
            printf "%.4f %.4f %.4f\n", s / NR, t[int((NR + 1) / 2)], t[p] }')
    set -- "$1" $row
    printf '| %s | %.3f | %.3f | %.3f | %.1f |' "$1" "$2" "$3" "$4" "$(echo "$4 / $2" | bc -l)"
    if [ "$1" = ours ]; then
        ours_mean=$2 ours_p99=$4
        echo ' 1 |'
    else
        printf ' %.0f |\n' "$(echo "$2 / $ours_mean" | bc -l)"
        [ -n "$best" ] && [ "$(echo "$best < $2" | bc -l)" = 1 ] || { best=$2; best_name=$1; }
    fi
}

peer() { # peer NAME LATENCIES CMD...: runs it, and writes its row
    local name=$1 latencies=$2
    shift 2
    say "$name"
    if "$@" >"$folder/peer.log" 2>&1; then
        measured "$name" "$latencies"
    else
        say "$name failed ($folder/peer.log): left out"
    fi
}

flexsearch() { # its module is looked for from where the link lies: in node_modules of this repository
    ln -sf "$peers/bench.mjs" "$folder/bench.mjs"
    "${core[@]}" node --preserve-symlinks --preserve-symlinks-main --max-old-space-size=12000 \
        "$folder/bench.mjs" flexsearch "$1" "$folder/queries.tsv" "$passes" "$2"
}
groonga_peer() {
    python3 "$peers/s_groonga.py" build "$1" "$folder/groonga" &&
        python3 "$peers/s_groonga.py" query "$folder/groonga" "$folder/queries.tsv" "$passes" "$2"
}
built() { # built PROGRAM BUILD_ARGUMENT DATABASE OFFERS LATENCIES [MORE]: peers that are compiled
    local program=$1 database=$2 offers=$3 latencies=$4
    shift 4
    "${core[@]}" "$program" build "$offers" "$database" &&
        "${core[@]}" "$program" query "$database" "$folder/queries.tsv" "$passes" "$latencies" "$@"
}
postgres_peer() {
    "$folder/s_pg" build "host=$cluster user=kc dbname=postgres" "$1" &&
        "${core[@]}" "$folder/s_pg" query "host=$cluster user=kc dbname=postgres" "$folder/queries.tsv" "$passes" "$2"
}

have_sqlite= have_xapian= have_postgres=
[ ! -f "$peers/s_sqlite.c" ] || gcc -w -O2 -o "$folder/s_sqlite" "$peers/s_sqlite.c" -lsqlite3 && have_sqlite=1
[ ! -f "$peers/s_xapian.cc" ] || ! has xapian-config libxapian-dev ||
    g++ -w -O2 -o "$folder/s_xapian" "$peers/s_xapian.cc" -lxapian && have_xapian=1
[ ! -f "$peers/s_pg.c" ] || gcc -w -O2 -I"$(pg_config --includedir 2>/dev/null || echo /usr/include/postgresql)" \
    -o "$folder/s_pg" "$peers/s_pg.c" -lpq && have_postgres=1
cluster_start 1GB "${core[@]}" || have_postgres=

for n in "${sizes[@]}"; do
    file=$(offers "$n")
    best= best_name=
    title "Search: 200 queries over $n blocks, one core, milliseconds"
    echo '| engine | mean | median | p99 | p99 / mean | mean / ours |'
    echo '| --- | ---: | ---: | ---: | ---: | ---: |'
    "${core[@]}" "$ours" "$file" "$folder/queries.tsv" "$passes" "$folder/ours.lat" "$folder/ours.answers" >&2
    measured ours "$folder/ours.lat"
    [ -z "$have_sqlite" ] || peer 'SQLite FTS5, counting in the process' "$folder/l" \
        built "$folder/s_sqlite" "$folder/sqlite.db" "$file" "$folder/l" app
    [ -z "$have_xapian" ] || peer 'Xapian, german' "$folder/l" \
        built "$folder/s_xapian" "$folder/xapian.db" "$file" "$folder/l"
    ! has groonga groonga-bin || peer Groonga "$folder/l" groonga_peer "$file" "$folder/l"
    [ ! -d "$root/node_modules/flexsearch" ] || peer 'flexsearch (npm)' "$folder/l" flexsearch "$file" "$folder/l"
    [ -z "$have_postgres" ] || peer 'PostgreSQL, german tsvector and GIN' "$folder/l" postgres_peer "$file" "$folder/l"
    "${core[@]}" "$ours" "$file" "$folder/queries.tsv" "$passes" "$folder/page.lat" "$folder/page.answers" page >&2
    keep=$ours_mean
    echo
    [ -z "$best" ] || verdict "$n" "$keep"
    awk '{ s += $3; n++ } END { printf "As a page asks (all facets, snippets, fewer words allowed): mean %.3f ms.\n", s / n / 1000 }' \
        "$folder/page.lat"
    python3 "$root/bench/search_counts.py" "$folder/ours.answers" "$folder/queries.tsv" "$shared/bench/answers/answers_$n.tsv"
done
