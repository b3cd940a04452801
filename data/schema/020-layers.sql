-- Two layers. What was approved stays in force until an amendment of it is approved too: amendment is
-- the status of that second version beside the approved one, status stays approved or exported. So
-- content changes while coalesce(amendment, status) is draft or returned; what goes on after an
-- approval stays free (a test holds the lists of columns and the catalogue together).

ALTER TABLE case_file ADD COLUMN amendment TEXT
    CHECK (amendment IN ('draft', 'submitted', 'returned'));

-- The status of the version that is worked on, by which drafts, submitted and returned cases are listed.
ALTER TABLE case_file ADD COLUMN working TEXT
    GENERATED ALWAYS AS (coalesce(amendment, status)) VIRTUAL;
CREATE INDEX case_file_working ON case_file (working, updated_at);
CREATE INDEX case_file_amended ON case_file (amendment) WHERE amendment IS NOT NULL;

DROP TRIGGER case_file_begin;
CREATE TRIGGER case_file_begin BEFORE INSERT ON case_file
WHEN NEW.status IS NOT 'draft' OR NEW.amendment IS NOT NULL
    OR EXISTS (SELECT 1 FROM case_file WHERE id = NEW.id OR uid = NEW.uid OR "no" = NEW."no")
BEGIN
    SELECT RAISE(ABORT, 'a case begins as a draft of its own');
END;

-- The same moves as the second table in the desk floor; a test holds both together.
CREATE TRIGGER case_file_amends BEFORE UPDATE OF amendment ON case_file
WHEN NEW.amendment IS NOT OLD.amendment AND (
    coalesce(OLD.amendment, 'none') || ' ' || coalesce(NEW.amendment, 'none') NOT IN (
        'none draft', 'draft submitted', 'returned submitted', 'submitted draft',
        'submitted returned', 'draft none', 'returned none', 'submitted none')
    OR OLD.status NOT IN ('approved', 'exported')
    OR NOT EXISTS (SELECT 1 FROM approval WHERE case_id = OLD.id AND active = 1))
BEGIN
    SELECT RAISE(ABORT, 'an amendment has no such step');
END;

-- With its amendment approved a case is to be sent again: the approval is one that was not.
CREATE TRIGGER case_file_amended BEFORE UPDATE OF status ON case_file
WHEN OLD.status = 'exported' AND NEW.status = 'approved' AND (
    OLD.amendment IS NOT 'submitted' OR EXISTS (
        SELECT 1 FROM approval AS a JOIN batch_case AS k ON k.approval_id = a.id
        JOIN batch AS b ON b.id = k.batch_id
        WHERE a.case_id = OLD.id AND a.active = 1 AND b.state <> 'withdrawn'))
BEGIN
    SELECT RAISE(ABORT, 'only with an approved amendment is a case exported once more');
END;

DROP TRIGGER case_file_moves;
CREATE TRIGGER case_file_moves BEFORE UPDATE OF status ON case_file
WHEN NEW.status IS NOT OLD.status AND OLD.status || ' ' || NEW.status NOT IN (
    'draft submitted', 'returned submitted', 'submitted draft', 'draft closed', 'returned closed',
    'submitted returned', 'submitted rejected', 'submitted approved', 'rejected draft',
    'closed draft', 'approved exported', 'exported approved')
BEGIN
    SELECT RAISE(ABORT, 'the workflow has no such step');
END;

DROP TRIGGER approval_append;
CREATE TRIGGER approval_append BEFORE INSERT ON approval
WHEN NEW.active IS NOT 1
    OR EXISTS (SELECT 1 FROM approval WHERE id = NEW.id OR uid = NEW.uid)
    OR EXISTS (SELECT 1 FROM approval WHERE case_id = NEW.case_id AND active = 1)
    OR NOT EXISTS (SELECT 1 FROM case_file
                   WHERE id = NEW.case_id AND coalesce(amendment, status) = 'submitted')
    OR NOT EXISTS (SELECT 1 FROM user
                   WHERE id = NEW.approver AND role = 'supervisor' AND disabled = 0)
