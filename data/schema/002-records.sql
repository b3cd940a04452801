-- The records of a case, one table each: the columns are the catalogue's keys, in its order, and a
-- test holds both together. Names are quoted because some are words of SQL. Rows of a record type
-- that has many per case are in the order of place, which may have gaps. Everything here is written
-- through the journal, except for who updated a case when and its version, which
-- follow it by a trigger.

CREATE TABLE case_file (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    "no" TEXT NOT NULL UNIQUE,
    "platform" TEXT,
    "kind" TEXT,
    "urgent" TEXT,
    "source" TEXT,
    "ward" TEXT,
    "referral" TEXT,
    "target_fen" INTEGER CHECK ("target_fen" >= 0),
    "adviser" TEXT,
    "adviser_phone" TEXT,
    "refused_before" TEXT,
    "retain_until" TEXT,
    "note" TEXT,
    status TEXT NOT NULL DEFAULT 'draft',
    created_by INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_by INTEGER NOT NULL,
    updated_at TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE patient (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL UNIQUE REFERENCES case_file (id),
    "name" TEXT,
    "certificate" TEXT,
    "id_number" TEXT,
    "sex" TEXT,
    "born_on" TEXT,
    "phone" TEXT,
    "marital" TEXT,
    "occupation" TEXT,
    "capacity" TEXT,
    "region" TEXT,
    "address" TEXT
) STRICT;

CREATE TABLE initiator (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL UNIQUE REFERENCES case_file (id),
    "is_patient" TEXT,
    "name" TEXT,
    "certificate" TEXT,
    "id_number" TEXT,
    "phone" TEXT,
    "relation" TEXT,
    "address" TEXT
) STRICT;

CREATE TABLE payee (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL UNIQUE REFERENCES case_file (id),
    "kind" TEXT,
    "name" TEXT,
    "certificate" TEXT,
    "id_number" TEXT,
    "relation" TEXT,
    "phone" TEXT,
    "bank" TEXT,
    "branch" TEXT,
    "account" TEXT,
    "holder" TEXT,
    "reason" TEXT
) STRICT;

CREATE TABLE guardian (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL UNIQUE REFERENCES case_file (id),
    "name" TEXT,
    "relation" TEXT,
    "id_number" TEXT,
    "phone" TEXT,
    "reason" TEXT
) STRICT;

CREATE TABLE member (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "relation" TEXT,
    "name" TEXT,
    "born_on" TEXT,
    "health" TEXT,
    "occupation" TEXT,
    "annual_income_fen" INTEGER CHECK ("annual_income_fen" >= 0)
) STRICT;
CREATE INDEX member_place ON member (case_id, place);

CREATE TABLE asset (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "kind" TEXT,
    "owner" TEXT,
    "description" TEXT,
    "value_fen" INTEGER CHECK ("value_fen" >= 0),
    "for_sale" TEXT,
    "note" TEXT
) STRICT;
CREATE INDEX asset_place ON asset (case_id, place);

CREATE TABLE debt (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "creditor" TEXT,
    "amount_fen" INTEGER CHECK ("amount_fen" >= 0),
    "reason" TEXT
) STRICT;
CREATE INDEX debt_place ON debt (case_id, place);

CREATE TABLE disclosure (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "item" TEXT,
    "answer" TEXT,
    "ongoing" TEXT,
    "amount_fen" INTEGER CHECK ("amount_fen" >= 0),
    "detail" TEXT
) STRICT;
CREATE INDEX disclosure_place ON disclosure (case_id, place);

CREATE TABLE aid (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "source" TEXT,
    "kind" TEXT,
    "amount_fen" INTEGER CHECK ("amount_fen" >= 0),
    "spent_fen" INTEGER CHECK ("spent_fen" >= 0),
    "state" TEXT,
    "on" TEXT,
    "note" TEXT
) STRICT;
CREATE INDEX aid_place ON aid (case_id, place);

CREATE TABLE illness (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL UNIQUE REFERENCES case_file (id),
    "disease" TEXT,
    "icd10" TEXT,
    "diagnosed_on" TEXT,
    "stage" TEXT,
    "accident" TEXT,
    "third_party" TEXT,
    "hospital" TEXT,
    "hospital_level" TEXT,
    "department" TEXT,
    "doctor" TEXT,
    "inpatient_no" TEXT,
    "bed" TEXT,
    "admitted_on" TEXT,
    "discharged_on" TEXT,
    "bill_total_fen" INTEGER CHECK ("bill_total_fen" >= 0),
    "condition" TEXT
) STRICT;

CREATE TABLE expense (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "from_on" TEXT,
    "to_on" TEXT,
    "category" TEXT,
    "amount_fen" INTEGER CHECK ("amount_fen" >= 0),
    "insured_fen" INTEGER CHECK ("insured_fen" >= 0),
    "self_fen" INTEGER CHECK ("self_fen" >= 0),
    "unpaid_fen" INTEGER CHECK ("unpaid_fen" >= 0),
    "invoice_no" TEXT
) STRICT;
CREATE INDEX expense_place ON expense (case_id, place);

CREATE TABLE plan (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "phase" TEXT,
    "item" TEXT,
    "category" TEXT,
    "hospital" TEXT,
    "doctor" TEXT,
    "from_on" TEXT,
    "to_on" TEXT,
    "estimate_fen" INTEGER CHECK ("estimate_fen" >= 0),
    "insured_fen" INTEGER CHECK ("insured_fen" >= 0),
    "basis" TEXT
) STRICT;
CREATE INDEX plan_place ON plan (case_id, place);

CREATE TABLE tranche (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "seq" INTEGER CHECK ("seq" >= 0),
    "amount_fen" INTEGER CHECK ("amount_fen" >= 0),
    "plan_item" TEXT,
    "payee" TEXT,
    "planned_on" TEXT,
    "evidence" TEXT,
    "state" TEXT
) STRICT;
CREATE INDEX tranche_place ON tranche (case_id, place);

CREATE TABLE document (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "code" TEXT,
    "state" TEXT,
    "seen_original" TEXT,
    "sealed" TEXT,
    "person" TEXT,
    "hospital" TEXT,
    "issuer" TEXT,
    "issued_on" TEXT,
    "number" TEXT,
    "pages" INTEGER CHECK ("pages" >= 0),
    "file" TEXT,
    "masked" TEXT,
    "expires_on" TEXT,
    "note" TEXT
) STRICT;
CREATE INDEX document_place ON document (case_id, place);

CREATE TABLE consent (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "kind" TEXT,
    "version" TEXT,
    "signer" TEXT,
    "relation" TEXT,
    "signed_on" TEXT,
    "expires_on" TEXT,
    "withdrawn_on" TEXT
) STRICT;
CREATE INDEX consent_place ON consent (case_id, place);

CREATE TABLE verification (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "kind" TEXT,
    "person" TEXT,
    "relation" TEXT,
    "contact" TEXT,
    "on" TEXT,
    "result" TEXT,
    "note" TEXT
) STRICT;
CREATE INDEX verification_place ON verification (case_id, place);

CREATE TABLE contact (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "on" TEXT,
    "kind" TEXT,
    "person" TEXT,
    "note" TEXT,
    "next_on" TEXT
) STRICT;
CREATE INDEX contact_place ON contact (case_id, place);

CREATE TABLE statement (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL UNIQUE REFERENCES case_file (id),
    "title" TEXT,
    "story" TEXT,
    "photo_masking" TEXT
) STRICT;

CREATE TABLE funding (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL UNIQUE REFERENCES case_file (id),
    "raised_fen" INTEGER CHECK ("raised_fen" >= 0),
    "fee_fen" INTEGER CHECK ("fee_fen" >= 0),
    "withdrawn_fen" INTEGER CHECK ("withdrawn_fen" >= 0),
    "hospital_paid_fen" INTEGER CHECK ("hospital_paid_fen" >= 0),
    "used_fen" INTEGER CHECK ("used_fen" >= 0),
    "unspent_fen" INTEGER CHECK ("unspent_fen" >= 0),
    "returned_fen" INTEGER CHECK ("returned_fen" >= 0),
    "surplus_decision" TEXT
) STRICT;

CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "kind" TEXT,
    "on" TEXT,
    "amount_fen" INTEGER CHECK ("amount_fen" >= 0),
    "note" TEXT
) STRICT;
CREATE INDEX event_place ON event (case_id, place);

