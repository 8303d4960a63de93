// The app in one's hand.

import assert from "node:assert/strict";

import { until } from "../../clients/ts/journey/until.mjs";
import { PHONE } from "./browser.mjs";
import { addCards, card, column, drawn, holds, makeProject, opened, register, said } from "./people.mjs";

/** A card is carried by a finger that rests on it first, so that the same finger can scroll; a short touch opens it. */
export async function a_card_is_carried_by_a_finger({ server, browser }) {
  const ada = await register(browser, server, "Ada", PHONE);
  await makeProject(ada, "Website");
  await addCards(ada, "To Do", ["Write the texts", "Choose a name"]);
  const finger = await fingerOn(ada.page);

  // Who moves at once scrolls, and carries nothing.
  await finger.flick(await middle(card(ada, "Write the texts")), -80);
  const columns = ada.page.locator("[data-board]");
  await until("the columns have scrolled", () => columns.evaluate((element) => element.scrollLeft > 0));
  assert.ok(!(await ada.page.locator("[role=status]").allTextContents()).join().includes("is picked up"));
  await until("they are back, and rest", async () => {
    await columns.evaluate((element) => (element.scrollLeft = 0));
    await drawn(ada);
    return columns.evaluate((element) => element.scrollLeft === 0);
  });

  // Onto its neighbour's place.
  await finger.down(await middle(card(ada, "Write the texts")));
  await said(ada, "Write the texts is picked up");
  await finger.to(await middle(card(ada, "Choose a name"), 12));
  await said(ada, "Write the texts is over To Do, place 2 of 2");
  await finger.up();
  await holds(ada, "To Do", ["Choose a name", "Write the texts"]);

  // To the edge, where the next columns come; and back to the middle of the one that is wanted, however fast it came.
  await until("nothing moves", () => ada.page.evaluate(() => document.getAnimations().length === 0));
  await finger.down(await middle(card(ada, "Choose a name")));
  await said(ada, "Choose a name is picked up");
  const { width } = ada.page.viewportSize();
  const y = (await middle(column(ada, "To Do"))).y;
  const target = async () => (await middle(column(ada, "In Progress"))).x;
  await until("it rests on another column", async () => {
    const x = await target();
    await finger.to({ x: Math.min(Math.max(x, 20), width - 20), y });
    await drawn(ada);
    // Within a fifth of either edge, the columns go on scrolling.
    return x > width / 4 && x < width * 0.75 && (await target()) === x;
  });
  await said(ada, "Choose a name is over In Progress, place 1 of 1");
  await finger.up();
  await holds(ada, "In Progress", ["Choose a name"]);

  // And nothing was opened by letting go.
  await ada.page.getByRole("button", { name: "Undo" }).waitFor();
  assert.ok(!ada.page.url().includes("/cards/"));
  await ada.page.reload();
  await card(ada, "Choose a name").tap();
  const dialog = await opened(ada, "Choose a name");
  await dialog.getByRole("button", { name: "Close" }).tap();
  await dialog.waitFor({ state: "detached" });

  // The way to other screens is behind a button.
  await ada.page.getByRole("button", { name: "Open the navigation" }).tap();
  const drawer = ada.page.getByRole("dialog", { name: "Main" });
  await drawer.getByRole("link", { name: "Home" }).tap();
  await ada.page.getByRole("heading", { name: "Hello, Ada" }).waitFor();
  await drawer.waitFor({ state: "detached" });
  assert.deepEqual(ada.complaints, []);
}

async function middle(what, lower = 0) {
  await what.waitFor();
  const { x, y, width, height } = await what.boundingBox();
  return { x: x + width / 2, y: y + height / 2 + lower };
}

/** One finger, as the screen reports it: pages cannot tell it from a real one. */
async function fingerOn(page) {
  const session = await page.context().newCDPSession(page);
  let at = { x: 0, y: 0 };
  const send = (type, ...touchPoints) => session.send("Input.dispatchTouchEvent", { type, touchPoints });
  const to = async ({ x, y }, steps = 10) => {
    const from = at;
    for (let step = 1; step <= steps; step += 1) {
      at = { x: from.x + ((x - from.x) * step) / steps, y: from.y + ((y - from.y) * step) / steps };
      await send("touchMove", at);
    }
  };
  return {
    down: (point) => send("touchStart", (at = point)),
    to,
    up: () => send("touchEnd"),
    /** Sideways and away, at once: the page gets all of it before any time has passed. */
    flick: (from, x) => {
      const begun = send("touchStart", from);
      const moves = [1, 2, 3, 4, 5].map((step) => send("touchMove", { x: from.x + (x * step) / 5, y: from.y }));
      return Promise.all([begun, ...moves, send("touchEnd")]);
    },
  };
}
