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
    export --template neutral --platform shuidichou --out "$work/small/x.xlsx"
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
    export --template neutral --platform shuidichou --out "$work/y.xlsx"
status_is 0 "a full folder for temporary files does not matter"
says "$(sha256sum <"$work/y.xlsx" | cut -d ' ' -f 1)" "and the workbook is whole"

# On a disk without any room, reading commands read: neither side files nor temporary ones are
# needed, and nothing is written. The same, plain, with a log that a killed program left behind.
anjuan --as zhou --passphrase-file "$work/secret" unseal "$store" --out "$work/plain.db"
no=$("$top_builddir/anjuan" --store "$store" --as zhou --passphrase-file "$work/secret" list | sed -n '1s/ .*//p')
cat >"$work/reads" <<'EOS'
mount -t tmpfs -o size=24m tmpfs "$work/small" || exit 9
cp "$store" "$work/small/store.db"
if [ "$log" -eq 1 ]; then
    cp "$work/plain.db" "$work/small/other.db"
    sqlite3 "$work/small/other.db" "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; BEGIN; CREATE TABLE x (y); DROP TABLE x; COMMIT;" \
        ".shell cp '$work/small/other.db' '$work/small/store.db'; cp '$work/small/other.db-wal' '$work/small/store.db-wal'"
    rm -f "$work"/small/other.db*
    [ -s "$work/small/store.db-wal" ] || exit 8
fi
dd if=/dev/zero of="$work/small/filler" bs=4096 2>/dev/null
cksum "$work/small/store.db" >"$work/sum"
TMPDIR=$work/small
export TMPDIR
while read -r command; do
    "$top_builddir/anjuan" --store "$work/small/store.db" --as zhou --passphrase-file "$work/secret" $command \
        >"$work/got" 2>"$work/got.err"
    echo "$command: $? $(grep -vc masked "$work/got.err")"
    "$top_builddir/anjuan" --store "$there" --as zhou --passphrase-file "$work/secret" $command >"$work/there"
    # That zhou reads the case is kept here, and has no room there.
    sed -i '/ read it last, /d' "$work/got" "$work/there"
    cmp -s "$work/got" "$work/there" || echo "$command: another answer"
done <"$work/commands"
cksum "$work/small/store.db" | cmp - "$work/sum"
"$top_builddir/anjuan" --store "$work/small/store.db" --as zhou --passphrase-file "$work/secret" new 2>"$work/got.err"
echo "new: $? $(wc -l <"$work/got.err")"
EOS
printf '%s\n' list 'list --json' 'find a' "show $no" "show $no --json" "history $no" "checklist $no" verify batches \
    'user list' >"$work/commands"
unset TMPDIR
export work store top_builddir log there
log=0
for log in 0 1; do
    [ "$log" -eq 0 ] || has_sqlite || continue
    # The plain one has not the event that tells of its making.
    there=$store
    [ "$log" -eq 0 ] || there=$work/plain.db
    run unshare -rm sh "$work/reads"
    cp "$out" "$work/reads.out"
    [ "$(grep -c ': 0 0$' "$out")" -eq "$(wc -l <"$work/commands")" ] && ! grep -q 'another' "$out"
    result "reading commands read on a full disk (log $log)"
    grep -q '^new: 3 1$' "$out"
    result "and a writing one says that there is no room"
done

finish
