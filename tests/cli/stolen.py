"""A stolen disk: makes cases full of marks, and looks for them in the raw bytes of files.

    stolen.py make N FOLDER        N cases (cases.json) and a paper of each, and the marks (marks.json)
    stolen.py scan MARKS PATH...   0 where no mark stands in any file; else says which, and ends with 1
    stolen.py open MARKS PATHS... -- CMD...
                                   runs CMD on a terminal, types into a new case, looks, kills it with
                                   SIGKILL, looks again
    stolen.py cut STORE CMD...     runs CMD, and kills it when the log of the store has grown
    stolen.py pages N STORE OTHER CMD...
                                   N pages of STORE, each flipped, exchanged for another, and for that of
                                   the sealed store OTHER: CMD has to name the page
    stolen.py older N STORE OLD CMD... verify
                                   N of the pages that differ, as OLD has them: CMD has to fail, but where
                                   the store with that page says the same, row by row, once unsealed
"""
import json
import os
import pty
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

FIRST = [("欧阳", "ouyang"), ("司徒", "situ"), ("诸葛", "zhuge"), ("慕容", "murong"), ("皇甫", "huangfu")]
SECOND = [("铭骁", "mingxiao"), ("婉莹", "wanying"), ("泽楷", "zekai"), ("芷嫣", "zhiyan"), ("昊焱", "haoyan"),
          ("鑫磊", "xinlei"), ("璐瑶", "luyao"), ("博瀚", "bohan"), ("晗曦", "hanxi"), ("煜祺", "yuqi")]
TYPED = "打到一半的秘密字句"


def id_number(k):
    body = "990000" + "19%02d%02d%02d" % (50 + k % 45, 1 + k % 12, 1 + k % 28) + "%03d" % (100 + k)
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights)) % 11]


def card(k):
    body = "62000000000%06d" % (731000 + k)
    total = 0
    for i, d in enumerate(reversed(body)):
        d = int(d) * (2 if i % 2 == 0 else 1)
        total += d - 9 if d > 9 else d
    return body + str(-total % 10)


