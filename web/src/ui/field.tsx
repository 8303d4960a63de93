// A labelled field of a form, with what is wrong with it beneath, which screen readers read with it.

import { type ComponentProps, type ReactNode, useId } from "react";

import css from "./field.module.css";
import { classes } from "./classes.ts";

interface Around {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  /** The label is for screen readers only, where what is around says it. */
  hidesLabel?: boolean;
}

type Described = { id: string; "aria-describedby": string | undefined; "aria-invalid": true | undefined };

function Labelled({ label, hint, error, hidesLabel, children }: Around & { children: (given: Described) => ReactNode }) {
  const id = useId();
  const described = error || hint ? `${id}-about` : undefined;
  return (
    <div className={css.field}>
      <label htmlFor={id} className={hidesLabel ? "visually-hidden" : css.label}>
        {label}
      </label>
      {children({ id, "aria-describedby": described, "aria-invalid": error ? true : undefined })}
      {described && (
        <p id={described} className={error ? css.error : css.hint}>
          {error ?? hint}
        </p>
      )}
    </div>
  );
}

export function Field({ label, hint, error, hidesLabel, className, ...input }: Around & ComponentProps<"input">) {
  const around = { label, hint, error, hidesLabel: hidesLabel ?? false };
  return <Labelled {...around}>{(given) => <input {...given} {...input} className={classes(css.input, className)} />}</Labelled>;
}

export function TextArea({ label, hint, error, hidesLabel, className, ...input }: Around & ComponentProps<"textarea">) {
  const around = { label, hint, error, hidesLabel: hidesLabel ?? false };
  return <Labelled {...around}>{(given) => <textarea {...given} {...input} className={classes(css.input, css.area, className)} />}</Labelled>;
}

export function Select({ label, hint, error, hidesLabel, className, ...input }: Around & ComponentProps<"select">) {
  const around = { label, hint, error, hidesLabel: hidesLabel ?? false };
  return <Labelled {...around}>{(given) => <select {...given} {...input} className={classes(css.input, className)} />}</Labelled>;
}
