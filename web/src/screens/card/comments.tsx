// What was said about a card, and saying more. It comes live, as does who is typing.

import type { Card } from "boardwire-client";
import { useEffect, useState } from "react";

import type { Comment } from "../../api/schema.ts";
import { conflict } from "../../data/cards.ts";
import { useAddComment, useComments, useDeleteComment, useEditComment } from "../../data/comments.ts";
import { draftOf, keepDraft } from "../../data/drafts.ts";
import { useUser } from "../../data/me.ts";
import { ago, full } from "../../dates.ts";
import { messages } from "../../messages.ts";
import { cardTexts } from "../../messages/card.ts";
import { Alert } from "../../ui/alert.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Menu, MenuItem } from "../../ui/menu.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { AskFirst } from "../../ui/ask-first.tsx";
import type { OpenBoard } from "../board/context.ts";
import { MentionArea } from "./mention-area.tsx";
import css from "./talk.module.css";
import { Words } from "./words.tsx";

export function Comments({ card, opened }: { card: Card; opened: OpenBoard }) {
  const { data: comments = [], isPending, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useComments(card.id);
  const isHere = card.archived_at === null;
  return (
    <div className={css.talk}>
      {isPending && <Spinner />}
      <Alert error={error} />
      {!isPending && !error && comments.length === 0 && <p className={css.none}>{cardTexts.noComments}</p>}
      <ul className={css.list}>
        {comments.map((comment) => (
          <One key={comment.id} comment={comment} card={card} opened={opened} />
        ))}
      </ul>
      {hasNextPage && (
        <Button look="quiet" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {cardTexts.further}
        </Button>
      )}
      {opened.mayComment && isHere && <Composer card={card} opened={opened} />}
    </div>
  );
}

function One({ comment, card, opened }: { comment: Comment; card: Card; opened: OpenBoard }) {
  const me = useUser();
  const { author, body, created_at, version } = comment;
  const isMine = author.id === me.id;
  const [doing, setDoing] = useState<"edit" | "delete">();
  const remove = useDeleteComment(card.id, comment.id);
  const end = () => setDoing(undefined);
  return (
    <li className={css.one} aria-label={author.name}>
      <Avatar {...author} size={26} />
      <div className={css.said}>
        <header className={css.by}>
          <strong>{author.name}</strong>
          <time dateTime={created_at} title={full(created_at)}>
            {ago(created_at)}
          </time>
          {version > 1 && <span>{cardTexts.edited}</span>}
          {(isMine || opened.mayManage) && (
            <Menu
              trigger={
                <Button look="quiet" icon className={css.more} aria-label={cardTexts.commentActions(author.name)}>
                  <Icon name="dots" />
                </Button>
              }
            >
              {isMine && <MenuItem onSelect={() => setDoing("edit")}>{cardTexts.editComment}</MenuItem>}
              <MenuItem danger onSelect={() => setDoing("delete")}>
                {cardTexts.deleteComment}
              </MenuItem>
            </Menu>
          )}
        </header>
        {doing === "edit" ? <Editor comment={comment} card={card} onEnd={end} /> : <Words text={body} />}
      </div>
      {doing === "delete" && (
        <AskFirst title={cardTexts.deleteCommentTitle} action={cardTexts.deleteComment} onClose={end} onYes={() => remove.mutateAsync()}>
          {cardTexts.deleteCommentText}
        </AskFirst>
      )}
    </li>
  );
}

function Editor({ comment, card, onEnd }: { comment: Comment; card: Card; onEnd: () => void }) {
  const [draft, setDraft] = useState(comment.body);
  const [base, setBase] = useState(comment);
  const edit = useEditComment(card.id, comment.id);
  const clash = conflict(edit.error) !== undefined;
  const save = () => {
    const now = clash ? comment : base;
    setBase(now);
    edit.mutate({ body: draft, version: now.version }, { onSuccess: onEnd });
  };
  return (
    <form className={css.form} onSubmit={(event) => (event.preventDefault(), save())}>
      {clash && (
        <>
          <Alert>{messages.problem.changedMeanwhile}</Alert>
          <Words text={comment.body} />
        </>
      )}
      {!clash && <Alert error={edit.error} />}
      <MentionArea boardId={card.board_id} label={cardTexts.editComment} rows={3} autoFocus value={draft} onChange={setDraft} onSend={save} onCancel={onEnd} />
      <div className={css.row}>
        <Button type="submit" look="primary" busy={edit.isPending} disabled={draft.trim() === ""}>
          {messages.save}
        </Button>
        <Button look="quiet" onClick={onEnd}>
          {messages.cancel}
        </Button>
      </div>
    </form>
  );
}

function Composer({ card, opened }: { card: Card; opened: OpenBoard }) {
  const me = useUser();
  const of = `comment on ${card.id}`;
  const [draft, setDraft] = useState(() => draftOf(of)?.text ?? "");
  useEffect(() => keepDraft(of, draft), [of, draft]);
  const add = useAddComment(card.id);
  const typing = opened.typing.filter(({ id }) => id !== me.id).map(({ name }) => name);
  const send = () => {
    if (draft.trim() === "" || add.isPending) return;
    const sent = () => {
      // Also where the card was closed meanwhile: it would be there to be sent again.
      if (draftOf(of)?.text === draft) keepDraft(of, "");
      setDraft((now) => (now === draft ? "" : now));
    };
    add.mutateAsync({ body: draft }).then(sent, () => undefined);
  };
  const write = (text: string) => {
    setDraft(text);
    if (text.trim() !== "") opened.board.type(card.id);
  };
  return (
    <div className={css.one}>
      <Avatar {...me} size={26} />
      <form className={css.form} onSubmit={(event) => (event.preventDefault(), send())}>
        <Alert error={add.error} />
        <MentionArea
          boardId={card.board_id}
          label={cardTexts.comment}
          placeholder={cardTexts.comment}
          rows={2}
          value={draft}
          onChange={write}
          onSend={send}
        />
        <div className={css.row}>
          <Button type="submit" look={draft.trim() === "" ? "plain" : "primary"} busy={add.isPending} disabled={draft.trim() === ""}>
            {cardTexts.send}
          </Button>
          <span className={css.hint} role="status">
            {typing.length > 0 ? cardTexts.typing(typing.join(", "), typing.length) : cardTexts.commentHint}
          </span>
        </div>
      </form>
    </div>
  );
}
