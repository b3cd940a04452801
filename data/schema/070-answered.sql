-- Up to which bundle of each station the receipts went that were made last for it: saves asking who waits for
-- an answer, and is in no history.
CREATE TABLE bundle_told (
    station_id INTEGER PRIMARY KEY REFERENCES station (id),
    epoch INTEGER NOT NULL,
    number INTEGER NOT NULL
) STRICT;
