// What was said, by day; what somebody said in one go stays together.

import { Fragment } from "react";

import type { Person } from "../../api/schema.ts";
import type { Message } from "../../data/chat.ts";
import { clockTime, dayHeading, full } from "../../dates.ts";
import { pieces } from "../../mentions.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { classes } from "../../ui/classes.ts";
import css from "./chat.module.css";

/** Longer apart, and it is said anew. */
const TOGETHER_MS = 5 * 60_000;

export function Said({ said, people, me }: { said: readonly Message[]; people: readonly Person[]; me: string }) {
  return said.map((message, at) => {
    const before = said[at - 1];
    const heading = dayHeading(message.created_at);
    const newDay = !before || dayHeading(before.created_at) !== heading;
    const goesOn = !newDay && before.author.id === message.author.id && Date.parse(message.created_at) - Date.parse(before.created_at) < TOGETHER_MS;
    return (
      <Fragment key={message.id}>
        {newDay && <h2 className={css.day}>{heading}</h2>}
        <article className={classes(css.message, goesOn && css.goesOn)}>
          {goesOn ? <span /> : <Avatar {...message.author} size={28} title={false} />}
          <div>
            <p className={goesOn ? "visually-hidden" : css.who}>
              <span>{message.author.name}</span>
              <time dateTime={message.created_at} title={full(message.created_at)}>
                {clockTime(message.created_at)}
              </time>
            </p>
            <p className={css.text}>
              {pieces(message.text, people).map(({ text, person }, nth) =>
                person ? (
                  <mark key={nth} className={person.id === me ? css.me : css.mention} title={person.name}>
                    {text}
                  </mark>
                ) : (
                  text
                ),
              )}
            </p>
          </div>
        </article>
      </Fragment>
    );
  });
}
