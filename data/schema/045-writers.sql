-- The same writers, looked for from the rows that came later: most cases have none, and then none of
-- their history is read.
DROP VIEW later_writer;
CREATE VIEW later_writer AS
SELECT r.case_id, r.tbl, r.row_id, g.user_id, g.id AS group_id
FROM later_row AS r CROSS JOIN journal_group AS g ON g.case_id = r.case_id
    CROSS JOIN journal_row AS c ON c.group_id = g.id AND c.tbl = r.tbl AND c.row_id = r.row_id
WHERE g.user_id > 0 AND (c.op <> 'set' OR EXISTS (
    SELECT 1 FROM json_each('["' || replace(c.cols, ',', '","') || '"]') AS w
    WHERE w.value NOT IN ('place', 'later') AND NOT (c.tbl = 'tranche'
        AND w.value IN ('evidence', 'state', 'requested_on', 'approved_on', 'approved_fen',
            'approval_no', 'paid_on', 'paid_fen', 'payment_no'))));
