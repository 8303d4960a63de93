// The types of the contract. They are made from docs/openapi.json once, for the client in clients/ts (`tools/generate`), and
// the app takes them from there, so that the two never say different things.

import type { components, paths } from "boardwire-client";

export type { paths };
export type Schemas = components["schemas"];
export type Activity = Schemas["Activity"];
export type Board = Schemas["Board"];
export type File = Schemas["File"];
export type ListedBoard = Schemas["ListedBoard"];
export type Card = Schemas["Card"];
export type CardLabel = Schemas["CardLabel"];
export type ChecklistItem = Schemas["ChecklistItem"];
export type Column = Schemas["Column"];
export type Comment = Schemas["Comment"];
export type Dashboard = Schemas["Dashboard"];
export type Notification = Schemas["Notification"];
export type Person = Schemas["Person"];
export type Priority = Schemas["Priority"];
export type Problem = Schemas["Problem"];
export type Project = Schemas["Project"];
export type Reminder = Schemas["Reminder"];
export type User = Schemas["User"];
