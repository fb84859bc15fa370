#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# The page of search results over HTTP, 8 connections: our answer kept, our answer made anew each time, and nginx
# serving the very same bytes as a file, with the same header lines. Both sides in one run, one after the other, with
# the same client (wrk) on the same cores; each side may use all cores (nginx: one worker per core, sendfile).
. "$(dirname "$0")/lib.sh"

has wrk wrk || skip "wrk is not here"
has nginx nginx || skip "nginx is not here"
release_target kommunalcampus
folder=$(mktemp -d "$work/pages.XXXXXX")
pids=()
finish() { for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; wait "$p" 2>/dev/null || true; done; rm -rf "$folder"; }
trap finish EXIT
rounds=5 seconds=3
[ -z "$quick" ] || { rounds=1 seconds=1; }

export KC_DATABASE=sqlite:$folder/bench.db KC_DATA_DIR=$folder KC_TODAY=${KC_TODAY:-2026-11-23}
"$program" migrate >/dev/null
"$program" seed --demo >/dev/null
"$program" serve --port 0 >"$folder/out" 2>/dev/null &
pids+=($!)
for _ in $(seq 100); do port=$(sed -n 's/.*:\([0-9]*\)$/\1/p' "$folder/out"); [ -z "$port" ] || break; sleep 0.1; done
[ -n "$port" ] || { say "the server did not start"; exit 1; }
page="/suche?q=datenschutz"
curl -sf "http://127.0.0.1:$port$page" -o "$folder/page.html" -D "$folder/head"

# nginx: the same bytes, the same header lines (but for its own Server, ETag and Last-Modified).
add=$(tr -d '\r' <"$folder/head" | sed -n '2,$p' | grep -viE '^(date|content-length|content-type|connection|etag|x-request-id|server):|^$' |
    sed 's/"/\\"/g; s/^\([^:]*\): \(.*\)$/        add_header \1 "\2";/')
nginx_port=$((port > 40000 ? port - 7 : port + 7))
cat >"$folder/nginx.conf" <<CONF
worker_processes auto;
pid $folder/nginx.pid;
error_log $folder/nginx.log crit;
daemon off;
events { worker_connections 512; }
http {
    access_log off; sendfile on; tcp_nopush on; open_file_cache max=10;
    client_body_temp_path $folder; proxy_temp_path $folder; fastcgi_temp_path $folder; uwsgi_temp_path $folder;
    scgi_temp_path $folder;
    server { listen 127.0.0.1:$nginx_port; root $folder; default_type "text/html; charset=utf-8";
        types { }
$add
    }
}
CONF
chmod 755 "$folder"
nginx -c "$folder/nginx.conf" -e "$folder/nginx.log" >/dev/null 2>&1 &
pids+=($!)
for _ in $(seq 50); do curl -sf "http://127.0.0.1:$nginx_port/page.html" -o "$folder/same.html" && break; sleep 0.1; done
cmp -s "$folder/page.html" "$folder/same.html" || { say "nginx does not serve the same page"; exit 1; }

# All-distinct queries: two words of a list and a number, so that no answer is asked for twice.
cat >"$folder/distinct.lua" <<'LUA'
local words = {"datenschutz", "haushalt", "projekt", "excel", "vergabe", "führung", "barrierefrei", "onlinedienste",
               "sicherheit", "recht", "bürgerservice", "akte"}
local n, thread = 0, 0
function setup(t) t:set("id", thread); thread = thread + 1 end
function init() math.randomseed(id + 7); n = id * 100000000 + math.floor(os.clock() * 1e6) % 1000 * 100000 + SALT end
function request()
    n = n + 1
    local w = words[n % #words + 1]:gsub("[^%w]", function(c) return string.format("%%%02X", string.byte(c)) end)
    return wrk.format("GET", "/suche?q=" .. w .. "&dauer=" .. (n % 900 + 40) .. "&x=" .. n)
end
LUA
salt=0
rate() { # URL [SCRIPT]: requests a second; a failed request ends the bench
    local out
    out=$(wrk -t 2 -c 8 -d "${seconds}s" ${2:+-s "$2"} "$1")
    grep -q 'Non-2xx\|Socket errors' <<<"$out" && { say "$out"; exit 1; }
    sed -n 's/^Requests\/sec: *//p' <<<"$out"
}
distinct() {
    salt=$((salt + 1000000))
    sed "s/SALT/$salt/" "$folder/distinct.lua" >"$folder/now.lua"
    rate "http://127.0.0.1:$port/" "$folder/now.lua"
}
for _ in $(seq "$rounds"); do
    rate "http://127.0.0.1:$nginx_port/page.html" >>"$folder/nginx.rates"
    rate "http://127.0.0.1:$port$page" >>"$folder/kept.rates"
    distinct >>"$folder/distinct.rates"
done
nginx_rate=$(median <"$folder/nginx.rates")
title "Page of search results over HTTP, 8 connections"
printf 'The page `%s` of the demo catalogue, %s bytes, not compressed on either side; wrk with 2 threads on the same\n' \
    "$page" "$(stat -c %s "$folder/page.html")"
printf 'machine; median of %s rounds of %s s.\n\n' "$rounds" "$seconds"
printf '| answered by | requests a second | of nginx |\n| --- | --: | --: |\n'
row() { awk -v n="$1" -v r="$2" -v p="$nginx_rate" 'BEGIN { printf "| %s | %.0f | %.2f |\n", n, r, r / p }'; }
row "nginx, the same bytes as a file" "$nginx_rate"
row "ours, the same page again and again" "$(median <"$folder/kept.rates")"
row "ours, every query asked once" "$(median <"$folder/distinct.rates")"
