#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# nginx.sh BACKEND CONF: runs the real nginx with the shipped configuration before a real server, and looks.
set -euo pipefail
PATH=$PATH:/usr/sbin # where Debian keeps nginx
backend=$1 conf=$2
folder=$(mktemp -d /tmp/kc-nginx-XXXXXX)
backend_pid=""
cleanup() {
    [ -f "$folder/nginx.pid" ] && kill "$(cat "$folder/nginx.pid")" 2>/dev/null || true
    [ -n "$backend_pid" ] && kill "$backend_pid" 2>/dev/null || true
    rm -rf "$folder"
}
trap cleanup EXIT
fails=0
check() { # check WHY GOT WANT
    if [ "$2" != "$3" ]; then echo "FAIL $1: got \"$2\", wanted \"$3\""; fails=$((fails + 1)); else echo "ok   $1"; fi
}

coproc BACKEND { exec "$backend"; }
backend_pid=$BACKEND_PID
read -r socket <&"${BACKEND[0]}"

port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
https=$(port) http=$(port)
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost -keyout "$folder/key.pem" -out "$folder/cert.pem" 2>/dev/null

# The shipped file, with the names, ports and files of this test; every change must hit.
cp "$conf" "$folder/site.conf"
change() { grep -qF "$1" "$folder/site.conf" || { echo "FAIL: no \"$1\" in $conf"; exit 1; }
           sed -i "s|$1|$2|g" "$folder/site.conf"; }
change 'unix:/run/kommunalcampus/http.sock' "unix:$socket"
change '/etc/kommunalcampus/tls/fullchain.pem' "$folder/cert.pem"
change '/etc/kommunalcampus/tls/privkey.pem' "$folder/key.pem"
change '/var/log/nginx/kommunalcampus.error.log' "$folder/error.log"
change 'https://campus.example.org' "https://localhost:$https"
change 'server_name campus.example.org' 'server_name localhost'
sed -i -e '/listen \[::\]/d' "$folder/site.conf"
change 'listen 443 ' "listen 127.0.0.1:$https "
change 'listen 80;' "listen 127.0.0.1:$http;"
user=""
[ "$(id -u)" = 0 ] && user="user root;"
cat > "$folder/nginx.conf" <<CONF
$user
worker_processes 1;
pid $folder/nginx.pid;
error_log $folder/nginx.log warn;
events { worker_connections 1024; }
http {
    client_body_temp_path $folder/body; proxy_temp_path $folder/proxy;
    fastcgi_temp_path $folder/f; uwsgi_temp_path $folder/u; scgi_temp_path $folder/s;
    include $folder/site.conf;
}
CONF
nginx -e "$folder/nginx.log" -c "$folder/nginx.conf" -p "$folder" 2>"$folder/start.log" || { cat "$folder/start.log"; exit 1; }

site="https://localhost:$https"
get() { curl -s --noproxy '*' --cacert "$folder/cert.pem" --max-time 20 "$@"; }
heads() { get -o /dev/null -D - "$@" | tr -d '\r'; }

check "HTTP/2 and the page" "$(get --http2 -w '%{http_version} %{http_code}' "$site/")" "hello
2 200"
check "HTTP/1.1 too" "$(get --http1.1 -w '%{http_version}' -o /dev/null "$site/")" "1.1"
check "TLS 1.3" "$(get -v "$site/" 2>&1 | grep -o 'TLSv1.3 /' | head -1)" "TLSv1.3 /"
check "no TLS 1.2" "$(get --tls-max 1.2 -o /dev/null -w '%{http_code}' "$site/" || true)" "000"
check "HSTS once" "$(heads "$site/" | grep -ci '^strict-transport-security: max-age=63072000')" 1
check "CSP once" "$(heads "$site/" | grep -ci '^content-security-policy:')" 1
check "plain HTTP goes to TLS" "$(get -o /dev/null -w '%{http_code} %{redirect_url}' "http://localhost:$http/a?b")" \
    "308 https://localhost:$https/a?b"
check "the address of the person, not what they say" \
    "$(get -H 'X-Forwarded-For: 10.9.9.9' -H 'X-Forwarded-Proto: http' "$site/peer")" "1 127.0.0.1 https"
check "no metrics from outside" "$(get -o /dev/null -w '%{http_code}' "$site/metrics")" 404
check "health from outside" "$(get "$site/healthz")" "ok"
check "precompressed" "$(get -H 'Accept-Encoding: br, gzip' "$site/static/app.0a1b2c.css")" "br bytes"
check "pages are not compressed" "$(heads -H 'Accept-Encoding: br, gzip' "$site/big" | grep -ci '^content-encoding')" 0
check "a body" "$(get --data-binary abc "$site/echo")" abc
check "a body too long" "$(head -c 2000000 /dev/zero | get --data-binary @- -o /dev/null -w '%{http_code}' "$site/echo")" 413
check "paths are not mended" "$(get --path-as-is -o /dev/null -w '%{http_code}' "$site/a/%2e%2e/b")" 400

token=$(get -c "$folder/jar" "$site/guest" | cut -d' ' -f2)
check "the cookie is Secure" "$(grep -c 'TRUE.*kc_guest' "$folder/jar")" 1
check "a form" "$(get -b "$folder/jar" -H "Origin: $site" --data "token=$token&a=b" "$site/form")" "token=$token;a=b;"
check "a form from elsewhere" \
    "$(get -b "$folder/jar" -H 'Origin: https://evil.example' --data "token=$token" -o /dev/null -w '%{http_code}' "$site/form")" 403

get --no-progress-meter --http2 -Z --parallel-max 50 -o /dev/null -w '%{http_code}\n' "$site/?[1-900]" > "$folder/codes" || true
check "many requests at once are limited" "$(grep -c 429 "$folder/codes" | sed 's/^[1-9][0-9]*$/some/')" some
check "but not all" "$(grep -c 200 "$folder/codes" | sed 's/^[1-9][0-9]*$/some/')" some
check "static files are not" "$(get --no-progress-meter --http2 -Z -o /dev/null -w '%{http_code}\n' "$site/static/app.0a1b2c.css?[1-300]" | sort -u)" 200
echo "     of 900: $(sort "$folder/codes" | uniq -c | tr '\n' ' ')"
check "nothing about people in nginx's log" "$(cat "$folder/error.log" 2>/dev/null | grep -c client || true)" 0

kill "$backend_pid"
wait "$backend_pid" && status=0 || status=$?
backend_pid=""
check "the server ends well" "$status" 0
check "a page while it is away" "$(get -o /dev/null -w '%{http_code}' "$site/static/app.0a1b2c.css")" 503
[ "$fails" = 0 ]
