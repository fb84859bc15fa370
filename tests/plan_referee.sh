#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# plan solve against an independent referee and another solver, on the same problems.
#
#   tests/plan_referee.sh PROGRAM [SECONDS]
#
# Makes problems with ../shared/bench (KC_SHARED overrides), solves them, lets
# check_plan.py judge each plan and compares the objective with cbc's optimum of the
# same problem as a 0-1 model (glpsol where cbc is missing). A peer that does not
# prove its optimum in PEER seconds is said so and counts as no comparison. SECONDS
# (default 100) is for everything: when they are over the rest is solved and judged
# by the referee, but the peer is not asked any more.
set -u
program=${1:?program}
total=${2:-100}
peer_seconds=8
root=$(cd "$(dirname "$0")/.." && pwd)
shared=${KC_SHARED:-$root/../shared}
bench=$shared/bench

if [ ! -f "$bench/gen_plan_problem.py" ]; then
    echo "skipped: no $bench (set KC_SHARED)"
    exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
began=$(date +%s)
bad=0 compared=0 alone=0 made=0 longest=0

# The peer's optimum in cents, or nothing.
peer() {
    if command -v cbc >/dev/null; then
        timeout $((peer_seconds + 5)) cbc "$1" sec $peer_seconds solve solution "$work/cbc.txt" quit >/dev/null 2>&1
        sed -n '1s/^Optimal - objective value *\(-*[0-9.]*\).*/\1/p' "$work/cbc.txt" 2>/dev/null | awk '{printf "%.0f", $1 * 100}'
    elif command -v glpsol >/dev/null; then
        timeout $((peer_seconds + 5)) glpsol --lp "$1" --tmlim $peer_seconds -o "$work/glp.txt" >/dev/null 2>&1
        grep -q 'INTEGER OPTIMAL' "$work/glp.txt" 2>/dev/null && awk '/^Objective:/ {printf "%.0f", $4 * 100}' "$work/glp.txt"
    fi
}

for modules in 20 100; do
    for gaps in 5 15 30; do
        for seed in 1 2 3 4 5; do
            name=p${modules}_${gaps}_$seed
            if ! python3 "$bench/gen_plan_problem.py" -m $modules -k $gaps --seed $seed -o "$work/$name" --lp >/dev/null 2>"$work/why"; then
                echo "$name: the generator gives none ($(tail -1 "$work/why"))"
                continue
            fi
            made=$((made + 1))
            "$program" plan solve "$work/$name.json" --seconds 30 >"$work/$name.out" 2>"$work/why"
            code=$?
            verdict=$(python3 "$bench/check_plan.py" "$work/$name.json" "$work/$name.out" 2>&1 | tail -1)
            [ "${verdict%% *}" = ok ] || code=99
            status=$(python3 -c 'import json,sys; s=json.load(open(sys.argv[1])); print(s["status"], s["objective_cents"], int(s["seconds"]*1000))' "$work/$name.out" 2>&1 | tail -1)
            read -r said objective milliseconds <<<"$status"
            if [ $code -ne 0 ] || [ "$said" != optimal ]; then
                echo "$name: BAD exit $code, $status; $verdict $(tail -1 "$work/why")"
                bad=$((bad + 1))
                continue
            fi
            [ "$milliseconds" -gt "$longest" ] && longest=$milliseconds
            rm -f "$work/cbc.txt" "$work/glp.txt"
            best=
            [ $(($(date +%s) - began)) -lt "$total" ] && best=$(peer "$work/$name.lp")
            if [ -z "$best" ]; then
                alone=$((alone + 1))
                echo "$name: $objective, optimal and accepted in $milliseconds ms; the peer proved nothing in its time"
            elif [ "$best" != "$objective" ]; then
                echo "$name: BAD: $objective, the peer has $best"
                bad=$((bad + 1))
            else
                compared=$((compared + 1))
            fi
        done
    done
done
echo "$made problems: $compared equal to the peer, $alone without a peer's proof, $bad bad; longest $longest ms"
[ $bad -eq 0 ] && [ $made -gt 0 ]
