-- What "anjuan hub init" makes in a database that is there for it. A mailbox: sealed bundles wait
-- here for their recipients, and nothing here says what is in them.
--
-- Walls. A station has a role of its own, named by the id of its key, and no right to any table:
-- it calls the functions below, which run as their owner and ask who is signed in by session_user,
-- never by what they are told. Behind them the policies say the same of each row, also for the
-- owner (FORCE): a function that forgot to ask would still see the caller's rows alone. What a
-- database shows to everybody by itself, names of roles, who is connected, is taken away in the end.
--
-- A bundle is a row for ever, without its bytes: that it was sent once outlives them. The bytes lie
-- in body, a partition for each month, so that what is too old goes by dropping a table. There is no
-- running number that a recipient could read up to: a later commit may have the smaller one. What is
-- asked for is what has not been taken, and per pair of stations what follows a number.

DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'anjuan_hub') THEN
        CREATE ROLE anjuan_hub NOLOGIN; -- owns what is made here
    END IF;
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'anjuan_station') THEN
        CREATE ROLE anjuan_station NOLOGIN; -- what every station may
    END IF;
END $$;

CREATE SCHEMA anjuan AUTHORIZATION anjuan_hub;
SET LOCAL ROLE anjuan_hub;

CREATE TABLE anjuan.hub (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    version integer NOT NULL,
    keep_months integer NOT NULL CHECK (keep_months BETWEEN 1 AND 120), -- besides the one that runs
    largest bigint NOT NULL CHECK (largest > 0), -- bytes of one bundle
    oldest date NOT NULL DEFAULT '-infinity'     -- bodies of months before are gone
);

CREATE TABLE anjuan.station (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    role name NOT NULL UNIQUE CHECK (role ~ '^[0-9a-f]{32}$'),
    quota bigint NOT NULL CHECK (quota >= 0),   -- bytes that may lie here, of what it sent
    monthly integer NOT NULL CHECK (monthly >= 0), -- bundles it may begin in a month
    added timestamptz NOT NULL DEFAULT now(),
    closed timestamptz
);

CREATE TABLE anjuan.bundle (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sender integer NOT NULL REFERENCES anjuan.station,
    recipient integer NOT NULL REFERENCES anjuan.station,
    epoch bigint NOT NULL,
    number bigint NOT NULL CHECK (number >= 0), -- 0: nothing but receipts, as many as there are
    size bigint NOT NULL CHECK (size > 0),
    digest bytea NOT NULL CHECK (octet_length(digest) = 32), -- SHA-256
    -- Under number 0 each is one of its own. One index for both, without a condition: a statement whose
    -- plan serves any number could not use one that is for some, and would read all bundles.
    twin bytea NOT NULL GENERATED ALWAYS AS (CASE WHEN number = 0 THEN digest ELSE '' END) STORED,
    month date NOT NULL,      -- the partition with its bytes
    begun timestamptz NOT NULL DEFAULT now(),
    whole timestamptz,        -- all bytes are there; only then anybody is given them
    taken timestamptz
);
CREATE UNIQUE INDEX bundle_number ON anjuan.bundle (recipient, sender, epoch, number, twin);
CREATE INDEX bundle_waiting ON anjuan.bundle (recipient, sender, epoch, number)
    WHERE whole IS NOT NULL AND taken IS NULL;

-- Sealed bytes do not pack; up to a page they lie in the row itself.
CREATE TABLE anjuan.body (
    bundle bigint NOT NULL,
    month date NOT NULL,
    at bigint NOT NULL CHECK (at >= 0),
    bytes bytea NOT NULL,
    PRIMARY KEY (month, bundle, at)
) PARTITION BY RANGE (month);
ALTER TABLE anjuan.body ALTER bytes SET STORAGE EXTERNAL;

-- What a station has sent in a month and lies here: counted, since summing up is dear.
CREATE TABLE anjuan.held (
    station integer NOT NULL REFERENCES anjuan.station,
    month date NOT NULL,
    bytes bigint NOT NULL,
    bundles integer NOT NULL,
    PRIMARY KEY (station, month)
);

-- ---- who is calling

