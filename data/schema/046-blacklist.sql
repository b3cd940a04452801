-- Lists of people whose cases a supervisor has to look at. Nothing of them is kept in clear: a name, an
-- ID, a phone and a card are digests under a secret of the store (src/store/secret.h), which can be
-- compared with what a case says and not be read.

-- Made at its first use, never changed: what was digested under it would mean nothing any more. It is
-- not in the journal, whose digests it would open.
CREATE TABLE secret (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    bytes BLOB NOT NULL CHECK (length(bytes) = 32)
) STRICT;

CREATE TRIGGER secret_keep BEFORE UPDATE ON secret
BEGIN
    SELECT RAISE(ABORT, 'the secret of the store is never changed');
END;

CREATE TRIGGER secret_stay BEFORE DELETE ON secret
BEGIN
    SELECT RAISE(ABORT, 'the secret of the store is never removed');
END;

CREATE TRIGGER secret_own BEFORE INSERT ON secret
WHEN EXISTS (SELECT 1 FROM secret)
BEGIN
    SELECT RAISE(ABORT, 'the secret of the store is never changed');
END;

-- source: of a list that was taken in, its name; empty: an entry of our own, which counts once another
-- supervisor has confirmed it, and has evidence. print: of the whole row, by which a later file is
-- compared. of_...: what a case is compared by. since: the civil day from which on, until: the last day.
-- lift_...: somebody asks that it be lifted, ended_...: it is.
CREATE TABLE blacklist (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    source TEXT NOT NULL,
    print BLOB NOT NULL CHECK (length(print) = 32),
    of_id BLOB CHECK (length(of_id) = 32),
    of_phone BLOB CHECK (length(of_phone) = 32),
    of_card BLOB CHECK (length(of_card) = 32),
    of_name_year BLOB CHECK (length(of_name_year) = 32),
    of_name_tail BLOB CHECK (length(of_name_tail) = 32),
    reason TEXT NOT NULL CHECK (reason <> ''),
    evidence TEXT,
    document TEXT,
    since TEXT NOT NULL,
    until TEXT,
    entered_at TEXT NOT NULL,
    entered_by INTEGER NOT NULL REFERENCES user (id),
    confirmed_at TEXT,
    confirmed_by INTEGER REFERENCES user (id),
    lift_at TEXT,
    lift_by INTEGER REFERENCES user (id),
    lift_reason TEXT,
    ended_at TEXT,
    ended_by INTEGER REFERENCES user (id),
    ended_reason TEXT,
    CHECK (coalesce(of_id, of_phone, of_card, of_name_year, of_name_tail) IS NOT NULL),
    CHECK (source <> '' OR (evidence IS NOT NULL AND evidence <> ''))
) STRICT;
CREATE INDEX blacklist_id ON blacklist (of_id) WHERE ended_at IS NULL;
CREATE INDEX blacklist_phone ON blacklist (of_phone) WHERE ended_at IS NULL;
CREATE INDEX blacklist_card ON blacklist (of_card) WHERE ended_at IS NULL;
CREATE INDEX blacklist_name_year ON blacklist (of_name_year) WHERE ended_at IS NULL;
CREATE INDEX blacklist_name_tail ON blacklist (of_name_tail) WHERE ended_at IS NULL;
CREATE INDEX blacklist_source ON blacklist (source, print);

-- Two persons are two where neither could have signed in as the other (passphrase_set).
CREATE VIEW blacklist_second (first, second) AS
SELECT a.id, b.id FROM user AS a JOIN user AS b ON b.id <> a.id
WHERE b.role = 'supervisor' AND b.disabled = 0 AND NOT EXISTS (
    SELECT 1 FROM passphrase_set AS p
    WHERE (p.user_id = a.id AND p.by_user = b.id) OR (p.user_id = b.id AND p.by_user = a.id));

