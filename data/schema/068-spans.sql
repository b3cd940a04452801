-- So that a list by its last change need not be gone through from an end to tell where a case stands in it,
-- what lies at a place of it, or how many were last changed before an instant: each shelf of the queue is
-- cut into spans of time, each from an instant up to the next one's, with how many cases are in it; of a
-- keeper, and of everybody as keeper 0. A span that has a thousand is followed by a new one, which begins
-- with what is changed next. Derived from case_file by these triggers, compared by verify.
CREATE VIEW queue_stand (case_id, shelf, keeper, at) AS
SELECT id, '', keeper, updated_at FROM case_file
UNION ALL
SELECT id, '', 0, updated_at FROM case_file
UNION ALL
SELECT id, CASE WHEN life IN ('closed', 'archived') THEN 'closed' ELSE status END, keeper, updated_at
FROM case_file
UNION ALL
SELECT id, CASE WHEN life IN ('closed', 'archived') THEN 'closed' ELSE status END, 0, updated_at
FROM case_file
UNION ALL
SELECT id, amendment, keeper, updated_at FROM case_file
WHERE amendment IS NOT NULL AND life NOT IN ('closed', 'archived')
UNION ALL
SELECT id, amendment, 0, updated_at FROM case_file
WHERE amendment IS NOT NULL AND life NOT IN ('closed', 'archived');

CREATE TABLE queue_span (
    shelf TEXT NOT NULL,
    keeper INTEGER NOT NULL,
    at TEXT NOT NULL,
    cases INTEGER NOT NULL,
    PRIMARY KEY (shelf, keeper, at)
) STRICT, WITHOUT ROWID;
INSERT INTO queue_span (shelf, keeper, at, cases)
SELECT shelf, keeper, CASE part WHEN 0 THEN '' ELSE min(at) END, count(*) FROM (
    SELECT shelf, keeper, at,
        (rank() OVER (PARTITION BY shelf, keeper ORDER BY at) - 1) / 1000 AS part FROM queue_stand)
GROUP BY shelf, keeper, part;

-- In which span each stands.
CREATE VIEW queue_within (case_id, shelf, keeper, at, span) AS
SELECT s.case_id, s.shelf, s.keeper, s.at, (
    SELECT max(q.at) FROM queue_span AS q
    WHERE q.shelf = s.shelf AND q.keeper = s.keeper AND q.at <= s.at)
FROM queue_stand AS s;

-- A case that comes to a shelf (was NULL), leaves it (now NULL) or is changed on it. Where it is the newest of
-- all and its span is full, a span begins with it. Mostly it is in the last span already, and nothing is written.
CREATE VIEW queue_step (shelf, keeper, was, now) AS SELECT '', 0, NULL, NULL WHERE 0;
CREATE TRIGGER queue_step_taken INSTEAD OF INSERT ON queue_step
WHEN NEW.was IS NULL OR NEW.now IS NULL
    OR (SELECT max(at) FROM queue_span WHERE shelf = NEW.shelf AND keeper = NEW.keeper AND at <= NEW.was)
        IS NOT (SELECT max(at) FROM queue_span
                WHERE shelf = NEW.shelf AND keeper = NEW.keeper AND at <= NEW.now)
BEGIN
    UPDATE queue_span SET cases = cases - 1
    WHERE shelf = NEW.shelf AND keeper = NEW.keeper AND at = (
        SELECT max(at) FROM queue_span WHERE shelf = NEW.shelf AND keeper = NEW.keeper AND at <= NEW.was);
    INSERT OR IGNORE INTO queue_span (shelf, keeper, at, cases)
    SELECT NEW.shelf, NEW.keeper, '', 0 WHERE NEW.now IS NOT NULL;
    INSERT INTO queue_span (shelf, keeper, at, cases)
    SELECT shelf, keeper, NEW.now, 0 FROM queue_span
    WHERE shelf = NEW.shelf AND keeper = NEW.keeper AND cases >= 1000 AND at < NEW.now AND at = (
        SELECT max(at) FROM queue_span WHERE shelf = NEW.shelf AND keeper = NEW.keeper AND at <= NEW.now)
        AND (SELECT count(*) FROM (SELECT 1 FROM case_file WHERE updated_at >= NEW.now LIMIT 2)) = 1;
    UPDATE queue_span SET cases = cases + 1
    WHERE shelf = NEW.shelf AND keeper = NEW.keeper AND at = (
        SELECT max(at) FROM queue_span WHERE shelf = NEW.shelf AND keeper = NEW.keeper AND at <= NEW.now);
END;

CREATE TRIGGER case_file_spanned AFTER INSERT ON case_file
BEGIN
    INSERT INTO queue_step SELECT shelf, keeper, NULL, at FROM queue_stand WHERE case_id = NEW.id;
END;
CREATE TRIGGER case_file_unspanned BEFORE DELETE ON case_file
BEGIN
    INSERT INTO queue_step SELECT shelf, keeper, at, NULL FROM queue_stand WHERE case_id = OLD.id;
END;
CREATE TRIGGER case_file_respanned_from BEFORE UPDATE OF status, amendment, life, handed_to ON case_file
WHEN NEW.status IS NOT OLD.status OR NEW.amendment IS NOT OLD.amendment OR NEW.life IS NOT OLD.life
    OR NEW.handed_to IS NOT OLD.handed_to
BEGIN
    INSERT INTO queue_step SELECT shelf, keeper, at, NULL FROM queue_stand WHERE case_id = OLD.id;
