-- Who an account's owner is at an OpenID provider. Issuer and subject together never mean anyone else.
CREATE TABLE user_identities (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id),
    -- As the settings call the provider.
    provider text NOT NULL,
    issuer text NOT NULL,
    subject text NOT NULL,
    -- The address there, as far as the provider told: to know it by, never to find an account by.
    email text,
    created_at timestamptz NOT NULL,
    last_used_at timestamptz,
    UNIQUE (issuer, subject)
);
CREATE INDEX user_identities_user ON user_identities (user_id, id);

-- Somebody who was sent to a provider and is expected back, once. Only the hash of what their browser holds is here.
CREATE TABLE oidc_attempts (
    token_hash text PRIMARY KEY,
    provider text NOT NULL,
    -- Where they wanted to go.
    next text NOT NULL,
    -- Whoever was signed in already and wants to link.
    session_id uuid,
    expires_at timestamptz NOT NULL
);
CREATE INDEX oidc_attempts_expired ON oidc_attempts (expires_at);

-- An identity that came back to a session that was signed in already. It is linked once that person says so.
CREATE TABLE oidc_offers (
    token_hash text PRIMARY KEY,
    session_id uuid NOT NULL,
    provider text NOT NULL,
    issuer text NOT NULL,
    subject text NOT NULL,
    email text,
    next text NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX oidc_offers_expired ON oidc_offers (expires_at);
