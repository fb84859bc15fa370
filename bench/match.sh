#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# Match of one person and of everybody, beside plain C references on the same people and offers.
# KC_BENCH_LARGE=1 really matches 1.7 million people; otherwise a sample is extrapolated.
source "$(dirname "$0")/lib.sh"
need_shared
offers=100000; people=20000; timed=2000; plain=20
if [ -n "$quick" ]; then offers=20000; people=2000; timed=300; plain=10; fi
[ -n "${KC_BENCH_LARGE:-}" ] && people=1700000
o=$work/match-$offers.jsonl; p=$work/people-$people.tsv
[ -s "$o" ] || python3 "$shared/bench/gen_catalogue.py" -n $offers -o "$o"
[ -s "$p" ] || python3 "$shared/bench/gen_persons.py" -n $people -o "$p"
release_target bench_match kommunalcampus
say "one person, $offers offers"
"$root/build/release/bench_match" "$o" "$p" $timed $plain >"$work/match.tsv"
way() { awk -v w="$1" '$1 == w { print $2 }' "$work/match.tsv" | tail -n "$2" | median; }
mean() { awk -v w="$1" '$1 == w { print $3 }' "$work/match.tsv" | tail -n "$2" | median; }
title "Match: one person against $offers offers, best 20 (milliseconds of processor time)"
echo "| way | median person | mean |"; echo "| --- | --- | --- |"
echo "| ours, three sides, all reasons | $(way list 5) | $(mean list 5) |"
echo "| ours, in brief | $(way brief 5) | $(mean brief 5) |"
echo "| ours, judging every block (the oracle) | $(way plain 1) | $(mean plain 1) |"
echo "| reading every row and run once | $(way read 1) | $(mean read 1) |"
echo "| brute force over the rows, one side, part of the wishes | $(way dense 1) | $(mean dense 1) |"
echo
echo "Ours in brief takes $(awk -v a="$(mean brief 5)" -v b="$(mean dense 1)" -v c="$(mean read 1)" \
    'BEGIN { printf "%.2f times the dense pass and %.2f times reading everything once", a / b, a / c }')."
echo
echo "| others on the same people | | mean |"; echo "| --- | --- | --- |"
ref=$work/match_ref
if gcc -O3 -march=native -w "$shared/bench/peers/match_ref.c" -o "$ref" -lm 2>"$work/ref.log"; then
    [ -s "$work/offers-match.tsv.$offers" ] ||
        python3 "$shared/bench/offers_match_tsv.py" <"$o" >"$work/offers-match.tsv.$offers"
    for kind in naive index; do
        ms=$("$ref" "$work/offers-match.tsv.$offers" "$p" $kind 300 | sed -n 's/.*, \([0-9.]*\) ms\/person.*/\1/p')
        echo "| match_ref.c, one side, $kind | | $ms |"
    done
fi
out=$work/match-all.txt; rm -f "$out"
say "everybody: $people people"
begun=$(date +%s.%N)
"$root/build/release/kommunalcampus" match --all --people "$p" --offers "$o" --out "$out" --verify 10 2>"$work/match-all.log"
line=$(grep 'people, ' "$work/match-all.log" | head -n 1)
seconds=$(echo "$line" | sed -n 's/.* \([0-9.]*\) s for.*/\1/p')
title "Match: everybody (two threads)"
echo "| people | seconds | 1.7 million at that rate |"; echo "| --- | --- | --- |"
echo "| $people | $seconds | $(awk -v s="$seconds" -v n="$people" 'BEGIN { printf "%.0f", s * 1700000 / n }') |"
say "whole command: $(awk -v a="$begun" -v b="$(date +%s.%N)" 'BEGIN { printf "%.1f", b - a }') s"
if [ -z "$quick" ] && gcc -O3 -march=native -w -pthread "$shared/bench/peers/roof.c" -o "$work/roof" -lm 2>"$work/roof.log"; then
    title "Match: what the machine can do (roof.c)"
    echo '```'; "$work/roof" 1 | grep 'pairs/s'; echo '```'
fi
