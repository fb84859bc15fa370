# SPDX-License-Identifier: EUPL-1.2
# What the benches share; sourced by bench/*.sh. A bench prints Markdown to standard output and everything
# else to standard error. It compares sides that it measured itself, in one run, on one machine.

set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
shared=${KC_SHARED:-$root/../shared}
work=${KC_BENCH_DIR:-$root/build/bench}
program=$root/build/release/kommunalcampus
quick=${KC_BENCH_QUICK:-}
mkdir -p "$work"

say() { echo "bench: $*" >&2; }
# skip WHY: the bench cannot run here; says so where the table would stand, and ends it without failing.
skip() { printf '\n_Not measured: %s._\n' "$*"; exit 0; }
# has COMMAND PACKAGE: whether a peer is here; says which package brings it.
has() { command -v "$1" >/dev/null || { say "$1 is not here (Debian package $2): left out"; return 1; }; }
need_shared() { [ -d "$shared/bench" ] || skip "the generators are not here (KC_SHARED, default ../shared)"; }
# release_target NAME...: builds programs of the release preset.
release_target() {
    (cd "$root" && cmake --preset release >"$work/cmake.log" 2>&1) || { cat "$work/cmake.log" >&2; return 1; }
    (cd "$root" && cmake --build --preset release --target "$@" >&2)
}
# median: of the numbers on standard input, one a line.
median() { sort -g | awk '{ v[NR] = $1 } END { if (NR) print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
# title TEXT: the heading of a table, with machine and commit.
title() {
    printf '\n## %s\n\n' "$1"
    printf '_%s; %s; %s; load %s; commit %s._\n\n' "$(date -u +%F)" \
        "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "$(nproc) cores" \
        "$(cut -d' ' -f1 /proc/loadavg)" "$(git -C "$root" describe --always --dirty 2>/dev/null || echo unknown)"
}
# cluster_start MEMORY [CMD...]: a PostgreSQL of our own on a socket in the temporary folder $cluster, user "kc", with that much of
# shared buffers, started through CMD; ends with the bench. Root may not start one, so "postgres" does.
cluster_start() {
    local as=() bin memory=$1 log=$work/postgres.log
    shift
    bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -n 1)
    [ -n "$bin" ] || { say "PostgreSQL is not here (Debian package postgresql): left out"; return 1; }
    cluster=$(mktemp -d)
    if [ "$(id -u)" = 0 ]; then
        as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
        chown postgres "$cluster"
    fi
    cluster_stop="${as[*]} $bin/pg_ctl -D $cluster/data -m immediate stop"
    trap '$cluster_stop >>"$work/postgres.log" 2>&1; rm -rf "$cluster"' EXIT
    (cd / && "${as[@]}" "$bin/initdb" -D "$cluster/data" -U kc -E UTF8 --locale=C.UTF-8 -A trust >"$log" 2>&1 &&
        "$@" "${as[@]}" "$bin/pg_ctl" -D "$cluster/data" -l "$cluster/log" -w start \
            -o "-c listen_addresses='' -k $cluster -c fsync=off -c shared_buffers=$memory" >>"$log" 2>&1) ||
        { say "PostgreSQL does not start ($log): left out"; return 1; }
}
