-- Judgements that are kept, and the fingerprints of stories.

-- A fingerprint of each story, and the parts of it by which like ones are found. Derived: written
-- with the case, never journalled.
CREATE TABLE story_print (
    case_id INTEGER NOT NULL PRIMARY KEY REFERENCES case_file (id),
    print BLOB NOT NULL
) STRICT;
CREATE TABLE story_band (
    band INTEGER NOT NULL,
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    PRIMARY KEY (band, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_band_case ON story_band (case_id);

-- By which knowledge, and as of which day, a case was last judged.
ALTER TABLE case_summary ADD COLUMN knowledge_version TEXT REFERENCES knowledge_text (version);
ALTER TABLE case_summary ADD COLUMN judged_on TEXT;

-- What was open when a case was approved: each finding as it was then, with the facts it read and
-- the comment with which it was accepted. message and facts hold values of the case.
CREATE TABLE finding_accepted (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    approval_id INTEGER NOT NULL REFERENCES approval (id),
    rule TEXT NOT NULL,
    version TEXT NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('warn', 'info')),
    field TEXT,
    row_no INTEGER,
    message TEXT,
    facts TEXT,
    comment TEXT,
    CHECK (severity <> 'warn' OR length(comment) > 0)
) STRICT;
CREATE INDEX finding_accepted_case ON finding_accepted (case_id, id);
CREATE INDEX finding_accepted_approval ON finding_accepted (approval_id);

CREATE TRIGGER finding_accepted_append BEFORE INSERT ON finding_accepted
WHEN EXISTS (SELECT 1 FROM finding_accepted WHERE id = NEW.id OR uid = NEW.uid)
    OR NOT EXISTS (SELECT 1 FROM approval
                   WHERE id = NEW.approval_id AND case_id = NEW.case_id AND active = 1)
BEGIN
    SELECT RAISE(ABORT, 'a finding is accepted with an approval, once');
END;

CREATE TRIGGER finding_accepted_keep BEFORE UPDATE ON finding_accepted
BEGIN
    SELECT RAISE(ABORT, 'an accepted finding is never changed');
END;

CREATE TRIGGER finding_accepted_stay BEFORE DELETE ON finding_accepted
BEGIN
    SELECT RAISE(ABORT, 'an accepted finding is never removed');
END;
