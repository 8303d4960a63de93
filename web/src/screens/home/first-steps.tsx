// What to do first, for who has nothing yet.

import { useState } from "react";

import { messages } from "../../messages.ts";
import { home } from "../../messages/home.ts";
import { NewProject } from "../../shell/new-project.tsx";
import { Button } from "../../ui/button.tsx";
import css from "./home.module.css";

export function FirstSteps() {
  const [making, setMaking] = useState(false);
  const { steps } = home;
  return (
    <section className={css.first}>
      <h2 className={css.welcome}>{home.welcome}</h2>
      <ol className={css.steps}>
        <li>
          <h3>{steps.project}</h3>
          <p className={css.quiet}>{steps.projectText}</p>
          <Button look="primary" onClick={() => setMaking(true)}>
            {messages.shell.newProject}
          </Button>
        </li>
        <li>
          <h3>{steps.invite}</h3>
          <p className={css.quiet}>{steps.inviteText}</p>
        </li>
        <li>
          <h3>{steps.assign}</h3>
          <p className={css.quiet}>{steps.assignText}</p>
        </li>
      </ol>
      {making && <NewProject onClose={() => setMaking(false)} />}
    </section>
  );
}
