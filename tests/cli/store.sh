# For scripts that need a store with people in it, sourced after lib.sh: makes $store with zhou and
# sun (supervisors), lin (social worker), he (adviser), qian (auditor) and admin, whose sign-ins cost
# next to nothing (tests/cli/people.c).
#
#   as NAME ARG...   runs the program as that person
#   verifies ARG...  "verify" as nobody, whom a plain store needs no more for, or as an auditor
#   also_verifies    the same by the other program
#   accepts ARG...   a supervisor accepts what lies in $store.site; ARG: of "knowledge accept"
#   cases=N          before this is sourced: so many approved cases for one platform; $numbers

store=$work/store.db

secret() {
    printf '%s\n' "long enough for $1" >"$work/$1.secret"
}

as() {
    as_name=$1
    shift
    anjuan --store "$store" --as "$as_name" --passphrase-file "$work/$as_name.secret" "$@"
}

accepts() {
    as zhou knowledge changes --json
    accepts_version=$(sed -n 's/.*"version":"\([0-9a-f]*\)".*/\1/p' "$out")
    as zhou knowledge accept "$accepts_version" "$@"
}

verifies() {
    if [ -n "${SEALED:-}" ]; then
        as qian verify "$@"
    else
        anjuan --store "$store" verify "$@"
    fi
}

also_verifies() {
    if [ -n "${SEALED:-}" ]; then
        run "$top_builddir/anjuan-verify" "$store" --as qian --passphrase-file "$work/qian.secret"
    else
        run "$top_builddir/anjuan-verify" "$store"
    fi
}

for person in zhou sun lin he qian admin; do
    secret "$person"
done
# shellcheck disable=SC2086 # no number is no word
"$top_builddir/tests/cli/people" "$store" ${cases:-} >"$out" 2>"$err"
result "a store with people"
numbers=$(cat "$out")
