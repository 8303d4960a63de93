-- In the databases of tests: whoever changes what a board shows has to change the board's stamp in the same transaction (see
-- shared/src/app/boards/snapshot.rs), or the transaction fails at its end.

CREATE FUNCTION board_is_stamped(board uuid) RETURNS boolean LANGUAGE sql AS $$
    SELECT NOT EXISTS (
        SELECT FROM boards b JOIN projects p ON p.id = b.project_id
        WHERE b.id = board AND b.deleted_at IS NULL AND p.deleted_at IS NULL
        AND NOT EXISTS (SELECT FROM streams s WHERE s.id = b.id AND s.xmin = pg_current_xact_id()::xid)
        AND NOT EXISTS (SELECT FROM rights r WHERE r.place IN (b.id, p.id, p.team_id) AND r.xmin = pg_current_xact_id()::xid)
        AND NOT EXISTS (
            SELECT FROM unsaid u
            WHERE u.place IN (b.id, '00000000-0000-0000-0000-000000000000') AND u.xmin = pg_current_xact_id()::xid
        )
    )
$$;

-- What a row is shown on: the boards of the query that is the trigger's argument, which is asked of the row before and after.
CREATE FUNCTION board_must_be_stamped() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    board uuid;
    was jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
    is_now jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
    one jsonb;
BEGIN
    IF was IS NOT DISTINCT FROM is_now THEN
        RETURN NULL;
    END IF;
    FOREACH one IN ARRAY array_remove(ARRAY[was, is_now], NULL) LOOP
        FOR board IN EXECUTE TG_ARGV[0] USING one LOOP
            IF NOT board_is_stamped(board) THEN
                RAISE EXCEPTION 'board % shows another row of % and its stamp is as it was: % -> %', board, TG_TABLE_NAME, was, is_now;
            END IF;
        END LOOP;
    END LOOP;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER stamped AFTER UPDATE ON boards DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION board_must_be_stamped('SELECT ($1->>''id'')::uuid');
CREATE CONSTRAINT TRIGGER stamped AFTER INSERT OR UPDATE OR DELETE ON columns DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION board_must_be_stamped('SELECT ($1->>''board_id'')::uuid WHERE $1->>''deleted_at'' IS NULL');
CREATE CONSTRAINT TRIGGER stamped AFTER INSERT OR UPDATE OR DELETE ON cards DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION board_must_be_stamped('SELECT ($1->>''board_id'')::uuid WHERE $1->>''deleted_at'' IS NULL');
CREATE CONSTRAINT TRIGGER stamped AFTER INSERT OR UPDATE OR DELETE ON card_assignees DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION board_must_be_stamped(
        'SELECT board_id FROM cards WHERE id = ($1->>''card_id'')::uuid AND deleted_at IS NULL');
CREATE CONSTRAINT TRIGGER stamped AFTER INSERT OR UPDATE OR DELETE ON card_labels DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION board_must_be_stamped(
        'SELECT board_id FROM cards WHERE id = ($1->>''card_id'')::uuid AND deleted_at IS NULL');
CREATE CONSTRAINT TRIGGER stamped AFTER UPDATE ON labels DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION board_must_be_stamped(
        'SELECT DISTINCT c.board_id FROM card_labels l JOIN cards c ON c.id = l.card_id
         WHERE l.label_id = ($1->>''id'')::uuid AND c.deleted_at IS NULL');
CREATE CONSTRAINT TRIGGER stamped AFTER UPDATE OF name, handle ON users DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN ((OLD.name, OLD.handle) IS DISTINCT FROM (NEW.name, NEW.handle))
    EXECUTE FUNCTION board_must_be_stamped(
        'SELECT board_id FROM cards WHERE created_by = ($1->>''id'')::uuid AND deleted_at IS NULL
         UNION SELECT id FROM boards WHERE created_by = ($1->>''id'')::uuid
         UNION SELECT c.board_id FROM card_assignees a JOIN cards c ON c.id = a.card_id
         WHERE a.user_id = ($1->>''id'')::uuid AND c.deleted_at IS NULL');
