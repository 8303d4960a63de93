-- An installation as it is after years: written past the API, by few statements, the same on both engines (PostgreSQL gets
-- SQLite's functions for it, see postgres_before.sql). The table `made` says how large: so many boards, so many cards on each, of
-- which the last `live` are not archived; every hundredth board has five times the cards, and ten times those that are not
-- archived. Ten boards, each of a project of its own, are one team's, which a hundred people are in.
--
-- Everything follows from the numbers of a board and of a card on it, so that each row can be told from them, and a form of
-- any size has the same people and boards in it.
CREATE TEMP TABLE numbers AS
WITH RECURSIVE s (n) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT n + 1 FROM s WHERE n < (SELECT boards * 10 + cards * 5 FROM made))
SELECT n FROM s;

CREATE TEMP TABLE words AS
SELECT n, 'w' || (n * 7919 % 997) AS often, 'v' || (n * 104729 % 9973) AS seldom FROM numbers;
CREATE UNIQUE INDEX words_n ON words (n);

CREATE TEMP TABLE people AS
SELECT n AS u, (n - 1) / 100 + 1 AS t, printf('0198c2a4-7b7e-7c01-a4f3-%012x', n) AS text_id,
    unhex(printf('0198c2a47b7e7c01a4f3%012x', n)) AS id, unhex(printf('0198c2a47b7e7c02a4f3%012x', n)) AS own_team_id,
    'Person ' || n AS name, 'person' || n AS handle, strftime('%Y-%m-%dT%H:%M:%S+00:00', made_at - 34000000 + n, 'unixepoch') AS made
FROM numbers, made WHERE n <= boards * 10;
CREATE UNIQUE INDEX people_u ON people (u);

CREATE TEMP TABLE places AS
SELECT n AS b, (n - 1) / 10 + 1 AS t, (n - 1) / 10 * 100 + 1 AS first_u, 'P' || n AS key, 'Project ' || n AS name,
    unhex(printf('0198c2a47b7e7c03a4f3%012x', (n - 1) / 10 + 1)) AS team_id,
    unhex(printf('0198c2a47b7e7c04a4f3%012x', n)) AS project_id, printf('0198c2a4-7b7e-7c04-a4f3-%012x', n) AS text_project_id,
    unhex(printf('0198c2a47b7e7c05a4f3%012x', n)) AS board_id, printf('0198c2a4-7b7e-7c05-a4f3-%012x', n) AS text_board_id,
    strftime('%Y-%m-%dT%H:%M:%S+00:00', made_at - 33000000 + n, 'unixepoch') AS made,
    CASE WHEN n % 100 = 0 THEN cards * 5 ELSE cards END AS cards, CASE WHEN n % 100 <> 0 THEN live WHEN live * 10 > cards * 5 THEN cards * 5 ELSE live * 10 END AS live
FROM numbers, made WHERE n <= boards;
CREATE UNIQUE INDEX places_b ON places (b);

-- The three columns of each board; `i` is 0 to 2.
CREATE TEMP TABLE columns_made AS
SELECT b, n - 1 AS i, board_id, unhex(printf('0198c2a47b7e7c06a4f3%012x', b * 4 + n - 1)) AS id, p.made,
    printf('0198c2a4-7b7e-7c06-a4f3-%012x', b * 4 + n - 1) AS text_id,
    CASE n WHEN 1 THEN 'todo' WHEN 2 THEN 'in_progress' ELSE 'done' END AS kind,
    CASE n WHEN 1 THEN 'To Do' WHEN 2 THEN 'In Progress' ELSE 'Done' END AS name,
    CASE n WHEN 1 THEN 'V' WHEN 2 THEN 'V01' ELSE 'V02' END AS position
FROM places p, numbers WHERE n <= 3;
CREATE UNIQUE INDEX columns_made_bi ON columns_made (b, i);
ANALYZE numbers;
ANALYZE words;
ANALYZE people;
ANALYZE places;
ANALYZE columns_made;

