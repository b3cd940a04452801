-- The journal in a form of its own: one row for each row that a group changed, packed (store/body.h),
-- with one seed for all salts of a group, and a chain for each case beside the chain of the store.
-- What is hashed is said in ARCHITECTURE. The program moves what is in the old tables (store/past.h):
-- hashing is nothing that SQL does.

-- The old tables go out of the way, and triggers elsewhere that name journal_group mean the new one.
DROP VIEW later_writer;
DROP TRIGGER case_file_version;
DROP TRIGGER journal_group_append;
DROP TRIGGER journal_group_keep;
DROP TRIGGER journal_group_stay;
DROP TRIGGER journal_group_touch;
DROP TRIGGER journal_change_append;
DROP TRIGGER journal_change_keep;
DROP TRIGGER journal_change_stay;
DROP INDEX journal_group_case;
DROP INDEX journal_group_erase;
PRAGMA legacy_alter_table = ON;
ALTER TABLE journal_group RENAME TO past_group;
ALTER TABLE journal_change RENAME TO past_change;
PRAGMA legacy_alter_table = OFF;

-- Who did it, as they were called then: once, not in each group.
CREATE TABLE journal_who (
    id INTEGER PRIMARY KEY,
    uid BLOB,
    name TEXT,
    UNIQUE (uid, name)
) STRICT;

-- What happened to rows of which table, and the columns that are told of, in the order of the bodies.
CREATE TABLE journal_shape (
    id INTEGER PRIMARY KEY,
    op TEXT NOT NULL CHECK (op = 'set' OR op = 'add' OR op = 'remove'),
    tbl TEXT NOT NULL,
    cols TEXT NOT NULL,
    UNIQUE (op, tbl, cols)
) STRICT;

-- id: the place in this store. g: the hash of the group in the chain of its case (of those about no
-- case: in one of their own). hash: of the store up to here. seal: g with the ids of this machine.
-- seed: NULL when a value of the group was erased; the salts are then beside the values, that of the
-- comment in message_salt, and of an erased comment message_digest is left. signed_at: of a group that
-- was signed in another store, its place there, the hash before it and the head of its people;
-- NULL: here. user_id and case_id are for reading.
CREATE TABLE journal_group (
    id INTEGER PRIMARY KEY,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    at TEXT NOT NULL,
    station TEXT,
    kind TEXT NOT NULL,
    verb TEXT NOT NULL,
    message TEXT,
    message_salt BLOB,
    message_digest BLOB,
    user_id INTEGER NOT NULL,
    who INTEGER REFERENCES journal_who (id),
    case_id INTEGER NOT NULL,
    case_uid BLOB,
    content INTEGER NOT NULL CHECK (content = 0 OR content = 1),
    undoes BLOB,
    seed BLOB CHECK (length(seed) = 16),
    g BLOB NOT NULL CHECK (length(g) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    seal BLOB NOT NULL CHECK (length(seal) = 8),
    signer BLOB CHECK (length(signer) = 16),
    signature BLOB CHECK (length(signature) = 64),
    signed_at BLOB CHECK (length(signed_at) = 72)
) STRICT;
CREATE INDEX journal_group_case ON journal_group (case_id, id);
CREATE INDEX journal_group_erase ON journal_group (case_id, id) WHERE kind = 'erase';
CREATE INDEX journal_group_people ON journal_group (id) WHERE kind = 'people' OR kind = 'setup';

-- row_id is for reading.
CREATE TABLE journal_change (
    group_id INTEGER NOT NULL REFERENCES journal_group (id) DEFERRABLE INITIALLY DEFERRED,
    seq INTEGER NOT NULL,
    shape INTEGER NOT NULL REFERENCES journal_shape (id),
    row_id INTEGER NOT NULL,
    row_uid BLOB NOT NULL CHECK (length(row_uid) = 16),
    body BLOB NOT NULL,
    PRIMARY KEY (group_id, seq)
) STRICT, WITHOUT ROWID;

-- Which row was added, changed or removed by which group, for statements that need no values.
CREATE VIEW journal_row AS
SELECT c.group_id, c.seq, s.op, s.tbl, s.cols, c.row_id, c.row_uid
FROM journal_change AS c JOIN journal_shape AS s ON s.id = c.shape;

CREATE TRIGGER journal_who_keep BEFORE UPDATE ON journal_who
BEGIN
    SELECT RAISE(ABORT, 'the journal is never changed');
END;
CREATE TRIGGER journal_who_append BEFORE INSERT ON journal_who
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM journal_who)
    OR EXISTS (SELECT 1 FROM journal_who WHERE uid IS NEW.uid AND name IS NEW.name)
BEGIN
    SELECT RAISE(ABORT, 'the journal only grows at its end');
END;
CREATE TRIGGER journal_who_stay BEFORE DELETE ON journal_who
BEGIN
    SELECT RAISE(ABORT, 'nothing is removed from the journal');
END;
CREATE TRIGGER journal_shape_keep BEFORE UPDATE ON journal_shape
BEGIN
    SELECT RAISE(ABORT, 'the journal is never changed');
