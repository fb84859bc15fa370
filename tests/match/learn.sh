#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# tests/match/learn.sh PROGRAM: match learn as a whole program: the same events give the same bytes, broken
# events leave the old model as it is, and a training that is killed at any moment leaves either the old model
# or the new one, whole. "Whole" is the checksum at the end of the file, worked out anew by learning again.
set -u
program=${1:?program}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0
wrong() { echo "not ok: $*"; bad=1; }

# events LISTS SEED FILE
events() {
    awk -v lists="$1" -v seed="$2" 'BEGIN {
        srand(seed)
        printf "{\"format\":\"kommunalcampus-events/1\",\"lists\":%d,\"shown\":%d}\n", lists, lists * 10
        for (l = 1; l <= lists; l++) {
            printf "{\"list\":%d,\"day\":\"2026-11-23\",\"session\":\"s%d\",\"shown\":[", l, l % 997
            for (k = 1; k <= 10; k++) {
                m = (l * 7 + k * 13) % 50
                did = rand() < 0.4 / k * (m % 5 + 1) / 5 ? "opened" : "nothing"
                printf "%s{\"module\":\"m-%d\",\"provider\":\"p-%d\",\"format\":\"mooc\",\"overlap\":0,\"score\":%d,\"did\":\"%s\"}", (k > 1 ? "," : ""), m, m % 7, 90 - 2 * k, did
            }
            print "]}"
        }
    }' >"$3"
}
learn() { "$program" match learn --events "$1" --model "$2" >"$work/out" 2>"$work/err"; }

events 500 1 "$work/old.jsonl"
events 1500 2 "$work/new.jsonl"
learn "$work/old.jsonl" "$work/old.model" || wrong "learning failed: $(cat "$work/err")"
learn "$work/new.jsonl" "$work/new.model" || wrong "learning failed: $(cat "$work/err")"
learn "$work/new.jsonl" "$work/again.model"
cmp -s "$work/new.model" "$work/again.model" || wrong "the same events gave another model"
cmp -s "$work/old.model" "$work/new.model" && wrong "other events gave the same model"

cp "$work/old.model" "$work/kept.model"
head -n 400 "$work/old.jsonl" >"$work/cut.jsonl"
learn "$work/cut.jsonl" "$work/kept.model" && wrong "events that were cut were taken"
grep -q "cut" "$work/err" || wrong "the message does not say that the file was cut: $(cat "$work/err")"
head -c 100000 "$work/old.jsonl" >"$work/cut.jsonl"
learn "$work/cut.jsonl" "$work/kept.model" && wrong "events cut within a line were taken"
learn "$work/none.jsonl" "$work/kept.model" && wrong "no events were taken"
"$program" match learn --events x >/dev/null 2>&1
[ $? -eq 2 ] || wrong "a missing word is no usage error"
cmp -s "$work/old.model" "$work/kept.model" || wrong "a failed training changed the model"

# Killed at twenty moments, spread over the time that a whole training takes.
begun=$(date +%s%N)
learn "$work/new.jsonl" "$work/again.model"
took=$((($(date +%s%N) - begun) / 1000))
for i in $(seq 1 20); do
    cp "$work/old.model" "$work/kept.model"
    "$program" match learn --events "$work/new.jsonl" --model "$work/kept.model" >/dev/null 2>&1 &
    pid=$!
    sleep "$(awk -v t="$took" -v i="$i" 'BEGIN { printf "%.6f", t * 1.1 * i / 20 / 1e6 }')"
    kill -KILL $pid 2>/dev/null
    wait $pid 2>/dev/null
    cmp -s "$work/kept.model" "$work/old.model" || cmp -s "$work/kept.model" "$work/new.model" ||
        wrong "killed after $i/20 of the time: half a model"
done
# Switched on: the score is the one before plus the experience that is shown; switched off: as before, byte for byte.
export KC_DATABASE=sqlite:$work/k.db KC_DATA_DIR=$work KC_TODAY=2026-11-23
"$program" migrate >/dev/null && "$program" seed --demo >/dev/null || wrong "no database"
ask() { "$program" match --job buergerbuero --limit 100 --json; }
# CODE SCORE EXPERIENCE, a line for each match
lines() { sed 's/{"code"/\n&/g' | sed -n 's/.*"code":"\([^"]*\)".*"score":\([0-9]*\).*"experience":\(-*[0-9]*\),.*/\1 \2 \3/p' | sort; }
ask >"$work/before.json"
lines <"$work/before.json" >"$work/before"
[ -s "$work/before" ] || wrong "no matches"
awk '{ code[NR] = $1 } END {
    print "{\"format\":\"kommunalcampus-events/1\",\"lists\":300,\"shown\":3000}"
    for (l = 1; l <= 300; l++) {
        printf "{\"list\":%d,\"day\":\"2026-11-22\",\"session\":\"s%d\",\"shown\":[", l, l
        for (k = 1; k <= 10; k++) {
            m = (l * 3 + k * 7) % 20 + 1
            did = m % 4 == 0 ? "booked" : (m % 4 == 1 && l % 9 == 0 ? "opened" : "nothing")
            printf "%s{\"module\":\"%s\",\"provider\":\"p\",\"format\":\"mooc\",\"overlap\":0,\"score\":70,\"did\":\"%s\"}", (k > 1 ? "," : ""), code[m], did
        }
        print "]}"
    }
}' "$work/before" >"$work/real.jsonl"
learn "$work/real.jsonl" "$work/real.model" || wrong "learning failed: $(cat "$work/err")"
KC_MATCH_MODEL=$work/real.model ask >"$work/with.json" || wrong "a whole model was refused"
lines <"$work/with.json" >"$work/with"
join "$work/before" "$work/with" | awk '
    $3 != 0 { print "experience " $3 " without a model: " $1; bad = 1 }
    $5 > 10 || $5 < -10 { print "experience beyond its bound: " $0; bad = 1 }
    $4 != $2 + $5 && $4 != 100 && $4 != 0 { print "does not add up: " $0; bad = 1 }
    $5 > 0 { more++ }
    $5 < 0 { less++ }
    END { if (more < 3 || less < 3) { print "hardly any experience: " more " more, " less " less"; bad = 1 } exit bad }
' >"$work/sums" || wrong "$(cat "$work/sums")"
ask | cmp -s - "$work/before.json" || wrong "without a model the matches are not as before"
head -c 600 "$work/real.model" >"$work/half.model"
KC_MATCH_MODEL=$work/half.model ask >/dev/null 2>"$work/err" && wrong "half a model was taken"
grep -q "checksum" "$work/err" || wrong "the message does not name the checksum: $(cat "$work/err")"
[ $bad -eq 0 ] && echo "ok: match learn"
exit $bad
