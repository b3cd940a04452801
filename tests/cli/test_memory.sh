# Out of memory, in our own code or in a library's: a sentence and a status, never a signal, and
# what is stored is whole.
. "$top_srcdir/tests/cli/lib.sh"

cc -shared -fPIC -O1 -fno-builtin -o "$work/scarce.so" "$top_srcdir/tests/cli/scarce.c" 2>/dev/null ||
    skip_all "no compiler for a library to preload"
# A program of its own says whether allocations can be made to fail here; that ours then ends in
# words is for the tests.
cat >"$work/probe.c" <<'END'
#include <stdlib.h>
int main(void)
{
    void *volatile all[4];
    for (int i = 0; i < 4; i++)
        all[i] = malloc(10);
    return all[0] && all[1] && all[2] && all[3] ? 1 : 0;
}
END
cc -O0 -o "$work/probe" "$work/probe.c" 2>/dev/null || skip_all "no compiler for a probe"
SCARCE_AT=2 LD_PRELOAD="$work/scarce.so" "$work/probe" 2>/dev/null || skip_all "another C library's allocator"
if grep -q __asan_init "$top_builddir/anjuan"; then
    skip_all "the allocator is a sanitizer's"
fi
run env SCARCE_AT=2000 LD_PRELOAD="$work/scarce.so" "$top_builddir/anjuan" knowledge check
[ "$status" -eq 1 ] && grep -q memory "$err"
result "an allocation that fails ends the program in words"

. "$top_srcdir/tests/cli/store.sh"
printf 'lianxi-zhou\n' >"$work/practice.secret"
anjuan practice
practice=$HOME/.local/share/anjuan/practice.db

# scarce WHAT TIMES ARG...: lets one allocation fail in each of so many runs, spread over all.
scarce() {
    scarce_what=$1 scarce_times=$2
    shift 2
    rm -f "$work"/o.*
    run env SCARCE_COUNT="$work/count" LD_PRELOAD="$work/scarce.so" "$top_builddir/anjuan" "$@"
    all=$(cat "$work/count")
    bad=0 i=0
    while [ "$i" -lt "$scarce_times" ]; do
        i=$((i + 1))
        rm -f "$work"/o.*
        run env SCARCE_AT=$((all * i / (scarce_times + 1) + i)) LD_PRELOAD="$work/scarce.so" "$top_builddir/anjuan" "$@"
        if [ "$status" -gt 3 ] || { [ "$status" -ne 0 ] && [ "$(grep -c memory "$err")" -ne 1 ]; }; then
            bad=$((bad + 1))
            echo "# allocation $((all * i / (scarce_times + 1) + i)) of $all: status $status"
        fi
    done
    [ "$bad" -eq 0 ] && [ "$all" -gt 0 ]
    result "$scarce_what: $scarce_times of $all allocations failed, each with one line"
}
lin="--store $store --as lin --passphrase-file $work/lin.secret"
zhou="--store $practice --as zhou --passphrase-file $work/practice.secret"
scarce "reading knowledge files" 6 knowledge check
# shellcheck disable=SC2086
scarce "taking in a case" 8 $lin import "$top_srcdir/data/practice/leukaemia-child.json"
# shellcheck disable=SC2086
scarce "a list in JSON" 4 $lin list --json
batch=$("$top_builddir/anjuan" $zhou batches --json | sed -n '1s/.*"batch":"\([^"]*\)".*/\1/p')
# shellcheck disable=SC2086
scarce "writing a workbook" 12 $zhou export --batch "$batch" --out "$work/o.xlsx"
anjuan --store "$store" verify
status_is 0 "the store is whole"
# shellcheck disable=SC2086
anjuan $zhou verify
status_is 0 "the other one too"

run env SCARCE_AT=400000 LD_PRELOAD="$work/scarce.so" "$top_builddir/anjuan" knowledge check --json
grep -q '^{"error":".*memory.*"kind":"io","status":1}$' "$err"
result "in JSON where answers are JSON"

# The same as people meet it: a limit.
bad=0 limit=20000
while [ "$limit" -le 140000 ]; do
    # shellcheck disable=SC2086
    run sh -c 'ulimit -v "$0"; exec "$@"' "$limit" "$top_builddir/anjuan" $lin list
    # 126 and 127: there was not even room to load the program
    [ "$status" -le 3 ] || [ "$status" -eq 127 ] || [ "$status" -eq 126 ] || bad=$((bad + 1))
    [ "$status" -eq 0 ] || [ -s "$err" ] || bad=$((bad + 1))
    limit=$((limit + 20000))
done
[ "$bad" -eq 0 ]
result "a limit on memory ends no command without a word"

finish