CREATE FUNCTION anjuan.me() RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT id FROM anjuan.station WHERE role = session_user AND closed IS NULL $$;

CREATE FUNCTION anjuan.known_me() RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE mine integer := anjuan.me();
BEGIN
    IF mine IS NULL THEN
        RAISE EXCEPTION 'no station' USING ERRCODE = 'AN001';
    END IF;
    RETURN mine;
END $$;

-- ---- the second wall

ALTER TABLE anjuan.hub ENABLE ROW LEVEL SECURITY;
ALTER TABLE anjuan.station ENABLE ROW LEVEL SECURITY; -- its owner looks up who others are
ALTER TABLE anjuan.bundle ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE anjuan.body ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE anjuan.held ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY mine ON anjuan.station USING (role = session_user);
CREATE POLICY seen ON anjuan.bundle USING ((SELECT anjuan.me()) IN (sender, recipient))
    WITH CHECK ((SELECT anjuan.me()) IN (sender, recipient));
CREATE POLICY seen ON anjuan.body
    USING (EXISTS (SELECT FROM anjuan.bundle b WHERE b.id = body.bundle))
    WITH CHECK (EXISTS (SELECT FROM anjuan.bundle b
        WHERE b.id = body.bundle AND b.sender = (SELECT anjuan.me())));
CREATE POLICY mine ON anjuan.held USING (station = (SELECT anjuan.me()));

-- ---- room, and what is too old

