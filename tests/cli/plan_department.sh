#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# kommunalcampus plan department: nobody oversold, the fairer outcome, its price; and what it refuses without
# writing anything. kommunalcampus plan solve without a plan: its conflict. Every problem is made here.
#
#   tests/cli/plan_department.sh PROGRAM
set -u
program=$(realpath "${1:?program}") || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
bad=0 cases=0

wrong() { echo "FAILED: $*"; bad=$((bad + 1)); }

# module ID PRICE COMPETENCE SEATS: an hour in week 0 that gives the competence at level 1.
module() {
    printf '{"id": "%s", "provider": "P", "price_cents": %s, "hours": 1, "gives": {"%s": 1}, "needs": {}, ' "$1" "$2" "$3"
    printf '"runs": [{"id": "R", "start_week": 0, "end_week": 0, "slots": [], "seats": %s}]}' "$4"
}

# person BUDGET TARGETS WEIGHTS MODULES [VOUCHERS]: a line. Hours are free, so that money alone decides.
person() {
    printf '{"format": "kommunalcampus-plan-problem/1", "weeks": 1, "weekly_minutes": [600], "busy_slots": [], '
    printf '"budget_cents": %s, "hours_max": 100, "hour_cost_cents": 0, "levels": {}, "targets": %s, ' "$1" "$2"
    printf '"weights": %s, "vouchers": [%s], "modules": [%s]}\n' "$3" "${5:-}" "$4"
}

# holds FILE EXPRESSION: what Python says of the answer `r`; seats and vouchers given are counted in `given`.
holds() {
    python3 - "$1" "$2" <<'END'
import collections, json, sys
r = json.load(open(sys.argv[1]))
given = collections.Counter()
for plan in r.get("plans", []):
    for c in plan["chosen"]:
        given[c["module"], c["run"]] += 1
        given[c.get("voucher")] += "voucher" in c
sys.exit(not eval("(" + sys.argv[2] + ")"))
END
}

# plans WHY EXPRESSION: dept.jsonl gives such plans, on standard output and in a file alike.
plans() {
    cases=$((cases + 1))
    rm -f plans.json
    "$program" plan department --seconds 600 --input dept.jsonl >out 2>err || wrong "$1: $(cat err)"
    [ -s err ] && wrong "$1: said $(cat err)"
    holds out "$2" || wrong "$1: $(cat out)"
    "$program" plan department --seconds 600 --input dept.jsonl --out plans.json >printed 2>&1 || wrong "$1, --out: $(cat printed)"
    [ -s printed ] && wrong "$1, --out: printed $(cat printed)"
    cmp -s out plans.json || wrong "$1: the file differs from what is printed"
    [ "$(echo plans.json*)" = plans.json ] || wrong "$1: left $(echo plans.json*)"
}

