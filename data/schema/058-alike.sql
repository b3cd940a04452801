-- The values by which cases are alike, in the form in which they are compared. Derived: written with the
-- case, never journalled; made anew for all cases where found.forms is not that of the program.
CREATE TABLE alike_form (
    field TEXT NOT NULL,
    form TEXT NOT NULL,
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    PRIMARY KEY (field, form, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX alike_form_case ON alike_form (case_id, field, form);

INSERT INTO meta (name, value)
    SELECT 'found.forms', '1' WHERE NOT EXISTS (SELECT 1 FROM case_file);
