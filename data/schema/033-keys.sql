-- The keys of persons and of the station: who signed a group of the journal is a row here.

-- user_id: NULL for the station. since and ended: uids of the groups that make the key and end it, both
-- signed with it or before it; the groups between are nobody else's. made_by: who set the passphrase
-- that the key began with, where that was not the person. wrapped: the secret halves
-- (src/seal/person.h), which the person's passphrase opens; those of the station are open to whoever
-- can open the store.
CREATE TABLE person_key (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    user_id INTEGER REFERENCES user (id),
    sign BLOB NOT NULL UNIQUE CHECK (length(sign) = 32),
    receive BLOB NOT NULL CHECK (length(receive) = 32),
    wrapped BLOB NOT NULL,
    since BLOB NOT NULL CHECK (length(since) = 16),
    made_by INTEGER REFERENCES user (id) CHECK (made_by IS NOT user_id OR made_by IS NULL),
    ended BLOB CHECK (length(ended) = 16)
) STRICT;
CREATE UNIQUE INDEX person_key_now ON person_key (coalesce(user_id, 0)) WHERE ended IS NULL;
CREATE INDEX person_key_user ON person_key (user_id, id);

-- A group is written after what it changes, so the one that makes or ends a key is not there yet.
CREATE TRIGGER person_key_append BEFORE INSERT ON person_key
WHEN EXISTS (SELECT 1 FROM person_key WHERE id = NEW.id OR uid = NEW.uid OR sign = NEW.sign
             OR (user_id IS NEW.user_id AND ended IS NULL))
    OR EXISTS (SELECT 1 FROM journal_group WHERE uid = NEW.since)
    OR NEW.ended IS NOT NULL
    OR EXISTS (SELECT 1 FROM user WHERE id = NEW.user_id AND disabled = 1)
BEGIN
    SELECT RAISE(ABORT, 'a person has one key, from the group on that makes it');
END;

-- A passphrase that the person changes wraps the same key anew.
CREATE TRIGGER person_key_keep BEFORE UPDATE ON person_key
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.user_id IS NOT OLD.user_id
    OR NEW.sign IS NOT OLD.sign OR NEW.receive IS NOT OLD.receive OR NEW.since IS NOT OLD.since
    OR NEW.made_by IS NOT OLD.made_by OR OLD.ended IS NOT NULL
    OR EXISTS (SELECT 1 FROM journal_group WHERE uid = NEW.ended)
BEGIN
    SELECT RAISE(ABORT, 'a key is wrapped anew or ended, never changed');
END;

CREATE TRIGGER person_key_stay BEFORE DELETE ON person_key
BEGIN
    SELECT RAISE(ABORT, 'a key is ended, never removed');
END;
