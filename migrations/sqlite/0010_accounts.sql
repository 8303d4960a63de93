-- A link that was mailed to an address: to set a new password, or to verify the address. Its token is derived from the id
-- by the instance's key, so nothing here opens anything. Using a link deletes its row.
CREATE TABLE account_links (
    id BLOB PRIMARY KEY,
    purpose TEXT NOT NULL,
    -- Absent until the job has found out whose address it is: whoever asks for a reset is answered before that.
    user_id BLOB REFERENCES users (id),
    address TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX account_links_user ON account_links (user_id, purpose);
CREATE INDEX account_links_expired ON account_links (expires_at);

-- The address that takes the place of `email` once it is verified.
ALTER TABLE users ADD COLUMN new_email TEXT;

-- Tokens that people make for their programs. Only the token's hash is here.
CREATE TABLE api_tokens (
    id BLOB PRIMARY KEY,
    user_id BLOB NOT NULL REFERENCES users (id),
    name TEXT NOT NULL,
    scope TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    last_used_at TEXT
) STRICT;
CREATE INDEX api_tokens_user ON api_tokens (user_id, id);

-- A ticket may be got with an API token, too: one of the two is set. Tickets last 30 s, so the old ones are not kept.
DROP TABLE tickets;
CREATE TABLE tickets (
    hash TEXT PRIMARY KEY,
    session_id BLOB REFERENCES sessions (id),
    api_token_id BLOB REFERENCES api_tokens (id),
    scope TEXT NOT NULL,
    target BLOB,
    access_expires_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX tickets_expired ON tickets (expires_at);

-- How much of a limit is used up, for whatever the key names: a moment that each use moves on, in microseconds since
-- 1970. Once it has passed, all of the limit is there again, and the row may go.
CREATE TABLE limits (
    key TEXT PRIMARY KEY,
    free_at_us INTEGER NOT NULL
) STRICT;
