-- Whoever was let in again makes a key after the one that ended, and signs it with that one, which their passphrase
-- still opens: or anybody who has the store would make it for them. NULL where somebody else gives the key, who signs,
-- where the key of before signs the event, and with the first.
ALTER TABLE person_key ADD COLUMN proof BLOB CHECK (length(proof) = 64);

DROP TRIGGER person_key_keep;
CREATE TRIGGER person_key_keep BEFORE UPDATE ON person_key
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.user_id IS NOT OLD.user_id
    OR NEW.sign IS NOT OLD.sign OR NEW.receive IS NOT OLD.receive OR NEW.since IS NOT OLD.since
    OR NEW.made_by IS NOT OLD.made_by OR NEW.proof IS NOT OLD.proof OR OLD.ended IS NOT NULL
    OR EXISTS (SELECT 1 FROM journal_group WHERE uid = NEW.ended)
BEGIN
    SELECT RAISE(ABORT, 'a key is wrapped anew or ended, never changed');
END;
