"""dossier.py FILE: verifies a dossier by what ARCHITECTURE says of it, with Python's own library
alone; "ok" or a line for each fault, and 1. Whoever wants to know can read all of it."""
import hashlib, json, re, struct, sys, unicodedata, zipfile, zlib

sys.dont_write_bytecode = True
from keys import check, learn, signed

faults = []


def fault(*words):
    faults.append(" ".join(str(w) for w in words))


# ---- typed pieces, digests ----
def b2(data):
    return hashlib.blake2b(data, digest_size=32).digest()


def num(kind, n):
    out, n = kind.encode(), n & (2**64 - 1)
    while n >= 128:
        out, n = out + bytes([n & 127 | 128]), n >> 7
    return out + bytes([n])


def raw(kind, data):
    return num("n", 0) if data is None else num(kind, len(data)) + data


def text(t):
    return raw("t", None if t is None else t.encode())


def blob(t):
    return raw("b", None if t is None else bytes.fromhex(t))


def typed(v):
    if "int" in v:
        return num("i", v["int"])
    if "text" in v:
        return text(v["text"])
    return raw("u", bytes.fromhex(v["row"])) if "row" in v else blob(v["bytes"])


def digest(table, row, column, side, v):
    for closed in ("secret", "erased", "closed"):
        if closed in v:
            return bytes.fromhex(v[closed])
    return b2(bytes.fromhex(v["salt"]) + text(table) + bytes.fromhex(row) + text(column) + side + typed(v))


def hashed(g):
    message = g.get("message_digest")
    if "message" in g:
        message = digest("journal_group", g["uid"], "message", b"a", {"text": g["message"], "salt": g["message_salt"]}).hex()
    out = text("anjuan group 1") + bytes.fromhex(g["before"]) + blob(g["uid"]) + text(g.get("at"))
    out += text(g.get("station")) + text(g["kind"]) + text(g["verb"]) + blob(message) + blob(g.get("person"))
    out += text(g.get("person_name")) + blob(g.get("case")) + num("i", g["content"]) + blob(g.get("undoes"))
    for c in g["changes"]:
        out += text(c["op"]) + text(c["table"]) + blob(c["row"]) + num("i", len(c["columns"]))
        for col in c["columns"]:
            sides = [col.get("before"), col.get("after")]
            out += text(col["name"]) + num("i", any(v and "secret" in v for v in sides))
            for side, v in zip((b"b", b"a"), sides):
                out += raw("b", digest(c["table"], c["row"], col["name"], side, v) if v else None)
    return b2(out + num("i", len(g["changes"])))


# ---- the archive: of given members there is only one ----
def archive(members):
    out, index = b"", b""
    for name, data in members:
        facts = struct.pack("<HHHHHIIIHH", 10, 0, 0, 0, 33, zlib.crc32(data), len(data), len(data), len(name), 0)
        index += b"PK\1\2" + struct.pack("<H", 10) + facts + struct.pack("<HHHII", 0, 0, 0, 0, len(out)) + name.encode()
        out += b"PK\3\4" + facts + name.encode() + data
    end = struct.pack("<HHHHIIH", 0, 0, len(members), len(members), len(index), len(out), 0)
    return out + index + b"PK\5\6" + end


def manifest(members, m):
    names = [n for n, _ in members]
    if names[-2:] != ["manifest.json", "manifest.sig"] or [x["name"] for x in m["members"]] != names[:-2]:
        fault("the archive does not hold what its manifest lists")
    for told in m["members"]:
        data = dict(members).get(told["name"], b"")
        if [len(data), hashlib.sha256(data).hexdigest(), b2(data).hex()] != [told["bytes"], told["sha256"], told["blake2b"]]:
            fault(told["name"], "is not what the manifest says")
    whole = dict(members)["manifest.json"]
    if not signed(bytes.fromhex(m["sign"]), b"anjuan dossier 1" + b2(whole), dict(members)["manifest.sig"]):
        fault("the manifest is not signed by the key that it names")


# ---- groups, and what they come to ----
PEOPLE = {"known_key": "", "person_key": "wrapped", "role_change": "", "station": "", "station_term": "", "user": "passhash"}


def is_digest(v):
    return not v or "erased" in v or "closed" in v or ("secret" in v and "salt" not in v)


def is_told(g, c, case, rows):
    """Of an event that is not about the case alone, rows of others are left out whole."""
    alone = all(is_digest(col.get(side)) for col in c["columns"] for side in ("before", "after"))
    known = g["kind"] not in ("people", "setup") and (c["table"], c["row"]) in rows
    return g.get("case") == case or c["table"] in PEOPLE or known or not alone


