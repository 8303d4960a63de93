// What is at the right of a board's name: who types, finding, the filter, and the board's menu.

import type { BoardState } from "boardwire-client";

import { useUser } from "../../../data/me.ts";
import { openShortcut } from "../../../shell/shortcuts.tsx";
import { shortcutTexts } from "../../../messages/shortcuts.ts";
import { toolTexts } from "../../../messages/board.ts";
import { Button } from "../../../ui/button.tsx";
import { Icon } from "../../../ui/icon.tsx";
import type { OpenBoard } from "../context.ts";
import type { Filter } from "../filter.ts";
import { BoardMenu } from "./board-menu.tsx";
import { FilterButton } from "./filter-button.tsx";
import css from "./tools.module.css";

interface Props {
  opened: OpenBoard;
  shown: BoardState;
  filter: Filter;
  onFilter: (filter: Filter) => void;
  filtering: boolean;
  onFiltering: (open: boolean) => void;
}

export default function Tools({ opened, shown, ...filter }: Props) {
  return (
    <>
      <Typing typing={opened.typing} />
      <Button look="quiet" icon aria-label={shortcutTexts.palette} onClick={() => openShortcut("palette")}>
        <Icon name="search" />
      </Button>
      <FilterButton state={opened.state} shown={shown} {...filter} />
      <BoardMenu opened={opened} />
    </>
  );
}

function Typing({ typing }: Pick<OpenBoard, "typing">) {
  const me = useUser();
  const names = typing.filter(({ id }) => id !== me.id).map(({ name }) => name);
  return (
    <span className={css.typing} role="status">
      {names.length > 0 && toolTexts.typing(names.join(", "), names.length)}
    </span>
  );
}
