# Two accounts of one machine over one store: each with an own umask and an own first group, both in
# the group that shares the store. Only root can take two user ids; numbers need no accounts.
. "$top_srcdir/tests/cli/lib.sh"

[ "$(id -u)" -eq 0 ] || skip_all "only root can act as two accounts"
setpriv --reuid 61001 --regid 61001 --groups 61500 true 2>/dev/null ||
    skip_all "setpriv cannot take another user id here"

# The program with all that it reads, where both accounts can reach it.
chmod 755 "$work"
mkdir -m 755 "$work/carried"
cp "$top_builddir/anjuan" "$work/carried/anjuan"
cp -RL "$top_builddir/share" "$work/carried/share"
cp "$top_srcdir/data/practice/leukaemia-child.json" "$work/carried/case.json"
chmod -R u+w,go+rX "$work/carried"
top_builddir=$work/carried
chmod 777 "$work/reports"
for one in 61001 61002 61003; do
    mkdir -m 700 "$work/home.$one"
    chown "$one:$one" "$work/home.$one"
done

# run_as UID UMASK CMD...: 61001 and 61002 are in the group, 61003 is not.
run_as() {
    run_uid=$1 run_umask=$2
    shift 2
    groups=61500
    [ "$run_uid" -ne 61003 ] || groups=61501
    run setpriv --reuid "$run_uid" --regid "$run_uid" --groups "$groups" \
        env HOME="$work/home.$run_uid" sh -c 'umask "$0" && exec "$@"' "$run_umask" "$@"
}
# a / b / c NAME ARG...: as that account and that user of the store.
program() {
    program_uid=$1 program_umask=$2 program_name=$3
    shift 3
    run_as "$program_uid" "$program_umask" "$top_builddir/anjuan" --store "$store" \
        --as "$program_name" --passphrase-file "$work/home.$program_uid/secret" "$@"
}
a() { program 61001 077 zhou "$@"; }
b() { program 61002 022 sun "$@"; }
mode_of() { stat -c '%a %g' "$1"; }
mode_is() {
    [ "$(mode_of "$2")" = "$1" ]
    result "$3 ($(mode_of "$2" 2>&1))"
}
printf 'long enough for zhou\n' >"$work/home.61001/secret"
printf 'long enough for sun\n' >"$work/home.61002/secret"
printf '%%PDF-1.4\na\n%%%%EOF\n' >"$work/home.61001/a.pdf"
printf '%%PDF-1.4\nb\n%%%%EOF\n' >"$work/home.61002/b.pdf"
for one in 61001 61002; do
    chmod 600 "$work/home.$one"/*
    chown "$one:$one" "$work/home.$one"/*
done
mkdir -m 755 "$work/srv"
chown 61001:61001 "$work/srv"
store=$work/srv/ward/store.db
make_store() {
    run_as "$1" "$2" "$top_builddir/anjuan" --store "$store" init --org 病区 --station T1 --supervisor zhou \
        --new-passphrase-file "$work/home.$1/secret" --shared "$3" --plain
}

# Refused before anything is made.
make_store 61001 022 no-such-group
[ "$status" -eq 1 ] && [ ! -e "$work/srv/ward" ]
result "a group that is not there"
complains 'no-such-group' "is named"
make_store 61001 022 61501
[ "$status" -eq 1 ] && [ ! -e "$work/srv/ward" ]
result "a group that one is not in"
mkdir "$work/srv/ward"
chown 61001:61001 "$work/srv/ward"
make_store 61001 022 61500
[ "$status" -eq 1 ] && [ ! -e "$store" ]
result "a folder in which the group could not work"
complains "chgrp 61500 $work/srv/ward && chmod 2770 $work/srv/ward" "with the commands that mend it"
rmdir "$work/srv/ward"
chmod 700 "$work/srv"
make_store 61001 022 61500
[ "$status" -eq 1 ] && [ ! -e "$work/srv/ward" ]
result "a place that the group could not get to"
complains "$work/srv is closed" "because of a folder above, which is named"
chmod 755 "$work/srv"

make_store 61001 077 61500
status_is 0 "a closed umask makes a shared store"
mode_is '2770 61500' "$work/srv/ward" "its folder is the group's"
mode_is '660 61500' "$store" "and the store"
cp "$work/home.61002/secret" "$work/home.61001/sun"
chown 61001 "$work/home.61001/sun"
a user add sun --role supervisor --new-passphrase-file "$work/home.61001/sun" --own
status_is 0 "the first account adds the second's user"
b import "$top_builddir/case.json"
status_is 0 "the second account enters a case"
no=$(cat "$out")
a set "$no" case.ward=3
status_is 0 "which the first goes on with"

# Copies of papers, from both sides.
a attach "$no" D13 "$work/home.61001/a.pdf"
status_is 0 "the first attaches a paper"
b attach "$no" D24 "$work/home.61002/b.pdf"
status_is 0 "the second another"
[ -z "$(find "$store.files" -type f ! -perm 660 -o -type d ! -perm 2770 -o ! -group 61500)" ] &&
    [ "$(find "$store.files" -type f | wc -l)" -eq 2 ]
result "copies and folders are the group's, whoever made them"
for who in a b; do
    "$who" show "$no" --json
    grep -q "$(sha256sum <"$work/home.61001/a.pdf" | cut -d ' ' -f 1)" "$out"
    result "$who sees the paper"
    "$who" verify
    status_is 0 "and verifies every copy"
done

# Side files that a killed program left.
{
    echo "PRAGMA journal_mode; INSERT INTO meta VALUES ('x', 'y');"
    echo ".shell kill -9 \$PPID"
} >"$work/killed.sql"
if has_sqlite; then
    chmod 644 "$work/killed.sql"
    run_as 61001 077 sqlite3 -init "$work/killed.sql" "$store"
    [ -s "$store-wal" ]
    result "a program that is killed leaves its log"
    mode_is '660 61500' "$store-wal" "which is the group's"
    mode_is '660 61500' "$store-shm" "and so is the index of it"
    b set "$no" case.ward=4
    status_is 0 "the other account takes it up"
    b verify
    status_is 0 "and finds the store whole"
fi
b list
[ ! -e "$store-wal" ] || [ "$(mode_of "$store-wal")" = '660 61500' ]
result "side files made by the second are the group's"

# Knowledge is the store's: what one has at home changes nothing for the other.
mkdir -p "$work/home.61001/.config/anjuan/site/facts"
printf '[limit_target_fen]\nsql = "100"\n' >"$work/home.61001/.config/anjuan/site/facts/limit.ini"
chown -R 61001 "$work/home.61001/.config"
a check "$no" --reveal --json
cp "$out" "$work/judged"
b check "$no" --reveal --json
same "$work/judged" "$out" "both judge alike"
run_as 61001 077 mkdir -p "$store.site/facts"
run_as 61001 077 cp "$work/home.61001/.config/anjuan/site/facts/limit.ini" "$store.site/facts/"
b check "$no"
[ "$status" -ne 0 ] && grep -q 'limit.ini\|store.db.site' "$err" && grep -q 'may not be read by you' "$err"
result "rules beside the store that only one may read are not left out in silence"
a share 61500
status_is 0 "share gives them to the group"
a check "$no" --reveal --json
cp "$out" "$work/again"
b check "$no" --reveal --json
same "$work/again" "$out" "and both judge alike by them"
! cmp -s "$work/judged" "$work/again"
result "which they did not before"

# What may not be read is said to be that.
copy=$(find "$store.files" -type f -user 61001)
chmod 600 "$copy"
b verify
status_is 1 "a copy that may not be read"
complains 'may not be read by you' "is said to be that"
! grep -q 'missing\|damaged' "$err"
result "and not to be missing or damaged"
complains "$no" "with its case"
b verify --json
says '"unreadable":1' "and counted for a script"
chmod 660 "$copy"
rm "$store.files"/*/"$(basename "$copy")"
b verify
complains 'is missing' "one that is gone is missing"
a attach "$no" D13 "$work/home.61001/a.pdf"

