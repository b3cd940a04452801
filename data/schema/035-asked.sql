-- A request for payment asks for tranches and is answered when each of them is: of a case, how many were
-- asked for, and how many of these the platform agreed to and refused. NULL: of another purpose, or a batch
-- of before, of which the answer about the case is all there is.
ALTER TABLE batch_case ADD COLUMN asked INTEGER CHECK (asked > 0);
ALTER TABLE batch_case ADD COLUMN agreed INTEGER NOT NULL DEFAULT 0 CHECK (agreed >= 0);
ALTER TABLE batch_case ADD COLUMN declined INTEGER NOT NULL DEFAULT 0 CHECK (declined >= 0);

DROP TRIGGER batch_case_keep;
CREATE TRIGGER batch_case_keep BEFORE UPDATE ON batch_case
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.batch_id IS NOT OLD.batch_id
    OR NEW.place IS NOT OLD.place OR NEW.case_id IS NOT OLD.case_id
    OR NEW.approval_id IS NOT OLD.approval_id OR NEW.content IS NOT OLD.content
    OR NEW.known_as IS NOT OLD.known_as OR NEW.since IS NOT OLD.since OR NEW.earlier IS NOT OLD.earlier
    OR NEW.asked IS NOT OLD.asked
    OR (NEW.outcome IS NULL AND (NEW.reason IS NOT NULL OR NEW.platform_no IS NOT NULL
                                 OR NEW.answered_at IS NOT NULL))
    OR NOT EXISTS (SELECT 1 FROM batch
                   WHERE id = NEW.batch_id AND state = 'written' AND closed_at IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'of a case in a batch only the answer of the platform changes, while the batch is open');
END;
