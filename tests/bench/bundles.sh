# make bench BUNDLE=1: what a case takes of a bundle; what packing and taking in CASES cases with three
# copies of 1 MB each costs, beside copying and hashing those bytes, and without the copies; and what it costs at a
# store that has so many short cases already (AT="1000 10000"). Processor time of whole commands.
. "$top_srcdir/tests/cli/lib.sh"

n=${CASES:-100}
program=$top_builddir/anjuan
export XDG_DATA_HOME="$work/data"
awk -F '\t' '$1 == "zhou" { printf "%s", $4 }' "$top_srcdir/data/practice/users.tsv" >"$work/practice.secret"
printf '%s\n' "long enough for zhou" >"$work/zhou.secret"

# Milliseconds of processor time of all commands so far, by which one depends least on what else the machine
# does; only the shell itself knows.
spent() {
    times >"$work/times"
    awk 'NR == 2 { gsub(/[ms]/, " "); printf "%d\n", ($1 * 60 + $2 + $3 * 60 + $4) * 1000 }' "$work/times" >"$work/spent"
    read -r spent <"$work/spent"
}
begun() {
    spent
    from=$spent
}
ended() { # sets $used
    spent
    used=$((spent - from))
}
must() {
    run "$@"
    [ "$status" -eq 0 ] || {
        echo "$*" >&2
        cat "$err" >&2
        exit 1
    }
}
at() { # STORE ARG...: as zhou there, whose passphrase tells a practice store
    at_store=$1
    shift
    case $at_store in
    */practice.db) at_secret=$work/practice.secret ;;
    *) at_secret=$work/zhou.secret ;;
    esac
    must "$program" --store "$at_store" --as zhou --passphrase-file "$at_secret" "$@"
}
new() { # STORE CODE
    STATION=$2 TMPDIR=$work "$top_builddir/tests/cli/people" "$1" fresh
}
practice() { # CASES ARG...: a practice store with so many cases more; sets $full
    rm -rf "$XDG_DATA_HOME"
    must "$program" practice
    full=$XDG_DATA_HOME/anjuan/practice.db
    practice_cases=$1
    shift
    at "$full" sample --cases "$practice_cases" --seed 1 "$@"
}
trusts() { # STORE STORE
    at "$2" card --out "$work/card"
    trusts_words=$(sed -n 's/^Characters of this card: //p' "$out")
    at "$1" trust "$work/card" --words "$trusts_words"
    rm "$work/card"
}
pair() {
    trusts "$1" "$2"
    trusts "$2" "$1"
}

# ---- cases, each of another person, and two stations
practice $((n + 2))
at "$full" list --json
mkdir "$work/cases" "$work/copies"
for no in $(sed -n 's/.*"no":"\([^"]*\)".*/\1/p' "$out" | tail -n $((n + 2))); do
    at "$full" show "$no" --json --reveal
    cp "$out" "$work/cases/$no.json"
done
here=$work/here.db desk=$work/desk.db
new "$here" V2
new "$desk" C1
pair "$here" "$desk"
at "$here" import "$work"/cases/*.json
# shellcheck disable=SC2046 # numbers are words
set -- $(grep -o 'V2-[0-9]*-[0-9]*' "$out")

# ---- of what size: the second, since the first tells besides who works there and by which rules
for what in first second; do
    at "$here" pack --to C1 "$1" --out "$work/$what.anjuan"
    at "$desk" unpack "$work/$what.anjuan"
    shift
done
echo "a case that was imported: a bundle of $(wc -c <"$work/second.anjuan") bytes"

# ---- with copies
i=0
for no do
    for copy in 1 2 3; do
        {
            printf '%%PDF-1.4\n%s %s\n' "$no" "$copy"
            head -c 1048500 /dev/urandom
            printf '\n%%%%EOF\n'
        } >"$work/copies/$no-$copy.pdf"
        at "$here" attach "$no" "D1$copy" "$work/copies/$no-$copy.pdf"
    done
done
begun
mkdir "$work/copied"
cp "$work"/copies/* "$work/copied"
sha256sum "$work"/copied/* >"$out"
ended
floor=$used
rm -r "$work/copied" "$work/copies"
begun
at "$here" pack --to C1 "$@" --out "$work/copies.anjuan"
ended
packed=$used
begun
at "$desk" unpack "$work/copies.anjuan"
ended
echo "$# cases with 3 copies of 1 MB, copied and hashed: $floor ms"
echo "    packed: $packed ms, $((packed * 100 / floor)) % of that"
echo "    taken in: $used ms, $((used * 100 / floor)) % of that"
rm -rf "$work/copies.anjuan" "$here".outbox "$desk".files

# ---- at a store that has many
for many in ${AT:-1000 10000}; do
    practice "$many" --bulk
    other=$work/other.db
    new "$other" V3
    pair "$other" "$full"
    at "$other" import "$work"/cases/*.json
    # shellcheck disable=SC2046
    set -- $(grep -o 'V3-[0-9]*-[0-9]*' "$out")
    at "$other" pack --to T1 "$@" --out "$work/many.anjuan"
    begun
    at "$full" stations
    ended
    signed_in=$used
    begun
    at "$full" unpack "$work/many.anjuan"
    ended
    echo "$# cases taken in where $many are: $(((used - signed_in) / $#)) ms each"
    rm -rf "$other"* "$work/many.anjuan"
done
