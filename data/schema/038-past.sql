-- What the journal was before step 37; the program has moved it by now.
DROP TABLE past_change;
DROP TABLE past_group;
