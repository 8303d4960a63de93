-- The truth about background work; Redis only carries ids. `due_at` is when someone looks at the row again: its time
-- to run while ready, the time to push it again once pushed, the end of the lease while running, NULL when it is over.
-- Neither it nor the state, the lease or dispatched_at is in any index, so that marking, claiming and renewing stay
-- heap-only updates, and what is over is found by its id (UUIDv7: the time), not by an index that every finish would
-- have to write. `dispatched_at` is when the row was last pushed or claimed; NULL means that no push of it counts.
CREATE TABLE jobs (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    queue text NOT NULL,
    payload text NOT NULL,
    state text NOT NULL,
    priority bigint NOT NULL,
    run_at timestamptz NOT NULL,
    due_at timestamptz,
    attempts bigint NOT NULL,
    max_attempts bigint NOT NULL,
    losses bigint NOT NULL,
    lease_token bigint,
    dedupe_key text,
    dispatched_at timestamptz,
    last_error text,
    traceparent text,
    created_at timestamptz NOT NULL,
    finished_at timestamptz
)
WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX jobs_open ON jobs (queue, run_at) WHERE finished_at IS NULL;
-- Few rows are ever in these two: those that go before others, and those that were lost with their process.
CREATE INDEX jobs_urgent ON jobs (queue, run_at) WHERE finished_at IS NULL AND priority > 0;
CREATE INDEX jobs_suspect ON jobs (queue, run_at) WHERE finished_at IS NULL AND losses > 0;
CREATE UNIQUE INDEX jobs_dedupe ON jobs (dedupe_key) WHERE dedupe_key IS NOT NULL;

CREATE TABLE schedules (
    name text PRIMARY KEY,
    cron text NOT NULL,
    time_zone text NOT NULL,
    next_run_at timestamptz NOT NULL,
    last_run_at timestamptz
);
