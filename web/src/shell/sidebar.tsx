// The way around: home, the projects with their boards, and one's own account.

import { type ReactNode, useState } from "react";

import type { ListedBoard, Project } from "../api/schema.ts";
import { useBoards } from "../data/boards.ts";
import { useSignOut, useUser } from "../data/me.ts";
import { useProjects } from "../data/projects.ts";
import { messages } from "../messages.ts";
import { NavLink, useNavigate } from "../navigation.tsx";
import { Avatar } from "../ui/avatar.tsx";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { Menu, MenuChoice, MenuItem, MenuLine } from "../ui/menu.tsx";
import { NewProject } from "./new-project.tsx";
import css from "./sidebar.module.css";
import { useTheme } from "./theme.ts";

export function Sidebar({ bell }: { bell?: ReactNode }) {
  const user = useUser();
  const { data: projects = [] } = useProjects();
  const { data: boards = [] } = useBoards();
  const [making, setMaking] = useState(false);
  const pinned = boards.filter(({ preferences }) => preferences.pinned);
  return (
    <div className={css.sidebar}>
      <div className={css.top}>
        <Account />
        {bell}
      </div>
      <nav className={css.nav} aria-label={messages.shell.navigation}>
        <ul>
          <li>
            <Entry to="/" icon={<Icon name="home" />}>
              {messages.shell.home}
            </Entry>
          </li>
          <li>
            <Entry to="/my-cards" icon={<Icon name="checklist" />}>
              {messages.shell.myCards}
            </Entry>
          </li>
          <li>
            <Entry to="/teams" icon={<Icon name="person" />}>
              {messages.shared.teams}
            </Entry>
          </li>
          <li>
            <Entry to="/reports" icon={<Icon name="chart" />}>
              {messages.shell.reports}
            </Entry>
          </li>
          {user.role === "admin" && (
            <li>
              <Entry to="/admin" icon={<Icon name="tools" />}>
                {messages.shell.admin}
              </Entry>
            </li>
          )}
        </ul>
        {pinned.length > 0 && (
          <section>
            <h2 className={css.heading}>{messages.shell.pinned}</h2>
            <Boards boards={pinned} />
          </section>
        )}
        <section>
          <h2 className={css.heading}>
            {messages.shell.projects}
            <Button look="quiet" icon aria-label={messages.shell.newProject} onClick={() => setMaking(true)}>
              <Icon name="plus" size={14} />
            </Button>
          </h2>
          <ul>
            {projects.map((project) => (
              <ProjectEntry key={project.id} project={project} boards={boards.filter((one) => one.project_id === project.id)} />
            ))}
          </ul>
        </section>
      </nav>
      {making && <NewProject onClose={() => setMaking(false)} />}
    </div>
  );
}

function ProjectEntry({ project, boards }: { project: Project; boards: ListedBoard[] }) {
  return (
    <li>
      <Entry to={`/projects/${project.id}`} icon={<span className={css.key}>{project.key.slice(0, 3)}</span>}>
        {project.name}
      </Entry>
      <div className={css.under}>
        <Boards boards={boards} />
      </div>
    </li>
  );
}

function Boards({ boards }: { boards: ListedBoard[] }) {
  return (
    <ul>
      {boards.map((board) => (
        <li key={board.id}>
          <Entry to={`/boards/${board.id}`} icon={<span style={{ display: "grid", color: board.preferences.color ?? undefined }}><Icon name="board" size={14} /></span>}>
            {board.preferences.title ?? board.name}
          </Entry>
        </li>
      ))}
    </ul>
  );
}

function Entry({ to, icon, children }: { to: string; icon: ReactNode; children: ReactNode }) {
  return (
    <NavLink to={to} end={to === "/"} className={css.entry!}>
      <span className={css.icon}>{icon}</span>
      <span className={css.words}>{children}</span>
    </NavLink>
  );
}

function Account() {
  const user = useUser();
  const signOut = useSignOut();
  const goTo = useNavigate();
  const [theme, setTheme] = useTheme();
  const trigger = (
    <Button look="quiet" className={css.account}>
      <Avatar id={user.id} name={user.name} title={false} />
      <span className={css.words}>{user.name}</span>
      <span className="visually-hidden">{messages.shell.account}</span>
    </Button>
  );
  return (
    <Menu trigger={trigger} align="start">
      <MenuChoice label={messages.shell.theme} value={theme} values={messages.shell.themes} onChange={setTheme} />
      <MenuLine />
      <MenuItem onSelect={() => void goTo("/settings")}>{messages.shared.settings}</MenuItem>
      <MenuItem onSelect={() => signOut.mutate()}>{messages.shell.signOut}</MenuItem>
    </Menu>
  );
}
