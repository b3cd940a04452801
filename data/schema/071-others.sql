-- Other cases in which somebody of an erased one is, by their numbers with blanks between: they are not
-- erased with it, and its certificate says so.
ALTER TABLE erasure ADD COLUMN others TEXT;
