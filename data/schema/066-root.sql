-- What uids and seeds of the groups of a case are made of (store/root.h).
CREATE TABLE case_root (
    case_id INTEGER NOT NULL PRIMARY KEY,
    root BLOB NOT NULL CHECK (length(root) = 16),
    next INTEGER NOT NULL CHECK (next >= 0)
) STRICT;
