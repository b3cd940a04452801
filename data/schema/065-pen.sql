-- Which station holds the pen of a case: it alone goes on with the chain of the case, and passing it is a group of
-- that chain. The term counts how often it was passed. A case without a row was never passed: it is where it was
-- entered.
CREATE TABLE pen (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL UNIQUE REFERENCES case_file (id),
    holder TEXT NOT NULL CHECK (holder <> ''),
    term INTEGER NOT NULL CHECK (term > 0),
    at TEXT NOT NULL
) STRICT;

CREATE VIEW pen_away (case_id, holder, term, at) AS
SELECT case_id, holder, term, at FROM pen
WHERE holder IS NOT (SELECT value FROM setting WHERE name = 'station');

CREATE TRIGGER pen_begin BEFORE INSERT ON pen
WHEN NEW.term <> 1 OR EXISTS (SELECT 1 FROM pen WHERE id = NEW.id OR uid = NEW.uid OR case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the pen of a case is passed on by who holds it');
END;

CREATE TRIGGER pen_keep BEFORE UPDATE ON pen
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
    OR NEW.term NOT IN (OLD.term, OLD.term + 1)
    OR EXISTS (SELECT 1 FROM pen_away WHERE case_id = OLD.case_id AND holder IS NOT NEW.holder)
BEGIN
    SELECT RAISE(ABORT, 'the pen of a case is passed on by who holds it');
END;

CREATE TRIGGER pen_stay BEFORE DELETE ON pen
BEGIN
    SELECT RAISE(ABORT, 'the pen of a case is passed on by who holds it');
END;

-- One chain: nothing is written about a case here while it is elsewhere, but that it was passed there.
CREATE TRIGGER journal_group_away BEFORE INSERT ON journal_group
WHEN NEW.case_id > 0 AND NEW.verb <> 'pass' AND (
    EXISTS (SELECT 1 FROM pen_away WHERE case_id = NEW.case_id)
    OR (NOT EXISTS (SELECT 1 FROM pen WHERE case_id = NEW.case_id) AND EXISTS (
        SELECT 1 FROM journal_group AS g
        WHERE g.id = (SELECT min(f.id) FROM journal_group AS f WHERE f.case_id = NEW.case_id)
            AND (g.signed_at IS NOT NULL OR (g.signer IS NOT NULL AND g.signature IS NULL)))))
BEGIN
    SELECT RAISE(ABORT, 'the case is at another station');
END;

CREATE TRIGGER batch_case_away BEFORE INSERT ON batch_case
WHEN EXISTS (SELECT 1 FROM pen_away WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is at another station');
END;

DROP VIEW case_right;
CREATE VIEW case_right AS
SELECT c.id AS case_id, u.id AS user_id, r.verb
FROM role_right AS r, user AS u, case_file AS c
WHERE u.disabled = 0 AND instr(r.roles, u.role)
    AND (r.statuses IS NULL OR instr(r.statuses, CASE
        WHEN r.verb = 'follow_up' AND c.life IN ('closed', 'archived') THEN 'closed'
        WHEN r.verb IN ('export', 'follow_up') THEN c.status
        ELSE coalesce(c.amendment, c.status) END))
    AND (r.needs IS NULL OR c.keeper = u.id)
    AND NOT EXISTS (SELECT 1 FROM pen_away AS p WHERE p.case_id = c.id);
