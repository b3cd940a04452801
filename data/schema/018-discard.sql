-- A case that was begun by mistake may be taken away again: the last one, a draft, of which the
-- journal tells nothing but that it was made by hand. Its number is then given once more.
DROP TRIGGER case_file_stay;
CREATE TRIGGER case_file_stay BEFORE DELETE ON case_file
WHEN OLD.status IS NOT 'draft'
    OR EXISTS (SELECT 1 FROM case_file WHERE id > OLD.id)
    OR (SELECT group_concat(kind) FROM journal_group WHERE case_id = OLD.id) IS NOT 'new'
BEGIN
    SELECT RAISE(ABORT, 'a case is never removed, but for the last one while it is untouched');
END;
