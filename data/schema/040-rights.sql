-- Who may do what, as src/desk/role.def has it (a test holds both together): a step that is written
-- down is one that its person may take. NULL: every status.
CREATE VIEW role_right (verb, roles, statuses, needs) AS VALUES
('edit', 'social_worker supervisor', 'draft returned', NULL),
('edit', 'adviser', 'draft returned', 'own'),
('follow_up', 'social_worker', 'draft submitted returned approved exported', NULL),
('follow_up', 'adviser', 'draft submitted returned approved exported', 'own'),
('follow_up', 'supervisor', NULL, NULL),
('submit', 'social_worker supervisor', 'draft returned', NULL),
('submit', 'adviser', 'draft returned', 'own'),
('withdraw', 'social_worker', 'submitted', NULL),
('withdraw', 'social_worker', 'draft returned', 'own'),
('withdraw', 'adviser', 'draft submitted returned', 'own'),
('withdraw', 'supervisor', 'draft submitted returned', NULL),
('return', 'supervisor', 'submitted', NULL),
('reject', 'supervisor', 'submitted', NULL),
('approve', 'supervisor', 'submitted', NULL),
('approve_first', 'supervisor', 'submitted', NULL),
('reopen', 'supervisor', 'submitted rejected closed', NULL),
('reopen', 'social_worker adviser', 'closed', 'own'),
('amend', 'supervisor', 'approved exported', NULL),
('amend', 'social_worker adviser', 'approved exported', 'own'),
('ask', 'social_worker supervisor', 'draft returned', NULL),
('ask', 'adviser', 'draft returned', 'own'),
('answer', 'supervisor', 'draft returned', NULL),
('mark', 'supervisor', 'draft submitted returned', NULL),
('unmark', 'supervisor', 'draft submitted returned', NULL),
('reply', 'social_worker supervisor', 'draft returned', NULL),
('reply', 'adviser', 'draft returned', 'own'),
('close', 'supervisor', NULL, NULL),
('close', 'social_worker adviser', NULL, 'own'),
('stage', 'social_worker supervisor', NULL, NULL),
('stage', 'adviser', NULL, 'own'),
('stop', 'social_worker supervisor', NULL, NULL),
('stop', 'adviser', NULL, 'own'),
('hand', 'supervisor', NULL, NULL),
('hand', 'social_worker adviser', NULL, 'own'),
('export', 'supervisor', 'approved', NULL),
('receipt', 'supervisor', NULL, NULL);

-- Which verb which person may do to which case as it stands.
CREATE VIEW case_right AS
SELECT c.id AS case_id, u.id AS user_id, r.verb
FROM role_right AS r, user AS u, case_file AS c
WHERE u.disabled = 0 AND instr(r.roles, u.role)
    AND (r.statuses IS NULL OR instr(r.statuses, CASE
        WHEN r.verb = 'follow_up' AND c.life IN ('closed', 'archived') THEN 'closed'
        WHEN r.verb IN ('export', 'follow_up') THEN c.status
        ELSE coalesce(c.amendment, c.status) END))
    AND (r.needs IS NULL OR c.keeper = u.id);

-- What a platform marked about a case that went out is written down by whoever takes in its answer.
CREATE TRIGGER review_right BEFORE INSERT ON review
WHEN NOT EXISTS (SELECT 1 FROM case_right
                 WHERE case_id = NEW.case_id AND user_id = NEW.user_id
                     AND (verb = NEW.verb OR (NEW.verb = 'mark' AND verb = 'receipt')))
BEGIN
    SELECT RAISE(ABORT, 'this person may not take this step');
END;

CREATE TRIGGER life_step_right BEFORE INSERT ON life_step
WHEN NOT EXISTS (SELECT 1 FROM case_right
                 WHERE case_id = NEW.case_id AND user_id = NEW.user_id
                     AND verb = CASE WHEN NEW.life = 'closed' OR NEW.was = 'closed'
                                     THEN 'close' ELSE 'stage' END)
BEGIN
    SELECT RAISE(ABORT, 'this person may not take this step');
END;

CREATE TRIGGER stop_right BEFORE INSERT ON stop
WHEN NOT EXISTS (SELECT 1 FROM case_right
                 WHERE case_id = NEW.case_id AND user_id = NEW.user_id AND verb = 'stop')
BEGIN
    SELECT RAISE(ABORT, 'this person may not stop this case');
END;

CREATE TRIGGER batch_right BEFORE INSERT ON batch
WHEN NOT EXISTS (SELECT 1 FROM user
                 WHERE id = NEW.user_id AND role = 'supervisor' AND disabled = 0)
BEGIN
    SELECT RAISE(ABORT, 'a supervisor exports');
END;

-- Of an edit the records do not say whose it is, but its group in the history does.
CREATE TRIGGER journal_group_right BEFORE INSERT ON journal_group
WHEN NEW.kind IN ('edit', 'undo', 'redo') AND EXISTS (SELECT 1 FROM user WHERE id = NEW.user_id)
    AND EXISTS (SELECT 1 FROM case_file WHERE id = NEW.case_id)
    AND NOT EXISTS (SELECT 1 FROM case_right
                    WHERE case_id = NEW.case_id AND user_id = NEW.user_id
                        AND verb = CASE NEW.content WHEN 1 THEN 'edit' ELSE 'follow_up' END)
BEGIN
    SELECT RAISE(ABORT, 'this person may not edit this case');
END;