# A backup by one is put back by the other.
mkdir "$work/srv/ward/backups"
chown 61001:61500 "$work/srv/ward/backups"
chmod 2770 "$work/srv/ward/backups"
b backup "$work/srv/ward/backups/b.db"
status_is 0 "the second makes a backup"
b attach "$no" D11 "$work/home.61002/b.pdf"
a attach "$no" D12 "$work/home.61001/a.pdf"
a backup "$work/srv/ward/backups/a.db"
status_is 0 "the first another, beside it"
[ -z "$(find "$work/srv/ward/backups" -type f ! -perm 660 -o -type d ! -perm 2770 -o ! -group 61500)" ]
result "both are the group's, with their copies"
chmod 600 "$work/srv/ward/backups/a.db"
b backup --check "$work/srv/ward/backups/a.db"
[ "$status" -ne 0 ] && grep -q 'may not be read by you; ask' "$err"
result "a backup that may not be read is said to be that"
rm -r "$store.files"
a restore "$work/srv/ward/backups/b.db" --older --same-station
status_is 0 "the first puts the second's back"
mode_is '660 61500' "$store" "the store is the group's again"
[ -z "$(find "$store.files" -type f ! -perm 660 -o -type d ! -perm 2770 -o ! -group 61500)" ]
result "with its copies"
b verify
status_is 0 "and the second verifies it"
b set "$no" case.ward=6
status_is 0 "and goes on"

