-- A dossier of a case leaves the house in clear: that it was made, by whom and with which bytes, stays,
-- also where the case was taken away later.
CREATE TABLE dossier (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_uid BLOB NOT NULL CHECK (length(case_uid) = 16),
    "no" TEXT NOT NULL,
    at TEXT NOT NULL,
    user_id INTEGER NOT NULL REFERENCES user (id),
    copies INTEGER NOT NULL CHECK (copies = 0 OR copies = 1),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64)
) STRICT;
CREATE INDEX dossier_case ON dossier (case_uid);

CREATE TRIGGER dossier_append BEFORE INSERT ON dossier
WHEN EXISTS (SELECT 1 FROM dossier WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER dossier_right BEFORE INSERT ON dossier
WHEN NOT EXISTS (SELECT 1 FROM user AS u JOIN case_file AS c ON c.uid = NEW.case_uid
                 WHERE u.id = NEW.user_id AND u.disabled = 0
                     AND (u.role IN ('supervisor', 'auditor')
                          OR (u.role IN ('social_worker', 'adviser') AND c.keeper = u.id)))
BEGIN
    SELECT RAISE(ABORT, 'this person may not make a dossier of this case');
END;
CREATE TRIGGER dossier_keep BEFORE UPDATE ON dossier
BEGIN
    SELECT RAISE(ABORT, 'that a dossier was made is never changed');
END;
CREATE TRIGGER dossier_stay BEFORE DELETE ON dossier
BEGIN
    SELECT RAISE(ABORT, 'that a dossier was made is never forgotten');
END;

-- The rows outside of a case that its dossier tells of.
CREATE VIEW dossier_row AS
SELECT case_id, 'batch' AS tbl, batch_id AS row_id FROM batch_case
UNION SELECT case_id, 'batch_case', id FROM batch_case
UNION SELECT k.case_id, 'batch_copy', c.id
    FROM batch_copy AS c JOIN batch_case AS k ON k.batch_id = c.batch_id
UNION SELECT k.case_id, 'receipt', r.id
    FROM receipt AS r JOIN batch_case AS k ON k.batch_id = r.batch_id
UNION SELECT f.id, 'dossier', d.id FROM dossier AS d JOIN case_file AS f ON f.uid = d.case_uid;
