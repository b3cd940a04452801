-- Whoever turns off that two approve, approves alone and turns it on again would have been held by nothing. So what a
-- setting of two approvals was at the last submission of a case, and at any time since, counts for that case. until:
-- the group that ended it, which is entered behind its rows. The program and verify ask the journal; this is for others.
CREATE TABLE second_was (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    until INTEGER NOT NULL
);

CREATE TRIGGER second_was_kept AFTER UPDATE OF value ON setting
WHEN OLD.name IN ('second_approval.above', 'second_approval.findings') AND OLD.value <> ''
BEGIN
    INSERT INTO second_was (name, value, until)
    VALUES (OLD.name, OLD.value, (SELECT coalesce(max(id), 0) + 1 FROM journal_group));
END;

CREATE VIEW last_submission (case_id, group_id, found) AS
SELECT r.case_id, r.group_id, r.found FROM review AS r
WHERE r.verb = 'submit'
    AND r.id = (SELECT max(id) FROM review WHERE case_id = r.case_id AND verb = 'submit');

CREATE VIEW second_asks (case_id, name, value) AS
SELECT c.id, s.name, s.value FROM case_file AS c JOIN setting AS s
WHERE s.name IN ('second_approval.above', 'second_approval.findings') AND s.value <> ''
UNION ALL
SELECT l.case_id, w.name, w.value FROM last_submission AS l JOIN second_was AS w ON w.until > l.group_id;

DROP TRIGGER approval_second;
CREATE TRIGGER approval_second BEFORE INSERT ON approval
WHEN NEW.first IS NOT (SELECT uid FROM first_approval WHERE case_id = NEW.case_id)
    OR (NEW.first IS NULL AND EXISTS (
        SELECT 1 FROM second_asks AS s JOIN case_file AS c ON c.id = s.case_id
        WHERE s.case_id = NEW.case_id AND s.name = 'second_approval.above'
            AND c.target_fen > CAST(s.value AS INTEGER)))
BEGIN
    SELECT RAISE(ABORT, 'two supervisors approve this case');
END;

DROP TRIGGER finding_accepted_second;
CREATE TRIGGER finding_accepted_second BEFORE INSERT ON finding_accepted
WHEN EXISTS (
    SELECT 1 FROM approval AS a JOIN second_asks AS s ON s.case_id = a.case_id
    WHERE a.id = NEW.approval_id AND a.first IS NULL AND s.name = 'second_approval.findings'
        AND instr(',' || s.value || ',', ',' || NEW.rule || ','))
BEGIN
    SELECT RAISE(ABORT, 'two supervisors approve this case');
END;

DROP TRIGGER approval_found;
CREATE TRIGGER approval_found BEFORE INSERT ON approval
WHEN NEW.first IS NULL AND EXISTS (
    SELECT 1 FROM last_submission AS l JOIN second_asks AS s ON s.case_id = l.case_id,
        json_each('["' || replace(s.value, ',', '","') || '"]') AS e
    WHERE l.case_id = NEW.case_id AND s.name = 'second_approval.findings'
        AND instr(',' || l.found || ',', ',' || e.value || ',') > 0)
BEGIN
    SELECT RAISE(ABORT, 'two supervisors approve this case');
END;

DROP VIEW four_eyes;
CREATE VIEW four_eyes AS
WITH two (case_id, user_id) AS (
    SELECT f.case_id, f.user_id FROM first_approval AS f JOIN case_file AS c ON c.id = f.case_id
    WHERE EXISTS (SELECT 1 FROM second_asks AS s
                  WHERE s.case_id = f.case_id
                      AND (s.name = 'second_approval.findings' OR c.target_fen > CAST(s.value AS INTEGER))))
SELECT id AS case_id, created_by AS user_id, 'entered' AS why FROM case_file
UNION ALL
SELECT case_id, user_id, 'changed' AS why FROM case_touch
UNION ALL
SELECT case_id, user_id, 'later' AS why FROM later_writer
UNION ALL
SELECT case_id, user_id, 'submitted' AS why FROM review WHERE verb = 'submit'
UNION ALL
SELECT c.case_id, u.id AS user_id, 'named' AS why
FROM case_adviser AS c JOIN user AS u ON c.spelled = replace(replace(lower(u.name), ' ', ''), '　', '')
    OR c.spelled = replace(replace(lower(u.display), ' ', ''), '　', '')
UNION ALL
SELECT case_id, user_id, 'first' AS why FROM two
UNION ALL
SELECT f.case_id, p.by_user AS user_id, 'first_set' AS why
FROM two AS f JOIN passphrase_set AS p ON p.user_id = f.user_id;
