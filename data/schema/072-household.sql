-- Cases are alike by somebody of the household as well, and phones of stored cases still by their digits: the
-- forms of all cases are made anew (app/found.c), but where there is none to make them of.
UPDATE meta SET value = '3' WHERE name = 'found.forms' AND NOT EXISTS (SELECT 1 FROM case_file);
