// What can be done with a board as a whole, for everyone and for oneself alone.

import { useState } from "react";

import { useBoards, useDeleteBoard, useEditPreferences } from "../../../data/boards.ts";
import { useNavigate } from "../../../navigation.tsx";
import { openShortcut } from "../../../shell/shortcuts.tsx";
import { toolTexts } from "../../../messages/board.ts";
import { shortcutTexts } from "../../../messages/shortcuts.ts";
import { Button } from "../../../ui/button.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Menu, MenuItem, MenuLine } from "../../../ui/menu.tsx";
import { AskFirst } from "../../../ui/ask-first.tsx";
import { complain, tell } from "../../../ui/toast.tsx";
import type { OpenBoard } from "../context.ts";
import { Archived } from "./archived.tsx";
import { EditBoard } from "./edit-board.tsx";
import { Look } from "./look.tsx";

type Doing = "edit" | "look" | "archived" | "delete";

export function BoardMenu({ opened }: { opened: OpenBoard }) {
  const { state, mayManage } = opened;
  const { id, project_id, name } = state.board;
  const { data: boards = [] } = useBoards();
  const mine = boards.find((one) => one.id === id)?.preferences;
  const prefer = useEditPreferences(id);
  const remove = useDeleteBoard(id);
  const goTo = useNavigate();
  const [doing, setDoing] = useState<Doing>();
  const end = () => setDoing(undefined);
  const say = { onError: (error: Error) => complain(error) };
  const trigger = (
    <Button look="quiet" icon aria-label={toolTexts.menu}>
      <Icon name="dots" />
    </Button>
  );
  return (
    <>
      <Menu trigger={trigger}>
        {mine && (
          <>
            <MenuItem onSelect={() => prefer.mutate({ pinned: !mine.pinned }, say)}>{mine.pinned ? toolTexts.unpin : toolTexts.pin}</MenuItem>
            <MenuItem
              onSelect={() =>
                prefer.mutate(
                  { notifications: !mine.notifications },
                  { ...say, onSuccess: ({ notifications }) => tell(notifications ? toolTexts.unmuted : toolTexts.muted) },
                )
              }
            >
              {mine.notifications ? toolTexts.mute : toolTexts.unmute}
            </MenuItem>
            <MenuItem onSelect={() => setDoing("look")}>{toolTexts.look}</MenuItem>
            <MenuLine />
          </>
        )}
        <MenuItem onSelect={() => setDoing("archived")}>{toolTexts.archived}</MenuItem>
        <MenuItem onSelect={() => openShortcut("help")}>{shortcutTexts.help}</MenuItem>
        {mayManage && (
          <>
            <MenuLine />
            <MenuItem onSelect={() => setDoing("edit")}>{toolTexts.edit}</MenuItem>
            <MenuItem danger onSelect={() => setDoing("delete")}>
              {toolTexts.deleteBoard}
            </MenuItem>
          </>
        )}
      </Menu>
      {doing === "look" && mine && <Look boardId={id} name={name} mine={mine} onClose={end} />}
      {doing === "archived" && <Archived opened={opened} onClose={end} />}
      {doing === "edit" && <EditBoard board={state.board} onClose={end} />}
      {doing === "delete" && (
        <AskFirst
          title={toolTexts.deleteBoardTitle(name)}
          action={toolTexts.deleteBoard}
          onClose={end}
          onYes={async () => {
            await remove.mutateAsync();
            tell(toolTexts.boardDeleted(name));
            void goTo(`/projects/${project_id}`);
          }}
        >
          {toolTexts.deleteBoardText(Object.keys(state.cards).length)}
        </AskFirst>
      )}
    </>
  );
}
