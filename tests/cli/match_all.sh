#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# kommunalcampus match --all: the lists of many people are those of judging every block; a run that is killed is
# gone on with to the same bytes; what is broken is refused by file and line, and nothing is written.
#
#   tests/cli/match_all.sh PROGRAM
set -u
program=$(realpath "${1:?program}") || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
export KC_DATABASE=sqlite:$work/none.db KC_DATA_DIR=$work KC_TODAY=2026-11-23
unset KC_CONFIG
bad=0 cases=0

wrong() { echo "FAILED: $*"; bad=$((bad + 1)); }
match() { "$program" match --all --people p.tsv --offers o.jsonl --out out.txt --quiet "$@" >out 2>err </dev/null; }

# fine WHY [WORDS...]: the call answers 0.
fine() {
    local why=$1
    shift
    cases=$((cases + 1))
    match "$@" || wrong "$why: exit code $?: $(head -1 err)"
}

# says WHY EXIT TEXT [WORDS...]: the call answers EXIT and begins with TEXT.
says() {
    local why=$1 want=$2 text=$3 got
    shift 3
    cases=$((cases + 1))
    match "$@"
    got=$?
    [ $got = "$want" ] || wrong "$why: exit code $got, not $want"
    [[ $(head -1 err) == "kommunalcampus: $text"* ]] || wrong "$why: said \"$(head -1 err)\", not \"$text\""
}

# refuses WHY TEXT [WORDS...]: exit code 1, and no result is there.
refuses() {
    rm -f out.txt
    says "$1" 1 "$2" "${@:3}"
    [ ! -e out.txt ] || { wrong "$1: wrote out.txt"; rm -f out.txt; }
}
same() { cmp -s "$2" "$3" || wrong "$1: $(cmp "$2" "$3" 2>&1)"; }

# offers N: blocks with and without dates, of 40 providers, in 20 towns.
offers() {
    awk -v n="$1" 'BEGIN { for (i = 1; i <= n; i++) {
        lat = 48 + i * 7 % 50 / 10; lon = 8 + i * 11 % 50 / 10; day = 20460 + i * 13 % 300; a = i * 17 % 100; b = (a + 1 + i % 30) % 100
        printf "{\"id\":%d,\"title\":\"Kurs %d für alle\",\"cat\":%d,\"fmt\":%d,\"lang\":%d,\"price\":%d,\"hours\":%d,\"prov\":%d,\"provname\":\"Träger %d\"", \
            i, i, i % 48, i % 6, i % 7 == 0, i * 37 % 60 * 1000, 1 + i % 24, i % 40, i % 40
        if (i % 3) printf ",\"town\":\"Ort %d\",\"lat\":%.5f,\"lon\":%.5f", i % 20, lat, lon
        printf ",\"comp\":[[%d,%d,%d],[%d,0,%d]],\"runs\":[", a, i % 4, i % 4 + 1 + i % 3, b, 1 + i % 5
        if (i % 3) printf "[%d,%d,%d,%d],[%d,%d,20,%d]", day, day + i % 3, 8 + i % 20, i % 9, day + 40, day + 41, i % 21
        print "]}" } }'
}

# people N: everybody has an own line; towns of many people and of few.
people() {
    awk -v n="$1" 'BEGIN { for (i = 1; i <= n; i++) {
        a = i * 7 % 99; b = i * 31 % 98; t = i % 11 ? i % 60 : i % 997
        printf "p%d\tOrt %d\t%.5f\t%.5f\t%d:%d,99:2\t%d:%d,%d:%d\t%d:3,%d:1\t%d\t%d\t%d\t%d\t%x\t%d\n", i, t, 48 + t % 50 / 10, \
            8 + t % 37 / 7, a, 1 + i % 4, b, 1 + i % 8, (b + 1 + i % 90) % 99 == b ? 99 : (b + 1 + i % 90) % 99, 2 + i % 6, i % 48, \
            i * 5 % 48, 1 + i % 63, 1 + i % 3, i * 53 % 900 * 100, i * 29 % 300, i * 7919 % 1048576 + 4294967296 * (i % 4096), 1 + i % 30 } }'
}
person() { printf '%s\tOrt\t49.1\t8.5\t1:2\t3:4\t5:1\t63\t1\t50000\t100\tfffffffffffff\t4\n' "$1"; }
# with COLUMN VALUE: a person with another value there.
with() { person a | awk -F'\t' -v OFS='\t' -v c="$1" -v v="$2" '{ $c = v; print }'; }

