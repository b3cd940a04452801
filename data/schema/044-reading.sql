-- Who read which case on which day: one row however often. That is no change of a case, so the rows
-- are not in the journal; what is there, once for a person and a day, is how many cases it were and a
-- digest of which, so that a row that is taken away or put in afterwards is found out.
CREATE TABLE case_read (
    user_id INTEGER NOT NULL,
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    case_id INTEGER NOT NULL,
    PRIMARY KEY (user_id, day, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_read_case ON case_read (case_id, day);

CREATE TABLE read_day (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    user_id INTEGER NOT NULL REFERENCES user (id),
    day TEXT NOT NULL,
    cases INTEGER NOT NULL,
    digest BLOB NOT NULL CHECK (length(digest) = 32)
) STRICT;
CREATE UNIQUE INDEX read_day_of ON read_day (user_id, day);

CREATE TRIGGER case_read_append BEFORE INSERT ON case_read
WHEN EXISTS (SELECT 1 FROM case_read
             WHERE user_id = NEW.user_id AND day = NEW.day AND case_id = NEW.case_id)
    OR EXISTS (SELECT 1 FROM read_day WHERE user_id = NEW.user_id AND day = NEW.day)
BEGIN
    SELECT RAISE(ABORT, 'who read a case is written once, on its day');
END;

CREATE TRIGGER case_read_keep BEFORE UPDATE ON case_read
BEGIN
    SELECT RAISE(ABORT, 'who read a case is never changed');
END;

CREATE TRIGGER case_read_stay BEFORE DELETE ON case_read
BEGIN
    SELECT RAISE(ABORT, 'who read a case is never forgotten');
END;

CREATE TRIGGER read_day_append BEFORE INSERT ON read_day
WHEN EXISTS (SELECT 1 FROM read_day
             WHERE id = NEW.id OR uid = NEW.uid OR (user_id = NEW.user_id AND day = NEW.day))
BEGIN
    SELECT RAISE(ABORT, 'who read a case is written once, on its day');
END;

CREATE TRIGGER read_day_keep BEFORE UPDATE ON read_day
BEGIN
    SELECT RAISE(ABORT, 'who read a case is never changed');
END;

CREATE TRIGGER read_day_stay BEFORE DELETE ON read_day
BEGIN
    SELECT RAISE(ABORT, 'who read a case is never forgotten');
END;
