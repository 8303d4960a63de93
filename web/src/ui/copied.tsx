// A text to be taken away: shown whole, and copied by a button.

import { useState } from "react";

import { messages } from "../messages.ts";
import { Button } from "./button.tsx";
import css from "./copied.module.css";
import { Field } from "./field.tsx";

export function Copied({ label, text, hint }: { label: string; text: string; hint?: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <div className={css.copied}>
      {/* Selected as a whole, for those whose browser lets no page write to the clipboard. */}
      <Field label={label} value={text} readOnly hint={hint} className={css.text} onFocus={({ target }) => target.select()} />
      <Button className={css.button} onClick={() => void copy().catch(() => undefined)}>
        {copied ? messages.shared.copied : messages.shared.copy}
      </Button>
      <span role="status" className="visually-hidden">
        {copied && messages.shared.copied}
      </span>
    </div>
  );
}