END;
CREATE TRIGGER journal_shape_append BEFORE INSERT ON journal_shape
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM journal_shape)
    OR EXISTS (SELECT 1 FROM journal_shape
               WHERE op = NEW.op AND tbl = NEW.tbl AND cols = NEW.cols)
BEGIN
    SELECT RAISE(ABORT, 'the journal only grows at its end');
END;
CREATE TRIGGER journal_shape_stay BEFORE DELETE ON journal_shape
BEGIN
    SELECT RAISE(ABORT, 'nothing is removed from the journal');
END;

CREATE TRIGGER journal_group_append BEFORE INSERT ON journal_group
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM journal_group)
    OR EXISTS (SELECT 1 FROM journal_group WHERE uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'the journal only grows at its end');
END;

-- The only change allowed is an erasure, for a case for which a later group says that it was erased:
-- the seed goes, and the comment leaves its salt or its digest.
CREATE TRIGGER journal_group_keep BEFORE UPDATE ON journal_group
WHEN NEW.seed IS NOT NULL OR (NEW.message IS NOT NULL AND NEW.message IS NOT OLD.message)
    OR NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.at IS NOT OLD.at
    OR NEW.station IS NOT OLD.station OR NEW.kind IS NOT OLD.kind OR NEW.verb IS NOT OLD.verb
    OR NEW.user_id IS NOT OLD.user_id OR NEW.who IS NOT OLD.who
    OR NEW.case_id IS NOT OLD.case_id OR NEW.case_uid IS NOT OLD.case_uid
    OR NEW.content IS NOT OLD.content OR NEW.undoes IS NOT OLD.undoes
    OR NEW.g IS NOT OLD.g OR NEW.hash IS NOT OLD.hash OR NEW.seal IS NOT OLD.seal
    OR NEW.signer IS NOT OLD.signer OR NEW.signature IS NOT OLD.signature
    OR NEW.signed_at IS NOT OLD.signed_at
    OR NOT EXISTS (SELECT 1 FROM journal_group AS e
                   WHERE e.case_id = OLD.case_id AND e.case_id > 0 AND e.id > OLD.id
                       AND e.kind = 'erase')
BEGIN
    SELECT RAISE(ABORT, 'the journal is never changed');
END;

CREATE TRIGGER journal_group_stay BEFORE DELETE ON journal_group
BEGIN
    SELECT RAISE(ABORT, 'nothing is removed from the journal');
END;

-- Changes are written before their group, so their group is always the next one.
CREATE TRIGGER journal_change_append BEFORE INSERT ON journal_change
WHEN NEW.group_id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM journal_group)
    OR EXISTS (SELECT 1 FROM journal_change WHERE group_id = NEW.group_id AND seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'the journal only grows at its end');
END;

CREATE TRIGGER journal_change_keep BEFORE UPDATE ON journal_change
WHEN NEW.group_id IS NOT OLD.group_id OR NEW.seq IS NOT OLD.seq
    OR NEW.shape IS NOT OLD.shape OR NEW.row_id IS NOT OLD.row_id
    OR NEW.row_uid IS NOT OLD.row_uid
    OR NOT EXISTS (SELECT 1 FROM journal_group AS g JOIN journal_group AS e
                       ON e.case_id = g.case_id AND e.case_id > 0 AND e.id > g.id
                       AND e.kind = 'erase'
                   WHERE g.id = OLD.group_id)
BEGIN
    SELECT RAISE(ABORT, 'the journal is never changed');
END;

CREATE TRIGGER journal_change_stay BEFORE DELETE ON journal_change
BEGIN
    SELECT RAISE(ABORT, 'nothing is removed from the journal');
END;

-- What follows stood here before and says what it said, over the new tables.

CREATE TRIGGER journal_group_touch AFTER INSERT ON journal_group
WHEN NEW.content = 1 AND NEW.case_id > 0 AND NEW.user_id > 0
    AND NOT EXISTS (SELECT 1 FROM case_touch
                    WHERE case_id = NEW.case_id AND user_id = NEW.user_id)
BEGIN
    INSERT INTO case_touch VALUES (NEW.case_id, NEW.user_id, NEW.id);
END;

CREATE TRIGGER case_file_version AFTER INSERT ON journal_group WHEN NEW.case_id > 0
BEGIN
    UPDATE case_file
    SET version = version + 1, updated_at = NEW.at,
        updated_by = CASE WHEN NEW.user_id > 0 THEN NEW.user_id ELSE updated_by END
    WHERE id = NEW.case_id;
END;

CREATE VIEW later_writer AS
SELECT r.case_id, r.tbl, r.row_id, g.user_id, g.id AS group_id
FROM later_row AS r JOIN journal_group AS g ON g.case_id = r.case_id
    JOIN journal_row AS c ON c.group_id = g.id AND c.tbl = r.tbl AND c.row_id = r.row_id
WHERE g.user_id > 0 AND (c.op <> 'set' OR EXISTS (
    SELECT 1 FROM json_each('["' || replace(c.cols, ',', '","') || '"]') AS w
    WHERE w.value NOT IN ('place', 'later') AND NOT (c.tbl = 'tranche'
        AND w.value IN ('evidence', 'state', 'requested_on', 'approved_on', 'approved_fen',
            'approval_no', 'paid_on', 'paid_fen', 'payment_no'))));
