-- What a list shows of a case stands beside its number in an index, so that a row of it is read from fewer
-- pages: rows of these tables are wide, and those of a search lie apart from each other.
CREATE INDEX patient_shown ON patient (case_id, "name");
CREATE INDEX illness_shown ON illness (case_id, "disease", "hospital");