# refuses WHY CODE TEXT [WORDS...]: fails with the code, says TEXT on standard error, prints and leaves nothing,
# and an old file stays as it was.
refuses() {
    local why=$1 want=$2 text=$3 code
    shift 3
    cases=$((cases + 1))
    echo old >plans.json
    [ $# -gt 0 ] || set -- --input dept.jsonl --out plans.json
    "$program" plan department "$@" >out 2>err
    code=$?
    [ $code -eq "$want" ] || wrong "$why: exit code $code, not $want"
    grep -qF -- "$text" err || wrong "$why: said $(cat err), not \"$text\""
    [ "$(wc -l <err)" -eq 1 ] || wrong "$why: not one line: $(cat err)"
    [ -s out ] && wrong "$why: printed $(head -c 200 out)"
    [ "$(cat plans.json*)" = old ] || wrong "$why: left $(echo plans.json*)"
}

one=$(module M 10000 A 1)

# One seat. To whom it goes decides the larger weight, whoever is named first.
person 20000 '{"A": 1}' '{"A": 2}' "$one" >low
person 20000 '{"A": 1}' '{"A": 5}' "$one" >high
cat low high >dept.jsonl
plans "one seat goes to the larger gap" 'given["M", "R"] == 1 and r["outcomes"] == 2 and r["exact"] and r["complete"] and
    [p["gap"] for p in r["plans"]] == [2, 0] and [p["gap_alone"] for p in r["plans"]] == [0, 0] and
    [p["cents"] for p in r["plans"]] == [0, 10000] and r["format"] == "kommunalcampus-plan-department/1"'
cat high low >dept.jsonl
plans "the other way round as well" 'given["M", "R"] == 1 and [p["gap"] for p in r["plans"]] == [0, 2]'
person 20000 '{"A": 1}' '{"A": 2}' "$(module M 10000 A 2)" >two
cat two two >dept.jsonl
plans "two equal lines are two people; two seats do" 'given["M", "R"] == 2 and r["fair"] == r["bound"] == {"gap": 0, "cents": 20000}'
cat two low >dept.jsonl
plans "the line that says the fewest seats counts" 'given["M", "R"] == 1'
printf '\xef\xbb\xbf\r\n' >dept.jsonl && sed 's/$/\r/' low >>dept.jsonl && printf '\n \n' >>dept.jsonl && printf %s "$(cat high)" >>dept.jsonl
plans "byte order mark, CR LF, empty lines, no last line end" 'len(r["plans"]) == 2 and given["M", "R"] == 1'

# The control: plans that both take the one seat are noticed.
cases=$((cases + 1))
echo '{"plans": [{"chosen": [{"module": "M", "run": "R"}]}, {"chosen": [{"module": "M", "run": "R"}]}]}' >oversold
holds oversold 'given["M", "R"] == 1' && wrong "an oversold run is not noticed"

# Somebody misses 3 whatever happens. Giving them the seat costs the other one 4: 7 missed in all and nobody more than 4.
# Giving it to the other leaves 5 to one person and to all: less in all, but less fair.
person 20000 '{"A": 1, "Z": 1}' '{"A": 2, "Z": 3}' "$one" >unlucky
person 20000 '{"A": 1}' '{"A": 4}' "$one" >other
cat other unlucky >dept.jsonl
plans "fairness has its price, and it is shown" '[p["gap"] for p in r["plans"]] == [4, 3] and r["fair"]["gap"] == 7 and
    r["best"]["gap"] == 5 and r["bound"] == {"gap": 3, "cents": 20000} and r["plans"][1]["status"] == "infeasible"'

# One voucher for two, and dearer without.
voucher='{"id": "V", "value_cents": 4000, "providers": ["P"]}'
person 20000 '{"A": 1}' '{}' "$(module M 10000 A 9)" "$voucher" >v
cat v v >dept.jsonl
plans "no voucher pays twice" 'given["V"] == 1 and r["fair"]["cents"] == 16000 and r["bound"]["cents"] == 12000'

# Six people, more than all orders are tried for: two seats.
for i in 1 2 3 4 5 6; do person 20000 '{"A": 1}' "{\"A\": $i}" "$(module M 10000 A 2)"; done >dept.jsonl
plans "six people, two seats" 'given["M", "R"] == 2 and max(p["gap"] for p in r["plans"]) == 4 and r["exact"]'

# What is refused. A line's number is that of the file, empty lines counted.
: >dept.jsonl
refuses "an empty file" 1 "dept.jsonl: nobody is in the department"
printf '\n \r\n' >dept.jsonl
refuses "a file of empty lines" 1 "dept.jsonl: nobody is in the department"
{ cat low; echo; echo '{"format" "x"}'; } >dept.jsonl
refuses "broken JSON" 1 "dept.jsonl, line 3: column 11: \":\" was expected"
{ cat low; head -c 200 high; } >dept.jsonl
refuses "a file cut off" 1 "dept.jsonl, line 2: column 201: the text ends too early"
{ cat low; sed 's/"weeks": 1/"weeks": "1"/' low; } >dept.jsonl
refuses "a number that is a text" 1 "dept.jsonl, line 2: weeks: is a text, expected a whole number"
sed 's/"seats": 1/"seats": -1/' low >dept.jsonl
refuses "a number out of range" 1 "dept.jsonl, line 1: modules[0].runs[0].seats: "
sed 's/"modules": \[.*/"modules": {}}/' low >dept.jsonl
refuses "an object where a list is" 1 "dept.jsonl, line 1: modules: "
sed 's/"hours_max": 100, //' low >dept.jsonl
refuses "a member that is missing" 1 'dept.jsonl, line 1: top: "hours_max" is missing'
{ cat low; echo '["a"]'; } >dept.jsonl
refuses "a line that is no object" 1 "dept.jsonl, line 2: top: is a list, expected an object"
sed 's#problem/1#problem/2#' low >dept.jsonl
refuses "another format" 1 "dept.jsonl, line 1: format: format is not"
sed 's/"weeks": 1/"weeks": 1, "weeks": 1/' low >dept.jsonl
refuses "a member twice" 1 "dept.jsonl, line 1: line 1: the member \"weeks\" stands there twice"
person 20000 '{"A": 1}' '{}' "$one, $one" >dept.jsonl
refuses "a module twice" 1 'dept.jsonl, line 1: modules[1]: id "M" is used twice'
sed 's/"A": 1/"\xff": 1/' low >dept.jsonl
refuses "bytes that are no text" 1 "dept.jsonl, line 1: line 1: a text that is not UTF-8"
head -c 70000 /dev/zero >dept.jsonl
refuses "zeros" 1 "dept.jsonl, line 1: "
for ((i = 0; i < 201; i++)); do cat low; done >dept.jsonl
refuses "too many people" 1 "dept.jsonl, line 201: more than 200 people"
head -n 200 dept.jsonl >few && mv few dept.jsonl
plans "as many people as there may be" 'len(r["plans"]) == 200 and given["M", "R"] == 1'
refuses "a file that is not there" 1 "gone.jsonl cannot be opened: " --input gone.jsonl --out plans.json
refuses "a folder" 1 ". cannot be read" --input . --out plans.json
refuses "a folder that is not there" 1 "gone/plans.json cannot be written: " --input dept.jsonl --out gone/plans.json
refuses "no input" 2 "plan department --input DEPT.jsonl" --out plans.json
refuses "a word too many" 2 "plan department --input DEPT.jsonl" --input dept.jsonl --out plans.json more
refuses "an option unknown" 2 'plan department does not know "--jsonl"' --input dept.jsonl --jsonl
refuses "no seconds" 2 'plan department does not know' --input dept.jsonl --seconds 0
refuses "seconds that are none" 2 'plan department does not know' --input dept.jsonl --seconds 1x

# solves WHY CODE TEXT EXPRESSION: plan solve of one.json; TEXT is all of standard error.
solves() {
    local code
    cases=$((cases + 1))
    "$program" plan solve one.json >out 2>err
    code=$?
    [ $code -eq "$2" ] || wrong "$1: exit code $code, not $2"
    [ "$(cat err)" = "$3" ] || wrong "$1: said $(cat err), not $3"
    holds out "$4" || wrong "$1: $(cat out)"
}

person 10000 '{"A": 1}' '{}' "$one" >one.json
solves "a plan" 0 "" 'r["status"] == "optimal" and r["objective_cents"] == 10000 and len(r["chosen"]) == 1'
person 5000 '{"A": 1}' '{}' "$one" >one.json
solves "too little money" 3 "cannot be met together: target A, budget
would do: target A taken back
would do: budget 10000" 'r["status"] == "infeasible" and r["unreached"][0]["reason"] == "budget"'
person 20000 '{"A": 1, "Z": 1}' '{}' "$one" >one.json
solves "what nobody offers" 3 "cannot be met together: target Z
would do: target Z taken back" 'r["unreachable"] == ["Z"] and len(r["chosen"]) == 1'
person 20000 '{"A": 1}' '{}' "$one" | sed 's/"hours": 1,/"hours": 1, "fixed": "drop",/' >one.json
solves "a dropped module that is needed" 3 "cannot be met together: target A, drop M
would do: target A taken back
would do: drop M taken back" 'r["chosen"] == []'
person 20000 '{"A": 1}' '{}' "$one" | sed 's/\[600\]/[30]/' >one.json
solves "a week too short" 3 "cannot be met together: target A, weekly minutes
would do: target A taken back
would do: weekly minutes 60" 'r["unreached"][0]["reason"] == "weekly_time"'
cases=$((cases + 1))
person 20000 '{"A": 1}' '{}' "$one" | head -c 200 >one.json
"$program" plan solve one.json >out 2>err
[ $? -eq 1 ] || wrong "a problem cut off: exit code"
grep -qF "line 1, column 201: the text ends too early" err || wrong "a problem cut off: $(cat err)"
[ -s out ] && wrong "a problem cut off: printed $(cat out)"

echo "$cases cases, $bad wrong"
[ $bad -eq 0 ]
