-- When somebody at another station signed by which key, in which role: from the event with that number there on,
-- until the next of theirs. Each is signed by the station, as its card has it, so it proves the rows of known_key
-- and the roles of user that came of it. What a station says no more, as one that was put back, goes.
CREATE TABLE station_term (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    station_id INTEGER NOT NULL REFERENCES station (id),
    person BLOB NOT NULL CHECK (length(person) = 16),
    since INTEGER NOT NULL CHECK (since > 0),
    key BLOB NOT NULL CHECK (length(key) = 16),
    sign BLOB NOT NULL CHECK (length(sign) = 32),
    role TEXT NOT NULL,
    disabled INTEGER NOT NULL CHECK (disabled IN (0, 1)),
    signature BLOB NOT NULL CHECK (length(signature) = 64)
) STRICT;
CREATE UNIQUE INDEX station_term_of ON station_term (person, since);
CREATE INDEX station_term_key ON station_term (key);
CREATE INDEX station_term_sign ON station_term (sign);

CREATE TRIGGER station_term_append BEFORE INSERT ON station_term
WHEN EXISTS (SELECT 1 FROM station_term WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM station_term WHERE uid = NEW.uid)
    OR EXISTS (SELECT 1 FROM station_term WHERE person = NEW.person AND since = NEW.since)
    OR EXISTS (SELECT 1 FROM station_term WHERE person = NEW.person AND station_id <> NEW.station_id)
    OR EXISTS (SELECT 1 FROM station_term WHERE key = NEW.key AND station_id <> NEW.station_id)
    OR EXISTS (SELECT 1 FROM station_term WHERE sign = NEW.sign AND station_id <> NEW.station_id)
BEGIN
    SELECT RAISE(ABORT, 'a key of another station is of one person there');
END;

CREATE TRIGGER station_term_keep BEFORE UPDATE ON station_term
BEGIN
    SELECT RAISE(ABORT, 'what a station said of its people is never changed');
END;
