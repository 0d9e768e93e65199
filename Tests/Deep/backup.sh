#!/usr/bin/env bash
# A dump made by the role for backups holds everything, and restores to the same. Called by bin/test --deep, whose cluster it uses.
set -euo pipefail
# shellcheck source=bin/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/../../bin/lib/common.sh"
# shellcheck source=bin/lib/cluster.sh
source "$root/bin/lib/cluster.sh"
# shellcheck source=bin/lib/local.sh
source "$root/bin/lib/local.sh"

: "${MITREDEN_TEST_SOCKET:?run it through bin/test --deep}"
cluster_locate test
choose_server
original=backup_$$
restored=restored_$$
folder=$(mktemp -d)

# shellcheck disable=SC2317,SC2329 # reached through the trap
stop() {
    superuser -d postgres -c "drop database if exists $original with (force)" -c "drop database if exists $restored with (force)" || true
    rm -rf -- "$folder"
}
trap stop EXIT

# contents DATABASE: every table with its number of rows and a sum over all of them, as the superuser sees it.
contents() {
    superuser -d "$1" -c "select format('select %L, count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) from %I as t;', relname, relname)
        from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname" | superuser -d "$1"
}

superuser -d postgres -c "create database $original owner mitreden_owner" -c "create database $restored owner mitreden_owner template template0"
(local_settings test "$original" && "$MITREDEN_BINARY" migrate && "$MITREDEN_BINARY" seed --demonstration) >/dev/null
"$pg_bin/pg_dump" -h "$socket" -p "$cluster_port" -U mitreden_backup --enable-row-security --format=custom -f "$folder/dump" "$original"
"$pg_bin/pg_restore" -h "$socket" -p "$cluster_port" -U postgres --exit-on-error -d "$restored" "$folder/dump"
contents "$original" >"$folder/original"
contents "$restored" >"$folder/restored"
diff -u "$folder/original" "$folder/restored"
rows=$(awk -F '|' '{ sum += $2 } END { print sum }' "$folder/original")
((rows > 1000)) || die "Only $rows rows were dumped."
# The restored one is as isolated as the first: rights and policies came along.
diff -u "$root/sql/rights.txt" <(superuser -d "$restored" -f "$root/sql/rights.sql")
say "$(wc -l <"$folder/original") tables, $rows rows: dumped by mitreden_backup, restored, the same"
say "2 passed, 0 failed"
