-- Ways into a team, or by a board into its project. Only the token's hash is here.
CREATE TABLE invites (
    id BLOB PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    team_id BLOB NOT NULL REFERENCES teams (id),
    -- Both or neither: with them it leads to the board.
    project_id BLOB REFERENCES projects (id),
    board_id BLOB REFERENCES boards (id),
    -- A project role where it leads to a board, else a team role.
    role TEXT NOT NULL,
    -- Where it was mailed to.
    email TEXT,
    max_uses INTEGER,
    uses INTEGER NOT NULL,
    expires_at TEXT NOT NULL,
    revoked_at TEXT,
    created_by BLOB NOT NULL REFERENCES users (id),
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX invites_board ON invites (board_id, id) WHERE board_id IS NOT NULL;
CREATE INDEX invites_team ON invites (team_id, id) WHERE board_id IS NULL;
CREATE INDEX invites_mailed ON invites (created_by, created_at) WHERE email IS NOT NULL;

-- Who came by which: each person by each once, so that whoever was taken out does not come back by it.
CREATE TABLE invite_uses (
    invite_id BLOB NOT NULL REFERENCES invites (id),
    user_id BLOB NOT NULL REFERENCES users (id),
    used_at TEXT NOT NULL,
    PRIMARY KEY (invite_id, user_id)
) STRICT;

-- The chat of a project.
CREATE TABLE messages (
    id BLOB PRIMARY KEY,
    project_id BLOB NOT NULL REFERENCES projects (id),
    author_id BLOB NOT NULL REFERENCES users (id),
    text TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX messages_project ON messages (project_id, id);
CREATE INDEX messages_author ON messages (author_id, created_at);

-- The invitation, or the chat message, that a notification tells of.
ALTER TABLE notifications ADD COLUMN invite_id BLOB REFERENCES invites (id);
ALTER TABLE notifications ADD COLUMN message_id BLOB REFERENCES messages (id);
