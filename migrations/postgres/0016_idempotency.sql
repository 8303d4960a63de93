-- Requests that may be sent again: what was asked and what was answered, kept for a day. The row commits with the change.
CREATE TABLE idempotency_keys (
    user_id uuid NOT NULL REFERENCES users (id),
    -- What was asked for: method and path, or the kind of a socket's command.
    route text NOT NULL,
    key text NOT NULL,
    -- A hash of what was sent: the same key with something else is a mistake.
    fingerprint text NOT NULL,
    -- Absent until the answer is known, which is before the row is seen by anyone else.
    status bigint,
    location text,
    etag text,
    body text,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, route, key)
);
CREATE INDEX idempotency_keys_created ON idempotency_keys (created_at);
