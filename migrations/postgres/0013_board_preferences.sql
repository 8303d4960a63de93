-- How one person wants to see one board. Whether they want to hear of it is in `mutes`.
CREATE TABLE board_preferences (
    user_id uuid NOT NULL REFERENCES users (id),
    board_id uuid NOT NULL REFERENCES boards (id),
    color text,
    title text,
    -- When it was pinned last, and when that was taken back: a list that is being paged through goes by what was so when
    -- it began.
    pinned_at timestamptz,
    unpinned_at timestamptz,
    PRIMARY KEY (user_id, board_id)
);
