// A small board to change: two columns, with cards named by a letter.

import type { BoardState, Card, Column } from "boardwire-client";

const AT = "2026-11-21T12:00:00Z";
const NOBODY = { id: "u", name: "Ada", handle: "ada" };

function column(id: string, position: string, kind: Column["kind"]): Column {
  const times = { created_at: AT, updated_at: AT };
  return { id, board_id: "b", name: id, kind, wip_limit: null, position, cards_count: 0, version: 1, ...times };
}

export function card(id: string, columnId: string, position: string, version = 1): Card {
  return {
    ...{ id, key: `WEB-${id}`, title: id, description: "", project_id: "p", board_id: "b", column_id: columnId, status: "todo", position },
    ...{ priority: "none", due: null, due_at: null, completed_at: null, archived_at: null, assignees: [], labels: [], watchers_count: 0 },
    ...{ checklist: { done: 0, total: 0 }, comments_count: 0, files_count: 0, version, created_by: NOBODY, created_at: AT, updated_at: AT },
  };
}

/** a, b, c in `todo` and d in `done`. */
export function board(): BoardState {
  const cards = [card("a", "todo", "a0"), card("b", "todo", "a1"), card("c", "todo", "a2"), card("d", "done", "a0")];
  const columns = [column("todo", "a0", "todo"), column("done", "a1", "done")];
  const byId = <T extends { id: string }>(list: T[]) => Object.fromEntries(list.map((one) => [one.id, one]));
  const about = { id: "b", project_id: "p", name: "Board", description: "", wip_mode: "warn", permissions: [], version: 1 } as const;
  return {
    seq: 1,
    board: { ...about, permissions: [], created_by: NOBODY, created_at: AT, updated_at: AT },
    columns: byId(columns),
    cards: byId(cards),
    online: [],
  };
}
