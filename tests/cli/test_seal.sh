#!/bin/sh
# A store that is sealed: nothing of it in clear, each of its people opens it, nobody else, and it
# does what a plain one does.
. "$(dirname "$0")/lib.sh"
. "$top_srcdir/tests/cli/store.sh"

clear() { # TEXT: stands in some file of the store
    LC_ALL=C grep -rlaF "$1" "$work"/*.db* "$work"/anjuan-copies >/dev/null 2>&1
}
not() { ! "$@"; }

as lin new
status_is 0 "a case in the plain store"
no=$(grep -oE '[A-Z0-9]+-[0-9]{4}-[0-9]+' "$out" | head -1)
as lin set "$no" patient.name=石头花
status_is 0 "a patient"

for paper in D01 D02 D03; do
    { printf '%%PDF-1.4\n石头花的%s\n' "$paper"; head -c 100000 /dev/zero; printf '\n%%%%EOF\n'; } \
        >"$work/$paper.pdf"
    as lin attach "$no" "$paper" "$work/$paper.pdf"
done
status_is 0 "three papers"
copies() { find "$store.files" -type f | wc -l; }
ok "are three copies" test "$(copies)" -eq 3
as lin seal "$store"
status_is 1 "only a supervisor seals"
anjuan --as zhou --passphrase-file "$work/zhou.secret" seal "$store" --into "$work/copy.sealed"
status_is 0 "a sealed copy"
ok "the copy has no name in clear" not grep -rqaF 石头花 "$work/copy.sealed" "$work/copy.sealed.files"
ok "and the papers" test "$(find "$work/copy.sealed.files" -type f | wc -l)" -eq 3
anjuan --store "$work/copy.sealed" --as zhou --passphrase-file "$work/zhou.secret" verify --json
says '"copies":3' "which verify reads"
cp -R "$store" "$work/here.db" && cp -R "$store.files" "$work/here.db.files"
cd "$work"
anjuan --as zhou --passphrase-file "$work/zhou.secret" seal here.db
status_is 0 "sealed by a name that does not begin at the root"
complains "here.db.before-seal.bak" "what is kept is told"
ok "and is not taken for what was there before" not grep -q "was there before" "$err"
cd "$OLDPWD"
rm -rf "$work"/here.db*
run sh -c '"$@" >/dev/full' seal "$top_builddir/anjuan" --as zhou --passphrase-file "$work/zhou.secret" seal "$store"
status_is 1 "a recovery code that cannot be told seals nothing"
complains "nothing was changed" "and it says so"
ok "the store is as it was" sh -c 'head -c 15 "$0" | grep -q "SQLite format 3"' "$store"
as zhou seal "$store"
status_is 0 "sealed in its place"
says "recovery code" "the recovery code is told"
grep -E '^  [A-Z]{5} ' "$out" | sed 's/^ *//' >"$work/code"
ok "everybody can open it" not grep -q 'cannot open it' "$err"
complains "3 attached copies are sealed with it" "and the copies"
ok "no copy of before is left" test "$(copies)" -eq 3
ok "the backup stays" test -f "$store.before-seal.bak"
rm "$store.before-seal.bak"
ok "no name in clear" not clear 石头花

as zhou show "$no"
status_is 0 "the supervisor opens it"
says 石头花 "and reads"
anjuan --store "$store" show "$no"
status_is 1 "nobody reads without a passphrase"
as lin show "$no"
status_is 0 "so does a colleague, by the passphrase of before"
anjuan --store "$store" --as lin --passphrase-file "$work/sun.secret" show "$no"
status_is 1 "and by no other"
as zhou user passphrase lin --new-passphrase-file "$work/lin.secret"
status_is 0 "the supervisor lets a colleague in"
as lin user passphrase lin --new-passphrase-file "$work/sun.secret"
status_is 0 "who chooses another passphrase"
as lin show "$no"
status_is 1 "the old one opens nothing"
cp "$work/sun.secret" "$work/lin.secret"
as lin set "$no" patient.name=石头花开
status_is 0 "the new one does, and writes"
as zhou user disable lin
status_is 0 "a person is disabled"
as lin show "$no"
status_is 1 "and opens nothing"
ok "still no name in clear" not clear 石头花

as zhou verify --json
status_is 0 "the history is whole"
says '"copies":3' "with three copies"
as zhou backup "$work/backup.db"
status_is 0 "a backup"
ok "which is sealed" not clear 石头花
as zhou backup --check "$work/backup.db"
status_is 0 "read again"
as zhou restore --older --same-station "$work/backup.db"
status_is 0 "put back"
rm -f "$store".before-restore*
rm -r "$store.files"
as zhou restore --older --same-station "$work/backup.db"
status_is 0 "and once more, without the copies of the store"
ok "which come back" test "$(copies)" -eq 3
rm -f "$store".before-restore*
as zhou verify --json
says '"copies":3' "and are whole"
ok "in no clear" not clear 石头花
copy=$(find "$store.files" -type f | sort | head -n 1)
cp "$copy" "$work/kept.copy"
printf X | dd of="$copy" bs=1 seek=70000 conv=notrunc 2>/dev/null
as zhou verify
status_is 1 "a byte of a copy is changed"
complains "in its part 2" "and the place is named"
cp "$work/D01.pdf" "$copy"
as zhou verify
complains "is not sealed" "a copy in clear is none"
cp "$(find "$store.files" -type f | sort | tail -n 1)" "$copy"
as zhou verify
complains "is damaged in its part 1" "nor is another one"
head -c 80000 "$work/kept.copy" >"$copy"
as zhou verify
complains "part 2: it was cut off" "nor one that was cut off"
cp "$(find "$work/copy.sealed.files" -type f | head -n 1)" "$copy"
as zhou verify
complains "belongs to another store" "nor one of another store"
cp "$work/kept.copy" "$copy"
as zhou show "$no"
says 石头花开 "as it was"

dd if=/dev/urandom of="$work/flip" bs=64 count=1 2>/dev/null
cp "$store" "$work/kept"
dd if="$work/flip" of="$store" bs=1 seek=$((262144 + 1000)) conv=notrunc 2>/dev/null
as zhou show "$no"
status_is 3 "a damaged page"
complains "page 1 of the sealed store" "is named"
cp "$work/kept" "$store"
dd if="$work/flip" of="$store" bs=1 seek=100 conv=notrunc 2>/dev/null
as zhou show "$no"
status_is 0 "one damaged header is no harm"
dd if="$work/flip" of="$store" bs=1 seek=131172 conv=notrunc 2>/dev/null
as zhou show "$no"
status_is 3 "two are"
complains "header of the sealed store" "and that is named"
cp "$work/kept" "$store"

anjuan --store "$store" --as zhou --passphrase-file "$work/sun.secret" show "$no"
as zhou show "$no" # one that reads keeps it for one that writes
as zhou set "$no" patient.name=石头花开了
as zhou events
says "failed" "a try at the closed store is told in the history"
as zhou set "$no" patient.name=石头花开
for try in 1 2 3 4 5; do
    anjuan --store "$store" --as sun --passphrase-file "$work/zhou.secret" show "$no"
done
as sun show "$no"
complains "too many failed sign-ins" "guessing at a closed store has to wait"
as zhou show "$no"
status_is 0 "others do not"

# Right ones that wait for each other are not wrong.
pids=''
for try in 1 2 3 4 5 6 7 8; do
    "$top_builddir/anjuan" --store "$store" --as zhou --passphrase-file "$work/zhou.secret" \
        show "$no" >/dev/null 2>>"$work/at-once" &
    pids="$pids $!"
done
refused=0
for pid in $pids; do
    wait "$pid" || refused=$((refused + 1))
done
ok "eight right passphrases at once all open it" test "$refused" -eq 0

printf 'long enough for new\n' >"$work/new.secret"
if [ -w /dev/full ]; then
    run sh -c '"$@" >/dev/full' sh "$top_builddir/anjuan" --store "$store" recover \
        --code-file "$work/code" --supervisor full --new-passphrase-file "$work/new.secret"
    ok "a new code that cannot be shown" test "$status" -ne 0
    complains "stays the one that was used" "leaves the old one, which opens below"
fi
as zhou report --from 2026-01-01 --to 2026-12-31 --out "$work/r.xlsx"
complains "What was written is not sealed" "a report is in clear, and says so"
anjuan --store "$store" recover --code-file "$work/code" --supervisor new \
    --new-passphrase-file "$work/new.secret"
status_is 0 "the recovery code makes a supervisor"
as new show "$no"
status_is 0 "who opens it"
as zhou new
complains 'The key of new was made on' "each supervisor is told of such a key"
as zhou verify
status_is 0 "which is no fault"
says 'The key of new was made on' "and which verify names"
as zhou verify --json
says '"The key of new was made on' "to scripts too"
as new rekey
status_is 0 "another key"
rm -f "$store".before-seal*
ok "with as many copies" test "$(copies)" -eq 3
as new verify --json
says '"copies":3' "which are whole"
as zhou show "$no"
status_is 0 "others come in by theirs"
as zhou set "$no" patient.name=石头花开了吗
as zhou backup "$work/later.db"
status_is 0 "and work on"
as zhou user passphrase zhou --new-passphrase-file "$work/new.secret"
as zhou show "$no"
status_is 1 "until they have another"
cp "$work/new.secret" "$work/zhou.secret"
as zhou show "$no"
status_is 0 "which opens it"
anjuan --store "$store" recover --code-file "$work/code" --supervisor other \
    --new-passphrase-file "$work/new.secret"
status_is 1 "the old code opens nothing"
as new unseal "$store" --out "$work/plain.sqlite"
status_is 0 "a plain copy for those who have to look"
as new events
says "store written out" "which the events tell"
ok "in clear" grep -qF 石头花开 "$work/plain.sqlite"
anjuan --store "$work/plain.sqlite" --as new --passphrase-file "$work/new.secret" seal \
    "$work/plain.sqlite" --into "$work/again.db"
status_is 0 "and the way back"
anjuan --store "$work/again.db" --as new --passphrase-file "$work/new.secret" show "$no"
says 石头花开 "which opens"
ok "three copies in clear" test "$(grep -rlaF 石头花 "$work/plain.sqlite.files" | wc -l)" -eq 3
ok "and sealed again" not grep -rqaF 石头花 "$work/again.db.files"
anjuan --store "$work/again.db" --as new --passphrase-file "$work/new.secret" verify --json
says '"copies":3' "which verify reads"
finish
