-- What cases are compared by while somebody types: each search walks one of these.

CREATE INDEX patient_name ON patient ("name", "born_on") WHERE "name" IS NOT NULL;
CREATE INDEX initiator_id_number ON initiator ("id_number") WHERE "id_number" IS NOT NULL;
CREATE INDEX guardian_id_number ON guardian ("id_number") WHERE "id_number" IS NOT NULL;
CREATE INDEX payee_id_number ON payee ("id_number") WHERE "id_number" IS NOT NULL;
CREATE INDEX guardian_phone ON guardian ("phone") WHERE "phone" IS NOT NULL;
