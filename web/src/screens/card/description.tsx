import type { Card } from "boardwire-client";
import { useEffect, useState } from "react";

import { conflict } from "../../data/cards.ts";
import { draftOf, keepDraft } from "../../data/drafts.ts";
import { messages } from "../../messages.ts";
import { cardTexts } from "../../messages/card.ts";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { classes } from "../../ui/classes.ts";
import type { OpenBoard } from "../board/context.ts";
import css from "./card.module.css";
import section from "./section.module.css";
import { MentionArea } from "./mention-area.tsx";
import { saved } from "./saving.ts";
import { Words } from "./words.tsx";

/** The description, and writing it. Who wrote meanwhile is not overwritten: the draft stays, beside what is there now. */
export function Description({ card, opened }: { card: Card; opened: OpenBoard }) {
  const { board, mayWrite } = opened;
  const of = `description of ${card.id}`;
  const [draft, setDraft] = useState(() => draftOf(of)?.text);
  /** The card as it was when the writing began, or when the last conflict was seen. */
  const [base, setBase] = useState(() => draftOf<Card>(of)?.base ?? card);
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [previews, setPreviews] = useState(false);
  useEffect(() => keepDraft(of, draft ?? "", base), [of, draft, base]);
  const begin = () => {
    setBase(card);
    setDraft(card.description);
    setError(undefined);
    setPreviews(false);
  };
  const save = async () => {
    setBusy(true);
    try {
      await saved(board, base, { description: draft ?? "" });
      // Also where the card was closed meanwhile: it would be there to be saved again.
      keepDraft(of, "");
      setDraft(undefined);
    } catch (caught) {
      setError(caught);
      const now = conflict(caught);
      if (now) setBase(now);
    }
    setBusy(false);
  };
  return (
    <section className={classes(section.section, css.description)}>
      <header className={section.head}>
        <h2>{messages.card.description}</h2>
        {draft === undefined && mayWrite && card.description && (
          <Button look="quiet" onClick={begin} aria-label={messages.card.editDescription}>
            {cardTexts.editComment}
          </Button>
        )}
      </header>
      {draft === undefined && card.description && <Words text={card.description} />}
      {draft === undefined && mayWrite && !card.description && (
        <button type="button" className={css.begin} onClick={begin}>
          {messages.card.noDescription}
        </button>
      )}
      {draft !== undefined && conflict(error) && (
        <div className={css.conflict}>
          <Alert>{messages.problem.changedMeanwhile}</Alert>
          <h3>{cardTexts.now}</h3>
          <Words text={base.description} />
          <h3>{cardTexts.yours}</h3>
        </div>
      )}
      {draft !== undefined && (
        <form className={css.form} onSubmit={(event) => (event.preventDefault(), void save())}>
          {!conflict(error) && <Alert error={error} />}
          {previews ? (
            <div className={css.preview}>
              <Words text={draft} />
            </div>
          ) : (
            <MentionArea
              boardId={card.board_id}
              label={messages.card.description}
              hint={cardTexts.markdownHint}
              rows={10}
              autoFocus
              value={draft}
              onChange={setDraft}
              onSend={() => void save()}
            />
          )}
          <div className={css.row}>
            <Button type="submit" look="primary" busy={busy}>
              {messages.save}
            </Button>
            <Button look="quiet" onClick={() => setDraft(undefined)}>
              {messages.cancel}
            </Button>
            <Button look="quiet" className={css.end} aria-pressed={previews} onClick={() => setPreviews(!previews)}>
              {previews ? cardTexts.write : cardTexts.preview}
            </Button>
          </div>
        </form>
      )}
    </section>
  );
}
