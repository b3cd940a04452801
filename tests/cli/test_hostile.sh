#!/bin/sh
# What no program of ours writes stands in the columns of a store: both programs say so, and fall over none.
. "${top_srcdir:-.}/tests/cli/lib.sh"
[ -z "${SEALED:-}" ] || skip_all "it changes the file by sqlite3, which reads no sealed one"
cases=1
. "$top_srcdir/tests/cli/store.sh"

as zhou export --template neutral --platform shuidichou --out "$work/batch.xlsx"
status_is 0 "a case goes out"
run "$top_builddir/tests/cli/fill" "$store"
status_is 0 "every table has rows"
PROGRAM=$top_builddir/anjuan VERIFIER=$top_builddir/anjuan-verify
export PROGRAM VERIFIER
run "$python" "$top_srcdir/tests/cli/hostile.py" "$store"
status_is 0 "nothing, bytes, a long text and broken ones in a share of the columns"
sed 's/^/# /' "$out"
finish
