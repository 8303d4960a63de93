// Made from docs/frames.json by `tools/generate`. Changes here are lost.

/**
 * Frames are JSON text. A socket begins with hello, then a snapshot; or with `since` and `epoch` what was missed; or, where that is gone, resync and a snapshot. Numbered frames have each `seq` once, in order. What has no `seq` is not repeated: `presence` is the whole list; `typing` fades after 5 s in which it is not told again. Each command is answered by an ack with its `id`, which makes it safe to send again: use an id once.
 */
export type Frame = ServerFrame | ClientFrame;
export type ServerFrame =
  Hello | BoardSnapshot | ProjectSnapshot | UserSnapshot | Event | Presence | Typing | Done | Refused | Resync | Told;
export type Permission = "board_view" | "board_comment" | "board_write" | "board_manage" | "user_manage";
export type WipMode = "warn" | "block";
export type Priority = "none" | "low" | "medium" | "high" | "urgent";
export type ColumnKind = "todo" | "in_progress" | "done";
export type ProjectRole = "manager" | "member" | "viewer";
export type ProjectStatus = "pending" | "in_progress" | "completed";
export type Visibility = "private" | "team";
export type NotificationKind =
  | "assigned"
  | "unassigned"
  | "mentioned"
  | "commented"
  | "due_soon"
  | "overdue"
  | "due_changed"
  | "completed"
  | "moved"
  | "added_to_team"
  | "added_to_project"
  | "added_to_board"
  | "invited"
  | "chat_mentioned"
  | "reminder"
  | "security";
export type ClientFrame =
  | CreateCardCommand
  | UpdateCardCommand
  | MoveCardCommand
  | DeleteCardCommand
  | CardTypingCommand
  | MessageCommand
  | ChatTypingCommand
  | PingCommand;

export interface Hello {
  connection_id: string;
  /**
   * Belongs to the database: another one means that it was restored.
   */
  epoch: string;
  /**
   * How often the server pings; a client that hears nothing for three times as long connects again.
   */
  heartbeat_s: 25;
  /**
   * The stream's head.
   */
  seq: number;
  type: "hello";
}
export interface BoardSnapshot {
  data: {
    board: Board;
    cards: Card[];
    columns: Column[];
    online: Doer[];
  };
  seq: number;
  type: "snapshot";
}
/**
 * Columns with cards in them.
 */
export interface Board {
  created_at: string;
  created_by: Person;
  /**
   * Markdown.
   */
  description: string;
  id: string;
  name: string;
  /**
   * What the caller may do on it.
   */
  permissions: Permission[];
  project_id: string;
  updated_at: string;
  version: number;
  /**
   * What happens when a column is over its limit.
   */
  wip_mode: WipMode;
}
/**
 * A person inside another resource.
 */
export interface Person {
  /**
   * What mentions are written with: `@ada`.
   */
  handle: string;
  id: string;
  name: string;
}
/**
 * Something to be done.
 */
export interface Card {
  archived_at: string | null;
  assignees: Assignee[];
  board_id: string;
  checklist: ChecklistCount;
  column_id: string;
  comments_count: number;
  completed_at: string | null;
  created_at: string;
  created_by: Person;
  /**
   * Markdown.
   */
  description: string;
  /**
   * What was set: a date (all day, in the setter's time zone) or a date-time.
   */
  due: string | null;
  /**
   * The instant it falls due.
   */
  due_at: string | null;
  files_count: number;
  id: string;
  /**
   * Short, per project.
   */
  key: string;
  labels: CardLabel[];
  /**
   * Opaque; the cards of a column are in the bytewise order of it.
   */
  position: string;
  priority: Priority;
  project_id: string;
  /**
   * Its column's kind.
   */
  status: ColumnKind;
  title: string;
  updated_at: string;
  version: number;
  watchers_count: number;
}
/**
 * Someone who works on a card.
 */
export interface Assignee {
  assigned_at: string;
  handle: string;
  id: string;
  name: string;
}
/**
 * How much of a card's checklist is done.
 */
export interface ChecklistCount {
  done: number;
  total: number;
}
/**
 * A label as a card shows it.
 */
export interface CardLabel {
  color: string;
  id: string;
  name: string;
}
/**
 * Where cards are.
 */
export interface Column {
  board_id: string;
  /**
   * How many cards it holds, archived ones aside.
   */
  cards_count: number;
  created_at: string;
  id: string;
  /**
   * What being in it means; reports, progress and reminders go by it.
   */
  kind: ColumnKind;
  name: string;
  /**
   * Opaque; columns are in the bytewise order of it.
   */
  position: string;
  updated_at: string;
  version: number;
  /**
   * How many cards it should hold at most.
   */
  wip_limit: number | null;
}
export interface Doer {
  id: string;
  name: string;
}
export interface ProjectSnapshot {
  data: {
    boards: Board[];
    online: Doer[];
    project: Project;
  };
  seq: number;
  type: "snapshot";
}
/**
 * Something a team works on.
 */
export interface Project {
  created_at: string;
  created_by: Person;
  deadline: string | null;
  /**
   * Markdown.
   */
  description: string;
  id: string;
  /**
   * The prefix of its cards' keys.
   */
  key: string;
  name: string;
  /**
   * What the caller may do in it.
   */
  permissions: Permission[];
  /**
   * The caller's own role in it; `null` where they come by their team.
   */
  role: ProjectRole | null;
  status: ProjectStatus;
  team_id: string;
  updated_at: string;
  version: number;
  /**
   * Who sees it beside its members: nobody, or everyone in its team but guests.
   */
  visibility: Visibility;
}
export interface UserSnapshot {
  data: {
    notifications: Notification[];
    unread_count: number;
  };
  seq: number;
  type: "snapshot";
}
/**
 * Something a person is told.
 */
