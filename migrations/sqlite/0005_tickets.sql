-- What opens one socket, once, within 30 s. Only the hash is here; using it deletes the row.
CREATE TABLE tickets (
    hash TEXT PRIMARY KEY,
    session_id BLOB NOT NULL REFERENCES sessions (id),
    scope TEXT NOT NULL,
    -- The board or project; absent for the person's own stream.
    target BLOB,
    -- When the access token it was got with expires, and with it the socket.
    access_expires_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX tickets_expired ON tickets (expires_at);
