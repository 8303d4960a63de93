-- What was done that someone may have to answer for, written in the transaction that did it. Rows are only ever added:
-- the triggers refuse anything else. Names are kept as they were then, so nothing here refers to other tables.
CREATE TABLE audit (
    -- UUIDv7: the order in which it is read.
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL,
    action text NOT NULL,
    -- How it came in: over the API, from the command line, or from the program itself.
    via text NOT NULL,
    actor_id uuid,
    actor_name text,
    actor_handle text,
    target_kind text,
    target_id text,
    -- A JSON object; what it holds depends on the action. Never a secret.
    details text NOT NULL,
    address text,
    request_id text,
    trace_id text
);
CREATE INDEX audit_actor ON audit (actor_id, id);
CREATE INDEX audit_action ON audit (action, id);

CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only';
END
$$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

-- Processes that run jobs or fire schedules, one row a start. One that is not seen for a while is gone.
CREATE TABLE workers (
    id uuid PRIMARY KEY,
    role text NOT NULL,
    -- Where it runs: host and process id.
    name text NOT NULL,
    -- The queues it serves with its slots for each, as a JSON object.
    queues text NOT NULL,
    state text NOT NULL,
    started_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL
);

-- When a job was given up. Only dead jobs have it, so they can be found and counted however many are done, and a
-- finish touches no index for it.
ALTER TABLE jobs ADD COLUMN died_at timestamptz;
UPDATE jobs SET died_at = finished_at WHERE state = 'dead';
CREATE INDEX jobs_dead ON jobs (id) WHERE died_at IS NOT NULL;
