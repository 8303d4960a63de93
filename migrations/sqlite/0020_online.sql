-- Which API process holds a socket of whom on which board or project. A process that is not seen any more holds none.
CREATE TABLE socket_processes (
    id BLOB PRIMARY KEY,
    seen_at TEXT NOT NULL
) STRICT;
CREATE TABLE online (
    process_id BLOB NOT NULL REFERENCES socket_processes (id) ON DELETE CASCADE,
    stream BLOB NOT NULL,
    user_id BLOB NOT NULL REFERENCES users (id),
    PRIMARY KEY (stream, user_id, process_id)
) STRICT;
CREATE INDEX online_process ON online (process_id);

-- How often rights in a team, project or board have changed. It is counted in the transaction of the change, so that
-- whoever reads an event and then this knows whether rights changed before that event.
CREATE TABLE rights (
    place BLOB PRIMARY KEY,
    changes INTEGER NOT NULL
) STRICT;
