import { reason } from "../api/problem.ts";
import css from "./feedback.module.css";

/** What went wrong with a form as a whole; read out as soon as it is there. */
export function Alert({ error, children }: { error?: unknown; children?: string | undefined }) {
  const text = children ?? (error ? reason(error) : undefined);
  if (text === undefined) return null;
  return (
    <p className={css.alert} role="alert">
      {text}
    </p>
  );
}
