-- The head of every live stream: a user's, a project's or a board's, under that resource's id.
CREATE TABLE streams (
    id uuid PRIMARY KEY,
    seq bigint NOT NULL
);

-- What happened: the activity log, and what board and project sockets are fed from. An event of a board has a
-- board_seq, one of a project a project_seq; the making of a board has both.
CREATE TABLE events (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    actor_id uuid REFERENCES users (id),
    team_id uuid REFERENCES teams (id),
    project_id uuid REFERENCES projects (id),
    project_seq bigint,
    board_id uuid REFERENCES boards (id),
    board_seq bigint,
    card_id uuid REFERENCES cards (id),
    data text NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX events_board ON events (board_id, board_seq) WHERE board_seq IS NOT NULL;
CREATE UNIQUE INDEX events_project_stream ON events (project_id, project_seq) WHERE project_seq IS NOT NULL;
CREATE INDEX events_project ON events (project_id, id);
CREATE INDEX events_team ON events (team_id, id);
CREATE INDEX events_card ON events (card_id, id) WHERE card_id IS NOT NULL;

CREATE TABLE notifications (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id),
    seq bigint NOT NULL,
    kind text NOT NULL,
    -- What it tells of, so that telling twice is impossible: an event's id, or a card and its due time.
    subject text NOT NULL,
    actor_id uuid REFERENCES users (id),
    team_id uuid REFERENCES teams (id),
    project_id uuid REFERENCES projects (id),
    board_id uuid REFERENCES boards (id),
    card_id uuid REFERENCES cards (id),
    -- When the card falls due as told here: the due-date scan leaves out whom it has told of that instant.
    due_at timestamptz,
    text text NOT NULL,
    read_at timestamptz,
    created_at timestamptz NOT NULL,
    UNIQUE (user_id, kind, subject)
);
CREATE INDEX notifications_user ON notifications (user_id, seq);
CREATE INDEX notifications_unread ON notifications (user_id, seq) WHERE read_at IS NULL;
CREATE INDEX notifications_due ON notifications (card_id, due_at) WHERE due_at IS NOT NULL;

-- A person's own stream: their notifications, and news of their projects.
CREATE TABLE user_events (
    user_id uuid NOT NULL REFERENCES users (id),
    seq bigint NOT NULL,
    notification_id uuid REFERENCES notifications (id),
    name text NOT NULL,
    actor_id uuid REFERENCES users (id),
    data text NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, seq)
);

-- One message to one person over one channel. `sending` is stored before the mail server is told anything.
CREATE TABLE deliveries (
    id uuid PRIMARY KEY,
    notification_id uuid NOT NULL REFERENCES notifications (id),
    user_id uuid NOT NULL REFERENCES users (id),
    channel text NOT NULL,
    state text NOT NULL,
    -- Why it was suppressed, or what the server said.
    reason text,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (notification_id, channel)
);
