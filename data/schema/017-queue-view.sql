-- How each person left the queue: which filter, narrowed to what, sorted by what. No fact about a
-- case: the journal does not have it.
CREATE TABLE queue_view (
    user_id INTEGER NOT NULL PRIMARY KEY REFERENCES user (id),
    view TEXT NOT NULL
) STRICT;

-- Beds, the inside of numbers and other readings of names go into the search: judged anew, each case
-- gets its terms anew.
UPDATE case_summary SET knowledge_version = NULL;
