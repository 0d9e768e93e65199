#!/usr/bin/env bash
# Deep check of deploy/ and config/: the units as systemd reads them, the real nginx site in front of a small
# stand-in server, the database's log settings, the example of the settings.
# Needs nothing running; works in a temporary directory on free loopback ports and leaves nothing behind.
#   Tests/Deep/deploy.sh                     checks this tree
#   MITREDEN_TREE=DIR Tests/Deep/deploy.sh   checks a copy of the tree, to see a check fail
set -uo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
tree=${MITREDEN_TREE:-$root}
site=$tree/deploy/nginx/mitreden.conf
most_exposure=2.0
passed=0 failed=0 skipped=0
nginx_pid='' upstream_pid=''

work=$(mktemp -d "${TMPDIR:-/tmp}/mitreden-deploy.XXXXXX")
finish() {
    [ -n "$nginx_pid" ] && kill "$nginx_pid" 2>/dev/null && wait "$nginx_pid" 2>/dev/null
    [ -n "$upstream_pid" ] && kill "$upstream_pid" 2>/dev/null && wait "$upstream_pid" 2>/dev/null
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

pass() { passed=$((passed + 1)); printf 'ok      %s\n' "$1"; }
fail() {
    failed=$((failed + 1))
    printf 'FAILED  %s\n' "$1"
    shift
    [ $# -eq 0 ] || printf '%s\n' "$@" | sed 's/^/        /'
}
skip() { skipped=$((skipped + 1)); printf 'skipped %s: %s\n' "$1" "$2"; }
have() { command -v "$1" >/dev/null; }

# expect NAME TEXT PATTERN: TEXT must match the extended regular expression.
expect() {
    if grep -Eqi -- "$3" <<<"$2"; then pass "$1"; else fail "$1" "expected: $3" "got: ${2:0:600}"; fi
}
# refuse NAME TEXT PATTERN: TEXT must not match it.
refuse() {
    local found
    if found=$(grep -Ei -- "$3" <<<"$2"); then fail "$1" "must not contain: $3" "found: ${found:0:600}"; else pass "$1"; fi
}

# --- the example of the settings -------------------------------------------------------------------------------------

check_settings() {
    local file=$tree/config/mitreden.example.env problems
    problems=$(awk '
        /^# ?[A-Z_]+=/ || /^[A-Z_]+=/ {
            key = $0; sub(/^# ?/, "", key); sub(/=.*/, "", key)
            if (key !~ /^MITREDEN_/) print FILENAME ":" NR ": " key " is not one of our names"
            if (seen[key]++) print FILENAME ":" NR ": " key " stands twice"
            if (!documented) print FILENAME ":" NR ": " key " has no comment above it"
            value = $0; sub(/^[^=]*=/, "", value)
            if (value ~ /[ \t"'\'']/) print FILENAME ":" NR ": blanks and quotes are read differently by systemd"
            next
        }
        /^#/ { documented = 1; next }
        /^$/ { documented = 0; next }
        { print FILENAME ":" NR ": neither KEY=VALUE nor a comment: " $0 }
    ' "$file")
    if [ -z "$problems" ]; then pass "settings: every line is KEY=VALUE with a comment above"; else
        fail "settings: every line is KEY=VALUE with a comment above" "$problems"
    fi

    local source=$tree/Sources/Server/Settings.swift known named
    known=$(sed -n '/static let names = \[/,/\]/p' "$source" 2>/dev/null | grep -o 'MITREDEN_[A-Z_]*' | sort)
    if [ -z "$known" ]; then
        skip "settings: the names that the server knows" "no list of names in $source"
        return
    fi
    named=$(sed -n 's/^#\{0,1\} \{0,1\}\(MITREDEN_[A-Z_]*\)=.*/\1/p' "$file" | sort)
    if [ "$known" = "$named" ]; then pass "settings: the names that the server knows, no more and no fewer"; else
        fail "settings: the names that the server knows, no more and no fewer" "$(diff <(echo "$known") <(echo "$named"))"
    fi
}

# --- systemd ---------------------------------------------------------------------------------------------------------

check_units() {
    if ! have systemd-analyze; then
        skip "units" "systemd-analyze is not installed"
        return
    fi
    # A root of its own, so that the paths of an installed server exist.
    local fake=$work/root unit output exposure
    mkdir -p "$fake/opt/mitreden/bin" "$fake/etc/systemd/system" "$fake/usr/lib/systemd"
    printf '#!/bin/sh\n' >"$fake/opt/mitreden/bin/mitreden"
    chmod +x "$fake/opt/mitreden/bin/mitreden"
    cp -R /lib/systemd/system "$fake/usr/lib/systemd/system" 2>/dev/null
    cp "$tree"/deploy/*.service "$fake/etc/systemd/system/"
    for unit in mitreden mitreden-migrate; do
        # verify reports some faults only in words and still ends with 0.
        if output=$(systemd-analyze verify --man=no --root="$fake" "$unit.service" 2>&1) &&
            ! grep -q "$unit" <<<"$output"; then
            pass "systemd-analyze verify $unit.service"
        else
            fail "systemd-analyze verify $unit.service" "$output"
        fi
        output=$(systemd-analyze security --offline=true --no-pager --threshold=100 "$tree/deploy/$unit.service" 2>&1)
        exposure=$(sed -n 's/.*Overall exposure level for [^:]*: \([0-9.]*\).*/\1/p' <<<"$output")
        if [ -n "$exposure" ] && awk "BEGIN { exit !($exposure < $most_exposure) }"; then
            pass "systemd-analyze security $unit.service: exposure $exposure (less than $most_exposure)"
        else
            fail "systemd-analyze security $unit.service: exposure ${exposure:-unknown}, must be under $most_exposure" \
                "$(grep '✗' <<<"$output")"
        fi
    done
}

# --- PostgreSQL ------------------------------------------------------------------------------------------------------

check_postgresql() {
    local postgres name want got data=$work/postgresql
    postgres=$(find /usr/lib/postgresql -name postgres -path '*/bin/*' 2>/dev/null | sort -V | tail -n 1)
    if [ -z "$postgres" ]; then
        skip "postgresql/mitreden.conf" "no PostgreSQL server is installed"
        return
    fi
    mkdir -p "$data"
    chmod 700 "$data"
    cp "$tree/deploy/postgresql/mitreden.conf" "$data/postgresql.conf"
    : >"$data/postgresql.auto.conf"
    while read -r name want; do
        got=$("$postgres" -C "$name" -D "$data" 2>&1)
        if [ "$got" = "$want" ]; then pass "postgresql: $name = $want"; else
            fail "postgresql: $name = $want" "got: $got"
        fi
    done <<'LIST'
log_statement none
log_min_duration_statement -1
log_min_duration_sample -1
log_transaction_sample_rate 0
log_parameter_max_length 0
log_parameter_max_length_on_error 0
log_min_error_statement panic
log_error_verbosity terse
track_commit_timestamp off
LIST
}

# --- nginx -----------------------------------------------------------------------------------------------------------

# Three free ports below the range that the kernel hands out to clients.
free_ports() {
    python3 - "$$" <<'PY'
import socket, sys
found, port = [], 20000 + int(sys.argv[1]) * 7 % 10000
while len(found) < 3:
    port += 1
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            continue
        found.append(str(port))
print(*found)
PY
}

# Answers what the site is asked about: shows the headers it received, streams, or sends a long text.
write_upstream() {
    cat >"$work/upstream.py" <<'PY'
import http.server, sys, threading

hold = threading.Event()

class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def log_message(self, *args):
        pass
    def do_GET(self):
        if self.path.startswith("/ereignisse"):
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(b"data: first\n\n")
            self.wfile.flush()
            hold.wait(20)
            return
        kind = "text/css" if self.path.endswith(".css") else "text/html; charset=utf-8"
        body = (str(self.headers) + "x" * 4000).encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(204)
        self.end_headers()

http.server.ThreadingHTTPServer.daemon_threads = True
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
PY
}

# The real site with ports, certificate and logs of this run.
write_site() {
    mkdir -p "$work/nginx/tmp" "$work/tls"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj '/CN=mitreden.example' \
        -addext 'subjectAltName=DNS:mitreden.example,DNS:*.mitreden.example' \
        -keyout "$work/tls/privkey.pem" -out "$work/tls/fullchain.pem" 2>"$work/openssl.log" || return 1
    sed -e "s|/etc/mitreden/tls/|$work/tls/|g" -e "s|/var/log/nginx/|$work/nginx/|g" \
        -e "s|server 127\.0\.0\.1:8080;|server 127.0.0.1:$upstream_port;|" \
        -e "s|listen 443 |listen 127.0.0.1:$tls_port |" -e "s|listen 80\([ ;]\)|listen 127.0.0.1:$plain_port\1|" \
        -e '/listen \[::\]/d' "$site" >"$work/nginx/site.conf"
    cat >"$work/nginx/nginx.conf" <<CONF
$([ "$(id -u)" -eq 0 ] && echo 'user root;')
daemon off;
pid $work/nginx/pid;
worker_processes 1;
error_log $work/nginx/error.log warn;
events { worker_connections 256; }
http {
    include /etc/nginx/mime.types;
    access_log $work/nginx/access.log;
    client_body_temp_path $work/nginx/tmp/body;
    proxy_temp_path $work/nginx/tmp/proxy;
    fastcgi_temp_path $work/nginx/tmp/fastcgi;
    uwsgi_temp_path $work/nginx/tmp/uwsgi;
    scgi_temp_path $work/nginx/tmp/scgi;
    include $work/nginx/site.conf;
}
CONF
}

# Asks until the front answers, for at most ten seconds.
wait_for_front() {
    python3 - "$1" <<'PY'
import socket, sys, time
end = time.monotonic() + 10
while time.monotonic() < end:
    try:
        socket.create_connection(("127.0.0.1", int(sys.argv[1])), 1).close()
        sys.exit(0)
    except OSError:
        time.sleep(0.02)
sys.exit("nothing listens on port " + sys.argv[1])
PY
}

# web PATH [CURL OPTIONS]: one request to the site over TLS, headers and body together.
web() {
    local path=$1
    shift
    curl -ksS -i --max-time 15 --resolve "harburg.mitreden.example:$tls_port:127.0.0.1" "$@" \
        "https://harburg.mitreden.example:$tls_port$path" 2>&1 | tr -d '\0\r'
}

# tls OPTIONS: what a handshake ends with.
tls() { openssl s_client -connect "127.0.0.1:$tls_port" "$@" </dev/null 2>&1; }

check_front() {
    local answer large=$work/large
    answer=$(curl -sS -i --max-time 10 -H 'Host: harburg.mitreden.example' "http://127.0.0.1:$plain_port/a?b=c" 2>&1 | tr -d '\r')
    expect "plain HTTP is sent to HTTPS" "$answer" '^location: https://harburg\.mitreden\.example/a\?b=c$'
    answer=$(curl -sS -i --max-time 10 -H 'Host: elsewhere.test' "http://127.0.0.1:$plain_port/" 2>&1)
    expect "plain HTTP under a foreign name gets no answer" "$answer" 'empty reply'
    expect "a foreign TLS name is refused" "$(tls -servername elsewhere.test)" 'unrecognized name'
    expect "TLS 1.3 works" "$(tls -servername harburg.mitreden.example -tls1_3)" 'New, TLSv1\.3'
    expect "TLS 1.2 works" "$(tls -servername harburg.mitreden.example -tls1_2)" 'New, TLSv1\.2'
    # Read, not tried: Debian's OpenSSL refuses the old versions by itself.
    refuse "no TLS before 1.2 is allowed" "$(grep ssl_protocols "$site")" 'SSLv|TLSv1(\.1)?[ ;]'

    answer=$(web '/konferenzen?geheim=1' -H 'X-Forwarded-For: 203.0.113.9' -H 'X-Real-IP: 203.0.113.9' -H 'Forwarded: for=203.0.113.9')
    expect "the site answers over HTTP/2" "$answer" '^HTTP/2 200'
    expect "HSTS is sent" "$answer" '^strict-transport-security: max-age=[0-9]{8}'
    expect "nginx does not tell its version" "$answer" '^server: nginx$'
    expect "the host is passed with its port" "$answer" "^host: harburg\.mitreden\.example:$tls_port$"
    refuse "the client's address is not passed" "$answer" '^(x-forwarded-for|x-real-ip|forwarded):|203\.0\.113|127\.0\.0\.1'

    head -c 4000000 /dev/zero >"$large"
    expect "a body of 4 MB is refused" "$(web /x --data-binary "@$large")" '^HTTP/2 413'
    truncate -s 2500000 "$large"
    expect "a body of 2.5 MB passes" "$(web /x --data-binary "@$large")" '^HTTP/2 204'
    truncate -s 100000 "$large"
    expect "a ballot of 100 kB is refused" "$(web /abstimmungen/7/stimme --data-binary "@$large")" '^HTTP/2 413'

    expect "CSS is compressed" "$(web /look.css -H 'Accept-Encoding: gzip' -o /dev/null -D -)" '^content-encoding: gzip'
    refuse "a ballot paper is not compressed" "$(web /abstimmungen/7 -H 'Accept-Encoding: gzip' -o /dev/null -D -)" '^content-encoding'
    # The stand-in holds the stream open: only an unbuffered line arrives before that.
    expect "live updates are passed on at once" "$(web /ereignisse --max-time 8 -N)" '^data: first'

    web '/karte?code=AAAA-BBBB' >/dev/null
    web '/%61bstimmungen/8' >/dev/null
    web '/ABSTIMMUNGEN/9' >/dev/null
}

check_front_without_server() {
    local answer
    kill "$upstream_pid" && wait "$upstream_pid" 2>/dev/null
    upstream_pid=''
    answer=$(web /empfehlungen)
    expect "without the server: 503" "$answer" '^HTTP/2 503'
    expect "without the server: says when to come again" "$answer" '^retry-after: [0-9]+'
    expect "without the server: keeps HSTS" "$answer" '^strict-transport-security'
    expect "without the server: says so in German" "$answer" 'Gleich geht es weiter'
    web /abstimmungen/10/stimme -d 'stimme=ja' >/dev/null
    web /karte -d 'code=AAAA-BBBB' >/dev/null
}

check_logs() {
    local lines
    # Ended, so that every line is written.
    kill -QUIT "$nginx_pid" && wait "$nginx_pid" 2>/dev/null
    nginx_pid=''
    lines=$(cat "$work"/nginx/*.log)
    expect "log: an ordinary page has its line" "$lines" '127\.0\.0\.0 .*"GET /konferenzen" 200'
    expect "log: a page without the server has its line" "$lines" '"GET /empfehlungen" 503'
    refuse "log: no ballot" "$lines" 'abstimmungen|%61'
    refuse "log: no card" "$lines" 'karte|AAAA'
    refuse "log: no query string" "$lines" 'geheim'
    refuse "log: no whole address" "$lines" '127\.0\.0\.1'
}

check_nginx() {
    local tool output
    PATH=$PATH:/usr/sbin
    for tool in nginx openssl curl python3; do
        if ! have "$tool"; then
            skip "nginx/mitreden.conf" "$tool is not installed"
            return
        fi
    done
    read -r tls_port plain_port upstream_port < <(free_ports)
    write_upstream
    if ! write_site; then
        fail "a throw-away certificate" "$(cat "$work/openssl.log")"
        return
    fi
    if output=$(nginx -t -e "$work/nginx/error.log" -p "$work/nginx" -c nginx.conf 2>&1) && ! grep -q '\[warn\]' <<<"$output"; then
        pass "nginx -t"
    else
        fail "nginx -t" "$output"
        return
    fi
    python3 "$work/upstream.py" "$upstream_port" &
    upstream_pid=$!
    nginx -e "$work/nginx/error.log" -p "$work/nginx" -c nginx.conf &
    nginx_pid=$!
    if ! output=$(wait_for_front "$tls_port" 2>&1 && wait_for_front "$upstream_port" 2>&1); then
        fail "nginx starts" "$output" "$(cat "$work/nginx/error.log")"
        return
    fi
    check_front
    check_front_without_server
    check_logs
}

check_settings
check_units
check_postgresql
check_nginx

if [ "$skipped" -gt 0 ]; then
    echo "$passed passed, $failed failed, $skipped skipped"
else
    echo "$passed passed, $failed failed"
fi
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
