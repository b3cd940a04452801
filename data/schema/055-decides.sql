-- Who decides a case when the setting of two approvals no longer asks for them, and when nobody can.

-- The first of two approvals keeps its person from giving the second as long as the store asks for two of
-- that case. Which findings a case has is not known here, so those named count for every case.
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
SELECT c.id AS case_id, u.id AS user_id, 'named' AS why
FROM case_file AS c JOIN user AS u ON c.adviser = u.name OR c.adviser = u.display
UNION ALL
SELECT case_id, user_id, 'first' AS why FROM two
UNION ALL
SELECT f.case_id, p.by_user AS user_id, 'first_set' AS why
FROM two AS f JOIN passphrase_set AS p ON p.user_id = f.user_id;

-- The supervisors who may approve a case as it stands.
CREATE VIEW free_eyes (case_id, user_id) AS
SELECT c.id, u.id FROM case_file AS c JOIN user AS u ON u.role = 'supervisor' AND u.disabled = 0
WHERE NOT EXISTS (SELECT 1 FROM four_eyes AS e WHERE e.case_id = c.id
                  AND (e.user_id = u.id OR e.user_id IN
                       (SELECT by_user FROM passphrase_set WHERE user_id = u.id)));
