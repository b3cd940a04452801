-- Steps of the life of a case that take a supervisor, and who decides about a fraud that is suspected.

-- The same rows as before, and one for what a supervisor alone says of the stage of a case.
DROP VIEW role_right;
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
('set_stage', 'supervisor', NULL, NULL),
('stop', 'social_worker supervisor', NULL, NULL),
('stop', 'adviser', NULL, 'own'),
('hand', 'supervisor', NULL, NULL),
('hand', 'social_worker adviser', NULL, 'own'),
('export', 'supervisor', 'approved', NULL),
('receipt', 'supervisor', NULL, NULL);

-- What went out in a batch is sent by whoever began the batch, whatever their role is when a later start
-- of the program finishes that.
DROP TRIGGER life_step_right;
CREATE TRIGGER life_step_right BEFORE INSERT ON life_step
WHEN NOT EXISTS (SELECT 1 FROM case_right
                 WHERE case_id = NEW.case_id AND user_id = NEW.user_id
                     AND verb = CASE
                         WHEN NEW.life = 'archived' OR NEW.was = 'archived' THEN 'set_stage'
                         WHEN NEW.life = 'closed' OR NEW.was = 'closed' THEN 'close'
                         WHEN NEW.life = 'sent' AND EXISTS (
                             SELECT 1 FROM batch_case AS k JOIN batch AS b ON b.id = k.batch_id
                             WHERE k.case_id = NEW.case_id AND b.user_id = NEW.user_id) THEN 'stage'
                         WHEN NEW.was || ' ' || NEW.life IN (
                             'prepared sent', 'refused sent', 'refused accepted', 'accepted sent',
                             'accepted refused', 'raising accepted', 'raising_ended raising',
                             'settling raising_ended') THEN 'set_stage'
                         ELSE 'stage' END)
BEGIN
    SELECT RAISE(ABORT, 'this person may not take this step');
END;

-- Who suspected the fraud that a stop is about: who raised it, and not who decides anew about one that
-- was decided to hold.
CREATE VIEW stop_suspected (stop_id, user_id) AS
SELECT s.id, r.user_id FROM stop AS s JOIN stop AS r ON r.id = (
    SELECT max(b.id) FROM stop AS b
    WHERE b.case_id = s.case_id AND b.reason = s.reason AND b.id <= s.id
        AND 0 = coalesce((SELECT e.ends FROM stop AS e
                          WHERE e.case_id = b.case_id AND e.reason = b.reason AND e.id < b.id
                          ORDER BY e.id DESC LIMIT 1), 0))
WHERE s.reason = 'fraud';

CREATE TRIGGER stop_second BEFORE UPDATE OF decided_by ON stop
WHEN NEW.decided_by IS NOT NULL AND NEW.decided_by IS NOT OLD.decided_by AND EXISTS (
    SELECT 1 FROM stop_suspected WHERE stop_id = NEW.id AND (user_id = NEW.decided_by
        OR user_id IN (SELECT by_user FROM passphrase_set WHERE user_id = NEW.decided_by)))
BEGIN
    SELECT RAISE(ABORT, 'who suspects a fraud does not decide about it');
END;
