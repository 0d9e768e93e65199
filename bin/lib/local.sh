# shellcheck shell=bash disable=SC2154 # root and state come from common.sh
# The settings of the server that bin/run starts, for everybody who runs the same binary.
# Sourced after common.sh and cluster.sh.

# local_settings CLUSTER [DATABASE]: exports them; see config/mitreden.example.* for their meaning.
local_settings() {
    local port_file=$state/port
    make_secret_key
    export MITREDEN_ENVIRONMENT=development
    export MITREDEN_HOME=$root
    export MITREDEN_LISTEN_HOST=${MITREDEN_LISTEN_HOST:-127.0.0.1}
    export MITREDEN_LISTEN_PORT=${MITREDEN_LISTEN_PORT:-$(cat "$port_file" 2>/dev/null || say 8080)}
    export MITREDEN_PUBLIC_SCHEME=http
    export MITREDEN_PUBLIC_PORT=$MITREDEN_LISTEN_PORT
    export MITREDEN_BASE_DOMAIN=localhost
    export MITREDEN_SECRET_KEY_FILE=$state/secret.key
    MITREDEN_DATABASE_URL=$(database_url "$1" mitreden_app "${2:-mitreden}")
    MITREDEN_OWNER_DATABASE_URL=$(database_url "$1" mitreden_owner "${2:-mitreden}")
    MITREDEN_PLATFORM_DATABASE_URL=$(database_url "$1" mitreden_platform "${2:-mitreden}")
    export MITREDEN_DATABASE_URL MITREDEN_OWNER_DATABASE_URL MITREDEN_PLATFORM_DATABASE_URL
}

# The key behind the codes on participation cards: 32 random bytes as base64url.
make_secret_key() {
    [[ ! -s $state/secret.key ]] || return 0
    (umask 077 && say "$(head -c 32 /dev/urandom | base64 -w 0 | tr '+/' '-_' | tr -d '=')" >"$state/secret.key.new")
    mv "$state/secret.key.new" "$state/secret.key"
}
