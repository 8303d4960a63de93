// A person as their initials, always in the same of eight colours.

import css from "./avatar.module.css";
import { classes } from "./classes.ts";

export function Avatar({ id, name, size = 22, title = true }: { id: string; name: string; size?: number; title?: boolean }) {
  const hue = [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 997, 7) % 8;
  const style = { width: size, height: size, fontSize: Math.round(size * 0.42) };
  return (
    <span className={classes(css.avatar, css[`hue${hue}`])} style={style} title={title ? name : undefined} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? "")][0] ?? "");
  return letters.join("").toLocaleUpperCase();
}

/** Several, overlapping; what is more than `most` is a number. */
export function Avatars({ people, most = 4, size = 22 }: { people: readonly { id: string; name: string }[]; most?: number; size?: number }) {
  const shown = people.length > most ? people.slice(0, most - 1) : people;
  return (
    <span className={css.several}>
      {shown.map((person) => (
        <Avatar key={person.id} {...person} size={size} />
      ))}
      {people.length > shown.length && (
        <span className={classes(css.avatar, css.more)} style={{ width: size, height: size, fontSize: Math.round(size * 0.42) }} aria-hidden="true">
          +{people.length - shown.length}
        </span>
      )}
    </span>
  );
}
