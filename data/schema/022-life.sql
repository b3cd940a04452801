-- The life of a case: what becomes of it besides its application (status), from the first draft to
-- the archive, each step with who, when and why; and stops, which hold sending and paying back until
-- a person decides. What src/desk/life.c and stop.c decide the triggers hold against other programs.

ALTER TABLE case_file ADD COLUMN life TEXT NOT NULL DEFAULT 'prepared';

-- A step of a case that is written down before the column moves. was: where it comes from, which is
-- where a case that is opened again goes back to. on_day: the civil day on which it came about.
CREATE TABLE life_step (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    group_id INTEGER NOT NULL,
    at TEXT NOT NULL,
    user_id INTEGER NOT NULL REFERENCES user (id),
    was TEXT NOT NULL,
    life TEXT NOT NULL,
    on_day TEXT NOT NULL,
    reason TEXT,
    comment TEXT
) STRICT;
CREATE INDEX life_step_case ON life_step (case_id, id);

-- What holds a case. cause: the uid of the event or the consent that raised it by itself; NULL: it
-- was raised by hand. decision: with which words it was let go, or left as it is.
CREATE TABLE stop (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    group_id INTEGER NOT NULL,
    at TEXT NOT NULL,
    user_id INTEGER NOT NULL REFERENCES user (id),
    reason TEXT NOT NULL,
    words TEXT,
    cause BLOB CHECK (length(cause) = 16),
    decided_at TEXT,
    decided_by INTEGER REFERENCES user (id),
    decision TEXT
) STRICT;
CREATE INDEX stop_case ON stop (case_id, id);
CREATE UNIQUE INDEX stop_open ON stop (case_id) WHERE decided_at IS NULL;

-- Before there were steps: what was exported is sent, what was closed is closed.
UPDATE case_file SET life = CASE status WHEN 'exported' THEN 'sent' ELSE 'closed' END
WHERE status IN ('exported', 'closed');
CREATE INDEX case_file_life ON case_file (life);

CREATE TRIGGER case_file_life_begins BEFORE INSERT ON case_file WHEN NEW.life IS NOT 'prepared'
BEGIN
    SELECT RAISE(ABORT, 'the life of a case begins as prepared');
END;

-- The same steps as the table in the desk floor; a test holds both together. A case that was closed
-- goes back to where it was.
CREATE TRIGGER case_file_life_moves BEFORE UPDATE OF life ON case_file
WHEN NEW.life IS NOT OLD.life AND NOT (
    OLD.life || ' ' || NEW.life IN (
        'prepared sent', 'sent accepted', 'sent refused', 'sent raising', 'refused sent',
        'refused accepted', 'accepted sent', 'accepted refused', 'accepted raising',
        'raising accepted', 'raising raising_ended', 'raising_ended raising',
        'raising_ended settling', 'settling raising_ended', 'prepared closed', 'sent closed',
        'accepted closed', 'refused closed', 'raising closed', 'raising_ended closed',
        'settling closed', 'closed archived', 'archived closed')
    OR (OLD.life = 'closed' AND NEW.life = coalesce(
            (SELECT was FROM life_step
             WHERE case_id = NEW.id AND life = 'closed' AND was IS NOT 'archived'
             ORDER BY id DESC LIMIT 1), 'prepared')))
BEGIN
    SELECT RAISE(ABORT, 'the life of a case has no such step');
END;

CREATE TRIGGER case_file_life_told BEFORE UPDATE OF life ON case_file
WHEN NEW.life IS NOT OLD.life AND OLD.life || ' ' || NEW.life IS NOT
    (SELECT was || ' ' || life FROM life_step WHERE case_id = NEW.id ORDER BY id DESC LIMIT 1)
BEGIN
    SELECT RAISE(ABORT, 'a step is written down before it is taken');
END;

CREATE TRIGGER case_file_life_approved BEFORE UPDATE OF life ON case_file
WHEN NEW.life IS NOT OLD.life AND NEW.life NOT IN ('prepared', 'closed', 'archived')
    AND NOT EXISTS (SELECT 1 FROM approval WHERE case_id = NEW.id AND active = 1)
BEGIN
    SELECT RAISE(ABORT, 'only what was approved is sent');
END;

-- An application that is closed is the end of the case; the other way round it stays as it is.
CREATE TRIGGER case_file_closed BEFORE UPDATE OF status ON case_file
WHEN NEW.status IS 'closed' AND OLD.status IS NOT 'closed'
    AND NEW.life NOT IN ('closed', 'archived')
