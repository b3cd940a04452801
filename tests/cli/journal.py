"""journal.py STORE [--rebuild]: the hashes and signatures of a journal by ARCHITECTURE ("The journal") alone.

Prints how many groups hold: hash, chain, signature, and who gave the keys. With --rebuild it writes hashes that hold over whatever stands there, as
somebody would who changed a value and knows the format."""
import hashlib
import sqlite3
import sys

sys.dont_write_bytecode = True
from keys import check, learn


def blake(data, size=32):
    return hashlib.blake2b(data, digest_size=size).digest()


def varint(kind, number):
    number &= (1 << 64) - 1
    out = kind
    while number >= 0x80:
        out += bytes([number & 0x7F | 0x80])
        number >>= 7
    return out + bytes([number])


def enc(value):
    if value is None:
        return varint(b"n", 0)
    if isinstance(value, int):
        return varint(b"i", value)
    kind, data = (b"t", value.encode()) if isinstance(value, str) else (b"b", value)
    return varint(kind, len(data)) + data


class Row(bytes):
    """The uid of a row that a value names."""


def enc_value(value):
    return varint(b"u", len(value)) + value if isinstance(value, Row) else enc(value)


def siphash(key, data):
    mask = (1 << 64) - 1
    k0, k1 = int.from_bytes(key[:8], "little"), int.from_bytes(key[8:16], "little")
    v = [k0 ^ 0x736F6D6570736575, k1 ^ 0x646F72616E646F6D, k0 ^ 0x6C7967656E657261, k1 ^ 0x7465646279746573]

    def rotate(x, n):
        return (x << n | x >> (64 - n)) & mask

    def rounds(n):
        for _ in range(n):
            v[0] = v[0] + v[1] & mask
            v[1] = rotate(v[1], 13) ^ v[0]
            v[0] = rotate(v[0], 32)
            v[2] = v[2] + v[3] & mask
            v[3] = rotate(v[3], 16) ^ v[2]
            v[0] = v[0] + v[3] & mask
            v[3] = rotate(v[3], 21) ^ v[0]
            v[2] = v[2] + v[1] & mask
            v[1] = rotate(v[1], 17) ^ v[2]
            v[2] = rotate(v[2], 32)

    whole = data + bytes(-(len(data) + 1) % 8) + bytes([len(data) & 0xFF])
    for i in range(0, len(whole), 8):
        word = int.from_bytes(whole[i:i + 8], "little")
        v[3] ^= word
        rounds(2)
        v[0] ^= word
    v[2] ^= 0xFF
    rounds(4)
    return (v[0] ^ v[1] ^ v[2] ^ v[3]).to_bytes(8, "little")


class Body:
    def __init__(self, data, group, salted):
        self.data, self.at, self.group, self.salted, self.empty = data, 0, group, salted, 0

    def take(self, n):
        self.at += n
        return self.data[self.at - n:self.at]

    def head(self):
        byte = self.take(1)[0]
        size, shift = byte >> 3, 0
        if size == 31:
            more = 0x80
            while more & 0x80:
                more = self.take(1)[0]
                size += (more & 0x7F) << shift
                shift += 7
        return byte & 7, size

    def value(self):
        """None, or (value, digest, salt)."""
        if self.empty:
            self.empty -= 1
            return None
        kind, size = self.head()
        if kind == 0:
            self.empty = size
            return None
        if kind >= 5:
            digest = self.take(32)
            salt = self.take(16) if self.salted and kind == 5 else None
            return kind, digest, salt
        if kind == 1:
            value = int.from_bytes(self.take(size), "big", signed=True)
        elif kind == 4:
            value = Row(self.take(16) if size == 0 else self.group[("case_uid", "user_uid", "uid")[size - 1]])
        else:
            value = self.take(size).decode() if kind == 2 else self.take(size)
        return (value,), None, self.take(16) if self.salted else None


def typed(value):
    """As the rule of the keys wants it."""
    if isinstance(value, int):
        return {"int": value}
    return {"text": value} if isinstance(value, str) else {"row" if isinstance(value, Row) else "bytes": value.hex()}


