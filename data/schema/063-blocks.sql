-- Of what very many cases are found by, who they are, so that a search need not go through them all:
-- for each beginning of terms (a token) and why it is there (kind), the cases of a block of 4,096
-- numbers, as offsets of two bytes or, from 256 of them on, as a map of bits. Derived from search_term
-- like it is from the cases. Blocks tell of the cases up to the one that meta names (search.settled);
-- a store with more cases than are looked through one by one has none until a program made them.
CREATE TABLE search_token (
    token TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;
CREATE TABLE search_block (
    token TEXT NOT NULL,
    kind INTEGER NOT NULL,
    block INTEGER NOT NULL,
    cases BLOB NOT NULL,
    PRIMARY KEY (token, kind, block)
) STRICT, WITHOUT ROWID;
INSERT INTO meta (name, value)
SELECT 'search.settled', '0' WHERE (SELECT coalesce(max(id), 0) FROM case_file) < 64;