-- The queue, and the newest number of a station and year.
CREATE INDEX case_file_status ON case_file (status, updated_at);
CREATE INDEX case_file_updated ON case_file (updated_at);
CREATE INDEX case_file_creator ON case_file (created_by, status, updated_at);
CREATE INDEX case_file_number ON case_file (length("no"), "no");

-- The same person, card, stay, invoice or report in another case.
CREATE INDEX patient_id_number ON patient ("id_number") WHERE "id_number" IS NOT NULL;
CREATE INDEX patient_phone ON patient ("phone") WHERE "phone" IS NOT NULL;
CREATE INDEX initiator_phone ON initiator ("phone") WHERE "phone" IS NOT NULL;
CREATE INDEX payee_phone ON payee ("phone") WHERE "phone" IS NOT NULL;
CREATE INDEX payee_account ON payee ("account") WHERE "account" IS NOT NULL;
CREATE INDEX illness_inpatient_no ON illness ("inpatient_no") WHERE "inpatient_no" IS NOT NULL;
CREATE INDEX expense_invoice_no ON expense ("invoice_no") WHERE "invoice_no" IS NOT NULL;
CREATE INDEX document_number ON document ("number") WHERE "number" IS NOT NULL;

-- No writer can forget it: a group of the journal about a case is a new version of that case.
CREATE TRIGGER case_file_version AFTER INSERT ON journal_group WHEN NEW.case_id > 0
BEGIN
    UPDATE case_file
    SET version = version + 1, updated_at = NEW.at,
        updated_by = CASE WHEN NEW.user_id > 0 THEN NEW.user_id ELSE updated_by END
    WHERE id = NEW.case_id;
END;
