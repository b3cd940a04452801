# The store: backup and restore, and stores that cannot be used.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/store.sh"

as lin import "$top_srcdir/data/practice/leukaemia-child.json"
no=$(cat "$out")
as lin show "$no" --json
cp "$out" "$work/case.json"
as lin backup "$work/copy.db"
status_is 1 "a social worker makes no backup"
as zhou backup "$work/copy.db"
status_is 0 "a supervisor does"
as zhou backup "$work/copy.db"
status_is 1 "a backup is not overwritten"
as lin set "$no" patient.name=改名
as zhou restore "$work/copy.db" --older --same-station
status_is 0 "restore puts it back"
as lin show "$no" --json
same "$work/case.json" "$out" "with the case as it was"
anjuan --store "$store" verify
status_is 0 "and a whole history"
printf 'no store\n' >"$work/text"
as zhou restore "$work/text"
[ "$status" -ne 0 ]
result "what is no store is not restored"
as lin show "$no" --json
same "$work/case.json" "$out" "and the store stays"

# unusable WHAT FILE TEXT: the store there ends with 3 and one line.
unusable() {
    anjuan --store "$2" --as lin --passphrase-file "$work/lin.secret" list
    [ "$status" -eq 3 ] && [ "$(wc -l <"$err")" -eq 1 ] && [ ! -s "$out" ]
    result "$1"
}
unusable "a missing store" "$work/nowhere/store.db"
unusable "a text file" "$work/text"
unusable "a folder" "$work"
: >"$work/empty.db"
unusable "an empty file" "$work/empty.db"
cp "$work/copy.db" "$work/damaged.db"
dd if=/dev/urandom of="$work/damaged.db" bs=4096 seek=1 count=40 conv=notrunc 2>/dev/null
unusable "a damaged store" "$work/damaged.db"
head -c 9000 "$work/copy.db" >"$work/cut.db"
unusable "a store that was cut off" "$work/cut.db"
if has_sqlite; then
    cp "$work/copy.db" "$work/newer.db"
    sqlite3 "$work/newer.db" 'PRAGMA user_version = 999'
    unusable "a newer store" "$work/newer.db"
    complains 'newer' "says that it is newer"
    # A writer that was killed leaves a journal that has to be played back.
    cp "$store" "$work/killed.db"
    printf '%s\n' 'PRAGMA journal_mode=DELETE;' 'PRAGMA cache_size=2;' 'BEGIN;' \
        'CREATE TABLE half AS WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n LIMIT 4000)
            SELECT randomblob(500) AS part FROM n;' '.shell kill -9 $PPID' >"$work/killed.sql"
    sqlite3 "$work/killed.db" <"$work/killed.sql" >/dev/null 2>&1
    [ -s "$work/killed.db-journal" ]
    result "a writer is killed in the middle"
    anjuan --store "$work/killed.db" verify
    status_is 0 "what it left half is taken back, also by a command that only reads"
fi
if [ "$(id -u)" -ne 0 ]; then
    mkdir "$work/locked"
    cp "$work/copy.db" "$work/locked/store.db"
    chmod 500 "$work/locked"
    chmod 400 "$work/locked/store.db"
    anjuan --store "$work/locked/store.db" --as lin --passphrase-file "$work/lin.secret" list
    status_is 0 "a store that cannot be written to is read"
    anjuan --store "$work/locked/store.db" --as lin --passphrase-file "$work/lin.secret" new
    status_is 3 "but nothing is written to it"
fi

# The practice store, which everybody may use.
anjuan practice
status_is 0 "practice makes a store"
anjuan practice --json
says '"made":false' "once"
practice=$HOME/.local/share/anjuan/practice.db
printf 'lianxi-zhou\n' >"$work/zhou.secret"
anjuan --store "$practice" --as zhou --passphrase-file "$work/zhou.secret" list --json
for word in draft submitted returned approved rejected exported closed; do
    [ "$(grep -c "\"status\":\"$word\"" "$out")" -ge 2 ]
    result "it has several cases that are $word"
