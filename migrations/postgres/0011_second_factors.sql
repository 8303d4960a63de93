-- What an account's one-time codes (RFC 6238) are made from, encrypted under the instance's key for this account alone.
-- It counts once its owner has shown a code of it.
CREATE TABLE second_factors (
    user_id uuid PRIMARY KEY REFERENCES users (id),
    sealed text NOT NULL,
    -- Which of the instance's keys it is encrypted under.
    key_id text NOT NULL,
    created_at timestamptz NOT NULL,
    confirmed_at timestamptz,
    -- The newest step whose code was used: neither its code nor an older one is good again.
    last_step bigint NOT NULL
);

-- Codes for whoever has lost what makes the others. Each is good once: using it deletes its row. Only hashes are here.
CREATE TABLE recovery_codes (
    user_id uuid NOT NULL REFERENCES users (id),
    code_hash text NOT NULL,
    PRIMARY KEY (user_id, code_hash)
);
