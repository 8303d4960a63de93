// Choosing a colour: one of a few that are told apart, or the one that it has.

import { projectParts } from "../../messages/project-parts.ts";
import css from "./project.module.css";

export function Colors({ chosen }: { chosen: string | undefined }) {
  const known = Object.entries<string>(projectParts.colors);
  const all = chosen === undefined || chosen in projectParts.colors ? known : [...known, [chosen, projectParts.otherColor] as const];
  const first = chosen ?? known[0]?.[0];
  return (
    <fieldset className={css.colors}>
      <legend>{projectParts.labelColor}</legend>
      {all.map(([color, name]) => (
        <label key={color} className={css.color} title={name}>
          <input type="radio" name="color" value={color} defaultChecked={color === first} aria-label={name} />
          <span style={{ background: color }} />
        </label>
      ))}
    </fieldset>
  );
}
