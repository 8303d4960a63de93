// The example of the README is the one that the compiler looks at.

import { readFileSync } from "node:fs";

import { expect, it } from "vitest";

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");

it("the README's example compiles", () => {
  expect(/```ts\n(.*?)```/s.exec(read("../README.md"))?.[1]).toBe(read("../example/board.ts").split("// ---\n")[1]);
});
