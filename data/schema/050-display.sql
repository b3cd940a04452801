-- By the display name a person stands on papers, in batches and as the adviser of a case, so it is kept
-- as the name is.
DROP TRIGGER user_keep;
CREATE TRIGGER user_keep BEFORE UPDATE ON user
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.name IS NOT OLD.name
    OR NEW.display IS NOT OLD.display
    OR (NEW.role IS NOT OLD.role
        AND NEW.role IS NOT (SELECT role FROM role_change
                             WHERE user_id = NEW.id ORDER BY id DESC LIMIT 1))
BEGIN
    SELECT RAISE(ABORT, 'a user keeps the names, and the role until another gives one');
END;
