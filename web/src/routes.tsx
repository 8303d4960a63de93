// Every screen and its address below /app. Each is a chunk of its own, loaded when it is gone to; a new one is a folder in
// screens/ and a line here.

import { type ComponentType, lazy } from "react";

import type { Place } from "./navigation.tsx";
import { expectDialog } from "./ui/dialog.tsx";

const screen = (load: () => Promise<{ default: ComponentType }>) => lazy(load);

/** For who is not signed in. */
export const outside: Place[] = [
  { path: "/sign-in", screen: screen(() => import("./screens/sign-in/screen.tsx")) },
  { path: "/register", screen: screen(() => import("./screens/register/screen.tsx")) },
  { path: "/forgot-password", screen: screen(() => import("./screens/forgot/screen.tsx")) },
];

/** For both: what links in mails lead to. */
export const anyone: Place[] = [
  { path: "/invites/:token", screen: screen(() => import("./screens/invite/screen.tsx")) },
  { path: "/reset/:token", screen: screen(() => import("./screens/reset/screen.tsx")) },
  { path: "/verify/:token", screen: screen(() => import("./screens/verify/screen.tsx")) },
];

/** For who is. */
export const inside: Place[] = [
  { path: "/", screen: screen(() => import("./screens/home/screen.tsx")) },
  {
    path: "/projects/:projectId",
    screen: screen(() => import("./screens/project/screen.tsx")),
    within: [
      { path: "", screen: screen(() => import("./screens/project/boards.tsx")) },
      { path: "chat", screen: screen(() => import("./screens/project/chat.tsx")) },
      { path: "people", screen: screen(() => import("./screens/project/people.tsx")) },
      { path: "activity", screen: screen(() => import("./screens/project/activity.tsx")) },
      { path: "labels", screen: screen(() => import("./screens/project/labels.tsx")) },
      { path: "files", screen: screen(() => import("./screens/project/files.tsx")) },
      { path: "exchange", screen: screen(() => import("./screens/project/exchange.tsx")) },
      { path: "settings", screen: screen(() => import("./screens/project/settings.tsx")) },
    ],
  },
  { path: "/teams", screen: screen(() => import("./screens/teams/screen.tsx")) },
  {
    path: "/teams/:teamId",
    screen: screen(() => import("./screens/team/screen.tsx")),
    within: [
      { path: "", screen: screen(() => import("./screens/team/projects.tsx")) },
      { path: "people", screen: screen(() => import("./screens/team/people.tsx")) },
      { path: "activity", screen: screen(() => import("./screens/team/activity.tsx")) },
      { path: "settings", screen: screen(() => import("./screens/team/settings.tsx")) },
    ],
  },
  {
    path: "/boards/:boardId",
    screen: screen(() => import("./screens/board/screen.tsx")),
    within: [{ path: "cards/:cardId", screen: screen(() => (expectDialog(), import("./screens/card/screen.tsx"))) }],
  },
  {
    path: "/settings",
    screen: screen(() => import("./screens/settings/screen.tsx")),
    within: [
      { path: "", screen: screen(() => import("./screens/settings/profile.tsx")) },
      { path: "security", screen: screen(() => import("./screens/settings/security.tsx")) },
      { path: "notifications", screen: screen(() => import("./screens/settings/notifications.tsx")) },
      { path: "programs", screen: screen(() => import("./screens/settings/programs.tsx")) },
    ],
  },
  { path: "/cards/:cardId", screen: screen(() => import("./screens/card/way.tsx")) },
  { path: "/notifications", screen: screen(() => import("./screens/notifications/screen.tsx")) },
  { path: "/my-cards", screen: screen(() => import("./screens/my-cards/screen.tsx")) },
  {
    path: "/reports",
    screen: screen(() => import("./screens/reports/screen.tsx")),
    within: [
      { path: "projects/:projectId?", screen: screen(() => import("./screens/reports/project.tsx")) },
      { path: "workload", screen: screen(() => import("./screens/reports/workload.tsx")) },
      { path: "team-performance", screen: screen(() => import("./screens/reports/performance.tsx")) },
    ],
  },
  {
    path: "/admin",
    screen: screen(() => import("./screens/admin/screen.tsx")),
    within: [
      { path: "users", screen: screen(() => import("./screens/admin/users.tsx")) },
      {
        path: "jobs",
        screen: screen(() => import("./screens/admin/jobs.tsx")),
        within: [{ path: ":jobId", screen: screen(() => import("./screens/admin/job.tsx")) }],
      },
      { path: "queues", screen: screen(() => import("./screens/admin/queues.tsx")) },
      { path: "schedules", screen: screen(() => import("./screens/admin/schedules.tsx")) },
      { path: "audit", screen: screen(() => import("./screens/admin/audit.tsx")) },
    ],
  },
  { path: "*", screen: screen(() => import("./screens/missing/screen.tsx")) },
];
