#!/bin/sh
# Measures whole commands over a practice store with synthetic cases, and prints one line each.
#   bench.sh PROGRAM [CASES [SCREENS]]       default 1,000 cases; a second store of a tenth shows the growth
# Nothing is asserted: figures depend on the machine and on what else it does.
set -eu
program=$1
cases=${2:-1000}
screens=${3:-}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT INT TERM
export XDG_DATA_HOME="$folder/data" XDG_CONFIG_HOME="$folder/config" LC_ALL=C.UTF-8
unset LANGUAGE

now() {
    date +%s%N
}

# Milliseconds of processor time of all commands so far: unlike the clock it hardly depends on what
# else the machine does. Only the shell itself knows, so no pipe may stand between.
spent() {
    times >"$folder/times"
    awk 'NR == 2 { gsub(/[ms]/, " "); printf "%d", ($1 * 60 + $2 + $3 * 60 + $4) * 1000 }' \
        "$folder/times" >"$folder/spent"
    read -r spent <"$folder/spent" || :
}

# timed NAME UNITS CMD...: by the clock in all, then processor time in all and for each unit. A
# command may end with 1 and say nothing more, as check does where a finding blocks.
timed() {
    name=$1
    units=$2
    shift 2
    from=$(now)
    spent
    used=$spent
    status=0
    "$@" >"$folder/out" 2>"$folder/err" || status=$?
    if [ "$status" -gt 1 ] || { [ "$status" = 1 ] && [ -s "$folder/err" ]; }; then
        printf '%-30s failed: %s\n' "$name" "$(head -n 1 "$folder/err")"
        return
    fi
    spent
    used=$((spent - used))
    printf '%-30s %9d ms, cpu %9d ms %9d us each of %d\n' "$name" \
        $((($(now) - from) / 1000000)) "$used" $((used * 1000 / units)) "$units"
}

# store_of N: a practice store with N synthetic cases more, in clear, since sqlite3 counts them;
# sets $store.
store_of() {
    rm -rf "$folder/data"
    timed "practice store" 1 "$program" practice </dev/null
    store=$folder/data/anjuan/practice.db
    timed "sample" "$1" "$program" --store "$store" sample --cases "$1" --seed 1
    "$program" $as unseal "$store" --out "$folder/plain.db" >"$folder/log" 2>&1
    rm -f "$store"*
    mv "$folder/plain.db" "$store"
    total=$(sqlite3 "$store" 'SELECT count(*) FROM case_file')
    events=$(sqlite3 "$store" 'SELECT count(*) FROM journal_group')
    # A batch goes to one platform: the one with most cases that wait.
    waiting="FROM case_file WHERE status = 'approved' GROUP BY platform ORDER BY count(*) DESC LIMIT 1"
    platform=$(sqlite3 "$store" "SELECT platform $waiting")
    approved=$(sqlite3 "$store" "SELECT count(*) $waiting")
    bytes=$(wc -c <"$store")
    journal=$(sqlite3 "$store" "SELECT sum(pgsize) FROM dbstat WHERE name LIKE '%journal%' OR name = 'case_root'")
    printf '%-30s %9d cases, %d groups, %d KiB\n' "store" "$total" "$events" $((bytes / 1024))
    printf '%-30s %9d bytes a case, %d of them journal\n' "" $((bytes / total)) $((journal / total))
}

users=$(dirname "$0")/../../data/practice/users.tsv
awk -F '\t' '$1 == "zhou" { printf "%s", $4 }' "$users" >"$folder/secret"
chmod 600 "$folder/secret"
as="--as zhou --passphrase-file $folder/secret"

measure() {
    store_of "$1"
    # A command signs in each time (Argon2id), so this is the floor of all that follow.
    timed "sign in and show one case" 1 "$program" --store "$store" $as show T1-2026-000001
    timed "list, all" "$total" "$program" --store "$store" $as --json list
    for query in hanzi:王 initials:zg tail:1234 number:000042 disease:白血病 nothing:xnkz; do
        timed "find by ${query%%:*}" 1 "$program" --store "$store" $as find "${query#*:}" --limit 20
    done
    "$(dirname "$program")/tests/bench/alike" "$store" "$(dirname "$program")/share/anjuan"
    timed "check --all" "$total" "$program" --store "$store" $as --json check --all
    timed "report" "$total" "$program" --store "$store" $as report --from 2000-01-01 --to 2199-12-31
    timed "export" "$approved" "$program" --store "$store" $as export --template neutral \
        --platform "$platform" --out "$folder/bench.xlsx"
    batch=$(sqlite3 "$store" 'SELECT no FROM batch ORDER BY id DESC LIMIT 1')
    timed "export, the same again" "$approved" "$program" --store "$store" $as export --batch "$batch" \
        --out "$folder/again.xlsx"
    timed "peer: libxlsxwriter alone" "$approved" "$(dirname "$program")/tests/bench/xlsx" "$approved" 40 \
        "$folder/peer.xlsx"
    # Cases of the practice kind, with what it takes to sign in, as above.
    timed "import" 5 "$program" --store "$store" $as import "$(dirname "$users")"/*.json
    timed "verify" "$events" "$program" --store "$store" verify
    timed "backup" "$total" "$program" --store "$store" $as backup "$folder/backup.db"
    rm -f "$folder"/*.xlsx "$folder"/*.manifest.json "$folder/backup.db"
}

# bulk_of N FILE: a practice store with N short cases, in clear.
bulk_of() {
    rm -rf "$folder/data"
    "$program" practice </dev/null >"$folder/log"
    timed "sample --bulk" "$1" "$program" --store "$folder/data/anjuan/practice.db" sample --bulk \
        --cases "$1" --seed 1
    "$program" $as unseal "$folder/data/anjuan/practice.db" --out "$2" >"$folder/log" 2>&1
    rm -rf "$folder/data"
}

# The lists and the search of the queue over very many cases. Whole commands would take hours there.
bulk_of $((cases / 10 > 1000 ? cases / 10 : 1000)) "$folder/small.db"
bulk_of "$cases" "$folder/large.db"
"$(dirname "$program")/tests/bench/queue" "$folder/small.db" "$folder/large.db" \
    "$(dirname "$program")/share/anjuan"
rm -f "$folder"/small.db* "$folder"/large.db*
[ "$cases" -le 20000 ] || exit 0
echo

measure $((cases / 10))
# Long lists, in a practice store that is not too large; the cases stay in it.
"$(dirname "$program")/tests/bench/cells" "$store" "$(dirname "$program")/share/anjuan"
"$(dirname "$program")/tests/bench/pinyin" "$(dirname "$program")/share/anjuan"
echo
measure "$cases"
# What sealing costs, where the folder is and in memory.
memory=$(mktemp -d -p /dev/shm 2>/dev/null) || memory=
trap 'rm -rf "$folder" $memory' EXIT INT TERM
for both in "$folder/both" $memory; do
    echo
    mkdir -p "$both"
    "$(dirname "$program")/tests/bench/sealed" "$store" "$(dirname "$program")/share/anjuan" "$both"
    [ "$(stat -f -c %T "$folder")" != tmpfs ] || break
done
if [ -n "$screens" ]; then
    echo
    "$screens" "$store" zhou "$folder/secret"
fi
