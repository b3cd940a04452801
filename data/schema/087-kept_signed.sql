-- Who wrote a row signs it (desk/kept.h). One without a right signature, as all of before, is entered by nobody.
ALTER TABLE kept_change ADD COLUMN sig BLOB;