done
[ "$(grep -c '"status":"approved"' "$out")" -ge 8 ] && [ "$(wc -l <"$out")" -ge 45 ]
result "and enough that wait for export"
cp "$out" "$work/before"
sed -n 's/.*"no":"\([^"]*\)","status":"\(submitted\|approved\|exported\)".*/"case":"\1".*"severity":"block"/p' \
    "$work/before" >"$work/judged"
anjuan --store "$practice" --as zhou --passphrase-file "$work/zhou.secret" check --all --json
# After the export one patient was discharged and one died: a paper and a decision are due now.
! grep -f "$work/judged" "$out" | grep -v -e '"rule":"R702".*D33' -e '"rule":"R708"'
result "nothing blocks what was submitted"
mine=$(dirname "$practice")/practice-sample.xlsx
echo "a table of somebody's" >"$mine"
anjuan --store "$practice" sample --cases 40 --seed 7 --json
status_is 0 "sample adds cases"
grep -q somebody "$mine"
result "sample touches no file beside the store"
anjuan --store "$practice" --as zhou --passphrase-file "$work/zhou.secret" list --json
[ "$(wc -l <"$out")" -eq "$(($(wc -l <"$work/before") + 40))" ]
result "as many as were asked for"
anjuan --store "$practice" --as zhou --passphrase-file "$work/zhou.secret" check --all --json
[ "$(grep -c '"severity":"block"' "$out")" -gt 10 ]
result "check --all finds what drafts lack"
cp "$out" "$work/found"
anjuan --store "$practice" --as zhou --passphrase-file "$work/zhou.secret" list --json
tail -n +1 "$out" | sort >"$work/after"
sort "$work/before" | comm -13 - "$work/after" >"$work/added"
for word in draft:4 submitted:6 returned:3 approved:3 rejected:1 exported:14 closed:2; do
    [ "$(grep -c "\"status\":\"${word%:*}\"" "$work/added")" -ge "${word#*:}" ]
    result "sample adds ${word#*:} or more that are ${word%:*}"
done
sed -n 's/.*"no":"\([^"]*\)","status":"\(submitted\|approved\|exported\)".*/"case":"\1".*"severity":"block"/p' \
    "$work/added" >"$work/judged"
! grep -f "$work/judged" "$work/found"
result "nothing blocks what it submitted"
sed 's/"block"/"warn"/' "$work/judged" >"$work/doubtful"
grep -qf "$work/doubtful" "$work/found"
result "some give a supervisor something to look at"
anjuan --store "$practice" --as zhou --passphrase-file "$work/zhou.secret" batches --json
batch=$(sed -n 's/.*"no":"\([^"]*\)".*/\1/p;s/.*"batch":"\([^"]*\)".*/\1/p' "$out" | head -n 1)
anjuan --store "$practice" --as zhou --passphrase-file "$work/zhou.secret" export --batch "$batch" \
    --out "$work/again.xlsx"
status_is 0 "what it exported is written again"
anjuan --store "$practice" sample --cases 20 --seed 7
status_is 0 "the same cases once more stay where they may not go on"
anjuan --store "$practice" sample --bulk --cases 12 --seed 7
status_is 0 "short ones that share numbers with them are added"
anjuan --store "$practice" --as zhou --passphrase-file "$work/zhou.secret" verify
status_is 0 "and what the queue says of those is made anew"
anjuan --store "$practice" sample --bulk --cases 110 --seed 3
status_is 0 "many short ones are added"
anjuan --store "$practice" --as zhou --passphrase-file "$work/zhou.secret" find X0030000110 --json
[ "$(wc -l <"$out")" -eq 1 ]
result "and are found"
anjuan --store "$practice" --as zhou --passphrase-file "$work/zhou.secret" verify
status_is 0 "its history is whole"
! grep -q 'wrong clock' "$out"
result "and its invented past is no wrong clock"
anjuan --store "$practice" verify
complains 'is sealed' "which nobody looks at without a passphrase"
anjuan --store "$store" practice
status_is 1 "a real store is no practice store"

finish