BEGIN
    SELECT RAISE(ABORT, 'a supervisor approves a case that is submitted, once');
END;

-- What is in force is dropped by nothing but an amendment that takes its place.
DROP TRIGGER approval_keep;
CREATE TRIGGER approval_keep BEFORE UPDATE ON approval
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
    OR NEW.approver IS NOT OLD.approver OR NEW.at IS NOT OLD.at
    OR NEW.snapshot IS NOT OLD.snapshot OR NEW.knowledge_version IS NOT OLD.knowledge_version
    OR NEW.active > OLD.active
    OR (NEW.active < OLD.active AND NOT EXISTS (
        SELECT 1 FROM case_file WHERE id = OLD.case_id AND amendment = 'submitted'))
BEGIN
    SELECT RAISE(ABORT, 'an approval stays in force until an amendment takes its place');
END;

-- The order of review has amendments too.
CREATE TRIGGER case_file_amendment_waits AFTER UPDATE OF amendment ON case_file
WHEN OLD.amendment = 'submitted' AND NEW.amendment IS NOT 'submitted'
BEGIN
    DELETE FROM waiting WHERE case_id = NEW.id;
END;

DROP TRIGGER case_file_fixed;
CREATE TRIGGER case_file_fixed BEFORE UPDATE OF
    "platform", "kind", "urgent", "source", "ward", "referral", "target_fen", "adviser",
    "adviser_phone", "refused_before", "note"
    ON case_file
WHEN coalesce(OLD.amendment, OLD.status) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER case_file_both BEFORE UPDATE OF "retain_until" ON case_file
WHEN OLD.status = 'submitted' OR OLD.status = 'rejected' OR OLD.status = 'closed'
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

DROP TRIGGER patient_fixed_insert;
CREATE TRIGGER patient_fixed_insert BEFORE INSERT ON patient
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER patient_fixed_update;
CREATE TRIGGER patient_fixed_update BEFORE UPDATE ON patient
WHEN EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
             AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER patient_fixed_delete;
CREATE TRIGGER patient_fixed_delete BEFORE DELETE ON patient
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

DROP TRIGGER initiator_fixed_insert;
CREATE TRIGGER initiator_fixed_insert BEFORE INSERT ON initiator
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER initiator_fixed_update;
CREATE TRIGGER initiator_fixed_update BEFORE UPDATE ON initiator
WHEN EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
             AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER initiator_fixed_delete;
CREATE TRIGGER initiator_fixed_delete BEFORE DELETE ON initiator
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

DROP TRIGGER payee_fixed_insert;
CREATE TRIGGER payee_fixed_insert BEFORE INSERT ON payee
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER payee_fixed_update;
CREATE TRIGGER payee_fixed_update BEFORE UPDATE ON payee
WHEN EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
             AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER payee_fixed_delete;
CREATE TRIGGER payee_fixed_delete BEFORE DELETE ON payee
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

DROP TRIGGER guardian_fixed_insert;
CREATE TRIGGER guardian_fixed_insert BEFORE INSERT ON guardian
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER guardian_fixed_update;
CREATE TRIGGER guardian_fixed_update BEFORE UPDATE ON guardian
WHEN EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
             AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER guardian_fixed_delete;
CREATE TRIGGER guardian_fixed_delete BEFORE DELETE ON guardian
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

DROP TRIGGER member_fixed_insert;
CREATE TRIGGER member_fixed_insert BEFORE INSERT ON member
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER member_fixed_update;
CREATE TRIGGER member_fixed_update BEFORE UPDATE ON member
WHEN EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
             AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER member_fixed_delete;
CREATE TRIGGER member_fixed_delete BEFORE DELETE ON member
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

