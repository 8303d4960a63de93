-- Which API process holds a socket of whom on which board or project. A process that is not seen any more holds none.
CREATE TABLE socket_processes (
    id uuid PRIMARY KEY,
    seen_at timestamptz NOT NULL
);
CREATE TABLE online (
    process_id uuid NOT NULL REFERENCES socket_processes (id) ON DELETE CASCADE,
    stream uuid NOT NULL,
    user_id uuid NOT NULL REFERENCES users (id),
    PRIMARY KEY (stream, user_id, process_id)
);
CREATE INDEX online_process ON online (process_id);

-- How often rights in a team, project or board have changed. It is counted in the transaction of the change, so that
-- whoever reads an event and then this knows whether rights changed before that event.
CREATE TABLE rights (
    place uuid PRIMARY KEY,
    changes bigint NOT NULL
);
