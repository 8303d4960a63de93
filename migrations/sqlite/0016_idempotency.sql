-- Requests that may be sent again: what was asked and what was answered, kept for a day. The row commits with the change.
CREATE TABLE idempotency_keys (
    user_id BLOB NOT NULL REFERENCES users (id),
    -- What was asked for: method and path, or the kind of a socket's command.
    route TEXT NOT NULL,
    key TEXT NOT NULL,
    -- A hash of what was sent: the same key with something else is a mistake.
    fingerprint TEXT NOT NULL,
    -- Absent until the answer is known, which is before the row is seen by anyone else.
    status INTEGER,
    location TEXT,
    etag TEXT,
    body TEXT,
    created_at TEXT NOT NULL,
    PRIMARY KEY (user_id, route, key)
) STRICT;
CREATE INDEX idempotency_keys_created ON idempotency_keys (created_at);
