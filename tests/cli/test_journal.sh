# The journal is what ARCHITECTURE says: a reader of its own comes to the same hashes and signers. And whoever makes
# hashes that hold over what they changed is found by what others signed, or by the records.
cases=1
. "$top_srcdir/tests/cli/lib.sh"
[ -z "${SEALED:-}" ] || skip_all "it changes the file by sqlite3, which reads no sealed one"
. "$top_srcdir/tests/cli/store.sh"

hashes() {
    run "$python" "$top_srcdir/tests/cli/journal.py" "$@"
}

# tampered WHAT PYTHON: a copy of the store without triggers is changed, gets hashes that hold and its
# triggers again, so that only signatures, records and the paper are left to tell.
tampered() {
    cp "$store" "$work/bad.db"
    "$python" - "$work/bad.db" "$2" <<'PY'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
triggers = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid").fetchall()
for name, sql in triggers:
    db.execute(f'DROP TRIGGER "{name}"')
exec(sys.argv[2])
for name, sql in triggers:
    db.execute(sql)
db.commit()
PY
    hashes "$work/bad.db" --rebuild >/dev/null
    anjuan --store "$work/bad.db" verify --json
    status_is 1 "$1 is found"
    says '"ok":false' "and said in JSON: $1"
}

anjuan --store "$store" verify
status_is 0 "the history is whole"
hashes "$store"
status_is 0 "and a reader of its own finds it so"
cp "$store" "$work/bad.db"
"$top_builddir/tests/cli/people" "$work/bad.db" forge
hashes "$work/bad.db"
status_is 1 "but for a key that nobody gave who may"

replace="account = db.execute('SELECT account FROM payee').fetchone()[0]
other = '9' + account[1:]
for group, seq, body in db.execute('SELECT group_id, seq, body FROM journal_change').fetchall():
    if account.encode() in body:
        db.execute('UPDATE journal_change SET body = ? WHERE group_id = ? AND seq = ?',
                   (body.replace(account.encode(), other.encode()), group, seq))"
tampered "an account in the history" "$replace"
tampered "an account in history and records" "$replace
db.execute('UPDATE payee SET account = ?', (other,))"
says 'signature' "by the signature of who entered it"
tampered "an account in the records" "db.execute('UPDATE payee SET account = 9 || substr(account, 2)')"
says '"field":"account"' "by its name"
tampered "a snapshot" "db.execute('UPDATE approval SET snapshot = replace(snapshot, char(49), char(50))')"
says '"field":"snapshot"' "by its name"
tampered "a history that was cut" "last = db.execute('SELECT max(id) FROM journal_group').fetchone()[0]
db.execute('DELETE FROM journal_change WHERE group_id = ?', (last,))
db.execute('DELETE FROM journal_group WHERE id = ?', (last,))"
tampered "a person who was put in" "db.execute('INSERT INTO user (uid, name, display, role, passhash, disabled) VALUES'
           ' (randomblob(16), ?, ?, ?, ?, 0)', ('eve', 'eve', 'supervisor', 'x'))"
says '"kind":"extra"' "as a row that nobody added"
finish
