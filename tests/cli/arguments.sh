#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# arguments.sh PROGRAM: a table of calls, the exit code of each and a piece of its first line on stderr.
# 0 fine, 1 failed, 2 wrong call. No call may make a database that is not there, but migrate.
set -uo pipefail
program=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export KC_DATABASE=sqlite:$folder/typo.db KC_DATA_DIR=$folder KC_TODAY=2026-11-23
unset KC_CONFIG
failed=0
checks=0
check() { # EXIT PIECE WORDS...
    local want=$1 piece=$2 got
    shift 2
    "$program" "$@" >out 2>err </dev/null
    got=$?
    checks=$((checks + 1))
    if [ "$got" != "$want" ]; then
        echo "not ok: $*: exit code $got, wanted $want: $(head -1 err)"
        failed=1
    elif [ -n "$piece" ] && ! head -1 err | grep -qF -- "$piece"; then
        echo "not ok: $*: says \"$(head -1 err)\", wanted \"$piece\""
        failed=1
    elif [ -z "$piece" ] && [ -s err ]; then
        echo "not ok: $*: says \"$(head -1 err)\", wanted nothing"
        failed=1
    fi
    case "$*" in migrate*) ;; *)
        if [ -e typo.db ]; then echo "not ok: $*: made a database"; failed=1; rm -f typo.db*; fi ;;
    esac
}

# 1. words alone
check 2 ""
check 0 "" help
check 0 "" --help
check 0 "" version
check 0 "" --version
check 0 "" version --help
check 2 "version takes no words" version x
check 2 "there is no command" gibtesnicht
check 2 "--config needs a file" --config
for command in serve migrate seed import search match plan audit retention doctor; do check 0 "" "$command" --help; done
check 2 "import what?" import
check 2 "import what?" import x
check 0 "" import moochub --help
check 0 "" import moochub x.json --help
check 0 "" import municipalities --help
check 0 "" import postcodes --help
check 2 "import moochub needs a file" import moochub
check 2 "import moochub needs a file" import moochub --feed f
check 2 "--feed needs a word" import moochub --feed
check 2 "needs --feed CODE" import moochub x.json
check 2 "there is no option --fed" import moochub x.json --fed f
check 2 "import municipalities needs one file" import municipalities
check 2 "import postcodes needs one file" import postcodes a b
check 2 "import postcodes needs one file" import postcodes --alle
check 1 "gibtesnicht.json cannot be opened" import moochub gibtesnicht.json --feed f

# 2. a mistyped database is told and not made
for words in "serve --port 0" "seed" "search Excel" "doctor"; do
    # shellcheck disable=SC2086
    "$program" $words >out 2>err </dev/null
    got=$?
    checks=$((checks + 1))
    if [ "$got" = 0 ] || [ -e typo.db ] || ! grep -q "there is no SQLite file" out err; then
        echo "not ok: $words: exit code $got, $(ls typo.db* 2>/dev/null) $(head -1 err)"
        failed=1
    fi
    rm -f typo.db*
done
echo '{"data":[]}' >page.json
check 1 "there is no SQLite file" import moochub page.json --feed f
check 0 "" migrate
[ -e typo.db ] || { echo "not ok: migrate made no database"; failed=1; }
[ "$(stat -c %a typo.db)" = 600 ] || { echo "not ok: others may read the database"; failed=1; }

# 3. what a page says about the cookie is what the setting says
KC_GUEST_DAYS=7 "$program" serve --port 0 >out 2>err </dev/null &
server=$!
for _ in $(seq 100); do port=$(sed -n 's/.*:\([0-9]*\)$/\1/p' out); [ -z "$port" ] || break; sleep 0.1; done
curl -s "http://127.0.0.1:$port/datenschutz" >page.html
grep -q "kc_guest“, 7 Tage" page.html || { echo "not ok: the privacy page does not say 7 days"; failed=1; }
! grep -q "90 Tage" page.html || { echo "not ok: the privacy page says 90 days"; failed=1; }
kill "$server"
wait "$server" || { echo "not ok: the server ended badly"; failed=1; }
echo "$checks calls"
exit $failed
