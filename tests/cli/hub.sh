# For scripts that need a PostgreSQL of their own, sourced after lib.sh: a server in a folder of its
# own, by an ordinary user, that listens on a socket alone and ends with the script.
#
#   hub_server           starts it; skips the script where PostgreSQL is not installed. $hub_at: the
#                        folder of its socket; operator's secret is in $work/operator.secret
#   hub_url USER         prints the address of the database "hub" for that role
#   hub_again LINE...    starts it again with these lines in its configuration
#   hub_sql USER ARG...  psql in it, as that role ($work/USER.secret is its secret)

hub_programs() {
    pg_config --bindir 2>/dev/null
    for hub_bin in /usr/lib/postgresql/*/bin; do
        echo "$hub_bin"
    done | sort -rV
}

# hub_as CMD...: as root nobody starts a server.
hub_as() {
    if [ "$(id -u)" -eq 0 ]; then
        (cd / && runuser -u nobody -- "$@")
    else
        "$@"
    fi
}

hub_server() {
    hub_bin=
    for hub_try in $(hub_programs); do
        [ -n "$hub_bin" ] || [ ! -x "$hub_try/initdb" ] || hub_bin=$hub_try
    done
    [ -n "$hub_bin" ] && [ -x "$hub_bin/postgres" ] || skip_all "PostgreSQL is not installed"
    # A socket's path has 107 bytes at most.
    hub_at=$(mktemp -d /tmp/anjuan-hub-XXXXXX) && hub_in=$(mktemp -d "${TMPDIR:-/tmp}/anjuan-pg-XXXXXX") ||
        exit 99
    trap 'hub_end; chmod -R u+rwX "$work" 2>/dev/null; rm -rf "$work"' EXIT
    chmod 755 "$hub_at" "$hub_in"
    printf 'the secret of the operator\n' >"$work/operator.secret"
    cp "$work/operator.secret" "$hub_in/secret"
    [ "$(id -u)" -ne 0 ] || chown -R nobody "$hub_at" "$hub_in"
    hub_as "$hub_bin/initdb" --pgdata="$hub_in/data" --username=operator --pwfile="$hub_in/secret" \
        --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-sync --no-instructions \
        >"$out" 2>"$err" &&
        hub_start >>"$out" 2>>"$err" &&
        hub_sql operator -d postgres -c 'CREATE DATABASE hub' >>"$out" 2>>"$err"
    result "a server"
}

# HUB_OPTIONS: lines for its configuration.
hub_start() {
    {
        echo "listen_addresses = ''"
        echo "unix_socket_directories = '$hub_at'"
        echo "max_connections = ${HUB_CONNECTIONS:-60}"
        echo "fsync = ${HUB_FSYNC:-off}"
        printf '%s\n' "${HUB_OPTIONS:-}"
    } >"$work/hub.conf"
    hub_as tee "$hub_in/data/postgresql.auto.conf" <"$work/hub.conf" >/dev/null &&
        hub_as "$hub_bin/pg_ctl" --pgdata="$hub_in/data" --log="$hub_in/log" --silent --wait start
}

# hub_again LINE...: stopped, and started with these lines in its configuration.
hub_again() {
    hub_as "$hub_bin/pg_ctl" --pgdata="$hub_in/data" --silent --mode=fast --wait stop >"$out" 2>"$err"
    HUB_OPTIONS=$(printf '%s\n' "$@")
    hub_start
}

hub_end() {
    [ ! -s "$hub_in/data/postmaster.pid" ] ||
        hub_as "$hub_bin/pg_ctl" --pgdata="$hub_in/data" --silent --mode=immediate stop >/dev/null 2>&1
    rm -rf "$hub_at" "$hub_in"
}

hub_url() {
    echo "postgresql://$1@/hub?host=$hub_at"
}

hub_sql() {
    hub_user=$1
    shift
    PGPASSWORD=$(cat "$work/$hub_user.secret") PGOPTIONS='' "$hub_bin/psql" -X -q -A -t \
        -v ON_ERROR_STOP=1 -h "$hub_at" -U "$hub_user" -d hub "$@"
}
