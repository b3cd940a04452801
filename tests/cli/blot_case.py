"""blot_case.py STORE NO: takes out of the history of an erased case for which reason it was closed, as an erasure takes
values out, without anybody's key: the value leaves its digest, and the record is emptied."""
import os
import sqlite3
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(__file__))
with open(os.path.join(os.path.dirname(__file__), "journal.py")) as file:
    source = file.read()
exec(source[:source.index("def main():")])

db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.row_factory = sqlite3.Row
for change in db.execute(
        "SELECT g.id AS group_id, g.uid AS uid, g.case_uid, g.seed, c.seq, c.row_id, c.row_uid, c.body, s.tbl, s.cols,"
        " w.uid AS user_uid FROM journal_group AS g JOIN journal_change AS c ON c.group_id = g.id"
        " JOIN journal_shape AS s ON s.id = c.shape JOIN journal_who AS w ON w.id = g.who"
        " JOIN case_file AS f ON f.id = g.case_id WHERE f.no = ? AND g.verb = 'close' AND s.op = 'add'"
        " AND g.seed IS NULL AND s.tbl IN ('life_step', 'review')", (sys.argv[2],)).fetchall():
    body, left = Body(change["body"], change, True), b""
    for column in change["cols"].split(","):
        begun, empty = body.at, body.empty
        value = body.value()
        if column == "reason" and value and not empty:
            (text,), _, salt = value
            left = change["body"][:begun] + b"\x06" + blake(
                salt + enc(change["tbl"]) + change["row_uid"] + enc(column) + b"a" + enc(text)) + change["body"][body.at:]
    if left:
        break
db.execute("PRAGMA writable_schema = ON")
triggers = [tuple(row) for row in db.execute("SELECT * FROM sqlite_schema WHERE type = 'trigger'")]
db.execute("DELETE FROM sqlite_schema WHERE type = 'trigger'")
db.execute("PRAGMA writable_schema = RESET")
db.execute("UPDATE journal_change SET body = ? WHERE group_id = ? AND seq = ?", (left, change["group_id"], change["seq"]))
db.execute(f"UPDATE {change['tbl']} SET reason = NULL WHERE id = ?", (change["row_id"],))
db.execute("PRAGMA writable_schema = ON")
db.executemany("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", triggers)
db.execute("PRAGMA writable_schema = RESET")
print(change["group_id"], change["tbl"])
