-- What happened to the cards, and who was told. As rows.sql, which comes first.
CREATE TEMP VIEW shown AS
SELECT c.*, '{"archived_at":null,"assignees":[' || CASE WHEN assignee IS NULL THEN '' ELSE '{"assigned_at":"2026-01-01T00:00:00.000000Z","handle":"'
    || assignee_handle || '","id":"' || text_assignee_id || '","name":"' || assignee_name || '"}' END || '],"board_id":"' || text_board_id
    || '","checklist":{"done":0,"total":0},"column_id":"' || text_column_id || '","comments_count":0,"completed_at":null,"created_at":'
    || '"2026-01-01T00:00:00.000000Z","created_by":{"handle":"' || maker_handle || '","id":"' || text_maker_id || '","name":"' || maker
    || '"},"description":"' || description || '","due":null,"due_at":null,"files_count":0,"id":"' || text_id || '","key":"' || card_key
    || '","labels":[],"position":"' || position || '","priority":"none","project_id":"' || text_project_id || '","status":"' || kind
    || '","title":"' || title || '","updated_at":"2026-01-01T00:00:00.000000Z","version":1,"watchers_count":' || watchers || '}' AS view
FROM cards_made c;

INSERT INTO events (id, name, actor_id, team_id, project_id, project_seq, data, created_at)
SELECT unhex(printf('0198c2a47b7e7c0ba4f3%012x', p.b * 2)), 'project.created', u.id, p.team_id, p.project_id, 1,
    '{"project":{"id":"' || p.text_project_id || '","key":"' || p.key || '","name":"' || p.name || '","status":"in_progress","version":1}}', p.made
FROM places p JOIN people u ON u.u = p.first_u;
INSERT INTO events (id, name, actor_id, team_id, project_id, project_seq, board_id, board_seq, data, created_at)
SELECT unhex(printf('0198c2a47b7e7c0ba4f3%012x', p.b * 2 + 1)), 'board.created', u.id, p.team_id, p.project_id, 2, p.board_id, 1,
    '{"board":{"description":"","id":"' || p.text_board_id || '","name":"' || p.name || '","version":1,"wip_mode":"warn"}}', p.made
FROM places p JOIN people u ON u.u = p.first_u;
INSERT INTO events (id, name, actor_id, team_id, project_id, board_id, board_seq, card_id, data, created_at)
SELECT unhex(printf('0198c2a47b7e7c0ca4f3%012x', c.n * 4 + e.n - 1)),
    CASE e.n WHEN 1 THEN 'card.created' WHEN 2 THEN 'card.assigned' WHEN 3 THEN 'comment.created' ELSE 'card.archived' END, maker_id, team_id,
    project_id, board_id, seq + CASE e.n WHEN 1 THEN 1 WHEN 2 THEN 2 WHEN 3 THEN 2 + CASE WHEN assignee IS NULL THEN 0 ELSE 1 END
        ELSE 2 + CASE WHEN assignee IS NULL THEN 0 ELSE 1 END + comments END, id,
    CASE e.n WHEN 2 THEN '{"card":' || view || ',"user":{"handle":"' || assignee_handle || '","id":"' || text_assignee_id || '","name":"'
            || assignee_name || '"},"user_id":"' || text_assignee_id || '"}'
        WHEN 3 THEN '{"card":{"comments_count":1,"id":"' || text_id || '","key":"' || card_key || '","title":"' || title
            || '"},"comment":{"author":{"handle":"' || maker_handle || '","id":"' || text_maker_id || '","name":"' || maker || '"},"id":"'
            || printf('0198c2a4-7b7e-7c0a-a4f3-%012x', c.n) || '","version":1}}'
        ELSE '{"card":' || view || '}' END, made
FROM shown c, numbers e
WHERE e.n = 1 OR (e.n = 2 AND assignee IS NOT NULL) OR (e.n = 3 AND comments = 1) OR (e.n = 4 AND archived) ORDER BY c.k, c.b, e.n;
INSERT INTO streams (id, seq) SELECT project_id, 2 FROM places;
INSERT INTO streams (id, seq) SELECT board_id, 1 + cards + cards / 2 + cards / 5 + cards - live FROM places;

-- Everyone was told of what became theirs; half of what is not archived yet is unread.
CREATE TEMP TABLE told AS
SELECT n, k, assignee, assignee_id AS user_id, row_number() OVER (PARTITION BY assignee ORDER BY n) AS seq, maker_id, team_id, project_id,
    board_id, id AS card_id, maker || ' assigned you to ' || card_key || ' ' || title AS text, made, archived,
    printf('0198c2a4-7b7e-7c0c-a4f3-%012x', n * 4 + 1) AS subject
FROM cards_made WHERE assignee IS NOT NULL;
INSERT INTO notifications (id, user_id, seq, kind, subject, actor_id, team_id, project_id, board_id, card_id, text, read_at, created_at)
SELECT unhex(printf('0198c2a47b7e7c0da4f3%012x', n)), user_id, seq, 'assigned', subject, maker_id, team_id, project_id, board_id, card_id, text,
    CASE WHEN archived OR k % 4 = 0 THEN made END, made FROM told ORDER BY n;
INSERT INTO user_events (user_id, seq, notification_id, name, actor_id, data, created_at)
SELECT user_id, seq, unhex(printf('0198c2a47b7e7c0da4f3%012x', n)), 'notification', maker_id, '{}', made FROM told ORDER BY n;
INSERT INTO streams (id, seq) SELECT user_id, count(*) FROM told GROUP BY user_id;
INSERT INTO deliveries (id, user_id, channel, state, reason, created_at, updated_at, purpose, send_at)
SELECT unhex(printf('0198c2a47b7e7c0ea4f3%012x', n)), user_id, 'mail', 'accepted', '250 2.0.0 Ok: queued', made, made, 'news', made FROM told ORDER BY n;
INSERT INTO delivery_items (notification_id, channel, user_id, delivery_id)
SELECT unhex(printf('0198c2a47b7e7c0da4f3%012x', n)), 'mail', user_id, unhex(printf('0198c2a47b7e7c0ea4f3%012x', n)) FROM told ORDER BY n;
-- The jobs of the last days are still there.
INSERT INTO jobs (id, kind, queue, payload, state, priority, run_at, attempts, max_attempts, losses, dispatched_at, created_at, finished_at)
SELECT unhex(printf('0198c2a47b7e7c0fa4f3%012x', t.n * 2 + q.n)), CASE q.n WHEN 1 THEN 'notify' ELSE 'email' END,
    CASE q.n WHEN 1 THEN 'notifications' ELSE 'mail' END, '{"event_id":"' || subject || '"}', 'done', 0, made, 1, 12, 0, made, made, made
FROM told t, numbers q WHERE q.n <= 2 AND NOT t.archived;

DROP VIEW shown;
DROP VIEW cards_made;
DROP VIEW numbered;
