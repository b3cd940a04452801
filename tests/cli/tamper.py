"""tamper.py STORE OLDER: changes a copy of the store behind the program's back, in every way that its
schema gives, and asks both programs each time. A tampering holds where a trigger refused it, or where
each program found it and named it. Prints how many there were of each class.

In the environment: PROGRAM and VERIFIER, JOURNAL (tests/cli/journal.py, which makes hashes anew), INSIDER
(tests/cli/insider.c, people who sign what is not theirs), FORGER (tests/cli/forger.c, the station's key), SHARE
(take each so many-eth of those that need a look of their own; 1: all), SECRET (the passphrase of zhou, for
the same in a sealed store), SHOW=1 (what was said of each).

Changes are made at once as far as both programs name each of them nevertheless; what they do not name
then gets a look of its own. A look is all that costs: two starts, each of which reads the whole history."""
import contextlib
import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

PROGRAM, VERIFIER, JOURNAL, INSIDER, FORGER = (
    os.environ[name] for name in ("PROGRAM", "VERIFIER", "JOURNAL", "INSIDER", "FORGER"))
SHARE, SECRET = int(os.environ.get("SHARE", "1")), os.environ.get("SECRET")
SHOW = os.environ.get("SHOW")
STORE = sys.argv[1]
AT_ONCE = 60  # both tell of 100
SAID = 60  # so much of a long value is told (src/verify/replay.c)
POINTS = {"created_by": "user", "updated_by": "user", "group_id": "journal_group"}  # and the schema does not say so
SECRET_VALUE = "a value that only its digest tells of"
folder = tempfile.mkdtemp(dir=os.path.dirname(os.path.abspath(STORE)))
bad = os.path.join(folder, "bad.db")
counts, missed = {}, []
NOTHING = object()  # there is nothing to change so


def fresh(store=STORE):
    """A copy, open; the triggers stand."""
    for end in ("", "-wal", "-shm"):
        if os.path.exists(bad + end):
            os.unlink(bad + end)
    shutil.rmtree(bad + ".files", ignore_errors=True)
    shutil.copy(store, bad)
    shutil.copytree(store + ".files", bad + ".files")
    db = sqlite3.connect(bad, isolation_level=None)
    db.execute("PRAGMA foreign_keys = ON")
    return db


