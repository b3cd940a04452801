-- A table without row numbers keeps the whole of a row in its key, and SQLite reads all of it to compare one: each
-- stored value read the texts of a few hundred kilobytes twice, once to look whether they are kept and once for the
-- reference of case_summary. With row numbers the versions are an index of their own.
CREATE TABLE knowledge_text_anew (
    version TEXT NOT NULL PRIMARY KEY,
    packed TEXT NOT NULL
) STRICT;
INSERT INTO knowledge_text_anew (version, packed) SELECT version, packed FROM knowledge_text ORDER BY version;
DROP TABLE knowledge_text;
ALTER TABLE knowledge_text_anew RENAME TO knowledge_text;

CREATE TRIGGER knowledge_text_append BEFORE INSERT ON knowledge_text
WHEN EXISTS (SELECT 1 FROM knowledge_text WHERE version = NEW.version)
BEGIN
    SELECT RAISE(IGNORE);
END;
CREATE TRIGGER knowledge_text_keep BEFORE UPDATE ON knowledge_text
BEGIN
    SELECT RAISE(ABORT, 'knowledge that judged a case is kept as it was');
END;
CREATE TRIGGER knowledge_text_stay BEFORE DELETE ON knowledge_text
BEGIN
    SELECT RAISE(ABORT, 'knowledge that judged a case is kept');
END;
