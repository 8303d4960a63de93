// What is drawn in the reports, with its colour and its texture: the same everywhere.

import type { Schemas } from "../../api/schema.ts";
import { messages } from "../../messages.ts";
import { reports } from "../../messages/reports.ts";
import type { Series } from "./charts/patterns.tsx";

const { kinds, created, completed } = reports;
const { priorities } = messages.card;

/** As they lie on top of each other, from below. */
export const KINDS = [
  { id: "done", name: kinds.done, colour: "done", texture: "plain" },
  { id: "in_progress", name: kinds.in_progress, colour: "doing", texture: "lines" },
  { id: "todo", name: kinds.todo, colour: "todo", texture: "dots" },
] as const satisfies (Series & { id: Schemas["ColumnKind"] })[];

export const MADE = [
  { id: "created", name: created, colour: "doing", texture: "lines" },
  { id: "completed", name: completed, colour: "done", texture: "plain" },
] as const satisfies Series[];

export const PRIORITIES = [
  { id: "urgent", name: priorities.urgent, colour: "urgent", texture: "plain" },
  { id: "high", name: priorities.high, colour: "high", texture: "lines" },
  { id: "medium", name: priorities.medium, colour: "medium", texture: "cross" },
  { id: "low", name: priorities.low, colour: "low", texture: "dots" },
  { id: "none", name: priorities.none, colour: "none", texture: "pale" },
] as const satisfies (Series & { id: Schemas["Priority"] })[];
