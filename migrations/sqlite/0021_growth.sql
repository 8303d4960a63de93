-- What reports of some days look for on boards that hold the cards of years: those completed, and those archived, since then.
CREATE INDEX cards_completed ON cards (board_id, completed_at) WHERE deleted_at IS NULL AND completed_at IS NOT NULL;
CREATE INDEX cards_archived_at ON cards (board_id, archived_at, id) WHERE deleted_at IS NULL AND archived_at IS NOT NULL;
-- How long before a card is due anybody wants to hear of it, which is asked every 20 seconds.
CREATE INDEX notification_settings_due_soon ON notification_settings (due_soon_s);
