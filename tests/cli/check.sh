#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# kommunalcampus check calibrate and replay: published figures, and what they refuse.
#
#   tests/cli/check.sh PROGRAM SHARED
set -u
program=$(realpath "${1:?program}") || exit 1
irt=${2:?shared}/data/irt
reference=$(realpath "$(dirname "$0")/check_reference.py")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
bad=0 cases=0

wrong() { echo "FAILED: $*"; bad=$((bad + 1)); }
# refuses WHY TEXT EXIT WORDS...: the call fails with that code and says TEXT.
refuses() {
    local why=$1 text=$2 code=$3 got
    shift 3
    cases=$((cases + 1))
    "$program" check "$@" >out 2>&1
    got=$?
    [ $got = "$code" ] || wrong "$why: exit $got, not $code: $(head -c 300 out)"
    grep -qF -- "$text" out || wrong "$why: said $(head -c 300 out), not \"$text\""
}
# says WHY TEXT WORDS...: the call succeeds and its output holds TEXT.
says() {
    local why=$1 text=$2
    shift 2
    cases=$((cases + 1))
    "$program" check "$@" >out 2>&1 || wrong "$why: $(head -c 300 out)"
    grep -qF -- "$text" out || wrong "$why: said $(head -c 600 out), not \"$text\""
}

if [ -d "$irt" ]; then
    says "LSAT, 2PL" '"log_likelihood":-2466.653' calibrate --model 2pl "$irt/ltm_LSAT_1000x5.csv" --json
    says "LSAT, Rasch" '"log_likelihood":-2466.937' calibrate --model rasch "$irt/ltm_LSAT_1000x5.csv" --json
    cut -d, -f1,3,4,7 "$irt/ltm_Science_392x7.csv" >science.csv
    says "Science, GRM" '"log_likelihood":-1608.871' calibrate --model grm science.csv --json \
        --categories "strongly disagree,disagree,agree,strongly agree"
else
    echo "skipped: published figures ($irt is not here)"
fi

if command -v python3 >/dev/null; then
    cases=$((cases + 1))
    python3 "$reference" "$program" || wrong "the independent program disagrees"
else
    echo "skipped: the independent program (python3 is not here)"
fi

# Small files that a person could check.
cat >r.csv <<'END'
i1,i2,i3,sex
1,0,0,m
1,1,0,f
0,0,0,m
1,1,1,f
1,0,1,m
0,1,0,f
NA,1,0,m
1,,0,f
END
says "groups" '"dif":[{"reference":"m","group":"f"' calibrate --model rasch --group sex r.csv --json
says "for people to read" "log-likelihood" calibrate --model rasch --group sex r.csv
printf 'i1,i2,n\n1,0,10\n0,1,7\n1,1,12\n0,0,9\n' >f.csv
says "how often" '"people":38' calibrate --model rasch --frequency n f.csv --json
printf '\xef\xbb\xbf"i 1";"i 2";"i 3"\r\n1;0;0\r\n0;1;0\r\n1;1;1\r\n0;0;1\r\n' >semicolon.csv
says "semicolons, quotes, CR LF, byte order mark" '"item":"i 1"' calibrate --model rasch semicolon.csv --json

printf 'a,b,c,d\n1.2,0,0.2,1\n0.9,-1,0,1\n1.5,1,NA,\n' >bank.csv
printf 'x,y,z\n1,0,1\n0,1,NA\n' >p.csv
# The first item is the most informative at 0; by hand: I(0) = 0.24, 0.16, 0.34.
says "a sequence" '{"person":1,"steps":[{"item":3,"answer":1,' replay bank.csv p.csv --json
says "what was not answered is not asked" '{"person":2,"steps":[{"item":1,"answer":0,' replay bank.csv p.csv --json
for select in mfi kl klp mlwi mpwi stratified bopt random; do
    for estimate in eap map ml wl; do
        says "$select $estimate" '"se":' replay bank.csv p.csv --select $select --estimate $estimate --json
    done
done
says "no more than asked for" '"steps":[{"item":3' replay bank.csv p.csv --items 1 --json
[ "$(grep -o '"answer"' out | wc -l)" = 2 ] || wrong "--items 1: $(cat out)"
printf 'item,a,b1,b2\np,1,-1,1\nq,1.5,0,\n' >graded.csv
printf 'q,p\n1,2\n0,1\n' >g.csv
says "graded, matched by name" '"name":"q","answer":1' replay graded.csv g.csv --json
says "partial credit" '"name":"q","answer":1' replay graded.csv g.csv --json --model gpcm
says "for people to read" "theta" replay graded.csv g.csv
printf '1.2,0\n0.9,-1\n1.5,1\n' >plain.csv
says "a bank without headings" '"bank_items":3' replay plain.csv p.csv --json

