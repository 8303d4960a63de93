import { expect, it } from "vitest";

import { arranged, carriedOver, laidOut, placeIn } from "../src/screens/board/layout.ts";
import { board } from "./board.ts";

const layout = laidOut(board());
const start = { card: "a", column: "todo" };

it("a card that is carried hangs in the column that it is over", () => {
  const over = carriedOver(layout, start, "d", false);
  expect(over).toEqual({ card: "a", column: "done", before: "d" });
  expect(arranged(layout, over)).toEqual({ todo: ["b", "c"], done: ["a", "d"] });
  expect(arranged(layout, carriedOver(layout, start, "d", true))).toEqual({ todo: ["b", "c"], done: ["d", "a"] });
  expect(arranged(layout, carriedOver(layout, start, "done", false)).done).toEqual(["d", "a"]);
});

it("in its own column, and where it is put back, nothing is other", () => {
  expect(arranged(layout, start)).toBe(layout);
  expect(carriedOver(layout, start, "b", true)).toBe(start);
});

it("it is put down where the others made room", () => {
  // Down past b, and up past a.
  expect(placeIn(layout, "a", "b")).toEqual({ column: "todo", before: "c" });
  expect(placeIn(layout, "a", "c")).toEqual({ column: "todo", before: undefined });
  expect(placeIn(layout, "c", "a")).toEqual({ column: "todo", before: "a" });
  expect(placeIn(layout, "b", "b")).toEqual({ column: "todo", before: "c" });
});

it("over a column it stays where it hangs there", () => {
  const hanging = arranged(layout, { card: "a", column: "done", before: "d" });
  expect(placeIn(hanging, "a", "done")).toEqual({ column: "done", before: "d" });
  expect(placeIn(hanging, "a", "nowhere")).toBeUndefined();
});
