-- Which batch of this purpose and platform had the case last: a report tells what that one did not hold. What
-- is entered late is dated before it, so its day says nothing. NULL: none, or a batch of before this step.
ALTER TABLE batch_case ADD COLUMN earlier INTEGER REFERENCES batch (id);

DROP TRIGGER batch_case_keep;
CREATE TRIGGER batch_case_keep BEFORE UPDATE ON batch_case
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.batch_id IS NOT OLD.batch_id
    OR NEW.place IS NOT OLD.place OR NEW.case_id IS NOT OLD.case_id
    OR NEW.approval_id IS NOT OLD.approval_id OR NEW.content IS NOT OLD.content
    OR NEW.known_as IS NOT OLD.known_as OR NEW.since IS NOT OLD.since OR NEW.earlier IS NOT OLD.earlier
    OR (NEW.outcome IS NULL AND (NEW.reason IS NOT NULL OR NEW.platform_no IS NOT NULL
                                 OR NEW.answered_at IS NOT NULL))
    OR NOT EXISTS (SELECT 1 FROM batch
                   WHERE id = NEW.batch_id AND state = 'written' AND closed_at IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'of a case in a batch only the answer of the platform changes, while the batch is open');
END;