DROP TRIGGER asset_fixed_insert;
CREATE TRIGGER asset_fixed_insert BEFORE INSERT ON asset
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER asset_fixed_update;
CREATE TRIGGER asset_fixed_update BEFORE UPDATE ON asset
WHEN EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
             AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER asset_fixed_delete;
CREATE TRIGGER asset_fixed_delete BEFORE DELETE ON asset
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

DROP TRIGGER debt_fixed_insert;
CREATE TRIGGER debt_fixed_insert BEFORE INSERT ON debt
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER debt_fixed_update;
CREATE TRIGGER debt_fixed_update BEFORE UPDATE ON debt
WHEN EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
             AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER debt_fixed_delete;
CREATE TRIGGER debt_fixed_delete BEFORE DELETE ON debt
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

DROP TRIGGER disclosure_fixed_insert;
CREATE TRIGGER disclosure_fixed_insert BEFORE INSERT ON disclosure
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER disclosure_fixed_update;
CREATE TRIGGER disclosure_fixed_update BEFORE UPDATE ON disclosure
WHEN EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
             AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER disclosure_fixed_delete;
CREATE TRIGGER disclosure_fixed_delete BEFORE DELETE ON disclosure
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

DROP TRIGGER illness_fixed_insert;
CREATE TRIGGER illness_fixed_insert BEFORE INSERT ON illness
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER illness_fixed_update;
CREATE TRIGGER illness_fixed_update BEFORE UPDATE ON illness
WHEN EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
             AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER illness_fixed_delete;
CREATE TRIGGER illness_fixed_delete BEFORE DELETE ON illness
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

DROP TRIGGER expense_fixed_insert;
CREATE TRIGGER expense_fixed_insert BEFORE INSERT ON expense
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER expense_fixed_update;
CREATE TRIGGER expense_fixed_update BEFORE UPDATE ON expense
WHEN EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
             AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER expense_fixed_delete;
CREATE TRIGGER expense_fixed_delete BEFORE DELETE ON expense
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

DROP TRIGGER plan_fixed_insert;
CREATE TRIGGER plan_fixed_insert BEFORE INSERT ON plan
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER plan_fixed_update;
CREATE TRIGGER plan_fixed_update BEFORE UPDATE ON plan
WHEN EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
             AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER plan_fixed_delete;
CREATE TRIGGER plan_fixed_delete BEFORE DELETE ON plan
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

DROP TRIGGER statement_fixed_insert;
CREATE TRIGGER statement_fixed_insert BEFORE INSERT ON statement
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER statement_fixed_update;
CREATE TRIGGER statement_fixed_update BEFORE UPDATE ON statement
WHEN EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
             AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER statement_fixed_delete;
CREATE TRIGGER statement_fixed_delete BEFORE DELETE ON statement
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

-- Records that belong to both layers. A row with later = 1 came after an approval and is as free as
-- follow-up is; nothing takes the place of a row that is there.

ALTER TABLE document ADD COLUMN later INTEGER NOT NULL DEFAULT 0 CHECK (later = 0 OR later = 1);
DROP TRIGGER document_fixed_insert;
CREATE TRIGGER document_fixed_insert BEFORE INSERT ON document
WHEN (SELECT CASE NEW.later WHEN 1 THEN status NOT IN ('approved', 'exported')
      ELSE coalesce(amendment, status) NOT IN ('draft', 'returned') END
      FROM case_file WHERE id = NEW.case_id)
    OR (NEW.later = 1 AND EXISTS (SELECT 1 FROM document WHERE id = NEW.id OR uid = NEW.uid))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER document_fixed_update;
CREATE TRIGGER document_fixed_update BEFORE UPDATE OF
    "id", "uid", "case_id", "place", "code", "state", "seen_original", "sealed", "person",
    "hospital", "issuer", "issued_on", "number", "pages", "file", "masked", "expires_on",
    "note"
    ON document
WHEN OLD.later = 0 AND EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
    AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER document_fixed_delete;
