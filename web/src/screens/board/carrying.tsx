// Carrying cards: by mouse, by finger (after a moment, so that one can scroll) and by keyboard. While a card is carried, the
// columns are shown as they would be; where it is put down is sent, and shown at once.

import { DndContext, DragOverlay, KeyboardSensor, MouseSensor, TouchSensor, useSensor, useSensors } from "@dnd-kit/core";
import type { Announcements, DragEndEvent, DragOverEvent, DragStartEvent } from "@dnd-kit/core";
import type { BoardState, Card } from "boardwire-client";
import { type ReactNode, useCallback, useMemo, useRef, useState } from "react";

import type { LiveBoard } from "../../live/board.ts";
import { messages } from "../../messages.ts";
import { CardFace } from "./card.tsx";
import { over } from "./collisions.ts";
import { coordinates } from "./keyboard.ts";
import { arranged, type Carried, carriedOver, hintOf, laidOut, placeIn } from "./layout.ts";
import { moveCard } from "./moves.ts";
import { useFlip } from "./flip.ts";
import { useNoClickAfterDrag } from "./clicks.ts";
import { walk } from "./walk.ts";

interface Props {
  board: LiveBoard;
  state: BoardState;
  /** With those cards only that are shown. */
  shown: BoardState;
  mayWrite: boolean;
  /** Draws the columns, given the cards of each. */
  children: (cards: (columnId: string) => readonly Card[]) => ReactNode;
}

const KEYS = { start: ["Space"], cancel: ["Escape"], end: ["Space", "Enter", "Tab"] };

export function Carrying({ board, state, shown, mayWrite, children }: Props) {
  const [carried, setCarried] = useState<Carried>();
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 5 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 8 } }),
    useSensor(KeyboardSensor, { coordinateGetter: coordinates, keyboardCodes: KEYS }),
  );
  const layout = useMemo(() => arranged(laidOut(shown), carried), [shown, carried]);
  const frame = useRef<HTMLDivElement>(null);
  const dropped = useNoClickAfterDrag();
  useFlip(frame, layout, carried !== undefined);
  const announcements = useAnnouncements(state, layout);

  const start = ({ active }: DragStartEvent) => {
    const column = state.cards[active.id]?.column_id;
    if (column !== undefined) setCarried({ card: String(active.id), column });
  };
  const move = ({ active, over }: DragOverEvent) => {
    if (carried && over) setCarried(carriedOver(layout, carried, String(over.id), isBelow(active, over)));
  };
  const end = ({ over }: DragEndEvent) => {
    setCarried(undefined);
    dropped();
    if (!carried || !over) return;
    const place = placeIn(layout, carried.card, String(over.id));
    if (place) void moveCard(board, state, carried.card, place);
  };
  const cards = useCallback(
    (columnId: string) => (layout[columnId] ?? []).flatMap((id) => state.cards[id] ?? []),
    [layout, state.cards],
  );
  const lifted = carried && state.cards[carried.card];
  return (
    <DndContext
      sensors={mayWrite ? sensors : NONE}
      collisionDetection={over}
      accessibility={{ announcements, screenReaderInstructions: { draggable: messages.drag.how } }}
      onDragStart={start}
      onDragOver={move}
      onDragEnd={end}
      onDragCancel={() => (setCarried(undefined), dropped())}
    >
      <div ref={frame} style={{ display: "contents" }} onKeyDown={(event) => carried === undefined && walk(event)}>
        {children(cards)}
      </div>
      <DragOverlay dropAnimation={{ duration: 160, easing: "cubic-bezier(0.2, 0, 0, 1)" }}>
        {/* The outer one is measured, and a card that is lifted lies askew. */}
        {lifted && (
          <div>
            <CardFace card={lifted} lifted />
          </div>
        )}
      </DragOverlay>
    </DndContext>
  );
}

const NONE: [] = [];

function isBelow(active: DragOverEvent["active"], over: NonNullable<DragOverEvent["over"]>): boolean {
  const rect = active.rect.current.translated;
  return rect !== null && rect.top > over.rect.top + over.rect.height / 2;
}

function useAnnouncements(state: BoardState, layout: Record<string, readonly string[]>): Announcements {
  const away = useRef(false);
  const name = (id: string | number) => hintOf(state, String(id));
  const said = (say: typeof messages.drag.over, id: string | number, overId: string | number | undefined) => {
    const place = overId === undefined ? undefined : placeIn(layout, String(id), String(overId));
    const column = place && state.columns[place.column];
    if (!place || !column) return undefined;
    const others = (layout[place.column] ?? []).filter((one) => one !== id);
    const at = place.before === undefined ? others.length : others.indexOf(place.before);
    return say(name(id), column.name, at + 1, others.length + 1);
  };
  return {
    onDragStart: ({ active }) => {
      away.current = false;
      return messages.drag.lifted(name(active.id));
    },
    onDragOver: ({ active, over }) => {
      // Where it was picked up it is over itself, which would only cut off what is being said.
      away.current ||= over?.id !== active.id;
      return away.current ? said(messages.drag.over, active.id, over?.id) : undefined;
    },
    onDragEnd: ({ active, over }) => said(messages.drag.dropped, active.id, over?.id),
    onDragCancel: ({ active }) => messages.drag.cancelled(name(active.id)),
  };
}
