import type { Notification } from "../api/schema.ts";
import { Avatar } from "../ui/avatar.tsx";
import { classes } from "../ui/classes.ts";
import { Icon } from "../ui/icon.tsx";
import css from "./who-told.module.css";

/** Whoever did what a notification tells of; a sign where nobody did. */
export function WhoTold({ one: { actor, kind } }: { one: Notification }) {
  if (actor) return <Avatar {...actor} size={28} />;
  const late = kind === "overdue" || kind === "security";
  return (
    <span className={classes(css.sign, late && css.late)}>
      <Icon name={late ? "warning" : "clock"} />
    </span>
  );
}
