-- A decision about a stop says whether the case goes on or ends: what ends stays held, until a later
-- decision about the same reason lets it go on.
ALTER TABLE stop ADD COLUMN ends INTEGER NOT NULL DEFAULT 0 CHECK (ends = 0 OR ends = 1);

-- What holds a case back from being sent and from asking for its money.
CREATE VIEW stop_holds AS
SELECT s.id, s.case_id FROM stop AS s
WHERE s.decided_at IS NULL
    OR (s.ends = 1 AND NOT EXISTS (
        SELECT 1 FROM stop AS l WHERE l.case_id = s.case_id AND l.reason = s.reason AND l.id > s.id
        AND l.decided_at IS NOT NULL AND l.ends = 0));

DROP TRIGGER batch_case_held;
CREATE TRIGGER batch_case_held BEFORE INSERT ON batch_case
WHEN (SELECT purpose FROM batch WHERE id = NEW.batch_id) IN ('launch', 'payment')
    AND (EXISTS (SELECT 1 FROM stop_holds WHERE case_id = NEW.case_id)
         OR (SELECT life FROM case_file WHERE id = NEW.case_id) IN ('closed', 'archived'))
BEGIN
    SELECT RAISE(ABORT, 'a case that is stopped or closed is not sent');
END;

DROP TRIGGER tranche_held_insert;
CREATE TRIGGER tranche_held_insert BEFORE INSERT ON tranche
WHEN NEW.state IS 'requested' AND EXISTS (SELECT 1 FROM stop_holds WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'no payment is requested while the case is stopped');
END;

-- What a file asked for that was begun before the stop is entered all the same.
DROP TRIGGER tranche_held_update;
CREATE TRIGGER tranche_held_update BEFORE UPDATE OF state ON tranche
WHEN NEW.state IS 'requested' AND OLD.state IS NOT 'requested'
    AND EXISTS (SELECT 1 FROM stop_holds WHERE case_id = NEW.case_id)
    AND NOT EXISTS (SELECT 1 FROM batch_case AS k JOIN batch AS b ON b.id = k.batch_id
                    WHERE k.case_id = NEW.case_id AND b.state = 'begun' AND b.purpose = 'payment')
BEGIN
    SELECT RAISE(ABORT, 'no payment is requested while the case is stopped');
END;

DROP TRIGGER money_held_insert;
CREATE TRIGGER money_held_insert BEFORE INSERT ON money
WHEN NEW.kind IS 'requested' AND EXISTS (SELECT 1 FROM stop_holds WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'no payment is requested while the case is stopped');
END;

DROP TRIGGER money_held_update;
CREATE TRIGGER money_held_update BEFORE UPDATE OF kind ON money
WHEN NEW.kind IS 'requested' AND OLD.kind IS NOT 'requested'
    AND EXISTS (SELECT 1 FROM stop_holds WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'no payment is requested while the case is stopped');
END;
