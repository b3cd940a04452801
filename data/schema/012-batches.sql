-- A batch is entered before its file gets its name: begun, and then written or withdrawn. What was
-- begun and neither, because the program was killed or the disk failed in between, the next start
-- decides by what stands under the name. A number is never given twice.

ALTER TABLE batch ADD COLUMN state TEXT NOT NULL DEFAULT 'written'
    CHECK (state = 'begun' OR state = 'written' OR state = 'withdrawn');

-- The files with cases in them that are being made, so that none is forgotten: the hidden folder, the
-- name to be, and the batch once it is begun. No fact about a case, so the journal has it not.
CREATE TABLE making (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    folder TEXT NOT NULL,
    target TEXT NOT NULL,
    batch_id INTEGER REFERENCES batch (id)
) STRICT;

DROP TRIGGER batch_append;
CREATE TRIGGER batch_append BEFORE INSERT ON batch
WHEN NEW.state IS NOT 'begun'
    OR EXISTS (SELECT 1 FROM batch WHERE id = NEW.id OR uid = NEW.uid OR no = NEW.no)
BEGIN
    SELECT RAISE(ABORT, 'a batch is begun, and never changed');
END;

DROP TRIGGER batch_keep;
CREATE TRIGGER batch_keep BEFORE UPDATE ON batch
WHEN OLD.state IS NOT 'begun' OR NEW.state IS 'begun'
    OR NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.no IS NOT OLD.no
    OR NEW.template IS NOT OLD.template OR NEW.knowledge_version IS NOT OLD.knowledge_version
    OR NEW.at IS NOT OLD.at OR NEW.user_id IS NOT OLD.user_id OR NEW.by_name IS NOT OLD.by_name
    OR NEW.on_day IS NOT OLD.on_day OR NEW.organisation IS NOT OLD.organisation
    OR NEW.station IS NOT OLD.station OR NEW.practice IS NOT OLD.practice
    OR NEW.file IS NOT OLD.file OR NEW.sha256 IS NOT OLD.sha256 OR NEW.cases IS NOT OLD.cases
    OR NEW.rows IS NOT OLD.rows
BEGIN
    SELECT RAISE(ABORT, 'a batch that was begun is written or withdrawn, and never changed');
END;

DROP TRIGGER batch_case_append;
CREATE TRIGGER batch_case_append BEFORE INSERT ON batch_case
WHEN EXISTS (SELECT 1 FROM batch_case WHERE id = NEW.id OR uid = NEW.uid
             OR (batch_id = NEW.batch_id AND place = NEW.place))
    OR NOT EXISTS (SELECT 1 FROM batch WHERE id = NEW.batch_id AND state = 'begun')
    OR NOT EXISTS (SELECT 1 FROM approval
                   WHERE id = NEW.approval_id AND case_id = NEW.case_id AND active = 1)
    OR EXISTS (SELECT 1 FROM batch_case AS k JOIN batch AS b ON b.id = k.batch_id
               WHERE k.case_id = NEW.case_id AND b.state = 'begun')
BEGIN
    SELECT RAISE(ABORT, 'a batch that is begun takes cases as they are approved, each once');
END;

-- A case that stands in a batch which is begun waits for what becomes of it.
CREATE TRIGGER case_file_begun BEFORE UPDATE OF status ON case_file
WHEN NEW.status IS NOT OLD.status AND EXISTS (
    SELECT 1 FROM batch_case AS k JOIN batch AS b ON b.id = k.batch_id
    WHERE k.case_id = NEW.id AND b.state = 'begun')
BEGIN
    SELECT RAISE(ABORT, 'the case is being exported');
END;

CREATE TRIGGER approval_begun BEFORE UPDATE ON approval
WHEN NEW.active IS NOT OLD.active AND EXISTS (
    SELECT 1 FROM batch_case AS k JOIN batch AS b ON b.id = k.batch_id
    WHERE k.approval_id = NEW.id AND b.state = 'begun')
BEGIN
    SELECT RAISE(ABORT, 'the case is being exported');
END;

DROP TRIGGER case_file_four_eyes;
CREATE TRIGGER case_file_four_eyes BEFORE UPDATE OF status ON case_file
WHEN NEW.status IS NOT OLD.status AND NEW.status IN ('approved', 'exported') AND NOT EXISTS (
    SELECT 1 FROM approval AS a
    WHERE a.case_id = NEW.id AND a.active = 1 AND a.approver IS NOT NEW.created_by
        AND NOT EXISTS (SELECT 1 FROM case_touch AS t
                        WHERE t.case_id = NEW.id AND t.user_id = a.approver)
        AND (NEW.status = 'approved'
             OR EXISTS (SELECT 1 FROM batch_case AS k JOIN batch AS b ON b.id = k.batch_id
                        WHERE k.approval_id = a.id AND b.state = 'written')))
BEGIN
    SELECT RAISE(ABORT, 'a case needs the approval of somebody who did not enter or change it');
END;
