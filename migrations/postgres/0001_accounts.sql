-- Facts about this database itself: `epoch` changes when it is restored from a backup.
CREATE TABLE meta (
    key text PRIMARY KEY,
    value text NOT NULL
);

CREATE TABLE users (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    handle text NOT NULL UNIQUE,
    email text NOT NULL,
    -- The address folded to lower case: what makes it one account's own.
    email_key text NOT NULL UNIQUE,
    email_verified_at timestamptz,
    password_hash text,
    role text NOT NULL,
    time_zone text NOT NULL,
    locale text NOT NULL,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    disabled_at timestamptz,
    deleted_at timestamptz
);

-- One row per signed-in device. A refresh token names its session and generation; only its hash is here.
CREATE TABLE sessions (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id),
    generation bigint NOT NULL,
    refresh_hash text NOT NULL,
    previous_hash text,
    rotated_at timestamptz NOT NULL,
    user_agent text,
    address text,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at timestamptz
);
CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE teams (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    description text NOT NULL,
    -- Set on the team that each account brings along.
    personal_of uuid UNIQUE REFERENCES users (id),
    version bigint NOT NULL,
    created_by uuid NOT NULL REFERENCES users (id),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz
);

CREATE TABLE team_members (
    team_id uuid NOT NULL REFERENCES teams (id),
    user_id uuid NOT NULL REFERENCES users (id),
    role text NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (team_id, user_id)
);
CREATE INDEX team_members_user ON team_members (user_id);
