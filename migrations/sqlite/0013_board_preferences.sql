-- How one person wants to see one board. Whether they want to hear of it is in `mutes`.
CREATE TABLE board_preferences (
    user_id BLOB NOT NULL REFERENCES users (id),
    board_id BLOB NOT NULL REFERENCES boards (id),
    color TEXT,
    title TEXT,
    -- When it was pinned last, and when that was taken back: a list that is being paged through goes by what was so when
    -- it began.
    pinned_at TEXT,
    unpinned_at TEXT,
    PRIMARY KEY (user_id, board_id)
) STRICT;
