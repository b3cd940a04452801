# A full disk during an export: in the target's folder and in the folder for temporary files.
. "$top_srcdir/tests/cli/lib.sh"

mkdir "$work/small"
in_small_disk() {
    unshare -rm sh -c 'mount -t tmpfs -o size=16k tmpfs "$0" && "$@"' "$work/small" "$@"
}
in_small_disk true 2>/dev/null || skip_all "no file system of our own can be mounted here"

printf 'lianxi-zhou\n' >"$work/secret"
anjuan practice
status_is 0 "a practice store"
store=$HOME/.local/share/anjuan/practice.db
batches() {
    anjuan --store "$store" --as zhou --passphrase-file "$work/secret" batches --json
}
batches
cp "$out" "$work/before"
run in_small_disk sh -c '"$@"; status=$?; ls -A "${0%/*}"; exit "$status"' "$work/small/x.xlsx" \
    "$top_builddir/anjuan" --store "$store" --as zhou --passphrase-file "$work/secret" \
    export --template neutral --out "$work/small/x.xlsx"
status_is 1 "the target's disk is full"
[ "$(wc -l <"$err")" -eq 1 ] && [ ! -s "$out" ]
result "which is said in one line, and no file is left"
batches
same "$work/before" "$out" "nor a batch"

head -c 16384 /dev/zero >"$work/filler"
TMPDIR=$work/small
export TMPDIR
run in_small_disk sh -c 'cp "$0" "$TMPDIR/filler"; "$@"' "$work/filler" \
    "$top_builddir/anjuan" --store "$store" --as zhou --passphrase-file "$work/secret" \
    export --template neutral --out "$work/y.xlsx"
status_is 0 "a full folder for temporary files does not matter"
says "$(sha256sum <"$work/y.xlsx" | cut -d ' ' -f 1)" "and the workbook is whole"

finish
