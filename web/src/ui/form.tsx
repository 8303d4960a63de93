import type { ComponentProps } from "react";

import css from "./form.module.css";

/** A form's fields under each other. */
export function Form(props: ComponentProps<"form">) {
  return <form {...props} className={css.form} />;
}
