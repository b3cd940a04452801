#!/bin/sh
# anjuan-verify, and a verifier of a few pages of Python: what was changed is found and named.
. "${top_srcdir:-.}/tests/cli/lib.sh"
[ -z "${SEALED:-}" ] || skip_all "it changes the file by sqlite3, which reads no sealed one"
cases=2
. "$top_srcdir/tests/cli/store.sh"

verify() {
    run "$top_builddir/anjuan-verify" "$@"
}

no=$(echo "$numbers" | head -n 1)
printf '%%PDF-1.4\nfictional\n%%%%EOF\n' >"$work/paper.pdf"
as zhou user disable he # the case goes on after it
as lin attach "$no" D13 "$work/paper.pdf"
as zhou export --template neutral --platform shuidichou --out "$work/batch.xlsx"
status_is 0 "a case goes out"
as qian verify --file "$work/batch.xlsx"
status_is 0 "what went out is known again"
says "batch.xlsx is the file of batch T1-B0001, byte by byte" "with its batch"
says "What stands in it is what was approved" "and compared"
"$python" - "$work/batch.xlsx" "$work/other.xlsx" <<'END'
import re, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as old, zipfile.ZipFile(sys.argv[2], "w") as new:
    for name in old.namelist():
        new.writestr(name, re.sub(rb">6\d{15,18}<", b">6222029900000000001<", old.read(name)))
END
as qian verify --file "$work/other.xlsx"
status_is 1 "a file with another account is not what was approved"
complains "other.xlsx is not what was approved for batch T1-B0001" "which is said"
complains "case $no: other than what was approved" "with the row and its case"
as qian verify --file "$work/other.xlsx" --json
says '"by_digest":false,"compared":true' "in JSON too"
as qian verify --file "$work/paper.pdf"
status_is 1 "what never went out is of no batch"
complains "paper.pdf is the file of no batch of this store" "and that is said"

verify
status_is 2 "something has to be named"
complains "Usage: anjuan-verify" "and it says how"
verify --what "$store"
status_is 2 "an option that is none"
verify "$work/none.db"
status_is 3 "what is not there"
verify "$work/batch.xlsx"
status_is 1 "a workbook is no dossier"
says "This is no dossier" "and called none"
verify "$work/paper.pdf"
status_is 3 "nor is a paper a store"
for side in journal wal shm; do
    mkdir "$work/odd"
    cp "$store" "$work/odd/store.db"
    mkfifo "$work/odd/store.db-$side"
    run timeout 20 "$top_builddir/anjuan-verify" "$work/odd/store.db"
    status_is 3 "a pipe where the $side belongs does not hold it"
    complains "store.db-$side is not a file" "and it says what is there"
    run timeout 20 "$top_builddir/anjuan" --store "$work/odd/store.db" --as zhou \
        --passphrase-file "$work/zhou.secret" verify
    status_is 3 "nor the program"
    complains "store.db-$side is not a file" "which says it too"
    rm -r "$work/odd"
done
verify "$store"
status_is 0 "a store as it was written is whole"
says "All is whole" "and that is said"
says "Not looked at: since when cases wait and what they lack (case_due, case_summary)" "with what it could not look at"
verify "$store" --json
says '"ok":true,"first_bad":null,"what":null' "in JSON too"
ok "with the copies and signatures counted" "$python" -c "
import json, sys
told = json.load(open(sys.argv[1]))
assert told['copies'] == 1 and told['signatures'] > 5 and told['records'] > 100, told
" "$out"

# ---- a dossier ----
as qian dossier "$no" --out "$work/one.zip"
verify "$work/one.zip"
status_is 0 "a dossier is whole"
says "Not looked at: what each batch told of the case, but for long numbers in it (batches.json)" "and what it was not held to is said"
run "$python" "$top_srcdir/tests/cli/dossier.py" "$work/one.zip"
status_is 0 "a script that follows the description says so too"
cat >"$work/changes.py" <<'END'
import importlib.util, json, os, random, re, subprocess, sys, zipfile

path, program, script = sys.argv[1:]
whole = open(path, "rb").read()
bad = path + ".bad.zip"


