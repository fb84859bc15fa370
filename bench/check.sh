#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# The competence check: how exact after how many questions, beside Pix's published rule and random order; how fast,
# beside a plain loop in the same program and ../shared/bench/peers/cat_ref.c; how long a calibration takes.
source "$(dirname "$0")/lib.sh"
seeds=5; people=1000; checks=20000; answers=50000; items=500
[ -z "$quick" ] || { seeds=1; people=100; checks=500; answers=2000; items=60; }
release_target bench_check
bench=$root/build/release/bench_check

title "Check: error of ability on a bank of 300 items"
echo "$seeds seeds of $people people each, abilities N(0, 1.5), 2PL, a 0.6 to 2, b -3 to 3; error is RMSE after 10, 20 and 32"
echo "questions, interval the share of people within 1.96 standard errors."
echo
echo "| way | RMSE 10 | 20 | 32 | interval 10 | 20 | 32 | most asked | bank used | exceptions |"
echo "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
"$bench" simulate "$seeds" "$people"

value() { awk -v k="$1" '$1 == k { print $2 }' "$2"; }
say "speed of a question"
for _ in 1 2 3 4 5; do "$bench" speed "$checks" 2>/dev/null; done >"$work/check-speed.txt"
of() { value "$1" "$work/check-speed.txt" | median; }
title "Check: one question of 500 items (microseconds of processor time)"
echo "Next item, answer, ability and error; content (5 facets) and exposure (0.25) kept; checks of 20 questions. Medians of five."
echo
echo "| what | µs |"; echo "| --- | --- |"
echo "| ours, a question | $(of question) |"
echo "| ours, the start of a check (draws for all items, once) | $(of open) |"
echo "| ours, a question with its share of the start | $(of whole) |"
echo "| plain loop without content and exposure, all answers anew | $(of plain) |"
echo "| ratio plain to ours with the start | $(of ratio) |"
if [ -f "$shared/bench/peers/cat_ref.c" ] &&
    gcc -O3 -march=native -ffast-math -w "$shared/bench/peers/cat_ref.c" -o "$work/cat_ref" -lm 2>"$work/cat_ref.log"; then
    "$work/cat_ref" | sed 's/^\(.*\) \([0-9.]*\) us$/| cat_ref.c (-O3 -march=native -ffast-math): \1 | \2 |/'
fi

say "calibration of $items items, $answers people"
"$bench" calibrate "$answers" "$items" 2>/dev/null >"$work/check-calibrate.txt"
c() { value "$1" "$work/check-calibrate.txt"; }
title "Check: calibrating $items 2PL items from the answers of $answers people to all of them"
echo "| what | value |"; echo "| --- | --- |"
echo "| ours, seconds on the clock ($(nproc) processors) | $(c seconds) |"
echo "| ours, seconds of all processors together | $(c processor) |"
echo "| cycles (E steps) | $(c cycles) |"
echo "| one E step as a plain loop, seconds of one processor | $(c plain_cycle) |"
echo "| ratio: as many plain E steps, to ours with M steps and errors (processor) | $(c ratio) |"
echo "| largest error of a discrimination | $(c worst_a) |"
echo "| difficulties within 1.96 standard errors | $(c within_b) |"
