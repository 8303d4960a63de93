-- No label was ever made: there was no way to. So both tables are made anew, with what labels turned out to need.
DROP TABLE card_labels;
DROP TABLE labels;

CREATE TABLE labels (
    id BLOB PRIMARY KEY,
    project_id BLOB NOT NULL REFERENCES projects (id),
    name TEXT NOT NULL,
    -- The name in lower case: names are told apart by it.
    name_key TEXT NOT NULL,
    color TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT
) STRICT;
CREATE UNIQUE INDEX labels_name ON labels (project_id, name_key) WHERE deleted_at IS NULL;
CREATE INDEX labels_project ON labels (project_id, id) WHERE deleted_at IS NULL;

-- A deleted label stays in here, and is shown nowhere.
CREATE TABLE card_labels (
    card_id BLOB NOT NULL REFERENCES cards (id),
    label_id BLOB NOT NULL REFERENCES labels (id),
    PRIMARY KEY (card_id, label_id)
) STRICT;
CREATE INDEX card_labels_label ON card_labels (label_id, card_id);

CREATE TABLE checklist_items (
    id BLOB PRIMARY KEY,
    card_id BLOB NOT NULL REFERENCES cards (id),
    text TEXT NOT NULL,
    done INTEGER NOT NULL,
    -- A fractional rank, compared bytewise.
    position TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX checklist_items_card ON checklist_items (card_id, position);
