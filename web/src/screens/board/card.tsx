// A card as it lies on the board: a link to the whole of it that can be carried.

import { useSortable } from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";
import type { Card } from "boardwire-client";
import { memo } from "react";

import { due } from "../../dates.ts";
import { messages } from "../../messages.ts";
import { Link, useLocation } from "../../navigation.tsx";
import { Priority } from "../../shell/priority.tsx";
import { Avatars } from "../../ui/avatar.tsx";
import { classes } from "../../ui/classes.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import css from "./card.module.css";

export const SortableCard = memo(function SortableCard({ card, disabled }: { card: Card; disabled: boolean }) {
  const { attributes, listeners, setNodeRef, transform, transition, isDragging } = useSortable({
    id: card.id,
    data: { column: card.column_id },
    disabled,
  });
  const { role: _role, "aria-pressed": _pressed, ...rest } = attributes;
  const style = { transform: CSS.Translate.toString(transform), transition };
  const { search } = useLocation();
  const isNew = card.version === 0;
  return (
    <li ref={setNodeRef} style={style} className={classes(css.place, isDragging && css.hole)} data-card={card.id}>
      {isNew ? (
        <CardFace card={card} />
      ) : (
        <Link to={{ pathname: `cards/${card.id}`, search }} className={css.link!} draggable={false} {...(disabled ? {} : { ...rest, ...listeners })}>
          <CardFace card={card} />
        </Link>
      )}
    </li>
  );
});

export function CardFace({ card, lifted = false }: { card: Card; lifted?: boolean }) {
  const people = card.assignees;
  return (
    <div className={classes(css.card, lifted && css.lifted, card.version === 0 && css.new)}>
      {card.labels.length > 0 && (
        <span className={css.labels}>
          {card.labels.map((label) => (
            <span key={label.id} className={css.label}>
              <span className={css.dot} style={{ background: label.color }} />
              {label.name}
            </span>
          ))}
        </span>
      )}
      <span className={css.title} data-title>
        {card.title}
      </span>
      <span className={css.foot}>
        <span className={css.key}>{card.key}</span>
        {card.priority !== "none" && <Priority of={card.priority} />}
        {card.due && card.due_at && <Due card={card} />}
        {card.checklist.total > 0 && (
          <Fact icon="checklist" text={`${card.checklist.done}/${card.checklist.total}`} about={messages.board.checklist(card.checklist.done, card.checklist.total)} />
        )}
        {card.comments_count > 0 && <Fact icon="comment" text={String(card.comments_count)} about={messages.board.comments(card.comments_count)} />}
        {card.files_count > 0 && <Fact icon="clip" text={String(card.files_count)} about={messages.board.files(card.files_count)} />}
        {people.length > 0 && (
          <span className={css.people}>
            <span className="visually-hidden">{messages.board.assignees(people.map(({ name }) => name).join(", "))}</span>
            <Avatars people={people} size={20} most={3} />
          </span>
        )}
      </span>
    </div>
  );
}

function Fact({ icon, text, about, look }: { icon: IconName; text: string; about: string; look?: string | undefined }) {
  return (
    <span className={classes(css.fact, look)} title={about}>
      <Icon name={icon} size={13} />
      <span aria-hidden="true">{text}</span>
      <span className="visually-hidden">{about}</span>
    </span>
  );
}

function Due({ card }: { card: Card }) {
  const at = Date.parse(card.due_at ?? "");
  const when = due(card.due ?? "", card.due_at ?? "");
  const late = card.completed_at === null && at < Date.now();
  const soon = card.completed_at === null && !late && at < Date.now() + 86_400_000;
  const about = late ? messages.board.overdue(when) : messages.board.due(when);
  return <Fact icon="clock" text={when} about={about} look={late ? css.late : soon ? css.soon : undefined} />;
}