END;
CREATE TRIGGER case_file_respanned_to AFTER UPDATE OF status, amendment, life, handed_to ON case_file
WHEN NEW.status IS NOT OLD.status OR NEW.amendment IS NOT OLD.amendment OR NEW.life IS NOT OLD.life
    OR NEW.handed_to IS NOT OLD.handed_to
BEGIN
    INSERT INTO queue_step SELECT shelf, keeper, NULL, at FROM queue_stand WHERE case_id = NEW.id;
END;
CREATE TRIGGER case_file_retimed AFTER UPDATE OF updated_at ON case_file
WHEN NEW.status IS OLD.status AND NEW.amendment IS OLD.amendment AND NEW.life IS OLD.life
    AND NEW.handed_to IS OLD.handed_to AND NEW.updated_at IS NOT OLD.updated_at
BEGIN
    INSERT INTO queue_step SELECT shelf, keeper, OLD.updated_at, at FROM queue_stand WHERE case_id = NEW.id;
END;

-- A span that nothing is left in was part of the one before.
CREATE TRIGGER queue_span_empty AFTER UPDATE OF cases ON queue_span WHEN NEW.cases = 0 AND NEW.at <> ''
BEGIN
    DELETE FROM queue_span WHERE shelf = NEW.shelf AND keeper = NEW.keeper AND at = NEW.at;
END;

-- How many cases wait from each day on, by kind, by who keeps them and how they stand, so that those that
-- are due need not be gone through to be counted.
CREATE VIEW due_stand (case_id, kind, keeper, on_day, shelf, amendment) AS
SELECT d.case_id, d.kind, c.keeper, d.on_day,
    CASE WHEN c.life IN ('closed', 'archived') THEN 'closed' ELSE c.status END, coalesce(c.amendment, '')
FROM case_due AS d JOIN case_file AS c ON c.id = d.case_id;

CREATE TABLE due_count (
    kind TEXT NOT NULL,
    keeper INTEGER NOT NULL,
    on_day TEXT NOT NULL,
    shelf TEXT NOT NULL,
    amendment TEXT NOT NULL,
    cases INTEGER NOT NULL,
    PRIMARY KEY (kind, keeper, on_day, shelf, amendment)
) STRICT, WITHOUT ROWID;
INSERT INTO due_count (kind, keeper, on_day, shelf, amendment, cases)
SELECT kind, keeper, on_day, shelf, amendment, count(*) FROM due_stand
GROUP BY kind, keeper, on_day, shelf, amendment;

CREATE TRIGGER due_count_empty AFTER UPDATE OF cases ON due_count WHEN NEW.cases = 0
BEGIN
    DELETE FROM due_count WHERE kind = NEW.kind AND keeper = NEW.keeper AND on_day = NEW.on_day
        AND shelf = NEW.shelf AND amendment = NEW.amendment;
END;

CREATE TRIGGER case_due_counted AFTER INSERT ON case_due
BEGIN
    INSERT INTO due_count (kind, keeper, on_day, shelf, amendment, cases)
    SELECT kind, keeper, on_day, shelf, amendment, 1 FROM due_stand
    WHERE case_id = NEW.case_id AND kind = NEW.kind
    ON CONFLICT DO UPDATE SET cases = cases + 1;
END;
CREATE TRIGGER case_due_uncounted BEFORE DELETE ON case_due
BEGIN
    UPDATE due_count SET cases = cases - 1 WHERE (kind, keeper, on_day, shelf, amendment) IN (
        SELECT kind, keeper, on_day, shelf, amendment FROM due_stand
        WHERE case_id = OLD.case_id AND kind = OLD.kind);
END;
CREATE TRIGGER case_due_recounted_from BEFORE UPDATE ON case_due
BEGIN
    UPDATE due_count SET cases = cases - 1 WHERE (kind, keeper, on_day, shelf, amendment) IN (
        SELECT kind, keeper, on_day, shelf, amendment FROM due_stand
        WHERE case_id = OLD.case_id AND kind = OLD.kind);
END;
CREATE TRIGGER case_due_recounted_to AFTER UPDATE ON case_due
BEGIN
    INSERT INTO due_count (kind, keeper, on_day, shelf, amendment, cases)
    SELECT kind, keeper, on_day, shelf, amendment, 1 FROM due_stand
    WHERE case_id = NEW.case_id AND kind = NEW.kind
    ON CONFLICT DO UPDATE SET cases = cases + 1;
END;
CREATE TRIGGER case_file_due_from BEFORE UPDATE OF status, amendment, life, handed_to ON case_file
BEGIN
    UPDATE due_count SET cases = cases - 1 WHERE (kind, keeper, on_day, shelf, amendment) IN (
        SELECT kind, keeper, on_day, shelf, amendment FROM due_stand WHERE case_id = OLD.id);
END;
CREATE TRIGGER case_file_due_to AFTER UPDATE OF status, amendment, life, handed_to ON case_file
BEGIN
    INSERT INTO due_count (kind, keeper, on_day, shelf, amendment, cases)
    SELECT kind, keeper, on_day, shelf, amendment, 1 FROM due_stand WHERE case_id = NEW.id
    ON CONFLICT DO UPDATE SET cases = cases + 1;
END;
CREATE TRIGGER case_file_due_gone BEFORE DELETE ON case_file
BEGIN
    UPDATE due_count SET cases = cases - 1 WHERE (kind, keeper, on_day, shelf, amendment) IN (
        SELECT kind, keeper, on_day, shelf, amendment FROM due_stand WHERE case_id = OLD.id);
END;

-- Amendments of a keeper by their last change, as cases that have none (case_file_keeper).
DROP INDEX case_file_amended;
CREATE INDEX case_file_changing ON case_file (amendment, keeper, updated_at) WHERE amendment IS NOT NULL;