def person(k):
    (a, pa), (b, pb) = FIRST[k % 5], SECOND[(k // 5) % 10]
    return a + b, pa + pb


def make(n, folder):
    cases, marks = [], {TYPED: TYPED}
    for k in range(n):
        name, pinyin = person(k)
        phone, disease = "139%08d" % (31415926 + k * 7919), "第%d号罕见代谢综合征" % (k + 731)
        born = id_number(k)[6:14]
        cases.append({
            "case": {"kind": "illness", "note": "备注里的线索%d" % (k + 31000)},
            "patient": {"name": name, "certificate": "01", "id_number": id_number(k),
                        "born_on": "%s-%s-%s" % (born[:4], born[4:6], born[6:])},
            "initiator": {"is_patient": "yes", "phone": phone},
            "payee": {"kind": "person", "name": name, "account": card(k)},
            "illness": {"disease": disease, "condition": disease + "的病情"}})
        for mark in (name, pinyin, id_number(k), phone, card(k), disease, "备注里的线索%d" % (k + 31000),
                     "纸上的字%d号" % (k + 52000), "出院小结%d号" % (k + 52000)):
            marks[mark] = mark
        with open(os.path.join(folder, "出院小结%d号.pdf" % (k + 52000)), "wb") as f:
            f.write(b"%PDF-1.4\n" + ("纸上的字%d号 " % (k + 52000)).encode() * 300 + b"\n%%EOF\n")
    with open(os.path.join(folder, "cases.json"), "w", encoding="utf-8") as f:
        json.dump(cases, f, ensure_ascii=False)
    with open(os.path.join(folder, "marks.json"), "w", encoding="utf-8") as f:
        json.dump(sorted(marks), f, ensure_ascii=False)


def ways(mark):
    """The bytes as which a mark may stand somewhere."""
    text = mark.encode()
    yield text
    yield mark.encode("utf-16-le")
    yield mark.encode("utf-16-be")
    yield mark.encode("gb18030")
    yield text.hex().encode()
    yield text.hex().upper().encode()


def scan(marks, paths):
    wanted = {way: mark for mark in marks for way in ways(mark)}
    found, files, size = set(), 0, 0
    for top in paths:
        tree = os.walk(top) if os.path.isdir(top) else [("", [], [top])]
        for folder, _, names in tree:
            for name in names:
                path = os.path.join(folder, name)
                if not os.path.isfile(path):
                    continue
                with open(path, "rb") as f:
                    data = f.read()
                files, size = files + 1, size + len(data)
                found.update((mark, path) for way, mark in wanted.items()
                             if way in data or way in path.encode())
    for mark, path in sorted(found):
        print("%s stands in %s" % (mark, path))
    print("%d marks in %d ways, %d files, %d bytes: %d found" % (len(marks), len(wanted), files, size, len(found)))
    return len({mark for mark, _ in found})


def size_of(path):
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


def stamp(path):
    try:
        info = os.stat(path)
        return info.st_size, info.st_mtime_ns
    except OSError:
        return 0, 0


def drink(fd, until, seen=b""):
    """Reads what the program draws until that is so."""
    end = time.monotonic() + 600
    while not until(seen):
        if time.monotonic() > end:
            sys.exit("waited in vain; last drawn: %r" % seen[-400:])
        if select.select([fd], [], [], 0.05)[0]:
            seen += os.read(fd, 1 << 16)
    return seen


def look_inside(marks, paths, store, command):
    pid, fd = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", LINES="24", COLUMNS="80")
        os.execv(command[0], command)
    drink(fd, lambda seen: b"New" in seen)
    os.write(fd, b"n")
    drink(fd, lambda seen: b"Name" in seen)
    before = stamp(store + "-wal")
    os.write(fd, TYPED.encode())
    drink(fd, lambda seen: stamp(store + "-wal") != before)
    bad = scan(marks, paths)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return bad + scan(marks, paths)


def cut(store, command):
    before = size_of(store + "-wal")
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None and size_of(store + "-wal") <= before + 40000:
        pass
    process.kill()
    process.wait()
    print("killed" if process.returncode == -signal.SIGKILL else "was faster")


HEADER, PAGE = 256 << 10, 4096


def pages_of(path):
    with open(path, "rb") as f:
        data = f.read()
    return [data[at:at + PAGE] for at in range(HEADER, len(data), PAGE)]


def put(path, number, page):
    with open(path, "r+b") as f:
        f.seek(HEADER + (number - 1) * PAGE)
        f.write(page)


def says(command):
    done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=False)
    return done.returncode, (done.stdout + done.stderr).decode()


def spread(numbers, n):
    return numbers[::max(1, len(numbers) // n)][:n] if numbers else []


def damage(n, store, other, command):
    mine, theirs, bad, tried = pages_of(store), pages_of(other), 0, 0
    for number in spread(list(range(1, len(mine) + 1)), n):
        page = mine[number - 1]
        flipped = bytearray(page)
        flipped[number * 31 % PAGE] ^= 1 << number % 8
        for what, put_in in (("flipped", bytes(flipped)), ("swapped", mine[number % len(mine)]),
                             ("another's", theirs[(number - 1) % len(theirs)])):
            put(store, number, put_in)
            status, text = says(command)
            put(store, number, page)
            tried += 1
            if status == 0 or "page %d of" % number not in text:
                bad += 1
                print("page %d %s: status %d, %s" % (number, what, status, text))
    print("%d damages to %d pages, %d not named" % (tried, len(mine), bad))
    return bad


def rows_of(store, command):
    """All rows of a copy that is unsealed, without what unsealing writes."""
    with tempfile.TemporaryDirectory() as folder:
        copy, plain = folder + "/store.db", folder + "/plain.db"
        shutil.copy(store, copy)
        shutil.copytree(store + ".files", copy + ".files")
        at = command.index(store)
        status, text = says(command[:at] + [copy] + command[at + 1:-1] + ["unseal", copy, "--out", plain])
        if status:
            return text
        db = sqlite3.connect(plain)
        last = db.execute("SELECT max(id) FROM journal_group").fetchone()[0]
        told = {"journal_group": "id < %d" % last, "journal_change": "group_id < %d" % last,
                "meta": "name NOT IN ('journal.head', 'copies.aside')", "setting": "name <> 'unsealed'"}
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        rows = {name: sorted(map(repr, db.execute('SELECT * FROM "%s" WHERE %s' % (name, told.get(name, "1")))))
                for name in names}
        db.close()
        return rows


def put_back(n, store, old, command):
    now, then, missed, same = pages_of(store), pages_of(old), [], 0
    differ = [k + 1 for k in range(min(len(now), len(then))) if now[k] != then[k]]
    whole = None
    for number in (chosen := spread(differ, n)):
        put(store, number, then[number - 1])
        status, _ = says(command)
        if status == 0:
            put(store, number, then[number - 1])
            rows = rows_of(store, command)
            put(store, number, now[number - 1])
            whole = whole or rows_of(store, command)
            if rows == whole:
                same += 1
            else:
                missed.append((number, [t for t in whole if rows[t] != whole[t]] if isinstance(rows, dict) else rows))
        put(store, number, now[number - 1])
    print("%d pages changed, %d put back: %d found, %d that say the same, missed %s"
          % (len(differ), len(chosen), len(chosen) - len(missed) - same, same, missed))
    return missed


def main(what, *args):
    if what == "make":
        return make(int(args[0]), args[1])
    if what == "cut":
        return cut(args[0], args[1:])
    if what == "pages":
        return 1 if damage(int(args[0]), args[1], args[2], args[3:]) else 0
    if what == "older":
        return 1 if put_back(int(args[0]), args[1], args[2], list(args[3:])) else 0
    with open(args[0], encoding="utf-8") as f:
        marks = json.load(f)
    if what == "scan":
        return 1 if scan(marks, args[1:]) else 0
    if what == "all":
        return 0 if scan(marks, args[1:]) == len(marks) else 1
    at = args.index("--")
    return 1 if look_inside(marks, args[1:at], args[1] + "/store.db", args[at + 1:]) else 0


sys.exit(main(*sys.argv[1:]))
