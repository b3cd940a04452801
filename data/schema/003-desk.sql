-- People and work: users, what was decided about a case, the cases as they were approved, and the
-- ledger of batches. What the desk floor decides in C the triggers below hold against any other
-- program that writes here: nobody approves a case they entered or changed, a status only moves
-- along the workflow, and what was approved, decided or exported is never rewritten.

CREATE TABLE user (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    name TEXT NOT NULL UNIQUE,
    display TEXT NOT NULL,
    role TEXT NOT NULL
        CHECK (role IN ('social_worker', 'adviser', 'supervisor', 'auditor', 'administrator')),
    passhash TEXT NOT NULL,
    disabled INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1))
) STRICT;

CREATE TABLE review (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    group_id INTEGER NOT NULL,
    at TEXT NOT NULL,
    user_id INTEGER NOT NULL REFERENCES user (id),
    verb TEXT NOT NULL,
    reason TEXT,
    comment TEXT
) STRICT;
CREATE INDEX review_case ON review (case_id, id);

-- The knowledge files of a time, packed: old batches and judgements are repeated with them.
CREATE TABLE knowledge_text (
    version TEXT NOT NULL PRIMARY KEY,
    packed TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- snapshot is the portable case file as it was approved; exports are made from it.
CREATE TABLE approval (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    approver INTEGER NOT NULL REFERENCES user (id),
    at TEXT NOT NULL,
    snapshot TEXT NOT NULL,
    knowledge_version TEXT NOT NULL REFERENCES knowledge_text (version),
    active INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;
CREATE INDEX approval_case ON approval (case_id, active);
CREATE UNIQUE INDEX approval_one_active ON approval (case_id) WHERE active = 1;

-- Everything that a workbook prints besides its cases, so that it can be written again.
CREATE TABLE batch (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    no TEXT NOT NULL UNIQUE,
    template TEXT NOT NULL,
    knowledge_version TEXT NOT NULL REFERENCES knowledge_text (version),
    at TEXT NOT NULL,
    user_id INTEGER NOT NULL REFERENCES user (id),
    by_name TEXT NOT NULL,
    on_day TEXT NOT NULL,
    organisation TEXT NOT NULL,
    station TEXT NOT NULL,
    practice INTEGER NOT NULL CHECK (practice IN (0, 1)),
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    cases INTEGER NOT NULL,
    rows INTEGER NOT NULL
) STRICT;

CREATE TABLE batch_case (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    batch_id INTEGER NOT NULL REFERENCES batch (id),
    place INTEGER NOT NULL,
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    approval_id INTEGER NOT NULL REFERENCES approval (id),
    UNIQUE (batch_id, place)
) STRICT;
CREATE INDEX batch_case_case ON batch_case (case_id);
CREATE INDEX batch_case_approval ON batch_case (approval_id);

-- What the queue shows about a case without judging it again. Derived, rebuilt when lost.
CREATE TABLE case_summary (
    case_id INTEGER NOT NULL PRIMARY KEY,
    missing INTEGER NOT NULL,
    blocks INTEGER NOT NULL,
    warns INTEGER NOT NULL
) STRICT;

-- INSERT OR REPLACE removes rows without asking delete triggers, so every table below also refuses
-- an INSERT over a row that is there.

CREATE TRIGGER user_append BEFORE INSERT ON user
WHEN EXISTS (SELECT 1 FROM user WHERE id = NEW.id OR uid = NEW.uid OR name = NEW.name)
BEGIN
    SELECT RAISE(ABORT, 'there is such a user already');
END;

CREATE TRIGGER user_keep BEFORE UPDATE ON user
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.name IS NOT OLD.name
    OR NEW.role IS NOT OLD.role
BEGIN
    SELECT RAISE(ABORT, 'a user keeps name and role');
END;

CREATE TRIGGER user_stay BEFORE DELETE ON user
BEGIN
    SELECT RAISE(ABORT, 'a user is disabled, never removed');
END;

CREATE TRIGGER case_file_begin BEFORE INSERT ON case_file
WHEN NEW.status IS NOT 'draft'
    OR EXISTS (SELECT 1 FROM case_file WHERE id = NEW.id OR uid = NEW.uid OR "no" = NEW."no")
BEGIN
    SELECT RAISE(ABORT, 'a case begins as a draft of its own');
END;

CREATE TRIGGER case_file_keep BEFORE UPDATE ON case_file
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW."no" IS NOT OLD."no"
    OR NEW.created_by IS NOT OLD.created_by OR NEW.created_at IS NOT OLD.created_at
BEGIN
    SELECT RAISE(ABORT, 'a case keeps its number and who entered it');
END;

CREATE TRIGGER case_file_stay BEFORE DELETE ON case_file
BEGIN
    SELECT RAISE(ABORT, 'a case is never removed');
END;

-- The same moves as the table in the desk floor; a test holds both together.
CREATE TRIGGER case_file_moves BEFORE UPDATE OF status ON case_file
WHEN NEW.status IS NOT OLD.status AND OLD.status || ' ' || NEW.status NOT IN (
    'draft submitted', 'returned submitted', 'submitted draft', 'draft closed', 'returned closed',
    'submitted returned', 'submitted rejected', 'submitted approved', 'approved draft',
    'exported draft', 'rejected draft', 'closed draft', 'approved exported')
BEGIN
    SELECT RAISE(ABORT, 'the workflow has no such step');
END;

CREATE TRIGGER case_file_four_eyes BEFORE UPDATE OF status ON case_file
WHEN NEW.status IS NOT OLD.status AND NEW.status IN ('approved', 'exported') AND NOT EXISTS (
    SELECT 1 FROM approval AS a
    WHERE a.case_id = NEW.id AND a.active = 1 AND a.approver IS NOT NEW.created_by
        AND NOT EXISTS (SELECT 1 FROM case_touch AS t
                        WHERE t.case_id = NEW.id AND t.user_id = a.approver)
        AND (NEW.status = 'approved'
             OR EXISTS (SELECT 1 FROM batch_case AS b WHERE b.approval_id = a.id)))
BEGIN
    SELECT RAISE(ABORT, 'a case needs the approval of somebody who did not enter or change it');
END;

CREATE TRIGGER case_file_approval_dropped BEFORE UPDATE OF status ON case_file
WHEN NEW.status NOT IN ('approved', 'exported')
    AND EXISTS (SELECT 1 FROM approval WHERE case_id = NEW.id AND active = 1)
BEGIN
    SELECT RAISE(ABORT, 'the approval must be dropped first');
END;

CREATE TRIGGER approval_four_eyes BEFORE INSERT ON approval
WHEN EXISTS (SELECT 1 FROM case_file WHERE id = NEW.case_id AND created_by = NEW.approver)
    OR EXISTS (SELECT 1 FROM case_touch WHERE case_id = NEW.case_id AND user_id = NEW.approver)
BEGIN
    SELECT RAISE(ABORT, 'nobody approves a case they entered or changed');
END;

CREATE TRIGGER approval_append BEFORE INSERT ON approval
WHEN NEW.active IS NOT 1
    OR EXISTS (SELECT 1 FROM approval WHERE id = NEW.id OR uid = NEW.uid)
    OR EXISTS (SELECT 1 FROM approval WHERE case_id = NEW.case_id AND active = 1)
    OR NOT EXISTS (SELECT 1 FROM case_file WHERE id = NEW.case_id AND status = 'submitted')
    OR NOT EXISTS (SELECT 1 FROM user
                   WHERE id = NEW.approver AND role = 'supervisor' AND disabled = 0)
BEGIN
    SELECT RAISE(ABORT, 'a supervisor approves a case that is submitted, once');
END;

CREATE TRIGGER approval_keep BEFORE UPDATE ON approval
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
    OR NEW.approver IS NOT OLD.approver OR NEW.at IS NOT OLD.at
    OR NEW.snapshot IS NOT OLD.snapshot OR NEW.knowledge_version IS NOT OLD.knowledge_version
    OR NEW.active > OLD.active
BEGIN
    SELECT RAISE(ABORT, 'an approval is dropped, never changed');
END;

CREATE TRIGGER approval_stay BEFORE DELETE ON approval
BEGIN
    SELECT RAISE(ABORT, 'an approval is dropped, never removed');
END;

CREATE TRIGGER review_append BEFORE INSERT ON review
WHEN EXISTS (SELECT 1 FROM review WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a decision is never changed');
END;

CREATE TRIGGER review_keep BEFORE UPDATE ON review
BEGIN
    SELECT RAISE(ABORT, 'a decision is never changed');
END;

CREATE TRIGGER review_stay BEFORE DELETE ON review
BEGIN
    SELECT RAISE(ABORT, 'a decision is never removed');
END;

CREATE TRIGGER batch_append BEFORE INSERT ON batch
WHEN EXISTS (SELECT 1 FROM batch WHERE id = NEW.id OR uid = NEW.uid OR no = NEW.no)
BEGIN
    SELECT RAISE(ABORT, 'a batch is never changed');
END;

CREATE TRIGGER batch_keep BEFORE UPDATE ON batch
BEGIN
    SELECT RAISE(ABORT, 'a batch is never changed');
END;

CREATE TRIGGER batch_stay BEFORE DELETE ON batch
BEGIN
    SELECT RAISE(ABORT, 'a batch is never removed');
END;

CREATE TRIGGER batch_case_append BEFORE INSERT ON batch_case
WHEN EXISTS (SELECT 1 FROM batch_case WHERE id = NEW.id OR uid = NEW.uid
             OR (batch_id = NEW.batch_id AND place = NEW.place))
    OR NOT EXISTS (SELECT 1 FROM approval
                   WHERE id = NEW.approval_id AND case_id = NEW.case_id AND active = 1)
BEGIN
    SELECT RAISE(ABORT, 'a batch takes cases as they are approved');
END;

CREATE TRIGGER batch_case_keep BEFORE UPDATE ON batch_case
BEGIN
    SELECT RAISE(ABORT, 'a batch is never changed');
END;

CREATE TRIGGER batch_case_stay BEFORE DELETE ON batch_case
BEGIN
    SELECT RAISE(ABORT, 'a batch is never changed');
END;

CREATE TRIGGER knowledge_text_append BEFORE INSERT ON knowledge_text
WHEN EXISTS (SELECT 1 FROM knowledge_text WHERE version = NEW.version)
BEGIN
    SELECT RAISE(IGNORE);
END;

CREATE TRIGGER knowledge_text_keep BEFORE UPDATE ON knowledge_text
BEGIN
    SELECT RAISE(ABORT, 'knowledge that judged a case is kept as it was');
END;

CREATE TRIGGER knowledge_text_stay BEFORE DELETE ON knowledge_text
BEGIN
    SELECT RAISE(ABORT, 'knowledge that judged a case is kept');
END;

-- Content changes only while a case is a draft or was returned, so what is approved is what was
-- submitted, and what is exported is what was approved. Records that go on after approval
-- (funding, event, contact) are free; a test holds this list and the catalogue together.
CREATE TRIGGER case_file_fixed BEFORE UPDATE OF "platform", "kind", "urgent", "source", "ward",
    "referral", "target_fen", "adviser", "adviser_phone", "refused_before", "retain_until", "note"
    ON case_file
WHEN OLD.status NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

CREATE TRIGGER patient_fixed_insert BEFORE INSERT ON patient
WHEN (SELECT status FROM case_file WHERE id = NEW.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER patient_fixed_update BEFORE UPDATE ON patient
WHEN EXISTS (SELECT 1 FROM case_file
             WHERE id IN (OLD.case_id, NEW.case_id) AND status NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER patient_fixed_delete BEFORE DELETE ON patient
WHEN (SELECT status FROM case_file WHERE id = OLD.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

CREATE TRIGGER initiator_fixed_insert BEFORE INSERT ON initiator
WHEN (SELECT status FROM case_file WHERE id = NEW.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER initiator_fixed_update BEFORE UPDATE ON initiator
WHEN EXISTS (SELECT 1 FROM case_file
             WHERE id IN (OLD.case_id, NEW.case_id) AND status NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER initiator_fixed_delete BEFORE DELETE ON initiator
WHEN (SELECT status FROM case_file WHERE id = OLD.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

CREATE TRIGGER payee_fixed_insert BEFORE INSERT ON payee
WHEN (SELECT status FROM case_file WHERE id = NEW.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER payee_fixed_update BEFORE UPDATE ON payee
WHEN EXISTS (SELECT 1 FROM case_file
             WHERE id IN (OLD.case_id, NEW.case_id) AND status NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER payee_fixed_delete BEFORE DELETE ON payee
WHEN (SELECT status FROM case_file WHERE id = OLD.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

CREATE TRIGGER guardian_fixed_insert BEFORE INSERT ON guardian
WHEN (SELECT status FROM case_file WHERE id = NEW.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER guardian_fixed_update BEFORE UPDATE ON guardian
WHEN EXISTS (SELECT 1 FROM case_file
             WHERE id IN (OLD.case_id, NEW.case_id) AND status NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER guardian_fixed_delete BEFORE DELETE ON guardian
WHEN (SELECT status FROM case_file WHERE id = OLD.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

CREATE TRIGGER member_fixed_insert BEFORE INSERT ON member
WHEN (SELECT status FROM case_file WHERE id = NEW.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER member_fixed_update BEFORE UPDATE ON member
WHEN EXISTS (SELECT 1 FROM case_file
             WHERE id IN (OLD.case_id, NEW.case_id) AND status NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER member_fixed_delete BEFORE DELETE ON member
WHEN (SELECT status FROM case_file WHERE id = OLD.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

CREATE TRIGGER asset_fixed_insert BEFORE INSERT ON asset
WHEN (SELECT status FROM case_file WHERE id = NEW.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER asset_fixed_update BEFORE UPDATE ON asset
WHEN EXISTS (SELECT 1 FROM case_file
             WHERE id IN (OLD.case_id, NEW.case_id) AND status NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER asset_fixed_delete BEFORE DELETE ON asset
WHEN (SELECT status FROM case_file WHERE id = OLD.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

CREATE TRIGGER debt_fixed_insert BEFORE INSERT ON debt
WHEN (SELECT status FROM case_file WHERE id = NEW.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER debt_fixed_update BEFORE UPDATE ON debt
WHEN EXISTS (SELECT 1 FROM case_file
             WHERE id IN (OLD.case_id, NEW.case_id) AND status NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER debt_fixed_delete BEFORE DELETE ON debt
WHEN (SELECT status FROM case_file WHERE id = OLD.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

CREATE TRIGGER disclosure_fixed_insert BEFORE INSERT ON disclosure
WHEN (SELECT status FROM case_file WHERE id = NEW.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER disclosure_fixed_update BEFORE UPDATE ON disclosure
WHEN EXISTS (SELECT 1 FROM case_file
             WHERE id IN (OLD.case_id, NEW.case_id) AND status NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER disclosure_fixed_delete BEFORE DELETE ON disclosure
WHEN (SELECT status FROM case_file WHERE id = OLD.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

CREATE TRIGGER aid_fixed_insert BEFORE INSERT ON aid
WHEN (SELECT status FROM case_file WHERE id = NEW.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER aid_fixed_update BEFORE UPDATE ON aid
WHEN EXISTS (SELECT 1 FROM case_file
             WHERE id IN (OLD.case_id, NEW.case_id) AND status NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER aid_fixed_delete BEFORE DELETE ON aid
WHEN (SELECT status FROM case_file WHERE id = OLD.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

CREATE TRIGGER illness_fixed_insert BEFORE INSERT ON illness
WHEN (SELECT status FROM case_file WHERE id = NEW.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER illness_fixed_update BEFORE UPDATE ON illness
WHEN EXISTS (SELECT 1 FROM case_file
             WHERE id IN (OLD.case_id, NEW.case_id) AND status NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER illness_fixed_delete BEFORE DELETE ON illness
WHEN (SELECT status FROM case_file WHERE id = OLD.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

CREATE TRIGGER expense_fixed_insert BEFORE INSERT ON expense
WHEN (SELECT status FROM case_file WHERE id = NEW.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER expense_fixed_update BEFORE UPDATE ON expense
WHEN EXISTS (SELECT 1 FROM case_file
             WHERE id IN (OLD.case_id, NEW.case_id) AND status NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER expense_fixed_delete BEFORE DELETE ON expense
WHEN (SELECT status FROM case_file WHERE id = OLD.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

CREATE TRIGGER plan_fixed_insert BEFORE INSERT ON plan
WHEN (SELECT status FROM case_file WHERE id = NEW.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER plan_fixed_update BEFORE UPDATE ON plan
WHEN EXISTS (SELECT 1 FROM case_file
             WHERE id IN (OLD.case_id, NEW.case_id) AND status NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER plan_fixed_delete BEFORE DELETE ON plan
WHEN (SELECT status FROM case_file WHERE id = OLD.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

CREATE TRIGGER tranche_fixed_insert BEFORE INSERT ON tranche
WHEN (SELECT status FROM case_file WHERE id = NEW.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER tranche_fixed_update BEFORE UPDATE ON tranche
WHEN EXISTS (SELECT 1 FROM case_file
             WHERE id IN (OLD.case_id, NEW.case_id) AND status NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER tranche_fixed_delete BEFORE DELETE ON tranche
WHEN (SELECT status FROM case_file WHERE id = OLD.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

CREATE TRIGGER document_fixed_insert BEFORE INSERT ON document
WHEN (SELECT status FROM case_file WHERE id = NEW.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER document_fixed_update BEFORE UPDATE ON document
WHEN EXISTS (SELECT 1 FROM case_file
             WHERE id IN (OLD.case_id, NEW.case_id) AND status NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER document_fixed_delete BEFORE DELETE ON document
WHEN (SELECT status FROM case_file WHERE id = OLD.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

CREATE TRIGGER consent_fixed_insert BEFORE INSERT ON consent
WHEN (SELECT status FROM case_file WHERE id = NEW.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER consent_fixed_update BEFORE UPDATE ON consent
WHEN EXISTS (SELECT 1 FROM case_file
             WHERE id IN (OLD.case_id, NEW.case_id) AND status NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER consent_fixed_delete BEFORE DELETE ON consent
WHEN (SELECT status FROM case_file WHERE id = OLD.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

CREATE TRIGGER verification_fixed_insert BEFORE INSERT ON verification
WHEN (SELECT status FROM case_file WHERE id = NEW.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER verification_fixed_update BEFORE UPDATE ON verification
WHEN EXISTS (SELECT 1 FROM case_file
             WHERE id IN (OLD.case_id, NEW.case_id) AND status NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER verification_fixed_delete BEFORE DELETE ON verification
WHEN (SELECT status FROM case_file WHERE id = OLD.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

CREATE TRIGGER statement_fixed_insert BEFORE INSERT ON statement
WHEN (SELECT status FROM case_file WHERE id = NEW.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER statement_fixed_update BEFORE UPDATE ON statement
WHEN EXISTS (SELECT 1 FROM case_file
             WHERE id IN (OLD.case_id, NEW.case_id) AND status NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER statement_fixed_delete BEFORE DELETE ON statement
WHEN (SELECT status FROM case_file WHERE id = OLD.case_id) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
