-- No two people of a store are called alike, as far as SQL can compare: without blanks, and in small letters. The
-- program compares the forms of names besides, and so does verifying. Who is of another station is called as there.
CREATE TRIGGER user_called BEFORE INSERT ON user
WHEN NEW.home IS NULL AND EXISTS (
    SELECT 1 FROM user AS u
    WHERE u.home IS NULL AND (
        replace(replace(lower(u.name), ' ', ''), '　', '') IN (
            replace(replace(lower(NEW.name), ' ', ''), '　', ''),
            replace(replace(lower(NEW.display), ' ', ''), '　', ''))
        OR replace(replace(lower(u.display), ' ', ''), '　', '') IN (
            replace(replace(lower(NEW.name), ' ', ''), '　', ''),
            replace(replace(lower(NEW.display), ' ', ''), '　', ''))))
BEGIN
    SELECT RAISE(ABORT, 'somebody is called so already');
END;
