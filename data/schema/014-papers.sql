-- What a case lacks is counted in two numbers: what every case is asked, and the papers that its
-- answers ask for. NULL: judged before they were told apart, both are in missing until the next edit.
ALTER TABLE case_summary ADD COLUMN papers INTEGER;