# Who is not in the group.
run_as 61003 022 "$top_builddir/anjuan" --store "$store" verify
[ "$status" -eq 3 ] && [ "$(wc -l <"$err")" -eq 1 ]
result "a third account does not get in"
complains 'may not be read by you' "and is told so"

# The same store carried to where that group means nothing: it is its owner's alone.
mkdir "$work/home.61003/carried"
cp "$store" "$work/home.61003/carried/store.db"
cp "$work/home.61001/secret" "$work/home.61001/a.pdf" "$work/home.61003/carried/"
chown -R 61003:61003 "$work/home.61003/carried"
chmod 600 "$work/home.61003/carried"/*
run_as 61003 002 "$top_builddir/anjuan" --store "$work/home.61003/carried/store.db" --as zhou \
    --passphrase-file "$work/home.61003/carried/secret" attach "$no" D11 \
    "$work/home.61003/carried/a.pdf"
status_is 0 "a store that was carried away works on"
mode_is '600 61003' "$work/home.61003/carried/store.db" "as its owner's alone"
[ -z "$(find "$work/home.61003/carried/store.db.files" -perm /77)" ]
result "with its copies"

# A store that was put into a group's folder by hand.
mkdir -m 2770 "$work/srv/hand"
chown 61001:61500 "$work/srv/hand"
chmod 2770 "$work/srv/hand"
store=$work/srv/hand/store.db
run_as 61001 077 "$top_builddir/anjuan" --store "$store" init --org 病区 --station T1 \
    --supervisor zhou --new-passphrase-file "$work/home.61001/secret" --plain
status_is 0 "a store of one's own"
[ "$(stat -c %a "$store")" = 600 ]
result "is one's own also in a group's folder"
a user add sun --role supervisor --new-passphrase-file "$work/home.61001/sun" --own
a import "$top_builddir/case.json"
no=$(cat "$out")
a attach "$no" D13 "$work/home.61001/a.pdf"
[ -z "$(find "$store.files" -type f ! -perm 600 -o -type d -perm /77)" ]
result "with its copies"
b list
status_is 3 "the second account may not read it"
complains "anjuan --store $store share GROUP" "and is told what would mend it"
chmod 644 "$store"
chgrp 61500 "$store"
b set "$no" case.ward=5
status_is 3 "nor write it"
complains "anjuan --store $store share GROUP" "with the same remedy"
chmod 700 "$work/srv"
a share 61500
status_is 1 "the first shares nothing that the second could not get to"
complains "$work/srv is closed" "which is said"
chmod 755 "$work/srv"
a share 61500
status_is 0 "which the first does"
b set "$no" case.ward=5
status_is 0 "so the second works on"
b verify
status_is 0 "and verifies all"
[ -z "$(find "$store" "$store.files" -type f ! -perm 660 -o -type d ! -perm 2770 -o ! -group 61500)" ]
result "everything is the group's"
b share 61500
status_is 0 "what is right already is no fault"

finish
