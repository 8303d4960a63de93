// What can be done with a card as a whole. What cannot be undone asks first; archiving has a way back.

import type { Card } from "boardwire-client";
import { useState } from "react";

import { copyCard } from "../../data/cards.ts";
import { messages } from "../../messages.ts";
import { useNavigate } from "../../navigation.tsx";
import { cardTexts } from "../../messages/card.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Menu, MenuItem, MenuLine } from "../../ui/menu.tsx";
import { AskFirst } from "../../ui/ask-first.tsx";
import { complain, tell } from "../../ui/toast.tsx";
import type { OpenBoard } from "../board/context.ts";
import { archive } from "../board/moves.ts";
import css from "./card.module.css";

export function Actions({ card, opened, onClose }: { card: Card; opened: OpenBoard; onClose: () => void }) {
  const { board, mayWrite } = opened;
  const goTo = useNavigate();
  const [asks, setAsks] = useState(false);
  const isHere = card.archived_at === null;
  const copyLink = async () => {
    try {
      await navigator.clipboard.writeText(`${location.origin}/app/cards/${card.id}`);
      tell(messages.card.linkCopied);
    } catch (error) {
      complain(error);
    }
  };
  const copy = async () => {
    try {
      const made = await copyCard(card.id, {});
      tell(cardTexts.copied(made.key));
      void goTo(`/boards/${made.board_id}/cards/${made.id}`);
    } catch (error) {
      complain(error);
    }
  };
  return (
    <>
      <Menu
        trigger={
          <Button look="quiet" icon className={css.actions} aria-label={cardTexts.actions}>
            <Icon name="dots" />
          </Button>
        }
      >
        <MenuItem onSelect={() => void copyLink()}>
          <Icon name="link" size={14} /> {messages.card.copyLink}
        </MenuItem>
        {mayWrite && (
          <>
            {isHere && (
              <>
                <MenuItem onSelect={() => void copy()}>
                  <Icon name="copy" size={14} /> {cardTexts.copy}
                </MenuItem>
                <MenuItem onSelect={() => (onClose(), void archive(board, card, true))}>
                  <Icon name="archive" size={14} /> {cardTexts.archive}
                </MenuItem>
              </>
            )}
            <MenuLine />
            <MenuItem danger onSelect={() => setAsks(true)}>
              <Icon name="trash" size={14} /> {cardTexts.delete}
            </MenuItem>
          </>
        )}
      </Menu>
      {asks && (
        <AskFirst
          title={cardTexts.deleteTitle(card.key)}
          action={cardTexts.delete}
          onClose={() => setAsks(false)}
          onYes={async () => {
            await board.delete(card.id);
            tell(cardTexts.deleted(card.key));
            onClose();
          }}
        >
          {cardTexts.deleteText}
        </AskFirst>
      )}
    </>
  );
}
