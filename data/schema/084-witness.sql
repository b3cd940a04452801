-- Cases are alike by who vouches and by the adviser, by the account of a hospital under another name, and by the
-- patient as one of a household: the forms of all cases are made anew (app/found.c), but where there is none to
-- make them of.
UPDATE meta SET value = '4' WHERE name = 'found.forms' AND NOT EXISTS (SELECT 1 FROM case_file);
