// What comes next for who has just begun: from a project of one's own to somebody else who hears of a card. It goes when that is
// done.

import type { Dashboard } from "../api/schema.ts";
import { useBoards } from "../data/boards.ts";
import { useUser } from "../data/me.ts";
import { useProjectPeople } from "../data/project-people.ts";
import { useProjects } from "../data/projects.ts";
import { steps } from "../messages/steps.ts";
import { Link } from "../navigation.tsx";
import { classes } from "../ui/classes.ts";
import { Icon } from "../ui/icon.tsx";
import css from "./next-steps.module.css";
import { InviteToBoard } from "./invite-button.tsx";

export function NextSteps({ cards }: { cards: Dashboard["recent_cards"] }) {
  const { data: projects = [] } = useProjects();
  const [project] = projects;
  if (!project || projects.length > 1 || !project.permissions.includes("user_manage")) return null;
  return <Steps projectId={project.id} cards={cards} />;
}

function Steps({ projectId, cards }: { projectId: string; cards: Dashboard["recent_cards"] }) {
  const { data: boards } = useBoards();
  const { data: members } = useProjectPeople(projectId);
  const me = useUser();
  const board = boards?.find(({ project_id }) => project_id === projectId);
  if (!board || !members) return null;
  const done = {
    card: cards.length > 0,
    invite: members.length > 1,
    assign: cards.some(({ assignees }) => assignees.some(({ id }) => id !== me.id)),
  };
  if (done.invite && done.assign) return null;
  const toBoard = <Link to={`/boards/${board.id}`}>{steps.open(board.name)}</Link>;
  const all = [
    { text: steps.project, done: true },
    { text: steps.card, done: done.card, way: toBoard },
    { text: steps.invite, done: done.invite, way: <InviteToBoard id={board.id} name={board.name} look={done.card ? "primary" : "plain"} /> },
    { text: steps.assign, done: done.assign, way: done.invite ? toBoard : undefined },
  ];
  return (
    <section className={css.steps} aria-labelledby="next-steps">
      <h2 id="next-steps">{steps.title}</h2>
      <ol>
        {all.map((step) => (
          <li key={step.text} className={classes(css.step, step.done && css.done)}>
            <span className={css.sign}>{step.done && <Icon name="check" size={12} />}</span>
            <span className={css.text}>
              {step.text}
              {step.done && <span className="visually-hidden">: {steps.isDone}</span>}
            </span>
            {!step.done && step.way}
          </li>
        ))}
      </ol>
    </section>
  );
}
