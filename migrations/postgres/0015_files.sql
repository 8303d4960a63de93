-- Files of a project, or of a card in it. Their content is in the storage, under their ids.
CREATE TABLE files (
    id uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES projects (id),
    card_id uuid REFERENCES cards (id),
    name text NOT NULL,
    media_type text NOT NULL,
    size bigint NOT NULL,
    -- In hexadecimal digits.
    sha256 text NOT NULL,
    -- Of a picture, once there is a small one; else null.
    thumbnail_type text,
    thumbnail_size bigint,
    created_by uuid NOT NULL REFERENCES users (id),
    created_at timestamptz NOT NULL
);
CREATE INDEX files_card ON files (card_id, id) WHERE card_id IS NOT NULL;
CREATE INDEX files_project ON files (project_id, id) WHERE card_id IS NULL;