# 1. the lists, each compared with judging every block
offers 400 >o.jsonl
people 3100 >p.tsv
fine "a run" --verify 3100
grep -q "3100 people compared, the same lists" err || wrong "a run: said $(cat err)"
[ "$(grep -c '^#chunk ' out.txt)" = 4 ] || wrong "a run: $(grep -c '^#chunk ' out.txt) chunks"
[ "$(grep -v '^#' out.txt | cut -f1 | tr '\n' ' ')" = "$(cut -f1 p.tsv | tr '\n' ' ')" ] || wrong "a run: not everybody in turn"
grep -v '^#' out.txt | awk -F'\t' '{ n = split($2, e, " "); if (n > 20) exit 1; all += n; for (i in e) if (e[i] !~ /^o[0-9]+:[0-9]+:[0-9]+:[0-9]+:[0-9]+$/) exit 1 }
    END { exit all < 10000 }' || wrong "a run: the form of its lines: $(sed -n 2p out.txt)"
mv out.txt whole
fine "one thread" --threads 1
same "one thread" whole out.txt
fine "of a sample of people" --threads 64 --resume --verify 700
grep -q "^match --all: 700 people compared" err || wrong "of a sample: said $(cat err)"
same "nothing was left to do" whole out.txt
rm out.txt
fine "sixty-four threads" --threads 64
same "sixty-four threads" whole out.txt
rm out.txt
sed '1s/^/\xef\xbb\xbf/; s/$/\r/' p.tsv >crlf && mv p.tsv lf && mv crlf p.tsv
fine "byte order mark and CR LF" --verify 50
same "byte order mark and CR LF" whole out.txt
rm out.txt
head -c -1 lf >p.tsv
fine "no end of the last line" --verify 1
same "no end of the last line" whole out.txt
mv lf p.tsv

# 2. what each provider gets: shares of one, and the places counted once more
fine "exposure" --resume --exposure
awk -F'\t' 'NR > 1 { offered += $2; places += $3; n += $4 } END { print (offered > 0.9999 && offered < 1.0001 && places > 0.9999 && places < 1.0001), n, NR - 1 }' out >shares
[ "$(cat shares)" = "1 $(grep -v '^#' whole | awk -F'\t' '{ n = split($2, e, " "); all += n > 10 ? 10 : n } END { print all }') 40" ] ||
    wrong "exposure: $(cat shares), $(head -3 out)"

# 3. a file cut or spoilt in any way is gone on with to the same bytes
size=$(stat -c %s whole)
head_size=$(head -1 whole | wc -c)
second=$(($(grep -bn '^#chunk 1 ' whole | cut -d: -f2) + 10))
for at in 0 "$head_size" $((head_size + 1)) "$second" $((size / 2)) $((size - 1)); do
    head -c "$at" whole >out.txt
    fine "cut at $at of $size" --resume
    same "cut at $at of $size" whole out.txt
done
spoil() { printf '%b' "$2" | dd of=out.txt bs=1 seek="$1" conv=notrunc status=none; }
for at in $((head_size + 3)) $((size / 3)) $((size - 3)); do
    cp whole out.txt
    spoil "$at" '\x00'
    fine "spoilt at $at" --resume
    same "spoilt at $at" whole out.txt
done
{ head -c $((size / 2)) whole; head -c 3000000 /dev/zero; } >out.txt
fine "a tail of zeros, longer than any line" --resume
same "a tail of zeros, longer than any line" whole out.txt
{ cat whole; echo "#chunk 4 0 0"; cat whole; } >out.txt
fine "a tail of other chunks" --resume
same "a tail of other chunks" whole out.txt
{ head -1 whole; sed '1d; s/$/\r/' whole; } >out.txt
fine "ends of lines converted" --resume
same "ends of lines converted" whole out.txt

# 4. a disk that is full: told, and gone on with
rm out.txt
cases=$((cases + 1))
(trap '' XFSZ; ulimit -f $((size / 2048)); match) && wrong "a full disk: exit code 0"
grep -q "^kommunalcampus: out.txt cannot be written: " err || wrong "a full disk: said $(head -1 err)"
fine "after a full disk" --resume
same "after a full disk" whole out.txt

# 5. a result of another question stays as it is
refused() { # WHY TEXT [WORDS...]
    cp out.txt before
    says "$1" 1 "$2" "${@:3}"
    same "$1" before out.txt
}
refused "it is there" "out.txt is there already; --resume goes on with it"
refused "another number" "out.txt answers another question" --resume --top 19
sed -i '3000s/\t[0-9]*$/\t31/' p.tsv
refused "another person" "out.txt answers another question" --resume
people 3100 >p.tsv
for change in 's/"price":[0-9]*/"price":7/' 's/"hours":[0-9]*/"hours":31/' 's/"cat":[0-9]*/"cat":47/' 's/"fmt":[0-9]*/"fmt":2/' \
    's/"lang":[0-9]*/"lang":1/' 's/"prov":[0-9]*/"prov":0/' 's/"comp":.*"runs/"comp":[[1,2,3]],"runs/' 's/"lat":4/"lat":5/' 's/,20,[0-9]*\]/,21,3]/'; do
    offers 400 | sed "202$change" >o.jsonl
    refused "another block, $change" "out.txt answers another question" --resume
