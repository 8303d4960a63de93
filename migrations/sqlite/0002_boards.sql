CREATE TABLE projects (
    id BLOB PRIMARY KEY,
    team_id BLOB NOT NULL REFERENCES teams (id),
    -- The prefix of its cards' keys: the WEB of WEB-12.
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    status TEXT NOT NULL,
    visibility TEXT NOT NULL,
    deadline TEXT,
    next_card_number INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_by BLOB NOT NULL REFERENCES users (id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT
) STRICT;
CREATE UNIQUE INDEX projects_key ON projects (team_id, key) WHERE deleted_at IS NULL;

CREATE TABLE project_members (
    project_id BLOB NOT NULL REFERENCES projects (id),
    user_id BLOB NOT NULL REFERENCES users (id),
    role TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (project_id, user_id)
) STRICT;
CREATE INDEX project_members_user ON project_members (user_id);

CREATE TABLE boards (
    id BLOB PRIMARY KEY,
    project_id BLOB NOT NULL REFERENCES projects (id),
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    wip_mode TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_by BLOB NOT NULL REFERENCES users (id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT
) STRICT;
CREATE INDEX boards_project ON boards (project_id);

-- What one board changes of a person's project role. The two lists are permissions, comma-separated.
CREATE TABLE board_overrides (
    board_id BLOB NOT NULL REFERENCES boards (id),
    user_id BLOB NOT NULL REFERENCES users (id),
    role TEXT,
    granted TEXT NOT NULL,
    revoked TEXT NOT NULL,
    PRIMARY KEY (board_id, user_id)
) STRICT;

CREATE TABLE columns (
    id BLOB PRIMARY KEY,
    board_id BLOB NOT NULL REFERENCES boards (id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    wip_limit INTEGER,
    -- A fractional rank, compared bytewise.
    position TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT
) STRICT;
CREATE INDEX columns_board ON columns (board_id, position) WHERE deleted_at IS NULL;

CREATE TABLE cards (
    id BLOB PRIMARY KEY,
    project_id BLOB NOT NULL REFERENCES projects (id),
    board_id BLOB NOT NULL REFERENCES boards (id),
    column_id BLOB NOT NULL REFERENCES columns (id),
    number INTEGER NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    position TEXT NOT NULL,
    -- 0 none, 1 low, 2 medium, 3 high, 4 urgent: a number, so that it sorts.
    priority INTEGER NOT NULL,
    -- An all-day due date and the zone whose midnight ends it; both absent when a time was given.
    due_date TEXT,
    due_zone TEXT,
    due_at TEXT,
    completed_at TEXT,
    archived_at TEXT,
    watchers_count INTEGER NOT NULL,
    comments_count INTEGER NOT NULL,
    files_count INTEGER NOT NULL,
    checklist_done INTEGER NOT NULL,
    checklist_total INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_by BLOB NOT NULL REFERENCES users (id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT,
    UNIQUE (project_id, number)
) STRICT;
CREATE INDEX cards_column ON cards (column_id, position) WHERE deleted_at IS NULL;
CREATE INDEX cards_board ON cards (board_id, id) WHERE deleted_at IS NULL;
CREATE INDEX cards_due ON cards (due_at, id) WHERE due_at IS NOT NULL AND completed_at IS NULL AND archived_at IS NULL AND deleted_at IS NULL;

CREATE TABLE card_assignees (
    card_id BLOB NOT NULL REFERENCES cards (id),
    user_id BLOB NOT NULL REFERENCES users (id),
    assigned_at TEXT NOT NULL,
    PRIMARY KEY (card_id, user_id)
) STRICT;
CREATE INDEX card_assignees_user ON card_assignees (user_id);

CREATE TABLE card_watchers (
    card_id BLOB NOT NULL REFERENCES cards (id),
    user_id BLOB NOT NULL REFERENCES users (id),
    PRIMARY KEY (card_id, user_id)
) STRICT;

CREATE TABLE labels (
    id BLOB PRIMARY KEY,
    project_id BLOB NOT NULL REFERENCES projects (id),
    name TEXT NOT NULL,
    color TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX labels_project ON labels (project_id);

CREATE TABLE card_labels (
    card_id BLOB NOT NULL REFERENCES cards (id),
    label_id BLOB NOT NULL REFERENCES labels (id),
    PRIMARY KEY (card_id, label_id)
) STRICT;

CREATE TABLE comments (
    id BLOB PRIMARY KEY,
    card_id BLOB NOT NULL REFERENCES cards (id),
    author_id BLOB NOT NULL REFERENCES users (id),
    body TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT
) STRICT;
CREATE INDEX comments_card ON comments (card_id, id);
