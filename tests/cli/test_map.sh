# The map of the sources is whole: every file opens with a comment that says what it is for.
. "$top_srcdir/tests/cli/lib.sh"

map=$top_srcdir/build-aux/map.sh
run sh "$map" "$top_srcdir"
status_is 0 "every file says what it is for"
silent "without a complaint"
says 'src/base/err.h' "headers are on the map"
says 'tests/cli/scarce.c' "and tests"
[ "$(awk '!/^[a-z][^ ]* +[^ ]/' "$out" | wc -l)" -eq 0 ]
result "each in one line, with its words"

mkdir -p "$work/bare/src/base" "$work/bare/ui" "$work/bare/tests"
printf '/* What it is\n * for. And more.\n */\nint a;\n' >"$work/bare/src/base/first.c"
run sh "$map" "$work/bare"
status_is 0 "a file with a comment"
[ "$(tr -s ' ' <"$out")" = 'src/base/first.c What it is for.' ]
result "is told by its first sentence"
printf '#include "config.h"\n/* Too late. */\n' >"$work/bare/src/base/second.c"
run sh "$map" "$work/bare"
[ "$status" -ne 0 ]
result "a file that opens without one fails the map"
complains 'src/base/second.c' "and is named"

finish
