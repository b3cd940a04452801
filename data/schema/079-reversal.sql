-- A row of expenses that takes back an invoice, as hospitals print a reversal or a refund, names that invoice, and
-- its amounts are below nothing. The table was made with checks against that, and no check can be taken away from a
-- table, so it is made anew; rows, their ids and the last id that was given stay.
CREATE TABLE expense_anew (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "from_on" TEXT,
    "to_on" TEXT,
    "category" TEXT,
    "amount_fen" INTEGER,
    "insured_fen" INTEGER,
    "self_fen" INTEGER,
    "unpaid_fen" INTEGER CHECK ("unpaid_fen" >= 0),
    "invoice_no" TEXT,
    "reverses" TEXT
) STRICT;
INSERT INTO expense_anew SELECT id, uid, case_id, place, from_on, to_on, category, amount_fen, insured_fen, self_fen,
    unpaid_fen, invoice_no, NULL FROM expense;
DELETE FROM sqlite_sequence WHERE name = 'expense_anew';
INSERT INTO sqlite_sequence (name, seq) SELECT 'expense_anew', seq FROM sqlite_sequence WHERE name = 'expense';
DROP TABLE expense;
ALTER TABLE expense_anew RENAME TO expense;

CREATE INDEX expense_place ON expense (case_id, place);
CREATE INDEX expense_invoice_no ON expense ("invoice_no") WHERE "invoice_no" IS NOT NULL;
CREATE TRIGGER expense_fixed_insert BEFORE INSERT ON expense
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER expense_fixed_update BEFORE UPDATE ON expense
WHEN EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
             AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER expense_own BEFORE INSERT ON expense
WHEN EXISTS (SELECT 1 FROM expense WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER expense_own_keep BEFORE UPDATE ON expense
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;
CREATE TRIGGER expense_fixed_delete BEFORE DELETE ON expense
WHEN ((SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id))
    AND NOT (EXISTS (SELECT 1 FROM erasure WHERE case_id = OLD.case_id))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER expense_erased BEFORE INSERT ON expense
WHEN EXISTS (SELECT 1 FROM erasure WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;