def both(data, what, words=""):
    open(bad, "wb").write(data)
    ours = subprocess.run([program, bad], capture_output=True, text=True)
    theirs = subprocess.run([sys.executable, script, bad], capture_output=True, text=True)
    assert ours.returncode == 1 and words in ours.stdout, (what, ours)
    assert theirs.returncode == 1, (what, theirs)


# Flipped bits: a sample of all, of the beginning, and of the structure at the end.
chance, found = random.Random(12), 0
flips = int(os.environ.get("FLIPS", "40"))
ends = list(range(0, 30)) + list(range(len(whole) - 22, len(whole)))
places = chance.sample(ends, min(flips // 4, len(ends)))
places += [chance.randrange(len(whole)) for _ in range(flips - len(places))]
for i, place in enumerate(places):
    data = bytearray(whole)
    data[place] ^= 1 << chance.randrange(8)
    open(bad, "wb").write(data)
    ours = subprocess.run([program, bad], capture_output=True, text=True)
    assert ours.returncode == 1 and ours.stdout, (place, ours)
    found += 1
    if i % 20 == 0:
        both(bytes(data), place)
print(found, "flipped bits found")

# Values changed, the manifest made anew and signed by a key of one's own.
sys.path.insert(0, os.path.dirname(script))
import keys
out, sys.argv = sys.stdout, ["dossier.py", path]
sys.path.insert(0, os.path.dirname(script))
import keys
spec = importlib.util.spec_from_file_location("dossier", script)
d = importlib.util.module_from_spec(spec)
try:
    sys.stdout = open(os.devnull, "w")
    spec.loader.exec_module(d)
except SystemExit:
    sys.stdout = out
import hashlib
key = int.from_bytes(b"\x09" * 32, "little") % keys.L


def pressed(p):
    inverse = pow(p[2], keys.P - 2, keys.P)
    x, y = p[0] * inverse % keys.P, p[1] * inverse % keys.P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def sign(data):
    public, r = pressed(keys.times(key, keys.BASE)), 4711
    first = pressed(keys.times(r, keys.BASE))
    h = int.from_bytes(hashlib.sha512(first + public + data).digest(), "little") % keys.L
    return first + ((r + h * key) % keys.L).to_bytes(32, "little")


def remade(change, own_key):
    with zipfile.ZipFile(path) as z:
        members = [[n, z.read(n)] for n in z.namelist()]
    files = {n: json.loads(b) for n, b in members if n in ("journal.json", "records.json", "batches.json", "manifest.json")}
    lost = change(files) or "/"
    members = [member for member in members if not member[0].startswith(lost)]
    for member in members:
        if member[0] in ("journal.json", "records.json", "batches.json"):
            member[1] = json.dumps(files[member[0]], ensure_ascii=False).encode()
    m = files["manifest.json"]
    m["members"] = [told for told in m["members"] if not told["name"].startswith(lost)]
    for told, (name, data) in zip(m["members"], members):
        told.update(bytes=len(data), sha256=hashlib.sha256(data).hexdigest(), blake2b=d.b2(data).hex())
    if own_key:
        m["sign"] = pressed(keys.times(key, keys.BASE)).hex()
    text = json.dumps(m, ensure_ascii=False).encode()
    members[-2][1] = text
    if own_key:
        members[-1][1] = sign(b"anjuan dossier 1" + d.b2(text))
    return d.archive(members)


def account(f):
    f["records.json"]["records"]["payee"][0]["account"] = "6222000000000000"


def history(f):
    for g in f["journal.json"]["groups"]:
        for c in g["changes"]:
            for column in c["columns"]:
                if c["table"] == "payee" and column["name"] == "account":
                    column["after"]["text"] = "6222000000000000"


def hashed_anew(f):
    account(f)
    history(f)
    case = f["records.json"]["records"]["case_file"][0]["uid"]
    before = "00" * 32
    for g in f["journal.json"]["groups"]:
        if g.get("case") == case:
            g["before"] = before
            before = g["g"] = d.hashed(g).hex()


def cut(f):
    del f["journal.json"]["groups"][-1]


def people(f):
    groups = f["journal.json"]["groups"]
    groups.remove([g for g in groups if g["kind"] == "people"][0])


def gone(f):
    del f["records.json"]["records"]["plan"][0]


def text_lost(f):
    for g in f["journal.json"]["groups"]:
        for c in g["changes"]:
            for column in c["columns"]:
                if c["table"] == "approval" and column["name"] == "snapshot":
                    column["after"].pop("salt", None)
    return "snapshots/"


both(remade(text_lost, True), "text lost", "snapshot: the history says")
both(remade(text_lost, True), "text lost", "the text of what was approved is missing")


def sent(f):
    f["batches.json"]["batches"][0]["sha256"] = "0" * 64


def approver(f):
    f["batches.json"]["batches"][0]["approved_by"] = "别人"


def other_account(f, by=lambda n: n):
    for value in f["batches.json"]["batches"][0]["values"]:
        if value["text"] and re.fullmatch(r"[0-9]{15,19}", value["text"]):
            value["text"] = by("6222888888888888888")
            return
    raise AssertionError("the batch told no account")


def grouped_account(f):
    other_account(f, lambda n: " ".join(n[i:i + 4] for i in range(0, len(n), 4)))


def wide_account(f):
    other_account(f, lambda n: "".join(chr(ord(c) + 0xfee0) for c in n))


def sent_twice(f):
    f["batches.json"]["batches"] *= 2


def not_sent(f):
    f["batches.json"]["batches"] = []


for change in (other_account, grouped_account, wide_account):
    both(remade(change, True), "account", "such a number was neither approved nor sent")
for change, words in ((sent, "sha256: the records say otherwise"), (approver, "approved_by: the records"),
                      (sent_twice, "another number of batches"), (not_sent, "is not in it")):
    both(remade(change, True), "batches", "batches.json")
    both(remade(change, True), "batches", words)


def with_part(name, data):
    with zipfile.ZipFile(path) as z:
        members = [[n, z.read(n)] for n in z.namelist()]
    m = json.loads(members[-2][1])
    members.insert(1, [name, data])
    m["members"].insert(1, dict(name=name, bytes=len(data), sha256=hashlib.sha256(data).hexdigest(),
                                blake2b=d.b2(data).hex()))
    members[-2][1] = json.dumps(m, ensure_ascii=False).encode()
    return d.archive(members)


for name in ("note.txt", "copies/" + hashlib.sha256(b"x").hexdigest(), "snapshots/" + "0" * 32 + ".json"):
    both(with_part(name, b"x"), name, name + " is no part of this dossier")
both(with_part("README.txt", b"x"), "twice", "README.txt stands in the archive twice")


def readme_says(text):
    with zipfile.ZipFile(path) as z:
        members = [[n, z.read(n)] for n in z.namelist()]
    m = json.loads(members[-2][1])
    members[0][1] = text
    m["members"][0].update(bytes=len(text), sha256=hashlib.sha256(text).hexdigest(), blake2b=d.b2(text).hex())
    members[-2][1] = json.dumps(m, ensure_ascii=False).encode()
    return d.archive(members)


both(readme_says("不必核验\n".encode()), "README", "README.txt is not what a dossier says of itself")
# A value of the case's own stands there itself, or the record beside it could say anything.
def shut(f, table, column=None, as_="closed"):
    for g in f["journal.json"]["groups"]:
        for c in g["changes"]:
            for col in c["columns"] if c["table"] == table else []:
                for side, letter in (("before", b"b"), ("after", b"a")):
                    v = col.get(side)
                    if v and column in (None, col["name"]) and "salt" in v:
                        col[side] = {as_: d.digest(table, c["row"], col["name"], letter, v).hex()}


def shut_account(f, as_="closed"):
    shut(f, "payee", "account", as_)
    account(f)


def shut_file(f):
    shut(f, "batch", "sha256")
    f["records.json"]["records"]["batch"][0]["sha256"] = f["batches.json"]["batches"][0]["sha256"] = "cd" * 32


def shut_rows(f):
    shut(f, "plan")
    del f["records.json"]["records"]["plan"]


def shut_comments(f):
    for g in f["journal.json"]["groups"]:
        if "message" in g:
            v = {"text": g.pop("message"), "salt": g.pop("message_salt")}
            g["message_digest"] = d.digest("journal_group", g["uid"], "message", b"a", v).hex()


def both_say(change, ours, theirs):
    both(remade(change, True), ours, ours)
    said = subprocess.run([sys.executable, script, bad], capture_output=True, text=True).stdout
    assert theirs in said, (theirs, said)


both_say(shut_account, "payee, account: a dossier tells this value", "payee account is told by its digest alone")
both_say(lambda f: shut_account(f, "erased"), "payee, account was erased, and no event says so",
         "payee account is told by its digest alone")
both_say(shut_file, "batch, sha256: a dossier tells this value", "batch sha256 is told by its digest alone")
both_say(shut_rows, "plan, case_id: a dossier tells this value", "plan case_id is told by its digest alone")
both_say(shut_comments, "its comment is not kept as it was written", "has its comment by its digest alone")

# What a column has where the history says nothing of it is not the dossier's to say.
def default(name, literal, value):
    def change(f):
        table, column = name.split(".")
        f["records.json"]["defaults"][name] = literal
        f["records.json"]["records"][table][0][column] = value
    return change


for name, literal, value in (("payee.branch", "'某某支行'", "某某支行"), ("case_file.note", "'x'", "x"),
                             ("batch.state", "'withdrawn'", "withdrawn"), ("patient.nonsense", "7", 7)):
    both_say(default(name, literal, value), name + " has another default than in a store",
             "has a default of its own: " + name)
both(remade(default("patient.nonsense", "7", 7), True), "no column", "patient.nonsense is no column that this program")

# The text that was approved is what the case was then, whoever vouches for the text.
def approved_otherwise(f):
    account(f)
    history(f)
    for g in f["journal.json"]["groups"]:
        g["g"] = d.hashed(g).hex()


both_say(approved_otherwise, "what was approved is not what the case was then", "approves another text than the case was then")
for own in (False, True):
    both(remade(account, own), "record", "account: ")
    both(remade(history, own), "history", "is not what was hashed")
    both(remade(hashed_anew, own), "hashed anew", "its signature is of something else")
    both(remade(people, own), "people", "names another state of the people")
    both(remade(gone, own), "gone", "is not there")
print("values changed and hashed anew found")
END
run "$python" "$work/changes.py" "$work/one.zip" "$top_builddir/anjuan-verify" "$top_srcdir/tests/cli/dossier.py"
status_is 0 "each flipped bit and each changed value is found, the manifest made anew or not"
says "${FLIPS:-40} flipped bits found" "so many"
"$python" - "$work/one.zip" "$work/packed.zip" <<'END'
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as old, zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_DEFLATED) as new:
    for name in old.namelist():
        new.writestr("one/" + name, old.read(name))
END
verify "$work/packed.zip"
status_is 1 "a dossier that was packed anew"
says "packed anew by another program" "is told so"
ok "and nothing else of it" sh -c '! grep -q -e manifest -e checksum "$1"' - "$out"

# ---- a store behind the program's back ----
cp "$store" "$work/whole.db"
cp -r "$store.files" "$work/whole.db.files"
sqlite3 "$store" "SELECT 'DROP TRIGGER \"' || name || '\";' FROM sqlite_schema WHERE type = 'trigger'" >"$work/drop.sql"
sqlite3 "$store" "SELECT sql || ';' FROM sqlite_schema WHERE type = 'trigger'" >"$work/triggers.sql"
tampered=0 missed=
tamper() { # WORDS SQL: the words that anjuan-verify has to say; triggers are out of the way
    rm -f "$work/bad.db"*
    cp "$work/whole.db" "$work/bad.db"
    cp -r "$work/whole.db.files" "$work/bad.db.files"
    { cat "$work/drop.sql"; printf '%s;\n' "$2"; cat "$work/triggers.sql"; } | sqlite3 -bail "$work/bad.db" || missed="$missed [$2: not possible]"
    verify "$work/bad.db"
    [ "$status" -eq 1 ] && [ ! -s "$err" ] && grep -qF -e "$1" "$out" ||
        missed="$missed [$2: $status $(head -n 1 "$out") $(head -n 1 "$err")]"
    if [ -n "${FLIPS:-}" ] || [ $((tampered % 5)) -eq 0 ]; then # the dearest part: a sample
        anjuan --store "$work/bad.db" verify
        [ "$status" -ne 0 ] || missed="$missed [$2: anjuan verify]"
    fi
    tampered=$((tampered + 1))
    rm -rf "$work/bad.db.files"
}
tamper "account: the history says" "UPDATE payee SET account = '6222000000000000' WHERE id = 1"
tamper "name: the history says" "UPDATE patient SET name = '别人' WHERE id = 1"
tamper "target_fen: the history says" "UPDATE case_file SET target_fen = 1 WHERE id = 1"
tamper "status: the history says" "UPDATE case_file SET status = 'approved' WHERE id = 1"
tamper "snapshot: the history says" "UPDATE approval SET snapshot = replace(snapshot, '水', '火') || ' ' WHERE id = 1"
tamper "approver: the history says" "UPDATE approval SET approver = 2 WHERE id = 1"
tamper "the history knows nothing of it" "INSERT INTO user (uid, name, display, role, passhash) VALUES (randomblob(16), 'eve', 'eve', 'supervisor', 'x')"
tamper "role: the history says" "UPDATE user SET role = 'supervisor' WHERE name = 'lin'"
tamper "passhash: the history says" "UPDATE user SET passhash = 'other' WHERE name = 'zhou'"
tamper "taken away outside" "DELETE FROM contact WHERE id = 1; DELETE FROM plan WHERE id = 1"
tamper "taken away outside" "DELETE FROM finding_accepted; DELETE FROM review WHERE id = 1"
tamper "sign: the history says" "UPDATE person_key SET sign = randomblob(32) WHERE id = 2"
tamper "sha256: the history says" "UPDATE batch SET sha256 = '$(printf %064d 0)'"
tamper "content: the history" "UPDATE batch_case SET content = '{}'"
tamper "is not what was hashed" "UPDATE journal_group SET at = '2020-01-01T00:00:00.000Z' WHERE id = 5"
tamper "event 5 says that it is older than event 4" "UPDATE journal_group SET at = '2020-01-01T00:00:00.000Z' WHERE id = 5"
tamper "is not what was hashed" "UPDATE journal_group SET verb = 'submit' WHERE verb = 'approve'"
tamper "is not what was hashed" "UPDATE journal_change SET row_uid = randomblob(16) WHERE group_id = 9 AND seq = 1"
tamper "of its records on this machine" "UPDATE journal_group SET user_id = 1 WHERE id = (SELECT max(id) FROM journal_group)"
tamper "is missing" "DELETE FROM journal_change WHERE group_id = 6; DELETE FROM journal_group WHERE id = 6"
tamper "events were cut off" "DELETE FROM journal_change WHERE group_id = (SELECT max(id) FROM journal_group); DELETE FROM journal_group WHERE id = (SELECT max(id) FROM journal_group)"
tamper "its signature is of something else" "UPDATE journal_group SET signature = randomblob(64) WHERE id = 7"
tamper "it is not signed" "UPDATE journal_group SET signature = NULL, signer = NULL WHERE id = (SELECT max(id) FROM journal_group WHERE signer IS NOT NULL)"
tamper "by the key of somebody else" "UPDATE journal_group SET signer = (SELECT uid FROM person_key WHERE uid <> journal_group.signer LIMIT 1) WHERE id = 8"
tamper "are not what they were" "UPDATE knowledge_text SET packed = replace(packed, 'amount', 'ammount')"
tamper "the history knows nothing of it" "INSERT INTO aid (uid, case_id, place) VALUES (randomblob(16), 1, 9)"
tamper "is not among those who may not decide it" "DELETE FROM case_touch WHERE case_id = 1"
tamper "who did not change the case" "UPDATE case_touch SET user_id = 1 WHERE case_id = 1"
# What is made of the records.
judged="UPDATE case_summary SET knowledge_version = (SELECT version FROM knowledge_text LIMIT 1)"
tamper "search_term: it is not found by" "$judged; DELETE FROM search_term"
tamper "search_term: it is not found by “pinyin”" "DELETE FROM search_term WHERE kind = 3"
tamper "which does not stand in it" "$judged; INSERT INTO search_term (case_id, kind, term) VALUES (1, 1, '别人')"
tamper "search_block: " "INSERT INTO search_token VALUES ('t1')"
tamper "alike_form: patient.id_number" "UPDATE alike_form SET form = form || '1' WHERE field = 'patient.id_number'"
tamper "alike_form: patient.phone" "DELETE FROM alike_form WHERE field = 'patient.phone'"
tamper "story_print: it is not that of its story" "$judged; DELETE FROM story_print"
tamper "story_print: it is not that of its story" "$judged; UPDATE story_band SET band = band + 1"
tamper "Record case_due, 99: it is of a case that is not there" "INSERT INTO case_due (case_id, kind, on_day) VALUES (99, 'contact', '2026-01-01')"
tamper "the order of review" "INSERT INTO waiting (case_id, urgent, since) VALUES (1, 0, 0)"
tamper "Record queue_count, " "UPDATE queue_count SET cases = cases + 1"
tamper "Record queue_span, " "UPDATE queue_span SET cases = cases + 1"
tamper "Record queue_span, " "DELETE FROM queue_span"
tamper "Record due_count, contact" "INSERT INTO due_count VALUES ('contact', 1, '2026-01-01', 'draft', '', 1)"
tamper "sqlite_sequence, patient" "UPDATE sqlite_sequence SET seq = 0 WHERE name = 'patient'"
# What the next events of a case will be made of: of who knows it, seeds are no secret.
tamper "), root: the events of the case are made of another one" "UPDATE case_root SET root = zeroblob(16)"
tamper "), next: the history says " "UPDATE case_root SET next = next + 1"
tamper "), next: the history says " "UPDATE case_root SET next = 0"
# What the store knows of itself.
tamper "meta, later: " "INSERT INTO meta VALUES ('later', '1'); UPDATE queue_count SET cases = cases + 1"
tamper "meta, backup.at: " "INSERT OR REPLACE INTO meta VALUES ('backup.at', '2999-01-01T00:00:00.000Z'); UPDATE queue_count SET cases = cases + 1"
# The numbers of people and cases, sealed anew: the key of the seal is there for everybody.
cat >"$work/sealed.py" <<'END'
import sqlite3, sys

M = (1 << 64) - 1


def siphash(key, data):
    k0, k1 = (int.from_bytes(key[i : i + 8], "little") for i in (0, 8))
    v = [k0 ^ 0x736F6D6570736575, k1 ^ 0x646F72616E646F6D, k0 ^ 0x6C7967656E657261, k1 ^ 0x7465646279746573]

    def turn(x, n):
        return (x << n | x >> (64 - n)) & M

    def rounds(n):
        for _ in range(n):
            v[0] = (v[0] + v[1]) & M
            v[2] = (v[2] + v[3]) & M
            v[1], v[3] = turn(v[1], 13) ^ v[0], turn(v[3], 16) ^ v[2]
            v[0] = turn(v[0], 32)
            v[2] = (v[2] + v[1]) & M
            v[0] = (v[0] + v[3]) & M
            v[1], v[3] = turn(v[1], 17) ^ v[2], turn(v[3], 21) ^ v[0]
            v[2] = turn(v[2], 32)

    data += bytes(7 - len(data) % 8) + bytes([len(data) & 255])
    for at in range(0, len(data), 8):
        m = int.from_bytes(data[at : at + 8], "little")
        v[3] ^= m
        rounds(2)
        v[0] ^= m
    v[2] ^= 255
    rounds(4)
    return (v[0] ^ v[1] ^ v[2] ^ v[3]).to_bytes(8, "little")


def number(n):
    out = b"i"
    while n > 127:
        out += bytes([n & 127 | 128])
        n >>= 7
    return out + bytes([n])


db = sqlite3.connect(sys.argv[1])
for change in sys.argv[2:]:
    db.execute(change)
for group, g, user, case in db.execute("SELECT id, g, user_id, case_id FROM journal_group").fetchall():
    rows = db.execute("SELECT row_id FROM journal_change WHERE group_id = ? ORDER BY seq", (group,))
    numbers = [row for row, in rows] + [group, user, case]
    seal = siphash(g[:16], b"".join(number(n) for n in numbers))
    print(f"UPDATE journal_group SET user_id = {user}, case_id = {case}, seal = x'{seal.hex()}' WHERE id = {group};")
END
sealed() { # CHANGE of a copy without triggers: what makes the same of the store, sealed anew
    rm -f "$work/copy.db"
    cp "$work/whole.db" "$work/copy.db"
    sqlite3 "$work/copy.db" <"$work/drop.sql"
    "$python" "$work/sealed.py" "$work/copy.db" "$1"
}
tamper "its number of a user is that of somebody else" "$(sealed "UPDATE journal_group SET user_id = 1 WHERE id = (SELECT max(id) FROM journal_group)")"
tamper "its number of a case is that of another one" "$(sealed "UPDATE journal_group SET case_id = 3 - case_id WHERE case_id IN (1, 2)")"
# What no table of the program could hold, and numbers of cases without measure.
tamper "The schema, table alike_form" "ALTER TABLE alike_form RENAME TO gone; CREATE TABLE alike_form (field TEXT, form TEXT, case_id INTEGER);
    INSERT INTO alike_form SELECT field, NULL, case_id FROM gone; DROP TABLE gone"
for number in 4000000000000 4611686018427387904; do
    tamper "case_file: no store has $number cases" "UPDATE case_file SET id = $number WHERE id = 2; INSERT OR REPLACE INTO meta VALUES ('search.settled', '$number')"
done
# U+202E and U+009B come from the store; what is printed has neither.
tamper "the record has ??2J" "UPDATE patient SET name = char(0x202e, 0x9b) || '2J' WHERE id = 1"
# A text that is JSON of another shape.
tamper "snapshot: the history says" "UPDATE approval SET snapshot = '{\"document\":[\"D13\"]}' WHERE id = 1"
printf '# %d tamperings\n' "$tampered"
ok "each is found and named, a sample by both programs:$missed" test -z "$missed"

# A page that cannot be read hides nothing of what was found before it.
rm -f "$work/bad.db"*
cp "$work/whole.db" "$work/bad.db"
page=$(sqlite3 "$work/bad.db" "SELECT (rootpage - 1) * (SELECT page_size FROM pragma_page_size) FROM sqlite_schema WHERE name = 'approval'")
printf '\377\377\377\377' | dd of="$work/bad.db" bs=1 seek="$page" conv=notrunc 2>/dev/null
verify "$work/bad.db"
status_is 1 "a table without its first page is not whole"
says "The file is damaged: " "which is found"
complains "cannot be read: " "and what could not be read after it"
says "Not looked at: $work/bad.db cannot be read: " "with what was found"

# What is half typed is of a case that is there.
for table in draft last_place kept_change case_came; do
    rm -f "$work/bad.db"*
    cp "$work/whole.db" "$work/bad.db"
    case $table in
    draft) values="1, 1, 990, 'x', 1, 'x', 'x', 0, NULL, 'x'" ;;
    last_place) values="1, 'x', 990, 'x', 'x', 1, 'x', 0, 0, 0, 0" ;;
    case_came) values="990" ;;
    *) values="1, 990, 1, 'x', 1, 1, NULL, 'x', 'x', NULL" ;;
    esac
    sqlite3 "$work/bad.db" "PRAGMA foreign_keys = OFF" "INSERT INTO $table VALUES ($values)"
    verify "$work/bad.db"
    status_is 1 "a $table of no case is not whole"
    says "Record $table, 990: it is of a case that is not there or was erased" "which is named"
    anjuan --store "$work/bad.db" verify
    complains "Table $table: it has rows of case 990" "by the program too"