done
offers 400 >o.jsonl
echo "my thesis" >out.txt
refused "a foreign file" "out.txt answers another question" --resume
head -c 2000000 /dev/zero >out.txt
refused "a foreign file without lines" "out.txt" --resume
head -c $((head_size - 1)) whole >out.txt
refused "a first line without end" "out.txt answers another question" --resume
rm out.txt

# 6. killed in the middle, several times; small people so that it is killed for sure
people 20000 >p.tsv
fine "many people" --threads 1
mv out.txt whole
kills=0 # of how many it was still at work
go=
for lines in 1 2000 5000; do
    # shellcheck disable=SC2086
    "$program" match --all --people p.tsv --offers o.jsonl --out out.txt --quiet $go 2>err </dev/null &
    run=$!
    while [ "$(wc -l 2>/dev/null <out.txt || echo 0)" -le $lines ] && kill -0 $run 2>/dev/null; do sleep 0.01; done
    kill -9 $run 2>/dev/null && kills=$((kills + 1))
    wait $run 2>/dev/null
    head -c "$(stat -c %s out.txt)" whole | cmp -s - out.txt || wrong "killed: what was written is not the beginning"
    go=--resume
done
cases=$((cases + 1))
[ $kills = 3 ] || wrong "killed $kills times, not 3"
[ "$(stat -c %s out.txt)" -lt "$(stat -c %s whole)" ] || wrong "the last kill came too late"
fine "gone on with" --resume --verify 50
same "gone on with" whole out.txt

# 7. people that are none
person a >p.tsv
refused "other people" "out.txt answers another question" --resume
rm out.txt
fine "one person" --verify 1000000
column() { # COLUMN NAME VALUE...
    local c=$1 name=$2 v
    shift 2
    for v in "$@"; do
        { person z; with "$c" "$v"; person y; } >p.tsv
        refuses "$name \"$v\"" "p.tsv, line 2: column $name: " --threads 1
    done
}
column 1 id "" "#chunk" "a b" $'a\x01' "$(printf 'x%.0s' {1..81})"
column 2 town "$(printf 'x%.0s' {1..81})"
column 3 lat "" x 8,5 1.2.3 --1 123456789012
column 4 lon "" x 8,5 1.2.3 190 1e3 --1 123456789012
column 5 have 1 1: :1 x:1 1:9 100:1 1:-1 1:2:3 1:2,,3:1
column 6 want 1:0 1:9 100:1 1:2,1:3 "-1:2"
column 7 cats 48:1 1:x
column 12 weeks "" g FFFFFFFFFFFFF fffffffffffff0 -1
column 8 fmts "" x -1 1.5 64
column 9 langs "" x -1 1.5 64
column 10 price "" x -1 1.5 10000000000001 9999999999999999999999
column 11 km "" x -1 1.5 1001
column 13 hours x -1 1.5 0 41
lines() { # WHY TEXT LINE...
    local why=$1 text=$2
    shift 2
    printf '%b' "$@" >p.tsv
    refuses "$why" "$text"
}
good=$(person a)
lines "a column too few" "p.tsv, line 2: a person has 13 columns" "$(person b)\n" "${good%$'\t'*}\n"
lines "an empty last column" "p.tsv, line 1: a person has 13 columns" "${good%?}\n"
lines "a column too many" "p.tsv, line 1: a person has 13 columns" "$good\t1\n"
lines "an empty column too many" "p.tsv, line 1: a person has 13 columns" "$good\t\n"
lines "an empty line" "p.tsv, line 2: a person has 13 columns" "$good\n\n"
lines "blanks for tabs" "p.tsv, line 1: a person has 13 columns" "${good//$'\t'/ }\n"
lines "bytes that are no text" "p.tsv, line 2: not UTF-8" "$(person b)\n" "${good/Ort/Or\\xff}\n"
lines "NUL" "p.tsv, line 1: not UTF-8, or with NUL" "${good/Ort/Or\\x00}\n"
lines "an id twice" 'p.tsv, line 3: the id "a" is that of line 1' "$good\n" "$(person b)\n" "$good\n"
{ people 5000; with 1 p17; } >p.tsv
refuses "an id twice, far apart" 'p.tsv, line 5001: the id "p17" is that of line 17'
{ person b; head -c 1048577 /dev/zero | tr '\0' x; } >p.tsv
refuses "a huge line" "p.tsv, line 2: longer than 1048576 bytes"
[ "$(grep -o 'line 2' err | wc -l)" = 1 ] || wrong "a huge line: said twice: $(cat err)"
{ person b; head -c 4000000 /dev/zero | tr '\0' '\t'; } >p.tsv
refuses "a huge line of tabs" "p.tsv, line 2: longer than 1048576 bytes"
: >p.tsv
refuses "nobody" "p.tsv holds no person"
printf '\xef\xbb\xbf' >p.tsv
refuses "a byte order mark alone" "p.tsv"
rm p.tsv
refuses "no file" "p.tsv cannot be opened"
mkdir p.tsv
refuses "a folder" "p.tsv"
rmdir p.tsv
awk 'BEGIN { for (i = 1; i <= 16385; i++) printf "p%d\tOrt %d\t49.1\t8.5\t-\t-\t-\t63\t1\t50000\t100\tfffffffffffff\t4\n", i, i }' >p.tsv
refuses "too many employers" "p.tsv, line 16385: more than 16384 employers"

