-- Cases that came from another station with their pen and that nobody here has opened since: for the home screen
-- alone, and no fact about a case. Submitted ones are not among these, since all of them are to be reviewed.
CREATE TABLE case_came (
    case_id INTEGER PRIMARY KEY REFERENCES case_file (id)
) STRICT;
