// What can be done with a column.

import { type Column, columnsInOrder } from "boardwire-client";
import { useState } from "react";

import { moveColumn } from "../../../data/columns.ts";
import { messages } from "../../../messages.ts";
import { toolTexts } from "../../../messages/board.ts";
import { Button } from "../../../ui/button.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Menu, MenuItem, MenuLine } from "../../../ui/menu.tsx";
import { complain } from "../../../ui/toast.tsx";
import type { OpenBoard } from "../context.ts";
import { DeleteColumn } from "./delete-column.tsx";
import { EditColumn } from "./edit-column.tsx";

export default function ColumnMenu({ column, opened }: { column: Column; opened: OpenBoard }) {
  const [doing, setDoing] = useState<"edit" | "delete">();
  const columns = columnsInOrder(opened.state);
  const at = columns.findIndex(({ id }) => id === column.id);
  const [left, right] = [columns[at - 1], columns[at + 1]];
  const move = (where: Parameters<typeof moveColumn>[1]) => {
    moveColumn(column.id, where).catch((error: unknown) => complain(error, messages.problem.undone));
  };
  const end = () => setDoing(undefined);
  const trigger = (
    <Button look="quiet" icon aria-label={toolTexts.columnMenu(column.name)}>
      <Icon name="dots" />
    </Button>
  );
  return (
    <>
      <Menu trigger={trigger}>
        <MenuItem onSelect={() => setDoing("edit")}>{toolTexts.editColumn}</MenuItem>
        {left && <MenuItem onSelect={() => move({ before: left.id })}>{toolTexts.moveLeft}</MenuItem>}
        {right && <MenuItem onSelect={() => move({ after: right.id })}>{toolTexts.moveRight}</MenuItem>}
        <MenuLine />
        <MenuItem danger onSelect={() => setDoing("delete")}>
          {toolTexts.deleteColumn}
        </MenuItem>
      </Menu>
      {doing === "edit" && <EditColumn column={column} onClose={end} />}
      {doing === "delete" && <DeleteColumn column={column} state={opened.state} onClose={end} />}
    </>
  );
}
