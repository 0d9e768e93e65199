#!/usr/bin/env bash
# What the PostgreSQL client does when the server, the network or the disk fails: on a durable cluster of its own, since it is
# killed again and again. Called by bin/test --deep; or alone, after a build.
#   Tests/Deep/faults.sh                         runs (FAULTS=aNetworkThatFails: only those) Tests/PostgresTests/FaultTests.swift
#   Tests/Deep/faults.sh VERB [ARGUMENT]         what those tests call: stop MODE, start, kill PID, standby, promote, end-standby
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
