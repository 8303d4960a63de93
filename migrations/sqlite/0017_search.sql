-- Names as they are compared when people look for them: folded by the program, since the engines fold differently. It
-- fills in those of before when it starts.
ALTER TABLE users ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
ALTER TABLE projects ADD COLUMN name_key TEXT NOT NULL DEFAULT '';

-- What a card is found by: the different words of its own texts and of its comments, folded, with blanks between.
CREATE TABLE card_documents (
    id INTEGER PRIMARY KEY,
    card_id BLOB NOT NULL UNIQUE REFERENCES cards (id),
    card_words TEXT NOT NULL,
    comment_words TEXT NOT NULL
) STRICT;
-- The words are made by the program: they are only to be taken apart at the blanks, so that both engines find the same.
CREATE VIRTUAL TABLE document_words USING fts5 (
    card_words, comment_words, content = 'card_documents', content_rowid = 'id', tokenize = "ascii tokenchars '-'",
    detail = 'none', columnsize = 0
);
CREATE TRIGGER card_documents_inserted AFTER INSERT ON card_documents BEGIN
    INSERT INTO document_words (rowid, card_words, comment_words) VALUES (new.id, new.card_words, new.comment_words);
END;
CREATE TRIGGER card_documents_updated AFTER UPDATE ON card_documents BEGIN
    INSERT INTO document_words (document_words, rowid, card_words, comment_words)
    VALUES ('delete', old.id, old.card_words, old.comment_words);
    INSERT INTO document_words (rowid, card_words, comment_words) VALUES (new.id, new.card_words, new.comment_words);
END;
CREATE TRIGGER card_documents_deleted AFTER DELETE ON card_documents BEGIN
    INSERT INTO document_words (document_words, rowid, card_words, comment_words)
    VALUES ('delete', old.id, old.card_words, old.comment_words);
END;

-- The orders in which cards are listed, board by board, and what narrows such a list. Archived cards are many in the end,
-- and looked for seldom: they have one of their own.
CREATE INDEX cards_created ON cards (board_id, created_at, id) WHERE deleted_at IS NULL AND archived_at IS NULL;
CREATE INDEX cards_updated ON cards (board_id, updated_at, id) WHERE deleted_at IS NULL AND archived_at IS NULL;
CREATE INDEX cards_due_on_board ON cards (board_id, due_at, id) WHERE deleted_at IS NULL AND archived_at IS NULL;
CREATE INDEX cards_priority ON cards (board_id, priority, id) WHERE deleted_at IS NULL AND archived_at IS NULL;
CREATE INDEX cards_archived ON cards (board_id, created_at, id) WHERE deleted_at IS NULL AND archived_at IS NOT NULL;
CREATE INDEX board_overrides_user ON board_overrides (user_id);
