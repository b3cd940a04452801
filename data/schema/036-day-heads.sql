-- How far the journal went on each day, as what stands on paper says it (src/seal/words.h): written by a
-- group of its own ahead of the first one of a later day. So whoever holds a paper finds out whether
-- this store goes on from there, or from an older copy.

-- last: uid of the day's last group; head: the hash of the store up to it; words: that as eighty bits.
CREATE TABLE day_head (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    day TEXT NOT NULL UNIQUE,
    last BLOB NOT NULL CHECK (length(last) = 16),
    head BLOB NOT NULL CHECK (length(head) = 32),
    words BLOB NOT NULL CHECK (length(words) = 10)
) STRICT;
CREATE INDEX day_head_words ON day_head (words);

CREATE TRIGGER day_head_append BEFORE INSERT ON day_head
WHEN EXISTS (SELECT 1 FROM day_head WHERE id = NEW.id OR uid = NEW.uid OR day >= NEW.day)
    OR NEW.last IS NOT (SELECT uid FROM journal_group ORDER BY id DESC LIMIT 1)
    OR NEW.head IS NOT (SELECT hash FROM journal_group ORDER BY id DESC LIMIT 1)
BEGIN
    SELECT RAISE(ABORT, 'the head of a day is the last group of the journal');
END;

CREATE TRIGGER day_head_keep BEFORE UPDATE ON day_head
BEGIN
    SELECT RAISE(ABORT, 'the head of a day is never changed');
END;

CREATE TRIGGER day_head_stay BEFORE DELETE ON day_head
BEGIN
    SELECT RAISE(ABORT, 'the head of a day is never removed');
END;