CREATE TRIGGER document_fixed_delete BEFORE DELETE ON document
WHEN OLD.later = 0 AND (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
    FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER document_later BEFORE UPDATE ON document
WHEN (OLD.later = 1 AND (NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
                         OR NEW.case_id IS NOT OLD.case_id))
    OR (NEW.later IS NOT OLD.later AND NOT (NEW.later = 0 AND EXISTS (
        SELECT 1 FROM case_file WHERE id = OLD.case_id AND amendment = 'submitted')))
BEGIN
    SELECT RAISE(ABORT, 'a row that came later stays one until an amendment is approved');
END;

ALTER TABLE aid ADD COLUMN later INTEGER NOT NULL DEFAULT 0 CHECK (later = 0 OR later = 1);
DROP TRIGGER aid_fixed_insert;
CREATE TRIGGER aid_fixed_insert BEFORE INSERT ON aid
WHEN (SELECT CASE NEW.later WHEN 1 THEN status NOT IN ('approved', 'exported')
      ELSE coalesce(amendment, status) NOT IN ('draft', 'returned') END
      FROM case_file WHERE id = NEW.case_id)
    OR (NEW.later = 1 AND EXISTS (SELECT 1 FROM aid WHERE id = NEW.id OR uid = NEW.uid))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER aid_fixed_update;
CREATE TRIGGER aid_fixed_update BEFORE UPDATE OF
    "id", "uid", "case_id", "place", "source", "kind", "spent_fen"
    ON aid
WHEN OLD.later = 0 AND EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
    AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER aid_fixed_delete;
CREATE TRIGGER aid_fixed_delete BEFORE DELETE ON aid
WHEN OLD.later = 0 AND (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
    FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER aid_later BEFORE UPDATE ON aid
WHEN (OLD.later = 1 AND (NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
                         OR NEW.case_id IS NOT OLD.case_id))
    OR (NEW.later IS NOT OLD.later AND NOT (NEW.later = 0 AND EXISTS (
        SELECT 1 FROM case_file WHERE id = OLD.case_id AND amendment = 'submitted')))
BEGIN
    SELECT RAISE(ABORT, 'a row that came later stays one until an amendment is approved');
END;

CREATE TRIGGER aid_both BEFORE UPDATE OF "amount_fen", "state", "on", "note" ON aid
WHEN OLD.later = 0 AND EXISTS (SELECT 1 FROM case_file WHERE id = OLD.case_id
    AND (status = 'submitted' OR status = 'rejected' OR status = 'closed'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

ALTER TABLE verification ADD COLUMN later INTEGER NOT NULL DEFAULT 0 CHECK (later = 0 OR later = 1);
DROP TRIGGER verification_fixed_insert;
CREATE TRIGGER verification_fixed_insert BEFORE INSERT ON verification
WHEN (SELECT CASE NEW.later WHEN 1 THEN status NOT IN ('approved', 'exported')
      ELSE coalesce(amendment, status) NOT IN ('draft', 'returned') END
      FROM case_file WHERE id = NEW.case_id)
    OR (NEW.later = 1 AND EXISTS (SELECT 1 FROM verification WHERE id = NEW.id OR uid = NEW.uid))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER verification_fixed_update;
CREATE TRIGGER verification_fixed_update BEFORE UPDATE OF
    "id", "uid", "case_id", "place", "kind", "person", "relation", "contact", "on", "result",
    "note"
    ON verification
WHEN OLD.later = 0 AND EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
    AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER verification_fixed_delete;
CREATE TRIGGER verification_fixed_delete BEFORE DELETE ON verification
WHEN OLD.later = 0 AND (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
    FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER verification_later BEFORE UPDATE ON verification
WHEN (OLD.later = 1 AND (NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
                         OR NEW.case_id IS NOT OLD.case_id))
    OR (NEW.later IS NOT OLD.later AND NOT (NEW.later = 0 AND EXISTS (
        SELECT 1 FROM case_file WHERE id = OLD.case_id AND amendment = 'submitted')))
BEGIN
    SELECT RAISE(ABORT, 'a row that came later stays one until an amendment is approved');
END;

ALTER TABLE consent ADD COLUMN later INTEGER NOT NULL DEFAULT 0 CHECK (later = 0 OR later = 1);
DROP TRIGGER consent_fixed_insert;
CREATE TRIGGER consent_fixed_insert BEFORE INSERT ON consent
WHEN (SELECT CASE NEW.later WHEN 1 THEN status NOT IN ('approved', 'exported')
      ELSE coalesce(amendment, status) NOT IN ('draft', 'returned') END
      FROM case_file WHERE id = NEW.case_id)
    OR (NEW.later = 1 AND EXISTS (SELECT 1 FROM consent WHERE id = NEW.id OR uid = NEW.uid))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER consent_fixed_update;
CREATE TRIGGER consent_fixed_update BEFORE UPDATE OF
    "id", "uid", "case_id", "place", "kind", "version", "signer", "relation", "signed_on",
    "expires_on"
    ON consent
WHEN OLD.later = 0 AND EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
    AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER consent_fixed_delete;
CREATE TRIGGER consent_fixed_delete BEFORE DELETE ON consent
WHEN OLD.later = 0 AND (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
    FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER consent_later BEFORE UPDATE ON consent
WHEN (OLD.later = 1 AND (NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
                         OR NEW.case_id IS NOT OLD.case_id))
    OR (NEW.later IS NOT OLD.later AND NOT (NEW.later = 0 AND EXISTS (
        SELECT 1 FROM case_file WHERE id = OLD.case_id AND amendment = 'submitted')))
BEGIN
    SELECT RAISE(ABORT, 'a row that came later stays one until an amendment is approved');
END;

CREATE TRIGGER consent_both BEFORE UPDATE OF "withdrawn_on" ON consent
WHEN OLD.later = 0 AND EXISTS (SELECT 1 FROM case_file WHERE id = OLD.case_id
    AND (status = 'submitted' OR status = 'rejected' OR status = 'closed'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

ALTER TABLE tranche ADD COLUMN later INTEGER NOT NULL DEFAULT 0 CHECK (later = 0 OR later = 1);
DROP TRIGGER tranche_fixed_insert;
CREATE TRIGGER tranche_fixed_insert BEFORE INSERT ON tranche
WHEN (SELECT CASE NEW.later WHEN 1 THEN status <> 'approved' AND status <> 'exported'
      ELSE status = 'submitted' OR status = 'rejected' OR status = 'closed' END
      FROM case_file WHERE id = NEW.case_id)
    OR (NEW.later = 1 AND EXISTS (SELECT 1 FROM tranche WHERE id = NEW.id OR uid = NEW.uid))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER tranche_fixed_update;
CREATE TRIGGER tranche_fixed_update BEFORE UPDATE OF
    "id", "uid", "case_id", "place", "seq", "amount_fen", "plan_item", "payee", "planned_on"
    ON tranche
WHEN EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
    AND (status = 'submitted' OR status = 'rejected' OR status = 'closed'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER tranche_fixed_delete;
CREATE TRIGGER tranche_fixed_delete BEFORE DELETE ON tranche
WHEN (SELECT (status = 'submitted' OR status = 'rejected' OR status = 'closed')
    FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER tranche_later BEFORE UPDATE ON tranche
WHEN (OLD.later = 1 AND (NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
                         OR NEW.case_id IS NOT OLD.case_id))
    OR (NEW.later IS NOT OLD.later AND NOT (NEW.later = 0 AND EXISTS (
        SELECT 1 FROM case_file WHERE id = OLD.case_id AND amendment = 'submitted')))
BEGIN
    SELECT RAISE(ABORT, 'a row that came later stays one until an amendment is approved');
END;
