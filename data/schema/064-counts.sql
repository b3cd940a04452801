-- How many cases stand on each shelf of the queue, by who keeps them, so that no list is gone through to
-- say how long it is: '' all of them; a status, and the one of an amendment too; closed what is over.
-- Derived from case_file by these triggers, compared by verify.
CREATE VIEW queue_shelf (case_id, keeper, shelf) AS
SELECT id, keeper, '' FROM case_file
UNION ALL
SELECT id, keeper, CASE WHEN life IN ('closed', 'archived') THEN 'closed' ELSE status END FROM case_file
UNION ALL
SELECT id, keeper, amendment FROM case_file
WHERE amendment IS NOT NULL AND life NOT IN ('closed', 'archived');

CREATE TABLE queue_count (
    keeper INTEGER NOT NULL,
    shelf TEXT NOT NULL,
    cases INTEGER NOT NULL,
    PRIMARY KEY (keeper, shelf)
) STRICT, WITHOUT ROWID;
INSERT INTO queue_count (keeper, shelf, cases)
SELECT keeper, shelf, count(*) FROM queue_shelf GROUP BY keeper, shelf;

CREATE TRIGGER case_file_counted AFTER INSERT ON case_file
BEGIN
    INSERT INTO queue_count (keeper, shelf, cases)
    SELECT keeper, shelf, 1 FROM queue_shelf WHERE case_id = NEW.id
    ON CONFLICT DO UPDATE SET cases = cases + 1;
END;

CREATE TRIGGER case_file_recounted_from BEFORE UPDATE OF status, amendment, life, handed_to ON case_file
BEGIN
    UPDATE queue_count SET cases = cases - 1
    WHERE (keeper, shelf) IN (SELECT keeper, shelf FROM queue_shelf WHERE case_id = OLD.id);
END;

CREATE TRIGGER case_file_recounted_to AFTER UPDATE OF status, amendment, life, handed_to ON case_file
BEGIN
    INSERT INTO queue_count (keeper, shelf, cases)
    SELECT keeper, shelf, 1 FROM queue_shelf WHERE case_id = NEW.id
    ON CONFLICT DO UPDATE SET cases = cases + 1;
END;

CREATE TRIGGER case_file_uncounted BEFORE DELETE ON case_file
BEGIN
    UPDATE queue_count SET cases = cases - 1
    WHERE (keeper, shelf) IN (SELECT keeper, shelf FROM queue_shelf WHERE case_id = OLD.id);
END;

-- One's own by their last change, as the list shows them.
CREATE INDEX case_file_kept ON case_file (keeper, updated_at);
