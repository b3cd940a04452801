-- From which day a case waits for somebody, by kind (src/desk/due.def): kept when a case is judged,
-- so that the home screen counts what is due without judging anything. Derived, not in the journal.

CREATE TABLE case_due (
    case_id INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    on_day TEXT NOT NULL,
    PRIMARY KEY (case_id, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_due_day ON case_due (kind, on_day, case_id);

-- What was judged before knows none of these days: by no knowledge means that it is judged anew.
CREATE INDEX case_summary_version ON case_summary (knowledge_version);
UPDATE case_summary SET knowledge_version = NULL;
