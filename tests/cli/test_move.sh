# The station goes on with another machine: the old store is retired and only read, the file is taken in with the
# ten characters alone, and never are two in charge without saying so.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/store.sh"

as lin import "$top_srcdir/data/practice/leukaemia-child.json"
no=$(cat "$out")
printf '%%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%%%EOF\n' >"$work/one.pdf"
as lin attach "$no" D01 "$work/one.pdf"
status_is 0 "a case with an attached copy"
stick=$work/stick
mkdir "$stick"
old=$store
new=$work/new/store.db

# ---- out ----
as lin move --out "$stick/house.db"
status_is 1 "a social worker moves no store"
ok "nothing is made" test ! -e "$stick/house.db"
as zhou move
says 'in charge' "a store that moved nowhere says so"
ln -s "$store" "$stick/itself.db"
for itself in "$store" "$stick/itself.db"; do
    as zhou move --out "$itself"
    status_is 1 "nor is one retired with no copy, under ${itself##*/}"
    complains 'the store itself' "which is said"
done
as zhou move
says 'in charge' "and stays in charge"
as zhou backup "$stick/before.db"
as zhou move --out "$stick/house.db" --to '二楼台式机'
status_is 0 "a supervisor moves it"
says '二楼台式机' "and reads where to"
words=$(sed -n 's/^Its characters: //p' "$out")
ok "with ten characters" test -n "$words"
as lin new
status_is 1 "from then on nothing is written"
complains '二楼台式机' "and whoever tries is told where it went"
as lin set "$no" patient.phone=13900000000
status_is 1 "no field either"
as lin show "$no" --json
status_is 0 "it is read as ever"
as lin list
says "$no" "with its cases"
as zhou move --out "$stick/house.db"
status_is 0 "asked again it says the same"
says "$words" "with the same characters"
verifies
status_is 0 "the retired store verifies"
also_verifies
status_is 0 "by the other program too"
as zhou move --out "$stick/other.db"
status_is 1 "under another name nothing is written"
complains "$stick/house.db" "and it says where the file is"
ok "none is made" test ! -e "$stick/other.db"
as zhou backup "$stick/later.db"
status_is 0 "it can be backed up"

# ---- nothing else puts it in charge again ----
for file in before house; do
    for older in '' --older; do
        # shellcheck disable=SC2086 # none where there is no option
        as zhou restore "$stick/$file.db" --same-station $older
        status_is 1 "no backup takes its place: $file $older"
        complains '二楼台式机' "which says where it went"
    done
done
as zhou move --in "$stick/house.db" --head "$words"
status_is 1 "nor does the file itself"
as zhou restore "$stick/later.db" --same-station
status_is 0 "a backup of it as it is retired does"
as zhou move
says "$words" "and is retired"

# ---- in ----
store=$new
as zhou move --in "$stick/house.db"
status_is 2 "the file is taken in with its characters alone"
as zhou backup --check "$stick/house.db"
status_is 0 "it is whole"
as zhou move --in "$stick/house.db" --head '甲乙丙'
status_is 1 "not with others"
ok "and makes nothing then" test ! -e "$new"
as lin move --in "$stick/house.db" --head "$words"
status_is 1 "nor by a social worker"
as zhou restore "$stick/house.db" --same-station
status_is 1 "nor as a backup that keeps the code"
complains 'move --in' "and is told how it is taken in"
ok "which makes nothing either" test ! -e "$new"
store=$work/cellar/store.db
as zhou restore "$stick/house.db"
status_is 0 "as a backup with no code it is put back"
as zhou station T1 --same-station
status_is 1 "and does not get its old one later"
complains 'move --in' "which says why"
as lin new
status_is 1 "so no case is entered there"
as zhou move --out "$stick/cellar.db"
status_is 1 "nor does it move on"
as zhou backup "$stick/copy.db"
store=$work/attic/store.db
as zhou restore "$stick/copy.db" --same-station
status_is 1 "nor by a backup of it"
as zhou restore "$stick/copy.db" --station T7
status_is 0 "with a code of its own it goes on"
as lin new
says 'T7-' "under that"
as zhou backup "$stick/seven.db"
store=$work/shed/store.db
as zhou restore "$stick/seven.db" --same-station
status_is 0 "and its backups are backups like others"
store=$work/loft/store.db
mkdir "$work/loft"
cp "$stick/house.db" "$store"
as lin new
status_is 1 "the file in place of a store is none"
store=$new
as zhou move --in "$stick/later.db" --head "$words"
status_is 1 "nor a backup of the store that is retired"
as zhou move --in "$stick/house.db" --head "$words"
status_is 0 "with them it goes on here"
as lin set "$no" patient.phone=13900000000
status_is 0 "and is written to"
as lin import "$top_srcdir/data/practice/leukaemia-child.json"
says 'T1-' "under its code"
[ "$(cat "$out")" != "$no" ]
result "with the next number"
verifies
status_is 0 "the new store verifies"
[ "$(find "$new.files" -type f | wc -l)" -eq 1 ]
result "with its attached copy"
also_verifies
status_is 0 "by the other program too"
as zhou card --out "$work/new.card"
store=$old
as zhou verify --against "$stick/house.db"
status_is 0 "the old one goes on from the file"

