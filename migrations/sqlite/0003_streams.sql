-- The head of every live stream: a user's, a project's or a board's, under that resource's id.
CREATE TABLE streams (
    id BLOB PRIMARY KEY,
    seq INTEGER NOT NULL
) STRICT;

-- What happened: the activity log, and what board and project sockets are fed from. An event of a board has a
-- board_seq, one of a project a project_seq; the making of a board has both.
CREATE TABLE events (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    actor_id BLOB REFERENCES users (id),
    team_id BLOB REFERENCES teams (id),
    project_id BLOB REFERENCES projects (id),
    project_seq INTEGER,
    board_id BLOB REFERENCES boards (id),
    board_seq INTEGER,
    card_id BLOB REFERENCES cards (id),
    data TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX events_board ON events (board_id, board_seq) WHERE board_seq IS NOT NULL;
CREATE UNIQUE INDEX events_project_stream ON events (project_id, project_seq) WHERE project_seq IS NOT NULL;
CREATE INDEX events_project ON events (project_id, id);
CREATE INDEX events_team ON events (team_id, id);
CREATE INDEX events_card ON events (card_id, id) WHERE card_id IS NOT NULL;

CREATE TABLE notifications (
    id BLOB PRIMARY KEY,
    user_id BLOB NOT NULL REFERENCES users (id),
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    -- What it tells of, so that telling twice is impossible: an event's id, or a card and its due time.
    subject TEXT NOT NULL,
    actor_id BLOB REFERENCES users (id),
    team_id BLOB REFERENCES teams (id),
    project_id BLOB REFERENCES projects (id),
    board_id BLOB REFERENCES boards (id),
    card_id BLOB REFERENCES cards (id),
    -- When the card falls due as told here: the due-date scan leaves out whom it has told of that instant.
    due_at TEXT,
    text TEXT NOT NULL,
    read_at TEXT,
    created_at TEXT NOT NULL,
    UNIQUE (user_id, kind, subject)
) STRICT;
CREATE INDEX notifications_user ON notifications (user_id, seq);
CREATE INDEX notifications_unread ON notifications (user_id, seq) WHERE read_at IS NULL;
CREATE INDEX notifications_due ON notifications (card_id, due_at) WHERE due_at IS NOT NULL;

-- A person's own stream: their notifications, and news of their projects.
CREATE TABLE user_events (
    user_id BLOB NOT NULL REFERENCES users (id),
    seq INTEGER NOT NULL,
    notification_id BLOB REFERENCES notifications (id),
    name TEXT NOT NULL,
    actor_id BLOB REFERENCES users (id),
    data TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (user_id, seq)
) STRICT;

-- One message to one person over one channel. `sending` is stored before the mail server is told anything.
CREATE TABLE deliveries (
    id BLOB PRIMARY KEY,
    notification_id BLOB NOT NULL REFERENCES notifications (id),
    user_id BLOB NOT NULL REFERENCES users (id),
    channel TEXT NOT NULL,
    state TEXT NOT NULL,
    -- Why it was suppressed, or what the server said.
    reason TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    UNIQUE (notification_id, channel)
) STRICT;
