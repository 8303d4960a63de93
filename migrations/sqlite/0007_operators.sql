-- What was done that someone may have to answer for, written in the transaction that did it. Rows are only ever added:
-- the triggers refuse anything else. Names are kept as they were then, so nothing here refers to other tables.
CREATE TABLE audit (
    -- UUIDv7: the order in which it is read.
    id BLOB PRIMARY KEY,
    at TEXT NOT NULL,
    action TEXT NOT NULL,
    -- How it came in: over the API, from the command line, or from the program itself.
    via TEXT NOT NULL,
    actor_id BLOB,
    actor_name TEXT,
    actor_handle TEXT,
    target_kind TEXT,
    target_id TEXT,
    -- A JSON object; what it holds depends on the action. Never a secret.
    details TEXT NOT NULL,
    address TEXT,
    request_id TEXT,
    trace_id TEXT
) STRICT;
CREATE INDEX audit_actor ON audit (actor_id, id);
CREATE INDEX audit_action ON audit (action, id);

CREATE TRIGGER audit_append_only_update BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;
CREATE TRIGGER audit_append_only_delete BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;

-- Processes that run jobs or fire schedules, one row a start. One that is not seen for a while is gone.
CREATE TABLE workers (
    id BLOB PRIMARY KEY,
    role TEXT NOT NULL,
    -- Where it runs: host and process id.
    name TEXT NOT NULL,
    -- The queues it serves with its slots for each, as a JSON object.
    queues TEXT NOT NULL,
    state TEXT NOT NULL,
    started_at TEXT NOT NULL,
    seen_at TEXT NOT NULL
) STRICT;

-- When a job was given up. Only dead jobs have it, so they can be found and counted however many are done, and a
-- finish touches no index for it.
ALTER TABLE jobs ADD COLUMN died_at TEXT;
UPDATE jobs SET died_at = finished_at WHERE state = 'dead';
CREATE INDEX jobs_dead ON jobs (id) WHERE died_at IS NOT NULL;
