// The cards of a board that were put away: found, put back, or deleted for good.

import type { Card } from "boardwire-client";
import { useDeferredValue, useState } from "react";

import { archivedKey, deleteCard, useArchived } from "../../../data/cards.ts";
import { queries } from "../../../data/client.ts";
import { ago } from "../../../dates.ts";
import { Link } from "../../../navigation.tsx";
import { toolTexts } from "../../../messages/board.ts";
import { cardTexts } from "../../../messages/card.ts";
import { Alert } from "../../../ui/alert.tsx";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Field } from "../../../ui/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Spinner } from "../../../ui/spinner.tsx";
import { AskFirst } from "../../../ui/ask-first.tsx";
import { tell } from "../../../ui/toast.tsx";
import type { OpenBoard } from "../context.ts";
import { archive } from "../moves.ts";
import css from "./tools.module.css";

export function Archived({ opened, onClose }: { opened: OpenBoard; onClose: () => void }) {
  const { board, mayWrite } = opened;
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed.trim());
  const { data, isPending, error } = useArchived(board.id, q);
  const [deleting, setDeleting] = useState<Card>();
  const cards = data?.items ?? [];
  return (
    <Dialog title={toolTexts.archived} onClose={onClose}>
      <div className={css.archived}>
        {(cards.length > 0 || typed !== "") && (
          <Field label={toolTexts.findArchived} hidesLabel type="search" placeholder={toolTexts.findArchived} value={typed} onChange={({ target }) => setTyped(target.value)} />
        )}
        <Alert error={error} />
        {isPending && <Spinner />}
        {data && cards.length === 0 && (
          <Empty title={q === "" ? toolTexts.noArchived : toolTexts.noArchivedFound}>{q === "" && toolTexts.noArchivedText}</Empty>
        )}
        <ul>
          {cards.map((card) => (
            <li key={card.id} className={css.row}>
              <div className={css.words}>
                <Link to={`/boards/${board.id}/cards/${card.id}`} onClick={onClose}>
                  {card.title}
                </Link>
                <span className={css.typing}>
                  {card.key}, {toolTexts.archivedWhen(ago(card.archived_at ?? card.updated_at))}
                </span>
              </div>
              {mayWrite && (
                <>
                  <Button aria-label={toolTexts.restore(card.title)} onClick={() => void archive(board, card, false)}>
                    {toolTexts.restoreShort}
                  </Button>
                  <Button look="quiet" icon aria-label={toolTexts.deleteCard(card.title)} onClick={() => setDeleting(card)}>
                    <Icon name="trash" size={14} />
                  </Button>
                </>
              )}
            </li>
          ))}
        </ul>
      </div>
      {deleting && (
        <AskFirst
          title={cardTexts.deleteTitle(deleting.key)}
          action={cardTexts.delete}
          onClose={() => setDeleting(undefined)}
          onYes={async () => {
            await deleteCard(deleting.id);
            tell(cardTexts.deleted(deleting.key));
            await queries.invalidateQueries({ queryKey: archivedKey(board.id) });
          }}
        >
          {cardTexts.deleteText}
        </AskFirst>
      )}
    </Dialog>
  );
}
