// axe finds nothing on a page as it is.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

export async function healthy({ page }) {
  // What is still fading in has other contrasts, and what was drawn late may begin after that; what turns for ever is not
  // waited for.
  await page.evaluate(async () => {
    const ending = () => document.getAnimations().filter(({ effect }) => Number.isFinite(effect.getComputedTiming().endTime));
    const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    await drawn();
    for (let now = ending(); now.length > 0; now = ending()) {
      await Promise.allSettled(now.map(({ finished }) => finished));
      await drawn();
    }
  });
  // The pages' policy allows no script that is put in; this one comes by the debugger, which it does not bind.
  await page.evaluate(await readFile(axe, "utf8"));
  const { violations } = await page.evaluate(() => window.axe.run());
  assert.deepEqual(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]), []);
}
