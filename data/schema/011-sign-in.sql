-- Failed sign-ins. What has to be counted before a passphrase is tried, by several programs at once,
-- is no history: it changes with every try and is gone when its person has signed in.

-- who: the user's id, or "?" and a few bits of a digest of a name that nobody has; the name itself is
-- not kept, because a passphrase is easily typed there. failed: since the last that was right, and in
-- how short a time; untold: how many the journal does not have yet. begun: tries that are going on, since begun_at (seconds).
-- wait_until: seconds; nothing is tried before.
CREATE TABLE guess (
    who TEXT NOT NULL PRIMARY KEY,
    failed INTEGER NOT NULL,
    untold INTEGER NOT NULL,
    begun INTEGER NOT NULL,
    begun_at INTEGER NOT NULL,
    failed_at INTEGER NOT NULL,
    wait_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What the journal tells of them: how many failed altogether for a user, or, without one, for names
-- that nobody has. It is written when the waiting begins, at each doubling, and when the person has
-- signed in, so that no flood of tries makes a flood of history and the number is right all the same.
CREATE TABLE sign_in (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    user_id INTEGER REFERENCES user (id),
    failed INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX sign_in_user ON sign_in (coalesce(user_id, 0));

CREATE TRIGGER sign_in_keep BEFORE UPDATE ON sign_in
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.user_id IS NOT OLD.user_id
    OR NEW.failed < OLD.failed
BEGIN
    SELECT RAISE(ABORT, 'failed sign-ins are never taken back');
END;

CREATE TRIGGER sign_in_stay BEFORE DELETE ON sign_in
BEGIN
    SELECT RAISE(ABORT, 'failed sign-ins are never taken back');
END;
