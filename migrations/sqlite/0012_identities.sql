-- Who an account's owner is at an OpenID provider. Issuer and subject together never mean anyone else.
CREATE TABLE user_identities (
    id BLOB PRIMARY KEY,
    user_id BLOB NOT NULL REFERENCES users (id),
    -- As the settings call the provider.
    provider TEXT NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    -- The address there, as far as the provider told: to know it by, never to find an account by.
    email TEXT,
    created_at TEXT NOT NULL,
    last_used_at TEXT,
    UNIQUE (issuer, subject)
) STRICT;
CREATE INDEX user_identities_user ON user_identities (user_id, id);

-- Somebody who was sent to a provider and is expected back, once. Only the hash of what their browser holds is here.
CREATE TABLE oidc_attempts (
    token_hash TEXT PRIMARY KEY,
    provider TEXT NOT NULL,
    -- Where they wanted to go.
    next TEXT NOT NULL,
    -- Whoever was signed in already and wants to link.
    session_id BLOB,
    expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX oidc_attempts_expired ON oidc_attempts (expires_at);

-- An identity that came back to a session that was signed in already. It is linked once that person says so.
CREATE TABLE oidc_offers (
    token_hash TEXT PRIMARY KEY,
    session_id BLOB NOT NULL,
    provider TEXT NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    email TEXT,
    next TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX oidc_offers_expired ON oidc_offers (expires_at);
