// Where the arrow keys carry a card: up and down to the next card of the column, left and right into the next column, beside
// the card that is level with it.

import type { KeyboardCoordinateGetter } from "@dnd-kit/core";

export const coordinates: KeyboardCoordinateGetter = (event, { context }) => {
  const { active, collisionRect: carried, droppableContainers, droppableRects, over } = context;
  if (!active || !carried || !event.code.startsWith("Arrow")) return undefined;
  event.preventDefault();
  const all = droppableContainers.getEnabled().flatMap(({ id, data }) => {
    const rect = droppableRects.get(id);
    return rect ? [{ id, column: data.current?.["column"] as string, rect }] : [];
  });
  const column = (over?.data.current ?? active.data.current)?.["column"] as string;
  const cardsOf = (wanted: string) => all.filter((one) => one.column === wanted && one.id !== wanted);

  if (event.code === "ArrowUp" || event.code === "ArrowDown") {
    const down = event.code === "ArrowDown";
    const beyond = cardsOf(column).filter(({ rect }) => (down ? rect.top > carried.top + 4 : rect.top < carried.top - 4));
    const next = beyond.sort((a, b) => (down ? a.rect.top - b.rect.top : b.rect.top - a.rect.top))[0];
    if (!next) return undefined;
    // Its lower edge where that of the next one is, so that it counts as beyond it.
    return { x: next.rect.left, y: down ? next.rect.bottom - carried.height : next.rect.top };
  }
  const columns = all.filter(({ id, column }) => id === column).sort((a, b) => a.rect.left - b.rect.left);
  const at = columns.findIndex(({ id }) => id === column);
  const target = columns[at + (event.code === "ArrowRight" ? 1 : -1)];
  if (at === -1 || !target) return undefined;
  const level = cardsOf(target.column).sort((a, b) => Math.abs(a.rect.top - carried.top) - Math.abs(b.rect.top - carried.top))[0];
  return level ? { x: level.rect.left, y: level.rect.top } : { x: target.rect.left + 8, y: target.rect.top + 8 };
};
