-- What people bring in from files. The file is in the storage, under the import's id, until the import is over.
CREATE TABLE imports (
    id uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES projects (id),
    source text NOT NULL,
    file_name text NOT NULL,
    -- Of the file, in bytes.
    size bigint NOT NULL,
    state text NOT NULL,
    -- How many of the file's cards and files have been looked at, of how many.
    done bigint NOT NULL,
    total bigint NOT NULL,
    created bigint NOT NULL,
    skipped bigint NOT NULL,
    -- A list in JSON: what could not come over, and why.
    left_out text NOT NULL,
    -- Why it failed.
    reason text,
    -- Whether its cards keep the numbers that they had.
    keeps_numbers boolean NOT NULL,
    created_by uuid NOT NULL REFERENCES users (id),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    finished_at timestamptz
);
CREATE INDEX imports_project ON imports (project_id, id);
CREATE INDEX imports_unfinished ON imports (updated_at) WHERE finished_at IS NULL;

-- What became of each thing in a file, so that bringing it in again makes no second one.
CREATE TABLE imported (
    project_id uuid NOT NULL REFERENCES projects (id),
    source text NOT NULL,
    kind text NOT NULL,
    -- As the file calls it.
    foreign_id text NOT NULL,
    local_id uuid NOT NULL,
    PRIMARY KEY (project_id, source, kind, foreign_id)
);
