-- PostgreSQL's part after events.sql.
DO $$
DECLARE r record;
BEGIN
    FOR r IN SELECT text FROM dropped LOOP EXECUTE r.text; END LOOP;
END $$;
DROP FUNCTION printf, unhex, strftime;
COMMIT;
