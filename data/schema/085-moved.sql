-- A store that moved to another machine is read and nothing else (store/retired.h). The event itself sets the setting
-- before its own row comes; a backup of such a store that is put back says so, and is only read as well.
CREATE TRIGGER journal_group_retired BEFORE INSERT ON journal_group
WHEN NEW.verb NOT IN ('move', 'move_back', 'restore', 'day')
    AND EXISTS (SELECT 1 FROM setting WHERE name = 'moved' AND value <> '')
BEGIN
    SELECT RAISE(ABORT, 'This store moved to another machine and is only read here');
END;
