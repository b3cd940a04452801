-- What somebody wrote about a case while another station works on it: no part of the case until it is home and that
-- person enters it, so it is in no history, and goes with an erasure as drafts do. base: what stood there then. fresh:
-- of which new row of this person's.
CREATE TABLE kept_change (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    user_id INTEGER NOT NULL REFERENCES user (id),
    field TEXT NOT NULL CHECK (field <> ''),
    row_id INTEGER NOT NULL,
    fresh INTEGER NOT NULL,
    base TEXT,
    value TEXT,
    at TEXT NOT NULL,
    UNIQUE (case_id, user_id, field, row_id, fresh)
) STRICT;
CREATE INDEX kept_change_of ON kept_change (user_id, case_id);
