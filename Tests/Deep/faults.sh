#!/usr/bin/env bash
# What the PostgreSQL client does when the server, the network or the disk fails: on a durable cluster of its own, since it is
# killed again and again. Called by bin/test --deep; or alone, after a build.
#   Tests/Deep/faults.sh                         runs (FAULTS=aNetworkThatFails: only those) Tests/PostgresTests/FaultTests.swift
#   Tests/Deep/faults.sh VERB [ARGUMENT]         what those tests call: stop MODE, start, kill PID
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
    '')
        trap 'control stop -m immediate 2>/dev/null || true; rm -rf -- "$data"' EXIT
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
