-- How long cards were of which kind, for reports that look further back than events are kept: a row begins when a card
-- comes to be of a kind, and ends when it is of another one, or archived. An archived card has no row that is open.
CREATE TABLE card_stays (
    card_id BLOB NOT NULL REFERENCES cards (id),
    kind TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    left_at TEXT,
    PRIMARY KEY (card_id, entered_at)
) STRICT;

-- What there is of it already: the moves that events still tell of. What a card was before the first of them, it was since
-- it was made; where none is known, a finished card was to do until it was completed.
WITH changes AS (
    SELECT DISTINCT e.card_id, e.created_at AS at, e.data ->> '$.from.status' AS old, e.data ->> '$.to.status' AS new
    FROM events e JOIN cards c ON c.id = e.card_id AND c.deleted_at IS NULL
    WHERE e.name = 'card.moved' AND e.data ->> '$.from.status' <> e.data ->> '$.to.status'
),
ordered AS (
    SELECT card_id, at, old, new, row_number() OVER (PARTITION BY card_id ORDER BY at) AS number,
        lead(at) OVER (PARTITION BY card_id ORDER BY at) AS until
    FROM changes
),
stays AS (
    SELECT card_id, new AS kind, at AS entered_at, until AS left_at FROM ordered
    UNION ALL
    SELECT o.card_id, o.old, c.created_at, o.at FROM ordered o JOIN cards c ON c.id = o.card_id WHERE o.number = 1
    UNION ALL
    SELECT c.id, l.kind, CASE WHEN l.kind = 'done' THEN COALESCE(c.completed_at, c.created_at) ELSE c.created_at END, NULL
    FROM cards c JOIN columns l ON l.id = c.column_id
    WHERE c.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM changes WHERE changes.card_id = c.id)
    UNION ALL
    SELECT c.id, 'todo', c.created_at, c.completed_at FROM cards c JOIN columns l ON l.id = c.column_id
    WHERE c.deleted_at IS NULL AND l.kind = 'done' AND c.completed_at > c.created_at
        AND NOT EXISTS (SELECT 1 FROM changes WHERE changes.card_id = c.id)
)
INSERT INTO card_stays (card_id, kind, entered_at, left_at)
SELECT s.card_id, s.kind, s.entered_at,
    CASE WHEN c.archived_at IS NOT NULL AND (s.left_at IS NULL OR s.left_at > c.archived_at) THEN c.archived_at ELSE s.left_at END
FROM stays s JOIN cards c ON c.id = s.card_id
WHERE c.archived_at IS NULL OR s.entered_at < c.archived_at
ON CONFLICT DO NOTHING;

-- A column may have become of another kind since.
UPDATE card_stays SET kind = (SELECT l.kind FROM cards c JOIN columns l ON l.id = c.column_id WHERE c.id = card_stays.card_id)
WHERE left_at IS NULL;

-- What someone did last.
CREATE INDEX events_actor ON events (actor_id, id) WHERE card_id IS NOT NULL;

-- The address of a person's calendar. Only the token's hash is here.
CREATE TABLE calendar_feeds (
    user_id BLOB PRIMARY KEY REFERENCES users (id),
    token_hash TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL
) STRICT;
