-- Where a row stands among those that were approved is approved with it; the number that says so is not.
-- A row that comes later may stand between two that have no room left between them: then they move
-- apart, and none past another.

DROP TRIGGER document_fixed_update;
CREATE TRIGGER document_fixed_update BEFORE UPDATE OF
    "id", "uid", "case_id", "code", "state", "seen_original", "sealed", "person",
    "hospital", "issuer", "issued_on", "number", "pages", "file", "masked", "expires_on",
    "note"
    ON document
WHEN OLD.later = 0 AND EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
    AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER document_order BEFORE UPDATE OF "place" ON document
WHEN OLD.later = 0 AND EXISTS (SELECT 1 FROM case_file WHERE id = OLD.case_id
    AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
    AND EXISTS (SELECT 1 FROM document AS o
        WHERE o.case_id = OLD.case_id AND o.later = 0 AND o.id <> OLD.id
            AND ((o.place, o.id) < (OLD.place, OLD.id)) <> ((o.place, o.id) < (NEW.place, OLD.id)))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

DROP TRIGGER aid_fixed_update;
CREATE TRIGGER aid_fixed_update BEFORE UPDATE OF
    "id", "uid", "case_id", "source", "kind", "spent_fen"
    ON aid
WHEN OLD.later = 0 AND EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
    AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER aid_order BEFORE UPDATE OF "place" ON aid
WHEN OLD.later = 0 AND EXISTS (SELECT 1 FROM case_file WHERE id = OLD.case_id
    AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
    AND EXISTS (SELECT 1 FROM aid AS o
        WHERE o.case_id = OLD.case_id AND o.later = 0 AND o.id <> OLD.id
            AND ((o.place, o.id) < (OLD.place, OLD.id)) <> ((o.place, o.id) < (NEW.place, OLD.id)))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

DROP TRIGGER verification_fixed_update;
CREATE TRIGGER verification_fixed_update BEFORE UPDATE OF
    "id", "uid", "case_id", "kind", "person", "relation", "contact", "on", "result",
    "note"
    ON verification
WHEN OLD.later = 0 AND EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
    AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER verification_order BEFORE UPDATE OF "place" ON verification
WHEN OLD.later = 0 AND EXISTS (SELECT 1 FROM case_file WHERE id = OLD.case_id
    AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
    AND EXISTS (SELECT 1 FROM verification AS o
        WHERE o.case_id = OLD.case_id AND o.later = 0 AND o.id <> OLD.id
            AND ((o.place, o.id) < (OLD.place, OLD.id)) <> ((o.place, o.id) < (NEW.place, OLD.id)))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;

DROP TRIGGER consent_fixed_update;
CREATE TRIGGER consent_fixed_update BEFORE UPDATE OF
    "id", "uid", "case_id", "kind", "version", "signer", "relation", "signed_on",
    "expires_on", "recipient"
    ON consent
WHEN OLD.later = 0 AND EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
    AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER consent_order BEFORE UPDATE OF "place" ON consent
WHEN OLD.later = 0 AND EXISTS (SELECT 1 FROM case_file WHERE id = OLD.case_id
    AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
    AND EXISTS (SELECT 1 FROM consent AS o
        WHERE o.case_id = OLD.case_id AND o.later = 0 AND o.id <> OLD.id
            AND ((o.place, o.id) < (OLD.place, OLD.id)) <> ((o.place, o.id) < (NEW.place, OLD.id)))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
