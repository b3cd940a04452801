-- For whom the adviser of a case works, and when they signed that nobody is paid for it.
ALTER TABLE case_file ADD COLUMN adviser_kind TEXT;
ALTER TABLE case_file ADD COLUMN adviser_employer TEXT;
ALTER TABLE case_file ADD COLUMN adviser_no TEXT;
ALTER TABLE case_file ADD COLUMN adviser_declared_on TEXT;

-- As before, with the four columns.
DROP TRIGGER case_file_erased;
CREATE TRIGGER case_file_erased BEFORE UPDATE OF
    "platform", "kind", "retain_until", status, amendment, life, handed_to, "urgent", "source",
    "ward", "referral", "target_fen", "adviser", "adviser_phone", "adviser_kind", "adviser_employer",
    "adviser_no", "adviser_declared_on", "refused_before", "note" ON case_file
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
    coalesce(NEW."adviser_kind", OLD."adviser_kind") IS NOT OLD."adviser_kind" OR
    coalesce(NEW."adviser_employer", OLD."adviser_employer") IS NOT OLD."adviser_employer" OR
    coalesce(NEW."adviser_no", OLD."adviser_no") IS NOT OLD."adviser_no" OR
    coalesce(NEW."adviser_declared_on", OLD."adviser_declared_on") IS NOT OLD."adviser_declared_on" OR
    coalesce(NEW."refused_before", OLD."refused_before") IS NOT OLD."refused_before" OR
    coalesce(NEW."note", OLD."note") IS NOT OLD."note")
BEGIN
    SELECT RAISE(ABORT, 'the case was erased');
END;
DROP TRIGGER case_file_fixed;
CREATE TRIGGER case_file_fixed BEFORE UPDATE OF
    "platform", "kind", "urgent", "source", "ward", "referral", "target_fen", "adviser",
    "adviser_phone", "adviser_kind", "adviser_employer", "adviser_no", "adviser_declared_on",
    "refused_before", "note"
    ON case_file
WHEN coalesce(OLD.amendment, OLD.status) NOT IN ('draft', 'returned')
    AND NOT EXISTS (SELECT 1 FROM erasure WHERE case_id = OLD.id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
