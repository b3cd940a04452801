-- Whose case it is, and whose eyes it has had. What src/desk/eyes.c asks before an approval it asks of
-- the view four_eyes, and so do the triggers: both say the same.

-- Who keeps the case: whom it was handed to last, or else who entered it. A row of review with the verb
-- hand and the name of that person as its item goes before.
ALTER TABLE case_file ADD COLUMN handed_to INTEGER REFERENCES user (id);
ALTER TABLE case_file ADD COLUMN keeper INTEGER
    GENERATED ALWAYS AS (coalesce(handed_to, created_by)) VIRTUAL;

DROP INDEX case_file_creator;
CREATE INDEX case_file_keeper ON case_file (keeper, status, updated_at);
DROP INDEX case_file_over;
CREATE INDEX case_file_over ON case_file (updated_at, status, keeper)
WHERE life IN ('closed', 'archived');
DROP INDEX case_file_settles;
CREATE INDEX case_file_settles ON case_file (keeper, updated_at)
WHERE life IN ('raising_ended', 'settling');

CREATE TRIGGER case_file_keeper_begins BEFORE INSERT ON case_file WHEN NEW.handed_to IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a case begins with who entered it');
END;

CREATE TRIGGER case_file_handed BEFORE UPDATE OF handed_to ON case_file
WHEN NEW.handed_to IS NOT OLD.handed_to AND (
    NEW.handed_to IS NOT (
        SELECT u.id FROM review AS r JOIN user AS u ON u.name = r.item
        WHERE r.case_id = NEW.id AND r.verb = 'hand' ORDER BY r.id DESC LIMIT 1)
    OR NOT EXISTS (SELECT 1 FROM user WHERE id = NEW.handed_to AND disabled = 0
                   AND role IN ('social_worker', 'adviser', 'supervisor')))
BEGIN
    SELECT RAISE(ABORT, 'a case is handed to somebody who may work on it, which is written down');
END;

-- The first of two approvals holds until the next step of the case, and not for rows that came after
-- it. first: the uid of that row of review, in the approval that it was for.
ALTER TABLE approval ADD COLUMN first BLOB CHECK (length(first) = 16);

CREATE INDEX review_first ON review (case_id, id) WHERE verb = 'approve_first';
CREATE VIEW first_approval AS
SELECT r.case_id, r.user_id, r.id, r.uid, r.at, r.group_id FROM review AS r
WHERE r.verb = 'approve_first'
    AND NOT EXISTS (SELECT 1 FROM review AS s WHERE s.case_id = r.case_id AND s.id > r.id
        AND s.verb IN ('submit', 'withdraw', 'return', 'reject', 'approve', 'reopen', 'amend', 'close'))
    AND NOT EXISTS (SELECT 1 FROM later_writer AS w
                    WHERE w.case_id = r.case_id AND w.group_id > r.group_id);

-- Whose passphrase whom set, from user to user: whoever reset one can sign in as that person, and so
-- for those whose passphrases that person reset.
CREATE VIEW passphrase_set AS
WITH RECURSIVE link (user_id, by_user) AS (
    SELECT id, reset_by FROM user WHERE reset_by IS NOT NULL
    UNION
    SELECT l.user_id, u.reset_by FROM link AS l JOIN user AS u ON u.id = l.by_user
    WHERE u.reset_by IS NOT NULL)
SELECT user_id, by_user FROM link;

-- Who has had a hand in a case, and why, so that neither they approve it nor somebody whose passphrase
-- they set. Whoever set that of the first approver might have been both.
CREATE VIEW four_eyes AS
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
SELECT case_id, user_id, 'first' AS why FROM first_approval
UNION ALL
SELECT f.case_id, p.by_user AS user_id, 'first_set' AS why
FROM first_approval AS f JOIN passphrase_set AS p ON p.user_id = f.user_id;

