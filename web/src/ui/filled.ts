// Reads a form that is sent.

import type { FormEvent } from "react";

/** What is in its fields, without blanks around; the browser does not send it by itself. */
export function filled(event: FormEvent<HTMLFormElement>): (name: string) => string {
  event.preventDefault();
  const form = new FormData(event.currentTarget);
  return (name) => String(form.get(name) ?? "").trim();
}

/** As it was typed, as a password is. */
export function typed(event: FormEvent<HTMLFormElement>, name: string): string {
  return String(new FormData(event.currentTarget).get(name) ?? "");
}
