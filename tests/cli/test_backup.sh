# Backups that are whole or not there, putting them back, and the station code of what was put back.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/store.sh"

as lin import "$top_srcdir/data/practice/leukaemia-child.json"
no=$(cat "$out")
printf '%%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%%%EOF\n' >"$work/one.pdf"
printf '%%PDF-1.4\n2 0 obj <<>> endobj\ntrailer <<>>\n%%%%EOF\n' >"$work/two.pdf"
as lin attach "$no" D01 "$work/one.pdf"
status_is 0 "a case with an attached copy"

# ---- making and checking ----
stick=$work/stick
mkdir "$stick"
# As a killed attach leaves it: whole, and named by nothing.
printf '%%PDF-1.4\n3 0 obj <<>> endobj\ntrailer <<>>\n%%%%EOF\n' >"$work/three.pdf"
stray=$(sha256sum <"$work/three.pdf" | cut -c 1-64)
shard=$store.files/$(printf %.2s "$stray")
mkdir "$shard"
cp "$work/three.pdf" "$shard/${stray#??}"
as zhou backup "$stick/monday.db"
status_is 0 "a backup"
says '1 attached copy' "says what it holds"
says 'verified' "and that it was verified"
[ "$(find "$stick" -type f | wc -l)" -eq 2 ] && [ -d "$stick/anjuan-copies" ]
result "a file and its copy, nothing else"
rm -r "$shard"
first=$(find "$stick/anjuan-copies" -type f)
before=$(stat -c '%i %Y' "$first")
as lin attach "$no" D02 "$work/two.pdf"
as zhou backup "$stick/tuesday.db" --json
says '"copies":2' "a second one to the same place"
[ "$(find "$stick/anjuan-copies" -type f | wc -l)" -eq 2 ] &&
    [ "$(stat -c '%i %Y' "$first")" = "$before" ]
result "writes only the copy that is new"
as zhou backup -
status_is 2 "no backup goes to standard output"
complains 'name' "which is said"
ok "nor to a file of that name" test ! -e ./-
anjuan backup --check "$stick/monday.db"
status_is 0 "a backup is checked without a store or a person"
says '1 attached copy' "with what it holds"
mv "$first" "$work/away"
anjuan backup --check "$stick/monday.db"
status_is 1 "a copy that is missing is found"
complains 'missing' "and said"
as zhou restore "$stick/monday.db" --older --same-station
status_is 1 "nothing is put back from it"
[ -z "$(find "$work" -maxdepth 1 -name '*.bak')" ]
result "nor touched"
printf 'x' >"$first"
anjuan backup --check "$stick/monday.db" --json
status_is 1 "nor is another file taken for it"
says '"ok":false' "in JSON too"
as zhou backup "$stick/wednesday.db"
status_is 0 "the next backup mends it"
anjuan backup --check "$stick/monday.db"
status_is 0 "for the earlier ones too"
cp "$stick/monday.db" "$stick/cut.db"
dd if=/dev/urandom of="$stick/cut.db" bs=4096 seek=2 count=40 conv=notrunc 2>/dev/null
anjuan backup --check "$stick/mistyped.db"
status_is 1 "a name that nothing has"
complains 'no backup at' "is no backup"
! grep -q init "$err"
result "which init would not make"
anjuan backup --check "$stick/cut.db"
[ "$status" -ne 0 ] && [ -s "$err" ]
result "damaged pages are found"
cp -R "$stick" "$work/readonly"
chmod -R a-w "$work/readonly"
anjuan backup --check "$work/readonly/monday.db"
status_is 0 "a backup on a disk that cannot be written to is checked"

# What a link leads to is no copy of the place.
cp -R "$stick" "$work/linked"
shard=$(find "$work/linked/anjuan-copies" -mindepth 1 -type d | head -n 1)
mv "$shard" "$work/shard"
ln -s "$work/shard" "$shard"
anjuan backup --check "$work/linked/tuesday.db"
status_is 1 "a folder of copies that is a link elsewhere is found"
complains "$shard/" "and named"
as zhou backup "$work/linked/next.db"
status_is 1 "no backup is made by way of it"
complains "$shard is not a folder" "which is said"
ok "nothing is there then" test ! -e "$work/linked/next.db"
rm "$shard"
mv "$work/shard" "$shard"
mv "$work/linked/anjuan-copies" "$work/all"
ln -s "$work/all" "$work/linked/anjuan-copies"
anjuan backup --check "$work/linked/tuesday.db"
status_is 1 "so is the folder of all copies"
as zhou backup "$work/linked/next.db"
status_is 1 "nor is one made by way of that"
shard=$(find "$store.files" -mindepth 1 -type d | head -n 1)
mv "$shard" "$work/shard"
ln -s "$work/shard" "$shard"
as zhou backup "$work/stick2.db"
status_is 1 "nor of a store whose copies lie elsewhere"
anjuan --store "$store" verify
[ "$status" -ne 0 ]
result "which does not verify"
complains "$shard" "and is told so"
rm "$shard"
mv "$work/shard" "$shard"
rm "$work/linked/anjuan-copies"

