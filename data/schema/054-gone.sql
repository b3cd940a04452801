-- What a newer file of a list has no more is ended by two persons too. gone: who asks that it be lifted
-- asks it since the file does not have it; should a later file have it again, it is entered anew.
ALTER TABLE blacklist ADD COLUMN gone INTEGER NOT NULL DEFAULT 0 CHECK (gone = 0 OR gone = 1);

-- What counts is lifted by two; an entry that was not confirmed, by one.
DROP TRIGGER blacklist_ended;
CREATE TRIGGER blacklist_ended BEFORE UPDATE OF ended_at ON blacklist
WHEN NEW.ended_by IS NULL OR NEW.ended_reason IS NULL
    OR NOT EXISTS (SELECT 1 FROM user WHERE id = NEW.ended_by AND role = 'supervisor' AND disabled = 0)
    OR (OLD.lift_at IS NULL AND (OLD.source <> '' OR OLD.confirmed_at IS NOT NULL))
    OR (OLD.lift_at IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM blacklist_second WHERE first = OLD.lift_by AND second = NEW.ended_by))
BEGIN
    SELECT RAISE(ABORT, 'a supervisor asks that an entry be lifted, and another one lifts it');
END;
