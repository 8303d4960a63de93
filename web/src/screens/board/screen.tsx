// A board: its columns and cards, live. Cards are opened above it: the address of a card is one within its board's.

import { columnsInOrder, type Permission } from "boardwire-client";
import { lazy, Suspense, useMemo, useState } from "react";

import { useBoards } from "../../data/boards.ts";
import { useLiveBoard } from "../../live/board.ts";
import { messages } from "../../messages.ts";
import { Outlet, useParams } from "../../navigation.tsx";
import { Connection } from "../../shell/connection.tsx";
import { InviteToBoard } from "../../shell/invite-button.tsx";
import { Avatars } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useKeys } from "../../ui/keys.ts";
import { Page } from "../../ui/page.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import Missing from "../missing/screen.tsx";
import css from "./board.module.css";
import { Carrying } from "./carrying.tsx";
import { Column } from "./column.tsx";
import type { OpenBoard } from "./context.ts";
import { countOf, filtered, NO_FILTER } from "./filter.ts";
import { NewColumn } from "./new-column.tsx";
import { startAdding } from "./quick-add.tsx";
import { useFilter } from "./use-filter.ts";

// Not needed to see the board.
const Tools = lazy(() => import("./tools/tools.tsx"));

export default function BoardScreen() {
  const { boardId = "" } = useParams();
  const { board, state, status, typing } = useLiveBoard(boardId);
  const { data: boards } = useBoards();
  const [making, setMaking] = useState(false);
  const [filtering, setFiltering] = useState(false);
  const [filter, setFilter] = useFilter();
  const shown = useMemo(() => state && filtered(state, filter), [state, filter]);
  useKeys({ n: startAdding, f: () => setFiltering(true), x: () => setFilter(NO_FILTER) });
  if (status.state === "closed" && status.reason === "not_found") return <Missing />;
  if (!board || !state || !shown) {
    return (
      <>
        <Connection status={status} />
        <Spinner label={messages.board.loading} />
      </>
    );
  }
  const may = (permission: Permission) => state.board.permissions.includes(permission);
  const mayWrite = may("board_write");
  const opened: OpenBoard = { board, state, status, typing, mayWrite, mayComment: may("board_comment"), mayManage: may("board_manage") };
  const names = state.online.map(({ name }) => name).join(", ");
  const mine = boards?.find(({ id }) => id === boardId)?.preferences;
  const title = mine?.title ?? state.board.name;
  const heading = (
    <>
      {mine?.color && <span className={css.color} style={{ background: mine.color }} />}
      {title}
    </>
  );
  const actions = (
    <>
      <span className={css.online} role="img" aria-label={messages.board.online(names)}>
        <Avatars people={state.online} size={24} />
      </span>
      {may("user_manage") && <InviteToBoard id={boardId} name={state.board.name} brief />}
      <Suspense>
        <Tools {...{ opened, shown, filter, filtering }} onFilter={setFilter} onFiltering={setFiltering} />
      </Suspense>
    </>
  );
  const isFiltered = countOf(filter) > 0;
  return (
    <Page title={title} heading={heading} actions={actions} full>
      <Connection status={status} />
      {isFiltered && (
        <p className={css.filtered}>
          {messages.board.shown(Object.keys(shown.cards).length, Object.keys(state.cards).length)}
          <Button look="quiet" onClick={() => setFilter(NO_FILTER)}>
            {messages.board.showAll}
          </Button>
        </p>
      )}
      <Carrying board={board} state={state} shown={shown} mayWrite={mayWrite}>
        {(cards) => (
          <div className={css.columns} data-board={boardId}>
            {columnsInOrder(state).map((column) => (
              <Column key={column.id} column={column} cards={cards(column.id)} opened={opened} />
            ))}
            {mayWrite && (
              <Button look="quiet" className={css.addColumn} onClick={() => setMaking(true)}>
                <Icon name="plus" size={14} /> {messages.board.addColumn}
              </Button>
            )}
          </div>
        )}
      </Carrying>
      {making && <NewColumn boardId={boardId} onClose={() => setMaking(false)} />}
      <Suspense>
        <Outlet context={opened} />
      </Suspense>
    </Page>
  );
}
