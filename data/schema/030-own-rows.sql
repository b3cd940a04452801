-- REPLACE takes rows away without a word to the triggers of removing, out of approved cases too: a row
-- comes with an id and a uid of its own, and keeps them and its case. No list of columns guards that,
-- for the id is also called rowid. Every table of the catalogue is here; a test holds that.

CREATE TRIGGER case_file_own_keep BEFORE UPDATE ON case_file
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW."no" IS NOT OLD."no"
BEGIN
    SELECT RAISE(ABORT, 'a case keeps its id and its number');
END;

CREATE TRIGGER patient_own BEFORE INSERT ON patient
WHEN EXISTS (SELECT 1 FROM patient WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER patient_own_keep BEFORE UPDATE ON patient
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;

CREATE TRIGGER initiator_own BEFORE INSERT ON initiator
WHEN EXISTS (SELECT 1 FROM initiator WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER initiator_own_keep BEFORE UPDATE ON initiator
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;

CREATE TRIGGER payee_own BEFORE INSERT ON payee
WHEN EXISTS (SELECT 1 FROM payee WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER payee_own_keep BEFORE UPDATE ON payee
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;

CREATE TRIGGER guardian_own BEFORE INSERT ON guardian
WHEN EXISTS (SELECT 1 FROM guardian WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER guardian_own_keep BEFORE UPDATE ON guardian
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;

CREATE TRIGGER member_own BEFORE INSERT ON member
WHEN EXISTS (SELECT 1 FROM member WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER member_own_keep BEFORE UPDATE ON member
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;

CREATE TRIGGER asset_own BEFORE INSERT ON asset
WHEN EXISTS (SELECT 1 FROM asset WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER asset_own_keep BEFORE UPDATE ON asset
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;

CREATE TRIGGER debt_own BEFORE INSERT ON debt
WHEN EXISTS (SELECT 1 FROM debt WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER debt_own_keep BEFORE UPDATE ON debt
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;

CREATE TRIGGER disclosure_own BEFORE INSERT ON disclosure
WHEN EXISTS (SELECT 1 FROM disclosure WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER disclosure_own_keep BEFORE UPDATE ON disclosure
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;

CREATE TRIGGER aid_own BEFORE INSERT ON aid
WHEN EXISTS (SELECT 1 FROM aid WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER aid_own_keep BEFORE UPDATE ON aid
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;

CREATE TRIGGER illness_own BEFORE INSERT ON illness
WHEN EXISTS (SELECT 1 FROM illness WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER illness_own_keep BEFORE UPDATE ON illness
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
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

CREATE TRIGGER plan_own BEFORE INSERT ON plan
WHEN EXISTS (SELECT 1 FROM plan WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER plan_own_keep BEFORE UPDATE ON plan
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;

CREATE TRIGGER tranche_own BEFORE INSERT ON tranche
WHEN EXISTS (SELECT 1 FROM tranche WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER tranche_own_keep BEFORE UPDATE ON tranche
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;

CREATE TRIGGER document_own BEFORE INSERT ON document
WHEN EXISTS (SELECT 1 FROM document WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER document_own_keep BEFORE UPDATE ON document
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;

CREATE TRIGGER consent_own BEFORE INSERT ON consent
WHEN EXISTS (SELECT 1 FROM consent WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER consent_own_keep BEFORE UPDATE ON consent
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;

CREATE TRIGGER verification_own BEFORE INSERT ON verification
WHEN EXISTS (SELECT 1 FROM verification WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER verification_own_keep BEFORE UPDATE ON verification
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;

CREATE TRIGGER contact_own BEFORE INSERT ON contact
WHEN EXISTS (SELECT 1 FROM contact WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER contact_own_keep BEFORE UPDATE ON contact
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;

CREATE TRIGGER statement_own BEFORE INSERT ON statement
WHEN EXISTS (SELECT 1 FROM statement WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER statement_own_keep BEFORE UPDATE ON statement
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;

CREATE TRIGGER funding_own BEFORE INSERT ON funding
WHEN EXISTS (SELECT 1 FROM funding WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER funding_own_keep BEFORE UPDATE ON funding
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;

CREATE TRIGGER money_own BEFORE INSERT ON money
WHEN EXISTS (SELECT 1 FROM money WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER money_own_keep BEFORE UPDATE ON money
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;

CREATE TRIGGER surplus_own BEFORE INSERT ON surplus
WHEN EXISTS (SELECT 1 FROM surplus WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER surplus_own_keep BEFORE UPDATE ON surplus
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;

CREATE TRIGGER complaint_own BEFORE INSERT ON complaint
WHEN EXISTS (SELECT 1 FROM complaint WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER complaint_own_keep BEFORE UPDATE ON complaint
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;

CREATE TRIGGER inquiry_own BEFORE INSERT ON inquiry
WHEN EXISTS (SELECT 1 FROM inquiry WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER inquiry_own_keep BEFORE UPDATE ON inquiry
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;

CREATE TRIGGER event_own BEFORE INSERT ON event
WHEN EXISTS (SELECT 1 FROM event WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER event_own_keep BEFORE UPDATE ON event
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;
