-- Files of a project, or of a card in it. Their content is in the storage, under their ids.
CREATE TABLE files (
    id BLOB PRIMARY KEY,
    project_id BLOB NOT NULL REFERENCES projects (id),
    card_id BLOB REFERENCES cards (id),
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    -- In hexadecimal digits.
    sha256 TEXT NOT NULL,
    -- Of a picture, once there is a small one; else null.
    thumbnail_type TEXT,
    thumbnail_size INTEGER,
    created_by BLOB NOT NULL REFERENCES users (id),
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX files_card ON files (card_id, id) WHERE card_id IS NOT NULL;
CREATE INDEX files_project ON files (project_id, id) WHERE card_id IS NULL;