CREATE TRIGGER blacklist_append BEFORE INSERT ON blacklist
WHEN EXISTS (SELECT 1 FROM blacklist WHERE id = NEW.id OR uid = NEW.uid)
    OR coalesce(NEW.confirmed_at, NEW.confirmed_by, NEW.lift_at, NEW.lift_by, NEW.lift_reason,
                NEW.ended_at, NEW.ended_by, NEW.ended_reason) IS NOT NULL
    OR NOT EXISTS (SELECT 1 FROM user WHERE id = NEW.entered_by AND role = 'supervisor' AND disabled = 0)
BEGIN
    SELECT RAISE(ABORT, 'a supervisor enters on the blacklist, and another one confirms');
END;

CREATE TRIGGER blacklist_keep BEFORE UPDATE ON blacklist
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.source IS NOT OLD.source
    OR NEW.print IS NOT OLD.print OR NEW.of_id IS NOT OLD.of_id OR NEW.of_phone IS NOT OLD.of_phone
    OR NEW.of_card IS NOT OLD.of_card OR NEW.of_name_year IS NOT OLD.of_name_year
    OR NEW.of_name_tail IS NOT OLD.of_name_tail OR NEW.reason IS NOT OLD.reason
    OR NEW.evidence IS NOT OLD.evidence OR NEW.document IS NOT OLD.document
    OR NEW.since IS NOT OLD.since OR NEW.until IS NOT OLD.until
    OR NEW.entered_at IS NOT OLD.entered_at OR NEW.entered_by IS NOT OLD.entered_by
    OR OLD.ended_at IS NOT NULL
    OR (OLD.confirmed_at IS NOT NULL AND NEW.confirmed_at IS NOT OLD.confirmed_at)
    OR (OLD.confirmed_by IS NOT NULL AND NEW.confirmed_by IS NOT OLD.confirmed_by)
BEGIN
    SELECT RAISE(ABORT, 'an entry of the blacklist is confirmed and ended, never changed');
END;

-- The columns of a step are written one after the other, its instant last.
CREATE TRIGGER blacklist_confirmed BEFORE UPDATE OF confirmed_at, confirmed_by ON blacklist
WHEN OLD.source <> '' OR NOT EXISTS (
    SELECT 1 FROM blacklist_second WHERE first = OLD.entered_by AND second = NEW.confirmed_by)
BEGIN
    SELECT RAISE(ABORT, 'a supervisor enters on the blacklist, and another one confirms');
END;

CREATE TRIGGER blacklist_lifted BEFORE UPDATE OF lift_at ON blacklist
WHEN NEW.lift_at IS NOT NULL AND (
    NEW.lift_reason IS NULL OR NEW.lift_reason = ''
    OR NOT EXISTS (SELECT 1 FROM user WHERE id = NEW.lift_by AND role = 'supervisor' AND disabled = 0))
BEGIN
    SELECT RAISE(ABORT, 'a supervisor asks that an entry be lifted, and another one lifts it');
END;

-- What counts is lifted by two; an entry that was not confirmed, by one; a row that a list has no more
-- is ended by the newer file.
CREATE TRIGGER blacklist_ended BEFORE UPDATE OF ended_at ON blacklist
WHEN NEW.ended_by IS NULL OR NEW.ended_reason IS NULL
    OR NOT EXISTS (SELECT 1 FROM user WHERE id = NEW.ended_by AND role = 'supervisor' AND disabled = 0)
    OR (OLD.source = '' AND OLD.confirmed_at IS NOT NULL AND OLD.lift_at IS NULL)
    OR (OLD.lift_at IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM blacklist_second WHERE first = OLD.lift_by AND second = NEW.ended_by))
BEGIN
    SELECT RAISE(ABORT, 'a supervisor asks that an entry be lifted, and another one lifts it');
END;

CREATE TRIGGER blacklist_stay BEFORE DELETE ON blacklist
BEGIN
    SELECT RAISE(ABORT, 'an entry of the blacklist is ended, never removed');
END;
