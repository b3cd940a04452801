-- What stops a case stops its sending and any request for its money; a report about it goes on, and
-- so does one about a case that is over.
DROP TRIGGER batch_case_held;
CREATE TRIGGER batch_case_held BEFORE INSERT ON batch_case
WHEN (SELECT purpose FROM batch WHERE id = NEW.batch_id) IN ('launch', 'payment')
    AND (EXISTS (SELECT 1 FROM stop WHERE case_id = NEW.case_id AND decided_at IS NULL)
         OR (SELECT life FROM case_file WHERE id = NEW.case_id) IN ('closed', 'archived'))
BEGIN
    SELECT RAISE(ABORT, 'a case that is stopped or closed is not sent');
END;
