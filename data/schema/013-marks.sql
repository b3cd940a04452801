-- Marks: what a reviewer says about one place of a case, and the answers to it. They are rows of the
-- table review, as questions are, and no content: a place is a field by its path, or a record for a
-- row of it as a whole; the row by its uid, which is the same on another machine; and the code of an
-- item, a document or a rule where the place is no row of the case. about is the mark that a row of
-- this table answers.
ALTER TABLE review ADD COLUMN field TEXT;
ALTER TABLE review ADD COLUMN row_uid BLOB;
ALTER TABLE review ADD COLUMN item TEXT;
ALTER TABLE review ADD COLUMN about BLOB;

CREATE INDEX review_mark ON review (case_id, id) WHERE verb = 'mark';

CREATE TRIGGER review_about BEFORE INSERT ON review
WHEN (NEW.about IS NOT NULL) IS NOT (NEW.verb IN ('reply', 'unmark'))
    OR (NEW.about IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM review AS m
            WHERE m.uid = NEW.about AND m.case_id = NEW.case_id AND m.verb = 'mark'))
BEGIN
    SELECT RAISE(ABORT, 'an answer to a mark names a mark of the same case');
END;