done

# A view in place of a table, with rows without end.
for table in setting meta journal_shape; do
    rm -f "$work/bad.db"*
    cp "$work/whole.db" "$work/bad.db"
    sqlite3 "$work/bad.db" "PRAGMA legacy_alter_table = ON" "ALTER TABLE $table RENAME TO gone" "CREATE VIEW $table AS
        WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)
        SELECT x AS id, x AS op, x AS tbl, x AS cols, x AS name, x AS value FROM c"
    verify "$work/bad.db"
    status_is 1 "a $table without end is not whole"
    says "The schema, table $table: it is not as the program made it" "which is named"
    anjuan --store "$work/bad.db" verify
    status_is 3 "nor does the program open it"
    complains "where the table $table belongs" "and says why"
done

# ---- what is theirs to sign, and not theirs to do ----
cp "$work/whole.db" "$work/rows.db"
cp -r "$work/whole.db.files" "$work/rows.db.files"
run "$top_builddir/tests/cli/fill" "$work/rows.db"
status_is 0 "every table has rows"
missed=
forged() { # DEED WORDS: of the table of tests/cli/forger.c, in a store as $base
    cp "$base" "$work/bad.db"
    "$top_builddir/tests/cli/forger" "$work/bad.db" "$1" >"$work/forged" 2>&1 || missed="$missed [$1: $(cat "$work/forged")]"
    event=$(sed -n "s/^$1 //p" "$work/forged")
    verify "$work/bad.db"
    grep -q "^Event $event: .*$2" "$out" || missed="$missed [$1: $status $(grep -v '^Not' "$out" | head -n 1)]"
}
base=$work/rows.db
cp -r "$work/whole.db.files" "$work/bad.db.files"
forged stop_ends "their role does not do that"
forged stop_words "their role does not do that"
forged met_here "it lets somebody in here"
forged day_signed "no person does that"
anjuan --store "$work/bad.db" verify
complains "no person does that" "the end of a day is the station's, for the program too"
forged sent_none "they had begun no batch with that case"
cp "$work/rows.db" "$work/keyed.db"
cp -r "$work/whole.db.files" "$work/keyed.db.files"
anjuan --store "$work/keyed.db" --as zhou --passphrase-file "$work/zhou.secret" \
    blacklist add phone=13900009997 --reason 套现 --evidence 平台通报
