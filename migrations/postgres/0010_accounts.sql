-- A link that was mailed to an address: to set a new password, or to verify the address. Its token is derived from the id
-- by the instance's key, so nothing here opens anything. Using a link deletes its row.
CREATE TABLE account_links (
    id uuid PRIMARY KEY,
    purpose text NOT NULL,
    -- Absent until the job has found out whose address it is: whoever asks for a reset is answered before that.
    user_id uuid REFERENCES users (id),
    address text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX account_links_user ON account_links (user_id, purpose);
CREATE INDEX account_links_expired ON account_links (expires_at);

-- The address that takes the place of `email` once it is verified.
ALTER TABLE users ADD COLUMN new_email text;

-- Tokens that people make for their programs. Only the token's hash is here.
CREATE TABLE api_tokens (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id),
    name text NOT NULL,
    scope text NOT NULL,
    token_hash text NOT NULL UNIQUE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    last_used_at timestamptz
);
CREATE INDEX api_tokens_user ON api_tokens (user_id, id);

-- A ticket may be got with an API token, too: one of the two is set. Tickets last 30 s, so the old ones are not kept.
DROP TABLE tickets;
CREATE TABLE tickets (
    hash text PRIMARY KEY,
    session_id uuid REFERENCES sessions (id),
    api_token_id uuid REFERENCES api_tokens (id),
    scope text NOT NULL,
    target uuid,
    access_expires_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX tickets_expired ON tickets (expires_at);

-- How much of a limit is used up, for whatever the key names: a moment that each use moves on, in microseconds since
-- 1970. Once it has passed, all of the limit is there again, and the row may go.
CREATE TABLE limits (
    key text PRIMARY KEY,
    free_at_us bigint NOT NULL
);
