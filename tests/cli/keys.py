"""Whose keys are good for which groups, by what ARCHITECTURE says ("The journal"), and Ed25519, for the
scripts beside this one, with Python's own library alone."""
import hashlib

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
I = pow(2, (P - 1) // 4, P)


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


def proven(after, last):
    """By the key of before, which has ended."""
    sign, receive, proof = (bytes.fromhex(after.get(name, {}).get("bytes", "")) for name in ("sign", "receive", "proof"))
    return len(proof) == 64 and signed(last, b"anjuan key 1".ljust(16, b"\0") + sign + receive, proof)


def may_make(g, c, after, by, keys, givers):
    user, giver = (after.get(name, {}).get("row") for name in ("user_id", "made_by"))
    of = [k for k in keys.values() if k[1] == user]
    older = [k for k in of if k[2] < g["position"]]
    if len(older) < len(of):
        return False
    if g.get("signer") == c["row"]:
        return all(k[3] and k[3] < g["position"] for k in older) and (not older or proven(after, older[-1][0]))
    if by and by[1] == user:
        return not giver or not user
    if not by or by[1] is None or not user:
        return not older
    return gives(by, givers) and (giver == by[1] if giver else not older)


def learn(g, c, after, keys, givers):
    """What the row of a group makes of them; whether somebody signed it who may."""
    by = keys.get(g.get("signer"))
    by = by if by and by[2] < g["position"] else None
    right, key = True, keys.get(c["row"])
    if c["table"] == "user":
        learn_role(g, c, after, by, keys, givers)
    elif c["table"] == "person_key" and c["op"] == "add":
        right = c["row"] not in keys and len(after["sign"]["bytes"]) == 64 and may_make(g, c, after, by, keys, givers)
        keys[c["row"]] = [bytes.fromhex(after["sign"]["bytes"]), after.get("user_id", {}).get("row"), g["position"], None]
    elif c["table"] == "person_key" and "ended" in after:
        right = by and (by[1] == key[1] or (key[1] is not None and gives(by, givers)))
        key[3] = g["position"]
    return right


def check(g, people, store, keys):
    """What is wrong with the signature of the group; None: nothing. people, store: the hashes before it."""
    at = g["position"]
    if "signature" not in g:
        return "is not signed" if must_sign(g, keys) else None
    key, where = keys.get(g["signer"]), at.to_bytes(8, "big") + bytes.fromhex(g["g"] + store + people)
    if "signed_at" in g:
        s = bytes.fromhex(g["signed_at"])
        where = s[:8] + bytes.fromhex(g["g"]) + s[8:]
    stands_in = key and key[1] is None and g["kind"] in ("export", "setup")
    if not key or not (stands_in or key[1] == g.get("person")) or not key[2] <= at <= (key[3] or at):
        return "is signed by a key that was not its person's then"
    return None if signed(key[0], b"anjuan signs 1\0\0" + where, bytes.fromhex(g["signature"])) else "has a signature of something else"
