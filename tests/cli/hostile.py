"""hostile.py STORE: puts into a copy of the store what no program of ours writes (nothing, bytes, a long
text, a text that is no UTF-8 or that a terminal obeys) and asks both programs what they say of it. None falls over it, each names
it, and what they say is UTF-8. In the environment: PROGRAM and VERIFIER."""
import json
import os
import shutil
import sqlite3
import subprocess
import sys

PROGRAM, VERIFIER = os.environ["PROGRAM"], os.environ["VERIFIER"]
STORE = sys.argv[1]
BAD = STORE + ".hostile.db"
HOSTILE = ["NULL", "x'00ff5c6e0a'", "replace(hex(zeroblob(50000)), '0', '攻')", "CAST(x'e6b1ff22c0805d' AS TEXT)",
           "char(0x202e, 27, 7) || '[2J' || char(10)"]
SHARE = 3  # each so many-eth column of a look
PEOPLE = {"user", "person_key", "role_change", "setting", "meta", "station", "station_person", "station_term", "known_key"}


def bare(db):
    """Nothing is in the way: no trigger, no type, no check."""
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("PRAGMA ignore_check_constraints = ON")
    db.execute("PRAGMA writable_schema = ON")
    db.execute("DELETE FROM sqlite_schema WHERE type = 'trigger'")
    for what, instead in (*((f" {kind} NOT NULL", f" {kind}") for kind in ("TEXT", "INTEGER", "BLOB")), (") STRICT", ")")):
        db.execute("UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE type = 'table'", (what, instead))
    db.execute("PRAGMA writable_schema = RESET")


def columns(db, wanted):
    for (table,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
                               " ORDER BY name").fetchall():
        for column in db.execute(f'PRAGMA table_info("{table}")').fetchall():
            if wanted(table) and not column[5]:
                yield table, column[1]


def spoil(db, places):
    """How many could be: a value has to be another one in each row, or a key refuses it."""
    done = 0
    for at, (table, column) in enumerate(places):
        try:
            done += db.execute(f'UPDATE "{table}" SET "{column}" = {HOSTILE[at % len(HOSTILE)]} WHERE rowid ='
                               f' (SELECT max(rowid) FROM "{table}")').rowcount
        except (sqlite3.IntegrityError, sqlite3.OperationalError):
            pass
    return done


def said(*words):
    run = subprocess.run(words, capture_output=True)
    text = run.stdout.decode() + run.stderr.decode()  # or it is no UTF-8
    assert run.returncode in (1, 3), (words, run.returncode, text[-500:])
    assert text and "\x1b" not in text and "\u202e" not in text, (words, text[:500])
    return text


def look(what, wanted, first, least):
    for end in ("", "-wal", "-shm"):
        if os.path.exists(BAD + end):
            os.unlink(BAD + end)
    shutil.copy(STORE, BAD)
    db = sqlite3.connect(BAD, isolation_level=None)
    bare(db)
    places = list(columns(db, wanted))[first::SHARE]
    db.execute("BEGIN")
    spoilt = spoil(db, places)
    db.execute("COMMIT")
    db.close()
    ours, theirs = said(PROGRAM, "--store", BAD, "verify", "--json"), said(VERIFIER, BAD)
    if ours.startswith("{"):
        json.JSONDecoder().raw_decode(ours)
    print(f"{what}: {spoilt} of {len(places)} columns")
    assert spoilt >= least, (what, spoilt)
    return theirs


for first in range(2):
    look("records", lambda table: table not in PEOPLE and not table.startswith("journal_"), first, 100)
look("people and settings", PEOPLE.__contains__, 1, 10)
look("the journal", lambda table: table.startswith("journal_"), 2, 5)
os.unlink(BAD)
