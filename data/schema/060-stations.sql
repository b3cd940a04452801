-- Other stations: whose bundles are taken in and to whom some are given, the people there, and what went
-- and came. What a station is rests on its card, which a person compared and took in: groups of the kind
-- people.

-- takes: bundles from there are taken in; gives: some are made for it. distrusted: why no longer.
CREATE TABLE station (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 12 AND code NOT GLOB '*[^A-Z0-9]*'),
    organisation TEXT NOT NULL,
    name TEXT NOT NULL,
    sign BLOB NOT NULL UNIQUE CHECK (length(sign) = 32),
    receive BLOB NOT NULL UNIQUE CHECK (length(receive) = 32),
    takes INTEGER NOT NULL CHECK (takes IN (0, 1)),
    gives INTEGER NOT NULL CHECK (gives IN (0, 1)),
    distrusted TEXT CHECK (distrusted <> '')
) STRICT;

CREATE TRIGGER station_append BEFORE INSERT ON station
WHEN EXISTS (SELECT 1 FROM station WHERE id = NEW.id OR uid = NEW.uid OR code = NEW.code
             OR sign = NEW.sign OR receive = NEW.receive)
    OR EXISTS (SELECT 1 FROM person_key WHERE user_id IS NULL
               AND (sign = NEW.sign OR receive = NEW.receive))
    OR NEW.distrusted IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a station has one code and one card, and is not this one');
END;
CREATE TRIGGER station_keep BEFORE UPDATE ON station
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.code IS NOT OLD.code
    OR NEW.organisation IS NOT OLD.organisation OR NEW.name IS NOT OLD.name
    OR NEW.sign IS NOT OLD.sign OR NEW.receive IS NOT OLD.receive
BEGIN
    SELECT RAISE(ABORT, 'what a station is called and its keys are never changed');
END;
CREATE TRIGGER station_stay BEFORE DELETE ON station
BEGIN
    SELECT RAISE(ABORT, 'a station is trusted no longer, and never removed');
END;

-- Persons of another station, by the row of its table user (person; NULL: the station itself) and of
-- its person_key (key). Who is who across stations says the key alone, never the name.
CREATE TABLE station_person (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    station_id INTEGER NOT NULL REFERENCES station (id),
    person BLOB CHECK (length(person) = 16),
    key BLOB NOT NULL CHECK (length(key) = 16),
    name TEXT NOT NULL,
    display TEXT NOT NULL,
    role TEXT,
    sign BLOB NOT NULL CHECK (length(sign) = 32),
    receive BLOB NOT NULL CHECK (length(receive) = 32),
    disabled INTEGER NOT NULL CHECK (disabled IN (0, 1)),
    CHECK ((person IS NULL) = (role IS NULL))
) STRICT;
CREATE UNIQUE INDEX station_person_of ON station_person (station_id, coalesce(person, x''));
CREATE UNIQUE INDEX station_person_key ON station_person (station_id, key);
CREATE INDEX station_person_sign ON station_person (sign);

CREATE TRIGGER station_person_append BEFORE INSERT ON station_person
WHEN EXISTS (SELECT 1 FROM station_person WHERE id = NEW.id OR uid = NEW.uid
             OR (station_id = NEW.station_id AND (person IS NEW.person OR key = NEW.key)))
BEGIN
    SELECT RAISE(ABORT, 'a person of a station has one row');
END;
CREATE TRIGGER station_person_keep BEFORE UPDATE ON station_person
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.station_id IS NOT OLD.station_id
    OR NEW.person IS NOT OLD.person
    OR (OLD.person IS NULL AND (NEW.sign IS NOT OLD.sign OR NEW.receive IS NOT OLD.receive))
BEGIN
    SELECT RAISE(ABORT, 'a person of a station stays that person');
END;
CREATE TRIGGER station_person_stay BEFORE DELETE ON station_person
BEGIN
    SELECT RAISE(ABORT, 'a person of a station is never forgotten');
END;