-- Drops the months that are older than is kept, seen from that month.
CREATE FUNCTION anjuan.sweep(seen_from date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    first date := date_trunc('month', seen_from)::date
        - make_interval(months => (SELECT keep_months FROM anjuan.hub));
    part record;
    dropped integer := 0;
BEGIN
    UPDATE anjuan.hub SET oldest = first WHERE oldest < first;
    FOR part IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'anjuan.body'::regclass
            AND c.relname < 'body_' || to_char(first, 'YYYY_MM') LOOP
        EXECUTE format('DROP TABLE anjuan.%I', part.relname);
        dropped := dropped + 1;
    END LOOP;
    RETURN dropped;
END $$;

CREATE FUNCTION anjuan.room() RETURNS date
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    this date := date_trunc('month', now() AT TIME ZONE 'UTC')::date;
    part text := 'body_' || to_char(this, 'YYYY_MM');
BEGIN
    IF to_regclass('anjuan.' || part) IS NULL THEN
        BEGIN
            EXECUTE format('CREATE TABLE anjuan.%I PARTITION OF anjuan.body FOR VALUES FROM (%L) TO (%L)',
                part, this, this + interval '1 month');
            EXECUTE format('ALTER TABLE anjuan.%I SET (toast_tuple_target = 8160)', part);
            PERFORM anjuan.sweep(this);
        EXCEPTION WHEN duplicate_table THEN
            NULL; -- another station was first
        END;
    END IF;
    RETURN this;
END $$;

-- ---- sending: each step may be said again, by whoever did not hear the answer

-- Reserves room in the month for so many bytes more.
CREATE FUNCTION anjuan.reserve(mine integer, this date, more bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    s anjuan.station;
    bytes_now numeric;
    bundles_now integer;
BEGIN
    SELECT * INTO s FROM anjuan.station WHERE id = mine;
    INSERT INTO anjuan.held AS h (station, month, bytes, bundles) VALUES (mine, this, more, 1)
        ON CONFLICT (station, month) DO UPDATE
        SET bytes = h.bytes + excluded.bytes, bundles = h.bundles + 1
        RETURNING h.bundles INTO bundles_now;
    SELECT sum(h.bytes) INTO bytes_now FROM anjuan.held h
        WHERE h.station = mine AND h.month >= (SELECT oldest FROM anjuan.hub);
    IF bytes_now > s.quota THEN
        RAISE EXCEPTION 'quota' USING ERRCODE = 'AN004';
    ELSIF bundles_now > s.monthly THEN
        RAISE EXCEPTION 'too many' USING ERRCODE = 'AN007';
    END IF;
END $$;

CREATE FUNCTION anjuan.addressee(named name) RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE found_id integer;
BEGIN
    SELECT id INTO found_id FROM anjuan.station WHERE role = named AND closed IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no recipient' USING ERRCODE = 'AN002';
    END IF;
    RETURN found_id;
END $$;

-- The row of the bundle, made where there is none; at: how many of its bytes are there.
CREATE FUNCTION anjuan.open(mine integer, recipient_role name, its_epoch bigint, its_number bigint,
    its_size bigint, its_digest bytea) RETURNS anjuan.bundle
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    their integer := anjuan.addressee(recipient_role);
    this date := anjuan.room();
    h anjuan.hub;
    b anjuan.bundle;
BEGIN
    SELECT * INTO h FROM anjuan.hub;
    IF its_size > h.largest THEN
        RAISE EXCEPTION 'too large' USING ERRCODE = 'AN005';
    END IF;
    LOOP
        SELECT * INTO b FROM anjuan.bundle o
            WHERE o.recipient = their AND o.sender = mine AND o.epoch = its_epoch
                AND o.number = its_number
                AND o.twin = CASE WHEN its_number = 0 THEN its_digest ELSE '' END
            FOR UPDATE;
        EXIT WHEN FOUND;
        INSERT INTO anjuan.bundle AS o
            (sender, recipient, epoch, number, size, digest, month)
            VALUES (mine, their, its_epoch, its_number, its_size, its_digest, this)
            ON CONFLICT DO NOTHING RETURNING o.* INTO b;
        IF FOUND THEN
            PERFORM anjuan.reserve(mine, this, its_size);
            RETURN b;
        END IF; -- another connection of the same station made it in between
    END LOOP;
    IF b.digest <> its_digest OR b.size <> its_size THEN
        RAISE EXCEPTION 'other bytes' USING ERRCODE = 'AN003';
    END IF;
    IF b.month < h.oldest AND b.taken IS NULL THEN -- its bytes went before anybody came for them
        UPDATE anjuan.bundle SET month = this, whole = NULL WHERE id = b.id RETURNING * INTO b;
        PERFORM anjuan.reserve(mine, this, its_size);
    END IF;
    RETURN b;
END $$;

CREATE FUNCTION anjuan.filled(its_id bigint, its_month date) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce((SELECT at + octet_length(bytes) FROM anjuan.body
        WHERE month = its_month AND bundle = its_id ORDER BY at DESC LIMIT 1), 0)
$$;

CREATE FUNCTION anjuan.begin(recipient name, epoch bigint, number bigint, size bigint, digest bytea,
    OUT id bigint, OUT at bigint, OUT state text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE b anjuan.bundle := anjuan.open(anjuan.known_me(), recipient, epoch, number, size, digest);
BEGIN
    id := b.id;
    state := CASE WHEN b.taken IS NOT NULL THEN 'taken' WHEN b.whole IS NOT NULL THEN 'whole' ELSE 'begun' END;
    at := CASE WHEN state = 'begun' THEN anjuan.filled(b.id, b.month) ELSE b.size END;
END $$;

-- How many bytes are there afterwards; bytes that do not follow those are left out.
CREATE FUNCTION anjuan.put(its_id bigint, its_at bigint, its_bytes bytea) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    mine integer := anjuan.known_me();
    b anjuan.bundle;
    there bigint;
BEGIN
    SELECT * INTO b FROM anjuan.bundle o WHERE o.id = its_id AND o.sender = mine FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no bundle' USING ERRCODE = 'AN008';
    ELSIF b.whole IS NOT NULL THEN
        RETURN b.size;
    END IF;
    there := anjuan.filled(b.id, b.month);
    IF its_at <> there OR octet_length(its_bytes) = 0 THEN
        RETURN there;
    ELSIF there + octet_length(its_bytes) > b.size THEN
        RAISE EXCEPTION 'too long' USING ERRCODE = 'AN006';
    END IF;
    INSERT INTO anjuan.body (bundle, month, at, bytes) VALUES (b.id, b.month, its_at, its_bytes);
    RETURN there + octet_length(its_bytes);
END $$;

-- Nobody is given a bundle before this. Up to 16 MiB the bytes are digested here; of more the server
-- would have to hold all in memory at once, so there the recipient alone does.
CREATE FUNCTION anjuan.finish(its_id bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    mine integer := anjuan.known_me();
    b anjuan.bundle;
    found_digest bytea;
BEGIN
    SELECT * INTO b FROM anjuan.bundle o WHERE o.id = its_id AND o.sender = mine FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no bundle' USING ERRCODE = 'AN008';
    ELSIF b.whole IS NOT NULL THEN
        RETURN true;
    ELSIF anjuan.filled(b.id, b.month) <> b.size THEN
        RETURN false;
    END IF;
    IF b.size <= 16777216 THEN
        SELECT sha256(string_agg(bytes, '' ORDER BY at)) INTO found_digest FROM anjuan.body
            WHERE month = b.month AND bundle = b.id;
        IF found_digest <> b.digest THEN
            DELETE FROM anjuan.body WHERE month = b.month AND bundle = b.id;
            RETURN false;
        END IF;
    END IF;
    UPDATE anjuan.bundle SET whole = now() WHERE id = b.id;
    RETURN true;
END $$;

-- All three at once, for a bundle that goes in one piece: one round, one commit.
CREATE FUNCTION anjuan.send(recipient name, epoch bigint, number bigint, digest bytea, bytes bytea)
RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    b anjuan.bundle;
BEGIN
    IF sha256(bytes) <> digest THEN
        RAISE EXCEPTION 'other bytes on the way' USING ERRCODE = 'AN006';
    END IF;
    b := anjuan.open(anjuan.known_me(), recipient, epoch, number, octet_length(bytes), digest);
    IF b.taken IS NOT NULL THEN
        RETURN 'taken';
    ELSIF b.whole IS NOT NULL THEN
        RETURN 'whole';
    END IF;
    DELETE FROM anjuan.body o WHERE o.month = b.month AND o.bundle = b.id; -- what was put in pieces
    INSERT INTO anjuan.body (bundle, month, at, bytes) VALUES (b.id, b.month, 0, bytes);
    UPDATE anjuan.bundle o SET whole = now() WHERE o.id = b.id;
    RETURN 'whole';
END $$;

-- What is known of bundles that one may have sent: '' of those that were never begun.
CREATE FUNCTION anjuan.sent(recipients name[], epochs bigint[], numbers bigint[], digests bytea[])
RETURNS TABLE (nth bigint, state text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    mine integer := anjuan.known_me();
    first date := (SELECT oldest FROM anjuan.hub);
BEGIN
    RETURN QUERY SELECT asked.nth,
        CASE WHEN b.id IS NULL THEN '' WHEN b.digest <> asked.digest THEN 'other'
            WHEN b.taken IS NOT NULL THEN 'taken' WHEN b.month < first THEN 'gone'
            WHEN b.whole IS NOT NULL THEN 'whole' ELSE 'begun' END
        FROM unnest(recipients, epochs, numbers, digests) WITH ORDINALITY
            AS asked (recipient, epoch, number, digest, nth)
        LEFT JOIN anjuan.station s ON s.role = asked.recipient
        LEFT JOIN LATERAL (SELECT * FROM anjuan.bundle o
            WHERE o.recipient = s.id AND o.sender = mine AND o.epoch = asked.epoch
                AND o.number = asked.number
                AND o.twin = CASE WHEN asked.number = 0 THEN asked.digest ELSE '' END
            LIMIT 1) b ON true
        ORDER BY asked.nth;
END $$;

-- ---- receiving

-- What is whole and has not been taken, pair by pair in the order of its numbers, most of each pair;
-- and of the senders that are named what follows that number although it was taken: a store that was
-- put back asks for it again.
CREATE FUNCTION anjuan.waiting(senders name[], epochs bigint[], numbers bigint[], most integer)
RETURNS TABLE (id bigint, sender name, epoch bigint, number bigint, size bigint, digest bytea, gone boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    mine integer := anjuan.known_me();
    first date := (SELECT oldest FROM anjuan.hub);
BEGIN
    RETURN QUERY
        WITH asked AS (
            SELECT fresh.* FROM anjuan.station s
                CROSS JOIN LATERAL (SELECT b.* FROM anjuan.bundle b
                    WHERE b.recipient = mine AND b.sender = s.id
                        AND b.whole IS NOT NULL AND b.taken IS NULL
                    ORDER BY b.epoch, b.number LIMIT most) fresh
            UNION ALL
            SELECT later.* FROM unnest(senders, epochs, numbers) AS last (role, epoch, number)
                JOIN anjuan.station s ON s.role = last.role
                CROSS JOIN LATERAL (SELECT b.* FROM anjuan.bundle b
                    WHERE b.recipient = mine AND b.sender = s.id AND b.number > 0
                        AND (b.epoch, b.number) > (last.epoch, last.number)
                        AND b.whole IS NOT NULL AND b.taken IS NOT NULL
                    ORDER BY b.epoch, b.number LIMIT most) later
        )
        SELECT a.id, s.role, a.epoch, a.number, a.size, a.digest, a.month < first
            FROM asked a JOIN anjuan.station s ON s.id = a.sender
            ORDER BY a.sender, a.epoch, a.number, a.id;
END $$;

-- Bytes from at on, most of them at most, and fewer where the piece that was put ends.
CREATE FUNCTION anjuan.get(its_id bigint, its_at bigint, most integer) RETURNS bytea
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    mine integer := anjuan.known_me();
    b anjuan.bundle;
    piece bytea;
BEGIN
    SELECT * INTO b FROM anjuan.bundle o
        WHERE o.id = its_id AND o.recipient = mine AND o.whole IS NOT NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no bundle' USING ERRCODE = 'AN008';
    END IF;
    SELECT substr(o.bytes, (its_at - o.at + 1)::integer, most) INTO piece FROM anjuan.body o
        WHERE o.month = b.month AND o.bundle = b.id AND o.at <= its_at ORDER BY o.at DESC LIMIT 1;
    RETURN coalesce(piece, '');
END $$;

CREATE FUNCTION anjuan.took(ids bigint[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    mine integer := anjuan.known_me();
    n integer;
BEGIN
    UPDATE anjuan.bundle SET taken = now()
        WHERE id = ANY (ids) AND recipient = mine AND whole IS NOT NULL AND taken IS NULL;
    GET DIAGNOSTICS n = ROW_COUNT;
    RETURN n;
END $$;

-- The bytes are not those of the digest: the sender puts them again.
CREATE FUNCTION anjuan.damaged(its_id bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    mine integer := anjuan.known_me();
    b anjuan.bundle;
BEGIN
    SELECT * INTO b FROM anjuan.bundle o
        WHERE o.id = its_id AND o.recipient = mine AND o.taken IS NULL FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    DELETE FROM anjuan.body WHERE month = b.month AND bundle = b.id;
    UPDATE anjuan.bundle SET whole = NULL WHERE id = b.id;
    RETURN true;
END $$;

-- What a station is told of itself.
CREATE FUNCTION anjuan.standing(OUT quota bigint, OUT held bigint, OUT waiting bigint, OUT waiting_bytes bigint,
    OUT unfetched bigint, OUT unfetched_since timestamptz, OUT unfinished bigint, OUT keep_months integer,
    OUT largest bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    mine integer := anjuan.known_me();
    first date;
BEGIN
    SELECT h.oldest, h.keep_months, h.largest INTO first, keep_months, largest FROM anjuan.hub h;
    SELECT s.quota INTO quota FROM anjuan.station s WHERE s.id = mine;
    SELECT coalesce(sum(h.bytes), 0) INTO held FROM anjuan.held h
        WHERE h.station = mine AND h.month >= first;
    SELECT count(*), coalesce(sum(b.size), 0) INTO waiting, waiting_bytes FROM anjuan.bundle b
        WHERE b.recipient = mine AND b.whole IS NOT NULL AND b.taken IS NULL AND b.month >= first;
    SELECT count(*), min(b.whole), count(*) FILTER (WHERE b.whole IS NULL)
        INTO unfetched, unfetched_since, unfinished FROM anjuan.bundle b
        WHERE b.sender = mine AND b.taken IS NULL;
END $$;
CREATE INDEX bundle_unfetched ON anjuan.bundle (sender) WHERE taken IS NULL;

RESET ROLE;

-- ---- stations, for the operator alone

-- The secret comes as the verifier that the client made of it, so the server never sees it.
CREATE FUNCTION anjuan.add_station(its_role name, verifier text, its_quota bigint, its_monthly integer)
RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE is_new boolean := NOT EXISTS (SELECT FROM pg_roles WHERE rolname = its_role);
BEGIN
    INSERT INTO anjuan.station AS s (role, quota, monthly) VALUES (its_role, its_quota, its_monthly)
        ON CONFLICT (role) DO UPDATE
        SET quota = excluded.quota, monthly = excluded.monthly, closed = NULL;
    IF is_new THEN
        EXECUTE format('CREATE ROLE %I', its_role);
    END IF;
    EXECUTE format('ALTER ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS'
        ' CONNECTION LIMIT 16 PASSWORD %L', its_role, verifier);
    EXECUTE format('GRANT anjuan_station TO %I', its_role);
    RETURN is_new;
END $$;

CREATE FUNCTION anjuan.close_station(its_role name) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    UPDATE anjuan.station SET closed = now() WHERE role = its_role AND closed IS NULL;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    EXECUTE format('ALTER ROLE %I NOLOGIN PASSWORD NULL', its_role);
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = its_role;
    RETURN true;
END $$;

-- ---- rights

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA anjuan FROM PUBLIC;
GRANT USAGE ON SCHEMA anjuan TO anjuan_station;
GRANT EXECUTE ON FUNCTION anjuan.begin, anjuan.put, anjuan.finish, anjuan.send, anjuan.sent, anjuan.waiting,
    anjuan.get, anjuan.took, anjuan.damaged, anjuan.standing, anjuan.me TO anjuan_station;

-- What everybody may see or do in a database by themselves.
REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON SCHEMA information_schema FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA pg_catalog FROM PUBLIC;
REVOKE USAGE ON LANGUAGE plpgsql, sql FROM PUBLIC;
GRANT SELECT ON pg_catalog.pg_class, pg_catalog.pg_inherits TO anjuan_hub;
GRANT USAGE ON LANGUAGE plpgsql, sql TO anjuan_hub;
DO $$
DECLARE
    f regprocedure;
    other name;
BEGIN
    -- Who is connected and what they do, names by number, objects that no quota counts.
    FOR f IN SELECT oid::regprocedure FROM pg_catalog.pg_proc
        WHERE pronamespace = 'pg_catalog'::regnamespace
            AND (proname ~ '^(pg_stat_get_|lo_|lowrite|loread|pg_lock_status|pg_get_userbyid|pg_prepared_xact)'
                OR proname ~ '^(query|cursor|table|schema|database)_to_xml' OR proname = 'pg_sleep') LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    END LOOP;
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO anjuan_station', current_database());
    -- Nothing of what is asked goes into the server's log.
    EXECUTE format('ALTER DATABASE %I SET log_statement = ''none''', current_database());
    EXECUTE format('ALTER DATABASE %I SET log_min_duration_statement = -1', current_database());
    EXECUTE format('ALTER DATABASE %I SET log_min_duration_sample = -1', current_database());
    EXECUTE format('ALTER DATABASE %I SET log_transaction_sample_rate = 0', current_database());
    EXECUTE format('ALTER DATABASE %I SET log_min_error_statement = ''panic''', current_database());
    EXECUTE format('ALTER DATABASE %I SET log_error_verbosity = ''terse''', current_database());
    EXECUTE format('ALTER DATABASE %I SET log_parameter_max_length = 0', current_database());
    EXECUTE format('ALTER DATABASE %I SET log_parameter_max_length_on_error = 0', current_database());
    EXECUTE format('ALTER DATABASE %I SET statement_timeout = ''10min''', current_database());
    EXECUTE format('ALTER DATABASE %I SET idle_in_transaction_session_timeout = ''1min''', current_database());
END $$;
