-- A case that is elsewhere is asked for: by which station, of which, as the pen stood then, by whom there; and what
-- the other answered. Words of the program alone say why and what, so no text about a person stands where an
-- erasure does not come. Both stations have the same row, by its call.
CREATE TABLE case_call (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    call BLOB NOT NULL UNIQUE CHECK (length(call) = 16),
    case_uid BLOB NOT NULL CHECK (length(case_uid) = 16),
    caller TEXT NOT NULL CHECK (caller <> ''),
    holder TEXT NOT NULL CHECK (holder <> ''),
    term INTEGER NOT NULL CHECK (term >= 0),
    asker BLOB NOT NULL CHECK (length(asker) = 16),
    reason TEXT NOT NULL CHECK (reason <> ''),
    at TEXT NOT NULL,
    answer TEXT CHECK (answer <> ''),
    answered_at TEXT CHECK (answered_at IS NULL OR answer IS NOT NULL)
) STRICT;
CREATE INDEX case_call_of ON case_call (case_uid, term);

CREATE TRIGGER case_call_append BEFORE INSERT ON case_call
WHEN EXISTS (SELECT 1 FROM case_call WHERE id = NEW.id OR uid = NEW.uid OR call = NEW.call)
    OR NEW.caller = NEW.holder
    OR NOT EXISTS (SELECT 1 FROM setting WHERE name = 'station' AND value IN (NEW.caller, NEW.holder))
BEGIN
    SELECT RAISE(ABORT, 'a case is asked for once, by this station or of it');
END;
CREATE TRIGGER case_call_keep BEFORE UPDATE ON case_call
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.call IS NOT OLD.call
    OR NEW.case_uid IS NOT OLD.case_uid OR NEW.caller IS NOT OLD.caller OR NEW.holder IS NOT OLD.holder
    OR NEW.term IS NOT OLD.term OR NEW.asker IS NOT OLD.asker OR NEW.reason IS NOT OLD.reason
    OR NEW.at IS NOT OLD.at
    OR (OLD.answer IS NOT NULL AND NEW.answer IS NOT OLD.answer)
    OR (OLD.answered_at IS NOT NULL AND NEW.answered_at IS NOT OLD.answered_at)
BEGIN
    SELECT RAISE(ABORT, 'that a case was asked for is answered once, and never changed');
END;
CREATE TRIGGER case_call_stay BEFORE DELETE ON case_call
BEGIN
    SELECT RAISE(ABORT, 'that a case was asked for is never forgotten');
END;

-- Those that count still: the pen has not moved since. ours: we asked.
CREATE VIEW call_open (call_id, case_id, other, ours, answered) AS
SELECT k.id, f.id, CASE WHEN k.caller = s.value THEN k.holder ELSE k.caller END, k.caller = s.value,
    k.answer IS NOT NULL
FROM case_call AS k JOIN setting AS s ON s.name = 'station' AND s.value IN (k.caller, k.holder)
    JOIN case_file AS f ON f.uid = k.case_uid
WHERE k.term = coalesce((SELECT p.term FROM pen AS p WHERE p.case_id = f.id), 0)
    AND k.answer IS NOT 'elsewhere';

-- A supervisor takes over what is at a station that is trusted no longer, as one that is lost.
CREATE VIEW pen_lost (case_id) AS
SELECT f.id FROM case_file AS f JOIN station AS s ON s.distrusted IS NOT NULL
    AND s.code = coalesce((SELECT p.holder FROM pen AS p WHERE p.case_id = f.id),
                          (SELECT g.station FROM journal_group AS g WHERE g.id =
                              (SELECT min(h.id) FROM journal_group AS h WHERE h.case_id = f.id)));

DROP TRIGGER pen_keep;
CREATE TRIGGER pen_keep BEFORE UPDATE ON pen
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
    OR NEW.term NOT IN (OLD.term, OLD.term + 1)
    OR (EXISTS (SELECT 1 FROM pen_away WHERE case_id = OLD.case_id AND holder IS NOT NEW.holder)
        AND NOT (EXISTS (SELECT 1 FROM pen_lost WHERE case_id = OLD.case_id)
                 AND NEW.holder IS (SELECT value FROM setting WHERE name = 'station')))
BEGIN
    SELECT RAISE(ABORT, 'the pen of a case is passed on by who holds it');
END;

DROP TRIGGER pen_begin;
CREATE TRIGGER pen_begin BEFORE INSERT ON pen
WHEN NEW.term <> 1 OR EXISTS (SELECT 1 FROM pen WHERE id = NEW.id OR uid = NEW.uid OR case_id = NEW.case_id)
    OR (EXISTS (SELECT 1 FROM journal_group AS g
            WHERE g.id = (SELECT min(f.id) FROM journal_group AS f WHERE f.case_id = NEW.case_id)
                AND (g.signed_at IS NOT NULL OR (g.signer IS NOT NULL AND g.signature IS NULL)))
        AND NOT EXISTS (SELECT 1 FROM pen_lost WHERE case_id = NEW.case_id))
BEGIN
    SELECT RAISE(ABORT, 'the pen of a case is passed on by who holds it');
END;
