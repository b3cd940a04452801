-- Numbers and addresses of a case are masked until somebody looks at them. Who did, of which case and
-- which class of fields, is in the journal, once a day.
CREATE TABLE reveal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    user_id INTEGER NOT NULL REFERENCES user (id),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    class TEXT NOT NULL CHECK (class IN ('number', 'place', 'health'))
) STRICT;
CREATE UNIQUE INDEX reveal_of ON reveal (case_id, user_id, day, class);

CREATE TRIGGER reveal_append BEFORE INSERT ON reveal
WHEN EXISTS (SELECT 1 FROM reveal
             WHERE id = NEW.id OR uid = NEW.uid OR (case_id = NEW.case_id
                 AND user_id = NEW.user_id AND day = NEW.day AND class = NEW.class))
    OR NOT EXISTS (SELECT 1 FROM user AS u JOIN case_file AS c ON c.id = NEW.case_id
                   WHERE u.id = NEW.user_id AND u.disabled = 0 AND u.role <> 'administrator'
                       AND (u.role <> 'adviser' OR c.keeper = u.id))
BEGIN
    SELECT RAISE(ABORT, 'this person may not look at what is masked in this case');
END;

CREATE TRIGGER reveal_keep BEFORE UPDATE ON reveal
BEGIN
    SELECT RAISE(ABORT, 'who looked at what is masked is never changed');
END;

CREATE TRIGGER reveal_stay BEFORE DELETE ON reveal
BEGIN
    SELECT RAISE(ABORT, 'who looked at what is masked is never forgotten');
END;
