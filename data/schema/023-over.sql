-- What is over counts as closed, whatever the status of its application: the queue lists it by age.
DROP INDEX case_file_life;
CREATE INDEX case_file_over ON case_file (updated_at, status, created_by)
WHERE life IN ('closed', 'archived');
CREATE INDEX case_file_settles ON case_file (created_by, updated_at)
WHERE life IN ('raising_ended', 'settling');
