-- A clock that was set forward and back makes somebody read on a day that the journal was told of
-- already. Such rows are kept, and told of by a group of their own: telling says which group of the day
-- a row belongs to, as the number of those that were there before it.
ALTER TABLE case_read ADD COLUMN telling INTEGER NOT NULL DEFAULT 0;
DROP INDEX read_day_of;
CREATE INDEX read_day_of ON read_day (user_id, day);

DROP TRIGGER case_read_append;
CREATE TRIGGER case_read_append BEFORE INSERT ON case_read
WHEN EXISTS (SELECT 1 FROM case_read
             WHERE user_id = NEW.user_id AND day = NEW.day AND case_id = NEW.case_id)
    OR NEW.telling <> (SELECT count(*) FROM read_day
                       WHERE user_id = NEW.user_id AND day = NEW.day)
BEGIN
    SELECT RAISE(ABORT, 'who read a case is written once, on its day');
END;

DROP TRIGGER read_day_append;
CREATE TRIGGER read_day_append BEFORE INSERT ON read_day
WHEN EXISTS (SELECT 1 FROM read_day WHERE id = NEW.id OR uid = NEW.uid)
    OR NOT EXISTS (SELECT 1 FROM case_read
                   WHERE user_id = NEW.user_id AND day = NEW.day
                       AND telling = (SELECT count(*) FROM read_day
                                      WHERE user_id = NEW.user_id AND day = NEW.day))
BEGIN
    SELECT RAISE(ABORT, 'who read a case is written once, on its day');
END;
