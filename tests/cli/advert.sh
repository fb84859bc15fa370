#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# kommunalcampus advert: a proposal as text and JSON, without a database; what it refuses.
#
#   tests/cli/advert.sh PROGRAM
set -u
program=$(realpath "${1:?program}") || exit 1
root=$(realpath "$(dirname "$0")/../..")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
bad=0 cases=0

# says WHY CODE TEXT WORDS...: the call ends with CODE and prints TEXT.
says() {
    local why=$1 code=$2 text=$3
    shift 3
    cases=$((cases + 1))
    "$program" advert "$@" >out 2>&1 </dev/null
    [ $? = "$code" ] || { echo "FAILED: $why: not $code: $(cat out)"; bad=$((bad + 1)); }
    grep -qF -- "$text" out || { echo "FAILED: $why: no \"$text\" in: $(cat out)"; bad=$((bad + 1)); }
}

advert="$root/tests/adverts/tune-02-kaemmerei.txt"
says "text" 0 "Haushalt und Wirtschaftlichkeit" "$advert"
says "profiles" 0 "Sachbearbeitung Kämmerei" "$advert"
says "json" 0 '"format":"kommunalcampus-advert/1"' "$advert" --json
says "help" 0 "kommunalcampus advert FILE" --help
says "the phrases of the program" 0 "phrases" --check "$root/data/advert.de.txt"
says "no file" 2 "one file"
says "two files" 2 "one file" "$advert" "$advert"
says "unknown option" 2 "is no option" --nonsense "$advert"
says "missing file" 1 "cannot be opened" nothing.txt
says "nothing in it" 0 "nothing of the framework was found" -
printf 'Vergabe f\xfcr' >latin1.txt
says "latin1" 1 "not UTF-8" latin1.txt
head -c 300000 /dev/zero | tr '\0' x >huge.txt
says "huge" 1 "larger than" huge.txt
head -c 20001 huge.txt >long.txt
says "long" 1 "more than 20000" long.txt
printf '[M3.3]\nEinkauf\n' >words.txt
printf 'Einkauf und Haushalt' >short.txt
says "own phrases" 0 "1 competences, 1 of them" short.txt --words words.txt
printf '[M9.9]\nEinkauf\n' >wrong.txt
says "wrong phrases" 1 "line 1" short.txt --words wrong.txt
says "checked" 1 "line 1: no section, level or competence" --check wrong.txt
[ -z "$(find . -name '*.db')" ] || { echo "FAILED: it made a database"; bad=$((bad + 1)); }
echo "$cases cases, $bad bad"
[ "$bad" = 0 ]
