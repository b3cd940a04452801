-- A submitted amendment is opened again by a supervisor too, which is written down as "reopen".
DROP TRIGGER case_file_amends_told;
CREATE TRIGGER case_file_amends_told BEFORE UPDATE OF amendment ON case_file
WHEN NEW.amendment IS NOT OLD.amendment AND NOT EXISTS (
    SELECT 1 FROM review AS r
    WHERE r.case_id = OLD.id AND r.group_id > (SELECT coalesce(max(id), 0) FROM journal_group)
    AND r.verb || ' ' || coalesce(OLD.amendment, 'none') || ' ' || coalesce(NEW.amendment, 'none') IN (
        'amend none draft', 'submit draft submitted', 'submit returned submitted',
        'withdraw submitted draft', 'reopen submitted draft', 'reject submitted draft',
        'return submitted returned', 'withdraw draft none', 'withdraw returned none',
        'reject draft none', 'approve submitted none'))
BEGIN
    SELECT RAISE(ABORT, 'a step of an amendment is written down before it is taken');
END;
