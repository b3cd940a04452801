"""blot.py STORE: takes out of the history when a batch was uploaded, as an erasure takes values out, without anybody's
key: the values leave their digests, the event loses its seed, and the record is emptied."""
import os
import sqlite3
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(__file__))
with open(os.path.join(os.path.dirname(__file__), "journal.py")) as file:
    source = file.read()
exec(source[:source.index("def main():")])

db = sqlite3.connect(sys.argv[1], isolation_level=None)
group, seed, number, row, uid, batch = db.execute(
    "SELECT g.id, g.seed, c.seq, c.row_id, c.row_uid, b.uploaded_on FROM journal_group AS g"
    " JOIN journal_change AS c ON c.group_id = g.id JOIN batch AS b ON b.id = c.row_id"
    " WHERE g.kind = 'export' AND g.verb = 'uploaded' AND g.case_id = 0 ORDER BY g.id DESC LIMIT 1").fetchone()
by = Row(db.execute("SELECT u.uid FROM batch AS b JOIN user AS u ON u.id = b.uploaded_by WHERE b.id = ?", (row,)).fetchone()[0])
left = b""
for n, (column, value) in enumerate([("uploaded_on", batch), ("uploaded_by", by)], 1):
    salt = blake(seed + (n // 4).to_bytes(8, "little"), 64)[16 * (n % 4):16 * (n % 4) + 16]
    left += b"\x00\x06" + blake(salt + enc("batch") + uid + enc(column) + b"a" + enc_value(value))
db.execute("PRAGMA writable_schema = ON")
triggers = db.execute("SELECT * FROM sqlite_schema WHERE type = 'trigger'").fetchall()
db.execute("DELETE FROM sqlite_schema WHERE type = 'trigger'")
db.execute("PRAGMA writable_schema = RESET")
db.execute("UPDATE journal_change SET body = ? WHERE group_id = ? AND seq = ?", (left, group, number))
message, guid = db.execute("SELECT message, uid FROM journal_group WHERE id = ?", (group,)).fetchone()
digest = message and blake(blake(seed + bytes(8), 64)[:16] + enc("journal_group") + guid + enc("message") + b"a" + enc(message))
db.execute("UPDATE journal_group SET seed = NULL, message = NULL, message_digest = ? WHERE id = ?", (digest, group))
db.execute("UPDATE batch SET uploaded_on = NULL, uploaded_by = NULL WHERE id = ?", (row,))
db.execute("PRAGMA writable_schema = ON")
db.executemany("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", triggers)
db.execute("PRAGMA writable_schema = RESET")
print(group)
