-- The order of review: which submitted cases are urgent, and since which submission each waits.
-- Derived, kept by the triggers below: nothing of it changes but by a submission, and by whatever
-- moves a case on.
CREATE TABLE waiting (
    case_id INTEGER NOT NULL PRIMARY KEY REFERENCES case_file (id),
    urgent INTEGER NOT NULL CHECK (urgent IN (0, 1)),
    since INTEGER NOT NULL
) STRICT;
CREATE INDEX waiting_order ON waiting (urgent DESC, since, case_id);

INSERT INTO waiting
SELECT id, coalesce(urgent = 'yes', 0),
    coalesce((SELECT max(r.id) FROM review AS r
              WHERE r.case_id = case_file.id AND r.verb = 'submit'), 0)
FROM case_file WHERE status = 'submitted';

CREATE TRIGGER review_waits AFTER INSERT ON review WHEN NEW.verb = 'submit'
BEGIN
    INSERT OR REPLACE INTO waiting
    SELECT id, coalesce(urgent = 'yes', 0), NEW.id FROM case_file WHERE id = NEW.case_id;
END;

CREATE TRIGGER case_file_waits AFTER UPDATE OF status ON case_file
WHEN OLD.status = 'submitted' AND NEW.status IS NOT 'submitted'
BEGIN
    DELETE FROM waiting WHERE case_id = NEW.id;
END;
