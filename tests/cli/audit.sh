#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# audit.sh PROGRAM: the audit log of a demo, walked, kept, exported; and after somebody has been at the file.
set -uo pipefail
program=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export KC_DATABASE=sqlite:$folder/demo.db KC_DATA_DIR=$folder KC_TODAY=2026-11-23
unset KC_CONFIG
failed=0
check() { # EXIT PIECE WORDS...: exit code, and what stdout or stderr must say
    local want=$1 piece=$2 got
    shift 2
    "$program" audit "$@" >out 2>err
    got=$?
    if [ "$got" != "$want" ] || ! cat out err | grep -qF -- "$piece"; then
        echo "not ok: audit $*: exit code $got, wanted $want and \"$piece\": $(cat out err | head -3)"
        failed=1
    fi
}
at_file() { # SQL: as somebody who can write to the file, with the triggers off
    python3 - "$folder/demo.db" "$1" <<'END'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.executescript("DROP TRIGGER IF EXISTS audit_event_no_update; DROP TRIGGER IF EXISTS audit_event_no_delete;" + sys.argv[2])
END
}

check 2 "audit verify, audit head, or audit export"
check 2 "audit verify, audit head, or audit export" gibtesnicht
check 2 "does not know --append" verify --append x
check 2 "does not know --heads" head --heads x
check 2 "does not know --from" head --from 3
check 2 "--from needs a number" verify --from 0
check 2 "--from needs a number" export --from x
check 2 "--heads needs a word" verify --heads
check 0 "keeps it as a line" --help

"$program" migrate >/dev/null && "$program" seed --demo --password ein-langes-Passwort-2026 >/dev/null || exit 1
events=$(python3 -c "import sqlite3; print(sqlite3.connect('demo.db').execute('SELECT count(*) FROM audit_event').fetchone()[0])")
[ "$events" -gt 5 ] || { echo "not ok: the demo has $events events"; failed=1; }
check 0 "$events events from 1 on are in order" verify
check 0 "from 3 on" verify --from 3
check 3 "missing" verify --from $((events + 2))
check 0 "kommunalcampus-audit 1 $events " head --append heads
check 0 "kommunalcampus-audit 1 $events " head --append heads
[ "$(wc -l <heads)" = 2 ] || { echo "not ok: two heads were kept"; failed=1; }
check 0 "2 heads were kept" verify --heads heads
check 1 "gibtesnicht" verify --heads gibtesnicht
check 1 "cannot be written" head --append gibtesnicht/heads
echo "hello" >wrong
check 1 "line 1 is no head" verify --heads wrong

# Who has only the export computes the chain as audit.h says.
"$program" audit export >lines || failed=1
python3 - lines "$events" <<'END' || { echo "not ok: the export's chain"; failed=1; }
import hashlib, json, sys
last, count = bytes(32), 0
for line in open(sys.argv[1], encoding="utf-8"):
    e = json.loads(line)
    parts = [last, str(e["at"]).encode()] + [e[k].encode() for k in ("actor", "organisation", "action", "subject", "detail")]
    form = b"kommunalcampus audit 1" + b"".join(len(p).to_bytes(8, "little") + p for p in parts)
    last, count = hashlib.blake2b(form, digest_size=32).digest(), count + 1
    assert e["id"] == count and e["hash"] == last.hex() and json.loads(e["detail"]) is not None, line
assert count == int(sys.argv[2]), count
END
"$program" audit export --organisation heidelberg >some && [ -s some ] && [ "$(wc -l <some)" -lt "$events" ] &&
    ! grep -v '"organisation":"heidelberg"' some >/dev/null || { echo "not ok: the export of one organisation"; failed=1; }
grep -c "@" lines >/dev/null && { echo "not ok: the log has a mail address"; failed=1; }

cp demo.db whole.db
at_file "DELETE FROM audit_event WHERE id > $((events - 2))"
check 0 "$((events - 2)) events" verify
check 3 "cut at $((events - 1))..$events" verify --heads heads
cp whole.db demo.db
at_file "UPDATE audit_event SET actor = 'cli2' WHERE id = 4"
check 3 "changed at 4:" verify
check 0 "in order" verify --from 5
cp whole.db demo.db
at_file "DELETE FROM audit_event WHERE id = 4"
check 3 "missing at 4:" verify
cp whole.db demo.db
at_file "UPDATE audit_event SET detail = replace(hex(zeroblob(2000000)), '0', '1') WHERE id = 4"
check 3 "changed at 4:" verify
exit $failed