# What is left of another store under that name would be played into the backup.
mkdir "$work/stale"
for side in -wal -shm -journal; do
    printf 'of another store' >"$work/stale/name.db$side"
    as zhou backup "$work/stale/name.db"
    status_is 3 "no backup beside a file $side of a store that is gone"
    complains "$work/stale/name.db$side" "which is named"
    [ "$(find "$work/stale" -type f)" = "$work/stale/name.db$side" ] &&
        [ "$(cat "$work/stale/name.db$side")" = 'of another store' ]
    result "and stands as it did, alone"
    rm "$work/stale/name.db$side"
done
printf 'of another store' >"$work/stale/there.db-wal"
anjuan --store "$work/stale/there.db" --as zhou --passphrase-file "$work/zhou.secret" \
    restore "$stick/monday.db" --same-station
status_is 0 "a backup is put back where such a file lies"
anjuan --store "$work/stale/there.db" verify
status_is 0 "which is not played into it"
[ "$(cat "$work/stale/there.db.before-restore.bak-wal")" = 'of another store' ]
result "but kept"

# A store that lacks a copy itself.
lost=$(find "$store.files" -type f | head -n 1)
mv "$lost" "$work/lost"
as zhou backup "$stick/lost.db"
status_is 1 "no backup of a store that lacks a copy"
complains '--incomplete' "unless that is meant"
ok "nothing is there then" test ! -e "$stick/lost.db"
as zhou backup "$stick/lost.db" --incomplete
status_is 0 "which is made without it"
complains '1 attached copy' "and says so"
anjuan backup --check "$stick/lost.db"
status_is 0 "it is what it says"
anjuan --store "$work/lacks/store.db" --as zhou --passphrase-file "$work/zhou.secret" \
    restore "$stick/lost.db" --same-station --json
status_is 0 "and is put back"
says '"missing":1' "with what it lacks"
complains '1 attached copy was not in the backup' "said to the person too"
mv "$work/lost" "$lost"

# ---- leftovers ----
if command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null; then
    traced -f -o "$work/trace" -e trace=renameat2 -e inject=renameat2:signal=KILL:when=1 \
        "$top_builddir/anjuan" --store "$store" --as zhou --passphrase-file "$work/zhou.secret" \
        backup "$stick/killed.db"
    [ "$status" -ne 0 ] && [ ! -e "$stick/killed.db" ] &&
        [ -n "$(find "$stick" -name '.anjuan-backup*')" ]
    result "a backup that is killed before its name leaves none"
    as zhou backup "$stick/killed.db"
    status_is 0 "the next one is not in its way"
    [ -z "$(find "$stick" -name '.*' -type f)" ]
    result "and takes away what was left"
fi

# ---- putting back ----
as lin set "$no" patient.name=改名
for person in lin he qian; do
    as "$person" restore "$stick/wednesday.db" --older
    status_is 1 "$person may not put a backup back"
done
as zhou restore "$stick/wednesday.db"
status_is 1 "an older one is refused"
complains '--older' "unless that is meant"
as lin show "$no" --json
says '改名' "and the store is as it was"
as admin restore "$stick/wednesday.db" --older --same-station
status_is 0 "the administrator may"
says 'before-restore.bak' "the store that was there is named"
as lin show "$no" --json
! grep -q '改名' "$out"
result "it is the older one"
anjuan --store "$store" verify
status_is 0 "which is whole"
if has_sqlite; then
    head=$(sqlite3 "$store.before-restore.bak" "SELECT value FROM meta WHERE name='journal.head'")
    sqlite3 "$store" "SELECT g.message, w.name FROM journal_group AS g
        JOIN journal_who AS w ON w.id = g.who WHERE g.verb = 'restore'" >"$out"
    says "${head#* }" "an event names the end of the history that was replaced"
    says 'admin 先生' "and who did it"
fi
as zhou restore "$work/readonly/monday.db" --older --same-station
status_is 0 "from a disk that cannot be written to"
as zhou restore "$stick/nowhere.db"
[ "$status" -ne 0 ]
result "from a file that is not there"

# Into an empty home, by a person of the backup; and the station code.
anjuan --as zhou --passphrase-file "$work/zhou.secret" restore "$stick/wednesday.db"
status_is 0 "into an empty home"
says 'station CODE' "says that it needs a station code"
copy=$HOME/.local/share/anjuan/store.db
mine() {
    mine_name=$1
    shift
    anjuan --as "$mine_name" --passphrase-file "$work/$mine_name.secret" "$@"
}
mine lin show "$no"
status_is 0 "it can be read"
for words in "new" "set $no patient.name=改" "submit $no"; do
    mine lin $words
    status_is 1 "not written to: $words"
    complains 'anjuan station' "and the way out is said"
