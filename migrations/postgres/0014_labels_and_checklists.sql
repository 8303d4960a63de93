-- No label was ever made: there was no way to. So both tables are made anew, with what labels turned out to need.
DROP TABLE card_labels;
DROP TABLE labels;

CREATE TABLE labels (
    id uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES projects (id),
    name text NOT NULL,
    -- The name in lower case: names are told apart by it.
    name_key text NOT NULL,
    color text NOT NULL,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz
);
CREATE UNIQUE INDEX labels_name ON labels (project_id, name_key) WHERE deleted_at IS NULL;
CREATE INDEX labels_project ON labels (project_id, id) WHERE deleted_at IS NULL;

-- A deleted label stays in here, and is shown nowhere.
CREATE TABLE card_labels (
    card_id uuid NOT NULL REFERENCES cards (id),
    label_id uuid NOT NULL REFERENCES labels (id),
    PRIMARY KEY (card_id, label_id)
);
CREATE INDEX card_labels_label ON card_labels (label_id, card_id);

CREATE TABLE checklist_items (
    id uuid PRIMARY KEY,
    card_id uuid NOT NULL REFERENCES cards (id),
    text text NOT NULL,
    done boolean NOT NULL,
    -- A fractional rank, compared bytewise.
    position text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX checklist_items_card ON checklist_items (card_id, position);