-- Card k of board b. They were made one after the other, board after board, over a year; those that are archived were done a
-- week later. Half of them are somebody's: the first people of a team have most.
CREATE TEMP VIEW numbered AS
SELECT p.b, k.n AS k, (k.n - 1) * m.boards + p.b AS n, k.n <= p.cards - p.live AS archived,
    CASE WHEN k.n <= p.cards - p.live THEN 2 ELSE k.n % 3 END AS i,
    CASE WHEN k.n % 2 = 0 THEN p.first_u + (k.n * 7919 + p.b * 31) % 100 * ((k.n * 7919 + p.b * 31) % 100) / 100 END AS assignee,
    CASE WHEN k.n % 5 = 0 THEN 1 ELSE 0 END AS comments, CASE WHEN k.n % 10 = 0 THEN 1 ELSE 0 END AS watchers,
    m.made_at - (p.cards - k.n) * (31536 * m.cards / p.cards) - p.b % 1000 - 3600 AS at,
    -- The events of a card are made together: which number of the board's stream is before its first one.
    1 + (k.n - 1) + (k.n - 1) / 2 + (k.n - 1) / 5 + CASE WHEN k.n <= p.cards - p.live THEN k.n - 1 ELSE p.cards - p.live END AS seq
FROM numbers k, places p, made m WHERE k.n <= p.cards;

CREATE TEMP VIEW cards_made AS
SELECT c.*, unhex(printf('0198c2a47b7e7c07a4f3%012x', c.n)) AS id, printf('0198c2a4-7b7e-7c07-a4f3-%012x', c.n) AS text_id,
    p.key, p.key || '-' || c.k AS card_key, p.team_id, p.project_id, p.board_id, p.text_project_id, p.text_board_id, l.id AS column_id, l.kind,
    l.text_id AS text_column_id, printf('A%06dV', c.k) AS position, o.id AS maker_id, o.text_id AS text_maker_id, o.name AS maker,
    o.handle AS maker_handle, a.id AS assignee_id, a.text_id AS text_assignee_id, a.name AS assignee_name, a.handle AS assignee_handle,
    w.often, w.seldom, 'Look after the ' || w.often || ' of the ' || w.seldom || ' before long' AS title,
    'What there is to know about the ' || w.seldom || ' that goes with it, as somebody would say it who wants the card understood.' AS description,
    strftime('%Y-%m-%dT%H:%M:%S+00:00', c.at, 'unixepoch') AS made,
    CASE WHEN c.k % 4 = 0 THEN strftime('%Y-%m-%dT%H:%M:%S+00:00', c.at + 3888000, 'unixepoch') END AS due_at,
    CASE WHEN c.archived OR c.i = 2 THEN strftime('%Y-%m-%dT%H:%M:%S+00:00', c.at + 3000, 'unixepoch') END AS completed_at,
    CASE WHEN c.archived THEN strftime('%Y-%m-%dT%H:%M:%S+00:00', c.at + 3500, 'unixepoch') END AS archived_at
FROM numbered c JOIN places p ON p.b = c.b JOIN columns_made l ON l.b = c.b AND l.i = c.i
    JOIN people o ON o.u = p.first_u + c.k % 10 LEFT JOIN people a ON a.u = c.assignee
    JOIN words w ON w.n = c.n % (SELECT boards * 10 FROM made) + 1;

INSERT INTO users (id, name, handle, email, email_key, email_verified_at, password_hash, role, time_zone, locale, version, created_at,
    updated_at, name_key)
SELECT id, name, handle, handle || '@example.org', handle || '@example.org', made, password_hash, 'member', 'Europe/Berlin', 'en', 1, made, made,
    'person ' || u FROM people, made;
INSERT INTO sessions (id, user_id, generation, refresh_hash, rotated_at, user_agent, address, created_at, expires_at)
SELECT unhex(printf('0198c2a47b7e7c08a4f3%012x', u)), id, 1, 'none', made, 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0', '192.0.2.1', made,
    strftime('%Y-%m-%dT%H:%M:%S+00:00', made_at + 2592000, 'unixepoch') FROM people, made;