export interface Notification {
  /**
   * Who did it; `null` where nobody in particular did.
   */
  actor: Person | null;
  board: BoardSummary | null;
  /**
   * `null` where it is about no card, or the reader may not see it any more.
   */
  card: CardSummary | null;
  created_at: string;
  id: string;
  kind: NotificationKind;
  project: ProjectSummary | null;
  read_at: string | null;
  /**
   * Its number in the person's stream.
   */
  seq: number;
  text: string;
  /**
   * Where to go from here.
   */
  url: string;
}
/**
 * A board in few words.
 */
export interface BoardSummary {
  id: string;
  name: string;
}
/**
 * A card in few words.
 */
export interface CardSummary {
  id: string;
  key: string;
  title: string;
}
/**
 * A project in few words.
 */
export interface ProjectSummary {
  id: string;
  name: string;
}
export interface Event {
  actor: Doer | null;
  at: string;
  /**
   * See docs/events.md; {"hidden": true} where it tells of a board that the reader may not see.
   */
  data: {
    [k: string]: unknown;
  };
  name:
    | "card.created"
    | "card.updated"
    | "card.moved"
    | "card.deleted"
    | "card.archived"
    | "card.restored"
    | "card.assigned"
    | "card.unassigned"
    | "column.created"
    | "column.updated"
    | "column.moved"
    | "column.deleted"
    | "column.reordered"
    | "board.created"
    | "board.updated"
    | "board.deleted"
    | "comment.created"
    | "comment.updated"
    | "comment.deleted"
    | "member.changed"
    | "project.created"
    | "project.updated"
    | "project.deleted"
    | "chat.message.created";
  seq: number;
  type: "event";
}
export interface Presence {
  online: Doer[];
  type: "presence";
}
export interface Typing {
  type: "typing";
  user: Doer;
}
export interface Done {
  data: {
    [k: string]: unknown;
  };
  id: string;
  ok: true;
  type: "ack";
}
export interface Refused {
  /**
   * null where the frame had none.
   */
  id: string | null;
  ok: false;
  problem: Problem;
  type: "ack";
}
/**
 * An error (RFC 9457).
 */
export interface Problem {
  /**
   * What went wrong, for a program; does not change.
   */
  code: string;
  /**
   * With 409: the resource as it is now.
   */
  current?: {
    [k: string]: unknown;
  };
  /**
   * What went wrong, for a person.
   */
  detail: string;
  /**
   * With 422: what is wrong with which field.
   */
  errors?: FieldError[];
  /**
   * As in `X-Request-Id`.
   */
  request_id?: string;
  /**
   * The HTTP status.
   */
  status: number;
  /**
   * The status in words.
   */
  title: string;
  /**
   * `about:blank`: `code` tells problems apart.
   */
  type: string;
}
/**
 * What is wrong with one field or query parameter.
 */
export interface FieldError {
  detail: string;
  /**
   * JSON Pointer into the body, or a slash and the name of the query parameter.
   */
  pointer: string;
}
export interface Resync {
  type: "resync";
}
export interface Told {
  data: Notification;
  seq: number;
  type: "notification";
  unread_count: number;
}
export interface CreateCardCommand {
  /**
   * A new card, put at the end of its column.
   */
  data: {
    /**
     * Who works on it: people who can see the board.
     */
    assignees?: string[] | null;
    column_id: string;
    /**
     * Markdown.
     */
    description?: string | null;
    /**
     * A date (all day, in the caller's time zone) or a date-time.
     */
    due?: string | null;
    labels?: string[] | null;
    priority?: Priority | null;
    title: string;
  };
  id: string;
  type: "card.create";
}
export interface UpdateCardCommand {
  /**
   * What to change of a card; what is left out stays.
   */
  data: {
    /**
     * `true` archives, `false` restores.
     */
    archived?: boolean;
    card_id: string;
    /**
     * Markdown.
     */
    description?: string;
    /**
     * A date (all day, in the caller's time zone) or a date-time; `null` takes it away.
     */
    due?: string | null;
    priority?: Priority;
    title?: string;
    /**
     * The version this change is based on; 409 if it is another by now.
     */
    version?: number;
  };
  id: string;
  type: "card.update";
}
export interface MoveCardCommand {
  /**
   * Where to put a card: in which column, and there before or after another card or at an index; at the end when
   * all three are left out.
   */
  data: {
    after?: string;
    before?: string;
    /**
     * Needed beside the column when that is on another board of the project.
     */
    board_id?: string;
    card_id: string;
    column_id?: string;
    /**
     * An index, 0 for the first place.
     */
    position?: number;
    /**
     * Instead of a column: the first of this kind.
     */
    status?: ColumnKind;
    /**
     * The version this change is based on; 409 if it is another by now.
     */
    version?: number;
  };
  id: string;
  type: "card.move";
}
export interface DeleteCardCommand {
  data: {
    card_id: string;
  };
  id: string;
  type: "card.delete";
}
export interface CardTypingCommand {
  data: {
    card_id: string;
  };
  id: string;
  type: "card.typing";
}
export interface MessageCommand {
  /**
   * Something to say.
   */
  data: {
    /**
     * Up to 4,000 characters; `@handle` mentions.
     */
    text: string;
  };
  id: string;
  type: "chat.message";
}
export interface ChatTypingCommand {
  data?: {};
  id: string;
  type: "chat.typing";
}
export interface PingCommand {
  data?: {};
  id: string;
  type: "ping";
}