def holds(group, g, store, people, about, keys, givers):
    """Signed by whose it is, with a key that somebody gave who may."""
    told = {"position": group["id"], "g": g.hex(), "kind": group["kind"]}
    for name, column in ("person", "user_uid"), ("signer", "signer"), ("signature", "signature"), ("signed_at", "signed_at"):
        if group[column] is not None:
            told[name] = group[column].hex()
    given = [learn(told, row, after, keys, givers) for row, after in about if row["table"] in ("user", "person_key")]
    return all(given) and not check(told, people.hex(), store.hex(), keys)


def changes(db, group, salts):
    """The bytes of the group's changes, the ids of their rows, and what became of rows about people."""
    out, rows, about, number = b"", [], [], 0
    for op, table, cols, row_id, uid, body in db.execute(
            "SELECT s.op, s.tbl, s.cols, c.row_id, c.row_uid, c.body FROM journal_change AS c"
            " JOIN journal_shape AS s ON s.id = c.shape WHERE c.group_id = ? ORDER BY c.seq", (group["id"],)):
        told, after, read = [], {}, Body(body, group, group["seed"] is None)
        for name in cols.split(",") if cols else []:
            digests, secret = {"b": None, "a": None}, 0
            for side in {"add": "a", "remove": "b", "set": "ba"}[op]:
                found = read.value()
                if found is None:
                    continue
                number += 1
                value, digest, salt = found
                if side == "a" and digest is None:
                    after[name] = typed(value[0])
                if digest is None:
                    digest = blake((salt or salts(number)) + enc(table) + uid + enc(name) + side.encode()
                                   + enc_value(value[0]))
                elif value == 5:
                    secret = 1
                digests[side] = digest
            if digests["b"] or digests["a"]:
                told.append(enc(name) + enc(secret) + enc(digests["b"]) + enc(digests["a"]))
        out += enc(op) + enc(table) + enc(uid) + enc(len(told)) + b"".join(told)
        rows.append(row_id)
        about.append(({"op": op, "table": table, "row": uid.hex()}, after))
    return out, rows, about


def main():
    db = sqlite3.connect(sys.argv[1])
    db.row_factory = sqlite3.Row
    rebuild = "--rebuild" in sys.argv
    keep = db.execute("SELECT sql FROM sqlite_schema WHERE name = 'journal_group_keep'").fetchone()[0]
    if rebuild:
        db.execute("DROP TRIGGER journal_group_keep")
    chains, last, people, right, count = {}, bytes(32), bytes(32), 0, 0
    keys, givers = {}, {}
    for group in db.execute("SELECT g.*, w.uid AS user_uid, w.name AS user_name FROM journal_group AS g"
                            " LEFT JOIN journal_who AS w ON w.id = g.who ORDER BY g.id").fetchall():
        seed = group["seed"]

        def salts(number):
            block = blake(seed + (number // 4).to_bytes(8, "little"), 64)
            return block[16 * (number % 4):16 * (number % 4) + 16]

        message = group["message_digest"]
        if group["message"] is not None:
            message = blake((group["message_salt"] or salts(0)) + enc("journal_group") + group["uid"]
                            + enc("message") + b"a" + enc(group["message"]))
        body, rows, about = changes(db, group, salts)
        g = blake(enc("anjuan group 1") + chains.get(group["case_id"], bytes(32))
                  + b"".join(enc(group[name]) for name in ("uid", "at", "station", "kind", "verb")) + enc(message)
                  + b"".join(enc(group[name]) for name in ("user_uid", "user_name", "case_uid", "content", "undoes"))
                  + body + enc(len(rows)))
        whole = blake(b"anjuan store 1" + last + g)
        local = rows + [group["id"], group["user_id"], group["case_id"]]
        seal = siphash(g, b"".join(enc(number) for number in local))
        same = (g, whole, seal) == (group["g"], group["hash"], group["seal"])
        right += same and (rebuild or holds(group, g, last, people, about, keys, givers))
        if group["kind"] in ("people", "setup"):
            people = g
        if rebuild:
            db.execute("UPDATE journal_group SET g = ?, hash = ?, seal = ? WHERE id = ?", (g, whole, seal, group["id"]))
        chains[group["case_id"]], last, count = g, whole, count + 1
    head = f"{count} {last.hex()}"
    right += db.execute("SELECT value FROM meta WHERE name = 'journal.head'").fetchone()[0] == head
    if rebuild:
        db.execute("UPDATE meta SET value = ? WHERE name = 'journal.head'", (head,))
        db.execute(keep)
        db.commit()
    print(f"{right - 1} of {count}")
    sys.exit(right != count + 1 and not rebuild)


main()
