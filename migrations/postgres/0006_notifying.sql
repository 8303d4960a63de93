-- What one person wants to hear, and how. Who has no row hears everything at once.
CREATE TABLE notification_settings (
    user_id uuid PRIMARY KEY REFERENCES users (id),
    -- JSON: {"commented": {"in_app": true, "email": false}, …}. What is not in it is told both ways.
    kinds text NOT NULL,
    email_mode text NOT NULL,
    digest_hour bigint NOT NULL,
    -- Minutes after midnight on the person's clock; both or neither.
    quiet_from bigint,
    quiet_to bigint,
    due_soon_s bigint NOT NULL,
    -- The moment that the last daily digest was for.
    digested_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);

-- What someone does not want to hear of: a project, a board or a card, at all or by mail.
CREATE TABLE mutes (
    user_id uuid NOT NULL REFERENCES users (id),
    place uuid NOT NULL,
    scope text NOT NULL,
    -- all: also in the app; mail: only no mail.
    channels text NOT NULL,
    PRIMARY KEY (user_id, place)
);

-- The comment it tells of. And `seq` is 0 where the reader wants no notification of it in the app: it has no place in
-- their stream then, and is here for its mail, and so that it is not told again.
ALTER TABLE notifications ADD COLUMN comment_id uuid REFERENCES comments (id);

-- What a mail tells: one notification or several. Without a delivery, it waits for the daily digest.
CREATE TABLE delivery_items (
    notification_id uuid NOT NULL REFERENCES notifications (id),
    channel text NOT NULL,
    user_id uuid NOT NULL REFERENCES users (id),
    delivery_id uuid REFERENCES deliveries (id),
    -- Why it was left out when the rest was sent.
    left_out text,
    PRIMARY KEY (notification_id, channel)
);
INSERT INTO delivery_items (notification_id, channel, user_id, delivery_id)
SELECT notification_id, channel, user_id, id FROM deliveries;
CREATE INDEX delivery_items_delivery ON delivery_items (delivery_id);
CREATE INDEX delivery_items_waiting ON delivery_items (user_id) WHERE delivery_id IS NULL;

ALTER TABLE deliveries DROP COLUMN notification_id;
-- A mail to an address without an account has no user. `about` is what a mail that tells no notification is about.
ALTER TABLE deliveries ALTER COLUMN user_id DROP NOT NULL;
ALTER TABLE deliveries ADD COLUMN address text;
ALTER TABLE deliveries ADD COLUMN about uuid;
-- What the mail is: news, a digest.
ALTER TABLE deliveries ADD COLUMN purpose text;
UPDATE deliveries SET purpose = 'news';
ALTER TABLE deliveries ALTER COLUMN purpose SET NOT NULL;
-- The card whose changes it gathers until `send_at`.
ALTER TABLE deliveries ADD COLUMN gathers uuid;
ALTER TABLE deliveries ADD COLUMN send_at timestamptz;
UPDATE deliveries SET send_at = created_at;
ALTER TABLE deliveries ALTER COLUMN send_at SET NOT NULL;
CREATE INDEX deliveries_gathering ON deliveries (user_id, gathers, send_at) WHERE gathers IS NOT NULL;

-- What someone asked to be reminded of: at a time, or some time before the card falls due.
CREATE TABLE reminders (
    id uuid PRIMARY KEY,
    card_id uuid NOT NULL REFERENCES cards (id),
    user_id uuid NOT NULL REFERENCES users (id),
    -- Seconds before the card falls due; absent where a time was given.
    before_due_s bigint,
    -- When to remind; absent where the card has no due date.
    remind_at timestamptz,
    -- When that was dealt with.
    told_at timestamptz,
    created_at timestamptz NOT NULL
);
CREATE INDEX reminders_card ON reminders (card_id, user_id);
CREATE INDEX reminders_open ON reminders (remind_at, id) WHERE told_at IS NULL AND remind_at IS NOT NULL;