def open_values(g, c, erasable):
    for col in c["columns"]:
        for v in filter(None, (col.get("before"), col.get("after"))):
            private = PEOPLE.get(c["table"]) == col["name"]
            if ("erased" in v and not erasable) or ("closed" in v and not private):
                fault("event", g["position"], c["table"], col["name"], "is told by its digest alone")


NOT_IN_TEXT = {"case_file": """amendment created_at created_by handed_to keeper life no status updated_at updated_by
    version working""".split()}
ABOUT = """approval batch_case batch_copy dossier erasure finding_accepted life_step pen reveal review stop""".split()


def approved(g, c, case, rows, members):
    """The text of an approval is the case as the history has it then: each record with its fields."""
    then = {}
    for (table, uid), row in rows.items():
        if table in ABOUT or case not in (uid, (row.get("case_id") or {}).get("row")):
            continue
        if any(v and "erased" in v for v in row.values()):
            return
        fields = {n: v.get("int", v.get("text")) for n, v in row.items()
                  if v and v.get("text") != "" and n not in NOT_IN_TEXT.get(table, ("case_id", "later", "place"))}
        if fields:
            then.setdefault("case" if table == "case_file" else table, []).append(fields)
    text = json.loads(members.get("snapshots/%s.json" % c["row"], b"null"))
    lists = {k: v if isinstance(v, list) else [v] for k, v in (text or {}).items()}
    in_order = [{k: sorted(json.dumps(one, sort_keys=True) for one in v) for k, v in all_.items() if v} for all_ in (then, lists)]
    if in_order[0] != in_order[1]:
        fault("event", g["position"], "approves another text than the case was then")


def groups(journal, case, m, members):
    zeros, keys, givers, rows = "00" * 32, {}, {}, {}
    before = people = zeros
    erased = max([g["position"] for g in journal["groups"] if g.get("case") == case and g["kind"] == "erase"], default=0)
    for g in journal["groups"]:
        at, own = g["position"], g.get("case") == case
        foreign = "case" in g and not own
        for c in g["changes"] if own else []:
            if (c["op"], c["table"]) == ("add", "approval"):
                approved(g, c, case, rows, members)
        if not foreign and "message_digest" in g and not (own and at < erased):
            fault("event", at, "has its comment by its digest alone")
        for c in g["changes"]:
            if not is_told(g, c, case, rows):
                continue
            open_values(g, c, foreign or at < erased)
            after = {col["name"]: col["after"] for col in c["columns"] if "after" in col}
            if not learn(g, c, after, keys, givers):
                fault("event", at, "gives or ends a key, and nobody signed it who may")
            row = rows.setdefault((c["table"], c["row"]), {})
            if c["op"] != "set":
                row.clear()
            if c["op"] == "remove":
                del rows[c["table"], c["row"]]
            else:
                row.update({col["name"]: col.get("after") for col in c["columns"]})
        if hashed(g).hex() != g["g"]:
            fault("event", at, "is not what was hashed")
        if own and g["before"] != before:
            fault("event", at, "does not follow the one before it in the case")
        if g["people"] != people:
            fault("event", at, "names another state of the people")
        wrong = check(g, people, g["store_before"], keys)
        if wrong:
            fault("event", at, wrong)
        before = g["g"] if own else before
        people = g["g"] if g["kind"] in ("people", "setup") else people
    if m["people"] != people:
        fault("the last event about people is missing")
    if m.get("signer") not in keys or keys[m["signer"]][:2] != [bytes.fromhex(m["sign"]), None]:
        fault("the manifest is signed by a key that is not the station's")
    return rows


# What a column has where the journal says nothing of it: it came later than the row.
DEFAULTS = {"batch.purpose": "'launch'", "batch.state": "'written'", "case_file.life": "'prepared'",
            "case_file.status": "'draft'"}
DEFAULTS.update(dict.fromkeys("""aid.later batch_case.agreed batch_case.declined blacklist.gone case_file.version
    consent.later document.later insurance.later stop.ends stop.taken_back tranche.later user.disabled user.must_change
    verification.later""".split(), "0"))


