#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# security.sh BUILD SOURCE: every test that the tables of docs/security.md name is there: `web.x` or `store` in CTest,
# a name in code quotes as a function of tests/ or a sentence of tests/browser. The control: a table that names none.
set -euo pipefail
build=$1
source=$2
ctest --test-dir "$build" -N | sed -n 's/.*Test *#[0-9]*: //p' >"$build/security-tests.txt"

missing() { # FILE: prints what its tables name and nobody has
    grep '^|' "$1" | awk -F'|' '{print $(NF-1)}' | while IFS= read -r cell; do
        for name in $(grep -oE '\b(unit|web|service|store|cli|page|tools|browser)(\.[a-z0-9_]+)+' <<<"$cell" || true); do
            grep -qE "^${name//./\\.}(\.|$)" "$build/security-tests.txt" || echo "no test $name"
        done
        grep -oE '`[^`]+`' <<<"$cell" | tr -d '`' | while IFS= read -r name; do
            if [[ $name == *.* && $name != *" "* ]]; then continue; fi # a test of CTest, above
            grep -rqF -- "$name" "$source/tests" || echo "no test called \"$name\""
        done || true
    done
}

found=$(missing "$source/docs/security.md")
[ -z "$found" ] || { echo "docs/security.md: $found" >&2; exit 1; }
printf '| a | b | c | web.nowhere `nobody_wrote_this_one_%s` |\n' "$$" >"$build/security-control.md"
[ "$(missing "$build/security-control.md" | wc -l)" = 2 ] || { echo "the control passes" >&2; exit 1; }
rows=$(grep -c '^|' "$source/docs/security.md")
echo "$rows rows name tests that are there"
