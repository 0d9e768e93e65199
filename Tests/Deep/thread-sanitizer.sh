#!/usr/bin/env bash
# The PostgreSQL client's tests under Thread Sanitizer. The client alone: an environment variable keeps the house out of this build.
# Called by bin/test --deep, whose cluster it uses.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
: "${MITREDEN_TEST_SOCKET:?run it through bin/test --deep}"
export MITREDEN_ONLY=Postgres
export TSAN_OPTIONS="halt_on_error=0 exitcode=66 second_deadlock_stack=1"
command=(swift test --package-path "$root" --scratch-path "$root/.local/tsan" --sanitize thread)

status=0
output=$("${command[@]}" 2>&1) || status=$?
grep -E '✘|Test run|WARNING: ThreadSanitizer|SUMMARY: ThreadSanitizer' <<<"$output" || true
if grep -q 'WARNING: ThreadSanitizer' <<<"$output"; then
    grep -A 40 -m 1 'WARNING: ThreadSanitizer' <<<"$output"
    exit 1
fi
((status == 0)) || { tail -n 20 <<<"$output"; exit "$status"; }
