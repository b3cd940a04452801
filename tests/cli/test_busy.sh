# Several programs on one store: who writes waits for the others, and each comes to it.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/store.sh"

writers="1 2 3 4 5 6 7 8" pids='' failed_writers=0
for i in $writers; do
    "$top_builddir/anjuan" --store "$store" --as lin --passphrase-file "$work/lin.secret" \
        import "$top_srcdir/data/practice/leukaemia-child.json" >"$work/no.$i" 2>"$work/err.$i" &
    pids="$pids $!"
done
for pid in $pids; do
    wait "$pid" || failed_writers=$((failed_writers + 1))
done
cat "$work"/err.* >"$err"
[ "$failed_writers" -eq 0 ]
result "eight programs at once take a case in"
[ "$(cat "$work"/no.* | sort -u | wc -l)" -eq 8 ]
result "each under a number of its own"
as zhou verify
status_is 0 "and the history is whole"
finish
