-- By which words another station acknowledged a bundle: its receipts as they came, and its signature over them
-- (app/bundle_answer.c). NULL: of before such words were signed, or not acknowledged.
ALTER TABLE bundle_out ADD COLUMN receipt BLOB CHECK (receipt IS NULL OR acknowledged IS NOT NULL);
CREATE TRIGGER bundle_out_receipt BEFORE UPDATE OF receipt ON bundle_out
WHEN OLD.receipt IS NOT NULL AND NEW.receipt IS NOT OLD.receipt
BEGIN
    SELECT RAISE(ABORT, 'by what a bundle was acknowledged stays');
END;