refuses "no words" "check calibrate or check replay" 2
refuses "another word" 'not "play"' 2 play
refuses "no model" "--model MODEL" 2 calibrate r.csv
refuses "a model unknown" 'no model "4pl"' 2 calibrate --model 4pl r.csv
refuses "an option unknown" "does not know" 2 calibrate --model 2pl --jsonl r.csv
refuses "two files" "--model MODEL" 2 calibrate --model 2pl r.csv r.csv
refuses "points too many" "--points is a number" 2 calibrate --model 2pl --points 1000 r.csv
refuses "no such file" "gone.csv cannot be opened" 1 calibrate --model 2pl gone.csv
refuses "no such column" 'no column "age"' 1 calibrate --model 2pl --group age r.csv
: >e.csv
refuses "empty" "e.csv, row 1: the file is empty" 1 calibrate --model 2pl e.csv
printf 'a,b\n' >e.csv
refuses "headings alone" "row 2: there is no person" 1 calibrate --model 2pl e.csv
printf 'a,b\n1,0\n1\n' >e.csv
refuses "ragged" "e.csv, row 3: 1 columns, where the first row has 2" 1 calibrate --model 2pl e.csv
printf 'a,b\n1,0\n1,x\n' >e.csv
refuses "a word" 'e.csv, row 3, column 2 (b): "x" is no answer' 1 calibrate --model 2pl e.csv
printf 'a,b\n1,0\n1,0.5\n' >e.csv
refuses "half an answer" 'row 3, column 2 (b): "0.5"' 1 calibrate --model 2pl e.csv
printf 'a,b\n1,-1\n' >e.csv
refuses "less than nothing" 'row 2, column 2 (b): "-1"' 1 calibrate --model 2pl e.csv
printf 'a,b\n1,99999999999999999999\n' >e.csv
refuses "huge" 'row 2, column 2 (b): "99999999999999999999"' 1 calibrate --model 2pl e.csv
printf 'a,b\n1,\xff\n' >e.csv
refuses "broken UTF-8" "e.csv, row 2: not UTF-8" 1 calibrate --model 2pl e.csv
printf 'a,b\n1,"0\n' >e.csv
refuses "an open quote" "row 2: a quote is not closed" 1 calibrate --model 2pl e.csv
printf 'a,b\n1,0\n\n0,1\n' >e.csv
refuses "an empty row within" "row 3: empty, and rows follow" 1 calibrate --model 2pl e.csv
printf 'a,b\n1,0\n1,1\n' >e.csv
refuses "all the same" "item 1 (a): everybody gave the same answer" 1 calibrate --model 2pl e.csv
printf 'a,b\n1,NA\n0,NA\n' >e.csv
refuses "nobody" "item 2 (b): nobody answered it" 1 calibrate --model 2pl e.csv
printf 'a,b\n1,0\n2,1\n0,1\n' >e.csv
refuses "graded by 2pl" "takes right-or-wrong items only" 1 calibrate --model 2pl e.csv
(printf 'a'; for i in $(seq 2200); do printf ',b'; done; echo) >e.csv
refuses "too many columns" "row 1: more than 2100 columns" 1 calibrate --model 2pl e.csv
printf 'a,b\n1,%s\n' "$(head -c 201 /dev/zero | tr '\0' 1)" >e.csv
refuses "a cell too long" "row 2, column 2: longer than 200 bytes" 1 calibrate --model 2pl e.csv
printf 'a\n' >e.csv; seq 0 12 >>e.csv
refuses "too many categories" "item 1 (a): more than 12 different answers" 1 calibrate --model grm e.csv
printf 'a,g\n1,1\n0,2\n1,3\n1,4\n1,5\n1,6\n1,7\n' >e.csv
refuses "too many groups" 'row 8, column 2 (g): "7" is group 7' 1 calibrate --model 2pl --group g e.csv

refuses "one file" "check replay BANK.csv RESPONSES.csv" 2 replay bank.csv
refuses "a rule unknown" '--select does not know "best"' 2 replay bank.csv p.csv --select best
refuses "a method unknown" "--estimate is eap" 2 replay bank.csv p.csv --estimate bm
refuses "a grid backwards" "--grid goes from" 2 replay bank.csv p.csv --grid 4:-4:33
refuses "a grid of words" "--grid takes 3 numbers" 2 replay bank.csv p.csv --grid a:b:c
refuses "a prior too sharp" "the prior's sd must lie" 2 replay bank.csv p.csv --prior 0:0.01
refuses "a prior elsewhere" "mean must lie within" 2 replay bank.csv p.csv --prior 9:1
printf 'a,b,q\n1,0,0\n' >b.csv
refuses "a column unknown" "not a column of a bank" 1 replay b.csv p.csv
printf 'a,b\n1,x\n' >b.csv
refuses "no number" 'b.csv, row 2, column 2 (b): "x" is no number' 1 replay b.csv p.csv
printf 'a,b\n1,1e9\n' >b.csv
refuses "too hard" "b.csv, row 2, column 2 (b): 1e9 is not within -100 and 100" 1 replay b.csv p.csv
printf 'a,b\n0,1\n' >b.csv
refuses "discriminates nothing" "row 2, column 1 (a): an item that discriminates nothing" 1 replay b.csv p.csv
printf 'a,b\n1,nan\n' >b.csv
refuses "NaN" "row 2, column 2 (b): no difficulty" 1 replay b.csv p.csv
printf 'a,b,c,d\n1,0,0.6,0.5\n' >b.csv
refuses "asymptotes crossed" "c must be below d" 1 replay b.csv p.csv
printf 'a,b1,b2\n1,1,0\n' >b.csv
refuses "thresholds that fall" "row 2, column 3 (b2): graded thresholds rise" 1 replay b.csv p.csv
printf 'a,b1,b3\n1,1,2\n' >b.csv
refuses "a threshold without column" "threshold 2 has no column" 1 replay b.csv p.csv
printf 'a,b\n1,0\n' >b.csv
refuses "columns without items" "3 columns of answers, where b.csv has 1 items" 1 replay b.csv p.csv
printf 'x,y,z\n1,0,2\n' >q.csv
refuses "no answer of this item" "q.csv, row 2, column 3 (3): 2 is no answer to this item" 1 replay bank.csv q.csv
printf 'p,r\n1,1\n' >q.csv
refuses "an item without a column" 'no column for the item "q"' 1 replay graded.csv q.csv

echo "$cases cases, $bad wrong"
[ $bad -eq 0 ]
