// Inviting people from where one is. What it opens is loaded then.

import { lazy, Suspense, useState } from "react";

import { messages } from "../messages.ts";
import { Button, type ButtonProps } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import css from "./invite-button.module.css";

const InviteDialog = lazy(() => import("./invite-to-board.tsx"));

interface Props {
  id: string;
  name: string;
  look?: NonNullable<ButtonProps["look"]>;
  /** An icon alone where there is no room, as on a phone. */
  brief?: boolean;
}

export function InviteToBoard({ id, name, look = "plain", brief = false }: Props) {
  const [inviting, setInviting] = useState(false);
  return (
    <>
      <Button look={look} {...(brief && { className: css.brief })} onClick={() => setInviting(true)}>
        {brief && (
          <span className={css.icon}>
            <Icon name="invite" />
          </span>
        )}
        <span className={css.text}>{messages.shared.invite}</span>
      </Button>
      {inviting && (
        <Suspense>
          <InviteDialog id={id} name={name} onClose={() => setInviting(false)} />
        </Suspense>
      )}
    </>
  );
}
