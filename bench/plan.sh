#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Plans: our solver beside cbc, glpsol and clasp (two strategies) on the same problems of gen_plan_problem.py.
#
# Processor seconds to the proof, of the whole process with reading (ours: bench_plan, the solver alone); our plan
# after 0.1 s and 1 s, the peers' after PEER seconds (60). Every plan is judged by check_plan.py. One seed of each
# size takes about 40 minutes, KC_BENCH_LARGE=1 all ten; KC_BENCH_SEEDS and KC_BENCH_SIZES choose others.
source "$(dirname "$0")/lib.sh"
need_shared
release_target bench_plan
solver=$root/build/release/bench_plan
bench=$shared/bench
peer_seconds=${KC_BENCH_PEER_SECONDS:-60}
seeds=${KC_BENCH_SEEDS:-1}
sizes=${KC_BENCH_SIZES:-20x5 20x30 100x5 100x15 100x30 500x5 500x15 500x30 2000x5 2000x15 2000x30}
[ -z "${KC_BENCH_LARGE:-}" ] || seeds="1 2 3 4 5 6 7 8 9 10"
[ -z "$quick" ] || { sizes="20x5 20x30 100x5"; peer_seconds=5; }
peers=()
has cbc coinor-cbc && peers+=(cbc) || true
has glpsol glpk-utils && peers+=(glpsol) || true
has clasp clasp && peers+=(clasp clasp-usc) || true
w=$work/plan
mkdir -p "$w"
TIMEFORMAT='%U %S'

# referee PROBLEM SOLUTION: ends the bench when a plan breaks a rule.
referee() { python3 "$bench/check_plan.py" "$1" "$2" >"$w/verdict" || { say "$2: $(cat "$w/verdict")"; exit 1; }; }
# peer NAME BASE: writes BASE.NAME.plan and BASE.NAME.result ("STATUS CENTS SECONDS").
peer() {
    local name=$1 base=$2 answer=$2.$1.answer kind=${1%-*} limit=$((peer_seconds + 10))
    rm -f "$answer"
    case $name in
    cbc) { time timeout $limit cbc "$base.lp" sec "$peer_seconds" solve solution "$answer" quit >/dev/null 2>&1; } 2>"$answer.time" || true ;;
    glpsol) { time timeout $limit glpsol --lp "$base.lp" --tmlim "$peer_seconds" -o "$answer" >/dev/null 2>&1; } 2>"$answer.time" || true ;;
    clasp) { time timeout $limit clasp --time-limit="$peer_seconds" "$base.opb" >"$answer" 2>/dev/null; } 2>"$answer.time" || true ;;
    clasp-usc) { time timeout $limit clasp --opt-strategy=usc --time-limit="$peer_seconds" "$base.opb" >"$answer" 2>/dev/null; } 2>"$answer.time" || true ;;
    esac
    python3 "$root/bench/plan_peer.py" "$kind" "$answer" "$base.json" "$base.opb" >"$base.$name.plan" 2>"$answer.said" || echo "none 0" >"$answer.said"
    echo "$(tail -n 1 "$answer.said") $(tail -n 1 "$answer.time" | awk '{printf "%.3f", $1 + $2}')" >"$base.$name.result"
    [ "$(cut -d' ' -f1 "$base.$name.result")" = none ] || referee "$base.json" "$base.$name.plan"
}
# ours BASE SECONDS: "STATUS CENTS PROCESSOR_SECONDS".
ours() {
    "$solver" "$1.json" --seconds "$2" >"$1.ours.$2" 2>"$1.ours.time"
    python3 -c 'import json,sys; s=json.load(open(sys.argv[1])); print(s["status"], s["objective_cents"], end=" ")' "$1.ours.$2"
    tail -n 1 "$1.ours.time"
}
cents() { [ "$1" = none ] || [ "$1" = unknown ] && echo – || awk -v c="$2" 'BEGIN { printf "%d", c / 100 }'; }

title "Plan"
echo "Peers: ${peers[*]}, $peer_seconds s each. Seconds of processor time; costs in euros; the optimum where we prove it."
echo
echo "| modules x gaps | seed | optimum | proof, ours | proof, best peer | ratio | ours after 0.1 s | after 1 s | best peer after $peer_seconds s |"
echo "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
for size in $sizes; do
    for seed in $seeds; do
        base=$w/p${size}_$seed
        python3 "$bench/gen_plan_problem.py" -m "${size%x*}" -k "${size#*x}" --seed "$seed" -o "$base" --lp >/dev/null 2>&1 || continue
        python3 "$root/bench/plan_opb.py" "$base.lp" >"$base.opb"
        read -r status optimum _ <<<"$(ours "$base" 300)"
        referee "$base.json" "$base.ours.300"
        seconds=$(for _ in 1 2 3 4 5; do ours "$base" 300 | cut -d' ' -f3; [ "${size%x*}" -lt 2000 ] || break; done | median)
        read -r status01 cents01 _ <<<"$(ours "$base" 0.1)"
        [ "$status01" = unknown ] || referee "$base.json" "$base.ours.0.1"
        read -r status1 cents1 _ <<<"$(ours "$base" 1)"
        [ "$status1" = unknown ] || referee "$base.json" "$base.ours.1"
        running=0
        for p in "${peers[@]}"; do
            peer "$p" "$base" &
            running=$((running + 1))
            [ $((running % 2)) -eq 0 ] && wait
        done
        wait
        best=$(for p in "${peers[@]}"; do echo "$p $(cat "$base.$p.result")"; done)
        proof=$(echo "$best" | awk '$2 == "proved"' | sort -k4 -g | head -n 1)
        found=$(echo "$best" | awk '$2 != "none"' | sort -k3 -g | head -n 1)
        wrong=$(echo "$best" | awk -v o="$optimum" -v s="$status" '$2 == "proved" && s == "optimal" && $3 != o')
        [ -z "$wrong" ] || { say "$base: we say $optimum, $wrong"; exit 1; }
        echo "| $size | $seed | $([ "$status" = optimal ] && cents "$status" "$optimum" || echo "– ($status)") | $seconds |" \
            "$(echo "$proof" | awk '{ print NF ? $4 " (" $1 ")" : "–" }') |" \
            "$(echo "$proof" | awk -v s="$seconds" '{ if (NF) printf "%.0f", $4 / s; else print "–" }') |" \
            "$(cents "$status01" "$cents01") | $(cents "$status1" "$cents1") |" \
            "$(echo "$found" | awk '{ if (NF) printf "%d (%s)", $3 / 100, $1; else print "–" }') |"
    done
done
