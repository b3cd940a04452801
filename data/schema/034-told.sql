-- A step of an amendment is written down before it is taken, in the transaction that takes it: the
-- second version of a case neither begins nor ends by writing a column.
CREATE TRIGGER case_file_amends_told BEFORE UPDATE OF amendment ON case_file
WHEN NEW.amendment IS NOT OLD.amendment AND NOT EXISTS (
    SELECT 1 FROM review AS r
    WHERE r.case_id = OLD.id AND r.group_id > (SELECT coalesce(max(id), 0) FROM journal_group)
    AND r.verb || ' ' || coalesce(OLD.amendment, 'none') || ' ' || coalesce(NEW.amendment, 'none') IN (
        'amend none draft', 'submit draft submitted', 'submit returned submitted',
        'withdraw submitted draft', 'reject submitted draft', 'return submitted returned',
        'withdraw draft none', 'withdraw returned none', 'reject draft none',
        'approve submitted none'))
BEGIN
    SELECT RAISE(ABORT, 'a step of an amendment is written down before it is taken');
END;

-- What raised a stop by itself and was taken back after the decision, by a supervisor: the same row
-- raises one anew. Undo may take that back too.
ALTER TABLE stop ADD COLUMN taken_back INTEGER NOT NULL DEFAULT 0
    CHECK (taken_back = 0 OR taken_back = 1);

-- What raised a stop by itself, as long as it still says so.
CREATE VIEW stop_cause AS
SELECT case_id, uid, kind AS reason FROM event
UNION ALL
SELECT case_id, uid, 'consent_withdrawn' FROM consent WHERE withdrawn_on IS NOT NULL;

DROP TRIGGER stop_keep;
UPDATE stop SET taken_back = 1
WHERE decided_at IS NOT NULL AND cause IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM stop_cause AS c
    WHERE c.case_id = stop.case_id AND c.uid = stop.cause AND c.reason = stop.reason);

-- The columns of the decision are written one after the other, its instant last.
CREATE TRIGGER stop_keep BEFORE UPDATE OF
    id, uid, case_id, group_id, at, user_id, reason, words, cause, decided_at, decided_by, decision,
    ends ON stop
WHEN OLD.decided_at IS NOT NULL
    OR (NEW.decided_at IS NOT NULL AND (NEW.decision IS NULL OR NEW.decided_by IS NULL))
    OR (OLD.decision IS NOT NULL AND NEW.decision IS NOT OLD.decision)
    OR (OLD.decided_by IS NOT NULL AND NEW.decided_by IS NOT OLD.decided_by)
    OR NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
    OR NEW.group_id IS NOT OLD.group_id OR NEW.at IS NOT OLD.at
    OR NEW.user_id IS NOT OLD.user_id OR NEW.reason IS NOT OLD.reason
    OR NEW.words IS NOT OLD.words OR NEW.cause IS NOT OLD.cause
BEGIN
    SELECT RAISE(ABORT, 'a stop is decided once, and never changed');
END;

CREATE TRIGGER stop_taken_back BEFORE UPDATE OF taken_back ON stop
WHEN NEW.taken_back = 1 AND (OLD.decided_at IS NULL OR OLD.cause IS NULL OR EXISTS (
    SELECT 1 FROM stop_cause AS c
    WHERE c.case_id = OLD.case_id AND c.uid = OLD.cause AND c.reason = OLD.reason))
BEGIN
    SELECT RAISE(ABORT, 'what raised the stop still stands in the case');
END;

-- A stop goes after what raised it was taken back, while nobody has decided.
DROP TRIGGER stop_stay;
CREATE TRIGGER stop_stay BEFORE DELETE ON stop
WHEN OLD.decided_at IS NOT NULL OR OLD.cause IS NULL OR EXISTS (
    SELECT 1 FROM stop_cause AS c
    WHERE c.case_id = OLD.case_id AND c.uid = OLD.cause AND c.reason = OLD.reason)
BEGIN
    SELECT RAISE(ABORT, 'a stop is decided, never removed');
END;
