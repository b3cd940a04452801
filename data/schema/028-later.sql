-- Four eyes over what came later: a row that came while an approval was in force is no content of the
-- case before an amendment takes it in. From then on whoever wrote it has touched the case, so nobody
-- approves an amendment with rows of their own. What follows up a tranche (what the platform said and
-- paid) and the order of the rows are no writing.

CREATE VIEW later_row AS
SELECT case_id, 'aid' AS tbl, id AS row_id FROM aid WHERE later = 1
UNION ALL
SELECT case_id, 'document' AS tbl, id AS row_id FROM document WHERE later = 1
UNION ALL
SELECT case_id, 'verification' AS tbl, id AS row_id FROM verification WHERE later = 1
UNION ALL
SELECT case_id, 'consent' AS tbl, id AS row_id FROM consent WHERE later = 1
UNION ALL
SELECT case_id, 'tranche' AS tbl, id AS row_id FROM tranche WHERE later = 1;
CREATE INDEX aid_came_later ON aid (case_id) WHERE later = 1;
CREATE INDEX document_came_later ON document (case_id) WHERE later = 1;
CREATE INDEX verification_came_later ON verification (case_id) WHERE later = 1;
CREATE INDEX consent_came_later ON consent (case_id) WHERE later = 1;
CREATE INDEX tranche_came_later ON tranche (case_id) WHERE later = 1;

CREATE VIEW later_writer AS
SELECT r.case_id, r.tbl, r.row_id, g.user_id, g.id AS group_id
FROM later_row AS r JOIN journal_group AS g ON g.case_id = r.case_id
    JOIN journal_change AS c ON c.group_id = g.id AND c.tbl = r.tbl AND c.row_id = r.row_id
WHERE g.user_id > 0 AND NOT (c.op = 'set' AND (c.col IN ('place', 'later')
    OR (c.tbl = 'tranche' AND c.col IN ('evidence', 'state', 'requested_on', 'approved_on',
        'approved_fen', 'approval_no', 'paid_on', 'paid_fen', 'payment_no'))));

DROP TRIGGER case_touch_append;
CREATE TRIGGER case_touch_append BEFORE INSERT ON case_touch
WHEN EXISTS (SELECT 1 FROM case_touch WHERE case_id = NEW.case_id AND user_id = NEW.user_id)
    OR (NOT EXISTS (SELECT 1 FROM journal_group
                    WHERE id = NEW.first_group AND content = 1
                        AND case_id = NEW.case_id AND user_id = NEW.user_id)
        AND NOT EXISTS (SELECT 1 FROM later_writer
                        WHERE case_id = NEW.case_id AND user_id = NEW.user_id
                            AND group_id = NEW.first_group))
BEGIN
    SELECT RAISE(ABORT, 'who touched a case is written by the journal only');
END;

CREATE TRIGGER aid_taken_in BEFORE UPDATE OF later ON aid
WHEN OLD.later = 1 AND NEW.later = 0
BEGIN
    INSERT INTO case_touch SELECT w.case_id, w.user_id, min(w.group_id) FROM later_writer AS w
    WHERE w.case_id = OLD.case_id AND w.tbl = 'aid' AND w.row_id = OLD.id AND NOT EXISTS (
        SELECT 1 FROM case_touch AS t WHERE t.case_id = w.case_id AND t.user_id = w.user_id)
    GROUP BY w.user_id;
END;

CREATE TRIGGER document_taken_in BEFORE UPDATE OF later ON document
WHEN OLD.later = 1 AND NEW.later = 0
BEGIN
    INSERT INTO case_touch SELECT w.case_id, w.user_id, min(w.group_id) FROM later_writer AS w
    WHERE w.case_id = OLD.case_id AND w.tbl = 'document' AND w.row_id = OLD.id AND NOT EXISTS (
        SELECT 1 FROM case_touch AS t WHERE t.case_id = w.case_id AND t.user_id = w.user_id)
    GROUP BY w.user_id;
END;

CREATE TRIGGER verification_taken_in BEFORE UPDATE OF later ON verification
WHEN OLD.later = 1 AND NEW.later = 0
BEGIN
    INSERT INTO case_touch SELECT w.case_id, w.user_id, min(w.group_id) FROM later_writer AS w
    WHERE w.case_id = OLD.case_id AND w.tbl = 'verification' AND w.row_id = OLD.id AND NOT EXISTS (
        SELECT 1 FROM case_touch AS t WHERE t.case_id = w.case_id AND t.user_id = w.user_id)
    GROUP BY w.user_id;
END;

CREATE TRIGGER consent_taken_in BEFORE UPDATE OF later ON consent
WHEN OLD.later = 1 AND NEW.later = 0
BEGIN
    INSERT INTO case_touch SELECT w.case_id, w.user_id, min(w.group_id) FROM later_writer AS w
    WHERE w.case_id = OLD.case_id AND w.tbl = 'consent' AND w.row_id = OLD.id AND NOT EXISTS (
        SELECT 1 FROM case_touch AS t WHERE t.case_id = w.case_id AND t.user_id = w.user_id)
    GROUP BY w.user_id;
END;

CREATE TRIGGER tranche_taken_in BEFORE UPDATE OF later ON tranche
WHEN OLD.later = 1 AND NEW.later = 0
BEGIN
    INSERT INTO case_touch SELECT w.case_id, w.user_id, min(w.group_id) FROM later_writer AS w
    WHERE w.case_id = OLD.case_id AND w.tbl = 'tranche' AND w.row_id = OLD.id AND NOT EXISTS (
        SELECT 1 FROM case_touch AS t WHERE t.case_id = w.case_id AND t.user_id = w.user_id)
    GROUP BY w.user_id;
END;

-- A row that came later and was not taken in when another program approved is looked at all the same.
DROP TRIGGER approval_four_eyes;
CREATE TRIGGER approval_four_eyes BEFORE INSERT ON approval
WHEN EXISTS (SELECT 1 FROM case_file WHERE id = NEW.case_id AND created_by = NEW.approver)
    OR EXISTS (SELECT 1 FROM case_touch WHERE case_id = NEW.case_id AND user_id = NEW.approver)
    OR EXISTS (SELECT 1 FROM later_writer WHERE case_id = NEW.case_id AND user_id = NEW.approver)
BEGIN
    SELECT RAISE(ABORT, 'nobody approves a case they entered or changed');
END;
