-- Who comes from another station is disabled here: somebody who is let in has a passphrase that somebody gave,
-- whatever home their row names.
DROP VIEW passphrase_given;
CREATE VIEW passphrase_given (user_id, by_user, group_id, added) AS
SELECT r.row_id, g.user_id, g.id, r.op = 'add'
FROM journal_group AS g CROSS JOIN journal_row AS r ON r.group_id = g.id
WHERE (g.kind = 'people' OR g.kind = 'setup') AND g.kind <> 'setup' AND r.tbl = 'user'
    AND g.user_id > 0 AND g.user_id <> r.row_id
    AND NOT EXISTS (SELECT 1 FROM user AS o WHERE o.id = r.row_id AND o.home IS NOT NULL AND o.disabled = 1)
    AND (r.op = 'add' OR g.verb = 'user_passphrase')
UNION
SELECT k.user_id, k.made_by, coalesce(g.id, 9223372036854775807), EXISTS (
    SELECT 1 FROM journal_row AS r
    WHERE r.group_id = g.id AND r.tbl = 'user' AND r.op = 'add' AND r.row_id = k.user_id)
FROM person_key AS k LEFT JOIN journal_group AS g ON g.uid = k.since
WHERE k.user_id IS NOT NULL AND k.made_by IS NOT NULL;