def records(all_, rows, members):
    for name, literal in all_["defaults"].items():
        if DEFAULTS.get(name) != literal:
            fault("records.json has a default of its own:", name)
    left = {k for k, r in rows.items() if any(v and "closed" not in v and "erased" not in v for v in r.values())}
    for table, list_ in all_["records"].items():
        for record in list_:
            left.discard((table, record["uid"]))
            row = rows.get((table, record["uid"]))
            if row is None:
                fault("record", table, record["uid"], "is unknown to the history")
                continue
            for name in sorted((set(row) | set(record)) - {"uid", "version", "updated_at", "updated_by"}):
                v, is_ = row.get(name), record.get(name)
                if isinstance(is_, dict) and "member" in is_:
                    is_ = members.get(is_["member"], b"").decode("utf-8", "replace")
                if isinstance(is_, (int, str)):
                    is_ = {"int" if isinstance(is_, int) else "text": is_}
                if v is None or "erased" in v:
                    literal = DEFAULTS.get(table + "." + name)
                    same = is_ is None or literal == (str(is_["int"]) if "int" in is_ else "'%s'" % is_.get("text"))
                    same = same or (v and (table, name) == ("approval", "knowledge_version"))
                elif "secret" in v:
                    same = "salt" not in v or (is_ and digest(table, record["uid"], name, b"a", {**is_, "salt": v["salt"]}).hex() == v["secret"])
                else:
                    same = "closed" in v or (is_ and typed(v) == typed(is_))
                if not same:
                    fault("record", table, record["uid"], name, "is not what the history says")
    for table, uid in sorted(left):
        fault("record", table, uid, "is missing")


def batches(told, all_, named):
    """What batches.json says of each batch, beside the records; of its values the long numbers."""
    rows = {(t, r["uid"]): r for t, list_ in all_["records"].items() for r in list_}
    sent = [(rows["batch", k["batch_id"]["row"]], k) for k in all_["records"].get("batch_case", [])]
    sent = {b["no"]: (b, k) for b, k in sent if b["state"] == "written"}
    if sorted(b["batch"] for b in told) != sorted(sent):
        fault("batches.json tells of other batches than the records")
    for one in told:
        b, k = sent.get(one["batch"], ({}, {}))
        a = rows.get(("approval", k.get("approval_id", {}).get("row")), {})
        u = rows.get(("user", a.get("approver", {}).get("row")), {})
        for name, is_ in [(n, b.get(n)) for n in ("at", "platform", "template", "file", "sha256")] + [
                (n, k.get(n)) for n in ("answered_at", "platform_no", "reason")] + [
                ("by", b.get("by_name")), ("approved_at", a.get("at")), ("approved_by", u.get("display"))]:
            if (one.get(name) or "") != (is_ or ""):
                fault("batches.json", one["batch"], name, "is not what the records say")
        texts = [k.get("content") or ""] + [named.get(n, b"").decode() for n in (
            "snapshots/%s.json" % a.get("uid"), "knowledge/%s.json" % b.get("knowledge_version"))]
        for value in one["values"]:
            groups = unicodedata.normalize("NFKC", value["text"] or "")
            for number in re.findall(r"[0-9]{11,}", re.sub(r"(?<![0-9])([0-9]{4}) (?=[0-9])", r"\1", groups)):
                if not any(number in text for text in texts):
                    fault("batches.json", one["batch"], value["column"], "was neither approved nor sent")


def parts(members, all_):
    """What belongs to a dossier, each once."""
    named = {"README.txt", "journal.json", "records.json", "batches.json", "manifest.json", "manifest.sig"}
    for table, column, form in (("approval", "uid", "snapshots/%s.json"), ("document", "file", "copies/%s"),
                                ("approval", "knowledge_version", "knowledge/%s.json"),
                                ("batch", "knowledge_version", "knowledge/%s.json")):
        named |= {form % r[column] for r in all_["records"].get(table, []) if r.get(column)}
    for n, _ in members:
        if n not in named:
            fault(n, "is no part of it, or stands in it twice")
        named.discard(n)


def main(path):
    whole = open(path, "rb").read()
    with zipfile.ZipFile(path) as z:
        members = [(n, z.read(n)) for n in z.namelist()]
    if archive(members) != whole:
        fault("the archive was changed outside of what it holds")
    named = dict(members)
    m = json.loads(named["manifest.json"])
    manifest(members, m)
    all_ = json.loads(named["records.json"])
    (case,) = all_["records"]["case_file"]
    if case["no"] != m["case"]:
        fault("the records are of another case")
    records(all_, groups(json.loads(named["journal.json"]), case["uid"], m, named), named)
    parts(members, all_)
    batches(json.loads(named["batches.json"])["batches"], all_, named)
    for document in all_["records"].get("document", []) if m["copies"] else []:
        data = named.get("copies/" + document.get("file", "")) if "file" in document else None
        if "file" in document and (data is None or hashlib.sha256(data).hexdigest() != document["file"]):
            fault("copy", document["file"], "is missing or was changed")


try:
    main(sys.argv[1])
except Exception as e:  # what cannot be read is not whole either
    fault("it cannot be read:", type(e).__name__, e)
print("\n".join(faults) or "ok")
sys.exit(1 if faults else 0)
