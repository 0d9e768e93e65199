#!/usr/bin/env bash
# What the PostgreSQL client does when the server, the network or the disk fails: on a durable cluster of its own, since it is
# killed again and again. Called by bin/test --deep; or alone, after a build.
#   Tests/Deep/faults.sh                         runs (FAULTS=aNetworkThatFails: only those) Tests/PostgresTests/FaultTests.swift
#   Tests/Deep/faults.sh VERB [ARGUMENT]         what those tests call: stop MODE, start, kill PID,
#                                                standby, promote, end-standby, tls PORT FOLDER
set -euo pipefail
# shellcheck source=bin/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/../../bin/lib/common.sh"
# shellcheck source=bin/lib/cluster.sh
source "$root/bin/lib/cluster.sh"

cluster_locate faults
choose_server

case ${1:-} in
    stop) control stop -m "$2" ;;
    start)
        clear_wreck
        control start -l "$place/log"
        ;;
    kill) kill -KILL "$2" ;;
    # A second server that follows the first one, beside it in the socket's directory under the next number.
    standby)
        rm -rf -- "$place/standby"
        as_server "$pg_bin/pg_basebackup" -h "$socket" -p "$cluster_port" -U postgres -D "$place/standby" -R -X stream -c fast
        data=$place/standby
        control start -l "$place/standby.log" -o "-c port=$((cluster_port + 1)) -c synchronous_standby_names="
        ;;
    promote)
        data=$place/standby
        control promote
        ;;
    end-standby)
        data=$place/standby
        control stop -m immediate
        rm -rf -- "$data"
        ;;
    # On the loopback's PORT, for nobody without TLS and a certificate. FOLDER gets the caller's, and whom to believe.
    tls)
        folder=$3
        tls() { openssl "$@" 2>/dev/null; }
        for who in authority server postgres; do tls genpkey -algorithm ED25519 -out "$folder/$who.key"; done
        tls req -x509 -key "$folder/authority.key" -subj /CN=authority -days 2 -out "$folder/authority.crt"
        for who in server postgres; do
            tls req -new -key "$folder/$who.key" -subj "/CN=$who" -addext subjectAltName=DNS:database.example |
                tls x509 -req -CA "$folder/authority.crt" -CAkey "$folder/authority.key" -CAcreateserial -days 2 -copy_extensions copy -out "$folder/$who.crt"
        done
        echo 'hostssl all postgres 127.0.0.1/32 cert' >"$folder/hba.conf"
        rm -rf -- "$place/tls"
        install -d -o "$(server_user)" -m 700 "$place/tls"
        install -o "$(server_user)" -m 600 "$folder"/{authority.crt,server.crt,server.key,hba.conf} "$place/tls"
        control stop -m fast
        control start -l "$place/log" -o "-c port=$2 -c listen_addresses=127.0.0.1 -c hba_file=$place/tls/hba.conf -c ssl=on" \
            -o "-c ssl_ca_file=$place/tls/authority.crt -c ssl_cert_file=$place/tls/server.crt -c ssl_key_file=$place/tls/server.key"
        ;;
    '')
        trap '"${BASH_SOURCE[0]}" end-standby 2>/dev/null || true; control stop -m immediate 2>/dev/null || true; rm -rf -- "$data"' EXIT
        trap 'exit 130' "${signals[@]}"
        if cluster_running; then control stop -m immediate; fi
        rm -rf -- "$data"
        cluster=faults
        cluster_start
        prepare_database
        export MITREDEN_FAULTS=$root/Tests/Deep/faults.sh MITREDEN_TEST_SOCKET=$socket MITREDEN_TEST_PORT=$cluster_port
        attend swift test --package-path "$root" --skip-build --filter "FaultTests/(${FAULTS:-.})"
        ;;
    *) die "Tests/Deep/faults.sh does not know $1." ;;
esac
