// A project's boards and how far it is; and what comes next where nobody else is in it yet.

import { useState } from "react";

import { useProjectBoards } from "../../data/boards.ts";
import { useProjectPeople } from "../../data/project-people.ts";
import { messages } from "../../messages.ts";
import { projectParts } from "../../messages/project-parts.ts";
import { Link } from "../../navigation.tsx";
import { Button } from "../../ui/button.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useOpenProject } from "./context.ts";
import { InviteToProject } from "./invite.tsx";
import { NewBoard } from "./new-board.tsx";
import { Progress } from "./progress.tsx";
import css from "./project.module.css";

export default function Boards() {
  const { project } = useOpenProject();
  const { data: boards } = useProjectBoards(project.id);
  const [making, setMaking] = useState(false);
  return (
    <div className={css.parts}>
      {project.description && <p className={css.description}>{project.description}</p>}
      <section>
        <header className={css.head}>
          <h2>{messages.project.boards}</h2>
          {project.permissions.includes("board_manage") && (
            <Button onClick={() => setMaking(true)}>
              <Icon name="plus" size={14} /> {messages.shell.newBoard}
            </Button>
          )}
        </header>
        {boards?.length === 0 && <Empty title={messages.project.noBoards}>{messages.project.noBoardsText}</Empty>}
        <ul className={css.boards}>
          {boards?.map((board) => (
            <li key={board.id}>
              <Link to={`/boards/${board.id}`} className={css.board!}>
                <Icon name="board" />
                <span className={css.name}>{board.name}</span>
                {board.description && <span className={css.about}>{board.description}</span>}
              </Link>
            </li>
          ))}
        </ul>
      </section>
      <Progress project={project} />
      <Alone />
      {making && <NewBoard projectId={project.id} onClose={() => setMaking(false)} />}
    </div>
  );
}

/** For who has nobody to work with yet. */
function Alone() {
  const { project } = useOpenProject();
  const { data: members } = useProjectPeople(project.id);
  const [inviting, setInviting] = useState(false);
  if (!members || members.length > 1 || !project.permissions.includes("user_manage")) return null;
  const invite = (
    <Button look="primary" onClick={() => setInviting(true)}>
      {messages.shared.invite}
    </Button>
  );
  return (
    <>
      <Empty title={projectParts.alone} action={invite}>
        {projectParts.aloneText}
      </Empty>
      {inviting && <InviteToProject project={project} onClose={() => setInviting(false)} />}
    </>
  );
}