done
mine lin station T2
status_is 1 "a social worker gives no station code"
complains 'Station codes are given by supervisors' "and reads who does"
mine lin share "$(id -g)"
status_is 1 "nor shares the store"
complains 'shared by supervisors' "and reads who does"
mine zhou station T1
status_is 1 "nor is it the one of the original"
mine zhou station t2
status_is 1 "nor a wrong one"
mine zhou station T2
status_is 0 "a supervisor gives one of its own"
mine lin new
says 'T2-' "which the next case has"
mine zhou station T3
status_is 1 "once"
anjuan --store "$copy" verify
status_is 0 "its history is whole"
anjuan --store "$work/third/deep/store.db" --as zhou --passphrase-file "$work/zhou.secret" \
    restore "$stick/wednesday.db" --station T1
status_is 1 "the code of the original is none of its own at once either"
complains 'T1 was used' "which is said"
ok "and nothing is put there" test ! -e "$work/third/deep/store.db"
anjuan --store "$work/third/deep/store.db" --as zhou --passphrase-file "$work/zhou.secret" \
    restore "$stick/wednesday.db" --station T7
status_is 0 "a code at once"
anjuan --store "$work/third/deep/store.db" --as lin --passphrase-file "$work/lin.secret" new
says 'T7-' "is the one that it has"
anjuan --store "$work/fourth.db" --as zhou --passphrase-file "$work/zhou.secret" \
    restore "$stick/wednesday.db"
anjuan --store "$work/fourth.db" --as zhou --passphrase-file "$work/zhou.secret" \
    station T1 --same-station
status_is 0 "the same code, said later"
anjuan --store "$work/fourth.db" --as lin --passphrase-file "$work/lin.secret" new
says 'T1-' "goes on"

# A backup of an earlier version has its copies beside it in a folder of its own.
mkdir "$work/old"
cp "$stick/wednesday.db" "$work/old/store.db"
cp -R "$stick/anjuan-copies" "$work/old/store.db.files"
anjuan --store "$work/fifth.db" --as zhou --passphrase-file "$work/zhou.secret" \
    restore "$work/old/store.db" --same-station
status_is 0 "a backup with a folder of copies of its own"
anjuan --store "$work/fifth.db" verify
status_is 0 "is put back with them"

# Where a store cannot have two names, as on a stick, killed at each of the moves.
if command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null; then
    moves=0 wrong=0
    mkdir "$work/vfat"
    for n in 1 2 3 4 5 6 7 8; do
        rm -rf "$work/vfat"
        mkdir "$work/vfat"
        cp "$store" "$work/vfat/store.db"
        cp -R "$store.files" "$work/vfat/store.db.files"
        traced -f -o /dev/null -e trace=link,rename -e inject=link:error=EPERM \
            -e "inject=rename:signal=KILL:when=$n" "$top_builddir/anjuan" \
            --store "$work/vfat/store.db" --as zhou --passphrase-file "$work/zhou.secret" \
            restore "$stick/wednesday.db" --older --same-station
        [ "$status" -ne 0 ] || break
        moves=$((moves + 1))
        anjuan --store "$work/vfat/store.db" verify
        [ "$status" -eq 0 ] && [ ! -e "$work/vfat/store.db.being-replaced.bak" ] ||
            wrong=$((wrong + 1))
    done
    [ "$moves" -ge 4 ] && [ "$wrong" -eq 0 ]
    result "a store without second names: killed at $moves moves, $wrong times lost"
fi

# Signing in to put a backup back writes nothing to it, whoever tries.
mkdir "$work/quiet"
as zhou backup "$work/quiet/b.db"
sum=$(sha256sum <"$work/quiet/b.db")
run "$top_builddir/anjuan" --store "$work/quiet-new/s.db" --as lin --passphrase-file "$work/lin.secret" \
    restore "$work/quiet/b.db"
status_is 1 "a social worker puts no backup back"
run "$top_builddir/anjuan" --store "$work/quiet-new/s.db" --as zhou --passphrase-file "$work/lin.secret" \
    restore "$work/quiet/b.db"
status_is 1 "nor somebody with a wrong passphrase"
[ "$(sha256sum <"$work/quiet/b.db")" = "$sum" ] && [ ! -e "$work/quiet/b.db-wal" ]
result "and the backup is as it was"

