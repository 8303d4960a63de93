-- What mail servers said of addresses that take no mail. A row goes when a mail is accepted, so `refusals` counts those in
-- a row; from the third on the address is suppressed, and nothing is sent to it until it is released.
CREATE TABLE addresses (
    -- Folded as in users.
    email_key TEXT PRIMARY KEY,
    refusals INTEGER NOT NULL,
    last_answer TEXT NOT NULL,
    last_refused_at TEXT NOT NULL,
    suppressed_at TEXT
) STRICT;

-- When the next mail may be handed over, in microseconds since 1970, where the rate is limited: one row for all workers.
CREATE TABLE mail_pace (
    name TEXT PRIMARY KEY,
    next_at_us INTEGER NOT NULL
) STRICT;
