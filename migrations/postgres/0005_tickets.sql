-- What opens one socket, once, within 30 s. Only the hash is here; using it deletes the row.
CREATE TABLE tickets (
    hash text PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES sessions (id),
    scope text NOT NULL,
    -- The board or project; absent for the person's own stream.
    target uuid,
    -- When the access token it was got with expires, and with it the socket.
    access_expires_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX tickets_expired ON tickets (expires_at);
