#!/bin/sh
# Every column of every table changed behind the program's back, rows, journal, schema and copies: each
# time both programs find it and name it, a value with the one before it, or a trigger refuses it; and
# people who sign what is not theirs. What needs a look of its own is a sample here (SHARE), and whole by
# make torture.
. "${top_srcdir:-.}/tests/cli/lib.sh"
[ -z "${SEALED:-}" ] || skip_all "it changes the file by sqlite3, which reads no sealed one"
cases=2
. "$top_srcdir/tests/cli/store.sh"

no=$(echo "$numbers" | head -n 1)
printf '%%PDF-1.4\nfictional\n%%%%EOF\n' >"$work/paper.pdf"
as lin attach "$no" D13 "$work/paper.pdf"
as zhou export --template neutral --platform shuidichou --out "$work/batch.xlsx"
status_is 0 "a case goes out"
cp "$store" "$work/older.db"
cp -r "$store.files" "$work/older.db.files"
run "$top_builddir/tests/cli/fill" "$store"
status_is 0 "every table has rows"

PROGRAM=$top_builddir/anjuan VERIFIER=$top_builddir/anjuan-verify JOURNAL=$top_srcdir/tests/cli/journal.py
INSIDER=$top_builddir/tests/cli/insider FORGER=$top_builddir/tests/cli/forger
SECRET=$work/zhou.secret SHARE=${SHARE:-90}
export PROGRAM VERIFIER JOURNAL INSIDER FORGER SECRET SHARE
run "$python" "$top_srcdir/tests/cli/tamper.py" "$store" "$work/older.db"
status_is 0 "none is missed"
sed 's/^/# /' "$out"
[ "$(sed -n 's/^tamperings: \([0-9]*\),.*/\1/p' "$out")" -ge 1400 ]
result "and there are enough of them"
[ "$(sed -n 's/^signed by the station: \([0-9]*\) found.*/\1/p' "$out")" -ge 50 ]
result "many of them with the key of the station"
[ "$(sed -n 's/^tamperings: .* of them \([0-9]*\) found.*/\1/p' "$out")" -ge 900 ]
result "most of them found, not refused"
finish
