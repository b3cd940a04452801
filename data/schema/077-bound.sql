-- What goes to another station is found by who holds the pen.
CREATE INDEX pen_holder ON pen (holder, case_id);
