-- Phones are alike by their digits without +86, 0086 and what parts them: the forms of all cases are made
-- anew (app/found.c), but where there is none to make them of.
UPDATE meta SET value = '2' WHERE name = 'found.forms' AND NOT EXISTS (SELECT 1 FROM case_file);