DROP TRIGGER approval_four_eyes;
CREATE TRIGGER approval_four_eyes BEFORE INSERT ON approval
WHEN EXISTS (SELECT 1 FROM four_eyes WHERE case_id = NEW.case_id AND user_id = NEW.approver)
    OR EXISTS (SELECT 1 FROM four_eyes WHERE case_id = NEW.case_id
               AND user_id IN (SELECT by_user FROM passphrase_set WHERE user_id = NEW.approver))
BEGIN
    SELECT RAISE(ABORT, 'nobody approves a case they had a hand in, or whose passphrase such a person set');
END;

CREATE TRIGGER review_first_eyes BEFORE INSERT ON review
WHEN NEW.verb = 'approve_first' AND (
    NOT EXISTS (SELECT 1 FROM case_file
                WHERE id = NEW.case_id AND coalesce(amendment, status) = 'submitted')
    OR NOT EXISTS (SELECT 1 FROM user
                   WHERE id = NEW.user_id AND role = 'supervisor' AND disabled = 0)
    OR EXISTS (SELECT 1 FROM first_approval WHERE case_id = NEW.case_id)
    OR EXISTS (SELECT 1 FROM four_eyes WHERE case_id = NEW.case_id AND user_id = NEW.user_id)
    OR EXISTS (SELECT 1 FROM four_eyes WHERE case_id = NEW.case_id
               AND user_id IN (SELECT by_user FROM passphrase_set WHERE user_id = NEW.user_id)))
BEGIN
    SELECT RAISE(ABORT, 'nobody approves a case they had a hand in, or whose passphrase such a person set');
END;

-- Above the amount of the setting, and with a finding that it names, an approval is the second.
CREATE TRIGGER approval_second BEFORE INSERT ON approval
WHEN NEW.first IS NOT (SELECT uid FROM first_approval WHERE case_id = NEW.case_id)
    OR (NEW.first IS NULL AND EXISTS (
        SELECT 1 FROM case_file AS c, setting AS s
        WHERE c.id = NEW.case_id AND s.name = 'second_approval.above'
            AND c.target_fen > CAST(s.value AS INTEGER)))
BEGIN
    SELECT RAISE(ABORT, 'two supervisors approve this case');
END;

CREATE TRIGGER finding_accepted_second BEFORE INSERT ON finding_accepted
WHEN (SELECT first FROM approval WHERE id = NEW.approval_id) IS NULL
    AND EXISTS (SELECT 1 FROM setting WHERE name = 'second_approval.findings'
                AND instr(',' || value || ',', ',' || NEW.rule || ','))
BEGIN
    SELECT RAISE(ABORT, 'two supervisors approve this case');
END;

DROP TRIGGER approval_keep;
CREATE TRIGGER approval_keep BEFORE UPDATE ON approval
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
    OR NEW.approver IS NOT OLD.approver OR NEW.at IS NOT OLD.at
    OR NEW.snapshot IS NOT OLD.snapshot OR NEW.knowledge_version IS NOT OLD.knowledge_version
    OR NEW.first IS NOT OLD.first OR NEW.active > OLD.active
    OR (NEW.active < OLD.active AND NOT EXISTS (
        SELECT 1 FROM case_file WHERE id = OLD.case_id AND amendment = 'submitted'))
BEGIN
    SELECT RAISE(ABORT, 'an approval stays in force until an amendment takes its place');
END;

-- Somebody can always decide: the last supervisor who may sign in stays one.
CREATE TRIGGER user_last_supervisor BEFORE UPDATE OF role, disabled ON user
WHEN OLD.role = 'supervisor' AND OLD.disabled = 0
    AND (NEW.role IS NOT 'supervisor' OR NEW.disabled IS NOT 0)
    AND NOT EXISTS (SELECT 1 FROM user
                    WHERE id <> OLD.id AND role = 'supervisor' AND disabled = 0)
BEGIN
    SELECT RAISE(ABORT, 'the last supervisor stays one');
END;
