-- A case whose day has come, or whose person asks for it, is erased: its number, its course and who
-- decided stay, and nothing that tells of the person. An erased case takes nothing more.
CREATE TABLE erasure (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL UNIQUE REFERENCES case_file (id),
    at TEXT NOT NULL,
    user_id INTEGER NOT NULL REFERENCES user (id),
    ground TEXT NOT NULL CHECK (ground = 'day' OR ground = 'request'),
    reason TEXT NOT NULL CHECK (reason <> '')
) STRICT;

-- Copies of papers of erased cases whose files are still to be removed.
CREATE TABLE erased_copy (
    sha256 TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER erasure_append BEFORE INSERT ON erasure
WHEN EXISTS (SELECT 1 FROM erasure WHERE id = NEW.id OR uid = NEW.uid OR case_id = NEW.case_id)
    OR NOT EXISTS (SELECT 1 FROM user
                   WHERE id = NEW.user_id AND role = 'supervisor' AND disabled = 0)
    OR NOT EXISTS (SELECT 1 FROM case_file
                   WHERE id = NEW.case_id AND (life = 'closed' OR life = 'archived'))
    OR EXISTS (SELECT 1 FROM batch_case AS k JOIN batch AS b ON b.id = k.batch_id
               WHERE k.case_id = NEW.case_id AND b.state = 'begun')
    OR EXISTS (SELECT 1 FROM stop WHERE case_id = NEW.case_id AND decided_at IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'a supervisor erases a case that is closed, once');
END;
CREATE TRIGGER erasure_keep BEFORE UPDATE ON erasure
BEGIN
    SELECT RAISE(ABORT, 'that a case was erased is never changed');
END;
CREATE TRIGGER erasure_stay BEFORE DELETE ON erasure
BEGIN
    SELECT RAISE(ABORT, 'that a case was erased is never forgotten');
END;

CREATE TRIGGER case_file_erased BEFORE UPDATE OF
    "platform", "kind", "retain_until", status, amendment, life, handed_to, "urgent", "source",
    "ward", "referral", "target_fen", "adviser", "adviser_phone", "refused_before", "note" ON case_file
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = OLD.id) AND (
    NEW."platform" IS NOT OLD."platform" OR NEW."kind" IS NOT OLD."kind" OR
    NEW."retain_until" IS NOT OLD."retain_until" OR NEW.status IS NOT OLD.status OR
    NEW.amendment IS NOT OLD.amendment OR NEW.life IS NOT OLD.life OR
    NEW.handed_to IS NOT OLD.handed_to OR
    coalesce(NEW."urgent", OLD."urgent") IS NOT OLD."urgent" OR
    coalesce(NEW."source", OLD."source") IS NOT OLD."source" OR
    coalesce(NEW."ward", OLD."ward") IS NOT OLD."ward" OR
    coalesce(NEW."referral", OLD."referral") IS NOT OLD."referral" OR
    coalesce(NEW."target_fen", OLD."target_fen") IS NOT OLD."target_fen" OR
    coalesce(NEW."adviser", OLD."adviser") IS NOT OLD."adviser" OR
    coalesce(NEW."adviser_phone", OLD."adviser_phone") IS NOT OLD."adviser_phone" OR
    coalesce(NEW."refused_before", OLD."refused_before") IS NOT OLD."refused_before" OR
    coalesce(NEW."note", OLD."note") IS NOT OLD."note")
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;
DROP TRIGGER case_file_fixed;
CREATE TRIGGER case_file_fixed BEFORE UPDATE OF
    "platform", "kind", "urgent", "source", "ward", "referral", "target_fen", "adviser",
    "adviser_phone", "refused_before", "note"
    ON case_file
