-- The records of social work that the standards name: how the family is insured, person by person, which is
-- part of the application as the aid is (what becomes of a claim goes on after the approval); the way
-- through public aid, assessment, plan of help, referrals and evaluation, which are follow-up.

CREATE TABLE insurance (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "person" TEXT,
    "relation" TEXT,
    "basic" TEXT,
    "critical" TEXT,
    "commercial" TEXT,
    "claim" TEXT,
    "claim_on" TEXT,
    "insurer" TEXT,
    "note" TEXT,
    later INTEGER NOT NULL DEFAULT 0 CHECK (later = 0 OR later = 1)
) STRICT;
CREATE INDEX insurance_place ON insurance (case_id, place);

CREATE TABLE recourse (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL UNIQUE REFERENCES case_file (id),
    "insurance" TEXT,
    "medical_aid" TEXT,
    "temporary_aid" TEXT,
    "emergency_fund" TEXT,
    "charity" TEXT,
    "on" TEXT,
    "note" TEXT
) STRICT;

CREATE TABLE assessment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL UNIQUE REFERENCES case_file (id),
    "on" TEXT,
    "state" TEXT,
    "support" TEXT,
    "risk" TEXT,
    "needs" TEXT,
    "suitable" TEXT
) STRICT;

CREATE TABLE goal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "goal" TEXT,
    "step" TEXT,
    "who" TEXT,
    "until" TEXT,
    "reached" TEXT,
    "note" TEXT
) STRICT;
CREATE INDEX goal_place ON goal (case_id, place);

CREATE TABLE referral (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "to" TEXT,
    "on" TEXT,
    "purpose" TEXT,
    "answered_on" TEXT,
    "accepted" TEXT,
    "officer" TEXT,
    "contact" TEXT,
    "reply" TEXT
) STRICT;
CREATE INDEX referral_place ON referral (case_id, place);

CREATE TABLE evaluation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL UNIQUE REFERENCES case_file (id),
    "on" TEXT,
    "reached" TEXT,
    "effect" TEXT,
    "satisfaction" TEXT,
    "asked_on" TEXT,
    "said" TEXT
) STRICT;

CREATE TRIGGER insurance_fixed_insert BEFORE INSERT ON insurance
WHEN (SELECT CASE NEW.later WHEN 1 THEN status NOT IN ('approved', 'exported')
      ELSE coalesce(amendment, status) NOT IN ('draft', 'returned') END
      FROM case_file WHERE id = NEW.case_id)
    OR (NEW.later = 1 AND EXISTS (SELECT 1 FROM insurance WHERE id = NEW.id OR uid = NEW.uid))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER insurance_fixed_update BEFORE UPDATE OF
    "id", "uid", "case_id", "person", "relation", "basic", "critical", "commercial", "insurer"
    ON insurance
WHEN OLD.later = 0 AND EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
    AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER insurance_fixed_delete BEFORE DELETE ON insurance
WHEN (OLD.later = 0 AND (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
    FROM case_file WHERE id = OLD.case_id))
    AND NOT (EXISTS (SELECT 1 FROM erasure WHERE case_id = OLD.case_id))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER insurance_order BEFORE UPDATE OF "place" ON insurance
WHEN OLD.later = 0 AND EXISTS (SELECT 1 FROM case_file WHERE id = OLD.case_id
    AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
    AND EXISTS (SELECT 1 FROM insurance AS o
        WHERE o.case_id = OLD.case_id AND o.later = 0 AND o.id <> OLD.id
            AND ((o.place, o.id) < (OLD.place, OLD.id)) <> ((o.place, o.id) < (NEW.place, OLD.id)))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER insurance_later BEFORE UPDATE ON insurance
WHEN (OLD.later = 1 AND (NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
                         OR NEW.case_id IS NOT OLD.case_id))
    OR (NEW.later IS NOT OLD.later AND NOT (NEW.later = 0 AND EXISTS (
        SELECT 1 FROM case_file WHERE id = OLD.case_id AND amendment = 'submitted')))
BEGIN
    SELECT RAISE(ABORT, 'a row that came later stays one until an amendment is approved');
END;
CREATE TRIGGER insurance_both BEFORE UPDATE OF "claim", "claim_on", "note" ON insurance
WHEN OLD.later = 0 AND EXISTS (SELECT 1 FROM case_file WHERE id = OLD.case_id
    AND (status = 'submitted' OR status = 'rejected' OR status = 'closed'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

DROP VIEW later_row;
CREATE VIEW later_row AS
SELECT case_id, 'aid' AS tbl, id AS row_id FROM aid WHERE later = 1
UNION ALL
SELECT case_id, 'document' AS tbl, id AS row_id FROM document WHERE later = 1
UNION ALL
SELECT case_id, 'verification' AS tbl, id AS row_id FROM verification WHERE later = 1
UNION ALL
SELECT case_id, 'consent' AS tbl, id AS row_id FROM consent WHERE later = 1
UNION ALL
SELECT case_id, 'tranche' AS tbl, id AS row_id FROM tranche WHERE later = 1
UNION ALL
SELECT case_id, 'insurance' AS tbl, id AS row_id FROM insurance WHERE later = 1;
CREATE INDEX insurance_came_later ON insurance (case_id) WHERE later = 1;
CREATE TRIGGER insurance_taken_in BEFORE UPDATE OF later ON insurance
WHEN OLD.later = 1 AND NEW.later = 0
BEGIN
    INSERT INTO case_touch SELECT w.case_id, w.user_id, min(w.group_id) FROM later_writer AS w
    WHERE w.case_id = OLD.case_id AND w.tbl = 'insurance' AND w.row_id = OLD.id AND NOT EXISTS (
        SELECT 1 FROM case_touch AS t WHERE t.case_id = w.case_id AND t.user_id = w.user_id)
    GROUP BY w.user_id;
END;

CREATE TRIGGER insurance_own BEFORE INSERT ON insurance
WHEN EXISTS (SELECT 1 FROM insurance WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER insurance_own_keep BEFORE UPDATE ON insurance
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;
CREATE TRIGGER insurance_erased BEFORE INSERT ON insurance
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;

CREATE TRIGGER recourse_own BEFORE INSERT ON recourse
WHEN EXISTS (SELECT 1 FROM recourse WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER recourse_own_keep BEFORE UPDATE ON recourse
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;
CREATE TRIGGER recourse_erased BEFORE INSERT ON recourse
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;

CREATE TRIGGER assessment_own BEFORE INSERT ON assessment
WHEN EXISTS (SELECT 1 FROM assessment WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER assessment_own_keep BEFORE UPDATE ON assessment
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;
CREATE TRIGGER assessment_erased BEFORE INSERT ON assessment
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;

CREATE TRIGGER goal_own BEFORE INSERT ON goal
WHEN EXISTS (SELECT 1 FROM goal WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER goal_own_keep BEFORE UPDATE ON goal
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;
CREATE TRIGGER goal_erased BEFORE INSERT ON goal
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;

CREATE TRIGGER referral_own BEFORE INSERT ON referral
WHEN EXISTS (SELECT 1 FROM referral WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER referral_own_keep BEFORE UPDATE ON referral
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;
CREATE TRIGGER referral_erased BEFORE INSERT ON referral
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;

CREATE TRIGGER evaluation_own BEFORE INSERT ON evaluation
WHEN EXISTS (SELECT 1 FROM evaluation WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER evaluation_own_keep BEFORE UPDATE ON evaluation
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;
CREATE TRIGGER evaluation_erased BEFORE INSERT ON evaluation
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;
