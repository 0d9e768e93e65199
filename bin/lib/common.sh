# shellcheck shell=bash
# shellcheck disable=SC2034 # used by those who source it
# What the commands share: where things are, how to speak, how to build. Sourced, never run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
state=$root/.local              # everything private to this clone; safe to delete while nothing runs
venv=$state/venv                # Python tools of the tests and linters

unset "${!PG@}"                 # somebody's PGHOST or PGOPTIONS must not lead us to another database
[[ -d ${TMPDIR:-/tmp} && -w ${TMPDIR:-/tmp} ]] || unset TMPDIR
command -v swift >/dev/null || PATH=$PATH:${SWIFTLY_BIN_DIR:-$HOME/.local/share/swiftly/bin}

say() { printf '%s\n' "$@"; }
heading() { printf '\n== %s\n' "$*"; }
die() { printf '%s\n' "$@" >&2; exit 1; }

# Everything between the comment lines at the top of the calling script is its help.
usage() { sed -n '2,/^[^#]/{ s/^# \{0,1\}//p; }' "$0"; exit 0; }

make_state() {
    install -d -m 755 "$state" 2>/dev/null && [[ -w $state ]] && return
    die "$state cannot be written by $(id -un). It belongs to $(stat -c %U "$state" 2>/dev/null || say nobody)."
}

# quietly SENTENCE COMMAND…: says the sentence; shows the command's words only when it fails.
quietly() {
    local log=$state/last.log
    say "$1"
    shift
    "$@" >"$log" 2>&1 </dev/null && return
    tail -n 30 "$log" >&2
    die "" "This failed: $*"
}

# --- children -------------------------------------------------------------------------------
# A child gets a process group of its own, so that one signal to us becomes one signal to all of
# it. `wait` (unlike a command in the foreground) lets a trap run at once.
child=
signals=(INT TERM HUP PIPE)     # PIPE: bin/run | head

# attend COMMAND…: runs it and waits; on INT or TERM our EXIT trap ends it with `end_child`.
attend() {
    local status=0
    set -m
    (set -e; "$@") </dev/null 8>&- 9>&- &
    child=$!
    set +m
    wait "$child" || status=$?
    child=
    return "$status"
}

end_child() { [[ -z $child ]] || end_group INT "$child"; }

# end_group SIGNAL GROUP: ends a group that we started; asks twice, then no more.
end_group() {
    local signal
    for signal in "$1" TERM KILL; do
        kill "-$signal" -- "-$2" 2>/dev/null || return 0
        for _ in {1..60}; do
            kill -0 -- "-$2" 2>/dev/null || return 0
            sleep 0.1
        done
    done
}

# --- steps ----------------------------------------------------------------------------------
results=()
passed=0
failed=0

# step NAME COMMAND…: runs it, remembers how it went and how long it took, and goes on.
step() {
    local name=$1 began=$SECONDS word=passed status
    shift
    heading "$name"
    set +e                      # not `if attend`: inside an `if`, functions run on after a failure
    attend "$@"
    status=$?
    set -e
    if ((status == 0)); then passed=$((passed + 1)); else failed=$((failed + 1)) word=FAILED; fi
    results+=("$(printf '%-7s %5d s  %s' "$word" $((SECONDS - began)) "$name")")
}

skip() { results+=("$(printf '%-7s %7s  %s' skipped - "$1 ($2)")"); }

# The last line has the form that any reader of test output understands.
summary() {
    heading "Summary"
    say "${results[@]}" "" "steps: $passed passed, $failed failed"
    ((failed == 0))
}

# --- building -------------------------------------------------------------------------------
# MITREDEN_BINARY names another binary, which is then used as it is and not built.
release_binary() { say "${MITREDEN_BINARY:-$root/.build/release/mitreden}"; }

# build ARGUMENTS…: swift build with one line of progress; the whole output is in .local/build.log.
build() {
    [[ -z ${MITREDEN_BINARY:-} ]] || { say "Using $MITREDEN_BINARY."; return; }
    local log=$state/build.log began=$SECONDS
    if attend build_with_progress "$log" "$@"; then
        say "Built in $((SECONDS - began)) s."
    else
        grep -E -A 8 '(^|[: ])error:' "$log" | grep -v -E '^\[[0-9]+/[0-9]+\]' | head -n 80 >&2 || tail -n 30 "$log" >&2
        die "" "The build failed. All of its output: $log"
    fi
}

build_with_progress() {
    local log=$1
    shift
    swift build --package-path "$root" "$@" 2>&1 | tee "$log" | show_progress
}

# On a terminal one line that changes; elsewhere a line every 15 seconds.
show_progress() {
    local line shown=$SECONDS
    while IFS= read -r line; do
        if [[ -t 1 ]]; then
            printf '\r\e[K  %.76s' "$line"
        elif ((SECONDS - shown >= 15)); then
            printf '  %.100s\n' "$line"
            shown=$SECONDS
        fi
    done
    [[ ! -t 1 ]] || printf '\r\e[K'
}

# --- the browser ----------------------------------------------------------------------------
find_chromium() {
    local name
    for name in ${CHROMIUM:+"$CHROMIUM"} chromium google-chrome google-chrome-stable /snap/bin/chromium; do
        command -v "$name" && return
        [[ -z ${CHROMIUM:-} ]] || return
    done
    return 1
}