# ---- and back to the old machine, where the retired store makes way ----
store=$new
as zhou move --out "$stick/back.db"
status_is 0 "it moves again"
words=$(sed -n 's/^Its characters: //p' "$out")
echo "$words" >"$work/before.words"
store=$old
as zhou move --in "$stick/back.db" --head "$words"
status_is 0 "to where it came from"
as lin show "$no" --reveal
says '139 0000 0000' "with what was written meanwhile"
verifies
status_is 0 "and verifies"

# ---- undone ----
as zhou move --out "$stick/never.db"
words=$(sed -n 's/^Its characters: //p' "$out")
as lin set "$no" patient.phone=13900000001
status_is 1 "retired once more"
as zhou move --back --comment 'the new machine is broken'
status_is 2 "it is not undone without the characters of what was carried away"
as zhou move --back --head "$words"
status_is 1 "nor without a word"
as lin move --back --head "$words" --comment 'the new machine is broken'
status_is 1 "nor by a social worker"
as zhou move --back --head "$(cat "$work/before.words")" --comment 'the new machine is broken'
status_is 1 "nor by those of another file"
complains 'not the characters of the file' "which is said"
! grep -q "$words" "$err"
result "and does not say the right ones"
as zhou move --back --head "$words" --comment 'the new machine is broken'
status_is 0 "a supervisor puts it in charge again"
says 'in charge again. Destroy the file' "and is told what is left to do"
as lin set "$no" patient.phone=13900000001
status_is 0 "and it is written to"
verifies
status_is 0 "which verifies"
also_verifies
status_is 0 "by the other program too"
as zhou events --json
says '"move_back"' "the history tells of it"
as zhou move --back --head "$words" --comment 'again'
status_is 1 "what is in charge is not put in charge"

# ---- cut off between the file and the retiring ----
as zhou backup "$stick/cut.db"
as zhou move --out "$stick/cut.db"
status_is 1 "a backup is none of these, though it is of the store as it is now"
complains 'exists' "its name is taken"
if [ -z "${SEALED:-}" ]; then
    # What a move that was cut off before it retired the store leaves.
    for_moving() {
        python3 -c 'import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("INSERT INTO meta (name, value) VALUES (\"move.made\", \"1\")")
db.commit()' "$1"
    }
    for_moving "$stick/cut.db"
    as zhou move --out "$stick/cut.db"
    status_is 0 "a file that was made of the store as it is now is taken"
    says 'only read here' "and retires it"
    words=$(sed -n 's/^Its characters: //p' "$out")
    as zhou move --back --head "$words" --comment 'a test'
fi
if [ -z "${SEALED:-}" ]; then
    # The history is the same; only what waits for somebody differs.
    as zhou backup "$stick/typed.db"
    for_moving "$stick/typed.db"
    python3 -c 'import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("INSERT INTO kept_change (case_id, user_id, field, row_id, fresh, value, at)"
           " SELECT c.id, u.id, \"case.ward\", c.id, 0, \"x\", \"2026-11-19T01:00:00Z\""
           " FROM case_file AS c, user AS u LIMIT 1")
db.commit()' "$store"
    as zhou move --out "$stick/typed.db"
    status_is 1 "one without what waits for somebody now is not"
    complains 'exists' "its name is taken"
    as zhou move
    says 'in charge' "and the store stays in charge"
fi
as zhou backup "$stick/stale.db"
as lin set "$no" patient.phone=13900000002
as zhou move --out "$stick/stale.db"
status_is 1 "an older one is not"
as lin set "$no" patient.phone=13900000003
status_is 0 "and the store stays in charge"

# ---- whoever writes there all the same ----
if [ -z "${SEALED:-}" ]; then
    as zhou move --out "$stick/last.db"
    behind() {
        python3 -c 'import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("UPDATE setting SET value = ? WHERE name = ?", (sys.argv[2], "moved"))
db.commit()' "$store" "$1"
    }
    value=$(python3 -c 'import sqlite3, sys
print(sqlite3.connect(sys.argv[1]).execute("SELECT value FROM setting WHERE name = ?", ("moved",)).fetchone()[0])' "$store")
    behind ''
    as lin set "$no" patient.phone=13900000004
    status_is 0 "what says that it moved is taken away for a moment"
    behind "$value"
    verifies
    status_is 1 "and what was written then is found"
    complains 'had moved to another machine' "and named"
    also_verifies
    status_is 1 "by the other program too"
    complains_or_says='had moved to another machine'
    grep -q "$complains_or_says" "$out" "$err"
    result "and named there"
fi
finish
