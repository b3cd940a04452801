-- Keys that somebody else began for a person who was there before: by setting the passphrase anew. Not
-- those of a person who was added with them.
CREATE VIEW key_reset AS
SELECT k.id, k.user_id, k.made_by, g.at
FROM person_key AS k JOIN journal_group AS g ON g.uid = k.since
WHERE k.made_by IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM journal_row AS r
    WHERE r.group_id = g.id AND r.tbl = 'user' AND r.op = 'add' AND r.row_id = k.user_id);

-- Which of them a supervisor has been told of, up to that id; no fact about anybody, so not in the
-- journal.
CREATE TABLE reset_told (
    user_id INTEGER NOT NULL PRIMARY KEY REFERENCES user (id),
    key_id INTEGER NOT NULL
) STRICT;
