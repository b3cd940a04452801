-- Whoever sets another's passphrase has given it, by whatever verb; and whoever ends another's key has made room for
-- one of their own, which then calls itself that person's. keeps: with that the passphrase of before is still the
-- one, so that whoever knew it stands behind the person too.
DROP VIEW passphrase_given;
CREATE VIEW passphrase_given (user_id, by_user, group_id, added, keeps) AS
SELECT r.row_id, g.user_id, g.id, r.op = 'add', 0
FROM journal_group AS g CROSS JOIN journal_row AS r ON r.group_id = g.id
WHERE (g.kind = 'people' OR g.kind = 'setup') AND g.kind <> 'setup' AND r.tbl = 'user'
    AND g.user_id > 0 AND g.user_id <> r.row_id
    AND NOT EXISTS (SELECT 1 FROM user AS o WHERE o.id = r.row_id AND o.home IS NOT NULL AND o.disabled = 1)
    AND (r.op = 'add' OR g.verb = 'user_passphrase' OR instr(',' || r.cols || ',', ',passhash,') > 0)
UNION
SELECT k.user_id, k.made_by, coalesce(g.id, 9223372036854775807), EXISTS (
    SELECT 1 FROM journal_row AS r
    WHERE r.group_id = g.id AND r.tbl = 'user' AND r.op = 'add' AND r.row_id = k.user_id), 0
FROM person_key AS k LEFT JOIN journal_group AS g ON g.uid = k.since
WHERE k.user_id IS NOT NULL AND k.made_by IS NOT NULL
UNION
SELECT k.user_id, g.user_id, g.id, 0, 1
FROM journal_group AS g CROSS JOIN journal_row AS r ON r.group_id = g.id
    CROSS JOIN person_key AS k ON k.id = r.row_id
WHERE (g.kind = 'people' OR g.kind = 'setup') AND g.kind <> 'setup' AND r.tbl = 'person_key' AND r.op = 'set'
    AND instr(',' || r.cols || ',', ',ended,') > 0
    AND g.user_id > 0 AND g.user_id <> k.user_id;

DROP VIEW passphrase_set;
CREATE VIEW passphrase_set (user_id, by_user) AS
WITH RECURSIVE given AS MATERIALIZED (SELECT * FROM passphrase_given),
link (user_id, by_user, group_id, counts) AS (
    SELECT n.user_id, n.by_user, n.group_id, 1 FROM given AS n
    WHERE n.group_id >= (SELECT coalesce(max(group_id), 0) FROM given
                         WHERE user_id = n.user_id AND keeps = 0)
    UNION
    SELECT l.user_id, n.by_user, n.group_id, n.added = 0
        OR n.by_user <> (SELECT min(id) FROM user)
    FROM link AS l JOIN given AS n ON n.user_id = l.by_user
    WHERE n.group_id < l.group_id
        AND n.group_id >= (SELECT coalesce(max(group_id), 0) FROM given
                           WHERE user_id = l.by_user AND group_id < l.group_id AND keeps = 0))
SELECT DISTINCT user_id, by_user FROM link WHERE counts = 1 AND user_id <> by_user;

-- Whom a case names as its adviser, by the spelling that SQL can compare: without blanks, and in small letters. The
-- program compares the forms of names besides, and finds a name among other words (text_is_of_person).
CREATE VIEW case_adviser (case_id, adviser, spelled) AS
SELECT id, adviser, replace(replace(lower(adviser), ' ', ''), '　', '') FROM case_file WHERE adviser <> '';

DROP VIEW four_eyes;
CREATE VIEW four_eyes AS
WITH two (case_id, user_id) AS (
    SELECT f.case_id, f.user_id FROM first_approval AS f JOIN case_file AS c ON c.id = f.case_id
    WHERE EXISTS (SELECT 1 FROM setting AS s
                  WHERE (s.name = 'second_approval.findings' AND s.value <> '')
                      OR (s.name = 'second_approval.above' AND c.target_fen > CAST(s.value AS INTEGER))))
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