# The people of a backup decide only where there is no store any more.
if has_sqlite; then
    printf 'a stranger beyond all doubt\n' >"$work/mallory.secret"
    chmod 600 "$work/mallory.secret"
    anjuan --store "$work/strange.db" init --org E --station E1 --supervisor mallory \
        --plain --new-passphrase-file "$work/mallory.secret"
    anjuan --store "$work/strange.db" --as mallory --passphrase-file "$work/mallory.secret" \
        backup "$work/strange-b.db"
    as mallory restore "$work/strange-b.db" --older
    status_is 1 "a person whom the store does not know puts nothing in its place"
    cp "$store" "$work/torn.db"
    dd if=/dev/zero of="$work/torn.db" bs=4096 seek=1 count=60 conv=notrunc 2>/dev/null
    anjuan --store "$work/torn.db" --as zhou --passphrase-file "$work/zhou.secret" \
        restore "$work/quiet/b.db" --older --same-station
    status_is 0 "where the store is damaged the people of the backup do"
    anjuan practice
    printf 'lianxi-zhou\n' >"$work/practice.secret"
    chmod 600 "$work/practice.secret"
    anjuan --as zhou --passphrase-file "$work/practice.secret" \
        unseal "$HOME/.local/share/anjuan/practice.db" --out "$work/practice-b.db"
    as zhou restore "$work/practice-b.db" --older
    status_is 1 "practice cases take the place of no real store"
    complains 'practice store' "which is said"
fi

# A side file that could not be removed goes with the next try, though that is refused.
if command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null; then
    mkdir "$work/left"
    traced -f -o /dev/null -e trace=unlink -e inject=unlink:error=EIO:when=2 "$top_builddir/anjuan" \
        --store "$store" --as zhou --passphrase-file "$work/zhou.secret" backup "$work/left/b.db"
    status_is 0 "a backup whose side file stays"
    as zhou backup "$work/left/b.db"
    status_is 1 "it is there already"
    [ "$(ls -A "$work/left")" = "$(printf 'anjuan-copies\nb.db')" ]
    result "and nothing else is"
fi

# What was given in the store that is replaced is not given again; its papers are still there.
as zhou backup "$work/numbers.db"
as lin import "$top_srcdir/data/practice/uraemia-farmer.json"
given=$(cat "$out")
printf '%%PDF-1.4\nnumber é\n%%%%EOF\n' >"$work/number.pdf"
as lin attach "$given" D11 "$work/number.pdf"
status_is 0 "a case after the backup"
for how in first again; do
    as zhou restore "$work/numbers.db" --older --same-station --json
    status_is 0 "which is put back ($how)"
    [ "$how" = again ] || kept=$(sed 's/.*"kept":"\([^"]*\)".*/\1/' "$out")
    as lin new
    status_is 0 "a new case"
    [ "$(cat "$out")" != "$given" ] && [ "$(cat "$out")" \> "$given" ]
    result "has the number after $given"
    given=$(cat "$out")
done
anjuan backup --check "$kept"
status_is 0 "the store that was kept has its papers"
as zhou restore "$kept" --older --same-station
status_is 0 "and can be put back"
anjuan --store "$store" verify
status_is 0 "with all of them"

# What a restore left that was cut off where a store cannot have two names.
mv "$work/fifth.db" "$work/fifth.db.being-replaced.bak"
anjuan --store "$work/fifth.db" verify
status_is 0 "a store that was being replaced gets its name back"
complains 'interrupted' "and that is said"
ok "under no second name" test ! -e "$work/fifth.db.being-replaced.bak"
ln "$work/fifth.db" "$work/fifth.db.before-restore.bak"
anjuan --store "$work/fifth.db" verify
ok "a second name that no restore came to use goes" test ! -e "$work/fifth.db.before-restore.bak"

# What was changed behind the history's back is neither taken nor put back in silence.
lastdb=$work/last/last.db
mkdir "$work/last"
as zhou backup "$lastdb"
as zhou events
says "backup made" "the events tell who took a backup"
as zhou restore "$lastdb" --same-station
status_is 0 "which has that event too, so it is no older than its store"
as lin new
as zhou restore "$lastdb" --same-station
status_is 1 "an older one is refused"
as zhou restore "$lastdb" --same-station --older
says "It is older: 2 events" "and told as one"
as zhou events
says "An older backup was put back" "for ever"
sqlite3 "$lastdb" "UPDATE setting SET value = 'T9' WHERE name = 'station'"
anjuan backup --check "$lastdb"
status_is 1 "records that were changed in a backup are found"
complains "setting" "and named"
as zhou restore "$lastdb" --same-station --older
status_is 3 "it is not put back"
as zhou restore "$lastdb" --same-station --older --changed
status_is 0 "but where that is said"
complains "are not what its history tells" "with what is wrong"
as zhou backup "$work/changed.db"
status_is 3 "no backup of such a store is made"
ok "and none is there" test ! -e "$work/changed.db"
as zhou backup "$work/changed.db" --changed
status_is 0 "but where that is said"
finish