@contextlib.contextmanager
def bare(db):
    """As somebody who is at home in the file: nothing is in the way, and all is there again afterwards.
    Triggers go and come as the rows that they are: each one dropped and made costs as much as a look."""
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("PRAGMA ignore_check_constraints = ON")
    db.execute("PRAGMA writable_schema = ON")
    triggers = db.execute("SELECT * FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    db.execute("DELETE FROM sqlite_schema WHERE type = 'trigger'")
    db.execute("PRAGMA writable_schema = RESET")  # read again
    db.execute("BEGIN")
    yield
    db.execute("COMMIT")
    db.execute("PRAGMA writable_schema = ON")
    db.executemany("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", triggers)
    db.execute("PRAGMA writable_schema = RESET")


def without_triggers(db, statements):
    with bare(db):
        for statement in statements:
            db.execute(*statement) if isinstance(statement, tuple) else db.execute(statement)


class Said:
    """What both programs say of the store."""

    looks = 0

    def __init__(self, extra=(), path=bad):
        Said.looks += 1
        who = ["--as", "zhou", "--passphrase-file", SECRET]
        theirs = subprocess.run([VERIFIER, path, *(who if sealed(path) else []), *extra], capture_output=True, text=True)
        ours = self.ours(path, who, extra)
        if not ours.stdout.startswith("{") and not sealed(path):  # she is not let in: then as nobody
            ours = self.ours(path, [], extra)
        self.status = ours.returncode, theirs.returncode
        self.told = json.loads(ours.stdout) if ours.stdout.startswith("{") else {"changes": [], "what": None}
        self.what = (self.told["what"] or "") + ours.stderr
        self.lines = theirs.stdout + theirs.stderr

    @staticmethod
    def ours(path, who, extra):
        return subprocess.run([PROGRAM, "--store", path, *who, "verify", "--json", *extra], capture_output=True, text=True)

    def found(self):
        return self.status[0] not in (0, None) and self.status[1] != 0

    def names_field(self, table, field, row, uid, old, new):
        """With both values; of a secret one a digest alone is told, by both, and a number that who asks
        may not look at is masked by ours."""
        ours = [(c["old"], c["new"]) for c in self.told["changes"]
                if c["record"] == table and c["field"] == field and c["row"] in (row, 0)]
        line = re.escape(f"{table} {uid.hex()}, {field}: the history says ") + r"(.*?)(?: \(event \d+\))?, the record has (.*)"
        theirs = re.findall(line, self.lines)
        shown = [(old.ours if told and "*" in told else told, new.ours if has and "*" in has else has) for told, has in ours]
        return ((old.ours, new.ours) in shown and (old.theirs, new.theirs) in theirs
                or (None, None) in ours and any(told == SECRET_VALUE for told, _ in theirs))

    def names_row(self, table, kinds, uid):
        return (any(c["record"] == table and c["kind"] in kinds for c in self.told["changes"])
                and f"{table} {uid.hex()}" in self.lines)


def sealed(path):
    with open(path, "rb") as file:
        return file.read(6) != b"SQLite"


def holds(kind, name, right, said):
    counts.setdefault(kind, [0, 0, 0])[0 if right else 1] += 1
    if not right:
        missed.append(f"{kind}: {name}: {said.status} {said.what[:200]} | {said.lines[:200]}")
    if SHOW:
        print(kind, name, right, said.what, said.lines, sep=" | ", file=sys.stderr)


def refused(kind):
    counts.setdefault(kind, [0, 0, 0])[2] += 1


# ---- every column of every table of records ----
def tables(db):
    """Those that the history tells of: with an id and a uid."""
    for (table,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
                               " AND name NOT IN ('journal_group', 'journal_who') ORDER BY name").fetchall():
        columns = [(c[1], c[2]) for c in db.execute(f'PRAGMA table_info("{table}")')]
        if {"id", "uid"} <= {name for name, _ in columns}:
            yield table, columns


def another(value, kind):
    """A value that is not this one."""
    if value is None:
        return {"INTEGER": 7, "BLOB": bytes(range(16))}.get(kind, "x")
    if isinstance(value, int):
        return 1 - value if value in (0, 1) else value + 1000
    return value + "x" if isinstance(value, str) else bytes(b ^ 255 for b in value)


class Value:
    """As each program says it: what points to a row as its number, and by the uid that the history has."""

    def __init__(self, db, table, column, value):
        text = value.hex() if isinstance(value, bytes) else None if value is None else str(value)
        if (table, column) == ("case_file", "updated_by"):  # follows from whose event it was
            text = (db.execute("SELECT name FROM user WHERE id = ?", (value,)).fetchone() or [None])[0]
        elif (uid := self.row(db, table, column, value)):
            self.ours, self.theirs = text, uid.hex()
            return
        self.ours, self.theirs = text, "nothing" if text is None else self.cut(text, value)

    @staticmethod
    def row(db, table, column, value):
        to = [POINTS[column]] if column in POINTS else [
              f[2] for f in db.execute(f'PRAGMA foreign_key_list("{table}")')
              if f[3] == column and "uid" in [c[1] for c in db.execute(f'PRAGMA table_info("{f[2]}")')]]
        found = db.execute(f'SELECT uid FROM "{to[0]}" WHERE id = ?', (value,)).fetchone() if to else None
        return found and found[0]

    @staticmethod
    def cut(text, value):
        whole = value if isinstance(value, bytes) else text.encode()
        kind, size = (b"b", SAID // 2) if isinstance(value, bytes) else (b"t", SAID)
        if len(whole) <= size:
            return text
        begin = text[:SAID] if isinstance(value, bytes) else re.sub("[\\x00-\\x1f]", "?", whole[:size].decode(errors="ignore"))
        length, left = b"", len(whole)
        while left >= 0x80:
            length, left = length + bytes([left & 0x7F | 0x80]), left >> 7
        digest = hashlib.blake2b(kind + length + bytes([left]) + whole, digest_size=32).hexdigest()
        return f"{begin}… ({len(whole)} bytes, digest {digest[:8]})"


def change(db, table, column, kind):
    """Changes it in the last row; gives what has to be named."""
    row, uid, old = db.execute(f'SELECT id, uid, "{column}" FROM "{table}" ORDER BY id DESC LIMIT 1').fetchone()
    new = another(old, kind)
    db.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE id = ?', (new, row))
    return table, column, row, uid, Value(db, table, column, old), Value(db, table, column, new)


def all_columns():
    db = fresh()
    found = [(table, column, kind) for table, columns in tables(db) for column, kind in columns
             if column not in ("id", "uid")]
    db.close()
    return found


def columns_off():
    """Without triggers: each has to be named by both."""
    places = all_columns()
    for at in range(0, len(places), AT_ONCE):
        db, made = fresh(), []
        with bare(db):
            for place in places[at:at + AT_ONCE]:
                made.append(change(db, *place))
        db.close()
        said = Said()
        for place in made:
            holds("a column, triggers off", ".".join(place[:2]), said.found() and said.names_field(*place), said)


def put_aside(said, name, kind):
    """It could be done, or was refused; anything else says nothing."""
    if isinstance(said, sqlite3.IntegrityError):
        refused(kind)
    else:
        counts.setdefault(kind, [0, 0, 0])[1] += 1
        missed.append(f"{kind}: {name}: not done: {said}")


def columns_on():
    """By plain SQL: what no trigger refuses has to be named."""
    places = all_columns()
    for at in range(0, len(places), 2 * AT_ONCE):
        db, made = fresh(), []
        for place in places[at:at + 2 * AT_ONCE]:
            try:
                made.append(change(db, *place))
            except sqlite3.Error as error:
                put_aside(error, ".".join(place[:2]), "a column, plain SQL")
        db.close()
        said = Said() if made else None
        for place in made:
            holds("a column, plain SQL", ".".join(place[:2]), said.found() and said.names_field(*place), said)


# ---- rows ----
def alone(kind, name, do, right):
    """do changes the copy; right says whether what it gives is named."""
    db = fresh()
    try:
        wanted = do(db)
    except sqlite3.Error as error:
        db.close()
        put_aside(error, name, kind)
        return
    db.close()
    if wanted is NOTHING:
        return
    said = Said()
    holds(kind, name, said.found() and right(said, wanted), said)


def one_by_one(kind, cases):
    for case in cases[::SHARE]:
        alone(kind, *case)


def together(kind, cases, around):
    """At once, with what around makes of the copy; what is not named so, or cannot be done so, alone.
    Where triggers stand, what cannot be done is what they refuse."""
    for at in range(0, len(cases), AT_ONCE):
        db, made, again = fresh(), [], []
        with around(db):
            for name, do, right in cases[at:at + AT_ONCE]:
                try:
                    made.append((name, do, right, do(db)))
                except sqlite3.Error as error:
                    if around is bare:
                        again.append((name, do, right))
                    else:
                        put_aside(error, name, kind)
        made = [one for one in made if one[3] is not NOTHING]
        db.close()
        said = Said() if made else None
        for name, do, right, wanted in made:
            if said.found() and right(said, wanted):
                holds(kind, name, True, said)
            else:
                again.append((name, do, right))
        for name, do, right in again:
            def apart(db, do=do):
                with around(db):
                    return do(db)
            alone(kind, name, apart, right)


def last(db, table):
    return db.execute(f'SELECT id, uid FROM "{table}" ORDER BY id DESC LIMIT 1').fetchone()


def copied(table, columns):
    """A row too many, like the last one as far as unique values let it be."""
    def value(name, kind):
        if name == "id":
            return "1000000"
        if name == "uid":
            return "x'" + "77" * 16 + "'"
        return (f"CASE typeof(\"{name}\") WHEN 'integer' THEN \"{name}\" + 1000 WHEN 'text' THEN \"{name}\" || 'x'"
                f" WHEN 'blob' THEN randomblob(length(\"{name}\")) ELSE \"{name}\" END")
    return (f'INSERT INTO "{table}" SELECT ' + ", ".join(value(*column) for column in columns)
            + f' FROM "{table}" ORDER BY id DESC LIMIT 1')


def rows():
    db = fresh()
    all_tables = list(tables(db))
    db.close()

    def made(table, statement, uid=None):
        def do(db):
            row = last(db, table)
            db.execute(statement)
            return uid or row[1]
        return do

    for around, word in ((bare, "triggers off"), (contextlib.nullcontext, "plain SQL")):
        gone = lambda table: lambda said, uid: said.names_row(table, ("missing",), uid)
        stray = lambda table: lambda said, uid: said.names_row(table, ("extra",), uid)
        newest = lambda table: f'WHERE id = (SELECT max(id) FROM "{table}")'
        together(f"a row deleted, {word}", [(t, made(t, f'DELETE FROM "{t}" {newest(t)}'), gone(t))
                                            for t, _ in all_tables], around)
        together(f"a row put in, {word}", [(t, made(t, copied(t, c), b"\x77" * 16), stray(t))
                                           for t, c in all_tables], around)
        together(f"the identity of a row, {word}",
                 [(t, made(t, f"UPDATE \"{t}\" SET uid = x'{'77' * 16}' {newest(t)}"),
                   lambda said, uid, t=t: said.names_row(t, ("missing", "extra"), uid)) for t, _ in all_tables], around)
        together(f"the number of a row, {word}",
                 [(t, made(t, f'UPDATE "{t}" SET id = 1000000 {newest(t)}'),
                   lambda said, uid, t=t: said.names_row(t, ("number",), uid)) for t, _ in all_tables], around)


def exchanged():
    """Records of two cases in each other's place: everything but the identity."""
    db = fresh()
    two = [(t, [n for n, _ in c]) for t, c in tables(db) if "case_id" in [n for n, _ in c]]
    db.close()

    def do(table):
        def swap(db):
            ends = db.execute(f'SELECT min(id), max(id) FROM "{table}"').fetchone()
            rows = [db.execute(f'SELECT uid, case_id FROM "{table}" WHERE id = ?', (end,)).fetchone() for end in ends]
            if rows[0][1] == rows[1][1]:
                return NOTHING
            old, new = (Value(db, table, "case_id", row[1]) for row in rows)
            for case, row in ((-1, ends[0]), (rows[0][1], ends[1]), (rows[1][1], ends[0])):
                db.execute(f'UPDATE "{table}" SET case_id = ? WHERE id = ?', (case, row))
            return ends[0], rows[0][0], old, new
        return swap
    together("records of two cases exchanged",
             [(t, do(t), lambda said, row, t=t: said.names_field(t, "case_id", *row)) for t, c in two], bare)


# ---- the journal ----
def event(said, number):
    """Both name the event, or one of its neighbours, whose hash it is in."""
    near = range(number - 1, number + 3)
    return ((said.told.get("first_bad") in near or f"event {number}" in said.what)
            and any(f"vent {n}" in said.lines for n in near))


def anywhere(said, _):
    return bool(said.what) and bool(said.lines)


def journal_columns():
    cases = []
    db = fresh()
    for table in ("journal_group", "journal_change", "journal_shape", "journal_who"):
        columns = db.execute(f'PRAGMA table_info("{table}")').fetchall()
        key = [c[1] for c in sorted(columns, key=lambda c: c[5]) if c[5]] or ["rowid"]
        for name, kind in [(c[1], c[2]) for c in columns]:
            for place, way in (("max", "DESC"), ("min", "ASC")):
                def do(db, table=table, key=key, name=name, kind=kind, way=way):
                    *row, value = db.execute(f'SELECT {", ".join(key)}, "{name}" FROM "{table}" ORDER BY '
                                             f'{", ".join(f"{k} {way}" for k in key)} LIMIT 1').fetchone()
                    without_triggers(db, [(f'UPDATE "{table}" SET "{name}" = ? WHERE {" AND ".join(f"{k} = ?" for k in key)}',
                                           (another(value, kind), *row))])
                cases.append((f"{table}.{name} {place}", do, anywhere))
    db.close()
    one_by_one("a value of the journal", cases)


def cut(db, which):
    without_triggers(db, [f"DELETE FROM journal_change WHERE group_id = ({which})",
                          f"DELETE FROM journal_group WHERE id = ({which})"])


def rebuilt(*statements):
    """The chain made anew over it, as somebody does who knows the format."""
    def do(db):
        without_triggers(db, statements)
        db.close()
        subprocess.run([sys.executable, JOURNAL, bad, "--rebuild"], check=True, capture_output=True)
    return do


def journal_cut():
    newest = "SELECT max(id) FROM journal_group"
    cases = [(f"event {n}", lambda db, n=n: cut(db, f"SELECT {n}"), anywhere) for n in range(1, 12)]
    cases += [("the newest", lambda db: cut(db, newest), anywhere),
              ("the newest, the head too",
               lambda db: (cut(db, newest), db.close(),
                           subprocess.run([sys.executable, JOURNAL, bad, "--rebuild"], check=True, capture_output=True)),
               anywhere)]
    one_by_one("the journal cut", cases)
    db = fresh()
    changes = db.execute("SELECT group_id, seq FROM journal_change WHERE seq < 3").fetchall()
    db.close()
    names = ["at", "station", "kind", "verb", "message", "content", "undoes", "case_uid"]
    numbers = [2, 5, 9, 14]
    one_by_one("the chain made anew",
               [(f"{name} of event {n}",
                 rebuilt(f"UPDATE journal_group SET {name} = CASE typeof({name}) WHEN 'integer' THEN 1 - {name} WHEN 'blob'"
                         f" THEN zeroblob(16) WHEN 'null' THEN {chr(39) + 'x' + chr(39) if name in ('message', 'station') else 'zeroblob(16)'}"
                         f" ELSE {name} || 'x' END WHERE id = {n}"), anywhere) for name in names for n in numbers]
               + [(f"a value of event {n}, change {s}",
                   rebuilt(f"UPDATE journal_change SET row_uid = zeroblob(16) WHERE group_id = {n} AND seq = {s}"), anywhere)
                  for n, s in changes]
               + [("who it was by", rebuilt("UPDATE journal_group SET who = 1, user_id = 1"), anywhere),
                  ("unsigned", rebuilt("UPDATE journal_group SET signature = NULL, signer = NULL"), anywhere),
                  ("a signature of another event", rebuilt(
                      "UPDATE journal_group SET signature = (SELECT signature FROM journal_group WHERE id = 3) WHERE id = 4"), anywhere)])


# ---- what stands beside: sums, schema, rules, copies ----
def beside():
    one_by_one("what follows from the journal", [
        ("nobody changed the case", lambda db: without_triggers(db, ["DELETE FROM case_touch"]), anywhere),
        ("somebody else did", lambda db: without_triggers(db, ["UPDATE case_touch SET user_id = 1 WHERE case_id = 1"]), anywhere),
        ("somebody more did", lambda db: without_triggers(db, ["INSERT INTO case_touch VALUES (1, 6, 3)"]), anywhere),
        ("since another event", lambda db: without_triggers(db, ["UPDATE case_touch SET first_group = first_group + 1"]), anywhere),
        ("no head", lambda db: without_triggers(db, ["DELETE FROM meta WHERE name = 'journal.head'"]), anywhere),
        ("another head", lambda db: without_triggers(db, ["UPDATE meta SET value = '9 ' || substr(value, 4)"
                                                          " WHERE name = 'journal.head'"]), anywhere),
        ("a reading taken away", lambda db: without_triggers(db, ["DELETE FROM case_read WHERE day < '2026-02'"
                                                                  " AND case_id = 1"]), anywhere),
        ("a reading of another case", lambda db: without_triggers(db, ["UPDATE case_read SET case_id = 3 WHERE"
                                                                       " day < '2026-02' AND case_id = 1"]), anywhere),
        ("a reading put in", lambda db: without_triggers(db, ["INSERT INTO case_read VALUES (1, '2026-01-01', 7, 0)"]), anywhere),
        *((f"told of {what}", lambda db, key=key: without_triggers(db, [
            f"INSERT OR REPLACE INTO reset_told SELECT id, {key}, randomblob(16), zeroblob(64) FROM user"]),
           lambda said, _: "reset_told" in said.lines and any(c["record"] == "reset_told" for c in said.told["changes"]))
          for what, key in (("all keys to come", "9000000000000000000"), ("the last key", "(SELECT max(id) FROM person_key)"))),
        *((f"what the next events are made of, {what}", lambda db, to=to: without_triggers(db, [f"UPDATE case_root SET {to}"]),
           lambda said, _: "case_root" in said.lines and any(c["record"] == "case_root" for c in said.told["changes"]))
          for what, to in (("the root", "root = randomblob(16)"), ("the number", "next = next + 1"), ("the first", "next = 0"))),
        ("rules of an approval", lambda db: without_triggers(db, ["UPDATE knowledge_text SET packed = replace(packed,"
                                                                  " 'amount', 'ammount')"]), anywhere),
        ("no rules of an approval", lambda db: without_triggers(db, ["DELETE FROM knowledge_text"]), anywhere),
        ("their version", lambda db: without_triggers(db, ["UPDATE knowledge_text SET version = 'x' || version"]), anywhere),
    ])
    db = fresh()
    objects = db.execute("SELECT type, name, sql FROM sqlite_schema WHERE type <> 'table' AND sql IS NOT NULL").fetchall()
    db.close()

    def named(said, name):
        return name in said.what and name in said.lines

    def gone(kind, name):
        def do(db):
            db.execute(f'DROP {kind} "{name}"')
            return name
        return do

    one_by_one("a part of the schema taken away", [(n, gone(k, n), named) for k, n, _ in objects])

    def other(name, sql):
        def do(db):
            db.execute("PRAGMA writable_schema = ON")
            db.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ? AND type = 'trigger'", (sql, name))
            return name
        return do

    one_by_one("a part of the schema changed",
               [(n, other(n, s.replace("BEGIN", "BEGIN SELECT 1;", 1)), named) for k, n, s in objects if k == "trigger"])
    one_by_one("the schema", [
        ("a trigger more", lambda db: db.execute("CREATE TRIGGER back AFTER INSERT ON review BEGIN SELECT 1; END"),
         lambda said, _: named(said, "back")),
        ("a table more", lambda db: db.execute("CREATE TABLE back (id)"), lambda said, _: named(said, "back")),
        ("a view more", lambda db: db.execute("CREATE VIEW back AS SELECT 1"), lambda said, _: named(said, "back")),
        ("a column more", lambda db: db.execute("ALTER TABLE user ADD COLUMN back TEXT"), lambda said, _: named(said, "user")),
        ("an earlier step", lambda db: db.execute("PRAGMA user_version = 45"), anywhere),
        ("a later step", lambda db: db.execute("PRAGMA user_version = 4500"), anywhere),
        ("another program", lambda db: db.execute("PRAGMA application_id = 1"), anywhere),
    ])


def copies():
    def on_file(change):
        def do(db):
            for base, _, names in os.walk(bad + ".files"):
                for name in names:
                    os.chmod(base, 0o700)
                    os.chmod(os.path.join(base, name), 0o600)
                    change(os.path.join(base, name))
        return do

    def longer(path):
        with open(path, "ab") as file:
            file.write(b"x")

    def flipped(path):
        with open(path, "r+b") as file:
            byte = file.read(1)
            file.seek(0)
            file.write(bytes([byte[0] ^ 1]))

    def other(path):
        os.unlink(path)
        os.symlink("/etc/passwd", path)

    one_by_one("an attached copy", [("longer", on_file(longer), anywhere), ("a bit", on_file(flipped), anywhere),
                                    ("gone", on_file(os.unlink), anywhere), ("another file", on_file(other), anywhere),
                                    ("empty", on_file(lambda path: os.truncate(path, 0)), anywhere)])


# ---- people who have a passphrase, and sign with their own key what is not theirs ----
def insiders():
    """All is put back afterwards, so that nothing but the moment tells of it; the dossier of the case too."""
    words = {"snapshot": ("snapshot", "is not what the case was then"), "row": ("snapshot", "is not what the case was then"),
             "name": ("name", "it says that it is by 别人, and its person is zhou"),
             "others": (None, "who could not do that then: the case was kept by somebody else"),
             "suspects": ("decided_by", "who could not do that then: whoever suspects a fraud does not decide about it"),
             "leads": (None, "who could not do that then: such a step does not lead from where the case was"),
             "give_up": (None, "an amendment was given up, and what was approved does not stand there again: patient, name")}
    for what in subprocess.run([INSIDER], capture_output=True, text=True, check=True).stdout.split():
        fresh(sys.argv[2]).close()
        no = subprocess.run([INSIDER, bad, what], capture_output=True, text=True, check=True).stdout.strip()
        field, line = words.get(what, (None, "who could not do that then"))
        said = Said()
        named = [c for c in said.told["changes"] if c["record"] in ("journal_group", "journal_who", "approval", "stop") and c["field"] == field]
        zipped = os.path.join(folder, what + ".zip")
        subprocess.run([PROGRAM, "--store", bad, "--as", "sun", "--passphrase-file", SECRET.replace("zhou", "sun"), "dossier", no,
                        "--out", zipped], capture_output=True, check=True)
        holds("an insider who signs", what, said.found() and len(named) == 1 and said.lines.count(line) == 1, said)
        said.lines = subprocess.run([VERIFIER, zipped], capture_output=True, text=True).stdout
        if not what.startswith(("first", "two")):  # no dossier tells of settings, so not whether two were asked for
            holds("an insider who signs, in a dossier", what, said.lines.count(line) == 1, said)


# ---- with the key of the station, which is to be had by whoever can open the store ----
def forged():
    """In the name of somebody or of nobody; one look for all that a look can tell apart."""
    def forge(store, *deed):
        fresh(store).close()
        run = subprocess.run([FORGER, bad, *deed], capture_output=True, text=True)
        assert run.returncode == 0, run.stderr
        return [line.split() for line in run.stdout.splitlines()]

    done = forge(STORE)
    said = Said()
    for what, event in done:
        ours = [c for c in said.told["changes"] if c["event"] == int(event) and c["kind"] == "signer"]
        theirs = re.findall(rf"^Event {event}\b.*the station signed", said.lines, re.M)
        holds("signed by the station", what, said.status == (1, 1) and bool(ours) and bool(theirs), said)
    # By people with their own keys, in groups whose kind tells of something else.
    done = forge(STORE, "kinds")
    said = Said()
    for what, event in done:
        ours = [c for c in said.told["changes"] if c["event"] == int(event) and c["kind"] == "kind"]
        theirs = re.findall(rf"^Event {event}\b.*(?:such an event does not tell of|there are no such events)", said.lines, re.M)
        holds("a kind that lies", what, said.status == (1, 1) and len(ours) == 1 and len(theirs) == 1, said)
    # By people with their own keys, in groups of the right kind, who had no right to it.
    for part in ("rights", "rights_apart"):
        done = forge(STORE, part)
        said = Said()
        for what, event in done:
            ours = [c["kind"] for c in said.told["changes"] if c["event"] == int(event) and c["kind"] in ("right", "kind")]
            theirs = re.findall(rf"^Event {event}\b.*(?:who could not do that then|such an event does not tell of)", said.lines, re.M)
            holds("a right that they do not have", what, said.status == (1, 1) and ours and len(set(ours)) == len(ours) and theirs, said)
    # The station finishes an export that somebody began, and writes down the code of a copy that was put back.
    for what, store, field in (("sent_none", STORE, None), ("code", sys.argv[2], "value")):
        (_, event), = forge(store, what)
        said = Said()
        ours = [c["field"] for c in said.told["changes"] if c["event"] == int(event) and c["kind"] == "right"]
        holds("a right that they do not have", what, said.status == (1, 1) and ours == [field], said)
    # An erasure is a supervisor's, and takes the records away first.
    for what, why, fields in (("erase_role", "their role does not do that", 0), ("erase_early", "the case was not closed", 0), ("erase_left", "records of the case are still there", 0),
                              ("erase_blot", "nothing of the case was taken away with it", 5)):
        (_, event), = forge(sys.argv[2], what)
        said = Said()
        ours = [c for c in said.told["changes"] if c["event"] == int(event) and c["kind"] == "right"]
        beside = [c for c in said.told["changes"] if c["kind"] == "value"]  # of these alone so many that no more are told
        holds("an erasure that is none", what, said.found() and (bool(ours) or fields > 0) and len(beside) >= fields
              and len(re.findall("^Record patient ", said.lines, re.M)) >= fields
              and any(f"Event {event}:" in line and why in line for line in said.lines.splitlines()), said)
    # Of a closed case its ground is held as well.
    db = fresh(sys.argv[2])
    no, = db.execute("SELECT no FROM case_file ORDER BY id LIMIT 1").fetchone()
    db.close()
    subprocess.run([PROGRAM, "--store", bad, "--as", "zhou", "--passphrase-file", SECRET, "close", no, "--reason", "withdrawn",
                    "--comment", "x"], check=True, capture_output=True)
    closed = os.path.join(folder, "closed.db")
    shutil.copy(bad, closed)
    shutil.copytree(bad + ".files", closed + ".files")
    for what, why, field in (("erase_left", "nobody had asked for it", "request"), ("erase_early", "its day had not come", "ground")):
        (_, event), = forge(closed, what)
        said = Said()
        ours = [c["field"] for c in said.told["changes"] if c["event"] == int(event) and c["kind"] == "right"]
        holds("an erasure that is none", what, said.found() and field in ours
              and any(f"Event {event}:" in line and why in line for line in said.lines.splitlines()), said)
    # The pen goes to a station that is trusted, and is taken over from one that was lost.
    for what, why in (("pen_nowhere", "no station of that code was trusted then"), ("pen_taken", "the station that had it was not lost then")):
        (_, event), = forge(sys.argv[2], what)
        said = Said()
        ours = [c["field"] for c in said.told["changes"] if c["event"] == int(event) and c["kind"] == "right"]
        holds("a pen that nobody had", what, said.status == (1, 1) and ours == ["holder"]
              and any(f"Event {event}:" in line and why in line for line in said.lines.splitlines()), said)
    # A key of elsewhere that no card has which was trusted.
    (_, event), = forge(STORE, "met")
    said = Said()
    holds("a key of nobody", "met", said.found() and said.told["first_bad"] == int(event)
          and re.search(rf"^Event {event}: it gives or ends a key", said.lines, re.M) is not None, said)
    # The end of a day is its last event.
    (_, event), = forge(STORE, "day_middle")
    said = Said()
    ours = [c["field"] for c in said.told["changes"] if c["event"] == int(event) and c["kind"] == "right"]
    holds("an end of a day", "in the middle", said.status == (1, 1) and bool(ours) and "is not that of its last event" in said.lines, said)
    # Somebody was disabled and let in again: until they sign in, anybody could make a key for them.
    fresh(STORE).close()
    for word in ("disable", "enable"):
        subprocess.run([PROGRAM, "--store", bad, "--as", "admin", "--passphrase-file", SECRET.replace("zhou", "admin"),
                        "user", word, "sun"], check=True, capture_output=True)
    run = subprocess.run([FORGER, bad, "key_begun"], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    event, said = run.stdout.split()[1], Said()
    holds("a key of nobody", "of whoever was let in again", said.found() and said.told["first_bad"] == int(event)
          and re.search(rf"^Event {event}: it gives or ends a key", said.lines, re.M) is not None, said)
    # What is acted on is proven first; whoever was changed stays outside.
    for what, name, words in (("edit", "lin", ("amend", None)), ("account", "zhou", ("amend", None)),
                              ("second", "zhou", ("user", "role", "he", "auditor")), ("role", "he", ("list",)),
                              ("passphrase", "zhou", ("user", "disable", "qian")), ("disable", "qian", ("list",))):
        forge(sys.argv[2], what)
        db = sqlite3.connect(bad)
        no, = db.execute("SELECT no FROM case_file ORDER BY id LIMIT 1").fetchone()
        db.close()
        run = subprocess.run([PROGRAM, "--store", bad, "--as", name, "--passphrase-file", SECRET.replace("zhou", name),
                              *(no if word is None else word for word in words)], capture_output=True, text=True)
        said = Said.__new__(Said)
        said.status, said.what, said.lines = run.returncode, run.stderr, ""
        holds("acted on after that", f"{what}: {name} {words[0]}", run.returncode != 0 and "the station signed" in run.stderr, said)


# ---- somebody works on over it, and knows nothing of it ----
def edited():
    """A value that is put there from outside, and another one over it by whoever may: it is refused, or the
    history would go on from what it does not tell."""
    kind = "followed by an edit"
    def lin(*words):
        return subprocess.run([PROGRAM, "--store", bad, "--as", "lin", "--passphrase-file", SECRET.replace("zhou", "lin"), *words],
                              capture_output=True, text=True)

    db = fresh(sys.argv[2])
    no, row = db.execute("SELECT c.no, p.id FROM case_file AS c JOIN patient AS p ON p.case_id = c.id"
                         " ORDER BY c.id LIMIT 1").fetchone()
    db.close()
    for column, outside, over in (("name", "外人改", "欧阳紫薇"), ("address", None, "青石路一号"), ("address", "外人路", "青石路一号")):
        fresh(sys.argv[2]).close()
        lin("amend", no)
        lin("set", no, f"patient.{column}=长安街一号")
        db = sqlite3.connect(bad, isolation_level=None)
        without_triggers(db, [(f"UPDATE patient SET {column} = ? WHERE id = ?", (outside, row))])
        db.close()
        over_it = lin("set", no, f"patient.{column}={over}")
        said = Said()
        holds(kind, f"patient.{column} {outside}", over_it.returncode == 1 and "verify" in over_it.stderr and said.found() and any(
            (c["record"], c["field"], c["row"]) == ("patient", column, row) for c in said.told["changes"]), said)


# ---- an older copy, with the words on paper ----
def older():
    words = "".join(json.loads(subprocess.run([PROGRAM, "--store", STORE, "verify", "--json"], capture_output=True,
                                              text=True, check=True).stdout)["head"]["words"].split())
    said = Said(["--head", words], STORE)
    assert said.status == (0, 0), (said.what, said.lines)
    said = Said(["--head", words], sys.argv[2])
    holds("an older copy, with the words on paper", "before that day", said.found(), said)
    said = Said(["--head", words[1:] + words[0]], STORE)
    holds("an older copy, with the words on paper", "words of another store", said.found(), said)


# ---- the same in a sealed store: opened, changed and sealed as who may do it does ----
def sealed_again():
    plain, secret = os.path.join(folder, "plain.db"), ["--as", "zhou", "--passphrase-file", SECRET]
    db = fresh()
    points = {(table, row[3]) for table, _ in tables(db) for row in db.execute(f'PRAGMA foreign_key_list("{table}")')}
    db.close()
    places = [place for place in all_columns() if place[2] == "TEXT" and place[:2] not in points][::4]  # fewer than 100
    db = fresh()
    made = []
    with bare(db):
        for place in places:
            if place[1] != "file" and place[0] not in ("user", "person_key", "role_change", "setting"):  # who is changed does not sign in
                made.append(change(db, *place))
    db.close()
    for end in ("", ".files"):
        os.rename(bad + end, plain + end)
    run = subprocess.run([PROGRAM, "--store", plain, *secret, "seal", plain, "--into", bad], capture_output=True, text=True)
    if not os.path.exists(bad):
        for place in made:
            put_aside(run.stderr, ".".join(place[:2]), "a column, sealed again")
        return
    said = Said()
    for place in made:
        holds("a column, sealed again", ".".join(place[:2]), said.found() and said.names_field(*place), said)


PARTS = {"columns": [columns_off, columns_on], "rows": [rows, exchanged], "journal": [journal_columns, journal_cut],
         "beside": [beside, copies], "insiders": [insiders], "forged": [forged], "edited": [edited], "older": [older], "sealed": [sealed_again]}
wanted = os.environ.get("PARTS", "columns rows journal beside insiders forged edited older sealed").split()
first = Said((), STORE)
assert first.status == (0, 0), (first.what, first.lines)
for part in wanted:
    for each in PARTS[part]:
        each()
shutil.rmtree(folder)
total = [sum(c[i] for c in counts.values()) for i in range(3)]
for kind, (found, lost, never) in counts.items():
    print(f"{kind}: {found} found and named by both programs, {never} refused" + (f", {lost} MISSED" if lost else ""))
print(f"looks: {Said.looks}, of both programs each")
print(f"tamperings: {sum(total)}, of them {total[0]} found and named by both programs, {total[2]} refused, {total[1]} missed")
for line in missed:
    print("missed", line)
sys.exit(1 if missed else 0)
