-- What each person took from the pinyin entry for which letters, so that it comes first the next
-- time. Names of patients are among it: therefore it stands in the store, as well protected as the
-- cases, and is one person's; what was not taken for long is forgotten (store/habit.h). No fact
-- about a case: the journal does not have it.

-- id: the later it was taken the higher. reading: its syllables, parted by blanks.
CREATE TABLE pinyin_habit (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES user (id),
    reading TEXT NOT NULL,
    text TEXT NOT NULL,
    at TEXT NOT NULL,
    UNIQUE (user_id, reading, text)
) STRICT;
