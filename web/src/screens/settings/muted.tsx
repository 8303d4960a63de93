// Projects and boards of which nothing is told.

import { useBoards } from "../../data/boards.ts";
import { useProjects } from "../../data/projects.ts";
import type { Wishes } from "../../data/wishes.ts";
import { settings } from "../../messages/settings.ts";
import type { Change } from "./notifications.tsx";
import css from "./settings.module.css";

export function Muted({ wishes, change }: { wishes: Wishes; change: (what: Change) => void }) {
  const { data: projects = [] } = useProjects();
  const { data: boards = [] } = useBoards();
  const { muted_projects, muted_boards } = wishes;
  if (projects.length === 0) return <p>{settings.mutedNone}</p>;
  return (
    <ul className={css.muted}>
      {projects.map((project) => (
        <li key={project.id}>
          <Box text={project.name} checked={muted_projects.includes(project.id)} onChange={(on) => change({ muted_projects: toggled(muted_projects, project.id, on) })} />
          <ul className={css.inner}>
            {boards
              .filter(({ project_id }) => project_id === project.id)
              .map((board) => (
                <li key={board.id}>
                  <Box text={board.name} checked={muted_boards.includes(board.id)} onChange={(on) => change({ muted_boards: toggled(muted_boards, board.id, on) })} />
                </li>
              ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

function Box({ text, checked, onChange }: { text: string; checked: boolean; onChange: (on: boolean) => void }) {
  return (
    <label className={css.box}>
      <input type="checkbox" checked={checked} onChange={({ target }) => onChange(target.checked)} />
      <span>{text}</span>
    </label>
  );
}

function toggled(all: readonly string[], id: string, on: boolean): string[] {
  const others = all.filter((one) => one !== id);
  return on ? [...others, id] : others;
}