# 8. offers that are none
person a >p.tsv
offer() { # WHY TEXT SED
    offers 3 | sed "$3" >o.jsonl
    refuses "$1" "o.jsonl, line 2: $2"
}
offer "no JSON" "" '2s/}$//'
offer "no object" "" '2s/.*/[1]/'
offer "a missing member" "" '2s/"cat":[0-9]*,//'
offer "a competence that is not there" "" '2s/"comp":\[\[[0-9]*/"comp":[[100/'
offer "levels that do not rise" "" '2s/"comp":.*"runs/"comp":[[1,3,3]],"runs/'
offer "a run that ends before it begins" "" '2s/"runs":.*/"runs":[[20500,20499,3,3]]}/'
offer "more free seats than seats" "" '2s/"runs":.*/"runs":[[20500,20500,3,4]]}/'
offer "a provider's number too high" "" '2s/"prov":[0-9]*/"prov":5000/'
offer "an empty line" "" '2s/.*//'
offers 3 | sed '2s/für/f\xff/' >o.jsonl
refuses "bytes that are no text" "o.jsonl, line 2: "
{ offers 1; head -c 1100000 /dev/zero | tr '\0' x; } >o.jsonl
refuses "a huge line" "o.jsonl, line 2: longer than 1048576 bytes"
{ offers 2; offers 1; } >o.jsonl
refuses "an id twice" "o.jsonl: two offers have the same id"
: >o.jsonl
refuses "no offer" "o.jsonl holds no offer"
rm o.jsonl
refuses "no file" "o.jsonl cannot be opened"
offers 3 | sed '2s/"prov":[0-9]*/"prov":4999/' >o.jsonl
fine "the highest number of a provider" --exposure --verify 1
rm -f out.txt

# 9. wrong calls
for words in "--top 0" "--top 101" "--top x" "--threads 0" "--threads 65" "--verify 0" "--verify 1000001"; do
    # shellcheck disable=SC2086
    says "$words" 2 "${words% *}: \"${words#* }\" is no number from 1 to " $words
done
says "an option unknown" 2 "match --all does not know this" --typo
says "a word too many" 2 "match --all --people" word
cases=$((cases + 2))
"$program" match --all --people p.tsv >/dev/null 2>&1; [ $? = 2 ] || wrong "no --out"
"$program" match --all --out out.txt >/dev/null 2>&1; [ $? = 2 ] || wrong "no --people"
says "a folder that is not there" 1 "gone/out.txt cannot be written" --out gone/out.txt
[ ! -e out.txt ] || wrong "a wrong call wrote"

# 10. with the catalogue of a database
db() { "$program" match --all --people p.tsv --out out.txt --quiet "$@" >out 2>err </dev/null; }
people 1500 >p.tsv
cases=$((cases + 3))
db && wrong "a database that is not there"
if [ -e out.txt ] || [ -e none.db ]; then wrong "a database that is not there: something was written"; fi
{ "$program" migrate && "$program" seed --demo; } >out 2>&1 || wrong "seed: $(tail -1 out)"
db --verify 100 --exposure || wrong "a database: exit code $?: $(head -1 err)"
grep -q "100 people compared" err || wrong "a database: said $(cat err)"
rm -f out.txt
echo broken >>p.tsv
db
[ $? = 1 ] || wrong "a broken line with a database: not exit code 1"
grep -q "p.tsv, line 1501: a person has 13 columns" err || wrong "a broken line with a database: said $(head -1 err)"
[ ! -e out.txt ] || wrong "a broken line with a database: wrote out.txt"

echo "$cases cases, $bad wrong"
[ $bad -eq 0 ]
