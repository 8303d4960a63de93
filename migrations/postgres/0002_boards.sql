CREATE TABLE projects (
    id uuid PRIMARY KEY,
    team_id uuid NOT NULL REFERENCES teams (id),
    -- The prefix of its cards' keys: the WEB of WEB-12.
    key text NOT NULL,
    name text NOT NULL,
    description text NOT NULL,
    status text NOT NULL,
    visibility text NOT NULL,
    deadline date,
    next_card_number bigint NOT NULL,
    version bigint NOT NULL,
    created_by uuid NOT NULL REFERENCES users (id),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz
);
CREATE UNIQUE INDEX projects_key ON projects (team_id, key) WHERE deleted_at IS NULL;

CREATE TABLE project_members (
    project_id uuid NOT NULL REFERENCES projects (id),
    user_id uuid NOT NULL REFERENCES users (id),
    role text NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, user_id)
);
CREATE INDEX project_members_user ON project_members (user_id);

CREATE TABLE boards (
    id uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES projects (id),
    name text NOT NULL,
    description text NOT NULL,
    wip_mode text NOT NULL,
    version bigint NOT NULL,
    created_by uuid NOT NULL REFERENCES users (id),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz
);
CREATE INDEX boards_project ON boards (project_id);

-- What one board changes of a person's project role. The two lists are permissions, comma-separated.
CREATE TABLE board_overrides (
    board_id uuid NOT NULL REFERENCES boards (id),
    user_id uuid NOT NULL REFERENCES users (id),
    role text,
    granted text NOT NULL,
    revoked text NOT NULL,
    PRIMARY KEY (board_id, user_id)
);

CREATE TABLE columns (
    id uuid PRIMARY KEY,
    board_id uuid NOT NULL REFERENCES boards (id),
    name text NOT NULL,
    kind text NOT NULL,
    wip_limit bigint,
    -- A fractional rank, compared bytewise.
    position text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz
);
CREATE INDEX columns_board ON columns (board_id, position) WHERE deleted_at IS NULL;

CREATE TABLE cards (
    id uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES projects (id),
    board_id uuid NOT NULL REFERENCES boards (id),
    column_id uuid NOT NULL REFERENCES columns (id),
    number bigint NOT NULL,
    title text NOT NULL,
    description text NOT NULL,
    position text COLLATE "C" NOT NULL,
    -- 0 none, 1 low, 2 medium, 3 high, 4 urgent: a number, so that it sorts.
    priority bigint NOT NULL,
    -- An all-day due date and the zone whose midnight ends it; both absent when a time was given.
    due_date date,
    due_zone text,
    due_at timestamptz,
    completed_at timestamptz,
    archived_at timestamptz,
    watchers_count bigint NOT NULL,
    comments_count bigint NOT NULL,
    files_count bigint NOT NULL,
    checklist_done bigint NOT NULL,
    checklist_total bigint NOT NULL,
    version bigint NOT NULL,
    created_by uuid NOT NULL REFERENCES users (id),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz,
    UNIQUE (project_id, number)
);
CREATE INDEX cards_column ON cards (column_id, position) WHERE deleted_at IS NULL;
CREATE INDEX cards_board ON cards (board_id, id) WHERE deleted_at IS NULL;
CREATE INDEX cards_due ON cards (due_at, id) WHERE due_at IS NOT NULL AND completed_at IS NULL AND archived_at IS NULL AND deleted_at IS NULL;

CREATE TABLE card_assignees (
    card_id uuid NOT NULL REFERENCES cards (id),
    user_id uuid NOT NULL REFERENCES users (id),
    assigned_at timestamptz NOT NULL,
    PRIMARY KEY (card_id, user_id)
);
CREATE INDEX card_assignees_user ON card_assignees (user_id);

CREATE TABLE card_watchers (
    card_id uuid NOT NULL REFERENCES cards (id),
    user_id uuid NOT NULL REFERENCES users (id),
    PRIMARY KEY (card_id, user_id)
);

CREATE TABLE labels (
    id uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES projects (id),
    name text NOT NULL,
    color text NOT NULL,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX labels_project ON labels (project_id);

CREATE TABLE card_labels (
    card_id uuid NOT NULL REFERENCES cards (id),
    label_id uuid NOT NULL REFERENCES labels (id),
    PRIMARY KEY (card_id, label_id)
);

CREATE TABLE comments (
    id uuid PRIMARY KEY,
    card_id uuid NOT NULL REFERENCES cards (id),
    author_id uuid NOT NULL REFERENCES users (id),
    body text NOT NULL,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz
);
CREATE INDEX comments_card ON comments (card_id, id);