WHEN coalesce(OLD.amendment, OLD.status) NOT IN ('draft', 'returned')
    AND NOT EXISTS (SELECT 1 FROM erasure WHERE case_id = OLD.id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER journal_group_erased BEFORE INSERT ON journal_group
WHEN NEW.kind IN ('edit', 'undo', 'redo', 'workflow')
    AND EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;

-- What tells of the person goes out of what stays.
DROP TRIGGER review_keep;
CREATE TRIGGER review_keep BEFORE UPDATE ON review
WHEN NOT (EXISTS (SELECT 1 FROM erasure WHERE case_id = OLD.case_id)
       
        AND coalesce(NEW.comment, OLD.comment) IS OLD.comment
        AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid AND NEW.case_id IS OLD.case_id
        AND NEW.group_id IS OLD.group_id AND NEW.at IS OLD.at AND NEW.user_id IS OLD.user_id
        AND NEW.verb IS OLD.verb AND NEW.reason IS OLD.reason AND NEW.field IS OLD.field
        AND NEW.row_uid IS OLD.row_uid AND NEW.item IS OLD.item AND NEW.about IS OLD.about)
BEGIN
    SELECT RAISE(ABORT, 'a decision is never changed');
END;
DROP TRIGGER life_step_keep;
CREATE TRIGGER life_step_keep BEFORE UPDATE ON life_step
WHEN NOT (EXISTS (SELECT 1 FROM erasure WHERE case_id = OLD.case_id)
       
        AND coalesce(NEW.comment, OLD.comment) IS OLD.comment
        AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid AND NEW.case_id IS OLD.case_id
        AND NEW.group_id IS OLD.group_id AND NEW.at IS OLD.at AND NEW.user_id IS OLD.user_id
        AND NEW.was IS OLD.was AND NEW.life IS OLD.life AND NEW.on_day IS OLD.on_day
        AND NEW.reason IS OLD.reason)
BEGIN
    SELECT RAISE(ABORT, 'a step is never changed');
END;
DROP TRIGGER stop_keep;
CREATE TRIGGER stop_keep BEFORE UPDATE OF
    id, uid, case_id, group_id, at, user_id, reason, words, cause, decided_at, decided_by, decision,
    ends ON stop
WHEN (OLD.decided_at IS NOT NULL
    OR (NEW.decided_at IS NOT NULL AND (NEW.decision IS NULL OR NEW.decided_by IS NULL))
    OR (OLD.decision IS NOT NULL AND NEW.decision IS NOT OLD.decision)
    OR (OLD.decided_by IS NOT NULL AND NEW.decided_by IS NOT OLD.decided_by)
    OR NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
    OR NEW.group_id IS NOT OLD.group_id OR NEW.at IS NOT OLD.at
    OR NEW.user_id IS NOT OLD.user_id OR NEW.reason IS NOT OLD.reason
    OR NEW.words IS NOT OLD.words OR NEW.cause IS NOT OLD.cause)
    AND NOT (EXISTS (SELECT 1 FROM erasure WHERE case_id = OLD.case_id)
       
        AND coalesce(NEW.words, OLD.words) IS OLD.words
        AND coalesce(NEW.decision, OLD.decision) IS OLD.decision
        AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid AND NEW.case_id IS OLD.case_id
        AND NEW.group_id IS OLD.group_id AND NEW.at IS OLD.at AND NEW.user_id IS OLD.user_id
        AND NEW.reason IS OLD.reason AND NEW.cause IS OLD.cause
        AND NEW.decided_at IS OLD.decided_at AND NEW.decided_by IS OLD.decided_by
        AND NEW.ends IS OLD.ends AND NEW.taken_back IS OLD.taken_back)
BEGIN
    SELECT RAISE(ABORT, 'a stop is decided once, and never changed');
END;
DROP TRIGGER batch_case_keep;
CREATE TRIGGER batch_case_keep BEFORE UPDATE ON batch_case
WHEN (NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.batch_id IS NOT OLD.batch_id
    OR NEW.place IS NOT OLD.place OR NEW.case_id IS NOT OLD.case_id
    OR NEW.approval_id IS NOT OLD.approval_id OR NEW.content IS NOT OLD.content
    OR NEW.known_as IS NOT OLD.known_as OR NEW.since IS NOT OLD.since OR NEW.earlier IS NOT OLD.earlier
    OR NEW.asked IS NOT OLD.asked
    OR (NEW.outcome IS NULL AND (NEW.reason IS NOT NULL OR NEW.platform_no IS NOT NULL
                                 OR NEW.answered_at IS NOT NULL))
    OR NOT EXISTS (SELECT 1 FROM batch
                   WHERE id = NEW.batch_id AND state = 'written' AND closed_at IS NULL))
    AND NOT (EXISTS (SELECT 1 FROM erasure WHERE case_id = OLD.case_id)
       
        AND coalesce(NEW.content, OLD.content) IS OLD.content
        AND coalesce(NEW.known_as, OLD.known_as) IS OLD.known_as
        AND coalesce(NEW.reason, OLD.reason) IS OLD.reason
        AND coalesce(NEW.platform_no, OLD.platform_no) IS OLD.platform_no
        AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid AND NEW.batch_id IS OLD.batch_id
        AND NEW.place IS OLD.place AND NEW.case_id IS OLD.case_id
        AND NEW.approval_id IS OLD.approval_id AND NEW.outcome IS OLD.outcome
        AND NEW.answered_at IS OLD.answered_at AND NEW.since IS OLD.since
        AND NEW.earlier IS OLD.earlier AND NEW.asked IS OLD.asked AND NEW.agreed IS OLD.agreed
        AND NEW.declined IS OLD.declined)
BEGIN
    SELECT RAISE(ABORT, 'of a case in a batch only the answer of the platform changes, while the batch is open');
END;
DROP TRIGGER approval_keep;
CREATE TRIGGER approval_keep BEFORE UPDATE ON approval
WHEN (NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
    OR NEW.approver IS NOT OLD.approver OR NEW.at IS NOT OLD.at
    OR NEW.snapshot IS NOT OLD.snapshot OR NEW.knowledge_version IS NOT OLD.knowledge_version
    OR NEW.first IS NOT OLD.first OR NEW.active > OLD.active
    OR (NEW.active < OLD.active AND NOT EXISTS (
        SELECT 1 FROM case_file WHERE id = OLD.case_id AND amendment = 'submitted')))
    AND NOT (EXISTS (SELECT 1 FROM erasure WHERE case_id = OLD.case_id)
        AND NEW.snapshot = '{}'
        AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid AND NEW.case_id IS OLD.case_id
        AND NEW.approver IS OLD.approver AND NEW.at IS OLD.at
        AND NEW.knowledge_version IS OLD.knowledge_version AND NEW.active IS OLD.active
        AND NEW.first IS OLD.first)
BEGIN
    SELECT RAISE(ABORT, 'an approval stays in force until an amendment takes its place');
END;
DROP TRIGGER finding_accepted_stay;
CREATE TRIGGER finding_accepted_stay BEFORE DELETE ON finding_accepted
WHEN NOT (EXISTS (SELECT 1 FROM erasure WHERE case_id = OLD.case_id))
BEGIN
    SELECT RAISE(ABORT, 'an accepted finding is never removed');
END;

-- The records of an erased case go, and none comes.
DROP TRIGGER aid_fixed_delete;
CREATE TRIGGER aid_fixed_delete BEFORE DELETE ON aid
WHEN (OLD.later = 0 AND (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
    FROM case_file WHERE id = OLD.case_id))
    AND NOT (EXISTS (SELECT 1 FROM erasure WHERE case_id = OLD.case_id))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER asset_fixed_delete;
CREATE TRIGGER asset_fixed_delete BEFORE DELETE ON asset
WHEN ((SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id))
    AND NOT (EXISTS (SELECT 1 FROM erasure WHERE case_id = OLD.case_id))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER consent_fixed_delete;
CREATE TRIGGER consent_fixed_delete BEFORE DELETE ON consent
WHEN (OLD.later = 0 AND (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
    FROM case_file WHERE id = OLD.case_id))
    AND NOT (EXISTS (SELECT 1 FROM erasure WHERE case_id = OLD.case_id))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER debt_fixed_delete;
CREATE TRIGGER debt_fixed_delete BEFORE DELETE ON debt
WHEN ((SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id))
    AND NOT (EXISTS (SELECT 1 FROM erasure WHERE case_id = OLD.case_id))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER disclosure_fixed_delete;
CREATE TRIGGER disclosure_fixed_delete BEFORE DELETE ON disclosure
WHEN ((SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id))
    AND NOT (EXISTS (SELECT 1 FROM erasure WHERE case_id = OLD.case_id))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER document_fixed_delete;
CREATE TRIGGER document_fixed_delete BEFORE DELETE ON document
WHEN (OLD.later = 0 AND (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
    FROM case_file WHERE id = OLD.case_id))
    AND NOT (EXISTS (SELECT 1 FROM erasure WHERE case_id = OLD.case_id))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER expense_fixed_delete;
CREATE TRIGGER expense_fixed_delete BEFORE DELETE ON expense
WHEN ((SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id))
    AND NOT (EXISTS (SELECT 1 FROM erasure WHERE case_id = OLD.case_id))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER guardian_fixed_delete;
CREATE TRIGGER guardian_fixed_delete BEFORE DELETE ON guardian
WHEN ((SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id))
    AND NOT (EXISTS (SELECT 1 FROM erasure WHERE case_id = OLD.case_id))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER illness_fixed_delete;
CREATE TRIGGER illness_fixed_delete BEFORE DELETE ON illness
WHEN ((SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id))
    AND NOT (EXISTS (SELECT 1 FROM erasure WHERE case_id = OLD.case_id))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER initiator_fixed_delete;
CREATE TRIGGER initiator_fixed_delete BEFORE DELETE ON initiator
WHEN ((SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id))
    AND NOT (EXISTS (SELECT 1 FROM erasure WHERE case_id = OLD.case_id))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER member_fixed_delete;
CREATE TRIGGER member_fixed_delete BEFORE DELETE ON member
WHEN ((SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id))
    AND NOT (EXISTS (SELECT 1 FROM erasure WHERE case_id = OLD.case_id))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER patient_fixed_delete;
CREATE TRIGGER patient_fixed_delete BEFORE DELETE ON patient
WHEN ((SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id))
    AND NOT (EXISTS (SELECT 1 FROM erasure WHERE case_id = OLD.case_id))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER payee_fixed_delete;
CREATE TRIGGER payee_fixed_delete BEFORE DELETE ON payee
WHEN ((SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id))
    AND NOT (EXISTS (SELECT 1 FROM erasure WHERE case_id = OLD.case_id))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER plan_fixed_delete;
CREATE TRIGGER plan_fixed_delete BEFORE DELETE ON plan
WHEN ((SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id))
    AND NOT (EXISTS (SELECT 1 FROM erasure WHERE case_id = OLD.case_id))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER statement_fixed_delete;
CREATE TRIGGER statement_fixed_delete BEFORE DELETE ON statement
WHEN ((SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id))
    AND NOT (EXISTS (SELECT 1 FROM erasure WHERE case_id = OLD.case_id))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER tranche_fixed_delete;
CREATE TRIGGER tranche_fixed_delete BEFORE DELETE ON tranche
WHEN ((SELECT (status = 'submitted' OR status = 'rejected' OR status = 'closed')
    FROM case_file WHERE id = OLD.case_id))
    AND NOT (EXISTS (SELECT 1 FROM erasure WHERE case_id = OLD.case_id))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
DROP TRIGGER verification_fixed_delete;
CREATE TRIGGER verification_fixed_delete BEFORE DELETE ON verification
WHEN (OLD.later = 0 AND (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
    FROM case_file WHERE id = OLD.case_id))
    AND NOT (EXISTS (SELECT 1 FROM erasure WHERE case_id = OLD.case_id))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER aid_erased BEFORE INSERT ON aid
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;
CREATE TRIGGER asset_erased BEFORE INSERT ON asset
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;
CREATE TRIGGER complaint_erased BEFORE INSERT ON complaint
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;
CREATE TRIGGER consent_erased BEFORE INSERT ON consent
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;
CREATE TRIGGER contact_erased BEFORE INSERT ON contact
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;
CREATE TRIGGER debt_erased BEFORE INSERT ON debt
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;
CREATE TRIGGER disclosure_erased BEFORE INSERT ON disclosure
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;
CREATE TRIGGER document_erased BEFORE INSERT ON document
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;
CREATE TRIGGER event_erased BEFORE INSERT ON event
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;
CREATE TRIGGER expense_erased BEFORE INSERT ON expense
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;
CREATE TRIGGER funding_erased BEFORE INSERT ON funding
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;
CREATE TRIGGER guardian_erased BEFORE INSERT ON guardian
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;
CREATE TRIGGER illness_erased BEFORE INSERT ON illness
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;
CREATE TRIGGER initiator_erased BEFORE INSERT ON initiator
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;
CREATE TRIGGER inquiry_erased BEFORE INSERT ON inquiry
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;
CREATE TRIGGER member_erased BEFORE INSERT ON member
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;
CREATE TRIGGER money_erased BEFORE INSERT ON money
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;
CREATE TRIGGER patient_erased BEFORE INSERT ON patient
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;
CREATE TRIGGER payee_erased BEFORE INSERT ON payee
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;
CREATE TRIGGER plan_erased BEFORE INSERT ON plan
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;
CREATE TRIGGER statement_erased BEFORE INSERT ON statement
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;
CREATE TRIGGER surplus_erased BEFORE INSERT ON surplus
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;
CREATE TRIGGER tranche_erased BEFORE INSERT ON tranche
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;
CREATE TRIGGER verification_erased BEFORE INSERT ON verification
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;
CREATE TRIGGER approval_erased BEFORE INSERT ON approval
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;
CREATE TRIGGER review_erased BEFORE INSERT ON review
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;
CREATE TRIGGER finding_accepted_erased BEFORE INSERT ON finding_accepted
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;
CREATE TRIGGER life_step_erased BEFORE INSERT ON life_step
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;
CREATE TRIGGER stop_erased BEFORE INSERT ON stop
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;
CREATE TRIGGER batch_case_erased BEFORE INSERT ON batch_case
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;

-- What a batch took of a case stands in a group of the batch, which is about no case.
DROP TRIGGER journal_change_keep;
CREATE TRIGGER journal_change_keep BEFORE UPDATE ON journal_change
WHEN NEW.group_id IS NOT OLD.group_id OR NEW.seq IS NOT OLD.seq
    OR NEW.shape IS NOT OLD.shape OR NEW.row_id IS NOT OLD.row_id
    OR NEW.row_uid IS NOT OLD.row_uid
    OR NOT EXISTS (SELECT 1 FROM journal_group AS g JOIN journal_group AS e
                       ON e.case_id > 0 AND e.id > g.id AND e.kind = 'erase'
                           AND (e.case_id = g.case_id OR (g.case_id = 0 AND g.kind = 'export'))
                   WHERE g.id = OLD.group_id)
BEGIN
    SELECT RAISE(ABORT, 'the journal is never changed');
END;
DROP TRIGGER journal_group_keep;
CREATE TRIGGER journal_group_keep BEFORE UPDATE ON journal_group
WHEN NEW.seed IS NOT NULL OR (NEW.message IS NOT NULL AND NEW.message IS NOT OLD.message)
    OR NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.at IS NOT OLD.at
    OR NEW.station IS NOT OLD.station OR NEW.kind IS NOT OLD.kind OR NEW.verb IS NOT OLD.verb
    OR NEW.user_id IS NOT OLD.user_id OR NEW.who IS NOT OLD.who
    OR NEW.case_id IS NOT OLD.case_id OR NEW.case_uid IS NOT OLD.case_uid
    OR NEW.content IS NOT OLD.content OR NEW.undoes IS NOT OLD.undoes
    OR NEW.g IS NOT OLD.g OR NEW.hash IS NOT OLD.hash OR NEW.seal IS NOT OLD.seal
    OR NEW.signer IS NOT OLD.signer OR NEW.signature IS NOT OLD.signature
    OR NEW.signed_at IS NOT OLD.signed_at
    OR NOT EXISTS (SELECT 1 FROM journal_group AS e
                   WHERE e.case_id > 0 AND e.id > OLD.id AND e.kind = 'erase'
                       AND (e.case_id = OLD.case_id
                            OR (OLD.case_id = 0 AND OLD.kind = 'export')))
BEGIN
    SELECT RAISE(ABORT, 'the journal is never changed');
END;
