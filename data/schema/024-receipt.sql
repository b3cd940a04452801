-- The files in which a platform answered about a batch, as they were taken in. What each of them
-- said of a case stands beside the case (batch_case); one that said nothing new is no row here.
CREATE TABLE receipt (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    batch_id INTEGER NOT NULL REFERENCES batch (id),
    at TEXT NOT NULL,
    user_id INTEGER NOT NULL REFERENCES user (id),
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    accepted INTEGER NOT NULL CHECK (accepted >= 0),
    refused INTEGER NOT NULL CHECK (refused >= 0),
    left_out INTEGER NOT NULL CHECK (left_out >= 0)
) STRICT;
CREATE INDEX receipt_batch ON receipt (batch_id);

CREATE TRIGGER receipt_append BEFORE INSERT ON receipt
WHEN EXISTS (SELECT 1 FROM receipt WHERE id = NEW.id OR uid = NEW.uid)
    OR NOT EXISTS (SELECT 1 FROM batch
                   WHERE id = NEW.batch_id AND state = 'written' AND closed_at IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'a reply is about a batch that was written and is open');
END;

CREATE TRIGGER receipt_keep BEFORE UPDATE ON receipt
BEGIN
    SELECT RAISE(ABORT, 'a reply that was taken in is never changed');
END;

CREATE TRIGGER receipt_stay BEFORE DELETE ON receipt
BEGIN
    SELECT RAISE(ABORT, 'a reply that was taken in is never removed');
END;

-- A batch is answered when none of its cases waits for an answer any more.
CREATE INDEX batch_case_unanswered ON batch_case (batch_id) WHERE outcome IS NULL;
-- What was refused last goes back to whoever entered the case.
CREATE INDEX batch_case_refused ON batch_case (case_id) WHERE outcome = 'refused';
