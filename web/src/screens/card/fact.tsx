// One thing that is said beside a card: what it is called, what it is, and the button that changes it.

import type { ReactNode } from "react";

import { Button, type ButtonProps } from "../../ui/button.tsx";
import { classes } from "../../ui/classes.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { Picker } from "../../ui/picker.tsx";
import css from "./facts.module.css";
import section from "./section.module.css";

export function Fact({ title, change, children }: { title: string; change?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes(section.section, css.fact)} aria-label={title}>
      <header className={section.head}>
        <h2>{title}</h2>
        {change}
      </header>
      {children}
    </section>
  );
}

/** The button of a fact, which opens something to change it with. */
export function Change({ icon = "plus", ...button }: Omit<ButtonProps, "icon"> & { icon?: IconName; "aria-label": string }) {
  return (
    <Button look="quiet" icon className={css.change} {...button}>
      <Icon name={icon} size={14} />
    </Button>
  );
}

interface ChosenProps<T> extends Pick<Parameters<typeof Picker>[0], "choices" | "onToggle" | "onOpen" | "make"> {
  title: string;
  mayEdit: boolean;
  texts: { choose: string; find: string; notFound: string; none: string };
  chosen: readonly T[];
  className: string | undefined;
  draw: (one: T) => ReactNode;
}

/** Some of many, such as labels and people: those that are, and choosing among all. */
export function Chosen<T extends { id: string }>({ title, mayEdit, texts, chosen, className, draw, ...picker }: ChosenProps<T>) {
  const change = mayEdit && (
    <Picker
      {...picker}
      trigger={<Change aria-label={texts.choose} />}
      title={texts.choose}
      find={texts.find}
      none={texts.notFound}
      chosen={new Set(chosen.map(({ id }) => id))}
    />
  );
  return (
    <Fact title={title} change={change}>
      {chosen.length === 0 ? (
        <p className={css.none}>{texts.none}</p>
      ) : (
        <ul className={className}>
          {chosen.map((one) => (
            <li key={one.id}>{draw(one)}</li>
          ))}
        </ul>
      )}
    </Fact>
  );
}
