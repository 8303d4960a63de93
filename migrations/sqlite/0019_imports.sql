-- What people bring in from files. The file is in the storage, under the import's id, until the import is over.
CREATE TABLE imports (
    id BLOB PRIMARY KEY,
    project_id BLOB NOT NULL REFERENCES projects (id),
    source TEXT NOT NULL,
    file_name TEXT NOT NULL,
    -- Of the file, in bytes.
    size INTEGER NOT NULL,
    state TEXT NOT NULL,
    -- How many of the file's cards and files have been looked at, of how many.
    done INTEGER NOT NULL,
    total INTEGER NOT NULL,
    created INTEGER NOT NULL,
    skipped INTEGER NOT NULL,
    -- A list in JSON: what could not come over, and why.
    left_out TEXT NOT NULL,
    -- Why it failed.
    reason TEXT,
    -- Whether its cards keep the numbers that they had.
    keeps_numbers INTEGER NOT NULL,
    created_by BLOB NOT NULL REFERENCES users (id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    finished_at TEXT
) STRICT;
CREATE INDEX imports_project ON imports (project_id, id);
CREATE INDEX imports_unfinished ON imports (updated_at) WHERE finished_at IS NULL;

-- What became of each thing in a file, so that bringing it in again makes no second one.
CREATE TABLE imported (
    project_id BLOB NOT NULL REFERENCES projects (id),
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- As the file calls it.
    foreign_id TEXT NOT NULL,
    local_id BLOB NOT NULL,
    PRIMARY KEY (project_id, source, kind, foreign_id)
) STRICT;