-- Bundles that were given and that came, by pair, epoch and number. acknowledged: when the other said
-- that it has it; refused: why it was not taken in, as the other said or as we said.
CREATE TABLE bundle_out (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    station_id INTEGER NOT NULL REFERENCES station (id),
    epoch INTEGER NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    size INTEGER NOT NULL,
    cases INTEGER NOT NULL,
    at TEXT NOT NULL,
    user_id INTEGER REFERENCES user (id),
    acknowledged TEXT,
    refused TEXT CHECK (refused IS NULL OR acknowledged IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX bundle_out_number ON bundle_out (station_id, epoch, number);
CREATE INDEX bundle_out_waits ON bundle_out (station_id, id) WHERE acknowledged IS NULL;

CREATE TRIGGER bundle_out_append BEFORE INSERT ON bundle_out
WHEN EXISTS (SELECT 1 FROM bundle_out WHERE id = NEW.id OR uid = NEW.uid
             OR (station_id = NEW.station_id
                 AND (epoch, number) >= (NEW.epoch, NEW.number)))
    OR NOT EXISTS (SELECT 1 FROM station WHERE id = NEW.station_id AND gives = 1
                   AND distrusted IS NULL)
    OR NEW.acknowledged IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'bundles go in order, to stations that are trusted');
END;
CREATE TRIGGER bundle_out_keep BEFORE UPDATE ON bundle_out
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.station_id IS NOT OLD.station_id
    OR NEW.epoch IS NOT OLD.epoch OR NEW.number IS NOT OLD.number
    OR NEW.digest IS NOT OLD.digest OR NEW.size IS NOT OLD.size OR NEW.cases IS NOT OLD.cases
    OR NEW.at IS NOT OLD.at OR NEW.user_id IS NOT OLD.user_id
    OR (OLD.acknowledged IS NOT NULL AND NEW.acknowledged IS NOT OLD.acknowledged)
    OR (OLD.refused IS NOT NULL AND NEW.refused IS NOT OLD.refused)
BEGIN
    SELECT RAISE(ABORT, 'a bundle that was given is acknowledged, and never changed');
END;
CREATE TRIGGER bundle_out_stay BEFORE DELETE ON bundle_out
BEGIN
    SELECT RAISE(ABORT, 'a bundle that was given is never forgotten');
END;

CREATE TABLE bundle_in (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    station_id INTEGER NOT NULL REFERENCES station (id),
    epoch INTEGER NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    at TEXT NOT NULL,
    refused TEXT CHECK (refused <> '')
) STRICT;
CREATE UNIQUE INDEX bundle_in_number ON bundle_in (station_id, epoch, number);

CREATE TRIGGER bundle_in_append BEFORE INSERT ON bundle_in
WHEN EXISTS (SELECT 1 FROM bundle_in WHERE id = NEW.id OR uid = NEW.uid
             OR (station_id = NEW.station_id
                 AND (epoch, number) >= (NEW.epoch, NEW.number)))
    OR NOT EXISTS (SELECT 1 FROM station WHERE id = NEW.station_id AND takes = 1
                   AND distrusted IS NULL)
    OR (NEW.number > 1 AND NOT EXISTS (SELECT 1 FROM bundle_in
            WHERE station_id = NEW.station_id AND epoch = NEW.epoch AND number = NEW.number - 1))
BEGIN
    SELECT RAISE(ABORT, 'bundles come in order, from stations that are trusted');
END;
CREATE TRIGGER bundle_in_keep BEFORE UPDATE ON bundle_in
BEGIN
    SELECT RAISE(ABORT, 'a bundle that came is never changed');
END;
CREATE TRIGGER bundle_in_stay BEFORE DELETE ON bundle_in
BEGIN
    SELECT RAISE(ABORT, 'a bundle that came is never forgotten');
END;

-- What saves bytes and asking, and is in no history: what the other said last of itself (its epoch, how
-- far its history went), the greatest epoch of ours that it knows, and which copies it has.
CREATE TABLE bundle_heard (
    station_id INTEGER PRIMARY KEY REFERENCES station (id),
    epoch INTEGER NOT NULL,
    position INTEGER NOT NULL,
    knows INTEGER NOT NULL
) STRICT;
CREATE TABLE bundle_copy (
    station_id INTEGER NOT NULL REFERENCES station (id),
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    bundle_id INTEGER REFERENCES bundle_out (id),
    PRIMARY KEY (station_id, sha256)
) STRICT, WITHOUT ROWID;

-- What was refused, counted by day and cause; the journal is told of the first and at each doubling.
CREATE TABLE bundle_try (
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    cause TEXT NOT NULL,
    tries INTEGER NOT NULL,
    PRIMARY KEY (day, cause)
) STRICT, WITHOUT ROWID;
