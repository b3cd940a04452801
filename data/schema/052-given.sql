-- Who ever gave a passphrase to whom, and what that means for whoever approves: all that the history
-- tells, not only the last time.

-- A passphrase that somebody else gave: with the user who was added, whoever typed it, or anew. Not
-- those that a store begins with.
CREATE VIEW passphrase_given (user_id, by_user, group_id, added) AS
SELECT r.row_id, g.user_id, g.id, r.op = 'add'
FROM journal_group AS g CROSS JOIN journal_row AS r ON r.group_id = g.id
WHERE (g.kind = 'people' OR g.kind = 'setup') AND g.kind <> 'setup' AND r.tbl = 'user'
    AND g.user_id > 0 AND g.user_id <> r.row_id AND (r.op = 'add' OR g.verb = 'user_passphrase')
UNION
SELECT k.user_id, k.made_by, coalesce(g.id, 9223372036854775807), EXISTS (
    SELECT 1 FROM journal_row AS r
    WHERE r.group_id = g.id AND r.tbl = 'user' AND r.op = 'add' AND r.row_id = k.user_id)
FROM person_key AS k LEFT JOIN journal_group AS g ON g.uid = k.since
WHERE k.user_id IS NOT NULL AND k.made_by IS NOT NULL;

-- By whom a person could be signed in as: whoever gave the passphrase last; whoever could then be signed
-- in as that one, as it was at that moment; and so on. A person's own change ends nothing of it. Whoever
-- began the store, the first of the users, stands behind everybody by way of adding; that counts for
-- those they added themselves, and no further.
DROP VIEW passphrase_set;
CREATE VIEW passphrase_set (user_id, by_user) AS
WITH RECURSIVE given AS MATERIALIZED (SELECT * FROM passphrase_given),
link (user_id, by_user, group_id, counts) AS (
    SELECT n.user_id, n.by_user, n.group_id, 1 FROM given AS n
    WHERE n.group_id = (SELECT max(group_id) FROM given WHERE user_id = n.user_id)
    UNION
    SELECT l.user_id, n.by_user, n.group_id, n.added = 0
        OR n.by_user <> (SELECT min(id) FROM user)
    FROM link AS l JOIN given AS n ON n.user_id = l.by_user
    WHERE n.group_id = (SELECT max(group_id) FROM given
                        WHERE user_id = l.by_user AND group_id < l.group_id))
SELECT DISTINCT user_id, by_user FROM link WHERE counts = 1 AND user_id <> by_user;

-- What else than the person stands behind a key and those after it. how: "reset", somebody gave a
-- passphrase anew; "added", somebody added the person; "alone", nobody who has a key did, but the
-- station, as the recovery code lets it, and whoever has the key of the store could.
DROP VIEW key_reset;
CREATE VIEW key_origin (id, user_id, how, by_user, at) AS
WITH letting (user_id, by_user, kind, at, alone) AS MATERIALIZED (
    SELECT r.row_id, g.user_id, g.kind, g.at, g.id > 1 AND EXISTS (
        SELECT 1 FROM person_key AS s WHERE s.uid = g.signer AND s.user_id IS NULL)
    FROM journal_group AS g CROSS JOIN journal_row AS r ON r.group_id = g.id
    WHERE (g.kind = 'people' OR g.kind = 'setup') AND r.tbl = 'user' AND r.op = 'add')
SELECT k.id, k.user_id, 'alone', NULL, g.at
FROM person_key AS k JOIN journal_group AS g ON g.uid = k.since
WHERE k.user_id IS NOT NULL AND g.id > 1 AND (
    EXISTS (SELECT 1 FROM person_key AS s WHERE s.uid = g.signer AND s.user_id IS NULL)
    OR (k.id = (SELECT min(id) FROM person_key WHERE user_id = k.user_id)
        AND NOT EXISTS (SELECT 1 FROM letting WHERE user_id = k.user_id AND alone = 0)))
UNION ALL
SELECT k.id, k.user_id, 'added', t.by_user, t.at
FROM person_key AS k JOIN letting AS t ON t.user_id = k.user_id
WHERE t.by_user > 0 AND t.kind <> 'setup'
    AND k.id = (SELECT min(id) FROM person_key WHERE user_id = k.user_id)
UNION ALL
SELECT k.id, k.user_id, 'reset', k.made_by, g.at
FROM person_key AS k JOIN journal_group AS g ON g.uid = k.since
WHERE k.made_by IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM journal_row AS r
    WHERE r.group_id = g.id AND r.tbl = 'user' AND r.op = 'add' AND r.row_id = k.user_id);
