-- Groups of a case from another store. Who wrote them has a row of user, since records name rows of it: under the
-- uid of there and a name with the station's code, disabled for ever, so that they come in nowhere and count
-- nowhere as one of the house. What they sign by is known by the keys of a table of its own.
ALTER TABLE user ADD COLUMN home TEXT;

CREATE TRIGGER user_home BEFORE INSERT ON user
WHEN NEW.home IS NOT NULL AND (NEW.disabled <> 1 OR NEW.passhash <> '' OR NEW.home = '')
BEGIN
    SELECT RAISE(ABORT, 'who is of another station comes in nowhere else');
END;

CREATE TRIGGER user_home_keep BEFORE UPDATE ON user
WHEN NEW.home IS NOT OLD.home OR (OLD.home IS NOT NULL AND (NEW.disabled <> 1 OR NEW.passhash <> ''))
BEGIN
    SELECT RAISE(ABORT, 'who is of another station comes in nowhere else');
END;

-- A role of there is as the station says.
DROP TRIGGER user_keep;
CREATE TRIGGER user_keep BEFORE UPDATE ON user
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.name IS NOT OLD.name
    OR NEW.display IS NOT OLD.display
    OR (NEW.role IS NOT OLD.role AND OLD.home IS NULL
        AND NEW.role IS NOT (SELECT role FROM role_change
                             WHERE user_id = NEW.id ORDER BY id DESC LIMIT 1))
BEGIN
    SELECT RAISE(ABORT, 'a user keeps the names, and the role until another gives one');
END;

-- uid: of the key's row over there. Nobody's: the station's.
CREATE TABLE known_key (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    user_id INTEGER REFERENCES user (id),
    station TEXT NOT NULL CHECK (station <> ''),
    sign BLOB NOT NULL UNIQUE CHECK (length(sign) = 32)
) STRICT;

CREATE TRIGGER known_key_append BEFORE INSERT ON known_key
WHEN EXISTS (SELECT 1 FROM known_key WHERE id = NEW.id OR uid = NEW.uid OR sign = NEW.sign)
    OR EXISTS (SELECT 1 FROM person_key WHERE uid = NEW.uid OR sign = NEW.sign)
    OR (NEW.user_id IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM user WHERE id = NEW.user_id AND home = NEW.station))
BEGIN
    SELECT RAISE(ABORT, 'a key is of one person');
END;

CREATE TRIGGER known_key_keep BEFORE UPDATE ON known_key
BEGIN
    SELECT RAISE(ABORT, 'a key that was known is never changed');
END;

CREATE TRIGGER known_key_stay BEFORE DELETE ON known_key
BEGIN
    SELECT RAISE(ABORT, 'a key that was known is never removed');
END;

-- Nobody here gave somebody of another station a passphrase, though their row was written here.
DROP VIEW passphrase_given;
CREATE VIEW passphrase_given (user_id, by_user, group_id, added) AS
SELECT r.row_id, g.user_id, g.id, r.op = 'add'
FROM journal_group AS g CROSS JOIN journal_row AS r ON r.group_id = g.id
WHERE (g.kind = 'people' OR g.kind = 'setup') AND g.kind <> 'setup' AND r.tbl = 'user'
    AND g.user_id > 0 AND g.user_id <> r.row_id
    AND NOT EXISTS (SELECT 1 FROM user AS o WHERE o.id = r.row_id AND o.home IS NOT NULL)
    AND (r.op = 'add' OR g.verb = 'user_passphrase')
UNION
SELECT k.user_id, k.made_by, coalesce(g.id, 9223372036854775807), EXISTS (
    SELECT 1 FROM journal_row AS r
    WHERE r.group_id = g.id AND r.tbl = 'user' AND r.op = 'add' AND r.row_id = k.user_id)
FROM person_key AS k LEFT JOIN journal_group AS g ON g.uid = k.since
WHERE k.user_id IS NOT NULL AND k.made_by IS NOT NULL;
