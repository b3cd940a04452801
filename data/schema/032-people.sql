-- A passphrase that somebody else set is known to two: its person chooses another before anything
-- else (must_change). reset_by says who set the passphrase of somebody who had one before. It stays
-- when the person has changed it, since whoever reset it could have done that in the person's place;
-- only a reset by somebody else takes its place.
ALTER TABLE user ADD COLUMN must_change INTEGER NOT NULL DEFAULT 0 CHECK (must_change IN (0, 1));
ALTER TABLE user ADD COLUMN reset_by INTEGER REFERENCES user (id);

-- A role is changed by somebody else who may add users, and who that was stays.
CREATE TABLE role_change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    user_id INTEGER NOT NULL REFERENCES user (id),
    role TEXT NOT NULL,
    by_user INTEGER NOT NULL REFERENCES user (id)
) STRICT;
CREATE INDEX role_change_user ON role_change (user_id, id);

CREATE TRIGGER role_change_append BEFORE INSERT ON role_change
WHEN EXISTS (SELECT 1 FROM role_change WHERE id = NEW.id OR uid = NEW.uid)
    OR NEW.by_user IS NEW.user_id
    OR NOT EXISTS (SELECT 1 FROM user WHERE id = NEW.by_user AND disabled = 0
                   AND role IN ('supervisor', 'administrator'))
BEGIN
    SELECT RAISE(ABORT, 'a role is given by another who may add users');
END;

CREATE TRIGGER role_change_keep BEFORE UPDATE ON role_change
BEGIN
    SELECT RAISE(ABORT, 'who gave a role is never changed');
END;

CREATE TRIGGER role_change_stay BEFORE DELETE ON role_change
BEGIN
    SELECT RAISE(ABORT, 'who gave a role is never forgotten');
END;

DROP TRIGGER user_keep;
CREATE TRIGGER user_keep BEFORE UPDATE ON user
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.name IS NOT OLD.name
    OR (NEW.role IS NOT OLD.role
        AND NEW.role IS NOT (SELECT role FROM role_change
                             WHERE user_id = NEW.id ORDER BY id DESC LIMIT 1))
BEGIN
    SELECT RAISE(ABORT, 'a user keeps the name, and the role until another gives one');
END;

CREATE TRIGGER user_reset BEFORE UPDATE OF reset_by ON user
WHEN (NEW.reset_by IS NULL AND OLD.reset_by IS NOT NULL) OR NEW.reset_by IS NEW.id
BEGIN
    SELECT RAISE(ABORT, 'who set the passphrase of another is never forgotten');
END;

CREATE TRIGGER approval_own_passphrase BEFORE INSERT ON approval
WHEN EXISTS (SELECT 1 FROM user WHERE id = NEW.approver AND must_change = 1)
BEGIN
    SELECT RAISE(ABORT, 'nobody approves by a passphrase that somebody else set');
END;

CREATE TRIGGER review_own_passphrase BEFORE INSERT ON review
WHEN EXISTS (SELECT 1 FROM user WHERE id = NEW.user_id AND must_change = 1)
BEGIN
    SELECT RAISE(ABORT, 'nobody decides by a passphrase that somebody else set');
END;
