-- That a person asks to be erased, before it is done: who, how, on which day, and what was answered. A
-- follow-up of the case. Erasing by request needs one that was granted, and keeps of it what tells of
-- nobody, since the row goes with the case: its uid, its days, how it was asked and by whom as a relation.

CREATE TABLE erasure_request (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "on" TEXT,
    "by" TEXT,
    "relation" TEXT,
    "how" TEXT,
    "ground" TEXT,
    "answered_on" TEXT,
    "answer" TEXT,
    "said" TEXT
) STRICT;
CREATE INDEX erasure_request_place ON erasure_request (case_id, place);

CREATE TRIGGER erasure_request_own BEFORE INSERT ON erasure_request
WHEN EXISTS (SELECT 1 FROM erasure_request WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER erasure_request_own_keep BEFORE UPDATE ON erasure_request
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;
CREATE TRIGGER erasure_request_erased BEFORE INSERT ON erasure_request
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;

ALTER TABLE erasure ADD COLUMN request BLOB CHECK (length(request) = 16);
ALTER TABLE erasure ADD COLUMN asked_on TEXT;
ALTER TABLE erasure ADD COLUMN asked_as TEXT;
ALTER TABLE erasure ADD COLUMN asked_how TEXT;
ALTER TABLE erasure ADD COLUMN answered_on TEXT;

CREATE TRIGGER erasure_of_request BEFORE INSERT ON erasure
WHEN (NEW.ground = 'day' AND coalesce(NEW.request, NEW.asked_on, NEW.asked_as, NEW.asked_how,
                                      NEW.answered_on) IS NOT NULL)
    OR (NEW.ground = 'request' AND NOT EXISTS (
    SELECT 1 FROM erasure_request AS r
    WHERE r.uid = NEW.request AND r.case_id = NEW.case_id AND r.answer = 'granted'
        AND r."on" = NEW.asked_on AND r.answered_on = NEW.answered_on
        AND r.relation IS NEW.asked_as AND r.how IS NEW.asked_how))
BEGIN
    SELECT RAISE(ABORT, 'an erasure by request names the request that was granted');
END;
