-- What one person wants to hear, and how. Who has no row hears everything at once.
CREATE TABLE notification_settings (
    user_id BLOB PRIMARY KEY REFERENCES users (id),
    -- JSON: {"commented": {"in_app": true, "email": false}, …}. What is not in it is told both ways.
    kinds TEXT NOT NULL,
    email_mode TEXT NOT NULL,
    digest_hour INTEGER NOT NULL,
    -- Minutes after midnight on the person's clock; both or neither.
    quiet_from INTEGER,
    quiet_to INTEGER,
    due_soon_s INTEGER NOT NULL,
    -- The moment that the last daily digest was for.
    digested_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;

-- What someone does not want to hear of: a project, a board or a card, at all or by mail.
CREATE TABLE mutes (
    user_id BLOB NOT NULL REFERENCES users (id),
    place BLOB NOT NULL,
    scope TEXT NOT NULL,
    -- all: also in the app; mail: only no mail.
    channels TEXT NOT NULL,
    PRIMARY KEY (user_id, place)
) STRICT;

-- The comment it tells of. And `seq` is 0 where the reader wants no notification of it in the app: it has no place in
-- their stream then, and is here for its mail, and so that it is not told again.
ALTER TABLE notifications ADD COLUMN comment_id BLOB REFERENCES comments (id);

-- One mail to one person. SQLite cannot take a column out of a UNIQUE, so the table is made anew.
CREATE TABLE told AS SELECT notification_id, channel, user_id, id FROM deliveries;
CREATE TABLE new_deliveries (
    id BLOB PRIMARY KEY,
    -- A mail to an address without an account has no user. `about` is what a mail that tells no notification is about.
    user_id BLOB REFERENCES users (id),
    address TEXT,
    about BLOB,
    channel TEXT NOT NULL,
    state TEXT NOT NULL,
    -- Why it was suppressed, or what the server said.
    reason TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    -- What the mail is: news, a digest.
    purpose TEXT NOT NULL,
    -- The card whose changes it gathers until `send_at`.
    gathers BLOB,
    send_at TEXT NOT NULL
) STRICT;
INSERT INTO new_deliveries (id, user_id, channel, state, reason, created_at, updated_at, purpose, send_at)
SELECT id, user_id, channel, state, reason, created_at, updated_at, 'news', created_at FROM deliveries;
DROP TABLE deliveries;
ALTER TABLE new_deliveries RENAME TO deliveries;
CREATE INDEX deliveries_gathering ON deliveries (user_id, gathers, send_at) WHERE gathers IS NOT NULL;

-- What a mail tells: one notification or several. Without a delivery, it waits for the daily digest.
CREATE TABLE delivery_items (
    notification_id BLOB NOT NULL REFERENCES notifications (id),
    channel TEXT NOT NULL,
    user_id BLOB NOT NULL REFERENCES users (id),
    delivery_id BLOB REFERENCES deliveries (id),
    -- Why it was left out when the rest was sent.
    left_out TEXT,
    PRIMARY KEY (notification_id, channel)
) STRICT;
INSERT INTO delivery_items (notification_id, channel, user_id, delivery_id)
SELECT notification_id, channel, user_id, id FROM told;
DROP TABLE told;
CREATE INDEX delivery_items_delivery ON delivery_items (delivery_id);
CREATE INDEX delivery_items_waiting ON delivery_items (user_id) WHERE delivery_id IS NULL;

-- What someone asked to be reminded of: at a time, or some time before the card falls due.
CREATE TABLE reminders (
    id BLOB PRIMARY KEY,
    card_id BLOB NOT NULL REFERENCES cards (id),
    user_id BLOB NOT NULL REFERENCES users (id),
    -- Seconds before the card falls due; absent where a time was given.
    before_due_s INTEGER,
    -- When to remind; absent where the card has no due date.
    remind_at TEXT,
    -- When that was dealt with.
    told_at TEXT,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX reminders_card ON reminders (card_id, user_id);
CREATE INDEX reminders_open ON reminders (remind_at, id) WHERE told_at IS NULL AND remind_at IS NOT NULL;
