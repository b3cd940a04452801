-- To whom cases go, and what becomes of a batch after its file was written.
--
-- Consent C says to whom. Empty means the platform that the case names: whoever lets a case name
-- another platform writes the earlier one into the forms that were signed for it (src/app/edit.c),
-- so that no form comes to mean a platform that its signer never read of.
ALTER TABLE consent ADD COLUMN recipient TEXT;
DROP TRIGGER consent_fixed_update;
CREATE TRIGGER consent_fixed_update BEFORE UPDATE OF
    "id", "uid", "case_id", "place", "kind", "version", "signer", "relation", "signed_on",
    "expires_on", "recipient"
    ON consent
WHEN OLD.later = 0 AND EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
    AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

-- One platform a batch; the batches of before may hold cases of several, and then name none.
-- The column state tells of the file alone; where the batch stands follows from the days beside it.
ALTER TABLE batch ADD COLUMN platform TEXT;
ALTER TABLE batch ADD COLUMN predecessor INTEGER REFERENCES batch (id);
-- What stands beside the workbook as JSON, byte for byte: what an interruption left of the two
-- files is completed with it.
ALTER TABLE batch ADD COLUMN manifest TEXT;
ALTER TABLE batch ADD COLUMN uploaded_on TEXT;
ALTER TABLE batch ADD COLUMN uploaded_by INTEGER REFERENCES user (id);
ALTER TABLE batch ADD COLUMN answered_at TEXT;
ALTER TABLE batch ADD COLUMN closed_at TEXT;
ALTER TABLE batch ADD COLUMN standing TEXT GENERATED ALWAYS AS (
    CASE WHEN state <> 'written' THEN state
         WHEN closed_at IS NOT NULL THEN 'closed'
         WHEN answered_at IS NOT NULL THEN 'answered'
         WHEN uploaded_on IS NOT NULL THEN 'uploaded'
         ELSE 'written' END) VIRTUAL;

-- What the platform answered about a case. NULL: nothing yet.
ALTER TABLE batch_case ADD COLUMN outcome TEXT CHECK (outcome IN ('accepted', 'refused'));
ALTER TABLE batch_case ADD COLUMN reason TEXT;
ALTER TABLE batch_case ADD COLUMN platform_no TEXT;
ALTER TABLE batch_case ADD COLUMN answered_at TEXT;

-- Who wrote a batch once more, when, and under which name.
CREATE TABLE batch_copy (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    batch_id INTEGER NOT NULL REFERENCES batch (id),
    at TEXT NOT NULL,
    user_id INTEGER NOT NULL REFERENCES user (id),
    file TEXT NOT NULL
) STRICT;
CREATE INDEX batch_copy_batch ON batch_copy (batch_id);

CREATE TRIGGER batch_copy_append BEFORE INSERT ON batch_copy
WHEN EXISTS (SELECT 1 FROM batch_copy WHERE id = NEW.id OR uid = NEW.uid)
    OR NOT EXISTS (SELECT 1 FROM batch WHERE id = NEW.batch_id AND state = 'written')
BEGIN
    SELECT RAISE(ABORT, 'a copy is of a batch that was written');
END;

CREATE TRIGGER batch_copy_keep BEFORE UPDATE ON batch_copy
BEGIN
    SELECT RAISE(ABORT, 'what was written once more is never changed');
END;

CREATE TRIGGER batch_copy_stay BEFORE DELETE ON batch_copy
BEGIN
    SELECT RAISE(ABORT, 'what was written once more is never removed');
END;

-- The batches of before: the platform where all their cases, as they were approved, name one.
DROP TRIGGER batch_keep;
UPDATE batch SET platform = (
    SELECT min(json_extract(a.snapshot, '$.case.platform')) FROM batch_case AS k
    JOIN approval AS a ON a.id = k.approval_id WHERE k.batch_id = batch.id)
WHERE NOT EXISTS (
    SELECT 1 FROM batch_case AS k JOIN approval AS a ON a.id = k.approval_id
    WHERE k.batch_id = batch.id AND NOT json_valid(a.snapshot))
AND (SELECT count(DISTINCT coalesce(json_extract(a.snapshot, '$.case.platform'), ''))
     FROM batch_case AS k JOIN approval AS a ON a.id = k.approval_id
     WHERE k.batch_id = batch.id) = 1;

-- A batch that was begun becomes written or withdrawn; one that was written is uploaded, answered
-- and closed, and nothing else of it ever changes. One that is closed is first opened again.
CREATE TRIGGER batch_keep BEFORE UPDATE ON batch
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.no IS NOT OLD.no
    OR NEW.template IS NOT OLD.template OR NEW.knowledge_version IS NOT OLD.knowledge_version
    OR NEW.at IS NOT OLD.at OR NEW.user_id IS NOT OLD.user_id OR NEW.by_name IS NOT OLD.by_name
    OR NEW.on_day IS NOT OLD.on_day OR NEW.organisation IS NOT OLD.organisation
    OR NEW.station IS NOT OLD.station OR NEW.practice IS NOT OLD.practice
    OR NEW.file IS NOT OLD.file OR NEW.sha256 IS NOT OLD.sha256 OR NEW.cases IS NOT OLD.cases
    OR NEW.rows IS NOT OLD.rows OR NEW.platform IS NOT OLD.platform
    OR NEW.predecessor IS NOT OLD.predecessor OR NEW.manifest IS NOT OLD.manifest
    OR (OLD.state = 'begun') IS NOT (NEW.state IS NOT OLD.state)
    OR (OLD.state IS NOT 'written' AND (
            NEW.uploaded_on IS NOT NULL OR NEW.uploaded_by IS NOT NULL
            OR NEW.answered_at IS NOT NULL OR NEW.closed_at IS NOT NULL))
    OR (NEW.uploaded_on IS NOT NULL AND NEW.uploaded_by IS NULL)
    OR (OLD.closed_at IS NOT NULL AND NEW.closed_at IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'a batch that was begun is written or withdrawn, then uploaded, answered and closed, and never changed');
END;

DROP TRIGGER batch_append;
CREATE TRIGGER batch_append BEFORE INSERT ON batch
WHEN NEW.state IS NOT 'begun' OR NEW.uploaded_on IS NOT NULL OR NEW.uploaded_by IS NOT NULL
    OR NEW.answered_at IS NOT NULL OR NEW.closed_at IS NOT NULL
    OR EXISTS (SELECT 1 FROM batch WHERE id = NEW.id OR uid = NEW.uid OR no = NEW.no)
    OR (NEW.predecessor IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM batch WHERE id = NEW.predecessor AND state = 'written'))
BEGIN
    SELECT RAISE(ABORT, 'a batch is begun, and never changed');
END;

-- Of a case in a batch only the answer changes, while the batch stands written and open: the
-- outcome first, what belongs to it afterwards.
DROP TRIGGER batch_case_keep;
CREATE TRIGGER batch_case_keep BEFORE UPDATE ON batch_case
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.batch_id IS NOT OLD.batch_id
    OR NEW.place IS NOT OLD.place OR NEW.case_id IS NOT OLD.case_id
    OR NEW.approval_id IS NOT OLD.approval_id
    OR (NEW.outcome IS NULL AND (NEW.reason IS NOT NULL OR NEW.platform_no IS NOT NULL
                                 OR NEW.answered_at IS NOT NULL))
    OR NOT EXISTS (SELECT 1 FROM batch
                   WHERE id = NEW.batch_id AND state = 'written' AND closed_at IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'of a case in a batch only the answer of the platform changes, while the batch is open');
END;
