import css from "./feedback.module.css";
import { messages } from "../messages.ts";

/** Says that something is on its way; shown only after a moment, as most of it is there before. */
export function Spinner({ label = messages.loading }: { label?: string }) {
  return (
    <div className={css.spinner} role="status">
      <span className={css.wheel} aria-hidden="true" />
      <span className="visually-hidden">{label}</span>
    </div>
  );
}
