-- Ways into a team, or by a board into its project. Only the token's hash is here.
CREATE TABLE invites (
    id uuid PRIMARY KEY,
    token_hash text NOT NULL UNIQUE,
    team_id uuid NOT NULL REFERENCES teams (id),
    -- Both or neither: with them it leads to the board.
    project_id uuid REFERENCES projects (id),
    board_id uuid REFERENCES boards (id),
    -- A project role where it leads to a board, else a team role.
    role text NOT NULL,
    -- Where it was mailed to.
    email text,
    max_uses bigint,
    uses bigint NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    created_by uuid NOT NULL REFERENCES users (id),
    created_at timestamptz NOT NULL
);
CREATE INDEX invites_board ON invites (board_id, id) WHERE board_id IS NOT NULL;
CREATE INDEX invites_team ON invites (team_id, id) WHERE board_id IS NULL;
CREATE INDEX invites_mailed ON invites (created_by, created_at) WHERE email IS NOT NULL;

-- Who came by which: each person by each once, so that whoever was taken out does not come back by it.
CREATE TABLE invite_uses (
    invite_id uuid NOT NULL REFERENCES invites (id),
    user_id uuid NOT NULL REFERENCES users (id),
    used_at timestamptz NOT NULL,
    PRIMARY KEY (invite_id, user_id)
);

-- The chat of a project.
CREATE TABLE messages (
    id uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES projects (id),
    author_id uuid NOT NULL REFERENCES users (id),
    text text NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX messages_project ON messages (project_id, id);
CREATE INDEX messages_author ON messages (author_id, created_at);

-- The invitation, or the chat message, that a notification tells of.
ALTER TABLE notifications ADD COLUMN invite_id uuid REFERENCES invites (id);
ALTER TABLE notifications ADD COLUMN message_id uuid REFERENCES messages (id);
