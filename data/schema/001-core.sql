-- The store's own tables: settings, the journal, who touched which case, the search index.
-- Rows of the journal are added and never changed; the triggers below hold that against other
-- programs too. Ids in it are of this machine; what identifies a row everywhere is its uid.

-- What the store keeps about itself, e.g. the head of the journal's chain.
CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('journal.head', '0');

CREATE TABLE setting (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    name TEXT NOT NULL UNIQUE,
    value TEXT
) STRICT;

-- hash covers the group before it, this group and its changes, with uids and digests only, so that
-- it holds on another machine and after an erasure. seal covers hash and the ids of this machine.
-- undoes: the uid of the group that an undo or redo takes back.
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
    user_uid BLOB,
    user_name TEXT,
    case_id INTEGER NOT NULL,
    case_uid BLOB,
    content INTEGER NOT NULL CHECK (content IN (0, 1)),
    undoes BLOB,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    seal BLOB NOT NULL CHECK (length(seal) = 8)
) STRICT;
CREATE INDEX journal_group_case ON journal_group (case_id, id);
CREATE INDEX journal_group_erase ON journal_group (case_id, id) WHERE kind = 'erase';

-- A value has a digest over its own random salt, type and bytes; the empty value has neither. An
-- erased value keeps its digest and loses salt and value; a secret one never had them.
CREATE TABLE journal_change (
    group_id INTEGER NOT NULL REFERENCES journal_group (id) DEFERRABLE INITIALLY DEFERRED,
    seq INTEGER NOT NULL,
    op TEXT NOT NULL CHECK (op IN ('set', 'add', 'remove')),
    tbl TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    row_uid BLOB NOT NULL,
    col TEXT,
    secret INTEGER NOT NULL CHECK (secret IN (0, 1)),
    before ANY,
    before_salt BLOB,
    before_digest BLOB,
    after ANY,
    after_salt BLOB,
    after_digest BLOB,
    PRIMARY KEY (group_id, seq)
) STRICT, WITHOUT ROWID;

-- Who entered or changed content of which case, ever: the four-eyes rule reads it.
CREATE TABLE case_touch (
    case_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    first_group INTEGER NOT NULL,
    PRIMARY KEY (case_id, user_id)
) STRICT, WITHOUT ROWID;

-- INSERT OR REPLACE removes rows without asking delete triggers unless the connection asks for it,
-- so the triggers on INSERT refuse everything but the next number.
CREATE TRIGGER journal_group_append BEFORE INSERT ON journal_group
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM journal_group)
    OR EXISTS (SELECT 1 FROM journal_group WHERE uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'the journal only grows at its end');
END;

-- The only change allowed is an erasure: the comment with its salt goes, for a case for which a
-- later group says that it was erased.
CREATE TRIGGER journal_group_keep BEFORE UPDATE ON journal_group
WHEN NEW.message IS NOT NULL OR NEW.message_salt IS NOT NULL
    OR NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.at IS NOT OLD.at
    OR NEW.station IS NOT OLD.station OR NEW.kind IS NOT OLD.kind OR NEW.verb IS NOT OLD.verb
    OR NEW.message_digest IS NOT OLD.message_digest
    OR NEW.user_id IS NOT OLD.user_id OR NEW.user_uid IS NOT OLD.user_uid
    OR NEW.user_name IS NOT OLD.user_name
    OR NEW.case_id IS NOT OLD.case_id OR NEW.case_uid IS NOT OLD.case_uid
    OR NEW.content IS NOT OLD.content OR NEW.undoes IS NOT OLD.undoes
    OR NEW.hash IS NOT OLD.hash OR NEW.seal IS NOT OLD.seal
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
WHEN NEW.before IS NOT NULL OR NEW.before_salt IS NOT NULL
    OR NEW.after IS NOT NULL OR NEW.after_salt IS NOT NULL
    OR NEW.group_id IS NOT OLD.group_id OR NEW.seq IS NOT OLD.seq OR NEW.op IS NOT OLD.op
    OR NEW.tbl IS NOT OLD.tbl OR NEW.row_id IS NOT OLD.row_id OR NEW.row_uid IS NOT OLD.row_uid
    OR NEW.col IS NOT OLD.col OR NEW.secret IS NOT OLD.secret
    OR NEW.before_digest IS NOT OLD.before_digest OR NEW.after_digest IS NOT OLD.after_digest
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

CREATE TRIGGER journal_group_touch AFTER INSERT ON journal_group
WHEN NEW.content = 1 AND NEW.case_id > 0 AND NEW.user_id > 0
    AND NOT EXISTS (SELECT 1 FROM case_touch
                    WHERE case_id = NEW.case_id AND user_id = NEW.user_id)
BEGIN
    INSERT INTO case_touch VALUES (NEW.case_id, NEW.user_id, NEW.id);
END;

-- A row is right when its group is: content, of that person and case.
CREATE TRIGGER case_touch_append BEFORE INSERT ON case_touch
WHEN EXISTS (SELECT 1 FROM case_touch WHERE case_id = NEW.case_id AND user_id = NEW.user_id)
    OR NOT EXISTS (SELECT 1 FROM journal_group
                   WHERE id = NEW.first_group AND content = 1
                       AND case_id = NEW.case_id AND user_id = NEW.user_id)
BEGIN
    SELECT RAISE(ABORT, 'who touched a case is written by the journal only');
END;

CREATE TRIGGER case_touch_keep BEFORE UPDATE ON case_touch
BEGIN
    SELECT RAISE(ABORT, 'who touched a case is never changed');
END;

CREATE TRIGGER case_touch_stay BEFORE DELETE ON case_touch
BEGIN
    SELECT RAISE(ABORT, 'who touched a case is never forgotten');
END;

-- Derived, rebuilt when lost: prefix ranges over term find cases, rows of one case are replaced.
CREATE TABLE search_term (
    term TEXT NOT NULL,
    kind INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    PRIMARY KEY (term, kind, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_term_case ON search_term (case_id, kind, term);
