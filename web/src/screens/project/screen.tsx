// A project: its parts behind tabs, live for as long as it is open.

import { useState } from "react";

import { isRefusal } from "../../api/problem.ts";
import type { Project } from "../../api/schema.ts";
import { useProject } from "../../data/projects.ts";
import { useLiveProject } from "../../live/project.ts";
import { messages } from "../../messages.ts";
import { projectParts } from "../../messages/project-parts.ts";
import { Outlet, useLocation, useParams } from "../../navigation.tsx";
import { Connection } from "../../shell/connection.tsx";
import { Alert } from "../../ui/alert.tsx";
import { Avatars } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { Page } from "../../ui/page.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import Missing from "../missing/screen.tsx";
import type { OpenProject } from "./context.ts";
import { InviteToProject } from "./invite.tsx";
import css from "./project.module.css";

export default function ProjectScreen() {
  const { projectId = "" } = useParams();
  const { data: project, error } = useProject(projectId);
  if (isRefusal(error, 404)) return <Missing />;
  if (!project) return error ? <Alert error={error} /> : <Spinner />;
  return <Open key={projectId} project={project} />;
}

function Open({ project }: { project: Project }) {
  const live = useLiveProject(project.id);
  const { pathname } = useLocation();
  const [inviting, setInviting] = useState(false);
  if (live.status.state === "closed" && live.status.reason === "not_found") return <Missing />;
  const opened: OpenProject = { project, live };
  const names = live.online.map(({ name }) => name).join(", ");
  const actions = (
    <>
      {live.online.length > 1 && (
        <span className={css.online} role="img" aria-label={projectParts.here(names)}>
          <Avatars people={live.online} size={24} />
        </span>
      )}
      {project.permissions.includes("user_manage") && <Button onClick={() => setInviting(true)}>{messages.shared.invite}</Button>}
    </>
  );
  return (
    <Page title={project.name} actions={actions}>
      <div className={pathname.endsWith("/chat") ? css.fixed : undefined}>
        <Tabs label={projectParts.parts} tabs={tabsOf(project)} />
        <Connection status={live.status} />
        <Outlet context={opened} />
      </div>
      {inviting && <InviteToProject project={project} onClose={() => setInviting(false)} />}
    </Page>
  );
}

function tabsOf({ id, permissions }: Project) {
  const { boards, chat, people, activity, labels, files, exchange, settings } = projectParts;
  const at = (text: string, part: string) => ({ text, to: `/projects/${id}/${part}` });
  const first = { text: boards, to: `/projects/${id}`, end: true };
  const all = [first, at(chat, "chat"), at(people, "people"), at(activity, "activity"), at(labels, "labels"), at(files, "files"), at(exchange, "exchange")];
  return permissions.includes("board_manage") ? [...all, at(settings, "settings")] : all;
}
