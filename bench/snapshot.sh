#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# The catalogue snapshot: how long building and loading take, in how much memory, and how long after its commit a change
# is seen. Blocks of gen_catalogue.py. KC_BENCH_LARGE=1 adds a million; its database takes a quarter of an hour to write.
source "$(dirname "$0")/lib.sh"
need_shared
release_target bench_snapshot
run=$root/build/release/bench_snapshot
sizes="10000 100000"
changes=1000
[ -z "${KC_BENCH_LARGE:-}" ] || sizes="$sizes 1000000"
[ -z "$quick" ] || { sizes=2000; changes=40; }

title "Snapshot: built, loaded, changed"
for n in $sizes; do
    offers=$work/offers-$n.jsonl
    database=$work/snapshot-$n.db
    [ -s "$offers" ] || python3 "$shared/bench/gen_catalogue.py" -n "$n" -o "$offers"
    [ -s "$database" ] || "$run" fill "sqlite:$database" "$offers" "$n" >&2
    printf '\n**%s blocks**\n\n' "$n"
    echo "- from modules in memory, one thread: $(KC_ONE_THREAD=1 "$run" build "$offers" "$n" "$root/data/synonyms.de.txt")"
    echo "- the same, two threads: $("$run" build "$offers" "$n" "$root/data/synonyms.de.txt")"
    echo "- from SQLite: $("$run" load "sqlite:$database")"
    [ "$n" -le 100000 ] || continue
    printf '\nFrom commit to visible, one commit in 50 ms; the platform with its watcher as in the server:\n\n'
    # On a copy: what is changed once is read anew with every change.
    for every in 0 20; do
        cp "$database" "$database.changed"
        "$run" visible "sqlite:$database.changed" "$([ "$every" = 0 ] && echo "$changes" || echo $((changes / 5)))" "$every" "$every"
        rm -f "$database.changed"*
        echo
    done
done
