"""dossier.py FILE: verifies a dossier by what ARCHITECTURE says of it, with Python's own library
alone; "ok" or a line for each fault, and 1. Whoever wants to know can read all of it."""
import hashlib, json, struct, sys, zipfile, zlib

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
I = pow(2, (P - 1) // 4, P)
faults = []


def fault(*words):
    faults.append(" ".join(str(w) for w in words))


# ---- Ed25519, RFC 8032 ----
def recover_x(y, sign):
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * I % P
    if (x * x - x2) % P or y >= P:
        return None
    return P - x if x & 1 != sign else x


def add(a, b):
    A, B = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    C, E = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = B - A, E - C, E + C, B + A
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(n, point):
    out = (0, 1, 1, 0)
    while n:
        if n & 1:
            out = add(out, point)
        point, n = add(point, point), n >> 1
    return out


def point(raw):
    y = int.from_bytes(raw, "little")
    x = recover_x(y & (2**255 - 1), y >> 255)
    return None if x is None else (x, y & (2**255 - 1), 1, x * (y & (2**255 - 1)) % P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = point(BASE_Y.to_bytes(32, "little"))


def signed(key, data, signature):
    a, r, s = point(key), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + data).digest(), "little") % L
    left, right = times(s, BASE), add(r, times(h, a))
    return not ((left[0] * right[2] - right[0] * left[2]) % P or (left[1] * right[2] - right[1] * left[2]) % P)


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


# ---- who gives a key, and ends it: keys are [sign, user, since, until], givers [role, disabled] ----
def gives(key, givers):
    role, disabled = givers.get(key[1], (False, 1)) if key else (False, 1)
    return role and not disabled


def must_sign(g, keys):
    return any(k[1] in (None, g.get("person")) and k[2] < g["position"] for k in keys.values())


def learn_role(g, c, after, by, keys, givers):
    alone = by and by[1] is None and c["op"] == "add"
    if g["position"] == 1 or gives(by, givers) or alone or ("signature" not in g and not must_sign(g, keys)):
        giver = givers.setdefault(c["row"], [False, 0])
        if "role" in after:
            giver[0] = after["role"].get("text") in ("supervisor", "administrator")
        if "disabled" in after:
            giver[1] = after["disabled"].get("int", 1)


def may_make(g, c, after, by, keys, givers):
    user, giver = (after.get(name, {}).get("row") for name in ("user_id", "made_by"))
    of = [k for k in keys.values() if k[1] == user]
    older = [k for k in of if k[2] < g["position"]]
    if len(older) < len(of):
        return False
    if g.get("signer") == c["row"]:
        return all(k[3] and k[3] < g["position"] for k in older)
    if by and by[1] == user:
        return not giver or not user
    if not by or by[1] is None or not user:
        return not older
    return gives(by, givers) and (giver == by[1] if giver else not older)


def learn_key(g, c, after, keys, givers):
    by = keys.get(g.get("signer"))
    by = by if by and by[2] < g["position"] else None
    right, key = True, keys.get(c["row"])
    if c["table"] == "user":
        learn_role(g, c, after, by, keys, givers)
    elif c["table"] == "person_key" and c["op"] == "add":
        right = may_make(g, c, after, by, keys, givers)
        keys[c["row"]] = [bytes.fromhex(after["sign"]["bytes"]), after.get("user_id", {}).get("row"), g["position"], None]
    elif c["table"] == "person_key" and "ended" in after:
        right = by and (by[1] == key[1] or (key[1] is not None and gives(by, givers)))
        key[3] = g["position"]
    if not right:
        fault("event", g["position"], "gives or ends a key, and nobody signed it who may")


# ---- groups, and what they come to ----
def groups(journal, case, m):
    zeros, keys, givers, rows = "00" * 32, {}, {}, {}
    before = people = zeros
    for g in journal["groups"]:
        at, own = g["position"], g.get("case") == case
        for c in g["changes"]:
            after = {col["name"]: col["after"] for col in c["columns"] if "after" in col}
            learn_key(g, c, after, keys, givers)
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
        if "signature" in g:
            key = keys.get(g["signer"])
            what = at.to_bytes(8, "big") + bytes.fromhex(g["g"] + g["store_before"] + people)
            if "signed_at" in g:
                s = bytes.fromhex(g["signed_at"])
                what = s[:8] + bytes.fromhex(g["g"]) + s[8:]
            stands_in = key and key[1] is None and g["kind"] in ("export", "setup")
            if not key or not (stands_in or key[1] == g.get("person")) or not key[2] <= at <= (key[3] or at):
                fault("event", at, "is signed by a key that was not its person's then")
            elif not signed(key[0], b"anjuan signs 1\0\0" + what, bytes.fromhex(g["signature"])):
                fault("event", at, "has a signature of something else")
        elif must_sign(g, keys):
            fault("event", at, "is not signed")
        before = g["g"] if own else before
        people = g["g"] if g["kind"] in ("people", "setup") else people
    if m["people"] != people:
        fault("the last event about people is missing")
    if m.get("signer") not in keys or keys[m["signer"]][:2] != [bytes.fromhex(m["sign"]), None]:
        fault("the manifest is signed by a key that is not the station's")
    return rows


def records(all_, rows, members):
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
                if v is None:
                    literal = all_["defaults"].get(table + "." + name)
                    same = is_ is None or literal == (str(is_["int"]) if "int" in is_ else "'%s'" % is_.get("text"))
                elif "secret" in v:
                    same = "salt" not in v or (is_ and digest(table, record["uid"], name, b"a", {**is_, "salt": v["salt"]}).hex() == v["secret"])
                else:
                    same = "erased" in v or "closed" in v or (is_ and typed(v) == typed(is_))
                if not same:
                    fault("record", table, record["uid"], name, "is not what the history says")
    for table, uid in sorted(left):
        fault("record", table, uid, "is missing")


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
    records(all_, groups(json.loads(named["journal.json"]), case["uid"], m), named)
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
