// What a carried card is over: the column that the pointer is in, and of its cards the nearest.

import { closestCenter, closestCorners, type CollisionDetection, getFirstCollision, pointerWithin } from "@dnd-kit/core";

export const over: CollisionDetection = (given) => {
  const within = pointerWithin(given);
  // A keyboard has no pointer, and a pointer may be beside all columns.
  if (within.length === 0) return closestCorners(given);
  const column = within.map(({ id }) => given.droppableContainers.find((one) => one.id === id)?.data.current?.["column"] as string)[0];
  const inColumn = given.droppableContainers.filter(({ id, data }) => data.current?.["column"] === column && id !== column);
  const nearest = closestCenter({ ...given, droppableContainers: inColumn });
  return getFirstCollision(nearest) ? nearest : within;
};
