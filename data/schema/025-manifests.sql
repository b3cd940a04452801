-- A batch has a purpose (exchange/template.h): that of the batches of before was to launch.
ALTER TABLE batch ADD COLUMN purpose TEXT NOT NULL DEFAULT 'launch';

-- What is made once more, by whom, and whether what stands under the names may be replaced: the
-- next start finishes it as its maker would have.
ALTER TABLE making ADD COLUMN user_id INTEGER REFERENCES user (id);
ALTER TABLE making ADD COLUMN replace INTEGER NOT NULL DEFAULT 0 CHECK (replace = 0 OR replace = 1);

DROP TRIGGER batch_keep;
CREATE TRIGGER batch_keep BEFORE UPDATE ON batch
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.no IS NOT OLD.no
    OR NEW.template IS NOT OLD.template OR NEW.knowledge_version IS NOT OLD.knowledge_version
    OR NEW.at IS NOT OLD.at OR NEW.user_id IS NOT OLD.user_id OR NEW.by_name IS NOT OLD.by_name
    OR NEW.on_day IS NOT OLD.on_day OR NEW.organisation IS NOT OLD.organisation
    OR NEW.station IS NOT OLD.station OR NEW.practice IS NOT OLD.practice
    OR NEW.file IS NOT OLD.file OR NEW.sha256 IS NOT OLD.sha256 OR NEW.cases IS NOT OLD.cases
    OR NEW.rows IS NOT OLD.rows OR NEW.platform IS NOT OLD.platform
    OR NEW.purpose IS NOT OLD.purpose
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

-- One recipient a file. What is approved cannot be read here; the case names the same platform as
-- long as no amendment of it runs.
CREATE TRIGGER batch_case_recipient BEFORE INSERT ON batch_case
WHEN EXISTS (SELECT 1 FROM batch AS b JOIN case_file AS c ON c.id = NEW.case_id
             WHERE b.id = NEW.batch_id AND b.platform IS NOT NULL AND c.amendment IS NULL
                 AND c.platform IS NOT b.platform)
BEGIN
    SELECT RAISE(ABORT, 'a batch goes to one platform');
END;
