-- The truth about background work; Redis only carries ids. `due_at` is when someone looks at the row again: its time
-- to run while ready, the time to push it again once pushed, the end of the lease while running, NULL when it is over.
-- Neither it nor the state, the lease or dispatched_at is in any index, so that marking, claiming and renewing stay
-- heap-only updates, and what is over is found by its id (UUIDv7: the time), not by an index that every finish would
-- have to write. `dispatched_at` is when the row was last pushed or claimed; NULL means that no push of it counts.
CREATE TABLE jobs (
    id BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    queue TEXT NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL,
    priority INTEGER NOT NULL,
    run_at TEXT NOT NULL,
    due_at TEXT,
    attempts INTEGER NOT NULL,
    max_attempts INTEGER NOT NULL,
    losses INTEGER NOT NULL,
    lease_token INTEGER,
    dedupe_key TEXT,
    dispatched_at TEXT,
    last_error TEXT,
    traceparent TEXT,
    created_at TEXT NOT NULL,
    finished_at TEXT
) STRICT;
CREATE INDEX jobs_open ON jobs (queue, run_at) WHERE finished_at IS NULL;
-- Few rows are ever in these two: those that go before others, and those that were lost with their process.
CREATE INDEX jobs_urgent ON jobs (queue, run_at) WHERE finished_at IS NULL AND priority > 0;
CREATE INDEX jobs_suspect ON jobs (queue, run_at) WHERE finished_at IS NULL AND losses > 0;
CREATE UNIQUE INDEX jobs_dedupe ON jobs (dedupe_key) WHERE dedupe_key IS NOT NULL;

CREATE TABLE schedules (
    name TEXT PRIMARY KEY,
    cron TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    next_run_at TEXT NOT NULL,
    last_run_at TEXT
) STRICT;
