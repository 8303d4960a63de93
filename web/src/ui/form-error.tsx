import { fieldsOf } from "../api/problem.ts";
import { Alert } from "./alert.tsx";

/** What went wrong with a form, unless one of these fields says it. */
export function FormError({ error, fields }: { error: unknown; fields: readonly string[] }) {
  const wrong = fieldsOf(error);
  if (fields.some((name) => wrong[name] !== undefined)) return null;
  return <Alert error={error} />;
}