BEGIN
    SELECT RAISE(ABORT, 'the life of a case is closed first');
END;

CREATE TRIGGER case_file_open BEFORE UPDATE OF life ON case_file
WHEN NEW.life NOT IN ('closed', 'archived') AND NEW.status = 'closed'
BEGIN
    SELECT RAISE(ABORT, 'the application of the case is closed');
END;

CREATE TRIGGER life_step_append BEFORE INSERT ON life_step
WHEN EXISTS (SELECT 1 FROM life_step WHERE id = NEW.id OR uid = NEW.uid)
    OR NEW.was IS NOT (SELECT life FROM case_file WHERE id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'a step begins where the case stands, and is never changed');
END;

CREATE TRIGGER life_step_keep BEFORE UPDATE ON life_step
BEGIN
    SELECT RAISE(ABORT, 'a step is never changed');
END;

CREATE TRIGGER life_step_stay BEFORE DELETE ON life_step
BEGIN
    SELECT RAISE(ABORT, 'a step is never removed');
END;

CREATE TRIGGER stop_append BEFORE INSERT ON stop
WHEN EXISTS (SELECT 1 FROM stop WHERE id = NEW.id OR uid = NEW.uid)
    OR EXISTS (SELECT 1 FROM stop WHERE case_id = NEW.case_id AND decided_at IS NULL)
    OR NEW.decided_at IS NOT NULL OR NEW.decided_by IS NOT NULL OR NEW.decision IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a case has one stop at a time, which is not decided yet');
END;

-- The columns of the decision are written one after the other, its instant last.
CREATE TRIGGER stop_keep BEFORE UPDATE ON stop
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

CREATE TRIGGER stop_decided BEFORE UPDATE ON stop
WHEN NEW.decided_by IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM user
                    WHERE id = NEW.decided_by AND role = 'supervisor' AND disabled = 0)
BEGIN
    SELECT RAISE(ABORT, 'a supervisor decides a stop');
END;

-- What raised it by itself may be taken back while nobody has decided.
CREATE TRIGGER stop_stay BEFORE DELETE ON stop
WHEN OLD.decided_at IS NOT NULL OR OLD.cause IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a stop is decided, never removed');
END;

CREATE TRIGGER batch_case_held BEFORE INSERT ON batch_case
WHEN EXISTS (SELECT 1 FROM stop WHERE case_id = NEW.case_id AND decided_at IS NULL)
    OR (SELECT life FROM case_file WHERE id = NEW.case_id) IN ('closed', 'archived')
BEGIN
    SELECT RAISE(ABORT, 'a case that is stopped or closed is not sent');
END;

CREATE TRIGGER tranche_held_insert BEFORE INSERT ON tranche
WHEN NEW.state IS 'requested'
    AND EXISTS (SELECT 1 FROM stop WHERE case_id = NEW.case_id AND decided_at IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'no payment is requested while the case is stopped');
END;

CREATE TRIGGER tranche_held_update BEFORE UPDATE OF state ON tranche
WHEN NEW.state IS 'requested' AND OLD.state IS NOT 'requested'
    AND EXISTS (SELECT 1 FROM stop WHERE case_id = NEW.case_id AND decided_at IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'no payment is requested while the case is stopped');
END;

CREATE TRIGGER money_held_insert BEFORE INSERT ON money
WHEN NEW.kind IS 'requested'
    AND EXISTS (SELECT 1 FROM stop WHERE case_id = NEW.case_id AND decided_at IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'no payment is requested while the case is stopped');
END;

CREATE TRIGGER money_held_update BEFORE UPDATE OF kind ON money
WHEN NEW.kind IS 'requested' AND OLD.kind IS NOT 'requested'
    AND EXISTS (SELECT 1 FROM stop WHERE case_id = NEW.case_id AND decided_at IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'no payment is requested while the case is stopped');
END;

-- A case is closed from every status; what was submitted is then no longer read.
DROP TRIGGER case_file_moves;
CREATE TRIGGER case_file_moves BEFORE UPDATE OF status ON case_file
WHEN NEW.status IS NOT OLD.status AND OLD.status || ' ' || NEW.status NOT IN (
    'draft submitted', 'returned submitted', 'submitted draft', 'draft closed', 'returned closed',
    'submitted closed', 'submitted returned', 'submitted rejected', 'submitted approved',
    'rejected draft', 'closed draft', 'approved exported', 'exported approved')
BEGIN
    SELECT RAISE(ABORT, 'the workflow has no such step');
END;
