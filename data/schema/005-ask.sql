-- Asking: the queue finds open questions without walking all decisions. And what a single field of
-- follow-up is among content: the state of a tranche goes on after approval, the rest of it does
-- not.

CREATE INDEX review_ask ON review (case_id, id) WHERE verb = 'ask';

DROP TRIGGER tranche_fixed_update;
CREATE TRIGGER tranche_fixed_update BEFORE UPDATE OF "id", "uid", "case_id", "place", "seq",
    "amount_fen", "plan_item", "payee", "planned_on" ON tranche
WHEN EXISTS (SELECT 1 FROM case_file
             WHERE id IN (OLD.case_id, NEW.case_id) AND status NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
