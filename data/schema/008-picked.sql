-- What each person has put into the fields that offer a list, and how often: so that the most used
-- come first, and so that a list nobody could ship (hospitals) grows from what is typed. No fact
-- about a case: it is written with the field's store, but the journal does not have it.

-- list: the code table of the field. value: a code of it, or the text itself. reading: how a text
-- is spoken, in pinyin; empty for a code.
CREATE TABLE picked (
    list TEXT NOT NULL,
    value TEXT NOT NULL,
    user_id INTEGER NOT NULL REFERENCES user (id),
    uses INTEGER NOT NULL CHECK (uses > 0),
    reading TEXT NOT NULL,
    last_at TEXT NOT NULL,
    PRIMARY KEY (list, value, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX picked_user ON picked (user_id);
