// A card, opened above its board. While it lies on the board it is shown live; one that is archived is asked for.

import type { Card } from "boardwire-client";
import { type ClipboardEvent, type DragEvent, useEffect, useRef, useState } from "react";

import { isRefusal } from "../../api/problem.ts";
import { filesKey } from "../../data/card-files.ts";
import { useCard } from "../../data/cards.ts";
import { askAgain, askAllAgain } from "../../live/told.ts";
import { messages } from "../../messages.ts";
import { useLocation, useNavigate, useParams } from "../../navigation.tsx";
import { cardTexts } from "../../messages/card.ts";
import { useUploads } from "../../shell/uploads.tsx";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { classes } from "../../ui/classes.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Empty } from "../../ui/empty.tsx";
import { useTitle } from "../../ui/page.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { type OpenBoard, useOpenBoard } from "../board/context.ts";
import { archive } from "../board/moves.ts";
import { Actions } from "./actions.tsx";
import css from "./card.module.css";
import { Checklist } from "./checklist.tsx";
import { Description } from "./description.tsx";
import { Facts } from "./facts.tsx";
import { Files } from "./files.tsx";
import { Talk } from "./talk.tsx";
import { Title } from "./title.tsx";

export default function CardScreen() {
  const { boardId = "", cardId = "" } = useParams();
  const { search } = useLocation();
  const goTo = useNavigate();
  const opened = useOpenBoard();
  const asked = useCard(cardId);
  const [gone, setGone] = useState(false);
  const { board, status } = opened;
  const card = opened.state.cards[cardId] ?? asked.data;
  useTitle(card && `${card.key} ${card.title}`);
  useEffect(() => {
    setGone(false);
    return board.onEvent((event) => {
      askAgain(event, cardId);
      const { card } = event.data as { card?: { id: string } };
      if (event.name === "card.deleted" && card?.id === cardId) setGone(true);
    });
  }, [board, cardId]);
  // What was told while there was no connection is not told again part by part.
  const was = useRef(status.state);
  useEffect(() => {
    if (status.state === "open" && was.current !== "open") askAllAgain(cardId);
    was.current = status.state;
  }, [status.state, cardId]);
  useEffect(() => {
    // Whoever came by its address had the focus nowhere before: it goes to the card as it lies on the board.
    const back = () => document.activeElement === document.body && document.querySelector<HTMLElement>(`[data-card="${cardId}"] a`)?.focus();
    return () => void setTimeout(back, 50);
  }, [cardId]);
  const close = () => void goTo({ pathname: `/boards/${boardId}`, search });
  const isGone = gone || isRefusal(asked.error, 404);
  return (
    <Dialog label={card?.title ?? messages.loading} wide onClose={close}>
      {isGone ? (
        <div className={css.gone}>
          <Empty title={cardTexts.gone}>{cardTexts.goneText}</Empty>
        </div>
      ) : card ? (
        <Opened key={card.id} card={card} opened={opened} onClose={close} />
      ) : asked.error ? (
        <Alert error={asked.error} />
      ) : (
        <Spinner />
      )}
    </Dialog>
  );
}

function Opened({ card, opened, onClose }: { card: Card; opened: OpenBoard; onClose: () => void }) {
  const { board, mayWrite } = opened;
  const mayEdit = mayWrite && card.archived_at === null;
  const { uploads, attach } = useUploads(`/api/v1/cards/${card.id}/files`, filesKey(card.id));
  const [over, setOver] = useState(false);
  const carriesFiles = ({ dataTransfer }: DragEvent) => mayEdit && dataTransfer.types.includes("Files");
  const drop = (event: DragEvent) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    setOver(false);
    attach([...event.dataTransfer.files]);
  };
  const paste = (event: ClipboardEvent) => {
    if (!mayEdit || event.clipboardData.files.length === 0) return;
    event.preventDefault();
    attach([...event.clipboardData.files]);
  };
  const editable = { ...opened, mayWrite: mayEdit };
  return (
    <article
      className={classes(css.card, over && css.over)}
      onDragOver={(event) => carriesFiles(event) && (event.preventDefault(), setOver(true))}
      onDragLeave={({ currentTarget, relatedTarget }) => !currentTarget.contains(relatedTarget as Node | null) && setOver(false)}
      onDrop={drop}
      onPaste={paste}
    >
      <div className={css.top}>
        <p className={css.key}>{card.key}</p>
        {card.archived_at !== null && (
          <div className={css.archived}>
            {messages.card.archivedHint}
            {mayWrite && <Button onClick={() => void archive(board, card, false)}>{messages.card.restore}</Button>}
          </div>
        )}
        <Title card={card} opened={editable} />
      </div>
      <Facts card={card} opened={opened} />
      <div className={css.main}>
        <Description card={card} opened={editable} />
        <Checklist card={card} mayEdit={mayEdit} />
        <Files card={card} mayEdit={mayEdit} uploads={uploads} onAttach={attach} />
        <Talk card={card} opened={opened} />
      </div>
      <Actions card={card} opened={opened} onClose={onClose} />
      {over && <p className={css.drop}>{cardTexts.drop}</p>}
    </article>
  );
}
