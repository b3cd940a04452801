-- What becomes of the money after the upload: the ledger, the question to the donors about what is
-- left, complaints, letters that ask an office to confirm facts, and how far each tranche has come.
-- All of it is follow-up: it goes on after the approval and no trigger holds it.

CREATE TABLE money (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "kind" TEXT,
    "on" TEXT,
    "amount_fen" INTEGER CHECK ("amount_fen" >= 0),
    "tranche" INTEGER CHECK ("tranche" >= 0),
    "receipt_no" TEXT,
    "document" TEXT,
    "payee" TEXT,
    "note" TEXT
) STRICT;
CREATE INDEX money_place ON money (case_id, place);

CREATE TABLE surplus (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL UNIQUE REFERENCES case_file (id),
    "asked_on" TEXT,
    "asked_how" TEXT,
    "until" TEXT,
    "answers" INTEGER CHECK ("answers" >= 0),
    "for_return" INTEGER CHECK ("for_return" >= 0),
    "for_charity" INTEGER CHECK ("for_charity" >= 0),
    "for_care" INTEGER CHECK ("for_care" >= 0),
    "decided_by" TEXT,
    "decided_on" TEXT,
    "charity" TEXT,
    "done_on" TEXT
) STRICT;

CREATE TABLE complaint (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "on" TEXT,
    "from" TEXT,
    "content" TEXT,
    "answered_on" TEXT,
    "result" TEXT
) STRICT;
CREATE INDEX complaint_place ON complaint (case_id, place);

CREATE TABLE inquiry (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "to" TEXT,
    "office" TEXT,
    "facts" TEXT,
    "sent_on" TEXT,
    "answered_on" TEXT,
    "result" TEXT,
    "reply" TEXT
) STRICT;
CREATE INDEX inquiry_place ON inquiry (case_id, place);

ALTER TABLE tranche ADD COLUMN "requested_on" TEXT;
ALTER TABLE tranche ADD COLUMN "approved_on" TEXT;
ALTER TABLE tranche ADD COLUMN "approved_fen" INTEGER CHECK ("approved_fen" >= 0);
ALTER TABLE tranche ADD COLUMN "approval_no" TEXT;
ALTER TABLE tranche ADD COLUMN "paid_on" TEXT;
ALTER TABLE tranche ADD COLUMN "paid_fen" INTEGER CHECK ("paid_fen" >= 0);
ALTER TABLE tranche ADD COLUMN "payment_no" TEXT;
