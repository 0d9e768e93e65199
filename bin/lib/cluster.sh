# shellcheck shell=bash disable=SC2154 # root and state come from common.sh
# The private PostgreSQL clusters of this clone. `run` keeps what was entered; `test` is made anew
# each time. Own data, own socket, no TCP port: a cluster of the system is never touched.
# Sourced after common.sh. Whoever uses a cluster holds a shared lock; who leaves last stops it.

cluster_port=5499               # only names the socket
clone_hash=$(printf %s "$root" | sha256sum | cut -c 1-8)
cluster=                        # the one that was entered

# Always in /tmp, whatever TMPDIR says: a socket's path may have 107 bytes, and every command must find it.
socket_directory() { say "/tmp/mitreden-$clone_hash-$1"; }

# database_url CLUSTER ROLE [DATABASE]
database_url() { say "postgresql:///${3:-mitreden}?host=$(socket_directory "$1")&port=$cluster_port&user=$2"; }

# cluster_enter NAME: when this returns, the cluster runs and has our roles and our database.
cluster_enter() {
    cluster_locate "$1"
    choose_server
    exec 8>>"$state/pg/$1.users"
    flock --shared 8            # waits while the last user is stopping it
    cluster=$1
    exec 7>>"$state/pg/$1.start"
    flock 7                     # one at a time starts it
    cluster_running || cluster_start
    prepare_database
    exec 7>&-
}

cluster_leave() {
    [[ -n $cluster ]] || return 0
    if flock --nonblock --exclusive 8 && cluster_running; then
        control stop -m fast || say "The database could not be stopped; its log: $place/log" >&2
    fi
    exec 8>&-
    cluster=
}

# cluster_remove NAME: deletes all data, unless another command is using it.
cluster_remove() {
    cluster_locate "$1"
    exec 8>>"$state/pg/$1.users"
    flock --nonblock --exclusive 8 || die "Another command is using the database (bin/db?), so nothing was deleted."
    if cluster_running; then choose_server && control stop -m fast; fi
    rm -rf -- "$data" "$data.new"
    exec 8>&-
}

# PostgreSQL refuses to run as root; there it runs as `postgres`, which its package made.
server_user() { if ((EUID == 0)); then say postgres; else id -un; fi; }
as_server() { (cd / && if ((EUID == 0)); then exec runuser -u postgres -- "$@"; else exec "$@"; fi); }
control() { as_server "$pg_bin/pg_ctl" -D "$data" -s -w -t 60 "$@" 7>&- 8>&- 9>&-; }

# psql_as ROLE [PSQL ARGUMENTS…] and, for our own statements, superuser [PSQL ARGUMENTS…]
psql_as() { "$pg_bin/psql" -X -h "$socket" -p "$cluster_port" -U "$@"; }
superuser() { PGOPTIONS='-c client_min_messages=warning' psql_as postgres -qAt -v ON_ERROR_STOP=1 "$@"; }

# Sets place, data and socket. When root's clone lies where `postgres` may not enter, data goes to /var/tmp.
cluster_locate() {
    make_state
    install -d -m 755 "$state/pg"
    place=$state/pg/$1
    if ! as_server test -x "$state/pg"; then
        own_directory "/var/tmp/mitreden-$clone_hash" "$(id -un)" 755
        place=/var/tmp/mitreden-$clone_hash/$1
    fi
    data=$place/data
    socket=$(socket_directory "$1")
    own_directory "$place" "$(server_user)" 700
    own_directory "$socket" "$(server_user)" 700
}

# own_directory PATH OWNER MODE: makes it, or makes sure that it is nobody else's.
own_directory() {
    [[ -e $1 || -L $1 ]] || install -d -o "$2" -m "$3" "$1"
    [[ -d $1 && ! -L $1 && $(stat -c %U "$1") == "$2" ]] && return
    die "$1 belongs to user $(stat -c %U "$1"), but user $2 needs it." \
        "Use one clone always as the same user, or delete that directory and the data that may be in it."
}

# Sets pg_bin: the server that the data was made with; for new data the newest one.
choose_server() {
    local installed major
    installed=$(find /usr/lib/postgresql/*/bin/postgres 2>/dev/null | cut -d / -f 5 | sort -n | paste -s -d ' ')
    [[ -n $installed ]] || die "The PostgreSQL server is not installed. Run: bin/setup run"
    major=${installed##* }
    [[ ! -s $data/PG_VERSION ]] || major=$(<"$data/PG_VERSION")
    pg_bin=/usr/lib/postgresql/$major/bin
    [[ -x $pg_bin/postgres ]] ||
        die "The data in $data was made by PostgreSQL $major, but installed is: $installed." \
            "Install postgresql-$major, or start afresh with bin/run --reset (what was entered is then lost)."
}

# pg_ctl believes any process that took over the number in postmaster.pid; its directory does not lie.
cluster_running() {
    local process
    process=$(head -n 1 "$data/postmaster.pid" 2>/dev/null) && [[ $(readlink "/proc/$process/cwd") == "$data" ]]
}

cluster_start() {
    [[ $cluster != test ]] || rm -rf -- "$data"
    [[ -s $data/PG_VERSION ]] || cluster_create
    clear_wreck
    settings >"$data/postgresql.conf"
    mv -f "$place/log" "$place/log.old" 2>/dev/null || true
    control start -l "$place/log" && return
    tail -n 10 "$place/log" >&2 || true
    die "" "The database did not start. Its whole log: $place/log"
}

# What a killed server leaves: its locks, and backends that are too busy to notice.
clear_wreck() {
    local orphans
    for _ in {1..50}; do
        orphans=$(find /proc/[0-9]*/cwd -maxdepth 0 -lname "$data" 2>/dev/null | cut -d / -f 3 || true)
        [[ -n $orphans ]] || break
        xargs kill -QUIT <<<"$orphans" 2>/dev/null || true
        sleep 0.1
    done
    rm -f "$data/postmaster.pid" "$socket/.s.PGSQL.$cluster_port.lock"
}

cluster_create() {
    local free
    free=$(df --output=avail -B 1M "$place" | tail -n 1 | tr -d ' ')
    ((free >= 1024)) || die "There are only $free MB free for $place, and the database wants 1024. Make room and try again."
    rm -rf -- "$data.new"
    as_server "$pg_bin/initdb" -D "$data.new" -U postgres -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
    mv "$data.new" "$data"      # an interrupted initdb leaves no half cluster
}

# Written at each start. Trust is right here: the socket's directory is closed to everybody else.
settings() {
    cat <<CONF
# Written by bin/lib/cluster.sh at each start: changes made here are lost.
listen_addresses = ''
port = $cluster_port
unix_socket_directories = '$socket'
# Nothing about a person or a ballot may reach a log, not even with an error.
log_statement = none
log_min_duration_statement = -1
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_error_verbosity = terse
log_min_error_statement = panic
CONF
    [[ $cluster != test ]] || cat <<CONF
# Nothing here is worth keeping, and hundreds of tests want a database each.
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 200
CONF
}

prepare_database() {
    superuser -d postgres -f "$root/sql/roles.sql" >/dev/null
    [[ $(superuser -d postgres -c "select 1 from pg_database where datname = 'mitreden'") ]] ||
        superuser -d postgres -c 'create database mitreden owner mitreden_owner'
}
