-- What is half typed, and where each person was. No facts about a case: what stands here was not
-- entered yet, so the journal does not have it, and no view or rule reads it.

-- place: the field that the text is for ("patient.name"), or a question ("comment.return").
-- row_id: 0 where the row is not there yet, and for records with one row. item: the line of a
-- fixed list. base: what the field held when the typing began.
CREATE TABLE draft (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES user (id),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    item TEXT NOT NULL,
    text TEXT NOT NULL,
    caret INTEGER NOT NULL CHECK (caret >= 0),
    base TEXT,
    at TEXT NOT NULL,
    UNIQUE (user_id, case_id, place, row_id, item)
) STRICT;
CREATE INDEX draft_case ON draft (case_id);

-- tries: how often the program went back there since the person last typed something. A place at
-- which the program ends by itself is not gone back to for ever.
CREATE TABLE last_place (
    user_id INTEGER NOT NULL PRIMARY KEY REFERENCES user (id),
    screen TEXT NOT NULL,
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    tab TEXT NOT NULL,
    place TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    item TEXT NOT NULL,
    whole_row INTEGER NOT NULL CHECK (whole_row IN (0, 1)),
    typing INTEGER NOT NULL CHECK (typing IN (0, 1)),
    caret INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX last_place_case ON last_place (case_id);