status_is 0 "an entry is made with the key of the blacklist"
base=$work/keyed.db
forged key_anew "the key of the blacklist is set once and stays"
anjuan --store "$work/bad.db" verify
complains "the key of the blacklist is set once and stays" "the program holds it too"
base=$work/rows.db
as_closed() {
    anjuan --store "$work/over.db" --as zhou --passphrase-file "$work/zhou.secret" "$@"
    status_is 0 "a case is over: $1"
}
cp "$work/rows.db" "$work/over.db"
cp -r "$work/whole.db.files" "$work/over.db.files"
as_closed close "$no" --reason other --comment 到此为止
base=$work/over.db
forged archive "could not do that then"
ok "each is found:$missed" test -z "$missed"
rm -rf "$work/bad.db"*

# ---- evidence ----
# As a machine leaves it that lost its power: the log lies beside it, and every byte stays.
left() { # NAME ARG...: a copy of it as it is while it is in use
    kept=$(cd "$work" && sha256sum "$1.db" "$1.db-wal")
    name=$1
    shift
    verify "$work/$name.db" "$@"
    status_is 0 "$name: a store with its log is read"
    ok "$name: and stays as it was" test "$(cd "$work" && sha256sum "$name.db" "$name.db-wal")" = "$kept"
}
cp "$work/whole.db" "$work/used.db"
sqlite3 "$work/used.db" "PRAGMA wal_autocheckpoint = 0" "INSERT INTO meta VALUES ('given.T1-2020-', '1')" \
    ".shell cp '$work/used.db' '$work/plain.db'; cp '$work/used.db-wal' '$work/plain.db-wal'"
cp -r "$work/whole.db.files" "$work/plain.db.files"
left plain
cp -r "$work/whole.db.files" "$work/used.db.files"
verify "$work/used.db"
ok "nothing is left beside one without a log" test ! -e "$work/used.db-wal"

# ---- sealed ----
as zhou seal "$store"
status_is 0 "the store is sealed"
verify "$store"
status_is 2 "it does not open without a passphrase"
verify "$store" --as zhou --passphrase-file "$work/sun.secret"
status_is 3 "nor by another one"
verify "$store" --as zhou --passphrase-file "$work/none.secret"
status_is 3 "nor by one that is not there"
verify "$store" --as zhou --passphrase-file "$work/zhou.secret"
status_is 0 "it is whole, with what the station signed for its people"
as zhou dossier "$no" --out "$work/sealed.zip"
verify "$work/sealed.zip"
status_is 0 "and so is a dossier of it"
run "$python" "$top_srcdir/tests/cli/dossier.py" "$work/sealed.zip"
status_is 0 "says the script too"
chmod -R u+w "$work/whole.db.files"
find "$work/whole.db.files" -type f -exec sh -c 'echo more >>"$1"' - {} \;
verify "$work/whole.db"
says "is missing or was changed" "a copy that was changed"
finish
