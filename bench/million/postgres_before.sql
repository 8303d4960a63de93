-- PostgreSQL's part before rows.sql: what that uses of SQLite, and no indexes, which are made in one go afterwards. No row is
-- checked against others: all of them come from here.
SET session_replication_role = replica;
SET jit = off;
SET work_mem = '128MB';
SET maintenance_work_mem = '256MB';
BEGIN;
CREATE FUNCTION printf(text, bigint) RETURNS text LANGUAGE sql IMMUTABLE
    RETURN replace(replace($1, '%012x', lpad(to_hex($2), 12, '0')), '%06d', lpad($2::text, 6, '0'));
CREATE FUNCTION unhex(text) RETURNS uuid LANGUAGE sql IMMUTABLE RETURN $1::uuid;
CREATE FUNCTION strftime(text, bigint, text) RETURNS timestamptz LANGUAGE sql IMMUTABLE RETURN to_timestamp($2);
CREATE TEMP TABLE dropped AS
SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS text
FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
WHERE c.relnamespace = 'public'::regnamespace AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid);
DO $$
DECLARE r record;
BEGIN
    FOR r IN SELECT name FROM dropped LOOP EXECUTE 'DROP INDEX ' || r.name; END LOOP;
END $$;
