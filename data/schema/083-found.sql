-- What was found of a case when it was submitted and approved, by whoever did that: rules with commas between, in the
-- order of their names; empty where nothing was. NULL of other steps, of those before this, and of erased cases. What
-- the submission names counts for two approvals too, so that nobody leaves a finding away alone.
ALTER TABLE review ADD COLUMN found TEXT;

DROP TRIGGER review_keep;
CREATE TRIGGER review_keep BEFORE UPDATE ON review
WHEN NOT (EXISTS (SELECT 1 FROM erasure WHERE case_id = OLD.case_id)
        AND coalesce(NEW.comment, OLD.comment) IS OLD.comment
        AND coalesce(NEW.found, OLD.found) IS OLD.found
        AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid AND NEW.case_id IS OLD.case_id
        AND NEW.group_id IS OLD.group_id AND NEW.at IS OLD.at AND NEW.user_id IS OLD.user_id
        AND NEW.verb IS OLD.verb AND NEW.reason IS OLD.reason AND NEW.field IS OLD.field
        AND NEW.row_uid IS OLD.row_uid AND NEW.item IS OLD.item AND NEW.about IS OLD.about)
BEGIN
    SELECT RAISE(ABORT, 'a decision is never changed');
END;

CREATE TRIGGER approval_found BEFORE INSERT ON approval
WHEN NEW.first IS NULL AND EXISTS (
    SELECT 1 FROM review AS r, setting AS s,
        json_each('["' || replace(s.value, ',', '","') || '"]') AS e
    WHERE r.id = (SELECT max(id) FROM review WHERE case_id = NEW.case_id AND verb = 'submit')
        AND s.name = 'second_approval.findings' AND s.value <> ''
        AND instr(',' || r.found || ',', ',' || e.value || ',') > 0)
BEGIN
    SELECT RAISE(ABORT, 'two supervisors approve this case');
END;