INSERT INTO teams (id, name, description, personal_of, version, created_by, created_at, updated_at)
SELECT own_team_id, name, '', id, 1, id, made, made FROM people;
INSERT INTO teams (id, name, description, version, created_by, created_at, updated_at)
SELECT p.team_id, 'Team ' || p.t, '', 1, u.id, p.made, p.made FROM places p JOIN people u ON u.u = p.first_u WHERE p.b % 10 = 1;
INSERT INTO team_members (team_id, user_id, role, created_at) SELECT own_team_id, id, 'owner', made FROM people;
INSERT INTO team_members (team_id, user_id, role, created_at)
SELECT p.team_id, u.id, CASE WHEN u.u = p.first_u THEN 'owner' ELSE 'member' END, u.made
FROM people u JOIN places p ON p.b = u.t * 10 - 9;
INSERT INTO projects (id, team_id, key, name, description, status, visibility, next_card_number, version, created_by, created_at, updated_at, name_key)
SELECT p.project_id, p.team_id, p.key, p.name, '', 'in_progress', 'team', p.cards + 1, 1, u.id, p.made, p.made, 'project ' || p.b
FROM places p JOIN people u ON u.u = p.first_u;
INSERT INTO project_members (project_id, user_id, role, created_at)
SELECT p.project_id, u.id, CASE WHEN u.u = p.first_u THEN 'manager' ELSE 'member' END, p.made
FROM places p JOIN people u ON u.u >= p.first_u AND u.u < p.first_u + 20;
INSERT INTO boards (id, project_id, name, description, wip_mode, version, created_by, created_at, updated_at)
SELECT p.board_id, p.project_id, p.name, '', 'warn', 1, u.id, p.made, p.made FROM places p JOIN people u ON u.u = p.first_u;
INSERT INTO columns (id, board_id, name, kind, position, version, created_at, updated_at)
SELECT id, board_id, name, kind, position, 1, made, made FROM columns_made;
INSERT INTO labels (id, project_id, name, name_key, color, version, created_at, updated_at)
SELECT unhex(printf('0198c2a47b7e7c09a4f3%012x', p.b * 8 + n)), p.project_id, 'Label ' || n, 'label ' || n, '#d73a4a', 1, p.made, p.made
FROM places p, numbers WHERE n <= 5;

INSERT INTO cards (id, project_id, board_id, column_id, number, title, description, position, priority, due_at, completed_at, archived_at,
    watchers_count, comments_count, files_count, checklist_done, checklist_total, version, created_by, created_at, updated_at)
SELECT id, project_id, board_id, column_id, k, title, description, position, k % 5, due_at, completed_at, archived_at,
    watchers, comments, 0, 0, 0, 1, maker_id, made, COALESCE(archived_at, completed_at, made) FROM cards_made ORDER BY k, b;
INSERT INTO card_documents (card_id, card_words, comment_words)
SELECT id, '-' || lower(card_key) || ' about after as before card goes is it know long look of say somebody that the there to understood ' || seldom || ' '
    || often || ' wants what who with would', CASE WHEN comments = 1 THEN 'agree i is looked said think this ' || often ELSE '' END FROM cards_made ORDER BY k, b;
INSERT INTO card_stays (card_id, kind, entered_at, left_at) SELECT id, CASE i WHEN 1 THEN 'in_progress' ELSE 'todo' END, made, completed_at FROM cards_made ORDER BY k, b;
INSERT INTO card_stays (card_id, kind, entered_at, left_at)
SELECT id, 'done', completed_at, archived_at FROM cards_made WHERE completed_at IS NOT NULL ORDER BY k, b;
INSERT INTO card_assignees (card_id, user_id, assigned_at) SELECT id, assignee_id, made FROM cards_made WHERE assignee_id IS NOT NULL ORDER BY k, b;
INSERT INTO card_watchers (card_id, user_id) SELECT id, maker_id FROM cards_made WHERE watchers = 1 ORDER BY k, b;
INSERT INTO card_labels (card_id, label_id)
SELECT id, unhex(printf('0198c2a47b7e7c09a4f3%012x', b * 8 + k % 5 + 1)) FROM cards_made WHERE k % 3 = 0 ORDER BY k, b;
INSERT INTO comments (id, card_id, author_id, body, version, created_at, updated_at)
SELECT unhex(printf('0198c2a47b7e7c0aa4f3%012x', n)), id, maker_id, 'I looked at this and think the ' || often || ' is as was said: agreed.', 1, made, made
FROM cards_made WHERE comments = 1 ORDER BY k, b;
